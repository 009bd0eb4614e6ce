"""Faults of form are named whatever the exercise, and never when there is another fault of the same kind."""

import pytest

from course_utils.autograder.forms import FORM_FAULTS
from course_utils.course import COURSE
from course_utils.testing.verdicts import verdict_on_source, with_fault_on_top

# What each fault makes of a right function; the right one is called `right`.
BODIES = {
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
    "form_flattened": ("    return np.ravel(right(*args))",),
    "form_squeezed": ("    return np.squeeze(right(*args))",),
    "form_dimension_added": ("    return np.atleast_1d(right(*args))", "    return np.array([right(*args)])"),
}
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
        assert verdict.points < exercise.points
        assert verdict.diagnosis, verdict
        told = verdict.diagnosis.name
        assert told == form or not told.startswith("form_"), verdict


def test_each_fault_of_form_is_tried_here():
    assert BODIES.keys() == {form.name for form in FORM_FAULTS}


def test_an_answer_that_is_right_has_no_fault_of_form():
    for name, source in RIGHT.items():
        verdict = verdict_on_source(COURSE.find(name), source)
        assert (verdict.state, verdict.diagnosis, verdict.notes) == ("passed", None, ())


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ("    raise TypeError('mine')", "it stops everywhere"),
        ("    if np.ndim(args[0]) == 0: raise ValueError('no')\n    return right(*args)", "it refuses on purpose"),
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
    assert verdict.notes[0].startswith("Besides: Yours takes arrays alone")
