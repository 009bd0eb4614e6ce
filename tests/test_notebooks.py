"""Every notebook of the course: as shipped, and solved."""

import re
from pathlib import Path

import pytest

from course_utils.course import COURSE
from course_utils.notebook_files import DEMONSTRATION, read_notebook
from course_utils.testing import NotebookTests
from course_utils.testing.notebooks import code_cells

NOTEBOOKS = COURSE.notebooks()
each = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)


class TestNotebooks(NotebookTests):
    course = COURSE


@each
def test_it_is_saved_as_it_runs(path):
    for number, cell in enumerate(code_cells(path), start=1):
        assert cell.execution_count == number, f"cell {number} was not saved by a run from top to bottom"
        assert not any(output.get("name") == "stderr" for output in cell.outputs), cell.source


@each
def test_points_in_the_text_are_those_of_the_exercises(path):
    text = "\n".join(cell.source for cell in read_notebook(path).cells if cell.cell_type == "markdown")
    said = sum(int(points) for points in re.findall(r"\((\d+) points?\)", text))

    there = [exercise.points for notebook, exercise in COURSE if notebook == path.name]
    by_share = re.findall(r"of the (\d+) points", text)
    assert said + sum(map(int, by_share)) == sum(there)


@each
def test_it_opens_with_what_you_will_be_able_to_do_and_ends_with_the_next_step(path):
    cells = read_notebook(path).cells
    assert "you can" in cells[0].source
    assert "minutes" in cells[0].source
    assert "**Next:**" in cells[-1].source


def test_demonstrations_are_not_needed_by_what_follows():
    """The solved run skips them; a name that only they define would fail there."""
    assert any(DEMONSTRATION in cell.metadata.get("tags", []) for path in NOTEBOOKS for cell in code_cells(path))


def test_no_notebook_says_british():
    british = re.compile(
        r"\b(colour|behaviour|neighbour|initialis|optimis|recognis|vectoris|normalis|grey|centre)", re.I
    )
    for path in [
        *NOTEBOOKS,
        *Path(__file__).parents[1].glob("*.md"),
        *Path(__file__).parents[1].glob("course_utils/**/*.py"),
    ]:
        found = british.search(path.read_text(encoding="utf-8"))
        assert not found, f"{path}: {found.group()}"
