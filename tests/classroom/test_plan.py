import nbformat
import pytest

from course_utils.classroom.plan import plan
from course_utils.course import COURSE
from course_utils.errors import CourseError
from course_utils.notebook_files import exercise_id, read_notebook, solve
from tests.classroom.labs import EXERCISES, NOTEBOOK, lab

RELU = "scratch.relu"


def place_of(notebook, name):
    return next(i for i, cell in enumerate(notebook.cells) if exercise_id(cell) == name)


@pytest.mark.parametrize("path", COURSE.notebooks(), ids=lambda path: path.name)
def test_each_notebook_of_the_course_is_recognized_by_its_ids_and_by_its_names_alone(path):
    whole = plan(COURSE, read_notebook(path))
    assert (whole.notebook, whole.remarks, whole.unknown) == (path.name, (), ())
    bare = solve(COURSE, read_notebook(path))
    for cell in bare.cells:
        cell.metadata.pop("exercise", None)
    assert plan(COURSE, bare).notebook == path.name
    assert len(plan(COURSE, bare).remarks) == len(whole.exercises)


def test_a_notebook_of_something_else_is_refused():
    with pytest.raises(CourseError, match="no exercises of this course"):
        plan(COURSE, nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("x = 1")]))
    other = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("x = 1", metadata={"exercise": {"id": "a.b"}})])
    with pytest.raises(CourseError, match="another version"):
        plan(COURSE, other)


def test_a_deleted_cell_is_looked_for_by_its_names_and_reported():
    notebook = lab()
    del notebook.cells[place_of(notebook, RELU)]
    planned = plan(COURSE, notebook)
    assert planned.stubs[RELU] == ()
    assert any(remark.exercise == RELU and "gone" in remark.text for remark in planned.remarks)
    assert [exercise.id for exercise in planned.exercises] == [exercise.id for exercise in EXERCISES]


def test_a_split_duplicated_or_moved_cell_is_reported():
    notebook = lab()
    place = place_of(notebook, RELU)
    stub = notebook.cells[place]
    notebook.cells.insert(place + 1, nbformat.v4.new_code_cell(stub.source))
    stub.source = "import math"
    assert any("another cell" in remark.text for remark in plan(COURSE, notebook).remarks)

    notebook = lab()
    notebook.cells.append(notebook.cells[place_of(notebook, RELU)])
    planned = plan(COURSE, notebook)
    assert len(planned.stubs[RELU]) == 2
    assert any("2 times" in remark.text for remark in planned.remarks)

    notebook = lab()
    notebook.cells.append(notebook.cells.pop(place_of(notebook, EXERCISES[0].id)))
    assert sum("moved" in remark.text for remark in plan(COURSE, notebook).remarks) >= 1


def test_demonstrations_are_left_out_unless_an_answer_was_put_there():
    notebook = lab(first=["slow = 1", "fast = 2"])
    notebook.cells[2].metadata["tags"] = ["demonstration"]
    assert [cell.source for cell in plan(COURSE, notebook).cells][:2] == [notebook.cells[1].source, "fast = 2"]
    notebook.cells[place_of(notebook, RELU)].metadata["tags"] = ["demonstration"]
    assert place_of(notebook, RELU) in {cell.number for cell in plan(COURSE, notebook).cells}


def test_a_copy_under_another_name_is_what_it_is():
    assert plan(COURSE, lab()).notebook == NOTEBOOK
