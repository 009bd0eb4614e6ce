from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest

from course_utils.experiments.linear_pieces import (
    error_bound,
    hinge_sum,
    interpolation_error,
    linear_pieces,
    random_layers,
    random_piece_counts,
    run_network,
    sawtooth_layers,
)


def test_the_sine_in_64_pieces_is_off_by_what_the_notebook_says():
    assert interpolation_error(np.sin, 0, 2 * np.pi, 64) == pytest.approx(1.203e-3, abs=5e-7)
    assert error_bound(0, 2 * np.pi, 64, largest_curvature=1) == pytest.approx(1.205e-3, abs=5e-7)


@pytest.mark.parametrize("pieces", [4, 7, 16, 64])
def test_the_error_is_the_one_found_by_calculus_and_stays_below_the_bound(pieces):
    """Between two knots sin is farthest from its chord where its slope, cos, is the slope of the chord."""
    knots = np.linspace(0, 2 * np.pi, pieces + 1)
    slopes = np.diff(np.sin(knots)) / np.diff(knots)
    farthest = 0.0
    for left, right, slope in zip(knots, knots[1:], slopes, strict=False):
        for place in (np.arccos(slope), 2 * np.pi - np.arccos(slope)):
            if left <= place <= right:
                farthest = max(farthest, abs(np.sin(place) - np.sin(left) - slope * (place - left)))
    measured = interpolation_error(np.sin, 0, 2 * np.pi, pieces)
    assert measured == pytest.approx(farthest, rel=1e-6)
    assert measured <= error_bound(0, 2 * np.pi, pieces, largest_curvature=1)


def test_a_parabola_meets_the_bound():
    """For x^2 the second derivative is 2 everywhere, and the bound is the error itself."""
    error = interpolation_error(np.square, 0.0, 1.0, 10)
    assert error == pytest.approx(error_bound(0.0, 1.0, 10, largest_curvature=2), rel=1e-6)


def test_a_sum_of_hinges_is_the_line_through_its_points():
    x = np.linspace(0, 4, 81)
    total = hinge_sum(x, 1.0, knots=[0.0, 1.0, 3.0], coefficients=[0.5, 2.0, -3.0])
    np.testing.assert_allclose(total, np.interp(x, [0, 1, 3, 4], [1, 1.5, 6.5, 6]), rtol=1e-14)


@pytest.mark.parametrize("depth", range(1, 11))
def test_the_saw_has_two_to_the_depth_pieces_of_slope_two_to_the_depth(depth):
    pieces = linear_pieces(sawtooth_layers(depth), 0, 1)
    assert len(pieces) == 2**depth
    assert [piece.slope for piece in pieces] == [(-1) ** i * 2**depth for i in range(2**depth)]
    assert [piece.start for piece in pieces] == [Fraction(i, 2**depth) for i in range(2**depth)]


@pytest.mark.parametrize("depth", [1, 4, 10])
def test_a_count_of_slopes_on_a_dyadic_grid_agrees(depth):
    """On multiples of a power of 1/2 the folding network is exact in float64, so slopes can be compared with ==."""
    x = np.arange(2 ** (depth + 3) + 1) / 2 ** (depth + 3)
    slopes = np.diff(run_network(sawtooth_layers(depth), x)) / np.diff(x)
    assert 1 + np.count_nonzero(np.diff(slopes)) == 2**depth


def test_one_hidden_layer_bends_where_its_units_switch():
    weights, biases = np.array([[1.0, -2.0, 4.0]]), np.array([0.5, 1.0, -8.0])
    layers = [(weights, biases), (np.array([[1.0], [3.0], [-1.0]]), np.array([7.0]))]
    pieces = linear_pieces(layers, -1, 3)
    assert [piece.start for piece in pieces] == [-1, Fraction(-1, 2), Fraction(1, 2), 2]
    assert [piece.slope for piece in pieces] == [-6, -5, 1, -3]


def test_units_that_bend_in_one_place_and_cancel_make_no_piece():
    layers = [(np.array([[1.0, 1.0]]), np.zeros(2)), (np.array([[1.0], [-1.0]]), np.zeros(1))]
    assert len(linear_pieces(layers, -1, 1)) == 1


@pytest.mark.parametrize("depth", [1, 2, 3])
def test_the_exact_pieces_are_those_of_the_network(depth):
    layers = random_layers(depth, width=6, seed=depth)
    pieces = linear_pieces(layers, -2, 2)
    assert pieces[0].start == -2
    assert pieces[-1].end == 2
    for piece, following in pairwise(pieces):
        assert piece.end == following.start
    for piece in pieces:
        width = float(piece.end - piece.start)
        x = np.array([float(piece.start) + 0.25 * width, float(piece.start) + 0.75 * width])
        rise = np.diff(run_network(layers, x))[0]
        assert rise == pytest.approx(float(piece.slope) * width / 2, abs=1e-9)


def test_one_hidden_layer_has_at_most_one_piece_more_than_units():
    counts = random_piece_counts(depths=(1,), width=12, seeds=range(10), reach=50.0)
    assert max(counts[1]) <= 13
    assert min(counts[1]) >= 8  # nearly every unit switches within a wide range


def test_random_networks_have_about_one_piece_a_unit_at_every_depth():
    """Hanin and Rolnick, ICML 2019: on a line, the number grows with the units, not exponentially with the depth."""
    counts = random_piece_counts(depths=(1, 2, 3, 4, 5), width=16, seeds=range(8), reach=3.0)
    assert {depth: (min(values), max(values)) for depth, values in counts.items()} == {
        1: (12, 15),
        2: (22, 34),
        3: (26, 53),
        4: (38, 72),
        5: (43, 89),
    }
    for depth, values in counts.items():
        assert 0.7 < np.mean(values) / (16 * depth) < 1.0


def test_run_network_takes_another_activation():
    layers = random_layers(depth=3, width=5, seed=0)
    y = run_network(layers, np.array([-1.0, 0.0, 1.0]), activation=lambda z: z)
    assert y[2] - y[1] == pytest.approx(y[1] - y[0])
