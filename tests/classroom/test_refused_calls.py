"""Whatever the system refuses, a command ends with a sentence, and the next one finds everything as it was."""

import shutil

import pytest

from course_utils.course import COURSE, main
from course_utils.notebook_files import read_notebook, solve
from tests.classroom import faults
from tests.classroom.labs import hand_in

NOTEBOOK = "00_start_here.ipynb"
# The arguments of a command on a folder, and how many of its calls are refused at most.
COMMANDS = {
    "dry_run": (lambda root: ["grade", root / "in", "--gradebook", root / "old.db", "--dry-run", "--json"], 12),
    "grade": (
        lambda root: ["grade", root / "in", "--gradebook", root / "new.db", "--jobs", "1", "--trust-submissions"],
        12,
    ),
    "override": (lambda root: ["override", root / "old.db", "ann", "start.double", "0.5", "--reason", "late"], 12),
    "export": (lambda root: ["export", root / "old.db", "--to", "csv", "--out", root / "out.csv"], 12),
    "report": (lambda root: ["report", root / "old.db", "--out", root / "pages"], 12),
    "release": (lambda root: ["release", "--notebook", "00", "--out", root / "release"], 8),
    "check": (lambda root: ["check", root / "in" / "ann" / NOTEBOOK], 3),
    "solve": (lambda root: ["solve", root / "in" / "ann" / NOTEBOOK, "-o", root / "solved.ipynb"], 12),
    "reset": (lambda root: ["reset", "00", root / "mine"], 6),
}


@pytest.fixture(scope="module")
def base(tmp_path_factory):
    """A folder of submissions and a gradebook."""
    folder = tmp_path_factory.mktemp("base")
    notebook = solve(COURSE, read_notebook(COURSE.notebook(NOTEBOOK)))
    for student in ("ann", "bob"):
        hand_in(folder / "in" / student / NOTEBOOK, notebook)
    hand_in(folder / "in" / "cy" / "mine.txt", {})
    shutil.make_archive(str(folder / "in" / "dee" / "work"), "zip", folder / "in" / "bob")
    hand_in(folder / "mine" / NOTEBOOK, notebook)
    arguments = ["grade", folder / "in", "--gradebook", folder / "old.db", "--jobs", "1", "--trust-submissions"]
    assert main([str(one) for one in arguments]) == 0
    return folder


@pytest.mark.parametrize("name", COMMANDS)
def test_no_refused_call_of_the_system_ends_in_a_traceback(base, tmp_path, name):
    arguments, most = COMMANDS[name]
    root = tmp_path / "try"

    def attempt(number, fresh=True):
        if fresh:
            shutil.rmtree(root, ignore_errors=True)
            shutil.copytree(base, root)
            (root / "tmp").mkdir()
        return faults.run(arguments(root), str(root), number, root / "tmp")

    first = attempt(0)
    assert first.code == 0, first.output
    assert first.calls
    for number in range(1, first.calls + 1, -(-first.calls // most)):
        ended = attempt(number)
        assert ended.refused
        assert ended.code in (0, 1, 2), (ended.refused, ended.output)
        assert "Traceback" not in ended.output, ended.refused
        assert "our fault" not in ended.output, (ended.refused, ended.output)
        if ended.code:
            assert ended.output.strip(), ended.refused
            again = attempt(0, fresh=False)
            assert again.code == first.code, (ended.refused, again.output)
