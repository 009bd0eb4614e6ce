"""What a graded run follows from: the seed of each exercise, and keys that are the same every time."""

import hashlib

from course_utils.autograder import Exercise
from course_utils.autograder.course import Course
from course_utils.autograder.key import Key
from course_utils.autograder.key_source import answers_for, key_for, run_source
from course_utils.libraries import seed_generators


def exercise_seed(seed: int, exercise_id: str) -> int:
    """Return the seed of one exercise, a number below 2**64.

    Each exercise has its own, and none tells another: a process that observes one answer must not know what
    the next will be tried on.

    Args:
        seed: that of the run.
        exercise_id: the exercise's.
    """
    digest = hashlib.sha256(f"{seed}:{exercise_id}".encode()).digest()
    return int.from_bytes(digest[:8], "big")


def reproducible_key(course: Course, exercise: Exercise, seed: int) -> Key:
    """Return the key of an exercise, the same to the byte in every process.

    Some misconceptions draw random numbers of their own, for example layers that a model forgot to register. So all
    generators are seeded here, which a learner's kernel would not want.

    Args:
        course: the course.
        exercise: the exercise.
        seed: what its probes are drawn from.

    Raises:
        CourseError: the course came as a lab release, without the answers.
    """
    run_source("", answers_for(exercise).setup)  # loads the framework that it needs, so that there is one to seed
    seed_generators(course.libraries.values(), 0)
    return key_for(exercise, seed)
