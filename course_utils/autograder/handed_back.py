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
    dimensions gets the right shape, a number stands for each element where other inputs give an array, results in
    another order are put in order, and None stands for one left out.

    Args:
        seen: what the answer showed.
        solution: what the solution showed on the same probes.
    """
    order = order_of_results(seen.outcomes, solution.outcomes)
    if order:
        outcomes = tuple(replace(mine, returned=_in_order(mine, order)) for mine in seen.outcomes)
        return replace(seen, outcomes=outcomes)
    pairs = list(zip(seen.outcomes, solution.outcomes, strict=False))
    makes_arrays = any(_are_alike(mine.returned, right.returned, least=2) for mine, right in pairs)
    outcomes = tuple(
        replace(mine, returned=_handed_back(mine.returned, right.returned, makes_arrays)) for mine, right in pairs
    )
    changed = any(mine.returned is not theirs.returned for mine, theirs in zip(seen.outcomes, outcomes, strict=True))
    return replace(seen, outcomes=outcomes) if changed else None


def _handed_back(mine: Plain, right: Plain, makes_arrays: bool) -> Plain:
    array, first = as_array(mine, right), first_results(mine, right)
    if array is not None and (first is None or array.shape == np.shape(right)):  # type: ignore[arg-type]
        mine = array
    elif first is not None:
        mine = first
    if not isinstance(right, np.ndarray) or _are_alike(mine, right):
        return mine
    if isinstance(mine, np.ndarray):
        return mine.reshape(right.shape) if mine.size == right.size else mine
    return np.full(right.shape, float(mine)) if makes_arrays and isinstance(mine, (int, float)) else mine


def _are_alike(mine: Plain, right: Plain, least: int = 0) -> bool:
    """Return whether both are arrays of one shape, with so many elements at least."""
    if not (isinstance(mine, np.ndarray) and isinstance(right, np.ndarray)):
        return False
    return mine.shape == right.shape and mine.size >= least


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
        The places; None if all stand where they should, or if only one is asked for. Of three results or more, one may
        be wrong, if it has the right shape where it then stands.
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
    as_asked = tuple(range(asked))
    wrong = {
        (place, other): any(not _agree(mine[place], due[other]) for mine, due in pairs)
        for place in range(given)
        for other in as_asked
    }
    orders = list(itertools.permutations(as_asked, given))  # the first is the order asked for
    for most in (0, 1) if given == asked > 2 else (0,):
        for places in orders:
            faulty = [pair for pair in enumerate(places) if wrong[pair]]
            if len(faulty) <= most and all(_have_one_shape(pairs, *pair) for pair in faulty):
                return None if places == as_asked else tuple(places.index(n) if n in places else None for n in as_asked)
    return None


def _have_one_shape(pairs: Sequence[tuple[list[Plain], list[Plain]]], place: int, other: int) -> bool:
    return all(shape_of(mine[place]) == shape_of(due[other]) for mine, due in pairs)


def _agree(mine: Plain, theirs: Plain) -> bool:
    return compare(mine, theirs, LOOSE, dtype=False) is None
