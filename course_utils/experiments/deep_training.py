"""Does a deep ReLU network train? It depends on the size of its first weights, on its depth, and on the optimizer.

The question is that of He, Zhang, Ren and Sun, "Delving deep into rectifiers", ICCV 2015: with 30 layers, their network
trained from weights of variance 2/n and stalled from weights of variance 1/n. This is a small version: a multilayer
perceptron on 5,000 MNIST digits. ``python -m course_utils.experiments.deep_training`` makes the recorded data again.
"""

from dataclasses import asdict, dataclass

import numpy as np

from course_utils.experiments.digits import CLASSES, PIXELS, accuracy, mnist, split, train
from course_utils.experiments.progress_bar import Advance, nothing, progress_bar
from course_utils.experiments.recording import load, record
from course_utils.networks import MLP, SGD, Adam

GAINS = {"He": float(np.sqrt(2)), "Xavier": 1.0}
RATES = {"momentum": 0.003, "Adam": 0.001}
SEEDS = range(5)
DEPTHS = (5, 10, 20, 30)
NAME = "deep_training"


@dataclass(frozen=True)
class DeepRun:
    """One training: its setting, the share of test digits it gets right, and the loss at each step, if kept."""

    start: str
    optimizer: str
    depth: int
    seed: int
    steps: int
    accuracy: float
    losses: tuple[float, ...] = ()


def train_deep(
    start: str,
    *,
    seed: int,
    depth: int = 30,
    width: int = 64,
    steps: int = 400,
    optimizer: str = "momentum",
    advance: Advance = nothing,
) -> DeepRun:
    """Train a ReLU network of `depth` hidden layers and return how it went.

    start: "He" draws weights of variance 2/n, "Xavier" of 1/n, n being the layer's number of inputs (Glorot and
    Bengio's 2 / (inputs + outputs) is the same for the square layers). optimizer: "momentum" is gradient descent
    with momentum 0.9 and learning rate 0.003, "Adam" has learning rate 0.001. Batches of 128.
    """
    X, y = mnist()
    training, test = split(seed)
    network = MLP((PIXELS, *(width,) * depth, CLASSES), "relu", gain=GAINS[start], seed=seed, dtype=np.float32)
    rate = RATES[optimizer]
    chosen = SGD(network, rate, 0.9) if optimizer == "momentum" else Adam(network, rate)
    losses = train(network, chosen, X[training], y[training], steps=steps, batch=128, seed=seed, advance=advance)
    reached = accuracy(network, X[test], y[test])
    return DeepRun(start, optimizer, depth, seed, steps, reached, tuple(losses))


def recorded() -> list[DeepRun]:
    """Return the recorded runs, without their losses."""
    return [DeepRun(**run) for run in load(NAME)["runs"]]


def main() -> None:
    """Make the recorded data again."""
    settings = [("momentum", depth) for depth in DEPTHS] + [("Adam", 30)]
    runs = []
    with progress_bar(len(settings) * len(GAINS) * len(SEEDS), "networks trained") as advance:
        for optimizer, depth in settings:
            for start in GAINS:
                for seed in SEEDS:
                    run = asdict(train_deep(start, seed=seed, depth=depth, optimizer=optimizer))
                    del run["losses"]
                    runs.append(run)
                    advance()
    record(NAME, {"runs": runs})


if __name__ == "__main__":
    main()
