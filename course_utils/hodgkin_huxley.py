"""The squid's giant axon as Hodgkin and Huxley described it, simulated for many currents side by side.

Potentials are in mV, times in ms, currents in uA for each square centimeter of membrane, firing rates in Hz.
"""

# ruff: noqa: N802, N815 (units keep their case: mV is not mv)

from dataclasses import dataclass

import numpy as np

from course_utils.spiking import MS_PER_S, Array


@dataclass(frozen=True)
class Axon:
    """The squid's giant axon at 6.3 degrees Celsius, per square centimeter of membrane.

    Hodgkin and Huxley, Journal of Physiology 117, 1952, in today's sign convention with rest near -65 mV. Conductances
    are in mS/cm2, the capacitance in uF/cm2, the reversal potentials in mV.
    """

    capacitance: float = 1.0
    sodium: float = 120.0
    potassium: float = 36.0
    leak: float = 0.3
    sodium_mV: float = 50.0
    potassium_mV: float = -77.0
    leak_mV: float = -54.387


@dataclass(frozen=True)
class AxonRun:
    """A simulation of n axons side by side.

    `rate_Hz`, of shape (n,), counts the spikes after the settling time. `time_ms`, of shape (samples,), and
    `membrane_potential_mV`, of shape (samples, n), are kept every `sample_ms`.
    """

    current_uA_cm2: np.ndarray
    rate_Hz: np.ndarray
    time_ms: np.ndarray
    membrane_potential_mV: np.ndarray


def _ratio(x: np.ndarray) -> np.ndarray:
    """Return x / (1 - exp(-x)), and its limit 1 at x = 0."""
    near = np.abs(x) < 1e-6
    safe = np.where(near, 1.0, x)
    return np.where(near, 1 + x / 2, safe / -np.expm1(-safe))


def gate_rates(potential_mV: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return how fast the gates m, h, n open and how fast they close, in 1/ms, each of shape (3, n)."""
    v = np.asarray(potential_mV, dtype=np.float64)
    opening = np.stack([_ratio((v + 40) / 10), 0.07 * np.exp(-(v + 65) / 20), 0.1 * _ratio((v + 55) / 10)])
    closing = np.stack([4 * np.exp(-(v + 65) / 18), 1 / (1 + np.exp(-(v + 35) / 10)), 0.125 * np.exp(-(v + 65) / 80)])
    return opening, closing


def simulate_hodgkin_huxley(
    current_uA_cm2: Array,
    axon: Axon | None = None,
    duration_ms: float = 500.0,
    settle_ms: float = 200.0,
    dt_ms: float = 0.02,
    sample_ms: float = 0.2,
    criterion_mV: float = 0.0,
    rise_ms: float = 0.0,
) -> AxonRun:
    """Send steady currents into axons at rest, from time 0 on, and count the spikes after `settle_ms`.

    The rate is (spikes - 1) over the time from the first spike to the last, 0 for fewer than two. Potential and gates
    are advanced in turn, half a step apart, each exactly for the time the other stands still (Rush and Larsen, IEEE
    Transactions on Biomedical Engineering 25, 1978); the error falls with dt squared.

    Args:
        current_uA_cm2: a number, or an array of shape (n,): n axons are simulated side by side.
        axon: None takes `Axon()`.
        duration_ms: how long the axons are simulated.
        settle_ms: spikes before this time do not count.
        dt_ms: the time step.
        sample_ms: how often the potential is kept.
        criterion_mV: a spike is an upward crossing of this potential.
        rise_ms: the currents rise evenly over this time; 0 switches them on at once.

    Returns:
        The rates of the axons in Hz, and their potentials in mV.
    """
    axon = axon or Axon()
    current = np.atleast_1d(np.asarray(current_uA_cm2, dtype=np.float64))
    v = np.full(current.shape, rest_of_axon_mV(axon))
    opening, closing = gate_rates(v)
    gates = opening / (opening + closing)  # no first half step, because at rest it changes nothing
    spikes = _Spikes(current.shape, criterion_mV)
    every = max(1, round(sample_ms / dt_ms))
    steps = round(duration_ms / dt_ms)
    samples = np.empty((1 + (steps - 1) // every, current.size))
    for step in range(steps):
        if step % every == 0:
            samples[step // every] = v
        m, h, n = gates
        sodium, potassium = axon.sodium * m * m * m * h, axon.potassium * (n * n) * (n * n)
        total = sodium + potassium + axon.leak
        arriving = current * min(1.0, step * dt_ms / rise_ms) if rise_ms else current
        goal = arriving + sodium * axon.sodium_mV + potassium * axon.potassium_mV + axon.leak * axon.leak_mV
        goal /= total
        following = goal + (v - goal) * np.exp(-dt_ms / axon.capacitance * total)
        time = (step + 1) * dt_ms
        if time > settle_ms:
            spikes.look(time, dt_ms, v, following)
        v = following
        opening, closing = gate_rates(v)
        speed = opening + closing
        steady = opening / speed
        gates = steady + (gates - steady) * np.exp(-dt_ms * speed)
    return AxonRun(current, spikes.rate_Hz(), dt_ms * every * np.arange(len(samples)), samples)


class _Spikes:
    """Counts the spikes of n axons while they are simulated."""

    def __init__(self, shape: tuple[int, ...], criterion_mV: float) -> None:
        self.criterion_mV = criterion_mV
        self.count = np.zeros(shape, dtype=int)
        self.first_ms, self.last_ms = np.full(shape, np.nan), np.full(shape, np.nan)

    def look(self, time_ms: float, dt_ms: float, before_mV: np.ndarray, after_mV: np.ndarray) -> None:
        """Count the upward crossings in the step of `dt_ms` that ends at `time_ms`."""
        fired = (before_mV < self.criterion_mV) & (after_mV >= self.criterion_mV)
        if fired.any():
            # a straight line through both ends of the step, because the crossing lies between them
            crossing = time_ms - dt_ms * (after_mV - self.criterion_mV) / np.where(fired, after_mV - before_mV, 1.0)
            self.first_ms = np.where(fired & (self.count == 0), crossing, self.first_ms)
            self.last_ms = np.where(fired, crossing, self.last_ms)
            self.count += fired

    def rate_Hz(self) -> np.ndarray:
        """Return the rate from the first spike to the last, 0 for fewer than two spikes."""
        rate = np.zeros(self.count.shape)
        enough = self.count >= 2
        rate[enough] = MS_PER_S * (self.count[enough] - 1) / (self.last_ms[enough] - self.first_ms[enough])
        return rate


def rest_of_axon_mV(axon: Axon | None = None) -> float:
    """Return the potential at which no current flows through the membrane, between -80 and -50 mV, by bisection."""
    axon = axon or Axon()

    def outward(v: float) -> float:
        opening, closing = gate_rates(np.array([v]))
        m, h, n = (opening / (opening + closing))[:, 0]
        return float(
            axon.sodium * m**3 * h * (v - axon.sodium_mV)
            + axon.potassium * n**4 * (v - axon.potassium_mV)
            + axon.leak * (v - axon.leak_mV)
        )

    low, high = -80.0, -50.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if outward(middle) < 0 else (low, middle)
    return (low + high) / 2
