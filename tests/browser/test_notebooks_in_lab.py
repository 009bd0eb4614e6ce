"""Every notebook in a real JupyterLab: as shipped, in light and dark, read by an accessibility checker; and solved."""

import re

import pytest

from course_utils.course import COURSE
from course_utils.notebook_files import is_demonstration, read_notebook, solve, write_notebook
from tests.browser.driving import (
    ERROR_OUTPUTS,
    PLACEHOLDERS,
    explorers,
    labels,
    open_notebook,
    run_all,
    screenshots_of_all,
    use_theme,
    violations,
    wait_until_idle,
)
from tests.notebook_helpers import stub_cells

NOTEBOOKS = COURSE.notebooks()
each = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)


def operate(page, explorer):
    """Work an explorer by keyboard, then by mouse, and see its picture change each time."""
    slider = explorer.get_by_role("slider").first
    slider.scroll_into_view_if_needed()
    before = labels(explorer), slider.input_value()
    slider.focus()
    active = page.locator(".jp-Notebook-cell.jp-mod-active").get_attribute("data-windowed-list-index")
    page.keyboard.press("ArrowRight")
    if slider.input_value() == before[1]:
        page.keyboard.press("ArrowLeft")
    assert slider.input_value() != before[1]
    assert page.locator(".jp-Notebook-cell.jp-mod-active").get_attribute("data-windowed-list-index") == active
    page.wait_for_timeout(300)  # where Python answers
    by_key = labels(explorer)
    assert by_key != before[0]
    box = slider.bounding_box()
    page.mouse.click(box["x"] + 0.8 * box["width"], box["y"] + box["height"] / 2)
    page.wait_for_timeout(300)
    assert labels(explorer) != by_key


def solved(path):
    """Return the notebook solved, as it is before a run, without the demonstrations."""
    notebook = solve(COURSE, read_notebook(path))
    notebook.cells = [cell for cell in notebook.cells if not is_demonstration(cell)]
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    return notebook


@each
def test_it_runs_as_shipped_its_explorers_work_and_once_solved_its_checks_pass(page, lab, screenshots, path):
    open_notebook(page, lab, path.name)
    run_all(page)
    assert page.locator(ERROR_OUTPUTS).count() == 0
    exercises = sum(notebook == path.name for notebook, _ in COURSE)
    assert page.get_by_text("Still open:").count() == exercises
    expected = sum(
        "explorers import" in cell.source or "explorers." in cell.source for cell in read_notebook(path).cells
    )
    found = explorers(page) if expected else []
    assert len(found) >= min(1, expected)
    for explorer in found:
        operate(page, explorer)
    screenshots_of_all(page, screenshots, f"{path.stem}_light")
    assert violations(page, ".jp-OutputArea-output") == []
    assert not [
        image
        for image in page.locator(".jp-OutputArea-output img").all()
        if PLACEHOLDERS.match((image.get_attribute("alt") or "").strip())
    ]
    use_theme(page, "JupyterLab Dark")
    screenshots_of_all(page, screenshots, f"{path.stem}_dark")
    assert violations(page, ".jp-OutputArea-output") == []
    use_theme(page, "JupyterLab Light")

    # in the same kernel, which has loaded what takes long
    notebook = solved(path)
    write_notebook(notebook, lab.folder / "solved.ipynb")
    lab.open_in_kernel_of(path.name, "solved.ipynb")
    open_notebook(page, lab, "solved.ipynb")
    run_all(page)
    wait_until_idle(page)
    assert page.get_by_text(re.compile("^Passed:")).count() == len(stub_cells(notebook)) == exercises
