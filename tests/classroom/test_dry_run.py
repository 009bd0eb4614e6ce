"""What would be graded is shown, and after a run the same account is in the gradebook, in exports and on pages."""

import csv
import json
import os
import zipfile

import pytest

from course_utils.classroom.gradebook import Gradebook
from course_utils.course import COURSE, main
from course_utils.notebook_files import notebook_bytes
from tests.classroom.labs import NOTEBOOK, hand_in, lab

LIST = "number;student's e-mail;who\n1;ann@x.org;Ann Lee\n2;bob@x.org;Bob Ray\n3;kim@x.org;Kim Poe\n"


@pytest.fixture
def folder(tmp_path):
    """A class: one with two attempts, one with a PDF, one whom nobody knows, and a file of nobody."""
    marker = tmp_path / "ran"
    for number, name in enumerate(("old.ipynb", "new.ipynb")):
        path = hand_in(tmp_path / "in/ann" / name, lab(first=[f"open({str(marker)!r}, 'w')"]))
        os.utime(path, (1_777_683_600 + number, 1_777_683_600 + number))
    (tmp_path / "in/ann/data.csv").write_text("1")
    (tmp_path / "in/bob").mkdir()
    (tmp_path / "in/bob/04.pdf").write_text("%PDF")
    hand_in(tmp_path / "in/zed/04.ipynb", lab())
    (tmp_path / "in/readme.txt").write_text("x")
    (tmp_path / "list.csv").write_text(LIST)
    return tmp_path


def run(folder, *more):
    return main(["grade", str(folder / "in"), "--jobs", "1", *more])


def with_list(folder):
    columns = ("id=number", "name=who", "email=student's e-mail")
    return ["--roster", str(folder / "list.csv"), *(part for one in columns for part in ("--roster-column", one))]


def test_a_dry_run_shows_everything_runs_nothing_and_writes_nothing(folder, capsys):
    before = sorted(folder.rglob("*"))
    assert run(folder, "--dry-run", *with_list(folder)) == 0
    shown = capsys.readouterr().out.splitlines()
    assert shown[0].split("  ")[0] == "student"
    assert shown[1].split() == ["1", NOTEBOOK, "ann/new.ipynb", "2026-05-02", "01:00", "UTC"]
    assert shown[2:] == [
        "    ann/data.csv goes with ann/new.ipynb.",
        "    ann/old.ipynb does not count: It is an older attempt. ann/new.ipynb counts.",
        shown[4],
        "    No notebook was handed in. bob/04.pdf: a PDF, no notebook.",
        shown[6],
        "    Nothing was handed in.",
        shown[8],
        "    Nobody on the class list goes by this name or id.",
        "Nobody's: readme.txt is set aside: it lies in no student's folder, and no platform names files like this.",
        "4 students, 2 with a notebook that counts. 6 files: 2 count, 1 is an older attempt, 1 lies beside a notebook, "
        "2 are set aside. No code was run.",
    ]
    assert [line.split()[0] for line in (shown[4], shown[6], shown[8])] == ["2", "3", "zed"]
    assert sorted(folder.rglob("*")) == before


def test_as_json_it_is_for_programs(folder, capsys):
    assert run(folder, "--dry-run", "--json", *with_list(folder)) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["said"] == []
    people = {one["student"]: one for one in told["students"]}
    assert people["1"]["name"] == "Ann Lee"
    assert people["1"]["notebooks"] == {NOTEBOOK: "ann/new.ipynb"}
    assert people["3"]["note"] == "Nothing was handed in."
    files = {one["place"]: one for one in told["files"]}
    assert files["ann/old.ipynb"] == {
        "place": "ann/old.ipynb",
        "fate": "older",
        "students": ["1"],
        "notebook": NOTEBOOK,
        "of": "ann/new.ipynb",
        "reason": "It is an older attempt.",
        "since": "2026-05-02T01:00:00+00:00",
    }
    assert files["readme.txt"]["students"] == []


def test_a_dry_run_sees_what_the_gradebook_has(folder, capsys):
    book = folder / "grades.db"
    with Gradebook(COURSE, book, create=True):
        pass
    before = book.read_bytes()
    assert run(folder, "--dry-run", "--gradebook", str(book)) == 0
    assert "ann/new.ipynb" in capsys.readouterr().out
    assert book.read_bytes() == before


@pytest.mark.parametrize(
    ("more", "message"),
    [
        (["--json", "--gradebook", "x.db"], "--json goes with --dry-run"),
        ([], "Name the submissions and the gradebook"),
        (["--dry-run", "--roster", "no.csv"], "no.csv"),
    ],
)
def test_what_does_not_go_together_is_said(folder, capsys, more, message):
    assert run(folder, *more) == 2
    assert message in capsys.readouterr().err


def test_columns_that_cannot_be_told_are_asked_for(folder, capsys):
    (folder / "list.csv").write_text("a;b\n1;Ann Lee\n2;Bob Ray\n")
    assert run(folder, "--dry-run", "--roster", str(folder / "list.csv")) == 2
    assert "--roster-column" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        run(folder, "--dry-run", "--roster", str(folder / "list.csv"), "--roster-column", "nonsense")


def test_everybody_has_a_row_in_the_gradebook_in_each_export_and_on_the_pages(folder, capsys):
    book, out = folder / "grades.db", folder / "out.csv"
    assert run(folder, "--gradebook", str(book), "--trust-submissions", *with_list(folder)) == 0
    said = capsys.readouterr().out
    assert "2 students have no notebook that could be graded." in said
    with Gradebook(COURSE, book) as opened:
        assert {one.student for one in opened.people()} == {"1", "2", "3", "zed"}
        (lines,) = opened.account().values()
        assert len(lines) == 6
    assert main(["export", str(book), "--to", "csv", "--out", str(out)]) == 0
    table = list(csv.DictReader(out.read_text("utf-8-sig").splitlines()))
    points = {row["student"]: row["scratch.relu"] for row in table}
    assert points == {"1": "5", "2": "", "3": "", "zed": "5"}
    trouble = {row["student"]: row["trouble"] for row in table}
    assert trouble["2"] == "No notebook was handed in. bob/04.pdf: a PDF, no notebook."
    assert trouble["3"] == "Nothing was handed in."
    assert main(["report", str(book), "--out", str(folder / "report")]) == 0
    page = (folder / "report/account.html").read_text()
    for text in ("Kim Poe", "Nothing was handed in.", "bob/04.pdf", "readme.txt", "ann/old.ipynb"):
        assert text in page or text in (folder / "report/index.html").read_text()
    assert run(folder, "--gradebook", str(book), "--trust-submissions") == 0  # the list need not be named again
    said = capsys.readouterr().out
    assert "The class list of the last run is used." in said
    assert "Graded 0 notebooks now, 2 before" in said
    with Gradebook(COURSE, book) as opened:
        assert {one.student for one in opened.people()} == {"1", "2", "3", "zed"}


REWRITES = "eve\x1b[2J\u200f\u202e\u2028\nGraded 9 notebooks now"  # a student's folder


@pytest.mark.parametrize("more", [["--dry-run"], ["--gradebook", "grades.db", "--trust-submissions"]])
def test_a_name_neither_writes_a_line_of_ours_nor_rewrites_the_terminal(tmp_path, monkeypatch, capsys, more):
    monkeypatch.chdir(tmp_path)
    path = hand_in(tmp_path / "in" / REWRITES / "04.ipynb", lab())
    path.with_name("more\x07\n.csv").write_text("x")
    hand_in(tmp_path / "in" / f"{REWRITES}2" / "04.ipynb", lab()).write_text("{}")
    assert run(tmp_path, *more) == 0
    shown = "".join(capsys.readouterr())
    assert "eve" in shown
    assert not [line for line in shown.splitlines() if line.startswith("Graded 9")]
    assert not [letter for letter in shown if not letter.isprintable() and letter not in "\n\r"]


def test_a_zip_of_names_and_folders_without_end_is_a_line_about_that_student(tmp_path, capsys):
    notebook = notebook_bytes(lab())
    hand_in(tmp_path / "in/ann/04.ipynb", lab())
    for name, members in {
        "bob": {"n" * 255 + ".ipynb": notebook},
        "cyd": {"d/" * 1200 + "04.ipynb": notebook},
        "dan": {"x": b"a file", "x/04.ipynb": notebook},
    }.items():
        with zipfile.ZipFile(tmp_path / "in" / f"{name}.zip", "w") as packed:
            for path, content in members.items():
                packed.writestr(path, content)
    assert run(tmp_path, "--dry-run") == 0
    lines = capsys.readouterr().out.splitlines()
    for name in ("bob", "cyd", "dan"):
        (place,) = (number for number, line in enumerate(lines) if line.startswith(name))
        assert lines[place + 1].startswith("    No notebook was handed in."), lines[place + 1]
    assert any(line.startswith("ann") and NOTEBOOK in line for line in lines)
