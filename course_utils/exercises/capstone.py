"""Notebook 09: the capstone. What is right depends on the learner's name, which is read as hostile text."""

import itertools
import math
import re
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from course_utils.autograder import ChoiceExercise, FunctionExercise, Probe, Share, Tolerance
from course_utils.experiments.patients import (
    FAULTS,
    SEEDS,
    Patient,
    Settings,
    healthy,
    learned,
    measure,
    measured_in,
    normalized,
    planted,
    train_patient,
)

NOTEBOOK = "09_capstone.ipynb"
ANSWERS = "course_utils.answers.capstone"

# What the course itself knows of a patient, and is to be found out here.
SEALED = (
    "course_utils.answers",
    "course_utils.exercises",
    "course_utils.experiments.patients.planted",
    "course_utils.experiments.patients.train_patient",
    "course_utils.experiments.patients.measured_in",
    "patient._settings",
    "patient._seed",
)
ENTRIES = ("spread", "factor", "dead", "negative", "accuracy")
CLUES = {
    "A": "Then the variance would fall from layer to layer, with nearly all units alive.",
    "B": "Then the variance would grow from layer to layer, from inputs of an ordinary spread.",
    "C": "Then most units would be dead before any training.",
    "D": "Then all would look healthy before the training, inputs and outputs included.",
    "E": "Then no output would be below 0, although the layers below are alive.",
    "F": "Then the inputs would spread much wider than 1.",
}
ROUNDING = 1e-4  # of what float32 computes, between computers
SAVED_NAME = "Ada"
SAVED = (
    '`my_name` is still "Ada". That patient is the one in the pictures that were saved with this notebook. '
    "Put your own name there, run the notebook again, and examine a patient whom you have not seen."
)

flat_loss = ChoiceExercise(
    id="capstone.flat_loss",
    title="What a flat loss says",
    points=1,
    names=("flat_loss",),
    answers=ANSWERS,
    options={
        "A": "the learning rate is too small",
        "B": "the network has learned all there is to learn",
        "C": "all units of the network are dead, so that its outputs are 0 and no gradient reaches the first layer",
        "D": "the network gives every digit about the same probability, and training does not change that",
    },
    hints=(
        "The loss is the logarithm of the probability that the right digit got, with a minus sign. When is it log 10?",
        "A flat loss is a symptom. Several of the six faults can cause it, so it cannot name one of them.",
    ),
    not_checked="how you came to your answer.",
)


def _symptom_probes(seed: int) -> tuple[Probe, ...]:
    rng = np.random.default_rng(seed)

    def layers(examples: int, widths: Sequence[int], growth: float, dead: Sequence[int]) -> list[np.ndarray]:
        Z = []
        for place, (width, silent) in enumerate(zip(widths, dead, strict=True)):
            z = np.round(rng.normal(0.3, 1, (examples, width)) * growth**place, 3)
            z[0] = np.abs(z[0]) + 0.1
            z[:, :silent] = -np.abs(z[:, :silent]) - 0.1
            Z.append(z)
        return Z

    def some(low: int, high: int) -> int:
        return int(rng.integers(low, high))

    touching = [
        np.array([[0.0, 1.0, -2.0, 0.3], [-1.0, -1.0, -3.0, 0.2]]),
        np.array([[0.0, 0.4], [0.0, -2.0]]),
        np.array([[0.2, -1.0, -1.0], [-2.0, 0.0, 0.1]]),
    ]
    networks: list[tuple[np.ndarray, list[np.ndarray], np.ndarray]] = [
        (rng.normal(0.5, 1, (6, 4)), layers(6, (5, 4, 3), 0.5, (1, 2, 0)), np.round(rng.normal(0, 2, (6, 10)), 2)),
        (rng.uniform(0, 255, (5, 3)), layers(5, (4, 4, 8, 2), 2.0, (0, 1, 6, 1)), np.abs(rng.normal(0, 1, (5, 10)))),
        (np.array([[0.0, 3.0], [1.0, 0.0]]), touching, np.array([[0.0, -1.0, 0.3], [0.0, 2.0, -0.2]])),
        (rng.normal(0, 1, (4, 3)), layers(4, (6, 6, 6, 6, 6), 0.3, (0, 0, 0, 3, 6)), np.zeros((4, 2))),
    ]
    networks += [
        (
            rng.normal(0, 1 + len(widths), (7, 5)),
            layers(7, widths, growth, dead),
            np.round(rng.normal(0.3, 1, (7, 4)), 2),
        )
        for widths, growth, dead in (
            ((3, 7, 5), 1.5, (1, 5, 1)),
            ((8, 4, 6, 3), 0.6, (2, 3, 0, 1)),
            ((2, 9, 4, 5, 7), 1.3, (1, 2, 3, 4, 2)),
            ((some(6, 30), some(6, 30), some(6, 30)), 1.1, (some(1, 6), some(1, 6), some(1, 6))),
        )
    ]
    return tuple(Probe((entry, X, output, *Z), entry) for entry in ENTRIES[:4] for X, Z, output in networks)


def _one_symptom(names: Mapping[str, Any], entry: str, X: Any, output: Any, *Z: Any) -> Any:
    return names["symptoms"](X, list(Z), output)[entry]


symptoms = FunctionExercise(
    id="capstone.symptoms",
    title="Four measurements of a network",
    points=5,
    names=("symptoms",),
    parameters=("X", "Z", "output"),
    answers=ANSWERS,
    draw_probes=_symptom_probes,
    scenario=_one_symptom,
    describe=lambda probe: f'`symptoms(X, Z, output)["{probe.args[0]}"]` of {len(probe.args) - 3} hidden layers',
    region_labels={
        "spread": "the spread of the inputs",
        "factor": "the factor of the variance",
        "dead": "the share of dead units",
        "negative": "the share of negative outputs",
    },
    tolerance=Tolerance(rtol=1e-6, atol=1e-9),
    hints=(
        "Four small questions. `np.std`, `np.var`, `np.all(..., axis=0)` and `np.mean` answer them.",
        "From the first layer to the last of L layers the signal takes L - 1 steps. "
        "The factor f of one step solves f ** (L - 1) = last variance / first variance.",
        "For the dead units, join the layers' arrays of True and False by `np.concatenate` before you take the mean: "
        "a layer of 50 units counts more than one of 10.",
    ),
    not_checked="networks with one hidden layer, a first layer of variance 0, and pre-activations that are not finite.",
)


def _given(value: Any) -> Any:
    """Return False for None and for `...`, so that these are refused in words and not taken for a missing `return`."""
    return False if value is None or value is Ellipsis else value


def _diagnosis_seen(names: Mapping[str, Any], part: str) -> Any:
    if names["diagnosis"] is Ellipsis:
        return Ellipsis
    return _given(names["my_name"] if part == "name" else names["diagnosis"])


def _accept_diagnosis(seen: Sequence[Any], _probes: Sequence[Probe], _right: Sequence[Any]) -> list[Share]:
    right, message, note = False, "", ""
    if len(seen) == 2:
        name, answer = seen
        letter = re.sub(r"[\s.()]", "", answer).upper() if isinstance(answer, str) else ""
        try:
            planted_letter = planted(name)[0]
            right = letter == planted_letter
            message = (
                f"Yours says that {FAULTS[letter]}. {CLUES[letter]}"
                if letter in FAULTS
                else 'Write one letter from "A" to "F", with the quotation marks.'
            )
            note = SAVED if normalized(name) == normalized(SAVED_NAME) else ""
        except ValueError as error:
            message = f"`my_name`: {error}"
    return [Share("diagnosis", "it is the fault that was planted", right, message, note=note)]


diagnosis = FunctionExercise(
    id="capstone.diagnosis",
    is_drawn=False,
    title="The diagnosis",
    points=3,
    names=("my_name", "diagnosis"),
    answers=ANSWERS,
    draw_probes=lambda seed: (Probe(("name",), "name", ordinary=False), Probe(("diagnosis",), "diagnosis")),
    scenario=_diagnosis_seen,
    describe=lambda probe: f"reading `{'my_name' if probe.args[0] == 'name' else 'diagnosis'}`",
    accept=_accept_diagnosis,
    signature=0,
    forbids=SEALED,
    inputs_untouched=False,
    hints=(
        "Look at what comes first: inputs, then the way up, then the outputs, then the training. "
        "The first place where your patient differs from the healthy network is where to look.",
        "Two of the six show before the first layer or after the last: `spread` and `negative`. "
        "Two show in `factor`, one in `dead`. One shows in none of the four.",
    ),
    not_checked="how you came to it. You can try all six letters, and you will learn nothing from that.",
)


def _pairs(mend: Any) -> Any:
    if not isinstance(mend, dict):
        return "no dictionary"
    return [[str(name), value] for name, value in sorted(mend.items(), key=lambda item: str(item[0]))[:20]]


def _mend_seen(names: Mapping[str, Any], part: str, _seeds: Any) -> Any:
    mend = names["mend"]
    if mend is Ellipsis:
        return Ellipsis
    if part == "name":
        return _given(names["my_name"])
    pairs = _pairs(mend)
    return pairs if part == "values" or isinstance(pairs, str) else [_treatment(*pair) for pair in pairs]


def _treatment(name: str, value: Any) -> str:
    """Return what a change is, coarsely enough that the same idea with another number is the same treatment."""
    try:
        Settings().changed({name: value.tolist() if isinstance(value, np.ndarray) else value})
    except ValueError:
        return f"{name}: no value of this setting"
    return f"{name}={value}" if name in ("inputs", "output") else name


def _mended(name: Any, pairs: Any) -> tuple[Settings, int, dict[str, Any]]:
    """Return the settings of the mended network, the patient's seed, and the changes. Raises `ValueError`."""
    _, settings, seed = planted(name)
    if not isinstance(pairs, list):
        raise ValueError('`mend` is a dictionary such as {"gain": 1.0}.')
    changes: dict[str, Any] = {}
    for pair in pairs:
        if not (isinstance(pair, list) and len(pair) == 2 and isinstance(pair[0], str)):
            raise ValueError('`mend` is a dictionary such as {"gain": 1.0}.')
        value = pair[1]
        if isinstance(value, np.ndarray):
            value = value.tolist()
        changes[pair[0]] = value
    return settings.changed(changes), seed, changes


def _planted_settings(name: Any) -> set[str]:
    """Return the settings in which a patient differs from the healthy network."""
    healthy, ill = vars(Settings()), vars(planted(name)[1])
    return {setting for setting in healthy if ill[setting] != healthy[setting]}


def _sentence(error: ValueError) -> str:
    text = str(error).rstrip(".")
    return f"{text[:1].upper()}{text[1:]}."


def _accept_mend(seen: Sequence[Any], probes: Sequence[Probe], _right: Sequence[Any]) -> list[Share]:
    learns = outputs = alone = False
    message = outputs_message = alone_message = "It counts once the network learns."
    still_ill = too_many = ""
    if len(seen) == 3:
        try:
            settings, _, changes = _mended(seen[0], seen[2])
            blamed = bool(changes.keys() & _planted_settings(seen[0]))
            learns = bool(changes) and learned(settings, probes[2].args[1])
            message = (
                "With these changes it still does not get 75 % of the digits right from each of two seeds."
                if changes
                else "Your dictionary is empty: no setting has changed."
            )
            if blamed and not learns:
                still_ill = "no_healthy_value"
            elif len(changes) > 1 and not learns:
                still_ill = "several_and_not_it"
            if learns:
                outputs = any(measure(train_patient(settings, seed))["negative"] > 0 for seed in probes[2].args[1])
                outputs_message = "It learns from these seeds, but no output can be below 0."
                alone = blamed and len(changes) == 1
                alone_message = "It learns, but the setting that was made ill is still ill. What does that tell of it?"
                if blamed:
                    alone_message = f"It learns. You changed {len(changes)} settings: which of them was it?"
                    too_many = "more_than_one"
        except ValueError as error:
            message = _sentence(error)
    return [
        Share("learns", "it learns: 75 % of the digits and more, from two seeds", learns, message, still_ill),
        Share("outputs", "its logits may be negative", outputs, outputs_message),
        Share(
            "blamed",
            "it changes the setting that was made ill, and no other",
            alone,
            alone_message,
            too_many,
            weight=2,  # another change that works earns half
        ),
    ]


def _two_seeds(seed: int) -> list[int]:
    return [int(one) for one in np.random.default_rng(seed).choice(SEEDS, 2, replace=False)]


mend = FunctionExercise(
    id="capstone.mend",
    is_drawn=False,
    title="The treatment",
    points=4,
    names=("my_name", "mend"),
    answers=ANSWERS,
    draw_probes=lambda seed: (
        Probe(("name", []), "name", ordinary=False),
        Probe(("keys", []), "keys"),
        Probe(("values", _two_seeds(seed)), "values", ordinary=False),
    ),
    scenario=_mend_seen,
    describe=lambda probe: f"reading `{'my_name' if probe.args[0] == 'name' else 'mend'}`",
    accept=_accept_mend,
    forbids=SEALED,
    inputs_untouched=False,
    hints=(
        "Your diagnosis names one setting of the table. What is its healthy value?",
        "The table in section 4 gives the healthy value of every setting.",
        "Try it first: `patient.treat(...)` with your setting, then look at its `accuracy`.",
    ),
    not_checked="whether it would learn even better with other values.",
)


def _evidence_seen(names: Mapping[str, Any], part: str) -> Any:
    if names["before"] is Ellipsis or names["after"] is Ellipsis:
        return Ellipsis
    if part == "name":
        return _given(names["my_name"])
    if part == "mend":
        return _pairs(names["mend"])
    found = names[part]
    return [found.get(entry, "missing") for entry in ENTRIES] if isinstance(found, dict) else "no dictionary"


def _numbers(values: Any) -> list[float] | None:
    """Return five floats, NaN for what is no number; None unless there are five values."""
    if not isinstance(values, list) or len(values) != len(ENTRIES):
        return None
    numbers = []
    for value in values:
        if isinstance(value, np.ndarray) and value.ndim == 0:
            value = value.item()
        good = isinstance(value, (int, float)) and not isinstance(value, bool)
        numbers.append(float(value) if good else math.inf)
    return numbers


def _near(entry: str, mine: float, theirs: float) -> bool:
    """Return whether a measurement agrees: to two digits, but for training, which no two computers round alike."""
    if entry == "factor" and not theirs >= 0.06:  # the signal is gone: 0, what rounding leaves of it, or 0/0
        return math.isnan(mine) or 0 <= mine < 0.11
    if entry == "accuracy" and not theirs >= 0.25:  # a network that did not learn is right by chance
        return math.isnan(mine) or 0 <= mine < 0.3
    if entry == "accuracy":
        return math.isfinite(mine) and abs(mine - theirs) <= 0.05 * (1 + theirs)
    return math.isfinite(mine) and abs(mine - theirs) <= 0.01 * max(1.0, abs(theirs))


def _accept_evidence(seen: Sequence[Any], _probes: Sequence[Probe], _right: Sequence[Any]) -> list[Share]:
    right, messages = dict.fromkeys(ENTRIES, False), dict.fromkeys(ENTRIES, "")
    mistakes: dict[str, str] = {}
    if len(seen) == 4:
        try:
            settings, seed, _ = _mended(seen[0], seen[1])
            patients = train_patient(planted(seen[0])[1], seed), train_patient(settings, seed)
            sick, well = map(measure, patients)
            before, after = _numbers(seen[2]), _numbers(seen[3])
            if not well["accuracy"] >= 0.75:
                problem = "With this `mend` the patient does not get well, so there is nothing to show yet."
            elif before is None or after is None:
                problem = (
                    "`before` and `after` are dictionaries with the five entries "
                    "`spread`, `factor`, `dead`, `negative` and `accuracy`."
                )
            else:
                problem = ""
                for place, entry in enumerate(ENTRIES):
                    then, now = before[place], after[place]
                    right[entry] = _near(entry, then, sick[entry]) and _near(entry, now, well[entry])
                    messages[entry] = _evidence_message(entry, then, now, sick[entry], well[entry])
                if not all(right.values()):
                    mistakes = _evidence_mistakes(before, after, *patients)
                if not _has_measured(before, after, sick, well):
                    for entry in ENTRIES:
                        if right[entry]:
                            right[entry], messages[entry] = False, "It counts once `factor` or `negative` is right."
            if problem:
                messages = dict.fromkeys(ENTRIES, problem)
        except ValueError as error:
            messages = dict.fromkeys(ENTRIES, _sentence(error))
    labels = {
        "spread": "the spread of the inputs",
        "factor": "the factor of the variance",
        "dead": "the share of dead units",
        "negative": "the share of negative outputs",
        "accuracy": "the accuracy after training",
    }
    return [
        Share(entry, f"{labels[entry]}, before and after", right[entry], messages[entry], mistakes.get(entry, ""))
        for entry in ENTRIES
    ]


def _has_measured(before: list[float], after: list[float], sick: dict[str, float], well: dict[str, float]) -> bool:
    """Return whether half of the numbers agree that differ from patient to patient and must be measured to be known.

    These are `factor` and `negative`, unless they are 0. The others are alike for all who have the same fault.
    """
    telling = [
        _near(entry, numbers[ENTRIES.index(entry)], measured[entry])
        for numbers, measured in ((before, sick), (after, well))
        for entry in ("factor", "negative")
        if measured[entry] >= 0.06
    ]
    return 2 * sum(telling) >= len(telling)


def _evidence_mistakes(before: list[float], after: list[float], sick: Patient, well: Patient) -> dict[str, str]:
    """Return known mistakes by the entries that show them: one in what was measured, one in the accuracy."""
    ill, mended = measure(sick), measure(well)
    others = zip(_of_other_arrays(sick), _of_other_arrays(well), strict=True)
    measured = (
        ("", ill, mended),
        ("exchanged", mended, ill),
        ("never_treated", ill, ill),
        ("one_dictionary", mended, mended),
        ("healthy_for_after", ill, measure(healthy())),
        *((name, of_sick, of_well) for (name, of_sick), (_, of_well) in others),
    )
    for misread, restored in (("", _itself), ("percent", _from_percent), ("error_rate", _from_errors)):
        found = [dict(zip(ENTRIES, numbers, strict=True)) for numbers in (before, after)]
        for one in found:
            one["accuracy"] = restored(one["accuracy"])
        near = sorted((_distance(found, truths), name) for name, *truths in measured)
        if math.isfinite(near[0][0]):
            clear = [name for distance, name in near if distance <= 2 * near[0][0] + ROUNDING]
            name = near[0][1] if len(set(clear)) == 1 else ""
            return dict.fromkeys(ENTRIES, name) | ({"accuracy": misread} if misread else {})
    losses = [float(network.losses[-1]) for network in (sick, well)]
    if all(_near_a_loss(numbers[-1], loss) for numbers, loss in zip((before, after), losses, strict=True)):
        return {"accuracy": "loss_for_accuracy"}
    return {}


def _distance(found: Sequence[dict[str, float]], truths: Sequence[dict[str, float]]) -> float:
    """Return by how much measurements differ from others, infinity if one of them does not agree."""
    pairs = [(entry, one[entry], truth[entry]) for one, truth in zip(found, truths, strict=True) for entry in ENTRIES]
    if not all(itertools.starmap(_near, pairs)):
        return math.inf
    untrained = [abs(mine - theirs) for entry, mine, theirs in pairs if entry != "accuracy"]
    return sum(difference for difference in untrained if not math.isnan(difference))


def _itself(share: float) -> float:
    return share


def _from_percent(percent: float) -> float:
    return math.nan if math.isnan(percent) else percent / 100 if percent > 1 else math.inf


def _from_errors(share: float) -> float:
    return 1 - share


def _near_a_loss(mine: float, theirs: float) -> bool:
    diverged = not math.isfinite(mine) and not math.isfinite(theirs)
    return diverged or abs(mine - theirs) <= 0.05 * (1 + theirs)


def _of_other_arrays(patient: Patient) -> list[tuple[str, dict[str, float]]]:
    """Return what is measured in other arrays than those asked for, with the name of the mistake."""
    X = patient.digits[0]
    trained, passed = patient.trained.forward(X), patient.untrained.forward(X)
    one_less = passed.activations[:-1] or passed.activations  # `[:-1]` was meant for `pre_activations`
    return [
        ("measured_after_training", measured_in(patient, trained.pre_activations[:-1], trained.output)),
        ("with_the_output_layer", measured_in(patient, passed.pre_activations, passed.output)),
        ("of_the_activations", measured_in(patient, passed.activations, passed.output)),
        ("of_the_activations", measured_in(patient, one_less, passed.output)),
    ]


def _evidence_message(entry: str, then: float, now: float, sick: float, well: float) -> str:
    if math.isinf(then) or math.isinf(now):
        return f"`{entry}` is missing, or is no number, in `before` or in `after`."
    if _near(entry, now, sick) and _near(entry, then, well):
        return f"`{entry}`: `before` and `after` look exchanged."
    if entry == "accuracy" and now > 1:
        return "`accuracy` is a share from 0 to 1, not a percentage."
    if not _near(entry, then, sick):
        return f"`{entry}` in `before` is not what we measure on your patient."
    return f"`{entry}` in `after` is not what we measure on your patient once it is mended."


evidence = FunctionExercise(
    id="capstone.evidence",
    is_drawn=False,
    title="The evidence",
    points=4,
    names=("my_name", "mend", "before", "after"),
    answers=ANSWERS,
    draw_probes=lambda seed: tuple(
        Probe((part,), part, ordinary=part != "name") for part in ("name", "mend", "before", "after")
    ),
    scenario=_evidence_seen,
    describe=lambda probe: f"reading `{'my_name' if probe.args[0] == 'name' else probe.args[0]}`",
    accept=_accept_evidence,
    forbids=SEALED,
    inputs_untouched=False,
    hints=(
        "Measure twice with the same few lines: once on `patient`, once on `patient.treat(**mend)`.",
        "The four symptoms come from the untrained network: "
        "`symptoms(X, passed.pre_activations[:-1], passed.output)` with `passed = patient.untrained.forward(X)`.",
        "A function `examine(network)` that returns the five entries saves you from writing everything twice. "
        "The mended network has its own `digits`.",
    ),
    not_checked="digits beyond the first two of each number.",
)

one_seed = ChoiceExercise(
    id="capstone.one_seed",
    title="Is it mended?",
    points=1,
    names=("one_seed",),
    answers=ANSWERS,
    options={
        "A": "nothing: the accuracy has grown",
        "B": "the same comparison from several seeds",
        "C": "more training steps for the second network",
        "D": "the loss on the training digits",
    },
    hints=(
        "Two healthy networks that differ in their seed alone: how far apart were they in 03?",
        "A difference means something if it is larger than what chance does to it. How do we see what chance does?",
    ),
    not_checked="how you came to your answer.",
)
