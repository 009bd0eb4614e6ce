"""What holds for the exercises of notebook 04 alone."""

import pytest

from course_utils.course import COURSE
from tests.autograder.helpers import verdict_on_source


@pytest.mark.parametrize("odd", ["b", " B ", "B.", "(b)", "b)"])
def test_a_choice_is_read_with_goodwill(odd):
    verdict = verdict_on_source(COURSE.find("scratch.graph"), f"graph = {odd!r}")
    assert verdict.state == "passed"


@pytest.mark.parametrize("odd", ["E", "", "AB", "hinge", 2, None, ["B"]])
def test_what_is_no_letter_is_said_and_not_diagnosed(odd):
    verdict = verdict_on_source(COURSE.find("scratch.graph"), f"graph = {odd!r}")
    assert verdict.points == 0
    assert verdict.diagnosis is None
    assert "quotation marks" in str(verdict)


ODD_BUT_RIGHT_RELUS = {
    "maximum": "relu = lambda x: np.maximum(x, 0)",
    "maximum_float": "relu = lambda x: np.maximum(x, 0.0)",
    "method_clip": "relu = lambda x: np.asarray(x).clip(0)",
    "clip_inf": "relu = lambda x: np.clip(x, 0, np.inf)",
    "where_le": "relu = lambda x: np.where(x <= 0, 0, x)",
    "where_not": "relu = lambda x: np.where(~(np.asarray(x) <= 0), x, 0.0)",
    "select": "relu = lambda x: np.select([np.asarray(x) < 0], [0.0], x)",
    "choose": "relu = lambda x: np.choose(np.asarray(x) < 0, [x, np.zeros_like(x)])",
    "piecewise": "relu = lambda x: np.piecewise(np.asarray(x), [np.asarray(x) < 0], [0, lambda v: v])",
    "copyto": "def relu(x):\n    out = np.array(x)\n    np.copyto(out, 0, where=out < 0)\n    return out",
    "putmask": "def relu(x):\n    out = np.array(x)\n    np.putmask(out, out < 0, 0)\n    return out",
    "place": "def relu(x):\n    out = np.array(x)\n    np.place(out, out < 0, [0])\n    return out",
    "masked": "def relu(x):\n    return np.ma.masked_less(np.asarray(x), 0).filled(0)",
    "nested": "def relu(x):\n    def larger(a, b):\n        return np.maximum(a, b)\n    return larger(x, 0)",
    "partial": "import functools\nrelu = functools.partial(np.maximum, 0)",
    "callable_object": "class R:\n    def __call__(self, x):\n        return np.maximum(x, 0)\nrelu = R()",
    "method": "class R:\n    def run(self, x):\n        return np.maximum(x, 0)\nrelu = R().run",
    "staticmethod": "class R:\n    @staticmethod\n    def run(x):\n        return np.maximum(x, 0)\nrelu = R.run",
    "keyword": "def relu(x, *, floor=0):\n    return np.maximum(x, floor)",
    "star": "def relu(*args):\n    return np.maximum(*args, 0)",
    "annotated": "def relu(x: np.ndarray) -> np.ndarray:\n    '''ReLU.'''\n    return np.maximum(0, x)",
    "decorated": "def twice(f):\n    return lambda *a: f(*a)\n@twice\ndef relu(x):\n    return np.maximum(0, x)",
    "out": "def relu(x):\n    x = np.asarray(x)\n    return np.maximum(x, 0, out=np.empty_like(x))",
    "negative_minimum": "relu = lambda x: -np.minimum(-np.asarray(x), 0)",
    "out_of_reduce": "relu = lambda x: np.maximum.reduce([np.asarray(x), np.zeros_like(x)])",
    "stack_max": "relu = lambda x: np.stack([np.asarray(x), np.zeros_like(x)]).max(axis=0)",
    "fortran": "relu = lambda x: np.asfortranarray(np.maximum(0, x)) if np.ndim(x) > 1 else np.maximum(0, x)",
    "scalar_branch": (
        "def relu(x):\n    if np.isscalar(x):\n        return x if not x < 0 else 0.0\n    return np.maximum(0, x)"
    ),
    "global_constant": "ZERO = 0\ndef relu(x):\n    return np.maximum(ZERO, x)",
    "prints": "def relu(x):\n    print('called')\n    return np.maximum(0, x)",
    "unicode": "def relu(ξ):\n    größer = np.maximum(0, ξ)\n    return größer",
    "subclass": "class A(np.ndarray):\n    pass\ndef relu(x):\n    return np.maximum(0, np.asarray(x)).view(A)",
}


@pytest.mark.parametrize("name", ODD_BUT_RIGHT_RELUS)
def test_right_but_odd_answers_have_full_points_and_no_diagnosis(name):
    for seed in range(3):
        verdict = verdict_on_source(COURSE.find("scratch.relu"), ODD_BUT_RIGHT_RELUS[name], seed)
        assert verdict.diagnosis is None
        assert verdict.state == "passed", verdict


def test_impostors_are_caught_one_by_one():
    exercise = COURSE.find("scratch.impostors")
    assert verdict_on_source(exercise, "inputs = [7.0]").points == pytest.approx(2 / 6, abs=0.01)
    assert verdict_on_source(exercise, "inputs = [np.nan, 0.5]").points == pytest.approx(2 * 2 / 6, abs=0.01)
    assert verdict_on_source(exercise, "inputs = [1.0] * 7 + [-np.inf]").points == 0
    for nothing in ("[]", '["a"]', "[[1, 2]]", "3", '"abc"', "{1: 2}", "[True, None]"):
        assert verdict_on_source(exercise, f"inputs = {nothing}").points == 0, nothing
