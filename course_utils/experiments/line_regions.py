"""Into how many regions do lines cut the plane? Counted two ways, both exact for whole numbers."""

from fractions import Fraction

import numpy as np


def sampled_regions(normals: np.ndarray, offsets: np.ndarray, points: np.ndarray) -> int:
    """Return how many patterns of sides occur among `points`: at most the number of regions.

    Line i holds the points p with normals[i] @ p + offsets[i] = 0. A point that lies on a line belongs to no region and
    is left out.

    Args:
        normals: integers of shape (n, d).
        offsets: integers of shape (n,).
        points: integers of shape (m, d).
    """
    side = points @ normals.T + offsets
    return len(np.unique(side[(side != 0).all(axis=1)] > 0, axis=0))


def exact_regions(normals: np.ndarray, offsets: np.ndarray) -> int:
    """Return the number of regions of n different lines in the plane, in any position, parallel ones included.

    The lines are drawn one after another. A line that meets the earlier ones in k different points is cut into k + 1
    stretches, and each stretch cuts one region in two.

    Args:
        normals: integers of shape (n, 2), not both 0.
        offsets: integers of shape (n,).
    """
    lines = [(int(a), int(b), int(c)) for (a, b), c in zip(normals, offsets, strict=True)]
    regions = 1
    for number, line in enumerate(lines):
        meetings = {_meeting(line, earlier) for earlier in lines[:number]} - {None}
        regions += len(meetings) + 1
    return regions


def _meeting(one: tuple[int, int, int], other: tuple[int, int, int]) -> tuple[Fraction, Fraction] | None:
    """Return the point where two lines a x + b y + c = 0 meet, None for parallel ones."""
    (a, b, c), (d, e, f) = one, other
    determinant = a * e - b * d
    if not determinant:
        return None
    return Fraction(b * f - c * e, determinant), Fraction(c * d - a * f, determinant)


def random_lines(n: int, seed: int, offset: int = 400) -> tuple[np.ndarray, np.ndarray]:
    """Return normals, shape (n, 2), and offsets, shape (n,), of random lines: integers, drawn evenly.

    Args:
        n: how many lines.
        seed: of the random numbers.
        offset: the largest absolute offset.
    """
    rng = np.random.default_rng(seed)
    normals = rng.integers(-20, 21, (n, 2))
    normals[(normals == 0).all(axis=1)] = (1, 0)  # because 0 x + 0 y + c = 0 is no line
    return normals, rng.integers(-offset, offset + 1, n)


def grid_of_points(reach: int = 200) -> np.ndarray:
    """Return the points with whole coordinates from -reach to reach, an array of integers of shape (m, 2)."""
    axis = np.arange(-reach, reach + 1)
    return np.stack(np.meshgrid(axis, axis), axis=-1).reshape(-1, 2)
