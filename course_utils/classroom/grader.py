"""One process of the pool: it runs submissions behind the walls, one after another, and judges what was seen.

It holds the keys and no gradebook. What it is given and what it returns can be pickled, so that any
`concurrent.futures.Executor` can run it.
"""

import functools
import gc
import hashlib
import os
import re
import signal
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from course_utils.autograder.exercise import Exercise
from course_utils.autograder.key import Key
from course_utils.autograder.observe import without_addresses
from course_utils.autograder.plain import writable
from course_utils.autograder.verdict import Verdict
from course_utils.classroom.check_notebook import judge_run
from course_utils.classroom.plan import Plan, plan
from course_utils.classroom.run import Limits, run
from course_utils.classroom.sandbox.processes import FreshProcess, NotebookProcess, WarmWorker
from course_utils.classroom.submissions import MAX_NOTEBOOK_BYTES, Submission
from course_utils.errors import CourseError
from course_utils.notebook_files import read_notebook

LIBRARIES = {  # what takes long to load, and how a notebook that uses it is known
    "torch": re.compile(r"\btorch\b"),
    "keras": re.compile(r"\b(keras|tensorflow)\b"),
    "scipy": re.compile(r"\bscipy\b"),
    "matplotlib": re.compile(r"\b(matplotlib|figures|explorers)\b"),
    "digits": re.compile(r"\bdigits\b"),
}

MAX_PROBLEM = 500  # characters: a message may quote what stands in the notebook


@dataclass(frozen=True)
class Survey:
    """What a look at a submission shows without running it: which notebook it is, or why it is none.

    `libraries` are those of `LIBRARIES` that it uses.
    """

    submission: Submission
    sha256: str
    notebook: str = ""
    libraries: tuple[str, ...] = ()
    problem: str = ""


@dataclass(frozen=True)
class Graded:
    """What came of one submission."""

    survey: Survey
    verdicts: tuple[Verdict, ...] = ()
    remarks: tuple[str, ...] = ()
    errors: tuple[tuple[int, str], ...] = ()
    troubles: tuple[str, ...] = ()
    problem: str = ""
    cpu_seconds: float = 0.0
    wall_seconds: float = 0.0


@dataclass(frozen=True)
class Settings:
    """What a grader is started with. folder: the run's own; it holds the key of each exercise, as JSON."""

    folder: str
    limits: Limits
    trust: bool


class Grader:
    """Grades one submission at a time. It keeps one warm worker, for the libraries that were asked for last."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.worker: WarmWorker | None = None
        self.libraries: Sequence[str] = ()
        self.key_of = functools.lru_cache(maxsize=None)(self._read_key)

    def _read_key(self, exercise: Exercise) -> Key:
        return Key.from_json(Path(self.settings.folder, f"{exercise.id}.json").read_text(encoding="utf-8"))

    def grade(self, survey: Survey) -> Graded:
        """Run and judge one submission."""
        started = time.monotonic()
        try:
            planned = read_plan(survey.submission.path)
        except CourseError as error:  # it was there and readable when we looked first
            return Graded(survey, problem=str(error))
        exercises = {exercise.id: exercise for exercise in planned.exercises}
        seen = run(
            planned,
            lambda fresh: self._start(survey, fresh),
            lambda name: self.key_of(exercises[name]).seed,
            self.settings.limits,
            fresh=self.settings.trust,
        )
        verdicts = tuple(judge_run(planned, seen, self.key_of))
        return Graded(
            survey,
            verdicts,
            planned.remarks,
            tuple((number, without_addresses(text)) for number, text in seen.errors.items()),
            seen.troubles,
            cpu_seconds=round(seen.cpu_seconds, 2),
            wall_seconds=round(time.monotonic() - started, 3),
        )

    def _start(self, survey: Survey, fresh: bool) -> NotebookProcess:
        if self.settings.trust:
            return FreshProcess(survey.submission.path.parent)
        if self.worker is None or self.libraries != survey.libraries:
            if self.worker:
                self.worker.close()
            self.worker, self.libraries = WarmWorker(survey.libraries, self.settings.folder), survey.libraries
        limits = self.settings.limits
        return self.worker.start(survey.submission.copies, limits.memory_bytes, limits.total_seconds, fresh)


def read_plan(path: Path) -> Plan:
    """Return the plan for the notebook in `path`. Raises `CourseError`, also where the file is too large to read."""
    size = _check_size(path)
    try:
        return plan(read_notebook(path))
    finally:
        if size > 1 << 20:
            gc.collect()


def _check_size(path: Path) -> int:
    size = path.lstat().st_size
    if size > MAX_NOTEBOOK_BYTES:
        raise CourseError(f"The file has {size >> 20} MB; at most {MAX_NOTEBOOK_BYTES >> 20} MB are read.")
    return size


def digest(path: Path) -> str:
    """Return the SHA-256 of a file. Raises `CourseError` if it is too large, and `OSError` if it cannot be read."""
    _check_size(path)  # first: a sparse file of a terabyte is a week's work to hash
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def look_at(submission: Submission) -> Survey:
    """Return what a submission is, without running it."""
    sha256 = ""
    try:
        sha256 = digest(submission.path)
        planned = read_plan(submission.path)
    except OSError as error:
        return Survey(submission, "", problem=f"The file cannot be read: {error.strerror}.")
    except CourseError as error:
        problem = str(error).replace(str(submission.path), "The file")
        return Survey(submission, sha256, problem=writable(problem[:MAX_PROBLEM]))
    source = "\n".join(cell.source for cell in planned.cells)
    libraries = tuple(name for name, mention in LIBRARIES.items() if mention.search(source))
    return Survey(submission, sha256, planned.notebook, libraries)


_grader: Grader | None = None


def ignore_interrupts() -> None:
    """Leave Ctrl-C, which reaches every process of a terminal, to the main one."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def start_process(settings: Settings, lifeline: Connection) -> None:
    """Prepare this process of a pool: it ends, with all that it started, when the other end of `lifeline` closes."""
    global _grader
    ignore_interrupts()
    threading.Thread(target=_end_with, args=(lifeline,), daemon=True).start()
    _grader = Grader(settings)


def _end_with(lifeline: Connection) -> None:
    try:
        lifeline.recv_bytes()
    except (EOFError, OSError):
        os._exit(1)


def grade(survey: Survey) -> Graded:
    """Grade one submission in this process of the pool."""
    assert _grader, "start_process comes first"
    return _grader.grade(survey)
