import numpy as np
import pytest

from course_utils.experiments.firing_rate_curves import hodgkin_huxley_onset, noisy_rates, simulated_rates
from course_utils.explorers import NeuronExplorer
from course_utils.spiking import fit_relu, lif_rate_Hz


def test_simulated_rates_lie_on_the_formula():
    curve = simulated_rates([0, 150, 250, 300, 500])
    assert curve.rate_Hz == pytest.approx(lif_rate_Hz(curve.current_pA), rel=0.005)


def test_without_noise_the_noisy_neuron_is_the_quiet_one():
    curve = noisy_rates([100, 300], noise_pA=0.0)
    assert curve.rate_Hz == pytest.approx([0, 77], abs=1)


def test_noise_makes_a_neuron_fire_below_rheobase_and_changes_little_far_above():
    curve = noisy_rates([160, 400], noise_pA=60.0)
    assert curve.rate_Hz[0] > 3
    assert curve.rate_Hz[1] == pytest.approx(lif_rate_Hz(400), rel=0.05)
    assert np.array_equal(curve.rate_Hz, noisy_rates([160, 400], noise_pA=60.0).rate_Hz)


def test_the_squid_axon_jumps_between_6_26_and_6_28():
    onset = hodgkin_huxley_onset()
    rates = dict(zip(onset.current_uA_cm2.tolist(), onset.rate_Hz, strict=True))
    assert rates[6.26] == 0
    assert rates[6.28] == pytest.approx(51.6, abs=2)
    assert not np.any((onset.rate_Hz > 0) & (onset.rate_Hz < 50))
    assert np.all(np.diff(onset.rate_Hz) >= 0)


def test_what_the_notebook_says_of_fitted_ranges():
    narrow, wide = (np.linspace(0, most, 201) for most in (400, 2000))
    assert fit_relu(narrow, lif_rate_Hz(narrow)) == pytest.approx((0.50, 157), rel=0.01)
    assert fit_relu(wide, lif_rate_Hz(wide)) == pytest.approx((0.17, -222), rel=0.03)


def test_what_the_notebook_says_of_noise_in_the_explorer():
    """Below rheobase: silent without noise, 9 spikes in its 200 ms with 5 mV of it."""
    spikes = [NeuronExplorer(current_pA=180, noise_mV=mV).simulation().spike_times_ms.size for mV in (0, 5)]
    assert spikes == [0, 9]
