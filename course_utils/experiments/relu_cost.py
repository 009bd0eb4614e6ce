"""What one call costs, for several ways of writing the same function and for arrays of several sizes."""

import statistics
import time
from collections.abc import Callable, Mapping, Sequence

import numpy as np


def time_calls(
    ways: Mapping[str, Callable[[np.ndarray], object]],
    sizes: Sequence[int] = (1, 10, 100, 1_000, 10_000, 100_000, 1_000_000),
    repeats: int = 7,
    slowest_seconds: float = 0.05,
    seed: int = 0,
) -> dict[str, list[tuple[int, float]]]:
    """Return for each way a list of (number of elements, median seconds a call).

    The ways take turns, so that a machine that is busy for a moment disturbs all of them alike.

    Args:
        ways: functions of one float64 array.
        sizes: how many elements, in rising order.
        repeats: how many timings the median is of.
        slowest_seconds: a way that takes longer for one call is not tried on larger arrays.
        seed: of the arrays.
    """
    rng = np.random.default_rng(seed)
    times: dict[str, list[tuple[int, float]]] = {name: [] for name in ways}
    for size in sizes:
        x = rng.standard_normal(size)
        going = {name: way for name, way in ways.items() if not times[name] or times[name][-1][1] < slowest_seconds}
        samples: dict[str, list[float]] = {name: [] for name in going}
        calls = {name: _calls_for(way, x) for name, way in going.items()}
        for _ in range(repeats):
            for name, way in going.items():
                samples[name].append(_seconds(way, x, calls[name]) / calls[name])
        for name, values in samples.items():
            times[name].append((size, statistics.median(values)))
    return times


def _calls_for(way: Callable[[np.ndarray], object], x: np.ndarray, seconds: float = 0.002) -> int:
    """Return how many calls to time together, so that the clock's own steps do not matter."""
    return max(1, min(1000, int(seconds / max(_seconds(way, x, 1), 1e-7))))


def _seconds(way: Callable[[np.ndarray], object], x: np.ndarray, calls: int) -> float:
    start = time.perf_counter()
    for _ in range(calls):
        way(x)
    return time.perf_counter() - start
