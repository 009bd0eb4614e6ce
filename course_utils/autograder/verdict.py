"""What a check says, as records that say the same in a notebook, as Markdown, as text and as JSON."""

import json
from dataclasses import dataclass
from typing import Any, Literal

from course_utils.autograder.rendering import Block, Code, Details, Heading, Items, Paragraph, Rendered

State = Literal["passed", "partial", "failed", "unattempted"]
PropertyState = Literal["passed", "failed", "not reached"]

HEADINGS = {"passed": "Passed", "partial": "Partly right", "failed": "Not yet", "unattempted": "Still open"}


@dataclass(frozen=True)
class Property:
    """One thing that was checked. `out_of` is what it is worth, `points` what it earned."""

    name: str
    label: str
    state: PropertyState
    message: str = ""
    points: float = 0.0
    out_of: float = 0.0


@dataclass(frozen=True)
class Counterexample:
    """One smallest input that shows the fault. `expected` is empty if it would give the answer away."""

    call: str
    result: str
    expected: str = ""

    def sentence(self) -> str:
        """Return the counterexample as one sentence."""
        expected = f"; expected {self.expected}" if self.expected else ""
        return f"{self.call} {self.result}{expected}."


@dataclass(frozen=True)
class Diagnosis:
    """A known mistake that an answer shows, what to say of it, and a hint that helps.

    `message` is the same for all who make the mistake; `detail` is what differs, such as the slope of a leak.
    """

    name: str
    message: str
    hint: str = ""
    detail: str = ""

    def sentences(self) -> str:
        """Return the message and the detail."""
        return " ".join(filter(None, [self.message, self.detail]))


@dataclass(frozen=True, repr=False)
class Verdict(Rendered):
    """What a check found. Shows itself in a notebook; its fields are there for programs.

    `signed` is the name under which the answer was given, if the exercise asks for one.
    """

    exercise: str
    title: str
    state: State
    points: float
    out_of: float
    message: str
    properties: tuple[Property, ...] = ()
    counterexamples: tuple[Counterexample, ...] = ()
    diagnoses: tuple[Diagnosis, ...] = ()
    trace: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    not_checked: str = ""
    signed: str = ""

    def to_dict(self) -> dict[str, Any]:
        """Return what the command `check --json` prints of this verdict."""
        return {
            "id": self.exercise,
            "title": self.title,
            "points": self.points,
            "out_of": self.out_of,
            "state": self.state,
            "diagnosis": self.diagnosis.name if self.diagnosis else None,
            "diagnoses": [one.name for one in self.diagnoses],
            "properties": [vars(item) for item in self.properties],
            "message": " ".join(filter(None, [self.message, self.explanation()])),
            "notes": list(self.notes),
        }

    def to_json(self) -> str:
        """Return the whole verdict as JSON, of which `from_json` makes the verdict again."""
        return json.dumps(self, default=vars)

    @classmethod
    def from_json(cls, text: str) -> "Verdict":
        """Return the verdict that `to_json` wrote."""
        data = json.loads(text)
        records = {
            "properties": tuple(Property(**item) for item in data["properties"]),
            "counterexamples": tuple(Counterexample(**item) for item in data["counterexamples"]),
            "diagnoses": tuple(Diagnosis(**item) for item in data["diagnoses"]),
            "trace": tuple(data["trace"]),
            "notes": tuple(data["notes"]),
        }
        return cls(**data | records)

    @property
    def diagnosis(self) -> Diagnosis | None:
        """The first diagnosis, None if there is none."""
        return self.diagnoses[0] if self.diagnoses else None

    def explanation(self) -> str:
        """Return the counterexamples and the diagnoses in one text, "" if there are none."""
        return " ".join([*(one.sentence() for one in self.counterexamples), *self._named()])

    def _named(self) -> list[str]:
        return [f"{'Besides: ' if place else ''}{one.sentences()}" for place, one in enumerate(self.diagnoses)]

    def blocks(self) -> list[Block]:
        """Return the verdict as blocks, in the order in which a learner should read it."""
        score = f"{format_points(self.points)} of {format_points(self.out_of)} points"
        blocks: list[Block] = [Heading(f"{HEADINGS[self.state]}: {self.title} ({score})", self.state)]
        blocks.append(Paragraph(self.message))
        blocks += [Paragraph(example.sentence()) for example in self.counterexamples]
        if self.trace:
            blocks.append(Code("\n".join(self.trace), "On the way to the error, in your code"))
        blocks += map(Paragraph, self._named())
        blocks += [Paragraph(note) for note in self.notes]
        if self.properties:
            blocks.append(Details("What was checked", Items(tuple(map(property_line, self.properties)))))
        if self.not_checked and self.state != "unattempted":
            blocks.append(Paragraph(f"Not checked: {self.not_checked}"))
        return blocks


@dataclass(frozen=True, repr=False)
class Notice(Rendered):
    """Something to tell a learner that is not a verdict: a hint, a solution, a way out."""

    title: str
    message: str
    code: str = ""
    after: str = ""

    def blocks(self) -> list[Block]:
        """Return the notice as blocks."""
        blocks: list[Block] = [Heading(self.title, "notice"), Paragraph(self.message)]
        if self.code:
            blocks.append(Code(self.code))
        if self.after:
            blocks.append(Paragraph(self.after))
        return blocks


def property_line(item: Property) -> str:
    """Return one line on a property: its state in words, its label, its points, its message."""
    points = f" ({format_points(item.points)} of {format_points(item.out_of)})" if item.out_of else ""
    message = f" {item.message}" if item.message else ""
    # what ran and has something to say was reached; there was nothing that could be compared
    state = "not compared" if item.state == "not reached" and item.message else item.state
    return f"{state}: {item.label}{points}.{message}"


def format_points(points: float) -> str:
    """Return points with two decimals at most and no trailing zeros."""
    return f"{points:.2f}".rstrip("0").rstrip(".")
