"""The error that a person is meant to read."""


class CourseError(Exception):
    """Something that the person at the keyboard can put right: the message says what and how."""
