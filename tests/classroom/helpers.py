"""Gradebooks with real verdicts, made without running any notebook."""

import functools

from course_utils.autograder.judge import judge
from course_utils.autograder.key_source import answers_for, key_for, observe_source
from course_utils.classroom.gradebook import Entry
from course_utils.course import COURSE
from course_utils.exercises import relu_from_scratch, start_here

SCRATCH = relu_from_scratch.NOTEBOOK
START = start_here.NOTEBOOK
EXERCISES = {module.NOTEBOOK: COURSE.by_notebook()[module.NOTEBOOK] for module in (start_here, relu_from_scratch)}


def solution(exercise):
    """Return the source of the right answer to the exercise with that id."""
    return answers_for(COURSE.find(exercise)).solution


def misconception(exercise, name):
    """Return the misconception of that name."""
    return next(known for known in answers_for(COURSE.find(exercise)).misconceptions if known.name == name)


@functools.cache
def verdict(exercise, source):
    """Return the verdict on an answer, given as source."""
    found = COURSE.find(exercise)
    return judge(found, observe_source(found, source, answers_for(found).setup, 0), key_for(found, 0))


def untouched(exercise):
    """Return an answer that was not begun."""
    return "\n".join(f"{name} = ..." for name in COURSE.find(exercise).names)


def entry(student="jane", notebook=SCRATCH, state="graded", answers=None, **fields):
    """Return a submission in which everything is right but `answers`, sources by exercise id."""
    answers = answers or {}
    verdicts = [
        verdict(exercise.id, answers.get(exercise.id, solution(exercise.id)))
        for exercise in EXERCISES.get(notebook, ())
    ]
    fields = {
        "name": student,
        "platform_id": "",
        "place": f"{student}/{notebook or 'mine.ipynb'}",
        "sha256": "0",
        "graded_at": "2026-01-01T00:00:00+00:00",
        "verdicts": tuple(verdicts) if state == "graded" else (),
    } | fields
    return Entry(student=student, notebook=notebook, state=state, **fields)


def canvas(name, number, upload, late=False, **fields):
    """Return a submission out of a Canvas download."""
    place = f"{name}_{'LATE_' if late else ''}{number}_{upload}_{fields.get('notebook', SCRATCH)}"
    return entry(
        f"{name}_{number}", name=name, platform="canvas", platform_id=str(number), place=place, late=late, **fields
    )


def moodle(name, number, **fields):
    """Return a submission out of a Moodle download."""
    place = f"{name}_{number}_assignsubmission_file/{fields.get('notebook', SCRATCH)}"
    return entry(f"{name}_{number}", name=name, platform="moodle", platform_id=str(number), place=place, **fields)
