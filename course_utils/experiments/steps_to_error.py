"""How many steps does a small network take to an error of 25 % if each activation gets its own best learning rate?

Krizhevsky, Sutskever and Hinton, "ImageNet classification with deep convolutional neural networks", NeurIPS 2012,
figure 1: a convolutional network with ReLU came to a training error of 25 % on CIFAR-10 six times faster than with
tanh, with learning rates chosen for each. This is the same question for a small multilayer perceptron on MNIST digits.
``python -m course_utils.experiments.steps_to_error`` makes the recorded data again.
"""

import math
import statistics
from collections.abc import Sequence
from dataclasses import asdict, dataclass

import numpy as np

from course_utils.experiments.digits import CLASSES, PIXELS, accuracy, split, standardized_mnist, train
from course_utils.experiments.progress_bar import Advance, nothing, progress_bar
from course_utils.experiments.recording import load, record
from course_utils.networks import MLP, SGD

NAME = "steps_to_error"
ACTIVATIONS = ("relu", "tanh", "sigmoid")
RATES = (0.01, 0.03, 0.1, 0.3, 1.0, 3.0)
TUNING_SEEDS = range(3)
SEEDS = range(3, 11)
HIDDEN = (64, 64)
MOST_STEPS = 500
ERROR = 0.25
LOOKED_AT = 1_000  # training digits


@dataclass(frozen=True)
class StepsRun:
    """One training: after how many steps the training error was `ERROR` or less, None if never within `MOST_STEPS`."""

    activation: str
    rate: float
    seed: int
    steps: int | None


@dataclass(frozen=True)
class Pace:
    """How fast the networks of one activation got to the error.

    Attributes:
        activation: of the hidden layers.
        medians: the median number of steps by learning rate, for rates at which every seed got there.
        failing_rates: the learning rates at which a seed did not get there.
        rate: the learning rate that was chosen.
        steps: the numbers of steps of other seeds at that rate.
    """

    activation: str
    medians: dict[float, float]
    failing_rates: tuple[float, ...]
    rate: float
    steps: tuple[int, ...]


def steps_to_error(
    activation: str, rate: float, *, seed: int, most_steps: int = MOST_STEPS, advance: Advance = nothing
) -> StepsRun:
    """Train two hidden layers of 64 units by plain gradient descent, batches of 128, until the error is reached.

    The error is measured after every step, on 1,000 of the training digits.

    Args:
        activation: a name in `course_utils.activations.ACTIVATIONS`.
        rate: the learning rate.
        seed: of the weights, the split of the digits and the batches.
        most_steps: after so many steps training ends.
        advance: called after each step.

    Returns:
        After how many steps the error was reached, None if it was not.
    """
    X, y = standardized_mnist()
    training, _ = split(seed)
    network = MLP((PIXELS, *HIDDEN, CLASSES), activation, seed=seed, dtype=np.float32)
    looked_at = training[:LOOKED_AT]
    reached = None

    def look(step: int) -> bool:
        nonlocal reached
        if accuracy(network, X[looked_at], y[looked_at]) >= 1 - ERROR:
            reached = step + 1
        return reached is not None

    train(
        network,
        SGD(network, rate),
        X[training],
        y[training],
        steps=most_steps,
        batch=128,
        seed=seed,
        after_step=look,
        advance=advance,
    )
    return StepsRun(activation, rate, seed, reached)


def best_rate(runs: Sequence[StepsRun]) -> float:
    """Return the rate whose median number of steps is lowest; a run that never got there counts as infinite."""
    rates = sorted({run.rate for run in runs})
    return min(rates, key=lambda rate: statistics.median(_count(run) for run in runs if run.rate == rate))


def recorded() -> tuple[list[StepsRun], list[StepsRun]]:
    """Return the recorded runs: those that chose the learning rates, and those with the chosen rate and other seeds."""
    data = load(NAME)
    return [StepsRun(**run) for run in data["tuning"]], [StepsRun(**run) for run in data["runs"]]


def median_steps(runs: Sequence[StepsRun], activation: str) -> float:
    """Return the median number of steps of one activation's runs, infinite if half of them or more never got there.

    Args:
        runs: of any activations.
        activation: the one.
    """
    return statistics.median(_count(run) for run in runs if run.activation == activation)


def paces(tuning: Sequence[StepsRun], runs: Sequence[StepsRun]) -> list[Pace]:
    """Return how fast each activation was, in the order of `runs`.

    Args:
        tuning: the runs that chose the learning rates.
        runs: those with the chosen rate and other seeds.
    """
    found = []
    for activation in dict.fromkeys(run.activation for run in runs):
        tried = [run for run in tuning if run.activation == activation]
        chosen = [run for run in runs if run.activation == activation]
        failing = {run.rate for run in tried if run.steps is None}
        medians = {
            rate: statistics.median(_count(run) for run in tried if run.rate == rate)
            for rate in sorted({run.rate for run in tried} - failing)
        }
        steps = tuple(run.steps for run in chosen if run.steps is not None)
        found.append(Pace(activation, medians, tuple(sorted(failing)), chosen[0].rate, steps))
    return found


def _count(run: StepsRun) -> float:
    return math.inf if run.steps is None else run.steps


def main() -> None:
    """Make the recorded data again."""
    tuning, runs = [], []
    total = len(ACTIVATIONS) * (len(RATES) * len(TUNING_SEEDS) + len(SEEDS))
    with progress_bar(total, "networks trained") as advance:
        for activation in ACTIVATIONS:
            for rate in RATES:
                for seed in TUNING_SEEDS:
                    tuning.append(steps_to_error(activation, rate, seed=seed))
                    advance()
            rate = best_rate([run for run in tuning if run.activation == activation])
            for seed in SEEDS:
                runs.append(steps_to_error(activation, rate, seed=seed))
                advance()
    record(NAME, {"tuning": [asdict(run) for run in tuning], "runs": [asdict(run) for run in runs]})


if __name__ == "__main__":
    main()
