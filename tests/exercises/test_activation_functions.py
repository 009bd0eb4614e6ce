"""What holds for the exercises of notebook 01 alone."""

import numpy as np
import pytest

from course_utils.autograder.key_source import key_for
from course_utils.autograder.plain import Opaque, Oversized
from course_utils.exercises import activation_functions as q
from tests.autograder.helpers import states, verdict_on_source

GOOD = {
    "W1": np.array([[1.0, 1.0], [1.0, 1.0]]),
    "b1": np.array([0.0, -1.0]),
    "W2": np.array([[1.0], [-2.0]]),
    "b2": np.zeros(1),
}
HOSTILE = [
    None, True, 1, 1e300, "a", [], [[]], [[1.0]], [[1.0, 2.0], [3.0]], [None, None], [[None] * 2] * 2, [True, False],
    np.array(["a"]), np.full((2, 2), np.nan), np.full((2, 2), np.inf), np.ones((2, 2), complex), np.ones((2, 2), bool),
    np.ones((2, 3)), np.ones((2, 2, 1)), np.empty((0, 2)), Opaque("dict"), Oversized("float64", (2, 2)),
]  # fmt: skip


def granted(shares):
    return [share.name for share in shares if share.passed]


def shares_of(exercise, seen):
    right = [outcome.returned for outcome in key_for(exercise, 0).solution.outcomes]
    return exercise.accept(seen, exercise.probes(0), right)


@pytest.mark.parametrize("exercise", [q.xor, q.mystery], ids=lambda e: e.id)
def test_nothing_earns_nothing(exercise):
    assert granted(shares_of(exercise, [])) == []
    assert granted(shares_of(exercise, [[]])) == []


@pytest.mark.parametrize("place", range(4))
@pytest.mark.parametrize("index", range(len(HOSTILE)))
def test_xor_grants_nothing_for_an_array_that_is_none(place, index):
    seen = list(GOOD.values())
    seen[place] = HOSTILE[index]
    shares = shares_of(q.xor, seen)
    if place == 3 and isinstance(HOSTILE[index], (int, float)) and HOSTILE[index] is not True:
        assert len(granted(shares)) < 4  # a plain number is a bias, only not the right one
    else:
        assert granted(shares) == []
    assert all(share.message for share in shares if not share.passed)


def test_xor_takes_any_weights_that_work():
    for seed in range(20):
        rng = np.random.default_rng(seed)
        scale = rng.uniform(0.1, 10, 2)
        seen = [GOOD["W1"] * scale, GOOD["b1"] * scale, GOOD["W2"] / scale[:, np.newaxis], GOOD["b2"]]
        assert len(granted(shares_of(q.xor, seen))) == 4


def test_xor_grants_nothing_to_a_constant_and_each_right_input_a_quarter():
    assert granted(shares_of(q.xor, [GOOD["W1"], GOOD["b1"], 0 * GOOD["W2"], GOOD["b2"] + 1])) == []
    plain_or = [GOOD["W1"], GOOD["b1"], np.array([[1.0], [-1.0]]), GOOD["b2"]]
    assert granted(shares_of(q.xor, plain_or)) == ["input_00", "input_01", "input_10"]


@pytest.mark.parametrize("second", [1.0, 0.0])
def test_xor_grants_nothing_to_a_network_that_is_affine_on_the_inputs(second):
    """It would be right for three of the four: (0, 0), (0, 1) and (1, 0)."""
    affine = [np.eye(2), np.zeros(2), np.ones((2, 1)), np.zeros(1)]
    dead = [np.array([[1.0, second], [1.0, second]]), np.array([0.0, -9.0]), np.ones((2, 1)), np.zeros(1)]
    for seen in (affine, dead):
        shares = shares_of(q.xor, seen)
        assert granted(shares) == []
        assert all("affine" in share.message for share in shares)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (np.ones((1, 2)), "yours has shape (1, 2)."),
        ([[1.0, 2.0]], "yours is a list of shape (1, 2)."),
        ([[1.0], [2.0, 3.0]], "yours is a list of unequal rows."),
        (np.ones((2, 1), complex), "holds complex numbers."),
        (np.ones((2, 1), bool), "holds True and False."),
        (np.full((2, 1), np.nan), "holds a number that is not finite."),
        ([[True], [False]], "is a list of shape (2, 1) and holds something other than finite numbers."),
        (None, "yours is `None`."),
    ],
)
def test_xor_says_what_was_given_in_place_of_an_array(given, said):
    message = shares_of(q.xor, [GOOD["W1"], GOOD["b1"], given, GOOD["b2"]])[0].message
    assert message.startswith("`W2` should be")
    assert message.endswith(said)


def test_xor_says_which_array_is_wrong():
    verdict = verdict_on_source(q.xor, "W1 = np.ones((2, 2))\nb1 = np.ones(3)\nW2 = np.ones((2, 1))\nb2 = np.ones(1)")
    assert verdict.points == 0
    assert "`b1` should be" in str(verdict)
    assert "(2,)" in str(verdict)


def test_xor_survives_overflow():
    huge = [np.full((2, 2), 1e308), np.full(2, 1e308), np.full((2, 1), -1e308), np.full(1, 1e308)]
    assert len(granted(shares_of(q.xor, huge))) < 4


@pytest.mark.parametrize("index", range(len(HOSTILE)))
def test_mystery_grants_nothing_for_what_is_no_list_of_letters(index):
    shares = shares_of(q.mystery, [HOSTILE[index]] * 4)
    assert granted(shares) == []
    assert all(share.message for share in shares)


def test_all_letters_in_every_list_earn_nothing():
    assert granted(shares_of(q.mystery, [list("abcdefg")] * 4)) == []


def test_the_letters_are_those_that_trying_the_functions_finds():
    x = np.linspace(-8.0, 8.0, 3201)
    far = np.array([sign * 10.0**power for power in (1, 6, 12, 100) for sign in (1, -1)])
    found = {name: [] for name in q.mystery.names}
    changed = np.where(np.arange(4) == 3, 5.0, 1.0)
    for letter, function in q.MYSTERY.items():
        if not np.array_equal(function(changed)[:3], function(np.ones(4))[:3]):
            found["mixing"].append(letter)
            continue  # because the other three questions are about element-wise functions
        slopes = np.diff(function(x)) / np.diff(x)
        found["bounded"] += [letter] * bool(np.abs(function(far)).max() < 10)
        found["falling"] += [letter] * bool(slopes.min() < -1e-6)
        found["straight"] += [letter] * bool(np.ptp(slopes) < 1e-6)
    verdict = verdict_on_source(q.mystery, "\n".join(f"{name} = {letters}" for name, letters in found.items()))
    assert verdict.state == "passed"


def test_each_right_list_is_a_share():
    verdict = verdict_on_source(q.mystery, 'mixing = ["c", "g"]\nbounded, falling, straight = [], [], []')
    assert verdict.points == 1
    assert states(verdict)["values.mixing"] == "passed"


def test_a_second_result_of_another_shape_is_named():
    source = "def collapse(W1, b1, W2, b2):\n    return W1 @ W2, np.append(b1 @ W2 + b2, 1.0)"
    assert "Result 2 of 2 has the shape" in str(verdict_on_source(q.collapse, source))


def test_hinges_rebuild_the_function():
    """What the exercise promises holds of its solution: the sum passes through all the points."""
    from course_utils.autograder.key_source import key_for
    from course_utils.experiments.linear_pieces import hinge_sum

    for seed in range(5):
        probes = q.hinge_coefficients.probes(seed)
        for probe, outcome in zip(probes, key_for(q.hinge_coefficients, seed).solution.outcomes, strict=True):
            knots, values = probe.args
            assert (np.diff(knots) > 0).all()
            np.testing.assert_allclose(hinge_sum(knots, values[0], knots[:-1], outcome.returned), values, atol=1e-9)
