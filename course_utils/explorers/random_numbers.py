"""Normal random numbers that JavaScript can draw as well; the same lines are in shared/random.js."""

import numpy as np


def standard_normal(count: int, seed: int) -> np.ndarray:
    """Return standard normal numbers, float64, shape (count,): mulberry32 (T. Ettinger, public domain) and Box-Muller.

    They are for pictures that two languages must draw alike. For anything else use NumPy's generators.

    Args:
        count: how many.
        seed: from 0 to 2^32 - 1.
    """
    counters = np.arange(1, 2 * count + 1, dtype=np.uint32)
    uniform = (_mulberry32(np.uint32(seed) + counters * np.uint32(0x6D2B79F5)) + 0.5) / 2**32
    return np.sqrt(-2 * np.log(uniform[::2])) * np.cos(2 * np.pi * uniform[1::2])


def _mulberry32(counter: np.ndarray) -> np.ndarray:
    """Hash uint32 counters to uint32, which NumPy multiplies modulo 2^32, as Math.imul does."""
    t = (counter ^ (counter >> np.uint32(15))) * (counter | np.uint32(1))
    t ^= t + (t ^ (t >> np.uint32(7))) * (t | np.uint32(61))
    return t ^ (t >> np.uint32(14))
