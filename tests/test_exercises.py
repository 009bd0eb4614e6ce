"""What holds for every exercise of the course, present and to come."""

from course_utils.course import COURSE
from course_utils.testing import ExerciseTests


class TestExercises(ExerciseTests):
    course = COURSE
