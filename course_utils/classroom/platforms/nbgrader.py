"""nbgrader, whose course keeps submitted/STUDENT/ASSIGNMENT/NOTEBOOK.ipynb with a timestamp.txt beside it."""

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

    def root(self, folder: Path) -> Path:
        """Return the folder of submissions of a course, when `folder` is the root of one."""
        submitted = folder / SUBMITTED
        is_course = submitted.is_dir() and any((folder / name).exists() for name in COURSE_FILES)
        return submitted if is_course else folder

    def handed_in_at(self, notebook: Path) -> str | None:
        """Return the time in the timestamp beside a notebook."""
        timestamp = notebook.parent / TIMESTAMP
        if not timestamp.is_file() or timestamp.is_symlink():
            return None
        return timestamp.read_text(encoding="utf-8", errors="replace")[:40].strip()
