"""Which units are dead after each step of a training in PyTorch, and what a diverged network looks like beside them.

A unit is dead on the examples that are watched if ReLU gives 0 for every one of them. A network with a NaN or an
infinity among its outputs has no units that work: its steps are marked, and its dead units are not counted.
"""

import itertools
from dataclasses import dataclass
from typing import Any

import numpy as np

from course_utils import frameworks
from course_utils.experiments.digits import CLASSES, PIXELS, split, standardized_mnist
from course_utils.experiments.progress_bar import Advance, nothing

HIDDEN = (64, 32)
DIGITS = 1_000


@dataclass(frozen=True)
class DeadRaster:
    """Which units were dead before training and after each of its steps.

    Attributes:
        rate: the learning rate.
        seed: of the weights, the digits and the batches.
        dead: for each hidden layer, shape (steps + 1, units), whether a unit is dead; row 0 is before training.
        finite: shape (steps + 1,), whether the network's outputs were finite; if not, `dead` is False throughout.
        accuracy: the share of test digits right at the end, None for a network that is not finite.
    """

    rate: float
    seed: int
    dead: tuple[np.ndarray, ...]
    finite: np.ndarray
    accuracy: float | None

    @property
    def revived(self) -> tuple[int, ...]:
        """How often a dead unit was alive one step later, for each hidden layer; in finite steps alone."""
        both = self.finite[1:] & self.finite[:-1]
        return tuple(int((then[:-1] & ~then[1:])[both].sum()) for then in self.dead)


def dead_raster(rate: float, *, seed: int = 0, steps: int = 100, advance: Advance = nothing) -> DeadRaster:
    """Train 64 and 32 hidden units on 1,000 standardized MNIST digits, and look at all of these after each step.

    Training is plain gradient descent in batches of 128, from He's weights and biases of 0. All digits that are trained
    on are watched, so a unit of the first layer that is dead here gets no gradient any more.

    Args:
        rate: the learning rate.
        seed: of the weights, the digits and the batches.
        steps: of training.
        advance: called after each step.

    Returns:
        Which units were dead before training and after each step.

    Raises:
        MissingFrameworkError: PyTorch is not installed.
    """
    torch = frameworks.require("torch")
    X, y = (torch.tensor(array) for array in standardized_mnist())
    training, test = split(seed)
    training = training[:DIGITS]
    model = he_network((PIXELS, *HIDDEN, CLASSES), seed)
    optimizer = torch.optim.SGD(model.parameters(), lr=rate)
    watch = _Watch(torch, model, X[training])
    watch.look()
    rng = np.random.default_rng([seed, 1])
    for _ in range(steps):
        chosen = training[rng.choice(len(training), 128, replace=False)]
        optimizer.zero_grad()
        torch.nn.functional.cross_entropy(model(X[chosen]), y[chosen]).backward()
        optimizer.step()
        watch.look()
        advance()
    accuracy = None
    if watch.finite[-1]:
        with torch.no_grad():
            accuracy = float((model(X[test]).argmax(dim=1) == y[test]).double().mean())
    return DeadRaster(rate, seed, tuple(np.array(rows) for rows in watch.dead), np.array(watch.finite), accuracy)


class _Watch:
    """Keeps, look by look, which units of a network are dead on some examples, and whether its outputs are finite."""

    def __init__(self, torch: Any, model: Any, examples: Any) -> None:
        self._torch, self._model, self._examples = torch, model, examples
        self._seen: list = []
        hidden = [module for module in model if isinstance(module, torch.nn.ReLU)]
        for module in hidden:
            module.register_forward_hook(lambda module, inputs, output: self._seen.append(output))
        self.dead: tuple[list[np.ndarray], ...] = tuple([] for _ in hidden)
        self.finite: list[bool] = []

    def look(self) -> None:
        self._seen.clear()
        with self._torch.no_grad():
            self.finite.append(bool(self._torch.isfinite(self._model(self._examples)).all()))
        for rows, activations in zip(self.dead, self._seen, strict=True):
            rows.append((activations == 0).all(dim=0).numpy() & self.finite[-1])


def he_network(widths: tuple[int, ...], seed: int) -> Any:
    """Return an `nn.Sequential` of `nn.Linear` layers with ReLU between them, weights of variance 2/n, biases 0.

    Args:
        widths: the number of inputs, of units in each hidden layer, and of outputs.
        seed: of the weights.

    Raises:
        MissingFrameworkError: PyTorch is not installed.
    """
    torch = frameworks.require("torch")
    generator = torch.Generator().manual_seed(seed)
    modules: list = []
    for inputs, outputs in itertools.pairwise(widths):
        layer = torch.nn.utils.skip_init(torch.nn.Linear, inputs, outputs)
        torch.nn.init.kaiming_normal_(layer.weight, nonlinearity="relu", generator=generator)
        torch.nn.init.zeros_(layer.bias)
        modules += [layer, torch.nn.ReLU()]
    return torch.nn.Sequential(*modules[:-1])
