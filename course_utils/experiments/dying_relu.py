"""How many units die, what that costs, and whether a dead unit can come back.

A unit is dead on a set of examples if its pre-activation is 0 or below for every one of them. ReLU's slope is then 0
for all, and so is the gradient of the unit's weights. ``python -m course_utils.experiments.dying_relu`` makes the
recorded data again.
"""

import itertools
from collections.abc import Sequence
from dataclasses import asdict, dataclass

import numpy as np

from course_utils.experiments.digits import CLASSES, PIXELS, accuracy, is_finite, split, standardized_mnist, train
from course_utils.experiments.progress_bar import Advance, counted, nothing
from course_utils.experiments.recording import load, record
from course_utils.experiments.threads import one_thread
from course_utils.networks import MLP, SGD, softmax_cross_entropy

NAME = "dying_relu"
HIDDEN = (128, 64)
RATES = (0.1, 0.2, 0.3, 0.4, 0.5)
ACTIVATIONS = ("relu", "leaky_relu")
SEEDS = range(5)


@dataclass(frozen=True)
class DyingRun:
    """One training: whether it stayed finite, its test accuracy, and the share of dead units in each hidden layer.

    `dead` is counted on the training digits; `woken` is the share of units that are dead there and not on the test
    digits. These and `accuracy` are None for a network that is not finite, because it has no units that work. `naive`
    is what a counter says that asks "is no pre-activation above 0?": for NaN the answer is yes.
    """

    activation: str
    rate: float
    seed: int
    steps: int
    finite: bool
    accuracy: float | None
    dead: tuple[float, ...] | None
    naive: tuple[float, ...]
    woken: tuple[float, ...] | None = None


@dataclass(frozen=True)
class Fate:
    """What became of the networks of one activation at one learning rate.

    Attributes:
        activation: of the hidden layers.
        rate: the learning rate.
        seeds: of the networks that stayed finite.
        first_dead: the share of dead units in the first hidden layer of each of these.
        accuracies: the share of test digits that each of these gets right.
        diverged: how many networks did not stay finite.
    """

    activation: str
    rate: float
    seeds: tuple[int, ...]
    first_dead: tuple[float, ...]
    accuracies: tuple[float, ...]
    diverged: int


@dataclass(frozen=True)
class Revival:
    """The share of dead units in each hidden layer, before the large step, after it, and at each check that follows.

    `dead` has shape (checks, hidden layers). `revived` is, for each layer, how many units that were dead right after
    the large step were alive at the end, and how many were dead then.
    """

    steps: tuple[int, ...]
    dead: np.ndarray
    revived: tuple[tuple[int, int], ...]


def dead_units(network: MLP, X: np.ndarray) -> list[np.ndarray]:
    """Return, for each hidden layer, which units have no positive pre-activation in X: boolean arrays (width,).

    Args:
        network: a network with hidden layers.
        X: examples, shape (n, inputs).
    """
    with np.errstate(all="ignore"), one_thread():
        return [np.all(z <= 0, axis=0) for z in network.forward(X).pre_activations[:-1]]


def train_and_count(
    activation: str, rate: float, *, seed: int, steps: int = 200, advance: Advance = nothing
) -> DyingRun:
    """Train a network of 128 and 64 hidden units on standardized MNIST by plain gradient descent and count the dead.

    Args:
        activation: a name in `course_utils.activations.ACTIVATIONS`.
        rate: the learning rate.
        seed: of the weights, the split of the digits and the batches.
        steps: of training, on batches of 128.
        advance: called after each step.

    Returns:
        The accuracy and the shares of dead units, None if the network is not finite.
    """
    X, y = standardized_mnist()
    training, test = split(seed)
    network = _network(activation, seed)
    train(network, SGD(network, rate), X[training], y[training], steps=steps, batch=128, seed=seed, advance=advance)
    with np.errstate(all="ignore"), one_thread():
        passed = network.forward(X[training])
    hidden = passed.pre_activations[:-1]
    naive = tuple(float((~(z > 0)).all(axis=0).mean()) for z in hidden)
    if not is_finite(network) or not np.isfinite(passed.output).all():
        return DyingRun(activation, rate, seed, steps, False, None, None, naive)
    masks = [(z <= 0).all(axis=0) for z in hidden]
    dead = tuple(float(mask.mean()) for mask in masks)
    still = dead_units(network, X[test])
    woken = tuple(float((mask & ~other).mean()) for mask, other in zip(masks, still, strict=True))
    return DyingRun(activation, rate, seed, steps, True, accuracy(network, X[test], y[test]), dead, naive, woken)


def revive(seed: int = 0, *, large: float = 1.0, small: float = 0.02, steps: int = 200, every: int = 20) -> Revival:
    """Take one step with a large learning rate, then train on with a small one, and follow the dead units.

    Args:
        seed: of the weights, the split of the digits and the batches.
        large: the learning rate of the first step.
        small: the learning rate of the steps after it.
        steps: how many small steps there are.
        every: the dead units are counted after so many small steps.

    Returns:
        The shares of dead units before the large step, after it, and every so many small ones.
    """
    X, y = standardized_mnist()
    training, _ = split(seed)
    X, y = X[training], y[training]
    network = _network("relu", seed)
    counts = [dead_units(network, X)]
    first = np.random.default_rng([seed, 2]).choice(len(X), 128, replace=False)
    with one_thread():
        passed = network.forward(X[first])
        network.step(network.backward(passed, softmax_cross_entropy(passed.output, y[first])[1]), large)
    counts.append(dead_units(network, X))

    def look(step: int) -> bool:
        if (step + 1) % every == 0:
            counts.append(dead_units(network, X))
        return False

    train(network, SGD(network, small), X, y, steps=steps, batch=128, seed=seed, after_step=look)
    revived = tuple(
        (int((then & ~now).sum()), int(then.sum())) for then, now in zip(counts[1], counts[-1], strict=True)
    )
    shares = np.array([[mask.mean() for mask in masks] for masks in counts])
    return Revival((0, 1, *range(1 + every, 2 + steps, every)), shares, revived)


def recorded() -> list[DyingRun]:
    """Return the recorded runs."""
    runs = []
    for run in load(NAME)["runs"]:
        shares = {name: run[name] and tuple(run[name]) for name in ("dead", "naive", "woken")}
        runs.append(DyingRun(**{**run, **shares}))
    return runs


def fates(runs: Sequence[DyingRun]) -> list[Fate]:
    """Return what became of each activation, in the order of the runs, at each learning rate, in rising order."""
    found = []
    for activation in dict.fromkeys(run.activation for run in runs):
        for rate in sorted({run.rate for run in runs}):
            group = [run for run in runs if (run.activation, run.rate) == (activation, rate)]
            finite = [run for run in group if run.finite]
            dead = tuple(run.dead[0] for run in finite if run.dead is not None)
            accuracies = tuple(run.accuracy for run in finite if run.accuracy is not None)
            seeds = tuple(run.seed for run in finite)
            found.append(Fate(activation, rate, seeds, dead, accuracies, len(group) - len(finite)))
    return found


def _network(activation: str, seed: int) -> MLP:
    return MLP((PIXELS, *HIDDEN, CLASSES), activation, seed=seed, dtype=np.float32)


def main() -> None:
    """Make the recorded data again."""
    settings = counted(itertools.product(ACTIVATIONS, RATES, SEEDS), "networks trained")
    runs = [asdict(train_and_count(activation, rate, seed=seed)) for activation, rate, seed in settings]
    record(NAME, {"runs": runs})


if __name__ == "__main__":
    main()
