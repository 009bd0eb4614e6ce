"""Short ways to a verdict."""

from course_utils.autograder.exercise import Exercise
from course_utils.autograder.judge import judge
from course_utils.autograder.key_source import answers_for, key_for, observe_source
from course_utils.autograder.verdict import Verdict


def verdict_on_source(exercise: Exercise, source: str, seed: int = 0, seconds: float = 10.0) -> Verdict:
    """Return the verdict on an answer.

    Args:
        exercise: what was asked.
        source: the answer as text. It runs in this process, after the setup that the exercise's answers have.
        seed: what the inputs are drawn from.
        seconds: how long the answer may run.
    """
    answers = answers_for(exercise)
    return judge(exercise, observe_source(exercise, source, answers.setup, seed, seconds), key_for(exercise, seed))


def with_fault_on_top(exercise: Exercise, source: str, body: str) -> str:
    """Return an answer whose function is wrapped in another one, which has a fault of its own.

    Args:
        exercise: what was asked; one function.
        source: the answer.
        body: the indented body of the wrapper. It calls the answer as `right(*args)`, and NumPy as `np`.
    """
    (mine,) = exercise.names
    return f"{source}\nimport numpy as np\nright_ = {mine}\ndef {mine}(*args, right=right_):\n{body}\n"


def states(verdict: Verdict) -> dict[str, str]:
    """Return the state of each property by its name."""
    return {item.name: item.state for item in verdict.properties}
