"""`release`: what students get."""

import argparse
from pathlib import Path

from course_utils.autograder.course import Course
from course_utils.classroom.commands.arguments import seed
from course_utils.errors import CourseError

SENTENCE = "Write what students get: notebooks and a course without its answers."


def add_arguments(course: Course, parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments.

    Args:
        course: the course.
        parser: the command's.
    """
    parser.add_argument("--out", type=Path, required=True, metavar="OUT", help="a new folder; with --keys, a new file")
    parser.add_argument(
        "--notebook",
        nargs="+",
        action="extend",
        default=[],
        metavar="N",
        help="only these notebooks, by their numbers (default: all)",
    )
    parser.add_argument(
        "--keys", type=_gradebook_or_seed, metavar="GRADEBOOK",
        help=f"write the keys that a class was graded by, for {course.name} check --keys. The gradebook records that "
        "they are out. In its place, the seed of a run",
    )  # fmt: skip


def _gradebook_or_seed(text: str) -> Path | int:
    """Return a seed, or the path of what is none, for argparse."""
    return seed(text) if text.isdigit() or text.startswith("-") else Path(text)


def run(options: argparse.Namespace) -> int:
    """Carry the command out and return its exit code."""
    from course_utils.classroom.release import release_course, release_keys

    if options.keys is not None:
        if isinstance(options.keys, Path):
            _release_keys_of(options)
        else:
            release_keys(options.course, options.out, options.keys, options.notebook)
        print(f"{options.out} has the keys. With them a student finds the grade again:")
        print(f"{options.course.name} check NOTEBOOK --keys {options.out.name}")
        return 0
    wheel = release_course(options.course, options.out, options.notebook)
    print(f"{options.out} has the notebooks and the course without its answers. Students install the course with:")
    print(f"pip install {wheel}")
    return 0


def _release_keys_of(options: argparse.Namespace) -> None:
    """Write the keys of a gradebook, and record in it that they are out."""
    from course_utils.classroom.gradebook import Gradebook
    from course_utils.classroom.release import release_keys

    with Gradebook(options.course, options.keys) as book:
        recorded = book.settings().get("seed")
        if recorded is None:
            raise CourseError(f"{options.keys} holds no grades yet, and so no keys that a class was graded by.")
        book.record_released_keys()  # first, so that no keys are out that the gradebook does not know of
        release_keys(options.course, options.out, int(recorded), options.notebook)
