"""`release`: what students get."""

import argparse
from pathlib import Path

from course_utils.autograder.course import Course
from course_utils.classroom.commands.arguments import seed

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
        "--keys", type=seed, metavar="SEED",
        help=f"write the keys that a class was graded by with SEED, for {course.name} check --keys",
    )  # fmt: skip


def run(options: argparse.Namespace) -> int:
    """Carry the command out and return its exit code."""
    from course_utils.classroom.release import release_course, release_keys

    if options.keys is not None:
        release_keys(options.course, options.out, options.keys, options.notebook)
        print(f"{options.out} has the keys. With them a student finds the grade again:")
        print(f"{options.course.name} check NOTEBOOK --keys {options.out.name}")
        return 0
    wheel = release_course(options.course, options.out, options.notebook)
    print(f"{options.out} has the notebooks and the course without its answers. Students install the course with:")
    print(f"pip install {wheel}")
    return 0
