"""From a platform's download to the table that it takes back, by the commands alone: each grade goes to its owner."""

import csv
import os
import zipfile

import pytest

from course_utils.classroom.gradebook import Gradebook
from course_utils.course import COURSE, main
from tests.classroom.labs import hand_in, lab

IN = "assignsubmission_file"
WORKSHEET = (
    "Identifier,Full name,Email address,Status,{group}Grade,Maximum grade,Grade can be changed,"
    "Last modified (submission),Last modified (grade),Feedback comments\r\n"
    "Participant 11,Jane Doe,jane@x.org,-,{team},,20.00,Yes,-,-,\r\n"
    "Participant 12,Jo Roe,jo@x.org,-,{team},,20.00,Yes,-,-,\r\n"
    "Participant 42,Ina Innocent,ina@x.org,-,{none},,20.00,Yes,-,-,\r\n"
    "Participant 9,Sam Solo,sam@x.org,-,{none},,20.00,Yes,-,-,\r\n"
)


@pytest.fixture
def at(tmp_path):
    (tmp_path / "in").mkdir()
    return tmp_path


def grade(at, *more, source="in"):
    assert (
        main(["grade", str(at / source), "--gradebook", str(at / "g.db"), "--jobs", "1", "--trust-submissions", *more])
        == 0
    )


def exported(at, *more):
    out = at / "out.csv"
    assert main(["export", str(at / "g.db"), "--out", str(out), "--force", *more]) == 0
    return list(csv.DictReader(out.read_text("utf-8-sig").splitlines()))


def worksheet(at, groups):
    text = WORKSHEET.replace("{group}", "Group," if groups else "")
    for cell, value in (("{team}", "Team Rocket"), ("{none}", "")):
        text = text.replace(f"{cell},", f"{value}," if groups else "")
    (at / "worksheet.csv").write_text(text, encoding="utf-8-sig")
    return str(at / "worksheet.csv")


def teams(at):
    for folder in ("Team Rocket_42", "Sam Solo_9"):
        hand_in(at / f"in/{folder}_{IN}/04.ipynb", lab())


def test_a_group_s_number_gives_no_stranger_a_grade_and_the_way_out_is_said(at, capsys):
    teams(at)
    grade(at)
    assert "Team Rocket may be a group" in capsys.readouterr().out
    rows = {row["Full name"]: row for row in exported(at, "--to", "moodle", "--template", worksheet(at, groups=False))}
    assert {name: bool(row["Grade"]) for name, row in rows.items()} == {
        "Jane Doe": False, "Jo Roe": False, "Ina Innocent": False, "Sam Solo": True,
    }  # fmt: skip
    assert rows["Ina Innocent"]["Feedback comments"] == ""
    told = capsys.readouterr()
    assert "--roster CLASS.csv" in told.out + told.err


@pytest.mark.parametrize("with_roster", [True, False])
def test_each_member_gets_the_group_s_grade_where_it_is_told(at, with_roster):
    teams(at)
    sheet = worksheet(at, groups=True)
    grade(at, *(["--roster", sheet] if with_roster else []))
    rows = {row["Full name"]: row["Grade"] for row in exported(at, "--to", "moodle", "--template", sheet)}
    assert rows["Jane Doe"] == rows["Jo Roe"] == rows["Sam Solo"] != ""
    assert rows["Ina Innocent"] == ""
    if with_roster:
        with Gradebook(COURSE, at / "g.db") as book:
            assert {one.student for one in book.people()} == {
                "Jane Doe_11",
                "Jo Roe_12",
                "Ina Innocent_42",
                "Sam Solo_9",
            }


def test_who_handed_in_something_else_is_in_the_table_without_a_grade(at):
    hand_in(at / "in/doejane_14_104_04.ipynb", lab())
    (at / "in/roejo_15_105_hw.zip").write_bytes(b"PK\3\4 cut off")
    (at / "in/foeal_16_106_04.ipynb.txt").write_text("{}")
    (at / "in/lowlia_17_107_04.py").write_text("x = 1")
    (at / "in/poeed_18_108_04.pdf").write_bytes(b"%PDF-1.4")
    (at / "in/rayli_19_text.html").write_text("<p>my answer</p>")
    with zipfile.ZipFile(at / "in/zoe_20_109_hw.zip", "w") as zipped:
        zipped.writestr("hw/notes.txt", "x")
    grade(at)
    rows = {row["student"]: row for row in exported(at, "--to", "csv")}
    assert {name: row["scratch.relu"] for name, row in rows.items()} == {
        "doejane_14": "5", "roejo_15": "", "foeal_16": "", "lowlia_17": "", "poeed_18": "", "rayli_19": "",
        "zoe_20": "",
    }  # fmt: skip
    assert all(row["trouble"] for name, row in rows.items() if name != "doejane_14")
    (at / "canvas.csv").write_text(
        "Student,ID,SIS Login ID,Section,04 ReLU from scratch (1)\n    Points Possible,,,,20\n"
        '"Doe, Jane",14,,A,\n"Roe, Jo",15,,A,7\n'
    )
    rows = {row["Student"]: row for row in exported(at, "--to", "canvas", "--template", str(at / "canvas.csv"))}
    assert rows["Doe, Jane"]["04 ReLU from scratch (1)"] == "20"
    assert rows["Roe, Jo"]["04 ReLU from scratch (1)"] == "7"  # what Canvas has stays; blank is not 0


def test_one_name_in_two_forms_is_one_student_whom_the_typed_name_finds(at):
    hand_in(at / "linux/Ren\u00e9/04.ipynb", lab({"scratch.relu": "def relu(x):\n    return x"}))
    hand_in(at / "mac/Rene\u0301/04.ipynb", lab({"scratch.relu": "def relu(x):\n    return x"}))
    for source in ("linux", "mac"):
        grade(at, source=source)
    for name in ("Ren\u00e9", "Rene\u0301"):
        assert main(["override", str(at / "g.db"), name, "scratch.relu", "4", "--reason", "x"]) == 0
    (row,) = exported(at, "--to", "csv")
    assert row["scratch.relu"] == "4"


def test_the_course_s_own_copies_beat_nobody_s_work(at):
    hand_in(at / "in/ann/my-relu-course/04_relu_from_scratch.ipynb", lab())
    hand_in(
        at / "in/ann/my-relu-course/.relu-course/shipped/04_relu_from_scratch.ipynb",
        lab(dict.fromkeys(["scratch.relu"], "relu = ...")),
    )
    os.utime(at / "in/ann/my-relu-course/04_relu_from_scratch.ipynb", (1e9, 1e9))
    grade(at)
    assert exported(at, "--to", "csv")[0]["scratch.relu"] == "5"


def test_of_two_files_of_one_canvas_attempt_the_later_upload_counts(at, capsys):
    for name, right in (("doejane_11_999_draft-9.ipynb", False), ("doejane_11_1000_final.ipynb", True)):
        path = hand_in(at / "in" / name, lab({} if right else {"scratch.relu": "def relu(x):\n    return x"}))
        os.utime(path, (1e9, 1e9))
    grade(at)
    assert exported(at, "--to", "csv")[0]["scratch.relu"] == "5"
    assert "handed in a notebook more than once" in capsys.readouterr().out
