"""How well simple models predict the spikes of a real neuron, in bits per spike."""

# ruff: noqa: N815 (units keep their case: Hz is not hz)

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from course_utils.recordings import Recording, loudness_per_bin, spikes_per_bin
from course_utils.spiking import MS_PER_S

LOWEST_RATE_Hz = 1.0  # above 0, because a single spike at a rate of 0 would cost a model infinitely many bits
RIDGE = 1e-2


def history(stimulus: np.ndarray, lags: int) -> np.ndarray:
    """Return shape (bins - lags + 1, lags): row i holds stimulus bin i + lags - 1, then the ones before it.

    Args:
        stimulus: shape (bins,).
        lags: how many bins a row holds.
    """
    return np.lib.stride_tricks.sliding_window_view(stimulus, lags)[:, ::-1]


def bits_per_spike(counts: np.ndarray, expected: np.ndarray, constant: float) -> float:
    """Return how much better `expected` predicts the counts than `constant` does, in bits per spike.

    The value is the difference of two Poisson log-likelihoods, divided by the number of spikes and by ln 2.

    Args:
        counts: spikes per bin, shape (bins,).
        expected: spikes per bin, positive, shape (bins,).
        constant: spikes per bin, positive, the same for all bins.
    """
    nats = np.sum(counts * np.log(expected / constant) - (expected - constant))
    return float(nats / (np.log(2) * counts.sum()))


Curve = Callable[[np.ndarray, np.ndarray], np.ndarray]


def _relu(x: np.ndarray, p: np.ndarray) -> np.ndarray:
    return np.exp(p[0]) + np.exp(p[1]) * np.maximum(0, x - p[2])


def _softplus(x: np.ndarray, p: np.ndarray) -> np.ndarray:
    return np.exp(p[0]) * np.logaddexp(0, (x - p[1]) / np.exp(p[2]))


def _sigmoid(x: np.ndarray, p: np.ndarray) -> np.ndarray:
    from scipy.special import expit

    return np.exp(p[0]) * expit((x - p[1]) / np.exp(p[2]))


def _exponential(x: np.ndarray, p: np.ndarray) -> np.ndarray:
    return np.exp(p[0] + p[1] * x)


# Each curve takes the drive and its parameters, and gives a rate in Hz. The start values are rough: the rate is of the
# order of 100 Hz, and the drive has mean 0 and standard deviation 1. The fit of a ReLU starts from several corners,
# because its likelihood can have several peaks as the corner moves past the data.
CURVES: Mapping[str, tuple[Curve, tuple[tuple[float, ...], ...]]] = {
    "ReLU + baseline": (_relu, tuple((2.0, 5.0, corner) for corner in (-0.4, -0.1, 0.2, 0.5))),
    "softplus": (_softplus, ((4.5, 0.5, -0.5),)),
    "sigmoid": (_sigmoid, ((6.0, 1.0, -0.5),)),
    "exponential": (_exponential, ((4.0, 1.0),)),
}
MODELS = ("line above 0", "line cut at 1 Hz", *CURVES)


def _at(curve: Curve, parameters: np.ndarray, drive: np.ndarray) -> np.ndarray:
    return curve(drive, parameters)


def expected_spikes(rate_Hz: np.ndarray, bin_ms: float) -> np.ndarray:
    """Return spikes per bin for a rate, never less than at `LOWEST_RATE_Hz`.

    Args:
        rate_Hz: an array of any shape.
        bin_ms: the width of a bin.
    """
    return np.maximum(rate_Hz, LOWEST_RATE_Hz) * bin_ms / MS_PER_S


@dataclass(frozen=True)
class Fit:
    """A filter and the curves on top of it, as fitted to some bins.

    `weights_Hz_per_dB`, of shape (lags,), starts with the bin of the spike itself. The `drive` is the filtered stimulus
    with mean 0 and standard deviation 1 over the fitted bins. `curves` maps each of `MODELS` to a function from drive
    to rate in Hz. `parameters` has what was fitted for each of `CURVES`.
    """

    weights_Hz_per_dB: np.ndarray
    offset: float
    scale: float
    constant_Hz: float
    curves: Mapping[str, Callable[[np.ndarray], np.ndarray]]
    parameters: Mapping[str, np.ndarray]

    def drive(self, stimuli: np.ndarray) -> np.ndarray:
        """Return the drive, of shape (n,), for rows of stimulus history, of shape (n, lags)."""
        return (stimuli @ self.weights_Hz_per_dB - self.offset) / self.scale


def fit_models(stimuli: np.ndarray, counts: np.ndarray, bin_ms: float = 1.0) -> Fit:
    """Fit the filter by least squares, then each curve by maximum Poisson likelihood on the filter's output.

    For a stimulus that is Gaussian, as this one is by design, least squares finds the direction of the filter whatever
    the curve is (Bussgang, 1952; Paninski, Network: Computation in Neural Systems 14, 2003), so that all models can
    share one filter. A small ridge keeps neighboring lags, which are nearly the same, from canceling one another. The
    line that is cut off is the least-squares line.

    Args:
        stimuli: rows of stimulus history in dB, shape (n, lags).
        counts: spikes per bin, shape (n,).
        bin_ms: the width of a bin.

    Returns:
        The filter and the curves, in Hz by drive.
    """
    per_s = MS_PER_S / bin_ms
    centered, mean = stimuli - stimuli.mean(axis=0), counts.mean()
    covariance = centered.T @ centered / len(counts)
    ridge = RIDGE * np.trace(covariance) / len(covariance) * np.eye(len(covariance))
    weights = per_s * np.linalg.solve(covariance + ridge, centered.T @ (counts - mean) / len(counts))
    filtered = stimuli @ weights
    offset, scale = float(filtered.mean()), float(filtered.std())
    drive = (filtered - offset) / scale

    slope, intercept = np.polyfit(drive, per_s * counts, 1)
    gentle = _line_above_zero(drive, counts, bin_ms)
    curves: dict[str, Callable[[np.ndarray], np.ndarray]] = {
        "line above 0": lambda x: gentle * (x - drive.min()) + LOWEST_RATE_Hz,
        "line cut at 1 Hz": lambda x: np.maximum(slope * x + intercept, LOWEST_RATE_Hz),
    }
    parameters = {}
    for name, (curve, starts) in CURVES.items():
        found = _most_likely(curve, starts, drive, counts, bin_ms)
        parameters[name] = found
        curves[name] = partial(_at, curve, found)
    return Fit(weights, offset, scale, float(per_s * mean), curves, parameters)


def _line_above_zero(drive: np.ndarray, counts: np.ndarray, bin_ms: float) -> float:
    """Return, in Hz, the likeliest slope of a line that is at `LOWEST_RATE_Hz` where the drive is lowest.

    Such a line does not fall below that rate anywhere. Newton's method finds the slope, because the likelihood is
    concave in it.
    """
    height = drive - drive.min()
    slope = (counts.mean() * MS_PER_S / bin_ms - LOWEST_RATE_Hz) / height.mean()
    for _ in range(30):
        rate = slope * height + LOWEST_RATE_Hz
        gradient = np.sum(counts * height / rate) - height.sum() * bin_ms / MS_PER_S
        slope += gradient / np.sum(counts * (height / rate) ** 2)
    return float(slope)


def _most_likely(
    curve: Curve, starts: Sequence[tuple[float, ...]], drive: np.ndarray, counts: np.ndarray, bin_ms: float
) -> np.ndarray:
    """Return the parameters of `curve` under which the counts are most likely."""
    from scipy.optimize import minimize

    spikes = np.flatnonzero(counts)

    def cost(parameters: np.ndarray) -> float:
        expected = expected_spikes(curve(drive, parameters), bin_ms)
        return float(expected.sum() - counts[spikes] @ np.log(expected[spikes])) / len(counts)

    # a method without derivatives, because ReLU has a corner
    options = {"xatol": 1e-5, "fatol": 1e-11, "maxiter": 3000, "maxfev": 3000}
    fits = [minimize(cost, start, method="Nelder-Mead", options=options) for start in starts]
    return min(fits, key=lambda fit: fit.fun).x


def cross_validated_gains(
    recording: Recording, folds: int = 10, block_ms: float = 200.0, bin_ms: float = 1.0, lags: int = 20
) -> dict[str, np.ndarray]:
    """Return for each of `MODELS` its gain over a constant rate on held-out data, in bits per spike, shape (folds,).

    The recording is cut into blocks, which are dealt to the folds in turn. For each fold, filter, curves and the
    constant rate are fitted to the bins of all other folds. Bins without a full history are left out.

    Args:
        recording: of the neuron.
        folds: in how many parts the data are held out.
        block_ms: the length of a block.
        bin_ms: the width of a bin.
        lags: how many bins of stimulus history the filter sees.
    """
    stimuli = history(loudness_per_bin(recording, bin_ms), lags)
    counts = spikes_per_bin(recording, bin_ms)[lags - 1 :]
    fold = (np.arange(lags - 1, lags - 1 + len(counts)) // round(block_ms / bin_ms)) % folds
    gains: dict[str, list[float]] = {name: [] for name in MODELS}
    for held_out in range(folds):
        train, test = fold != held_out, fold == held_out
        fit = fit_models(stimuli[train], counts[train], bin_ms)
        drive = fit.drive(stimuli[test])
        for name, curve in fit.curves.items():
            expected = expected_spikes(curve(drive), bin_ms)
            gains[name].append(bits_per_spike(counts[test], expected, counts[train].mean()))
    return {name: np.array(values) for name, values in gains.items()}
