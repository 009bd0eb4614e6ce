"""Every kind of answer gets a verdict of its own, and nothing of a learner's escapes."""

import sys
import time
import warnings
from dataclasses import replace

import numpy as np
import pytest

from course_utils.autograder import Probe, limits
from course_utils.autograder.assessment import find_fault
from course_utils.autograder.judge import judge
from course_utils.autograder.key import KnownMisconception
from course_utils.autograder.key_source import key_for
from course_utils.autograder.observation import Outcome
from course_utils.autograder.plain import to_plain
from course_utils.autograder.properties import Aspect
from course_utils.course import COURSE
from tests.autograder import toys
from tests.autograder.helpers import states, verdict_on, verdict_on_source

half, pair = toys.half, toys.pair
ANYTHING = object()
UNSHOWABLE = type("Unshowable", (), {"__repr__": lambda self: 1 / 0})()


def right(x):
    return x / 2


def test_the_properties_come_in_this_order():
    verdict = verdict_on(half, right)
    assert [item.name for item in verdict.properties] == [
        "defined",
        "shortcut",
        "callable",
        "runs",
        "returns",
        "shape",
        "dtype",
        "values.numbers",
        "values.negative",
        "values.positive",
        "values.large",
        "values.zero",
        "values.forms",
        "values.extreme",
        "values.infinite",
        "values.nan",
        "input untouched",
        "vectorized",
    ]
    assert sum(item.out_of for item in verdict.properties) == pytest.approx(half.points, abs=1e-2)


def test_an_undefined_name_leaves_everything_else_unreached():
    verdict = judge(half, half.observe({}, half.probes(0)), key_for(half, 0))
    assert states(verdict)["defined"] == "failed"
    assert set(list(states(verdict).values())[1:]) <= {"passed", "not reached"}
    assert states(verdict)["runs"] == "not reached"
    assert "There is no `half` yet" in verdict.message
    assert verdict.points == 0


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (3.0, "is not a function"),
        (lambda: 0.0, "yours is `half()`"),
        (lambda x, y: 0.0, "yours is `half(x, y)`"),
        (lambda x, y, z=ANYTHING: 0.0, "z=<object object at 0x…>"),
        (lambda x, y, z=UNSHOWABLE: 0.0, "could not be shown"),
    ],
)
def test_what_cannot_be_called_as_asked_is_said(answer, says):
    verdict = verdict_on(half, answer)
    assert says in verdict.message
    assert states(verdict)["runs"] == "not reached"
    assert verdict.points == 0


def test_none_has_its_own_message():
    verdict = verdict_on(half, lambda x: None)
    assert verdict.message == "It returned `None`: is a `return` missing?"
    assert states(verdict)["values.negative"] == "not reached"


def test_what_returns_nothing_earns_nothing():
    assert verdict_on(half, lambda x: None).points == 0


@pytest.mark.parametrize(
    ("low", "high", "says"),
    [
        (None, [2.0, 3.0], "`low` is `None`: put your answer in its place."),
        (1, ..., "`high` is `...`: put your answer in its place."),
        ("one", [2.0, 3.0], "`low` is a text; expected a number."),
        (5, [2.0, 4.0], "`low` and `high` are not right yet."),
        (1, [2.0, 4.0], "`high` is not right yet."),
    ],
)
def test_of_several_values_those_that_are_missing_or_wrong_are_named(low, high, says):
    verdict = verdict_on(pair, low, high)
    assert verdict.message == says
    assert "expected `" not in str(verdict)


@pytest.mark.parametrize(
    ("result", "says"),
    [
        ([[1.0], "x"], "Result 2 of 2 is a text; expected a list."),
        ([[1.0], ...], "Result 2 of 2 is still `...`; expected a list."),
        (7.0, "It returned a number; expected 2 results."),
    ],
)
def test_of_several_results_the_one_of_another_kind_is_named(result, says):
    seen, right = Outcome(to_plain(result)), Outcome([[1.0], [2.0]])
    fault = find_fault(seen, right, Probe((1,), "any"), half)
    assert half.wording.message(fault) == says


def test_one_result_and_several_are_counted_in_words_that_fit():
    fault = find_fault(Outcome(7.0), Outcome([[1.0]]), Probe((1,), "any"), half)
    assert half.wording.message(fault) == "It returned a number; expected a list with 1 result."
    fault = find_fault(Outcome([1.0, 2.0]), Outcome([1.0]), Probe((1,), "any"), half)
    assert half.wording.message(fault) == "It returned 2 results; expected 1."


def test_a_tiny_number_that_becomes_zero_is_no_warning():
    verdict = verdict_on(half, lambda x: np.exp(-800.0) + np.float64(1e-200) * np.float64(1e-200) + np.divide(x, 2))
    assert "warning" not in str(verdict)


def test_one_smallest_counterexample_in_the_learners_own_names():
    verdict = verdict_on(half, lambda x: np.where(np.asarray(x) < 0, x, np.asarray(x) / 2))
    (example,) = verdict.counterexamples
    assert example.sentence() == "`half(-1.0)` returned `-1.0`; expected `-0.5`."


def test_a_wrong_shape_is_said_with_both_shapes():
    verdict = verdict_on(half, lambda x: np.atleast_1d(np.asarray(x) / 2))
    assert states(verdict)["shape"] == "failed"
    assert "The shape is `(1,)`; expected `()`" in verdict.message


def test_a_wrong_kind_of_number_is_said():
    verdict = verdict_on(half, lambda x: np.asarray(x) > 0)
    assert states(verdict)["dtype"] == "failed"
    assert "of kind bool; expected float" in verdict.message


def test_a_list_in_place_of_an_array_is_said():
    verdict = verdict_on(half, lambda x: (np.asarray(x) / 2).tolist() if np.ndim(x) else x / 2)
    assert states(verdict)["returns"] == "failed"
    assert "It returned a list; expected an array" in verdict.message


@pytest.mark.parametrize("region", ["numbers", "negative", "positive", "large", "zero", "extreme", "infinite", "nan"])
def test_each_region_fails_alone(region):
    masks = {
        "numbers": lambda x: np.isfinite(x) & (x != 0) & (np.ndim(x) == 0),
        "negative": lambda x: (x < 0) & (x > -5) & (np.abs(x) > 1e-3) & (np.ndim(x) > 0),
        "positive": lambda x: (x > 0) & (x < 5) & (np.abs(x) > 1e-3) & (np.ndim(x) > 0),
        "large": lambda x: (np.abs(x) > 5) & (np.abs(x) < 1e4),
        "zero": lambda x: x == 0,
        "extreme": lambda x: np.isfinite(x) & (np.abs(x) > 1e10),
        "infinite": np.isinf,
        "nan": np.isnan,
    }

    def wrong(x):
        x = np.asarray(x)
        return np.where(masks[region](x), 7.0, x / 2)

    found = states(verdict_on(half, wrong))
    failed = {name for name, state in found.items() if state == "failed"}
    assert f"values.{region}" in failed
    assert failed <= {
        f"values.{region}",
        "values.forms",
        *(["values.negative"] if region == "large" else []),
    }


def test_an_exception_is_shown_with_the_learners_own_lines_alone():
    source = "def helper(x):\n    return x['a']\n\ndef half(x):\n    return helper(x)"
    verdict = verdict_on_source(half, source)
    assert "IndexError" in str(verdict) or "TypeError" in str(verdict)
    assert verdict.trace[-1].startswith("line 2, in helper")
    assert len(verdict.trace) == 2
    assert "course_utils" not in str(verdict)
    assert verdict.diagnosis is None


def test_a_warning_never_costs_points_and_is_mentioned():
    def warns(x):
        warnings.warn("this is old", DeprecationWarning, stacklevel=1)
        np.log(np.zeros(1))
        return x / 2

    verdict = verdict_on(half, warns)
    assert verdict.points == half.points
    assert "costs no points" in str(verdict)


def test_warnings_made_errors_by_the_learner_cost_nothing():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert verdict_on(half, lambda x: np.multiply(x, 0.5) + 0 * np.log(np.ones(1))[0]).points == half.points


def test_printing_is_swallowed_and_mentioned(capsys):
    def prints(x):
        print("hello", x)
        return x / 2

    verdict = verdict_on(half, prints)
    assert verdict.points == half.points
    assert "hello" in str(verdict)
    assert capsys.readouterr().out == ""


def test_an_endless_loop_ends_at_the_time_limit():
    def loops(x):
        while True:
            x = x + 1

    start = time.process_time()
    verdict = verdict_on(half, loops, seconds=0.3)
    assert time.process_time() - start < 5
    assert verdict.points == 0
    assert "did not finish within the time limit" in str(verdict)
    assert "a loop that never ends" in str(verdict)


def test_a_right_answer_is_not_refused_for_the_time_that_others_computed(monkeypatch):
    monkeypatch.setattr(limits, "CLOCK_FACTOR", 10**6)

    def slow(x):
        time.sleep(0.02)
        return np.asarray(x) / 2

    start = time.monotonic()
    assert verdict_on(half, slow, seconds=0.5).state == "passed"
    assert time.monotonic() - start > 0.5


def test_an_endless_loop_that_swallows_everything_ends_as_well():
    def loops(x):
        while True:
            try:
                x = x + 1
            except BaseException:
                x = 0

    verdict = verdict_on(half, loops, seconds=0.3)
    assert "did not finish within the time limit" in str(verdict)


def test_an_endless_loop_on_some_inputs_keeps_what_came_before_it():
    def loops(x):
        while np.size(x) == 0:
            pass
        return x / 2

    verdict = verdict_on(half, loops, seconds=0.5)
    assert states(verdict)["values.negative"] == "passed"
    assert states(verdict)["values.nan"] == "not reached"


@pytest.mark.parametrize("exit_call", [sys.exit, exit, quit])
def test_leaving_the_program_is_a_verdict(exit_call):
    verdict = verdict_on(half, lambda x: exit_call(0))
    assert verdict.points == 0
    assert "sys.exit()" in str(verdict)


def test_a_generator_a_huge_array_and_an_odd_object_are_named():
    def generates(x):
        yield x

    assert "a thing of type generator" in verdict_on(half, generates).message
    huge = verdict_on(half, lambda x: np.zeros(10_000_000))
    assert states(huge)["shape"] == "failed"
    assert "(10000000,)" in huge.message
    assert "a thing of type set" in verdict_on(half, lambda x: {1}).message


def test_a_memory_error_and_a_recursion_error_are_verdicts():
    assert "MemoryError" in str(verdict_on(half, lambda x: np.zeros(10**16)))

    def recurses(x):
        return recurses(x)

    verdict = verdict_on(half, recurses)
    assert "RecursionError" in str(verdict)
    assert len(verdict.trace) <= 5


def test_a_liar_is_judged_by_its_numbers():
    class Liar(np.ndarray):
        def __eq__(self, other):
            return True

        def __array__(self, *args, **kwargs):
            return np.array(1.0)

    wrong = verdict_on(half, lambda x: np.asarray(x, dtype=float).view(Liar))
    assert states(wrong)["values.negative"] == "failed"
    assert "`Liar`" in str(wrong)
    assert verdict_on(half, lambda x: (np.asarray(x) / 2).view(Liar)).points == half.points


def test_numpy_set_to_raise_inside_the_answer_neither_escapes_nor_costs():
    before = np.geterr()

    def strict(x):
        np.seterr(all="raise")
        return x / 2

    assert verdict_on(half, strict).points >= half.points * 0.6  # denormals and infinities may raise in it
    assert np.geterr() == before


def test_numpy_set_to_raise_in_the_notebook_costs_nothing():
    with np.errstate(all="raise"):
        assert verdict_on(half, lambda x: x * 0.5).points == half.points


def test_a_changed_input_is_a_fault_and_does_not_spoil_later_probes():
    def in_place(x):
        if isinstance(x, np.ndarray) and x.dtype.kind == "f":
            x /= 2
            return x
        return x / 2

    verdict = verdict_on(half, in_place)
    failed = [name for name, state in states(verdict).items() if state == "failed"]
    assert failed == ["input untouched"]
    assert "changed the array" in verdict.message
    assert verdict_on(half, right).state == "passed"


@pytest.mark.parametrize(
    "loop",
    [
        lambda x: np.array([v / 2 for v in np.ravel(x)]).reshape(np.shape(x)),
        lambda x: np.array(list(map(lambda v: v / 2, np.ravel(x)))).reshape(np.shape(x)),
        lambda x: np.fromiter((v / 2 for v in np.ravel(x)), float).reshape(np.shape(x)),
        np.vectorize(lambda v: v / 2, otypes=[float]),
    ],
    ids=["list", "map", "generator", "vectorize"],
)
def test_python_loops_are_counted_not_timed(loop):
    found = states(verdict_on(half, loop))
    assert found["vectorized"] == "failed"
    assert found["values.negative"] == "passed"


def test_tracing_of_others_is_put_back():
    def tracer(*_):
        return None

    previous = sys.gettrace()
    sys.settrace(tracer)
    try:
        verdict_on(half, right)
        assert sys.gettrace() is tracer
    finally:
        sys.settrace(previous)


@pytest.mark.parametrize(
    "source",
    [
        "import sys\ndef half(x):\n    sys.settrace(None)\n"
        "    return np.array([v / 2 for v in np.ravel(x)]).reshape(np.shape(x))",
        "from sys import settrace\ndef half(x):\n    settrace(None)\n    y = np.empty(np.shape(x))\n"
        "    for i in np.ndindex(y.shape):\n        y[i] = np.asarray(x)[i] / 2\n    return y",
        "import threading\ndef half(x):\n    y = np.empty(np.shape(x))\n    def run():\n"
        "        for i in np.ndindex(y.shape):\n            y[i] = np.asarray(x)[i] / 2\n"
        "    thread = threading.Thread(target=run)\n    thread.start()\n    thread.join()\n    return y",
    ],
)
def test_a_loop_is_no_less_a_loop_when_nobody_may_count(source):
    settrace = sys.settrace
    verdict = verdict_on_source(half, source)
    assert sys.settrace is settrace
    assert states(verdict)["vectorized"] != "passed", verdict
    assert verdict.points < half.points


def test_what_a_process_reports_of_itself_earns_nothing_without_right_values():
    verdict = verdict_on(half, lambda x: np.asarray(x) * 0.4)
    by_name = {item.name: item for item in verdict.properties}
    assert by_name["vectorized"].state == "passed"
    assert by_name["vectorized"].points == 0
    assert "once others do" in by_name["vectorized"].message


@pytest.mark.parametrize(
    "source",
    [
        "half = lambda x: np.divide(x, 2)",
        "from numpy import divide\nhalf = lambda x: divide(x, 2)",
        "from numpy import divide as d\nhalf = lambda x: d(x, 2)",
        "import numpy as xp\ndef half(x):\n    return xp.divide(x, 2)",
        "import numpy\ndef half(x):\n    return numpy.divide(x, 2)",
    ],
)
def test_a_shortcut_is_a_failed_property_with_a_friendly_message(source):
    verdict = verdict_on_source(half, source)
    assert states(verdict)["shortcut"] == "failed"
    assert verdict.points == 0
    assert "`numpy.divide`" in verdict.message


def test_a_name_that_only_looks_like_a_shortcut_is_none():
    assert verdict_on_source(half, "divide = 1\ndef half(x):\n    return x / 2").state == "passed"


def test_an_answer_half_written_is_told_apart_from_a_stub():
    verdict = verdict_on_source(half, "def half(x):\n    if np.ndim(x) == 0:\n        return x / 2\n    return ...")
    assert verdict.state != "unattempted"
    assert "still returns `...`" in verdict.message


def test_code_that_raises_everywhere_is_named_by_its_error_alone():
    verdict = verdict_on(half, lambda x: 1 / 0)
    assert [one.name for one in verdict.diagnoses] == ["form_division_by_zero"]


def test_a_list_is_judged_by_what_is_in_it_and_loses_nothing_on_the_way():
    right = verdict_on(half, lambda x: (x / 2).tolist() if np.ndim(x) else x / 2)
    assert right.points == pytest.approx(0.7 * half.points)
    assert [one.name for one in right.diagnoses] == ["form_list"]
    wrong = verdict_on(half, lambda x: (x * 3).tolist() if np.ndim(x) else x * 3)
    assert wrong.points <= half.points / 3 + 0.01
    assert {one.name for one in wrong.diagnoses} == {"result_scaled", "form_list"}
    counts = COURSE.find("sigmoid.dead_units")
    source = "def dead_units(Z):\n    return [2.0 * (max(column) <= 0) for column in Z.T]"
    assert verdict_on_source(counts, source).points <= counts.points / 3 + 0.01  # 2.0 does not become True


def test_a_verdict_is_the_same_to_the_byte_for_the_same_answer():
    def wrong(x):
        raise ValueError(f"at {object()}")  # an address, which differs from run to run

    first, second = verdict_on(half, wrong), verdict_on(half, wrong)
    assert first._repr_mimebundle_() == second._repr_mimebundle_()
    assert first.to_dict() == second.to_dict()


def test_hostile_exceptions_are_named_all_the_same():
    class Broken(Exception):
        def __str__(self):
            raise SystemExit

    def raises(x):
        raise Broken

    assert "Broken" in str(verdict_on(half, raises))


def test_an_interrupted_check_says_so():
    def interrupted(x):
        raise KeyboardInterrupt

    assert "You stopped the check" in str(verdict_on(half, interrupted))


def test_settings_left_behind_by_one_call_do_not_reach_the_next():
    def leaves_settings(x):
        result = x / 2 + 0 * np.exp(np.array(-1e4))  # underflows, which raises where NumPy is told to
        np.seterr(all="raise")
        return result

    assert verdict_on(half, leaves_settings).points == half.points


def test_code_that_raises_everywhere_is_not_taken_for_a_misconception_that_does():
    key = key_for(half, 0)
    raising = half.observe({"half": lambda x: x.nothing}, half.probes(0))
    always = KnownMisconception("raises", Aspect.RUNS, "It raises.", "Do not.", raising)
    verdict = judge(half, raising, replace(key, misconceptions=(always,)))
    assert verdict.diagnosis is None


def test_the_example_belongs_to_the_diagnosis():
    verdict = verdict_on_source(COURSE.find("scratch.relu"), "def relu(x):\n    x[x < 0] = 0\n    return x")
    assert verdict.diagnosis.name == "in_place"
    assert "changed the array" in verdict.message
    assert verdict.counterexamples == ()


def test_code_that_stops_elsewhere_as_well_does_not_stop_for_the_reason_of_a_misconception():
    relu = COURSE.find("scratch.relu")
    source = "def relu(x):\n    if np.ndim(x) or x < 0:\n        raise ValueError\n    return x"
    assert verdict_on_source(relu, source).diagnosis is None
    assert verdict_on_source(relu, "def relu(x):\n    return max(0, x)").diagnosis.name == "one_number_only"
