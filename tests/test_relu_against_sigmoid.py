"""Notebook 03: its table of pros and cons leads to where each entry was shown."""

import re

import pytest

from course_utils.autograder.verdict import Verdict
from course_utils.course import COURSE
from course_utils.notebook_files import read_notebook
from tests.autograder.helpers import verdict_on_source

PATH = next(path for path in COURSE.notebooks() if path.name.startswith("03"))
TEXTS = [cell.source for cell in read_notebook(PATH).cells if cell.cell_type == "markdown"]


def anchors():
    """Return the headings' ids as JupyterLab makes them: the text, with spaces replaced by hyphens."""
    headings = re.findall(r"^#+ (.+)$", "\n".join(TEXTS), re.M)
    return [heading.strip().replace(" ", "-") for heading in headings]


def rows():
    table = next(text for text in TEXTS if text.startswith("## 11."))
    return [line.strip("|").split("|") for line in table.splitlines() if line.startswith("|")][2:]


def test_every_link_inside_the_notebook_leads_to_a_heading_of_it():
    links = re.findall(r"\]\(#([^\s]+)\)", "\n".join(TEXTS))
    assert len(links) >= 10
    assert set(links) <= set(anchors())
    assert len(set(anchors())) == len(anchors())


def test_every_entry_of_the_table_links_to_where_it_was_shown():
    assert len(rows()) >= 6
    for _, *entries in rows():
        for entry in entries:
            assert re.search(r"\]\(#\d+\.-", entry), entry


def test_the_number_in_a_link_s_text_is_that_of_its_section():
    for said, target in re.findall(r"\[section (\d+)\]\(#(\d+)\.", "\n".join(TEXTS)):
        assert said == target


def test_it_is_worth_19_points():
    assert sum(e.points for notebook, e in COURSE if notebook == PATH.name) == 19


RIGHT = {
    "sigmoid.log_loss": [
        "def log_loss(z, y):\n    return np.logaddexp(0, (1 - 2 * y) * z)",
        "def log_loss(z, y):\n    return np.maximum(z, 0) - z * y + np.log1p(np.exp(-np.abs(z)))",
        "import scipy.special\ndef log_loss(z, y):\n"
        "    return -(y * scipy.special.log_expit(z) + (1 - y) * scipy.special.log_expit(-z))",
    ],
    "sigmoid.chain_gradient": [
        "def chain_gradient(z, w):\n    s = activations.sigmoid(z)\n    return (w * (s - s**2)).prod()",
        "def chain_gradient(z, w):\n    e = np.exp(-z)\n    return float(np.prod(w * e / (1 + e) ** 2))",
        "import math\ndef chain_gradient(z, w):\n"
        "    return math.prod(b * activations.sigmoid_derivative(a) for a, b in zip(z, w))",
    ],
    "sigmoid.variance_factor": [
        "def variance_factor(gain, slope):\n    return (gain * gain + (gain * slope) ** 2) / 2",
        "variance_factor = lambda gain, slope: 0.5 * gain**2 * (1 + slope * slope)",
        "def variance_factor(gain, slope=0):\n    return np.mean(np.square([gain, gain * slope]))",
    ],
    "sigmoid.dead_units": [
        "def dead_units(Z):\n    return (np.maximum(Z, 0) == 0).all(axis=0)",
        "def dead_units(Z):\n    return np.logical_and.reduce(Z <= 0)",
        "def dead_units(Z):\n    return ~np.any(~(Z <= 0), axis=0)",
        "def dead_units(Z):\n    return np.mean(Z <= 0, axis=0) == 1",
    ],
}
WRONG = {
    "sigmoid.log_loss": [
        "def log_loss(z, y):\n    return np.where(y == 1, np.log(1 + np.exp(-z)), np.log(1 + np.exp(z)))",
        "def log_loss(z, y):\n    return np.abs(z - y)",
        "def log_loss(z, y):\n    return np.nan_to_num(np.log(1 + np.exp(z)) - y * z)",
    ],
    "sigmoid.chain_gradient": [
        "def chain_gradient(z, w):\n    return np.mean(w * activations.sigmoid_derivative(z))",
        "def chain_gradient(z, w):\n    return np.prod(w + activations.sigmoid_derivative(z))",
        "def chain_gradient(z, w):\n    return w[-1] * activations.sigmoid_derivative(z[-1])",
    ],
    "sigmoid.variance_factor": [
        "def variance_factor(gain, slope):\n    return gain**2 * slope**2 / 2",
        "def variance_factor(gain, slope):\n    return gain**2 * (1 - slope**2) / 2",
        "def variance_factor(gain, slope):\n    return 1.0",
    ],
    "sigmoid.dead_units": [
        "def dead_units(Z):\n    return Z.max(axis=0) == 0",
        "def dead_units(Z):\n    return np.nanmax(Z, axis=0) <= 0",
        "def dead_units(Z):\n    return Z[0] <= 0",
        "def dead_units(Z):\n    return np.sum(Z <= 0, axis=0)",
    ],
}


@pytest.mark.parametrize(("name", "source"), [(n, s) for n, sources in RIGHT.items() for s in sources])
def test_more_right_answers_have_full_points(name, source):
    verdict = verdict_on_source(COURSE.find(name), source)
    assert isinstance(verdict, Verdict)
    assert (verdict.state, verdict.diagnosis) == ("passed", None), verdict


@pytest.mark.parametrize(("name", "source"), [(n, s) for n, sources in WRONG.items() for s in sources])
def test_wrong_answers_that_nobody_foresaw_lose_points_and_are_not_misnamed(name, source):
    verdict = verdict_on_source(COURSE.find(name), source)
    assert verdict.points < verdict.out_of
    assert verdict.diagnosis is None or "overflow" in verdict.diagnosis.message, verdict


def test_the_texts_of_outputs_are_read_with_goodwill():
    source = 'spam = tags = gate = "Sigmoid"\ndigit = "SOFTMAX "\ntemperature = "None"'
    assert verdict_on_source(COURSE.find("sigmoid.outputs"), source).state == "passed"


@pytest.mark.parametrize(
    ("name", "source", "word"),
    [
        ("sigmoid.dead_units", "def dead_units(Z):\n    return np.sum(Z, axis=0) <= 0", "cancel"),
        (
            "sigmoid.log_loss",
            "def log_loss(z, y):\n    p = activations.sigmoid(z)\n"
            "    if y:\n        return -np.log(p)\n    return -np.log(1 - p)",
            "An `if` on the labels",
        ),
        (
            "sigmoid.variance_factor",
            "def variance_factor(gain, slope):\n    return (gain^2) / 2 * (1 + slope**2)",
            "`**`",
        ),
    ],
)
def test_another_way_of_writing_a_misconception_is_named_as_well(name, source, word):
    verdict = verdict_on_source(COURSE.find(name), source)
    assert verdict.diagnosis is not None
    assert word in verdict.diagnosis.message


def test_one_wrong_output_of_five_costs_its_share_alone():
    right = 'spam = tags = gate = "sigmoid"\ndigit = "softmax"\n'
    verdict = verdict_on_source(COURSE.find("sigmoid.outputs"), right + 'temperature = "softmax"')
    assert 2 < verdict.points < 3
