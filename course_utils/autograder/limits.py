"""A time limit for code that we did not write."""

import contextlib
import ctypes
import math
import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

OWN_FILES = (__file__, contextlib.__file__)
REPEAT_SECONDS = 0.05  # code that swallows the first interruption meets the next
CLOCK_FACTOR = 10  # a machine may be that busy before code that computes is taken for code that waits
IMPORT_SECONDS = 60.0  # for how long an import is waited for, after the limit
IMPORT_FILES = ("<frozen importlib._bootstrap>", "<frozen importlib._bootstrap_external>")


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

    An import is not interrupted, since half a module is left behind for good, and what a library imports late is not
    the body's own work: after an import that the limit fell into, the limit begins anew.

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


class _Imports:
    """Decides whether a limit that is over falls into an import, and whether it begins anew after one."""

    def __init__(self) -> None:
        self.patience = int(IMPORT_SECONDS / REPEAT_SECONDS)
        self.met = False

    def wait_for(self, frame: FrameType | None) -> bool:
        """Return whether an import is on its way in a stack of frames. It may not be for ever."""
        while frame is not None and frame.f_code.co_filename not in IMPORT_FILES:
            frame = frame.f_back
        if frame is None or self.patience == 0:
            return False
        self.patience -= 1
        self.met = True
        return True

    def begin_anew(self) -> bool:
        """Return whether one was met since the last time that this was asked."""
        met, self.met = self.met, False
        return met


def _limit_by_signals(seconds: float) -> Iterator[None]:
    imports = _Imports()

    def interrupt(signum: int, frame: FrameType | None) -> None:
        if frame is not None and frame.f_code.co_filename in OWN_FILES:
            return  # not while we set up or clean up: the alarm rings again soon
        if imports.wait_for(frame):
            return
        if imports.begin_anew():
            set_alarms()
        else:
            raise TimeLimitExceeded if signum == signal.SIGPROF else WaitedTooLong

    def set_alarms() -> None:
        for _, timer, after in alarms:
            signal.setitimer(timer, after, REPEAT_SECONDS)

    alarms = (
        (signal.SIGPROF, signal.ITIMER_PROF, seconds),
        (signal.SIGALRM, signal.ITIMER_REAL, CLOCK_FACTOR * seconds),
    )
    old_handlers = [signal.signal(number, interrupt) for number, _, _ in alarms]
    try:
        set_alarms()
        yield
    finally:
        for _, timer, _ in alarms:
            signal.setitimer(timer, 0)
        for (number, _, _), old_handler in zip(alarms, old_handlers, strict=True):
            signal.signal(number, old_handler)


def _limit_by_watchdog(seconds: float) -> Iterator[None]:
    watched = threading.get_ident()
    target = ctypes.c_ulong(watched)
    done = threading.Event()
    imports = _Imports()

    def watch() -> None:
        computed, began = time.process_time(), time.monotonic()
        while not done.wait(REPEAT_SECONDS):
            if time.process_time() - computed >= seconds:
                kind: type[BaseException] = TimeLimitExceeded
            elif time.monotonic() - began >= CLOCK_FACTOR * seconds:
                kind = WaitedTooLong
            else:
                continue
            if imports.wait_for(sys._current_frames().get(watched)):
                continue
            if imports.begin_anew():
                computed, began = time.process_time(), time.monotonic()
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
