"""Closed folders, full disks, gradebooks that may only be read, terminals of any encoding: a sentence, no more."""

import contextlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from course_utils.classroom import gradebook
from course_utils.classroom.gradebook import Gradebook
from course_utils.course import COURSE, main
from course_utils.errors import CourseError
from tests.classroom.helpers import entry
from tests.classroom.labs import hand_in, lab
from tests.classroom.ordinary_user import run_as_ordinary_user

PROGRAM = [sys.executable, "-m", "course_utils.course"]
as_ordinary_user = pytest.mark.skipif(
    sys.platform != "linux" or os.geteuid() != 0, reason="only root on Linux can become an ordinary user"
)


@pytest.fixture
def path(tmp_path):
    """A gradebook with one student."""
    with Gradebook(COURSE, tmp_path / "grades.db", create=True) as book:
        book.begin({}, seed=1)
        book.add(entry("ann"))
        book.finish("in", (), (), {("ann", "ann/04_relu_from_scratch.ipynb")})
    return tmp_path / "grades.db"


@as_ordinary_user
def test_closed_folders_and_files_are_set_aside_and_the_class_goes_on(tmp_path_factory):
    home = tmp_path_factory.mktemp("lecturer")
    for student in ("ann", "bob", "cy", "dee"):
        hand_in(home / "in" / student / "04.ipynb", lab())
    for closed in ("bob", "cy/04.ipynb"):
        (home / "in" / closed).chmod(0)
    (home / "in" / "dee").chmod(0o444)  # its names may be read, its files not
    done = run_as_ordinary_user([*PROGRAM, "grade", str(home / "in"), "--dry-run", "--json"], home)
    assert (done.returncode, done.stderr) == (0, "")
    lines = {line["place"]: line for line in json.loads(done.stdout)["files"]}
    assert [name for name, line in lines.items() if line["fate"] == "counts"] == ["ann/04.ipynb"]
    for closed in ("bob", "cy/04.ipynb", "dee/04.ipynb"):
        assert "Permission denied" in lines[closed]["reason"], closed
    done = run_as_ordinary_user(
        [*PROGRAM, "grade", str(home / "in"), "--gradebook", str(home / "grades.db"), "--jobs", "1"], home
    )
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    with Gradebook(COURSE, home / "grades.db") as book:
        assert {person.student for person in book.people()} >= {"ann", "bob", "cy", "dee"}
        assert [one.student for one in book.entries() if one.state == "graded"] == ["ann"]


@as_ordinary_user
def test_a_gradebook_that_may_only_be_read_is_exported_and_reported(path, tmp_path_factory):
    home = tmp_path_factory.mktemp("lecturer")
    archive = home / "archive"
    archive.mkdir()
    shutil.copy(path, archive / "grades.db")  # both are root's
    (archive / "grades.db").chmod(0o644)  # as who archives it for others does
    for arguments, made in (
        (["export", archive / "grades.db", "--to", "csv", "--out", home / "out.csv"], home / "out.csv"),
        (["report", archive / "grades.db", "--out", home / "pages"], home / "pages" / "index.html"),
    ):
        done = run_as_ordinary_user([*PROGRAM, *map(str, arguments)], home)
        assert done.returncode == 0, done.stderr
        assert "Jane" in made.read_text(encoding="utf-8") or "ann" in made.read_text(encoding="utf-8")
    done = run_as_ordinary_user([*PROGRAM, "override", str(archive / "grades.db"), "ann", "scratch.relu", "1"], home)
    assert done.returncode == 2
    assert os.listdir(archive) == ["grades.db"]


@pytest.mark.parametrize("command", [["export", "--to", "csv", "--out"], ["report", "--out"]])
def test_reading_commands_need_no_way_to_write_the_gradebook(path, tmp_path, command, monkeypatch, capsys):
    """As the system says it of a read-only file system; root may write wherever the disk allows."""
    really = os.access
    monkeypatch.setattr(os, "access", lambda file, mode: mode != os.W_OK and really(file, mode))
    before = path.read_bytes()
    name, *options = command
    assert main([name, str(path), *options, str(tmp_path / "out")]) == 0
    assert path.read_bytes() == before
    assert main(["override", str(path), "ann", "scratch.relu", "1", "--reason", "x"]) == 2
    assert "may only be read" in capsys.readouterr().err
    assert path.read_bytes() == before


def test_a_gradebook_on_a_drive_without_shared_memory_is_written_without_a_log(path, monkeypatch):
    really = Gradebook._connect_with

    def on_a_network_drive(book, *commands):
        if "PRAGMA journal_mode = WAL" in commands:
            raise sqlite3.OperationalError("locking protocol")
        return really(book, *commands)

    monkeypatch.setattr(Gradebook, "_connect_with", on_a_network_drive)
    with Gradebook(COURSE, path) as book:
        book.add(entry("bob", place="bob/04.ipynb"))
        assert [one.student for one in book.entries()] == ["ann", "bob"]


NO_GRADEBOOKS = {
    "folder": lambda path: path.mkdir(),
    "empty": lambda path: path.write_bytes(b""),
    "text": lambda path: path.write_text("grades"),
    "cut_off": lambda path: path.write_bytes(b"SQLite format 3\x00" + bytes(50)),
    "pipe": os.mkfifo,
    "loop": lambda path: path.symlink_to(path),
    "of_another_program": lambda path: sqlite3.connect(path).execute("CREATE TABLE cats (name)"),
    "nowhere": lambda path: None,
}


@pytest.mark.parametrize("command", [["export", "--to", "csv", "--out", "out.csv"], ["report", "--out", "pages"]])
@pytest.mark.parametrize("name", NO_GRADEBOOKS)
def test_what_is_no_gradebook_is_a_sentence_for_every_command(tmp_path, monkeypatch, capsys, name, command):
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "grades.db"
    NO_GRADEBOOKS[name](path)
    assert main([command[0], str(path), *command[1:]]) == 2
    said = capsys.readouterr().err
    assert "grades.db" in said
    assert "our fault" not in said


def test_a_gradebook_in_use_is_a_sentence(path, monkeypatch, capsys):
    monkeypatch.setattr(gradebook, "WAIT_SECONDS", 0.1)
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        assert main(["override", str(path), "ann", "scratch.relu", "1", "--reason", "x"]) == 2
        other.execute("ROLLBACK")
    assert "in use by another program" in capsys.readouterr().err


@pytest.mark.skipif(sys.platform != "linux", reason="limits of files are the kernel's")
@pytest.mark.parametrize("room", [0, 4096, 40_000])
def test_a_full_disk_ends_a_run_in_a_sentence_and_the_next_goes_on(tmp_path, room):
    for student in ("ann", "bob"):
        hand_in(tmp_path / "in" / student / "04.ipynb", lab())
    command = [*PROGRAM, "grade", tmp_path / "in", "--gradebook", tmp_path / "grades.db", "--jobs", "1"]
    limit = f"import resource, runpy, sys; resource.setrlimit(resource.RLIMIT_FSIZE, ({room}, {room}))"
    start = "sys.argv = sys.argv[1:]; runpy.run_module('course_utils.course', run_name='__main__')"
    full = [sys.executable, "-c", f"{limit}; {start}", "relu-course", *command[3:], "--trust-submissions"]
    done = subprocess.run(list(map(str, full)), capture_output=True, text=True)
    assert done.returncode == 2, (done.stdout, done.stderr)
    assert "Traceback" not in done.stdout + done.stderr
    assert "our fault" not in done.stdout + done.stderr
    again = subprocess.run([*map(str, command), "--trust-submissions"], capture_output=True, text=True)
    assert again.returncode == 0, again.stderr
    with Gradebook(COURSE, tmp_path / "grades.db") as book:
        assert [one.student for one in book.entries()] == ["ann", "bob"]


ENCODINGS = {
    "ascii": {"PYTHONIOENCODING": "ascii"},
    "windows": {"PYTHONIOENCODING": "cp1252"},
    "dos": {"PYTHONIOENCODING": "cp437"},
    "plain_c": {"LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
}


@pytest.mark.parametrize("name", ENCODINGS)
def test_a_terminal_of_any_encoding_shows_any_name(tmp_path, name):
    hand_in(tmp_path / "in" / "Zoë 李 😀 e\N{COMBINING ACUTE ACCENT}" / "04.ipynb", lab())
    hand_in(tmp_path / "in" / "red\x1b[31m\x07" / "04.ipynb", lab())
    odd = os.fsencode(tmp_path / "in") + b"/caf\xe9"
    os.mkdir(odd)
    shutil.copy(tmp_path / "in" / "red\x1b[31m\x07" / "04.ipynb", odd + b"/04.ipynb")
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("LC_", "LANG"))}
    for extra in ((), ("--json",)):
        done = subprocess.run(
            [*PROGRAM, "grade", str(tmp_path / "in"), "--dry-run", "--jobs", "1", *extra],
            env=environment | ENCODINGS[name],
            capture_output=True,
        )
        assert (done.returncode, done.stderr) == (0, b"")
        assert done.stdout.count(b"04.ipynb") >= 3
        assert b"\x1b" not in done.stdout
        assert b"\x07" not in done.stdout
    assert len(json.loads(done.stdout)["files"]) == 3


def test_output_into_a_full_disk_or_a_closed_pipe_is_no_traceback():
    if not Path("/dev/full").exists():
        pytest.skip("there is no /dev/full here")
    with open("/dev/full", "w") as full:
        done = subprocess.run([*PROGRAM, "exercises"], stdout=full, stderr=subprocess.PIPE, text=True)
    assert done.returncode == 2
    assert done.stderr == "relu-course: No space left on device. Make room on the disk.\n"
    with open("/dev/full", "w") as full:
        assert subprocess.run([*PROGRAM, "exercises"], stdout=full, stderr=full).returncode == 2
    reading = subprocess.Popen([*PROGRAM, "exercises"], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    reading.stdout.close()
    assert reading.wait() == 0
    assert reading.stderr.read() == b""
    reading.stderr.close()


FAULTS = {
    "ours": (ValueError("spilled"), 3, "This is our fault, not yours: ValueError: spilled."),
    "recursion": (RecursionError("too deep"), 3, "This is our fault"),
    "unicode": (UnicodeDecodeError("utf-8", b"\xff", 0, 1, "bad"), 3, "This is our fault"),
    "memory": (MemoryError(), 2, "The memory is full."),
    "system": (PermissionError(13, "Permission denied", "/x/y"), 2, "/x/y: Permission denied. See that you may read"),
    "of_a_descriptor": (OSError(9, "Bad file descriptor", 7), 2, "Bad file descriptor."),
    "of_a_library": (OSError("weird"), 2, "weird."),
    "stopped": (KeyboardInterrupt(), 130, "stopped."),
    "said": (CourseError("Name it."), 2, "Name it."),
}


@pytest.mark.parametrize("name", FAULTS)
def test_what_nobody_foresaw_is_told_in_a_sentence_and_kept_in_a_file(name, monkeypatch, capsys, tmp_path):
    error, code, said = FAULTS[name]
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    def fail(*_):
        raise error

    monkeypatch.setattr("course_utils.cli._exercises", fail)
    assert main(["exercises"]) == code
    told = capsys.readouterr().err
    assert told.startswith(f"relu-course: {said}")
    assert "Traceback" not in told
    kept = list(tmp_path.glob("relu-course-*.txt"))
    assert len(kept) == (code == 3)
    for file in kept:
        assert str(file) in told
        assert "in fail\n" in file.read_text(encoding="utf-8")
