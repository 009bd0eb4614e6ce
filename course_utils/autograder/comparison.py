"""Compare what an answer returned with what the solution returned. Plain data in, plain data out."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from course_utils.autograder.plain import Opaque, Oversized, Plain
from course_utils.autograder.properties import Aspect

FLOAT32_RTOL = 1e-5  # about 80 units in the last place of a float32


@dataclass(frozen=True)
class Tolerance:
    """Two numbers a and b agree when ``abs(a - b) <= atol + rtol * abs(b)``, b being the solution's."""

    rtol: float = 1e-9
    atol: float = 1e-12


LOOSE = Tolerance(rtol=1e-6, atol=1e-9)  # for two ways of writing one mistake, which round differently


@dataclass(frozen=True)
class Difference:
    """The first way in which a result differs: RETURNS, SHAPE, DTYPE or VALUES.

    `index` is the place of the first differing element, in an array of more than one.
    """

    kind: Aspect
    index: tuple[int, ...] = ()


def compare(seen: Plain, expected: Plain, tolerance: Tolerance, dtype: bool = True) -> Difference | None:
    """Return how one result differs from another.

    A Python number and a 0-d array are the same. 0.0 equals -0.0, and NaN equals NaN.

    Args:
        seen: what an answer returned.
        expected: what the solution returned.
        tolerance: how far two numbers may lie apart.
        dtype: whether the kind of number counts: bool, integer, float or complex.

    Returns:
        The first difference, or None when the two agree.
    """
    if _is_number(expected):
        if isinstance(seen, Oversized) and seen.shape != _as_array(expected).shape:
            return Difference(Aspect.SHAPE)
        if not _is_number(seen):
            return Difference(Aspect.RETURNS)
        return _compare_numbers(seen, expected, tolerance, dtype)
    if isinstance(expected, list):
        if not isinstance(seen, list):
            return Difference(Aspect.RETURNS)
        if len(seen) != len(expected):
            return Difference(Aspect.SHAPE)
        for mine, theirs in zip(seen, expected, strict=True):
            difference = compare(mine, theirs, tolerance, dtype)
            if difference:
                return difference
        return None
    if type(seen) is not type(expected):
        return Difference(Aspect.RETURNS)
    return None if seen == expected else Difference(Aspect.VALUES)


def numeric_kind(value: Plain) -> str:
    """Return "bool", "integer", "float" or "complex", or "" for a value that is no number."""
    if not _is_number(value):
        return ""
    return {"b": "bool", "i": "integer", "u": "integer", "f": "float", "c": "complex"}[_as_array(value).dtype.kind]


def _is_number(value: Any) -> bool:
    return isinstance(value, (bool, int, float, np.ndarray)) and not isinstance(value, (Opaque, Oversized))


def _as_array(value: Any) -> np.ndarray:
    if isinstance(value, int) and not isinstance(value, bool) and value.bit_length() > 63:
        return np.array(float(value))
    return np.asarray(value)


def _compare_numbers(seen: Any, expected: Any, tolerance: Tolerance, dtype: bool) -> Difference | None:
    mine, theirs = _as_array(seen), _as_array(expected)
    if mine.dtype == theirs.dtype and mine.shape == theirs.shape and mine.tobytes() == theirs.tobytes():
        return None  # the usual case, ten times faster than with a tolerance
    if mine.shape != theirs.shape:
        return Difference(Aspect.SHAPE)
    if dtype and numeric_kind(seen) != numeric_kind(expected):
        return Difference(Aspect.DTYPE)
    rtol = max(tolerance.rtol, FLOAT32_RTOL) if theirs.dtype == np.float32 else tolerance.rtol
    agree = elements_agree(mine, theirs, Tolerance(rtol, tolerance.atol))
    if agree.all():
        return None
    first = np.unravel_index(int(np.argmin(agree)), agree.shape)
    return Difference(Aspect.VALUES, tuple(int(i) for i in first) if agree.size > 1 else ())


def elements_agree(seen: np.ndarray, expected: np.ndarray, tolerance: Tolerance) -> np.ndarray:
    """Return, element by element, whether two arrays of one shape agree: a boolean array of this shape.

    Args:
        seen: numbers of any kind.
        expected: numbers of any kind, which the relative tolerance refers to.
        tolerance: how far two numbers may lie apart. Infinities agree with themselves alone, and NaN with NaN.
    """
    wide = np.complex128 if "c" in (seen.dtype.kind, expected.dtype.kind) else np.float64
    a, b = seen.astype(wide), expected.astype(wide)
    with np.errstate(all="ignore"):
        near = np.isfinite(a) & np.isfinite(b) & (np.abs(a - b) <= tolerance.atol + tolerance.rtol * np.abs(b))
    return near | (a == b) | (np.isnan(a) & np.isnan(b))
