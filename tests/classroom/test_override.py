"""Scores that a lecturer sets, from the command to what is exported and reported."""

import csv
import io
import unicodedata

import pytest

from course_utils.classroom.export import export
from course_utils.classroom.gradebook import Gradebook
from course_utils.classroom.report.student_page import student_page
from course_utils.classroom.scores import class_scores
from course_utils.course import COURSE, main
from tests.classroom.helpers import START, entry, misconception, moodle

ABSOLUTE = misconception("scratch.relu", "absolute_value").source


@pytest.fixture
def path(tmp_path):
    with Gradebook(COURSE, tmp_path / "grades.db", create=True) as book:
        book.add(entry("ann", answers={"scratch.relu": ABSOLUTE}))
        book.add(moodle("Bo Roe", 7))
        book.add(moodle("Bo Roe", 8))
    return tmp_path / "grades.db"


def row_of(path, student):
    with Gradebook(COURSE, path) as book:
        table = export(class_scores(COURSE, book), "csv").table
    return next(
        row for row in csv.DictReader(io.StringIO(table.to_bytes().decode("utf-8-sig"))) if row["student"] == student
    )


def page_of(path, student):
    with Gradebook(COURSE, path) as book:
        return next(
            student_page(COURSE, one, one.name) for one in class_scores(COURSE, book).students if one.student == student
        )


def test_it_counts_shows_its_reason_survives_grading_again_and_can_be_taken_back(path, capsys):
    graded = row_of(path, "ann")["scratch.relu"]
    assert main(["override", str(path), "ann", "scratch.relu", "4.5", "--reason", "shown  <b>orally</b>"]) == 0
    assert capsys.readouterr().out == "ann has 4.5 of 5 points on scratch.relu: shown <b>orally</b>\n"
    with Gradebook(COURSE, path) as book:
        book.add(entry("ann", answers={"scratch.relu": ABSOLUTE}, sha256="1"))  # as `grade --regrade` does
    row = row_of(path, "ann")
    assert (row["scratch.relu"], row["overridden"]) == ("4.5", "scratch.relu: shown <b>orally</b>")
    page = page_of(path, "ann")
    assert "Your lecturer set this score to 4.5: shown &lt;b&gt;orally&lt;/b&gt;." in page
    assert f"Before, it was {graded}." in page
    assert "19.5 of 20 points" in page
    assert main(["override", str(path), "ann", "scratch.relu", "--remove"]) == 0
    assert (row_of(path, "ann")["scratch.relu"], row_of(path, "ann")["overridden"]) == (graded, "")
    assert main(["override", str(path), "ann", "scratch.relu", "--remove"]) == 2
    assert "none to take back" in capsys.readouterr().err


def test_zero_is_a_score_and_the_last_one_set_counts(path):
    for points in ("3", "0"):
        assert main(["override", str(path), "ann", "scratch.relu", points, "--reason", "copied"]) == 0
    assert row_of(path, "ann")["scratch.relu"] == "0"


def test_points_can_be_given_for_what_was_not_handed_in_or_not_readable(path):
    with Gradebook(COURSE, path) as book:
        book.add(entry("cleo", notebook="", state="unreadable", reason="cut off"))
    assert main(["override", str(path), "cleo", "start.double", "1", "--reason", "seen on paper"]) == 0
    row = row_of(path, "cleo")
    assert (row["start.double"], row["00 points"], row["04 points"], row["points"]) == ("1", "1", "", "1")
    page = page_of(path, "cleo")
    assert "Not graded; score set by your lecturer: Double a number (1 of 1 points)" in page
    assert START[:2] == "00"


def test_a_student_is_found_by_name_or_number_where_only_one_has_it(path, capsys):
    assert main(["override", str(path), "8", "scratch.relu", "1", "--reason", "r"]) == 0
    assert row_of(path, "Bo Roe_8")["scratch.relu"] == "1"
    assert main(["override", str(path), "Bo Roe", "scratch.relu", "1", "--reason", "r"]) == 2
    assert "2 students go by 'Bo Roe'. Name one of Bo Roe_7, Bo Roe_8." in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["anm", "scratch.relu", "1", "--reason", "r"], "no student 'anm'. Did you mean ann?"),
        (["", "scratch.relu", "1", "--reason", "r"], "no student ''"),
        (["ann", "scratch.rely", "1", "--reason", "r"], "no exercise 'scratch.rely'. Did you mean scratch.relu"),
        (["ann", "scratch.relu", "5.01", "--reason", "r"], "worth 5 points"),
        (["ann", "scratch.relu", "-1", "--reason", "r"], "worth 5 points"),
        (["ann", "scratch.relu", "nan", "--reason", "r"], "worth 5 points"),
        (["ann", "scratch.relu", "1"], "Say why"),
        (["ann", "scratch.relu", "1", "--reason", "  "], "Say why"),
        (["ann", "scratch.relu"], "POINTS"),
        (["ann", "scratch.relu", "1", "--remove"], "POINTS"),
    ],
)
def test_what_cannot_be_set_is_refused_with_the_way_out(path, capsys, arguments, complaint):
    assert main(["override", str(path), *arguments]) == 2
    assert complaint in capsys.readouterr().err
    with Gradebook(COURSE, path) as book:
        assert book.overrides() == {}


def test_a_name_is_found_however_its_accents_are_written(tmp_path, capsys):
    for number, form in enumerate(("NFC", "NFD")):
        made = tmp_path / f"{number}.db"
        with Gradebook(COURSE, made, create=True) as book:
            book.add(entry(unicodedata.normalize(form, "René")))
        for typed in ("NFC", "NFD"):
            name = unicodedata.normalize(typed, "René")
            assert main(["override", str(made), name, "scratch.relu", "4", "--reason", "r"]) == 0
        with Gradebook(COURSE, made) as book:
            assert len(book.overrides()) == 1
