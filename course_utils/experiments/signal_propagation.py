"""What a random network does to a signal on its way up, and to a gradient on its way down."""

from dataclasses import dataclass

import numpy as np

from course_utils.experiments.threads import one_thread
from course_utils.networks import MLP


@dataclass(frozen=True)
class Propagation:
    """Layer by layer, from the first: the variance of the pre-activations, and the root mean square of dL/dz.

    Both have shape (depth,).
    """

    variances: np.ndarray
    gradients: np.ndarray

    @property
    def factor(self) -> float:
        """By what the variance is multiplied from one layer to the next, on geometric average."""
        steps = len(self.variances) - 1
        return float((self.variances[-1] / self.variances[0]) ** (1 / steps))

    @property
    def gradient_factor(self) -> float:
        """By what the gradient is multiplied from one layer to the layer below, on geometric average."""
        steps = len(self.gradients) - 1
        return float((self.gradients[0] / self.gradients[-1]) ** (1 / steps))


@dataclass(frozen=True)
class Flow:
    """Layer by layer: the variance of the activations, and the root mean square length of an example's dL/dz.

    Both have shape (depth,).
    """

    variances: np.ndarray
    norms: np.ndarray


def propagate(
    activation: str, gain: float, *, depth: int = 30, width: int = 256, examples: int = 200, seed: int = 0
) -> Propagation:
    """Send `examples` standard normal inputs through `depth` square layers, and a random gradient back.

    The weights have standard deviation gain / sqrt(width) and the biases are 0. The gradient that enters at the top
    is standard normal for each unit and example.

    Args:
        activation: a name in `course_utils.activations.ACTIVATIONS`.
        gain: of the weights, as in PyTorch.
        depth: layers.
        width: units in each layer, and inputs.
        examples: how many inputs are sent through.
        seed: of the weights, the inputs and the gradient.

    Returns:
        The variance of the pre-activations and the size of the gradient in each layer.
    """
    network = MLP((width,) * (depth + 1), activation, gain=gain, seed=seed)
    rng = np.random.default_rng([seed, 1])
    with one_thread():
        passed = network.forward(rng.standard_normal((examples, width)))
        gradients = network.backward(passed, rng.standard_normal((examples, width)))
    return Propagation(
        np.array([z.var() for z in passed.pre_activations]),
        np.array([np.sqrt(np.mean(delta**2)) for delta in gradients.pre_activations]),
    )


def chain(slopes: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Return the running product of slope times weight along a chain of single units: the gradient, link by link.

    Args:
        slopes: of the activation at each unit, shape (links,).
        weights: shape (links,).
    """
    return np.cumprod(np.asarray(slopes, dtype=float) * np.asarray(weights, dtype=float))
