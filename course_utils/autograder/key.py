"""The key: what the solution and each misconception show under the same observation as a learner's answer."""

import json
from dataclasses import dataclass

from course_utils.autograder.observation import Observation
from course_utils.autograder.plain import MalformedDataError, dumps


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
