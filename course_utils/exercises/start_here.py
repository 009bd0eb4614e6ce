"""Notebook 00: one tiny exercise, to try how checking works."""

import numpy as np

from course_utils.autograder import FunctionExercise, Probe

NOTEBOOK = "00_start_here.ipynb"
ANSWERS = "course_utils.answers.start_here"


def _double_probes(seed: int) -> tuple[Probe, ...]:
    rng = np.random.default_rng(seed)
    draw = [round(float(value), 2) for value in rng.uniform(2.5, 50, 4)]
    return (
        *(Probe((value,), "positive") for value in (1.0, 3.0, draw[0], draw[1])),
        *(Probe((value,), "negative") for value in (-1.0, -draw[2], -draw[3])),
        *(Probe((value,), "whole", dtype=False) for value in (2, -4, int(rng.integers(5, 1000)))),
        Probe((0.0,), "zero"),
    )


double = FunctionExercise(
    id="start.double",
    title="Double a number",
    points=1,
    names=("double",),
    parameters=("x",),
    answers=ANSWERS,
    draw_probes=_double_probes,
    region_labels={"whole": "right for whole numbers"},
    known_beforehand=("zero",),
    hints=(
        "A function hands its result back with `return`.",
        "To double a number, multiply it by two. Python writes multiplication as `*`.",
        "The whole body is one line: `return 2 * x`.",
    ),
    not_checked="anything but single numbers. Lists and arrays come in notebook 04.",
)
