"""What a student could answer who has the keys of another seed and computes nothing."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from course_utils.autograder.exercise import Exercise
from course_utils.autograder.key_source import key_for
from course_utils.autograder.observation import Observation, Outcome, Raised
from course_utils.autograder.probes import Probe, form_of

Lookup = Callable[[Sequence[Probe], int, Probe], int | None]
STOPPED = Outcome(raised=Raised("LookupError", "not in the key"))


def by_equal_arguments_alone(released: Sequence[Probe], place: int, probe: Probe) -> int | None:
    """Return a probe with the same arguments, None if there is none: the answer then stops."""
    wanted = repr(probe.args)
    return next((n for n, one in enumerate(released) if repr(one.args) == wanted), None)


def by_place(released: Sequence[Probe], place: int, probe: Probe) -> int:
    """Return the probe that stands in the same place."""
    return min(place, len(released) - 1)


def by_equal_arguments(released: Sequence[Probe], place: int, probe: Probe) -> int:
    """Return a probe with the same arguments, or else the one in the same place."""
    found = by_equal_arguments_alone(released, place, probe)
    return by_place(released, place, probe) if found is None else found


def by_nearest_arguments(released: Sequence[Probe], place: int, probe: Probe) -> int:
    """Return the probe of the same form whose numbers lie nearest, or else the one in the same place."""
    numbers = _numbers(probe.args)
    alike = [n for n, one in enumerate(released) if _is_alike(one, probe)]
    if not alike:
        return by_place(released, place, probe)
    with np.errstate(invalid="ignore", over="ignore"):
        return min(alike, key=lambda n: float(np.nansum(np.abs(_numbers(released[n].args) - numbers))))


LOOKUPS: tuple[Lookup, ...] = (by_equal_arguments_alone, by_place, by_equal_arguments, by_nearest_arguments)


def looked_up(exercise: Exercise, released: int, secret: int, lookup: Lookup) -> Observation:
    """Return what an answer would show that takes each result from a released key.

    Args:
        exercise: what was asked.
        released: the seed of the key that the student has.
        secret: the seed of the probes that the answer is tried on.
        lookup: how the student finds a result for a probe.
    """
    known, outcomes = exercise.probes(released), key_for(exercise, released).solution.outcomes
    places = [lookup(known, place, probe) for place, probe in enumerate(exercise.probes(secret))]
    return Observation(exercise.id, outcomes=tuple(STOPPED if n is None else outcomes[n] for n in places))


def _is_alike(one: Probe, other: Probe) -> bool:
    return form_of(one) == form_of(other) and _numbers(one.args).shape == _numbers(other.args).shape


def _numbers(value: Any) -> np.ndarray:
    """Return all numbers in the arguments of a probe in one row."""
    if isinstance(value, np.ndarray):
        return np.ravel(value).astype(float)
    if isinstance(value, (list, tuple)):
        return np.concatenate([np.empty(0), *map(_numbers, value)])
    return np.array([value], dtype=float) if isinstance(value, (bool, int, float)) else np.empty(0)
