"""Which walls stand on this machine: each is tried from inside, by code that runs as a student's does."""

import functools
import multiprocessing
import socket
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from course_utils.autograder.course import Course
from course_utils.classroom.sandbox import linux, walls
from course_utils.classroom.sandbox.locked import SandboxError, WarmWorker
from course_utils.classroom.sandbox.notebook_process import ProcessEndedError
from course_utils.classroom.sandbox.request import Request
from course_utils.errors import CourseError


@dataclass(frozen=True)
class Protection:
    """One protection: what it is for, whether it stands, and whether grading needs it."""

    name: str
    purpose: str
    stands: bool
    needed: bool = True
    detail: str = ""

    def line(self) -> str:
        """Return one line for a terminal."""
        state = "on " if self.stands else "OFF"
        second = "" if self.needed else " (second wall)"
        detail = f": {self.detail}" if self.detail else ""
        return f"{state}  {self.name}{second}: {self.purpose}{detail}"


LIMITED = "CPU, DATA, FSIZE, NPROC, NOFILE, CORE, MSGQUEUE, MEMLOCK"

# name: (purpose, an expression that is true inside if the wall stands, whether grading needs it)
LOOKS = {
    "user namespace": (
        "the code runs as somebody who owns nothing",
        "os.getuid() != 0 and open('/proc/self/uid_map').read().split()[2] == '1'",
        True,
    ),
    "process namespace": (
        "it sees and signals no process but its own",
        "1 in processes() and max(processes()) < 100",
        True,
    ),
    "network namespace": (
        "it reaches no network, nor this machine",
        "len(open('/proc/net/dev').read().splitlines()) == 3 and not connects(PORT)",
        True,
    ),
    "mount namespace": (
        "of the files it sees the system, Python and a small scratch space",
        "not os.path.exists(OUTSIDE) and os.statvfs('/usr').f_flag & os.ST_RDONLY",
        True,
    ),
    "answers masked": (
        "the course's answers are not among them",
        "not any(map(importable, ANSWERS))",
        True,
    ),
    "ipc namespace": (
        "it shares no memory with other programs",
        "len(open('/proc/sysvipc/shm').read().splitlines()) == 1",
        True,
    ),
    "no privileges": (
        "it has none and can gain none",
        "status('CapBnd').strip('0') == status('CapEff').strip('0') == '' and status('NoNewPrivs') == '1'",
        True,
    ),
    "limits": (
        "computing time, memory, files and processes are limited",
        f"all(resource.getrlimit(getattr(resource, 'RLIMIT_' + kind))[1] >= 0 for kind in '{LIMITED}'.split(', '))",
        True,
    ),
    "seccomp": ("system calls that no notebook needs are refused", "status('Seccomp') == '2'", False),
    "Landlock": ("writing outside the scratch space is refused once more", "not writable(BEYOND)", False),
}
# What needs no namespace, and is tried by itself where none can be made.
ALONE = ("limits", "seccomp", "Landlock")

HELPERS = """
import importlib, os, resource, socket
def status(name):
    return next(line.split()[1] for line in open('/proc/self/status') if line.startswith(name + ':'))
def processes():
    return [int(name) for name in os.listdir('/proc') if name.isdigit()]
def connects(port):
    try:
        return socket.create_connection(('127.0.0.1', port), 2)
    except OSError:
        return None
def importable(module):
    try:
        return importlib.import_module(module)
    except ImportError:
        return None
def writable(path):
    try:
        return open(path, 'w')
    except PermissionError:
        return None
"""


def protections(course: Course) -> tuple[Protection, ...]:
    """Return every protection, each tried from inside the sandbox as it stands on this machine.

    Raises `CourseError` if no process of ours starts, for example for want of a package. That is no wall's fault.
    """
    if sys.platform != "linux":
        return _none(f"the sandbox is built from what Linux has; this is {sys.platform}")
    worker = WarmWorker(course, ())
    try:
        with tempfile.NamedTemporaryFile() as outside, socket.create_server(("127.0.0.1", 0)) as server:
            process = worker.start(Request(copies={}, memory_bytes=1 << 30, cpu_seconds=60))
            try:
                answers = sorted({exercise.answers for _, exercise in course})
                values = f"OUTSIDE, PORT = {outside.name!r}, {server.getsockname()[1]}\nANSWERS = {answers}"
                setup = f"{HELPERS}\nBEYOND = '/scratch/x'\n{values}"
                sources = [setup] + [f"assert {look}" for _, look, _ in LOOKS.values()]
                replies = [
                    process.ask({"step": step, "run": source, "seconds": 20.0}, 120.0, 60.0)["error"]
                    for step, source in enumerate(sources)
                ]
            finally:
                process.end()
    except (SandboxError, ProcessEndedError) as error:
        return _none(str(error))
    finally:
        worker.close()
    return tuple(
        Protection(
            name, purpose, error is None, needed, "" if error is None else error.removeprefix("AssertionError: ")
        )
        for (name, (purpose, _, needed)), error in zip(LOOKS.items(), replies[1:], strict=True)
    )


def _none(reason: str) -> tuple[Protection, ...]:
    """Return the protections of a machine on which no sandbox can be made. What needs no namespace may stand."""
    reason = f"{reason} {why_no_namespace()}".strip()
    alone = _tried_alone() if sys.platform == "linux" else {}
    return tuple(
        Protection(name, purpose, alone.get(name) == "", needed, alone.get(name, reason) or "tried by itself")
        for name, (purpose, _, needed) in LOOKS.items()
    )


def _tried_alone() -> dict[str, str]:
    """Return what is wrong with each wall that needs no namespace, "" if it stands, tried in a process of its own."""
    context = multiprocessing.get_context("fork")
    receiving, sending = context.Pipe(duplex=False)
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as beyond:
        process = context.Process(target=_lock_in_and_look, args=(sending, folder, f"{beyond}/x"), daemon=True)
        process.start()
        sending.close()
        try:
            return receiving.recv() if receiving.poll(60) else dict.fromkeys(ALONE, "the process did not answer")
        except EOFError:
            return dict.fromkeys(ALONE, "the process ended")
        finally:
            process.kill()
            process.join()


def _lock_in_and_look(sending: Connection, folder: str, beyond: str) -> None:
    linux.control_process(linux.PR_SET_NO_NEW_PRIVS, 1)
    builds: dict[str, Callable[[], Any]] = {
        "limits": functools.partial(walls.set_limits, 60, 1 << 30),
        "Landlock": functools.partial(walls.restrict_files, (folder,)),
        "seccomp": walls.restrict_calls,
    }
    scope: dict[str, Any] = {}
    exec(HELPERS, scope)
    scope["BEYOND"] = beyond
    found = {}
    for name, build in builds.items():
        try:
            build()
            found[name] = "" if eval(LOOKS[name][1], scope) else "it does not hold"
        except OSError as error:
            found[name] = str(error)
    sending.send(found)


# Where a kernel is told that ordinary users make no user namespaces: the value that says so, who says it, the way out.
SWITCHED_OFF = {
    "kernel/apparmor_restrict_unprivileged_userns": (
        "1",
        "AppArmor takes all rights from user namespaces here, as it does on Ubuntu from 23.10 on",
        "`sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0` allows them until the next start",
    ),
    "kernel/unprivileged_userns_clone": (
        "0",
        "ordinary users may make no user namespaces here",
        "`sudo sysctl -w kernel.unprivileged_userns_clone=1` allows them until the next start",
    ),
    "user/max_user_namespaces": (
        "0",
        "no user namespaces may be made here",
        "`sudo sysctl -w user.max_user_namespaces=10000` allows them until the next start",
    ),
}


def why_no_namespace(settings: Path = Path("/proc/sys")) -> str:
    """Return in a sentence what on this machine forbids user namespaces, and the way out; "" if nothing is known."""
    for name, (off, why, way_out) in SWITCHED_OFF.items():
        path = settings / name
        if path.exists() and path.read_text().strip() == off:
            return f"{why[0].upper()}{why[1:]} ({name.replace('/', '.')} = {off}). {way_out}."
    return ""


@functools.cache  # each try starts a worker
def require_all(course: Course) -> None:
    """Raise `CourseError` when a protection that grading needs is missing on this machine."""
    missing = [protection for protection in protections(course) if protection.needed and not protection.stands]
    if missing:
        raise CourseError(
            f"The students' code was not run, since a protection is missing here: {missing[0].name} "
            f"({missing[0].detail.rstrip('.')}). "
            f"`{course.name} grade --explain-sandbox` shows them all. Grade on a Linux machine that allows user "
            "namespaces, or, if you trust every submission, add --trust-submissions."
        )
