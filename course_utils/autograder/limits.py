"""A time limit for code that we did not write."""

import contextlib
import ctypes
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

OWN_FILES = (__file__, contextlib.__file__)
REPEAT_SECONDS = 0.05  # code that swallows the first interruption meets the next


class TimeLimitExceeded(BaseException):
    """Raised inside code that ran longer than its time limit.

    Not an `Exception`, so that a learner's ``except Exception`` does not swallow it.
    """


_clock: dict[str, Any] = {"timer": getattr(signal, "ITIMER_REAL", None), "signal": getattr(signal, "SIGALRM", None)}


def count_computing_time() -> None:
    """Let limits count the time that this process computes, from now on, where the system can; not the time it waits.

    A busy machine then gives the same results as an idle one.
    """
    if hasattr(signal, "ITIMER_PROF"):
        _clock.update(timer=signal.ITIMER_PROF, signal=signal.SIGPROF)


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Raise `TimeLimitExceeded` in the body once it has run for `seconds`.

    Python can only be interrupted between two of its own instructions: one long call into compiled code,
    ``sum(range(10**10))`` say, ends first. On Linux and macOS a timer signal does it in the main thread;
    elsewhere a watchdog thread does.
    """
    on_main_thread = threading.current_thread() is threading.main_thread()
    if hasattr(signal, "setitimer") and on_main_thread:
        yield from _limit_by_signal(seconds)
    else:
        yield from _limit_by_watchdog(seconds)


def _limit_by_signal(seconds: float) -> Iterator[None]:
    def interrupt(_signum: int, frame: FrameType | None) -> None:
        # Not while we set up or clean up: the alarm rings again soon.
        if frame is None or frame.f_code.co_filename not in OWN_FILES:
            raise TimeLimitExceeded

    old_handler = signal.signal(_clock["signal"], interrupt)
    try:
        signal.setitimer(_clock["timer"], seconds, REPEAT_SECONDS)
        yield
    finally:
        signal.setitimer(_clock["timer"], 0)
        signal.signal(_clock["signal"], old_handler)


def _limit_by_watchdog(seconds: float) -> Iterator[None]:
    target = ctypes.c_ulong(threading.get_ident())
    done = threading.Event()

    def watch() -> None:
        wait = seconds
        while not done.wait(wait):
            ctypes.pythonapi.PyThreadState_SetAsyncExc(target, ctypes.py_object(TimeLimitExceeded))
            wait = REPEAT_SECONDS

    watchdog = threading.Thread(target=watch, daemon=True)
    watchdog.start()
    try:
        yield
    finally:
        done.set()
        _absorb_interruptions(watchdog)


def _absorb_interruptions(watchdog: threading.Thread) -> None:
    """Wait for the watchdog, and let an interruption that it sent at the last moment arrive here.

    One that never arrives would leave CPython 3.11 checking for it for ever, which hangs under sys.settrace.
    """
    arrived = False
    while not arrived:
        try:
            watchdog.join()
            for _ in range(1000):  # interruptions arrive where a loop begins again
                pass
            arrived = True
        except TimeLimitExceeded:
            continue
