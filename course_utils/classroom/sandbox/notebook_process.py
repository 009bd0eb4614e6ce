"""A process that runs a notebook, as the grader talks to it. Nothing that it says is believed."""

import json
import signal
import time
from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Any

from course_utils.autograder.course import Course
from course_utils.autograder.learner import GRADED_ELSEWHERE
from course_utils.autograder.plain import dumps
from course_utils.classroom.sandbox.usage import Usage

OBSERVER = "course_utils.classroom.sandbox.observer"
MAX_LINE_BYTES = 16 << 20
POLL_SECONDS = 0.05
BUSY = 0.2  # of the time; who could have computed for so long and had no processor was on a busy machine
START_SECONDS = 300.0  # a cold disk and a busy machine may need minutes for TensorFlow

# One thread adds up in the same order on every machine, and two submissions then do not fight for two processors.
ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")


def variables(course: Course) -> dict[str, str]:
    """Return the environment variables that every process of ours runs a notebook with.

    Without an index, a pip that a notebook starts gives up at once. It would wait a minute for a network.
    """
    return {**ONE_THREAD, "MPLBACKEND": "Agg", "PIP_NO_INDEX": "1", course.variable(GRADED_ELSEWHERE): "1"}


class ProcessEndedError(Exception):
    """The process is gone, or had to be ended: `reason` says why, in a sentence for a person.

    `may_be_our_fault`: it crashed or waited for ever, as a fork of a process with threads may. `waited`: the clock
    ended it. `starved`: a busy machine may be to blame, so that it is worth a try when nothing else runs.
    """

    def __init__(
        self, reason: str, may_be_our_fault: bool = False, waited: bool = False, starved: bool = False
    ) -> None:
        super().__init__(reason)
        self.reason = reason
        self.may_be_our_fault = may_be_our_fault
        self.waited = waited
        self.starved = starved


class NotebookProcess(ABC):
    """A process that runs cells and observes answers, as `observer` describes."""

    def ask(self, request: Mapping[str, Any], wall_seconds: float, cpu_seconds: float) -> dict[str, Any]:
        """Send a request and return the reply to it.

        Whatever the other side does, or leaves undone, it is watched: nothing here waits longer than `POLL_SECONDS`
        between two looks at the clock and at what is in use.

        Args:
            request: as `observer` describes it, with a "step".
            wall_seconds: how long the reply may take by the clock.
            cpu_seconds: how much may be computed meanwhile.

        Raises:
            ProcessEndedError: the process took more, ended, or sent what is no reply. It is of no use any more.
        """
        start = looked = time.monotonic()
        before: Usage | None = None
        ignored = 0
        unsent = dumps(request).encode() + b"\n"
        while True:
            unsent, line = self._exchange(unsent, POLL_SECONDS)
            now = time.monotonic()
            if now - looked >= POLL_SECONDS:
                looked = now
                usage = self.usage()
                before = before or usage
                if usage.cpu_seconds - before.cpu_seconds > cpu_seconds:
                    raise ProcessEndedError("It went on computing after its time, and could not be interrupted.")
                if now - start > wall_seconds:
                    reason = "It waited for something that did not come."
                    starved = _starved(before, usage, now - start)
                    raise ProcessEndedError(reason, may_be_our_fault=True, waited=True, starved=starved)
                self._check_memory(usage)
            if line is None:
                continue
            reply = _parsed(line)
            if reply is not None and reply.get("step") == request["step"]:
                return reply
            # a reply to an earlier step, which the notebook has answered in our place, is passed over; a flood is not
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
        """Return what has been used so far; zeros when this cannot be seen."""

    @abstractmethod
    def end(self) -> None:
        """End the process and everything that it started."""

    @abstractmethod
    def _exchange(self, unsent: bytes, seconds: float) -> tuple[bytes, bytes | None]:
        """Send what can be sent and receive what is there, within `seconds`.

        Returns:
            What is still to be sent, and the next line, None while it is not whole.

        Raises:
            ProcessEndedError: the process has ended, or sends more than any answer has.
        """


def _starved(before: Usage, usage: Usage, seconds: float) -> bool:
    """Return whether a process got too little of a busy machine; True if the kernel does not say."""
    if before.delayed_seconds is None or usage.delayed_seconds is None:
        return True
    return usage.delayed_seconds - before.delayed_seconds > BUSY * seconds


def _parsed(line: bytes) -> dict[str, Any] | None:
    try:
        reply = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return reply if isinstance(reply, dict) else None


def ending(code: int) -> str:
    """Return how a process ended, in words, from its exit code; 128 and above stand for a signal."""
    if code < 0 or code > 128:
        number = -code if code < 0 else code - 128
        names = {item.value: item.name for item in signal.Signals}
        return f"ended by {names.get(number, f'signal {number}')}"
    return f"exit code {code}"
