"""Points follow merit: one fault costs once, another function earns little, and a second fault hides no name."""

import itertools
import json
from pathlib import Path

import pytest

from course_utils.autograder.key_source import answers_for
from course_utils.course import COURSE
from course_utils.testing.verdicts import verdict_on_source, with_fault_on_top

SEEDS = range(12)
# By exercise, its misconceptions in groups, the slightest first: ranked by somebody who saw the task and the wrong
# answers, and neither the points nor the checker.
BLIND = json.loads(Path(__file__).with_name("blind_rankings.json").read_text(encoding="utf-8"))
AGAINST = 0.1  # of all pairs, at most, are ranked the other way round by the points

# Right on every array, and not on a plain number.
ARRAYS_ALONE = {
    "scratch.relu": "def relu(x):\n    y = x.copy()\n    y[y < 0] = 0\n    return y",
    "variants.leaky": "def leaky(x, a):\n    y = x.copy()\n    y[x < 0] *= a\n    return y",
    "variants.elu": "def elu(x, alpha):\n    y = x.copy()\n    y[x < 0] = alpha * np.expm1(y[x < 0])\n    return y",
}
# Another function than the one that is asked for.
OTHER_FUNCTIONS = {
    "scratch.relu": {
        "step": "def relu(x):\n    return np.where(x > 0, 1.0, 0.0)",
        "softplus": "def relu(x):\n    return np.logaddexp(0, x)",
        "identity": "def relu(x):\n    return x + 0",
        "absolute": "def relu(x):\n    return np.abs(x)",
        "absolute_of_arrays": "def relu(x):\n    y = x.copy()\n    y[y < 0] *= -1\n    return y",
        "leak": "def relu(x):\n    return np.where(x > 0, x, 0.2 * x)",
        "negative": "def relu(x):\n    return -x",
        "tanh": "def relu(x):\n    return np.tanh(x)",
    },
    "scratch.dense_relu": {
        "without_relu": "def dense_relu(X, W, b):\n    return X @ W + b",
        "relu_on_inputs": "def dense_relu(X, W, b):\n    return np.maximum(0, X) @ W + b",
    },
    "variants.elu": {
        "relu": "def elu(x, alpha):\n    return np.maximum(0, x)",
        "identity": "def elu(x, alpha):\n    return x * 1.0",
    },
}
# Two faults at once, and the name that is due all the same.
TWO_FAULTS = {
    "absolute, and 0 for every number": (
        "scratch.relu", "def relu(x):\n    return 0.0 if np.ndim(x) == 0 else np.abs(x)", "absolute_value",
    ),
    "a step, and arrays alone": (
        "scratch.relu", "def relu(x):\n    y = x.copy()\n    y[x > 0] = 1\n    y[x <= 0] = 0\n    return y", "step",
    ),
    "a leak, and lists of one dimension": (
        "scratch.relu", "def relu(x):\n    return np.array([v if v > 0 else 0.01 * v for v in x])", "leaky",
    ),
    "the identity, and a single element taken out": (
        "scratch.relu", "def relu(x):\n    y = x + 0.0\n    return y[0] if np.shape(y) == (1,) else y", "identity",
    ),
    "a cap, and NaN swallowed": (
        "scratch.relu", "def relu(x):\n    return np.nan_to_num(np.clip(x, 0, 6))", "relu6",
    ),
    "the larger of two, and numbers refused": (
        "variants.leaky", "def leaky(x, a):\n    x.shape\n    return np.maximum(a * x, x)", "larger_of_two",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", ARRAYS_ALONE)
def test_right_on_every_array_and_not_on_a_number_earns_most(name):
    exercise = COURSE.find(name)
    for seed in SEEDS:
        verdict = verdict_on_source(exercise, ARRAYS_ALONE[name], seed)
        assert verdict.state == "partial"
        assert 0.7 * exercise.points <= verdict.points < exercise.points, verdict


@pytest.mark.parametrize(("name", "which"), [(name, which) for name, of in OTHER_FUNCTIONS.items() for which in of])
def test_another_function_earns_no_more_than_a_third_on_any_seed(name, which):
    exercise = COURSE.find(name)
    for seed in SEEDS:
        verdict = verdict_on_source(exercise, OTHER_FUNCTIONS[name][which], seed)
        assert verdict.points <= exercise.points / 3 + 0.01, f"seed {seed}: {verdict}"
        assert verdict.points == pytest.approx(sum(item.points for item in verdict.properties), abs=0.01)


@pytest.mark.parametrize("which", TWO_FAULTS)
def test_a_second_fault_hides_no_name(which):
    name, source, due = TWO_FAULTS[which]
    for seed in SEEDS:
        verdict = verdict_on_source(COURSE.find(name), source, seed)
        assert verdict.diagnosis is not None, f"seed {seed}: {verdict}"
        assert verdict.diagnosis.name == due


FAULTS_ON_TOP = {
    "numbers refused": "    args[0].shape\n    return right(*args)",
    "0 for a number": "    return 0.0 if np.ndim(args[0]) == 0 else right(*args)",
    "an empty array refused": "    np.max(args[0])\n    return right(*args)",
    "NaN swallowed": "    return np.nan_to_num(right(*args))",
    "one dimension": "    assert np.ndim(args[0]) < 2\n    return right(*args)",
}


@pytest.mark.parametrize("fault", FAULTS_ON_TOP)
def test_a_fault_of_form_is_never_told_as_another_function(fault):
    """Right answers in all styles, each with a fault of form: the names of wrong values would be false."""
    for name in ("scratch.relu", "variants.leaky", "variants.elu", "derivative.relu_grad"):
        exercise = COURSE.find(name)
        answers = answers_for(exercise)
        known = {one.name: str(one.breaks) for one in answers.misconceptions}
        for source in (answers.solution, *answers.others.values()):
            verdict = verdict_on_source(exercise, with_fault_on_top(exercise, source, FAULTS_ON_TOP[fault]))
            if verdict.diagnosis:
                assert known.get(verdict.diagnosis.name, "") not in (
                    "values.negative",
                    "values.positive",
                    "values.small",
                ), verdict


def test_points_agree_with_the_ranking_of_somebody_who_has_not_seen_them():
    pairs, backward = 0, []
    for name, groups in BLIND.items():
        exercise = COURSE.find(name)
        sources = {known.name: known.source for known in answers_for(exercise).misconceptions}
        points = {which: verdict_on_source(exercise, source).points for which, source in sources.items()}
        ranked = [[which for which in group if which in points] for group in groups]
        for slighter, graver in itertools.combinations(ranked, 2):
            for one, other in itertools.product(slighter, graver):
                pairs += 1
                if points[one] < points[other] - 0.01:
                    backward.append(f"{name}: {one} {points[one]}, {other} {points[other]}")
    assert pairs > 500
    assert len(backward) <= AGAINST * pairs, "\n".join(backward)
