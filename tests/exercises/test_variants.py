"""Notebook 08: what its text rests on."""

import numpy as np

from course_utils.course import COURSE
from course_utils.notebook_files import read_notebook

PATH = next(path for path in COURSE.notebooks() if path.name.startswith("08"))
TEXT = "\n".join(cell.source for cell in read_notebook(PATH).cells if cell.cell_type == "markdown")


def test_every_claim_has_its_verdict():
    assert TEXT.count("> **Claim.**") == TEXT.count("> **Verdict.**") == 6


def test_every_line_of_the_guide_says_what_it_rests_on():
    guide = TEXT.split("### A guide to choosing")[1].split("## Summary")[0]
    rows = [line.strip("|").split("|") for line in guide.splitlines() if line.startswith("|")][2:]
    assert len(rows) >= 6
    for row in rows:
        assert any(word in row[-1] for word in ("measured", "published", "notebook 03")), row


def test_the_claim_about_max_is_false_for_a_slope_above_1():
    x = np.array([-1.0, 0.0, 1.0])
    assert np.maximum(2 * x, x).tolist() == [-1, 0, 2]
    assert (np.maximum(0, x) + 2 * np.minimum(0, x)).tolist() == [-2, 0, 1]
