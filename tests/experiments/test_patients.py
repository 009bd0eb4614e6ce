import collections

import numpy as np
import pytest

from course_utils.experiments.patients import (
    FAULTS,
    SEEDS,
    STUCK,
    Settings,
    admit,
    healthy,
    learned,
    measure,
    normalized,
    planted,
    train_patient,
)

SYMPTOMS = {
    "A": lambda found: found["factor"] < 0.4 and found["dead"] < 0.2,
    "B": lambda found: found["factor"] > 1.8 and found["spread"] < 2,
    "C": lambda found: found["dead"] > 0.7,
    "D": lambda found: (
        0.6 < found["factor"] < 1.5 and found["dead"] < 0.2 and found["spread"] < 2 and found["negative"] > 0
    ),
    "E": lambda found: found["negative"] == 0 and found["dead"] < 0.2,
    "F": lambda found: found["spread"] > 50,
}


def test_a_name_stands_for_the_same_patient_on_every_machine():
    """sha256 and NumPy's generator: no process, and no seed of Python's hash, changes this."""
    assert planted("Ada") == ("A", Settings(gain=0.49), 2)
    assert planted("Santiago")[0] == "E"


def test_case_and_spaces_do_not_tell_people_apart():
    assert normalized("  Ada   LOVELACE ") == "ada lovelace"
    assert planted("ADA") == planted(" ada\n")


def test_neighbors_differ_and_all_faults_are_about_equally_frequent():
    counts = collections.Counter(planted(f"student {number}")[0] for number in range(1200))
    assert set(counts) == set(FAULTS)
    assert min(counts.values()) > 150


def test_one_setting_alone_is_not_healthy():
    for number in range(60):
        _, settings, seed = planted(f"student {number}")
        changed = [name for name, value in vars(settings).items() if value != getattr(Settings(), name)]
        assert len(changed) == 1
        assert seed in SEEDS


@pytest.mark.parametrize("letter", FAULTS)
def test_every_fault_keeps_the_network_from_learning_and_leaves_its_own_trace(letter):
    names = [name for name in (f"student {number}" for number in range(60)) if planted(name)[0] == letter]
    for name in names[:3]:
        patient = admit(name)
        found = measure(patient)
        assert not found["accuracy"] > 0.6, f"{name}: {planted(name)}"
        assert [other for other, shows in SYMPTOMS.items() if shows(found)] == [letter], f"{name}: {found}"


def test_healthy_settings_learn_from_every_seed():
    """The median, since one seed's accuracy moves by several hundredths with the rounding of a processor."""
    assert np.median([train_patient(Settings(), seed).accuracy for seed in SEEDS]) > 0.8
    assert learned(Settings(), SEEDS)
    assert set(STUCK) <= set(SEEDS)


def test_treating_returns_a_new_patient_and_leaves_the_first_as_it_was():
    patient = healthy()
    ill = patient.treat(gain=0.5)
    assert ill.accuracy < 0.2 < patient.accuracy
    assert repr(ill) == "a healthy network, gain=0.5"
    assert healthy().accuracy == patient.accuracy


def test_the_seal_shows_no_setting():
    patient = admit("Ada")
    shown = repr(patient) + repr(patient.untrained) + repr(patient.trained)
    assert "0.49" not in shown
    assert not [name for name in dir(patient) if "gain" in name or "fault" in name]


def test_gradients_are_those_of_the_loss_by_central_differences():
    patient = train_patient(Settings(output="relu"), 1)
    X, y = (values[:20] for values in patient.digits)
    network = patient.untrained._network
    gradient = patient.untrained._step(X, y)[1].biases[-1]
    for unit in range(3):
        losses = []
        for sign in (1, -1):
            network.biases[-1][unit] += np.float32(sign * 1e-2)
            losses.append(patient.untrained._step(X, y)[0])
            network.biases[-1][unit] -= np.float32(sign * 1e-2)
        assert (losses[0] - losses[1]) / 2e-2 == pytest.approx(gradient[unit], abs=2e-3)


@pytest.mark.parametrize(
    "changes",
    [
        {"gain": -1},
        {"gain": "1"},
        {"gain": np.inf},
        {"gain": 10**400},
        {"learning_rate": 0},
        {"hidden": 48},
        {"hidden": [48] * 21},
        {"hidden": [65]},
        {"hidden": [1.5]},
        {"inputs": "raw"},
        {"output": None},
        {"width": 3},
        {"self": 3},
    ],
)
def test_what_cannot_be_set_is_refused_in_words(changes):
    with pytest.raises(ValueError, match=r"is a number|is a list|is one of|no setting"):
        Settings().changed(changes)


@pytest.mark.parametrize("name", ["", " \t", None, 3, "x" * 201])
def test_what_is_no_name_is_refused_in_words(name):
    with pytest.raises(ValueError, match="name"):
        admit(name)
