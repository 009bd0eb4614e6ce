import numpy as np
import pytest

from course_utils.experiments.signal_propagation import chain, propagate


@pytest.mark.parametrize(("gain", "factor"), [(np.sqrt(2), 1.0), (1.0, 0.5), (np.sqrt(1 / 3), 1 / 6), (2.0, 2.0)])
def test_a_relu_layer_multiplies_the_variance_by_half_the_gain_squared(gain, factor):
    """He et al., ICCV 2015, equation 9; 30 layers of 512 units, as the course's facts were measured."""
    measured = np.median([propagate("relu", gain, width=512, examples=60, seed=seed).factor for seed in range(3)])
    assert measured == pytest.approx(factor, rel=0.05)


@pytest.mark.parametrize("slope", [0.01])
def test_a_leak_adds_its_slope_squared(slope):
    measured = np.median([propagate("leaky_relu", 1.0, seed=seed).factor for seed in range(3)])
    assert measured == pytest.approx((1 + slope**2) / 2, rel=0.05)


def test_without_an_activation_the_factor_is_the_gain_squared():
    assert propagate("identity", 1.0, width=512, seed=1).factor == pytest.approx(1.0, rel=0.05)


def test_the_gradients_of_relu_shrink_by_the_root_of_the_same_factor():
    for gain in (1.0, 2.0):
        measured = np.median(
            [propagate("relu", gain, width=512, examples=60, seed=s).gradient_factor for s in range(3)]
        )
        assert measured == pytest.approx(np.sqrt(gain**2 / 2), rel=0.03)


@pytest.mark.parametrize("name", ["sigmoid", "tanh", "relu"])
def test_every_activation_can_lose_and_blow_up_its_gradients(name):
    small, large = {"sigmoid": (1, 16), "tanh": (1, 3), "relu": (1, 2)}[name]
    assert propagate(name, small).gradient_factor < 0.97
    assert propagate(name, large).gradient_factor > 1.03


def test_sigmoid_at_gain_1_loses_at_least_three_quarters_of_the_gradient_in_a_layer():
    assert propagate("sigmoid", 1.0).gradient_factor < 0.25


def test_twenty_sigmoids_of_weight_one_leave_a_quarter_to_the_power_of_twenty():
    product = chain(np.full(20, 0.25), np.ones(20))
    assert product[-1] == 0.25**20
    assert product[-1] == pytest.approx(9.09e-13, rel=1e-3)
    assert len(product) == 20
