"""A process that has imported the heavy libraries and forks one locked-in process for each notebook.

Started with an empty environment as ``python -P -m course_utils.classroom.sandbox.warm_worker COURSE FOLDER DESCRIPTOR
STAGING [LIBRARY …]``: the address of the course and the folder from which the course is imported come first. The worker
opens no gradebook, imports no answers and holds no key. Its socket takes one `Request` at a time, with two descriptors:
the channel to the code and the line to its supervisor.

Each request makes three processes. The supervisor stands outside: it ends everything when it is told to, or when the
grader is no longer there. Process 1 of the new namespace collects the processes that end in it; when process 1 ends,
the kernel ends all others. Its child runs the notebook.
"""

import contextlib
import gc
import json
import os
import select
import signal
import socket
import sys
import tempfile
import warnings
from dataclasses import dataclass
from typing import NoReturn

from course_utils.autograder.course import Course, load_course
from course_utils.classroom.sandbox import linux, observer, walls
from course_utils.classroom.sandbox.request import Request

CHANNEL = 3  # the one descriptor of a notebook's process besides its standard streams
ALL_WALLS_STAND = b"all walls stand"


@dataclass(frozen=True)
class Worker:
    """What is the same for all processes of one worker. `staging` is the empty folder on which a tree is built."""

    course: Course
    environment: walls.Environment
    staging: str


def main() -> None:
    """Import the libraries named on the command line, then serve requests until the grader hangs up."""
    address, folder, descriptor, staging, *libraries = sys.argv[1:]
    requests = socket.socket(fileno=int(descriptor))
    requests.set_inheritable(False)
    sys.path.append(folder)  # the course may run from one that no installation knows
    course = load_course(address)
    observer.prepare(course, libraries)
    observer.rehearse(course)
    walls.prepare()
    worker = Worker(course, walls.python_environment(course), staging)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for a supervisor
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the grader's to answer
    warnings.simplefilter("ignore", DeprecationWarning)  # Python 3.12 warns of a fork beside threads; we tested it
    gc.collect()
    gc.freeze()  # what is here now is never collected, so children do not copy it
    requests.send(b"ready")
    while True:
        message, descriptors, _, _ = socket.recv_fds(requests, 1 << 20, 2)
        if not message:
            return
        if os.fork() == 0:
            requests.close()
            _supervise(worker, Request.from_bytes(message), *descriptors)
        for number in descriptors:
            os.close(number)


def _supervise(worker: Worker, request: Request, channel: int, line: int) -> NoReturn:
    """Build the walls, start the code behind them, and wait until it ends or the grader asks to end it."""
    control = socket.socket(fileno=line)
    try:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        os.setsid()
        walls.enter_namespaces()
        linux.control_process(linux.PR_SET_DUMPABLE, 0)
        readable, writable = os.pipe()
        first = os.fork()
        if first == 0:
            control.close()
            os.close(readable)
            _be_first_process(worker, request, channel, writable)
        os.close(channel)
        os.close(writable)
        news = os.read(readable, 4096)
        os.close(readable)
        if news != ALL_WALLS_STAND:
            control.send(json.dumps({"failed": news.decode() or "process 1 ended"}).encode())
            os._exit(1)
        processes = os.open("/proc", os.O_RDONLY | os.O_DIRECTORY)
        socket.send_fds(control, [b'{"started": true}'], [processes])
        _wait(first, control)
    except BaseException as error:
        with contextlib.suppress(OSError):
            control.send(json.dumps({"failed": _in_words(error)}).encode())
    finally:
        os._exit(1)


def _in_words(error: BaseException) -> str:
    if isinstance(error, OSError) and error.filename:
        return f"{error.filename}: {error.strerror}"
    return f"{type(error).__name__}: {error}"[:1000]


def _wait(first: int, control: socket.socket) -> None:
    ended = os.pidfd_open(first)
    ready, _, _ = select.select([ended, control.fileno()], [], [])
    if ended not in ready:  # the grader says so, or is gone
        os.kill(first, signal.SIGKILL)
    _, status = os.waitpid(first, 0)
    with contextlib.suppress(OSError):
        control.send(json.dumps({"ended": os.waitstatus_to_exitcode(status)}).encode())


def _be_first_process(worker: Worker, request: Request, channel: int, news: int) -> NoReturn:
    """Enter a tree of files, give up all privileges, start the code, and collect processes until the code ends."""
    try:
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
        walls.go_first()
        walls.enter_tree(worker.staging, worker.environment, request.copies)
        walls.become_nobody()
        linux.control_process(linux.PR_SET_PDEATHSIG, signal.SIGKILL)
        walls.restrict_files()
        walls.restrict_calls()
        code = os.fork()
        if code == 0:
            linux.control_process(linux.PR_SET_DUMPABLE, 1)
            _be_the_code(worker.course, request, channel, news)  # which ends its process itself
        linux.control_process(linux.PR_SET_DUMPABLE, 0)  # nobody attaches to this one
        os.close(channel)
        os.close(news)
        while True:
            ended, status = os.wait()
            if ended == code:
                ending = os.waitstatus_to_exitcode(status)
                os._exit(ending if ending >= 0 else 128 - ending)
    except BaseException as error:
        os.write(news, _in_words(error).encode())
    finally:
        os._exit(1)


def _be_the_code(course: Course, request: Request, channel: int, news: int) -> NoReturn:
    """Become the process that runs the notebook, with nothing open but the channel."""
    status = 1
    try:
        os.setsid()
        walls.set_limits(request.cpu_seconds, request.memory_bytes)
        os.chdir(walls.WORK)
        os.environ.update(HOME=walls.HOME, TMPDIR=walls.TEMPORARY, IPYTHONDIR=walls.HOME, MPLCONFIGDIR=walls.HOME)
        tempfile.tempdir = None  # what the libraries have found in the worker is not there any more
        for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGCHLD):
            signal.signal(number, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        os.write(news, ALL_WALLS_STAND)
        os.dup2(channel, CHANNEL)
        nothing = os.open("/dev/null", os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(nothing, stream)
        os.closerange(CHANNEL + 1, 1 << 16)
        if request.new_interpreter:
            command = [
                sys.executable,
                "-P",
                "-m",
                observer.__name__,
                course.address,
                str(course.import_path),
                str(CHANNEL),
            ]
            os.execve(sys.executable, command, dict(os.environ))
        sys.path.append(walls.WORK)  # after the libraries: a numpy.py beside the notebook changes nothing
        observer.serve_socket(course, CHANNEL)
        status = 0
    finally:
        os._exit(status)


if __name__ == "__main__":
    main()
