"""The inputs an answer is tried on."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

PUBLIC_SEED = 0


@dataclass(frozen=True)
class Probe:
    """One set of arguments to call an answer with.

    `region` names the part of the inputs that the probe belongs to ("negative", "zero", …); each region is a
    property of its own in the verdict. `ordinary` is False for inputs that say little about which mistake was made
    (infinities, NaN, extreme values, unusual forms). `dtype` is False when the exercise promises nothing of the
    result's dtype. `raises` is the name of the error that a right answer raises ("ValueError"), "" if it raises none:
    a solution that does otherwise is no measure of an answer.
    """

    args: tuple[Any, ...]
    region: str
    ordinary: bool = True
    dtype: bool = True
    raises: str = ""


def form_of(probe: Probe) -> str:
    """Return of what form a probe's arguments are, whatever their values: numbers, or arrays of so many dimensions.

    An array of no numbers, and one of a single number, are forms of their own.
    """
    return ", ".join(
        f"array {value.ndim} {min(value.size, 2)}" if isinstance(value, np.ndarray) else type(value).__name__
        for value in probe.args
    )


def fresh_copy(value: Any) -> Any:
    """Return a deep copy of a probe's argument that keeps an array's memory layout."""
    if isinstance(value, (list, tuple)):
        return type(value)(fresh_copy(item) for item in value)
    if not isinstance(value, np.ndarray):
        return value
    if value.ndim and not value.flags.c_contiguous and not value.flags.f_contiguous:
        spread = np.zeros((*value.shape[:-1], 2 * value.shape[-1]), dtype=value.dtype)
        spread[..., ::2] = value
        return spread[..., ::2]
    return value.copy(order="K")


def array_probes(
    seed: int,
    *,
    scalars: bool = True,
    lists: bool = False,
    integers: bool = True,
    infinities: bool = True,
    nan: bool = True,
    largest: float = 1e308,
) -> tuple[Probe, ...]:
    """Return the probes for a function of one array of any shape, drawn from `seed`.

    The regions are numbers, negative, positive, large, zero, extreme, infinite, nan and forms (0-d, empty, columns,
    rows, 2-D, non-contiguous, unsorted, integers, float32, lists). Only what the exercise promises is probed.

    Args:
        seed: what the values are drawn from.
        scalars: whether the function takes Python numbers.
        lists: whether it takes lists.
        integers: whether it takes integers.
        infinities: whether it promises anything at the infinities.
        nan: whether it promises anything at NaN.
        largest: the largest value to probe.

    Returns:
        The probes, region by region.
    """
    rng = np.random.default_rng(seed)

    def draw(low: float, high: float, *shape: int) -> np.ndarray:
        return np.round(rng.uniform(low, high, shape), 2)

    def region(name: str, values: Sequence[Any], ordinary: bool = True) -> list[Probe]:
        return [Probe((value,), name, ordinary) for value in values]

    small, large, both = draw(0.1, 5, 4), draw(120, 9000, 3), draw(0.1, 5, 5)
    magnitudes = 10.0 ** rng.integers(-300, 300, 6)
    extremes = [np.minimum(values, largest) for values in ([1e-300, 1e-8, 1e8, largest], magnitudes)]
    probes = region("numbers", [-1.0, 2.0, *(float(value) for value in both * (-1, 1, 1, -1, 1))]) if scalars else []
    probes += region("negative", [np.array([-2.0]), -small, np.array([-0.01, -0.3]), -large])
    probes += region("positive", [np.array([3.0]), small, np.array([0.02, 0.7, 4.5])])
    probes += region("large", [np.array([6.5, 130.0]), large, draw(5, 300, 4) * (1, -1, 1, -1)])
    singles = [0.0, -0.0] if scalars else []
    probes += region("zero", [*singles, np.array([0.0]), np.array([0.0, -0.0])])
    mixed = draw(-5, 5, 7)
    probes += region(
        "forms",
        [
            np.array([-1.0, 0.5, 2.5]),  # what np.vectorize makes integers of
            np.array([3.0, -0.5, 0.25]),
            mixed,
            draw(-3, 3, 2, 3),
            np.array([[-1.5], [2.0], *draw(-3, 3, 1, 1)]),  # mixed signs in every column
            draw(-3, 3, 1, 4),
        ],
    )
    probes += region(
        "forms", [np.array(-1.5), np.array([]), np.empty((0, 3)), draw(-3, 3, 6)[::2], draw(-3, 3, 3, 4).T], False
    )
    probes += region("forms", [np.array([-1.5, 2.25], dtype=np.float32)], False)
    if integers:
        single = [-3] if scalars else []
        probes += [Probe((x,), "forms", False, dtype=False) for x in [*single, np.array([4, -7, 0, 130])]]
    if lists:
        probes += [Probe((x,), "forms", False, dtype=False) for x in ([-1.5, 2.0], [[3.0, -4.0], [-0.5, 0.0]])]
    probes += region("extreme", [*extremes, *(-values for values in extremes)], ordinary=False)
    if infinities:
        singles = [np.inf, -np.inf] if scalars else []
        probes += region("infinite", [*singles, np.array([-np.inf, np.inf])], ordinary=False)
    if nan:
        singles = [np.nan] if scalars else []
        probes += region("nan", [*singles, np.array([np.nan, np.nan])], ordinary=False)
    return tuple(probes)
