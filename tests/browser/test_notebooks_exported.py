"""Every notebook in a real browser as an exported page. And the dashboard."""

import re
import subprocess
import sys

import pytest

from course_utils.autograder import progress
from course_utils.course import COURSE
from course_utils.notebook_files import read_notebook
from tests.browser.driving import PLACEHOLDERS, open_notebook, run_all, violations

each = pytest.mark.parametrize("path", COURSE.notebooks(), ids=lambda path: path.name)
# Colors of nbconvert's own template, which no notebook can choose: prompts, highlighted code, links in the text.
NBCONVERTS_OWN = (".jp-InputPrompt", ".jp-OutputPrompt", ".highlight", ".jp-MarkdownCell a")


@each
def test_exported_as_a_page_it_is_accessible_and_shows_every_explorer_as_a_picture(browser, tmp_path, path):
    command = [sys.executable, "-m", "jupyter", "nbconvert", "--to", "html", "--output-dir", str(tmp_path), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    context = browser.new_context()
    page = context.new_page()
    page.route(re.compile("^https?:"), lambda route: route.abort())  # its template asks for MathJax
    page.goto((tmp_path / f"{path.stem}.html").as_uri())
    found = violations(page, "body", NBCONVERTS_OWN)
    alts = [image.get_attribute("alt") or "" for image in page.locator("img").all()]
    context.close()
    assert found == []
    assert not [alt for alt in alts if PLACEHOLDERS.match(alt.strip())]
    saved = [str(output) for cell in read_notebook(path).cells for output in cell.get("outputs", [])]
    assert len(alts) == sum(text.count("<img alt=") for text in saved)


def test_the_dashboard_follows_a_check_made_elsewhere_and_its_link_opens_what_is_next(page, lab):
    open_notebook(page, lab, "00_start_here.ipynb")
    run_all(page)
    page.get_by_text(re.compile("Your progress: 0 of")).wait_for()
    progress.save(progress.Record("start.double", 1, 1, "passed"), lab.folder / progress.FILE_NAME)
    page.get_by_text(re.compile("Your progress: 1 of")).wait_for()
    output = page.locator(".jp-OutputArea-output", has_text="Your progress")
    following = next(notebook for notebook, exercise in COURSE if exercise.id != "start.double")
    output.locator("p a").first.click()
    page.locator(f".lm-TabBar-tabLabel:text-is('{following}')").wait_for()
