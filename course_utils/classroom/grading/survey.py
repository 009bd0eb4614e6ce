"""What each submission is, without running it. Its notebook is read and planned here, once."""

import functools
import gc
import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tqdm import tqdm

from course_utils.autograder.course import Course
from course_utils.autograder.plain import writable
from course_utils.cell_source import placeholders, source_hash
from course_utils.classroom.archive import MAX_FILE_BYTES
from course_utils.classroom.gradebook import Known
from course_utils.classroom.grading.pool import Pool
from course_utils.classroom.plan import Plan, plan
from course_utils.classroom.submissions import Submission
from course_utils.errors import CourseError, reason
from course_utils.notebook_files import exercise_id, parse_notebook, read_notebook

MAX_PROBLEM = 500  # characters: a message may quote the whole notebook
LARGE_BYTES = 1 << 20  # a notebook of this size is worth a collection after it was read


@dataclass(frozen=True)
class Survey:
    """What a look at a submission shows: which notebook of the course it is, or why it is none.

    `plan` says what to run of it, and `libraries` which of the course's table it uses. Neither is there if there is a
    problem, nor if `is_graded` says that the gradebook has this very file already. `untouched`: all its answers are as
    they were handed out.
    """

    submission: Submission
    sha256: str
    notebook: str = ""
    problem: str = ""
    libraries: tuple[str, ...] = ()
    plan: Plan | None = field(default=None, repr=False)
    is_graded: bool = False
    untouched: bool = False

    @property
    def order(self) -> tuple[Any, ...]:
        """What sorts a student's attempts, the one that counts last: who has begun an answer has handed it in."""
        return not self.untouched, self.submission.order


def survey(
    pool: Pool, course: Course, submissions: Sequence[Submission], known: Mapping[tuple[str, str], Known]
) -> tuple[list[Survey], list[tuple[Survey, Survey]]]:
    """Look at every submission. What the gradebook knows of a file need not be read from it.

    Args:
        pool: reads the others.
        course: the course that they may be of.
        submissions: the files and whose they are.
        known: what the gradebook knows, by (student, place).

    Returns:
        The attempts that count, one a student and notebook, and each older one with the one that counts in its place.
        Those that need the same libraries stand together, since a worker is warm for one set of them.
    """
    surveys: dict[Submission, Survey] = {}
    for submission in submissions:
        before = known.get((submission.student, submission.place))
        if before and _hash_of(submission.path) == before.sha256:
            is_graded = before.state != "superseded"
            surveys[submission] = Survey(
                submission, before.sha256, before.notebook, is_graded=is_graded, untouched=before.untouched
            )
    surveys.update(_read(pool, course, [item for item in submissions if item not in surveys]))
    current, _ = _newest([surveys[submission] for submission in submissions])
    # an older attempt, of which the gradebook knows no more than that, may have become the newest again
    surveys.update(_read(pool, course, [one.submission for one in current if _is_unread(one)]))
    current, older = _newest([surveys[submission] for submission in submissions])
    return sorted(current, key=lambda one: (one.libraries, one.submission.place)), older


def _is_unread(one: Survey) -> bool:
    return not (one.plan or one.problem or one.is_graded)


def _read(pool: Pool, course: Course, submissions: Sequence[Submission]) -> Iterator[tuple[Submission, Survey]]:
    read = pool.map(functools.partial(look_at, course), submissions, _failed)
    yield from tqdm(read, unit="notebook", desc="Reading", total=len(submissions), disable=None, leave=False)


def _failed(submission: Submission, how: str) -> Survey:
    return Survey(submission, "", problem=f"Reading the file {how}.")


def _newest(surveys: Iterable[Survey]) -> tuple[list[Survey], list[tuple[Survey, Survey]]]:
    """Return the attempts that count, one a student and notebook, and each older one with the one that counts.

    An unreadable file counts as an attempt at nothing: it stays, so that it is seen.
    """
    latest: dict[tuple[str, str], Survey] = {}
    older, single = [], []
    for one in sorted(surveys, key=lambda item: item.order):
        if not one.notebook:
            single.append(one)
            continue
        place = one.submission.student, one.notebook
        if place in latest:
            older.append(latest[place])
        latest[place] = one
    return [*latest.values(), *single], [(one, latest[one.submission.student, one.notebook]) for one in older]


def _hash_of(path: Path) -> str:
    """Return the hash of a file, "" if it cannot be read."""
    try:
        _check_size(path)
        with open(path, "rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except (OSError, CourseError):
        return ""


def _check_size(path: Path) -> int:
    """Return the size of a file. Raises `CourseError` if it is too large: to hash a sparse terabyte takes a week."""
    size = path.lstat().st_size
    if size > MAX_FILE_BYTES:
        raise CourseError(f"The file has {size >> 20} MB; at most {MAX_FILE_BYTES >> 20} MB are read.")
    return size


def look_at(course: Course, submission: Submission) -> Survey:
    """Read a submission and plan what to run of it.

    Args:
        course: the course that it may be of.
        submission: the file and whose it is.

    Returns:
        What was found; what is wrong with the file is in it.
    """
    digest = ""
    try:
        size = _check_size(submission.path)
        content = submission.path.read_bytes()
        digest = hashlib.sha256(content).hexdigest()
        planned = plan(course, parse_notebook(content, "The file"))
    except OSError as error:
        return Survey(submission, "", problem=f"The file cannot be read: {reason(error)}.")
    except CourseError as error:
        return Survey(submission, digest, problem=writable(str(error)[:MAX_PROBLEM]))
    if size > LARGE_BYTES:
        del content
        gc.collect()
    source = "\n".join(cell.source for cell in planned.cells)
    table = course.libraries
    libraries = tuple(name for name, item in table.items() if item.mention and re.search(item.mention, source))
    return Survey(
        submission, digest, planned.notebook, libraries=libraries, plan=planned, untouched=_is_untouched(planned)
    )


def _is_untouched(planned: Plan) -> bool:
    """Return whether every answer of a notebook is as it was handed out, or still holds every `...` of its stub."""
    sources = {cell.number: cell.source for cell in planned.cells}
    shipped = _stubs(planned.course, planned.notebook)
    for exercise in planned.exercises:
        stub = shipped[exercise.id]
        last = planned.definitions.get(exercise.id)
        for cell in {*planned.stubs[exercise.id], *([last] if last else [])}:
            as_shipped = source_hash(sources[cell]) == source_hash(stub)
            if not as_shipped and placeholders(sources[cell]) < max(placeholders(stub), 1):
                return False
    return True


@functools.cache
def _stubs(course: Course, notebook: str) -> dict[str, str]:
    """Return the sources of the stub cells of a notebook of the course, by the exercises' ids."""
    cells = read_notebook(course.notebook(notebook)).cells
    return {found: cell.source for cell in cells if (found := exercise_id(cell))}
