"""A second course, on something else than this one, holds the engine to its word: it knows of no course."""

from course_utils.testing import CourseTests
from line_course.course import COURSE


class TestCourse(CourseTests):
    course = COURSE
