"""Mistakes with a number in them: the number is fitted, named, and never named of what only comes near."""

import pytest

from course_utils.autograder.answers import Family
from course_utils.autograder.families import RESULT_FAMILIES
from course_utils.autograder.key import Key
from course_utils.autograder.key_source import answers_for, key_for
from course_utils.course import COURSE
from course_utils.testing.verdicts import verdict_on_source, with_fault_on_top
from tests.autograder.toys import half

# What each family makes of a right function, with the number that is named of it.
BODIES = {
    "result_negated": [("    return -right(*args)", "")],
    "result_absolute": [("    return np.abs(right(*args))", "")],
    "result_cut_at_zero": [("    return np.maximum(0, right(*args))", "")],
    "result_one_minus": [("    return 1 - right(*args)", "")],
    "result_constant": [
        ("    return 0.0 * np.zeros(np.shape(args[0])) + 7", "7"),
        ("    return np.full(np.shape(args[0]), -0.25)", "-0.25"),
    ],
    "result_zero": [("    return 0 * right(*args)", "")],
    "result_scaled": [
        ("    return 100 * right(*args)", "is 100."),
        ("    return right(*args) / 3", "is 0.333333."),
        ("    return right(*args) * -0.1", "is -0.1."),
    ],
    "result_shifted": [("    return right(*args) + 0.1", "is 0.1."), ("    return right(*args) - 12", "is -12.")],
    "result_capped": [("    return np.minimum(right(*args), 0.3)", "at 0.3")],
    "result_at_least": [("    return np.maximum(right(*args), -0.7)", "at -0.7")],
    "result_rounded": [
        ("    return np.round(right(*args), 1)", "1 decimals"),
        ("    return np.round(right(*args))", "0 "),
    ],
    "result_whole": [("    return np.trunc(right(*args))", "")],
}
HALF = "def half(x):\n    return x / 2"


def families():
    for _, exercise in [*COURSE, ("", half)]:
        for family in answers_for(exercise).families:
            yield pytest.param(exercise, family, id=f"{exercise.id}-{family.name}")


@pytest.mark.parametrize(("name", "body", "number"), [(name, *case) for name in BODIES for case in BODIES[name]])
def test_a_family_of_results_is_named_with_its_number(name, body, number):
    for seed in range(5):
        verdict = verdict_on_source(half, with_fault_on_top(half, HALF, body), seed)
        assert [one.name for one in verdict.diagnoses] == [name], verdict
        assert number in verdict.diagnoses[0].detail
        assert verdict.points < half.points


def test_each_family_of_results_is_tried_here():
    assert BODIES.keys() == {family.name for family in RESULT_FAMILIES}


@pytest.mark.parametrize(("exercise", "family"), list(families()))
def test_a_family_of_an_exercise_is_named_with_any_number(exercise, family: Family):
    low, high = family.at
    for seed in range(3):
        for parameter in (low + 0.31 * (high - low), high + 0.5 * (high - low), low - 0.4 * (high - low)):
            verdict = verdict_on_source(exercise, family.source_at(round(parameter, 3)), seed)
            named = {one.name: one for one in verdict.diagnoses}
            assert family.name in named, f"{parameter}: {verdict}"
            assert f" {round(parameter, 3):g}." in named[family.name].detail
            assert verdict.points < exercise.points


@pytest.mark.parametrize(
    "body",
    [
        "    return right(*args) * np.where(np.asarray(args[0]) > 1, 2, 1)",
        "    return right(*args) + 0.1 * np.asarray(args[0]) ** 2",
        "    return np.where(np.asarray(args[0]) > 300, 4.0, right(*args))",
        "    return right(*args) * (1 + 1e-3 * np.asarray(args[0]))",
    ],
)
def test_what_only_comes_near_gets_no_number(body):
    for seed in range(5):
        verdict = verdict_on_source(half, with_fault_on_top(half, HALF, body), seed)
        assert not verdict.diagnoses, verdict


def test_a_right_answer_belongs_to_no_family():
    assert not verdict_on_source(half, HALF).diagnoses


def test_a_key_with_families_comes_back_from_json():
    key = key_for(half, 0)
    assert key.families
    back = Key.from_json(key.to_json())
    assert back.to_json() == key.to_json()
    assert back.families[0].at == (1.0, 2.0)
