import io
import sys

import pytest

from course_utils.experiments import progress_bar as module
from course_utils.experiments.progress_bar import counted, nothing, progress_bar


def test_where_nobody_watches_nothing_is_written(capsys):
    with progress_bar(3, "steps") as advance:
        for _ in range(3):
            advance()
    assert capsys.readouterr() == ("", "")


def test_a_terminal_sees_the_count_and_is_wiped_clean(monkeypatch):
    class Terminal(io.StringIO):
        def isatty(self):
            return True

    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    with progress_bar(3, "steps") as advance:
        advance()
    assert "1 of 3 steps" in terminal.getvalue()
    assert terminal.getvalue().endswith("\r\033[K")


def test_counted_gives_each_item_once_and_shows_how_many_there_are(monkeypatch):
    class Terminal(io.StringIO):
        def isatty(self):
            return True

    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    assert list(counted(iter("abc"), "letters")) == ["a", "b", "c"]
    assert "1 of 3 letters" in terminal.getvalue()
    with pytest.raises(ValueError, match="nothing to count"):
        list(counted([], "letters"))


def test_a_notebook_begins_and_ends_with_the_same_empty_display(monkeypatch):
    shown = []

    class Shell:
        kernel = object()

    class Handle:
        def update(self, bundle, raw):
            shown.append(bundle)

    def display(bundle, raw, display_id):
        shown.append(bundle)
        return Handle()

    monkeypatch.setattr("IPython.core.getipython.get_ipython", lambda: Shell())
    monkeypatch.setattr("IPython.display.display", display)
    with progress_bar(10, "steps & more") as advance:
        advance()
    assert shown[0] == shown[-1] == module.EMPTY
    assert shown[1]["text/plain"] == "1 of 10 steps & more"
    assert "steps &amp; more" in shown[1]["text/html"]


def test_it_counts_no_further_than_its_total_and_draws_few_frames(monkeypatch):
    seen = []
    monkeypatch.setattr(module, "_notebook", lambda: (lambda *frame: seen.append(frame), nothing))
    with progress_bar(2, "steps") as advance:
        for _ in range(1000):
            advance()
    assert len(seen) < 100
    assert all(done <= 2 for done, _, _ in seen)


def test_nothing_to_count_is_refused():
    with pytest.raises(ValueError, match="nothing to count"), progress_bar(0, "steps"):
        pass
