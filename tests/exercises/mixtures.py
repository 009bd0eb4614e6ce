"""Two faults at once, made by the dozen: a known misconception with another fault on top of it."""

from collections.abc import Iterator

from course_utils.autograder.exercise import Exercise
from course_utils.autograder.key_source import answers_for, key_for
from course_utils.autograder.kinds import FunctionExercise
from course_utils.course import COURSE
from course_utils.testing.verdicts import with_fault_on_top

FRAMEWORKS = ("keras", "torch", "capstone")  # whose answers take long to run
# The body of a wrapper around the answer, which is called `right`.
FAULTS = {
    "0 for a number": "    return 0.0 if np.ndim(args[0]) == 0 else right(*args)",
    "numbers refused": "    args[0].shape[0]\n    return right(*args)",
    "NaN swallowed": "    return np.nan_to_num(right(*args))",
    "empty refused": "    np.max(args[0])\n    return right(*args)",
    "rounded": "    return np.round(right(*args), 2)",
    "flattened": "    return np.ravel(right(*args))",
    "a tuple": "    return right(*args), args[0]",
    "single precision": "    return np.asarray(right(*args), dtype=np.float32)",
    "one dimension alone": "    assert np.ndim(args[0]) < 2\n    return right(*args)",
    "1 where all is 0": "    out = right(*args)\n    return out if np.any(args[0] != 0) else np.ones_like(out)",
    "one element taken out": "    out = right(*args)\n    return out[0] if np.shape(out) == (1,) else out",
}


def mixed_exercises() -> list[Exercise]:
    """Return the exercises that ask for one function of which a wrapper is a function of the same kind."""
    return [exercise for _, exercise in COURSE if _can_be_mixed(exercise)]


def _can_be_mixed(exercise: Exercise) -> bool:
    return (
        isinstance(exercise, FunctionExercise)
        and exercise.id.split(".")[0] not in FRAMEWORKS
        and exercise.scenario is None
        and len(exercise.names) == 1
        and not any(isinstance(outcome.returned, list) for outcome in key_for(exercise, 0).solution.outcomes)
    )


def mixtures(exercise: Exercise, fault: str) -> Iterator[tuple[str, str]]:
    """Yield the name of each misconception of an exercise, and its source with a fault of `FAULTS` on top."""
    for known in answers_for(exercise).misconceptions:
        yield known.name, with_fault_on_top(exercise, known.source, FAULTS[fault])
