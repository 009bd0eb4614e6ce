"""What holds for the exercises of notebook 02 alone."""

import numpy as np
import pytest

from course_utils.autograder.probes import PUBLIC_SEED
from course_utils.exercises import spikes as q
from tests.autograder.helpers import states, verdict_on_source


@pytest.mark.parametrize(
    "result", ["1.0", "(1.0, 2.0, 3.0)", "None", '{"slope": 1.0, "threshold": 2.0}', "(None, 1.0)"]
)
def test_a_hinge_that_is_not_two_numbers_is_not_told_that_its_code_stops(result):
    verdict = verdict_on_source(q.fit_hinge, f"def fit_hinge(current, rate):\n    return {result}")
    assert verdict.points < 0.5  # the input is left as it was
    assert "stops" not in str(verdict)


def test_an_error_in_the_learner_s_own_fit_stays_an_error():
    verdict = verdict_on_source(q.fit_hinge, "def fit_hinge(current, rate):\n    slope, threshold = 1.0")
    assert "TypeError" in str(verdict)


def test_no_rate_that_a_hinge_promises_as_zero_is_rounding():
    for seed in range(30):
        for probe in q.fit_hinge.probes(seed):
            rate = probe.args[1]
            assert np.all((rate == 0) | (rate > 1e-6))
            assert np.sum(rate > 0) >= 3


@pytest.mark.parametrize("when", ["v_mV", "v"])
def test_a_step_that_resets_is_named(when):
    source = (
        "def euler_step(v_mV, current_pA, dt_ms):\n"
        "    v = v_mV + dt_ms / tau_ms * (E_mV - v_mV + R_MOhm * current_pA / 1000)\n"
        f"    return reset_mV if {when} >= threshold_mV else v"
    )
    verdict = verdict_on_source(q.euler_step, source)
    assert states(verdict)["values.leak"] == "failed"


def test_a_neuron_that_starts_at_threshold_loses_the_first_spike():
    from course_utils.autograder.key_source import answers_for

    source = answers_for(q.count_spikes).solution.replace("v, waiting, spikes = E_mV", "v, waiting, spikes = -55.0")
    assert states(verdict_on_source(q.count_spikes, source))["values.first"] == "failed"


def test_zeroing_the_rate_at_negative_currents_is_told_of_the_nan_that_stays():
    """At the public seed: with a current so negative that the formula has a value again, it is another mistake."""
    source = (
        "def firing_rate(current_pA, t_ref_ms):\n"
        "    goal = E_mV + R_MOhm * current_pA / 1000\n"
        "    rate = 1000 / (t_ref_ms + tau_ms * np.log((goal - reset_mV) / (goal - threshold_mV)))\n"
        "    return np.where(current_pA > 0, rate, 0)"
    )
    verdict = verdict_on_source(q.firing_rate, source, PUBLIC_SEED)
    assert verdict.diagnosis is not None
    assert verdict.diagnosis.name == "maximum_with_nan"
