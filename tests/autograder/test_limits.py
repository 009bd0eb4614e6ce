import signal
import threading
import time

import pytest

from course_utils.autograder.limits import TimeLimitExceeded, time_limit


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
    except TimeLimitExceeded:
        return "stopped"
    return "ended"


@pytest.mark.parametrize("run", [lambda f: f(), in_thread], ids=["signal", "watchdog"])
def test_code_is_stopped_at_the_limit_and_not_before(run):
    assert run(lambda: limited(0.2, spin)) == "stopped"
    assert run(lambda: limited(60, lambda: None)) == "ended"


def test_nothing_is_left_behind():
    handler = signal.getsignal(signal.SIGALRM)
    limited(0.1, spin)
    assert signal.getsignal(signal.SIGALRM) is handler
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)
    time.sleep(0.1)


def test_except_exception_does_not_swallow_the_limit():
    def body():
        while True:
            try:
                time.sleep(10)
            except Exception:
                continue

    assert limited(0.2, body) == "stopped"
