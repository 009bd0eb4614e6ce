"""How an answer takes its inputs, whatever it computes: faults of form that any function of arrays may have.

Each is recognized by where and how the answer stops, or by which shapes survive. It is described here once, for all
exercises; a misconception of an exercise, which says what is computed, goes before it.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from course_utils.autograder.findings import Fault
from course_utils.autograder.observation import Observation, Outcome
from course_utils.autograder.plain import Plain
from course_utils.autograder.probes import Probe
from course_utils.autograder.properties import Aspect, PropertyName

# How Python says that a number is no array: 'float' object is not iterable, object of type 'int' has no len().
NO_ARRAY = re.compile(r"'(numpy\.)?(float|int)(64)?' (object (has no|is not|does not)|has no len)")


@dataclass(frozen=True, eq=False)  # because arrays cannot be compared in one word
class Look:
    """One probe, what an answer shows on it, what is right, and which property that breaks, None if none."""

    probe: Probe
    seen: Outcome
    right: Outcome
    breaks: Aspect | None

    @property
    def sizes(self) -> list[int]:
        """How many elements each array among the arguments has."""
        return [value.size for value in self.probe.args if isinstance(value, np.ndarray)]

    @property
    def shapes(self) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """The shape of what came back, and the right one."""
        return _shape(self.seen.returned), _shape(self.right.returned)


@dataclass(frozen=True)
class FormFault:
    """A fault of form: which property it breaks, what to say of it, a hint, and how it shows.

    `shows` takes the looks that break that property, and all looks.
    """

    name: str
    breaks: PropertyName
    message: str
    hint: str
    shows: Callable[[Sequence[Look], Sequence[Look]], bool]


def _shape(value: Plain) -> tuple[int, ...]:
    """Return the shape of an array, () of a number; (-1,) of what is neither."""
    if isinstance(value, np.ndarray):
        return value.shape
    return () if isinstance(value, (bool, int, float)) else (-1,)


def _arrays_alone(faulty: Sequence[Look], looks: Sequence[Look]) -> bool:
    numbers = [look for look in looks if not look.sizes]
    return (
        bool(numbers)
        and all(look in faulty and _is_for_want_of_an_array(look.seen) for look in numbers)
        and not any(look.seen.raised for look in looks if any(size > 1 for size in look.sizes))
    )


def _is_for_want_of_an_array(seen: Outcome) -> bool:
    raised = seen.raised
    return raised is not None and (
        (raised.type_name in ("AttributeError", "TypeError") and NO_ARRAY.search(raised.message) is not None)
        or raised.type_name in ("IndexError", "AxisError")
    )


def _one_truth_value(faulty: Sequence[Look], looks: Sequence[Look]) -> bool:
    many = [look for look in looks if any(size > 1 for size in look.sizes)]
    return bool(many) and all(
        look.seen.raised is not None and "truth value of an array" in look.seen.raised.message for look in many
    )


def _empty_refused(faulty: Sequence[Look], looks: Sequence[Look]) -> bool:
    return all(0 in look.sizes for look in faulty)


def _one_number(faulty: Sequence[Look], looks: Sequence[Look]) -> bool:
    many = [look for look in looks if any(size > 1 for size in look.sizes) and not look.seen.raised]
    return len(many) > 1 and all(look.shapes[0] == () != look.shapes[1] for look in many)


def _same_but(faulty: Sequence[Look], is_so: Callable[[tuple[int, ...], tuple[int, ...]], bool]) -> bool:
    """Return whether each shape that is wrong is right but for dimensions of length 1, and in the way asked for."""
    return all(
        [n for n in look.shapes[0] if n != 1] == [n for n in look.shapes[1] if n != 1] and is_so(*look.shapes)
        for look in faulty
    )


def _flattened(faulty: Sequence[Look], looks: Sequence[Look]) -> bool:
    return all(
        len(look.shapes[0]) == 1 and len(look.shapes[1]) != 1 and look.shapes[0][0] == np.prod(look.shapes[1])
        for look in faulty
    ) and any(len(look.shapes[1]) > 1 for look in faulty)


FORM_FAULTS = (
    FormFault(
        "form_arrays_alone",
        Aspect.RUNS,
        "Yours takes arrays alone: a plain number has no elements, no shape and no methods of an array, and stops it.",
        "`x = np.asarray(x)` in the first line makes an array of whatever comes in.",
        _arrays_alone,
    ),
    FormFault(
        "form_one_truth_value",
        Aspect.RUNS,
        "`if`, `and`, `or` and Python's own `max` need one True or False, and an array of several numbers gives many.",
        "`np.where` and `np.maximum` choose element by element.",
        _one_truth_value,
    ),
    FormFault(
        "form_empty_refused",
        Aspect.RUNS,
        "Yours stops on an array without elements alone. It has no first element and no largest.",
        "What comes back for no elements? An array of none, of the same shape.",
        _empty_refused,
    ),
    FormFault(
        "form_one_number",
        Aspect.SHAPE,
        "Yours makes one number out of a whole array. Each element has a result of its own.",
        "`sum`, `max`, `any` and `all` take the elements together. Look for one of them.",
        _one_number,
    ),
    FormFault(
        "form_squeezed",
        Aspect.SHAPE,
        "Yours drops a dimension of length 1: an array of one element comes back as a number, or a column as a row.",
        "`np.squeeze`, `.item()` and `[0]` do that. The result has the shape of the input.",
        lambda faulty, looks: _same_but(faulty, lambda seen, right: len(seen) < len(right)),
    ),
    FormFault(
        "form_flattened",
        Aspect.SHAPE,
        "Yours returns its numbers in one row, whatever the shape of the input.",
        "`ravel`, `flatten` and a list of elements lose the shape. `.reshape(x.shape)` brings it back.",
        _flattened,
    ),
    FormFault(
        "form_dimension_added",
        Aspect.SHAPE,
        "Yours adds a dimension of length 1: what should be a number comes back as an array.",
        "`np.atleast_1d`, a pair of brackets and `reshape(-1, 1)` do that. The result has the shape of the input.",
        lambda faulty, looks: _same_but(faulty, lambda seen, right: len(seen) > len(right)),
    ),
)


def find_form_fault(
    faults: Mapping[int, Fault], seen: Observation, solution: Observation, probes: Sequence[Probe]
) -> FormFault | None:
    """Return the fault of form that an answer shows, None if it shows none of those that are known.

    Args:
        faults: those of the answer, by the number of the probe.
        seen: what the answer showed.
        solution: what the solution showed.
        probes: the probes of both.
    """
    if not any(isinstance(value, np.ndarray) for probe in probes for value in probe.args):
        return None
    looks = [
        Look(probe, mine, right, faults[index].kind if index in faults else None)
        for index, (probe, mine, right) in enumerate(zip(probes, seen.outcomes, solution.outcomes, strict=False))
    ]
    for form in FORM_FAULTS:
        faulty = [look for look in looks if look.breaks is form.breaks]
        if faulty and form.shows(faulty, looks):
            return form
    return None
