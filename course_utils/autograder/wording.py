"""Say what a check found, in sentences that a learner reads. Nothing else makes a sentence of a fault."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from course_utils.autograder.comparison import Difference, Tolerance, compare, numeric_kind
from course_utils.autograder.findings import Fault
from course_utils.autograder.plain import ELLIPSIS, Opaque, Plain
from course_utils.autograder.probes import Probe
from course_utils.autograder.properties import Aspect
from course_utils.autograder.rendering import quoted
from course_utils.autograder.texts import (
    error_text,
    expected_text,
    raised_text,
    result_text,
    told_apart,
    type_text,
    value_text,
)
from course_utils.autograder.verdict import Counterexample

LABELS = {
    Aspect.RUNS: "runs without an error",
    Aspect.RETURNS: "returns a result",
    Aspect.SHAPE: "the result has the right shape",
    Aspect.DTYPE: "the result has the right kind of number",
}


@dataclass(frozen=True)
class Wording:
    """How a kind of exercise words its faults. As it stands, for an answer that is called and returns a result.

    `call` says what was done with a probe, as the subject of a sentence: "`relu(-1.0)`". `region` says what the
    property of a region is called.
    """

    call: Callable[[Probe], str]
    region: Callable[[str], str]

    verb: ClassVar[str] = "returned"

    def subject(self, _fault: Fault) -> str:
        """Return what a sentence on a result begins with."""
        return "It"

    def label(self, kind: Aspect) -> str:
        """Return what a property before the values is called."""
        return LABELS[kind]

    def message(self, fault: Fault) -> str:
        """Return the sentence on a property that failed; "" for values, of which the example says all."""
        match fault.kind:
            case Aspect.RUNS:
                return f"{self.call(fault.probe)} {self.result(fault)}."
            case Aspect.RETURNS if fault.seen.returned is None or fault.seen.is_unattempted:
                return self.nothing(fault)
            case Aspect.RETURNS:
                return self.another_thing(fault)
            case Aspect.SHAPE:
                return _another_shape(fault.seen.returned, fault.expected.returned)
            case Aspect.DTYPE:
                got, want = numeric_kind(fault.seen.returned), numeric_kind(fault.expected.returned)
                return f"The result's numbers are of kind {got}; expected {want}."
            case _:
                return ""

    def nothing(self, fault: Fault) -> str:
        """Return the sentence on an answer that gives None or `...`."""
        if fault.seen.returned is None:
            return "It returned `None`: is a `return` missing?"
        return "It still returns `...` for some inputs."

    def another_thing(self, fault: Fault) -> str:
        """Return the sentence on a result of another type."""
        mine, theirs = fault.seen.returned, fault.expected.returned
        if isinstance(mine, list) and isinstance(theirs, list):
            for place, (got, want) in enumerate(zip(mine, theirs, strict=False), start=1):
                if _differs(got, want, Aspect.RETURNS):
                    found = "still `...`" if isinstance(got, Opaque) and got == ELLIPSIS else type_text(got)
                    return f"Result {place} of {len(theirs)} is {found}; expected {type_text(want)}."
        wanted = _results(len(theirs)) if isinstance(theirs, list) else type_text(theirs)
        if isinstance(mine, Opaque) and isinstance(theirs, np.ndarray):
            wanted += f" of {numeric_kind(theirs)} numbers"
        return f"{self.subject(fault)} {self.verb} {type_text(mine)}; expected {wanted}."

    def wrong(self, _regions: Sequence[str]) -> str:
        """Return the sentence on all regions that failed; "" if the label of the first says it."""
        return ""

    def example(self, fault: Fault) -> Counterexample:
        """Return the fault as an example: what was done, what came back, what was expected."""
        result, expected = self.result(fault), self.expected(fault)
        if result == f"{self.verb} {expected}":  # the two differ in what the text leaves out
            mine, expected = told_apart(fault.seen.returned, fault.expected.returned)
            result = f"{self.verb} {mine}"
        return Counterexample(call=self.call(fault.probe), result=result, expected=expected)

    def result(self, fault: Fault) -> str:
        """Return what came back, or how the answer ended instead, as the predicate of a sentence."""
        if fault.seen.raised:
            return raised_text(fault.seen.raised)
        return f"{self.verb} {result_text(fault.seen.returned, fault.index)}"

    def expected(self, fault: Fault) -> str:
        """Return what was expected, as the end of a sentence; "" if it would give the answer away."""
        right = fault.expected
        if right.raised:
            return f"an error: {error_text(right.raised)}"
        if fault.kind is Aspect.DTYPE:
            kinds = f"{numeric_kind(right.returned)}, not as {numeric_kind(fault.seen.returned)}"
            return f"{quoted(value_text(right.returned))} as {kinds}"
        return expected_text(right.returned, fault.index)


def _differs(got: Plain, want: Plain, kind: Aspect) -> bool:
    return compare(got, want, Tolerance(), dtype=False) == Difference(kind)


def _results(count: int) -> str:
    return "a list with 1 result" if count == 1 else f"{count} results"


def _another_shape(mine: Plain, theirs: Plain) -> str:
    shapes = [getattr(value, "shape", None) for value in (mine, theirs)]
    if None in shapes and isinstance(mine, list) and isinstance(theirs, list):
        if len(mine) == len(theirs):
            return _another_shape_inside(mine, theirs)
        return f"It returned {_results(len(mine))}; expected {len(theirs)}."
    got, want = (() if shape is None else shape for shape in shapes)
    return f"The shape is {quoted(got)}; expected {quoted(want)}."


def _another_shape_inside(mine: list, theirs: list) -> str:
    """Return which of several results has another shape than expected."""
    for place, (got, want) in enumerate(zip(mine, theirs, strict=True), start=1):
        if _differs(got, want, Aspect.SHAPE) and not isinstance(got, list):
            shapes = [quoted(value.shape if isinstance(value, np.ndarray) else ()) for value in (got, want)]
            return f"Result {place} of {len(theirs)} has the shape {shapes[0]}; expected {shapes[1]}."
    return "Something inside the results has another shape than expected."
