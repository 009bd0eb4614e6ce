"""What a look at an observation finds, before points are given."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from course_utils.autograder.observation import Outcome
from course_utils.autograder.plain import Plain
from course_utils.autograder.probes import Probe
from course_utils.autograder.properties import Aspect, PropertyName, Values
from course_utils.autograder.verdict import Counterexample, PropertyState


@dataclass(frozen=True)
class Fault:
    """How the outcome of one probe differs from the solution's. `kind` is RUNS, RETURNS, SHAPE, DTYPE or VALUES."""

    kind: Aspect
    probe: Probe
    seen: Outcome
    expected: Outcome
    index: tuple[int, ...] = ()  # of the first element that differs, in an array of more than one

    @property
    def breaks(self) -> PropertyName:
        """The property that fails."""
        return Values(self.probe.region) if self.kind is Aspect.VALUES else self.kind


@dataclass(frozen=True)
class Finding:
    """One property as an exercise found it, before points: `weight` is its share of them.

    A `reported` property proves nothing by itself: it rests on what the learner's process says of itself, or on right
    results that are known beforehand. Such a property earns points as far as the other values are right. `mistake` is
    the name of a misconception of the exercise, if the exercise has recognized one. `note` is something to say although
    all is well. `part` is what a property that does not hold earns of its share all the same, for what is right of
    several results or inputs.
    """

    name: PropertyName
    label: str
    state: PropertyState
    message: str = ""
    weight: float = 0.0
    reported: bool = False
    mistake: str = ""
    note: str = ""
    part: float = 0.0

    @property
    def is_value(self) -> bool:
        """Whether this property compares results."""
        return isinstance(self.name, Values)


@dataclass(frozen=True)
class Example:
    """A smallest input on which a property fails, with the learner's own lines on the way to an error."""

    counterexample: Counterexample
    trace: tuple[str, ...] = ()


@dataclass(frozen=True)
class Assessment:
    """The findings of one exercise, in order, and examples by the property that they break.

    The examples stand in the order in which they are worth showing. `faults` are those of a function's outcomes, by the
    number of the probe.
    """

    findings: tuple[Finding, ...]
    examples: Mapping[PropertyName, Example] = field(default_factory=dict)
    faults: Mapping[int, Fault] = field(default_factory=dict)


@dataclass(frozen=True)
class Share:
    """One condition on an answer that several values satisfy: what it is, whether it holds, what to say.

    `mistake` names a misconception of the exercise, of which the words are then told. `note` is something to say
    although the condition holds. `weight` is what this condition counts beside the others.
    """

    name: str
    label: str
    passed: bool
    message: str = ""
    mistake: str = ""
    note: str = ""
    weight: float = 1.0


Accept = Callable[[Sequence[Plain], Sequence[Probe], Sequence[Plain]], Sequence[Share]]
"""Takes what an answer returned, one for each probe, the probes, and what the solution returned."""
