import functools

import nbformat
import pytest

from course_utils.autograder.key_source import key_for
from course_utils.classroom.check_notebook import check_notebook
from course_utils.classroom.plan import plan
from course_utils.course import COURSE
from course_utils.errors import CourseError
from course_utils.notebook_files import exercise_id, is_demonstration, read_notebook, solve
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


DERIVATIVE = "07_the_derivative.ipynb"
ZEROS = "derivative.exact_zeros"


@pytest.fixture
def derivative():
    return solve(COURSE, read_notebook(COURSE.notebook(DERIVATIVE)))


def skipped(notebook):
    """Return what each skipped cell begins with."""
    return [cell.source.splitlines()[0] for cell in plan(COURSE, notebook).skipped]


def loads_torch(notebook):
    return next(cell for cell in notebook.cells if 'torch = frameworks.load("torch")' in cell.source)


@pytest.mark.parametrize("path", COURSE.notebooks(), ids=lambda path: path.name)
def test_as_handed_out_and_as_solved_every_demonstration_is_skipped(path):
    for notebook in (read_notebook(path), solve(COURSE, read_notebook(path))):
        there = [cell for cell in notebook.cells if is_demonstration(cell)]
        assert len(skipped(notebook)) == len(there)


def test_a_demonstration_that_somebody_wrote_in_is_run(derivative):
    before = len(skipped(derivative))
    cell = loads_torch(derivative)
    cell.source = f"# a comment changes nothing\n\n{cell.source}"
    assert len(skipped(derivative)) == before
    cell.source += "\nmine = 3"
    assert len(skipped(derivative)) == before - 1
    answer = derivative.cells[place_of(derivative, ZEROS)]
    answer.metadata["tags"] = ["demonstration"]
    assert answer.source in {cell.source for cell in plan(COURSE, derivative).cells}


USES = {
    "an answer, when it is called": "def exact_zeros(X, W, b):\n    return torch.as_tensor(X)",
    "a default of a function": "def helper(x=torch.zeros(1)):\n    return x",
    "a lambda": "helper = lambda x: torch.relu(x)",
    "a loop": "for y in torch.arange(3):\n    pass",
    "a comprehension": "[torch.tensor(n) for n in range(3)]",
    "an assignment in place": "torch += 1",
    "a class": "class Layer(torch.nn.Module):\n    pass",
    "a decorator": "@torch.no_grad()\ndef f():\n    pass",
    "a line between magics": "%matplotlib inline\ntorch.manual_seed(3)\n!ls",
    "its own value": "torch = torch",
}
USES_NOT = {
    "it comes first": "import torch\ntorch.zeros(3)",
    "a variable of a function": "def f(torch):\n    return torch + 1",
    "an attribute": "numpy = np.torch",
    "a word in a text": "print('torch')  # torch",
    "a loop's own variable": "for torch in range(3):\n    print(torch)",
}


@pytest.mark.parametrize("source", USES.values(), ids=USES)
def test_a_demonstration_whose_names_are_used_is_run_with_what_it_uses_itself(derivative, source):
    derivative.cells[place_of(derivative, ZEROS)].source += f"\n{source}"
    assert loads_torch(derivative).source in {cell.source for cell in plan(COURSE, derivative).cells}
    assert len(skipped(derivative)) == len(skipped(solve(COURSE, read_notebook(COURSE.notebook(DERIVATIVE))))) - 1


@pytest.mark.parametrize("source", USES_NOT.values(), ids=USES_NOT)
def test_a_demonstration_whose_names_mean_something_else_is_skipped(derivative, source):
    before = skipped(derivative)
    derivative.cells[place_of(derivative, ZEROS)].source += f"\n{source}"
    assert skipped(derivative) == before


def test_demonstrations_are_added_by_the_names_that_were_missing_with_what_they_use(derivative):
    planned = plan(COURSE, derivative)
    assert planned.with_names({"nothing_binds_this"}) is planned
    more = planned.with_names({"with_relu"})  # its cell uses torch and torch_slope, of two more demonstrations
    assert loads_torch(derivative).source in {cell.source for cell in more.cells}
    assert [cell.number for cell in more.cells] == sorted(cell.number for cell in more.cells)
    assert len(more.cells) + len(more.skipped) == len(planned.cells) + len(planned.skipped)
    assert len(more.skipped) == len(planned.skipped) - 3


HIDDEN_USES = {
    "an answer": "def exact_zeros(X, W, b):\n    t = eval('torch')\n    zero = (X @ W + b == 0)\n"
    "    return t.as_tensor(zero).sum().item(), zero.mean()",
    "a cell": "helper = eval('torch').as_tensor\ndef exact_zeros(X, W, b):\n    zero = (X @ W + b == 0)\n"
    "    return helper(zero).sum().item(), zero.mean()",
}


@pytest.mark.parametrize("source", HIDDEN_USES.values(), ids=HIDDEN_USES)
def test_a_demonstration_is_run_after_all_when_a_name_of_it_turns_out_to_be_missing(derivative, tmp_path, source):
    cells = [cell for cell in derivative.cells if cell in (loads_torch(derivative), *derivative.cells[:6])]
    cells.append(derivative.cells[place_of(derivative, ZEROS)])
    cells[-1].source = source
    derivative.cells = cells
    assert skipped(derivative) == [loads_torch(derivative).source.splitlines()[0]]
    verdicts, seen = check_notebook(COURSE, derivative, tmp_path, functools.partial(key_for, seed=0), seconds=60)
    (verdict,) = [verdict for verdict in verdicts if verdict.exercise == ZEROS]
    assert verdict.state == "passed", (verdict, seen.errors)
    assert not seen.errors


def test_a_copy_under_another_name_is_what_it_is():
    assert plan(COURSE, lab()).notebook == NOTEBOOK
