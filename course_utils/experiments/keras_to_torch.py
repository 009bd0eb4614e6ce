"""The same network in Keras and in PyTorch: how far apart their outputs are once the weights were moved."""

from typing import Any

import numpy as np

from course_utils import frameworks


def torch_twin(keras_model: Any) -> Any:
    """Return an `nn.Sequential` that computes what a Keras Sequential of Dense layers with ReLU between them does.

    Each kernel (inputs, outputs) becomes a weight (outputs, inputs). Raises `MissingFrameworkError` without PyTorch.
    """
    torch = frameworks.require("torch")
    modules: list[Any] = []
    for layer in keras_model.layers:
        kernel, bias = layer.get_weights()
        linear = torch.nn.Linear(*kernel.shape)
        linear.load_state_dict({"weight": torch.tensor(kernel.T), "bias": torch.tensor(bias)})
        modules += [linear, torch.nn.ReLU()]
    return torch.nn.Sequential(*modules[:-1])


def largest_difference(keras_model: Any, torch_model: Any, X: np.ndarray) -> float:
    """Return the largest absolute difference between the outputs of two models.

    Args:
        keras_model: the one.
        torch_model: the other.
        X: inputs for both, shape (n, inputs), float32.

    Raises:
        MissingFrameworkError: PyTorch is not installed.
    """
    torch = frameworks.require("torch")
    with torch.no_grad():
        ours = torch_model(torch.tensor(X)).numpy()
    return float(np.abs(np.asarray(keras_model(X)) - ours).max())
