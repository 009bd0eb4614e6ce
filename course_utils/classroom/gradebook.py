"""The gradebook: one SQLite file with every submission, every verdict and what they were made with.

A submission is written in one transaction, so that it is there whole or not at all, whatever ends the run. WAL lets
others read meanwhile.
"""

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from course_utils.autograder.course import Course
from course_utils.autograder.verdict import Counterexample, Diagnosis, Property, Verdict
from course_utils.errors import CourseError

FORMAT = 1
SCHEMA = """
CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE answer_key (exercise TEXT PRIMARY KEY, data TEXT NOT NULL) STRICT;
CREATE TABLE submission (
    id INTEGER PRIMARY KEY,
    student TEXT NOT NULL,
    name TEXT NOT NULL,         -- as the platform has it
    platform_id TEXT NOT NULL,  -- the number that Canvas or Moodle knows the student by
    place TEXT NOT NULL,        -- the path within the submissions
    sha256 TEXT NOT NULL,
    notebook TEXT NOT NULL,     -- the course's name of it; empty where it was not recognized
    state TEXT NOT NULL,        -- graded, superseded by a newer attempt, or unreadable
    reason TEXT NOT NULL,       -- why it is unreadable
    late INTEGER NOT NULL,
    remarks TEXT NOT NULL,      -- JSON list: what became of its stub cells
    errors TEXT NOT NULL,       -- JSON object: the number of a cell, what it raised
    troubles TEXT NOT NULL,     -- JSON list: what had to be left out
    cpu_seconds REAL NOT NULL,
    wall_seconds REAL NOT NULL,
    graded_at TEXT NOT NULL,    -- UTC
    UNIQUE (student, place)
) STRICT;
CREATE TABLE verdict (
    submission INTEGER NOT NULL REFERENCES submission (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    exercise TEXT NOT NULL,
    points REAL NOT NULL,
    out_of REAL NOT NULL,
    state TEXT NOT NULL,
    diagnosis TEXT,
    verdict TEXT NOT NULL,      -- the whole verdict as JSON
    PRIMARY KEY (submission, position)
) STRICT;
CREATE TABLE override (
    student TEXT NOT NULL,
    exercise TEXT NOT NULL,
    points REAL NOT NULL,
    reason TEXT NOT NULL,
    made_at TEXT NOT NULL,
    PRIMARY KEY (student, exercise)
) STRICT;
"""

SubmissionState = Literal["graded", "superseded", "unreadable"]


@dataclass(frozen=True)
class Entry:
    """One submission as the gradebook holds it. `verdicts` stand in the order of the notebook."""

    student: str
    name: str
    platform_id: str
    place: str
    sha256: str
    notebook: str
    state: SubmissionState
    reason: str = ""
    late: bool = False
    remarks: tuple[str, ...] = ()
    errors: tuple[tuple[int, str], ...] = ()
    troubles: tuple[str, ...] = ()
    cpu_seconds: float = 0.0
    wall_seconds: float = 0.0
    graded_at: str = ""
    verdicts: tuple[Verdict, ...] = ()


@dataclass(frozen=True)
class Override:
    """A score that a lecturer has set, with the reason."""

    student: str
    exercise: str
    points: float
    reason: str
    made_at: str


class Gradebook:
    """An open gradebook."""

    def __init__(self, course: Course, path: Path, create: bool = False) -> None:
        """Open a gradebook.

        Args:
            course: the course that it is of.
            path: the file.
            create: make one when there is none.

        Raises:
            CourseError: there is none, it is none, or it cannot be opened.
        """
        if not create and not path.is_file():
            raise CourseError(f"There is no gradebook {path}. `{course.name} grade` makes one.")
        if not path.absolute().parent.is_dir():
            raise CourseError(f"There is no folder {path.absolute().parent} for the gradebook. Make it first.")
        self.path = path
        try:
            self._connection = sqlite3.connect(path, isolation_level=None, timeout=30)
            self._connection.execute("PRAGMA journal_mode = WAL")
            self._connection.execute("PRAGMA foreign_keys = ON")
            self._prepare()
        except sqlite3.DatabaseError as error:
            raise CourseError(f"{path} is no gradebook, or it is damaged or locked: {error}.") from error

    def _prepare(self) -> None:
        (version,) = self._connection.execute("PRAGMA user_version").fetchone()
        if version == 0 and not self._connection.execute("SELECT 1 FROM sqlite_master").fetchone():
            self._connection.executescript(f"BEGIN IMMEDIATE; {SCHEMA} PRAGMA user_version = {FORMAT}; COMMIT")
        elif version != FORMAT:
            raise CourseError(f"{self.path} is no gradebook of this version of the course.")

    def close(self) -> None:
        """Close the gradebook. What was written is written already."""
        self._connection.close()

    def __enter__(self) -> "Gradebook":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        """Write all that the body writes, or nothing of it. Raises `CourseError` where the file cannot be written."""
        try:
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._connection.execute("COMMIT")
            finally:
                if self._connection.in_transaction:  # SQLite ends it by itself where the disk is full
                    self._connection.execute("ROLLBACK")
        except sqlite3.DatabaseError as error:
            raise CourseError(
                f"{self.path} cannot be written: {error}. What it holds is kept. Close what else has it open, see that "
                "the disk has room, and run the same command again."
            ) from error

    def settings(self) -> dict[str, str]:
        """Return what the gradebook was made with: course_version, seed, seconds, total_seconds, memory_bytes."""
        return dict(self._connection.execute("SELECT name, value FROM setting"))

    def set_settings(self, settings: Mapping[str, str]) -> None:
        """Record what the gradebook is made with."""
        with self._transaction():
            self._connection.executemany("INSERT OR REPLACE INTO setting VALUES (?, ?)", settings.items())

    def begin_again(self, settings: Mapping[str, str], notebooks: Sequence[str] = ()) -> None:
        """Record with what all is graded again, or these notebooks. Keys of another seed go; no grade is up to date."""
        marks = ", ".join("?" * len(notebooks))
        which = f" WHERE notebook IN ({marks})" if notebooks else ""
        with self._transaction():
            if self.settings().get("seed") != settings["seed"]:
                self._connection.execute("DELETE FROM answer_key")
            self._connection.executemany("INSERT OR REPLACE INTO setting VALUES (?, ?)", settings.items())
            # no file has this hash, so each is graded anew, and what was graded before stays until then
            self._connection.execute(f"UPDATE submission SET sha256 = ''{which}", tuple(notebooks))

    def keys(self) -> dict[str, str]:
        """Return the keys that were built for this gradebook's seed, as JSON by the exercise's id."""
        return dict(self._connection.execute("SELECT exercise, data FROM answer_key"))

    def add_key(self, exercise: str, data: str) -> None:
        """Keep a key, so that a run that goes on need not build it again."""
        with self._transaction():
            self._connection.execute("INSERT OR REPLACE INTO answer_key VALUES (?, ?)", (exercise, data))

    def add(self, entry: Entry) -> None:
        """Write one submission with its verdicts, whole or not at all; one that was there is replaced."""
        with self._transaction():
            self._connection.execute(
                "DELETE FROM submission WHERE student = ? AND place = ?", (entry.student, entry.place)
            )
            row = vars(entry) | {
                "remarks": json.dumps(entry.remarks),
                "errors": json.dumps(dict(entry.errors)),
                "troubles": json.dumps(entry.troubles),
                "late": int(entry.late),
            }
            del row["verdicts"]
            columns = ", ".join(row)
            marks = ", ".join(f":{name}" for name in row)
            cursor = self._connection.execute(f"INSERT INTO submission ({columns}) VALUES ({marks})", row)
            self._connection.executemany(
                "INSERT INTO verdict VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                [
                    (
                        cursor.lastrowid,
                        position,
                        verdict.exercise,
                        verdict.points,
                        verdict.out_of,
                        verdict.state,
                        verdict.diagnosis.name if verdict.diagnosis else None,
                        json.dumps(verdict, default=vars),
                    )
                    for position, verdict in enumerate(entry.verdicts)
                ],
            )

    def supersede(self, entry: Entry) -> None:
        """Record an older attempt. The verdicts on it, from when it was the newest, are kept."""
        if self.states().get((entry.student, entry.place), ("",))[0] != entry.sha256:
            self.add(entry)
            return
        with self._transaction():
            self._connection.execute(
                "UPDATE submission SET state = 'superseded' WHERE student = ? AND place = ?",
                (entry.student, entry.place),
            )

    def remove(self, student: str, place: str) -> None:
        """Drop a submission that is no longer among the submitted files."""
        with self._transaction():
            self._connection.execute("DELETE FROM submission WHERE student = ? AND place = ?", (student, place))

    def states(self) -> dict[tuple[str, str], tuple[str, str]]:
        """Return (sha256, state) of every submission by (student, place)."""
        rows = self._connection.execute("SELECT student, place, sha256, state FROM submission")
        return {(student, place): (sha256, state) for student, place, sha256, state in rows}

    def notebooks(self) -> dict[tuple[str, str], str]:
        """Return which of the course's notebooks every submission is, "" for none of them, by (student, place)."""
        rows = self._connection.execute("SELECT student, place, notebook FROM submission")
        return {(student, place): notebook for student, place, notebook in rows}

    def entries(self) -> Iterator[Entry]:
        """Yield every submission, by student and then by place."""
        columns = [name for name in Entry.__dataclass_fields__ if name != "verdicts"]
        rows = self._connection.execute(f"SELECT id, {', '.join(columns)} FROM submission ORDER BY student, place")
        for number, *values in rows.fetchall():
            row: dict[str, Any] = dict(zip(columns, values, strict=True))
            row["remarks"] = tuple(json.loads(row["remarks"]))
            row["errors"] = tuple((int(cell), text) for cell, text in json.loads(row["errors"]).items())
            row["troubles"] = tuple(json.loads(row["troubles"]))
            row["late"] = bool(row["late"])
            verdicts = self._connection.execute(
                "SELECT verdict FROM verdict WHERE submission = ? ORDER BY position", (number,)
            )
            yield Entry(**row, verdicts=tuple(_verdict(json.loads(text)) for (text,) in verdicts))

    def overrides(self) -> dict[tuple[str, str], Override]:
        """Return the scores that a lecturer has set, by student and exercise."""
        rows = self._connection.execute("SELECT student, exercise, points, reason, made_at FROM override")
        return {(row[0], row[1]): Override(*row) for row in rows}

    def set_override(self, override: Override) -> None:
        """Record a score that a lecturer has set, in place of an earlier one."""
        with self._transaction():
            row = tuple(vars(override).values())
            self._connection.execute("INSERT OR REPLACE INTO override VALUES (?, ?, ?, ?, ?)", row)

    def remove_override(self, student: str, exercise: str) -> bool:
        """Take a lecturer's score back; return whether there was one."""
        with self._transaction():
            cursor = self._connection.execute(
                "DELETE FROM override WHERE student = ? AND exercise = ?", (student, exercise)
            )
        return cursor.rowcount > 0


def _verdict(data: dict[str, Any]) -> Verdict:
    example, diagnosis = data["counterexample"], data["diagnosis"]
    return Verdict(
        **data
        | {
            "properties": tuple(Property(**item) for item in data["properties"]),
            "counterexample": Counterexample(**example) if example else None,
            "diagnosis": Diagnosis(**diagnosis) if diagnosis else None,
            "trace": tuple(data["trace"]),
            "notes": tuple(data["notes"]),
        }
    )
