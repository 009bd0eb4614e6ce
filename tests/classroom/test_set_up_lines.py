"""A line that prepares the place where a notebook was written costs that line alone, and it is told."""

import secrets

import pytest

from course_utils.classroom.gradebook import Gradebook
from course_utils.classroom.grading.grade_class import grade_class
from course_utils.classroom.grading.options import Options
from course_utils.classroom.limits import grading_limits
from course_utils.classroom.notes import CellError
from course_utils.classroom.overview import overview
from course_utils.classroom.plan import Cell, plan
from course_utils.classroom.run import MAX_ERRORS, MAX_SET_UP_LINES, _set_up_lines, run
from course_utils.classroom.sandbox.notebook_process import NotebookProcess
from course_utils.classroom.sandbox.trusted import TrustedProcess
from course_utils.classroom.sandbox.usage import Usage
from course_utils.classroom.scores import class_scores
from course_utils.course import COURSE
from course_utils.notebook_files import notebook_bytes, parse_notebook
from tests.classroom.labs import hand_in, lab, with_first_lines
from tests.classroom.sandbox import needs_sandbox

# Lines that fail here, or would, and what is said of them. The cell goes on with `reached = 1`.
LINES = {
    "colab_drive": ("from google.colab import drive\ndrive.mount('/content/drive')", ["no drive is mounted"]),
    "colab_drive_of_a_fresh_process": ("import google.colab\ngoogle.colab.drive.mount('/content')", []),
    "colab_files": ("from google.colab import files\nassert files.upload() == {}", []),
    "colab_secrets": ("from google.colab import userdata", ["cannot import name 'userdata'"]),
    "missing_package": ("import seaborn_of_mine as sns", ["No module named 'seaborn_of_mine'"]),
    "what_the_package_would_do": ("import sns_2 as sns2\nsns2.set()", ["No module named 'sns_2'", "name 'sns2'"]),
    "a_later_cell_with_it": ("sns2.set_theme(style='dark')", ["name 'sns2' is not defined"]),
    "two_on_a_line": ("import os; import missing_1; reached = 1; import missing_2", ["missing_1", "missing_2"]),
    "import_in_a_block": ("if True:\n    import missing_3\n    x = 1", ["missing_3"]),
    "extension": ("%load_ext nb_black", ["No module named 'nb_black'"]),
    "unknown_magic": ("%lprun -f f f()", ["`%lprun` not found"]),
    "unknown_cell_magic": ("%%heat\nimport missing_4", ["`%%heat` not found", "missing_4"]),
    "pip": ("%pip install -q seaborn", ["nothing is installed"]),
    "pip_of_the_system": ("!pip install seaborn\n!python -m pip install x\n!apt-get install y", ["is installed"] * 3),
    "conda": ("%conda install -y seaborn", ["nothing is installed"]),
    "pip_by_hand": (
        "import subprocess, sys\nsubprocess.check_call([sys.executable, '-m', 'pip', 'install', 'no-such-thing-1'])",
        ["CalledProcessError"],
    ),
    "captured": ("%%capture\nimport missing_5", ["missing_5"]),
    "captured_under_a_name": ("%%capture --no-stderr said\nimport missing_6", ["missing_6"]),
    "timed": ("%%time\nimport missing_7", ["missing_7"]),
    "style": ("import matplotlib.pyplot as plt\nplt.style.use('seaborn-whitegrid')", ["seaborn-whitegrid"]),
    "backend": (
        "import matplotlib\nmatplotlib.use('TkAgg')\nimport matplotlib.pyplot as plt\nplt.figure(); plt.close()",
        [],
    ),
    "backend_by_magic": ("%matplotlib widget\n%matplotlib qt\nimport matplotlib.pyplot as plt\nplt.figure()", []),
    "backend_switched": ("plt.switch_backend('GTK3Agg')\nplt.close(plt.figure())", []),
    "backend_unknown": ("matplotlib.use('module://ipympl.backend_nbagg')", ["ipympl"]),
    "parameters": ("plt.rcParams['no.such'] = 3", ["no.such"]),
    "folder_of_theirs": ("import os\nos.chdir('/content/drive/MyDrive')", ["FileNotFoundError"]),
    "file_of_theirs": ("text = open('/home/me/secrets.txt').read()", ["FileNotFoundError"]),
    "locale": ("import locale\nlocale.setlocale(locale.LC_ALL, 'xx_YY')", ["unsupported locale"]),
    "old_numpy": ("import numpy as np\nnp.warnings.filterwarnings('ignore')", ["no attribute 'warnings'"]),
}
# What is no set-up line ends its cell, as in Jupyter.
OTHERS = {
    "a_mistake": ("1 / 0", "ZeroDivisionError"),
    "an_assertion": ("import numpy as np\nassert np.zeros(1), 'empty'", "AssertionError: empty"),
    "a_call_of_a_module": ("np.log('text')", "TypeError"),
    "a_name_that_nothing_binds": ("nowhere", "NameError"),
    "no_python": ("import missing_8\ndef half(", "SyntaxError"),
    "an_answer_tried": ("def relu(x):\n    return x + 1\nrelu('text')", "TypeError"),
}


@pytest.fixture(scope="module")
def run_cell(tmp_path_factory):
    """Return a function that runs a cell in one and the same process."""
    process = TrustedProcess(COURSE, tmp_path_factory.mktemp("run"))

    def run(source):
        return process.ask({"run": source, "step": secrets.token_hex(4), "seconds": 20}, 120, 60)

    yield run
    process.end()


def is_bound(run_cell, name):
    return run_cell(f"get_ipython().user_ns.pop({name!r})")["error"] is None


@pytest.mark.parametrize("name", LINES)
def test_the_rest_of_the_cell_is_run_and_the_line_is_told(run_cell, name):
    source, said = LINES[name]
    reply = run_cell(f"{source}\nreached = 1")
    assert reply["error"] is None
    told = [f"{line}: {reason}" for line, reason in reply["set_up_lines"]]
    assert all(part in " ".join(told) for part in said), told
    assert len(told) >= len(said)
    assert is_bound(run_cell, "reached")


@pytest.mark.parametrize("name", OTHERS)
def test_an_error_that_is_no_set_up_line_ends_its_cell(run_cell, name):
    source, error = OTHERS[name]
    reply = run_cell(f"{source}\nreached = 1")
    assert error in reply["error"]
    assert reply["set_up_lines"] == []
    assert not is_bound(run_cell, "reached")


def test_a_mistake_behind_a_set_up_line_is_told_and_does_not_end_the_cell(run_cell):
    reply = run_cell("import missing_9\n1 / 0\nreached = 1")
    assert reply["error"] == "ZeroDivisionError: division by zero"
    assert is_bound(run_cell, "reached")


def test_code_that_asks_whether_colab_is_there_hears_no(tmp_path):
    process = TrustedProcess(COURSE, tmp_path)
    try:
        source = "try:\n    import google.colab\nexcept ImportError:\n    pass\nelse:\n    raise SystemError('there')"
        assert process.ask({"run": source, "step": "a", "seconds": 20}, 120, 60)["error"] is None
    finally:
        process.end()


def test_what_a_process_says_of_its_lines_is_bounded():
    cell = Cell(3, "")
    assert list(_set_up_lines(cell, "no list")) == []
    assert list(_set_up_lines(cell, [1, ["a"], ["a", 2], ["a\n b", "c" * 999]])) == [
        CellError(3, "c" * 300, line="a b")
    ]
    assert len(list(_set_up_lines(cell, [["a", "b"]] * 999))) == MAX_SET_UP_LINES


class RaisesAlways(NotebookProcess):
    """Stands for a notebook of which every cell raises."""

    def ask(self, request, wall_seconds, cpu_seconds):
        return {"error": "ValueError: no"}

    def usage(self):
        return Usage()

    def end(self):
        pass

    def _exchange(self, unsent, seconds):
        raise NotImplementedError

    def _check_memory(self, usage):
        raise NotImplementedError


def test_of_cells_without_end_that_raise_the_first_are_kept_and_the_others_counted():
    cells = 3000
    made = plan(COURSE, parse_notebook(notebook_bytes(lab(first=["no"] * cells)), "x"))
    seen = run(made, (RaisesAlways,), lambda name: 0, grading_limits())
    assert len(seen.errors) == MAX_ERRORS + 1
    assert f"and {len(made.cells) - MAX_ERRORS} more" in seen.errors[-1].text


@needs_sandbox
def test_a_class_whose_first_cell_asks_for_what_is_not_here_loses_nothing(tmp_path):
    first = {
        "colab": "from google.colab import drive\ndrive.mount('/content/drive')",
        "seaborn": "import seaborn_of_mine as sns\nsns.set()",
        "seaborn_too": "import seaborn_of_mine as sns\nsns.set()",
        "black": "%load_ext nb_black",
        "tk": "import matplotlib.pyplot, matplotlib\nmatplotlib.use('TkAgg')",
    }
    for student, lines in first.items():
        hand_in(tmp_path / "in" / student / "04.ipynb", with_first_lines(lines))
    grade_class(COURSE, Options(tmp_path / "in", tmp_path / "grades.db", jobs=2), lambda line: None)
    with Gradebook(COURSE, tmp_path / "grades.db") as book:
        entries = {entry.student: entry for entry in book.entries()}
        (finding,) = overview(class_scores(COURSE, book))
    for student, entry in entries.items():
        assert all(verdict.state == "passed" for verdict in entry.verdicts), student
    assert all(error.line for entry in entries.values() for error in entry.errors)
    assert [student for student, entry in entries.items() if not entry.errors] == ["tk"]
    assert finding.students == 4
    assert finding.sentence == (
        "04 ReLU from scratch: 4 notebooks asked for what is not here, 2 of them by import seaborn_of_mine as sns. "
        "The rest was run."
    )
