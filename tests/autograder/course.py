"""The course that the toys belong to: it has no notebooks."""

from course_utils.autograder import Course

COURSE = Course(
    name="toy-course",
    title="Toys, to try the engine with.",
    version="1",
    package="tests.autograder",
    variables="RELU_COURSE",
)
