"""What tests behind the real walls share: whether the walls stand here, and what still runs."""

import os

import pytest

needs_sandbox = pytest.mark.usefixtures("sandbox")  # in conftest.py


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
