"""Switches hold for a whole kernel. With one of them turned, an answer is checked as without, and it stays turned."""

import random
import time

import numpy as np
import pytest

from course_utils.autograder.key_source import answers_for, key_for, run_source
from course_utils.autograder.learner import check
from course_utils.course import COURSE
from course_utils.errors import CourseError
from course_utils.switches import KERAS_SWITCHES, TORCH_SWITCHES, usual_settings

# A line that turns a switch, what the learner is told of it, and how it stands then.
TORCH = {
    "torch.set_default_dtype(torch.float64)": ("PyTorch's default dtype", "torch.get_default_dtype()"),
    "torch.set_grad_enabled(False)": ("whether PyTorch keeps track of gradients", "torch.is_grad_enabled()"),
    'torch.set_default_device("meta")': ("PyTorch's default device", "torch.get_default_device()"),
    'torch.set_default_device("cuda")': ("PyTorch's default device", "torch.utils._device.CURRENT_DEVICE"),
    "torch.use_deterministic_algorithms(True)": (
        "PyTorch's deterministic mode",
        "torch.are_deterministic_algorithms_enabled()",
    ),
    "torch.set_flush_denormal(True)": ("whether tiny numbers become 0", "sys.float_info.min / 2 == 0"),
    'torch.set_float32_matmul_precision("medium")': (
        "the precision of PyTorch's matrix products",
        "torch.get_float32_matmul_precision()",
    ),
}
KERAS = {
    'keras.config.set_dtype_policy("mixed_float16")': ("Keras' dtype policy", "keras.config.dtype_policy()"),
    'keras.config.set_floatx("float64")': ("Keras' floatx", "keras.config.floatx()"),
    "keras.config.set_epsilon(0.1)": ("Keras' epsilon", "keras.config.epsilon()"),
    'keras.config.set_image_data_format("channels_first")': (
        "the order of Keras' image axes",
        "keras.config.image_data_format()",
    ),
}
PLAIN = {
    "np.seterr(all='raise')": ("NumPy's handling of floating-point errors", "np.geterr()"),
    "sys.setrecursionlimit(300)": ("Python's recursion limit", "sys.getrecursionlimit()"),
    "sys.set_int_max_str_digits(700)": ("Python's limit of digits", "sys.get_int_max_str_digits()"),
    "locale.setlocale(locale.LC_NUMERIC, 'C.UTF-8')": ("the locale", "locale.setlocale(locale.LC_NUMERIC)"),
    "decimal.getcontext().prec = 3": ("the context of decimal numbers", "decimal.getcontext().prec"),
}
IMPORTS = "import decimal, locale, os, sys\nimport numpy as np"


@pytest.fixture(autouse=True)
def no_keys():
    key_for.cache_clear()
    with COURSE.usual_settings():  # which puts back what a test turns
        yield
    key_for.cache_clear()


def raises(*_args, **_names):
    raise RuntimeError("garbage")


def stands_otherwise(line, how, modules):
    """Turn a switch. Return how it stands then, and a function that says how it stands now."""
    names = dict(modules)
    exec(IMPORTS, names)
    before = eval(how, names)
    exec(line, names)
    turned = eval(how, names)
    assert turned != before, "the line turns no switch"
    return turned, lambda: eval(how, names)


def checked(exercise_id, line, how, modules):
    """Return the verdicts on a right answer and on garbage, checked after `line`."""
    exercise = COURSE.find(exercise_id)
    answers = answers_for(exercise)
    names = run_source(answers.solution, answers.setup)
    turned, now = stands_otherwise(line, how, modules)
    right = check(exercise, [names[name] for name in exercise.names], seconds=30)
    wrong = check(exercise, [raises] * len(exercise.names), seconds=30)
    assert now() == turned, "the check changed the learner's kernel"
    return right, wrong


def assert_checked_as_usual(right, wrong, name):
    assert right.state == "passed", right
    assert wrong.points < right.points
    for verdict in (right, wrong):
        assert [note for note in verdict.notes if name in note and "To put it back" in note], verdict.notes


@pytest.mark.parametrize("exercise", ["torch.train_step", "torch.build_model"])
@pytest.mark.parametrize("line", TORCH)
def test_an_answer_in_torch_is_checked_as_usual_and_the_switch_is_named(torch, exercise, line):
    assert_checked_as_usual(*checked(exercise, line, TORCH[line][1], {"torch": torch}), TORCH[line][0])


@pytest.mark.parametrize("line", KERAS)
def test_an_answer_in_keras_is_checked_as_usual_and_the_switch_is_named(keras, line):
    exercise = next(one.id for _, one in COURSE if one.kind == "model" and one.framework == "keras")
    assert_checked_as_usual(*checked(exercise, line, KERAS[line][1], {"keras": keras}), KERAS[line][0])


@pytest.mark.parametrize("line", PLAIN)
def test_an_answer_in_numpy_is_checked_as_usual_and_the_switch_is_named(line):
    assert_checked_as_usual(*checked("scratch.relu", line, PLAIN[line][1], {}), PLAIN[line][0])


def test_the_current_folder_is_that_of_the_kernel_while_an_answer_is_checked(tmp_path, monkeypatch):
    import IPython
    from IPython.core.interactiveshell import InteractiveShell

    shell = InteractiveShell()
    shell.starting_dir = str(tmp_path)
    monkeypatch.setattr(IPython, "get_ipython", lambda: shell)
    monkeypatch.chdir("/")
    (tmp_path / "here").touch()

    def relu(x):
        with open("here"):
            return np.maximum(0, x)

    verdict = check(COURSE.find("scratch.relu"), [relu], seconds=30)
    assert_checked_as_usual(verdict, check(COURSE.find("scratch.relu"), [raises], 30), "the current folder")


def test_every_check_draws_the_same_numbers_and_leaves_the_learners_own(torch):
    drawn = []

    def relu(x):
        drawn.append((random.random(), np.random.normal(), torch.rand(()).item()))
        return np.maximum(0, x)

    states = []
    for _ in range(2):
        random.seed(7), np.random.seed(7), torch.manual_seed(7)
        check(COURSE.find("scratch.relu"), [relu], seconds=30)
        states.append((random.random(), np.random.normal(), torch.rand(()).item()))
        random.seed(len(states))
    half = len(drawn) // 2
    assert drawn[:half] == drawn[half:]
    random.seed(7), np.random.seed(7), torch.manual_seed(7)
    assert states == [(random.random(), np.random.normal(), torch.rand(()).item())] * 2


def test_where_no_switch_is_known_the_learner_is_told_to_restart(monkeypatch, torch):
    exercise = COURSE.find("torch.train_step")
    with monkeypatch.context() as patch:
        patch.setattr(torch.nn.Linear, "forward", raises)
        with pytest.raises(CourseError, match=r"raised `RuntimeError: garbage`.*Restart the kernel"):
            key_for(exercise, 0)
    assert key_for(exercise, 0).solution.outcomes[0].raised is None


def test_an_error_that_is_promised_has_to_come(monkeypatch, torch):
    """A network that is not finite is refused; a solution that no longer does is no measure."""
    exercise = COURSE.find("torch.dead_fraction")
    assert {probe.raises for probe in exercise.probes(0)} == {"", "ValueError"}
    monkeypatch.setattr(torch, "isfinite", lambda tensor: torch.ones(1, dtype=torch.bool))
    with pytest.raises(CourseError, match="did not raise `ValueError`"):
        key_for(exercise, 0)


def test_a_fresh_process_stands_as_usual(torch, keras):
    switches = [switch for switch in (*TORCH_SWITCHES, *KERAS_SWITCHES) if switch.name]
    with usual_settings(switches) as changed:
        pass
    assert changed == ()


def test_what_is_compiled_is_not_compiled_while_it_is_checked(torch):
    """Compiling takes longer than many a time limit, and needs a compiler that a learner may not have."""
    torch.compiler.set_stance("default")  # as in a kernel in which nobody has turned it

    tried = []

    def refuse(graph, inputs):
        tried.append(graph)
        raise RuntimeError("there is no compiler here")

    source = answers_for(COURSE.find("torch.bend"))
    bend = run_source(source.solution, source.setup)["bend"]
    assert check(COURSE.find("torch.bend"), [torch.compile(bend, backend=refuse)], seconds=30).state == "passed"
    assert not tried
    with pytest.raises(Exception, match="no compiler here"):
        torch.compile(bend, backend=refuse)(torch.ones(2))  # the setting stands as before


@pytest.mark.parametrize("name", ["scratch.relu", "derivative.Value", "torch.train_step"])
def test_a_clock_that_strikes_at_any_moment_makes_nothing_wrong_right_and_breaks_nothing(name, torch):
    exercise = COURSE.find(name)
    answers = answers_for(exercise)
    names = run_source(answers.solution, answers.setup)
    right = [names[one] for one in exercise.names]
    whole = timed(lambda: check(exercise, right, seconds=30))
    moments = random.Random(0)
    for _ in range(17):
        key_for.cache_clear()
        seconds = moments.uniform(0.0005, 1.2) * whole
        assert check(exercise, [raises] * len(right), seconds=seconds).points == 0
        cut = check(exercise, right, seconds=seconds)
        assert cut.state == "passed" or any("was stopped" in note for note in cut.notes), cut
    after = check(exercise, right, seconds=30)
    assert (after.state, after.notes) == ("passed", ()), after


def timed(body):
    start = time.process_time()
    body()
    return time.process_time() - start
