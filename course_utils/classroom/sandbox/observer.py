"""The process that runs a notebook's cells and observes its answers. It imports no answers and judges nothing.

The process that started it sends requests, one JSON object a line, and gets one line back for each:

    {"step": "a", "run": "x = 1", "seconds": 20}                  {"step": "a", "error": null, "set_up_lines": []}
    {"step": "b", "observe": "scratch.relu", "seed": 7, "source": "…", "seconds": 9}  {"step": "b", "observation": "…"}

A seed is that of one exercise and no other. Run as a program, it takes the address of the course, the folder from
which that is imported, and the descriptor of a socket; without one it speaks over its standard streams.
"""

import contextlib
import json
import os
import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, BinaryIO

import numpy.random.bit_generator
from traitlets.config import Config

from course_utils.autograder.course import Course, load_course
from course_utils.autograder.learner import GRADED_ELSEWHERE
from course_utils.autograder.limits import TimeLimitExceeded, time_limit
from course_utils.autograder.plain import dumps
from course_utils.classroom.sandbox import RESERVE_BYTES
from course_utils.classroom.sandbox.shell import Shell, in_one_line
from course_utils.libraries import seed_generators
from course_utils.switches import RANDOM_SEED

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]


def prepare(course: Course, libraries: Sequence[str] = ()) -> None:
    """Import what a notebook and its checks need, without starting a thread: this process may be forked afterwards.

    Args:
        course: the course.
        libraries: the names of those in the course's table that the notebook uses. Others would only be copied with
            every fork. A framework that is not installed is left out.
    """
    os.environ[course.variable(GRADED_ELSEWHERE)] = "1"
    config = Config()
    config.HistoryManager.enabled = False
    shell = Shell.instance(config=config)
    course.modules()
    for name in libraries:
        preload = course.libraries[name].preload
        if preload:
            preload()
    for cell in ("_ = [0]", "raise ValueError"):  # what is imported on first use is imported now
        shell.run_cell(cell, store_history=False)


def rehearse(course: Course) -> None:
    """Observe an answer, so that what happens on first use happens now, and not in every fork of this process."""
    exercise = next((exercise for _, exercise in course if exercise.kind == "function"), None)
    if exercise is None:
        return
    source = "".join(f"def {name}(*inputs):\n    return inputs[0] + 1\n" for name in exercise.names)
    answers: dict[str, Any] = {}
    exec(source, answers)
    exercise.observe(answers, exercise.probes(seed=0), 5.0, source).to_json()


def serve(course: Course, requests: BinaryIO, replies: BinaryIO) -> None:
    """Run cells and observe answers as told, until the other side hangs up.

    Args:
        course: the course.
        requests: one JSON object a line.
        replies: gets one line for each.
    """
    _seed_generators(course)
    observer = Observer(course)
    for line in requests:
        request = json.loads(line)
        reply = observer.run_cell(request) if "run" in request else observer.observe(request)
        replies.write(dumps({"step": request["step"], **reply}).encode() + b"\n")
        replies.flush()


class Observer:
    """Runs cells in the order in which they come, and says what it sees."""

    def __init__(self, course: Course) -> None:
        self.course = course
        self.shell = Shell.instance()
        self.shell.starting_dir = os.getcwd()  # the shell may have been made before this process came here
        self.streams = sys.stdout, sys.stderr

    def run_cell(self, request: dict[str, Any]) -> dict[str, Any]:
        """Run one cell.

        Returns:
            "error": what it raised, in one line, None if it raised nothing; "set_up_lines": those that did not do
            their work, as pairs of the line and the reason.
        """
        seconds = request["seconds"]
        sys.stdout, sys.stderr = self.streams  # whatever the cell before has made of them
        try:
            with reserve_kept(), time_limit(seconds):
                error = self.shell.run_patiently(request["run"])
        except BaseException as raised:  # the limit, or a cell that broke this shell: the cells after it still run
            error = raised
        text = None if error is None else in_one_line(error)
        if type(error) is TimeLimitExceeded:
            text = f"TimeLimitExceeded: it was stopped after {seconds:g} s of computing"
        return {"error": text, "set_up_lines": [[line.source, line.reason] for line in self.shell.set_up_lines]}

    def observe(self, request: dict[str, Any]) -> dict[str, Any]:
        """Return the observation of one exercise, or what was raised on the way."""
        sys.stdout, sys.stderr = self.streams
        try:
            exercise = self.course.find(request["observe"])
            with self.course.usual_settings() as changed:
                probes = exercise.probes(request["seed"])
                seen = exercise.observe(self.shell.user_ns, probes, request["seconds"], request["source"])
            return {"observation": replace(seen, changed_settings=changed).to_json()}
        except BaseException as error:  # what a notebook has made of this process must not end it
            return {"error": in_one_line(error)}


@contextlib.contextmanager
def reserve_kept() -> Iterator[None]:
    """Keep back the last of the memory in the body: the checks need some after a cell that has filled what it could."""
    if resource is None or (hard := resource.getrlimit(resource.RLIMIT_DATA)[1]) == resource.RLIM_INFINITY:
        yield
        return
    resource.setrlimit(resource.RLIMIT_DATA, (hard - RESERVE_BYTES, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_DATA, (hard, hard))


def _seed_generators(course: Course) -> None:
    """Make the generators that a notebook does not seed itself give the same numbers every time."""
    entropy = random.Random(RANDOM_SEED)
    vars(numpy.random.bit_generator)["randbits"] = entropy.getrandbits  # default_rng() takes its seed from there
    seed_generators(course.libraries.values(), RANDOM_SEED)


def serve_socket(course: Course, descriptor: int) -> None:
    """Serve over a socket. The way out of it is closed to whatever the notebook starts with exec.

    Args:
        course: the course.
        descriptor: the socket's.
    """
    os.set_inheritable(descriptor, False)
    with open(descriptor, "rb", closefd=False) as requests, open(descriptor, "wb", closefd=False) as replies:
        serve(course, requests, replies)


def main() -> None:
    """Serve over the descriptor named on the command line, else over the standard streams."""
    address, folder, *descriptor = sys.argv[1:]
    sys.path.append(folder)  # the course may run from one that no installation knows
    course = load_course(address)
    prepare(course)
    sys.path.append(os.getcwd())  # after the libraries: a numpy.py beside the notebook changes nothing
    if descriptor:
        serve_socket(course, int(descriptor[0]))
        return
    requests, replies = os.dup(0), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nothing, stream)  # what cells print goes nowhere
    with open(requests, "rb") as source, open(replies, "wb") as target:
        serve(course, source, target)


if __name__ == "__main__":
    main()
