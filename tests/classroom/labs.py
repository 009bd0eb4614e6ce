"""Submissions to grade: notebook 04's exercises, answered rightly or wrongly."""

import json

import nbformat

from course_utils.autograder.key_source import answers_for
from course_utils.course import COURSE
from course_utils.exercises import relu_from_scratch

EXERCISES = COURSE.by_notebook()[relu_from_scratch.NOTEBOOK]
NOTEBOOK = relu_from_scratch.NOTEBOOK
POINTS = sum(exercise.points for exercise in EXERCISES)
SETUP = "import numpy as np\nfrom course_utils.exercises import relu_from_scratch as q"


# A solution may build on another exercise's; these stand alone, so that one wrong answer costs its own points.
ALONE = {
    exercise.id: answers_for(exercise)
    .solution.replace("= relu(", "= np.maximum(0, ")
    .replace("return relu(", "return np.maximum(0, ")
    for exercise in EXERCISES
}


def stub_cell(exercise, source):
    return nbformat.v4.new_code_cell(source, metadata={"exercise": {"id": exercise.id}})


def lab(answers=None, first=(), last=()):
    """Return a notebook with an answer to each exercise: a right one, or what `answers` has for its id."""
    answers = answers or {}
    cells = [nbformat.v4.new_markdown_cell("# A lab"), nbformat.v4.new_code_cell(SETUP)]
    cells += map(nbformat.v4.new_code_cell, first)
    for exercise in EXERCISES:
        cells.append(stub_cell(exercise, answers.get(exercise.id, ALONE[exercise.id])))
        cells.append(nbformat.v4.new_code_cell(f"q.{exercise.id.split('.')[1]}.check()"))
    cells += map(nbformat.v4.new_code_cell, last)
    notebook = nbformat.v4.new_notebook(cells=cells)
    for number, cell in enumerate(notebook.cells):
        cell.id = f"cell-{number}"  # nbformat's are random
    return notebook


def with_first_lines(lines):
    """Return a notebook, all right, whose first cell begins with some lines."""
    notebook = lab()
    notebook.cells[1].source = f"{lines}\n{notebook.cells[1].source}"
    return notebook


def misconception(exercise_id, name=None):
    """Return the source of a misconception of an exercise, the first where none is named."""
    exercise = next(exercise for exercise in EXERCISES if exercise.id == exercise_id)
    known = answers_for(exercise).misconceptions
    return next(item.source for item in known if name in (None, item.name))


def hand_in(path, notebook):
    """Write a notebook where a student would have put it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(notebook), encoding="utf-8")
    return path
