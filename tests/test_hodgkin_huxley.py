"""The squid axon, held to an independent solver and to the literature."""

import numpy as np
import pytest
from scipy.integrate import solve_ivp

from course_utils.hodgkin_huxley import Axon, gate_rates, rest_of_axon_mV, simulate_hodgkin_huxley


def _by_scipy(current, until_ms):
    """Return times and potentials by an adaptive Runge-Kutta method, from the textbook's formulas."""
    v0 = -65.0

    def slopes(_, state):
        v, m, h, n = state
        opening, closing = gate_rates(np.array([v]))
        i = 120 * m**3 * h * (v - 50) + 36 * n**4 * (v + 77) + 0.3 * (v + 54.387)
        gates = opening[:, 0] * (1 - np.array([m, h, n])) - closing[:, 0] * np.array([m, h, n])
        return [current - i, *gates]

    opening, closing = gate_rates(np.array([v0]))
    start = [v0, *(opening / (opening + closing))[:, 0]]
    return solve_ivp(slopes, (0, until_ms), start, rtol=1e-9, atol=1e-9, max_step=0.1, dense_output=True)


def test_the_axon_rests_near_minus_65_mV_and_stays_there():
    assert rest_of_axon_mV() == pytest.approx(-65, abs=0.01)
    run = simulate_hodgkin_huxley(0.0, duration_ms=50, settle_ms=0)
    assert np.ptp(run.membrane_potential_mV) < 1e-6
    assert run.rate_Hz[0] == 0


@pytest.mark.parametrize(("v", "m", "h", "n"), [(-65.0, 0.0529, 0.5961, 0.3177), (-40.0, 0.5, 0.0504, 0.6793)])
def test_the_gates_have_their_textbook_values(v, m, h, n):
    """Also at -40 mV, where the formula for m is 0 / 0."""
    opening, closing = gate_rates(np.array([v]))
    assert np.isfinite(opening).all()
    assert (opening / (opening + closing))[:, 0] == pytest.approx([m, h, n], abs=2e-3)


def test_it_agrees_with_an_adaptive_solver():
    run = simulate_hodgkin_huxley(10.0, duration_ms=30, settle_ms=0, dt_ms=0.005, sample_ms=0.05)
    exact = _by_scipy(10.0, 30.0).sol(run.time_ms)[0]
    assert np.abs(run.membrane_potential_mV[:, 0] - exact).max() < 1.0


def test_axons_side_by_side_do_not_feel_one_another():
    together = simulate_hodgkin_huxley(np.array([2.0, 10.0, 20.0]), duration_ms=120, settle_ms=40)
    alone = simulate_hodgkin_huxley(10.0, duration_ms=120, settle_ms=40)
    assert together.membrane_potential_mV[:, 1] == pytest.approx(alone.membrane_potential_mV[:, 0])
    assert together.rate_Hz[1] == alone.rate_Hz[0] == pytest.approx(68.3, abs=0.5)
    assert together.rate_Hz[0] == 0


def test_at_a_very_strong_current_it_oscillates_without_reaching_the_criterion():
    run = simulate_hodgkin_huxley(np.array([100.0, 160.0]), duration_ms=300)
    late = run.membrane_potential_mV[run.time_ms > 200]
    assert run.rate_Hz[0] == 0
    assert (late[:, 0].min(), late[:, 0].max()) == pytest.approx((-60.6, -20.1), abs=1)
    assert np.ptp(late[:, 1]) < 1


def test_a_current_that_rises_slowly_makes_no_spike_where_one_that_is_switched_on_does():
    """Rest stays stable up to about 9.8: from 6.28 on, rest and firing exist side by side."""
    currents = np.array([7.0, 9.0, 9.5])
    at_once, slowly = (
        simulate_hodgkin_huxley(currents, duration_ms=1200, settle_ms=600, dt_ms=0.04, rise_ms=rise_ms)
        for rise_ms in (0.0, 500.0)
    )
    assert np.all(at_once.rate_Hz > 50)
    assert np.all(slowly.rate_Hz == 0)
    assert slowly.membrane_potential_mV.max() < -59


def test_without_sodium_it_does_not_fire():
    assert simulate_hodgkin_huxley(20.0, Axon(sodium=0.0), duration_ms=300).rate_Hz[0] == 0
