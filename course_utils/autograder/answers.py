"""What an author writes down of an exercise's answers."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from course_utils.autograder.properties import PropertyName


@dataclass(frozen=True)
class Misconception:
    """A wrong answer that people really give.

    `source` is what they type in the stub's place, `breaks` the property it fails, `message`
    one sentence that says what it behaves like, `hint` one that says what to look at.
    """

    name: str
    source: str
    breaks: PropertyName
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
