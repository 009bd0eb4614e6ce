"""What a platform is asked, and what the platforms share."""

import re
from abc import ABC, abstractmethod
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from course_utils.autograder.verdict import format_points
from course_utils.classroom.platforms.listed import Listed
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
    it gives none. `file` is what the student called the file, and `stored` what the platform calls it, which may have
    added a number. `kind` is what was handed in instead of a file, in the platform's own word. `anonymous`: the name is
    no person's; `may_be_group`: the name looks like that of several.
    """

    student: str
    name: str
    platform_id: str = ""
    platform: str = ""
    late: bool = False
    upload: int = 0
    file: str = ""
    stored: str = ""
    kind: str = ""
    anonymous: bool = False
    may_be_group: bool = False


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

    def without_submissions(self, names: Collection[str]) -> str:
        """Return why a folder that is a course of the platform holds no submissions, and what to do, "" for any other.

        Args:
            names: those of the folder's entries.
        """
        return ""

    def owner_of_file(self, name: str) -> Owner | None:
        """Return whose a file is, None when the platform names none like this."""
        return None

    def owner_of_folder(self, name: str) -> Owner | None:
        """Return whose a folder is, None when the platform names none like this."""
        return None

    def handed_in_at(self, folder: Path) -> datetime | None:
        """Return the instant that the platform has left in a notebook's folder, None when it has left none."""
        return None

    def listed(self, table: Table) -> Mapping[int, Listed] | None:
        """Return the student of each row of a table of the platform's own, None when the table is none of its own.

        Args:
            table: any table. The header is row 0.
        """
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

    def names_nobody(self, name: str) -> bool:
        """Return whether a name is the one that the platform gives to everybody whom it hides."""
        return False

    def knows(self, student: "Student") -> bool:
        """Return whether a student's number is of this platform. A gradebook of an earlier format does not say."""
        return bool(student.platform_id) and student.platform in ("", self.name)

    def known_students(self, scores: "ClassScores") -> tuple[list["Student"], list[str]]:
        """Return the students whom the platform knows by a number, and a remark on each other one."""
        known = [student for student in scores.students if self.knows(student)]
        if scores.students and not known:
            raise CourseError(
                f"No student of this gradebook has an id of {self.title}: the submissions were not in the folders or "
                f"files that {self.title} makes. Export to csv, or grade {self.title}'s own download."
            )
        others = [student for student in scores.students if not self.knows(student)]
        return known, [f"{student.student} has no id of {self.title} and is left out." for student in others]


def points_or_blank(points: float | None) -> str:
    """Return points as a cell; nothing graded is an empty one."""
    return "" if points is None else format_points(points)


def number_in(text: str) -> float | None:
    """Return the number in a cell, None if there is none. The last point or comma is the decimal one."""
    digits = re.sub(r"[.,](?=.*[.,])", "", text.strip()).replace(",", ".")
    return float(digits) if re.fullmatch(r"\d+(\.\d*)?", digits, re.ASCII) else None


def check_maximum(text: str, out_of: float, what: str) -> None:
    """Compare what a platform counts points out of with what the course does: it would show wrong shares.

    Args:
        text: the platform's number, as its table has it.
        out_of: the course's.
        what: the column, in words.

    Raises:
        CourseError: they differ.
    """
    maximum = number_in(text)
    if maximum != out_of:
        raise CourseError(
            f"{what} is out of {text or 'nothing'}, the gradebook out of {format_points(out_of)}. Set the assignment's "
            f"points to {format_points(out_of)} and export again."
        )


def file_name(name: str) -> str:
    """Return a name without what a file system minds."""
    return re.sub(r'[\\/:*?"<>|\x00-\x1f\x7f]', "-", name)
