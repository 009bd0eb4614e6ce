"""The ReLU course as a value, and its command. Another course has a file like this one."""

import sys
from collections.abc import Sequence
from dataclasses import replace

from course_utils.autograder.course import Course
from course_utils.libraries import MATPLOTLIB, Library
from course_utils.version import __version__


def _load_digits() -> None:
    from course_utils.experiments.digits import standardized_mnist  # seconds, and few notebooks need the data

    standardized_mnist()


COURSE = Course(
    name="relu-course",
    title="A course on one function: ReLU.",
    version=__version__,
    package="course_utils",
    variables="RELU_COURSE",
    own_libraries=(
        replace(MATPLOTLIB, mention=r"\b(matplotlib|figures|explorers)\b"),
        Library(name="digits", mention=r"\bdigits\b", preload=_load_digits),
        Library(name="activations", aliases={"activations": "course_utils.activations"}),
    ),
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command relu-course and return its exit code."""
    from course_utils import cli  # notebooks import this module and need no command

    return cli.main(COURSE, arguments)


if __name__ == "__main__":
    sys.exit(main())
