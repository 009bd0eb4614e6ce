import json
import sqlite3
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from course_utils.autograder.judge import judge
from course_utils.autograder.key_source import key_for, observe_source
from course_utils.classroom.gradebook import Entry, Gradebook, Override
from course_utils.classroom.notes import CellError, LeftOut, Remark
from course_utils.classroom.seeds import exercise_seed
from course_utils.course import COURSE
from course_utils.errors import CourseError
from course_utils.exercises import relu_from_scratch as q
from tests.classroom.labs import misconception


@pytest.fixture
def path(tmp_path):
    return tmp_path / "grades.db"


def verdict_on(source):
    return judge(q.relu, observe_source(q.relu, source, "import numpy as np", 0), key_for(q.relu, 0))


def unattempted():
    return judge(q.relu, observe_source(q.relu, "relu = ...", "", 0), key_for(q.relu, 0))


def entry(student="ann", place="ann/04.ipynb", **fields):
    verdicts = (verdict_on(misconception("scratch.relu")), verdict_on("def relu(x):\n    return 1 / 0"))
    defaults = {
        "name": student,
        "platform_id": "",
        "sha256": "00",
        "notebook": "04.ipynb",
        "state": "graded",
        "remarks": (Remark("scratch.relu", "moved"),),
        "errors": (CellError(3, "ValueError: ä"), CellError(4, "It hung.", left_out=True)),
        "troubles": (LeftOut(4, "It hung."), LeftOut("scratch.relu", "It hung.")),
        "verdicts": verdicts,
    }
    return Entry(student=student, place=place, **(defaults | fields))


def known(book):
    return {place: (one.sha256, one.state) for place, one in book.begin({}).known.items()}


def test_what_goes_in_comes_out_the_same(path):
    mine = entry()
    with Gradebook(COURSE, path, create=True) as book:
        book.add(mine)
    with Gradebook(COURSE, path) as book:
        assert list(book.entries()) == [mine]
        assert known(book) == {("ann", "ann/04.ipynb"): ("00", "graded")}


def test_a_submission_is_there_once_however_often_it_is_graded(path):
    with Gradebook(COURSE, path, create=True) as book:
        book.add(entry(reason="first"))
        book.add(entry(reason="second", verdicts=()))
        assert [(e.reason, e.verdicts) for e in book.entries()] == [("second", ())]
        assert book._connection.execute("SELECT count(*) FROM verdict").fetchone() == (0,)


def test_an_entry_that_cannot_be_written_whole_is_not_written_at_all(path):
    with Gradebook(COURSE, path, create=True) as book:
        book.add(entry())
        twice = entry("bob", "bob/04.ipynb")
        book._connection.execute("CREATE TRIGGER stop BEFORE INSERT ON verdict BEGIN SELECT RAISE(ABORT, 'full'); END")
        with pytest.raises(CourseError, match=r"grades\.db cannot be written: full"):
            book.add(twice)
        assert [e.student for e in book.entries()] == ["ann"]


def test_a_gradebook_that_another_program_holds_is_a_clear_error(path):
    with Gradebook(COURSE, path, create=True) as book:
        book.add(entry())
        book._connection.execute("PRAGMA busy_timeout = 0")
        with sqlite3.connect(path, isolation_level=None) as other:
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(CourseError, match="cannot be written: database is locked"):
                book.add(entry("bob", "bob/04.ipynb"))
            other.execute("ROLLBACK")
        book.add(entry("bob", "bob/04.ipynb"))
        assert [e.student for e in book.entries()] == ["ann", "bob"]


def test_a_superseded_attempt_keeps_its_verdicts(path):
    with Gradebook(COURSE, path, create=True) as book:
        book.add(entry())
        book.add(entry(state="superseded", verdicts=()))
        (kept,) = book.entries()
        assert kept.state == "superseded"
        assert len(kept.verdicts) == 2


def test_overrides_outlive_a_new_grade(path):
    mine = Override("ann", "scratch.relu", 3.0, "typo in the task", "2026-01-01T00:00:00+00:00")
    with Gradebook(COURSE, path, create=True) as book:
        book.add(entry())
        book.set_override(mine)
        book.add(entry(reason="again"))
        assert book.overrides() == {("ann", "scratch.relu"): mine}
        assert book.remove_override("ann", "scratch.relu")
        assert not book.remove_override("ann", "scratch.relu")


def test_keys_belong_to_one_seed(path):
    with Gradebook(COURSE, path, create=True) as book:
        book.begin({}, seed=1)
        book.add_key("scratch.relu", "{}")
        assert book.begin({}, seed=1).keys == {"scratch.relu": "{}"}
        assert book.begin({}, seed=1, regrade=True).keys == {"scratch.relu": "{}"}
        assert book.begin({}, seed=2, regrade=True).keys == {}


def test_to_begin_again_makes_no_grade_up_to_date_and_drops_none(path):
    with Gradebook(COURSE, path, create=True) as book:
        book.add(entry())
        book.add(replace(entry("bob", "bob/05.ipynb"), notebook="05.ipynb"))
        book.begin({}, regrade=True, notebooks=["05.ipynb"])
        assert known(book) == {("ann", "ann/04.ipynb"): ("00", "graded"), ("bob", "bob/05.ipynb"): ("", "graded")}
        assert all(len(one.verdicts) == 2 for one in book.entries())


def test_a_run_has_the_gradebook_s_seed_and_a_new_one_if_there_is_none(path):
    with Gradebook(COURSE, path, create=True) as book:
        seed = book.begin({"seconds": "2"}).seed
        assert book.begin({"seconds": "2"}).seed == seed
        with pytest.raises(CourseError, match=r"begun with seconds 2, and now it is 3.*--regrade"):
            book.begin({"seconds": "3"})
    with Gradebook(COURSE, path.with_name("other.db"), create=True) as other:
        assert other.begin({}).seed != seed


def test_a_run_that_grades_again_goes_on_until_it_is_finished(path):
    with Gradebook(COURSE, path, create=True) as book:
        book.begin({}, seed=1)
        book.add(entry())
        book.begin({}, regrade=True)
        book.add(entry())
        assert known(book) == {("ann", "ann/04.ipynb"): ("00", "graded")}
        book.begin({}, regrade=True)
        assert known(book) == {("ann", "ann/04.ipynb"): ("00", "graded")}
        book.finish("in", [], [], {("ann", "ann/04.ipynb")})
        book.begin({}, regrade=True)
        assert known(book) == {("ann", "ann/04.ipynb"): ("", "graded")}


def test_an_older_attempt_whose_file_is_gone_goes_and_a_grade_never_does(path):
    with Gradebook(COURSE, path, create=True) as book:
        book.begin({}, seed=1)
        for place, state in (("old", "superseded"), ("gone", "superseded"), ("mine", "graded"), ("lost", "graded")):
            book.add(entry(place=place, state=state))
        book.finish("in", [], [], {("ann", "old"), ("ann", "mine")})
        assert {one.place for one in book.entries()} == {"old", "mine", "lost"}


@pytest.mark.parametrize("content", [None, b"not a database", b"SQLite format 3\x00" + bytes(100)])
def test_what_is_no_gradebook_is_a_clear_error(path, content):
    if content:
        path.write_bytes(content)
    with pytest.raises(CourseError, match=r"grades\.db"):
        Gradebook(COURSE, path)
    assert not content or path.read_bytes() == content


def test_another_program_s_database_is_left_alone(path):
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE mine (x)")
    with pytest.raises(CourseError, match="no gradebook"):
        Gradebook(COURSE, path, create=True)


def test_a_gradebook_of_another_format_is_left_alone(path):
    with Gradebook(COURSE, path, create=True) as book:
        book.add(entry())
    with sqlite3.connect(path) as other:
        other.execute("PRAGMA user_version = 99")
    with pytest.raises(CourseError, match="no gradebook of this version"):
        Gradebook(COURSE, path, create=True)
    with sqlite3.connect(path) as other:
        assert other.execute("SELECT count(*) FROM verdict").fetchone() == (2,)


def test_a_gradebook_needs_its_folder():
    with pytest.raises(CourseError, match="no folder"):
        Gradebook(COURSE, Path("/no/such/folder/grades.db"), create=True)


def test_each_exercise_has_a_seed_of_its_own_and_always_the_same():
    assert exercise_seed(5, "scratch.relu") == 3503422626055238978
    assert len({exercise_seed(seed, name) for seed in range(20) for name in "abc"}) == 60


def made_of_format_3(path):
    """Write the verdicts of a gradebook as format 3 had them."""
    with sqlite3.connect(path) as old:
        for number, text in old.execute("SELECT rowid, verdict FROM verdict").fetchall():
            verdict = json.loads(text)
            verdict["counterexample"] = next(iter(verdict.pop("counterexamples")), None)
            verdict["diagnosis"] = next(iter(verdict.pop("diagnoses")), None)
            old.execute("UPDATE verdict SET verdict = ? WHERE rowid = ?", (json.dumps(verdict), number))
        old.execute("PRAGMA user_version = 3")


def test_a_gradebook_of_format_3_is_brought_forward(path):
    wrong = verdict_on("def relu(x):\n    return np.abs(x)")
    assert wrong.counterexamples
    assert wrong.diagnoses
    one = replace(entry("zed", "zed/04.ipynb"), verdicts=(wrong, unattempted()))
    with Gradebook(COURSE, path, create=True) as book:
        book.add(one)
    made_of_format_3(path)
    for _ in range(2):  # it is a gradebook of today from then on
        with Gradebook(COURSE, path) as book:
            assert list(book.entries()) == [one]


def made_of_format_2(path):
    """Take from a gradebook what format 2 did not have."""
    made_of_format_3(path)
    with sqlite3.connect(path) as old:
        old.executescript(
            "ALTER TABLE submission DROP COLUMN platform; ALTER TABLE submission DROP COLUMN untouched;"
            "DROP TABLE student; DROP TABLE account; PRAGMA user_version = 2"
        )


def test_a_gradebook_of_format_2_is_brought_forward(path):
    jane = replace(entry("Jane_7", "Jane_7_assignsubmission_file/04.ipynb"), platform="moodle", platform_id="7")
    roe = replace(entry("roe_8", "roe_8_1_04.ipynb"), platform="canvas", platform_id="8", name="roe")
    untouched = replace(entry("zed", "zed/04.ipynb"), untouched=True, verdicts=(unattempted(),))
    with Gradebook(COURSE, path, create=True) as book:
        for one in (jane, roe, untouched):
            book.add(one)
    made_of_format_2(path)
    for _ in range(2):  # it is a gradebook of today from then on
        with Gradebook(COURSE, path) as book:
            assert set(book.entries()) == {jane, roe, untouched}
            assert {(one.student, one.platform, one.platform_id) for one in book.people()} == {
                ("Jane_7", "moodle", "7"),
                ("roe_8", "canvas", "8"),
                ("zed", "", ""),
            }
            assert list(book.account()) == []


def test_a_gradebook_of_format_1_is_brought_forward(path):
    """It held sentences. What stands here is what the first version of the course wrote of the same submission."""
    with Gradebook(COURSE, path, create=True) as book:
        book.add(entry())
        (as_records,) = book.entries()
    made_of_format_2(path)
    with sqlite3.connect(path) as old:
        old.execute(
            "UPDATE submission SET remarks = ?, errors = ?, troubles = ?",
            (
                '["scratch.relu: moved"]',
                '{"3": "ValueError: ä", "4": "left out: It hung."}',
                '["Code cell 4 was left out. It hung.", "The check of scratch.relu was left out. It hung."]',
            ),
        )
        old.execute("PRAGMA user_version = 1")
    for _ in range(2):  # it is a gradebook of today from then on
        with Gradebook(COURSE, path) as book:
            assert list(book.entries()) == [as_records]


def test_what_is_no_gradebook_of_format_1_is_left_as_it_is(path):
    with Gradebook(COURSE, path, create=True) as book:
        book.add(entry())
    made_of_format_2(path)
    with sqlite3.connect(path) as old:
        old.execute("UPDATE submission SET remarks = '[]', errors = '{}', troubles = '[\"of nobody\"]'")
        old.execute("PRAGMA user_version = 1")
    with pytest.raises(CourseError, match="no gradebook, or it is damaged"):
        Gradebook(COURSE, path)
    with sqlite3.connect(path) as old:
        assert old.execute("PRAGMA user_version").fetchone() == (1,)
        assert old.execute("SELECT troubles FROM submission").fetchone() == ('["of nobody"]',)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps other rights")
def test_a_new_gradebook_is_its_owners_alone(tmp_path):
    with Gradebook(COURSE, tmp_path / "new.db", create=True):
        for path in tmp_path.iterdir():
            assert path.stat().st_mode & 0o077 == 0, path


def test_the_secret_of_anonymous_pages_is_its_own_and_stays(path, tmp_path):
    with Gradebook(COURSE, path, create=True) as book:
        book.begin({}, seed=1)
        secret = book.page_secret
        assert len(secret) == 32
        book.begin({}, new_seed=True)
        assert book.page_secret == secret
    with Gradebook(COURSE, tmp_path / "other.db", create=True) as other:
        other.begin({}, seed=1)
        assert other.page_secret != secret
