"""What holds for every course, as tests that a course inherits. They need pytest, which no other module of ours does.

    from course_utils.testing import CourseTests
    from line_course.course import COURSE

    class TestCourse(CourseTests):
        course = COURSE

runs one test for each exercise, answer, mutant of a solution and notebook of the course. A subclass may add tests, and
replace one by a test of the same name.
"""

import pytest

pytest.register_assert_rewrite(
    "course_utils.testing.exercises", "course_utils.testing.mutants", "course_utils.testing.notebooks"
)

from course_utils.testing.exercises import ExerciseTests  # noqa: E402
from course_utils.testing.mutants import MutantTests  # noqa: E402
from course_utils.testing.notebooks import NotebookTests  # noqa: E402
from course_utils.testing.verdicts import states, verdict_on_source  # noqa: E402

__all__ = ["CourseTests", "ExerciseTests", "MutantTests", "NotebookTests", "states", "verdict_on_source"]


class CourseTests(ExerciseTests, MutantTests, NotebookTests):
    """All that holds for a course."""
