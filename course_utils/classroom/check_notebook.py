"""Judge what was seen of a whole notebook; and run one that its owner trusts, on the owner's own machine."""

from collections.abc import Callable
from pathlib import Path

from course_utils.autograder.course import Course
from course_utils.autograder.exercise import Exercise
from course_utils.autograder.judge import judge
from course_utils.autograder.key import Key
from course_utils.autograder.plain import MalformedDataError
from course_utils.autograder.verdict import Verdict
from course_utils.classroom.plan import Plan, plan
from course_utils.classroom.run import Limits, Run, run
from course_utils.classroom.sandbox.processes import FreshProcess
from course_utils.errors import CourseError
from course_utils.notebook_format import Node

GRACE_SECONDS = 20.0  # for starting up, heavy imports and what cannot be interrupted

KeyOf = Callable[[Exercise], Key]


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
        folder: where the notebook lies and is run.
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
    limits = Limits(seconds, total_seconds=10 * seconds, wall_seconds=2 * seconds + GRACE_SECONDS)
    seen = run(
        planned,
        lambda fresh: FreshProcess(course, folder),
        lambda name: key_of(course.find(name)).seed,
        limits,
        lambda number: on_cell(number, planned.cells[-1].number),
        fresh=True,
    )
    return judge_run(planned, seen, key_of), seen


def judge_run(planned: Plan, seen: Run, key_of: KeyOf) -> list[Verdict]:
    """Return the verdict on every exercise of a run, in the order of the course."""
    return [_verdict(exercise, seen, key_of) for exercise in planned.exercises]


def _verdict(exercise: Exercise, seen: Run, key_of: KeyOf) -> Verdict:
    reason = seen.lost.get(exercise.id)
    if exercise.id in seen.observations and not (reason and not seen.observations[exercise.id].is_answered):
        try:
            return judge(exercise, seen.observations[exercise.id], key_of(exercise))
        except MalformedDataError as error:
            reason = f"What came back from your code cannot be read: {error}."
    return Verdict(exercise.id, exercise.title, "failed", 0.0, exercise.points, reason or "It was not seen.")
