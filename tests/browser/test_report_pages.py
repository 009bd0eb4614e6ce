"""The pages of a class report in a real browser: accessible in light and dark, wide and narrow, and printable."""

import pytest

from course_utils.classroom.gradebook import Gradebook, Override
from course_utils.classroom.notes import CellError, LeftOut
from course_utils.classroom.report.files import write_folder
from course_utils.classroom.scores import class_scores
from course_utils.course import COURSE
from tests.browser.driving import violations
from tests.classroom.helpers import START, entry, misconception, untouched

NAME = "<script>document.title = 'caught'</script>"


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    folder = tmp_path_factory.mktemp("report")
    wrong = {
        "scratch.relu": misconception("scratch.relu", "absolute_value").source,
        "scratch.graph": untouched("scratch.graph"),
        "scratch.network": f"def network(*a):\n    raise ValueError({NAME!r})",
    }
    with Gradebook(COURSE, folder / "grades.db", create=True) as book:
        book.add(
            entry(
                NAME,
                answers=wrong,
                late=True,
                errors=(CellError(3, "NameError: x"),),
                troubles=(LeftOut(4, "It hung."),),
            )
        )
        book.add(entry(NAME, START))
        book.add(entry("ann"))
        book.add(entry("bo", notebook="", state="unreadable", reason="The file is cut off."))
        book.set_override(Override(NAME, "scratch.relu", 4, "shown orally", ""))
        write_folder(class_scores(COURSE, book), folder / "out", "")
    return folder / "out"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1150, 360])
def test_the_pages_are_accessible_ask_nothing_and_run_nothing(page, report, scheme, width):
    page.set_viewport_size({"width": width, "height": 850})
    page.emulate_media(color_scheme=scheme)
    paths = [report / "index.html", *sorted((report / "students").iterdir())]
    assert len(paths) == 4
    for path in paths:
        page.goto(path.as_uri())
        assert violations(page, "html") == []
        assert page.title() != "caught"
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        for summary in page.locator("summary").all():
            assert summary.is_visible()


def test_links_lead_to_the_students_pages(page, report):
    page.goto((report / "index.html").as_uri())
    page.get_by_role("link", name="<script>").click()
    assert page.locator("h1").inner_text() == NAME


def test_print_is_dark_on_white_and_shows_what_is_folded_on_the_screen(page, report):
    path = next(path for path in (report / "students").iterdir() if path.name.startswith("ann"))
    page.emulate_media(color_scheme="dark")
    page.goto(path.as_uri())
    folded = page.get_by_text("passed: right for negative numbers").first
    assert not folded.is_visible()
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.emulate_media(media="print", color_scheme="dark")
    assert folded.is_visible()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)" != dark
