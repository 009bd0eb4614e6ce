"""Which of a student's files counts: the newest with an answer, by what the platform says, then by its date."""

import io
import json
import os
import zipfile

import pytest

from course_utils.classroom.grading.accounting import account
from course_utils.classroom.grading.survey import survey
from course_utils.classroom.submissions import find_submissions
from course_utils.course import COURSE
from tests.classroom.helpers import untouched
from tests.classroom.labs import EXERCISES, lab
from tests.classroom.test_account import InThisProcess

ANSWERED = json.dumps(lab()).encode()
UNTOUCHED = json.dumps(lab({exercise.id: untouched(exercise.id) for exercise in EXERCISES})).encode()
JUNE, JULY = 1_780_300_000, 1_783_000_000


def stamped(text, content=ANSWERED):
    """Return a folder of nbgrader with a timestamp."""
    return {"04.ipynb": content, "timestamp.txt": text.encode()}


@pytest.fixture
def lines_of(tmp_path):
    """Return the account of a folder: contents, each with the date of the file, or folders."""

    def write(folder, tree):
        folder.mkdir(exist_ok=True)
        for name, content in tree.items():
            if isinstance(content, dict):
                write(folder / name, content)
                continue
            content, moment = content if isinstance(content, tuple) else (content, JUNE)
            (folder / name).write_bytes(content)
            os.utime(folder / name, (moment, moment))

    def account_of(tree):
        write(tmp_path / "in", tree)
        (tmp_path / "scratch").mkdir()
        found = find_submissions(tmp_path / "in", tmp_path / "scratch", COURSE)
        current, older = survey(InThisProcess(), COURSE, found.submissions, {})
        return {line.place: line for line in account(found, current, older)}

    return account_of


def zipped(*members):
    """Return a zip of (name, date) pairs, each an answered notebook."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, date in members:
            archive.writestr(zipfile.ZipInfo(name, date), ANSWERED)
    return made.getvalue()


NEWEST = {
    "the later date": ({"ann": {"a.ipynb": (ANSWERED, JULY), "b.ipynb": (ANSWERED, JUNE)}}, "ann/a.ipynb"),
    "answers, though handed in before": (
        {"ann": {"a.ipynb": (ANSWERED, JUNE), "b.ipynb": (UNTOUCHED, JULY)}},
        "ann/a.ipynb",
    ),
    "numbers in names as numbers": (
        {"ann": {"04 (2).ipynb": ANSWERED, "04 (10).ipynb": ANSWERED}},
        "ann/04 (10).ipynb",
    ),
    "a date rather than none": (
        {"ann": {"a.ipynb": (ANSWERED, JUNE), "b.ipynb": (ANSWERED, 315_532_800)}},
        "ann/a.ipynb",
    ),
    "a name with a number, by its date": (
        {"ann": {"final.ipynb": (ANSWERED, JULY), "draft-9.ipynb": ANSWERED}},
        "ann/final.ipynb",
    ),
    "the greater upload": (
        {"doe_1_999_a.ipynb": (ANSWERED, JULY), "doe_1_1000_b.ipynb": (ANSWERED, JUNE)},
        "doe_1_1000_b.ipynb",
    ),
    "the greater upload, though late": (
        {"doe_1_5_a.ipynb": ANSWERED, "doe_LATE_1_6_a-1.ipynb": ANSWERED},
        "doe_LATE_1_6_a-1.ipynb",
    ),
    "the later instant, in the hour that comes twice": (
        {
            "submitted": {
                "ann": {
                    "a": stamped("2026-10-25 02:50:00 CEST"),
                    "b": stamped("2026-10-25 02:10:00 CET"),
                }
            },
            "source": {"x": b""},
        },
        "submitted/ann/b/04.ipynb",
    ),
    "the later instant of two zones": (
        {
            "submitted": {
                "ann": {
                    "a": stamped("2026-05-02 01:00:00 America/New_York"),
                    "b": stamped("2026-05-02 03:00:00 +02:00"),
                }
            },
            "source": {"x": b""},
        },
        "submitted/ann/a/04.ipynb",
    ),
    "what has an instant, before what has none": (
        {
            "submitted": {
                "ann": {
                    "a": stamped("2026-05-02 01:00:00 UTC"),
                    "b": {"04.ipynb": (ANSWERED, JULY)},
                }
            },
            "source": {"x": b""},
        },
        "submitted/ann/a/04.ipynb",
    ),
    "the one in a zip, by its date": (
        {"ann": {"old.zip": (zipped(("04.ipynb", (2026, 9, 1, 12, 0, 0))), JUNE), "04.ipynb": (ANSWERED, JUNE)}},
        "ann/old.zip/04.ipynb",
    ),
    "not a zip without dates": (
        {"ann": {"new.zip": (zipped(("04.ipynb", (1980, 1, 1, 0, 0, 0))), JULY), "04.ipynb": (ANSWERED, JUNE)}},
        "ann/04.ipynb",
    ),
}


@pytest.mark.parametrize("name", NEWEST)
def test_what_counts_is(lines_of, name):
    tree, expected = NEWEST[name]
    lines = lines_of(tree)
    (counted,) = (line for line in lines.values() if line.fate == "counts")
    assert counted.place == expected
    (older,) = (line for line in lines.values() if line.fate == "older")
    assert older.of == expected
    assert older.reason


def test_why_an_attempt_does_not_count_is_said(lines_of):
    lines = lines_of(
        {
            "ann": {"a.ipynb": (ANSWERED, JUNE), "b.ipynb": (UNTOUCHED, JULY)},
            "bob": {"a.ipynb": (ANSWERED, JUNE), "b.ipynb": (ANSWERED, JUNE)},
            "cid": {"a.ipynb": (UNTOUCHED, JUNE)},
        }
    )
    assert lines["ann/b.ipynb"].reason == "None of its answers was begun, though it is the later one."
    assert lines["bob/a.ipynb"].reason == "Nothing tells which of the two is newer; the last by name counts."
    assert (lines["cid/a.ipynb"].fate, lines["cid/a.ipynb"].reason) == ("counts", "None of its answers was begun.")


HIDDEN = {
    "._04.ipynb": b"\0\5\x16\7",
    ".~04.ipynb": ANSWERED,
    ".04.ipynb.swp": b"b0VIM",
    "~$04.ipynb": b"\x05user",
    "Thumbs.db": b"",
    ".ipynb_checkpoints": {"04-checkpoint.ipynb": (ANSWERED, JULY)},
    ".relu-course": {"shipped": {"04.ipynb": (UNTOUCHED, JULY)}, "state.json": b"{}"},
    "__MACOSX": {"ann": {"._04.ipynb": b""}},
    ".Trash-1000": {"files": {"04.ipynb": (ANSWERED, JULY)}},
    ".git": {"HEAD": b"ref"},
    "__pycache__": {"x.ipynb": (ANSWERED, JULY)},
}


@pytest.mark.parametrize("name", HIDDEN)
def test_what_programs_hide_is_nobody_s_work(lines_of, name):
    lines = lines_of({"ann": {"04.ipynb": (ANSWERED, JUNE), name: HIDDEN[name]}})
    assert [place for place, line in lines.items() if line.fate == "counts"] == ["ann/04.ipynb"]
    aside = [line for line in lines.values() if line.fate != "counts"]
    assert aside
    assert all(line.fate == "set aside" and "nobody's work" in line.reason for line in aside)


def test_different_notebooks_do_not_compete_and_what_is_no_notebook_beats_none(lines_of):
    lines = lines_of({"ann": {"04.ipynb": (ANSWERED, JUNE), "b.ipynb": (b'{"cells": [', JULY), "c.ipynb": (b"", JULY)}})
    assert {place: line.fate for place, line in lines.items()} == {
        "ann/04.ipynb": "counts",
        "ann/b.ipynb": "set aside",
        "ann/c.ipynb": "set aside",
    }
    assert all(line.reason for line in lines.values() if line.fate == "set aside")
