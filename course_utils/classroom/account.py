"""The account of what was handed in: every file ends in exactly one way, and every student is named."""

from dataclasses import dataclass
from typing import Literal

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
