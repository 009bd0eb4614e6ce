"""What a graded run follows from: the seed of each exercise, and keys that are the same every time."""

import hashlib
import random
import sys

import numpy as np

from course_utils.autograder import Exercise
from course_utils.autograder.key import Key, answers_for, key_for, run_source


def exercise_seed(seed: int, exercise_id: str) -> int:
    """Return the seed of one exercise, a number below 2**64, in a run whose seed is `seed`.

    Each exercise has its own, and none tells another: a process that observes one answer must not know what
    the next will be tried on.
    """
    digest = hashlib.sha256(f"{seed}:{exercise_id}".encode()).digest()
    return int.from_bytes(digest[:8], "big")


def reproducible_key(exercise: Exercise, seed: int) -> Key:
    """Return the key of `exercise` for `seed`, the same to the byte in every process.

    Some misconceptions draw random numbers of their own, layers that a model forgot to register say. So all
    generators are seeded here, which a learner's kernel would not want. Raises `CourseError` in a lab release.
    """
    run_source("", answers_for(exercise).setup)  # loads the framework that it needs, so that there is one to seed
    random.seed(0)
    np.random.seed(0)
    if "torch" in sys.modules:
        sys.modules["torch"].manual_seed(0)
    if "keras" in sys.modules:
        sys.modules["keras"].utils.set_random_seed(0)
    return key_for(exercise, seed)
