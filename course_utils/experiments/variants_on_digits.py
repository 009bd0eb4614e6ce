"""Which activation classifies digits best if each gets its own learning rate?

Every activation is tried at the same learning rates with the same three seeds, and judged on digits that are used
for nothing else. At its best rate it is then trained with twelve other seeds. Runs of one seed share their digits, the
order of the batches and, but for the gain, the first weights, so that they can be compared in pairs.
``python -m course_utils.experiments.variants_on_digits`` makes the recorded data again.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

import numpy as np

from course_utils.experiments.digits import CLASSES, PIXELS, accuracy, standardized_mnist, train
from course_utils.experiments.progress_bar import Advance, nothing, progress_bar
from course_utils.experiments.recording import load, record
from course_utils.networks import MLP, SGD

NAME = "variants_on_digits"
ACTIVATIONS = ("relu", "leaky_relu", "elu", "selu", "swish", "gelu", "tanh", "sigmoid")
RATES = (0.003, 0.01, 0.03, 0.1, 0.3, 1.0)
TUNING_SEEDS = range(100, 103)
SEEDS = range(12)
HIDDEN = (64, 64)
STEPS = 400
VALIDATION = 1_000  # digits for choosing the rates, and for nothing else
TRAINING = 3_200  # of the other 4,000; the rest is for the test


@dataclass(frozen=True)
class DigitsRun:
    """One training: its setting, and the share of digits right, NaN if it diverged.

    The digits are those for choosing rates if `tuning` is true, else the test digits.
    """

    activation: str
    rate: float
    seed: int
    tuning: bool
    accuracy: float


def train_variant(
    activation: str, rate: float, *, seed: int, tuning: bool = False, steps: int = STEPS, advance: Advance = nothing
) -> DigitsRun:
    """Train two hidden layers of 64 units by gradient descent with momentum 0.9, in batches of 128.

    Args:
        activation: a name in `course_utils.activations.ACTIVATIONS`, with its default parameters.
        rate: the learning rate.
        seed: of the weights, the split of the digits and the batches.
        tuning: whether the digits for choosing rates judge the network, instead of the test digits.
        steps: of training.
        advance: called after each step.

    Returns:
        The setting and the share of digits right.
    """
    X, y = standardized_mnist()
    order = np.random.default_rng(2).permutation(len(X))
    validation, others = order[:VALIDATION], np.random.default_rng(seed).permutation(order[VALIDATION:])
    training, test = others[:TRAINING], others[TRAINING:]
    network = MLP((PIXELS, *HIDDEN, CLASSES), activation, seed=seed, dtype=np.float32)
    optimizer = SGD(network, rate, 0.9)
    train(network, optimizer, X[training], y[training], steps=steps, batch=128, seed=seed, advance=advance)
    judged_on = validation if tuning else test
    return DigitsRun(activation, rate, seed, tuning, accuracy(network, X[judged_on], y[judged_on]))


def best_rate(runs: Sequence[DigitsRun]) -> float:
    """Return the rate with the highest mean accuracy, the smaller of two that tie. A diverged run counts as 0."""

    def score(rate: float) -> float:
        return float(np.mean([np.nan_to_num(run.accuracy) for run in runs if run.rate == rate]))

    return max(sorted({run.rate for run in runs}), key=score)


def recorded() -> tuple[list[DigitsRun], list[DigitsRun]]:
    """Return the recorded runs: those that chose the learning rates, and those with the chosen rate and other seeds."""
    runs = []
    for run in load(NAME)["runs"]:
        reached = float("nan") if run["accuracy"] is None else run["accuracy"]
        runs.append(DigitsRun(**{**run, "accuracy": reached}))
    return [run for run in runs if run.tuning], [run for run in runs if not run.tuning]


def by_activation(runs: Sequence[DigitsRun]) -> dict[str, np.ndarray]:
    """Return the accuracies of each activation as an array in the order of the seeds, so that places are pairs."""
    names = dict.fromkeys(run.activation for run in runs)
    ordered = sorted(runs, key=lambda run: run.seed)
    return {name: np.array([run.accuracy for run in ordered if run.activation == name]) for name in names}


def t_interval(points: np.ndarray) -> tuple[float, float, float]:
    """Return the mean of at least two differences and the ends of its 95 % t interval."""
    from scipy.stats import t

    half = t.ppf(0.975, len(points) - 1) * points.std(ddof=1) / np.sqrt(len(points))
    return float(points.mean()), float(points.mean() - half), float(points.mean() + half)


def main() -> None:
    """Make the recorded data again."""
    runs: list[DigitsRun] = []
    total = len(ACTIVATIONS) * (len(RATES) * len(TUNING_SEEDS) + len(SEEDS))
    with progress_bar(total, "networks trained") as advance:
        for activation in ACTIVATIONS:
            tuning = []
            for rate in RATES:
                for seed in TUNING_SEEDS:
                    tuning.append(train_variant(activation, rate, seed=seed, tuning=True))
                    advance()
            rate = best_rate(tuning)
            runs += tuning
            for seed in SEEDS:
                runs.append(train_variant(activation, rate, seed=seed))
                advance()
    record(NAME, {"runs": [asdict(run) for run in runs]})


if __name__ == "__main__":
    main()
