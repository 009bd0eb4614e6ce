"""Does a deep network train? It depends on the size of its first weights, on its depth, and on the optimizer.

The question is that of He, Zhang, Ren and Sun, "Delving deep into rectifiers", ICCV 2015: with 30 layers, their network
trained from weights of variance 2/n and stalled from weights of variance 1/n. This is a small version: a multilayer
perceptron on 5,000 MNIST digits, with tanh beside ReLU. ``python -m course_utils.experiments.deep_training`` makes the
recorded data again.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from course_utils.experiments.digits import CLASSES, PIXELS, accuracy, mnist, split, train
from course_utils.experiments.progress_bar import Advance, nothing, progress_bar
from course_utils.experiments.recording import load, record
from course_utils.networks import MLP, SGD, Adam

GAINS = {"He": float(np.sqrt(2)), "Xavier": 1.0}
RATES = {"momentum": 0.003, "Adam": 0.001}
OTHER_RATES = (0.01, 0.03, 0.1, 0.3, 1.0)  # with momentum
SEEDS = range(5)
DEPTHS = (5, 10, 20, 30)
NAME = "deep_training"


@dataclass(frozen=True)
class DeepRun:
    """One training: its setting, the share of test digits it gets right, and the loss of each step if it was kept."""

    start: str
    optimizer: str
    depth: int
    seed: int
    steps: int
    accuracy: float
    activation: str = "relu"
    rate: float = RATES["momentum"]
    losses: tuple[float, ...] = ()


def train_deep(
    start: str,
    *,
    seed: int,
    depth: int = 30,
    width: int = 64,
    steps: int = 400,
    optimizer: str = "momentum",
    activation: str = "relu",
    rate: float | None = None,
    advance: Advance = nothing,
) -> DeepRun:
    """Train a network of `depth` hidden layers on MNIST digits.

    Args:
        start: "He" draws weights of variance 2/n, "Xavier" of 1/n, for a layer of n inputs. (Glorot and Bengio's
            2 / (inputs + outputs) is the same for the square layers.)
        seed: of the weights, the split of the digits and the batches.
        depth: hidden layers.
        width: units in each of them.
        steps: of training, on batches of 128.
        optimizer: "momentum" is gradient descent with momentum 0.9, "Adam" is Adam.
        activation: a name in `course_utils.activations.ACTIVATIONS`.
        rate: the learning rate; None takes 0.003 with momentum and 0.001 for Adam.
        advance: called after each step.

    Returns:
        The setting, the accuracy on test digits, and the loss of each step.
    """
    X, y = mnist()
    training, test = split(seed)
    network = MLP((PIXELS, *(width,) * depth, CLASSES), activation, gain=GAINS[start], seed=seed, dtype=np.float32)
    rate = RATES[optimizer] if rate is None else rate
    chosen = SGD(network, rate, 0.9) if optimizer == "momentum" else Adam(network, rate)
    losses = train(network, chosen, X[training], y[training], steps=steps, batch=128, seed=seed, advance=advance)
    reached = accuracy(network, X[test], y[test])
    return DeepRun(start, optimizer, depth, seed, steps, reached, activation, rate, tuple(losses))


def recorded() -> list[DeepRun]:
    """Return the recorded runs, without their losses."""
    return [DeepRun(**run) for run in load(NAME)["runs"]]


def recorded_at_other_rates() -> list[DeepRun]:
    """Return the recorded runs of 30 ReLU layers from variance 1/n, seed 0, at other learning rates."""
    return [DeepRun(**run) for run in load(NAME)["other_rates"]]


def accuracies(runs: Sequence[DeepRun], **setting: Any) -> list[float]:
    """Return the accuracies of the runs with some settings, one a seed.

    Args:
        runs: with any settings.
        **setting: what the runs have in common, by the names of `DeepRun`.
    """
    return [run.accuracy for run in runs if all(getattr(run, name) == value for name, value in setting.items())]


def main() -> None:
    """Make the recorded data again."""
    settings: list[dict[str, Any]] = [
        {"start": start, "depth": depth, "optimizer": optimizer, "activation": "relu"}
        for optimizer, depth in [*(("momentum", depth) for depth in DEPTHS), ("Adam", 30)]
        for start in GAINS
    ]
    settings.append({"start": "Xavier", "depth": 30, "optimizer": "momentum", "activation": "tanh"})
    with progress_bar(len(settings) * len(SEEDS) + len(OTHER_RATES), "networks trained") as advance:

        def run(**setting: Any) -> dict[str, Any]:
            made = asdict(train_deep(**setting))
            del made["losses"]
            advance()
            return made

        runs = [run(**setting, seed=seed) for setting in settings for seed in SEEDS]
        other_rates = [run(start="Xavier", seed=0, rate=rate) for rate in OTHER_RATES]
    record(NAME, {"runs": runs, "other_rates": other_rates})


if __name__ == "__main__":
    main()
