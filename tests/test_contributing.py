"""An exercise is added to a copy of the project by following CONTRIBUTING.md alone, in three files."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat

ROOT = Path(__file__).parents[1]
EXERCISES = "course_utils/exercises/relu_from_scratch.py"
ANSWERS = "course_utils/answers/relu_from_scratch.py"
NOTEBOOK = "notebooks/04_relu_from_scratch.ipynb"


def code_blocks():
    """Return the blocks of code in the section that says how to add an exercise."""
    section = (ROOT / "CONTRIBUTING.md").read_text().split("## Add an exercise")[1].split("### Other kinds")[0]
    return re.findall(r"```(?:python|json)\n(.*?)```", section, flags=re.DOTALL)


def test_an_exercise_is_added_by_following_the_instructions(tmp_path):
    copy = tmp_path / "project"
    shutil.copytree(
        ROOT, copy, ignore=shutil.ignore_patterns(".git", ".venv", ".*_cache", "my-relu-course", ".hypothesis")
    )
    asked, answers, stub, metadata, check = code_blocks()
    with (copy / EXERCISES).open("a") as file:
        file.write("\n\n" + asked)
    with (copy / ANSWERS).open("a") as file:
        file.write("\n" + answers)
    notebook = nbformat.read(copy / NOTEBOOK, as_version=4)
    cells = [nbformat.v4.new_markdown_cell("**Exercise.** (2 points)"), nbformat.v4.new_code_cell(stub.strip())]
    cells[1].metadata.update(eval(metadata))
    cells.append(nbformat.v4.new_code_cell(check.strip()))
    notebook.cells[-1:-1] = cells
    nbformat.write(notebook, copy / NOTEBOOK)

    environment = {**os.environ, "PYTHONPATH": str(copy), "HYPOTHESIS_STORAGE_DIRECTORY": str(tmp_path / "hypothesis")}

    def run(*arguments):
        done = subprocess.run(
            [sys.executable, *arguments], cwd=copy, env=environment, capture_output=True, text=True, timeout=300
        )
        assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-2000:]
        return done.stdout

    run("-m", "jupyter", "nbconvert", "--to", "notebook", "--execute", "--inplace", NOTEBOOK)
    assert "scratch.negative_part" in run("-m", "course_utils.course", "exercises")
    files = ("tests/test_exercises.py", "tests/test_mutants.py", "tests/test_notebooks.py")
    chosen = "negative_part or (test_solved_it_earns_every_point and 04)"
    tests = run("-m", "pytest", "-v", "-p", "no:cacheprovider", *files, "-k", chosen)
    for file in files:
        assert re.search(rf"{file}::.* PASSED", tests)
    changed = subprocess.run(["diff", "-rq", ROOT, copy], capture_output=True, text=True).stdout
    files = re.findall(r"^Files \S+ and (\S+) differ", changed, flags=re.MULTILINE)
    assert {str(Path(file).relative_to(copy)) for file in files if not file.endswith(".pyc")} == {
        EXERCISES,
        ANSWERS,
        NOTEBOOK,
    }
