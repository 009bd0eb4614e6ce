"""nbgrader, whose course keeps submitted/STUDENT/ASSIGNMENT/NOTEBOOK.ipynb with a timestamp.txt beside it."""

from collections.abc import Collection
from datetime import UTC, datetime
from pathlib import Path

from course_utils.classroom.platforms.platform import Platform

TIMESTAMP = "timestamp.txt"
SUBMITTED = "submitted"
COURSE_FILES = ("source", "gradebook.db", "release")  # beside it in the root of a course, one of them at least


class Nbgrader(Platform):
    """The layout of a course of nbgrader."""

    title = "nbgrader"
    layout = "nbgrader"
    own_files = frozenset({TIMESTAMP})

    def submissions_in(self, names: Collection[str]) -> str | None:
        """Return the folder of submissions of a course, when `names` are those of its root."""
        return SUBMITTED if SUBMITTED in names and any(name in names for name in COURSE_FILES) else None

    def handed_in_at(self, folder: Path) -> datetime | None:
        """Return the instant in the timestamp beside a notebook."""
        timestamp = folder / TIMESTAMP
        if not timestamp.is_file() or timestamp.is_symlink():
            return None
        text = timestamp.read_text(encoding="utf-8", errors="replace")[:40].strip()
        try:
            moment = datetime.fromisoformat(text.removesuffix(" UTC"))
        except ValueError:
            return None
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
