"""Judge an observation by a key. Plain data in, a verdict out; nothing of the learner's runs here."""

from collections.abc import Sequence
from dataclasses import replace

from course_utils.autograder.assessment import find_fault
from course_utils.autograder.comparison import Tolerance, compare, numeric_kind
from course_utils.autograder.course import course_of
from course_utils.autograder.exercise import Exercise
from course_utils.autograder.findings import Assessment, Finding
from course_utils.autograder.key import Key, KnownMisconception
from course_utils.autograder.observation import Observation, Outcome
from course_utils.autograder.plain import MalformedDataError
from course_utils.autograder.probes import Probe
from course_utils.autograder.properties import Aspect, PropertyName
from course_utils.autograder.rendering import quoted
from course_utils.autograder.shortcuts import find_shortcut
from course_utils.autograder.verdict import Diagnosis, Property, State, Verdict


def judge(exercise: Exercise, seen: Observation, key: Key) -> Verdict:
    """Return the verdict on what was seen of an answer.

    Raises `MalformedDataError` when `seen` or `key` belongs to another exercise or to other probes.
    """
    probes = exercise.probes(key.seed)
    if seen.exercise != exercise.id or key.exercise != exercise.id:
        raise MalformedDataError(
            f"an observation of {seen.exercise!r} and a key of {key.exercise!r} for {exercise.id!r}"
        )
    if len(seen.outcomes) > len(probes):
        raise MalformedDataError(f"{len(seen.outcomes)} outcomes for {len(probes)} probes")
    if seen.is_unattempted:
        return Verdict(exercise.id, exercise.title, "unattempted", 0.0, exercise.points, _open_message(exercise.names))
    assessment = _assess(exercise, seen, key, probes)
    properties = _with_points(assessment.findings, exercise.points)
    points = sum(item.points for item in properties)
    complete = all(item.state == "passed" for item in properties)
    points = exercise.points if complete else min(max(round(points, 2), 0.0), exercise.points)
    state: State = "passed" if complete else "partial" if points > 0 else "failed"
    known = None if complete else diagnose(exercise, seen, key, probes, assessment)
    # the example belongs to the diagnosis where there is one, else it is the first
    shown = known.breaks if known else next(iter(assessment.examples), None)
    example = assessment.examples.get(shown) if shown else None
    return Verdict(
        exercise.id,
        exercise.title,
        state,
        points,
        exercise.points,
        _message(assessment.findings, shown),
        properties,
        example.counterexample if example else None,
        Diagnosis(known.name, known.message, known.hint) if known else None,
        example.trace if example else (),
        _notes(seen),
        exercise.not_checked,
    )


def _open_message(names: Sequence[str]) -> str:
    asked = " and ".join(quoted(name) for name in names)
    return (
        f"{asked}: nothing to check yet. Put your answer in place of the `...`, run the cell, and check again. "
        "If the cell shows an error, mend that first."
    )


def _assess(exercise: Exercise, seen: Observation, key: Key, probes: Sequence[Probe]) -> Assessment:
    """Return the exercise's own assessment behind the gates that hold for every kind."""
    gates = []
    undefined = " and ".join(quoted(name) for name in seen.undefined)
    names = " and ".join(quoted(name) for name in exercise.names)
    defined = f"{names} {'are' if len(exercise.names) > 1 else 'is'} defined"
    gates.append(
        Finding(Aspect.DEFINED, defined, "failed", f"There is no {undefined} yet. Run the cell that makes it.")
        if undefined
        else Finding(Aspect.DEFINED, defined, "passed")
    )
    if exercise.forbids:
        shortcut = find_shortcut(seen.source, exercise.forbids, course_of(exercise).aliases)
        message = f"It uses {quoted(shortcut)}. That is what we are building here: write it yourself."
        label = "is your own work, without a shortcut"
        gates.append(Finding(Aspect.SHORTCUT, label, "failed" if shortcut else "passed", message if shortcut else ""))
    if all(gate.state == "passed" for gate in gates):
        assessment = exercise.assess(seen, key.solution, probes)
        return replace(assessment, findings=(*gates, *assessment.findings))
    empty = exercise.assess(Observation(exercise.id), key.solution, probes)
    later = tuple(replace(finding, state="not reached", message="") for finding in empty.findings)
    return Assessment((*gates, *later))


def _with_points(findings: Sequence[Finding], points: float) -> tuple[Property, ...]:
    whole = sum(finding.weight for finding in findings)
    right = all(finding.state == "passed" for finding in findings if finding.is_value and not finding.reported)
    properties = []
    for finding in findings:
        share = points * finding.weight / whole
        earned = finding.state == "passed" and (right or not finding.reported)
        properties.append(
            Property(
                str(finding.name),
                finding.label,
                finding.state,
                finding.message or _deferred(finding, right),
                round(share, 4) if earned else 0.0,
                round(share, 4),
            )
        )
    return tuple(properties)


def _deferred(finding: Finding, right: bool) -> str:
    held_back = finding.reported and finding.state == "passed" and not right
    return "It counts once the values are right." if held_back else ""


def _message(findings: Sequence[Finding], shown: PropertyName | None) -> str:
    failed = [item for item in findings if item.state == "failed"]
    if not failed:
        holds = all(item.state == "passed" for item in findings)
        return "Every check holds." if holds else "Some checks were not reached."
    item = next((item for item in failed if item.name == shown), failed[0])
    if item.name is Aspect.RUNS:
        return "Your code stops on some inputs."
    return item.message or f"Not yet: {item.label}."


def _notes(seen: Observation) -> tuple[str, ...]:
    notes = []
    if seen.stopped == "time limit":
        notes.append("Your code was stopped at the time limit. Is there a loop that never ends?")
    if seen.stopped == "interrupted":
        notes.append("You stopped the check. Run it again when you are ready.")
    if seen.warnings:
        notes.append(f"Your code gave a warning, which costs no points: {quoted(seen.warnings[0])}.")
    if seen.printed:
        notes.append(
            f"Your code printed {quoted(seen.printed.strip()[:60])}. Printing shows a value; only `return` hands it on."
        )
    if seen.subclasses:
        notes.append(f"You returned a {quoted(seen.subclasses[0])}; the plain numbers in its array were compared.")
    return tuple(notes)


def diagnose(
    exercise: Exercise, seen: Observation, key: Key, probes: Sequence[Probe], assessment: Assessment
) -> KnownMisconception | None:
    """Return the misconception that the answer behaves like, if there is one.

    It is one when the property it breaks failed in the same way, the two agree on the ordinary probes that
    both answered, and something of that differs from the solution. Code that raised everywhere has none.
    Of several, the one that agrees on the most probes counts, then the one whose property comes first.
    """
    failed = [finding.name for finding in assessment.findings if finding.state == "failed"]
    if not any(outcome.raised is None for outcome in seen.outcomes):
        return None
    ranked = []
    for place, known in enumerate(key.misconceptions):
        if known.breaks in failed and _behaves_like(exercise, seen, known, key.solution, probes):
            agreeing = sum(
                _agree(exercise, a, b) for a, b in zip(seen.outcomes, known.observation.outcomes, strict=False)
            )
            ranked.append((-agreeing, failed.index(known.breaks), place, known))
    if not ranked:
        return None
    return min(ranked, key=lambda entry: entry[:3])[3]


def _behaves_like(
    exercise: Exercise, seen: Observation, known: KnownMisconception, solution: Observation, probes: Sequence[Probe]
) -> bool:
    theirs = known.observation
    differs = known.breaks in (Aspect.INPUT_UNTOUCHED, Aspect.VECTORIZED)  # no returned value shows these
    for probe, mine, other, right in zip(probes, seen.outcomes, theirs.outcomes, solution.outcomes, strict=False):
        if known.breaks is Aspect.INPUT_UNTOUCHED and mine.input_changed != other.input_changed:
            return False
        if known.breaks is Aspect.RUNS and mine.raised is not None and other.raised is None:
            return False  # it stops elsewhere as well, so for another reason
        breaks_here = _breaks_here(known.breaks, probe, other, right, exercise)
        if breaks_here or (probe.ordinary and mine.raised is None and other.raised is None):
            if not _agree(exercise, mine, other):
                return False
            if known.breaks is Aspect.DTYPE and numeric_kind(mine.returned) != numeric_kind(other.returned):
                return False
            differs = differs or breaks_here or not _agree(exercise, mine, right)
    return differs


def _breaks_here(breaks: PropertyName, probe: Probe, theirs: Outcome, right: Outcome, exercise: Exercise) -> bool:
    """Return whether `probe` is one on which the misconception breaks its property."""
    fault = find_fault(theirs, right, probe, exercise)
    return fault is not None and fault.breaks == breaks


def _agree(exercise: Exercise, a: Outcome, b: Outcome) -> bool:
    """Return whether two outcomes show the same: the same value, or an exception of the same type.

    Another way of writing the same mistake rounds differently, so this is looser than a check of values.
    """
    if a.raised or b.raised:
        return a.raised is not None and b.raised is not None and a.raised.type_name == b.raised.type_name
    loose = Tolerance(max(exercise.tolerance.rtol, 1e-6), max(exercise.tolerance.atol, 1e-9))
    return compare(a.returned, b.returned, loose, dtype=False) is None
