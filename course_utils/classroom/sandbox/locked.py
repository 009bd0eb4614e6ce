"""The grader's side of the sandbox: a warm worker, and the processes behind the walls that it forks."""

import contextlib
import json
import os
import select
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections import deque
from collections.abc import Sequence

from course_utils.autograder.course import Course
from course_utils.classroom.sandbox import RESERVE_BYTES
from course_utils.classroom.sandbox.notebook_process import (
    MAX_LINE_BYTES,
    START_SECONDS,
    NotebookProcess,
    ProcessEndedError,
    ending,
    variables,
)
from course_utils.classroom.sandbox.request import Request
from course_utils.classroom.sandbox.usage import ProcessTable, Usage
from course_utils.errors import CourseError

WORKER = "course_utils.classroom.sandbox.warm_worker"

# Crashes of compiled code, as process 1 reports them. Windows knows fewer of these signals, and has no sandbox.
KILLED = 128 + getattr(signal, "SIGKILL", 9)
HUNG_UP_SECONDS = 2.0  # from the end of a process's own connection to the news of how it ended
CRASHES = {128 + getattr(signal, name, 0) for name in ("SIGSEGV", "SIGABRT", "SIGBUS", "SIGILL", "SIGFPE")}


class SandboxError(CourseError):
    """A wall of the sandbox cannot be built on this machine."""


class WorkerEndedError(Exception):
    """A warm worker is gone. Another one can do what it was asked for."""


class WarmWorker:
    """A warm worker, and the means to start a locked-in process from it."""

    def __init__(self, course: Course, libraries: Sequence[str], folder: str | None = None) -> None:
        """Start the worker and wait until it is warm.

        Args:
            course: the course that the notebooks are of.
            libraries: what it loads, as the course's table names them.
            folder: in which it may make one of its own.

        Raises:
            CourseError: it does not start.
        """
        self._folder = tempfile.TemporaryDirectory(prefix=f"{course.name}-", dir=folder, ignore_cleanup_errors=True)
        staging = os.path.join(self._folder.name, "root")
        os.mkdir(staging)
        self._requests, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        environment = {
            **variables(course),
            "PATH": os.pathsep.join([os.path.join(sys.prefix, "bin"), "/usr/local/bin", "/usr/bin", "/bin"]),
            "LANG": "C.UTF-8",
            "HOME": self._folder.name,
            "USER": "learner",
            "MPLCONFIGDIR": self._folder.name,
            "IPYTHONDIR": self._folder.name,
            "PYTHONHASHSEED": "0",
            "CUDA_VISIBLE_DEVICES": "",
        }
        with theirs, open(os.path.join(self._folder.name, "errors"), "w+b") as errors:
            self._process = subprocess.Popen(
                [
                    *(sys.executable, "-P", "-m", WORKER, course.address, str(course.import_path)),
                    *(str(theirs.fileno()), staging, *libraries),
                ],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=errors,
                cwd="/",
                env=environment,
                pass_fds=[theirs.fileno()],
                start_new_session=True,
            )
            theirs.close()
            self._requests.settimeout(START_SECONDS)
            if self._requests.recv(100) != b"ready":
                errors.seek(0)
                said = errors.read()[-2000:].decode(errors="replace").strip()
                self.close()
                raise CourseError(f"The process that runs notebooks did not start:\n{said}")

    def start(self, request: Request) -> "LockedProcess":
        """Fork a process behind the walls.

        Args:
            request: what it is to be.

        Raises:
            SandboxError: a wall cannot be built.
            WorkerEndedError: there is no worker any more.
        """
        mine, channel = socket.socketpair()
        control, line = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        try:
            with channel, line:
                socket.send_fds(self._requests, [request.to_bytes()], [channel.fileno(), line.fileno()])
            return LockedProcess(mine, control, request)
        except (OSError, SandboxError) as error:
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(1.0)  # its end may be on the way
            if not self.has_ended:
                raise
            for end in (mine, control):
                end.close()
            raise WorkerEndedError from error

    @property
    def has_ended(self) -> bool:
        """Whether the worker is gone: the machine ends processes when it runs short of memory."""
        return self._process.poll() is not None

    def close(self) -> None:
        """End the worker. What it started ends with the connection of each."""
        self._requests.close()
        with contextlib.suppress(ProcessLookupError):
            self._process.kill()
        self._process.wait()
        self._folder.cleanup()


class LockedProcess(NotebookProcess):
    """A process behind the walls, seen from outside."""

    def __init__(self, channel: socket.socket, control: socket.socket, request: Request) -> None:
        """Wait until it stands.

        Args:
            channel: leads to the code.
            control: leads to the supervisor.
            request: what was asked for.

        Raises:
            SandboxError: a wall cannot be built.
        """
        self._channel, self._control = channel, control
        self._memory_bytes = request.memory_bytes
        self._lines: deque[bytes] = deque()
        self._begun = bytearray()  # a line that is not whole
        self._hung_up = 0.0  # when it closed its side of the channel
        self._processes = ProcessTable(-1)
        self._ending: int | None = None
        self._control.settimeout(START_SECONDS)
        message, descriptors, _, _ = socket.recv_fds(self._control, 1 << 16, 1)
        news = json.loads(message) if message else {"failed": "the supervisor ended"}
        if "failed" in news:
            self.end()
            raise SandboxError(f"The sandbox cannot be built here: {news['failed']}.")
        self._processes = ProcessTable(*descriptors)
        self._memory_at_start = self._processes.memory()
        if request.new_interpreter:
            try:
                self._wait_for_start()
            except BaseException:
                self.end()
                raise

    def _exchange(self, unsent: bytes, seconds: float) -> tuple[bytes, bytes | None]:
        if self._hung_up:
            self._await_end(seconds)
            return b"", None
        if not self._lines:
            writable = [self._channel] if unsent else []
            readable, writable, _ = select.select([self._channel], writable, [], seconds)
            if writable:
                try:
                    unsent = unsent[self._channel.send(unsent, socket.MSG_DONTWAIT) :]
                except BlockingIOError:
                    pass
                except OSError:  # it has ended, and what we receive will tell
                    unsent = b""
            if readable:
                self._receive()
        return unsent, self._lines.popleft() if self._lines else None

    def _receive(self) -> None:
        try:
            news = self._channel.recv(1 << 20)
        except OSError:
            news = b""
        if not news:
            self._hung_up = time.monotonic()
            return
        *whole, rest = news.split(b"\n")
        if whole:
            self._lines += [bytes(self._begun) + whole[0], *whole[1:]]
            self._begun = bytearray()
        self._begun += rest
        if len(self._begun) > MAX_LINE_BYTES:
            raise ProcessEndedError("It sent more data than any answer has.")

    def _await_end(self, seconds: float) -> None:
        """Raise `ProcessEndedError` once it is known how a process ended that can say nothing any more."""
        if self._ending is None and not select.select([self._control], [], [], seconds)[0]:
            if time.monotonic() - self._hung_up > HUNG_UP_SECONDS:
                raise ProcessEndedError("It closed its connection to the grader and went on.")
            return
        code = self._wait()
        killed = code == KILLED  # by the machine, that runs short of memory, or by itself
        raise ProcessEndedError(
            f"The process ended ({ending(code)}).", may_be_our_fault=killed or code in CRASHES, starved=killed
        )

    def usage(self) -> Usage:
        """Return the sums over all processes behind the walls. Memory that forks share counts once for each."""
        processes = self._processes
        memory = processes.memory() - self._memory_at_start
        return Usage(processes.cpu_seconds(), memory, processes.delayed_seconds())

    def _check_memory(self, usage: Usage) -> None:
        # A fork counts twice what it shares, so only the exact figure, which takes longer to make, decides. What was
        # there at the start comes on top: a single process then always meets the kernel's limit first, a MemoryError.
        most = self._memory_bytes + RESERVE_BYTES + self._memory_at_start
        if usage.memory_bytes > self._memory_bytes and self._processes.exact_memory() > most:
            raise ProcessEndedError("It used more memory than a submission may.")

    def _wait(self) -> int:
        """Wait until the kernel has ended the last process behind the walls; return how the code ended."""
        if self._ending is None:
            self._ending = -signal.SIGKILL
            with contextlib.suppress(OSError, ValueError):
                while news := self._control.recv(1 << 16):
                    self._ending = json.loads(news).get("ended", self._ending)
        return self._ending

    def end(self) -> None:
        """End all processes behind the walls, and wait until the last one is gone."""
        with contextlib.suppress(OSError):
            self._control.send(b"end")
        self._wait()
        self._channel.close()
        self._control.close()
        self._processes.close()
