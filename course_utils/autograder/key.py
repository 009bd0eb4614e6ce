"""The key: what the solution and each misconception show under the same observation as a learner's answer."""

import contextlib
import functools
import importlib
import io
import json
import warnings
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from course_utils.autograder.exercise import Exercise
from course_utils.autograder.observation import Observation
from course_utils.autograder.plain import MalformedDataError, dumps


@dataclass(frozen=True)
class Misconception:
    """A wrong answer that people really give.

    `source` is what they type in the stub's place, `breaks` the name of the property it fails, `message`
    one sentence that says what it behaves like, `hint` one that says what to look at.
    """

    name: str
    source: str
    breaks: str
    message: str
    hint: str


@dataclass(frozen=True)
class Answers:
    """All that is known of an exercise's answers, as source text that a learner could have typed.

    `solution` goes in the stub's place; `others` are right answers in other styles; `explanation` says why
    the solution is right; `setup` is what earlier cells of the notebook have defined by then.
    """

    solution: str
    misconceptions: tuple[Misconception, ...]
    others: Mapping[str, str] = field(default_factory=dict)
    explanation: str = ""
    setup: str = "import numpy as np"


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
    """What the solution and the misconceptions of one exercise show on the probes of one seed."""

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


def answers_for(exercise: Exercise) -> Answers:
    """Return the answers of `exercise`. The one place that imports a module of answers.

    Raises `LookupError` where the module does not hold this exercise's.
    """
    module = importlib.import_module(exercise.answers)
    if exercise.id not in module.ANSWERS:
        raise LookupError(f"{exercise.answers}.ANSWERS has no entry {exercise.id!r}: write one")
    return module.ANSWERS[exercise.id]


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
    """Return the key of `exercise` for `seed`: built once, then remembered."""
    answers = answers_for(exercise)

    def show(source: str) -> Observation:
        seen = observe_source(exercise, source, answers.setup, seed)
        if seen.stopped == "interrupted":  # by the person, while we were at it: a key cut short must not be remembered
            raise KeyboardInterrupt
        if seen.stopped:
            raise TimeoutError(f"an answer of ours to {exercise.id} did not finish; is this machine very busy?")
        return seen

    return Key(
        exercise.id,
        seed,
        show(answers.solution),
        tuple(KnownMisconception(m.name, m.breaks, m.message, m.hint, show(m.source)) for m in answers.misconceptions),
    )
