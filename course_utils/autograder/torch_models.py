"""PyTorch models, as a check looks at them."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np

from course_utils import frameworks
from course_utils.autograder.model_framework import PARAMETERS, ModelFramework, Weight, joined


class TorchFramework(ModelFramework):
    """Reads and runs the models of PyTorch."""

    title = "PyTorch"

    def __init__(self) -> None:
        self.torch = frameworks.require("torch")

    def is_model(self, thing: Any) -> bool:
        return isinstance(thing, self.torch.nn.Module)

    @contextmanager
    def _evaluating(self, model: Any) -> Iterator[None]:
        modes = [(module, module.training) for module in model.modules()]
        model.eval()
        try:
            yield
        finally:
            for module, training in modes:
                module.training = training

    def outputs(self, model: Any, X: np.ndarray) -> Any:
        with self._evaluating(model), self.torch.no_grad():
            outputs = model(self.torch.from_numpy(X.copy()))
        return outputs.float().numpy() if isinstance(outputs, self.torch.Tensor) else outputs

    def gradients(self, model: Any, X: np.ndarray, upstream: np.ndarray) -> np.ndarray:
        torch = self.torch
        trainable = [p for p in model.parameters() if p.requires_grad]
        trainable.sort(key=lambda parameter: tuple(parameter.shape))
        source = torch.from_numpy(X.copy()).requires_grad_()
        inputs = source.clone()  # so that a model that works in place may do so
        with self._evaluating(model), torch.enable_grad():
            loss = (model(inputs) * torch.from_numpy(upstream)).sum()
            found = torch.autograd.grad(loss, [source, *trainable], allow_unused=True)
        return joined(
            [
                np.zeros(tuple(of.shape)) if gradient is None else gradient.numpy()
                for of, gradient in zip([source, *trainable], found, strict=True)
            ]
        )

    def weights(self, model: Any) -> list[Weight]:
        named = [*model.named_parameters(), *model.named_buffers()]
        return [self._weight(name, tensor) for name, tensor in named if tensor.is_floating_point()]

    def _weight(self, name: str, tensor: Any) -> Weight:
        def write(values: np.ndarray) -> None:
            with self.torch.no_grad():
                tensor.copy_(self.torch.from_numpy(np.asarray(values)))

        shape = tuple(tensor.shape)
        return Weight(
            name=name,
            shape=shape,
            trainable=tensor.requires_grad,
            fan_in=int(np.prod(shape[1:])) if len(shape) > 1 else 0,
            read=lambda: tensor.detach().numpy().copy(),
            write=write,
        )

    def layers(self, model: Any, X: np.ndarray) -> list[str]:
        texts: list[str] = []

        def record(module: Any, _inputs: Any, _outputs: Any) -> None:
            sizes = " ".join(str(tuple(p.shape)) for p in list(module.parameters(recurse=False))[:1])
            own = [f"{name}={getattr(module, name)}" for name in PARAMETERS if hasattr(module, name)]
            texts.append(" ".join(part for part in (type(module).__name__, sizes, *own) if part))

        leaves = [module for module in model.modules() if not any(True for _ in module.children())]
        hooks = [module.register_forward_hook(record) for module in leaves]
        try:
            self.outputs(model, X)
        finally:
            for hook in hooks:
                hook.remove()
        return texts

    def configured_copy(self, model: Any, X: np.ndarray) -> np.ndarray:
        raise ValueError("a PyTorch module has no configuration to look at")

    def saved_copy(self, model: Any, X: np.ndarray) -> np.ndarray:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "weights.pt"
            self.torch.save(model.state_dict(), path)
            model.load_state_dict(self.torch.load(path, weights_only=True))
        return self.outputs(model, X)
