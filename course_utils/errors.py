"""The errors that a person is meant to read, and an error of the system in words."""

import errno

ENOUGH_ROOM = "Make room on the disk"
WAYS_OUT = {
    errno.ENOSPC: ENOUGH_ROOM,
    errno.EDQUOT: ENOUGH_ROOM,
    errno.EACCES: "See that you may read and write there",
    errno.EPERM: "See that you may read and write there",
    errno.EROFS: "Name a place that can be written",
    errno.ENAMETOOLONG: "Use a shorter name",
    errno.EIO: "See that the disk is whole, or copy the files to another one",
    errno.ESTALE: "See that the network drive is there",
    errno.EMFILE: "Close other programs",
    errno.ENFILE: "Close other programs",
    errno.EAGAIN: "Close other programs",
    errno.ENOMEM: "Close other programs",
}


class CourseError(Exception):
    """Something that the person at the keyboard can put right: the message says what and how."""

    def _render_traceback_(self) -> list[str]:
        """Return what IPython shows of it in a notebook: the message, and no lines of ours."""
        return [str(self)]


class MissingFrameworkError(CourseError):
    """A framework that is not installed was put to work."""


def reason(error: OSError) -> str:
    """Return what the system says is wrong. Some errors carry a text alone, and some nothing."""
    return error.strerror or str(error) or type(error).__name__


def way_out(error: OSError) -> str:
    """Return what a person can do about an error of the system, without a full stop; "" where nobody can tell."""
    return WAYS_OUT.get(error.errno or 0, "")


def sentences(error: OSError) -> str:
    """Return what is wrong and, where anybody can tell, what to do about it."""
    advice = way_out(error)
    return f"{reason(error)}." + (f" {advice}." if advice else "")
