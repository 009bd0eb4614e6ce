"""No name of a student's goes round the functions that make foreign text printable, nor into a page or a table raw."""

import ast
import csv
import io
from pathlib import Path

import pytest

import course_utils
from course_utils.autograder.rendering import UNPRINTABLE
from course_utils.classroom.gradebook import Gradebook, Override
from course_utils.classroom.scores import class_scores
from course_utils.course import COURSE, main
from tests.classroom.helpers import START, entry

SOURCES = Path(course_utils.__file__).parent
PRINTING = [SOURCES / "cli.py", *sorted((SOURCES / "classroom" / "commands").glob("*.py"))]
# What makes a text printable, or holds no text of a student's.
MADE_PRINTABLE = {"on_one_line", "printable", "dumps", "as_json", "as_text", "len", "format_points", "aligned"}
# Words of the lecturer's own command line, counts, and names of our own.
OUR_OWN = {
    "options", "folder", "summary", "scores", "packed", "wheel", "kept", "number", "total", "course", "made", "update",
    "protection", "found", "rows_of_text", "points", "out_of",
}  # fmt: skip
# What makes its own text printable: see `Rendered`.
RENDERED = {"verdict", "of"}

HOSTILE = "=cmd|'\x1b[2J\u202e\u2066\u200f<script>alert(1)</script>\r\nGraded 300 notebooks now; 0 in trouble."


def foreign_names(node):
    """Return the names in an expression that is printed whose text may be a student's."""
    if isinstance(node, ast.Call):
        called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if called in MADE_PRINTABLE | RENDERED:
            return set()
    if isinstance(node, ast.Name):
        return set() if node.id in OUR_OWN | RENDERED else {node.id}
    if isinstance(node, ast.Attribute):
        return foreign_names(node.value)
    if isinstance(node, (ast.GeneratorExp, ast.comprehension)):
        node = node.elt if isinstance(node, ast.GeneratorExp) else node.iter
        return foreign_names(node)
    inner = (foreign_names(child) for child in ast.iter_child_nodes(node) if not isinstance(child, ast.expr_context))
    return set().union(*inner)


def printed(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "print":
            yield from ((argument, foreign_names(argument)) for argument in node.args)


@pytest.mark.parametrize("path", PRINTING, ids=lambda path: path.name)
def test_every_text_that_a_command_prints_is_our_own_or_made_printable(path):
    for argument, names in printed(path):
        assert not names, f"{path.name}, line {argument.lineno}: {ast.unparse(argument)} prints {names}"


def test_this_test_sees_a_text_that_goes_round():
    bad = ast.parse("print(f'{student.name} is graded')").body[0].value.args[0]
    assert foreign_names(bad) == {"student"}


@pytest.fixture
def hostile_class(tmp_path):
    with Gradebook(COURSE, tmp_path / "grades.db", create=True) as book:
        book.add(entry(HOSTILE, name=HOSTILE, place=f"{HOSTILE}/04.ipynb"))
        book.add(entry(HOSTILE, START, name=HOSTILE, place=f"{HOSTILE}/00.ipynb"))
        book.add(entry(HOSTILE + "2", state="unreadable", notebook="", reason=HOSTILE, place=f"{HOSTILE}2/x.ipynb"))
        book.set_override(Override(HOSTILE, "scratch.relu", 1.0, HOSTILE, "2026-01-01"))
        assert class_scores(COURSE, book).students
    return tmp_path / "grades.db"


@pytest.mark.parametrize(
    "command",
    [
        ["export", "--to", "csv", "--out", "x.csv"],
        ["export", "--to", "canvas", "--out", "x.csv"],
        ["export", "--to", "moodle", "--out", "x.csv"],
        ["report", "--out", "report"],
        ["report", "--out", "report", "--anonymous"],
        ["override", HOSTILE, "scratch.relu", "2", "--reason", HOSTILE],
    ],
    ids=lambda command: " ".join(command[:3])[:30],
)
def test_hostile_names_come_out_of_no_command_raw(hostile_class, tmp_path, monkeypatch, capsys, command):
    monkeypatch.chdir(tmp_path)
    main([command[0], str(hostile_class), *command[1:]])
    out, err = capsys.readouterr()
    for line in (out + err).splitlines():
        assert not UNPRINTABLE.search(line)
        assert not line.startswith("Graded 300")
    for page in tmp_path.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        assert "<script>alert" not in text
        assert not UNPRINTABLE.search(text.replace("\n", "").replace("\t", "")), page
    for table in tmp_path.glob("*.csv"):
        for row in csv.reader(io.StringIO(table.read_bytes().decode("utf-8-sig"))):
            for cell in row:
                assert not cell.startswith(("=", "+", "@")), cell
                assert not UNPRINTABLE.search(cell.replace("\n", "")), repr(cell)
