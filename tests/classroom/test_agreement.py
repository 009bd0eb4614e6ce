"""What a check says in Jupyter and what grading says are the same, whatever the answers and however the cells stand."""

import ast
import json
import random
from pathlib import Path

import nbformat
import pytest
from jupyter_client.manager import start_new_kernel

from course_utils.autograder import learner
from course_utils.autograder.key_source import answers_for
from course_utils.cell_source import bound_names
from course_utils.classroom.gradebook import Gradebook
from course_utils.classroom.grading.grade_class import grade_class
from course_utils.classroom.grading.options import Options
from course_utils.classroom.limits import grading_limits
from course_utils.classroom.seeds import exercise_seed
from course_utils.course import COURSE
from tests.classroom.labs import hand_in, stub_cell
from tests.classroom.sandbox import needs_sandbox

SEED = 11
SECONDS = 200.0  # on a slow machine, nothing may rest on a limit
COPIES = 5  # of each of the ten notebooks

# What a learner writes between the cells that were handed out.
ADDED = (
    "import math, time\nmine = math.pi * 2",
    "print('hello')\n%time sum(range(10))",
    "1 / 0",
    "import numpy as np\nnp.seterr(all='raise')\nnp.random.seed(3)",
    "import sys, os\nsys.setrecursionlimit(400)\nos.makedirs('elsewhere', exist_ok=True)\nos.chdir('elsewhere')",
    "# nothing yet",
    "this is no Python",
    "import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.show()",
    "import locale, warnings\nlocale.setlocale(locale.LC_NUMERIC, 'C.UTF-8')\nwarnings.simplefilter('error')",
)

# What a new kernel would have, before each notebook.
FRESH = """
%cd -q {folder}
import locale, sys, warnings
import numpy as np
sys.setrecursionlimit(1000)
locale.setlocale(locale.LC_NUMERIC, "C")
warnings.resetwarnings()
np.seterr(all="warn", under="ignore")
sys.path[0] = {root!r}  # for the function that checks
del locale, sys, warnings, np
"""


def sources(exercise):
    answers = answers_for(exercise)
    return [answers.solution, *answers.others.values(), *(known.source for known in answers.misconceptions)]


def notebook_with(chosen):
    """Return a notebook with what the answers need, one answer to each exercise, and its check."""
    answered = {name for exercise in chosen for name in exercise.names}
    needed = {}  # without the answers of others, as each setup has them
    for exercise in chosen:
        for statement in ast.parse(answers_for(exercise).setup).body:
            if not bound_names(ast.unparse(statement)) & answered:
                needed[ast.unparse(statement)] = None
    cells = [nbformat.v4.new_code_cell("\n".join(["from course_utils.course import COURSE", *needed]))]
    for exercise, source in chosen.items():
        cells.append(stub_cell(exercise, source))
        cells.append(nbformat.v4.new_code_cell(f"COURSE.find({exercise.id!r}).check()"))
    return nbformat.v4.new_notebook(cells=cells)


def with_every_answer(exercises):
    """Return notebooks in which each answer to each exercise stands once at least."""
    known = {exercise: sources(exercise) for exercise in exercises}
    for number in range(max(map(len, known.values()))):
        yield notebook_with({exercise: of[number % len(of)] for exercise, of in known.items()})


def perturbed(exercises, seed):
    """Return a notebook with answers drawn at random, in which cells were added, moved, merged, split and retyped."""
    chance = random.Random(seed)
    notebook = notebook_with({exercise: chance.choice(sources(exercise)) for exercise in exercises})
    for change in chance.choices((add, add, move, merge, split, retype, lose_metadata), k=6):
        change(notebook.cells, chance)
    return notebook


def add(cells, chance):
    cells.insert(chance.randrange(len(cells) + 1), nbformat.v4.new_code_cell(chance.choice(ADDED)))


def move(cells, chance):
    cell = cells.pop(chance.randrange(1, len(cells)))
    cells.insert(chance.randrange(1, len(cells) + 1), cell)


def merge(cells, chance):
    place = chance.randrange(len(cells) - 1)
    cells[place].source += "\n" + cells.pop(place + 1).source


def split(cells, chance):
    place = chance.randrange(len(cells))
    try:
        statements = ast.parse(cells[place].source).body
    except SyntaxError:
        return
    if len(statements) > 1:
        head, tail = statements[: len(statements) // 2], statements[len(statements) // 2 :]
        cells[place].source = "\n".join(map(ast.unparse, head))
        cells.insert(place + 1, nbformat.v4.new_code_cell("\n".join(map(ast.unparse, tail))))


def retype(cells, chance):
    """Turn a cell to Markdown."""
    place = chance.randrange(1, len(cells))
    cells[place] = nbformat.v4.new_markdown_cell(cells[place].source, metadata=cells[place].metadata)


def lose_metadata(cells, chance):
    chance.choice(cells).metadata = {}


def checked(seeds):
    """Check each exercise in the kernel that calls this, on the inputs that grading draws. Return the verdicts."""
    verdicts = []
    for name, seed in seeds.items():
        learner.PUBLIC_SEED = seed
        verdicts.append(COURSE.find(name).check(seconds=SECONDS).to_dict())
    return verdicts


class Jupyter:
    """A kernel as JupyterLab starts it."""

    def __init__(self, folder):
        self.manager, self.client = start_new_kernel(cwd=str(folder))
        self.folder = folder

    def verdicts(self, notebook, exercises):
        """Run all cells, then check each exercise once more. Return the verdicts."""
        self._run("%reset -f")
        self._run(FRESH.format(folder=self.folder, root=str(Path(__file__).parents[2])))
        for cell in notebook.cells:
            if cell.cell_type == "code":
                self._run(cell.source)
        seeds = {exercise.id: exercise_seed(SEED, exercise.id) for exercise in exercises}
        said = self._run("", f"__import__('tests.classroom.test_agreement', fromlist=['x']).checked({seeds})")
        return {verdict["id"]: verdict for verdict in ast.literal_eval(said)}

    def _run(self, source, expression=None):
        asked = {"verdicts": expression} if expression else {}
        reply = self.client.execute_interactive(
            source, output_hook=lambda message: None, user_expressions=asked, stop_on_error=False, timeout=300
        )["content"]
        if not expression:
            return None
        (value,) = reply["user_expressions"].values()
        assert value["status"] == "ok", value
        return value["data"]["text/plain"]

    def close(self):
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)


@needs_sandbox
@pytest.mark.parametrize("path", COURSE.notebooks(), ids=lambda path: path.stem)
def test_jupyter_and_grading_say_the_same(tmp_path, path):
    exercises = COURSE.by_notebook()[path.name]
    notebooks = [*with_every_answer(exercises), *(perturbed(exercises, seed) for seed in range(COPIES))]
    for number, notebook in enumerate(notebooks):
        hand_in(tmp_path / "in" / f"s{number:03}" / path.name, notebook)
    options = Options(tmp_path / "in", tmp_path / "grades.db", jobs=1, seed=SEED, limits=grading_limits(SECONDS))
    grade_class(COURSE, options, lambda line: None)
    with Gradebook(COURSE, tmp_path / "grades.db") as book:
        entries = {entry.student: entry for entry in book.entries()}
    jupyter = Jupyter(tmp_path)
    differing = []
    try:
        for number, notebook in enumerate(notebooks):
            there = jupyter.verdicts(notebook, exercises)
            graded = {verdict.exercise: verdict.to_dict() for verdict in entries[f"s{number:03}"].verdicts}
            if entries[f"s{number:03}"].state == "unreadable":  # nothing is left by which the notebook could be known
                assert not any(verdict["points"] for verdict in there.values())
                continue
            assert graded.keys() == there.keys()
            for name, verdict in graded.items():
                if summary(verdict) != summary(there[name]):
                    cells = json.dumps([cell.source for cell in notebook.cells], indent=1)
                    differing.append(
                        f"{number}, {name}: {summary(there[name])}, but graded {summary(verdict)}\n{cells}"
                    )
    finally:
        jupyter.close()
    assert not differing, "\n\n".join(differing)


def summary(verdict):
    return verdict["state"], round(verdict["points"], 6), verdict["diagnosis"]
