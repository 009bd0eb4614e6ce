"""What a platform is asked, and what the platforms share."""

import re
from abc import ABC, abstractmethod
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from course_utils.autograder.verdict import format_points
from course_utils.classroom.tables import Table
from course_utils.errors import CourseError

if TYPE_CHECKING:  # the command asks for the platforms' names at its start, and no gradebook is opened then
    from course_utils.classroom.scores import ClassScores, Student

FEEDBACK = "feedback.html"


@dataclass(frozen=True, kw_only=True)
class Owner:
    """Whose a file or a folder is, as its name tells.

    `student` is unique in the class; `platform_id` is the number by which `platform` knows the student, both "" when
    the name tells none. `upload` is the number that the platform has given the upload, a later one the greater, 0 when
    it gives none; `file` is what the student called the file. `anonymous`: the name is no person's.
    """

    student: str
    name: str
    platform_id: str = ""
    platform: str = ""
    late: bool = False
    upload: int = 0
    file: str = ""
    anonymous: bool = False


@dataclass(frozen=True)
class Export:
    """A table, and sentences on what a lecturer should know of it."""

    table: Table
    remarks: tuple[str, ...]


class Platform:
    """A platform that submissions are downloaded from. Each overrides the questions that it has an answer to.

    `title` is what people call it; `layout` is what a lecturer reads of submissions that were recognized as its own.
    `own_files` are the names of files that it puts beside a student's notebook.
    """

    title: str
    layout: str
    own_files: frozenset[str] = frozenset()
    names_files = False  # whether it names each file after its owner

    def submissions_in(self, names: Collection[str]) -> str | None:
        """Return which entry of a folder holds the submissions, None when the folder is no course of the platform.

        Args:
            names: those of the folder's entries.
        """
        return None

    def owner_of_file(self, name: str) -> Owner | None:
        """Return whose a file is, None when the platform names none like this."""
        return None

    def owner_of_folder(self, name: str) -> Owner | None:
        """Return whose a folder is, None when the platform names none like this."""
        return None

    def handed_in_at(self, folder: Path) -> datetime | None:
        """Return the instant that the platform has left in a notebook's folder, None when it has left none."""
        return None


class LearningPlatform(Platform, ABC):
    """A platform that takes back grades and pages.

    `name` is what the command line calls it; `template` is what people call the table that it exports for a class.
    """

    name: str
    template: str

    @abstractmethod
    def table(self, scores: "ClassScores") -> Export:
        """Return the grades as a table that the platform reads."""

    @abstractmethod
    def fill_in(self, scores: "ClassScores", template: Table) -> Export:
        """Return a table of the platform's own with the grades filled in; its rows and columns are kept.

        Args:
            scores: what counts.
            template: what the platform has exported for this class.

        Raises:
            CourseError: the template does not fit the class.
        """

    @abstractmethod
    def feedback_name(self, student: "Student") -> str:
        """Return the name, within a zip, by which the platform gives a page to a student, "" when it cannot."""

    def known_students(self, scores: "ClassScores") -> tuple[list["Student"], list[str]]:
        """Return the students whom the platform knows by a number, and a remark on each other one."""
        known = [student for student in scores.students if student.platform_id]
        if scores.students and not known:
            raise CourseError(
                f"No student of this gradebook has an id of {self.title}: the submissions were not in the folders or "
                f"files that {self.title} makes. Export to csv, or grade {self.title}'s own download."
            )
        others = [student for student in scores.students if not student.platform_id]
        return known, [f"{student.student} has no id of {self.title} and is left out." for student in others]

    def column(self, template: Table, name: str) -> int:
        """Return the place of a column of a template.

        Args:
            template: what the platform has exported.
            name: the column's.

        Raises:
            CourseError: there is none.
        """
        if name not in template.header:
            raise CourseError(
                f"{template.source} has no column {name!r}. Export it from {self.title} anew, with the language set to "
                "English."
            )
        return template.header.index(name)


def points_or_blank(points: float | None) -> str:
    """Return points as a cell; nothing graded is an empty one."""
    return "" if points is None else format_points(points)


def check_maximum(text: str, out_of: float, what: str) -> None:
    """Compare what a platform counts points out of with what the course does: it would show wrong shares.

    Args:
        text: the platform's number, as its table has it.
        out_of: the course's.
        what: the column, in words.

    Raises:
        CourseError: they differ.
    """
    try:
        maximum = float(text.replace(",", "."))
    except ValueError:
        maximum = None
    if maximum != out_of:
        raise CourseError(
            f"{what} is out of {text or 'nothing'}, the gradebook out of {format_points(out_of)}. Set the assignment's "
            f"points to {format_points(out_of)} and export again."
        )


def not_found(scores: "ClassScores", found: set[str], template: Table) -> tuple[str, ...]:
    """Return a remark on each student whom a template does not have.

    Args:
        scores: what counts.
        found: the students, by `Student.student`, whom the template has.
        template: what the platform has exported.

    Raises:
        CourseError: it has none of them.
    """
    missing = [student.student for student in scores.students if student.student not in found]
    if missing and not found:
        raise CourseError(f"{template.source} has none of the students of this gradebook. Is it of another class?")
    return tuple(f"{student} is not in {template.source} and is left out." for student in missing)


def file_name(name: str) -> str:
    """Return a name without what a file system minds."""
    return re.sub(r'[\\/:*?"<>|\x00-\x1f\x7f]', "-", name)
