"""Tables as Excel, LibreOffice and learning platforms write them."""

import pytest

from course_utils.classroom.tables import Table, read_table
from course_utils.errors import CourseError

ROWS = (("Student", "ID", "Essay, part 1 (5)"), ("Müller, Jan", "7", "12,5"), ("Roe", "8", ""))


def text(delimiter, end="\r\n"):
    quoted = ("|".join(row).split("|") for row in ROWS)
    return end.join(delimiter.join(f'"{c}"' if "," in c else c for c in row) for row in quoted) + end


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_every_encoding_delimiter_and_line_end_is_read(tmp_path, encoding, delimiter, end):
    path = tmp_path / "t.csv"
    encoding = "mac_roman" if (encoding, end) == ("cp1252", "\r") else encoding
    path.write_bytes(text(delimiter, end).encode(encoding))
    table = read_table(path)
    assert (table.rows, table.delimiter) == (ROWS, delimiter)
    assert bool(table.remarks) == (encoding in ("cp1252", "mac_roman"))


def test_the_first_line_of_excel_states_the_delimiter(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text("sep=;\na,b;c\n1;2\n")
    assert read_table(path).rows == (("a,b", "c"), ("1", "2"))


def test_padded_short_and_empty_rows_are_as_long_as_the_header(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text("a,b,c,,\n1,2,3,,\n1\n,,,,\n\n")
    assert read_table(path).rows == (("a", "b", "c"), ("1", "2", "3"), ("1", "", ""))


@pytest.mark.parametrize(
    ("data", "complaint"),
    [
        (b"PK\x03\x04", "is a workbook"),
        (b"a,b\n\x81\x8d,1\n", "no text|not text"),
        (b"a,b\n1,2,3\n", "row 2 has 3 cells, the first 2"),
        (b"", "no columns"),
    ],
)
def test_what_is_no_table_is_named_for_what_it_is(tmp_path, data, complaint):
    path = tmp_path / "t.csv"
    path.write_bytes(data)
    with pytest.raises(CourseError, match=complaint):
        read_table(path)


def test_a_tab_or_a_bar_is_written_as_a_comma_and_the_mark_when_asked():
    assert Table((("a", "b"),), "\t").to_bytes() == b"a,b\n"
    assert Table((("a", "b"),), ";", marked=True).to_bytes() == b"\xef\xbb\xbfa;b\n"
