"""Firing rates against current: the formula beside simulations, with and without noise, and a neuron that jumps."""

# ruff: noqa: N815 (units keep their case: Hz is not hz)

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from course_utils.hodgkin_huxley import AxonRun, simulate_hodgkin_huxley
from course_utils.spiking import Neuron, simulate_lif


@dataclass(frozen=True)
class RateCurve:
    """Firing rates in Hz: `rate_Hz[i]` at `current_pA[i]`, both of shape (n,)."""

    current_pA: np.ndarray
    rate_Hz: np.ndarray


def simulated_rates(
    current_pA: Sequence[float] | np.ndarray, neuron: Neuron | None = None, duration_ms: float = 1000.0
) -> RateCurve:
    """Return the rates of simulated leaky integrate-and-fire neurons, from the first spike to the last.

    Args:
        current_pA: one steady current for each neuron, shape (n,).
        neuron: None takes `Neuron()`.
        duration_ms: how long each neuron is simulated.
    """
    current = np.asarray(current_pA, dtype=np.float64)
    return RateCurve(current, np.array([simulate_lif(one, neuron, duration_ms).rate_Hz for one in current]))


def noisy_rates(
    current_pA: Sequence[float] | np.ndarray,
    noise_pA: float,
    neuron: Neuron | None = None,
    duration_ms: float = 2000.0,
    dt_ms: float = 0.1,
    correlation_ms: float = 5.0,
    seed: int = 0,
) -> RateCurve:
    """Return the rates, in spikes over the whole time, of neurons whose input fluctuates.

    The noise is an Ornstein-Uhlenbeck process (Uhlenbeck and Ornstein, Physical Review 36, 1930). Each current has
    noise of its own.

    Args:
        current_pA: one mean current for each neuron, shape (n,).
        noise_pA: the standard deviation of the noise, which is Gaussian.
        neuron: None takes `Neuron()`.
        duration_ms: how long each neuron is simulated.
        dt_ms: the time step.
        correlation_ms: over this time the noise forgets itself.
        seed: of the noise.
    """
    from scipy.signal import lfilter

    current = np.asarray(current_pA, dtype=np.float64)
    steps = round(duration_ms / dt_ms)
    keep = np.exp(-dt_ms / correlation_ms)
    shocks = np.random.default_rng(seed).standard_normal((current.size, steps)) * np.sqrt(1 - keep**2)
    shocks[:, 0] /= np.sqrt(1 - keep**2)  # so that the noise has its full strength from the start
    noise = noise_pA * lfilter([1.0], [1.0, -keep], shocks, axis=1)
    spikes = [
        simulate_lif(one + wobble, neuron, duration_ms, dt_ms).spike_times_ms.size
        for one, wobble in zip(current, noise, strict=True)
    ]
    return RateCurve(current, 1000.0 * np.array(spikes) / duration_ms)


def hodgkin_huxley_onset(
    current_uA_cm2: Sequence[float] | np.ndarray = (4, 5, 6, 6.2, 6.26, 6.28, 6.4, 7, 8, 9, 10, 12),
    duration_ms: float = 1000.0,
) -> AxonRun:
    """Return the rates of squid axons near the current at which they begin to fire for ever.

    The first 600 ms are not counted, because just below that current an axon fires a few spikes and then falls silent.

    Args:
        current_uA_cm2: one steady current for each axon, shape (n,).
        duration_ms: how long the axons are simulated.
    """
    current = np.asarray(current_uA_cm2, dtype=np.float64)
    return simulate_hodgkin_huxley(current, duration_ms=duration_ms, settle_ms=600.0, dt_ms=0.04)
