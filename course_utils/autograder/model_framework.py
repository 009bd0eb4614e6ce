"""What a check needs of a framework for neural networks."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

# The parameters of activation layers, in both frameworks.
PARAMETERS = ("negative_slope", "max_value", "threshold", "alpha", "beta", "approximate", "inplace", "rate", "p")


@dataclass(frozen=True, kw_only=True)
class Weight:
    """One array of a model's, to read and to set. `fan_in` is how many inputs a unit has; 0 for a vector."""

    name: str
    shape: tuple[int, ...]
    trainable: bool
    fan_in: int
    read: Callable[[], np.ndarray]
    write: Callable[[np.ndarray], object]

    @property
    def size(self) -> int:
        """How many numbers it has."""
        return int(np.prod(self.shape))


class ModelFramework(ABC):
    """Reads and runs the models of one framework.

    In all methods, `model` is a model or a layer of the framework, and X holds its inputs: float32, of the shape
    (examples, *input_shape).
    """

    title: ClassVar[str]

    @abstractmethod
    def is_model(self, thing: Any) -> bool:
        """Return whether `thing` is a model or a layer of this framework."""

    @abstractmethod
    def outputs(self, model: Any, X: np.ndarray) -> Any:
        """Return the outputs as when the model is used.

        Args:
            model: the model.
            X: its inputs, float32, of shape (examples, …).

        Returns:
            An array. What is no tensor comes back as it is.
        """

    @abstractmethod
    def gradients(self, model: Any, X: np.ndarray, upstream: np.ndarray) -> np.ndarray:
        """Return the gradients of the sum of upstream * outputs.

        Args:
            model: the model.
            X: its inputs.
            upstream: the factors, float32, of the shape of the outputs.

        Returns:
            One vector: the gradient by X, then those by the trainable weights, sorted by shape.
        """

    @abstractmethod
    def weights(self, model: Any) -> list[Weight]:
        """Return all arrays of floating-point numbers that the model holds."""

    @abstractmethod
    def layers(self, model: Any, X: np.ndarray) -> list[str]:
        """Return one text for each layer without layers of its own, in the order in which they run.

        Args:
            model: the model.
            X: its inputs, float32, of shape (examples, …).
        """

    @abstractmethod
    def configured_copy(self, model: Any, X: np.ndarray) -> np.ndarray:
        """Return the outputs of a copy that was made from the model's configuration.

        Args:
            model: the model.
            X: the inputs of the copy, float32, of shape (examples, …).
        """

    @abstractmethod
    def saved_copy(self, model: Any, X: np.ndarray) -> np.ndarray:
        """Return the outputs of a copy that was saved and loaded.

        Args:
            model: the model.
            X: the inputs of the copy, float32, of shape (examples, …).
        """


def joined(arrays: Sequence[np.ndarray]) -> np.ndarray:
    """Return all numbers of the arrays as one vector of float32."""
    return np.concatenate([np.asarray(array, dtype=np.float32).ravel() for array in arrays])
