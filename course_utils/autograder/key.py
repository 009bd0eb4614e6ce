"""The key: what the solution and each misconception show under the same observation as a learner's answer."""

import json
from dataclasses import dataclass
from typing import Any

from course_utils.autograder.observation import Observation
from course_utils.autograder.plain import MalformedDataError, dumps
from course_utils.autograder.properties import PropertyName, property_name


@dataclass(frozen=True)
class KnownMisconception:
    """A misconception as the judge needs it: its observation in place of its source. `detail` says a fitted number."""

    name: str
    breaks: PropertyName
    message: str
    hint: str
    observation: Observation
    detail: str = ""


@dataclass(frozen=True)
class KnownFamily:
    """A family of misconceptions as the judge needs it: what two of them show, with their parameters `at`."""

    name: str
    breaks: PropertyName
    message: str
    hint: str
    detail: str
    at: tuple[float, float]
    observations: tuple[Observation, Observation]


@dataclass(frozen=True)
class Key:
    """What the solution and the misconceptions of one exercise show on the probes of one seed.

    A key holds results and no source, so that it may be on machines that the answers should not be on.
    """

    exercise: str
    seed: int
    solution: Observation
    misconceptions: tuple[KnownMisconception, ...]
    families: tuple[KnownFamily, ...] = ()

    def to_json(self) -> str:
        """Return the key as data, for machines that the answers themselves should not be on."""
        data = {
            "exercise": self.exercise,
            "seed": self.seed,
            "solution": self.solution.to_json(),
            "misconceptions": [
                dict(vars(known), breaks=str(known.breaks), observation=known.observation.to_json())
                for known in self.misconceptions
            ],
            "families": [
                dict(vars(family), breaks=str(family.breaks), observations=[o.to_json() for o in family.observations])
                for family in self.families
            ],
        }
        return dumps(data)

    @classmethod
    def from_json(cls, text: str) -> "Key":
        """Return the key that `text` holds. Raises `MalformedDataError` for anything else."""
        try:
            data = json.loads(text)
            return cls(
                exercise=data["exercise"],
                seed=data["seed"],
                solution=Observation.from_json(data["solution"]),
                misconceptions=tuple(map(_known, data["misconceptions"])),
                families=tuple(map(_family, data.get("families", ()))),  # which keys of earlier versions lack
            )
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise MalformedDataError(f"not a key: {error}") from error


def _known(data: dict[str, Any]) -> KnownMisconception:
    read = {"breaks": property_name(data["breaks"]), "observation": Observation.from_json(data["observation"])}
    return KnownMisconception(**data | read)


def _family(data: dict[str, Any]) -> KnownFamily:
    (low, high), (first, second) = data["at"], data["observations"]
    read = {
        "breaks": property_name(data["breaks"]),
        "at": (low, high),
        "observations": (Observation.from_json(first), Observation.from_json(second)),
    }
    return KnownFamily(**data | read)
