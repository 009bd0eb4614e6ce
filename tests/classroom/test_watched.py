"""Whoever waits for a process watches it: each of these held a grader up, or memory that nobody saw."""

import secrets
import sys
from types import SimpleNamespace

import pytest

from course_utils.course import COURSE
from tests.classroom.sandbox import needs_sandbox

if sys.platform != "linux":
    pytest.skip("the walls are built from what Linux has", allow_module_level=True)

from course_utils.classroom.grading.grade_submission import Settings, SubmissionGrader
from course_utils.classroom.limits import grading_limits
from course_utils.classroom.sandbox.locked import WarmWorker, WorkerEndedError
from course_utils.classroom.sandbox.notebook_process import ProcessEndedError
from course_utils.classroom.sandbox.request import Request

pytestmark = needs_sandbox
FOR_EVER = 10**6  # seconds
HOLDS = """
def hold(megabytes):
    x = bytearray(megabytes << 20)
    for place in range(0, len(x), 4096):
        x[place] = 1
    time.sleep(10**6)
"""

COMPUTED, MEMORY, HUNG_UP = "went on computing", "more memory", "closed its connection"
WAITED = "waited for something"
# What a cell does: how it has to end.
ENDED = {
    "it closes its side and sleeps": (f"os.close(3)\ntime.sleep({FOR_EVER})", HUNG_UP),
    "it shuts its side down and sleeps": (
        f"import socket\nsocket.socket(fileno=3).shutdown(socket.SHUT_WR)\ntime.sleep({FOR_EVER})",
        HUNG_UP,
    ),
    "it closes its side and forks": (
        HOLDS + "os.close(3)\nfor _ in range(8):\n    if os.fork() == 0: hold(120)\ntime.sleep(10**6)",
        f"{MEMORY}|{HUNG_UP}",  # whichever comes first
    ),
    "it sends bytes and no line": ("while True:\n    os.write(3, b'x')\n    time.sleep(0.01)", WAITED),
    "it sends bytes, and forks": (
        HOLDS + "for _ in range(8):\n    if os.fork() == 0: hold(120)\n"
        "while True:\n    os.write(3, b'x')\n    time.sleep(0.01)",
        MEMORY,
    ),
    "its name is a figure of its memory": (
        HOLDS + "import ctypes\nfor _ in range(8):\n    if os.fork() == 0:\n"
        "        ctypes.CDLL(None).prctl(15, b'RssAnon: 0')\n        hold(120)\ntime.sleep(10**6)",
        MEMORY,
    ),
    "its name is no figure": (
        "import ctypes\nctypes.CDLL(None).prctl(15, b'RssAnon: x')\nwhile True:\n    try:\n        while True: pass\n"
        "    except BaseException: pass",
        COMPUTED,
    ),
    "its children end unseen": (
        "import signal\nsignal.signal(signal.SIGCHLD, signal.SIG_IGN)\nwhile True:\n    if os.fork() == 0:\n"
        "        end = time.process_time() + 0.5\n        while time.process_time() < end: pass\n"
        "        os._exit(0)\n    time.sleep(0.5)",
        COMPUTED,
    ),
    "its page tables": (
        "import ctypes, mmap\nlibc = ctypes.CDLL(None)\nlibc.mmap.restype = ctypes.c_void_p\n"
        "libc.mmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t, *[ctypes.c_int] * 3, ctypes.c_long]\n"
        "start = libc.mmap(None, 250_000 << 21, 1, 0x4022, -1, 0)\n"
        "for place in range(250_000):\n    (ctypes.c_char * 1).from_address(start + (place << 21)).raw\n"
        "time.sleep(10**6)",
        MEMORY,
    ),
    "its sockets are full": (
        "import socket\n"
        "for _ in range(30):\n    if os.fork() == 0:\n        kept = []\n        while len(kept) < 100:\n"
        "            kept.append(socket.socketpair())\n            for one in kept[-1]:\n"
        "                one.setblocking(False)\n"
        "                try:\n                    while True: one.send(bytes(1 << 16))\n"
        "                except OSError: pass\n"
        "        time.sleep(10**6)\ntime.sleep(10**6)",
        MEMORY,
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def worker():
    worker = WarmWorker(COURSE, ())
    yield worker
    worker.close()


@pytest.fixture
def process(worker):
    process = worker.start(Request(copies={}, memory_bytes=256 << 20, cpu_seconds=60))
    yield process
    process.end()


def ask(process, source, wall_seconds=60.0, cpu_seconds=20.0):
    request = {"run": f"import os, time\n{source}", "step": secrets.token_hex(4), "seconds": 60}
    return process.ask(request, wall_seconds, cpu_seconds)["error"]


@pytest.mark.parametrize("name", ENDED)
def test_what_holds_a_grader_up_is_ended(process, name):
    source, reason = ENDED[name]
    seconds = {WAITED: 2.0, COMPUTED: 600.0}.get(reason, 300.0)
    with pytest.raises(ProcessEndedError, match=reason):
        ask(process, source, seconds, cpu_seconds=2.0 if reason == COMPUTED else 600.0)


def test_who_does_not_read_is_not_waited_for(process):
    assert (
        ask(process, "if os.fork() == 0:\n    time.sleep(0.3)\n    os.kill(os.getppid(), 19)\n    os._exit(0)") is None
    )

    def send_until_it_has_stopped():
        while True:
            ask(process, "#" * (8 << 20), wall_seconds=3.0)

    with pytest.raises(ProcessEndedError, match=WAITED):
        send_until_it_has_stopped()


@pytest.mark.parametrize(
    "source",
    [
        "import mmap\nmmap.mmap(-1, 1 << 20)",
        "import mmap\nmmap.mmap(os.open('/dev/zero', os.O_RDWR), 1 << 20)",
        "open('/proc/self/oom_score_adj', 'w').write('0')",
    ],
)
def test_memory_that_no_figure_shows_is_refused_and_who_goes_first_stays_so(process, source):
    body = source.replace("\n", "\n    ")
    assert ask(process, f"try:\n    {body}\nexcept OSError:\n    pass\nelse:\n    raise SystemError('done')") is None
    assert ask(process, "assert open('/proc/self/oom_score_adj').read() == '1000\\n'") is None


def test_memory_of_one_s_own_is_there_as_before(process):
    assert (
        ask(
            process, "import mmap\nkept = mmap.mmap(-1, 1 << 20, mmap.MAP_PRIVATE)\nkept[0] = 1\nx = bytearray(1 << 27)"
        )
        is None
    )


def test_a_worker_that_the_machine_has_ended_is_replaced(tmp_path):
    grader = SubmissionGrader(Settings(COURSE, tmp_path, grading_limits(), trust=False))
    survey = SimpleNamespace(libraries=(), submission=SimpleNamespace(copies={}))
    try:
        for _ in range(2):
            process = grader._start(survey, new_interpreter=False)
            assert ask(process, "x = 1") is None
            process.end()
            grader.worker._process.kill()
        grader.worker._process.wait()
        with pytest.raises(WorkerEndedError):
            grader.worker.start(Request(copies={}, memory_bytes=1 << 28, cpu_seconds=60))
    finally:
        grader.worker.close()
