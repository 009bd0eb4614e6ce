import subprocess
import sys
from importlib.util import find_spec

import nbformat
import pytest
from nbclient import NotebookClient

from course_utils import frameworks
from course_utils.course import COURSE
from course_utils.errors import MissingFrameworkError
from course_utils.notebook_files import read_notebook

QUIET = """
from course_utils import frameworks
{0} = frameworks.load("{0}")
{1}
"""


@pytest.mark.parametrize(
    ("name", "use"),
    [
        ("torch", "assert torch.get_num_threads() == 1; torch.nn.Linear(2, 3)(torch.zeros(1, 2))"),
        (
            "keras",
            "keras.Sequential([keras.Input((3,)), keras.layers.Dense(2)]); assert keras.backend.backend()[0] == 't'",
        ),
        ("tensorflow", "tensorflow.config.threading.get_intra_op_parallelism_threads() == 1 or 1 / 0"),
    ],
)
def test_a_framework_is_loaded_on_one_thread_and_says_nothing(name, use):
    if find_spec(frameworks.PACKAGES[name]) is None:
        pytest.skip(f"{frameworks.NAMES[name]} is not installed")
    ran = subprocess.run([sys.executable, "-c", QUIET.format(name, use)], capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "", "")


def test_another_framework_is_refused():
    with pytest.raises(ValueError, match="jax"):
        frameworks.load("jax")


@pytest.fixture
def without_torch(monkeypatch):
    monkeypatch.setitem(sys.modules, "torch", None)


def test_what_is_not_installed_says_so_once_it_is_put_to_work(without_torch):
    torch = frameworks.load("torch")
    assert not frameworks.is_installed("torch")
    with COURSE.usual_settings():
        pass
    with pytest.raises(MissingFrameworkError, match=r"PyTorch.*pip install torch"):
        torch.nn.functional.relu(3)
    with pytest.raises(MissingFrameworkError):

        class Net(torch.nn.Module):
            pass

    with pytest.raises(MissingFrameworkError):
        frameworks.require("torch")
    assert repr(torch.nn) == "<torch.nn, not installed>"


def test_while_a_framework_is_being_installed_nothing_of_it_is_imported(monkeypatch, tmp_path):
    monkeypatch.delitem(sys.modules, "torch", raising=False)
    monkeypatch.setattr(frameworks, "INSTALLING", tmp_path)
    torch = frameworks.load("torch")
    assert "torch" not in sys.modules
    with pytest.raises(
        MissingFrameworkError, match=r"PyTorch, whose installation is not finished.* restart the kernel"
    ):
        torch.zeros(3)


def test_a_notebook_s_error_for_a_person_shows_its_sentence_alone():
    assert MissingFrameworkError("Put it right.")._render_traceback_() == ["Put it right."]


CELLS = (
    "import sys; sys.modules['torch'] = None\nfrom course_utils import frameworks\ntorch = frameworks.load('torch')",
    "model = torch.nn.Linear(2, 3)",
    "outputs = model(1)",
    "print(outputs)",
    "1 + 1",
    "nothing_of_the_kind",
)


def test_a_notebook_runs_past_the_cells_that_need_what_is_missing():
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in CELLS])
    NotebookClient(notebook, timeout=60, kernel_name="python3", allow_errors=True).execute()
    assert not notebook.cells[0].outputs
    said = [cell.outputs[0].get("text", "") for cell in notebook.cells[1:4]]
    assert said[0].startswith("This needs PyTorch")
    assert said[1:] == [f"This needs {name}, which a cell above could not make.\n" for name in ("model", "outputs")]
    assert notebook.cells[4].outputs[0].data["text/plain"] == "2"
    assert notebook.cells[5].outputs[0].ename == "NameError"


WITHOUT = "import sys; sys.modules.update(dict.fromkeys(('tensorflow', 'keras', 'torch')))"


@pytest.mark.parametrize(
    "path", [path for path in COURSE.notebooks() if path.name.startswith("05")], ids=lambda path: path.name
)
def test_a_notebook_on_a_framework_runs_to_its_end_without_it(path):
    notebook = read_notebook(path)
    notebook.cells.insert(0, nbformat.v4.new_code_cell(WITHOUT))
    NotebookClient(notebook, timeout=100, kernel_name="python3").execute()  # raises where a cell ends in an error
    assert any("This needs Keras" in str(cell.get("outputs")) for cell in notebook.cells)


def test_collecting_the_tests_loads_no_framework(loaded_by_collecting):
    """Each worker collects all of them. A test that needs a framework asks for the fixture `torch` or `keras`."""
    assert loaded_by_collecting == set()
