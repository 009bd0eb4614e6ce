"""Run a learner's answer on probes and write down what happens. Nothing a learner's code does escapes."""

import contextlib
import functools
import inspect
import io
import linecache
import re
import sys
import sysconfig
import threading
import types
import warnings
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from course_utils.autograder.limits import TimeLimitExceeded, WaitedTooLong, time_limit
from course_utils.autograder.observation import COMPUTED, EXIT, INTERRUPTED, MAX_NOTES, WAITED, Outcome, Raised
from course_utils.autograder.plain import ELLIPSIS, Budget, Plain, same, to_plain, without_addresses
from course_utils.autograder.probes import Probe, fresh_copy

MAX_PRINTED = 200
MAX_TRACE_LINES = 5
SMALL, LARGE = 8, 512

# Output, warnings and the alarm belong to the whole process: one recording at a time.
RECORDING = threading.RLock()

# Folders whose frames a learner did not write.
LIBRARIES = tuple(
    {str(Path(__file__).parent.parent), *(sysconfig.get_path(name) for name in ("stdlib", "purelib", "platlib"))}
)


class Unattempted(Exception):  # noqa: N818 - it is no error
    """Raised when a scenario calls a function that still returns `...`."""


def attempted(function: Any) -> Any:
    """Return `function` such that it raises `Unattempted` instead of returning `...`; a class as it is."""
    if type(function) is not types.FunctionType:
        return function

    @functools.wraps(function)
    def wrapped(*args: Any, **kwargs: Any) -> Any:
        result = function(*args, **kwargs)
        if result is Ellipsis:
            raise Unattempted
        return result

    return wrapped


class Recorder:
    """Runs calls of a learner's code and collects what they print, warn and return on the way."""

    def __init__(self) -> None:
        self.printed = _Head()
        self.warnings: list[str] = []
        self.subclasses: list[str] = []
        self.stopped = ""
        self.array_bytes = Budget().array_bytes  # for all outcomes together

    @contextlib.contextmanager
    def recording(self, seconds: float) -> Iterator[None]:
        """Collect output and warnings in the body, end it after `seconds`, and put NumPy's settings back."""
        with (
            RECORDING,
            warnings.catch_warnings(record=True) as caught,
            np.errstate(all="warn", under="ignore"),  # as NumPy itself: a tiny number that becomes 0 is no news
            contextlib.redirect_stdout(self.printed),
            contextlib.redirect_stderr(self.printed),
            _exit_raises(),
        ):
            warnings.simplefilter("always")
            try:
                with time_limit(seconds):
                    yield
            except TimeLimitExceeded as limit:
                self.stopped = WAITED if isinstance(limit, WaitedTooLong) else COMPUTED
            except KeyboardInterrupt:
                self.stopped = INTERRUPTED
        for warning in caught:
            note = f"{warning.category.__name__}: {_message_of(warning.message)}"[:300]
            if note not in self.warnings and len(self.warnings) < MAX_NOTES:
                self.warnings.append(note)

    def outcome(self, call: Callable[..., Any], args: Sequence[Any]) -> Outcome:
        """Return what a call does.

        Args:
            call: what the learner wrote.
            args: its arguments, of which it is given fresh copies.
        """
        mine = [fresh_copy(arg) for arg in args]
        before = [to_plain(arg) for arg in mine]
        try:
            with np.errstate(all="warn", under="ignore"):
                returned = call(*mine)
        except (TimeLimitExceeded, KeyboardInterrupt):
            raise
        except Unattempted:
            return Outcome(ELLIPSIS)
        except BaseException as error:  # SystemExit and friends are a verdict as well, never our traceback
            return Outcome(raised=_raised(error))
        changed = not all(same(to_plain(arg), was) for arg, was in zip(mine, before, strict=True))
        return Outcome(self.snapshot(returned), input_changed=changed)

    def snapshot(self, value: Any) -> Plain:
        """Return `value` as plain data, within the size that one observation may have."""
        kind = type(value)
        if issubclass(kind, np.ndarray) and kind is not np.ndarray and kind.__name__ not in self.subclasses:
            self.subclasses.append(kind.__name__[:100])
        budget = Budget(array_bytes=self.array_bytes)
        plain = to_plain(value, budget)
        self.array_bytes = max(budget.array_bytes, 0)
        return plain

    def run(self, call: Callable[..., Any], probes: Sequence[Probe], seconds: float) -> tuple[Outcome, ...]:
        """Return the outcome of each probe, in order, as far as the time limit allows.

        Args:
            call: what the learner wrote.
            probes: what it is called with, one after the other.
            seconds: how long all calls together may take.
        """
        outcomes: list[Outcome] = []
        with self.recording(seconds):
            for probe in probes:
                outcomes.append(self.outcome(call, probe.args))
        if self.stopped and len(outcomes) < len(probes):
            name = "KeyboardInterrupt" if self.stopped == INTERRUPTED else "TimeLimitExceeded"
            outcomes.append(Outcome(raised=Raised(name)))
        return tuple(outcomes)

    def line_events(
        self, call: Callable[..., Any], sized_args: Callable[[int], tuple], seconds: float
    ) -> tuple[int, int] | None:
        """Return how many Python lines and calls `call` runs on a small and on a large input.

        Args:
            call: what the learner wrote.
            sized_args: returns its arguments of a given size.
            seconds: how long all calls together may take.

        Returns:
            The two counts, or None if `call` raises or takes too long. The first call is not counted, because it may
            fill caches.
        """
        counts: list[int] = []
        with self.recording(seconds):
            for size in (SMALL, SMALL, LARGE):
                counts.append(_count_line_events(call, [fresh_copy(arg) for arg in sized_args(size)]))
        return (counts[1], counts[2]) if len(counts) == 3 and min(counts) >= 0 else None


def _undecorated(function: Any) -> Any:
    """Return a function without what `functools.wraps` has copied to it: a signature by which it is not called."""
    if type(function) is not types.FunctionType:
        return function
    bare = types.FunctionType(function.__code__, {}, "", function.__defaults__, function.__closure__)
    bare.__kwdefaults__ = function.__kwdefaults__
    return bare


def signature_problem(function: Any, parameters: Sequence[str]) -> str:
    """Return how a function is declared if it cannot be called as the exercise asks.

    Args:
        function: what the learner wrote.
        parameters: the names of the arguments, which are passed by position.

    Returns:
        The parameters as they are declared, or "" if the function can be called.
    """
    try:
        signature = inspect.signature(_undecorated(function), follow_wrapped=False)
    except Exception:  # builtins have none; an odd object may raise anything. The call will tell
        return ""
    try:
        signature.bind(*parameters)
    except TypeError:
        return _message_of(signature)[:200]
    return ""


@contextlib.contextmanager
def _exit_raises() -> Iterator[None]:
    """Let IPython's `exit` raise SystemExit in the body. It would return, and end the learner's kernel later."""
    module = sys.modules.get("IPython")
    shell = module.get_ipython() if module else None
    if shell is None:
        yield
        return

    def refuse() -> None:
        raise SystemExit(EXIT)

    shell.ask_exit = refuse
    try:
        yield
    finally:
        del shell.ask_exit


class _Head(io.TextIOBase):
    """A text stream that keeps the beginning of what is written to it and lets the rest go."""

    def __init__(self) -> None:
        self.text = ""

    def write(self, text: str) -> int:
        self.text += text[: MAX_PRINTED - len(self.text)]
        return len(text)


def _raised(error: BaseException) -> Raised:
    return Raised(type(error).__name__[:200], _message_of(error), _trace(error))


def _message_of(error: Any) -> str:
    try:
        text = str(error)
    except TimeLimitExceeded:
        raise
    except BaseException as broken:  # a learner's own class whose __str__ or __repr__ fails
        text = f"(it could not be shown: {type(broken).__name__})"
    text = re.sub(r"\x1b\[[0-9;]*m", "", str.__str__(text))  # colors, for terminals
    return without_addresses(text)[:300]


def _trace(error: BaseException) -> tuple[str, ...]:
    lines = []
    step = error.__traceback__
    while step is not None:
        code = step.tb_frame.f_code
        if not code.co_filename.startswith(LIBRARIES):
            source = linecache.getline(code.co_filename, step.tb_lineno, step.tb_frame.f_globals).strip()
            where = f"line {step.tb_lineno}" + ("" if code.co_name == "<module>" else f", in {code.co_name}")
            lines.append((f"{where}: {source}" if source else where)[:300])
        step = step.tb_next
    return tuple(lines[-MAX_TRACE_LINES:])


def _count_line_events(call: Callable[..., Any], args: list[Any]) -> int:
    count = 0

    def trace(frame: Any, event: str, _arg: Any) -> Any:
        nonlocal count
        if frame.f_code.co_filename.startswith(LIBRARIES):
            return None  # for example NumPy printing an array: not the learner's loop
        count += event in ("line", "call")
        return trace

    previous, settrace, of_threads = sys.gettrace(), sys.settrace, threading.gettrace()
    settrace(trace)
    threading.settrace(trace)
    sys.settrace = lambda _function: settrace(trace)  # an answer does not switch this off, and its threads have it too
    try:
        with np.errstate(all="warn", under="ignore"):
            call(*args)
        if sys.gettrace() is not trace:
            count = -1  # somebody has switched it off all the same, and nobody knows how many lines ran
    except (TimeLimitExceeded, KeyboardInterrupt):
        raise
    except BaseException:  # what it raises was seen on the probes already
        count = -1
    finally:
        sys.settrace = settrace
        threading.settrace(of_threads)
        settrace(previous)
    return count
