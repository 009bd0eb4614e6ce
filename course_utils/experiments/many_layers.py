"""The mean and the variance of the activations, layer by layer, in a deep network with random weights."""

from dataclasses import dataclass

import numpy as np

from course_utils.experiments.threads import one_thread
from course_utils.networks import MLP


@dataclass(frozen=True)
class LayerStatistics:
    """Of the activations in each hidden layer, from the first; every array has shape (depth,).

    Attributes:
        means: over all units and examples of the layer.
        variances: over all units and examples of the layer.
        unit_variances: the variance of one unit over the examples, averaged over the units. This average leaves out
            by how much the units' means differ.
    """

    means: np.ndarray
    variances: np.ndarray
    unit_variances: np.ndarray


def layer_statistics(
    activation: str,
    gain: float | None = None,
    *,
    depth: int = 50,
    width: int = 256,
    examples: int = 200,
    seed: int = 0,
    input_mean: float = 0.0,
    input_deviation: float = 1.0,
) -> LayerStatistics:
    """Send normal inputs through `depth` square layers of random weights and look at what comes out of each.

    The weights are normal with standard deviation gain / sqrt(width), the biases 0.

    Args:
        activation: a name in `course_utils.activations.ACTIVATIONS`.
        gain: None takes that of `course_utils.networks.default_gain`, which is sqrt(2) for ReLU and its like and 1
            for SELU.
        depth: layers.
        width: units in each layer, and inputs.
        examples: how many inputs are sent through.
        seed: of the weights and the inputs.
        input_mean: of the normal inputs.
        input_deviation: their standard deviation.

    Returns:
        Means and variances of the activations of each layer.
    """
    network = MLP((*(width,) * (depth + 1), 1), activation, gain=gain, seed=seed)
    X = input_mean + input_deviation * np.random.default_rng([seed, 1]).standard_normal((examples, width))
    with one_thread():
        layers = network.forward(X).activations
    return LayerStatistics(
        np.array([a.mean() for a in layers]),
        np.array([a.var() for a in layers]),
        np.array([a.var(axis=0).mean() for a in layers]),
    )
