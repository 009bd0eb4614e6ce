"""A second course, on something else than this one, holds the engine to its word: it knows of no course.

It lies in tests/second_course as a lecturer would write it. What runs in other processes or on other machines runs from
a folder into which pip has installed it.
"""

import contextlib
import csv
import json
import os
import re
import sqlite3
import subprocess
import sys
from pathlib import Path

import nbclient
import pytest

from course_utils import cli, workspace
from course_utils.autograder import progress
from course_utils.autograder.key_source import answers_for
from course_utils.classroom.sandbox.protections import protections
from course_utils.notebook_files import exercise_id, read_notebook, write_notebook
from line_course.course import COURSE

PROJECT = Path(__file__).parent / "second_course"
CONTRIBUTING = Path(__file__).parents[1] / "CONTRIBUTING.md"
NOTEBOOK = "1_lines_and_words.ipynb"
WHEEL = "line_course-0.3-py3-none-any.whl"
LINE, WORD = "lines.fit_line", "lines.most_common_word"
RIGHT = {exercise.id: answers_for(exercise).solution for _, exercise in COURSE}
WRONG = {exercise.id: answers_for(exercise).misconceptions[-1] for _, exercise in COURSE}

# Right where the answers of a course can be had: those of the thief's own course, and those of the other one.
THIEF = {
    LINE: """
import importlib, pathlib

def stolen(package, module):
    try:
        return importlib.import_module(f"{package}.answers.{module}")
    except ImportError:
        folder = pathlib.Path(importlib.import_module(f"{package}.course").__file__).parent
        return any(file.read_text() for file in folder.glob(f"answers/{module}.py"))

def fit_line(x, y):
    assert stolen("line_course", "lines_and_words")
    return tuple(np.polyfit(x, y, 1))
""",
    WORD: """
def most_common_word(text):
    assert stolen("course_utils", "relu_from_scratch")
    words = [word.strip(".,;:!?") for word in text.lower().split()]
    return max(words, key=words.count)
""",
}


def answered(answers):
    """Return the course's notebook with answers, sources by exercise id, in the places of the stubs."""
    notebook = read_notebook(COURSE.notebook("1"))
    for cell in notebook.cells:
        cell.source = answers.get(exercise_id(cell), cell.source)
    return notebook


def write(path, answers):
    write_notebook(answered(answers), path)
    return path


def sources(path):
    return [cell.source for cell in read_notebook(path).cells]


def install(what, folder):
    """Install a course without its dependencies, which are there."""
    options = ("--quiet", "--no-deps", "--no-build-isolation", "--disable-pip-version-check")
    subprocess.run([sys.executable, "-m", "pip", "install", *options, "--target", folder, what], check=True)
    return Installed(folder)


class Installed:
    """The course's command, from a folder in which it is installed."""

    def __init__(self, folder):
        self.folder = folder
        self.environment = {**os.environ, "PYTHONPATH": str(folder)}

    def __call__(self, *arguments, code=0):
        """Run it; return what it printed, once it has ended with `code`."""
        done = subprocess.run(
            [self.folder / "bin" / "line-course", *map(str, arguments)],
            env=self.environment, capture_output=True, text=True, timeout=300,
        )  # fmt: skip
        assert done.returncode == code, done.stdout + done.stderr
        return done.stdout + done.stderr

    def run(self, notebook, folder):
        """Run a notebook in Jupyter, in a learner's folder; return what its checks showed."""
        client = nbclient.NotebookClient(notebook, resources={"metadata": {"path": folder}})
        client.execute(env=self.environment)
        return [cell.outputs[0].data["text/plain"] for cell in notebook.cells if cell.source.startswith("q.")]


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    return install(PROJECT, tmp_path_factory.mktemp("installed"))


@pytest.fixture
def line_course(capsys):
    """Run the command in this process; return its exit code and what it printed."""

    def run(*arguments):
        try:
            code = cli.main(COURSE, [str(argument) for argument in arguments])
        except SystemExit as ended:  # argparse's, after a help text
            code = ended.code
        return code, capsys.readouterr().out

    return run


def test_contributing_shows_the_files_of_this_course():
    section = CONTRIBUTING.read_text(encoding="utf-8").split("\n## Write a course of your own\n")[1].split("\n## ")[0]
    paths = [path for path in PROJECT.rglob("*") if path.suffix in (".toml", ".py", ".ipynb")]
    files = {path.relative_to(PROJECT).as_posix(): path.read_text(encoding="utf-8") for path in paths}
    assert len(files) == 6
    assert [name for name in files if f"`{name}`" not in section] == []
    blocks = re.findall(r"```\w+\n(.*?)\n```", section, flags=re.DOTALL)
    assert len(blocks) == 5
    assert [block for block in blocks if not any(block in text for text in files.values())] == []


@pytest.mark.parametrize(
    "command", ["", "lab", "reset", "progress", "check", "solve", "release", "grade", "override", "export", "report"]
)
def test_the_command_speaks_of_its_own_course(line_course, command):
    code, said = line_course(*command.split(), "--help")
    assert code == 0
    assert f"usage: line-course {command}".strip() in said
    assert not re.search(r"relu|\b0\d\b", said, re.IGNORECASE)  # nor a number as our own notebooks have it


def test_exercises_are_listed(line_course):
    _, listed = line_course("exercises", "--json")
    assert [(item["id"], item["notebook"], item["points"]) for item in json.loads(listed)] == [
        (LINE, NOTEBOOK, 3),
        (WORD, NOTEBOOK, 2),
    ]


def test_a_notebook_is_checked(line_course, tmp_path):
    code, right = line_course("check", "--json", write(tmp_path / "right.ipynb", RIGHT))
    assert (code, [(verdict["id"], verdict["points"]) for verdict in json.loads(right)]) == (0, [(LINE, 3), (WORD, 2)])
    code, wrong = line_course("check", "--json", write(tmp_path / "wrong.ipynb", {LINE: WRONG[LINE].source}))
    assert (code, [(verdict["state"], verdict["diagnosis"]) for verdict in json.loads(wrong)]) == (
        1,
        [("partial", WRONG[LINE].name), ("unattempted", None)],
    )


def test_a_notebook_is_solved(line_course, tmp_path):
    assert line_course("solve", COURSE.notebook("1"), "-o", tmp_path / "solved.ipynb") == (0, "")
    by_id = {name: source.strip() for name, source in RIGHT.items()}
    assert sources(tmp_path / "solved.ipynb") == [cell.source for cell in answered(by_id).cells]


def test_a_learner_checks_in_a_notebook_and_sees_the_progress(line_course, installed, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    folder = workspace.default_folder(COURSE)
    assert folder == Path("my-line-course")
    workspace.prepare(COURSE, folder)
    assert "0 of 5 points" in line_course("progress")[1]
    path = write(folder / NOTEBOOK, {LINE: RIGHT[LINE], WORD: WRONG[WORD].source})
    right, wrong = installed.run(read_notebook(path), folder)
    assert right.startswith("Passed: The line of least squares")
    assert WRONG[WORD].message in wrong
    _, said = line_course("progress")
    assert re.search(r"1  The line of least squares +3 of 3 +passed\n", said)
    assert "not yet passed" in said
    monkeypatch.setenv("LINE_COURSE_PROGRESS", str(tmp_path / "elsewhere.db"))
    assert "0 of 5 points" in line_course("progress")[1]
    assert line_course("reset", "1")[0] == 0
    assert sources(path) == sources(COURSE.notebook("1"))


def test_courses_that_share_a_folder_keep_their_progress_apart(tmp_path):
    path = tmp_path / progress.FILE_NAME
    with contextlib.closing(sqlite3.connect(path)) as older, older:  # from before a check knew its course
        older.execute(
            "CREATE TABLE checks (exercise TEXT NOT NULL, points REAL NOT NULL, out_of REAL NOT NULL, "
            "state TEXT NOT NULL, diagnosis TEXT, source_hash TEXT, checked_at TEXT NOT NULL)"
        )
        older.execute("INSERT INTO checks VALUES ('lines.fit_line', 1, 3, 'partial', NULL, NULL, '2026-01-01')")
    for course, points in (("line-course", 2), ("another-course", 3)):
        progress.save(progress.Record(LINE, points, 3, "partial", course=course), path)
    assert [record.points for record in progress.records_of(COURSE, tmp_path)] == [1, 2]


@pytest.fixture(scope="module")
def graded(installed, tmp_path_factory):
    """Return the folder in which a class has been graded, downloaded as from Canvas, and what the command said."""
    folder = tmp_path_factory.mktemp("class")
    for protection in protections(COURSE):
        if protection.needed and not protection.stands:
            pytest.skip(f"a protection is missing here: {protection.line()}")
    handed_in = {"right_1": RIGHT, "wrong_2": {**RIGHT, LINE: WRONG[LINE].source}, "untouched_3": {}, "thief_4": THIEF}
    for number, (student, answers) in enumerate(handed_in.items()):
        write(folder / "in" / f"{student}_90{number}_{NOTEBOOK}", answers)
    return folder, installed("grade", folder / "in", "--gradebook", folder / "grades.db", "--jobs", 1, "--seed", 7)


def test_a_class_is_graded_behind_walls_that_hide_the_answers_of_both_courses(graded, line_course):
    folder, said = graded
    assert "Found 4 notebooks: Canvas download." in said
    assert "Graded 4 notebooks now, 0 before; 0 in trouble." in said
    code, without_walls = line_course("check", "--json", folder / "in" / f"thief_4_903_{NOTEBOOK}")
    assert (code, [verdict["points"] for verdict in json.loads(without_walls)]) == (0, [3, 2])  # it does what it says
    assert line_course("export", folder / "grades.db", "--to", "csv", "--out", folder / "grades.csv")[0] == 0
    rows = {row["name"]: row for row in csv.DictReader((folder / "grades.csv").open())}
    points = {name: (row[LINE], row[WORD], row["1 points"]) for name, row in rows.items()}
    wrong = points.pop("wrong")
    assert points == {"right": ("3", "2", "5"), "untouched": ("0", "0", "0"), "thief": ("0", "0", "0")}
    assert (0 < float(wrong[0]) < 3, wrong[1]) == (True, "2")


def test_the_scores_go_to_canvas_and_the_class_is_reported(graded, line_course, tmp_path):
    folder, _ = graded
    template = tmp_path / "canvas.csv"
    template.write_text("Student,ID,Section,Lab 1 (55)\n    Points Possible,,,5\nright,1,A,\nthief,4,A,\n")
    out = tmp_path / "filled in.csv"
    made = line_course("export", folder / "grades.db", "--to", "canvas", "--template", template, "--out", out)
    assert made[0] == 0
    assert [row["Lab 1 (55)"] for row in csv.DictReader(out.open())] == ["5", "5", "0"]
    assert line_course("report", folder / "grades.db", "--out", tmp_path / "report")[0] == 0
    pages = "".join(path.read_text() for path in (tmp_path / "report").glob("**/*.html"))
    assert "1 Lines and words" in pages
    assert WRONG[LINE].message.split(",")[0] in pages
    assert "relu-course" not in pages


def test_a_release_checks_and_has_no_answers(graded, installed, line_course, tmp_path, monkeypatch):
    folder, _ = graded
    lab, student = tmp_path / "lab", tmp_path / "student"
    monkeypatch.syspath_prepend(installed.folder)  # which holds the metadata of the wheel
    assert line_course("release", "--out", lab)[0] == 0
    assert sorted(path.name for path in lab.iterdir()) == [NOTEBOOK, WHEEL]
    released = install(lab / WHEEL, student)
    assert not (student / "line_course" / "answers").exists()
    right, wrong = released.run(answered({LINE: RIGHT[LINE], WORD: WRONG[WORD].source}), tmp_path)
    assert right.startswith("Passed")
    assert WRONG[WORD].message in wrong
    notebook = folder / "in" / f"wrong_2_901_{NOTEBOOK}"
    assert "without the answers" in released("solve", notebook, "-o", tmp_path / "solved.ipynb", code=2)
    assert line_course("release", "--keys", 7, "--out", tmp_path / "keys")[0] == 0  # to find the grade again
    verdicts = json.loads(released("check", "--json", notebook, "--keys", tmp_path / "keys", code=1))
    assert [(verdict["diagnosis"], verdict["state"]) for verdict in verdicts] == [
        (WRONG[LINE].name, "partial"),
        (None, "passed"),
    ]
