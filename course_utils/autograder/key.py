"""The key: what the solution and each misconception show under the same observation as a learner's answer."""

import contextlib
import functools
import importlib
import io
import json
import warnings
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from course_utils.autograder.exercise import Exercise
from course_utils.autograder.observation import Observation, Raised
from course_utils.autograder.plain import MalformedDataError, dumps
from course_utils.autograder.probes import PUBLIC_SEED
from course_utils.errors import CourseError
from course_utils.frameworks import MissingFrameworkError

if TYPE_CHECKING:
    from course_utils.autograder.key_file import KeyFile

# The keys of the public seed. They are in a lab release, which has no answers, and nowhere else.
SHIPPED_KEYS = Path(__file__).parent / "keys.jsonl.gz"


@dataclass(frozen=True)
class Misconception:
    """A wrong answer that people really give.

    `source` is what they type in the stub's place, `breaks` the name of the property it fails, `message`
    one sentence that says what it behaves like, `hint` one that says what to look at. `variants` are other
    sources that are to get the same diagnosis.
    """

    name: str
    source: str
    breaks: str
    message: str
    hint: str
    variants: tuple[str, ...] = ()


@dataclass(frozen=True)
class Answers:
    """All that is known of an exercise's answers, as source text that a learner could have typed.

    `solution` goes in the stub's place; `others` are right answers in other styles; `explanation` says why
    the solution is right; `setup` is what earlier cells of the notebook have defined by then.

    The rest is for the tests. `wrong` are answers by name that lose points and get no diagnosis. `equivalent` are
    changes of the solution that no check could refuse, each with the reason. A change is a pair of texts: one that
    stands once in the solution, as `ast.unparse` writes it and on one line, and what stands there instead.
    """

    solution: str
    misconceptions: tuple[Misconception, ...]
    others: Mapping[str, str] = field(default_factory=dict)
    explanation: str = ""
    setup: str = "import numpy as np"
    wrong: Mapping[str, str] = field(default_factory=dict)
    equivalent: Mapping[tuple[str, str], str] = field(default_factory=dict)


@dataclass(frozen=True)
class KnownMisconception:
    """A misconception as the judge needs it: its observation in place of its source."""

    name: str
    breaks: str
    message: str
    hint: str
    observation: Observation


@dataclass(frozen=True)
class Key:
    """What the solution and the misconceptions of one exercise show on the probes of one seed.

    It holds results and no source, so that it may lie where the answers should not.
    """

    exercise: str
    seed: int
    solution: Observation
    misconceptions: tuple[KnownMisconception, ...]

    def to_json(self) -> str:
        """Return the key as data, for where the answers themselves should not be."""
        data = {
            "exercise": self.exercise,
            "seed": self.seed,
            "solution": self.solution.to_json(),
            "misconceptions": [dict(vars(m), observation=m.observation.to_json()) for m in self.misconceptions],
        }
        return dumps(data)

    @classmethod
    def from_json(cls, text: str) -> "Key":
        """Return the key that `text` holds; raise `MalformedDataError` for anything else."""
        try:
            data = json.loads(text)
            return cls(
                data["exercise"],
                data["seed"],
                Observation.from_json(data["solution"]),
                tuple(
                    KnownMisconception(**dict(m, observation=Observation.from_json(m["observation"])))
                    for m in data["misconceptions"]
                ),
            )
        except (ValueError, KeyError, TypeError) as error:
            raise MalformedDataError(f"not a key: {error}") from error


def is_lab_release() -> bool:
    """Return whether the course on this machine came without its answers."""
    return SHIPPED_KEYS.exists()


def answers_for(exercise: Exercise) -> Answers:
    """Return the answers of `exercise`. The one place that imports a module of answers.

    Raises `LookupError` where the module does not hold this exercise's, `CourseError` in a lab release.
    """
    if is_lab_release():
        raise CourseError("This is a lab release of the course, without the answers. Your lecturer has them.")
    module = importlib.import_module(exercise.answers)
    if exercise.id not in module.ANSWERS:
        raise LookupError(f"{exercise.answers}.ANSWERS has no entry {exercise.id!r}: write one")
    return module.ANSWERS[exercise.id]


def messages_for(exercise: Exercise) -> dict[str, str]:
    """Return what a check says of each misconception of `exercise`, by its name."""
    source = key_for(exercise, PUBLIC_SEED) if is_lab_release() else answers_for(exercise)
    return {known.name: known.message for known in source.misconceptions}


def run_source(source: str, setup: str = "") -> dict[str, Any]:
    """Return the names that an answer's source defines, run quietly after `setup`."""
    namespace: dict[str, Any] = {"__name__": "answer"}
    with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
        warnings.simplefilter("ignore")
        for text in (setup, source):
            exec(compile(text, "<answer>", "exec"), namespace)
    return namespace


def observe_source(exercise: Exercise, source: str, setup: str, seed: int, seconds: float = 10.0) -> Observation:
    """Return what the answer in `source` shows on the probes of `seed`."""
    return exercise.observe(run_source(source, setup), exercise.probes(seed), seconds, source)


@functools.lru_cache(maxsize=256)
def key_for(exercise: Exercise, seed: int) -> Key:
    """Return the key of `exercise` for `seed`: built once, then remembered.

    Raises `CourseError` where our own answers cannot be run here, and in a lab release for any seed but the public one.
    """
    if is_lab_release():
        if seed != PUBLIC_SEED:
            raise CourseError(
                f"This is a lab release of the course, which has the keys of seed {PUBLIC_SEED} alone. "
                "For another seed you need a file of its keys, from your lecturer: --keys FILE"
            )
        return _shipped().key_of(exercise)
    answers = answers_for(exercise)

    def show(source: str) -> Observation:
        seen = observe_source(exercise, source, answers.setup, seed)
        if seen.stopped == "interrupted":  # by the person, while we were at it: a key cut short must not be remembered
            raise KeyboardInterrupt
        if seen.stopped:
            raise CourseError(f"An answer of ours to {exercise.id} did not finish. Is this machine very busy?")
        for outcome in seen.outcomes:
            if outcome.raised and outcome.raised.type_name == MissingFrameworkError.__name__:
                raise MissingFrameworkError(outcome.raised.message)  # or a key would expect this error of everybody
        return _results(seen)

    return Key(
        exercise.id,
        seed,
        show(answers.solution),
        tuple(
            KnownMisconception(m.name, m.breaks, m.message, m.hint, _without_words(show(m.source)))
            for m in answers.misconceptions
        ),
    )


@functools.cache
def _shipped() -> "KeyFile":
    from course_utils.autograder.key_file import KeyFile  # here, since it imports this module

    return KeyFile.read(SHIPPED_KEYS)


def _results(seen: Observation) -> Observation:
    """Return what a judge compares by: without the source, its lines on the way to an error, and what it printed."""
    outcomes = tuple(
        replace(outcome, raised=Raised(outcome.raised.type_name, outcome.raised.message)) if outcome.raised else outcome
        for outcome in seen.outcomes
    )
    return Observation(seen.exercise, outcomes=outcomes, line_events=seen.line_events)


def _without_words(seen: Observation) -> Observation:
    """Return `seen` without the words of its errors, which often quote the code. No verdict shows them."""
    outcomes = tuple(
        replace(outcome, raised=Raised(outcome.raised.type_name)) if outcome.raised else outcome
        for outcome in seen.outcomes
    )
    return replace(seen, outcomes=outcomes)
