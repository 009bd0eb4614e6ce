"""Judge an observation by a key. Plain data in, a verdict out; nothing of the learner's runs here."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from course_utils.autograder.assessment import is_mostly_wrong
from course_utils.autograder.course import course_of
from course_utils.autograder.diagnosis import Diagnosed, View, diagnose
from course_utils.autograder.exercise import Exercise
from course_utils.autograder.findings import Assessment, Finding
from course_utils.autograder.forms import NOT_OF_RESULTS
from course_utils.autograder.handed_back import undone
from course_utils.autograder.key import Key
from course_utils.autograder.observation import COMPUTED, INTERRUPTED, WAITED, Observation
from course_utils.autograder.plain import MalformedDataError
from course_utils.autograder.probes import Probe
from course_utils.autograder.properties import Aspect, PropertyName, Values
from course_utils.autograder.rendering import quoted
from course_utils.autograder.shortcuts import UnreadableError, find_shortcut
from course_utils.autograder.verdict import Property, Verdict

SHARE_OF_ANOTHER_FUNCTION = 1 / 3  # of the points, at most, for what computes something else on most inputs
LONGEST_SIGNATURE = 100  # characters of it that are kept
SHARE_OF_ANOTHER_THING = 0.7  # of the points, at most, for a list in place of an array, more than was asked, or nothing
HANDED_BACK = (Aspect.RETURNS, Aspect.SHAPE)


def judge(exercise: Exercise, seen: Observation, key: Key) -> Verdict:
    """Return the verdict on an answer.

    Args:
        exercise: what was asked.
        seen: what was observed of the answer.
        key: what the solution and the misconceptions show on the same probes.

    Returns:
        The verdict.

    Raises:
        MalformedDataError: `seen` or `key` belongs to another exercise, or `seen` to other probes.
    """
    probes = exercise.probes(key.seed)
    if seen.exercise != exercise.id or key.exercise != exercise.id:
        raise MalformedDataError(
            f"an observation of {seen.exercise!r} and a key of {key.exercise!r} for {exercise.id!r}"
        )
    if len(seen.outcomes) > len(probes):
        raise MalformedDataError(f"{len(seen.outcomes)} outcomes for {len(probes)} probes")
    if seen.is_unattempted:
        return Verdict(
            exercise=exercise.id,
            title=exercise.title,
            state="unattempted",
            points=0.0,
            out_of=exercise.points,
            message=_open_message(exercise.names),
        )
    return _verdict(exercise, seen, key, probes)


def _verdict(exercise: Exercise, seen: Observation, key: Key, probes: Sequence[Probe]) -> Verdict:
    assessment = _assess(exercise, seen, key, probes)
    handed_back = undone(seen, key.solution) if assessment.faults else None
    inside = View(handed_back, _assess(exercise, handed_back, key, probes)) if handed_back else None
    properties = _properties(exercise, probes, assessment, inside)
    points = _earned(properties)
    complete = all(item.state == "passed" for item in properties)
    points = exercise.points if complete else min(max(round(points, 2), 0.0), exercise.points)
    diagnosed = Diagnosed() if complete else diagnose(exercise, View(seen, assessment), inside, key, probes)
    shown = _shown(assessment, diagnosed)
    examples = [assessment.examples[name] for name in shown if name in assessment.examples]
    return Verdict(
        exercise=exercise.id,
        title=exercise.title,
        state="passed" if complete else "partial" if points > 0 else "failed",
        points=points,
        out_of=exercise.points,
        message=_message(assessment.findings, shown[0] if shown else None),
        properties=properties,
        counterexamples=tuple(example.counterexample for example in examples),
        diagnoses=tuple(named.diagnosis for named in diagnosed.names),
        trace=next((example.trace for example in examples if example.trace), ()),
        notes=(
            *(finding.note for finding in assessment.findings if finding.note),
            *_notes(seen),
            *_settings_notes(exercise, seen),
        ),
        signed=_signed(exercise, seen),
        not_checked=exercise.not_checked,
    )


def _properties(
    exercise: Exercise, probes: Sequence[Probe], assessment: Assessment, inside: View | None
) -> tuple[Property, ...]:
    """Return the properties with their points. What hands back another kind of thing is judged by what is `inside`."""
    findings, faults = assessment.findings, assessment.faults
    properties = _with_points(findings, exercise.points)
    another_thing = [one.name for one in findings if one.name in HANDED_BACK and one.state == "failed"]
    if inside:
        less = "It counts in full once the result is handed back as asked."
        better = _with_points(_handed_back(findings, inside.assessment.findings, less), exercise.points)
        if Aspect.RETURNS in another_thing or _earned(better) > _earned(properties):
            faults, properties = inside.assessment.faults, better
            properties = _at_most(exercise.points * SHARE_OF_ANOTHER_THING, properties, less)
    elif Aspect.RETURNS in another_thing:
        less = "It counts in full once a result is returned."
        properties = _at_most(exercise.points * SHARE_OF_ANOTHER_THING, properties, less)
    if is_mostly_wrong(exercise, faults, probes):
        most, less = SHARE_OF_ANOTHER_FUNCTION, "It counts in full once most inputs come out right."
        properties = _at_most(exercise.points * most, properties, less)
    return properties


def _handed_back(outside: Sequence[Finding], inside: Sequence[Finding], less: str) -> list[Finding]:
    """Return the findings on what is inside, with those failures that are there because of how it is handed back."""
    found = {one.name: one for one in outside if one.state == "failed" or one.name is Aspect.RETURNS}
    merged = []
    for one in inside:
        if one.name in found and one.name in HANDED_BACK:
            one = found[one.name]
        elif one.name in found and one.state == "passed":
            one = replace(found[one.name], part=1.0, message=found[one.name].message or less)
        merged.append(one)
    return merged


def _shown(assessment: Assessment, diagnosed: Diagnosed) -> list[PropertyName]:
    """Return the properties whose examples are shown, two at most: the named ones, then one that fails besides.

    Without a name, the second is a failure of another kind: a wrong value beside a stop, for example. It comes first if
    what has a name is no fault of a result.
    """
    shown = [named.breaks for named in diagnosed.names] or list(assessment.examples)[:1]
    kinds = {_kind(name) for name in shown}
    besides = [name for name in assessment.examples if name in diagnosed.unexplained and _kind(name) not in kinds]
    if besides and all(name in NOT_OF_RESULTS for name in shown):
        return [besides[0], *shown][:2]  # a wrong result is worse than a slow way to it
    return [*shown, *besides][:2]


def _kind(name: PropertyName) -> Aspect:
    return Aspect.VALUES if isinstance(name, Values) else name


def _open_message(names: Sequence[str]) -> str:
    return (
        f"{_listed(names)}: nothing to check yet. Put your answer in place of the `...`, run the cell, and check "
        "again. If the cell shows an error, mend that first."
    )


def _assess(exercise: Exercise, seen: Observation, key: Key, probes: Sequence[Probe]) -> Assessment:
    """Return the exercise's own assessment behind the gates that hold for every kind."""
    gates = [_defined_finding(exercise, seen)]
    if exercise.forbids:
        gates.append(_shortcut_finding(exercise, seen))
    if all(gate.state == "passed" for gate in gates):
        assessment = exercise.assess(seen, key.solution, probes)
        return replace(assessment, findings=(*gates, *assessment.findings))
    empty = exercise.assess(Observation(exercise.id), key.solution, probes)
    later = tuple(replace(finding, state="not reached", message="") for finding in empty.findings)
    return Assessment((*gates, *later))


def _defined_finding(exercise: Exercise, seen: Observation) -> Finding:
    label = f"{_listed(exercise.names)} {'are' if len(exercise.names) > 1 else 'is'} defined"
    if seen.undefined:
        message = f"There is no {_listed(seen.undefined)} yet. Run the cell that makes it."
        return Finding(Aspect.DEFINED, label, "failed", message)
    return Finding(Aspect.DEFINED, label, "passed")


def _shortcut_finding(exercise: Exercise, seen: Observation) -> Finding:
    label = "is your own work, without a shortcut"
    try:
        shortcut = find_shortcut(seen.source, exercise.forbids, course_of(exercise).aliases)
    except UnreadableError:
        message = "Its cell is no Python that can be read. Keep what only IPython understands out of the answer's cell."
        return Finding(Aspect.SHORTCUT, label, "failed", message)
    if shortcut:
        message = f"It uses {quoted(shortcut)}. That is what we are building here: write it yourself."
        return Finding(Aspect.SHORTCUT, label, "failed", message)
    return Finding(Aspect.SHORTCUT, label, "passed")


def _listed(names: Sequence[str]) -> str:
    return " and ".join(map(quoted, names))


def _with_points(findings: Sequence[Finding], points: float) -> tuple[Property, ...]:
    whole = sum(finding.weight for finding in findings)
    right = _share_right([finding for finding in findings if finding.is_value and not finding.reported])
    properties = []
    for finding in findings:
        share = points * finding.weight / whole
        earned = (1.0 if finding.state == "passed" else finding.part) * _weight_of_evidence(finding, right)
        properties.append(
            Property(
                name=str(finding.name),
                label=finding.label,
                state=finding.state,
                message=finding.message or _deferred(finding, _weight_of_evidence(finding, right)) or _part(finding),
                points=round(share * earned, 4),
                out_of=round(share, 4),
            )
        )
    return tuple(properties)


def _earned(properties: Sequence[Property]) -> float:
    return sum(item.points for item in properties)


def _at_most(most: float, properties: Sequence[Property], less: str) -> tuple[Property, ...]:
    """Return the properties with fewer points each, if all together have more than `most`."""
    earned = _earned(properties)
    if earned <= most:
        return tuple(properties)
    return tuple(
        replace(item, points=round(item.points * most / earned, 4), message=item.message or less)
        if item.points
        else item
        for item in properties
    )


def _part(finding: Finding) -> str:
    """Return how many of several results are right, if a property does not hold for the others."""
    part = Fraction(finding.part).limit_denominator(9)
    return f"{part.numerator} of {part.denominator} results are right here." if part else ""


def _share_right(values: Sequence[Finding]) -> float:
    """Return how much of the values is right, of those that prove something by themselves."""
    whole = sum(finding.weight for finding in values)
    right = sum(finding.weight * (1.0 if finding.state == "passed" else finding.part) for finding in values)
    return right / whole if whole else 1.0


def _weight_of_evidence(finding: Finding, right: float) -> float:
    """Return how much a property earns of its share when so much of the values is right.

    A value that is known beforehand counts in full as soon as half of the others are right, what a process says of
    itself as far as they are.
    """
    if not finding.reported:
        return 1.0
    return min(1.0, 2 * right) if finding.is_value else right


def _deferred(finding: Finding, earned: float) -> str:
    if finding.state != "passed" or earned == 1.0:
        return ""
    return "It earns more once more of the others are right." if earned else "It earns points once others do."


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
    if seen.stopped == COMPUTED:
        notes.append("Your code computed until its time was up, and was stopped. Is there a loop that never ends?")
    if seen.stopped == WAITED:
        notes.append("Your code waited, hardly computed, and was stopped. What does it wait for?")
    if seen.stopped == INTERRUPTED:
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


def _signed(exercise: Exercise, seen: Observation) -> str:
    """Return the name under which an answer was given, "" if the exercise asks for none or none can be read."""
    if exercise.signature is None or exercise.signature >= len(seen.outcomes):
        return ""
    name = seen.outcomes[exercise.signature].returned
    if not isinstance(name, str):
        return ""
    return "".join(letter if letter.isprintable() else "?" for letter in " ".join(name.split())[:LONGEST_SIGNATURE])


def _settings_notes(exercise: Exercise, seen: Observation) -> list[str]:
    return [
        f"A cell changed {switch.name} for the whole notebook. Your answer was checked with the usual setting. "
        f"To put it back yourself: {quoted(switch.put_back)}."
        for switch in course_of(exercise).named_switches
        if switch.name in seen.changed_settings
    ]
