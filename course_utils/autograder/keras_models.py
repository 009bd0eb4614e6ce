"""Keras models, as a check looks at them."""

import tempfile
from pathlib import Path
from typing import Any

import numpy as np

from course_utils import frameworks
from course_utils.autograder.model_framework import PARAMETERS, ModelFramework, Weight, joined


class KerasFramework(ModelFramework):
    """Reads and runs the models of Keras."""

    title = "Keras"

    def __init__(self) -> None:
        self.keras = frameworks.require("keras")
        self.tf = frameworks.require("tensorflow")

    def is_model(self, thing: Any) -> bool:
        return isinstance(thing, self.keras.layers.Layer)

    def outputs(self, model: Any, X: np.ndarray) -> Any:
        return self._plain(model(self.tf.constant(X), training=False))

    def _plain(self, outputs: Any) -> Any:
        return outputs.numpy() if isinstance(outputs, self.tf.Tensor) else outputs

    def gradients(self, model: Any, X: np.ndarray, upstream: np.ndarray) -> np.ndarray:
        inputs = self.tf.constant(X)
        with self.tf.GradientTape() as tape:
            tape.watch(inputs)
            loss = self.tf.reduce_sum(model(inputs, training=False) * upstream)
        trainable = sorted((weight.value for weight in model.trainable_weights), key=lambda value: tuple(value.shape))
        found = tape.gradient(loss, [inputs, *trainable], unconnected_gradients="zero")
        return joined([gradient.numpy() for gradient in found])

    def weights(self, model: Any) -> list[Weight]:
        trainable = {id(weight) for weight in model.trainable_weights}
        return [
            Weight(
                name=weight.name,
                shape=tuple(weight.shape),
                trainable=id(weight) in trainable,
                fan_in=int(np.prod(weight.shape[:-1])) if len(weight.shape) > 1 else 0,
                read=weight.numpy,
                write=weight.assign,
            )
            for weight in model.weights
        ]

    def layers(self, model: Any, X: np.ndarray) -> list[str]:
        Layer = self.keras.layers.Layer
        texts: list[str] = []
        leaves = {
            id(layer)
            for layer in model._flatten_layers()
            if not any(True for _ in layer._flatten_layers(include_self=False))
        }
        original = Layer.__call__

        def recorded(layer: Any, *args: Any, **keywords: Any) -> Any:
            outputs = original(layer, *args, **keywords)
            if id(layer) in leaves and not isinstance(layer, self.keras.layers.InputLayer):
                texts.append(self._text(layer))
            return outputs

        Layer.__call__ = recorded
        try:
            model(self.tf.constant(X), training=False)
        finally:
            Layer.__call__ = original
        return texts

    def _text(self, layer: Any) -> str:
        sizes = " ".join(str(tuple(weight.shape)) for weight in layer.weights[:1])
        activation = getattr(layer, "activation", None)
        name = getattr(activation, "__name__", type(activation).__name__) if activation is not None else ""
        own = [f"{key}={layer.get_config()[key]}" for key in PARAMETERS if key in layer.get_config()]
        parts = [type(layer).__name__, sizes, *own, "" if name == "linear" or not sizes else name]
        return " ".join(part for part in parts if part)

    def configured_copy(self, model: Any, X: np.ndarray) -> np.ndarray:
        copy = type(model).from_config(model.get_config())
        copy(self.tf.constant(X))
        copy.set_weights(model.get_weights())
        return self.outputs(copy, X)

    def saved_copy(self, model: Any, X: np.ndarray) -> np.ndarray:
        whole = model
        if not isinstance(model, self.keras.Model):
            whole = self.keras.Sequential([self.keras.Input(X.shape[1:]), model])
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "model.keras"
            whole.save(path)
            copy = self.keras.saving.load_model(path, custom_objects={type(model).__name__: type(model)})
        return self.outputs(copy, X)
