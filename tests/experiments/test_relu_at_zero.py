"""What torch and TensorFlow really do at the kink; the notebook's sentences rest on these numbers."""

import numpy as np
import pytest

from course_utils import frameworks
from course_utils.experiments import relu_at_zero

TORCH = {
    "torch.relu(x)": 0.0,
    "torch.where(x > 0, x, 0)": 0.0,
    "torch.where(x >= 0, x, 0)": 1.0,
    "torch.maximum(x, 0)": 0.5,
    "x.clamp(min=0)": 1.0,
    "(x + abs(x)) / 2": 0.5,
}
TENSORFLOW = {
    "tf.nn.relu(x)": 0.0,
    "tf.where(x > 0, x, 0)": 0.0,
    "tf.where(x >= 0, x, 0)": 1.0,
    "tf.maximum(0, x)": 0.0,
    "tf.maximum(x, 0)": 1.0,
    "(x + abs(x)) / 2": 0.5,
}
needs_tensorflow = pytest.mark.usefixtures("keras")


def test_the_ways_in_torch_have_these_gradients_at_0():
    assert {name: relu_at_zero.torch_slope(way) for name, way in relu_at_zero.torch_ways().items()} == TORCH


@needs_tensorflow
def test_the_ways_in_tensorflow_have_these_gradients_at_0():
    ways = relu_at_zero.tensorflow_ways()
    assert {name: relu_at_zero.tensorflow_slope(way) for name, way in ways.items()} == TENSORFLOW


@needs_tensorflow
@pytest.mark.parametrize(("at", "slope"), [(-1.5, 0.0), (-1e-6, 0.0), (1e-6, 1.0), (2.0, 1.0)])
def test_away_from_0_all_ways_agree(at, slope):
    slopes = [relu_at_zero.torch_slope(way, at) for way in relu_at_zero.torch_ways().values()]
    slopes += [relu_at_zero.tensorflow_slope(way, at) for way in relu_at_zero.tensorflow_ways().values()]
    assert slopes == [slope] * len(slopes)


@pytest.mark.parametrize("at", [-2.0, 0.0, 0.5])
def test_all_ways_are_relu(at):
    torch = frameworks.require("torch")
    assert all(way(torch.tensor(at)).item() == max(0.0, at) for way in relu_at_zero.torch_ways().values())


@needs_tensorflow
def test_the_slope_of_selu_at_0_is_the_left_one_in_torch_and_the_right_one_in_tensorflow():
    torch, tensorflow = frameworks.require("torch"), frameworks.require("tensorflow")
    assert relu_at_zero.torch_slope(torch.nn.functional.selu) == pytest.approx(1.0507010 * 1.6732632, rel=1e-6)
    assert relu_at_zero.tensorflow_slope(tensorflow.nn.selu) == pytest.approx(1.0507010, rel=1e-6)


def test_a_straight_line_made_of_two_relus_has_no_slope_of_its_own_at_0():
    torch = frameworks.require("torch")
    assert relu_at_zero.torch_slope(lambda x: torch.relu(x) - torch.relu(-x)) == 0
    assert relu_at_zero.torch_slope(lambda x: x.clamp(min=0) - (-x).clamp(min=0)) == 2
    assert np.isclose(relu_at_zero.torch_slope(lambda x: torch.relu(x) - torch.relu(-x), 0.1), 1)
