"""What tests behind the real walls share: whether the walls stand here, and what still runs."""

import os

import pytest

from course_utils.classroom.sandbox.protections import protections
from course_utils.course import COURSE

# Tried once in a process: each try starts a worker.
_missing = [item for item in protections(COURSE) if item.needed and not item.stands]
needs_sandbox = pytest.mark.skipif(
    bool(_missing), reason=f"a protection is missing here: {_missing[0].line()}" if _missing else ""
)


def running():
    """Yield the command line and the parent's number of every process of this machine."""
    for entry in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{entry}/cmdline", "rb") as file:
                command = file.read()
            with open(f"/proc/{entry}/stat", "rb") as file:
                parent = int(file.read().rpartition(b")")[2].split()[1])
        except OSError:  # it has just ended
            continue
        yield command, parent
