"""A course in one notebook: a line through points, and the words of a text."""

from course_utils.autograder import Course

__version__ = "0.3"

COURSE = Course(
    name="line-course",
    title="A course on lines and words.",
    version=__version__,
    package="line_course",
    variables="LINE_COURSE",
)


def main() -> int:
    """Run the command line-course and return its exit code."""
    from course_utils import cli  # notebooks import this module and need no command

    return cli.main(COURSE)
