"""The grader's side of a process that runs a notebook: talk to it, see what it uses, end it with all it started."""

import contextlib
import json
import os
import queue
import select
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from course_utils.autograder.course import Course
from course_utils.autograder.learner import GRADED_ELSEWHERE
from course_utils.autograder.plain import dumps
from course_utils.classroom.sandbox import RESERVE_BYTES
from course_utils.errors import CourseError

OBSERVER = "course_utils.classroom.sandbox.observer"
MAX_LINE_BYTES = 16 << 20
POLL_SECONDS = 0.05
START_SECONDS = 300.0  # a cold disk and a busy machine may need minutes for TensorFlow

# Crashes of compiled code, as process 1 reports them. Windows knows fewer of these signals, and has no sandbox.
CRASHES = {128 + getattr(signal, name, 0) for name in ("SIGSEGV", "SIGABRT", "SIGBUS", "SIGILL", "SIGFPE")}

# One thread adds up in the same order on every machine, and two submissions then do not fight for two processors.
ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")


def _environment(course: Course) -> dict[str, str]:
    """Return the variables that every process of ours runs a notebook with."""
    return {**ONE_THREAD, "MPLBACKEND": "Agg", course.variable(GRADED_ELSEWHERE): "1"}


class ProcessEndedError(Exception):
    """The process is gone, or had to be ended: `reason` says why, in a sentence for a person.

    `may_be_our_fault`: it crashed or waited for ever, as a fork of a process with threads may. `waited`: the clock
    ended it.
    """

    def __init__(self, reason: str, may_be_our_fault: bool = False, waited: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.may_be_our_fault = may_be_our_fault
        self.waited = waited


@dataclass(frozen=True)
class Usage:
    """What a process and all that it started have used: seconds of computing, and bytes of memory of their own."""

    cpu_seconds: float = 0.0
    memory_bytes: int = 0


class NotebookProcess(ABC):
    """A process that runs cells and observes answers, as `observer` describes. Nothing that it says is believed."""

    def ask(self, request: Mapping[str, Any], wall_seconds: float, cpu_seconds: float) -> dict[str, Any]:
        """Send a request and return the reply to it.

        wall_seconds, cpu_seconds: how long it may take, and how much it may compute. Raises `ProcessEndedError` when
        it took more, when it ended, or when it sent what is no reply; it is then no longer of use.
        """
        start = looked = time.monotonic()
        used_before: Usage | None = None
        ignored = 0
        self._send(dumps(request).encode() + b"\n")
        while True:
            line = self._receive(POLL_SECONDS)
            now = time.monotonic()
            if line is None or now - looked > POLL_SECONDS:
                looked = now
                usage = self.usage()
                used_before = used_before or usage
                if usage.cpu_seconds - used_before.cpu_seconds > cpu_seconds:
                    raise ProcessEndedError("It went on computing after its time, and could not be interrupted.")
                if now - start > wall_seconds:
                    reason = "It waited for something that did not come."
                    raise ProcessEndedError(reason, may_be_our_fault=True, waited=True)
                self._check_memory(usage)
            if line is None:
                continue
            reply = _parsed(line)
            if reply is not None and reply.get("step") == request["step"]:
                return reply
            # a reply to an earlier step, which somebody else had answered before, is passed over; a flood is not
            ignored += max(len(line), MAX_LINE_BYTES // 1000)
            if ignored > MAX_LINE_BYTES:
                raise ProcessEndedError("It sent more data than any answer has.")

    def _wait_for_start(self) -> None:
        """Wait until a new interpreter is ready, so that its start does not count as the time of the first cell."""
        self.ask({"step": "start", "run": "", "seconds": START_SECONDS}, START_SECONDS, START_SECONDS)

    @abstractmethod
    def _check_memory(self, usage: Usage) -> None:
        """Raise `ProcessEndedError` when too much is in use."""

    @abstractmethod
    def usage(self) -> Usage:
        """Return what has been used so far; zeros where this cannot be seen."""

    @abstractmethod
    def end(self) -> None:
        """End the process and everything that it started."""

    @abstractmethod
    def _send(self, line: bytes) -> None: ...

    @abstractmethod
    def _receive(self, seconds: float) -> bytes | None:
        """Return the next line, None when there was none for `seconds`. Raises `ProcessEndedError`."""


def _parsed(line: bytes) -> dict[str, Any] | None:
    try:
        reply = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return reply if isinstance(reply, dict) else None


class FreshProcess(NotebookProcess):
    """A new interpreter without walls, for a notebook that its owner trusts. It works on every system."""

    def __init__(self, course: Course, folder: Path) -> None:
        """Start it.

        Args:
            course: the course that the notebook is of.
            folder: where the notebook lies and is run.
        """
        self._scratch = tempfile.TemporaryDirectory(prefix=f"{course.name}-", ignore_cleanup_errors=True)
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", OBSERVER, course.address, str(course.import_path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=folder,
            env={**os.environ, **_environment(course), "IPYTHONDIR": self._scratch.name},
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

    def _send(self, line: bytes) -> None:
        assert self._process.stdin
        with contextlib.suppress(OSError):  # it has ended, as what we receive will say
            self._process.stdin.write(line)
            self._process.stdin.flush()

    def _receive(self, seconds: float) -> bytes | None:
        try:
            line = self._lines.get(timeout=seconds)
        except queue.Empty:
            return None
        if not line:
            code = self._process.wait()
            raise ProcessEndedError(f"The process ended ({ending(code)}).", may_be_our_fault=code < 0)
        return line

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


class WarmWorker:
    """A warm worker, and the means to start a locked-in process from it."""

    def __init__(self, course: Course, libraries: Sequence[str], folder: str | None = None) -> None:
        """Start the worker and wait until it is warm.

        Args:
            course: the course that the notebooks are of.
            libraries: what it loads, as the course's table names them.
            folder: where it may make one of its own.

        Raises:
            CourseError: it does not start.
        """
        self._folder = tempfile.TemporaryDirectory(prefix=f"{course.name}-", dir=folder, ignore_cleanup_errors=True)
        staging = os.path.join(self._folder.name, "root")
        os.mkdir(staging)
        self._requests, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        environment = {
            **_environment(course),
            "PATH": os.pathsep.join([os.path.join(sys.prefix, "bin"), "/usr/local/bin", "/usr/bin", "/bin"]),
            "LANG": "C.UTF-8",
            "HOME": self._folder.name,
            "USER": "learner",
            "MPLCONFIGDIR": self._folder.name,
            "IPYTHONDIR": self._folder.name,
            "PYTHONHASHSEED": "0",
            "CUDA_VISIBLE_DEVICES": "",
        }
        module = "course_utils.classroom.sandbox.warm_worker"
        with theirs, open(os.path.join(self._folder.name, "errors"), "w+b") as errors:
            self._process = subprocess.Popen(
                [
                    *(sys.executable, "-P", "-m", module, course.address, str(course.import_path)),
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

    def start(
        self, copies: Mapping[str, str], memory_bytes: int, cpu_seconds: float, fresh: bool = False
    ) -> "LockedProcess":
        """Fork a locked-in process, with `copies` (name: path) in its folder; `fresh` makes it a new interpreter.

        Raises `SandboxError` where a wall cannot be built.
        """
        mine, channel = socket.socketpair()
        control, line = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        request = {"copies": dict(copies), "memory": memory_bytes, "cpu_seconds": cpu_seconds, "fresh": fresh}
        with channel, line:
            socket.send_fds(self._requests, [json.dumps(request).encode()], [channel.fileno(), line.fileno()])
        return LockedProcess(mine, control, memory_bytes, fresh)

    def close(self) -> None:
        """End the worker. What it started ends with the connection of each."""
        self._requests.close()
        with contextlib.suppress(ProcessLookupError):
            self._process.kill()
        self._process.wait()
        self._folder.cleanup()


class SandboxError(CourseError):
    """A wall of the sandbox cannot be built on this machine."""


class LockedProcess(NotebookProcess):
    """A process behind the walls, seen from outside."""

    def __init__(self, channel: socket.socket, control: socket.socket, memory_bytes: int, fresh: bool) -> None:
        self._channel, self._control = channel, control
        self._memory_bytes = memory_bytes
        self._received = bytearray()
        self._processes = -1
        self._ending: int | None = None
        self._control.settimeout(START_SECONDS)
        message, descriptors, _, _ = socket.recv_fds(self._control, 1 << 16, 1)
        news = json.loads(message) if message else {"failed": "the supervisor ended"}
        if "failed" in news:
            self.end()
            raise SandboxError(f"The sandbox cannot be built here: {news['failed']}.")
        (self._processes,) = descriptors
        self._memory_at_start = self._memory(exactly=False)
        if fresh:
            try:
                self._wait_for_start()
            except BaseException:
                self.end()
                raise

    def _send(self, line: bytes) -> None:
        self._channel.settimeout(START_SECONDS)
        with contextlib.suppress(OSError):  # it has ended, as what we receive will say
            self._channel.sendall(line)

    def _receive(self, seconds: float) -> bytes | None:
        while b"\n" not in self._received:
            if len(self._received) > MAX_LINE_BYTES:
                raise ProcessEndedError("It sent more data than any answer has.")
            ready, _, _ = select.select([self._channel], [], [], seconds)
            if not ready:
                return None
            try:
                news = self._channel.recv(1 << 20)
            except OSError:
                news = b""
            if not news:
                code = self._wait()
                raise ProcessEndedError(f"The process ended ({ending(code)}).", may_be_our_fault=code in CRASHES)
            self._received += news
        line, _, rest = self._received.partition(b"\n")
        self._received = rest
        return bytes(line)

    def usage(self) -> Usage:
        """Return the sums over all processes behind the walls. Memory that forks share counts once for each."""
        cpu = sum(_cpu_seconds(stat) for stat in self._read_all("stat"))
        return Usage(cpu, self._memory(exactly=False) - self._memory_at_start)

    def _check_memory(self, usage: Usage) -> None:
        # A fork counts twice what it shares, so only the exact figure, which takes longer to make, decides. What was
        # there at the start comes on top: a single process then always meets the kernel's limit first, a MemoryError.
        most = self._memory_bytes + RESERVE_BYTES + self._memory_at_start
        if usage.memory_bytes > self._memory_bytes and self._memory(exactly=True) > most:
            raise ProcessEndedError("It used more memory than a submission may.")

    def _memory(self, exactly: bool) -> int:
        if exactly:
            texts = self._read_all("smaps_rollup")
            return sum(_kilobytes(text, b"Pss_Anon:") + _kilobytes(text, b"Pss_Shmem:") for text in texts)
        return sum(_kilobytes(text, b"RssAnon:") + _kilobytes(text, b"RssShmem:") for text in self._read_all("status"))

    def _read_all(self, name: str) -> list[bytes]:
        """Return the files of that name of all processes behind the walls."""
        texts = []
        for entry in os.listdir(self._processes) if self._processes >= 0 else ():
            if entry.isdigit():
                with contextlib.suppress(OSError):  # it has just ended
                    descriptor = os.open(f"{entry}/{name}", os.O_RDONLY, dir_fd=self._processes)
                    with open(descriptor, "rb") as file:
                        texts.append(file.read())
        return texts

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
        if self._processes >= 0:
            os.close(self._processes)
            self._processes = -1


def _cpu_seconds(stat: bytes) -> float:
    """Return the computing time in one /proc/PID/stat, that of buried children included (proc(5))."""
    fields = stat.rpartition(b")")[2].split()
    return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")


def _kilobytes(text: bytes, name: bytes) -> int:
    _, _, rest = text.partition(name)
    return int(rest.split(None, 1)[0]) * 1024 if rest else 0


def ending(code: int) -> str:
    """Return how a process ended, in words, from its exit code; 128 and above stand for a signal."""
    if code < 0 or code > 128:
        number = -code if code < 0 else code - 128
        names = {item.value: item.name for item in signal.Signals}
        return f"ended by {names.get(number, f'signal {number}')}"
    return f"exit code {code}"
