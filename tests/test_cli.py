"""The relu-course command, as a program of its own."""

import json
import os
import subprocess
import sys
import time

import nbformat
import pytest

from course_utils.autograder import progress
from course_utils.autograder.key_source import key_for
from course_utils.course import COURSE, main
from course_utils.notebook_files import read_notebook, solve, write_notebook
from tests.notebook_helpers import stub_cells
from tests.startup import SLOW, modules_after


def relu_course(*arguments, timeout=120, **options):
    """Run the command; return its exit code, output and errors."""
    done = subprocess.run(
        [sys.executable, "-P", "-m", "course_utils.course", *map(str, arguments)],
        capture_output=True,
        text=True,
        timeout=timeout,
        **options,
    )
    return done.returncode, done.stdout, done.stderr


@pytest.fixture
def notebook(tmp_path):
    """Write a notebook 04 of which each answer is what the test gives, else the solution; return its path."""

    def write(**answers):
        made = solve(COURSE, read_notebook(COURSE.notebook("04")))
        for name, source in answers.items():
            stub_cells(made)[f"scratch.{name}"].source = source
        write_notebook(made, tmp_path / "mine.ipynb")
        return tmp_path / "mine.ipynb"

    return write


def check(path, *options, **kwargs):
    """Check a notebook; return the exit code and the verdicts by exercise."""
    code, out, err = relu_course("check", path, "--json", *options, **kwargs)
    verdicts = {verdict["id"]: verdict for verdict in json.loads(out)}
    return code, verdicts, err


def test_exercises_are_listed():
    code, out, _ = relu_course("exercises", "--json")
    rows = json.loads(out)
    assert code == 0
    assert [row["id"] for row in rows] == [exercise.id for _, exercise in COURSE]
    assert rows[0] == {
        "id": "start.double",
        "notebook": "00_start_here.ipynb",
        "title": "Double a number",
        "kind": "function",
        "points": 1,
        "names": ["double"],
    }
    assert "scratch.relu" in relu_course("exercises")[1]


def test_help_does_not_wait_for_what_only_a_lecturers_command_needs():
    modules = modules_after("--help")
    classroom = {name.split(".")[2] for name in modules if name.startswith("course_utils.classroom.")}
    assert classroom == {"commands", "grading", "platforms", "tables"}
    assert not modules & (SLOW | {"multiprocessing", "asyncio", "tqdm"})


def test_reading_and_writing_a_notebook_needs_no_library_for_it(tmp_path):
    assert not modules_after("solve", COURSE.notebook("04"), "-o", tmp_path / "solved.ipynb") & SLOW


def test_a_solved_notebook_earns_every_point(notebook):
    code, verdicts, _ = check(notebook())
    assert code == 0
    assert all(v["state"] == "passed" and v["points"] == v["out_of"] for v in verdicts.values())
    assert sum(v["points"] for v in verdicts.values()) == 20


def test_a_wrong_notebook_is_explained(notebook):
    path = notebook(
        relu="def relu(x):\n    return np.abs(x)", network="def network(X, W1, b1, W2, b2):\n    return ..."
    )
    code, verdicts, _ = check(path)
    assert code == 1
    relu = verdicts["scratch.relu"]
    assert (relu["state"], relu["diagnosis"]) == ("partial", "absolute_value")
    assert set(relu) >= {"id", "points", "out_of", "state", "diagnosis", "properties", "message"}
    assert "returned `[2.0]`; expected `[0.0]`" in relu["message"]
    assert verdicts["scratch.network"]["state"] == "unattempted"
    assert verdicts["scratch.brightening"]["state"] == "passed"
    code, out, _ = relu_course("check", path)
    assert code == 1
    assert "Yours behaves like |x|: a V." in out
    assert "Score: " in out


def test_an_untouched_notebook_is_open_and_raises_nothing():
    code, verdicts, err = check(COURSE.notebook("04"))
    assert code == 1
    assert {v["state"] for v in verdicts.values()} == {"unattempted"}
    assert "raised" not in err


def test_cells_after_one_that_raises_are_run(notebook):
    code, verdicts, err = check(notebook(graph="graph = 1 / 0"))
    assert code == 1
    assert "ZeroDivisionError" in err
    assert verdicts["scratch.graph"]["points"] == 0
    assert verdicts["scratch.network"]["state"] == "passed"


def test_a_cell_with_a_syntax_error_costs_itself_alone(notebook):
    _, verdicts, err = check(notebook(graph="graph = B C"))
    assert "SyntaxError" in err
    assert verdicts["scratch.graph"]["points"] == 0
    assert sum(v["points"] for v in verdicts.values()) == 19


def test_an_answer_given_in_a_later_cell_counts(notebook):
    path = notebook(graph="graph = ...")
    later = read_notebook(path)
    later.cells.append(nbformat.v4.new_code_cell('graph = "B"'))
    write_notebook(later, path)
    assert check(path)[1]["scratch.graph"]["state"] == "passed"


def test_magics_and_shell_lines_are_run(notebook):
    path = notebook(graph='%time graph = "B"\n!echo hello')
    assert check(path)[1]["scratch.graph"]["state"] == "passed"


@pytest.mark.parametrize(
    ("source", "says"),
    [
        ("def relu(x):\n    while True:\n        pass", "time limit"),
        ("while True:\n    pass", "There is no `relu`"),
        ("import sys\nsys.exit(0)", "There is no `relu`"),
    ],
    ids=["endless function", "endless cell", "sys.exit"],
)
def test_what_python_can_interrupt_costs_its_own_points_alone(notebook, source, says):
    own_layer = "def dense_relu(X, W, b):\n    return np.maximum(0, X @ W + b)"
    _, verdicts, _ = check(notebook(relu=source, dense_relu=own_layer), "--timeout", "2")
    assert verdicts["scratch.relu"]["points"] == 0
    assert says in json.dumps(verdicts["scratch.relu"])
    assert verdicts["scratch.network"]["state"] == "passed"


@pytest.mark.parametrize(
    ("source", "says"),
    [
        ("import os\nos._exit(0)", "The process ended (exit code 0)"),
        ("import os, signal\nos.kill(os.getpid(), signal.SIGKILL)", "SIGKILL"),
        ("import ctypes\nctypes.string_at(0)", "SIGSEGV"),
        ("import os\nos.kill(os.getpid(), 35)", "signal 35"),
        (
            "import resource\nresource.setrlimit(resource.RLIMIT_AS, (1 << 32, 1 << 32))\n"
            "hog = [bytearray(1 << 28) for _ in range(64)]",
            "There is no `relu`",
        ),
    ],
    ids=["os._exit", "SIGKILL", "crash", "real-time signal", "memory"],
)
def test_a_process_that_dies_keeps_the_points_it_earned_before(notebook, source, says):
    code, verdicts, _ = check(notebook(relu=source))
    assert code == 1
    assert verdicts["scratch.graph"]["state"] == "passed"
    assert verdicts["scratch.relu"]["points"] == 0
    assert says in json.dumps(verdicts["scratch.relu"])


def test_what_cannot_be_interrupted_is_killed(notebook, monkeypatch, tmp_path):
    from course_utils.classroom import limits
    from course_utils.classroom.check_notebook import check_notebook

    monkeypatch.setattr(limits, "GRACE_SECONDS", 4.0)
    path = notebook(relu="sum(range(10**13))")
    start = time.monotonic()
    verdicts, run = check_notebook(
        COURSE, read_notebook(path), tmp_path, key_of=lambda exercise: key_for(exercise, 0), seconds=1.0
    )
    assert time.monotonic() - start < 300  # the sum takes days
    assert any("waited for something" in trouble.reason for trouble in run.troubles)
    by_id = {verdict.exercise: verdict for verdict in verdicts}
    assert by_id["scratch.graph"].state == "passed"
    assert by_id["scratch.relu"].points == 0


def test_a_child_of_the_notebook_does_not_outlive_the_check(notebook, tmp_path):
    number = tmp_path / "number"
    start = f"child = subprocess.Popen(['sleep', '10000'])\nopen({str(number)!r}, 'w').write(str(child.pid))"
    check(notebook(graph=f"import subprocess\n{start}\ngraph = 'B'"))
    wait_until(lambda: not is_running(int(number.read_text())), "the child lives on")


ODD_FIRST_CELLS = {
    "matplotlib inline": "%matplotlib inline\nimport numpy as np",
    "cell magic": "%%time\nimport numpy as np",
    "shell": "!echo hello\nlisting = !ls",
    "display": "from IPython.display import display\ndisplay('x')\nget_ipython()",
    "plot": "import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.show()",
    "await": "import asyncio\nawait asyncio.sleep(0)",
    "exit": "exit",
    "no stdout": "import sys\nsys.stdout = None\n1 / 0",
    "closed stdout": "import sys\nsys.stdout.close()",
    "left folder": "import os\nos.chdir('/')",
    "prints a lot": "print('x' * 10_000_000)",
    "long literal": "text = '" + "x" * 300_000 + "'",
    "input": "name = input()",
    "thread": "import threading, time\nthreading.Thread(target=lambda: time.sleep(100), daemon=True).start()",
    "broken repr": "class B:\n    def __repr__(self):\n        raise ValueError\nB()",
}


@pytest.mark.parametrize("name", ODD_FIRST_CELLS)
def test_an_honest_but_odd_notebook_loses_nothing(notebook, name):
    path = notebook()
    odd = read_notebook(path)
    odd.cells.insert(1, nbformat.v4.new_code_cell(ODD_FIRST_CELLS[name]))
    odd.cells[1].metadata["tags"] = None
    write_notebook(odd, path)
    code, verdicts, err = check(path, "--timeout", "20")
    assert (code, [v["id"] for v in verdicts.values() if v["state"] != "passed"]) == (0, []), err


def test_an_answer_split_over_cells_or_given_twice_counts_as_in_a_notebook(notebook):
    path = notebook()
    split = read_notebook(path)
    stubs = stub_cells(split)
    stubs["scratch.relu"].source = "import math"
    place = split.cells.index(stubs["scratch.relu"])
    split.cells.insert(place + 1, nbformat.v4.new_code_cell("relu = lambda x: np.maximum(0, x)"))
    again = nbformat.v4.new_code_cell('graph = "B"', metadata={"exercise": {"id": "scratch.graph"}})
    stubs["scratch.graph"].source = 'graph = "A"'
    split.cells.append(again)
    write_notebook(split, path)
    code, verdicts, _ = check(path)
    assert (code, sum(v["points"] for v in verdicts.values())) == (0, 20)


def test_a_slow_cell_and_an_endless_answer_have_a_limit_each(notebook, tmp_path, monkeypatch):
    from course_utils.classroom import limits
    from course_utils.classroom.check_notebook import check_notebook

    monkeypatch.setattr(limits, "GRACE_SECONDS", 30.0)
    slow = "import time\ntime.sleep(2.5)\ndef relu(x):\n    while True:\n        pass"
    own_layer = "def dense_relu(X, W, b):\n    return np.maximum(0, X @ W + b)"
    path = notebook(relu=slow, dense_relu=own_layer)
    verdicts, run = check_notebook(
        COURSE, read_notebook(path), tmp_path, key_of=lambda exercise: key_for(exercise, 0), seconds=3.0
    )
    assert not run.troubles
    assert {v.exercise for v in verdicts if v.state != "passed"} == {"scratch.relu"}


def wait_until(holds, otherwise):
    """Wait until `holds()`; a busy machine may need long."""
    deadline = time.monotonic() + 120
    while not holds():
        assert time.monotonic() < deadline, otherwise
        time.sleep(0.1)


def is_running(process):
    try:
        os.kill(process, 0)  # no signal, but an error if there is no such process
    except ProcessLookupError:
        return False
    return True


def test_a_terminated_check_ends_what_it_started(notebook, tmp_path):
    marker = tmp_path / "alive"
    path = notebook(graph=f"import time\nwhile True:\n    time.sleep(0.2)\n    open({str(marker)!r}, 'a').write('x')")
    process = subprocess.Popen([sys.executable, "-P", "-m", "course_utils.course", "check", str(path)])
    wait_until(marker.exists, "the cell did not start")
    process.terminate()
    assert process.wait(timeout=60) == 143
    time.sleep(0.5)
    size = marker.stat().st_size
    time.sleep(1.5)
    assert marker.stat().st_size == size


def test_a_numpy_beside_the_notebook_changes_nothing(notebook, tmp_path):
    (tmp_path / "numpy.py").write_text("raise RuntimeError('not me')")
    (tmp_path / "my_helper.py").write_text("letter = 'B'")
    code, verdicts, _ = check(notebook(graph="from my_helper import letter as graph"), cwd=tmp_path)
    assert code == 0
    assert verdicts["scratch.graph"]["state"] == "passed"


def test_the_process_that_runs_the_notebook_never_imports_answers(notebook, tmp_path):
    spy = tmp_path / "modules.txt"
    path = notebook(graph=f"import sys\nopen({str(spy)!r}, 'w').write(' '.join(sys.modules))\ngraph = 'B'")
    check(path)
    loaded = spy.read_text().split()
    assert "course_utils.exercises.relu_from_scratch" in loaded
    assert not [name for name in loaded if name.startswith("course_utils.answers")]


def test_another_seed_draws_other_inputs_and_grades_the_same(notebook):
    code, verdicts, _ = check(notebook(), "--seed", "123456789")
    assert code == 0
    assert sum(v["points"] for v in verdicts.values()) == 20


def test_checking_leaves_no_progress_and_no_files(notebook, tmp_path, progress_file):
    path = notebook()
    before = sorted(tmp_path.iterdir())
    check(path, cwd=tmp_path)
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (None, "There is no file"),
        (b'{"cells": [{"cell_type": "code", "so', "cut off"),
        (b"\x89PNG\r\n\x1a\n\xff\xfe", "a picture (PNG)"),
        (b"[1, 2]", "no cells"),
        (b'{"cells": 3, "nbformat": 4, "nbformat_minor": 5, "metadata": {}}', "no well-formed notebook"),
        (b'{"cells": [3], "nbformat": 4, "nbformat_minor": 5, "metadata": {}}', "no well-formed notebook"),
        (b'{"worksheets": [], "nbformat": 3, "nbformat_minor": 0, "metadata": {}}', "format 3"),
        (b'{"cells": [], "nbformat": 5, "nbformat_minor": 0, "metadata": {}}', "format 5"),
        (b'{"cells": [], "nbformat": 4, "nbformat_minor": 5, "metadata": {}}', "no exercises"),
        (b"[" * 100_000, "damaged"),
    ],
)
@pytest.mark.parametrize("command", ["check", "solve"])
def test_a_bad_file_is_one_line_that_says_what_and_how_to_go_on(tmp_path, command, content, says):
    path = tmp_path / "x.ipynb"
    if content is not None:
        path.write_bytes(content)
    more = ["-o", tmp_path / "out.ipynb"] if command == "solve" else []
    code, out, err = relu_course(command, path, *more)
    if command == "solve" and says == "no exercises":
        assert code == 0  # nothing to solve is no error
        return
    assert (code, out) == (2, "")
    assert err.count("\n") == 1
    assert says in err
    assert "Traceback" not in err


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ([], "COMMAND"),
        (["nonsense"], "invalid choice"),
        (["check"], "NOTEBOOK"),
        (["check", "x.ipynb", "--timeout", "0"], "above 0"),
        (["check", "x.ipynb", "--timeout", "nan"], "above 0"),
        (["check", "x.ipynb", "--seed", "-1"], "whole number"),
        (["check", "x.ipynb", "--seed", "1.5"], "whole number"),
        (["check", "."], "is a folder"),
        (["solve", "x.ipynb"], "-o"),
        (["reset", "77"], "There is no notebook '77'"),
    ],
)
def test_bad_arguments_are_said_with_exit_code_2(arguments, says):
    code, _, err = relu_course(*arguments)
    assert code == 2
    assert says in err
    assert "Traceback" not in err


def test_a_notebook_of_another_version_is_said(tmp_path):
    made = read_notebook(COURSE.notebook("00"))
    stub_cells(made)["start.double"].metadata["exercise"]["id"] = "start.gone"
    write_notebook(made, tmp_path / "x.ipynb")
    code, _, err = relu_course("check", tmp_path / "x.ipynb")
    assert code == 2
    assert "start.gone" in err


def test_solve_overwrites_nothing_unasked(tmp_path):
    out = tmp_path / "out.ipynb"
    assert relu_course("solve", COURSE.notebook("00"), "-o", out)[0] == 0
    before = out.read_bytes()
    code, _, err = relu_course("solve", COURSE.notebook("00"), "-o", out)
    assert code == 2
    assert "--force" in err
    assert out.read_bytes() == before
    assert relu_course("solve", COURSE.notebook("00"), "-o", out, "--force")[0] == 0
    assert relu_course("solve", COURSE.notebook("00"), "-o", "/proc/none/out.ipynb")[0] == 2


def test_progress_knows_passed_then_edited_since(tmp_path, monkeypatch, capsys):
    from course_utils import workspace
    from course_utils.cell_source import source_hash

    folder = tmp_path / "mine"
    workspace.prepare(COURSE, folder)
    monkeypatch.setenv("RELU_COURSE_PROGRESS", str(folder / "progress.db"))

    def shown():
        assert main(["progress", str(folder)]) == 0
        return capsys.readouterr().out

    out_of = sum(exercise.points for _, exercise in COURSE)
    assert f"0 of {out_of} points" in shown()
    source = "def double(x):\n    return 2 * x"
    record = progress.Record("start.double", 1, 1, "passed", None, source_hash(source))
    progress.save(record, folder / "progress.db")

    def save_cell(text):
        made = read_notebook(folder / "00_start_here.ipynb")
        stub_cells(made)["start.double"].source = text
        write_notebook(made, folder / "00_start_here.ipynb")

    save_cell(source + "  # only a comment")
    assert "passed, then edited" not in shown()
    assert f"1 of {out_of} points" in shown()
    save_cell("def double(x):\n    return 3 * x")
    assert "passed, then edited since" in shown()
    (folder / "00_start_here.ipynb").write_text("damaged")
    assert f"1 of {out_of} points" in shown()
    (folder / "progress.db").write_bytes(b"damaged" * 1000)
    assert main(["progress", str(folder)]) == 2
    assert "move it away" in capsys.readouterr().err


def test_a_reader_that_closes_early_is_no_error():
    command = f"{sys.executable} -m course_utils.course exercises | true"
    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, timeout=60)
    assert "Traceback" not in done.stderr


def test_ctrl_c_stops_a_check_and_leaves_no_process(notebook, tmp_path):
    started = tmp_path / "started"
    path = notebook(relu=f"import time\nopen({str(started)!r}, 'w')\ntime.sleep(300)")
    process = subprocess.Popen(
        [sys.executable, "-m", "course_utils.course", "check", str(path)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    wait_until(started.exists, "the cell did not start")
    process.send_signal(2)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "stopped" in err
    assert "Traceback" not in err


def test_find_names_what_there_is():
    with pytest.raises(LookupError, match=r"start\.double"):
        COURSE.find("nothing")
    assert os.path.basename(COURSE.notebook("4")) == "04_relu_from_scratch.ipynb"
