"""What every kind of exercise has in common: one protocol, of which the kinds are small classes."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

from course_utils.autograder import learner
from course_utils.autograder.comparison import Tolerance
from course_utils.autograder.observation import Observation
from course_utils.autograder.plain import Plain
from course_utils.autograder.probes import Probe
from course_utils.autograder.verdict import Counterexample, Notice, PropertyState, Verdict

DEFAULT_SECONDS = 10.0


@dataclass(frozen=True)
class Finding:
    """One property as an exercise found it, before points: `weight` is its share of them.

    A `reported` property rests on what the learner's process says of itself, which proves nothing. It
    earns its share only where all values are right.
    """

    name: str
    label: str
    state: PropertyState
    message: str = ""
    weight: float = 0.0
    reported: bool = False

    @property
    def is_value(self) -> bool:
        """Whether this property compares results."""
        return self.name.startswith("values")


@dataclass(frozen=True)
class Example:
    """One smallest input on which a property fails, with the learner's own lines where code raised."""

    counterexample: Counterexample
    trace: tuple[str, ...] = ()


@dataclass(frozen=True)
class Assessment:
    """The findings of one exercise, in order, and examples by the name of the property that they break.

    The examples stand in the order in which they are worth showing.
    """

    findings: tuple[Finding, ...]
    examples: Mapping[str, Example] = field(default_factory=dict)


@dataclass(frozen=True)
class Share:
    """One part of an answer that many values satisfy: what it is, whether it holds, what to say."""

    name: str
    label: str
    passed: bool
    message: str = ""


Accept = Callable[[Sequence[Plain], Sequence[Probe]], Sequence[Share]]


@dataclass(frozen=True, kw_only=True)
class Exercise(ABC):
    """What is asked: no solution is in here.

    `id` is the notebook's short name and the exercise's, "scratch.relu". `names` are what the learner
    defines. `answers` is the module that holds the solution, by name, so that importing an exercise does
    not import it. `forbids` are dotted names that the answer may not use. `not_checked` says, for the
    learner, what no check looks at. `accept`, where given, decides in place of comparison with the
    solution; it is called with one plain result a probe and must not run anything of the learner's.
    """

    kind: ClassVar[str]

    id: str
    title: str
    points: float
    names: tuple[str, ...]
    answers: str
    hints: tuple[str, ...]
    not_checked: str
    forbids: tuple[str, ...] = ()
    tolerance: Tolerance = field(default_factory=Tolerance)
    accept: Accept | None = None

    @abstractmethod
    def probes(self, seed: int) -> tuple[Probe, ...]:
        """Return the probes drawn from `seed`; the same for the same seed."""

    @abstractmethod
    def observe(
        self,
        namespace: Mapping[str, Any],
        probes: Sequence[Probe],
        seconds: float = DEFAULT_SECONDS,
        source: str | None = None,
    ) -> Observation:
        """Run the answer found in `namespace` and return what was seen. Knows no right answer."""

    @abstractmethod
    def assess(self, seen: Observation, expected: Observation, probes: Sequence[Probe]) -> Assessment:
        """Compare what was seen with what the solution showed. Runs nothing of the learner's."""

    def check(self, *answers: Any, seconds: float = DEFAULT_SECONDS) -> Verdict | Notice:
        """Check your answer, and learn from what it says. Check as often as you like.

        Without arguments it takes what your notebook calls by the names the exercise asks for; you can also
        hand the answer over: ``q.relu.check(my_relu)``.

        seconds: how long your code may compute before it is stopped; code that only waits is stopped after ten times
        as long. One long call into compiled code, such as
        sum(range(10**10)), cannot be stopped from here: press the stop button, or restart the kernel.
        """
        return learner.check(self, answers, seconds)

    def hint(self) -> Notice:
        """Show a hint: first one on what your last check found, then one that says more each time."""
        return learner.hint(self)

    def solution(self, anyway: bool = False) -> Notice:
        """Show a solution, once you have tried.

        anyway: show it even if you have not tried yet.
        """
        return learner.solution(self, anyway)
