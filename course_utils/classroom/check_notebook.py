"""Run and judge a notebook that its owner trusts, on the owner's own machine."""

import functools
from collections.abc import Callable
from pathlib import Path

from course_utils.autograder.course import Course
from course_utils.autograder.verdict import Verdict
from course_utils.classroom.judge_run import KeyOf, judge_run
from course_utils.classroom.limits import checking_limits
from course_utils.classroom.plan import plan
from course_utils.classroom.run import Run, run
from course_utils.classroom.sandbox.trusted import TrustedProcess
from course_utils.errors import CourseError
from course_utils.notebook_format import Node


def check_notebook(
    course: Course,
    notebook: Node,
    folder: Path,
    key_of: KeyOf,
    seconds: float,
    on_cell: Callable[[int, int], None] = lambda number, total: None,
) -> tuple[list[Verdict], Run]:
    """Run a notebook without walls and judge every exercise in it.

    Args:
        course: the course that it is of.
        notebook: the notebook.
        folder: in which the notebook lies and is run.
        key_of: returns the key of an exercise.
        seconds: how long each cell, and each exercise, may take.
        on_cell: called with the number of the cell that runs and with how many there are.

    Returns:
        The verdicts, in order, and what happened on the way.

    Raises:
        CourseError: the notebook has no exercise of this course, or one that this version does not have.
    """
    planned = plan(course, notebook)
    if planned.unknown:
        raise CourseError(f"This notebook is of another version of the course: it asks for {planned.unknown[0]!r}.")
    seen = run(
        planned,
        ways=(functools.partial(TrustedProcess, course, folder),),
        seed_of=lambda name: key_of(course.find(name)).seed,
        limits=checking_limits(seconds),
        on_cell=lambda number: on_cell(number, planned.cells[-1].number),
    )
    return judge_run(planned, seen, key_of), seen
