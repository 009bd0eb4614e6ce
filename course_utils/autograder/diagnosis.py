"""Find the known misconception that an answer behaves like."""

from collections.abc import Iterator, Sequence

from course_utils.autograder.assessment import find_fault
from course_utils.autograder.comparison import Tolerance, compare, numeric_kind
from course_utils.autograder.exercise import Exercise
from course_utils.autograder.findings import Assessment
from course_utils.autograder.key import Key, KnownMisconception
from course_utils.autograder.observation import Observation, Outcome
from course_utils.autograder.probes import Probe
from course_utils.autograder.properties import Aspect, PropertyName


def diagnose(
    exercise: Exercise, seen: Observation, key: Key, probes: Sequence[Probe], assessment: Assessment
) -> KnownMisconception | None:
    """Return the misconception that the answer behaves like.

    An answer behaves like a misconception when the property that it breaks failed in the same way, the two agree on the
    ordinary probes that both answered, and something of that differs from the solution. Code that raised everywhere
    behaves like none. Of several, the one that agrees on the most probes counts, then the one whose property comes
    first.

    Args:
        exercise: what was asked.
        seen: what was observed of the answer.
        key: what the solution and the misconceptions show on the same probes.
        probes: the probes of all of these.
        assessment: what was found of the answer.

    Returns:
        The misconception, or None when there is none.
    """
    if all(outcome.raised for outcome in seen.outcomes):
        return None
    failed = [finding.name for finding in assessment.findings if finding.state == "failed"]
    wrong = [not _agree(exercise, mine, right) for mine, right in _pairs(seen, key.solution)]
    ranked = []
    for place, known in enumerate(key.misconceptions):
        if known.breaks in failed and _behaves_like(exercise, seen, known, key.solution, probes, wrong):
            agreeing = sum(_agree(exercise, mine, theirs) for mine, theirs in _pairs(seen, known.observation))
            ranked.append((-agreeing, failed.index(known.breaks), place, known))
    if not ranked:
        return None
    return min(ranked, key=lambda entry: entry[:3])[3]


def _pairs(one: Observation, other: Observation) -> Iterator[tuple[Outcome, Outcome]]:
    """Return the outcomes of the probes that both have."""
    return zip(one.outcomes, other.outcomes, strict=False)


def _behaves_like(
    exercise: Exercise,
    seen: Observation,
    known: KnownMisconception,
    solution: Observation,
    probes: Sequence[Probe],
    wrong: Sequence[bool],
) -> bool:
    """Return whether an answer, whose outcomes are `wrong` or not, behaves like one misconception."""
    shown = known.breaks in (Aspect.INPUT_UNTOUCHED, Aspect.VECTORIZED)  # no returned value shows these
    pairs = zip(probes, wrong, _pairs(seen, known.observation), solution.outcomes, strict=False)
    for probe, is_wrong, (mine, theirs), right in pairs:
        if _contradicts(known.breaks, mine, theirs):
            return False
        fault = find_fault(theirs, right, probe, exercise)
        breaks_here = fault is not None and fault.breaks == known.breaks
        if breaks_here or (probe.ordinary and mine.raised is None and theirs.raised is None):
            if not _same_mistake(exercise, known.breaks, mine, theirs):
                return False
            shown = shown or breaks_here or is_wrong
    return shown


def _contradicts(breaks: PropertyName, mine: Outcome, theirs: Outcome) -> bool:
    """Return whether an outcome shows by itself that the property does not fail as in the misconception."""
    if breaks is Aspect.RUNS:
        return mine.raised is not None and theirs.raised is None  # it stops elsewhere as well, so for another reason
    return breaks is Aspect.INPUT_UNTOUCHED and mine.input_changed != theirs.input_changed


def _same_mistake(exercise: Exercise, breaks: PropertyName, mine: Outcome, theirs: Outcome) -> bool:
    if breaks is Aspect.DTYPE and numeric_kind(mine.returned) != numeric_kind(theirs.returned):
        return False  # `_agree` overlooks it
    return _agree(exercise, mine, theirs)


def _agree(exercise: Exercise, a: Outcome, b: Outcome) -> bool:
    """Return whether two outcomes show the same: the same value, or an exception of the same type.

    Another way of writing the same mistake rounds differently, so this is looser than a check of values.
    """
    if a.raised or b.raised:
        return a.raised is not None and b.raised is not None and a.raised.type_name == b.raised.type_name
    loose = Tolerance(max(exercise.tolerance.rtol, 1e-6), max(exercise.tolerance.atol, 1e-9))
    return compare(a.returned, b.returned, loose, dtype=False) is None
