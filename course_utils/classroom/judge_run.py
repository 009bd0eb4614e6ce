"""Judge what was seen of a whole notebook. No learner's code runs here."""

from collections.abc import Callable

from course_utils.autograder.exercise import Exercise
from course_utils.autograder.judge import judge
from course_utils.autograder.key import Key
from course_utils.autograder.plain import MalformedDataError
from course_utils.autograder.verdict import Verdict
from course_utils.classroom.plan import Plan
from course_utils.classroom.run import Lost, Run

KeyOf = Callable[[Exercise], Key]

WORDS = {
    "cell": "Its cell was left out. {}",
    "check": "The check of your answer did not end. {}",
    "no reply": "Your code left no way to check it: {}.",
    "malformed": "What came back from your code cannot be read: {}.",
    "time": "The time for the whole notebook was up before this exercise.",
}


def judge_run(plan: Plan, seen: Run, key_of: KeyOf) -> list[Verdict]:
    """Return the verdict on every exercise of a notebook, in the order of the course.

    Args:
        plan: what was run.
        seen: what came of it.
        key_of: returns the key of an exercise.
    """
    return [_verdict(exercise, seen, key_of) for exercise in plan.exercises]


def _verdict(exercise: Exercise, seen: Run, key_of: KeyOf) -> Verdict:
    lost, observation = seen.lost.get(exercise.id), seen.observations.get(exercise.id)
    if observation is not None and not (lost and not observation.is_answered):
        try:
            return judge(exercise, observation, key_of(exercise))
        except MalformedDataError as error:
            lost = Lost("malformed", str(error))
    reason = WORDS[lost.why].format(lost.detail) if lost else "It was not seen."
    return Verdict(exercise.id, exercise.title, "failed", 0.0, exercise.points, reason)
