"""The explorers in JupyterLab and in Notebook 7, with a kernel behind them."""

import nbformat
import pytest
from playwright.sync_api import TimeoutError, expect

from course_utils.notebook_files import write_notebook
from tests.browser.driving import explorers, labels, open_notebook, run_all, wait_until_idle

INTERFACES = ("lab/tree", "notebooks")


def notebook_with(lab, *sources):
    """Put a notebook with these cells into the learner's folder and return its name."""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in sources])
    notebook.metadata["kernelspec"] = {"display_name": "Python 3", "language": "python", "name": "python3"}
    write_notebook(notebook, lab.folder / "scratch.ipynb")
    return "scratch.ipynb"


def run_cell(page, number):
    """Run a cell, and press again when nothing comes of it.

    Notebook 7 drops what is run before its kernel is ready, or says so in a dialog.
    """
    cell = page.locator(".jp-CodeCell").nth(number)
    prompt = cell.locator(".jp-InputPrompt")
    before = prompt.inner_text()
    for _ in range(20):
        if page.locator(".jp-Dialog").count():
            page.keyboard.press("Escape")
        cell.locator(".cm-content").click()
        page.keyboard.press("Control+Enter")
        try:
            return expect(prompt).not_to_have_text(before, timeout=5000)
        except AssertionError:
            continue
    pytest.fail(f"cell {number} was never run")


def output_of(page, number):
    return page.locator(".jp-CodeCell").nth(number).locator(".jp-OutputArea")


def wait_until_it_prints(page, number, text):
    """Run a cell again until it prints `text`.

    While a message of a widget waits for its answer, what changes meanwhile is not yet sent: a cell that is run at
    once on a busy machine may come before, and prints the value of then.
    """
    for _ in range(20):
        run_cell(page, number)
        try:
            return output_of(page, number).get_by_text(text, exact=True).wait_for(timeout=2000)
        except TimeoutError:
            continue
    pytest.fail(f"cell {number} never printed {text!r} but {output_of(page, number).inner_text()!r}")


@pytest.mark.parametrize("interface", INTERFACES)
def test_sliders_keep_their_keys_and_python_sees_and_sets_them(page, lab, interface):
    name = notebook_with(
        lab,
        "from course_utils.explorers import ActivationExplorer\n"
        "explorer = ActivationExplorer(['leaky_relu'])\nexplorer",
        "print(explorer.x)",
        "explorer.alpha = 2",
    )
    open_notebook(page, lab, name, interface)
    run_cell(page, 0)
    explorer = explorers(page)[0]
    slider = explorer.get_by_label("x", exact=True)
    slider.focus()
    for _ in range(4):
        page.keyboard.press("ArrowRight")
    assert slider.input_value() == "1.2"
    assert slider.evaluate("node => node === document.activeElement"), "the arrow keys left the slider"
    assert "x = 1.2" in labels(explorer)[0]
    wait_until_it_prints(page, 1, "1.2")
    slider.focus()
    for _ in range(4 + 20 + 20):
        page.keyboard.press("ArrowLeft")  # to -1
    run_cell(page, 2)
    page.wait_for_function("document.querySelector('.relu-explorer [role=img]').ariaLabel.includes('leaky_relu -2')")
    assert explorer.get_by_label("alpha").input_value() == "2"


@pytest.mark.parametrize("interface", INTERFACES)
def test_the_playground_trains_while_other_cells_run_and_the_kernel_can_be_interrupted(page, lab, interface):
    name = notebook_with(
        lab,
        "from course_utils.explorers import TrainingPlayground\nplayground = TrainingPlayground()\nplayground",
        "print('busy' if playground.running else 'idle', 6 * 7)",
        "while True:\n    pass",
        "print('alive', playground.step_count > 0)",
    )
    open_notebook(page, lab, name, interface)
    run_cell(page, 0)
    explorer = explorers(page)[0]
    frames = "document.querySelector('.relu-explorer canvas').dataset.frames"
    page.wait_for_function(f"{frames} >= 1")
    before = labels(explorer)[0]
    explorer.get_by_role("button", name="Start").click()
    page.wait_for_function(f"{frames} >= 20")
    assert labels(explorer)[0] != before
    run_cell(page, 1)
    output_of(page, 1).get_by_text("busy 42").wait_for()

    run_cell(page, 2)
    page.wait_for_timeout(1000)
    kernel = lab.ask("api/kernels")[0]["id"]
    lab.ask(f"api/kernels/{kernel}/interrupt", "POST")
    output_of(page, 2).get_by_text("KeyboardInterrupt").first.wait_for()
    page.wait_for_function(f"{frames} > {page.evaluate(frames)} + 10")

    explorer.get_by_role("button", name="Pause").click()
    explorer.get_by_role("button", name="Start").wait_for()
    page.wait_for_timeout(500)
    paused = explorer.locator("[role=status]").inner_text()
    page.wait_for_timeout(500)
    assert explorer.locator("[role=status]").inner_text() == paused
    explorer.get_by_role("button", name="Step").click()
    step = int(paused.split()[1].rstrip(":"))
    explorer.get_by_text(f"Step {step + 1}:").wait_for()
    explorer.get_by_role("button", name="Reset").click()
    explorer.get_by_text("Step 0:").wait_for()
    run_cell(page, 3)
    output_of(page, 3).get_by_text("alive False").wait_for()


def test_a_playground_works_by_keyboard_and_starts_again_with_other_data(page, lab):
    name = notebook_with(
        lab, "from course_utils.explorers import TrainingPlayground\nTrainingPlayground(activation='identity')"
    )
    open_notebook(page, lab, name)
    run_all(page)
    explorer = explorers(page)[0]
    explorer.get_by_text("Step 0:").wait_for()
    explorer.locator("select").first.focus()
    page.keyboard.press("ArrowDown")
    explorer.get_by_role("slider", name="Hidden layers").focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("document.querySelector('.relu-explorer canvas').ariaLabel.includes('circles')")
    page.wait_for_function("document.querySelector('.relu-explorer canvas').ariaLabel.includes('4, 4 units')")
    explorer.get_by_role("button", name="Step").focus()
    page.keyboard.press("Enter")
    explorer.get_by_text("Step 1:").wait_for()
    wait_until_idle(page)


def test_the_state_of_a_page_that_was_loaded_again_is_that_of_python(page, lab):
    name = notebook_with(
        lab,
        "from course_utils.explorers import HingeBuilder\nbuilder = HingeBuilder(target='square')\nbuilder",
        "builder.pieces = 6",
    )
    open_notebook(page, lab, name)
    run_all(page)
    explorer = explorers(page)[0]
    page.wait_for_function("document.querySelector('.relu-explorer [role=img]').ariaLabel.startsWith('6 hinges')")
    explorer.get_by_role("combobox", name="Target").select_option("bump")
    page.wait_for_function("document.querySelector('.relu-explorer [role=img]').ariaLabel.startsWith('6 hinges')")
    assert "bump" in labels(explorer)[1]
