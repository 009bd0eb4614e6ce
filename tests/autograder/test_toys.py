"""The engine on exercises of every shape, none of which needed a change to it."""

import pytest

from course_utils.autograder.key_source import answers_for
from tests.autograder import toys
from tests.autograder.helpers import verdict_on_source

RIGHT = [
    pytest.param(toy, source, id=f"{toy.id}-{name}")
    for toy in toys.TOYS
    for name, source in {"solution": answers_for(toy).solution, **answers_for(toy).others}.items()
]
WRONG = [pytest.param(toy, m, id=f"{toy.id}-{m.name}") for toy in toys.TOYS for m in answers_for(toy).misconceptions]


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize(("toy", "source"), RIGHT)
def test_right_answers_of_any_style_earn_full_points(toy, source, seed):
    verdict = verdict_on_source(toy, source, seed)
    assert (verdict.state, verdict.points) == ("passed", toy.points), verdict


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize(("toy", "misconception"), WRONG)
def test_misconceptions_lose_points_and_are_named(toy, misconception, seed):
    verdict = verdict_on_source(toy, misconception.source, seed)
    assert verdict.points < toy.points
    assert verdict.diagnosis is not None, verdict
    assert verdict.diagnosis.name == misconception.name


@pytest.mark.parametrize(
    ("toy", "stub"),
    [
        (toys.half, "def half(x):\n    return ..."),
        (toys.counter, "class Counter:\n    def add(self, step):\n        ..."),
        (toys.make_line, "def make_line(slope):\n    return ..."),
        (toys.codec, "def encode(text):\n    return ...\n\ndef decode(code):\n    return ..."),
        (toys.root, "root = ..."),
        (toys.pair, "low = ...\nhigh = ..."),
        (toys.sign, "def sign(x):\n    return ..."),
        (toys.half, "half = ..."),
    ],
)
def test_a_stub_of_any_shape_is_unattempted(toy, stub):
    verdict = verdict_on_source(toy, stub)
    assert verdict.state == "unattempted", verdict
    assert verdict.points == 0


def test_an_accepting_exercise_gives_nothing_for_nothing():
    verdict = verdict_on_source(toys.root, "root = None")
    assert verdict.points == 0
    assert "None" in verdict.message
    verdict = verdict_on_source(toys.sign, "def sign(x):\n    return 1.0 if x > 0 else undefined_name")
    assert verdict.points < toys.sign.points
    assert "NameError" in str(verdict)
