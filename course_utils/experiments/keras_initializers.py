"""What Keras' default weights do to deep ReLU networks, and what He's do.

Dense layers start from "glorot_uniform" (Glorot and Bengio, 2010): a variance of 2 / (inputs + outputs), which is 1/n
for a layer of n inputs and n units. He and others (ICCV 2015) derive 2/n for ReLU. ``python -m
course_utils.experiments.keras_initializers`` makes the recorded data again.
"""

import itertools
from dataclasses import asdict, dataclass

import numpy as np

from course_utils import frameworks
from course_utils.experiments.digits import CLASSES, PIXELS, split, standardized_mnist
from course_utils.experiments.progress_bar import counted
from course_utils.experiments.recording import load, record

INITIALIZERS = ("glorot_uniform", "he_normal")
SEEDS = range(6)
DEPTH = 20
WIDTH = 64
EPOCHS = 4
NAME = "keras_initializers"


@dataclass(frozen=True)
class InitializerRun:
    """One training: the initializer, the seed, and the share of test digits it gets right."""

    initializer: str
    seed: int
    epochs: int
    accuracy: float


def variances(initializer: str, *, seed: int, depth: int = 30, width: int = 256, examples: int = 200) -> np.ndarray:
    """Return the variance of the pre-activations of each of `depth` square ReLU layers at the start, shape (depth,).

    Args:
        initializer: of the kernels, by Keras' name; the biases are 0.
        seed: of the weights and the inputs.
        depth: layers.
        width: units in each layer, and inputs.
        examples: how many standard normal inputs are sent through.

    Raises:
        MissingFrameworkError: Keras is not installed.
    """
    keras = frameworks.require("keras")
    keras.utils.set_random_seed(seed)
    signal = np.random.default_rng(seed).standard_normal((examples, width)).astype(np.float32)
    found = []
    for _ in range(depth):
        z = keras.layers.Dense(width, kernel_initializer=initializer)(signal)
        found.append(float(np.var(z)))
        signal = keras.activations.relu(z)
    return np.array(found)


def train_deep(initializer: str, *, seed: int, epochs: int = EPOCHS) -> InitializerRun:
    """Train a network with 20 hidden ReLU layers of 64 units on 4,000 digits; test it on 1,000.

    Training is gradient descent with a learning rate of 0.01, momentum 0.9 and batches of 64.

    Args:
        initializer: of the kernels, by Keras' name.
        seed: of the weights and the batches.
        epochs: how often each digit is seen.

    Returns:
        The setting and the accuracy on the test digits.

    Raises:
        MissingFrameworkError: Keras is not installed.
    """
    keras = frameworks.require("keras")
    X, y = standardized_mnist()
    training, test = split(0)
    keras.utils.set_random_seed(seed)
    network = keras.Sequential([keras.Input(shape=(PIXELS,))])
    for _ in range(DEPTH):
        network.add(keras.layers.Dense(WIDTH, activation="relu", kernel_initializer=initializer))
    network.add(keras.layers.Dense(CLASSES))
    network.compile(
        keras.optimizers.SGD(0.01, momentum=0.9), keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    )
    network.fit(X[training], y[training], batch_size=64, epochs=epochs, verbose=0)
    right = np.argmax(network(X[test]), axis=1) == y[test]
    return InitializerRun(initializer, seed, epochs, float(right.mean()))


def recorded() -> list[InitializerRun]:
    """Return the recorded runs."""
    return [InitializerRun(**run) for run in load(NAME)["runs"]]


def main() -> None:
    """Make the recorded data again."""
    settings = counted(itertools.product(INITIALIZERS, SEEDS), "networks trained")
    runs = [asdict(train_deep(initializer, seed=seed)) for initializer, seed in settings]
    record(NAME, {"runs": runs}, ("numpy", "keras"))


if __name__ == "__main__":
    main()
