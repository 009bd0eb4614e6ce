"""What the commands share: kinds of arguments, and the arguments that several of them have."""

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path

from course_utils.autograder.course import Course
from course_utils.autograder.rendering import on_one_line
from course_utils.errors import CourseError


def positive(text: str) -> float:
    """Return a number of seconds above 0, for argparse."""
    try:
        number = float(text)
    except ValueError:
        number = 0.0
    if not 0 < number < 1e6:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of seconds above 0")
    return number


def weight(text: str) -> float:
    """Return a number from 0 to 1, for argparse."""
    try:
        number = float(text)
    except ValueError:
        number = -1.0
    if not 0 <= number <= 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no number from 0 to 1")
    return number


def count(text: str) -> int:
    """Return a whole number above 0, for argparse."""
    if not text.isascii() or not text.isdigit() or not 0 < int(text[:10]) < 10**9:
        raise argparse.ArgumentTypeError(f"{text!r} is no whole number above 0")
    return int(text)


def seed(text: str) -> int:
    """Return a seed, a whole number from 0 up, for argparse."""
    if not text.isascii() or not text.isdigit() or len(text) > 30:
        raise argparse.ArgumentTypeError(f"{text!r} is no seed: use a whole number from 0 up, of 30 digits at most")
    return int(text)


def add_gradebook(course: Course, parser: argparse.ArgumentParser) -> None:
    """Add the gradebook that a command reads.

    Args:
        course: the course.
        parser: the command's.
    """
    made = f"the file that `{course.name} grade` has made"
    parser.add_argument("gradebook", type=Path, metavar="GRADEBOOK", help=made)


def add_notebooks(parser: argparse.ArgumentParser, text: str) -> None:
    """Add the choice of notebooks.

    Args:
        parser: the command's.
        text: what the choice does.
    """
    parser.add_argument("--notebook", nargs="+", default=[], metavar="N", help=text)


def add_weight_of_choices(parser: argparse.ArgumentParser) -> None:
    """Add what exercises count of which the right answer is the same for everyone.

    Args:
        parser: the command's.
    """
    parser.add_argument(
        "--choices",
        type=weight,
        default=1.0,
        metavar="WEIGHT",
        help="what choices count, and other exercises of which the right answer is the same for everyone: from 0, "
        "which leaves them out, to 1, as they are",
    )


def chosen_notebooks(options: argparse.Namespace) -> tuple[str, ...]:
    """Return the file names of the notebooks that were chosen."""
    return tuple(options.course.notebook(number).name for number in options.notebook)


def require_new(path: Path, force: bool) -> None:
    """Make sure that a file may be written.

    Args:
        path: the file.
        force: whether one that is there may be overwritten.

    Raises:
        CourseError: it may not.
    """
    if path.is_dir():
        raise CourseError(f"{path} is a folder. Name a file.")
    if path.exists() and not force:
        raise CourseError(f"{path} exists already. Choose another name, or add --force to overwrite it.")


def print_remarks(lines: Iterable[str]) -> None:
    """Print sentences that are not the command's result."""
    for line in lines:
        print(on_one_line(line), file=sys.stderr)
