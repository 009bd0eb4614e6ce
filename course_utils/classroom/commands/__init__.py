"""The commands of a lecturer, one module each: its arguments, and what it runs.

What a command runs is imported when it runs, so that no other command waits for it.
"""

import argparse
from collections.abc import Callable

from course_utils.autograder.course import Course
from course_utils.classroom.commands import export, grade, override, release, report

AddCommand = Callable[[str, Callable[[argparse.Namespace], int], str], argparse.ArgumentParser]


def add_commands(course: Course, command: AddCommand) -> None:
    """Add the commands of a lecturer.

    Args:
        course: the course.
        command: takes a name, what to run and a sentence on it, and returns the command's parser.
    """
    for name, module in (
        ("release", release),
        ("grade", grade),
        ("override", override),
        ("export", export),
        ("report", report),
    ):
        module.add_arguments(course, command(name, module.run, module.SENTENCE))
