"""The account of what was handed in: every file ends in exactly one way, and every student is named."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from course_utils.autograder.rendering import counted

NOBODYS = "which a program has made; it is nobody's work."  # how the reason ends for what is hidden
Fate = Literal["counts", "older", "beside", "set aside"]


@dataclass(frozen=True, kw_only=True)
class Line:
    """What became of one file, or of a folder that could not be opened.

    `place` is its path within the submissions, `students` are those whose it is, more than one for a group, none when
    it is nobody's. `notebook` is which of the course's it is, "" when it is none. `of` is the place of the newer
    attempt that counts, or of the notebook that it lies beside. `reason` is a sentence or the end of one. `moment` is
    when it was handed in or changed last, in seconds since 1970, 0 when nobody knows.
    """

    place: str
    fate: Fate
    students: tuple[str, ...] = ()
    notebook: str = ""
    of: str = ""
    reason: str = ""
    moment: float = 0.0

    def fate_in_words(self) -> str:
        """Return what became of it, in words that follow on its place."""
        if self.fate == "counts":
            return f"counts. {self.reason}".rstrip()
        if self.fate == "older":
            return f"does not count: {self.reason} {self.of} counts."
        if self.fate == "beside":
            return f"goes with {self.of}."
        return f"is set aside: {self.reason}"

    @property
    def is_a_program_s(self) -> bool:
        """Whether it is a hidden file, which a program has made and nobody has handed in on purpose."""
        return self.fate == "set aside" and self.reason.endswith(NOBODYS)

    def since(self) -> str:
        """Return when it was handed in or changed last, as 2026-05-02T01:00:00+00:00, "" when nobody knows."""
        return datetime.fromtimestamp(self.moment, UTC).isoformat(timespec="seconds") if self.moment else ""


FATES: dict[Fate, tuple[str, str]] = {
    "counts": ("counts", "count"),
    "older": ("is an older attempt", "are older attempts"),
    "beside": ("lies beside a notebook", "lie beside a notebook"),
    "set aside": ("is set aside", "are set aside"),
}


def set_aside_by_reason(lines: Iterable[Line]) -> dict[str, list[Line]]:
    """Return the files that nobody is graded by, those of one reason together."""
    found: dict[str, list[Line]] = {}
    for line in lines:
        if line.fate == "set aside":
            found.setdefault(line.reason, []).append(line)
    return found


def in_numbers(lines: Collection[Line]) -> str:
    """Return what became of how many files, in a sentence."""
    met = Counter(line.fate for line in lines)
    parts = [f"{met[fate]} {words[met[fate] != 1]}" for fate, words in FATES.items() if met[fate]]
    return f"{counted(len(lines), 'file')}: {', '.join(parts)}."


def in_minutes(since: str) -> str:
    """Return a moment as people read it, from how `Line.since` writes it: 2026-05-02 01:00 UTC."""
    return f"{since.replace('T', ' ')[:16]} UTC" if since else "–"
