"""Gradebooks of earlier formats. They are brought forward when they are opened.

Format 1 held sentences in place of records. Format 2 had no students but those of submissions, and no account. The
verdicts of format 3 had one counterexample and one diagnosis at most.
"""

import json
import re
import sqlite3
from collections.abc import Sequence

from course_utils.classroom.notes import CellError, LeftOut, Remark

LEFT_OUT = "left out: "
TROUBLE = re.compile(
    r"(?:Code cell (?P<cell>\d+)|The check of (?P<exercise>\S+)) was left out\. (?P<reason>.*)", re.DOTALL
)


def bring_forward(connection: sqlite3.Connection, version: int, tables: Sequence[str]) -> None:
    """Bring a gradebook to the format of today, in the transaction that is open.

    Args:
        connection: the gradebook's.
        version: the number of its format.
        tables: what makes the tables that format 2 did not have.
    """
    if version == 1:
        _rewrite_sentences(connection)
    if version < 3:
        _add_students(connection, tables)
    _rewrite_verdicts(connection)


def _add_students(connection: sqlite3.Connection, tables: Sequence[str]) -> None:
    connection.execute("ALTER TABLE submission ADD COLUMN platform TEXT NOT NULL DEFAULT ''")
    connection.execute("ALTER TABLE submission ADD COLUMN untouched INTEGER NOT NULL DEFAULT 0")
    connection.execute(
        "UPDATE submission SET platform = iif(place LIKE '%_assignsubmission_%', 'moodle', 'canvas')"
        " WHERE platform_id != ''"
    )
    connection.execute(
        "UPDATE submission SET untouched = 1 WHERE id IN"
        " (SELECT submission FROM verdict GROUP BY submission HAVING min(state = 'unattempted'))"
    )
    for statement in tables:
        connection.execute(statement)


def _rewrite_verdicts(connection: sqlite3.Connection) -> None:
    rows = connection.execute("SELECT rowid, verdict FROM verdict").fetchall()
    for number, text in rows:
        verdict = json.loads(text)
        for several, one in (("counterexamples", "counterexample"), ("diagnoses", "diagnosis")):
            found = verdict.pop(one)
            verdict[several] = [found] if found else []
        connection.execute("UPDATE verdict SET verdict = ? WHERE rowid = ?", (json.dumps(verdict), number))


def _rewrite_sentences(connection: sqlite3.Connection) -> None:
    rows = connection.execute("SELECT id, remarks, errors, troubles FROM submission").fetchall()
    for number, *columns in rows:
        remarks, errors, troubles = map(json.loads, columns)
        records = (
            [Remark(*text.split(": ", 1)) for text in remarks],
            [_error(int(cell), text) for cell, text in errors.items()],
            list(map(_left_out, troubles)),
        )
        connection.execute(
            "UPDATE submission SET remarks = ?, errors = ?, troubles = ? WHERE id = ?",
            (*(_to_json(record) for record in records), number),
        )


def _to_json(records: Sequence[object]) -> str:
    return json.dumps(records, default=vars)


def _error(cell: int, text: str) -> CellError:
    return CellError(cell, text.removeprefix(LEFT_OUT), left_out=text.startswith(LEFT_OUT))


def _left_out(sentence: str) -> LeftOut:
    match = TROUBLE.fullmatch(sentence)
    if not match:
        raise ValueError(f"a trouble that no version of the course has written: {sentence!r}")
    return LeftOut(int(match["cell"]) if match["cell"] else match["exercise"], match["reason"])
