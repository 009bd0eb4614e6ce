"""What was seen of a learner's answer, as plain data. Knows no right answer and judges nothing."""

import json
from dataclasses import dataclass
from typing import Any

from course_utils.autograder.plain import ELLIPSIS, MalformedDataError, Plain, decode, dumps, encode, writable
from course_utils.cell_source import MAX_SOURCE, has_placeholder

MAX_OBSERVATION_CHARACTERS = 8 << 20
MAX_OUTCOMES = 1000
MAX_NOTES = 20
FORMAT = 2
COMPUTED, WAITED, INTERRUPTED = "time limit", "waited", "interrupted"  # why an observation ended early
EXIT = "exit()"  # the message of the SystemExit that stands for a call of IPython's exit or quit


@dataclass(frozen=True)
class Raised:
    """An exception: the name of its type, its message, and the learner's own lines on the way to it."""

    type_name: str
    message: str = ""
    trace: tuple[str, ...] = ()


@dataclass(frozen=True)
class Outcome:
    """What one probe showed: what came back or what was raised, and whether the input was changed."""

    returned: Plain = None
    raised: Raised | None = None
    input_changed: bool = False

    @property
    def is_unattempted(self) -> bool:
        """Whether the `...` of a stub came back."""
        return type(self.returned) is type(ELLIPSIS) and self.returned == ELLIPSIS


@dataclass(frozen=True)
class Observation:
    """Everything seen of one answer.

    `undefined` and `not_callable` are names. `signature` is set when a function cannot be called with the
    arguments asked for. `outcomes` holds one entry for each probe, in order; fewer when `stopped` says that the
    observation ended early: `COMPUTED`, `WAITED` or `INTERRUPTED`. `line_events` counts the Python lines run on a
    small and on a large input. `source` is the source of the answer's cell, if it is known. `changed_settings` names
    the settings of the whole process that stood otherwise than usual, and were put back for the observation.
    """

    exercise: str
    undefined: tuple[str, ...] = ()
    not_callable: tuple[str, ...] = ()
    signature: str = ""
    outcomes: tuple[Outcome, ...] = ()
    stopped: str = ""
    line_events: tuple[int, int] | None = None
    warnings: tuple[str, ...] = ()
    printed: str = ""
    subclasses: tuple[str, ...] = ()
    source: str | None = None
    changed_settings: tuple[str, ...] = ()

    @property
    def is_unattempted(self) -> bool:
        """Whether an answer is still the stub: it gives `...` back, or fails while a `...` stands in it."""
        tries = [outcome for outcome in self.outcomes if not outcome.is_unattempted]
        if not tries:
            return bool(self.outcomes)
        return all(outcome.raised for outcome in tries) and has_placeholder(self.source)

    @property
    def is_answered(self) -> bool:
        """Whether there is an answer to judge: the names are there and no longer a stub."""
        return not self.undefined and not self.is_unattempted

    def to_json(self) -> str:
        """Return this observation as JSON, the same to the byte for the same observation."""
        data: dict[str, Any] = dict(vars(self), format=FORMAT)
        data["outcomes"] = [
            {
                "returned": encode(outcome.returned),
                "raised": vars(outcome.raised) if outcome.raised else None,
                "input_changed": outcome.input_changed,
            }
            for outcome in self.outcomes
        ]
        return dumps(data)

    @classmethod
    def from_json(cls, text: str) -> "Observation":
        """Return the observation that `text` holds.

        Raises `MalformedDataError`, and nothing else, for text that `to_json` would not have written.
        """
        if not isinstance(text, str) or len(text) > MAX_OBSERVATION_CHARACTERS:
            raise MalformedDataError(f"an observation must be text of at most {MAX_OBSERVATION_CHARACTERS} characters")
        try:
            data = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise MalformedDataError("an observation that is not JSON") from error
        fields = set(cls.__dataclass_fields__) | {"format"}
        if not isinstance(data, dict) or set(data) != fields or data.pop("format") != FORMAT:
            raise MalformedDataError("an observation whose fields are not those of this version of the course")
        events, source = data["line_events"], data["source"]
        if events is not None and not (
            isinstance(events, list) and len(events) == 2 and all(type(n) is int and n >= 0 for n in events)
        ):
            raise MalformedDataError("line_events must be two whole numbers")
        if not isinstance(data["outcomes"], list) or len(data["outcomes"]) > MAX_OUTCOMES:
            raise MalformedDataError(f"outcomes must be a list of at most {MAX_OUTCOMES}")
        return cls(
            exercise=_text(data["exercise"], 200),
            undefined=_texts(data["undefined"], 200),
            not_callable=_texts(data["not_callable"], 200),
            signature=_text(data["signature"], 500),
            outcomes=tuple(_outcome(item) for item in data["outcomes"]),
            stopped=_text(data["stopped"], 50),
            line_events=None if events is None else (events[0], events[1]),
            warnings=_texts(data["warnings"], 500),
            printed=_text(data["printed"], 500),
            subclasses=_texts(data["subclasses"], 200),
            source=None if source is None else _text(source, MAX_SOURCE),
            changed_settings=_texts(data["changed_settings"], 200),
        )


def _outcome(data: Any) -> Outcome:
    if not isinstance(data, dict) or set(data) != set(Outcome.__dataclass_fields__):
        raise MalformedDataError("an outcome with other fields than returned, raised and input_changed")
    if type(data["input_changed"]) is not bool:
        raise MalformedDataError("input_changed must be true or false")
    raised = data["raised"]
    if raised is not None:
        if not isinstance(raised, dict) or set(raised) != set(Raised.__dataclass_fields__):
            raise MalformedDataError("an exception with other fields than type_name, message and trace")
        raised = Raised(_text(raised["type_name"], 200), _text(raised["message"], 500), _texts(raised["trace"], 500))
    return Outcome(decode(data["returned"]), raised, data["input_changed"])


def _text(data: Any, longest: int) -> str:
    if not isinstance(data, str) or len(data) > longest:
        raise MalformedDataError(f"expected a text of at most {longest} characters")
    return writable(data)


def _texts(data: Any, longest: int) -> tuple[str, ...]:
    if not isinstance(data, list) or len(data) > MAX_NOTES:
        raise MalformedDataError(f"expected a list of at most {MAX_NOTES} texts")
    return tuple(_text(item, longest) for item in data)
