"""What is asked: the protocol of all kinds of exercise, each of which is a small class."""

import functools
import pickle
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar

from course_utils.autograder.comparison import Tolerance
from course_utils.autograder.findings import Accept, Assessment
from course_utils.autograder.observation import Observation, Outcome
from course_utils.autograder.plain import ELLIPSIS
from course_utils.autograder.probes import Probe

DEFAULT_SECONDS = 10.0


@dataclass(frozen=True, kw_only=True)
class Exercise(ABC):
    """What is asked: no solution is in here.

    `id` is the notebook's short name and the exercise's, for example "scratch.relu". `names` are what the learner
    defines. `answers` names the module that holds the solution, so that importing an exercise does not import it:
    PACKAGE.answers.MODULE, with the package of the course. `forbids` are dotted names that the answer may not use.
    `not_checked` tells the learner what no check looks at. If `accept` is given, it decides in place of a comparison
    with the solution; it is called with one plain result for each probe and must not run anything of the learner's.
    If what is right depends on a name that the learner chooses, `signature` is the number of the probe that shows it.
    If a result is a row whose numbers are found one by one, as a list of coefficients is, it `counts_elements`: a row
    of which most are right earns their part. It `is_drawn` if what is right depends on the seed; otherwise the right
    answer is the same for everyone, and one student can tell it to the others.
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
    signature: int | None = None
    counts_elements: bool = False
    is_drawn: bool = True

    @property
    def package(self) -> str:
        """The package of the course that this exercise belongs to."""
        return self.answers.rsplit(".", 2)[0]

    @functools.cached_property
    def always_asked(self) -> frozenset[int]:
        """The places of the probes that are the same on every seed. Whoever has a key has their results."""
        pairs = zip(self.probes(1), self.probes(2), strict=False)
        return frozenset(n for n, pair in enumerate(pairs) if len({pickle.dumps(probe.args) for probe in pair}) == 1)

    @abstractmethod
    def probes(self, seed: int) -> tuple[Probe, ...]:
        """Return the probes drawn from `seed`; the same for the same seed."""

    def observe(
        self,
        namespace: Mapping[str, Any],
        probes: Sequence[Probe],
        seconds: float = DEFAULT_SECONDS,
        source: str | None = None,
    ) -> Observation:
        """Run the answer found in `namespace` and return what was seen. Knows no right answer.

        Args:
            namespace: what the learner defined, by name.
            probes: what the answer is tried on.
            seconds: how long the answer may run.
            source: the source of the answer's cell, if it is known.

        Returns:
            What was seen. Of an answer that is not there yet, or is still `...`, nothing is run.
        """
        undefined = tuple(name for name in self.names if name not in namespace)
        if undefined:
            return Observation(self.id, undefined=undefined, source=source)
        if all(namespace[name] is Ellipsis for name in self.names):
            return Observation(self.id, outcomes=(Outcome(ELLIPSIS),), source=source)
        return replace(self._observe(namespace, probes, seconds), source=source)

    @abstractmethod
    def _observe(self, namespace: Mapping[str, Any], probes: Sequence[Probe], seconds: float) -> Observation:
        """Run an answer whose names are all there."""

    @abstractmethod
    def assess(self, seen: Observation, expected: Observation, probes: Sequence[Probe]) -> Assessment:
        """Compare what was seen with what the solution showed. Runs nothing of the learner's.

        Args:
            seen: what was observed of the answer.
            expected: what was observed of the solution.
            probes: what both were tried on.

        Returns:
            The findings, and examples of what is wrong.
        """
