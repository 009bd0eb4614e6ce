"""PyTorch's switches hold for a whole kernel. With one of them changed, nothing wrong may pass, and nothing is kept."""

import pytest

from course_utils.autograder.key_source import answers_for, key_for, run_source
from course_utils.autograder.learner import check
from course_utils.autograder.verdict import Notice
from course_utils.course import COURSE
from course_utils.errors import CourseError

EXERCISES = [
    exercise
    for _, exercise in COURSE
    if exercise.kind != "choice" and (exercise.id.startswith("torch.") or "torch" in answers_for(exercise).setup)
]
# A line that changes a switch, and the line that the learner is told.
SWITCHES = {
    "torch.set_default_dtype(torch.float64)": "torch.set_default_dtype(torch.float32)",
    "torch.set_grad_enabled(False)": "torch.set_grad_enabled(True)",
    'torch.set_default_device("meta")': 'torch.set_default_device("cpu")',
}


def raises(*_args, **_names):
    raise RuntimeError("garbage")


def returns_nothing(*_args, **_names):
    return None


@pytest.fixture(autouse=True)
def no_keys():
    key_for.cache_clear()
    yield
    key_for.cache_clear()


@pytest.fixture(params=SWITCHES)
def line(request, torch):
    """Change a switch, and return the line that puts it back."""
    exec(request.param, {"torch": torch})
    yield SWITCHES[request.param]
    exec(SWITCHES[request.param], {"torch": torch})


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda exercise: exercise.id)
def test_garbage_never_passes_and_the_right_answer_does_once_the_switch_is_back(exercise, line, torch):
    answers = answers_for(exercise)
    for garbage in (raises, returns_nothing):
        verdict = check(exercise, [garbage] * len(exercise.names), seconds=30)
        assert isinstance(verdict, Notice)
        assert line in verdict.message
    exec(line, {"torch": torch})
    names = run_source(answers.solution, answers.setup)
    verdict = check(exercise, [names[name] for name in exercise.names], seconds=30)
    assert verdict.state == "passed", verdict
    assert check(exercise, [raises] * len(exercise.names), seconds=30).points < exercise.points


def test_the_learner_is_told_what_to_undo(line, torch):
    exercise = next(exercise for exercise in EXERCISES if exercise.id == "torch.train_step")
    notice = check(exercise, [returns_nothing], seconds=30)
    assert notice.title == "Nothing was checked"
    assert f"Run `{line}`, then check again." in notice.message
    exec(line, {"torch": torch})
    assert check(exercise, [returns_nothing], seconds=30).points < exercise.points


def test_where_no_switch_is_known_the_learner_is_told_to_restart(monkeypatch, torch):
    exercise = next(exercise for exercise in EXERCISES if exercise.id == "torch.train_step")
    with monkeypatch.context() as patch:
        patch.setattr(torch.nn.Linear, "forward", raises)
        with pytest.raises(CourseError, match=r"raised `RuntimeError: garbage`.*Restart the kernel"):
            key_for(exercise, 0)
    assert key_for(exercise, 0).solution.outcomes[0].raised is None


def test_an_error_that_is_promised_has_to_come(monkeypatch, torch):
    """A network that is not finite is refused; a solution that no longer does is no measure."""
    exercise = next(exercise for exercise in EXERCISES if exercise.id == "torch.dead_fraction")
    assert {probe.raises for probe in exercise.probes(0)} == {"", "ValueError"}
    monkeypatch.setattr(torch, "isfinite", lambda tensor: torch.ones(1, dtype=torch.bool))
    with pytest.raises(CourseError, match="did not raise `ValueError`"):
        key_for(exercise, 0)
