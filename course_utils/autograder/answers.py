"""What an author writes down of an exercise's answers."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from course_utils.autograder.properties import PropertyName


@dataclass(frozen=True)
class Misconception:
    """A wrong answer that people really give.

    `source` is what they type in the stub's place, `breaks` the property it fails, `message`
    one sentence that says what it behaves like, `hint` one that says what to look at. `variants` are other
    sources that are to get the same diagnosis.
    """

    name: str
    source: str
    breaks: PropertyName
    message: str
    hint: str
    variants: tuple[str, ...] = ()


@dataclass(frozen=True)
class Family:
    """Wrong answers that differ in one number, for example in the slope of a leak. The number is fitted and named.

    `source` has the name PARAMETER in the number's place, and every result of it is a + b PARAMETER for some a and b
    that do not depend on it. `at` are two numbers, between or beyond which all others lie. `detail` says the number:
    `{parameter}`. The rest is as in a misconception.
    """

    name: str
    source: str
    at: tuple[float, float]
    breaks: PropertyName
    message: str
    hint: str
    detail: str

    def source_at(self, parameter: float) -> str:
        """Return the source with a number in the parameter's place."""
        return self.source.replace("PARAMETER", f"({parameter!r})")


@dataclass(frozen=True)
class Answers:
    """All that is known of an exercise's answers, as source text that a learner could have typed.

    `solution` goes in the stub's place; `others` are right answers in other styles; `explanation` says why
    the solution is right; `setup` is what earlier cells of the notebook have defined by then.

    The rest is for the tests. `wrong` are answers by name that lose points and get no diagnosis. `equivalent` are
    changes of the solution that no check could refuse, each with the reason. A change is a pair of texts: one that
    stands once in the solution, as `ast.unparse` writes it and on one line, and what stands there instead.
    `ranking` has the names of misconceptions as a lecturer would rank them: groups, the slightest mistakes first. Those
    of one group are alike, and what is in none comes last. Points follow it.
    """

    solution: str
    misconceptions: tuple[Misconception, ...]
    others: Mapping[str, str] = field(default_factory=dict)
    explanation: str = ""
    setup: str = "import numpy as np"
    wrong: Mapping[str, str] = field(default_factory=dict)
    equivalent: Mapping[tuple[str, str], str] = field(default_factory=dict)
    families: tuple[Family, ...] = ()
    ranking: tuple[tuple[str, ...], ...] = ()
