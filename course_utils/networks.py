"""A multilayer perceptron in NumPy: forward, backward, initialization, two losses and two optimizers.

Everything is small enough to read. A batch is an array of shape (n, d): n examples, one a row. Layer l computes
``z = a @ weights[l] + biases[l]`` and, except for the last layer, ``a = activation(z)``. The last layer
computes logits, which the loss functions here take as they are.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from course_utils.activations import ACTIVATIONS

RELU_LIKE = frozenset({"relu", "relu6", "leaky_relu", "prelu", "elu", "softplus", "swish", "gelu", "gelu_tanh"})


def default_gain(activation: str) -> float:
    """Return sqrt(2) for ReLU and its like, which pass about half of the signal, and 1 for all others.

    He et al., "Delving deep into rectifiers", ICCV 2015, for ReLU. Raises `ValueError` for an unknown name.
    """
    _check_activation(activation)
    return float(np.sqrt(2.0)) if activation in RELU_LIKE else 1.0


@dataclass(frozen=True)
class ForwardPass:
    """What a network computed for one batch of n examples.

    Attributes:
        inputs: shape (n, widths[0]).
        pre_activations: one array for each layer l, shape (n, widths[l + 1]).
        activations: one array for each hidden layer, in the shape of its pre-activations.
        output: the last pre-activations, which are the logits.
    """

    inputs: np.ndarray
    pre_activations: list[np.ndarray]
    activations: list[np.ndarray]
    output: np.ndarray


@dataclass(frozen=True)
class Gradients:
    """The derivatives of a loss, one array for each layer.

    Attributes:
        weights: by the weights, in their shapes.
        biases: by the biases, in their shapes.
        pre_activations: dL/dz, shape (n, width of the layer).
    """

    weights: list[np.ndarray]
    biases: list[np.ndarray]
    pre_activations: list[np.ndarray]


class MLP:
    """A multilayer perceptron with linear outputs.

    weights[l] has shape (widths[l], widths[l + 1]), biases[l] has shape (widths[l + 1],). Both may be changed in place.
    """

    def __init__(
        self,
        widths: Sequence[int],
        activation: str = "relu",
        *,
        gain: float | None = None,
        seed: int = 0,
        dtype: Any = np.float64,
    ) -> None:
        """Draw the weights from a normal distribution of standard deviation gain / sqrt(fan-in); biases are 0.

        Args:
            widths: the number of inputs, of units in each hidden layer, and of outputs, for example (2, 32, 32, 1).
            activation: a name in `course_utils.activations.ACTIVATIONS`, with its default parameters.
            gain: as in PyTorch; None takes `default_gain`.
            seed: of the weights.
            dtype: float32 or float64.

        Raises:
            ValueError: the arguments make no network.
        """
        self.widths = tuple(widths)
        if len(self.widths) < 2 or not all(_is_whole(width) and width >= 1 for width in self.widths):
            raise ValueError(f"widths are at least two whole numbers from 1 up, inputs first: not {widths!r}")
        self.gain = default_gain(activation) if gain is None else float(gain)
        if not (np.isfinite(self.gain) and self.gain >= 0):
            raise ValueError(f"a gain is a finite number, 0 or more: not {gain!r}")
        self.activation = activation
        _check_activation(activation)
        self.dtype = np.dtype(dtype)
        if self.dtype not in (np.float32, np.float64):
            raise ValueError(f"dtype is float32 or float64: not {self.dtype}")
        rng = np.random.default_rng(seed)
        self.weights = [
            (rng.standard_normal((fan_in, fan_out)) * (self.gain / np.sqrt(fan_in))).astype(self.dtype)
            for fan_in, fan_out in zip(self.widths, self.widths[1:], strict=False)
        ]
        self.biases = [np.zeros(fan_out, dtype=self.dtype) for fan_out in self.widths[1:]]

    def __repr__(self) -> str:
        return f"MLP({self.widths}, {self.activation!r}, gain={self.gain:.4g})"

    @property
    def parameters(self) -> list[np.ndarray]:
        """The arrays that training changes: weights and biases, layer by layer."""
        return [array for pair in zip(self.weights, self.biases, strict=True) for array in pair]

    def forward(self, X: Any) -> ForwardPass:
        """Return all that the network computes for a batch X. Raises `ValueError` unless X is (n, widths[0])."""
        inputs = np.asarray(X, dtype=self.dtype)
        if inputs.ndim != 2 or inputs.shape[1] != self.widths[0]:
            raise ValueError(f"X has one row an example and {self.widths[0]} columns: not shape {inputs.shape}")
        function = ACTIVATIONS[self.activation].function
        signal, pre_activations, activations = inputs, [], []
        for layer, (weights, biases) in enumerate(zip(self.weights, self.biases, strict=True)):
            z = signal @ weights
            z += biases
            pre_activations.append(z)
            if layer < len(self.weights) - 1:
                signal = function(z)
                activations.append(signal)
        return ForwardPass(inputs, pre_activations, activations, pre_activations[-1])

    def predict(self, X: Any) -> np.ndarray:
        """Return the logits, shape (n, widths[-1])."""
        return self.forward(X).output

    def backward(self, passed: ForwardPass, output_gradient: Any) -> Gradients:
        """Return the gradients of a loss.

        Args:
            passed: what `forward` returned for the batch.
            output_gradient: the loss's derivative by the output, shape (n, widths[-1]).

        Raises:
            ValueError: `output_gradient` has another shape.
        """
        delta = np.asarray(output_gradient, dtype=self.dtype)
        if delta.shape != passed.output.shape:
            raise ValueError(f"the output has shape {passed.output.shape}, its gradient {delta.shape}")
        derivative = ACTIVATIONS[self.activation].derivative
        layers = len(self.weights)
        weights, biases, deltas = list(self.weights), list(self.biases), list(passed.pre_activations)
        for layer in reversed(range(layers)):
            below = passed.activations[layer - 1] if layer else passed.inputs
            weights[layer], biases[layer], deltas[layer] = below.T @ delta, delta.sum(axis=0), delta
            if layer:
                delta = (delta @ self.weights[layer].T) * derivative(passed.pre_activations[layer - 1])
        return Gradients(weights, biases, deltas)

    def step(self, gradients: Gradients, learning_rate: float) -> None:
        """Take one step of gradient descent: each parameter goes down its gradient, in place.

        Args:
            gradients: by this network's parameters.
            learning_rate: how many times the gradient is subtracted.
        """
        for parameter, gradient in zip(self.parameters, _flat(gradients), strict=True):
            parameter -= self.dtype.type(learning_rate) * gradient


class SGD:
    """Gradient descent with momentum, in PyTorch's form: velocity = momentum * velocity + gradient."""

    def __init__(self, network: MLP, learning_rate: float, momentum: float = 0.0) -> None:
        """Keep `network`, whose parameters each step changes.

        Args:
            network: the network to train.
            learning_rate: positive.
            momentum: 0 <= momentum < 1.

        Raises:
            ValueError: the rate or the momentum lies outside these bounds.
        """
        _check_rate(learning_rate)
        if not 0 <= momentum < 1:
            raise ValueError(f"momentum lies in [0, 1): not {momentum!r}")
        self.network, self.learning_rate, self.momentum = network, learning_rate, momentum
        self._velocity = [np.zeros_like(parameter) for parameter in network.parameters]

    def step(self, gradients: Gradients) -> None:
        """Change the network's parameters in place."""
        scalar = self.network.dtype.type
        for parameter, velocity, gradient in zip(
            self.network.parameters, self._velocity, _flat(gradients), strict=True
        ):
            velocity *= scalar(self.momentum)
            velocity += gradient
            parameter -= scalar(self.learning_rate) * velocity


class Adam:
    """Kingma and Ba, "Adam: a method for stochastic optimization", ICLR 2015, with its default constants."""

    def __init__(self, network: MLP, learning_rate: float = 0.001) -> None:
        """Keep `network`, whose parameters each step changes.

        Args:
            network: the network to train.
            learning_rate: positive.

        Raises:
            ValueError: the rate is not positive.
        """
        _check_rate(learning_rate)
        self.network, self.learning_rate, self.beta1, self.beta2, self.epsilon = (
            network,
            learning_rate,
            0.9,
            0.999,
            1e-8,
        )
        self._mean = [np.zeros_like(parameter) for parameter in network.parameters]
        self._square = [np.zeros_like(parameter) for parameter in network.parameters]
        self._steps = 0

    def step(self, gradients: Gradients) -> None:
        """Change the network's parameters in place."""
        self._steps += 1
        scalar = self.network.dtype.type
        rate = scalar(self.learning_rate / (1 - self.beta1**self._steps))
        correction = scalar(1 / (1 - self.beta2**self._steps))
        beta1, beta2, epsilon = scalar(self.beta1), scalar(self.beta2), scalar(self.epsilon)
        for parameter, mean, square, gradient in zip(
            self.network.parameters, self._mean, self._square, _flat(gradients), strict=True
        ):
            mean += (1 - beta1) * (gradient - mean)
            square += (1 - beta2) * (gradient * gradient - square)
            parameter -= rate * mean / (np.sqrt(square * correction) + epsilon)


def logistic_loss(logits: Any, targets: Any) -> tuple[float, np.ndarray]:
    """Return the mean cross-entropy of sigmoid(logits) against targets in [0, 1], and its gradient by the logits.

    The loss is computed from the logits, as softplus(z) - y z, so that no finite logit gives inf.

    Args:
        logits: (n,) or (n, k).
        targets: the same shape, or (n,) for logits (n, 1).

    Returns:
        The loss, and its gradient in the logits' shape and dtype.

    Raises:
        ValueError: the shapes do not fit, or a target lies outside [0, 1].
    """
    z = _float(logits)
    y = np.asarray(targets, dtype=z.dtype)
    if y.ndim == 1 and z.shape == (len(y), 1):
        y = y[:, None]
    if y.shape != z.shape or z.size == 0:
        raise ValueError(f"logits and targets have the same shape and are not empty: not {z.shape} and {y.shape}")
    if not ((y >= 0) & (y <= 1)).all():
        raise ValueError("a target of the logistic loss lies in [0, 1]")
    small = np.exp(-np.abs(z))  # never overflows
    losses = np.maximum(z, 0) - z * y + np.log1p(small)
    probability = np.where(z >= 0, 1 / (1 + small), small / (1 + small))
    return float(losses.mean()), (probability - y) / z.dtype.type(z.size)


def softmax_cross_entropy(logits: Any, labels: Any) -> tuple[float, np.ndarray]:
    """Return the mean cross-entropy of softmax(logits) against labels, and its gradient by the logits.

    Args:
        logits: (n, k).
        labels: (n,), whole numbers from 0 to k - 1.

    Returns:
        The loss, and its gradient in the logits' shape and dtype.

    Raises:
        ValueError: the arguments are not like this.
    """
    z, label = _float(logits), np.asarray(labels)
    if z.ndim != 2 or label.shape != z.shape[:1] or z.size == 0:
        raise ValueError(f"logits are (n, k) and labels (n,), neither empty: not {z.shape} and {label.shape}")
    if label.dtype.kind not in "iu" or label.min() < 0 or label.max() >= z.shape[1]:
        raise ValueError(f"a label is a whole number from 0 to {z.shape[1] - 1}")
    shifted = z - z.max(axis=1, keepdims=True)
    powers = np.exp(shifted)
    sums = powers.sum(axis=1, keepdims=True)
    rows = np.arange(len(z))
    losses = np.log(sums[:, 0]) - shifted[rows, label]
    gradient = powers / sums
    gradient[rows, label] -= 1
    return float(losses.mean()), gradient / z.dtype.type(len(z))


def _flat(gradients: Gradients) -> list[np.ndarray]:
    """Return the gradients in the order of `MLP.parameters`."""
    return [array for pair in zip(gradients.weights, gradients.biases, strict=True) for array in pair]


def _float(values: Any) -> np.ndarray:
    array = np.asarray(values)
    return array if array.dtype.kind == "f" else array.astype(np.float64)


def _is_whole(value: Any) -> bool:
    return isinstance(value, (int, np.integer)) and not isinstance(value, bool)


def _check_activation(name: str) -> None:
    if name not in ACTIVATIONS:
        raise ValueError(f"no activation is called {name!r}: choose one of {', '.join(ACTIVATIONS)}")


def _check_rate(learning_rate: float) -> None:
    if not (np.isfinite(learning_rate) and learning_rate > 0):
        raise ValueError(f"a learning rate is a positive number: not {learning_rate!r}")
