"""From how many random starts does training find the exclusive or?"""

from collections.abc import Sequence

import numpy as np

from course_utils.activations import ACTIVATIONS

INPUTS = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
TARGETS = np.array([0.0, 1.0, 1.0, 0.0])


def trained_outputs(
    width: int,
    activation: str = "relu",
    starts: int = 100,
    steps: int = 3000,
    learning_rate: float = 0.1,
    seed: int = 0,
) -> np.ndarray:
    """Return the outputs of several networks after training, float64, shape (starts, 4): one column an input.

    Each network has one hidden layer with the named activation, and one output without. Weights start normal with
    variance 2 / fan_in (He et al., ICCV 2015), biases at 0. Training is gradient descent on half the mean squared error
    of all four examples.

    Args:
        width: units in the hidden layer.
        activation: a name in `course_utils.activations.ACTIVATIONS`.
        starts: how many networks.
        steps: of training.
        learning_rate: of gradient descent.
        seed: of the weights.
    """
    rng = np.random.default_rng(seed)
    entry = ACTIVATIONS[activation]
    w1 = rng.standard_normal((starts, 2, width))  # fan_in 2: variance 2 / 2
    w2 = rng.standard_normal((starts, width)) * np.sqrt(2 / width)
    b1, b2 = np.zeros((starts, 1, width)), np.zeros((starts, 1))
    for _ in range(steps):
        z, a, y = _forward(entry.function, w1, b1, w2, b2)
        dy = (y - TARGETS) / len(TARGETS)
        dz = dy[:, :, np.newaxis] * w2[:, np.newaxis, :] * entry.derivative(z)
        w2 = w2 - learning_rate * (a * dy[:, :, np.newaxis]).sum(axis=1)
        b2 = b2 - learning_rate * dy.sum(axis=1, keepdims=True)
        w1 = w1 - learning_rate * np.einsum("nd,snh->sdh", INPUTS, dz)
        b1 = b1 - learning_rate * dz.sum(axis=1, keepdims=True)
    return _forward(entry.function, w1, b1, w2, b2)[2]


def _forward(function, w1, b1, w2, b2):
    z = np.einsum("nd,sdh->snh", INPUTS, w1) + b1
    a = function(z)
    return z, a, (a * w2[:, np.newaxis, :]).sum(axis=2) + b2


def share_that_learned(outputs: np.ndarray, within: float = 0.1) -> float:
    """Return the share of the networks whose four outputs all lie nearer than `within` to the right ones.

    Args:
        outputs: shape (starts, 4), as `trained_outputs` returns them.
        within: a distance.
    """
    return float((np.abs(outputs - TARGETS) < within).all(axis=1).mean())


def shares_by_width(widths: Sequence[int], activation: str = "relu", **options: int) -> dict[int, float]:
    """Return, for each width, the share of starts from which training found the exclusive or.

    Args:
        widths: numbers of hidden units.
        activation: as for `trained_outputs`.
        **options: the other arguments of `trained_outputs`.
    """
    return {width: share_that_learned(trained_outputs(width, activation, **options)) for width in widths}
