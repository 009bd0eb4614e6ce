"""What holds for every exercise of the course, present and to come."""

import itertools

import pytest
from hypothesis import given, settings

from course_utils.autograder.judge import judge
from course_utils.autograder.key_source import answers_for, key_for, observe_source
from course_utils.course import COURSE
from course_utils.notebook_files import exercise_id, read_notebook
from tests.autograder.helpers import states, verdict_on_source
from tests.autograder.test_observation import assert_is_judged, observations

EXERCISES = [exercise for _, exercise in COURSE]
IDS = [exercise.id for exercise in EXERCISES]
RIGHT = [
    pytest.param(exercise, source, id=f"{exercise.id}-{name}")
    for exercise in EXERCISES
    for name, source in {"solution": answers_for(exercise).solution, **answers_for(exercise).others}.items()
]
MISCONCEPTIONS = [
    pytest.param(exercise, known, id=f"{exercise.id}-{known.name}")
    for exercise in EXERCISES
    for known in answers_for(exercise).misconceptions
]
VARIANTS = [
    pytest.param(exercise, known.name, source, id=f"{exercise.id}-{known.name}-{number}")
    for exercise in EXERCISES
    for known in answers_for(exercise).misconceptions
    for number, source in enumerate(known.variants)
]
WRONG = [
    pytest.param(exercise, source, id=f"{exercise.id}-{name}")
    for exercise in EXERCISES
    for name, source in answers_for(exercise).wrong.items()
]
STUBS = [
    (exercise_id(cell), path.name, cell.source)
    for path in COURSE.notebooks()
    for cell in read_notebook(path).cells
    if exercise_id(cell)
]
STUB = {exercise_id: source for exercise_id, _, source in STUBS}
each_exercise = pytest.mark.parametrize("exercise", EXERCISES, ids=IDS)


@pytest.fixture
def seeds(request):
    return range(request.config.getoption("--seeds"))


@pytest.fixture
def five_seeds(seeds):
    return range(max(5, len(seeds)))


@each_exercise
def test_the_id_stands_in_exactly_one_cell_of_its_own_notebook(exercise):
    places = [notebook for found, notebook, _ in STUBS if found == exercise.id]
    assert places == [notebook for notebook, other in COURSE if other is exercise]


def test_every_id_in_a_notebook_is_an_exercise():
    assert sorted(STUB) == sorted(IDS)


def test_ids_are_unique_and_findable():
    assert len(set(IDS)) == len(IDS)
    assert all(COURSE.find(exercise.id) is exercise for exercise in EXERCISES)
    with pytest.raises(LookupError, match=r"scratch\.relu"):
        COURSE.find("no.such")


@each_exercise
def test_the_stub_is_unattempted(exercise):
    seen = observe_source(exercise, STUB[exercise.id], answers_for(exercise).setup, 0)
    assert seen.is_unattempted
    assert judge(exercise, seen, key_for(exercise, 0)).state == "unattempted"


@each_exercise
def test_the_stub_defines_the_names_asked_for(exercise):
    seen = observe_source(exercise, STUB[exercise.id], answers_for(exercise).setup, 0)
    assert not seen.undefined


@pytest.mark.parametrize(("exercise", "source"), RIGHT)
def test_right_answers_of_any_style_earn_full_points(exercise, source, seeds):
    for seed in seeds:
        verdict = verdict_on_source(exercise, source, seed)
        assert (verdict.state, verdict.points) == ("passed", exercise.points), f"seed {seed}: {verdict}"
        assert verdict.diagnosis is None


@pytest.mark.parametrize(("exercise", "known"), MISCONCEPTIONS)
def test_misconceptions_lose_points_and_are_named(exercise, known, seeds):
    for seed in seeds:
        verdict = verdict_on_source(exercise, known.source, seed)
        assert verdict.points < exercise.points, f"seed {seed}: {verdict}"
        assert states(verdict)[str(known.breaks)] == "failed", f"seed {seed}: {verdict}"
        assert verdict.diagnosis is not None, f"seed {seed}: {verdict}"
        assert verdict.diagnosis.name == known.name, f"seed {seed}: {verdict}"


@pytest.mark.parametrize(("exercise", "name", "source"), VARIANTS)
def test_a_misconception_is_recognized_by_its_behavior_not_by_its_text(exercise, name, source, five_seeds):
    for seed in five_seeds:
        verdict = verdict_on_source(exercise, source, seed)
        assert verdict.points < exercise.points, f"seed {seed}: {verdict}"
        assert verdict.diagnosis is not None, f"seed {seed}: {verdict}"
        assert verdict.diagnosis.name == name, f"seed {seed}: {verdict}"
        assert "`None`" not in str(verdict)


@pytest.mark.parametrize(("exercise", "source"), WRONG)
def test_wrong_answers_that_no_misconception_describes_get_no_false_diagnosis(exercise, source, five_seeds):
    for seed in five_seeds:
        verdict = verdict_on_source(exercise, source, seed)
        assert verdict.points < exercise.points, f"seed {seed}: {verdict}"
        assert verdict.diagnosis is None, f"seed {seed}: {verdict}"


@each_exercise
@given(observations)
@settings(max_examples=8, deadline=None)
def test_any_well_formed_observation_is_judged(exercise, seen):
    assert_is_judged(seen, exercise)


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
