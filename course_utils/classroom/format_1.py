"""Gradebooks of format 1, which held sentences in place of records. They are brought forward when they are opened."""

import json
import re
import sqlite3
from collections.abc import Sequence

from course_utils.classroom.notes import CellError, LeftOut, Remark

LEFT_OUT = "left out: "
TROUBLE = re.compile(
    r"(?:Code cell (?P<cell>\d+)|The check of (?P<exercise>\S+)) was left out\. (?P<reason>.*)", re.DOTALL
)


def bring_forward(connection: sqlite3.Connection) -> None:
    """Rewrite what format 1 says of each submission, in the transaction that is open."""
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
