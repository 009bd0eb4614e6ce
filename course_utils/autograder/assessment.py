"""Turn outcomes, probe by probe, into findings, property by property."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

import numpy as np

from course_utils.autograder.comparison import LOOSE, Difference, compare, elements_agree, numeric_kind
from course_utils.autograder.exercise import Exercise
from course_utils.autograder.findings import Accept, Assessment, Example, Fault, Finding
from course_utils.autograder.observation import Observation, Outcome
from course_utils.autograder.plain import Plain, Tuple
from course_utils.autograder.probes import Probe, form_of
from course_utils.autograder.properties import Aspect, PropertyName, Values
from course_utils.autograder.verdict import PropertyState
from course_utils.autograder.wording import Wording

# What each property weighs. Values weigh most; a property that a result of zeros would pass weighs little.
WEIGHTS = {Aspect.RUNS: 0.0, Aspect.RETURNS: 0.0, Aspect.SHAPE: 1.0, Aspect.DTYPE: 1.0, Aspect.VALUES: 2.0}
FEW = 3  # a form of input that an answer does not take is a fault of its own if it is at most one in so many
FORMS = "forms"  # the region, by convention, of inputs of unusual forms
KINDS = tuple(WEIGHTS)  # of faults; of two that hit one probe, only the earlier is seen


def find_fault(seen: Outcome, expected: Outcome, probe: Probe, exercise: Exercise) -> Fault | None:
    """Return how one outcome differs from the solution's.

    Args:
        seen: the outcome to judge.
        expected: what the solution showed on the same probe.
        probe: the probe of both.
        exercise: what was asked; its tolerance counts, and it may decide about values by itself.

    Returns:
        The fault, or None when the outcome is right.
    """
    difference = _difference(seen, expected, probe, exercise)
    if difference is None:
        return None
    return Fault(kind=difference.kind, probe=probe, seen=seen, expected=expected, index=difference.index)


def _difference(seen: Outcome, expected: Outcome, probe: Probe, exercise: Exercise) -> Difference | None:
    if seen.raised:
        # an exercise may ask for an error
        as_expected = expected.raised and expected.raised.type_name == seen.raised.type_name
        return None if as_expected else Difference(Aspect.RUNS)
    if expected.raised:
        return Difference(Aspect.VALUES)
    if seen.is_unattempted or (seen.returned is None and expected.returned is not None):
        return Difference(Aspect.RETURNS)
    if exercise.accept:
        return None  # it decides about values by itself
    return compare(seen.returned, expected.returned, exercise.tolerance, probe.dtype)


def assess_outcomes(
    exercise: Exercise,
    seen: Observation,
    expected: Observation,
    probes: Sequence[Probe],
    wording: Wording,
    weights: Mapping[Aspect, float] = WEIGHTS,
) -> Assessment:
    """Return a finding for each property, and for each that fails the smallest example.

    Args:
        exercise: what was asked.
        seen: what an answer showed.
        expected: what the solution showed.
        probes: the probes of both.
        wording: how the kind of exercise tells a fault.
        weights: what each property weighs; those that are left out are no property of this kind of exercise.

    Returns:
        The findings, those of values by region, and the examples. A region is not reached if one of its probes was not
        run because the time ran out.
    """
    pairs = zip(probes, seen.outcomes, expected.outcomes, strict=False)
    faults = {
        index: fault
        for index, (probe, outcome, right) in enumerate(pairs)
        if (fault := find_fault(outcome, right, probe, exercise))
    }
    findings = []
    left = len(seen.outcomes)
    for kind in KINDS[:-1]:
        hit = [fault for fault in faults.values() if fault.kind is kind]
        if kind in weights and _is_property(kind, exercise, expected, probes):
            state: PropertyState = "failed" if hit else "passed" if left > 0 else "not reached"
            message = wording.message(min(hit, key=_size)) if hit else ""
            part = _part_right(range(len(probes)), kind, exercise, seen, expected, probes) if hit else 0.0
            findings.append(Finding(kind, wording.label(kind), state, message, weight=weights[kind], part=part))
        left -= len(hit)
    if exercise.accept:
        complete = not faults and len(seen.outcomes) == len(probes)
        values = _accepted(exercise.accept, seen, expected, probes, weights[Aspect.VALUES], complete)
    else:
        values = _values_by_region(exercise, faults, seen, expected, probes, weights[Aspect.VALUES], wording)
    return Assessment(
        findings=(*findings, *_first_speaks(values, wording)),
        examples=_examples(faults.values(), exercise, wording),
        faults=faults,
    )


def is_mostly_wrong(exercise: Exercise, faults: Mapping[int, Fault], probes: Sequence[Probe]) -> bool:
    """Return whether an answer computes another function: most ordinary inputs that it answers have a wrong value.

    Args:
        exercise: what was asked.
        faults: of its outcomes, by the number of the probe.
        probes: all of them.
    """
    found = [faults.get(index) for index, probe in enumerate(probes) if probe.ordinary]
    answered = [fault for fault in found if fault is None or fault.kind not in (Aspect.RUNS, Aspect.RETURNS)]
    wrong = [fault for fault in answered if fault and _has_wrong_values(fault, exercise)]
    return 2 * sum(_share_wrong(fault, exercise) for fault in wrong) > len(answered)


def _is_right_in_single_precision(fault: Fault) -> bool:
    mine, theirs = fault.seen.returned, fault.expected.returned
    return isinstance(mine, np.ndarray) and mine.dtype == np.float32 and compare(mine, theirs, LOOSE) is None


def _has_wrong_values(fault: Fault, exercise: Exercise) -> bool:
    """Return whether numbers are wrong, not only of another kind, as 2 and 2.0. True and False are no numbers."""
    if fault.kind is not Aspect.DTYPE:
        return fault.kind is Aspect.VALUES
    mine = fault.seen.returned
    return numeric_kind(mine) == "bool" or compare(mine, fault.expected.returned, exercise.tolerance, False) is not None


def _share_wrong(fault: Fault, exercise: Exercise) -> float:
    """Return how much of a result is wrong: a part of several results or of a row that counts, or all of one."""
    mine, theirs = fault.seen.returned, fault.expected.returned
    if exercise.counts_elements:
        return 1.0 - _part_of_row(mine, theirs, exercise)
    if not isinstance(theirs, Tuple) or not isinstance(mine, list) or len(mine) != len(theirs):
        return 1.0
    return sum(compare(*pair, LOOSE, dtype=False) is not None for pair in zip(mine, theirs, strict=True)) / len(theirs)


def _lost_forms(faults: Mapping[int, Fault], seen: Observation, probes: Sequence[Probe]) -> set[int]:
    """Return the probes of the forms of input that an answer takes nowhere, if these are few.

    Such a fault is one, and shows in every region that has inputs of this form. It does not take a form if it stops
    there or returns another thing; wrong values have to do with the form only if all else is right.
    """
    forms: dict[str, list[int]] = {}
    for index, probe in enumerate(probes[: len(seen.outcomes)]):
        forms.setdefault(form_of(probe), []).append(index)
    nowhere = [form for form in forms.values() if all(index in faults for index in form)]
    lost = {index for form in nowhere for index in form}
    if not faults.keys() <= lost:
        lost = {
            index for form in nowhere if not any(faults[one].kind is Aspect.VALUES for one in form) for index in form
        }
    return lost if FEW * len(lost) <= len(probes) else set()


def _is_property(kind: Aspect, exercise: Exercise, expected: Observation, probes: Sequence[Probe]) -> bool:
    """Return whether an exercise asks for this before it asks for values."""
    if kind in (Aspect.RUNS, Aspect.RETURNS):
        return True
    if exercise.accept:
        return False  # no result is compared with the solution's
    promised = zip(probes, expected.outcomes, strict=False)
    return kind is Aspect.SHAPE or any(probe.dtype and numeric_kind(right.returned) for probe, right in promised)


def _values_by_region(
    exercise: Exercise,
    faults: Mapping[int, Fault],
    seen: Observation,
    expected: Observation,
    probes: Sequence[Probe],
    weight: float,
    wording: Wording,
) -> list[Finding]:
    findings = []
    by_region: dict[str, list[int]] = {}
    for index, probe in enumerate(probes):
        by_region.setdefault(probe.region, []).append(index)
    lost = _lost_forms(faults, seen, probes)
    # its share is taken once, where inputs of many forms are tried, or where most of the lost ones are
    charged = max(by_region, key=lambda name: (name == FORMS, len(lost.intersection(by_region[name])))) if lost else ""
    for region, indices in by_region.items():
        if region != charged and not lost.issuperset(indices):
            indices = [index for index in indices if index not in lost]
        reached = [index for index in indices if index < len(seen.outcomes)]
        faulty = [faults[index] for index in reached if index in faults]
        right = len(reached) - sum(fault.kind is not Aspect.DTYPE for fault in faulty)
        state: PropertyState = "not reached"
        part, message = _part_right(indices, Aspect.VALUES, exercise, seen, expected, probes), ""
        if exercise.counts_elements and len(reached) == len(indices):
            rows = [_part_of_row(seen.outcomes[i].returned, expected.outcomes[i].returned, exercise) for i in indices]
            part = float(np.mean(rows)) if min(rows) > 0 else 0.0
            message = f"Of the numbers, {100 * part:.0f} % are right here." if part else ""
        if any(fault.kind is Aspect.VALUES for fault in faulty):
            state = "failed"
            if not part and len(reached) == len(indices) and all(map(_is_right_in_single_precision, faulty)):
                part, message = 0.5, "Right here in single precision, of some seven digits."
        elif len(reached) == len(indices) and not any(_has_wrong_values(fault, exercise) for fault in faulty):
            if right == len(indices):
                state, part, message = "passed", 0.0, ""
            elif not part:
                # who has a key has the results of what is always asked
                drawn = [index for index in indices if index not in exercise.always_asked] or indices
                computed = sum(index not in faults or faults[index].kind is Aspect.DTYPE for index in drawn)
                part = min(computed / len(drawn), right / len(indices))
                if region == charged:
                    part /= 2  # for all the regions in which it would show
                if part:
                    message = f"{right} of {len(indices)} inputs come out right here."
                elif any(fault.kind is Aspect.RUNS for fault in faulty):
                    message = "Your code stops here."
        if state == "not reached" and len(reached) == len(indices) and not message:
            message = "There is no result of the right form to compare here."
        findings.append(Finding(Values(region), wording.region(region), state, message, weight=weight, part=part))
    return findings


def _part_of_row(mine: Plain, theirs: Plain, exercise: Exercise) -> float:
    """Return the part of a row's numbers that are right, 0 if these are less than half of them.

    A row may lack a number at one of its ends, or have one too many there.
    """
    if not (isinstance(mine, np.ndarray) and isinstance(theirs, np.ndarray) and mine.ndim == theirs.ndim == 1):
        return 0.0
    shorter, longer = sorted((len(mine), len(theirs)))
    if longer - shorter > 1 or not numeric_kind(mine):
        return 0.0
    rows = ((mine[:shorter], theirs[:shorter]), (mine[len(mine) - shorter :], theirs[len(theirs) - shorter :]))
    agree, due = max(
        ((elements_agree(*pair, exercise.tolerance), pair[1]) for pair in rows), key=lambda row: row[0].sum()
    )
    tells = ~elements_agree(np.zeros_like(due), due, exercise.tolerance)  # a zero is no achievement
    part = min(agree.sum() / max(longer, 1), agree[tells].mean() if tells.any() else 1.0)
    return float(part) if 2 * part >= 1 else 0.0


def _part_right(
    indices: Iterable[int],
    kind: Aspect,
    exercise: Exercise,
    seen: Observation,
    expected: Observation,
    probes: Sequence[Probe],
) -> float:
    """Return the part of several results that are right, each on all of some probes; 0 if one result is asked for."""
    if kind not in (Aspect.SHAPE, Aspect.DTYPE, Aspect.VALUES) or exercise.accept:
        return 0.0
    right: list[bool] = []
    telling: list[bool] = []
    for index in indices:
        if index >= len(seen.outcomes):
            return 0.0
        theirs, promised = expected.outcomes[index].returned, probes[index].dtype
        mine = seen.outcomes[index].returned
        if not isinstance(theirs, Tuple) or len(theirs) < 2 or seen.outcomes[index].raised:
            return 0.0
        if not isinstance(mine, list) or len(mine) != len(theirs):
            return 0.0
        found = [compare(*pair, exercise.tolerance, promised) for pair in zip(mine, theirs, strict=True)]
        holds = [not (one and (kind is Aspect.VALUES or one.kind in (kind, Aspect.RETURNS))) for one in found]
        right = [a and b for a, b in zip(right, holds, strict=True)] if right else holds
        tells = [numeric_kind(one) == "" or bool(np.any(one)) for one in theirs]
        telling = [a or b for a, b in zip(telling, tells, strict=True)] if telling else tells
    if kind is Aspect.VALUES:
        # a result that is 0 on all of these inputs is no achievement
        right = [one for one, tells in zip(right, telling, strict=True) if tells]
    return sum(right) / len(right) if right else 0.0


def _accepted(
    accept: Accept,
    seen: Observation,
    expected: Observation,
    probes: Sequence[Probe],
    weight: float,
    complete: bool,
) -> list[Finding]:
    results = [outcome.returned for outcome in seen.outcomes] if complete else []
    findings = []
    for share in accept(results, probes, [outcome.returned for outcome in expected.outcomes]):
        state: PropertyState = "not reached" if not complete else "passed" if share.passed else "failed"
        told = Finding(Values(share.name), share.label, state, weight=weight * share.weight)
        if state == "failed":
            told = replace(told, message=share.message, mistake=share.mistake)
        elif state == "passed":
            told = replace(told, note=share.note)
        findings.append(told)
    return findings


def _first_speaks(values: Sequence[Finding], wording: Wording) -> list[Finding]:
    """Return the values with a message on the first that fails without one, for all: a verdict shows one message."""
    wrong = [finding for finding in values if finding.state == "failed"]
    message = wording.wrong([finding.name.region for finding in wrong if isinstance(finding.name, Values)])
    mute = next((finding for finding in wrong if not finding.message), None)
    return [replace(finding, message=message) if finding is mute else finding for finding in values]


def _examples(faults: Collection[Fault], exercise: Exercise, wording: Wording) -> dict[PropertyName, Example]:
    """Return the smallest example of each property that fails, the one to show first in front."""
    examples: dict[PropertyName, Example] = {}
    for fault in sorted(faults, key=_size):
        if exercise.accept and fault.kind is Aspect.VALUES:
            continue  # what decided by itself has said what is wrong
        if fault.breaks not in examples:
            trace = fault.seen.raised.trace if fault.seen.raised else ()
            examples[fault.breaks] = Example(wording.example(fault), trace)
    return examples


def _size(fault: Fault) -> tuple[bool, int, int]:
    """Return a sort key of what to show first: a fault on an ordinary input, of an early kind, with few numbers."""
    return (not fault.probe.ordinary, KINDS.index(fault.kind), _numbers(fault.probe.args))


def _numbers(argument: object) -> int:
    """Return how many numbers an argument holds; lists and tuples may hold others of any length."""
    if isinstance(argument, (list, tuple)):
        return sum(map(_numbers, argument))
    return argument.size if isinstance(argument, np.ndarray) else 1
