"""Honest but odd notebooks lose nothing behind the walls."""

import copy

import nbformat
import pytest

from course_utils.autograder.key_source import answers_for
from course_utils.classroom.gradebook import Gradebook
from course_utils.classroom.grading.grade_class import grade_class
from course_utils.classroom.grading.options import Options
from course_utils.course import COURSE
from course_utils.notebook_files import exercise_id
from tests.classroom.labs import EXERCISES, hand_in, lab
from tests.classroom.sandbox import needs_sandbox

pytestmark = needs_sandbox

RELU = "scratch.relu"
NETWORK = "scratch.network"

# What stands in a cell before all others, and raises nothing.
FIRST_CELLS = {
    "prints_a_lot": "for line in range(20_000):\n    print('x' * 1000)",
    "warns": "import warnings\nfor i in range(1000):\n    warnings.warn(f'careful {i}')\nnp.log(np.zeros(3))",
    "logs": "import logging, sys\nlogging.basicConfig(level='DEBUG')\nlogging.error('a' * 999)\nsys.stderr.write('b')",
    "magics": "%matplotlib inline\n%time sum(range(10))\n%timeit -n 1 -r 1 sum(range(10))\n%who\n%env LANG\n%pwd",
    "cell_magic": "%%time\nhelper = 3",
    "capture": "%%capture captured\nprint('kept')",
    "shell": "files = !ls\nassert files == [], files\n!ls -la | head -3\n!python --version",
    "bash": "%%bash\nls > listing.txt\ncat listing.txt",
    "plots": """
import matplotlib.pyplot as plt
figure, axes = plt.subplots(2, 2)
axes[0, 0].plot(np.linspace(0, 1, 1000))
axes[0, 1].imshow(np.zeros((50, 50)))
axes[1, 0].hist(np.random.normal(size=1000), bins=50)
axes[1, 1].set_title("rectified: $\\\\max(0, x)$")
plt.savefig("mine.png")
plt.show()
""",
    "globals_of_a_plotting_library": """
import matplotlib as mpl, matplotlib.pyplot as plt
plt.style.use("ggplot")
mpl.rcParams.update({"font.size": 20, "figure.dpi": 300})
np.set_printoptions(precision=2, suppress=True)
np.seterr(all="raise")
sns = type("seaborn", (), {"set_theme": staticmethod(lambda **kwargs: None)})
sns.set_theme(style="darkgrid")
""",
    "warnings_as_errors": "import warnings\nwarnings.simplefilter('error')",
    "reloads": """
import importlib, course_utils.activations, course_utils.autograder.observe, course_utils.exercises.relu_from_scratch
for module in (course_utils.activations, course_utils.exercises.relu_from_scratch):
    importlib.reload(module)
%load_ext autoreload
%autoreload 2
""",
    "names_of_builtins": "list = [1, 2]\nmax = np.max\nsum = 3\nstr = 'x'\nprint = lambda *args: None\nopen = None",
    "names_of_modules": "json = sys = os = 1\nobserver = request = reply = shell = exercise = probes = None",
    "resets": "x = 1\n%reset -f\nimport numpy as np\nfrom course_utils.exercises import relu_from_scratch as q",
    "waits_for_others": "import asyncio\nawait asyncio.sleep(0.01)\nawait asyncio.gather(asyncio.sleep(0, 1))",
    "own_event_loop": "import asyncio\nasync def answer():\n    return 3\nloop = asyncio.new_event_loop()\n"
    "assert loop.run_until_complete(answer()) == 3",
    "many_processes": "import multiprocessing\ndef square(x):\n    return x * x\n"
    "with multiprocessing.Pool(2) as pool:\n    assert pool.map(square, range(5)) == [0, 1, 4, 9, 16]",
    "many_threads": "from concurrent.futures import ThreadPoolExecutor\n"
    "with ThreadPoolExecutor(4) as pool:\n    assert list(pool.map(abs, [-1, 2])) == [1, 2]",
    "own_files": "np.save('mine.npy', np.arange(3))\nassert np.load('mine.npy').sum() == 3\nimport os, tempfile\n"
    "os.makedirs('figures', exist_ok=True)\nwith tempfile.TemporaryFile() as file:\n    file.write(b'x')",
    "another_program": "import subprocess, sys\n"
    "assert subprocess.run([sys.executable, '-c', 'print(3)'], capture_output=True).stdout == b'3\\n'",
    "chance": "np.random.normal(size=10)\nimport random\nrandom.shuffle([1, 2])\nnp.random.default_rng().normal()",
    "sleeps": "import time\ntime.sleep(1)",
    "a_database": "import sqlite3\nwith sqlite3.connect('mine.db') as mine:\n    mine.execute('CREATE TABLE t (x)')",
    "large_arrays": "big = np.ones((1 << 14, 1 << 12))\n(big @ big[:100].T).sum()",
    "display": "from IPython.display import HTML, Markdown, clear_output, display\n"
    "display(HTML('<b>x</b>'), Markdown('x'))\nclear_output()",
    "widgets": "import ipywidgets\nipywidgets.interact(lambda x: x, x=(0, 10))",
    "changes_folder": "import os\nos.makedirs('elsewhere')\nos.chdir('elsewhere')",
    "closes_output": "import io, sys\nsys.stdout = io.StringIO()\nsys.stderr.close()",
    "own_signal_handlers": "import signal\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\nsignal.alarm(1000)",
    "recursion_limit": "import sys\nsys.setrecursionlimit(5000)",
    "seeds_hash": "import os\nos.environ['PYTHONHASHSEED'] = '3'\nos.environ.clear()",
    "network_absent": "import urllib.request\ntry:\n    urllib.request.urlopen('http://example.org', timeout=1)\n"
    "except OSError:\n    pass",
    "a_program_that_goes_on": "import subprocess\nserver = subprocess.Popen(['sleep', '1000'])",
}

# What raises, as it would in Jupyter, and costs nothing elsewhere.
RAISING_CELLS = {
    "asks": ("name = input('your name? ')", "EOFError"),
    "raises": ("1 / 0", "ZeroDivisionError"),
    "is_no_python": ("this is no Python", "SyntaxError"),
    "half_a_cell": ("def half(", "SyntaxError"),
    "missing_package": ("import seaborn_of_mine", "ModuleNotFoundError"),
    "missing_file": ("open('/home/me/data.csv')", "FileNotFoundError"),
    "tabs_and_spaces": ("if True:\n\tx = 1\n        y = 2", "TabError"),
    "asserts": ("assert relu", "NameError"),
}

ODD_ANSWERS = {
    "non_ascii": {RELU: "def größer_als_null(größe):\n    return np.maximum(0, größe)\nrelu = größer_als_null"},
    "object": {RELU: "class Relu:\n    def __call__(self, x):\n        return np.maximum(0, x)\nrelu = Relu()"},
    "decorated": {
        RELU: "import functools\ndef noted(f):\n    @functools.wraps(f)\n    def inner(*args):\n"
              "        return f(*args)\n    return inner\n@noted\ndef relu(x):\n    return np.maximum(0, x)"
    },
    "prints": {RELU: "def relu(x):\n    print('called with', x)\n    return np.maximum(0, x)"},
    "warns": {RELU: "import warnings\ndef relu(x):\n    warnings.warn('slow')\n    return np.maximum(0, x)"},
    "annotated": {RELU: "def relu(x: np.ndarray, /, *, out: None = None) -> np.ndarray:\n    return np.maximum(0, x)"},
    "partial": {RELU: "from functools import partial\nrelu = partial(np.maximum, 0)"},
    "vectorized_by_hand": {RELU: "def relu(x):\n    return (np.abs(x) + x) / 2 if np.all(np.isfinite(x)) and np.max("
                                 "np.abs(x), initial=0) < 1e300 else np.maximum(x, 0)"},
    "magic_in_the_cell": {RELU: "%time\ndef relu(x):\n    return np.maximum(0, x)\n!ls"},
    "error_after_the_answer": {RELU: "def relu(x):\n    return np.maximum(0, x)\nrelu('text')"},
    "comment_of_the_stub": {RELU: "def relu(x):\n    '''Your answer here: ...'''\n    return np.maximum(0, x)  # ..."},
    "helpers_in_the_cell": {
        RELU: "def larger(x, y):\n    return np.maximum(x, y)\ndef relu(x):\n    return larger(0, x)\nrelu(np.ones(1))"
    },
}  # fmt: skip


def split(notebook):
    """Two cells in place of the network's: one with a helper, one with the rest."""
    index = place(notebook, NETWORK)
    notebook.cells[index].source = "def hidden_layer(X, W, b):\n    return np.maximum(0, X @ W + b)"
    rest = "def network(X, W1, b1, W2, b2):\n    return hidden_layer(X, W1, b1) @ W2 + b2"
    notebook.cells.insert(index + 1, nbformat.v4.new_code_cell(rest))


def place(notebook, name):
    return next(i for i, cell in enumerate(notebook.cells) if exercise_id(cell) == name)


def delete(notebook):
    """The stub cell is gone and the answer stands in a new one at the end."""
    cell = notebook.cells.pop(place(notebook, RELU))
    notebook.cells.append(nbformat.v4.new_code_cell(cell.source))


def duplicate(notebook):
    """The cell was copied with its metadata; the first is still a stub."""
    index = place(notebook, RELU)
    stub = copy.deepcopy(notebook.cells[index])
    stub.id, stub.source = "copied", "def relu(x):\n    return ..."
    notebook.cells.insert(index, stub)


def stub_again(notebook):
    """An untouched copy of the stub, with another name inside, stands behind the answer."""
    index = place(notebook, RELU)
    stub = copy.deepcopy(notebook.cells[index])
    stub.id, stub.source = "copied", "# I answered this above"
    notebook.cells.insert(index + 1, stub)


def move(notebook):
    notebook.cells.append(notebook.cells.pop(place(notebook, RELU)))


def lose_metadata(notebook):
    for cell in notebook.cells:
        cell.metadata = {}


def redefine(notebook):
    """Other cells use the names of the answers for something else, and give them back."""
    index = place(notebook, NETWORK)
    notebook.cells.insert(index, nbformat.v4.new_code_cell("before = relu\nrelu = 3"))
    notebook.cells.insert(index + 1, nbformat.v4.new_code_cell("relu = before"))


def use_later(notebook):
    """The answer needs a helper that is defined below it."""
    notebook.cells[place(notebook, RELU)].source = "def relu(x):\n    return larger(x)"
    notebook.cells.append(nbformat.v4.new_code_cell("def larger(x):\n    return np.maximum(0, x)"))


CHANGES = [split, delete, duplicate, stub_again, move, lose_metadata, redefine, use_later]


def odd_notebooks():
    odd = {f"cell_{name}": lab(first=[source.strip()]) for name, source in FIRST_CELLS.items()}
    odd |= {f"raising_{name}": lab(first=[source]) for name, (source, _) in RAISING_CELLS.items()}
    odd |= {f"answer_{name}": lab(answers) for name, answers in ODD_ANSWERS.items()}
    for change in CHANGES:
        notebook = odd[f"change_{change.__name__}"] = lab()
        change(notebook)
    for exercise in EXERCISES:
        for style, source in answers_for(exercise).others.items():
            odd[f"style_{exercise.id}_{style}"] = lab({exercise.id: source})
    return odd


@pytest.fixture(scope="module")
def entries(tmp_path_factory):
    folder = tmp_path_factory.mktemp("class")
    for name, notebook in odd_notebooks().items():
        # nobody has to keep the file's name
        hand_in(folder / "submissions" / name / f"{name} – Übung (1).ipynb", notebook)
    grade_class(COURSE, Options(folder / "submissions", folder / "grades.db", jobs=2), lambda line: None)
    with Gradebook(COURSE, folder / "grades.db") as book:
        return {entry.student: entry for entry in book.entries()}


@pytest.mark.parametrize("name", odd_notebooks())
def test_it_loses_nothing(entries, name):
    entry = entries[name]
    lost = {verdict.exercise: verdict.message for verdict in entry.verdicts if verdict.points < verdict.out_of}
    assert not lost, (entry.errors, entry.troubles)
    assert len(entry.verdicts) == len(EXERCISES)
    assert not entry.troubles


@pytest.mark.parametrize("name", FIRST_CELLS)
def test_an_odd_cell_raises_nothing(entries, name):
    assert not entries[f"cell_{name}"].errors


@pytest.mark.parametrize("name", RAISING_CELLS)
def test_what_a_cell_raised_is_recorded(entries, name):
    errors = entries[f"raising_{name}"].errors
    assert RAISING_CELLS[name][1] in " ".join(error.text for error in errors)
    assert len(errors) == 1
