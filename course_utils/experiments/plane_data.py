"""Two-dimensional data sets with two classes, for pictures in which a decision boundary can be seen."""

from collections.abc import Callable

import numpy as np


def _xor(rng: np.random.Generator, count: int) -> tuple[np.ndarray, np.ndarray]:
    X = rng.uniform(0.08, 0.95, (count, 2)) * rng.choice([-1, 1], (count, 2))
    return X, X[:, 0] * X[:, 1] < 0


def _circles(rng: np.random.Generator, count: int) -> tuple[np.ndarray, np.ndarray]:
    inside = np.arange(count) % 2 == 0
    radius = np.where(inside, 0.45 * np.sqrt(rng.uniform(0, 1, count)), rng.uniform(0.65, 0.95, count))
    angle = rng.uniform(0, 2 * np.pi, count)
    return radius[:, None] * np.column_stack([np.cos(angle), np.sin(angle)]), inside


def _moons(rng: np.random.Generator, count: int) -> tuple[np.ndarray, np.ndarray]:
    upper = np.arange(count) % 2 == 0
    angle = rng.uniform(0, np.pi, count)
    x = np.where(upper, np.cos(angle) - 0.5, 0.5 - np.cos(angle))
    y = np.where(upper, np.sin(angle) - 0.25, 0.25 - np.sin(angle))
    return 0.6 * np.column_stack([x, y]) + 0.05 * rng.standard_normal((count, 2)), upper


def _spirals(rng: np.random.Generator, count: int) -> tuple[np.ndarray, np.ndarray]:
    first = np.arange(count) % 2 == 0
    along = np.sqrt(rng.uniform(0.02, 1, count))
    angle = 3 * np.pi * along + np.where(first, 0, np.pi)
    X = 0.9 * along[:, None] * np.column_stack([np.cos(angle), np.sin(angle)])
    return X + 0.02 * rng.standard_normal((count, 2)), first


DATA_SETS: dict[str, Callable[[np.random.Generator, int], tuple[np.ndarray, np.ndarray]]] = {
    "xor": _xor,
    "circles": _circles,
    "moons": _moons,
    "spirals": _spirals,
}


def plane_data(name: str, count: int = 200, seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    """Return points of shape (count, 2), about within [-1, 1], and their classes, 0.0 or 1.0, of shape (count,).

    Args:
        name: "xor" (opposite quarters belong together), "circles" (a disk in a ring), "moons" or "spirals".
        count: how many points.
        seed: of the random numbers.

    Raises:
        ValueError: there is no data set of that name, or fewer than 2 points are asked for.
    """
    if name not in DATA_SETS:
        raise ValueError(f"no data set is called {name!r}: choose one of {', '.join(DATA_SETS)}")
    if count < 2:
        raise ValueError(f"two classes need at least 2 points, not {count}")
    X, classes = DATA_SETS[name](np.random.default_rng(seed), count)
    return X, classes.astype(np.float64)
