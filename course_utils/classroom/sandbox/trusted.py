"""A process without walls, for a notebook that its owner trusts. It works on every system."""

import contextlib
import os
import queue
import signal
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

from course_utils.autograder.course import Course
from course_utils.classroom.sandbox.notebook_process import (
    MAX_LINE_BYTES,
    OBSERVER,
    NotebookProcess,
    ProcessEndedError,
    ending,
    variables,
)
from course_utils.classroom.sandbox.usage import Usage


class TrustedProcess(NotebookProcess):
    """A new interpreter without walls."""

    def __init__(self, course: Course, folder: Path) -> None:
        """Start it.

        Args:
            course: the course that the notebook is of.
            folder: in which the notebook lies and is run.
        """
        self._scratch = tempfile.TemporaryDirectory(prefix=f"{course.name}-", ignore_cleanup_errors=True)
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", OBSERVER, course.address, str(course.import_path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=folder,
            env={**os.environ, **variables(course), "IPYTHONDIR": self._scratch.name},
            start_new_session=True,
        )
        # a thread, since a pipe cannot be waited for with a limit on Windows
        self._lines: queue.Queue[bytes] = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()
        try:
            self._wait_for_start()
        except BaseException:
            self.end()
            raise

    def _read(self) -> None:
        assert self._process.stdout
        with contextlib.suppress(ValueError, OSError):  # closed while we read: it was ended
            while line := self._process.stdout.readline(MAX_LINE_BYTES):
                self._lines.put(line)
        self._lines.put(b"")

    def _exchange(self, unsent: bytes, seconds: float) -> tuple[bytes, bytes | None]:
        assert self._process.stdin
        if unsent:
            with contextlib.suppress(OSError):  # it has ended, and what we receive will tell
                self._process.stdin.write(unsent)
                self._process.stdin.flush()
        try:
            line = self._lines.get(timeout=seconds)
        except queue.Empty:
            return b"", None
        if not line:
            code = self._process.wait()
            raise ProcessEndedError(f"The process ended ({ending(code)}).", may_be_our_fault=code < 0)
        return b"", line

    def _check_memory(self, usage: Usage) -> None:
        pass  # on a machine of one's own, the machine is the limit

    def usage(self) -> Usage:
        """Return zeros: it is seen alike on no two systems."""
        return Usage()

    def end(self) -> None:
        """End the process and those of its session."""
        if hasattr(os, "killpg"):
            with contextlib.suppress(ProcessLookupError, PermissionError):  # all of them have ended already
                os.killpg(self._process.pid, signal.SIGKILL)
        else:
            self._process.kill()
        self._process.wait()
        self._scratch.cleanup()
