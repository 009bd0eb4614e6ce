"""What a ReLU on the last layer does to a classifier, measured in Keras on 5,000 MNIST digits.

A softmax cross-entropy is computed from logits. With ReLU on them, a logit that is negative for every example passes no
gradient: whether a digit is learned at all is then left to the first weights. ``python -m
course_utils.experiments.relu_on_logits`` makes the recorded data again.
"""

import itertools
from dataclasses import asdict, dataclass

import numpy as np

from course_utils import frameworks
from course_utils.experiments.digits import CLASSES, PIXELS, split, standardized_mnist
from course_utils.experiments.progress_bar import counted
from course_utils.experiments.recording import load, record

LAST = {"logits as they are": None, "ReLU on the logits": "relu"}
HIDDEN = (64, 32)
SEEDS = range(12)
EPOCHS = 6
NAME = "relu_on_logits"


@dataclass(frozen=True)
class LogitsRun:
    """One training: the share of test digits it gets right, and the digits of which it finds not one."""

    last: str
    seed: int
    accuracy: float
    never_found: tuple[int, ...]


def train_classifier(last: str, *, seed: int, epochs: int = EPOCHS) -> LogitsRun:
    """Train a network with two hidden layers, 64 and 32 units, on 4,000 digits; test it on 1,000.

    Training is gradient descent with a learning rate of 0.1 and batches of 64.

    Args:
        last: a key of `LAST`.
        seed: of the weights and the batches.
        epochs: how often each digit is seen.

    Returns:
        The accuracy on the test digits, and the digits that are never found.

    Raises:
        MissingFrameworkError: Keras is not installed.
    """
    keras = frameworks.require("keras")
    X, y = standardized_mnist()
    training, test = split(0)
    keras.utils.set_random_seed(seed)
    hidden = [keras.layers.Dense(units, activation="relu") for units in HIDDEN]
    network = keras.Sequential(
        [keras.Input(shape=(PIXELS,)), *hidden, keras.layers.Dense(CLASSES, activation=LAST[last])]
    )
    network.compile(keras.optimizers.SGD(0.1), keras.losses.SparseCategoricalCrossentropy(from_logits=True))
    network.fit(X[training], y[training], batch_size=64, epochs=epochs, verbose=0)
    found = np.argmax(network(X[test]), axis=1)
    right = found == y[test]
    never = tuple(digit for digit in range(CLASSES) if not right[y[test] == digit].any())
    return LogitsRun(last, seed, float(right.mean()), never)


def recorded() -> list[LogitsRun]:
    """Return the recorded runs."""
    return [LogitsRun(**{**run, "never_found": tuple(run["never_found"])}) for run in load(NAME)["runs"]]


def main() -> None:
    """Make the recorded data again."""
    settings = counted(itertools.product(LAST, SEEDS), "networks trained")
    runs = [asdict(train_classifier(last, seed=seed)) for last, seed in settings]
    record(NAME, {"runs": runs}, ("numpy", "keras"))


if __name__ == "__main__":
    main()
