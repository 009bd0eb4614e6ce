"""How long a learner waits for a picture: our explorers beside ipywidgets.interact with matplotlib.

All is measured in one run, in one browser, in one JupyterLab. First the time from a key press on a slider to the new
picture, median and 95th percentile of 30 presses, with the same picture on both sides. Then live training: frames a
second for a 2-32-32-1 network, beside clear_output and plt.show.

    python -m benchmarks.explorer_latency
"""

import statistics
import tempfile
from pathlib import Path

import nbformat
from playwright.sync_api import Page, sync_playwright

from course_utils.notebook_files import write_notebook
from tests.browser.driving import CHROMIUM, explorers, launch, open_notebook, run_all
from tests.lab_server import LabServer, start_lab

PRESSES = 30
SECONDS_OF_TRAINING = 6

# What is moved, and where it starts. Each step of a slider is small, so that no press meets its end.
MOVES = {
    "ActivationExplorer": ("x", -3.0, 0.05, "(['relu', 'sigmoid', 'tanh'])"),
    "HingeBuilder": ("pieces", 1, 1, "()"),
    "NeuronExplorer": ("current_pA", 300.0, 5, "()"),
    "GradientFlow": ("gain", 1.0, 0.02, "()"),
}

EXPLORER = """
from course_utils.explorers import {name}
explorer = {name}{arguments}
explorer.{trait} = {start}
explorer
"""

# The same picture, drawn by matplotlib in Python. `close` ends the explorer's own messages to the browser.
INTERACT = """
from ipywidgets import interact, {slider}
still = {name}{arguments}
still.close()
def draw(value):
    still.{trait} = value
    return still.picture()
interact(draw, value={slider}(value={start}, min={low}, max={high}, step={step}));
"""

TRAINING = """
import time
import matplotlib.pyplot as plt
from IPython.display import clear_output
from course_utils.explorers import TrainingPlayground
playground = TrainingPlayground(data="spirals", hidden=[32, 32], steps_per_frame=1)
playground
"""
BY_PLT_SHOW = """
start, frames = time.monotonic(), 0
while time.monotonic() - start < {seconds}:
    playground.step()
    clear_output(wait=True)
    plt.imshow(playground.probabilities(), extent=(-1.1, 1.1, -1.1, 1.1))
    plt.scatter(*playground.inputs.T, c=playground.classes)
    plt.show()
    frames += 1
"""

# Resolves with the milliseconds from the next key press to the frame after `target` has shown something new.
TIME_TO_PICTURE = """
(target) => {
    window.measured = new Promise((resolve) => {
        const before = target.querySelector("img")?.src;
        let pressed = null;
        addEventListener("keydown", (event) => { pressed = event.timeStamp; }, { capture: true, once: true });
        const observer = new MutationObserver(async () => {
            if (pressed === null) return;
            const image = target.querySelector("img");
            if (!target.querySelector("svg.plot") && (!image || image.src === before)) return;  // not drawn again yet
            observer.disconnect();
            if (image) await image.decode();
            requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now() - pressed)));
        });
        observer.observe(target, { subtree: true, childList: true, attributes: true });
    });
}
"""


def main() -> None:
    """Measure, and print two tables."""
    if CHROMIUM is None:
        raise SystemExit("No Chromium here. Install chromium or google-chrome, and run again.")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        (configuration := Path(folder, "configuration")).mkdir()
        server = start_lab(Path(folder, "work"), configuration)
        try:
            page = launch(playwright).new_page(viewport={"width": 1150, "height": 1000})
            _compare_sliders(page, server)
            _compare_training(page, server)
        finally:
            server.process.kill()


def _compare_sliders(page: Page, server: LabServer) -> None:
    print(f"From a key press to the new picture, in ms; median and 95th percentile of {PRESSES}")
    print(f"{'':20}{'explorer':>16}{'interact + matplotlib':>26}{'ratio of medians':>20}")
    for name, (trait, start, step, arguments) in MOVES.items():
        whole = isinstance(start, int)
        low, high = start, start + step * 3 * PRESSES
        if trait == "pieces":
            high = 12
        parts = {
            "name": name, "trait": trait, "start": start, "step": step, "arguments": arguments,
            "slider": "IntSlider" if whole else "FloatSlider", "low": low, "high": high,
        }  # fmt: skip
        _open(page, server, EXPLORER.format(**parts), INTERACT.format(**parts))
        ours = explorers(page)[0]
        slider = ours.locator(f"[data-trait={trait}] input")
        mine = [_press(page, slider, ours, index) for index in range(PRESSES)]
        handle = page.locator(".widget-slider .noUi-handle")
        handle.wait_for()
        theirs = [_press(page, handle, page.locator(".widget-interact"), index) for index in range(PRESSES)]
        a, b = (f"{statistics.median(times):.0f}, {_p95(times):.0f}" for times in (mine, theirs))
        print(f"{name:20}{a:>16}{b:>26}{statistics.median(theirs) / statistics.median(mine):>20.1f}", flush=True)


def _press(page: Page, slider, target, index: int) -> float:
    """Press an arrow key and return how long the picture took. Now and then turn around, to stay off the ends."""
    slider.focus()
    target.evaluate(TIME_TO_PICTURE)
    page.keyboard.press("ArrowRight" if index % 20 < 10 else "ArrowLeft")
    milliseconds = page.evaluate("measured")
    page.wait_for_timeout(150)  # until everything has come to rest
    return milliseconds


def _compare_training(page: Page, server: LabServer) -> None:
    _open(page, server, TRAINING, BY_PLT_SHOW.format(seconds=SECONDS_OF_TRAINING), run=1)
    ours = explorers(page)[0]
    frames = "Number(document.querySelector('.relu-explorer canvas').dataset.frames)"
    ours.get_by_role("button", name="Start").click()
    page.wait_for_timeout(1000)
    before = page.evaluate(frames)
    page.wait_for_timeout(1000 * SECONDS_OF_TRAINING)
    mine = (page.evaluate(frames) - before) / SECONDS_OF_TRAINING
    ours.get_by_role("button", name="Pause").click()
    second = page.locator(".jp-CodeCell").nth(1)
    second.evaluate(
        """(cell) => {
            window.pictures = 0;
            new MutationObserver((changes) => {
                for (const change of changes) for (const node of change.addedNodes)
                    if (node.querySelector?.("img") || node.tagName === "IMG") window.pictures++;
            }).observe(cell, { subtree: true, childList: true });
        }"""
    )
    second.locator(".cm-content").click()
    page.keyboard.press("Control+Enter")
    page.wait_for_timeout(1000 * (SECONDS_OF_TRAINING + 4))
    theirs = page.evaluate("pictures") / SECONDS_OF_TRAINING
    print("\nFrames a second while a 2-32-32-1 network is trained on 200 points")
    print(f"playground {mine:.0f}, clear_output and plt.show {theirs:.0f}: {mine / theirs:.1f} times as many")


def _open(page: Page, server: LabServer, *sources: str, run: int | None = None) -> None:
    """Open a notebook of these cells and run all of them, or the first `run`."""
    cells = [nbformat.v4.new_code_cell(source.strip()) for source in sources]
    notebook = nbformat.v4.new_notebook(cells=cells)
    notebook.metadata["kernelspec"] = {"display_name": "Python 3", "language": "python", "name": "python3"}
    write_notebook(notebook, server.folder / "bench.ipynb")
    open_notebook(page, server, "bench.ipynb")
    if run is None:
        run_all(page)
    else:
        page.locator(".jp-CodeCell").first.locator(".cm-content").click()
        page.keyboard.press("Control+Enter")


def _p95(values: list[float]) -> float:
    return statistics.quantiles(values, n=20)[-1]


if __name__ == "__main__":
    main()
