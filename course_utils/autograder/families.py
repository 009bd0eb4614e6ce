"""Mistakes that have a number in them, such as a leak of 0.1: the number is fitted to the answer, and named.

Some can be told from the right results alone and so hold for every exercise: they stand here. Others are written beside
the misconceptions of an exercise (`answers.Family`). Fitted, each is a misconception like the others: it says what the
answer would show on every probe, and the diagnosis asks whether it does.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from course_utils.autograder.comparison import numeric_kind
from course_utils.autograder.key import Key, KnownFamily, KnownMisconception
from course_utils.autograder.observation import Observation, Outcome
from course_utils.autograder.plain import Plain
from course_utils.autograder.probes import Probe
from course_utils.autograder.properties import PropertyName

TELLING = 4  # numbers at least that a parameter must fit, so that it is not fitted to a single one
DIGITS = 6  # of a parameter


@dataclass(frozen=True)
class ResultFamily:
    """A way of being wrong about a right result, whatever the function. `detail` says the fitted number: `{parameter}`.

    `fit` takes the numbers of an answer and the right ones, both of shape (n,), and returns the parameter, or None if
    there is none. `value` makes of an array of right numbers what the answer has in their place.
    """

    name: str
    message: str
    hint: str
    fit: Callable[[np.ndarray, np.ndarray], float | None]
    value: Callable[[np.ndarray, float], np.ndarray]
    detail: str = ""


def _fixed(_mine: np.ndarray, _right: np.ndarray) -> float:
    return 0.0  # there is no parameter


def _factor(mine: np.ndarray, right: np.ndarray) -> float | None:
    telling = right != 0
    if telling.sum() < TELLING:
        return None
    return float(np.median(mine[telling] / right[telling])) or None  # 0 is no factor: see `result_zero`


def _zero(mine: np.ndarray, _right: np.ndarray) -> float | None:
    return 0.0 if len(mine) >= TELLING and not mine.any() else None


def _same_number(mine: np.ndarray, _right: np.ndarray) -> float | None:
    return float(mine[0]) if len(mine) >= TELLING and np.all(mine == mine[0]) else None


def _largest(mine: np.ndarray, _right: np.ndarray) -> float | None:
    return float(np.max(mine)) if np.any(mine != mine[0]) else None


def _smallest(mine: np.ndarray, _right: np.ndarray) -> float | None:
    return float(np.min(mine)) if np.any(mine != mine[0]) else None


def _decimals(mine: np.ndarray, _right: np.ndarray) -> float | None:
    return next((float(n) for n in range(5) if np.array_equal(mine, np.round(mine, n))), None)


RESULT_FAMILIES = (
    ResultFamily(
        "result_constant",
        "Yours gives the same number whatever comes in.",
        "Which line uses the arguments, and does its result reach the `return`?",
        _same_number,
        lambda right, parameter: np.full(np.shape(right), parameter),
        detail="It is {parameter}.",
    ),
    ResultFamily(
        "result_zero",
        "Yours gives 0 for every ordinary number, also where another number is due.",
        "Which line keeps a number that is not 0, and what do the lines after it do to that number?",
        _zero,
        lambda right, _: 0 * right,
    ),
    ResultFamily(
        "result_negated",
        "Yours has the sign of every result turned around.",
        "Is there a minus sign too many, or a difference taken the other way round?",
        _fixed,
        lambda right, _: -right,
    ),
    ResultFamily(
        "result_absolute",
        "Yours is the absolute value of what was asked for: results that should be negative are positive.",
        "Look for `abs`, a square under a root, or a sign that is lost.",
        _fixed,
        lambda right, _: np.abs(right),
    ),
    ResultFamily(
        "result_cut_at_zero",
        "Yours puts 0 in the place of every result that should be negative.",
        "Is there a ReLU, or a `maximum`, around the result?",
        _fixed,
        lambda right, _: np.maximum(0, right),
    ),
    ResultFamily(
        "result_one_minus",
        "Yours is 1 minus what was asked for.",
        "The two sum to 1. Which of them was asked for?",
        _fixed,
        lambda right, _: 1 - right,
    ),
    ResultFamily(
        "result_scaled",
        "Every result of yours is the right one times a number.",
        "Is there a factor too many or too few, or a sum in the place of a mean?",
        _factor,
        lambda right, parameter: parameter * right,
        detail="The number is {parameter}.",
    ),
    ResultFamily(
        "result_shifted",
        "Every result of yours is the right one plus a number.",
        "Is there a term too many, or does a count begin at another number?",
        lambda mine, right: float(np.median(mine - right)),
        lambda right, parameter: right + parameter,
        detail="The number is {parameter}.",
    ),
    ResultFamily(
        "result_capped",
        "Yours has an upper end, and the results should go on above it.",
        "Look for `clip`, `minimum` or `min`.",
        _largest,
        lambda right, parameter: np.minimum(right, parameter),
        detail="It stops at {parameter}.",
    ),
    ResultFamily(
        "result_at_least",
        "Yours has a lower end, and some results should lie below it.",
        "Which number stands in the `maximum`, or in the branch that is taken?",
        _smallest,
        lambda right, parameter: np.maximum(right, parameter),
        detail="It stops at {parameter}.",
    ),
    ResultFamily(
        "result_rounded",
        "Yours rounds its results. They should keep all their digits.",
        "Look for `round`.",
        _decimals,
        lambda right, parameter: np.round(right, int(parameter)),
        detail="{parameter} decimals are left.",
    ),
    ResultFamily(
        "result_whole",
        "Yours cuts off what stands behind the point: 2.7 becomes 2.",
        "Look for `int`, `//`, `floor`, or an array of integers that is written into.",
        _fixed,
        lambda right, _: np.trunc(right),
    ),
)


def fitted(
    key: Key, seen: Observation, probes: Sequence[Probe], failed: Sequence[PropertyName]
) -> Iterator[KnownMisconception]:
    """Yield the families of a key and those of all exercises, each fitted to an answer.

    Args:
        key: what the solution and the families show.
        seen: what the answer shows.
        probes: the probes of both.
        failed: the properties of values that fail, in order; a family of all exercises breaks the first of them.
    """
    for family in key.families:
        yield from _with_parameter(family, seen, probes)
    if failed:
        yield from _of_results(key.solution, seen, probes, failed[0])


def _with_parameter(family: KnownFamily, seen: Observation, probes: Sequence[Probe]) -> Iterator[KnownMisconception]:
    """Yield the misconception whose parameter fits best. Its results lie on a line through two known ones."""
    two = [observation.outcomes for observation in family.observations]
    places = []
    for probe, mine, *ends in zip(probes, seen.outcomes, *two, strict=False):
        numbers = [_numbers(outcome.returned) for outcome in (mine, *ends) if not outcome.raised]
        if probe.ordinary and len(numbers) == 3 and _alike(numbers):
            value, low, high = numbers
            places.append(_divided(value - low, high - low))
    along = np.concatenate([place[np.isfinite(place)] for place in places]) if places else np.empty(0)
    if len(along) < TELLING:
        return
    place = float(np.median(along))
    parameter = _short(family.at[0] + place * (family.at[1] - family.at[0]))
    place = (parameter - family.at[0]) / (family.at[1] - family.at[0])
    outcomes = tuple(
        replace(low, returned=_mapped(lambda a, b: a + place * (b - a), low.returned, high.returned))
        for low, high in zip(*two, strict=False)
    )
    yield _named(family, parameter, family.breaks, Observation(seen.exercise, outcomes=outcomes))


def _of_results(
    solution: Observation, seen: Observation, probes: Sequence[Probe], breaks: PropertyName
) -> Iterator[KnownMisconception]:
    pairs = [
        (_numbers(mine.returned), _numbers(right.returned))
        for probe, mine, right in zip(probes, seen.outcomes, solution.outcomes, strict=False)
        if probe.ordinary and not mine.raised and not right.raised
    ]
    pairs = [pair for pair in pairs if _alike(pair)]
    if not pairs:
        return
    mine, right = map(np.concatenate, zip(*pairs, strict=True))
    finite = np.isfinite(mine) & np.isfinite(right)
    if not finite.any():
        return
    for family in RESULT_FAMILIES:
        with np.errstate(all="ignore"):
            parameter = family.fit(mine[finite], right[finite])
            if parameter is None or not np.isfinite(parameter):
                continue
            parameter = _short(parameter)
            theirs = family.value(right[finite], parameter)
        telling = theirs != right[finite]
        if telling.sum() < TELLING or 2 * np.isclose(theirs, mine[finite])[telling].sum() < telling.sum():
            continue  # too little to tell by, or plainly another mistake
        outcomes = tuple(_transformed(outcome, family, parameter) for outcome in solution.outcomes)
        yield _named(family, parameter, breaks, Observation(seen.exercise, outcomes=outcomes))


def _transformed(outcome: Outcome, family: ResultFamily, parameter: float) -> Outcome:
    return replace(outcome, returned=_mapped(lambda right: family.value(right, parameter), outcome.returned))


def _named(
    family: ResultFamily | KnownFamily, parameter: float, breaks: PropertyName, shows: Observation
) -> KnownMisconception:
    detail = family.detail.replace("{parameter}", f"{parameter:.{DIGITS}g}")
    return KnownMisconception(family.name, breaks, family.message, family.hint, shows, detail)


def _short(parameter: float) -> float:
    """Return a number as it is told: 0.1 where rounding made 0.09999999999999999 of it."""
    return float(f"{parameter:.12g}") + 0.0  # and 0 where it was -0


def _numbers(value: Plain) -> np.ndarray:
    """Return all numbers of a result in a row, as floats: of an array, or of a list of arrays."""
    if isinstance(value, list):
        return np.concatenate([_numbers(item) for item in value]) if value else np.empty(0)
    if numeric_kind(value) in ("", "complex"):
        return np.empty(0)
    return np.ravel(np.asarray(value, dtype=float))


def _alike(numbers: Sequence[np.ndarray]) -> bool:
    return bool(len(numbers[0])) and len({len(row) for row in numbers}) == 1


def _divided(rise: np.ndarray, run: np.ndarray) -> np.ndarray:
    with np.errstate(all="ignore"):
        return np.where(run == 0, np.nan, rise / run)


def _mapped(change: Callable[..., np.ndarray], *values: Plain) -> Plain:
    """Return plain values with `change` made of their numbers, array by array. What is no number stays as it is."""
    first = values[0]
    if isinstance(first, list) and all(isinstance(value, list) and len(value) == len(first) for value in values):
        return type(first)(_mapped(change, *items) for items in zip(*values, strict=True))
    if all(numeric_kind(value) not in ("", "complex") for value in values):
        with np.errstate(all="ignore"):
            return np.asarray(change(*(np.asarray(value, dtype=float) for value in values)))
    return first
