"""Comma-separated tables as spreadsheets and learning platforms read and write them."""

import csv
import io
from dataclasses import dataclass
from pathlib import Path

from course_utils.errors import CourseError

FORMULA_STARTS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")  # spreadsheets take the wide ones, too
INVISIBLE = " \t\r\n\v\f\xa0\ufeff"


def as_text(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula: one that begins like a formula gets an apostrophe.

    Students choose their names and file names, and may choose `=HYPERLINK(...)`.
    """
    return f"'{text}" if text.lstrip(INVISIBLE).startswith(FORMULA_STARTS) else text


@dataclass(frozen=True)
class Table:
    """Rows of cells, the first of them the header, all of the same length. `source` is the file it was read from."""

    rows: tuple[tuple[str, ...], ...]
    delimiter: str = ","
    source: Path | None = None

    @property
    def header(self) -> tuple[str, ...]:
        """The names of the columns."""
        return self.rows[0]

    def to_bytes(self) -> bytes:
        """Return the file that holds this table: the same rows, the same bytes."""
        text = io.StringIO()
        csv.writer(text, delimiter=self.delimiter, lineterminator="\n").writerows(self.rows)
        return text.getvalue().encode()


def read_table(path: Path) -> Table:
    """Return the table in `path`, with commas, semicolons or tabs. Raises `CourseError` if it holds none."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise CourseError(f"{path} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError:
        raise CourseError(f"{path} is not UTF-8 text. Use the CSV file as it was downloaded.") from None
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    try:
        rows = [tuple(row) for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter) if row]
    except csv.Error as error:
        raise CourseError(f"{path} is no CSV file: {error}.") from error
    if not rows or len(rows[0]) < 2:
        raise CourseError(f"{path} is no CSV file: it has no columns.")
    for number, row in enumerate(rows, start=1):
        if len(row) != len(rows[0]):
            raise CourseError(f"{path} is damaged: row {number} has {len(row)} cells, the first {len(rows[0])}.")
    return Table(tuple(rows), delimiter, path)
