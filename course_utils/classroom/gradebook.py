"""The gradebook: one SQLite file with every submission, every verdict and what they were made with.

A submission is written in one transaction, so that it is there whole or not at all, whatever ends the run. WAL lets
others read meanwhile.
"""

import contextlib
import json
import os
import secrets
import sqlite3
import stat
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from course_utils.autograder.course import Course
from course_utils.autograder.verdict import Verdict
from course_utils.classroom.account import Line
from course_utils.classroom.earlier_formats import bring_forward
from course_utils.classroom.notes import CellError, LeftOut, Remark
from course_utils.errors import CourseError, sentences

FORMAT = 4
WAIT_SECONDS = 30.0  # for another program that writes
CANNOT_WRITE = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY)
CLASS_LIST = "class_list"  # the setting that has the class list of the last run
KEYS_RELEASED = "keys_released"  # the setting that says when the keys of the seed were given out
PAGE_SECRET = "page_secret"  # the setting that names anonymous pages, and nothing else
UNFINISHED = "unfinished"  # the setting that says that a run which grades again is on its way
SCHEMA = """
CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE answer_key (exercise TEXT PRIMARY KEY, data TEXT NOT NULL) STRICT;
CREATE TABLE submission (
    id INTEGER PRIMARY KEY,
    student TEXT NOT NULL,
    name TEXT NOT NULL,         -- as the platform has it
    platform TEXT NOT NULL DEFAULT '',
    platform_id TEXT NOT NULL,  -- the number that the platform knows the student by
    place TEXT NOT NULL,        -- the path within the submissions
    sha256 TEXT NOT NULL,
    notebook TEXT NOT NULL,     -- the course's name of it; empty if it was not recognized
    state TEXT NOT NULL,        -- graded, superseded by a newer attempt, or unreadable
    reason TEXT NOT NULL,       -- why it is unreadable
    late INTEGER NOT NULL,
    untouched INTEGER NOT NULL DEFAULT 0,  -- whether all its answers are as they were handed out
    remarks TEXT NOT NULL,      -- JSON list of Remark: what became of its stub cells
    errors TEXT NOT NULL,       -- JSON list of CellError: what its cells raised
    troubles TEXT NOT NULL,     -- JSON list of LeftOut: what had to be left out
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
# Who was there, and what became of each file, as the last run over each source saw it.
ACCOUNT = (
    """
CREATE TABLE student (
    student TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    platform TEXT NOT NULL,
    platform_id TEXT NOT NULL,
    listed TEXT NOT NULL,       -- the key on the class list; empty if it has none, or there is no list
    problem TEXT NOT NULL,      -- why nothing of the student may be graded
    note TEXT NOT NULL,         -- why no notebook counts, or what else is to be said of the student
    source TEXT NOT NULL        -- the submissions of the last run that met the student
) STRICT
    """,
    """
CREATE TABLE account (
    source TEXT NOT NULL,
    place TEXT NOT NULL,
    fate TEXT NOT NULL,
    students TEXT NOT NULL,     -- JSON list
    notebook TEXT NOT NULL,
    of TEXT NOT NULL,           -- the newer attempt, or the notebook that it lies beside
    reason TEXT NOT NULL,
    moment REAL NOT NULL        -- seconds since 1970, 0 when nobody knows
) STRICT
    """,
    "CREATE INDEX account_source ON account (source)",
)

SubmissionState = Literal["graded", "superseded", "unreadable"]


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One submission as the gradebook holds it. `verdicts` stand in the order of the notebook.

    `platform_id` is the number that `platform` knows the student by. `untouched`: all its answers are as they were
    handed out.
    """

    student: str
    name: str
    platform_id: str
    place: str
    sha256: str
    notebook: str
    state: SubmissionState
    reason: str = ""
    platform: str = ""
    late: bool = False
    untouched: bool = False
    remarks: tuple[Remark, ...] = ()
    errors: tuple[CellError, ...] = ()
    troubles: tuple[LeftOut, ...] = ()
    cpu_seconds: float = 0.0
    wall_seconds: float = 0.0
    graded_at: str = ""
    verdicts: tuple[Verdict, ...] = ()


@dataclass(frozen=True)
class Known:
    """What the gradebook knows of a submission; `sha256` is that of the file which it was graded from."""

    sha256: str
    state: SubmissionState
    notebook: str
    untouched: bool


@dataclass(frozen=True)
class Task:
    """What a run starts from.

    `keys` are those that were built for the seed, as JSON by the exercise's id. `known` has every submission that the
    gradebook holds, by (student, place). `released_at` is when the keys were given out, "" if they were not.
    """

    seed: int
    keys: dict[str, str]
    known: dict[tuple[str, str], Known]
    released_at: str = ""


@dataclass(frozen=True, kw_only=True)
class Person:
    """A student, with or without a submission.

    `student` is unique in the class; `platform_id` is the number that `platform` knows the student by, both "" when
    none does; `listed` is the key on the class list, "" without one. `problem` says why nothing of the student may be
    graded, `note` why no notebook counts or what else is to be said.
    """

    student: str
    name: str
    platform: str = ""
    platform_id: str = ""
    listed: str = ""
    problem: str = ""
    note: str = ""


@dataclass(frozen=True)
class Override:
    """A score that a lecturer has set, with the reason."""

    student: str
    exercise: str
    points: float
    reason: str
    made_at: str


def _code(error: Exception) -> int:
    """Return SQLite's number of what went wrong, without its details."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF


def _is_locked(error: Exception) -> bool:
    return _code(error) in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


class Gradebook:
    """An open gradebook. One that may only be read is a copy of it in memory."""

    def __init__(self, course: Course, path: Path, create: bool = False) -> None:
        """Open a gradebook.

        Args:
            course: the course that it is of.
            path: the file.
            create: make one when there is none.

        Raises:
            CourseError: there is none, it is none, or it cannot be opened.
        """
        self.course, self.path = course, path
        self.is_read_only = self._is_prepared = False
        try:
            self._require_place(create)
            self._connection = self._connect()
            self._connection.execute("PRAGMA foreign_keys = ON")
            self._prepare()
            self._is_prepared = True
            if self.is_read_only:
                self._connection.execute("PRAGMA query_only = ON")
        except OSError as error:
            raise CourseError(f"The gradebook {path} cannot be opened: {sentences(error)}") from error
        except (sqlite3.DatabaseError, ValueError) as error:  # ValueError: an older gradebook that nobody of ours wrote
            raise CourseError(self._not_opened(error)) from error

    def _require_place(self, create: bool) -> None:
        """Raise `CourseError` or `OSError` if the file is none to open, or its folder is none to make it in."""
        folder = self.path.absolute().parent
        if not folder.is_dir():
            raise CourseError(f"There is no folder {folder} for the gradebook. Make it first.")
        try:
            status = self.path.stat()
        except FileNotFoundError:
            if create:  # it will hold all keys, which nobody else should read; SQLite's own files beside it follow it
                os.close(os.open(self.path, os.O_CREAT | os.O_WRONLY, 0o600))
                return
            raise CourseError(f"There is no gradebook {self.path}. `{self.course.name} grade` makes one.") from None
        if not stat.S_ISREG(status.st_mode):
            what = "a folder" if stat.S_ISDIR(status.st_mode) else "no file that can hold a gradebook"
            raise CourseError(f"{self.path} is {what}. Name the gradebook's file.")
        if not status.st_size and not create:
            raise CourseError(f"{self.path} is empty, and no gradebook. `{self.course.name} grade` makes one.")
        with open(self.path, "rb"):  # SQLite does not say why it cannot
            pass

    def _connect(self) -> sqlite3.Connection:
        """Return a connection to the file, or to a copy of it in memory if it may only be read."""
        files = (self.path, self.path.absolute().parent)  # in the folder, SQLite keeps a file while it writes
        self.is_read_only = self.path.exists() and not all(os.access(file, os.W_OK) for file in files)
        if self.is_read_only:
            return self._copy_in_memory()
        try:
            return self._connect_with("PRAGMA journal_mode = WAL", "SELECT 1 FROM sqlite_master")
        except sqlite3.OperationalError as error:
            if _is_locked(error):
                raise
            # a network file system has no memory to share, which a log for several readers needs
            return self._connect_with("PRAGMA locking_mode = EXCLUSIVE", "PRAGMA journal_mode = DELETE")

    def _connect_with(self, *commands: str) -> sqlite3.Connection:
        connection = sqlite3.connect(self.path, isolation_level=None, timeout=WAIT_SECONDS)
        try:
            for command in commands:
                connection.execute(command).fetchone()
        except sqlite3.DatabaseError:
            connection.close()
            raise
        return connection

    def _copy_in_memory(self) -> sqlite3.Connection:
        """Return a copy, which may be brought forward without a change to the file."""
        log = self.path.with_name(f"{self.path.name}-wal")
        # nobody who can write is at work if there is no log, and SQLite need not make the files to watch for them
        is_at_rest = not log.exists() or not log.stat().st_size
        address = f"{self.path.absolute().as_uri()}?mode=ro" + "&immutable=1" * is_at_rest
        copy = sqlite3.connect(":memory:", isolation_level=None)
        with contextlib.closing(sqlite3.connect(address, uri=True, timeout=WAIT_SECONDS)) as source:
            source.backup(copy)
        return copy

    def _not_opened(self, error: Exception) -> str:
        """Return in a sentence why SQLite did not open the file."""
        if _is_locked(error):
            return (
                f"{self.path} is in use by another program, for which we waited {WAIT_SECONDS:g} seconds. Run the same "
                "command again when that has ended."
            )
        if self.is_read_only and _code(error) in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY):
            return (
                f"{self.path} may only be read here, and the program that wrote it was ended on the way. Copy it, with "
                f"{self.path.name}-wal, to a folder of your own, and name the copy."
            )
        if _code(error) in CANNOT_WRITE:
            return (
                f"{self.path} cannot be opened or made: {error}. See that its disk has room and that you may write "
                "there, or name a gradebook in another folder."
            )
        return f"{self.path} is no gradebook, or it is damaged: {error}. Name another one, or a copy from before."

    def _prepare(self) -> None:
        (version,) = self._connection.execute("PRAGMA user_version").fetchone()
        if version == 0 and not self._connection.execute("SELECT 1 FROM sqlite_master").fetchone():
            self._connection.executescript(
                f"BEGIN IMMEDIATE; {SCHEMA} {'; '.join(ACCOUNT)}; PRAGMA user_version = {FORMAT}; COMMIT"
            )
        elif 0 < version < FORMAT:
            with self._transaction():
                bring_forward(self._connection, version, ACCOUNT)
                self._connection.execute(f"PRAGMA user_version = {FORMAT}")
        elif version != FORMAT:
            raise CourseError(
                f"{self.path} is no gradebook of this version of the course. Name another one, or use the course's "
                "version that made it."
            )

    def close(self) -> None:
        """Close the gradebook. What was written is written already."""
        self._connection.close()

    def __enter__(self) -> "Gradebook":
        return self

    def __exit__(self, kind: object, error: BaseException | None, *_: object) -> None:
        self.close()
        if isinstance(error, sqlite3.DatabaseError):  # of reading: what writes has words of its own
            raise CourseError(
                f"{self.path} cannot be read: {error}. See that its disk is there, or name a copy from before."
            ) from error

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[None]:
        """Write all that the body writes, or nothing of it. Raises `CourseError` when the file cannot be written."""
        if self.is_read_only and self._is_prepared:
            raise CourseError(
                f"{self.path} may only be read here. Copy it to a folder of your own, and name the copy; or see that "
                "you may write to it and to its folder."
            )
        try:
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._connection.execute("COMMIT")
            finally:
                if self._connection.in_transaction:  # SQLite ends it by itself when the disk is full
                    self._connection.execute("ROLLBACK")
        except sqlite3.DatabaseError as error:
            raise CourseError(
                f"{self.path} cannot be written: {error}. What it holds is kept. Close what else has it open, see that "
                "the disk has room, and run the same command again."
            ) from error

    def begin(
        self,
        made_with: Mapping[str, str],
        seed: int | None = None,
        regrade: bool = False,
        notebooks: Sequence[str] = (),
        new_seed: bool = False,
    ) -> Task:
        """Begin a run, or go on with one that was ended.

        Args:
            made_with: what the grades depend on, besides the course's version and the seed.
            seed: the gradebook's own when there is none, or a new one that nobody knows.
            regrade: grade again what is graded already. What was graded before stays until then. A run that grades
                again and was ended on the way goes on, and does not begin anew.
            notebooks: the file names of those to grade again, all when there are none.
            new_seed: grade what is open with a seed that nobody knows. What is graded stays as it is.

        Returns:
            What the run starts from.

        Raises:
            CourseError: the gradebook was made with something else.
        """
        recorded = self.settings()
        if seed is None:
            seed = int(recorded["seed"]) if "seed" in recorded and not new_seed else _secret_seed()
        settings = {"course_version": self.course.version, "seed": str(seed), **made_with}
        renewed = new_seed and settings["seed"] != recorded.get("seed")
        differing = [
            name
            for name, value in settings.items()
            if recorded and recorded.get(name) != value and not (name == "seed" and renewed)
        ]
        if differing and (not regrade or notebooks):
            name = differing[0]
            raise CourseError(
                f"{self.path} was begun with {name} {recorded.get(name)}, and now it is {settings[name]}. Use the "
                "same, or add --regrade, without --notebook, to grade everything again, or name another gradebook."
            )
        with self._transaction():
            if regrade and (differing or not recorded.get(UNFINISHED)):
                settings[UNFINISHED] = "regrade"
                self._mark_as_outdated(notebooks)
            if renewed or "seed" in differing:
                self._connection.execute("DELETE FROM answer_key")
                self._connection.execute("DELETE FROM setting WHERE name = ?", (KEYS_RELEASED,))
            settings[PAGE_SECRET] = recorded.get(PAGE_SECRET) or secrets.token_hex(16)
            self._connection.executemany("INSERT OR REPLACE INTO setting VALUES (?, ?)", settings.items())
        return Task(seed, self._keys(), self.known(), self.settings().get(KEYS_RELEASED, ""))

    def record_released_keys(self) -> None:
        """Record that the keys that the class was graded by are out. The first time counts."""
        now = datetime.now().astimezone().isoformat(timespec="minutes")
        with self._transaction():
            self._connection.execute("INSERT OR IGNORE INTO setting VALUES (?, ?)", (KEYS_RELEASED, now))

    @property
    def page_secret(self) -> str:
        """What the names of anonymous pages are made with. It tells nothing else, and nothing else tells it."""
        settings = self.settings()
        # a gradebook of an earlier version has none of its own
        return settings.get(PAGE_SECRET) or f"pages of {settings.get('seed', '')}"

    def _mark_as_outdated(self, notebooks: Sequence[str]) -> None:
        marks = ", ".join("?" * len(notebooks))
        which = f" WHERE notebook IN ({marks})" if notebooks else ""
        # no file has this hash, so each is graded anew
        self._connection.execute(f"UPDATE submission SET sha256 = ''{which}", tuple(notebooks))

    def finish(
        self,
        source: str,
        people: Iterable[Person],
        lines: Iterable[Line],
        present: Collection[tuple[str, str]],
        class_list: str = "",
    ) -> None:
        """End a run that has graded everything, and keep the account of it in place of an earlier one.

        Older attempts whose files are gone go, and students of whom there is nothing; a grade is never dropped.

        Args:
            source: the submissions, as a path.
            people: all students who were met.
            lines: what became of each file.
            present: the (student, place) of each submission that was found.
            class_list: the list that the people were found in, for the next run, "" if there was none.
        """
        gone = [place for place, known in self.known().items() if known.state == "superseded" and place not in present]
        with self._transaction():
            self._connection.executemany("DELETE FROM submission WHERE student = ? AND place = ?", gone)
            self._connection.execute("UPDATE setting SET value = '' WHERE name = ?", (UNFINISHED,))
            self._connection.execute("INSERT OR REPLACE INTO setting VALUES (?, ?)", (CLASS_LIST, class_list))
            self._connection.execute(
                "DELETE FROM student WHERE source = ? AND student NOT IN (SELECT student FROM submission)"
                " AND student NOT IN (SELECT student FROM override)",
                (source,),
            )
            rows = [vars(person) | {"source": source} for person in people]
            self._insert("OR REPLACE INTO student", rows)
            self._connection.execute("DELETE FROM account WHERE source = ?", (source,))
            self._insert(
                "INTO account",
                [vars(line) | {"students": json.dumps(line.students), "source": source} for line in lines],
            )

    def _insert(self, where: str, rows: Sequence[Mapping[str, Any]]) -> None:
        if rows:
            columns = ", ".join(rows[0])
            marks = ", ".join(f":{name}" for name in rows[0])
            self._connection.executemany(f"INSERT {where} ({columns}) VALUES ({marks})", rows)

    def people(self) -> tuple[Person, ...]:
        """Return all students whom a run has met, also those of whom nothing was graded."""
        columns = list(Person.__dataclass_fields__)
        rows = self._connection.execute(f"SELECT {', '.join(columns)} FROM student ORDER BY student")
        met = {row[0]: Person(**dict(zip(columns, row, strict=True))) for row in rows}
        # those of an earlier format, who stand with their submissions alone
        rows = self._connection.execute("SELECT student, name, platform, platform_id FROM submission ORDER BY id")
        for student, name, platform, platform_id in rows:
            if student not in met:
                met[student] = Person(student=student, name=name, platform=platform, platform_id=platform_id)
        return tuple(met.values())

    def account(self) -> dict[str, tuple[Line, ...]]:
        """Return what became of each file, by the source that the last run over it saw."""
        columns = list(Line.__dataclass_fields__)
        rows = self._connection.execute(f"SELECT source, {', '.join(columns)} FROM account ORDER BY source, rowid")
        found: dict[str, list[Line]] = {}
        for source, *values in rows:
            row: dict[str, Any] = dict(zip(columns, values, strict=True))
            found.setdefault(source, []).append(Line(**row | {"students": tuple(json.loads(row["students"]))}))
        return {source: tuple(lines) for source, lines in found.items()}

    def class_list(self) -> str:
        """Return the class list of the last run, "" if there was none."""
        return self.settings().get(CLASS_LIST, "")

    def settings(self) -> dict[str, str]:
        """Return what the gradebook was made with: course_version, seed, seconds, total_seconds, memory_bytes."""
        return dict(self._connection.execute("SELECT name, value FROM setting"))

    def known(self) -> dict[tuple[str, str], Known]:
        """Return what is known of each submission, by (student, place)."""
        rows = self._connection.execute("SELECT student, place, sha256, state, notebook, untouched FROM submission")
        return {
            (student, place): Known(digest, state, notebook, bool(untouched))
            for student, place, digest, state, notebook, untouched in rows
        }

    def _keys(self) -> dict[str, str]:
        return dict(self._connection.execute("SELECT exercise, data FROM answer_key"))

    def add_key(self, exercise: str, data: str) -> None:
        """Keep a key, so that a run that goes on need not build it again.

        Args:
            exercise: the id.
            data: the key, as JSON.
        """
        with self._transaction():
            self._connection.execute("INSERT OR REPLACE INTO answer_key VALUES (?, ?)", (exercise, data))

    def add(self, entry: Entry) -> None:
        """Write one submission with its verdicts, whole or not at all; one that was there is replaced.

        An older attempt keeps the verdicts on it, from when it was the newest, if they are of the same file.
        """
        if entry.state == "superseded" and self._supersede(entry):
            return
        with self._transaction():
            self._connection.execute(
                "DELETE FROM submission WHERE student = ? AND place = ?", (entry.student, entry.place)
            )
            row = vars(entry) | {
                "remarks": json.dumps(entry.remarks, default=vars),
                "errors": json.dumps(entry.errors, default=vars),
                "troubles": json.dumps(entry.troubles, default=vars),
                "late": int(entry.late),
                "untouched": int(entry.untouched),
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
                        verdict.to_json(),
                    )
                    for position, verdict in enumerate(entry.verdicts)
                ],
            )

    def _supersede(self, entry: Entry) -> bool:
        """Mark a submission as superseded, and return whether it was there, graded from the same file."""
        with self._transaction():
            cursor = self._connection.execute(
                "UPDATE submission SET state = 'superseded' WHERE student = ? AND place = ? AND sha256 = ?",
                (entry.student, entry.place, entry.sha256),
            )
        return cursor.rowcount > 0

    def entries(self) -> Iterator[Entry]:
        """Yield every submission, by student and then by place."""
        columns = [name for name in Entry.__dataclass_fields__ if name != "verdicts"]
        rows = self._connection.execute(f"SELECT id, {', '.join(columns)} FROM submission ORDER BY student, place")
        for number, *values in rows.fetchall():
            row: dict[str, Any] = dict(zip(columns, values, strict=True))
            row["remarks"] = tuple(Remark(**item) for item in json.loads(row["remarks"]))
            row["errors"] = tuple(CellError(**item) for item in json.loads(row["errors"]))
            row["troubles"] = tuple(LeftOut(**item) for item in json.loads(row["troubles"]))
            row["late"], row["untouched"] = bool(row["late"]), bool(row["untouched"])
            verdicts = self._connection.execute(
                "SELECT verdict FROM verdict WHERE submission = ? ORDER BY position", (number,)
            )
            yield Entry(**row, verdicts=tuple(Verdict.from_json(text) for (text,) in verdicts))

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
        """Take a lecturer's score back and return whether there was one.

        Args:
            student: as the gradebook has it.
            exercise: its id.
        """
        with self._transaction():
            cursor = self._connection.execute(
                "DELETE FROM override WHERE student = ? AND exercise = ?", (student, exercise)
            )
        return cursor.rowcount > 0


def _secret_seed() -> int:
    """Return a seed that nobody can guess, of 96 bits."""
    return 1 << 95 | secrets.randbits(95)
