"""What becomes of items when a process of the pool does not do as it should."""

import os
import time
from pathlib import Path
from types import SimpleNamespace

import pytest

from course_utils.classroom.grading.grade_class import _entry, _failed, _graded
from course_utils.classroom.grading.grade_submission import Graded
from course_utils.classroom.grading.pool import Pool
from course_utils.classroom.grading.run_folder import run_folder
from course_utils.classroom.grading.survey import Survey
from course_utils.errors import CourseError

offset = 0


def prepare(number):
    global offset
    offset = number


def double(item):
    if item == "dies":
        os._exit(3)
    if item == "breaks":
        raise KeyError("no such thing")
    if item == "needs the lecturer":
        raise CourseError("There is no room on the disk.")
    return offset + 2 * item


def failed(item, how):
    return f"{item}: it {how}"


@pytest.fixture
def pool():
    with Pool(2, prepare, 100) as made:
        yield made


def test_each_item_comes_back_with_its_result(pool):
    assert dict(pool.map(double, range(20), failed)) == {item: 100 + 2 * item for item in range(20)}
    assert dict(pool.map(double, [1], failed)) == {1: 102}


def test_one_that_ends_its_process_or_breaks_fails_alone(pool):
    items = [1, "dies", 2, "breaks", 3]
    assert dict(pool.map(double, items, failed)) == {
        1: 102,
        2: 104,
        3: 106,
        "dies": "dies: it ended the process that tried it",
        "breaks": "breaks: it failed by our fault (KeyError: 'no such thing'); please report it",
    }


def alone(folder):
    mine = Path(folder, str(os.getpid()))
    mine.touch()
    time.sleep(0.2)
    others = len(os.listdir(folder))
    mine.unlink()
    return others


def test_one_by_one_each_has_the_machine_to_itself(pool, tmp_path):
    assert [most for _, most in pool.map(alone, [str(tmp_path)] * 5, failed, one_by_one=True)] == [1] * 5


class PoolOfABusyMachine:
    """Stands for a pool in which one of two submissions gets too little of the machine, unless it is alone."""

    def map(self, call, items, failed, one_by_one=False):
        for item in items:
            starved = item.sha256 == "2" and not one_by_one
            yield item, Graded(starved=starved, cpu_seconds=1.0 if one_by_one else 0.0)


def test_what_a_busy_machine_starved_is_graded_again_alone_at_the_end():
    surveys = [Survey(SimpleNamespace(place=name), name) for name in "123"]
    graded = [
        (one.sha256, result.starved, result.cpu_seconds) for one, result in _graded(PoolOfABusyMachine(), surveys)
    ]
    assert graded == [("1", False, 0.0), ("3", False, 0.0), ("2", False, 1.0)]


def test_what_failed_by_our_fault_is_open_again():
    submission = SimpleNamespace(
        student="ada", name="Ada", platform="", platform_id="", place="ada/04.ipynb", late=False
    )
    survey = Survey(submission, "the file's", "04_relu_from_scratch")
    assert _entry(survey, _failed(survey, "failed"), "unreadable").sha256 == ""
    assert _entry(survey, Graded(), "graded").sha256 == "the file's"


def test_what_the_lecturer_can_put_right_ends_it_all(pool):
    with pytest.raises(CourseError, match="no room"):
        list(pool.map(double, ["needs the lecturer"], failed))


def test_nothing_to_do_starts_no_process(pool, monkeypatch):
    monkeypatch.setattr(Pool, "_start", lambda pool: pytest.fail("a process was started"))
    assert list(pool.map(double, [], failed)) == []


def test_a_run_removes_its_folder_and_those_of_killed_runs_and_no_others(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    killed, foreign = tmp_path / "x-grade-killed", tmp_path / "y-grade-other"
    for folder in (killed, foreign):
        folder.mkdir()
        (folder / "lock").touch()
    with run_folder("x-grade-") as running:
        assert not killed.exists()
        with run_folder("x-grade-") as beside:
            assert running.exists()
            assert beside != running
    assert [path.name for path in tmp_path.iterdir()] == [foreign.name]


def test_a_named_pipe_in_the_temporary_folder_holds_nobody_up(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    (tmp_path / "x-grade-pipe").mkdir()
    os.mkfifo(tmp_path / "x-grade-pipe" / "lock")
    with run_folder("x-grade-") as folder:
        assert folder.is_dir()
    assert os.listdir(tmp_path) == ["x-grade-pipe"]  # nobody knows whose it is
