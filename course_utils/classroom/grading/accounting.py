"""What becomes of each file that was handed in, before any code runs."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from course_utils.autograder.course import Course
from course_utils.classroom.account import Line
from course_utils.classroom.gradebook import Gradebook, Known, Person
from course_utils.classroom.grading.options import Options
from course_utils.classroom.grading.survey import Survey
from course_utils.classroom.roster import Roster, from_json, read_roster
from course_utils.classroom.submissions import Found, find_submissions

RANK = {"counts": 0, "older": 1, "set aside": 2, "beside": 3}
KEPT_LIST = "The class list of the last run is used. Name another one with --roster."


@dataclass(frozen=True)
class Recorded:
    """What the gradebook has from earlier runs: the students, what is known of their submissions, the class list."""

    people: tuple[Person, ...] = ()
    known: Mapping[tuple[str, str], Known] = field(default_factory=dict)
    roster: Roster | None = None


def recorded(course: Course, options: Options) -> Recorded:
    """Return what the gradebook has, nothing when there is none.

    Args:
        course: the course that it is of.
        options: what was asked for.
    """
    if not options.gradebook or not options.gradebook.exists():
        return Recorded()
    with Gradebook(course, options.gradebook) as book:
        text = book.class_list()
        return Recorded(book.people(), book.known(), from_json(text) if text else None)


def find(course: Course, options: Options, before: Recorded, folder: Path) -> tuple[Found, Roster | None]:
    """Find what was handed in, and whose it is.

    Args:
        course: the course that it is of.
        options: what was asked for.
        before: what the gradebook has. Its students keep the keys that they have there.
        folder: an empty one, for what zips hold.

    Returns:
        The submissions, the students, and what became of each other file; and the class list, if there is one.

    Raises:
        CourseError: nothing can be graded, or it cannot be told whose the work is.
    """
    roster = read_roster(options.roster, options.roster_columns) if options.roster else before.roster
    found = find_submissions(options.submissions, folder, course, roster, before.people, options.students)
    said = (KEPT_LIST,) if roster is before.roster and roster else roster.remarks if roster else ()
    return replace(found, said=(*said, *found.said)), roster


def account(found: Found, current: Iterable[Survey], older: Iterable[tuple[Survey, Survey]]) -> tuple[Line, ...]:
    """Return what becomes of each file, in the order of their places.

    Args:
        found: all that was handed in.
        current: the attempts that count.
        older: each other one, with the one that counts in its place.
    """
    lines: dict[str, Line] = {}
    for line in (*found.files, *_lines(current, older)):
        other = lines.get(line.place)
        if other:  # the file of a group, of whose members one may have handed in another later
            first, second = sorted((other, line), key=lambda item: RANK[item.fate])
            line = replace(first, students=tuple(dict.fromkeys((*first.students, *second.students))))
        lines[line.place] = line
    return tuple(sorted(lines.values(), key=lambda line: line.place))


def _lines(current: Iterable[Survey], older: Iterable[tuple[Survey, Survey]]) -> Iterator[Line]:
    for one in current:
        line = _line(one)
        yield replace(line, fate="set aside", reason=one.problem) if one.problem else line
    for one, newest in older:
        yield replace(_line(one), fate="older", of=newest.submission.place, reason=_why_older(one, newest))


def _line(one: Survey) -> Line:
    item = one.submission
    return Line(
        place=item.place,
        fate="counts",
        students=(item.student,),
        notebook=one.notebook,
        reason="None of its answers was begun." if one.untouched else "",
        moment=item.moment,
    )


def _why_older(one: Survey, newest: Survey) -> str:
    """Return why an attempt does not count, in a sentence."""
    mine, other = one.submission.order, newest.submission.order
    if one.untouched and not newest.untouched:
        return f"None of its answers was begun{', though it is the later one' if mine > other else ''}."
    if mine[:-1] == other[:-1]:
        return "Nothing tells which of the two is newer; the last by name counts."
    if bool(mine[0]) != bool(other[0]):
        return "The platform has left no time beside it."
    return "It is an older attempt."
