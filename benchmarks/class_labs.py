"""Small labs and the submissions of a class, made from the answers module, for us, for nbgrader and for otter-grader.

All three get the same cells of the same students. The tests for the others are lighter than what we observe: numbers
for functions of NumPy, the letter of a choice, and of everything else only that its name is there.
"""

import functools
import os
import random
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import nbformat
import numpy as np
from nbformat import NotebookNode

from course_utils.autograder.exercise import Exercise
from course_utils.autograder.key_source import answers_for, key_for, run_source
from course_utils.autograder.probes import PUBLIC_SEED
from course_utils.course import COURSE
from course_utils.exercises import relu_from_scratch, relu_in_keras, relu_in_pytorch
from course_utils.notebook_files import exercise_id, read_notebook, write_notebook

TESTED_INPUTS = 6
ASSIGNMENT = "lab"  # the name of nbgrader's assignment and of the notebook in it

FRAMEWORK = 'import numpy as np\nfrom course_utils import frameworks\n{name} = frameworks.load("{name}")\n'
TORCH = FRAMEWORK.format(name="torch") + "nn, F = torch.nn, torch.nn.functional\n"

OTTER_TEST = '''OK_FORMAT = True
test = {{
    "name": "{name}", "points": 1,
    "suites": [{{
        "cases": [{{"code": r"""{code}""", "hidden": False, "locked": False}}],
        "scored": True, "setup": "", "teardown": "", "type": "doctest",
    }}],
}}
'''


class ToolError(Exception):
    """Another grader failed. The text is what it printed."""


@dataclass(frozen=True)
class Lab:
    """A lab with the exercises of one notebook of the course. `imports` is its first code cell."""

    name: str
    module: ModuleType
    imports: str

    @functools.cached_property
    def exercises(self) -> list[Exercise]:
        """The lab's exercises in the order of the course's notebook."""
        cells = read_notebook(COURSE.notebook(self.module.NOTEBOOK)).cells
        return [COURSE.find(name) for name in map(exercise_id, cells) if name]


LABS = {
    "numpy": Lab("numpy", relu_from_scratch, "import numpy as np\n"),
    "keras": Lab("keras", relu_in_keras, FRAMEWORK.format(name="keras")),
    "torch": Lab("torch", relu_in_pytorch, TORCH + "from course_utils.exercises import relu_in_pytorch as q\n"),
}


def answers_of_student(lab: Lab, number: int) -> dict[str, str]:
    """Return the source of a student's answers by the exercise's id: half are the solution, the others vary.

    Args:
        lab: whose exercises are answered.
        number: of the student, who always gives the same answers.
    """
    chance = random.Random(number)
    sources = {}
    for exercise in lab.exercises:
        answers = answers_for(exercise)
        others = [*answers.others.values(), answers.solution]
        wrong = [misconception.source for misconception in answers.misconceptions]
        styles = [[answers.solution], [answers.solution], others, wrong]
        sources[exercise.id] = chance.choice(chance.choice(styles))
    return sources


def student_name(number: int) -> str:
    return f"student{number:04}"


def submit(lab: Lab, number: int, folder: Path) -> Path:
    """Write a student's notebook and return its path.

    Args:
        lab: that is handed in.
        number: of the student.
        folder: of all submissions; each student has a folder in it.
    """
    path = folder / student_name(number) / f"{lab.name}.ipynb"
    write_notebook(_notebook(lab, answers_of_student(lab, number)), path)
    return path


def _notebook(lab: Lab, sources: dict[str, str]) -> NotebookNode:
    cells = [_markdown(f"# A lab with {lab.name}\n\nAnswer in the cells marked with `...`."), _code(lab.imports)]
    for exercise in lab.exercises:
        cells.append(_markdown(f"## {exercise.title}\n\n({exercise.points} points)"))
        cells.append(_code(sources[exercise.id], exercise={"id": exercise.id}))
    return _finished(cells)


def nbgrader_course(lab: Lab, numbers: range, folder: Path) -> None:
    """Make a course of nbgrader, its assignment released, with the submissions of some students.

    Args:
        lab: the assignment.
        numbers: of the students.
        folder: of the course, which must not exist.

    Raises:
        ToolError: nbgrader failed.
    """
    folder.mkdir()
    (folder / "nbgrader_config.py").write_text('c = get_config()\nc.CourseDirectory.course_id = "bench"\n')
    solutions = {exercise.id: answers_for(exercise).solution for exercise in lab.exercises}
    write_notebook(nbgrader_notebook(lab, solutions, source=True), _nbgrader_path(folder / "source"))
    _run("nbgrader", "generate_assignment", ASSIGNMENT, folder=folder)
    for number in numbers:
        notebook = nbgrader_notebook(lab, answers_of_student(lab, number), source=False)
        write_notebook(notebook, _nbgrader_path(folder / "submitted" / student_name(number)))


def _nbgrader_path(folder: Path) -> Path:
    return folder / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"


def nbgrader_notebook(lab: Lab, sources: dict[str, str], source: bool) -> NotebookNode:
    """Return the lab as a notebook of nbgrader.

    Args:
        lab: the lab.
        sources: the answers by the exercise's id.
        source: whether it is the lecturer's, with hidden tests, instead of a student's.
    """
    cells = [_markdown(f"# A lab with {lab.name}\n\nAnswer in the cells marked with `...`."), _code(lab.imports)]
    for exercise in lab.exercises:
        name = exercise.id.replace(".", "_")
        answer, tests = sources[exercise.id].strip(), ""
        if source:
            answer = f"### BEGIN SOLUTION\n{answer}\n### END SOLUTION"
            tests = f"\n### BEGIN HIDDEN TESTS\n{hidden_tests(exercise)}\n### END HIDDEN TESTS"
        common = {"schema_version": 3, "task": False}
        solution = {"grade": False, "solution": True, "locked": False, "grade_id": name, **common}
        test = {"grade": True, "solution": False, "locked": True, "grade_id": f"{name}_test", **common}
        cells.append(_markdown(f"## {exercise.title}\n\n({exercise.points} points)"))
        cells.append(_code(answer, nbgrader=solution))
        cells.append(_code(f"# The tests are hidden.{tests}", nbgrader={**test, "points": exercise.points}))
    return _finished(cells)


def otter_autograder(lab: Lab, folder: Path) -> Path:
    """Write the lab's tests for otter-grader and return the path of the zip that otter grades with.

    Args:
        lab: the lab.
        folder: for the tests and the zip.

    Raises:
        ToolError: otter failed.
    """
    (folder / "tests").mkdir(parents=True)
    for exercise in lab.exercises:
        name = exercise.id.replace(".", "_")
        code = "\n".join(f">>> {line}" for line in hidden_tests(exercise).splitlines())
        (folder / "tests" / f"{name}.py").write_text(OTTER_TEST.format(name=name, code=code))
    _run("otter", "generate", "--no-requirements", "--no-environment", folder=folder)
    return folder / "autograder.zip"


def tool(name: str) -> str:
    """Return the path of a command that is installed beside this Python."""
    return str(Path(sys.executable).with_name(name))


def environment() -> dict[str, str]:
    """Return our environment with this Python's commands on the PATH, because nbgrader looks for `alembic` there."""
    return {**os.environ, "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])}


def _run(name: str, *arguments: str, folder: Path) -> None:
    done = subprocess.run([tool(name), *arguments], cwd=folder, env=environment(), capture_output=True, text=True)
    if done.returncode:
        raise ToolError(f"{name} {' '.join(arguments)} failed:\n{done.stderr[-1000:]}")


def hidden_tests(exercise: Exercise) -> str:
    """Return plain asserts for one exercise, one a line, as a lecturer would write them."""
    if exercise.kind == "choice":
        (name,) = exercise.names
        return f"assert {name} == {run_source(answers_for(exercise).solution)[name]!r}"
    lines = list(_numeric_tests(exercise)) if exercise in COURSE.by_notebook()[relu_from_scratch.NOTEBOOK] else []
    return "\n".join(lines or [f"assert {name} is not None" for name in exercise.names])


def _numeric_tests(exercise: Exercise) -> Iterator[str]:
    if exercise.kind != "function":
        return
    outcomes = key_for(exercise, PUBLIC_SEED).solution.outcomes
    usable = [
        (probe.args, outcome.returned)
        for probe, outcome in zip(exercise.probes(PUBLIC_SEED), outcomes, strict=True)
        if all(map(_is_plain, (*probe.args, outcome.returned)))
    ]
    for arguments, expected in usable[:TESTED_INPUTS]:
        call = f"{exercise.names[0]}({', '.join(map(_literal, arguments))})"
        yield f"np.testing.assert_allclose({call}, {_literal(expected)})"


def _is_plain(value: Any) -> bool:
    numbers = np.asarray(value)
    return numbers.dtype.kind in "iuf" and numbers.size <= 60 and bool(np.isfinite(numbers).all())


def _literal(value: Any) -> str:
    return f"np.array({value.tolist()}, {str(value.dtype)!r})" if isinstance(value, np.ndarray) else repr(value)


def _markdown(text: str) -> NotebookNode:
    return nbformat.v4.new_markdown_cell(text)


def _code(source: str, **metadata: Any) -> NotebookNode:
    return nbformat.v4.new_code_cell(source.strip(), metadata=metadata)


def _finished(cells: list[NotebookNode]) -> NotebookNode:
    for number, cell in enumerate(cells):
        cell.id = f"cell-{number}"  # the same for every student, because one notebook was handed out
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    return nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel})
