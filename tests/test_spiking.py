"""Leaky integrate-and-fire neurons: the formula, the simulation and the ReLU fit, held to one another."""

import dataclasses
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize_scalar

from course_utils.spiking import LIFRun, Neuron, fit_relu, lif_rate_Hz, simulate_lif


def test_the_standard_neuron_needs_200_pA_to_fire():
    assert Neuron().rheobase_pA == pytest.approx(200)
    assert Neuron().capacitance_pF == pytest.approx(100)


def test_at_300_pA_the_formula_gives_77_Hz():
    by_hand = 1000 / (2 + 10 * math.log(30 / 10))
    assert lif_rate_Hz(300.0) == pytest.approx(by_hand)
    assert lif_rate_Hz(300.0) == pytest.approx(77.005, abs=1e-3)


@pytest.mark.parametrize("current", [201, 220, 300, 500, 1000, 3000])
def test_formula_and_simulation_agree_within_one_percent(current):
    run = simulate_lif(current, duration_ms=2000.0)
    assert run.rate_Hz == pytest.approx(lif_rate_Hz(current), rel=0.01)


def test_the_error_of_the_simulation_shrinks_with_the_time_step():
    errors = [abs(simulate_lif(300, dt_ms=dt).rate_Hz - lif_rate_Hz(300)) for dt in (0.2, 0.02, 0.002)]
    assert errors[0] > errors[1] > errors[2]
    assert errors[2] < 0.02


@pytest.mark.parametrize("current", [-500, 0, 100, 199.999, 200, [0.0, 200.0], np.float32(150), -np.inf])
def test_no_rate_and_no_spike_up_to_rheobase(current):
    assert np.all(lif_rate_Hz(current) == 0)
    if np.ndim(current) == 0 and np.isfinite(current):
        assert simulate_lif(current, duration_ms=100).spike_times_ms.size == 0


@pytest.mark.filterwarnings("error")
def test_the_rate_has_the_shape_of_the_current_and_warns_of_nothing():
    currents = np.array([[-np.inf, 200.0], [300.0, np.inf]])
    rates = lif_rate_Hz(currents)
    assert rates.shape == (2, 2)
    assert rates[1, 1] == pytest.approx(500)  # nothing but the refractory time is left
    assert isinstance(lif_rate_Hz(300), float)
    assert np.isnan(lif_rate_Hz(np.nan))
    assert lif_rate_Hz(np.inf, Neuron(t_ref_ms=0)) == np.inf
    assert lif_rate_Hz([]).shape == (0,)


@settings(max_examples=50, deadline=None)
@given(st.floats(201, 1e6), st.floats(1, 100), st.floats(0, 10))
def test_the_rate_grows_with_the_current_and_stays_below_one_per_refractory_time(current, tau, t_ref):
    neuron = Neuron(tau_ms=tau, t_ref_ms=t_ref)
    slow, fast = lif_rate_Hz(np.array([current, 1.1 * current]), neuron)
    assert 0 < slow < fast
    assert t_ref == 0 or fast < 1000 / t_ref


def test_without_refractory_time_the_rate_tends_to_a_relu_at_half_rheobase():
    neuron = Neuron(t_ref_ms=0)
    assert lif_rate_Hz(800, neuron) == pytest.approx(347.6, abs=0.05)
    for multiple in (4, 10, 100, 1e6):
        current = multiple * neuron.rheobase_pA
        hinge = (current - neuron.rheobase_pA / 2) / (neuron.rheobase_pA * neuron.tau_ms) * 1000
        # the next term of the series for 1 / ln(1 / (1 - 1/x)) = x - 1/2 - 1/(12 x) - ...
        assert (hinge - lif_rate_Hz(current, neuron)) * neuron.tau_ms / 1000 == pytest.approx(
            1 / (12 * multiple), rel=0.2, abs=1e-8
        )


def test_a_simulation_keeps_the_potential_below_threshold_and_waits_after_a_spike():
    run = simulate_lif(400.0, Neuron(t_ref_ms=3.0), duration_ms=100.0, dt_ms=0.05)
    assert run.time_ms.shape == run.membrane_potential_mV.shape == (2000,)
    assert run.membrane_potential_mV.max() < -55
    first = round(run.spike_times_ms[0] / 0.05)
    assert np.all(run.membrane_potential_mV[first : first + 61] == -75)
    assert run.membrane_potential_mV[first + 61] > -75


def test_a_current_may_change_from_step_to_step():
    current = np.where(np.arange(1000) < 500, 0.0, 400.0)
    run = simulate_lif(current, duration_ms=100.0, dt_ms=0.1)
    assert run.spike_times_ms.min() > 50
    constant = simulate_lif(np.full(1000, 400.0), duration_ms=100.0, dt_ms=0.1)
    assert np.array_equal(constant.spike_times_ms, simulate_lif(400, duration_ms=100.0, dt_ms=0.1).spike_times_ms)


def test_a_run_with_fewer_than_two_spikes_has_no_rate():
    assert LIFRun(np.arange(2.0), np.zeros(2), np.array([1.0])).rate_Hz == 0


@pytest.mark.parametrize(
    "arguments",
    [
        {"current_pA": np.zeros(7)},
        {"current_pA": np.nan},
        {"current_pA": 1.0, "dt_ms": 0.0},
        {"current_pA": 1.0, "dt_ms": 20.0},
        {"current_pA": 1.0, "duration_ms": -1.0},
    ],
)
def test_a_simulation_that_makes_no_sense_is_refused(arguments):
    with pytest.raises(ValueError, match="must be"):
        simulate_lif(**arguments)


@pytest.mark.parametrize(
    "constants",
    [
        {"tau_ms": 0.0},
        {"resistance_MOhm": -1.0},
        {"t_ref_ms": -0.1},
        {"threshold_mV": -75.0},
        {"reset_mV": -50.0},
        {"rest_mV": np.nan},
    ],
)
def test_a_neuron_that_makes_no_sense_is_refused(constants):
    with pytest.raises(ValueError, match=next(iter(constants)).split("_")[0]):
        Neuron(**constants)
    with pytest.raises(ValueError, match="must"):
        dataclasses.replace(Neuron(), **constants)


def test_a_relu_is_recovered_exactly_in_any_order():
    current = np.array([5.0, 1, 9, 3, 7, 2])
    slope, threshold = fit_relu(current, 2.5 * np.maximum(0, current - 3.7))
    assert (slope, threshold) == pytest.approx((2.5, 3.7))
    assert fit_relu([1, 2, 3], [4, 5, 6]) == pytest.approx((1, -3))
    assert fit_relu([1, 2, 3], [0, 0, 0]) == (0.0, 3.0)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000))
def test_no_threshold_on_a_fine_grid_fits_better(seed):
    rng = np.random.default_rng(seed)
    x = np.round(rng.uniform(0, 10, 12), 1)
    y = np.maximum(0, 2 * np.maximum(0, x - rng.uniform(0, 8)) + rng.normal(0, 2, 12))

    def error(threshold):
        hinge = np.maximum(0, x - threshold)
        if not hinge.any():
            return float(y @ y)
        return float(np.sum((y - max(0, hinge @ y / (hinge @ hinge)) * hinge) ** 2))

    slope, threshold = fit_relu(x, y)
    ours = float(np.sum((y - slope * np.maximum(0, x - threshold)) ** 2))
    grid = min(np.linspace(x.min(), x.max(), 2000), key=error)
    rival = minimize_scalar(error, bounds=(max(x.min(), grid - 0.1), grid + 0.1), method="bounded").fun
    assert ours <= rival * (1 + 1e-9) + 1e-9


@pytest.mark.parametrize(
    ("current", "rate"), [([1.0], [1.0]), ([1, 2], [1, 2, 3]), ([1, 1], [0, 3]), ([1, np.nan], [0, 1])]
)
def test_a_fit_without_enough_data_is_refused(current, rate):
    with pytest.raises(ValueError, match="fit_relu"):
        fit_relu(current, rate)
