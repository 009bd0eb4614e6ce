"""ReLU written in several ways in PyTorch and TensorFlow, and the gradient that each library gives at 0.

All of them are the same function. Automatic differentiation follows the operations and not the function, so at
the kink the gradients differ. They are measured here, not looked up.
"""

from collections.abc import Callable
from typing import Any

from course_utils import frameworks


def torch_ways() -> dict[str, Callable[[Any], Any]]:
    """Return the ways in PyTorch, by the text of each: functions of a tensor of no dimension."""
    torch = frameworks.require("torch")
    zero = torch.zeros(())
    return {
        "torch.relu(x)": torch.relu,
        "torch.where(x > 0, x, 0)": lambda x: torch.where(x > 0, x, zero),
        "torch.where(x >= 0, x, 0)": lambda x: torch.where(x >= 0, x, zero),
        "torch.maximum(x, 0)": lambda x: torch.maximum(x, zero),
        "x.clamp(min=0)": lambda x: x.clamp(min=0),
        "(x + abs(x)) / 2": lambda x: (x + x.abs()) / 2,
    }


def tensorflow_ways() -> dict[str, Callable[[Any], Any]]:
    """Return the ways in TensorFlow, by the text of each: functions of a tensor of no dimension."""
    tf = frameworks.require("tensorflow")
    return {
        "tf.nn.relu(x)": tf.nn.relu,
        "tf.where(x > 0, x, 0)": lambda x: tf.where(x > 0, x, 0.0),
        "tf.where(x >= 0, x, 0)": lambda x: tf.where(x >= 0, x, 0.0),
        "tf.maximum(0, x)": lambda x: tf.maximum(0.0, x),
        "tf.maximum(x, 0)": lambda x: tf.maximum(x, 0.0),
        "(x + abs(x)) / 2": lambda x: (x + tf.abs(x)) / 2,
    }


def torch_slope(function: Callable[[Any], Any], at: float = 0.0) -> float:
    """Return the gradient that PyTorch gives.

    Args:
        function: of a tensor of no dimension.
        at: the place.
    """
    torch = frameworks.require("torch")
    x = torch.tensor(float(at), requires_grad=True)
    function(x).backward()
    return float(x.grad)


def tensorflow_slope(function: Callable[[Any], Any], at: float = 0.0) -> float:
    """Return the gradient that TensorFlow gives.

    Args:
        function: of a tensor of no dimension.
        at: the place.
    """
    tf = frameworks.require("tensorflow")
    x = tf.Variable(float(at))
    with tf.GradientTape() as tape:
        y = function(x)
    return float(tape.gradient(y, x))
