"""Every notebook: as shipped, and solved."""

import itertools
import re
from pathlib import Path

import pytest

from course_utils.autograder.key_source import key_for
from course_utils.autograder.verdict import HEADINGS
from course_utils.classroom.check_notebook import check_notebook
from course_utils.course import COURSE
from course_utils.notebook_files import DEMONSTRATION, read_notebook, solve

NOTEBOOKS = COURSE.notebooks()
each = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)


def public_key(exercise):
    return key_for(exercise, 0)


def code_cells(path):
    return [cell for cell in read_notebook(path).cells if cell.cell_type == "code"]


def texts(cell):
    for output in cell.outputs:
        yield output.get("text", "")
        yield from output.get("data", {}).values()


@each
def test_solved_it_earns_every_point(path):
    verdicts, run = check_notebook(COURSE, solve(COURSE, read_notebook(path)), path.parent, public_key, seconds=60)
    assert not run.troubles
    assert not run.errors
    assert [str(verdict) for verdict in verdicts if verdict.state != "passed"] == []
    assert all(verdict.points == verdict.out_of for verdict in verdicts)


@each
def test_it_is_saved_as_it_runs_with_no_error_and_nothing_attempted(path):
    for number, cell in enumerate(code_cells(path), start=1):
        assert cell.execution_count == number, f"cell {number} was not saved by a run from top to bottom"
        assert all(output.output_type != "error" for output in cell.outputs)
        assert not any(output.get("name") == "stderr" for output in cell.outputs), cell.source
        for text in texts(cell):
            for word in (HEADINGS["passed"], HEADINGS["partial"], HEADINGS["failed"]):
                assert f"<strong>{word}:" not in text


@each
def test_every_picture_has_alt_text_of_its_own(path):
    seen = []
    for cell in code_cells(path):
        for output in cell.outputs:
            data = output.get("data", {})
            assert not [kind for kind in data if kind.startswith("image/")], "a picture without alt text"
            for alt in re.findall(r'<img alt="([^"]*)"', data.get("text/html", "")):
                assert len(alt.split()) >= 10
                seen.append(alt)
            assert data.get("text/html", "").count("<img") == len(re.findall(r'<img alt="', data.get("text/html", "")))
    assert len(set(seen)) == len(seen)


@each
def test_links_to_other_notebooks_lead_somewhere(path):
    for cell in read_notebook(path).cells:
        if cell.cell_type == "markdown":
            for target in re.findall(r"\]\(([\w./]+\.ipynb)", cell.source):
                assert (path.parent / target).exists(), target


@each
def test_every_stub_is_followed_by_its_check(path):
    cells = code_cells(path)
    for cell, following in itertools.pairwise(cells):
        if "exercise" in cell.metadata:
            name = cell.metadata["exercise"]["id"].split(".")[1]
            assert following.source.strip() == f"q.{name}.check()"


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


def test_every_notebook_has_a_module_of_exercises():
    assert [module.NOTEBOOK for module in COURSE.modules()] == [path.name for path in NOTEBOOKS]


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
