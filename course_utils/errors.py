"""The errors that a person is meant to read."""


class CourseError(Exception):
    """Something that the person at the keyboard can put right: the message says what and how."""

    def _render_traceback_(self) -> list[str]:
        """Return what IPython shows of it in a notebook: the message, and no lines of ours."""
        return [str(self)]


class MissingFrameworkError(CourseError):
    """A framework that is not installed was put to work."""
