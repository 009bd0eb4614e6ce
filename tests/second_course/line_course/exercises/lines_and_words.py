"""Notebook 1: a line through points, and the words of a text."""

import numpy as np

from course_utils.autograder import FunctionExercise, Probe

NOTEBOOK = "1_lines_and_words.ipynb"
ANSWERS = "line_course.answers.lines_and_words"
WORDS = [
    "sea",
    "wind",
    "night",
    "harbor",
    "lantern",
    "lighthouse",
    "bay",
    "storm",
    "anchor",
    "horizon",
    "tide",
    "driftwood",
]


def _points(seed):
    rng = np.random.default_rng(seed)
    probes = []
    for number in (3, 5, 12):
        x, (slope, intercept) = rng.uniform(-5, 5, number), rng.uniform(1, 3, 2)
        probes.append(Probe((x, slope * x + intercept), "exact"))
        probes.append(Probe((x, slope * x + intercept + rng.normal(0, 2, number)), "scattered"))
    return tuple(probes)


fit_line = FunctionExercise(
    id="lines.fit_line",
    title="The line of least squares",
    points=3,
    names=("fit_line",),
    parameters=("x", "y"),
    answers=ANSWERS,
    draw_probes=_points,
    region_labels={
        "exact": "finds the line that all points lie on",
        "scattered": "finds the line nearest to points that lie on none",
    },
    hints=(
        "Least squares: the sum of the squares of `y - (slope * x + intercept)` is as small as it can be.",
        "`np.polyfit` fits polynomials, and a line is one of degree 1.",
    ),
    not_checked="points that all have the same x.",
)


def _texts(seed):
    rng = np.random.default_rng(seed)
    a, b, c = rng.permutation(WORDS)[:3].tolist()
    texts = {
        "counts": (f"{a} {b} {a} {c}", f"{c} {b} {a} {b} {c} {b}"),
        "ties": (f"{b} {a} {c}", f"{a} {b} {b} {a}"),
        "capitals": (f"{c} {a.title()} {b.upper()} {b}", f"{a} {c.upper()} {c.title()} {b.title()}"),
        "punctuation": (f"{a}, {b}; {c}: {b}!", f"{c} {a}. {a}? {b}"),
        "spaces": (f"{a}   {b}   {c}   {b}", f"{a}\n{b}\n\n\n{c} {b}\n"),
    }
    return tuple(Probe((text,), region) for region, some in texts.items() for text in some)


most_common_word = FunctionExercise(
    id="lines.most_common_word",
    title="The most common word",
    points=2,
    names=("most_common_word",),
    parameters=("text",),
    answers=ANSWERS,
    draw_probes=_texts,
    region_labels={
        "counts": "finds the word that comes most often",
        "ties": "takes the one that comes first, of several",
        "capitals": "counts capital letters as small ones",
        "punctuation": "leaves out the signs around a word",
        "spaces": "takes any white space between words",
    },
    hints=(
        "First make a list of the words, in small letters and without signs around them.",
        "`max(words, key=...)` returns the first of those words for which the key is largest.",
    ),
    not_checked="texts without a word, and apostrophes.",
)
