"""One process of the pool: it runs submissions behind the walls, one after another, and judges what was seen.

The process holds the keys and no gradebook. What it is given and what it returns can be pickled.
"""

import functools
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from course_utils.autograder.course import Course
from course_utils.autograder.plain import without_addresses
from course_utils.autograder.verdict import Verdict
from course_utils.classroom.grading.keys import read_key
from course_utils.classroom.grading.survey import Survey
from course_utils.classroom.judge_run import judge_run
from course_utils.classroom.limits import Limits
from course_utils.classroom.notes import CellError, LeftOut, Remark
from course_utils.classroom.run import Start, run
from course_utils.classroom.sandbox.locked import LockedProcess, WarmWorker, WorkerEndedError
from course_utils.classroom.sandbox.request import Request
from course_utils.classroom.sandbox.trusted import TrustedProcess


@dataclass(frozen=True, kw_only=True)
class Graded:
    """What came of one submission. `problem` says why it could not be graded, if it could not.

    `is_open`: that was our fault, and the next run tries again. `starved`: what is missing may be for want of a
    processor or of memory, on a machine that was busy with others.
    """

    verdicts: tuple[Verdict, ...] = ()
    remarks: tuple[Remark, ...] = ()
    errors: tuple[CellError, ...] = ()
    troubles: tuple[LeftOut, ...] = ()
    problem: str = ""
    cpu_seconds: float = 0.0
    wall_seconds: float = 0.0
    is_open: bool = False
    starved: bool = False


@dataclass(frozen=True)
class Settings:
    """What a grader is started with. `folder` is the run's own, in which the keys are."""

    course: Course
    folder: Path
    limits: Limits
    trust: bool


class SubmissionGrader:
    """Grades one submission at a time. It keeps one warm worker, for the libraries that were asked for last."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.worker: WarmWorker | None = None
        self.libraries: Sequence[str] = ()
        self.key_of = functools.lru_cache(maxsize=None)(functools.partial(read_key, settings.folder))

    def grade(self, survey: Survey) -> Graded:
        """Run and judge one submission."""
        started = time.monotonic()
        assert survey.plan, "what has a problem, and what is graded already, is not to be graded"
        seen = run(
            survey.plan,
            ways=self._ways(survey),
            seed_of=lambda name: self.key_of(self.settings.course.find(name)).seed,
            limits=self.settings.limits,
        )
        return Graded(
            verdicts=tuple(judge_run(survey.plan, seen, self.key_of)),
            remarks=survey.plan.remarks,
            errors=tuple(replace(error, text=without_addresses(error.text)) for error in seen.errors),
            troubles=seen.troubles,
            cpu_seconds=round(seen.cpu_seconds, 2),
            wall_seconds=round(time.monotonic() - started, 3),
            starved=seen.starved,
        )

    def _ways(self, survey: Survey) -> tuple[Start, ...]:
        if self.settings.trust:
            return (functools.partial(TrustedProcess, self.settings.course, survey.submission.path.parent),)
        fork = functools.partial(self._start, survey, new_interpreter=False)
        return fork, functools.partial(self._start, survey, new_interpreter=True)

    def _start(self, survey: Survey, new_interpreter: bool) -> LockedProcess:
        limits = self.settings.limits
        request = Request(
            copies=survey.submission.copies,
            memory_bytes=limits.memory_bytes,
            cpu_seconds=limits.total_seconds,
            new_interpreter=new_interpreter,
        )
        try:
            return self._worker_for(survey.libraries).start(request)
        except WorkerEndedError:  # the machine may have ended it, for want of memory
            return self._worker_for(survey.libraries).start(request)

    def _worker_for(self, libraries: Sequence[str]) -> WarmWorker:
        """Return a worker that is warm for these libraries: the last one, or another in its place."""
        if self.worker is None or self.libraries != libraries or self.worker.has_ended:
            if self.worker:
                self.worker.close()
            self.worker = WarmWorker(self.settings.course, libraries, str(self.settings.folder))
            self.libraries = libraries
        return self.worker


_grader: SubmissionGrader | None = None


def prepare(settings: Settings) -> None:
    """Prepare this process of the pool."""
    global _grader
    _grader = SubmissionGrader(settings)


def grade_submission(survey: Survey) -> Graded:
    """Grade one submission in this process of the pool."""
    assert _grader, "prepare comes first"
    return _grader.grade(survey)
