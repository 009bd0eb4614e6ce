"""What holds for every exercise of the course, present and to come."""

import pytest
from hypothesis import given, settings

from course_utils.course import COURSE
from course_utils.testing import ExerciseTests
from tests.autograder.test_observation import assert_is_judged, observations


class TestExercises(ExerciseTests):
    course = COURSE


# Here and not beside the other tests of observations, because the keys of all exercises are built here already.
@pytest.mark.parametrize("exercise", [exercise for _, exercise in COURSE], ids=lambda exercise: exercise.id)
@given(observations)
@settings(max_examples=8, deadline=None)
def test_any_well_formed_observation_is_judged(exercise, seen):
    assert_is_judged(seen, exercise)
