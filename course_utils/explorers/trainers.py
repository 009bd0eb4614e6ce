"""What the playground trains: a network of the course's own, or a learner's model, made with PyTorch or Keras.

Each takes one step of gradient descent with momentum at a time, on all points at once, and returns logits: arrays of
shape (n, 1) for inputs of shape (n, 2), float32. A learner's model can go back to its first weights.
"""

from collections.abc import Sequence
from typing import Any, Protocol

import numpy as np

from course_utils import frameworks
from course_utils.networks import MLP, SGD, logistic_loss

MOMENTUM = 0.9


class Trainer(Protocol):
    """What the playground needs of whatever it trains."""

    def logits(self, X: np.ndarray) -> np.ndarray:
        """Return the logits, shape (n, 1)."""

    def step(self, X: np.ndarray, classes: np.ndarray, learning_rate: float) -> None:
        """Take one step of gradient descent with momentum.

        Args:
            X: inputs, shape (n, 2), float32.
            classes: 0.0 or 1.0, shape (n,).
            learning_rate: of this step.
        """

    def in_words(self) -> str:
        """Return what it is, for a sentence."""


class OwnNetwork:
    """A multilayer perceptron of `course_utils.networks`."""

    def __init__(self, hidden: Sequence[int], activation: str, seed: int) -> None:
        """Draw the weights from `seed`."""
        self.network = MLP((2, *hidden, 1), activation, seed=seed, dtype=np.float32)
        self._optimizer = SGD(self.network, 1.0, MOMENTUM)

    def logits(self, X: np.ndarray) -> np.ndarray:
        """Return the logits, shape (n, 1)."""
        return self.network.predict(X)

    def step(self, X: np.ndarray, classes: np.ndarray, learning_rate: float) -> None:
        """Take one step, as `Trainer.step` says."""
        self._optimizer.learning_rate = learning_rate
        passed = self.network.forward(X)
        gradient = logistic_loss(passed.output, classes)[1]
        self._optimizer.step(self.network.backward(passed, gradient))

    def in_words(self) -> str:
        """Return what it is, for a sentence."""
        units = " and ".join(str(width) for width in self.network.widths[1:-1])
        return f"a network with {units} hidden {self.network.activation} units"


class TorchModel:
    """A module of PyTorch. Each trainer made of a module begins with the weights that the first one met."""

    def __init__(self, model: Any) -> None:
        """Remember the module and its first weights. Its parameters are trained in place."""
        self._torch, self._model = frameworks.require("torch"), model
        self._first = {name: value.clone() for name, value in model.state_dict().items()}
        self.restart()

    def restart(self) -> None:
        """Go back to the first weights."""
        self._model.load_state_dict(self._first)
        self._optimizer = self._torch.optim.SGD(self._model.parameters(), lr=1.0, momentum=MOMENTUM)

    def logits(self, X: np.ndarray) -> np.ndarray:
        """Return the logits, shape (n, 1)."""
        with self._torch.no_grad():
            return self._model(self._torch.from_numpy(X)).numpy()

    def step(self, X: np.ndarray, classes: np.ndarray, learning_rate: float) -> None:
        """Take one step, as `Trainer.step` says."""
        torch = self._torch
        self._optimizer.param_groups[0]["lr"] = learning_rate
        self._optimizer.zero_grad()
        targets = torch.from_numpy(classes.astype(np.float32))[:, None]
        torch.nn.functional.binary_cross_entropy_with_logits(self._model(torch.from_numpy(X)), targets).backward()
        self._optimizer.step()

    def in_words(self) -> str:
        """Return what it is, for a sentence."""
        return f"your PyTorch model, {type(self._model).__name__}"


class KerasModel:
    """A Keras model, on TensorFlow."""

    def __init__(self, model: Any) -> None:
        """Remember the model and its first weights. Its weights are trained in place; `compile` is not needed."""
        self._model = model
        model(np.zeros((1, 2), np.float32))  # because a Sequential model without an Input has no weights before
        self._first = model.get_weights()
        self.restart()

    def restart(self) -> None:
        """Go back to the first weights."""
        keras, tf = frameworks.require("keras"), frameworks.require("tensorflow")
        self._model.set_weights(self._first)
        optimizer = keras.optimizers.SGD(1.0, momentum=MOMENTUM)
        optimizer.build(self._model.trainable_variables)
        self._optimizer = optimizer

        @tf.function
        def step(X: Any, targets: Any) -> None:
            with tf.GradientTape() as tape:
                logits = self._model(X, training=True)
                loss = tf.reduce_mean(tf.nn.sigmoid_cross_entropy_with_logits(targets, logits))
            optimizer.apply(tape.gradient(loss, self._model.trainable_variables), self._model.trainable_variables)

        self._step = step

    def logits(self, X: np.ndarray) -> np.ndarray:
        """Return the logits, shape (n, 1)."""
        return self._model(X, training=False).numpy()

    def step(self, X: np.ndarray, classes: np.ndarray, learning_rate: float) -> None:
        """Take one step, as `Trainer.step` says."""
        self._optimizer.learning_rate.assign(learning_rate)
        self._step(X, classes.astype(np.float32)[:, None])

    def in_words(self) -> str:
        """Return what it is, for a sentence."""
        return f"your Keras model, {self._model.name}"


def trainer_of(model: Any) -> TorchModel | KerasModel:
    """Return what trains a learner's model.

    Raises `TypeError` if it is no model of PyTorch or Keras, `ValueError` if it does not take two numbers for each
    point and return one.
    """
    origins = {base.__module__.split(".")[0] for base in type(model).__mro__}
    if not origins & {"torch", "keras"}:
        raise TypeError(f"model is a PyTorch module or a Keras model, not a {type(model).__name__}")
    two_points = np.zeros((2, 2), np.float32)
    try:
        trainer = TorchModel(model) if "torch" in origins else KerasModel(model)
        shape = np.shape(trainer.logits(two_points))
    except Exception as error:  # whatever a learner's model raises on two points is the answer to our question
        raise ValueError(f"the model cannot take points of shape (n, 2): {error}") from error
    if shape != (2, 1):
        raise ValueError(f"for two points, shape (2, 2), the model should return logits of shape (2, 1), not {shape}")
    return trainer
