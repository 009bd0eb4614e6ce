"""A learner's folder never loses their work."""

import shutil

import nbformat
import pytest

from course_utils import workspace
from course_utils.autograder import Course
from course_utils.course import COURSE
from course_utils.errors import CourseError
from course_utils.notebook_files import read_notebook, write_notebook
from tests.notebook_helpers import stub_cells

NAME = "04_relu_from_scratch.ipynb"


@pytest.fixture
def course(tmp_path, monkeypatch):
    """The course with a copy of its notebooks that a test may change, as a newer version would."""
    folder = tmp_path / "course"
    shutil.copytree(COURSE.notebooks_folder, folder)
    monkeypatch.setattr(Course, "notebooks_folder", folder)
    return COURSE


@pytest.fixture
def mine(tmp_path, course):
    folder = tmp_path / "mine"
    workspace.prepare(course, folder)
    return folder


def edit(path, change):
    notebook = read_notebook(path)
    change(notebook)
    write_notebook(notebook, path)


def answer(path, source="def relu(x):\n    return x  # mine"):
    edit(path, lambda notebook: stub_cells(notebook)["scratch.relu"].__setattr__("source", source))


def newer(course, change=lambda notebook: None):
    def with_a_new_cell(notebook):
        notebook.cells.insert(1, nbformat.v4.new_markdown_cell("New in this version."))
        change(notebook)

    edit(course.notebook(NAME), with_a_new_cell)


def relu_of(path):
    return stub_cells(read_notebook(path))["scratch.relu"].source


def backups(folder):
    return sorted(path.name for path in folder.glob("*(yours*"))


def test_a_new_folder_gets_all_notebooks(course, tmp_path):
    updates = workspace.prepare(course, tmp_path / "new" / "deep")
    assert {update.what for update in updates} == {"new"}
    assert (tmp_path / "new" / "deep" / NAME).exists()
    assert workspace.prepare(course, tmp_path / "new" / "deep") == []


def test_work_is_left_alone_when_the_course_did_not_change(course, mine):
    answer(mine / NAME)
    before = (mine / NAME).read_bytes()
    assert workspace.prepare(course, mine) == []
    assert (mine / NAME).read_bytes() == before


def test_an_unchanged_notebook_is_replaced_by_a_newer_one(course, mine):
    edit(mine / NAME, lambda notebook: notebook.cells[-1].metadata.update(touched=True))  # not a source
    newer(course)
    (update,) = workspace.prepare(course, mine)
    assert update.what == "updated"
    assert read_notebook(mine / NAME).cells[1].source == "New in this version."
    assert backups(mine) == []


def test_answers_are_carried_into_a_newer_notebook_and_the_old_one_is_kept(course, mine):
    answer(mine / NAME)
    before = (mine / NAME).read_bytes()
    newer(course, lambda notebook: stub_cells(notebook)["scratch.relu"].__setattr__("source", "def relu(x): ..."))
    (update,) = workspace.prepare(course, mine)
    assert update.what == "carried"
    assert "# mine" in relu_of(mine / NAME)
    assert read_notebook(mine / NAME).cells[1].source == "New in this version."
    assert update.kept.read_bytes() == before
    assert update.kept.name in update.sentence()
    assert workspace.prepare(course, mine) == []


def test_other_edited_cells_are_carried_where_the_course_left_them_alone(course, mine):
    def note(notebook):
        notebook.cells[2].source = "my own words"
        notebook.cells.append(nbformat.v4.new_code_cell("my_cell = 1"))

    edit(mine / NAME, note)
    newer(course)
    (update,) = workspace.prepare(course, mine)
    sources = [cell.source for cell in read_notebook(mine / NAME).cells]
    assert "my own words" in sources
    kept = [cell.source for cell in read_notebook(update.kept).cells]
    assert "my_cell = 1" in kept  # a cell of their own stays in the old copy, which they were told of


def test_a_cell_that_the_course_changed_too_stays_in_the_old_copy(course, mine):
    edit(mine / NAME, lambda notebook: notebook.cells[2].__setattr__("source", "mine"))
    newer(course, lambda notebook: notebook.cells[3].__setattr__("source", "theirs"))  # one on, after the new cell
    (update,) = workspace.prepare(course, mine)
    sources = [cell.source for cell in read_notebook(mine / NAME).cells]
    assert "theirs" in sources
    assert "mine" not in sources
    assert "mine" in [cell.source for cell in read_notebook(update.kept).cells]


@pytest.mark.parametrize("content", [b"", b'{"cells": [', b"\xff\xfe", b"[]"])
def test_a_damaged_notebook_is_kept_and_replaced_only_when_there_is_a_newer_one(course, mine, content):
    (mine / NAME).write_bytes(content)
    assert workspace.prepare(course, mine) == []
    newer(course)
    (update,) = workspace.prepare(course, mine)
    assert update.what == "replaced"
    assert update.kept.read_bytes() == content
    read_notebook(mine / NAME)


def test_stopped_at_any_moment_nothing_is_lost(course, mine, monkeypatch):
    answer(mine / NAME)
    newer(course)
    steps = ["_backup", "write_notebook", "_copy"]
    for step in steps:
        with monkeypatch.context() as patch:

            def stop(*_):
                raise KeyboardInterrupt

            patch.setattr(workspace, step, stop)
            with pytest.raises(KeyboardInterrupt):
                workspace.prepare(course, mine)
        assert "# mine" in relu_of(mine / NAME)
    workspace.prepare(course, mine)
    assert "# mine" in relu_of(mine / NAME)
    assert read_notebook(mine / NAME).cells[1].source == "New in this version."


def test_a_notebook_from_before_the_record_is_treated_as_the_learner_s(course, mine):
    answer(mine / NAME)
    (workspace.shipped_in(course, mine) / NAME).unlink()
    workspace.prepare(course, mine)
    assert any("# mine" in relu_of(path) for path in mine.glob("04*.ipynb"))


def test_reset_keeps_a_backup_every_time(course, mine):
    for number in range(3):
        answer(mine / NAME, f"def relu(x):\n    return {number}")
        kept = workspace.reset(course, "04", mine)
        assert f"return {number}" in relu_of(kept)
        assert "..." in relu_of(mine / NAME)
    assert len(backups(mine)) == 3


def test_reset_works_for_a_notebook_that_was_taken_to_another_folder(course, tmp_path):
    (tmp_path / course.notebooks()[0].name).write_text("{}")
    kept = workspace.reset(course, "00", tmp_path)
    assert kept is not None
    assert (tmp_path / course.notebooks()[0].name).exists()


def test_reset_without_a_folder_says_how_to_begin(course, tmp_path):
    with pytest.raises(CourseError, match="relu-course lab"):
        workspace.reset(course, "04", tmp_path / "none")


def test_a_folder_that_cannot_be_used_is_said(course, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(CourseError, match="cannot be used"):
        workspace.prepare(course, tmp_path / "file")


def test_a_damaged_record_of_what_was_handed_out_does_not_stand_in_the_way(course, mine):
    answer(mine / NAME)
    (workspace.shipped_in(course, mine) / NAME).write_text("damaged")
    workspace.prepare(course, mine)
    assert any("# mine" in relu_of(path) for path in mine.glob("04*.ipynb"))


def test_a_folder_in_a_notebook_s_place_is_said(course, mine):
    (mine / NAME).unlink()
    (mine / NAME).mkdir()
    newer(course)
    with pytest.raises(CourseError, match="Move it away"):
        workspace.prepare(course, mine)


def test_copies_come_without_the_outputs_that_would_give_predictions_away(course, mine):
    answer(mine / NAME)
    newer(course)
    workspace.prepare(course, mine)
    for path in mine.glob("*.ipynb"):
        if "yours" not in path.name:
            assert all(not cell.outputs for cell in read_notebook(path).cells if cell.cell_type == "code")
