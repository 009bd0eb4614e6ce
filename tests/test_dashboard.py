"""The learner's dashboard: what is passed, open, edited since, and overcome; what to do next."""

import asyncio

import pytest

import course_utils
from course_utils import dashboard, workspace
from course_utils.autograder import progress
from course_utils.autograder.key_source import answers_for
from course_utils.cell_source import source_hash
from course_utils.course import COURSE
from course_utils.dashboard import Dashboard
from course_utils.notebook_files import read_notebook, write_notebook
from tests.notebook_helpers import stub_cells
from tests.threads import run_async


@pytest.fixture
def folder(tmp_path, monkeypatch, progress_file):
    folder = tmp_path / "mine"
    workspace.prepare(COURSE, folder)
    monkeypatch.chdir(folder)
    return folder


def record(exercise_id, state="passed", points=None, diagnosis=None, source=None):
    exercise = COURSE.find(exercise_id)
    earned = exercise.points if points is None else points
    progress.save(
        progress.Record(exercise_id, earned, exercise.points, state, diagnosis, source and source_hash(source)),
        progress.progress_file(COURSE),
    )


def pass_all():
    for _, exercise in COURSE:
        record(exercise.id)


def test_at_first_everything_is_open_and_the_first_exercise_is_next(folder):
    text = repr(Dashboard.of(COURSE, folder))
    out_of = sum(exercise.points for _, exercise in COURSE)
    assert text.startswith(f"Your progress: 0 of {out_of} points\nNext: Double a number, in 00 Start here.")
    assert text.count("not started") == len({notebook for notebook, _ in COURSE})


def test_what_to_do_next_is_a_link_to_its_notebook(folder):
    record("start.double")
    data = Dashboard.of(COURSE, folder)._repr_mimebundle_()
    first = next(notebook for notebook, exercise in COURSE if exercise.id != "start.double")
    assert f'in <a href="{first}" ' in data["text/html"].split("<table>")[0]
    assert f"]({first})" in data["text/markdown"]
    assert "1 of 1" in data["text/plain"]
    assert "done" in data["text/plain"]


def test_what_is_open_and_what_is_not_yet_passed_is_named(folder):
    record("scratch.graph")
    record("scratch.relu", "partial", 2.5, "absolute_value")
    text = repr(Dashboard.of(COURSE, folder))
    assert "not yet passed: ReLU for numbers and arrays; open: One element in, what comes out?, How much" in text
    assert "3.5 of 20" in text
    assert "V. ReLU is flat" not in text


def test_an_answer_that_was_edited_after_it_passed_is_named_until_it_is_as_it_was(folder):
    right = "def double(x):\n    return 2 * x"
    record("start.double", source=right)

    def save(source):
        notebook = read_notebook(folder / "00_start_here.ipynb")
        stub_cells(notebook)["start.double"].source = source
        write_notebook(notebook, folder / "00_start_here.ipynb")
        return repr(Dashboard.of(COURSE, folder))

    assert "passed, then edited: Double a number" in save("def double(x):\n    return 3 * x")
    assert "edited" not in save(right)


def test_who_finishes_sees_which_mistakes_were_overcome_each_once_in_the_words_of_the_check(folder):
    mistake = answers_for(COURSE.find("scratch.relu")).misconceptions[1]
    for _ in range(2):
        record("scratch.relu", "partial", 2, mistake.name)
    record("scratch.graph", "failed", 0, "a_mistake_from_an_older_course")
    pass_all()
    text = repr(Dashboard.of(COURSE, folder))
    assert "You have passed every exercise of the course." in text
    assert text.count(mistake.message.replace("`", "")) + text.count(mistake.message) >= 1
    assert text.count("ReLU for numbers and arrays: ") == 1
    assert "The shape of the graph: a mistake from an older course" in text
    assert "The shape of the graph: a mistake" in Dashboard.of(COURSE, folder)._repr_mimebundle_()["text/markdown"]


def test_without_mistakes_there_is_no_list_of_them(folder):
    pass_all()
    assert "overcame" not in repr(Dashboard.of(COURSE, folder))


def test_a_damaged_progress_file_is_said_in_a_line(folder, capsys):
    progress.progress_file(COURSE).write_bytes(b"damaged" * 1000)
    course_utils.progress()
    printed = capsys.readouterr().out
    assert "move it away" in printed
    assert "Traceback" not in printed


def test_outside_a_notebook_it_is_plain_text(folder, capsys):
    course_utils.progress()
    assert capsys.readouterr().out.startswith("Your progress: 0 of ")


class Display:
    def __init__(self):
        self.shown = []

    def update(self, shown):
        self.shown.append(repr(shown).splitlines()[0])


def test_a_display_follows_new_checks_and_saved_notebooks_and_nothing_else(folder, monkeypatch):
    monkeypatch.setattr(dashboard, "SECONDS_BETWEEN_LOOKS", 0.05)
    display = Display()

    async def learn():
        task = asyncio.create_task(dashboard._follow(COURSE, folder, display))
        await asyncio.sleep(0.3)
        assert display.shown == []
        record("start.double")
        await asyncio.sleep(0.3)
        progress.progress_file(COURSE).write_bytes(b"damaged" * 1000)
        await asyncio.sleep(0.3)
        progress.progress_file(COURSE).unlink()
        await asyncio.sleep(0.3)
        task.cancel()

    run_async(learn())
    assert [line[:18] for line in display.shown] == ["Your progress: 1 o", "Your progress: 0 o"]


def test_only_the_newest_display_follows(folder, monkeypatch):
    import IPython.display

    monkeypatch.setattr(IPython.display, "display", lambda *args, **kwargs: Display())

    async def twice():
        course_utils.progress()
        first = dashboard._watching
        course_utils.progress()
        await asyncio.sleep(0.01)
        assert first.cancelled()
        assert not dashboard._watching.done()
        dashboard._watching.cancel()

    run_async(twice())
