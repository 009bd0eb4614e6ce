"""The kinds of exercise: a function, a value, a choice."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar

from course_utils.autograder.assessment import WEIGHTS, assess_outcomes
from course_utils.autograder.findings import Assessment, Fault, Finding
from course_utils.autograder.learner import LearnersExercise
from course_utils.autograder.observation import Observation, Outcome
from course_utils.autograder.observe import (
    LARGE,
    SMALL,
    Recorder,
    attempted,
    signature_problem,
)
from course_utils.autograder.probes import Probe
from course_utils.autograder.properties import Aspect, Values
from course_utils.autograder.rendering import quoted
from course_utils.autograder.texts import call_text
from course_utils.autograder.verdict import Counterexample, PropertyState
from course_utils.autograder.wording import Wording

REGION_LABELS = {
    "numbers": "right for plain numbers",
    "negative": "right for negative numbers",
    "positive": "right for positive numbers up to 5",
    "large": "right for numbers far from 0",
    "zero": "right at zero",
    "forms": "right for every form of input",
    "extreme": "right for very large and very small numbers",
    "infinite": "right at the infinities",
    "nan": "right at NaN",
}


@dataclass(frozen=True, kw_only=True)
class FunctionExercise(LearnersExercise):
    """The learner writes a function, or a few names that a `scenario` puts to work.

    `parameters` are the names of the arguments that the exercise asks for, in order. `draw_probes` returns the probes
    of a seed. Without a `scenario`, the answer is called on each probe: ``name(*probe.args)``. With a scenario, what
    ``scenario(namespace, *probe.args)`` returns is the outcome, as plain data; then the names need not be functions,
    and `describe` says in words what the scenario did. If `sized_args` is given, the answer must be vectorized:
    `sized_args` returns the arguments of size n on which Python's line events are counted. If `shape_is_given`, the
    shape of what is looked at does not depend on the answer, and is no property. The right results in the regions that
    are `known_beforehand` are the same on every seed, so that they can be given without being computed, as 0 for
    every negative number: these regions earn points as far as the others are right.
    """

    kind: ClassVar[str] = "function"

    draw_probes: Callable[[int], tuple[Probe, ...]]
    parameters: tuple[str, ...] = ()
    scenario: Callable[..., Any] | None = None
    describe: Callable[[Probe], str] | None = None
    sized_args: Callable[[int], tuple] | None = None
    inputs_untouched: bool = True
    shape_is_given: bool = False
    known_beforehand: tuple[str, ...] = ()
    region_labels: Mapping[str, str] = field(default_factory=dict, hash=False)

    def probes(self, seed: int) -> tuple[Probe, ...]:
        """Return the probes drawn from `seed`."""
        return self.draw_probes(seed)

    def _observe(self, namespace: Mapping[str, Any], probes: Sequence[Probe], seconds: float) -> Observation:
        """Call the answer with each probe and return what was seen."""
        if self.scenario:
            scenario, names = self.scenario, {name: attempted(namespace[name]) for name in self.names}

            def call(*args: Any) -> Any:
                return scenario(names, *args)
        else:
            call = namespace[self.names[0]]
            if not callable(call):
                return Observation(self.id, not_callable=self.names)
            problem = signature_problem(call, self.parameters)
            if problem:
                return Observation(self.id, signature=problem)
        recorder = Recorder()
        outcomes = recorder.run(call, probes, seconds)
        answered = any(not outcome.is_unattempted for outcome in outcomes)
        events = None
        if self.sized_args and answered and not recorder.stopped:
            events = recorder.line_events(call, self.sized_args, seconds)
        return Observation(
            self.id,
            outcomes=outcomes,
            stopped=recorder.stopped,
            line_events=events,
            warnings=tuple(recorder.warnings),
            printed=recorder.printed.text,
            subclasses=tuple(recorder.subclasses),
        )

    def assess(self, seen: Observation, expected: Observation, probes: Sequence[Probe]) -> Assessment:
        """As `Exercise.assess` says. The findings: callable, those of the outcomes, input untouched, vectorized."""
        gate = self._callable_finding(seen)
        if gate.state == "failed":
            # nothing was called: assessed on no outcomes, all other properties are not reached
            seen = Observation(self.id)
        weights = {**WEIGHTS, Aspect.SHAPE: 0.0} if self.shape_is_given else WEIGHTS
        assessed = assess_outcomes(self, seen, expected, probes, self.wording, weights)
        known = [Values(region) for region in self.known_beforehand]
        findings = [gate, *(replace(one, reported=one.name in known) for one in assessed.findings)]
        if self.inputs_untouched:
            findings.append(self._untouched_finding(seen, probes))
        if self.sized_args:
            findings.append(self._vectorized_finding(seen))
        return replace(assessed, findings=tuple(findings))

    @property
    def wording(self) -> Wording:
        """How faults are told: with the call, or with what the scenario did."""
        labels = {**REGION_LABELS, **self.region_labels}
        call = self.describe or (lambda probe: quoted(call_text(self.names[0], probe.args)))

        def label(region: str) -> str:
            return labels.get(region, f"right for {region}")

        return _ScenarioWording(call, label, self.names) if self.scenario else Wording(call, label)

    def _callable_finding(self, seen: Observation) -> Finding:
        asked = quoted(f"{self.names[0]}({', '.join(self.parameters)})")
        label = "can be used as asked" if self.scenario else f"can be called as {asked}"
        if seen.not_callable:
            names = " and ".join(map(quoted, self.names))
            return Finding(Aspect.CALLABLE, label, "failed", f"{names} is not a function.")
        if seen.signature:
            mine = quoted(self.names[0] + seen.signature)
            return Finding(Aspect.CALLABLE, label, "failed", f"It should be called as {asked}; yours is {mine}.")
        return Finding(Aspect.CALLABLE, label, "passed")

    def _untouched_finding(self, seen: Observation, probes: Sequence[Probe]) -> Finding:
        label = "leaves its input as it was"
        changed = [p for p, outcome in zip(probes, seen.outcomes, strict=False) if outcome.input_changed]
        if changed:
            smallest = min(map(self.wording.call, changed), key=len)
            message = f"{smallest} changed the array that it was given. Work on a new one."
            return _reported(Aspect.INPUT_UNTOUCHED, label, "failed", message)
        answered = any(outcome.raised is None for outcome in seen.outcomes)
        return _reported(Aspect.INPUT_UNTOUCHED, label, "passed" if answered else "not reached")

    def _vectorized_finding(self, seen: Observation) -> Finding:
        label = "is vectorized: no Python loop over the elements"
        if seen.line_events is None:
            return _reported(Aspect.VECTORIZED, label, "not reached")
        small, large = seen.line_events
        if large - small < (LARGE - SMALL) // 4:
            return _reported(Aspect.VECTORIZED, label, "passed")
        message = (
            f"It ran {small} steps of Python for {SMALL} numbers and {large} for {LARGE}. "
            "One NumPy call can do all the elements at once."
        )
        return _reported(Aspect.VECTORIZED, label, "failed", message)


def _reported(name: Aspect, label: str, state: PropertyState, message: str = "") -> Finding:
    return Finding(name, label, state, message, weight=1.0, reported=True)


@dataclass(frozen=True, kw_only=True)
class ValueExercise(LearnersExercise):
    """The learner computes a value: a number, a text, an array or a list of these, one for each name."""

    kind: ClassVar[str] = "value"

    is_drawn: bool = False
    promises_dtype: bool = False

    def probes(self, seed: int) -> tuple[Probe, ...]:
        """Return one probe for each name; a value needs no input."""
        return tuple(Probe((), name, dtype=self.promises_dtype) for name in self.names)

    def _observe(self, namespace: Mapping[str, Any], probes: Sequence[Probe], seconds: float) -> Observation:
        """Return the values as plain data."""
        recorder = Recorder()
        values = (recorder.snapshot(namespace[name]) for name in self.names)
        outcomes = tuple(Outcome(self.read_text(value) if isinstance(value, str) else value) for value in values)
        return Observation(self.id, outcomes=outcomes, subclasses=tuple(recorder.subclasses))

    def read_text(self, text: str) -> str:
        """Return the form of a text that is compared. A kind of exercise may overlook capitals or spaces here."""
        return text

    def assess(self, seen: Observation, expected: Observation, probes: Sequence[Probe]) -> Assessment:
        """As `Exercise.assess` says. What was expected is not shown: it would be the answer."""
        # any value has some shape and kind of number, so these earn nothing
        weights = {Aspect.RETURNS: 0.0, Aspect.SHAPE: 0.0, Aspect.DTYPE: 0.0, Aspect.VALUES: 2.0}
        return assess_outcomes(self, seen, expected, probes, VALUE_WORDING, weights)


@dataclass(frozen=True)
class _ScenarioWording(Wording):
    """Words the faults of what a scenario did with an answer. An error inside the answer is the answer's."""

    names: tuple[str, ...]

    def message(self, fault: Fault) -> str:
        stopped = self._stopped(fault)
        return f"{stopped} {self.result(fault)}." if stopped else super().message(fault)

    def example(self, fault: Fault) -> Counterexample:
        stopped = self._stopped(fault)
        return Counterexample(call=stopped, result=self.result(fault)) if stopped else super().example(fault)

    def _stopped(self, fault: Fault) -> str:
        """Return the function of the learner's that an error came from, "" if it came from none of those asked for."""
        trace = fault.seen.raised.trace if fault.seen.raised else ()
        stopped = next((name for name in self.names if any(line.endswith(f"in {name}") for line in trace)), "")
        call = self.call(fault.probe)
        return call if stopped and re.fullmatch(rf"`{stopped}\([^`]*\)`", call) else quoted(stopped) if stopped else ""


class _ValueWording(Wording):
    """Words the faults of a value, which was not called and returned nothing."""

    verb = "is"

    def subject(self, fault: Fault) -> str:
        return self.call(fault.probe)

    def label(self, kind: Aspect) -> str:
        return "is filled in" if kind is Aspect.RETURNS else super().label(kind)

    def nothing(self, fault: Fault) -> str:
        return f"{self.subject(fault)} {self.result(fault)}: put your answer in its place."

    def wrong(self, regions: Sequence[str]) -> str:
        return f"{' and '.join(map(quoted, regions))} {'are' if len(regions) > 1 else 'is'} not right yet."

    def expected(self, fault: Fault) -> str:
        return ""  # it would be the answer


VALUE_WORDING = _ValueWording(
    call=lambda probe: quoted(probe.region),
    region=lambda name: f"{quoted(name)} is right",
)


@dataclass(frozen=True, kw_only=True)
class ChoiceExercise(ValueExercise):
    """The learner names one of several options by its letter. `options` maps letters to their texts."""

    kind: ClassVar[str] = "choice"

    options: Mapping[str, str] = field(hash=False)

    def read_text(self, text: str) -> str:
        """Return the letter: case, spaces, dots and parentheses do not count."""
        return re.sub(r"[\s.()]", "", text).upper()

    def assess(self, seen: Observation, expected: Observation, probes: Sequence[Probe]) -> Assessment:
        """As `Exercise.assess` says: whether the letter is one of the options, and whether it is the right one."""
        assessed = super().assess(seen, expected, probes)
        letter = seen.outcomes[0].returned if seen.outcomes else None
        valid = isinstance(letter, str) and letter in self.options
        letters = ", ".join(f'`"{option}"`' for option in self.options)
        named = Finding(
            name=Aspect.OPTION,
            label="is one of the letters",
            state="passed" if valid else "failed",
            message="" if valid else f"Write one of {letters}, with the quotation marks.",
        )
        right = next(finding for finding in assessed.findings if finding.is_value)
        state = right.state if valid else "not reached"
        message = "Not this one." if state == "failed" else ""
        right = Finding(right.name, "is the right choice", state, message, weight=1.0)
        return Assessment((named, right))
