"""One browser and one JupyterLab for all tests in this folder."""

import os
import re
from pathlib import Path

import pytest

from course_utils.autograder import progress
from tests.browser.driving import CHROMIUM, launch
from tests.lab_server import start_lab

OUR_OWN = re.compile(r"(https?|wss?)://(localhost|127\.0\.0\.1)[:/]|data:|blob:|file:|about:")
OUR_SCRIPTS = re.compile("blob:|file:")  # Notebook 7 has errors of its own
SCREENSHOTS = Path(__file__).parents[2] / "screenshots"  # outside git


@pytest.fixture(scope="package")
def browser():
    if CHROMIUM is None:
        if os.environ.get("CI"):
            pytest.fail("no Chromium here, and CI must run the browser tests: apt-get install chromium")
        pytest.skip("NO BROWSER TESTS: no Chromium found. Install chromium or google-chrome, and run again.")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        yield launch(playwright)


@pytest.fixture
def page(browser):
    """A page that fails the test where a script of ours fails, or where anything is asked of another machine."""
    context = browser.new_context(viewport={"width": 1150, "height": 850})
    page = context.new_page()
    page.errors, page.outside = [], []
    page.on("pageerror", lambda error: OUR_SCRIPTS.search(error.stack or "") and page.errors.append(error.stack))
    page.on("request", lambda request: OUR_OWN.match(request.url) or page.outside.append(request.url))
    yield page
    errors, outside = page.errors, page.outside
    context.close()
    assert errors == []
    assert outside == []


@pytest.fixture(scope="package")
def lab_server(browser, tmp_path_factory):
    server = start_lab(tmp_path_factory.mktemp("work") / "mine", tmp_path_factory.mktemp("configuration"))
    yield server
    server.process.kill()
    server.process.wait()


@pytest.fixture
def lab(lab_server):
    """The server, with no kernel and no progress left over from another test."""
    yield lab_server
    lab_server.stop_kernels()
    (lab_server.folder / progress.FILE_NAME).unlink(missing_ok=True)


@pytest.fixture(scope="session")
def screenshots():
    SCREENSHOTS.mkdir(exist_ok=True)
    return SCREENSHOTS
