"""Faults of form are named whatever the exercise, and never when there is another fault of the same kind."""

import pytest

from course_utils.autograder.forms import FORM_FAULTS
from course_utils.autograder.key_source import answers_for
from course_utils.course import COURSE
from course_utils.testing.verdicts import verdict_on_source, with_fault_on_top

# What each fault makes of a right function; the right one is called `right`.
STOPS = {
    "form_variable_without_value": "    if False:\n        result = 0\n    return result + right(*args)",
    "form_unknown_name": "    return rihgt(*args)",
    "form_unknown_function": "    return np.maximun(0, right(*args))",
    "form_calls_itself": "    def mine(x):\n        return mine(x)\n    return mine(args[0])",
    "form_other_arguments": "    return np.maximum(right(*args))",
    "form_brackets": "    return right(*args) + args[0](0)",
    "form_nothing_inside": "    return [].append(0) + right(*args)",
    "form_list_arithmetic": "    return [1.0, 2.0] / 2 + right(*args)",
    "form_shapes_do_not_fit": "    return np.ones(17) + np.ones(19) + right(*args)",
    "form_whole_array": "    whole = np.ones(3, dtype=int)\n    whole *= 0.5\n    return whole[0] + right(*args)",
    "form_past_the_end": "    return np.ones(3)[3] + right(*args)",
    "form_too_many_indices": "    return np.ones(3)[0, 0] + right(*args)",
    "form_no_whole_number": "    return np.max(0, np.ones(3)) + right(*args)",
    "form_caret": "    return right(*args) ^ 2.0",
    "form_overflow_stops": "    import math\n    return math.exp(1000) + right(*args)",
    "form_division_by_zero": "    return 1 / 0 + right(*args)",
    "form_refuses": "    assert np.ndim(args[0]) == 1 and len(args[0]) == 2\n    return right(*args)",
}
BODIES = {
    **{form: (body,) for form, body in STOPS.items()},
    "form_refuses": (
        STOPS["form_refuses"],
        "    if np.ndim(args[0]) == 0:\n        raise ValueError('no arrays, no results')\n    return right(*args)",
    ),
    "form_one_number_a_row": (
        "    y = right(*args)\n"
        "    return y.sum(axis=-1, keepdims=True) if np.ndim(y) > 1 and np.shape(y)[-1] > 1 else y",
    ),
    "form_numbers_alone": (
        "    import math\n    math.exp(args[0])\n    return right(*args)",
        "    float(args[0])\n    return right(*args)",
    ),
    "form_vectorize_empty": ("    return np.vectorize(lambda v: float(right(v, *args[1:])))(args[0])",),
    "form_one_dimension": ("    for v in args[0]:\n        if v > 0:\n            pass\n    return right(*args)",),
    "form_tables_alone": ("    if np.ndim(args[0]):\n        np.shape(args[0])[1]\n    return right(*args)",),
    "form_nothing_returned": (
        "    print(right(*args))",
        "    if np.all(np.asarray(args[0]) > 0):\n        return right(*args)",
    ),
    "form_extra_results": ("    return right(*args), args[0]", "    return right(*args), np.maximum(0, args[0]), args"),
    "form_list": ("    return right(*args).tolist() if np.ndim(args[0]) else right(*args)",),
    "form_transposed": ("    return np.transpose(right(*args))",),
    "form_first_dimension_lost": ("    y = right(*args)\n    return y[0] if np.ndim(y) > 1 and len(y) else y",),
    "form_last_dimension_lost": ("    y = right(*args)\n    return y[..., 0] if np.ndim(y) > 1 and np.size(y) else y",),
    "form_truth_values": ("    return right(*args) > 0",),
    "form_whole_numbers": (
        "    y = right(*args)\n    return np.nan_to_num(y, posinf=0, neginf=0).astype(int) if np.ndim(y) else y",
    ),
    "form_nan_swallowed": ("    return np.nan_to_num(right(*args), posinf=np.inf, neginf=-np.inf)",),
    "form_nan_at_infinity": ("    return right(*args) + 0 * np.asarray(args[0])",),
    "form_overflow": (
        "    y = right(*args)\n    large = np.isfinite(args[0]) & (np.abs(args[0]) > 400)\n"
        "    return np.where(large, np.inf, y)",
    ),
    "form_input_changed": ("    y = right(*args)\n    if np.ndim(y):\n        args[0][...] = y\n    return y",),
    "form_python_loop": ("    for v in np.ravel(args[0]):\n        v + 1\n    return right(*args)",),
    "form_arrays_alone": (
        "    args[0].copy()\n    return right(*args)",
        "    len(args[0])\n    return right(*args)",
        "    args[0][...]\n    return right(*args)",
        "    [v for v in args[0]]\n    return right(*args)",
        "    args[0].shape\n    return right(*args)",
    ),
    "form_one_truth_value": ("    if args[0] > 0:\n        pass\n    return right(*args)",),
    "form_empty_refused": ("    np.max(args[0])\n    return right(*args)",),
    "form_one_number": ("    return np.sum(right(*args))", "    return float(np.max(right(*args), initial=0.0))"),
    "form_number_for_array": ("    y = right(*args)\n    return 0.0 if np.ndim(y) and np.all(y <= 0) else y",),
    "form_flattened": ("    return np.ravel(right(*args))",),
    "form_squeezed": ("    return np.squeeze(right(*args))",),
    "form_dimension_added": ("    return np.atleast_1d(right(*args))", "    return np.array([right(*args)])"),
}
# Of results that are rows of numbers: what each fault makes of them.
OF_ROWS = {
    "form_first_number_wrong": "    y = right(*args)\n    y[0] += 1\n    return y",
    "form_last_number_wrong": "    y = right(*args)\n    y[-1] = 17.5\n    return y",
}
# Of several results: what each fault makes of them, and the share of the points that is left.
OF_SEVERAL = {
    "form_another_order_shape": (
        "derivative.relu_layer_backward", "    a, b, c = right(*args)\n    return b, c, a", 0.7,
    ),
    "form_another_order_values": (
        "variants.paired_interval", "    mean, low, high = right(*args)\n    return low, high, mean", 0.7,
    ),
    "form_left_out_returns": ("variants.paired_interval", "    return right(*args)[1]", 0.3),
    "form_left_out_shape": ("variants.paired_interval", "    return right(*args)[::2]", 0.6),
}  # fmt: skip
# What an exercise does not ask for.
NOT_ASKED = [
    ("variants.elu", "form_nan_swallowed"),
    ("variants.elu", "form_nan_at_infinity"),
    ("variants.elu", "form_python_loop"),
]  # fmt: skip
# Of functions of one array, each with a right answer, in whose exercise no misconception says the same.
RIGHT = {
    "variants.elu": "def elu(x, alpha):\n    return np.maximum(0, x) + alpha * np.expm1(np.minimum(0, x))",
    "scratch.relu": "def relu(x):\n    return np.maximum(0, x)",
}


def with_fault(name, body):
    return with_fault_on_top(COURSE.find(name), RIGHT[name], body)


@pytest.mark.parametrize("name", RIGHT)
@pytest.mark.parametrize(("form", "body"), [(form, body) for form, bodies in BODIES.items() for body in bodies])
def test_a_fault_of_form_is_named_or_a_misconception_of_the_exercise_is(name, form, body):
    exercise = COURSE.find(name)
    for seed in range(3):
        verdict = verdict_on_source(exercise, with_fault(name, body), seed)
        if verdict.state == "passed":
            assert (name, form) in NOT_ASKED
            continue
        told = {one.name for one in verdict.diagnoses}
        assert form in told or any(not one.startswith(("form_", "result_")) for one in told), verdict


def test_each_fault_of_form_is_tried_here():
    assert BODIES.keys() | OF_SEVERAL.keys() | OF_ROWS.keys() == {form.name for form in FORM_FAULTS}


@pytest.mark.parametrize("form", OF_ROWS)
def test_one_wrong_place_in_every_row_is_named_and_costs_its_part(form):
    exercise = COURSE.find("activation.hinge_coefficients")
    for seed in range(3):
        source = with_fault_on_top(exercise, answers_for(exercise).solution, OF_ROWS[form])
        verdict = verdict_on_source(exercise, source, seed)
        assert [one.name for one in verdict.diagnoses] == [form], verdict
        assert exercise.points / 3 - 0.01 <= verdict.points < 0.7 * exercise.points


@pytest.mark.parametrize("form", OF_SEVERAL)
def test_right_results_handed_back_another_way_are_named_and_earn_their_part(form):
    name, body, share = OF_SEVERAL[form]
    exercise = COURSE.find(name)
    for seed in range(3):
        verdict = verdict_on_source(exercise, with_fault_on_top(exercise, answers_for(exercise).solution, body), seed)
        assert [one.name for one in verdict.diagnoses] == [form], verdict
        assert verdict.state == "partial"
        assert verdict.points == pytest.approx(share * exercise.points, abs=0.01)


def test_of_results_in_another_order_one_may_be_wrong():
    exercise = COURSE.find("variants.paired_interval")
    body = "    mean, low, high = right(*args)\n    return low, high + 1, mean"
    verdict = verdict_on_source(exercise, with_fault_on_top(exercise, answers_for(exercise).solution, body))
    assert [one.name for one in verdict.diagnoses] == ["form_another_order_values"], verdict
    assert exercise.points / 3 < verdict.points <= 0.7 * exercise.points + 0.01


def test_a_mistake_in_one_result_is_named_beside_the_order():
    source = (
        "def relu_layer_backward(X, W, b, upstream):\n    delta = upstream * (X @ W + b > 0)\n"
        "    return delta @ W.T, X.T @ delta, delta.mean(axis=0)"
    )
    verdict = verdict_on_source(COURSE.find("derivative.relu_layer_backward"), source)
    assert [one.name for one in verdict.diagnoses] == ["mean_for_bias", "form_another_order_shape"], verdict


def test_results_of_which_two_are_wrong_have_no_order():
    exercise = COURSE.find("variants.paired_interval")
    body = "    mean, low, high = right(*args)\n    return low, high + 1, mean + 1"
    verdict = verdict_on_source(exercise, with_fault_on_top(exercise, answers_for(exercise).solution, body))
    assert verdict.diagnoses == ()
    assert verdict.points <= exercise.points / 3 + 0.01


def test_a_number_in_an_arrays_place_hides_no_name():
    source = "def relu(x):\n    if np.any(x > 0):\n        return x\n    return 0"
    verdict = verdict_on_source(COURSE.find("scratch.relu"), source)
    assert verdict.diagnosis.message.startswith("Yours decides once for the whole array")
    assert verdict.diagnoses[1].name == "form_number_for_array"


def test_an_answer_that_is_right_has_no_fault_of_form():
    for name, source in RIGHT.items():
        verdict = verdict_on_source(COURSE.find(name), source)
        assert (verdict.state, verdict.diagnosis, verdict.notes) == ("passed", None, ())


@pytest.mark.parametrize("form", STOPS)
def test_what_stops_everywhere_is_named_by_its_message(form):
    verdict = verdict_on_source(COURSE.find("variants.elu"), with_fault("variants.elu", STOPS[form]))
    assert [one.name for one in verdict.diagnoses] == [form], verdict


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ("    raise TypeError", "it stops everywhere"),
        ("    if np.ndim(args[0]) == 0: raise ValueError\n    return right(*args)", "it refuses on purpose"),
        ("    np.max(args[0])\n    args[0].shape\n    return right(*args)", "two forms stop it"),
        ("    return [right(*args)]", "it is a list"),
    ],
)
def test_no_name_is_given_for_what_only_looks_alike(body, why):
    verdict = verdict_on_source(COURSE.find("variants.elu"), with_fault("variants.elu", body))
    told = verdict.diagnosis.name if verdict.diagnosis else ""
    assert told in ("", "form_arrays_alone"), why
    assert told == "" or why == "two forms stop it"  # of two forms, the one that is told first is one of them


def test_a_fault_of_form_is_told_beside_a_wrong_value():
    source = "def relu(x):\n    y = x.copy()\n    y[y < 0] *= -1\n    return y"
    verdict = verdict_on_source(COURSE.find("scratch.relu"), source)
    assert verdict.diagnosis.name == "absolute_value"
    assert verdict.diagnoses[1].name == "form_arrays_alone"
    assert "Besides: Yours takes arrays alone" in str(verdict)
