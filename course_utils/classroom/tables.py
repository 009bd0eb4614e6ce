"""Comma-separated tables as spreadsheets and learning platforms read and write them.

What is read: the encodings, delimiters, line ends and paddings of Canvas, Moodle, Excel and LibreOffice. What is
written: UTF-8, with commas or semicolons, every row of the header's length. Canvas takes these two delimiters alone
(lib/gradebook_importer.rb, 00b222d), and Moodle refuses a row of another length (lib/csvlib.class.php, 0963d22).
"""

import codecs
import csv
import io
import re
from dataclasses import dataclass
from pathlib import Path

from course_utils.autograder.rendering import printable
from course_utils.errors import CourseError, reason

INVISIBLE = " \t\r\n\v\f\xa0\ufeff"
DELIMITERS = ",;\t|"
# spreadsheets take the wide signs, too
FORMULA = re.compile(rf"(^|[{DELIMITERS}\r\n])([{INVISIBLE}]*[-=+@＝＋－＠])")
STATED_DELIMITER = re.compile(r'"?sep=(.)"?\r?\n?', re.IGNORECASE)  # Excel's own first line
MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
GUESSED = {"cp1252": "Windows-1252", "mac_roman": "Mac Roman"}


def as_text(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula, and that can be printed.

    What begins like a formula gets an apostrophe.

    Students choose their names and file names, and may choose `=HYPERLINK(...)`. A spreadsheet that takes other
    delimiters than ours begins a cell in the middle of the text, quotation marks or not.
    """
    return printable(FORMULA.sub(r"\1'\2", text))


@dataclass(frozen=True)
class Table:
    """Rows of cells, the first of them the header, all of the same length. `source` is the file it was read from.

    `marked`: the file begins with the mark of UTF-8, without which Excel takes the letters for Windows' own. `remarks`
    are sentences on how the file was read.
    """

    rows: tuple[tuple[str, ...], ...]
    delimiter: str = ","
    source: Path | None = None
    marked: bool = False
    remarks: tuple[str, ...] = ()

    @property
    def header(self) -> tuple[str, ...]:
        """The names of the columns."""
        return self.rows[0]

    def to_bytes(self) -> bytes:
        """Return the file that holds this table: the same rows, the same bytes."""
        text = io.StringIO()
        # a tab or a bar comes from a spreadsheet, and a platform that reads it back takes commas
        delimiter = self.delimiter if self.delimiter in ",;" else ","
        csv.writer(text, delimiter=delimiter, lineterminator="\n").writerows(self.rows)
        return text.getvalue().encode("utf-8-sig" if self.marked else "utf-8")


def read_table(path: Path) -> Table:
    """Return the table in `path`, in any encoding and with any delimiter of a spreadsheet.

    Raises:
        CourseError: it holds none.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise CourseError(f"{path} cannot be read: {reason(error)}.") from error
    if data.startswith(b"PK"):
        raise CourseError(f"{path} is a workbook, and a CSV file is read here. Save it as 'CSV UTF-8' and name that.")
    text, encoding = _decoded(data, path)
    stated = STATED_DELIMITER.match(text)
    delimiter = stated[1] if stated else _delimiter(text)
    try:
        rows = _rows(text[stated.end() :] if stated else text, delimiter)
    except csv.Error as error:
        raise CourseError(f"{path} is no CSV file: {error}.") from error
    if not rows or len(rows[0]) < 2:
        raise CourseError(f"{path} is no CSV file: it has no columns.")
    width = len(rows[0])
    for number, row in enumerate(rows, start=1):
        if any(row[width:]):
            raise CourseError(f"{path} is damaged: row {number} has {len(row)} cells, the first {width}.")
    padded = tuple((*row, *[""] * (width - len(row)))[:width] for row in rows)
    remarks: tuple[str, ...] = ()
    if encoding in GUESSED:
        way_out = "If letters are wrong, save it as 'CSV UTF-8' and try again."
        remarks = (f"{path} is not UTF-8 and was read as {GUESSED[encoding]}. {way_out}",)
    return Table(padded, delimiter, path, remarks=remarks)


def _decoded(data: bytes, path: Path) -> tuple[str, str]:
    """Return the text, and the encoding that it was taken for.

    UTF-16 without a mark has a zero beside each Latin letter. What is not Unicode is Excel's: its "CSV" is Windows-1252
    in the West, and Mac Roman with bare carriage returns from an old Mac.
    """
    encoding = next((name for mark, name in MARKS if data.startswith(mark)), "")
    if not encoding and 0 in data[:2]:
        encoding = "utf-16-be" if data[0] == 0 else "utf-16-le"
    fallback = "mac_roman" if b"\r" in data and b"\n" not in data else "cp1252"
    for candidate in (encoding,) if encoding else ("utf-8", fallback):
        try:
            return data.decode(candidate).removeprefix("\ufeff"), candidate
        except UnicodeDecodeError:
            continue
    raise CourseError(
        f"{path} is not text that we can read. Use the file as it was downloaded, or save it as 'CSV UTF-8'."
    )


def _delimiter(text: str) -> str:
    """Return the delimiter that cuts the header into most columns."""

    def columns(delimiter: str) -> int:
        try:
            return max(map(len, _rows(text, delimiter)[:1]), default=0)
        except csv.Error:
            return 0

    return max(DELIMITERS, key=columns)


def _rows(text: str, delimiter: str) -> list[list[str]]:
    """Return the rows that are not empty, without the empty cells at the end of the header."""
    rows = [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter) if any(map(str.strip, row))]
    while rows and rows[0] and not rows[0][-1].strip():
        rows[0].pop()
    return rows
