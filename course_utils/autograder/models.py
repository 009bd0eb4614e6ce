"""The kind of exercise whose answer is a Keras or a PyTorch model, or a layer.

A model is looked at in several ways, each of which ends in plain data: an array or a text. Its outputs and gradients
are taken after its weights were set from the seed, so that all models of the same function show the same, however they
were written. Weights are matched by their shapes alone, since the order in which layers are registered differs from one
style to the next: choose all sizes distinct. What it is made of is looked at only where the exercise asks for it.
"""

import tempfile
import warnings
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, ClassVar, Literal

import numpy as np

from course_utils import frameworks
from course_utils.autograder.assessment import assess_outcomes
from course_utils.autograder.comparison import Tolerance
from course_utils.autograder.exercise import DEFAULT_SECONDS
from course_utils.autograder.findings import Assessment, Fault
from course_utils.autograder.learner import LearnersExercise
from course_utils.autograder.observation import Observation, Outcome
from course_utils.autograder.observe import Recorder, Unattempted, undefined_names
from course_utils.autograder.plain import ELLIPSIS
from course_utils.autograder.probes import Probe
from course_utils.autograder.properties import Aspect, Values
from course_utils.autograder.rendering import quoted
from course_utils.autograder.texts import bare_text, call_text, type_text
from course_utils.autograder.wording import Wording

LARGEST = 2_000_000  # weights; more would make a check slow
DRAWS = 4
TELLING = 500  # numbers; of fewer the spread is left to chance

# What may be looked at, and what a verdict calls it.
LOOKS = {
    "weights": "has weights of the right shapes",
    "outputs": "computes the right outputs",
    "gradients": "has the right gradients",
    "layers": "is made of the layers asked for, in their order",
    "parameters": "has the right number of parameters",
    "spread": "starts from weights of the right spread",
    "config": "comes back whole from its configuration",
    "saved": "survives saving and loading",
    "warnings": "is built without a warning",
}
BEHAVIOR = ("outputs", "gradients")
# Where a look that ends in a text goes, in a sentence before the model.
PLACES = {
    "weights": "A look at the shapes of the weights of",
    "layers": "A look at the layers of",
    "parameters": "A count of the parameters of",
    "spread": "A look at the first weights of",
    "config": "A copy made by `from_config` and `get_config` of",
    "saved": "A saved and loaded copy of",
    "warnings": "A look at the warnings while building",
}


def model_probes(
    seed: int,
    input_shape: tuple[int, ...],
    looks: Sequence[str] = ("weights", "outputs", "gradients"),
    *,
    build: tuple = (),
    keywords: Mapping[str, Any] | None = None,
    examples: int = 5,
) -> tuple[Probe, ...]:
    """Return the probes for a model whose inputs have shape (examples, *input_shape), drawn from `seed`.

    Outputs and gradients are looked at with several draws of weights and inputs: with one alone, an answer that is
    wrong for negative outputs passes where all happen to be positive. Every other look is one probe.

    looks: names of `LOOKS`; each is a region of the verdict. build and keywords: what the learner's function or class
    is called with. Raises `ValueError` for a look that is not known.
    """
    unknown = sorted(set(looks) - set(LOOKS))
    if unknown:
        raise ValueError(f"no look of a model: {', '.join(unknown)}; there are {', '.join(LOOKS)}")
    given = tuple((keywords or {}).items())
    probes = []
    for look in looks:
        for draw in range(DRAWS if look in BEHAVIOR else 1):
            number = DRAWS * seed + draw
            X = np.random.default_rng([number, 5]).standard_normal((examples, *input_shape)).astype(np.float32)
            probes.append(Probe((look, build, given, X, number), look, ordinary=look in BEHAVIOR))
    return tuple(probes)


@dataclass(frozen=True, kw_only=True)
class ModelExercise(LearnersExercise):
    """The learner hands over a function or a class that makes a model or a layer, or the model itself.

    `draw_probes` returns what `model_probes` does, or several of these joined. A model that was handed over has its
    weights back when the check ends. Structure that a look tells in words is compared to the letter: ask for it only
    where it is what was asked.
    """

    kind: ClassVar[str] = "model"

    framework: Literal["keras", "torch"]
    draw_probes: Callable[[int], tuple[Probe, ...]]
    tolerance: Tolerance = field(default_factory=lambda: Tolerance(rtol=1e-4, atol=1e-5))
    region_labels: Mapping[str, str] = field(default_factory=dict, hash=False)

    def probes(self, seed: int) -> tuple[Probe, ...]:
        """Return the probes drawn from `seed`."""
        return self.draw_probes(seed)

    def observe(
        self,
        namespace: Mapping[str, Any],
        probes: Sequence[Probe],
        seconds: float = DEFAULT_SECONDS,
        source: str | None = None,
    ) -> Observation:
        """Build the model and return what each look at it shows. Raises `MissingFrameworkError` without the framework.

        Nothing is loaded for an answer that is not there yet.
        """
        undefined = undefined_names(self.names, namespace)
        if undefined:
            return Observation(self.id, undefined=undefined, source=source)
        answer = namespace[self.names[0]]
        if answer is Ellipsis:
            return Observation(self.id, outcomes=(Outcome(ELLIPSIS),), source=source)
        framework = FRAMEWORKS[self.framework]()
        recorder = Recorder()
        bench = _Bench(framework, answer, told=any(probe.region == "warnings" for probe in probes))
        outcomes = recorder.run(bench.look, probes, seconds)
        return Observation(
            self.id,
            outcomes=outcomes,
            stopped=recorder.stopped,
            warnings=tuple(recorder.warnings),
            printed=recorder.printed.text,
            source=source,
        )

    def assess(self, seen: Observation, expected: Observation, probes: Sequence[Probe]) -> Assessment:
        """Return the findings: those of the outcomes, one a look."""
        assessed = assess_outcomes(self, seen, expected, probes, self.wording)
        findings = [
            replace(finding, reported=isinstance(finding.name, Values) and finding.name.region not in BEHAVIOR)
            for finding in assessed.findings
        ]
        # A weight too many shows in the gradients as well; the plainest sight of it stands first.
        in_order = sorted(assessed.examples.items(), key=lambda item: item[0] != Values("weights"))
        return Assessment(tuple(findings), dict(in_order))

    @property
    def wording(self) -> Wording:
        """How faults are told: as what a look at the model shows."""
        labels = {**LOOKS, **self.region_labels}
        return _ModelWording(self._look_at, labels.__getitem__, FRAMEWORKS[self.framework].title)

    def _look_at(self, probe: Probe) -> str:
        look, build, given, X, _ = probe.args
        made = call_text(self.names[0], build)[:-1] + ", " * bool(build and given)
        made = quoted(made + ", ".join(f"{name}={value!r}" for name, value in given) + ")")
        if look == "outputs":
            return f"{made}, with weights of ours and an input of shape {X.shape},"
        if look == "gradients":
            return f"The gradient of {made}, by its input and then by its weights,"
        return f"{PLACES[look]} {made}"


@dataclass(frozen=True)
class _ModelWording(Wording):
    """Words the faults of a model. A look that ends in a text shows it."""

    framework: str

    def label(self, kind: Aspect) -> str:
        return f"is a {self.framework} model" if kind is Aspect.RETURNS else super().label(kind)

    def nothing(self, fault: Fault) -> str:
        if fault.seen.returned is None:
            return super().nothing(fault)
        return f"It still returns `...` for some inputs; expected {self._wanted}."

    def another_thing(self, fault: Fault) -> str:
        return f"{self.subject(fault)} {self.verb} {type_text(fault.seen.returned)}; expected {self._wanted}."

    @property
    def _wanted(self) -> str:
        return f"a {self.framework} model that returns one tensor"

    def result(self, fault: Fault) -> str:
        shown = fault.seen.returned
        return f"shows {quoted(bare_text(shown))}" if isinstance(shown, str) else super().result(fault)

    def expected(self, fault: Fault) -> str:
        shown = fault.expected.returned
        return quoted(bare_text(shown)) if isinstance(shown, str) else super().expected(fault)


class _Bench:
    """Builds a learner's model, once for each way of building, and looks at it."""

    def __init__(self, framework: "_Framework", answer: Any, told: bool):
        self.framework = framework
        self.answer = answer
        self.told = told  # whether the warnings of building are looked at; otherwise they become a note
        self.made: dict[str, tuple[Any, str]] = {}

    def look(self, look: str, build: tuple, given: tuple, X: np.ndarray, seed: int) -> Any:
        """Return what one look shows, as an array or a text; the answer itself where it is no model."""
        key = repr((build, given))
        if key not in self.made:
            self.made[key] = self._make(build, dict(given))
        model, warned = self.made[key]
        if not self.framework.is_model(model):
            return _as_a_thing(model)
        outputs = self.framework.outputs(model, X)  # builds what is only built on its first input
        if outputs is Ellipsis:
            raise Unattempted
        if not isinstance(outputs, np.ndarray):
            return _as_a_thing(outputs)
        weights = self.framework.weights(model)
        total = sum(weight.size for weight in weights)
        if total > LARGEST:
            raise ValueError(f"the model has {total:,} weights, more than the {LARGEST:,} that are checked")
        if look == "warnings":
            return warned
        if look == "weights":
            return ", ".join(str(weight.shape) for weight in sorted(weights, key=lambda weight: weight.shape))
        if look == "parameters":
            trainable = sum(weight.size for weight in weights if weight.trainable)
            return f"{total:,} parameters, {trainable:,} of them trainable"
        if look == "spread":
            told = [_spread(weight) for weight in sorted(weights, key=lambda weight: weight.shape)]
            return "; ".join(filter(None, told))
        if look == "layers":
            return "; ".join(self.framework.layers(model, X))
        with _set_from(seed, weights):
            if look == "outputs":
                return self.framework.outputs(model, X)
            if look == "gradients":
                return self.framework.gradients(model, X, _drawn(outputs.shape, seed, 0))
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # those of the framework's own code
                copy = self.framework.copied(model, look, X)
            same = np.allclose(copy, self.framework.outputs(model, X), atol=1e-5)
            return "the same outputs" if same else "other outputs"

    def _make(self, build: tuple, given: dict[str, Any]) -> tuple[Any, str]:
        if self.framework.is_model(self.answer) or not callable(self.answer):
            return self.answer, "none"
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            model = self.answer(*build, **given)
        if model is Ellipsis:
            raise Unattempted
        if not self.told:
            for warning in caught:
                warnings.warn(str(warning.message), warning.category, stacklevel=2)
        return model, "; ".join(f"{w.category.__name__}: {w.message}" for w in caught)[:300] or "none"


def _as_a_thing(value: Any) -> Any:
    """Return what stands for a value that should have been a model or its outputs: known by its type, None as it is."""
    return None if value is None else type(type(value).__name__, (), {})()


@dataclass(frozen=True)
class _Weight:
    """One array of a model's, to read and to set. `fan_in` is how many inputs a unit has; 0 for a vector."""

    name: str
    shape: tuple[int, ...]
    trainable: bool
    fan_in: int
    read: Callable[[], np.ndarray]
    write: Callable[[np.ndarray], object]

    @property
    def size(self) -> int:
        return int(np.prod(self.shape))


def _drawn(shape: tuple[int, ...], *seed: int) -> np.ndarray:
    return np.random.default_rng([*seed, *shape]).standard_normal(shape).astype(np.float32)


@contextmanager
def _set_from(seed: int, weights: Sequence[_Weight]) -> Iterator[None]:
    """Give each weight values that follow from the seed and its shape, in the body."""
    before = [weight.read() for weight in weights]
    met: dict[tuple[int, ...], int] = {}
    try:
        for weight in weights:
            met[weight.shape] = met.get(weight.shape, 0) + 1
            values = _drawn(weight.shape, seed, met[weight.shape])
            if weight.fan_in:
                values *= np.sqrt(2 / weight.fan_in)
            if weight.name.endswith(("variance", "running_var")):  # batch normalization divides by its root
                values = np.abs(values) + 0.5
            weight.write(values)
        yield
    finally:
        for weight, values in zip(weights, before, strict=True):
            weight.write(values)


def _spread(weight: _Weight) -> str:
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


class _Framework(ABC):
    """What a check needs of a framework."""

    title: ClassVar[str]

    @abstractmethod
    def is_model(self, thing: Any) -> bool: ...

    @abstractmethod
    def outputs(self, model: Any, X: np.ndarray) -> Any: ...

    @abstractmethod
    def gradients(self, model: Any, X: np.ndarray, upstream: np.ndarray) -> np.ndarray:
        """Return dL/dX and then dL/dweight of the trainable weights, sorted by shape, in one vector."""

    @abstractmethod
    def weights(self, model: Any) -> list[_Weight]: ...

    @abstractmethod
    def layers(self, model: Any, X: np.ndarray) -> list[str]:
        """Return one text a layer without layers of its own, in the order in which they run."""

    @abstractmethod
    def copied(self, model: Any, look: str, X: np.ndarray) -> np.ndarray:
        """Return the outputs of a copy made from the model's configuration, or from a file."""


def _joined(arrays: Sequence[np.ndarray]) -> np.ndarray:
    return np.concatenate([np.asarray(array, dtype=np.float32).ravel() for array in arrays])


class _Keras(_Framework):
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
        return _joined([gradient.numpy() for gradient in found])

    def weights(self, model: Any) -> list[_Weight]:
        trainable = {id(weight) for weight in model.trainable_weights}
        return [
            _Weight(
                weight.name,
                tuple(weight.shape),
                id(weight) in trainable,
                int(np.prod(weight.shape[:-1])) if len(weight.shape) > 1 else 0,
                weight.numpy,
                weight.assign,
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

    def copied(self, model: Any, look: str, X: np.ndarray) -> np.ndarray:
        if look == "config":
            copy = type(model).from_config(model.get_config())
            copy(self.tf.constant(X))
            copy.set_weights(model.get_weights())
            return self.outputs(copy, X)
        whole = model
        if not isinstance(model, self.keras.Model):
            whole = self.keras.Sequential([self.keras.Input(X.shape[1:]), model])
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "model.keras"
            whole.save(path)
            copy = self.keras.saving.load_model(path, custom_objects={type(model).__name__: type(model)})
        return self.outputs(copy, X)


# The parameters of activation layers, in both frameworks.
PARAMETERS = ("negative_slope", "max_value", "threshold", "alpha", "beta", "approximate", "inplace", "rate", "p")


class _Torch(_Framework):
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
        return _joined(
            [
                np.zeros(tuple(of.shape)) if gradient is None else gradient.numpy()
                for of, gradient in zip([source, *trainable], found, strict=True)
            ]
        )

    def weights(self, model: Any) -> list[_Weight]:
        named = [*model.named_parameters(), *model.named_buffers()]
        return [self._weight(name, tensor) for name, tensor in named if tensor.is_floating_point()]

    def _weight(self, name: str, tensor: Any) -> _Weight:
        def write(values: np.ndarray) -> None:
            with self.torch.no_grad():
                tensor.copy_(self.torch.from_numpy(np.asarray(values)))

        shape = tuple(tensor.shape)
        fan_in = int(np.prod(shape[1:])) if len(shape) > 1 else 0
        return _Weight(name, shape, tensor.requires_grad, fan_in, lambda: tensor.detach().numpy().copy(), write)

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

    def copied(self, model: Any, look: str, X: np.ndarray) -> np.ndarray:
        if look == "config":
            raise ValueError("a PyTorch module has no configuration to look at")
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "weights.pt"
            self.torch.save(model.state_dict(), path)
            model.load_state_dict(self.torch.load(path, weights_only=True))
        return self.outputs(model, X)


FRAMEWORKS: dict[str, type[_Framework]] = {"keras": _Keras, "torch": _Torch}
