"""How often the input of ReLU is exactly 0 on real digits, and what the choice of the slope at 0 changes there.

A convolution slides a small window over a picture: each pre-activation is the weighted sum of the window's pixels,
plus a bias. If all of them are black, exactly 0, and the bias is 0, then the pre-activation is exactly 0.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from course_utils.experiments.digits import CLASSES, PIXELS, mnist, split, standardized_mnist, train
from course_utils.experiments.progress_bar import Advance, nothing
from course_utils.experiments.threads import one_thread
from course_utils.networks import MLP, SGD, ForwardPass, softmax_cross_entropy

SIDE = 28
WINDOW = 3
FILTERS = 8
EVERY = 10  # one digit in ten of the 5,000, which are sorted by class: 50 of each


@dataclass(frozen=True)
class ZeroSlopeRun:
    """What a choice of ReLU'(0) does to the first gradients of a small convolutional network.

    Attributes:
        seed: of the weights.
        zeros: the share of first pre-activations that are exactly 0.
        bias_norms: the norm of the gradient of the first layer's biases, by the slope chosen at 0.
        weight_norms: the same of its weights.
        zeros_after_step: the share of zeros after one step of gradient descent with the first of the slopes.
    """

    seed: int
    zeros: float
    bias_norms: dict[float, float]
    weight_norms: dict[float, float]
    zeros_after_step: float


def windows(pictures: np.ndarray) -> np.ndarray:
    """Return all windows of 3 x 3 pixels of pictures (n, 784), row by row: shape (n, 676, 9), float64."""
    images = pictures.reshape(-1, SIDE, SIDE).astype(np.float64)
    return sliding_window_view(images, (WINDOW, WINDOW), axis=(1, 2)).reshape(len(images), -1, WINDOW**2)


def zero_slope_run(
    seed: int, *, standardized: bool = False, slopes: Sequence[float] = (0.0, 0.5, 1.0), learning_rate: float = 0.1
) -> ZeroSlopeRun:
    """Return what the first step of training sees: 8 filters of 3 x 3, bias 0, ReLU, then one dense layer to 10 logits.

    The weights are normal, of variance 2 / 9 for the filters and 1 / fan-in for the dense layer. The loss is the mean
    cross-entropy of 500 digits.

    Args:
        seed: of the weights.
        standardized: whether the pixels have mean 0 and standard deviation 1 instead of lying in [0, 1].
        slopes: choices of ReLU'(0).
        learning_rate: of the one step.
    """
    X, y = standardized_mnist() if standardized else mnist()
    patches, labels = windows(X[::EVERY]), y[::EVERY]
    count, places, pixels = patches.shape
    rng = np.random.default_rng(seed)
    filters = rng.standard_normal((pixels, FILTERS)) * np.sqrt(2 / pixels)
    dense = rng.standard_normal((places * FILTERS, CLASSES)) * np.sqrt(1 / (places * FILTERS))
    bias_norms, weight_norms, steps = {}, {}, []
    with one_thread():
        z = patches @ filters
        _, logit_gradient = softmax_cross_entropy(np.maximum(0, z).reshape(count, -1) @ dense, labels)
        upstream = (logit_gradient @ dense.T).reshape(z.shape)
        for slope in slopes:
            delta = upstream * np.heaviside(z, slope)
            bias_gradient = delta.sum(axis=(0, 1))
            weight_gradient = np.tensordot(patches, delta, ((0, 1), (0, 1)))
            bias_norms[slope] = float(np.linalg.norm(bias_gradient))
            weight_norms[slope] = float(np.linalg.norm(weight_gradient))
            steps.append((weight_gradient, bias_gradient))
        weight_step, bias_step = (learning_rate * gradient for gradient in steps[0])
        after = patches @ (filters - weight_step) - bias_step
    return ZeroSlopeRun(seed, float((z == 0).mean()), bias_norms, weight_norms, float((after == 0).mean()))


class CountingMLP(MLP):
    """A network that counts the hidden pre-activations it computes, and those that are exactly 0."""

    computed = 0
    zeros = 0

    def forward(self, X: np.ndarray) -> ForwardPass:
        """Return what `MLP.forward` returns."""
        passed = super().forward(X)
        for z in passed.pre_activations[:-1]:
            self.computed += z.size
            self.zeros += int((z == 0).sum())
        return passed


def zeros_in_dense_training(seed: int, *, steps: int = 100, advance: Advance = nothing) -> tuple[int, int]:
    """Return (exact zeros, hidden pre-activations) over the training of a dense network on raw digits, in float32.

    The network has 128 and 64 hidden units; each step of gradient descent, at a rate of 0.1, sees 128 digits.

    Args:
        seed: of the weights, the choice of the digits and the batches.
        steps: of training.
        advance: called after each step.
    """
    X, y = mnist()
    chosen, _ = split(seed)
    network = CountingMLP((PIXELS, 128, 64, CLASSES), "relu", seed=seed, dtype=np.float32)
    train(network, SGD(network, 0.1), X[chosen], y[chosen], steps=steps, batch=128, seed=seed, advance=advance)
    return network.zeros, network.computed
