"""What holds for every exercise of the course, present and to come."""

import itertools

import pytest

from course_utils.autograder.judge import judge
from course_utils.autograder.key_source import answers_for, key_for, observe_source
from course_utils.course import COURSE
from course_utils.notebook_files import exercise_id, read_notebook
from tests.autograder.helpers import states, verdict_on_source

EXERCISES = [exercise for _, exercise in COURSE]
IDS = [exercise.id for exercise in EXERCISES]
RIGHT = [
    pytest.param(exercise, source, id=f"{exercise.id}-{name}")
    for exercise in EXERCISES
    for name, source in {"solution": answers_for(exercise).solution, **answers_for(exercise).others}.items()
]
WRONG = [
    pytest.param(exercise, known, id=f"{exercise.id}-{known.name}")
    for exercise in EXERCISES
    for known in answers_for(exercise).misconceptions
]
STUBS = {
    exercise_id(cell): (path.name, cell.source)
    for path in COURSE.notebooks()
    for cell in read_notebook(path).cells
    if exercise_id(cell)
}
each_exercise = pytest.mark.parametrize("exercise", EXERCISES, ids=IDS)


@pytest.fixture
def seeds(request):
    return range(request.config.getoption("--seeds"))


@each_exercise
def test_the_id_stands_in_exactly_one_cell_of_its_own_notebook(exercise):
    places = [
        path.name
        for path in COURSE.notebooks()
        for cell in read_notebook(path).cells
        if exercise_id(cell) == exercise.id
    ]
    assert places == [notebook for notebook, other in COURSE if other is exercise]


def test_every_id_in_a_notebook_is_an_exercise():
    assert sorted(STUBS) == sorted(IDS)


def test_ids_are_unique_and_findable():
    assert len(set(IDS)) == len(IDS)
    assert all(COURSE.find(exercise.id) is exercise for exercise in EXERCISES)
    with pytest.raises(LookupError, match=r"scratch\.relu"):
        COURSE.find("no.such")


@each_exercise
def test_the_stub_is_unattempted(exercise):
    _, source = STUBS[exercise.id]
    seen = observe_source(exercise, source, answers_for(exercise).setup, 0)
    assert seen.is_unattempted
    assert judge(exercise, seen, key_for(exercise, 0)).state == "unattempted"


@each_exercise
def test_the_stub_defines_the_names_asked_for(exercise):
    seen = observe_source(exercise, STUBS[exercise.id][1], answers_for(exercise).setup, 0)
    assert not seen.undefined


@pytest.mark.parametrize(("exercise", "source"), RIGHT)
def test_right_answers_of_any_style_earn_full_points(exercise, source, seeds):
    for seed in seeds:
        verdict = verdict_on_source(exercise, source, seed)
        assert (verdict.state, verdict.points) == ("passed", exercise.points), f"seed {seed}: {verdict}"
        assert verdict.diagnosis is None


@pytest.mark.parametrize(("exercise", "known"), WRONG)
def test_misconceptions_lose_points_and_are_named(exercise, known, seeds):
    for seed in seeds:
        verdict = verdict_on_source(exercise, known.source, seed)
        assert verdict.points < exercise.points, f"seed {seed}: {verdict}"
        assert states(verdict)[str(known.breaks)] == "failed", f"seed {seed}: {verdict}"
        assert verdict.diagnosis is not None, f"seed {seed}: {verdict}"
        assert verdict.diagnosis.name == known.name, f"seed {seed}: {verdict}"


@each_exercise
def test_no_two_misconceptions_are_confused_and_none_matches_the_solution(exercise):
    key = key_for(exercise, 0)
    shown = [("solution", key.solution)] + [(known.name, known.observation) for known in key.misconceptions]
    for (one, a), (other, b) in itertools.combinations(shown, 2):
        assert _behavior(a) != _behavior(b), f"{one} and {other} show the same"


def _behavior(seen):
    """Return what an answer did, apart from its source and the words of its errors."""
    outcomes = tuple(
        (repr(outcome.returned), outcome.raised and outcome.raised.type_name, outcome.input_changed)
        for outcome in seen.outcomes
    )
    events = seen.line_events
    return outcomes, events is not None and events[1] > 4 * events[0]


@each_exercise
def test_hints_and_texts_are_there(exercise):
    answers = answers_for(exercise)
    assert len(exercise.hints) >= 2
    assert exercise.points > 0
    assert exercise.not_checked
    for text in (*exercise.hints, exercise.title, answers.explanation):
        assert len(text.split()) >= 2
    for known in answers.misconceptions:
        assert len(known.message.split()) >= 4
        assert len(known.hint.split()) >= 3
    minimum = 0 if exercise.kind == "choice" else 3
    assert len(answers.others) >= minimum
    assert answers.misconceptions


@pytest.mark.parametrize("exercise", [e for e in EXERCISES if e.kind == "choice"], ids=lambda e: e.id)
def test_a_choice_has_feedback_for_every_distractor(exercise):
    letters = {source.split('"')[1] for source in (m.source for m in answers_for(exercise).misconceptions)}
    right = answers_for(exercise).solution.split('"')[1]
    assert letters | {right} == set(exercise.options)
    assert right not in letters


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


@pytest.mark.parametrize(
    "source",
    [
        "def relu(x):\n    return np.maximum(0, x) + 1e-3",
        "def relu(x):\n    return np.where(x < 0, 0.0, x * 1.001)",
        "def relu(x):\n    return np.zeros_like(x)",
        "def relu(x):\n    return np.maximum(0.5, x)",
        "def relu(x):\n    return np.maximum(0, x) ** 2",
        "def relu(x):\n    return np.maximum(0, x).round()",
        "def relu(x):\n    return 1 / 0",
        "def relu(x):\n    return np.nan * x",
    ],
)
def test_wrong_answers_that_no_misconception_describes_get_no_false_diagnosis(source):
    verdict = verdict_on_source(COURSE.find("scratch.relu"), source)
    assert verdict.points < verdict.out_of
    assert verdict.diagnosis is None, verdict


VARIANTS = {
    "identity": ["relu = lambda x: x + 0", "def relu(x):\n    return 1.0 * x"],
    "absolute_value": ["relu = lambda x: np.sqrt(np.square(x))", "relu = lambda x: np.where(x < 0, -x, x)"],
    "one_number_only": [
        "def relu(x):\n    if x > 0:\n        return x\n    else:\n        return 0",
        "def relu(x):\n    return x if x > 0 else 0.0",
    ],
    "swallows_nan": [
        "relu = lambda x: np.where(x > 0, x, 0)",
        "relu = lambda x: np.nan_to_num(np.maximum(0, x), posinf=np.inf)",
    ],
    "mask_product": ["def relu(x):\n    return np.multiply(x, np.greater(x, 0))"],
    "relu6": ["relu = lambda x: np.minimum(np.maximum(0, x), 6)"],
    "in_place": ["def relu(x):\n    x = np.asarray(x)\n    x[x < 0] = 0\n    return x"],
    "softplus": ["relu = lambda x: np.log(1 + np.exp(x))"],
    "softplus_by_logaddexp": ["relu = lambda x: np.maximum(0, x) + np.log1p(np.exp(-np.abs(x)))"],
}


@pytest.mark.parametrize(("name", "source"), [(n, s) for n, sources in VARIANTS.items() for s in sources])
def test_a_misconception_is_recognized_by_its_behavior_not_by_its_text(name, source):
    verdict = verdict_on_source(COURSE.find("scratch.relu"), source)
    assert verdict.diagnosis is not None, verdict
    assert verdict.diagnosis.name == name


def test_notebook_04_is_worth_20_points():
    assert sum(e.points for notebook, e in COURSE if notebook.startswith("04")) == 20


def test_impostors_are_caught_one_by_one():
    exercise = COURSE.find("scratch.impostors")
    assert verdict_on_source(exercise, "inputs = [7.0]").points == pytest.approx(2 / 6, abs=0.01)
    assert verdict_on_source(exercise, "inputs = [np.nan, 0.5]").points == pytest.approx(2 * 2 / 6, abs=0.01)
    assert verdict_on_source(exercise, "inputs = [1.0] * 7 + [-np.inf]").points == 0
    for nothing in ("[]", '["a"]', "[[1, 2]]", "3", '"abc"', "{1: 2}", "[True, None]"):
        assert verdict_on_source(exercise, f"inputs = {nothing}").points == 0, nothing
