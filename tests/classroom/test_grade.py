"""A class graded from end to end, behind the real walls."""

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace

import nbformat
import pytest

from course_utils.classroom.gradebook import Gradebook
from course_utils.classroom.grading import grade_class as grade_class_module
from course_utils.classroom.grading.grade_class import grade_class
from course_utils.classroom.grading.options import Options
from course_utils.classroom.grading.pool import Pool
from course_utils.classroom.limits import Limits
from course_utils.classroom.notes import CellError
from course_utils.course import COURSE, main
from course_utils.errors import CourseError
from tests.classroom.labs import NOTEBOOK, POINTS, hand_in, lab, misconception
from tests.classroom.sandbox import needs_sandbox, running
from tests.startup import SLOW, modules_after

pytestmark = needs_sandbox
# The clock ends nothing here, however busy the machine is: no submission waits for ever.
QUICK = Limits(seconds=2.0, total_seconds=20.0, memory_bytes=1 << 30, wall_seconds=120.0, total_wall_seconds=240.0)


def graded(tmp_path, said=None, **options):
    book = tmp_path / "grades.db"
    defaults = {"jobs": 2, "seed": 7, "limits": QUICK}
    summary = grade_class(
        COURSE, Options(tmp_path / "in", book, **(defaults | options)), said.append if said is not None else print
    )
    with Gradebook(COURSE, book) as opened:
        return summary, {entry.place: entry for entry in opened.entries()}


def points(entry):
    return sum(verdict.points for verdict in entry.verdicts)


def in_words(entry):
    return " ".join(trouble.sentence() for trouble in entry.troubles)


def lost(entry):
    return {verdict.exercise for verdict in entry.verdicts if verdict.state != "passed"}


@pytest.fixture(scope="module")
def class_of_odd_ones(tmp_path_factory, own_temporary_folder):
    """One run over submissions that fail, each in its own way."""
    tmp_path = tmp_path_factory.mktemp("class")
    folder = tmp_path / "in"
    hand_in(folder / "right/04.ipynb", lab())
    hand_in(folder / "wrong/04.ipynb", lab({"scratch.relu": misconception("scratch.relu")}))
    hand_in(folder / "raises/renamed.ipynb", lab(first=["1 / 0"]))
    hand_in(folder / "endless/04.ipynb", lab({"scratch.graph": "while True:\n    pass"}))
    hand_in(folder / "endless answer/04.ipynb", lab({"scratch.relu": "def relu(x):\n    while True:\n        pass"}))
    hand_in(folder / "stuck/04.ipynb", lab({"scratch.graph": "sum(range(10**13))"}))
    stuck = "def relu(x):\n    return sum(range(10**13))"
    hand_in(folder / "stuck answer/04.ipynb", lab({"scratch.relu": stuck}))
    hand_in(folder / "dies/04.ipynb", lab(first=["import os\nos._exit(0)"]))
    hand_in(folder / "crashes/04.ipynb", lab(first=["import ctypes\nctypes.string_at(0)"]))
    hand_in(folder / "prints/04.ipynb", lab(first=["print('x' * 200_000_000)"]))
    hand_in(folder / "nothing/04.ipynb", nbformat.v4.new_notebook())
    (folder / "garbage").mkdir()
    (folder / "garbage/04.ipynb").write_bytes(bytes(range(256)) * 10)
    (folder / "broken").mkdir()
    (folder / "broken/04.ipynb").write_text('{"cells": [')
    hand_in(folder / "old/04.ipynb", lab() | {"nbformat": 3})
    large = lab()
    large.cells[1].outputs = [nbformat.v4.new_output("stream", text="x" * 200_000_000)]
    hand_in(folder / "large/04.ipynb", large)
    said = []
    summary, entries = graded(tmp_path, said)
    return summary, entries, said


@pytest.fixture(scope="module", autouse=True)
def own_temporary_folder(tmp_path_factory):
    """Let the runs of this module make their folders in one of ours, by which their processes are known."""
    folder = tmp_path_factory.mktemp("temporary")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TMPDIR", str(folder))
        patch.setattr("tempfile.tempdir", str(folder))
        yield folder


def survivors(folder):
    """Return the commands of what a run has left: workers, by their folder, and pool processes of ours."""
    return [
        command
        for command, parent in running()
        if str(folder).encode() in command or (b"multiprocessing.spawn" in command and parent == os.getpid())
    ]


def test_a_submission_fails_alone_and_keeps_what_it_earned_elsewhere(class_of_odd_ones):
    _, entries, _ = class_of_odd_ones
    for place in (
        "right/04.ipynb",
        "raises/renamed.ipynb",
        "dies/04.ipynb",
        "crashes/04.ipynb",
        "prints/04.ipynb",
        "large/04.ipynb",
    ):
        assert (points(entries[place]), lost(entries[place])) == (POINTS, set()), place
    for place in ("endless/04.ipynb", "stuck/04.ipynb"):
        assert lost(entries[place]) == {"scratch.graph"}, place
    for place in ("wrong/04.ipynb", "endless answer/04.ipynb", "stuck answer/04.ipynb"):
        assert lost(entries[place]) == {"scratch.relu"}, place


def test_each_failure_has_its_reason(class_of_odd_ones):
    summary, entries, said = class_of_odd_ones
    assert entries["raises/renamed.ipynb"].errors == (CellError(2, "ZeroDivisionError: division by zero"),)
    assert "exit code 0" in in_words(entries["dies/04.ipynb"])
    assert "SIGSEGV" in in_words(entries["crashes/04.ipynb"])
    assert "could not be interrupted" in in_words(entries["stuck/04.ipynb"])
    for place, reason in (
        ("nothing/04.ipynb", "no exercises of this course"),
        ("garbage/04.ipynb", "not a text file"),
        ("broken/04.ipynb", "cut off at the end"),
        ("old/04.ipynb", "format 3"),
    ):
        assert entries[place].state == "unreadable"
        assert reason in entries[place].reason
        assert any(line.startswith(place) for line in said)
    assert summary.graded == len(entries)
    assert summary.troubled == sum(entry.state == "unreadable" or bool(entry.troubles) for entry in entries.values())


def test_a_wrong_answer_is_diagnosed(class_of_odd_ones):
    _, entries, _ = class_of_odd_ones
    wrong = {verdict.exercise: verdict for verdict in entries["wrong/04.ipynb"].verdicts}["scratch.relu"]
    assert wrong.diagnosis
    assert entries["wrong/04.ipynb"].notebook == NOTEBOOK


def test_no_process_outlives_the_run(class_of_odd_ones, own_temporary_folder):
    assert survivors(own_temporary_folder) == []


def test_the_newest_attempt_counts_and_the_others_are_kept(tmp_path):
    for attempt, answer in enumerate(("np.abs(x)", "np.maximum(0, x)", "np.tanh(x)")):
        path = tmp_path / f"in/jane_1_{attempt}_04-{attempt + 1}.ipynb"
        hand_in(path, lab({"scratch.relu": f"def relu(x):\n    return {answer}"}))
    os.utime(tmp_path / "in/jane_1_2_04-3.ipynb", (0, 0))
    _, entries = graded(tmp_path)
    assert [entries[place].state for place in sorted(entries)] == ["superseded", "superseded", "graded"]
    assert lost(entries["jane_1_2_04-3.ipynb"]) == {"scratch.relu"}
    (tmp_path / "in/jane_1_3_04-4.ipynb").write_text((tmp_path / "in/jane_1_1_04-2.ipynb").read_text())
    summary, entries = graded(tmp_path)
    assert (summary.graded, entries["jane_1_3_04-4.ipynb"].state) == (1, "graded")
    assert entries["jane_1_2_04-3.ipynb"].state == "superseded"
    assert len(entries["jane_1_2_04-3.ipynb"].verdicts) == len(entries["jane_1_3_04-4.ipynb"].verdicts)
    (tmp_path / "in/jane_1_3_04-4.ipynb").unlink()
    summary, entries = graded(tmp_path)
    assert (summary.graded, entries["jane_1_2_04-3.ipynb"].state) == (1, "graded")
    assert lost(entries["jane_1_2_04-3.ipynb"]) == {"scratch.relu"}


def test_a_second_run_grades_only_what_is_new_or_changed(tmp_path):
    hand_in(tmp_path / "in/ann/04.ipynb", lab())
    hand_in(tmp_path / "in/bob/04.ipynb", lab())
    summary, _ = graded(tmp_path)
    assert (summary.graded, summary.before) == (2, 0)
    hand_in(tmp_path / "in/bob/04.ipynb", lab({"scratch.graph": 'graph = "nonsense"'}))
    hand_in(tmp_path / "in/eve/04.ipynb", lab())
    summary, second = graded(tmp_path)
    assert (summary.graded, summary.before) == (2, 1)
    assert lost(second["bob/04.ipynb"]) == {"scratch.graph"}
    summary, third = graded(tmp_path, regrade=True)
    assert summary.graded == 3
    assert {place: entry.verdicts for place, entry in third.items()} == {
        place: entry.verdicts for place, entry in second.items()
    }


def test_with_nothing_to_do_no_process_is_started_and_no_wall_is_tried(tmp_path, monkeypatch):
    for attempt in (1, 2):
        hand_in(tmp_path / f"in/jane_1_{attempt}_04-{attempt}.ipynb", lab())
    (tmp_path / "in/bob_2_3_04.ipynb").write_text("no notebook")
    first, before = graded(tmp_path)
    assert (first.graded, first.troubled) == (2, 1)
    with monkeypatch.context() as patch:
        patch.setattr(grade_class_module, "require_all", lambda course: pytest.fail("a wall was tried"))
        patch.setattr(Pool, "_start", lambda pool: pytest.fail("a process was started"))
        summary, entries = graded(tmp_path)
        assert (summary.graded, summary.before) == (0, 2)
        assert entries == before
    done = modules_after(*command(tmp_path)[4:], "--timeout", "2", "--memory", "1024")
    assert not done & SLOW


def test_walls_are_tried_before_anything_new_is_graded(tmp_path, monkeypatch):
    hand_in(tmp_path / "in/ann/04.ipynb", lab())
    _, before = graded(tmp_path)

    def missing(course):
        raise CourseError("a protection is missing")

    monkeypatch.setattr(grade_class_module, "require_all", missing)
    assert graded(tmp_path)[0].graded == 0
    hand_in(tmp_path / "in/bob/04.ipynb", lab())
    for options in ({}, {"regrade": True}):
        with pytest.raises(CourseError, match="a protection is missing"):
            graded(tmp_path, **options)
    with Gradebook(COURSE, tmp_path / "grades.db") as book:
        assert {entry.place: entry for entry in book.entries()} == before


def test_an_older_attempt_counts_again_when_the_newer_one_is_gone(tmp_path):
    for attempt, answer in enumerate(("np.maximum(0, x)", "np.abs(x)"), start=1):
        hand_in(
            tmp_path / f"in/jane_1_{attempt}_04-{attempt}.ipynb", lab({"scratch.relu": f"relu = lambda x: {answer}"})
        )
    graded(tmp_path)
    (tmp_path / "in/jane_1_2_04-2.ipynb").unlink()
    summary, entries = graded(tmp_path)
    assert (summary.graded, entries["jane_1_1_04-1.ipynb"].state) == (1, "graded")
    assert points(entries["jane_1_1_04-1.ipynb"]) == POINTS


def test_walls_are_tried_before_a_gradebook_is_made_or_changed(tmp_path, monkeypatch):
    def missing(course):
        raise CourseError("a protection is missing")

    hand_in(tmp_path / "in/ann/04.ipynb", lab())
    with monkeypatch.context() as patch:
        patch.setattr(grade_class_module, "require_all", missing)
        with pytest.raises(CourseError, match="a protection is missing"):
            graded(tmp_path)
    assert not (tmp_path / "grades.db").exists()
    _, before = graded(tmp_path)
    hand_in(tmp_path / "in/bob/04.ipynb", lab())
    monkeypatch.setattr(grade_class_module, "require_all", missing)
    for options in ({}, {"regrade": True}):
        with pytest.raises(CourseError, match="a protection is missing"):
            graded(tmp_path, **options)
    with Gradebook(COURSE, tmp_path / "grades.db") as book:
        assert {entry.place: entry for entry in book.entries()} == before


def test_other_settings_than_the_gradebook_s_are_refused_unless_all_is_graded_again(tmp_path):
    hand_in(tmp_path / "in/ann/04.ipynb", lab())
    graded(tmp_path)
    with pytest.raises(CourseError, match=r"seed 7.*--regrade"):
        graded(tmp_path, seed=8)
    with pytest.raises(CourseError, match="seconds 2"):
        graded(tmp_path, limits=replace(QUICK, seconds=3.0))
    assert graded(tmp_path, seed=8, regrade=True)[0].graded == 1
    assert graded(tmp_path, seed=None)[0].graded == 0


def test_grading_again_goes_on_where_it_was_ended(tmp_path, monkeypatch):
    for student in ("ann", "bob", "eve"):
        hand_in(tmp_path / f"in/{student}/04.ipynb", lab({"scratch.relu": misconception("scratch.relu")}))
    graded(tmp_path)
    whole = grade_class_module._graded

    def ended_early(pool, surveys):
        yield next(whole(pool, surveys))
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(grade_class_module, "_graded", ended_early)
        with pytest.raises(KeyboardInterrupt):
            graded(tmp_path, seed=8, regrade=True)
    assert graded(tmp_path, seed=8, regrade=True)[0].graded == 2
    assert graded(tmp_path, seed=8)[0].graded == 0
    assert graded(tmp_path, seed=8, regrade=True)[0].graded == 3


def test_a_gradebook_that_students_could_read_is_refused(tmp_path):
    hand_in(tmp_path / "in/ann/04.ipynb", lab())
    place = os.path.join(os.path.dirname(nbformat.__file__), "grades.db")
    with pytest.raises(CourseError, match="Move it elsewhere"):
        grade_class(COURSE, Options(tmp_path / "in", tmp_path / place), print)
    assert not os.path.exists(place)


def test_trusted_submissions_are_graded_alike_without_walls(tmp_path):
    hand_in(tmp_path / "in/ann/04.ipynb", lab({"scratch.relu": misconception("scratch.relu")}))
    _, walled = graded(tmp_path)
    (tmp_path / "grades.db").unlink()
    _, trusted = graded(tmp_path, trust=True)
    assert trusted["ann/04.ipynb"].verdicts == walled["ann/04.ipynb"].verdicts


def command(tmp_path, *more):
    return [
        sys.executable, "-P", "-m", "course_utils.course", "grade", str(tmp_path / "in"), "--gradebook",
        str(tmp_path / "grades.db"), "--seed", "7", "--jobs", "2", "--timeout", "5", *more,
    ]  # fmt: skip


def wait_for_a_notebook(process, folder):
    """Wait until a notebook runs: the worker, and a supervisor, a first process and the code that it has forked."""
    while sum(b"warm_worker" in line and str(folder).encode() in line for line, _ in running()) < 4:
        assert process.poll() is None, process.communicate()
        time.sleep(0.2)


def test_ctrl_c_ends_a_run_at_once_and_says_how_to_go_on(tmp_path, own_temporary_folder):
    hand_in(tmp_path / "in/ann/04.ipynb", lab(first=["import time\ntime.sleep(10**6)"]))
    process = subprocess.Popen(command(tmp_path), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    wait_for_a_notebook(process, own_temporary_folder)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=20)
    assert process.returncode == 130
    assert "Traceback" not in err
    assert "same command" in out


def test_the_command_says_what_is_missing(tmp_path, capsys):
    assert main(["grade"]) == 2
    assert "--gradebook" in capsys.readouterr().err
    assert main(["grade", str(tmp_path / "none"), "--gradebook", str(tmp_path / "g.db")]) == 2
    assert "There is no" in capsys.readouterr().err
    assert not (tmp_path / "g.db").exists()
    assert main(["grade", "--explain-sandbox"]) == 0
    out = capsys.readouterr().out
    assert out.count("\non ") + out.startswith("on ") == 10


def test_with_the_keys_of_the_run_s_seed_a_student_finds_the_grade_again(tmp_path, capsys):
    path = hand_in(tmp_path / "in/ann/04.ipynb", lab({"scratch.relu": misconception("scratch.relu")}))
    _, entries = graded(tmp_path)
    assert main(["release", "--keys", "7", "--notebook", "04", "--out", str(tmp_path / "keys")]) == 0
    capsys.readouterr()
    assert main(["check", str(path), "--keys", str(tmp_path / "keys"), "--json"]) == 1
    mine = json.loads(capsys.readouterr().out)
    assert mine == [verdict.to_dict() for verdict in entries["ann/04.ipynb"].verdicts]


def test_once_the_keys_are_out_late_work_is_graded_with_a_seed_that_nobody_knows(tmp_path, capsys):
    right = lab({"scratch.relu": misconception("scratch.relu")})
    hand_in(tmp_path / "in/ann/04.ipynb", right)
    _, entries = graded(tmp_path, seed=None)
    first = entries["ann/04.ipynb"]
    book, keys = tmp_path / "grades.db", tmp_path / "keys"
    assert main(["release", "--keys", str(book), "--notebook", "04", "--out", str(keys)]) == 0
    graded(tmp_path, seed=None)  # nothing is open, so there is nothing to say

    hand_in(tmp_path / "in/late/04.ipynb", right)
    with pytest.raises(CourseError, match=r"given out at 20.*1 more submissions.*--new-seed"):
        graded(tmp_path, seed=None)
    with Gradebook(COURSE, book) as opened:
        old_seed = opened.settings()["seed"]
    summary, entries = graded(tmp_path, seed=None, new_seed=True)
    assert (summary.graded, summary.before) == (1, 1)
    assert entries["ann/04.ipynb"] == first
    late = {verdict.exercise: verdict for verdict in entries["late/04.ipynb"].verdicts}
    assert late["scratch.relu"].state == "partial"
    with Gradebook(COURSE, book) as opened:
        assert int(opened.settings()["seed"]) >= 1 << 95
        assert opened.settings()["seed"] != old_seed
    hand_in(tmp_path / "in/later/04.ipynb", right)
    summary, _ = graded(tmp_path, seed=None)  # the keys of the new seed are not out
    assert summary.graded == 1


def test_keys_of_a_gradebook_without_grades_are_refused(tmp_path, capsys):
    with Gradebook(COURSE, tmp_path / "grades.db", create=True):
        pass
    assert main(["release", "--keys", str(tmp_path / "grades.db"), "--out", str(tmp_path / "keys")]) == 2
    assert "holds no grades yet" in capsys.readouterr().err
    assert not (tmp_path / "keys").exists()


def test_a_seed_that_can_be_guessed_is_said(tmp_path, capsys):
    assert main(["grade", str(tmp_path / "none"), "--gradebook", str(tmp_path / "g.db"), "--seed", "7"]) == 2
    assert "A student can guess the seed 7" in capsys.readouterr().err
    assert (
        main(["grade", str(tmp_path / "none"), "--gradebook", str(tmp_path / "g.db"), "--seed", "7", "--new-seed"]) == 2
    )
    assert "--new-seed draws a secret seed" in capsys.readouterr().err
