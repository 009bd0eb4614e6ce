"""A class with attackers in it: killed at random moments and continued, it has the grades of a run without trouble.

`--students 300 --kills 20` is the class of the benchmark; without them it is a small one.
"""

import html
import os
import random
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from types import SimpleNamespace

import pytest

from course_utils.autograder.key_source import answers_for
from course_utils.autograder.rendering import inline_html
from course_utils.classroom.gradebook import Gradebook
from course_utils.course import COURSE, main
from tests.classroom.attacks import ATTACKS, TARGET
from tests.classroom.labs import EXERCISES, POINTS, hand_in, lab
from tests.classroom.ordinary_user import run_as_ordinary_user
from tests.classroom.sandbox import needs_sandbox, running
from tests.classroom.test_attacks import notebook_of

pytestmark = needs_sandbox
ATTACKERS = (
    "answers_by_import", "patched_numpy", "liar", "os_exit", "signals_to_all", "fork_bomb", "memory_of_many", "daemon",
    "forged_huge", "endless_and_stubborn",
)  # fmt: skip
TARGETS = {"comm": "wholeclass", "seconds": "1234567.5"}
WORTH = {exercise.id: exercise.points for exercise in EXERCISES}


def students(number):
    """Return notebooks by student, the points where they are known, and how often each misconception is planted."""
    notebooks = {f"attacker_{name}": notebook_of(ATTACKS[name], **TARGETS) for name in ATTACKERS}
    worth = {f"attacker_{name}": POINTS - WORTH[TARGET] + ATTACKS[name].earns for name in ATTACKERS}
    wrong = [(exercise, known) for exercise in EXERCISES for known in answers_for(exercise).misconceptions]
    others = [(exercise, source) for exercise in EXERCISES for source in answers_for(exercise).others.values()]
    # one that calls no other answer: the solution would show a wrong `dense_relu` a second time, in the network
    network = next(source for exercise, source in others if exercise.id == "scratch.network" and "relu(" not in source)
    planted = Counter()
    for place in range(number - len(ATTACKERS)):
        student = f"student_{place:03}"
        if place % 2:
            exercise, source = others[place % len(others)]
            worth[student] = POINTS
            standing_alone = "relu(" not in source or exercise.id == "scratch.relu"
            notebooks[student] = lab({exercise.id: source} if standing_alone else None)
        else:
            exercise, known = wrong[place // 2 % len(wrong)]
            planted[exercise.title, known.message] += 1
            notebooks[student] = lab({"scratch.network": network, exercise.id: known.source})
    return notebooks, worth, planted


def grading(folder, gradebook):
    return [
        sys.executable, "-m", "course_utils.course", "grade", str(folder), "--gradebook", str(gradebook),
        "--seed", "11", "--jobs", "2", "--timeout", "4", "--memory", "512",
    ]  # fmt: skip


def csv_of(gradebook, out):
    assert main(["export", str(gradebook), "--to", "csv", "--out", str(out), "--force"]) == 0
    return out.read_bytes()


@pytest.fixture(scope="module")
def whole_class(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp("whole_class")
    notebooks, worth, planted = students(request.config.getoption("--students"))
    for student, notebook in notebooks.items():
        hand_in(folder / "in" / student / "04.ipynb", notebook)
    start = time.monotonic()
    subprocess.run(grading(folder / "in", folder / "whole.db"), check=True, capture_output=True)
    seconds = time.monotonic() - start
    csv = csv_of(folder / "whole.db", folder / "whole.csv")
    return SimpleNamespace(folder=folder, worth=worth, planted=planted, seconds=seconds, csv=csv)


def test_every_honest_score_is_exact_and_an_attacker_has_what_their_honest_cells_earn(whole_class):
    with Gradebook(COURSE, whole_class.folder / "whole.db") as book:
        points = {entry.student: sum(verdict.points for verdict in entry.verdicts) for entry in book.entries()}
    assert {student: points[student] for student in whole_class.worth} == whole_class.worth
    assert all(points[student] < POINTS for student in points.keys() - whole_class.worth.keys())


def test_the_report_shows_the_planted_misconceptions_in_their_true_numbers(whole_class):
    out = whole_class.folder / "report"
    assert main(["report", str(whole_class.folder / "whole.db"), "--out", str(out)]) == 0
    page = (out / "index.html").read_text(encoding="utf-8")
    rows = re.findall(r"<tr>(.*?)</tr>", page, re.DOTALL)
    for (title, message), number in whole_class.planted.items():
        (row,) = [row for row in rows if inline_html(message) in row and html.escape(title) in row]
        assert f">{number} (" in row, row


def test_killed_at_random_moments_and_continued_it_has_the_same_grades_to_the_byte(whole_class, request):
    folder, book = whole_class.folder, whole_class.folder / "killed.db"
    moments = random.Random(3)
    environment = os.environ | {"TMPDIR": str(folder / "temporary")}
    (folder / "temporary").mkdir()
    for _ in range(request.config.getoption("--kills")):
        process = subprocess.Popen(
            grading(folder / "in", book), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment
        )
        time.sleep(moments.uniform(0.2, max(6.0, whole_class.seconds / 5)))
        process.send_signal(signal.SIGKILL)
        process.wait()
    subprocess.run(grading(folder / "in", book), check=True, capture_output=True, env=environment)
    assert csv_of(book, folder / "killed.csv") == whole_class.csv
    deadline = time.monotonic() + 30
    while survivors(folder) and time.monotonic() < deadline:
        time.sleep(0.2)
    assert survivors(folder) == []
    assert list((folder / "temporary").glob("relu-course-grade-*")) == []


def survivors(folder):
    """Return the commands of the processes whose command line names `folder`."""
    return [command for command, _ in running() if str(folder).encode() in command]


@pytest.mark.skipif(sys.platform != "linux" or os.geteuid() != 0, reason="only root can become an ordinary user")
def test_an_ordinary_user_finds_the_same_grades_to_the_byte(whole_class, tmp_path_factory):
    home = tmp_path_factory.mktemp("lecturer")
    subprocess.run(["cp", "-r", str(whole_class.folder / "in"), str(home / "in")], check=True)
    done = run_as_ordinary_user(grading(home / "in", home / "grades.db"), home)
    assert done.returncode == 0, done.stderr
    assert csv_of(home / "grades.db", home / "grades.csv") == whole_class.csv
