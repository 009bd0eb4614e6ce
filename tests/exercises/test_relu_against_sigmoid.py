"""Notebook 03: its table of pros and cons leads to where each entry was shown; outputs are read with goodwill."""

import re

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


def test_the_texts_of_outputs_are_read_with_goodwill():
    source = 'spam = tags = gate = "Sigmoid"\ndigit = "SOFTMAX "\ntemperature = "None"'
    assert verdict_on_source(COURSE.find("sigmoid.outputs"), source).state == "passed"


def test_one_wrong_output_of_five_costs_its_share_alone():
    right = 'spam = tags = gate = "sigmoid"\ndigit = "softmax"\n'
    verdict = verdict_on_source(COURSE.find("sigmoid.outputs"), right + 'temperature = "softmax"')
    assert 2 < verdict.points < 3
