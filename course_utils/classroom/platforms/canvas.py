"""Canvas. Its formats are those of its own source: lib/gradebook_importer.rb, and AbstractAssignment for feedback.

A file of its download is called doejane_LATE_4711_815_NOTEBOOK-1.ipynb: the student's name and id, the id of the
upload, and the file's name with its attempt.
"""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from course_utils.autograder.course import number_of
from course_utils.autograder.verdict import format_points
from course_utils.classroom.platforms.platform import (
    FEEDBACK,
    Export,
    LearningPlatform,
    Owner,
    check_maximum,
    file_name,
    not_found,
    points_or_blank,
)
from course_utils.classroom.tables import Table, as_text
from course_utils.errors import CourseError
from course_utils.notebook_files import notebook_heading, notebook_title

if TYPE_CHECKING:
    from course_utils.classroom.scores import ClassScores, Student

FILE = re.compile(r"(?P<name>[^_]+)_(?P<late>LATE_)?(?P<id>\d+)_(?P<upload>\d+)_(?P<file>.+)", re.DOTALL)
ATTEMPT = re.compile(r"-(\d+)(\.[^.]+)$")

COLUMNS = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")
NAMES = ("Student", "LastName", "FirstName")
LOGINS = ("SIS Login ID", "SIS User ID")
POINTS_POSSIBLE = "Points Possible"
ASSIGNMENT = re.compile(r"(?P<title>.*\S)\s*\((?P<id>\d+)\)", re.DOTALL)


class Canvas(LearningPlatform):
    """Canvas, by Instructure."""

    name = "canvas"
    title = "Canvas"
    layout = "Canvas download"
    template = "gradebook"
    names_files = True

    def owner_of_file(self, name: str) -> Owner | None:
        """Return whose a file of the download is."""
        match = FILE.fullmatch(name)
        if not match:
            return None
        return Owner(
            student=f"{match['name']}_{match['id']}",
            name=match["name"],
            platform_id=match["id"],
            platform=self.name,
            late=bool(match["late"]),
            upload=int(match["upload"]),
            file=ATTEMPT.sub(r"\2", match["file"]),
        )

    def table(self, scores: "ClassScores") -> Export:
        """Return a table that Canvas' gradebook imports, with a column a notebook."""
        students, remarks = self.known_students(scores)
        out_of = [format_points(scores.out_of(name)) for name in scores.notebooks]
        rows: list[tuple[str, ...]] = [
            (*COLUMNS, *(notebook_title(scores.course, name) for name in scores.notebooks)),
            (f"    {POINTS_POSSIBLE}", "", "", "", "", *out_of),
        ]
        for student in students:
            points = (points_or_blank(notebook.points) for notebook in student.notebooks)
            rows.append((as_text(student.name), student.platform_id, "", "", "", *points))
        remarks.append(
            "Canvas will ask which assignment each column is. With --template, the class's export from Canvas, it "
            "need not."
        )
        return Export(Table(tuple(rows)), tuple(remarks))

    def fill_in(self, scores: "ClassScores", template: Table) -> Export:
        """As `LearningPlatform.fill_in` says: the points of each notebook, into the class's export from Canvas."""
        columns = _assignments(scores, template)
        place = self.column(template, "ID")
        logins = [template.header.index(name) for name in LOGINS if name in template.header]
        by_id = {student.platform_id: student for student in scores.students if student.platform_id}
        by_login = {student.student: student for student in scores.students if not student.platform_id}
        names = [template.header.index(name) for name in NAMES if name in template.header]
        found: set[str] = set()
        rows = [template.header]
        for row in template.rows[1:]:
            cells = list(row)
            if row[0].strip() == POINTS_POSSIBLE and not row[place]:  # and no student who took that name
                _check_points(scores, columns, template, row)
            elif student := by_id.get(row[place]) or next(filter(None, (by_login.get(row[i]) for i in logins)), None):
                found.add(student.student)
                for notebook in student.notebooks:
                    # when we have nothing to say, what Canvas has stays: an empty cell would delete it
                    column = columns[notebook.notebook]
                    cells[column] = points_or_blank(notebook.points) or cells[column]
            for name in names:
                cells[name] = as_text(cells[name])
            rows.append(tuple(cells))
        return Export(Table(tuple(rows), template.delimiter), not_found(scores, found, template))

    def feedback_name(self, student: "Student") -> str:
        """Return the name of Canvas' download, which has the ids of the student and of the upload, with our ending.

        Canvas reads the first two pieces that are all digits (AbstractAssignment#infer_comment_context_from_filename),
        so the student's name must not be one.
        """
        counted = [notebook.entry for notebook in student.notebooks if notebook.entry]
        for entry in (*counted, *student.unreadable):
            match = FILE.fullmatch(entry.place)
            if match:
                name = file_name(match["name"])
                name = f"student{name}" if name.isdigit() else name
                return f"{name}_{match['late'] or ''}{match['id']}_{match['upload']}_{FEEDBACK}"
        return ""


def _assignments(scores: "ClassScores", template: Table) -> dict[str, int]:
    """Return the column of the assignment that each notebook is."""
    titles = {
        place: match["title"] for place, name in enumerate(template.header) if (match := ASSIGNMENT.fullmatch(name))
    }
    listed = "; ".join(titles.values()) or "none"
    found = {}
    for notebook in scores.notebooks:
        heading = notebook_heading(scores.course, notebook)
        fitting = [place for place, title in titles.items() if _names(title, notebook, heading)]
        if not fitting and len(titles) == len(scores.notebooks) == 1:
            fitting = list(titles)
        if len(fitting) != 1:
            raise CourseError(
                f"{len(fitting)} assignments of {template.source} are called after "
                f"{notebook_title(scores.course, notebook)!r}, and one must be. It has these assignments: {listed}. "
                f"Put {number_of(notebook)!r} or the notebook's title into "
                "the assignment's name in Canvas and export again, or name the notebooks to export with --notebook."
            )
        found[notebook] = fitting[0]
    return found


def _names(assignment: str, notebook: str, heading: str) -> bool:
    """Return whether an assignment's title has the notebook's heading, file name or number in it."""
    low = assignment.casefold()
    return (
        heading.casefold() in low
        or Path(notebook).stem.casefold() in low
        or number_of(notebook) in re.findall(r"(?<!\d)\d+(?!\d)", low)
    )


def _check_points(scores: "ClassScores", columns: dict[str, int], template: Table, row: Sequence[str]) -> None:
    for notebook, column in columns.items():
        check_maximum(row[column], scores.out_of(notebook), f"{template.header[column]!r} in {template.source}")
