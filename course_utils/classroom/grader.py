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

from course_utils.autograder.course import Course
from course_utils.autograder.exercise import Exercise
from course_utils.autograder.key import Key
from course_utils.autograder.plain import without_addresses, writable
from course_utils.autograder.verdict import Verdict
from course_utils.classroom.archive import MAX_FILE_BYTES
from course_utils.classroom.check_notebook import judge_run
from course_utils.classroom.plan import Plan, plan
from course_utils.classroom.run import Limits, run
from course_utils.classroom.sandbox.processes import FreshProcess, NotebookProcess, WarmWorker
from course_utils.classroom.submissions import Submission
from course_utils.errors import CourseError
from course_utils.notebook_files import read_notebook

MAX_PROBLEM = 500  # characters: a message of nbformat's may quote the whole notebook


@dataclass(frozen=True)
class Survey:
    """What a look at a submission shows without running it: which notebook it is, or why it is none.

    `libraries` are the names of those in the course's table that it uses.
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

    course: Course
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
            planned = read_plan(self.settings.course, survey.submission.path)
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
            return FreshProcess(self.settings.course, survey.submission.path.parent)
        if self.worker is None or self.libraries != survey.libraries:
            if self.worker:
                self.worker.close()
            self.worker = WarmWorker(self.settings.course, survey.libraries, self.settings.folder)
            self.libraries = survey.libraries
        limits = self.settings.limits
        return self.worker.start(survey.submission.copies, limits.memory_bytes, limits.total_seconds, fresh)


def read_plan(course: Course, path: Path) -> Plan:
    """Return the plan for a notebook.

    Args:
        course: the course that it may be of.
        path: its file.

    Raises:
        CourseError: the file is no notebook of the course, or too large to read.
    """
    size = _check_size(path)
    try:
        return plan(course, read_notebook(path))
    finally:
        if size > 1 << 20:
            gc.collect()


def _check_size(path: Path) -> int:
    size = path.lstat().st_size
    if size > MAX_FILE_BYTES:
        raise CourseError(f"The file has {size >> 20} MB; at most {MAX_FILE_BYTES >> 20} MB are read.")
    return size


def look_at(course: Course, submission: Submission) -> Survey:
    """Return what a submission is, without running it.

    Args:
        course: the course that it may be of.
        submission: the file and whose it is.
    """
    digest = ""
    try:
        _check_size(submission.path)  # first: a sparse file of a terabyte is a week's work to hash
        with open(submission.path, "rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        planned = read_plan(course, submission.path)
    except OSError as error:
        return Survey(submission, "", problem=f"The file cannot be read: {error.strerror}.")
    except CourseError as error:
        problem = str(error).replace(str(submission.path), "The file")
        return Survey(submission, digest, problem=writable(problem[:MAX_PROBLEM]))
    source = "\n".join(cell.source for cell in planned.cells)
    table = course.libraries
    libraries = tuple(name for name, item in table.items() if item.mention and re.search(item.mention, source))
    return Survey(submission, digest, planned.notebook, libraries)


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
