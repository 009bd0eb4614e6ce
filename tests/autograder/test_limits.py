import importlib
import importlib.util
import math
import signal
import sys
import threading
import time
from pathlib import Path

import pytest

from course_utils.autograder import limits
from course_utils.autograder.limits import TimeLimitExceeded, WaitedTooLong, time_limit


def spin():
    while True:
        pass


def in_thread(function):
    """Run `function` in a thread, where signals do not reach: the way it works on Windows."""
    result = []
    thread = threading.Thread(target=lambda: result.append(function()))
    thread.start()
    thread.join(10)
    assert not thread.is_alive()
    return result[0]


def limited(seconds, body):
    try:
        with time_limit(seconds):
            body()
    except WaitedTooLong:
        return "waited"
    except TimeLimitExceeded:
        return "stopped"
    return "ended"


def computing(seconds):
    start = time.thread_time()
    while time.thread_time() - start < seconds:
        pass


each_way = pytest.mark.parametrize("run", [lambda f: f(), in_thread], ids=["signal", "watchdog"])


@pytest.fixture
def no_clock(monkeypatch):
    """Let nothing be taken for waiting, however little of a busy machine this process gets."""
    monkeypatch.setattr(limits, "CLOCK_FACTOR", 10**6)


@each_way
def test_code_is_stopped_at_the_limit_and_not_before(run, no_clock):
    assert run(lambda: limited(0.2, spin)) == "stopped"
    assert run(lambda: limited(60, lambda: None)) == "ended"


@each_way
def test_computing_counts_and_the_clock_does_not(run, no_clock):
    """As on a machine that others keep busy: by the clock the limit is long past, and most of it was not ours."""
    assert run(lambda: limited(1.0, lambda: (computing(0.1), time.sleep(1.2), computing(0.1)))) == "ended"
    assert run(lambda: limited(0.2, lambda: (computing(0.1), time.sleep(0.1), spin()))) == "stopped"


@each_way
def test_code_that_waits_for_ever_is_stopped_by_the_clock(run):
    def wait():
        while True:  # an interruption from another thread arrives between two naps
            time.sleep(0.1)

    assert run(lambda: limited(0.2, wait)) == "waited"


@pytest.fixture
def slow_import(tmp_path, monkeypatch):
    """Return the name of a module that computes for half a second before it is whole."""
    lines = [
        "import time",
        "start = time.thread_time()",
        "while time.thread_time() - start < 0.5:",
        "    pass",
        "WHOLE = 1",
    ]
    (tmp_path / "slow_to_import.py").write_text("\n".join(lines))
    monkeypatch.syspath_prepend(tmp_path)
    yield "slow_to_import"
    sys.modules.pop("slow_to_import", None)


@each_way
def test_an_import_is_never_cut_in_half(run, no_clock, slow_import):
    assert run(lambda: limited(0.1, lambda: (importlib.import_module(slow_import), spin()))) == "stopped"
    assert sys.modules[slow_import].WHOLE


@each_way
def test_after_an_import_the_limit_begins_anew(run, no_clock, slow_import):
    assert run(lambda: limited(0.3, lambda: (importlib.import_module(slow_import), computing(0.1)))) == "ended"


@each_way
def test_an_import_that_never_ends_is_stopped(run, no_clock, slow_import, monkeypatch):
    monkeypatch.setattr(limits, "IMPORT_SECONDS", 0.2)
    Path(importlib.util.find_spec(slow_import).origin).write_text("while True:\n    pass\n")
    assert run(lambda: limited(0.1, lambda: importlib.import_module(slow_import))) == "stopped"
    assert slow_import not in sys.modules


@each_way
def test_no_limit_is_infinity(run):
    assert run(lambda: limited(math.inf, lambda: computing(0.2))) == "ended"


def test_nothing_is_left_behind():
    handlers = signal.getsignal(signal.SIGALRM), signal.getsignal(signal.SIGPROF)
    limited(0.1, spin)
    assert (signal.getsignal(signal.SIGALRM), signal.getsignal(signal.SIGPROF)) == handlers
    assert signal.getitimer(signal.ITIMER_REAL) == signal.getitimer(signal.ITIMER_PROF) == (0.0, 0.0)
    time.sleep(0.1)
    computing(0.1)


def swallowing(call):
    while True:
        try:
            call()
        except Exception:
            continue


def test_except_exception_does_not_swallow_the_limit(no_clock):
    assert limited(0.2, lambda: swallowing(lambda: computing(10))) == "stopped"


def test_except_exception_does_not_swallow_that_it_waited():
    assert limited(0.2, lambda: swallowing(lambda: time.sleep(10))) == "waited"
