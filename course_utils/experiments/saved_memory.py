"""How much memory PyTorch's autograd keeps for the backward pass."""

from typing import Any

from course_utils import frameworks


def bytes_kept(model: Any, X: Any) -> int:
    """Return how many bytes the forward pass of `X` leaves behind for the backward pass.

    The model's parameters and `X` do not count, because they are there anyway. Memory that several tensors share
    counts once.

    Args:
        model: a PyTorch module.
        X: its input, a tensor.

    Raises:
        MissingFrameworkError: PyTorch is not installed.
    """
    torch = frameworks.require("torch")
    kept: dict[int, Any] = {}

    def keep(tensor: Any) -> Any:
        storage = tensor.untyped_storage()
        kept[storage.data_ptr()] = storage  # kept alive, so that no other storage gets its address
        return tensor

    with torch.autograd.graph.saved_tensors_hooks(keep, lambda tensor: tensor):
        model(X)
    there = {tensor.untyped_storage().data_ptr() for tensor in (X, *model.parameters())}
    return sum(storage.nbytes() for place, storage in kept.items() if place not in there)
