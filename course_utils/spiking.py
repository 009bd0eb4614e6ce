"""Model neurons that fire, and how often they do.

Currents are in pA, potentials in mV, resistances in MOhm, times in ms and firing rates in Hz unless a name says
otherwise. Random numbers come from the caller alone: every function returns the same for the same arguments.
"""

# ruff: noqa: N802, N815 (units keep their case: mV is not mv)

import math
from dataclasses import dataclass, fields
from typing import Any

import numpy as np

Array = Any  # a number or np.ndarray of floats, in and out

MS_PER_S = 1000.0
PA_PER_NA = 1000.0  # mV / MOhm is nA


@dataclass(frozen=True)
class Neuron:
    """The constants of a leaky integrate-and-fire neuron.

    `resistance_MOhm` and `tau_ms` belong to the membrane, `rest_mV` is its potential without input. A spike happens at
    `threshold_mV`; the potential then stays at `reset_mV` for `t_ref_ms`. Raises ValueError if these make no neuron.
    """

    resistance_MOhm: float = 100.0
    tau_ms: float = 10.0
    t_ref_ms: float = 2.0
    threshold_mV: float = -55.0
    reset_mV: float = -75.0
    rest_mV: float = -75.0

    def __post_init__(self) -> None:
        for entry in fields(self):
            if not math.isfinite(getattr(self, entry.name)):
                raise ValueError(f"{entry.name} must be a finite number, not {getattr(self, entry.name)}")
        for name in ("resistance_MOhm", "tau_ms"):
            if getattr(self, name) <= 0:
                raise ValueError(f"{name} must be positive, not {getattr(self, name)}")
        if self.t_ref_ms < 0:
            raise ValueError(f"t_ref_ms must not be negative, and it is {self.t_ref_ms}")
        for name in ("rest_mV", "reset_mV"):
            if getattr(self, name) >= self.threshold_mV:
                raise ValueError(
                    f"{name} must lie below threshold_mV, and {getattr(self, name)} is not below {self.threshold_mV}"
                )

    @property
    def rheobase_pA(self) -> float:
        """The steady current that takes the potential just up to threshold: no weaker one makes the neuron fire."""
        return PA_PER_NA * (self.threshold_mV - self.rest_mV) / self.resistance_MOhm

    @property
    def capacitance_pF(self) -> float:
        """The capacitance of the membrane, tau / R."""
        return PA_PER_NA * self.tau_ms / self.resistance_MOhm

    def steady_potential_mV(self, current_pA: Array) -> Array:
        """Return the potential that a steady current would lead to if there were no threshold: E + R I."""
        return self.rest_mV + self.resistance_MOhm * np.asarray(current_pA, dtype=np.float64)[()] / PA_PER_NA


@dataclass(frozen=True)
class LIFRun:
    """A simulation: `time_ms` and `membrane_potential_mV` of shape (steps,), `spike_times_ms` of shape (spikes,)."""

    time_ms: np.ndarray
    membrane_potential_mV: np.ndarray
    spike_times_ms: np.ndarray

    @property
    def rate_Hz(self) -> float:
        """The firing rate from the first spike to the last, 0 for fewer than two spikes."""
        if self.spike_times_ms.size < 2:
            return 0.0
        return float(MS_PER_S * (self.spike_times_ms.size - 1) / (self.spike_times_ms[-1] - self.spike_times_ms[0]))


def lif_rate_Hz(current_pA: Array, neuron: Neuron | None = None) -> Array:
    """Return the rate at which a leaky integrate-and-fire neuron fires under a steady current, in Hz.

    f = 1 / (t_ref + tau ln((R I + E - V_reset) / (R I + E - V_threshold))), and 0 up to rheobase. The derivation is
    in notebook 02; see also Gerstner, Kistler, Naud and Paninski, "Neuronal dynamics", Cambridge 2014, section 1.3.

    Args:
        current_pA: a number, or an array of any shape; the rate has the same shape.
        neuron: None takes `Neuron()`.
    """
    neuron = neuron or Neuron()
    steady_mV = np.asarray(neuron.steady_potential_mV(current_pA))
    fires = steady_mV > neuron.threshold_mV
    above_mV = np.where(fires, steady_mV - neuron.threshold_mV, 1.0)  # 1, because below threshold there is no logarithm
    interval_ms = neuron.t_ref_ms + neuron.tau_ms * np.log1p((neuron.threshold_mV - neuron.reset_mV) / above_mV)
    # log1p, because log loses digits for strong currents. An infinite current without refractory time divides by 0.
    with np.errstate(divide="ignore"):
        rate = np.where(fires, MS_PER_S / interval_ms, 0.0)
    return np.where(np.isnan(steady_mV), np.nan, rate)[()]


def simulate_lif(
    current_pA: Array,
    neuron: Neuron | None = None,
    duration_ms: float = 1000.0,
    dt_ms: float = 0.01,
) -> LIFRun:
    """Simulate a leaky integrate-and-fire neuron that starts at rest, with the forward Euler method.

    Each step takes V to V + dt / tau (E - V + R I). When V reaches the threshold, the step ends with a spike, and V is
    at its reset value then and for the refractory time, rounded to whole steps.

    Args:
        current_pA: one number, or an array with one value for each of the round(duration_ms / dt_ms) steps. Noise
            is added there.
        neuron: None takes `Neuron()`.
        duration_ms: how long the neuron is simulated.
        dt_ms: the time step, at most tau.

    Returns:
        The potential in mV at each step, and the times of the spikes in ms.

    Raises:
        ValueError: the current is not finite or of another length, the duration is not positive, or the time step
            is not positive or longer than tau.
    """
    neuron = neuron or Neuron()
    if not 0 < dt_ms <= neuron.tau_ms:
        raise ValueError(f"dt_ms must be positive and at most tau_ms ({neuron.tau_ms}), not {dt_ms}")
    if not (math.isfinite(duration_ms) and duration_ms > 0):
        raise ValueError(f"duration_ms must be positive, not {duration_ms}")
    steps = max(1, round(duration_ms / dt_ms))
    current = np.asarray(current_pA, dtype=np.float64)
    if current.shape not in ((), (steps,)):
        raise ValueError(f"current_pA must be one number or one for each of the {steps} steps, not of {current.shape}")
    if not np.isfinite(current).all():
        raise ValueError("current_pA must be finite")

    leak = dt_ms / neuron.tau_ms
    threshold, reset = neuron.threshold_mV, neuron.reset_mV
    refractory_steps = round(neuron.t_ref_ms / dt_ms)
    potential = [neuron.rest_mV] * steps
    spike_steps = []
    v, waiting = neuron.rest_mV, 0
    # plain floats, because NumPy's own would make this loop several times slower
    steady = np.broadcast_to(neuron.steady_potential_mV(current), steps).tolist()
    for step in range(1, steps):
        if waiting:
            waiting -= 1
        else:
            v += leak * (steady[step - 1] - v)
            if v >= threshold:
                spike_steps.append(step)
                v, waiting = reset, refractory_steps
        potential[step] = v
    return LIFRun(
        time_ms=dt_ms * np.arange(steps),
        membrane_potential_mV=np.array(potential),
        spike_times_ms=dt_ms * np.array(spike_steps, dtype=np.float64),
    )


def fit_relu(current: Array, rate: Array) -> tuple[float, float]:
    """Return (slope, threshold) of the least-squares fit of slope * max(0, current - threshold) to `rate`.

    The slope is not negative. The fit is exact: between two neighboring currents the threshold decides nothing but
    which points lie on the rising line, so that the best fit is the straight line through the points to its right, or
    has its threshold at one of the currents. A rate of 0 everywhere gives slope 0 and the largest current as
    threshold. If the rate does not grow with the current at all, no threshold is best, and one of the currents is
    returned.

    Args:
        current: shape (n,) with n >= 2, in any order and any unit.
        rate: shape (n,), in any unit.

    Raises:
        ValueError: the arrays are not like this or not finite, or all currents are the same.
    """
    x, y = np.asarray(current, dtype=np.float64), np.asarray(rate, dtype=np.float64)
    if x.ndim != 1 or x.shape != y.shape or x.size < 2:
        raise ValueError(f"fit_relu takes two 1-D arrays of the same length, at least 2, not {x.shape} and {y.shape}")
    if not (np.isfinite(x).all() and np.isfinite(y).all()):
        raise ValueError("fit_relu takes finite numbers")
    knots = np.unique(x)
    if knots.size < 2:
        raise ValueError("fit_relu needs at least two different currents")

    candidates = [_slope_for(x, y, knot) for knot in knots[:-1]]
    lefts = np.concatenate(([-np.inf], knots[:-2]))
    for left, right in zip(lefts, knots[:-1], strict=True):
        above = x >= right
        x_mean, y_mean = x[above].mean(), y[above].mean()
        centered = x[above] - x_mean
        slope = float(centered @ (y[above] - y_mean) / (centered @ centered))
        if slope > 0 and left <= x_mean - y_mean / slope <= right:
            candidates.append((slope, float(x_mean - y_mean / slope)))
    best = min(candidates, key=lambda fit: float(np.sum((y - fit[0] * np.maximum(0, x - fit[1])) ** 2)))
    return best if best[0] > 0 else (0.0, float(knots[-1]))


def _slope_for(x: np.ndarray, y: np.ndarray, threshold: float) -> tuple[float, float]:
    """Return the best slope that is not negative for a given threshold, and that threshold."""
    hinge = np.maximum(0, x - threshold)
    return max(0.0, float(hinge @ y / (hinge @ hinge))), float(threshold)
