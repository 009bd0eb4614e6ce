"""Attackers and honest classmates are graded in one run, behind the real walls; nobody earns or loses a point by it."""

import os
import secrets
import socket
import sqlite3
import stat
import sys
import threading
from pathlib import Path
from types import SimpleNamespace

import pytest

from course_utils.autograder.key_source import answers_for
from course_utils.classroom.gradebook import Gradebook
from course_utils.classroom.grading.grade_class import grade_class
from course_utils.classroom.grading.options import Options
from course_utils.classroom.limits import Limits
from course_utils.course import COURSE
from course_utils.notebook_files import exercise_id
from tests.classroom.attacks import ATTACKS, TARGET, UNTOUCHED, fill_in
from tests.classroom.labs import EXERCISES, hand_in, lab
from tests.classroom.ordinary_user import USER, run_as_ordinary_user
from tests.classroom.sandbox import needs_sandbox

CLASSMATES = ("000_first", "mmm_in_between", "zzz_last")
# Computing time: the same on a slow machine. The clock ends only what waits for ever.
LIMITS = Limits(seconds=2.0, total_seconds=60.0, memory_bytes=512 << 20, wall_seconds=20.0, total_wall_seconds=120.0)

pytestmark = needs_sandbox


def notebook_of(attack, **what):
    source = fill_in(attack.source, **what)
    first, answer = ([], source) if attack.place == "answer" else ([source], UNTOUCHED)
    notebook = lab({TARGET: answer}, first)
    # what it does to this process is not to meet its own honest answers
    notebook.cells.sort(key=lambda cell: exercise_id(cell) == TARGET)
    return notebook


class Listener:
    """A server on this machine that notes whatever reaches it."""

    def __init__(self, folder):
        self.reached = []
        self._news = threading.Condition()
        self.path, self.abstract = str(folder / "socket"), f"relu-course-{secrets.token_hex(4)}"
        self.sockets = [socket.create_server(("127.0.0.1", 0))]
        for address in (self.path, "\0" + self.abstract):
            self.sockets.append(socket.socket(socket.AF_UNIX))
            self.sockets[-1].bind(address)
            self.sockets[-1].listen()
        os.chmod(self.path, 0o777)
        self.port = self.sockets[0].getsockname()[1]
        for server in self.sockets:
            threading.Thread(target=self._listen, args=(server,), daemon=True).start()

    def _listen(self, server):
        while True:
            try:
                connection, _ = server.accept()
            except OSError:  # closed
                return
            with self._news:
                self.reached.append(server.getsockname())
                self._news.notify()
            connection.close()

    def has_noted(self, number):
        with self._news:
            return self._news.wait_for(lambda: len(self.reached) >= number, timeout=60)

    def close(self):
        for server in self.sockets:
            server.close()


def processes(mark):
    """Return the processes of this machine whose name or command line holds `mark`."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if mark in (folder / "comm").read_text() or mark.encode() in (folder / "cmdline").read_bytes():
                found.append(folder.name)
        except OSError:  # it has just ended
            continue
    return found


def files_below(folder):
    return {
        str(path): (path.lstat().st_mtime_ns, path.lstat().st_mode, path.lstat().st_size) for path in folder.rglob("*")
    }


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    folder = tmp_path_factory.mktemp("class")
    submissions, gradebook = folder / "submissions", folder / "grades.db"
    with Gradebook(COURSE, gradebook, create=True):
        pass
    os.chmod(gradebook, 0o600)
    book_before = os.stat(gradebook)
    listener = Listener(folder)
    mark, seconds = f"att{secrets.token_hex(4)}", f"{10**6 + secrets.randbelow(10**6)}.5"
    for name in CLASSMATES:
        hand_in(submissions / name / "04.ipynb", lab())
    what = {
        "classmates": str(submissions),
        "classmate": str(submissions / CLASSMATES[0] / "04.ipynb"),
        "gradebook": str(gradebook),
        "port": listener.port,
        "socket": listener.path,
        "abstract": listener.abstract,
        "comm": mark,
        "seconds": seconds,
    }
    for name, attack in ATTACKS.items():
        # those that wait for the clock begin, and the others go on beside them
        student = f"{'aaa' if name in ('sleep', 'stop') else 'bbb'}_{name}"
        hand_in(submissions / student / "04.ipynb", notebook_of(attack, **what))
        for file, text in attack.files.items():
            path = submissions / student / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
    files_before = files_below(submissions)
    said = []
    grade_class(COURSE, Options(submissions, gradebook, jobs=4, limits=LIMITS), said.append)
    reached = list(listener.reached)
    socket.create_connection(("127.0.0.1", listener.port)).close()
    assert listener.has_noted(len(reached) + 1), "the server is deaf, so it proves nothing"
    listener.close()
    with Gradebook(COURSE, gradebook) as book:
        entries = {entry.student: entry for entry in book.entries()}
    return SimpleNamespace(
        entries=entries,
        said=said,
        reached=reached,
        left_running=processes(mark) + processes(seconds),
        files_before=files_before,
        files_after=files_below(submissions),
        book_before=book_before,
        gradebook=gradebook,
    )


def entry_of(graded, name):
    return next(entry for student, entry in graded.entries.items() if student[4:] == name)


def points(entry):
    return {verdict.exercise: verdict.points for verdict in entry.verdicts}


HONEST = {exercise.id: float(exercise.points) for exercise in EXERCISES}


@pytest.mark.parametrize("name", ATTACKS)
def test_an_attacker_has_what_their_honest_cells_earn(graded, name):
    entry = entry_of(graded, name)
    assert entry.state == "graded", entry.reason
    assert points(entry) == HONEST | {TARGET: ATTACKS[name].earns}, (entry.errors, entry.troubles)


@pytest.mark.parametrize("name", [name for name, attack in ATTACKS.items() if attack.raises])
def test_an_attack_ends_as_it_should(graded, name):
    errors = " ".join(error.text for error in entry_of(graded, name).errors)
    assert ATTACKS[name].raises in errors
    assert "GOT" not in errors


@pytest.mark.parametrize("name", ATTACKS)
def test_only_what_has_to_be_ended_is_left_out(graded, name):
    assert bool(entry_of(graded, name).troubles) == ATTACKS[name].left_out, entry_of(graded, name).troubles


@pytest.mark.parametrize("name", CLASSMATES)
def test_classmates_have_all_their_points(graded, name):
    entry = graded.entries[name]
    assert points(entry) == HONEST
    assert not entry.errors
    assert not entry.troubles


def test_no_process_is_left(graded):
    assert graded.left_running == []


def test_nobody_reached_a_server_of_this_machine(graded):
    assert graded.reached == []


def test_the_submitted_files_are_as_they_were(graded):
    assert graded.files_after == graded.files_before


def test_the_gradebook_is_the_same_file_and_sound(graded):
    after = os.stat(graded.gradebook)
    assert (after.st_ino, after.st_uid) == (graded.book_before.st_ino, graded.book_before.st_uid)
    assert stat.S_IMODE(after.st_mode) == 0o600
    with sqlite3.connect(graded.gradebook) as book:
        assert book.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        (most,) = book.execute("SELECT max(points - out_of) FROM verdict").fetchone()
    assert most <= 0


def test_every_attacker_is_in_the_gradebook_once(graded):
    assert len(graded.entries) == len(ATTACKS) + len(CLASSMATES)


THEFTS_THAT_SUCCEED_WITHOUT_WALLS = ("answers_by_import", "answers_by_key", "answers_by_new_process")


def test_without_walls_the_same_thefts_succeed(tmp_path):
    """The attacks are real ones: where the walls are left away, they earn points and find what they look for."""
    submissions = tmp_path / "submissions"
    for name in THEFTS_THAT_SUCCEED_WITHOUT_WALLS:
        hand_in(submissions / name / "04.ipynb", notebook_of(ATTACKS[name]))
    source = notebook_of(ATTACKS["a_classmates_work"], classmates=str(submissions), classmate=__file__)
    hand_in(submissions / "a_classmates_work" / "04.ipynb", source)
    grade_class(COURSE, Options(submissions, tmp_path / "trusted.db", jobs=2, trust=True), lambda line: None)
    with Gradebook(COURSE, tmp_path / "trusted.db") as book:
        entries = {entry.student: entry for entry in book.entries()}
    for name in THEFTS_THAT_SUCCEED_WITHOUT_WALLS:
        assert points(entries[name]) == HONEST, name
    assert "GOT" in str(entries["a_classmates_work"].errors)


def test_the_needle_of_the_thieves_is_in_the_answer():
    found = {}
    exec("needle = " + ATTACKS["answers_in_memory"].source.split("needle = ")[1].splitlines()[0], found)
    assert found["needle"] in answers_for(next(e for e in EXERCISES if e.id == TARGET)).solution


FOR_AN_ORDINARY_USER = ("answers_by_files", "the_gradebook", "os_exit", "daemon", "parents_memory", "writing_outside")


@pytest.mark.skipif(
    sys.platform != "linux" or os.geteuid() != 0, reason="only root on Linux can become an ordinary user"
)
def test_an_ordinary_user_grades_as_safely(tmp_path_factory):
    home = tmp_path_factory.mktemp("lecturer")
    mark = f"att{secrets.token_hex(4)}"
    what = {"classmates": str(home), "classmate": str(home / CLASSMATES[0] / "04.ipynb"), "comm": mark}
    what["gradebook"] = str(home / "grades.db")
    hand_in(home / "class" / CLASSMATES[0] / "04.ipynb", lab())
    for name in FOR_AN_ORDINARY_USER:
        hand_in(home / "class" / f"bbb_{name}" / "04.ipynb", notebook_of(ATTACKS[name], **what))
    program = [
        sys.executable,
        "-m",
        "course_utils.course",
        "grade",
        str(home / "class"),
        "--gradebook",
        what["gradebook"],
    ]
    done = run_as_ordinary_user([*program, "--jobs", "1", "--timeout", "3"], home)
    assert done.returncode == 0, done.stderr
    with Gradebook(COURSE, home / "grades.db") as book:
        entries = {entry.student: entry for entry in book.entries()}
    assert points(entries.pop(CLASSMATES[0])) == HONEST
    assert len(entries) == len(FOR_AN_ORDINARY_USER)
    for name, entry in entries.items():
        assert points(entry) == HONEST | {TARGET: 0.0}, name
        assert ATTACKS[name[4:]].raises in str(entry.errors)
        assert "GOT" not in str(entry.errors)
    assert os.stat(home / "grades.db").st_uid == USER
    assert processes(mark) == []
