"""A real neuron: what was played to it, and when it fired.

The neuron is an auditory receptor of a grasshopper, recorded from within the cell. The data lie inside the package
nitime, under the BSD license. Rokem, Watzl, Gollisch, Stemmler, Herz and Samengo, "Spike-timing precision underlies
the coding efficiency of auditory receptor neurons", Journal of Neurophysiology 95, 2006.
"""

# ruff: noqa: N815 (units keep their case: dB is not db)

import importlib.util
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from course_utils.errors import CourseError

SAMPLE_MS = 0.05  # the stimulus was sampled at 20 kHz
US_PER_MS = 1000.0


@dataclass(frozen=True)
class Recording:
    """What was played and what the neuron did.

    `loudness_dB`, of shape (samples,), is the sound's amplitude in decibels relative to its mean, every `SAMPLE_MS`.
    `spike_times_ms` has shape (spikes,). `cutoff_Hz` is the highest frequency in the loudness.
    """

    loudness_dB: np.ndarray
    spike_times_ms: np.ndarray
    cutoff_Hz: int

    @property
    def duration_ms(self) -> float:
        """How long the stimulus lasted."""
        return SAMPLE_MS * self.loudness_dB.size


def load_recording(number: int = 1) -> Recording:
    """Return recording 1 (loudness up to 200 Hz) or 2 (up to 800 Hz).

    Raises ValueError for another number, and CourseError if nitime or its data files are missing.
    """
    if number not in (1, 2):
        raise ValueError(f"there are recordings 1 and 2, not {number}")
    folder = _nitime_data()
    stimulus = np.loadtxt(folder / f"grasshopper_stimulus{number}.txt")
    spikes_us = np.loadtxt(folder / f"grasshopper_spike_times{number}.txt")
    loudness = 20 * np.log10(stimulus[:, 1])
    return Recording(loudness - loudness.mean(), spikes_us / US_PER_MS, {1: 200, 2: 800}[number])


def _nitime_data() -> Path:
    """Return the folder of nitime's data without importing nitime, which is slow to import."""
    advice = "The recorded neuron comes inside the package nitime. Install it with: pip install nitime"
    try:
        spec = importlib.util.find_spec("nitime")
    except (ImportError, ValueError):  # a broken installation
        spec = None
    if spec is None or not spec.submodule_search_locations:
        raise CourseError(f"{advice}. Then restart the kernel.")
    folder = Path(next(iter(spec.submodule_search_locations))) / "data"
    wanted = [f"grasshopper_{what}{number}.txt" for what in ("stimulus", "spike_times") for number in (1, 2)]
    missing = [name for name in wanted if not (folder / name).exists()]
    if missing:
        raise CourseError(f"{folder} lacks {', '.join(missing)}. {advice} --force-reinstall. Then restart the kernel.")
    return folder


def spikes_per_bin(recording: Recording, bin_ms: float = 1.0) -> np.ndarray:
    """Return the number of spikes in each bin, integers of shape (bins,).

    Args:
        recording: of the neuron.
        bin_ms: the width of a bin.
    """
    bins = round(recording.duration_ms / bin_ms)
    return np.histogram(recording.spike_times_ms, bins=bin_ms * np.arange(bins + 1))[0]


def loudness_per_bin(recording: Recording, bin_ms: float = 1.0) -> np.ndarray:
    """Return the mean loudness of each bin in decibels, shape (bins,).

    Args:
        recording: of the neuron.
        bin_ms: the width of a bin, a multiple of `SAMPLE_MS`.
    """
    return recording.loudness_dB.reshape(-1, round(bin_ms / SAMPLE_MS)).mean(axis=1)
