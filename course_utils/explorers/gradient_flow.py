"""How signals shrink or grow on their way through a deep network, forward and backward."""

import numpy as np
import traitlets

from course_utils.experiments.signal_propagation import Flow
from course_utils.explorers.explorer import Explorer, bundle
from course_utils.explorers.random_numbers import standard_normal
from course_utils.figures import explorers as figures
from course_utils.figures.picture import Picture
from course_utils.networks import MLP

# The same constants stand in gradient_flow.js.
SEED, EXAMPLES, WIDEST, DEEPEST = 1, 16, 64, 40
OFFERED = ("relu", "sigmoid", "tanh", "selu")


class GradientFlow(Explorer):
    """Choose a depth, a width and a gain, and see what reaches the last layer, and what comes back to the first.

    The biases are 0. There are 16 random examples.

    Attributes:
        shown: some of "relu", "sigmoid", "tanh", "selu".
        depth: layers.
        width: units in each layer.
        gain: weights are normal with standard deviation gain / sqrt(width), as in PyTorch.
    """

    title = "Gradient flow"
    _esm = bundle("gradient_flow.js")

    offered = traitlets.List(list(OFFERED), read_only=True).tag(sync=True)
    shown = traitlets.List(traitlets.Enum(list(OFFERED)), ["relu", "sigmoid"], minlen=1).tag(sync=True)
    depth = traitlets.Int(20, min=1, max=DEEPEST).tag(sync=True, label="Depth", unit="layers", step=1)
    width = traitlets.Int(32, min=2, max=WIDEST).tag(sync=True, label="Width", unit="units", step=1)
    gain = traitlets.Float(1.0, min=0.2, max=6.0).tag(sync=True, label="Gain", step=0.02)

    def flow(self, activation: str) -> Flow:
        """Return what happens with one activation, for the same random numbers whatever the settings."""
        normal = standard_normal(2 * EXAMPLES * WIDEST + DEEPEST * WIDEST**2, SEED)
        inputs, gradient = (
            normal[start : start + EXAMPLES * self.width].reshape(EXAMPLES, self.width)
            for start in (0, EXAMPLES * WIDEST)
        )
        layers = normal[2 * EXAMPLES * WIDEST :].reshape(DEEPEST, -1)[: self.depth, : self.width**2]
        # one layer more, the identity, because the last layer of an `MLP` has no activation
        network = MLP([self.width] * (self.depth + 2), activation)
        network.weights = [w.reshape(self.width, -1) * self.gain / np.sqrt(self.width) for w in layers]
        network.weights.append(np.eye(self.width))
        passed = network.forward(inputs)
        gradients = network.backward(passed, gradient).pre_activations[:-1]
        return Flow(
            np.array([values.var() for values in passed.activations]),
            np.array([np.sqrt((values**2).sum(axis=1).mean()) for values in gradients]),
        )

    def picture(self) -> Picture:
        """Return a still picture of both panels."""
        return figures.gradient_flow({name: self.flow(name) for name in self.shown}, self.width, self.gain)
