"""Remember which exercises were passed, in one local file. Nothing is sent anywhere.

The file is `progress.db` in the folder a notebook runs in, or what the course's variable PROGRESS names. Courses may
share one. If the file is damaged or cannot be written, this is said once, and checks go on.
"""

import os
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import astuple, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from course_utils.autograder.course import Course

FILE_NAME = "progress.db"
SECONDS_TO_WAIT = 5.0  # for another notebook that is writing just now

SCHEMA = """
CREATE TABLE IF NOT EXISTS checks (
    exercise TEXT NOT NULL,
    points REAL NOT NULL,
    out_of REAL NOT NULL,
    state TEXT NOT NULL,
    diagnosis TEXT,
    source_hash TEXT,
    checked_at TEXT NOT NULL,
    course TEXT NOT NULL DEFAULT ''
)
"""
# A file from before a check knew its course: then there was one.
COURSE_COLUMN = "ALTER TABLE checks ADD COLUMN course TEXT NOT NULL DEFAULT ''"


@dataclass(frozen=True)
class Record:
    """One check: the exercise's id, what it earned, the hash of the answer's syntax tree, the time (UTC), the course.

    `course` is its name, "" where it is not known.
    """

    exercise: str
    points: float
    out_of: float
    state: str
    diagnosis: str | None = None
    source_hash: str | None = None
    checked_at: str = ""
    course: str = ""


class ProgressUnavailableError(Exception):
    """The progress file cannot be read or written; the message says why and what to do."""


def progress_file(course: Course, folder: Path | None = None) -> Path:
    """Return the file that holds a learner's progress.

    Args:
        course: whose environment variable may name the file.
        folder: that of the learner's notebooks; by default the current one.
    """
    named = os.environ.get(course.variable("PROGRESS"))
    return Path(named) if named else (folder or Path()) / FILE_NAME


@contextmanager
def _database(path: Path) -> Iterator[sqlite3.Connection]:
    try:
        with closing(sqlite3.connect(path, timeout=SECONDS_TO_WAIT)) as connection, connection:
            connection.execute(SCHEMA)
            if not any(name == "course" for _, name, *_ in connection.execute("PRAGMA table_info(checks)")):
                connection.execute(COURSE_COLUMN)
            yield connection
    except sqlite3.DatabaseError as error:
        raise ProgressUnavailableError(
            f"Your progress is not being remembered: {path} says “{error}”. Checks work as before. "
            "If the file is damaged, move it away and a new one will be made."
        ) from error


def save(record: Record, path: Path) -> None:
    """Add one check.

    Args:
        record: the check; the time is filled in.
        path: the file that holds the progress.

    Raises:
        ProgressUnavailableError: the file cannot be written.
    """
    now = datetime.now(UTC).isoformat(timespec="seconds")
    values = astuple(replace(record, checked_at=now))
    with _database(path) as connection:
        connection.execute("INSERT INTO checks VALUES (?, ?, ?, ?, ?, ?, ?, ?)", values)


def load(path: Path) -> list[Record]:
    """Return all checks, oldest first; none if there is no file yet. Raises `ProgressUnavailableError`."""
    if not path.exists():
        return []
    with _database(path) as connection:
        return [Record(*row) for row in connection.execute("SELECT * FROM checks ORDER BY rowid")]


def records_of(course: Course, folder: Path | None = None) -> list[Record]:
    """Return a learner's checks of the exercises of one course, oldest first.

    Args:
        course: the course.
        folder: that of the learner's notebooks; by default the current one.

    Raises:
        ProgressUnavailableError: the file cannot be read.
    """
    return [record for record in load(progress_file(course, folder)) if record.course in (course.name, "")]


def best(records: list[Record]) -> dict[str, Record]:
    """Return for each exercise the newest of its checks that earned the most points."""
    result: dict[str, Record] = {}
    for record in records:
        if record.exercise not in result or record.points >= result[record.exercise].points:
            result[record.exercise] = record
    return result


def save_quietly(record: Record, path: Path, already_said: set[str]) -> None:
    """Add one check; if that fails, say so on stderr, once for each reason.

    Args:
        record: the check.
        path: the file that holds the progress.
        already_said: the reasons that were given before; a new one is added.
    """
    try:
        save(record, path)
    except ProgressUnavailableError as error:
        if str(error) not in already_said:
            already_said.add(str(error))
            print(error, file=sys.stderr)
