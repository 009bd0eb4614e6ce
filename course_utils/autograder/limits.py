"""A time limit for code that we did not write."""

import contextlib
import ctypes
import math
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

OWN_FILES = (__file__, contextlib.__file__)
REPEAT_SECONDS = 0.05  # code that swallows the first interruption meets the next
CLOCK_FACTOR = 10  # a machine may be that busy before code that computes is taken for code that waits


class TimeLimitExceeded(BaseException):
    """Raised inside code that computed longer than its time limit.

    Not an `Exception`, so that a learner's ``except Exception`` does not swallow it.
    """


class WaitedTooLong(TimeLimitExceeded):
    """Raised inside code that did not end, although it hardly computed."""


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Raise `TimeLimitExceeded` in the body once this process has computed for `seconds` in it.

    Computing time, of all threads together, is the same on a busy machine as on an idle one. Only a body that waits is
    stopped by the clock: `WaitedTooLong` is raised after `CLOCK_FACTOR` times `seconds`. ``math.inf`` is no limit.

    Python can only be interrupted between two of its own instructions: one long call into compiled code, for example
    ``sum(range(10**10))``, ends first. On Linux and macOS two timer signals do it in the main thread; elsewhere a
    watchdog thread does.
    """
    on_main_thread = threading.current_thread() is threading.main_thread()
    if seconds == math.inf:
        yield
    elif hasattr(signal, "setitimer") and on_main_thread:
        yield from _limit_by_signals(seconds)
    else:
        yield from _limit_by_watchdog(seconds)


def _limit_by_signals(seconds: float) -> Iterator[None]:
    def interrupt(signum: int, frame: FrameType | None) -> None:
        # Not while we set up or clean up: the alarm rings again soon.
        if frame is None or frame.f_code.co_filename not in OWN_FILES:
            raise TimeLimitExceeded if signum == signal.SIGPROF else WaitedTooLong

    alarms = (
        (signal.SIGPROF, signal.ITIMER_PROF, seconds),
        (signal.SIGALRM, signal.ITIMER_REAL, CLOCK_FACTOR * seconds),
    )
    old_handlers = [signal.signal(number, interrupt) for number, _, _ in alarms]
    try:
        for _, timer, after in alarms:
            signal.setitimer(timer, after, REPEAT_SECONDS)
        yield
    finally:
        for _, timer, _ in alarms:
            signal.setitimer(timer, 0)
        for (number, _, _), old_handler in zip(alarms, old_handlers, strict=True):
            signal.signal(number, old_handler)


def _limit_by_watchdog(seconds: float) -> Iterator[None]:
    target = ctypes.c_ulong(threading.get_ident())
    done = threading.Event()
    computed, began = time.process_time(), time.monotonic()

    def watch() -> None:
        while not done.wait(REPEAT_SECONDS):
            if time.process_time() - computed >= seconds:
                kind: type[BaseException] = TimeLimitExceeded
            elif time.monotonic() - began >= CLOCK_FACTOR * seconds:
                kind = WaitedTooLong
            else:
                continue
            ctypes.pythonapi.PyThreadState_SetAsyncExc(target, ctypes.py_object(kind))

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
