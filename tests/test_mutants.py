"""The checks of the course refuse the mutants of its solutions."""

from course_utils.course import COURSE
from course_utils.testing import MutantTests
from course_utils.testing.mutants import mutants_to_refuse


class TestMutants(MutantTests):
    course = COURSE


def test_there_are_mutants_enough_to_say_anything():
    assert sum(len(mutants_to_refuse(exercise)) for _, exercise in COURSE if exercise.accept is None) >= 100
