import numpy as np
import pytest
from scipy.special import ndtr

from course_utils import activations
from course_utils.experiments.normal_moments import lowest_point, moments, selu_with, solve_selu


def test_the_moments_of_relu_are_those_of_half_a_bell_curve():
    mean, variance = moments(activations.relu)
    assert mean == pytest.approx(1 / np.sqrt(2 * np.pi), abs=1e-12)
    assert variance == pytest.approx(0.5 - 1 / (2 * np.pi), abs=1e-12)


@pytest.mark.parametrize(("lam", "alpha"), [(1.0, 1.0), (0.7, 2.5), (2.0, 0.3)])
def test_the_moments_of_elu_agree_with_their_closed_form(lam, alpha):
    """The integrals of exp(z) and exp(2z) over the left half of the bell curve are known."""
    once, twice = np.exp(0.5) * ndtr(-1.0), np.exp(2.0) * ndtr(-2.0)
    mean = lam * (1 / np.sqrt(2 * np.pi) + alpha * (once - 0.5))
    square = lam**2 * (0.5 + alpha**2 * (twice - 2 * once + 0.5))
    assert moments(selu_with(lam, alpha)) == pytest.approx((mean, square - mean**2), abs=1e-10)


def test_the_equations_give_selus_published_constants():
    """Klambauer et al., NeurIPS 2017."""
    assert solve_selu() == pytest.approx((1.0507009873554805, 1.6732632423543773), abs=1e-10)


def test_selu_has_mean_0_and_variance_1():
    assert moments(activations.selu) == pytest.approx((0, 1), abs=1e-10)


@pytest.mark.parametrize(("name", "place", "depth"), [("swish", -1.27846, -0.27846), ("gelu", -0.75179, -0.16997)])
def test_the_lowest_points_are_where_the_derivative_is_0(name, place, depth):
    entry = activations.ACTIVATIONS[name]
    found = lowest_point(entry.function, -3, 0)
    assert found == pytest.approx((place, depth), abs=1e-5)
    assert abs(entry.derivative(found[0])) < 1e-6


def test_the_lowest_value_of_silu_is_its_place_plus_one():
    """x s(x) has slope 0 where x (1 - s) = -1, and there x s = x + 1."""
    place, depth = lowest_point(activations.silu, -3, 0)
    assert depth == pytest.approx(place + 1, abs=1e-6)
