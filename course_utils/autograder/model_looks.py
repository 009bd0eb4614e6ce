"""The looks at a model. Each ends in plain data, an array or a text, and each is a region of the verdict."""

import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np

from course_utils.autograder.model_framework import ModelFramework, Weight

VARIANCES = ("variance", "running_var")  # what batch normalization calls its own, in Keras and in PyTorch
STATISTICS = (*VARIANCES, "mean")
TELLING = 500  # numbers; of fewer the spread is left to chance


@dataclass(frozen=True, kw_only=True)
class BuiltModel:
    """A model that is looked at, with the inputs and the seed of one probe.

    `outputs_shape` is the shape of its outputs, `warned` the text of the warnings that building it gave.
    """

    framework: ModelFramework
    model: Any
    weights: list[Weight]
    X: np.ndarray
    outputs_shape: tuple[int, ...]
    seed: int
    warned: str

    def outputs(self) -> np.ndarray:
        """Return the outputs for X."""
        return self.framework.outputs(self.model, self.X)

    def weights_by_shape(self) -> list[Weight]:
        """Return the weights in an order that does not depend on how the model was written."""
        return sorted(self.weights, key=lambda weight: weight.shape)

    @contextmanager
    def with_our_weights(self) -> Iterator[None]:
        """Give each weight values that follow from the seed and its shape, in the body; not to a setting of a layer."""
        weights = [weight for weight in self.weights if not _is_setting(weight)]
        before = [weight.read() for weight in weights]
        met: dict[tuple[int, ...], int] = {}
        try:
            for weight in weights:
                met[weight.shape] = met.get(weight.shape, 0) + 1
                values = _drawn(weight.shape, self.seed, met[weight.shape])
                if weight.fan_in:
                    values *= np.sqrt(2 / weight.fan_in)
                if weight.name.endswith(VARIANCES):  # batch normalization divides by its root
                    values = np.abs(values) + 0.5
                weight.write(values)
            yield
        finally:
            for weight, values in zip(weights, before, strict=True):
                weight.write(values)


def _is_setting(weight: Weight) -> bool:
    """Return whether a weight is a number or two that a layer keeps and does not train: a slope that it was given."""
    return not weight.trainable and weight.size <= 2 and not weight.name.endswith(STATISTICS)


@dataclass(frozen=True, kw_only=True)
class Look:
    """One way of looking at a model.

    `label` is what a verdict calls it. `place` says what was looked at, in a sentence before its result: {made} stands
    for the call that made the model, {shape} for the shape of the inputs. `see` returns what the look shows. A look at
    the model's `behavior` is taken with several draws of weights and inputs; the others rest on what the model says of
    itself.
    """

    name: str
    label: str
    place: str
    see: Callable[[BuiltModel], np.ndarray | str]
    behavior: bool = False


def _weights(built: BuiltModel) -> str:
    return ", ".join(str(weight.shape) for weight in built.weights_by_shape())


def _outputs(built: BuiltModel) -> np.ndarray:
    with built.with_our_weights():
        return built.outputs()


def _gradients(built: BuiltModel) -> np.ndarray:
    upstream = _drawn(built.outputs_shape, built.seed, 0)
    with built.with_our_weights():
        return built.framework.gradients(built.model, built.X, upstream)


def _layers(built: BuiltModel) -> str:
    return "; ".join(built.framework.layers(built.model, built.X))


def _parameters(built: BuiltModel) -> str:
    total = sum(weight.size for weight in built.weights)
    trainable = sum(weight.size for weight in built.weights if weight.trainable)
    return f"{total:,} parameters, {trainable:,} of them trainable"


def _spreads(built: BuiltModel) -> str:
    return "; ".join(filter(None, map(_spread, built.weights_by_shape())))


def _spread(weight: Weight) -> str:
    """Return the variance of a large matrix times its inputs, to the nearest power of the square root of 2."""
    values = weight.read().astype(float)
    if not np.isfinite(values).all():
        return f"{weight.shape} not finite"
    if not weight.fan_in:
        return f"{weight.shape} {'zeros' if not values.any() else 'ones' if (values == 1).all() else 'others'}"
    if weight.size < TELLING:
        return ""
    gain = values.var() * weight.fan_in
    steps = round(2 * np.log2(gain)) if gain > 0 else None
    return f"{weight.shape} variance about {'0' if steps is None else f'{2 ** (steps / 2):.2g}'} / {weight.fan_in}"


def _config(built: BuiltModel) -> str:
    return _compared(built, built.framework.configured_copy)


def _saved(built: BuiltModel) -> str:
    return _compared(built, built.framework.saved_copy)


def _compared(built: BuiltModel, outputs_of_copy: Callable[[Any, np.ndarray], np.ndarray]) -> str:
    with built.with_our_weights():
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # those of the framework's own code
            copy = outputs_of_copy(built.model, built.X)
        same = np.allclose(copy, built.outputs(), atol=1e-5)
    return "the same outputs" if same else "other outputs"


def _warnings(built: BuiltModel) -> str:
    return built.warned


def _drawn(shape: tuple[int, ...], *seed: int) -> np.ndarray:
    return np.random.default_rng([*seed, *shape]).standard_normal(shape).astype(np.float32)


WEIGHTS = Look(
    name="weights",
    label="has weights of the right shapes",
    place="A look at the shapes of the weights of {made}",
    see=_weights,
)
WARNINGS = Look(
    name="warnings",
    label="is built without a warning",
    place="A look at the warnings while building {made}",
    see=_warnings,
)
LOOKS = {
    look.name: look
    for look in (
        WEIGHTS,
        Look(
            name="outputs",
            label="computes the right outputs",
            place="{made}, with weights of ours and an input of shape {shape},",
            see=_outputs,
            behavior=True,
        ),
        Look(
            name="gradients",
            label="has the right gradients",
            place="The gradient of {made}, by its input and then by its weights,",
            see=_gradients,
            behavior=True,
        ),
        Look(
            name="layers",
            label="is made of the layers asked for, in their order",
            place="A look at the layers of {made}",
            see=_layers,
        ),
        Look(
            name="parameters",
            label="has the right number of parameters",
            place="A count of the parameters of {made}",
            see=_parameters,
        ),
        Look(
            name="spread",
            label="starts from weights of the right spread",
            place="A look at the first weights of {made}",
            see=_spreads,
        ),
        Look(
            name="config",
            label="comes back whole from its configuration",
            place="A copy made by `from_config` and `get_config` of {made}",
            see=_config,
        ),
        Look(
            name="saved",
            label="survives saving and loading",
            place="A saved and loaded copy of {made}",
            see=_saved,
        ),
        WARNINGS,
    )
}
BEHAVIOR = frozenset(look.name for look in LOOKS.values() if look.behavior)
