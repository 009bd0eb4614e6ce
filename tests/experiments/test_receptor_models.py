"""The models of the recorded neuron: known answers on made-up data, and the numbers that notebook 02 tells."""

import numpy as np
import pytest
from scipy.stats import poisson

from course_utils.experiments import receptor_models
from course_utils.experiments.receptor_models import (
    CURVES,
    MODELS,
    bits_per_spike,
    cross_validated_gains,
    fit_models,
    history,
)
from course_utils.recordings import load_recording


@pytest.fixture(scope="module")
def gains():
    return {number: cross_validated_gains(load_recording(number)) for number in (1, 2)}


def test_rectifying_helps_in_every_part_and_no_rectifier_wins_in_both_recordings(gains):
    for models in gains.values():
        assert tuple(models) == MODELS
        relu = models["ReLU + baseline"]
        assert np.all(relu > models["line above 0"])
        assert np.sum(relu > models["line cut at 1 Hz"]) >= 9
        assert np.all(models["exponential"] > models["line above 0"])
        for rival in ("softplus", "sigmoid"):
            lead = relu - models[rival]
            assert abs(lead.mean()) < 2 * lead.std(ddof=1) / np.sqrt(lead.size)
    assert gains[1]["ReLU + baseline"].mean() < gains[1]["sigmoid"].mean()
    assert gains[2]["ReLU + baseline"].mean() > gains[2]["sigmoid"].mean()


def test_the_means_are_those_that_the_notebook_tells(gains):
    told = {1: (0.36, 0.71, 0.85, 0.86, 0.87, 0.79), 2: (0.25, 0.35, 0.58, 0.57, 0.57, 0.56)}
    for number, values in told.items():
        assert [round(float(gains[number][name].mean()), 2) for name in MODELS] == list(values)


def test_most_of_what_relu_gains_beyond_the_cut_line_is_its_baseline(gains, monkeypatch):
    """The likeliest ReLU whose baseline is fixed at 1 Hz lies nearer to the cut line than to ReLU with a baseline."""
    silent = {"fixed": (lambda x, p: np.exp(p[0]) * np.maximum(0, x - p[1]), ((5.0, -0.5), (5.0, -0.2), (5.0, 0.1)))}
    monkeypatch.setattr(receptor_models, "CURVES", silent)
    monkeypatch.setattr(receptor_models, "MODELS", (*MODELS[:2], "fixed"))
    for number, told in ((1, 0.76), (2, 0.34)):
        fixed = cross_validated_gains(load_recording(number))["fixed"].mean()
        assert fixed == pytest.approx(told, abs=0.015)
        free, cut = (gains[number][name].mean() for name in ("ReLU + baseline", "line cut at 1 Hz"))
        assert free - fixed > fixed - cut


def test_with_finer_bins_the_second_recording_is_told_better_and_the_verdict_stands(gains):
    for number, lowest, highest in ((1, 0.86, 0.89), (2, 0.64, 0.65)):
        fine = cross_validated_gains(load_recording(number), bin_ms=0.5, lags=40)
        three = [fine[name].mean() for name in ("ReLU + baseline", "softplus", "sigmoid")]
        assert (round(min(three), 2), round(max(three), 2)) == (lowest, highest)
        assert max(three) - min(three) < 0.05 < min(three) - fine["line cut at 1 Hz"].mean()
        if number == 2:
            assert min(three) > gains[2]["ReLU + baseline"].mean() + 0.05


def test_bits_per_spike_is_a_difference_of_poisson_log_likelihoods():
    rng = np.random.default_rng(0)
    expected = rng.uniform(0.1, 2, 50)
    counts = rng.poisson(expected)
    by_scipy = poisson.logpmf(counts, expected).sum() - poisson.logpmf(counts, 0.7).sum()
    assert bits_per_spike(counts, expected, 0.7) == pytest.approx(by_scipy / counts.sum() / np.log(2))
    assert bits_per_spike(counts, np.full(50, 0.7), 0.7) == 0


def test_a_row_of_history_begins_with_now_and_goes_back():
    assert history(np.arange(5.0), 3).tolist() == [[2, 1, 0], [3, 2, 1], [4, 3, 2]]


@pytest.mark.parametrize("name", CURVES)
def test_a_made_up_neuron_is_found_again(name):
    """Spikes drawn from one of the curves: the filter's direction and the curve's parameters come back."""
    rng = np.random.default_rng(1)
    stimuli = rng.standard_normal((40_000, 3))
    direction = np.array([0.8, 0.6, 0.0])
    curve = CURVES[name][0]
    truth = {
        "ReLU + baseline": (2.0, 5.5, 0.2),
        "softplus": (4.5, 0.5, -0.5),
        "sigmoid": (6.0, 0.5, -0.7),
        "exponential": (4.0, 0.8),
    }[name]
    rate = curve(stimuli @ direction, np.array(truth))
    fit = fit_models(stimuli, rng.poisson(rate / 1000))
    weights = fit.weights_Hz_per_dB / np.linalg.norm(fit.weights_Hz_per_dB)
    assert weights @ direction > 0.99
    x = np.linspace(-1.5, 1.5, 7)
    assert fit.curves[name](x) == pytest.approx(curve(x, np.array(truth)), rel=0.1, abs=6)


def test_the_line_above_zero_is_the_likeliest_of_its_kind():
    rng = np.random.default_rng(2)
    stimuli = rng.standard_normal((5000, 2))
    counts = rng.poisson(0.05 + 0.03 * np.maximum(0, stimuli[:, 0]))
    fit = fit_models(stimuli, counts)
    drive = fit.drive(stimuli)
    line = fit.curves["line above 0"]

    def log_likelihood(factor):
        expected = (1 + factor * (line(drive) - 1)) / 1000
        return np.sum(counts * np.log(expected) - expected)

    assert line(drive).min() == pytest.approx(1)
    assert log_likelihood(1.0) > max(log_likelihood(0.97), log_likelihood(1.03))
