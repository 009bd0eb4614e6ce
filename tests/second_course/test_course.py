from course_utils.testing import CourseTests
from line_course.course import COURSE


class TestCourse(CourseTests):
    course = COURSE
