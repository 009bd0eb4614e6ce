"""How an answer hands back its results: what it would show if it handed them back as asked."""

import itertools
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from course_utils.autograder.comparison import LOOSE, compare, numeric_kind
from course_utils.autograder.observation import Observation, Outcome
from course_utils.autograder.plain import Plain, Tuple

MANY = 5  # results; more are not tried in all orders


def undone(seen: Observation, solution: Observation) -> Observation | None:
    """Return what an answer would show without its faults in how it hands back results; None if it has none.

    A list of numbers becomes an array, the first of several results stands for all of them, an array of other
    dimensions gets the right shape, results in another order are put in order, and None stands for one left out.

    Args:
        seen: what the answer showed.
        solution: what the solution showed on the same probes.
    """
    order = order_of_results(seen.outcomes, solution.outcomes)
    if order:
        outcomes = tuple(replace(mine, returned=_in_order(mine, order)) for mine in seen.outcomes)
        return replace(seen, outcomes=outcomes)
    outcomes = tuple(
        replace(mine, returned=_handed_back(mine.returned, right.returned))
        for mine, right in zip(seen.outcomes, solution.outcomes, strict=False)
    )
    changed = any(mine.returned is not theirs.returned for mine, theirs in zip(seen.outcomes, outcomes, strict=True))
    return replace(seen, outcomes=outcomes) if changed else None


def _handed_back(mine: Plain, right: Plain) -> Plain:
    array, first = as_array(mine, right), first_results(mine, right)
    if array is not None and (first is None or array.shape == np.shape(right)):  # type: ignore[arg-type]
        mine = array
    elif first is not None:
        mine = first
    if isinstance(mine, np.ndarray) and isinstance(right, np.ndarray) and mine.shape != right.shape:
        return mine.reshape(right.shape) if mine.size == right.size else mine
    return mine


def _in_order(mine: Outcome, order: Sequence[int | None]) -> Plain:
    if mine.raised:
        return mine.returned
    results = _results(mine)
    return Tuple(None if place is None else results[place] for place in order)


def _results(outcome: Outcome) -> list[Plain]:
    return list(outcome.returned) if isinstance(outcome.returned, list) else [outcome.returned]


def first_results(mine: Plain, right: Plain) -> Plain:
    """Return what was asked for, if it stands first among more results; None if it does not.

    Args:
        mine: what came back.
        right: what the solution returned.
    """
    if not isinstance(mine, list) or len(mine) < 2:
        return None
    if isinstance(right, list):
        # a list may have any length, and one that is too long is another list
        return mine[: len(right)] if isinstance(right, Tuple) and len(mine) > len(right) else None
    is_one = numeric_kind(right) and np.shape(right) and shape_of(mine[0]) == shape_of(right)  # type: ignore[arg-type]
    return mine[0] if is_one or isinstance(mine, Tuple) else None


def as_array(mine: Plain, right: Plain) -> np.ndarray | None:
    """Return a list of numbers as the array that is due, None if it is none or no array is due.

    Args:
        mine: what came back.
        right: what the solution returned.
    """
    if not (isinstance(mine, list) and isinstance(right, np.ndarray) and right.ndim):
        return None
    try:
        array = np.array(mine)
    except ValueError:  # rows of different lengths
        return None
    if array.dtype.kind not in "fiub":
        return None
    return array.astype(right.dtype) if right.dtype.kind == "f" else array  # other kinds would lose what is wrong


def shape_of(value: Plain) -> tuple[int, ...]:
    """Return the shape of an array, () of a number; (-1,) of what is neither."""
    if isinstance(value, np.ndarray):
        return value.shape
    return () if isinstance(value, (bool, int, float)) else (-1,)


def order_of_results(seen: Sequence[Outcome], right: Sequence[Outcome]) -> tuple[int | None, ...] | None:
    """Return where each of several results stands in what came back, None for one that was left out.

    Args:
        seen: what an answer showed.
        right: what the solution showed.

    Returns:
        The places; None if all stand where they should, if one of them is wrong anywhere, or if only one is asked for.
    """
    pairs = [
        (_results(mine), list(due.returned))
        for mine, due in zip(seen, right, strict=False)
        if not mine.raised and isinstance(due.returned, Tuple)
    ]
    sizes = {(len(mine), len(due)) for mine, due in pairs}
    if len(pairs) < 2 or len(sizes) != 1:
        return None
    ((given, asked),) = sizes
    if not 1 <= given <= asked <= MANY or asked < 2:
        return None
    for places in itertools.permutations(range(asked), given):  # the first is the order asked for
        if all(_agree(result, due[place]) for mine, due in pairs for result, place in zip(mine, places, strict=True)):
            as_asked = places == tuple(range(asked))
            return None if as_asked else tuple(places.index(n) if n in places else None for n in range(asked))
    return None


def _agree(mine: Plain, theirs: Plain) -> bool:
    return compare(mine, theirs, LOOSE, dtype=False) is None
