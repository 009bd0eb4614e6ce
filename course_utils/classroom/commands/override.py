"""`override`: a score that a lecturer sets."""

import argparse

from course_utils.autograder.course import Course
from course_utils.autograder.rendering import on_one_line
from course_utils.classroom.commands.arguments import add_gradebook
from course_utils.errors import CourseError

SENTENCE = "Set a student's score on an exercise by hand, with the reason."


def add_arguments(course: Course, parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments.

    Args:
        course: the course.
        parser: the command's.
    """
    add_gradebook(course, parser)
    parser.add_argument("student", metavar="STUDENT", help="as in the first column of the csv, or a name or an id")
    parser.add_argument("exercise", metavar="EXERCISE", help=f"its id, as `{course.name} exercises` lists it")
    parser.add_argument("points", nargs="?", type=float, metavar="POINTS")
    parser.add_argument("--reason", metavar="TEXT", help="why: the student reads it")
    parser.add_argument("--remove", action="store_true", help="take your score back; what was graded counts again")


def run(options: argparse.Namespace) -> int:
    """Carry the command out and return its exit code."""
    from course_utils.classroom.gradebook import Gradebook
    from course_utils.classroom.override import remove_override, set_override

    if options.remove == (options.points is not None):
        raise CourseError("Give either the POINTS and a --reason, or --remove.")
    with Gradebook(options.course, options.gradebook) as book:
        if options.remove:
            done = remove_override(options.course, book, options.student, options.exercise)
        else:
            reason = options.reason or ""
            done = set_override(options.course, book, options.student, options.exercise, options.points, reason)
    print(on_one_line(done))
    return 0
