"""Turn outcomes, probe by probe, into findings, property by property."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from course_utils.autograder.comparison import Difference, Tolerance, compare, numeric_kind
from course_utils.autograder.exercise import Exercise
from course_utils.autograder.findings import Accept, Assessment, Example, Finding
from course_utils.autograder.observation import Observation, Outcome
from course_utils.autograder.plain import ELLIPSIS, Opaque, Plain
from course_utils.autograder.probes import Probe
from course_utils.autograder.properties import Aspect, PropertyName, Values
from course_utils.autograder.rendering import quoted
from course_utils.autograder.verdict import Counterexample, PropertyState
from course_utils.autograder.wording import expected_text, outcome_text, raised_text, type_text

# What each property weighs. Values weigh most; what a zero-filled result would pass weighs little.
WEIGHTS = {
    Aspect.RUNS: 0.0,
    Aspect.RETURNS: 0.0,
    Aspect.SHAPE: 1.0,
    Aspect.DTYPE: 1.0,
    Aspect.VALUES: 2.0,
}


@dataclass(frozen=True)
class Fault:
    """How one probe's outcome differs from the solution's, and which property that fails."""

    kind: Aspect
    probe: Probe
    seen: Outcome
    expected: Outcome
    index: tuple[int, ...] = ()

    @property
    def breaks(self) -> PropertyName:
        """The property that fails."""
        return Values(self.probe.region) if self.kind is Aspect.VALUES else self.kind


def find_fault(seen: Outcome, expected: Outcome, probe: Probe, exercise: Exercise) -> Fault | None:
    """Return how `seen` differs from `expected`, or None where it is right."""
    if seen.raised:
        if expected.raised and expected.raised.type_name == seen.raised.type_name:
            return None  # an exercise may ask for an error
        return Fault(Aspect.RUNS, probe, seen, expected)
    if expected.raised:
        return Fault(Aspect.VALUES, probe, seen, expected)
    if seen.is_unattempted or (seen.returned is None and expected.returned is not None):
        return Fault(Aspect.RETURNS, probe, seen, expected)
    if exercise.accept:
        return None  # it decides by itself
    difference = compare(seen.returned, expected.returned, exercise.tolerance, probe.dtype)
    return Fault(difference.kind, probe, seen, expected, difference.index) if difference else None


def assess_outcomes(
    exercise: Exercise,
    seen: Observation,
    expected: Observation,
    probes: Sequence[Probe],
    call_of: Callable[[Probe], str],
    region_label: Callable[[str], str],
    show_expected: bool = True,
) -> Assessment:
    """Return the findings runs, returns, shape, dtype and values by region, and a smallest counterexample.

    A region with a probe that was not run, because the time ran out, is not reached.
    """
    accept = exercise.accept
    faults: dict[int, Fault] = {}
    for index, (probe, outcome, right) in enumerate(zip(probes, seen.outcomes, expected.outcomes, strict=False)):
        fault = find_fault(outcome, right, probe, exercise)
        if fault:
            faults[index] = fault
    by_kind = {kind: [fault for fault in faults.values() if fault.kind == kind] for kind in WEIGHTS}

    findings: list[Finding] = []

    def add(kind: Aspect, label: str, sentence: Callable[[Fault], str], reachable: int) -> int:
        """Add the finding of one kind of fault; return how many probes are left for the next."""
        found = by_kind[kind]
        state: PropertyState = "failed" if found else "passed" if reachable > 0 else "not reached"
        message = sentence(min(found, key=_size)) if found else ""
        findings.append(Finding(kind, label, state, message, WEIGHTS[kind]))
        return reachable - len(found)

    left = len(seen.outcomes)
    left = add(Aspect.RUNS, "runs without an error", lambda f: _runs_message(f, call_of), left)
    left = add(Aspect.RETURNS, "returns a result", _returns_message, left)
    if accept is None:
        left = add(Aspect.SHAPE, "the result has the right shape", _shape_message, left)
        if any(probe.dtype and numeric_kind(o.returned) for probe, o in zip(probes, expected.outcomes, strict=False)):
            left = add(Aspect.DTYPE, "the result has the right kind of number", _dtype_message, left)
        findings += _values_by_region(faults, seen, probes, region_label)
    else:
        findings += _accepted(accept, seen, probes, complete=not faults and len(seen.outcomes) == len(probes))

    shown = [fault for fault in faults.values() if accept is None or fault.kind is not Aspect.VALUES]
    examples: dict[PropertyName, Example] = {}
    for fault in sorted(shown, key=_size):
        if fault.breaks in examples:
            continue
        raised = fault.seen.raised
        due = _expectation(fault) if show_expected else ""
        examples[fault.breaks] = Example(
            Counterexample(call_of(fault.probe), outcome_text(fault.seen, fault.index), due),
            raised.trace if raised else (),
        )
    return Assessment(tuple(findings), examples)


def _size(fault: Fault) -> tuple[bool, int, int]:
    """Return what sorts the fault to show first: on an ordinary input, of an early property, with few numbers."""
    return (not fault.probe.ordinary, list(WEIGHTS).index(fault.kind), _numbers(fault.probe.args))


def _numbers(argument: object) -> int:
    """Return how many numbers an argument holds; lists and tuples may hold others of any length."""
    if isinstance(argument, (list, tuple)):
        return sum(map(_numbers, argument))
    return argument.size if isinstance(argument, np.ndarray) else 1


def _expectation(fault: Fault) -> str:
    if fault.expected.raised:
        return raised_text(fault.expected.raised).replace("raised", "an error:")
    if fault.kind is Aspect.DTYPE:
        kind = numeric_kind(fault.expected.returned)
        return f"{expected_text(fault.expected.returned)} as {kind}, not as {numeric_kind(fault.seen.returned)}"
    return expected_text(fault.expected.returned, fault.index)


def _runs_message(fault: Fault, call_of: Callable[[Probe], str]) -> str:
    assert fault.seen.raised
    return f"{call_of(fault.probe)} {raised_text(fault.seen.raised)}."


def _returns_message(fault: Fault) -> str:
    if fault.seen.returned is None:
        return "It returned `None`: is a `return` missing?"
    if fault.seen.is_unattempted:
        return "It still returns `...` for some inputs."
    mine, theirs = fault.seen.returned, fault.expected.returned
    if isinstance(mine, list) and isinstance(theirs, list):
        for place, (got, want) in enumerate(zip(mine, theirs, strict=False), start=1):
            if compare(got, want, Tolerance(), dtype=False) == Difference(Aspect.RETURNS):
                found = "still `...`" if _is_ellipsis(got) else type_text(got)
                return f"Result {place} of {len(theirs)} is {found}; expected {type_text(want)}."
    wanted = _results(len(theirs)) if isinstance(theirs, list) else type_text(theirs)
    if isinstance(mine, Opaque) and isinstance(theirs, np.ndarray):
        wanted += f" of {numeric_kind(theirs)} numbers"
    return f"It returned {type_text(mine)}; expected {wanted}."


def _is_ellipsis(value: Plain) -> bool:
    return isinstance(value, Opaque) and value == ELLIPSIS


def _results(count: int) -> str:
    return "a list with 1 result" if count == 1 else f"{count} results"


def _shape_message(fault: Fault) -> str:
    shapes = [getattr(outcome.returned, "shape", None) for outcome in (fault.seen, fault.expected)]
    if None in shapes:
        mine, theirs = fault.seen.returned, fault.expected.returned
        if isinstance(mine, list) and isinstance(theirs, list):
            if len(mine) == len(theirs):
                return _entry_message(mine, theirs)
            return f"It returned {_results(len(mine))}; expected {len(theirs)}."
        shapes = [() if shape is None else shape for shape in shapes]
    return f"The shape is {quoted(shapes[0])}; expected {quoted(shapes[1])}."


def _entry_message(mine: list, theirs: list) -> str:
    """Return which of several results has another shape than expected."""
    for place, (got, want) in enumerate(zip(mine, theirs, strict=True), start=1):
        if compare(got, want, Tolerance(), dtype=False) == Difference(Aspect.SHAPE):
            shapes = [quoted(value.shape if isinstance(value, np.ndarray) else ()) for value in (got, want)]
            if not isinstance(got, list):
                return f"Result {place} of {len(theirs)} has the shape {shapes[0]}; expected {shapes[1]}."
    return "Something inside the results has another shape than expected."


def _dtype_message(fault: Fault) -> str:
    got, want = numeric_kind(fault.seen.returned), numeric_kind(fault.expected.returned)
    return f"The result's numbers are of kind {got}; expected {want}."


def _values_by_region(
    faults: dict[int, Fault],
    seen: Observation,
    probes: Sequence[Probe],
    region_label: Callable[[str], str],
) -> list[Finding]:
    findings = []
    for region in dict.fromkeys(probe.region for probe in probes):
        indices = [index for index, probe in enumerate(probes) if probe.region == region]
        kinds = {faults[index].kind if index in faults else None for index in indices if index < len(seen.outcomes)}
        complete = all(index < len(seen.outcomes) for index in indices)
        state: PropertyState = "not reached"
        if Aspect.VALUES in kinds:
            state = "failed"
        elif kinds == {None} and complete:
            state = "passed"
        findings.append(Finding(Values(region), region_label(region), state, weight=WEIGHTS[Aspect.VALUES]))
    return findings


def _accepted(accept: Accept, seen: Observation, probes: Sequence[Probe], complete: bool) -> list[Finding]:
    results = [outcome.returned for outcome in seen.outcomes] if complete else []
    findings = []
    for share in accept(results, probes):
        state: PropertyState = "not reached" if not complete else "passed" if share.passed else "failed"
        message = share.message if state == "failed" else ""
        findings.append(Finding(Values(share.name), share.label, state, message, WEIGHTS[Aspect.VALUES]))
    return findings
