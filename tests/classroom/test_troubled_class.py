"""A class with every trouble of a download in it is graded in one run: nobody is lost, nobody mixed up, all is said."""

import csv
import json
import re

import pytest

from course_utils.classroom.gradebook import Gradebook
from course_utils.course import COURSE, main
from tests.classroom import troubled_class
from tests.classroom.sandbox import needs_sandbox

pytestmark = needs_sandbox
STUDENTS = 2 * len(troubled_class.TROUBLES)


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """The folder of a class that was graded, its pupils, and the trouble of each who has one, by number."""
    folder = tmp_path_factory.mktemp("class")
    pupils, of = troubled_class.write(folder, STUDENTS)
    arguments = ["--roster", folder / "class.csv", "--gradebook", folder / "grades.db", "--jobs", "2"]
    assert main(["grade", str(folder / "submissions.zip"), *map(str, arguments)]) == 0
    return folder, pupils, of


def exported(folder, to, *more):
    out = folder / f"{to}.csv"
    assert main(["export", str(folder / "grades.db"), "--to", to, "--out", str(out), "--force", *map(str, more)]) == 0
    return list(csv.DictReader(out.read_text(encoding="utf-8-sig").splitlines()))


def test_each_grade_goes_to_its_owner_in_the_platform_s_own_table(graded):
    folder, pupils, _ = graded
    expected = json.loads((folder / "expected.json").read_text())
    rows = exported(folder, "canvas", "--template", folder / "class.csv")[1:]
    assert [row["ID"] for row in rows] == [str(pupil.number) for pupil in pupils]
    for row in rows:
        points = expected[row["ID"]]
        assert row["04 ReLU from scratch (7)"] == ("" if points is None else f"{points:g}"), row


def test_everybody_has_a_row_and_a_page_and_no_notebook_is_blank_and_not_0(graded):
    folder, pupils, _ = graded
    expected = json.loads((folder / "expected.json").read_text())
    rows = {row["student"].rsplit("_", 1)[-1]: row for row in exported(folder, "csv")}
    assert rows.keys() == {str(pupil.number) for pupil in pupils}
    for number, row in rows.items():
        assert (row[troubled_class.RELU] == "") == (expected[number] is None)
        assert bool(row["trouble"]) == (expected[number] is None)
    assert main(["report", str(folder / "grades.db"), "--out", str(folder / "pages")]) == 0
    assert len(list((folder / "pages" / "students").iterdir())) == len(pupils)


@pytest.mark.parametrize("trouble", [name for name, one in troubled_class.TROUBLES.items() if one.said])
def test_each_trouble_is_said(graded, trouble):
    folder, _, of = graded
    number = next(number for number, name in of.items() if name == trouble)
    with Gradebook(COURSE, folder / "grades.db") as book:
        person = next(one for one in book.people() if one.student.endswith(f"{number}"))
        entries = [one for one in book.entries() if one.student == person.student]
        lines = [line for of_run in book.account().values() for line in of_run if person.student in line.students]
    told = [person.note, *(str(one.errors) + one.reason for one in entries)]
    told += [line.fate_in_words() + ("untouched" if any(one.untouched for one in entries) else "") for line in lines]
    assert re.search(troubled_class.TROUBLES[trouble].said, " ".join(told)), told
