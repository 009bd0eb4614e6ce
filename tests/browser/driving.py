"""What a person does in JupyterLab, and what an accessibility checker sees."""

import os
import re
import shutil

from axe_playwright_python.sync_playwright import Axe

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
QUIET = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip

ERROR_OUTPUTS = '[data-mime-type="application/vnd.jupyter.error"], [data-mime-type="application/vnd.jupyter.stderr"]'
MILLISECONDS = 120_000
PLACEHOLDERS = re.compile(r"^(no description|image|figure|picture|plot|output|png|untitled|no alt.*)?$", re.IGNORECASE)


def launch(playwright):
    """Start the system's Chromium, and let it ask nobody for anything of its own."""
    return playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)


def open_notebook(page, lab, name, interface="lab/tree"):
    page.goto(lab.url(f"{interface}/{name}") + "&reset", timeout=MILLISECONDS)
    page.wait_for_selector(".jp-Notebook", timeout=MILLISECONDS)
    if interface == "lab/tree":
        wait_until_idle(page)
    else:  # Notebook 7 does not show when its kernel is ready
        page.wait_for_timeout(3000)


def wait_until_idle(page):
    page.wait_for_selector("text=/\\| Idle/", timeout=MILLISECONDS)


def run_all(page):
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_text("Run All Cells", exact=True).click()
    # the numbers of all cells but those that still wait, [*]
    page.wait_for_function(
        """() => {
            const prompts = [...document.querySelectorAll(".jp-CodeCell:not(:has(.jp-Placeholder)) .jp-InputPrompt")];
            return prompts.length && prompts.every((prompt) => /\\[\\d+\\]/.test(prompt.textContent));
        }""",
        timeout=MILLISECONDS,
    )
    wait_until_idle(page)


def use_theme(page, name):
    page.get_by_role("menuitem", name="Settings").click()
    page.get_by_text("Theme", exact=True).hover()
    page.get_by_text(name, exact=True).click()
    page.wait_for_selector(f'body[data-jp-theme-name="{name}"]', state="attached")


def screenshots_of_all(page, folder, name):
    """Take pictures of the whole notebook, from top to bottom, by making the window high and scrolling.

    Not in CI, where nobody looks at them and they took a fifth of the time.
    """
    if os.environ.get("CI"):
        return
    panel = page.locator(".jp-WindowedPanel-outer")
    before = page.viewport_size
    page.set_viewport_size({"width": before["width"], "height": 5000})
    page.wait_for_function("() => document.querySelector('.jp-WindowedPanel-outer').clientHeight > 4000")
    total, high = panel.evaluate("node => [node.scrollHeight, node.clientHeight]")
    for number in range(-(-total // high)):
        panel.evaluate("(node, top) => { node.scrollTop = top; }", number * high)
        page.wait_for_timeout(400)
        page.screenshot(path=folder / f"{name}_{number + 1}.png")
    page.set_viewport_size(before)


def explorers(page):
    """Return the explorers of a page, each a locator, once they are drawn."""
    page.wait_for_selector(".relu-explorer [role=img][aria-label]", timeout=MILLISECONDS)
    return page.locator(".relu-explorer").all()


def labels(explorer):
    """Return what the pictures of an explorer say that they show."""
    return [picture.get_attribute("aria-label") for picture in explorer.locator("[role=img]").all()]


def violations(page, where, without=()):
    """Return what axe-core finds of serious or critical level in the elements that the selector `where` names."""
    context = {"include": [[where]], "exclude": [[selector] for selector in without]}
    found = Axe().run(page, context=context, options={"resultTypes": ["violations"]}).response
    return [
        f"{entry['id']}: {node['html'][:200]}"
        for entry in found["violations"]
        if entry["impact"] in ("serious", "critical")
        for node in entry["nodes"]
    ]
