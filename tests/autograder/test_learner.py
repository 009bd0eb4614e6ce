"""check, hint and solution as a learner meets them, in a real IPython shell where it matters."""

import inspect
import sqlite3
import sys
import threading
import warnings

import numpy as np
import pytest
from IPython.core.interactiveshell import InteractiveShell

from course_utils.autograder import learner, progress
from course_utils.autograder.observation import Observation
from course_utils.autograder.verdict import Notice, Verdict
from course_utils.cell_source import answer_source
from tests.autograder import toys
from tests.autograder.course import COURSE

half = toys.half


@pytest.fixture
def shell(monkeypatch):
    monkeypatch.setitem(sys.modules, "__main__", sys.modules["__main__"])  # a shell takes its place
    shell = InteractiveShell.instance()
    yield shell
    shell.reset()
    InteractiveShell.clear_instance()


def run(shell, source):
    result = shell.run_cell(source, store_history=True)
    assert result.success
    return result.result


def test_the_answer_is_found_in_the_notebook(shell):
    run(shell, "from tests.autograder.toys import half as exercise")
    run(shell, "def half(x):\n    return x / 2")
    assert run(shell, "exercise.check()").state == "passed"
    run(shell, "import numpy as np\nhalf = lambda x: np.divide(x, 2)")
    verdict = run(shell, "exercise.check()")
    assert "numpy.divide" in verdict.message  # the source of the newest cell that defines it was read


def test_the_answer_can_be_handed_over():
    def mine(x):
        return x / 2

    assert half.check(mine).state == "passed"
    assert toys.codec.check(lambda text: text + "!", lambda code: code[:-1]).state == "passed"


def test_misuse_gets_a_way_out_and_no_traceback():
    assert "hand your answer over" in half.check().message
    assert "exactly `half`" in half.check(1, 2).message
    for seconds in (0, -1, "10", float("nan"), float("inf"), 1e9):
        assert "a number above 0" in half.check(lambda x: x, seconds=seconds).message


def test_check_only_says_that_grading_is_elsewhere_when_told_so(monkeypatch):
    monkeypatch.setenv(COURSE.variable(learner.GRADED_ELSEWHERE), "1")
    assert half.check(lambda x: x).title == "Graded elsewhere"


def test_a_broken_checker_takes_the_blame(monkeypatch):
    def broken(*_):
        raise RuntimeError("oops")

    monkeypatch.setattr(type(half), "observe", broken)
    notice = half.check(lambda x: x)
    assert isinstance(notice, Notice)
    assert "our fault" in notice.message
    assert "RuntimeError: oops" in notice.code


def test_hints_begin_with_the_diagnosis_and_then_climb():
    assert half.hint().message == "Look again."
    assert half.hint().message == "Look closer."
    last = half.hint()
    assert last.message == "Look closer."
    assert ".solution()" in last.after
    half.check(lambda x: x)
    assert half.hint().message == "Halve it."
    assert half.hint().message == "Look again."


def test_a_solution_wants_a_try_first():
    assert "Try first" in half.solution().title
    half.check(lambda x: ...)
    assert "Try first" in half.solution().title
    assert "x / 2" in half.solution(anyway=True).code
    half.check(lambda x: x)
    assert "x / 2" in half.solution().code


def test_a_try_of_an_earlier_day_counts(monkeypatch):
    half.check(lambda x: x)
    monkeypatch.setattr(learner, "session", learner.Session())
    assert "x / 2" in half.solution().code


def test_the_verbs_have_docstrings_for_the_tooltip():
    for verb in (half.check, half.hint, half.solution):
        assert len(inspect.getdoc(verb).split()) > 8


def test_progress_keeps_what_was_checked(progress_file):
    half.check(lambda x: x)
    half.check(lambda x: x / 2)
    half.check(lambda x: ...)  # unattempted is no progress, and no step back
    records = progress.load(progress_file)
    assert [record.state for record in records] == ["partial", "passed"]
    assert records[0].diagnosis == "identity"
    assert progress.best(records)["toy.half"].points == 2
    assert records[1].checked_at.startswith("20")


def test_an_interrupted_check_is_not_remembered(progress_file):
    def stop(x):
        raise KeyboardInterrupt

    half.check(stop)
    assert progress.load(progress_file) == []


@pytest.mark.parametrize("damage", ["garbage", "other schema", "folder"])
def test_a_damaged_file_is_said_once_and_breaks_nothing(progress_file, capsys, damage):
    if damage == "garbage":
        progress_file.write_bytes(b"this is no database" * 100)
    elif damage == "other schema":
        with sqlite3.connect(progress_file) as connection:
            connection.execute("CREATE TABLE checks (something TEXT)")
    else:
        progress_file.mkdir()
    for _ in range(2):
        assert half.check(lambda x: x / 2).state == "passed"
    assert capsys.readouterr().err.count("not being remembered") == 1


def test_a_file_that_cannot_be_written_is_said_once_and_breaks_nothing(monkeypatch, capsys):
    monkeypatch.setenv("RELU_COURSE_PROGRESS", "/proc/no/such/folder/progress.db")
    for _ in range(2):
        assert isinstance(half.check(lambda x: x / 2), Verdict)
    assert capsys.readouterr().err.count("not being remembered") == 1


def test_another_notebook_that_is_writing_is_waited_for(progress_file, monkeypatch, capsys):
    half.check(lambda x: x / 2)
    monkeypatch.setattr(progress, "SECONDS_TO_WAIT", 0.1)
    blocker = sqlite3.connect(progress_file, isolation_level=None)
    blocker.execute("BEGIN IMMEDIATE")
    half.check(lambda x: x / 2)
    assert "locked" in capsys.readouterr().err
    blocker.execute("COMMIT")
    half.check(lambda x: x / 2)
    assert len(progress.load(progress_file)) == 2


@pytest.mark.parametrize(
    ("cells", "name", "found"),
    [
        (["a = 1", "b = 2"], "a", "a = 1"),
        (["a = 1", "a = 2", "print(a)"], "a", "a = 2"),
        (["def f(a):\n    return a"], "a", None),
        (["%matplotlib inline\na = 1"], "a", "%matplotlib inline\na = 1"),
        (["a = (", "a = 1"], "a", "a = 1"),
        (["from m import a"], "a", "from m import a"),
        (["class a: pass"], "a", "class a: pass"),
        (["for a in x: pass"], "a", "for a in x: pass"),
        ([], "a", None),
    ],
)
def test_the_cell_that_defined_a_name_is_found(cells, name, found):
    assert answer_source([name], cells) == found


def test_the_cells_of_two_names_are_joined_once_each():
    assert answer_source(["a", "b"], ["a = 1\nb = 2"]) == "a = 1\nb = 2"
    assert answer_source(["a", "b"], ["a = 1", "b = 2"]) == "a = 1\nb = 2"


def test_a_handed_over_answer_that_is_indented_is_read_as_well():
    def mine(x):
        return np.divide(x, 2)

    assert "numpy.divide" in half.check(mine).message


def test_a_cell_magic_does_not_hide_the_answer(shell):
    run(shell, "from tests.autograder.toys import half as exercise\nimport numpy as np")
    run(shell, "half = lambda x: np.divide(x, 2)")
    shell.run_cell("%%capture\nhalf = lambda x: x / 2", store_history=True)
    assert run(shell, "exercise.check()").state == "passed"


def test_odd_states_of_a_notebook_are_no_traceback(shell, monkeypatch, tmp_path):
    run(shell, "from tests.autograder.toys import half as exercise")
    run(shell, "def half(x):\n    return x / 2")
    for history in ("In = 5", "In = None", "In = [1, 2]"):
        run(shell, history)
        assert run(shell, "exercise.check()").state == "passed"
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    monkeypatch.delenv("RELU_COURSE_PROGRESS")
    gone.rmdir()
    verdict = run(shell, "exercise.check()")
    monkeypatch.chdir(tmp_path)
    assert verdict.state == "passed"


class Strange:
    """Looks up anything and finds itself."""

    def __getattr__(self, name):
        return self

    def __call__(self, x):
        return x / 2


def test_strange_objects_are_no_traceback():
    assert isinstance(half.check(Strange()), Verdict)

    class Refuses:
        @property
        def __class__(self):
            raise RuntimeError

    assert isinstance(half.check(Refuses()), Verdict)


@pytest.mark.parametrize("seconds", [1e-6, 1e-4, 1e-3, 0.01])
def test_a_tiny_limit_leaves_no_alarm_behind(seconds):
    import signal

    for _ in range(20):
        assert isinstance(half.check(lambda x: x / 2, seconds=seconds), Verdict)
        assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)


def test_a_key_cut_short_is_not_remembered(monkeypatch):
    from course_utils.autograder import key_source as key

    key.key_for.cache_clear()
    with monkeypatch.context() as patch:
        stopped = Observation("toy.half", stopped="interrupted")
        patch.setattr(key, "observe_source", lambda *_: stopped)
        with pytest.raises(KeyboardInterrupt):
            half.check(lambda x: x / 2)
    assert half.check(lambda x: x / 2).state == "passed"


def test_checks_in_several_threads_leave_everything_in_place():
    before = sys.stdout, sys.stderr, list(warnings.filters), np.geterr()
    threads = [threading.Thread(target=lambda: half.check(lambda x: x / 2)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (sys.stdout, sys.stderr, list(warnings.filters), np.geterr()) == before


def test_a_value_that_multiplies_itself_is_taken_in_at_once():
    grown = []
    grown.extend([grown] * 8)
    deep = [[grown] * 2000] * 2000
    for value in (grown, deep, [np.arange(100.0)] * 9000):
        assert toys.root.check(value).points == 0
