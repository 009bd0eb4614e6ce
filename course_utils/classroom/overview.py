"""What a lecturer should hear of the class as a whole, the widest trouble first."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from course_utils.autograder.properties import Aspect
from course_utils.autograder.rendering import counted
from course_utils.autograder.verdict import Verdict
from course_utils.classroom.account import Line
from course_utils.classroom.notes import CellError
from course_utils.classroom.scores import ClassScores, NotebookScore
from course_utils.notebook_files import notebook_title

WIDE = 0.1  # what more than this share of the class met stands first
COMMON = 3  # how many of the commonest errors are named
MANY = 3  # an exercise is looked at when so many have begun it
SHOWN = 60  # characters of an error
NAMES = re.compile(r"0x[0-9a-f]+|\d+(\.\d+)?")  # what differs between two errors of one kind


@dataclass(frozen=True)
class Finding:
    """Something that several in the class met, in a sentence, and how many students did."""

    students: int
    sentence: str


def overview(scores: ClassScores) -> list[Finding]:
    """Return what is to be said of a class, what more than a tenth of it met first."""
    findings = [*_without_notebook(scores), *_competing(scores.account)]
    for place, notebook in enumerate(scores.notebooks):
        handed_in = [one for one in (student.notebooks[place] for student in scores.students) if one.entry]
        title = notebook_title(scores.course, notebook)
        findings += [*_stopped(title, handed_in), *_set_up(title, handed_in), *_untouched(title, handed_in)]
        findings += _errors(title, handed_in)
        findings += _suspicious(title, handed_in)
    wide = [one for one in findings if one.students > WIDE * len(scores.students)]
    return sorted(wide, key=lambda one: -one.students) + [one for one in findings if one not in wide]


def _people(number: int, verb: str) -> str:
    singular, plural = verb.split("/")
    return f"{counted(number, 'student')} {singular if number == 1 else plural}"


def _without_notebook(scores: ClassScores) -> Iterator[Finding]:
    number = sum(not any(item.entry for item in student.notebooks) for student in scores.students)
    if number:
        yield Finding(number, f"{_people(number, 'has/have')} no notebook that could be graded.")


def _competing(account: Mapping[str, Sequence[Line]]) -> Iterator[Finding]:
    students = {
        student for lines in account.values() for line in lines if line.fate == "older" for student in line.students
    }
    if students:
        yield Finding(
            len(students),
            f"{_people(len(students), 'has/have')} handed in a notebook more than once; the newest with an answer "
            "counts.",
        )


def _stopped(title: str, scores: Sequence[NotebookScore]) -> Iterator[Finding]:
    stopped = [error.text for item in scores for error in _raised(item)[:1] if error.cell == 1]
    if stopped:
        (text, most), *_ = _kinds(stopped).most_common(1)
        yield Finding(
            len(stopped),
            f"{title}: the first cell of {counted(len(stopped), 'notebook')} stopped with an error, {most} of them "
            f"with {text.rstrip('.')}.",
        )


def _raised(item: NotebookScore) -> list[CellError]:
    """Return the errors that ended a cell, in order."""
    return [error for error in item.entry.errors if not error.line] if item.entry else []


def _set_up(title: str, scores: Sequence[NotebookScore]) -> Iterator[Finding]:
    lines = [[error.line for error in item.entry.errors if error.line] for item in scores if item.entry]
    first = [of_one[0] for of_one in lines if of_one]
    if first:
        ((line, most),) = Counter(first).most_common(1)
        yield Finding(
            len(first),
            f"{title}: {counted(len(first), 'notebook')} asked for what is not here, {most} of them by {line}. The "
            "rest was run.",
        )


def _untouched(title: str, scores: Sequence[NotebookScore]) -> Iterator[Finding]:
    number = sum(bool(item.entry and item.entry.untouched) for item in scores)
    if number:
        yield Finding(number, f"{title}: {counted(number, 'notebook')} came out untouched: no answer was begun.")


def _errors(title: str, scores: Sequence[NotebookScore]) -> Iterator[Finding]:
    met: Counter[str] = Counter()
    for item in scores:
        met.update(set(_kinds(error.text for error in _raised(item) if error.cell != 1)))
    for text, number in met.most_common(COMMON):
        if number > 1:
            yield Finding(number, f"{title}: a cell of {counted(number, 'notebook')} stopped with {text.rstrip('.')}.")


def _kinds(texts: Iterable[str]) -> Counter[str]:
    """Count errors, those that differ in their numbers alone as one."""
    first: dict[str, str] = {}
    return Counter(first.setdefault(NAMES.sub("#", text), text[:SHOWN].rstrip()) for text in texts)


def _is_there(verdict: Verdict) -> bool:
    return not any(one.name == Aspect.DEFINED and one.state == "failed" for one in verdict.properties)


def _suspicious(title: str, scores: Sequence[NotebookScore]) -> Iterator[Finding]:
    """Yield exercises that nobody passed, or that everybody failed in the same way: that may be a fault of ours."""
    for place, exercise in enumerate(item.exercise for item in scores[0].scores) if scores else ():
        verdicts = [verdict for item in scores if (verdict := item.scores[place].verdict)]
        begun = [verdict for verdict in verdicts if verdict.state != "unattempted" and _is_there(verdict)]
        if len(begun) < MANY or any(verdict.state == "passed" for verdict in begun):
            continue
        ways = {verdict.diagnosis.message if verdict.diagnosis else str(verdict) for verdict in begun}
        how = "failed it in the same way" if len(ways) == 1 else "passed it"
        who = "everybody who began it" if len(ways) == 1 else "nobody"
        yield Finding(
            len(begun),
            f"{title}, {exercise.title}: {who} {how} ({len(begun)} students). If that surprises you, it may be a fault "
            "of the course: look at one of them, and report it.",
        )
