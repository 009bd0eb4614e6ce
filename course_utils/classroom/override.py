"""A score that a lecturer sets, with the reason, in place of the one that was graded.

The score stands beside the verdict and not in it, so that grading again leaves it alone.
"""

import difflib
import math
import unicodedata
from collections.abc import Iterable
from datetime import UTC, datetime

from course_utils.autograder.course import Course
from course_utils.autograder.exercise import Exercise
from course_utils.autograder.verdict import format_points
from course_utils.classroom.gradebook import Gradebook, Override
from course_utils.errors import CourseError


def set_override(course: Course, book: Gradebook, student: str, exercise_id: str, points: float, reason: str) -> str:
    """Set a score and return a sentence on it.

    Args:
        course: the course that was graded.
        book: its gradebook.
        student: as the gradebook has it, or the name or id, if only one student has it.
        exercise_id: the exercise's.
        points: from 0 to what the exercise is worth.
        reason: for the student to read.

    Raises:
        CourseError: there is no such student or exercise, the points are out of range, or there is no reason.
    """
    found, exercise = _student(book, student), _exercise(course, exercise_id)
    if not (math.isfinite(points) and 0 <= points <= exercise.points):
        raise CourseError(
            f"{exercise.id} is worth {format_points(exercise.points)} points. Give from 0 to that, not {points:g}."
        )
    reason = " ".join(reason.split())
    if not reason:
        raise CourseError("Say why, with --reason: the student reads it beside the score.")
    moment = datetime.now(UTC).isoformat(timespec="seconds")
    book.set_override(Override(found, exercise.id, points, reason, moment))
    return f"{found} has {format_points(points)} of {format_points(exercise.points)} points on {exercise.id}: {reason}"


def remove_override(course: Course, book: Gradebook, student: str, exercise_id: str) -> str:
    """Take a score back and return a sentence on it.

    Args:
        course: the course that was graded.
        book: its gradebook.
        student: as the gradebook has it, or the name or id, if only one student has it.
        exercise_id: the exercise's.

    Raises:
        CourseError: no score was set, or there is no such student or exercise.
    """
    found, exercise = _student(book, student), _exercise(course, exercise_id)
    if not book.remove_override(found, exercise.id):
        raise CourseError(f"No score of {found} on {exercise.id} was set by hand, so there is none to take back.")
    return f"{found} has the graded score on {exercise.id} again."


def _student(book: Gradebook, wanted: str) -> str:
    students = {one.student: (one.name, one.platform_id) for one in book.people()}
    if wanted in students:
        return wanted
    # a Mac writes é as two letters; whoever types the name need not
    composed = unicodedata.normalize("NFC", wanted)
    fitting = [
        student
        for student, known_as in students.items()
        if wanted and composed in (unicodedata.normalize("NFC", one) for one in (student, *known_as))
    ]
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        raise CourseError(f"{len(fitting)} students go by {wanted!r}. Name one of {', '.join(fitting)}.")
    raise CourseError(f"The gradebook has no student {wanted!r}." + _similar(wanted, students))


def _exercise(course: Course, wanted: str) -> Exercise:
    exercises = {exercise.id: exercise for _, exercise in course}
    if wanted not in exercises:
        raise CourseError(
            f"There is no exercise {wanted!r}.{_similar(wanted, exercises)} `{course.name} exercises` lists them."
        )
    return exercises[wanted]


def _similar(wanted: str, known: Iterable[str]) -> str:
    close = difflib.get_close_matches(wanted, known, n=3)
    return f" Did you mean {' or '.join(close)}?" if close else ""
