"""The kind of exercise whose answer is a Keras or a PyTorch model, or a layer.

A model is looked at in several ways, each of which ends in plain data: an array or a text. Its outputs and gradients
are taken after its weights were set from the seed, so that all models of the same function show the same, however they
were written. Weights are matched by their shapes alone, because the order in which layers are registered differs from
one style to the next: choose all sizes distinct. What a model is made of is looked at only if the exercise asks for it.
"""

import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar, Literal

import numpy as np

from course_utils.autograder.assessment import assess_outcomes
from course_utils.autograder.comparison import Tolerance
from course_utils.autograder.findings import Assessment, Fault
from course_utils.autograder.keras_models import KerasFramework
from course_utils.autograder.learner import LearnersExercise
from course_utils.autograder.model_framework import ModelFramework
from course_utils.autograder.model_looks import BEHAVIOR, LOOKS, WARNINGS, WEIGHTS, BuiltModel
from course_utils.autograder.observation import Observation
from course_utils.autograder.observe import Recorder, Unattempted
from course_utils.autograder.probes import Probe
from course_utils.autograder.properties import Aspect, Values
from course_utils.autograder.rendering import quoted
from course_utils.autograder.texts import bare_text, call_text, type_text
from course_utils.autograder.torch_models import TorchFramework
from course_utils.autograder.wording import Wording

LARGEST = 2_000_000  # weights; more would make a check slow
DRAWS = 4
LOUD = 20.0  # by how much the last draw of inputs is larger: what cuts at a height shows there
FRAMEWORKS: dict[str, type[ModelFramework]] = {"keras": KerasFramework, "torch": TorchFramework}


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
    wrong for negative outputs passes if all happen to be positive. The last draw of inputs is large, so that a cap on
    ReLU shows. Every other look is one probe.

    Args:
        seed: what weights and inputs are drawn from.
        input_shape: the shape of one example.
        looks: names of `LOOKS`; each is a region of the verdict.
        build: the positional arguments that the learner's function or class is called with.
        keywords: the keyword arguments that it is called with.
        examples: how many examples the inputs hold.

    Returns:
        The probes, in the order of `looks`.

    Raises:
        ValueError: a look is not known.
    """
    unknown = sorted(set(looks) - set(LOOKS))
    if unknown:
        raise ValueError(f"no look of a model: {', '.join(unknown)}; there are {', '.join(LOOKS)}")
    given = tuple((keywords or {}).items())
    probes = []
    for look in looks:
        for draw in range(DRAWS if look in BEHAVIOR else 1):
            number = DRAWS * seed + draw
            X = np.random.default_rng([number, 5]).standard_normal((examples, *input_shape))
            X = (X * (LOUD if draw == DRAWS - 1 else 1.0)).astype(np.float32)
            probes.append(Probe((look, build, given, X, number), look, ordinary=look in BEHAVIOR))
    return tuple(probes)


@dataclass(frozen=True, kw_only=True)
class ModelExercise(LearnersExercise):
    """The learner hands over a function or a class that makes a model or a layer, or the model itself.

    `draw_probes` returns what `model_probes` does, or several of these joined. A model that was handed over has its
    weights back when the check ends. A look that ends in a text is compared to the letter: take it only if the exercise
    asks for exactly this structure. `about` names the look that the exercise is about, if the others are what an answer
    brings along from an exercise before: then these earn a quarter at most.
    """

    kind: ClassVar[str] = "model"

    framework: Literal["keras", "torch"]
    draw_probes: Callable[[int], tuple[Probe, ...]]
    tolerance: Tolerance = field(default_factory=lambda: Tolerance(rtol=1e-4, atol=1e-5))
    region_labels: Mapping[str, str] = field(default_factory=dict, hash=False)
    about: str = ""

    def probes(self, seed: int) -> tuple[Probe, ...]:
        """Return the probes drawn from `seed`."""
        return self.draw_probes(seed)

    def _observe(self, namespace: Mapping[str, Any], probes: Sequence[Probe], seconds: float) -> Observation:
        """Build the model and return what each look shows. Raises `MissingFrameworkError` without the framework."""
        framework = FRAMEWORKS[self.framework]()
        recorder = Recorder()
        bench = _Bench(framework, namespace[self.names[0]], told=any(probe.region == WARNINGS.name for probe in probes))
        outcomes = recorder.run(bench.look, probes, seconds)
        return Observation(
            self.id,
            outcomes=outcomes,
            stopped=recorder.stopped,
            warnings=tuple(recorder.warnings),
            printed=recorder.printed.text,
        )

    def assess(self, seen: Observation, expected: Observation, probes: Sequence[Probe]) -> Assessment:
        """As `Exercise.assess` says. The findings are those of the outcomes, one for each look."""
        assessed = assess_outcomes(self, seen, expected, probes, self.wording)
        findings = [
            replace(finding, reported=isinstance(finding.name, Values) and finding.name.region not in BEHAVIOR)
            for finding in assessed.findings
        ]
        rest = sum(finding.weight for finding in findings if finding.name != Values(self.about))
        findings = [
            replace(finding, weight=3 * rest) if finding.name == Values(self.about) else finding for finding in findings
        ]
        # a weight too many shows in the gradients as well, and is easiest to see among the weights
        in_order = sorted(assessed.examples.items(), key=lambda item: item[0] != Values(WEIGHTS.name))
        return Assessment(tuple(findings), dict(in_order))

    @property
    def wording(self) -> Wording:
        """How faults are told: as what a look at the model shows."""
        return _ModelWording(
            call=self._look_at,
            region=lambda look: self.region_labels.get(look, LOOKS[look].label),
            framework=FRAMEWORKS[self.framework].title,
        )

    def _look_at(self, probe: Probe) -> str:
        look, build, given, X, _ = probe.args
        made = call_text(self.names[0], build)[:-1] + ", " * bool(build and given)
        made = quoted(made + ", ".join(f"{name}={value!r}" for name, value in given) + ")")
        return LOOKS[look].place.format(made=made, shape=X.shape)


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

    def __init__(self, framework: ModelFramework, answer: Any, told: bool):
        self.framework = framework
        self.answer = answer
        self.told = told  # whether the warnings of building are looked at; if not, they become notes
        self.made: dict[str, tuple[Any, str]] = {}

    def look(self, look: str, build: tuple, given: tuple, X: np.ndarray, seed: int) -> Any:
        """Return what one look shows, as an array or a text; a stand-in for an answer that is no model."""
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
        built = BuiltModel(
            framework=self.framework,
            model=model,
            weights=weights,
            X=X,
            outputs_shape=outputs.shape,
            seed=seed,
            warned=warned,
        )
        return LOOKS[look].see(built)

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
    """Return a stand-in whose type has the name of the type of `value`; None stays None."""
    return None if value is None else type(type(value).__name__, (), {})()
