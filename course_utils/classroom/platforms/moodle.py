"""Moodle. Its formats are those of its own source: mod/assign/feedback/offline/importgradeslib.php for grades, and
mod/assign/feedback/file/importziplib.php for feedback.

A folder of its download is called Name_1234567_assignsubmission_file: the student's name, and the id of the student's
part in the assignment.
"""

import html
import re
from collections.abc import Iterator
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
from course_utils.notebook_files import notebook_title

if TYPE_CHECKING:
    from course_utils.classroom.scores import ClassScores, Student

FOLDER = re.compile(r"(?P<name>.+)_(?P<id>\d+)_assignsubmission_file_?", re.DOTALL)

IDENTIFIER, NAME, GRADE, MAXIMUM = "Identifier", "Full name", "Grade", "Maximum Grade"
COMMENTS = "Feedback comments"
COLUMNS = (IDENTIFIER, NAME, GRADE, MAXIMUM, "Last modified (grade)", COMMENTS)
OUR_COMMENT = "Graded with {course}."


class Moodle(LearningPlatform):
    """Moodle."""

    name = "moodle"
    title = "Moodle"
    layout = "Moodle download"
    template = "grading worksheet"

    def owner_of_folder(self, name: str) -> Owner | None:
        """Return whose a folder of the download is."""
        match = FOLDER.fullmatch(name)
        if not match:
            return None
        return Owner(
            student=f"{match['name']}_{match['id']}",
            name=match["name"],
            platform_id=match["id"],
            platform=self.name,
        )

    def table(self, scores: "ClassScores") -> Export:
        """Return a grading worksheet, with the sum over the notebooks as the one grade."""
        students, remarks = self.known_students(scores)
        rows: list[tuple[str, ...]] = [COLUMNS]
        for student in students:
            rows.append(
                (
                    f"Participant {student.platform_id}",
                    as_text(student.name),
                    points_or_blank(student.points),
                    format_points(student.out_of),
                    "",
                    _comment(scores, student),
                )
            )
        return Export(Table(tuple(rows)), (*remarks, *_one_grade(scores)))

    def fill_in(self, scores: "ClassScores", template: Table) -> Export:
        """As `LearningPlatform.fill_in` says: grades and comments. A lecturer's own comments stay."""
        place, grade, maximum = (self.column(template, name) for name in (IDENTIFIER, GRADE, MAXIMUM))
        comments = template.header.index(COMMENTS) if COMMENTS in template.header else None
        names = [template.header.index(name) for name in (NAME,) if name in template.header]
        by_id = {student.platform_id: student for student in scores.students if student.platform_id}
        found: set[str] = set()
        kept = []
        rows = [template.header]
        for row in template.rows[1:]:
            cells = list(row)
            number = re.search(r"\d+$", row[place])
            if student := by_id.get(number[0]) if number else None:
                found.add(student.student)
                check_maximum(row[maximum], student.out_of, f"{MAXIMUM} in {template.source}")
                cells[grade] = points_or_blank(student.points) or cells[grade]
                if comments is not None and (not cells[comments].strip() or _ours(scores) in cells[comments]):
                    cells[comments] = _comment(scores, student)
                elif comments is not None:
                    kept.append(f"{student.student} has a comment of yours in Moodle already; it is kept.")
            for name in names:
                cells[name] = as_text(cells[name])
            rows.append(tuple(cells))
        remarks = (*not_found(scores, found, template), *kept, *_one_grade(scores))
        return Export(Table(tuple(rows), template.delimiter), remarks)

    def feedback_name(self, student: "Student") -> str:
        """Return the folder that stands for a student and a plugin (importziplib.php), with our file in it."""
        if not student.platform_id:
            return ""
        return f"{file_name(student.name.replace('_', ' '))}_{student.platform_id}_assignfeedback_file/{FEEDBACK}"


def _one_grade(scores: "ClassScores") -> Iterator[str]:
    if len(scores.notebooks) > 1:
        numbers = " ".join(map(number_of, scores.notebooks))
        yield f"Moodle's one grade is the sum over the notebooks {numbers}. --notebook exports one of them."


def _ours(scores: "ClassScores") -> str:
    return OUR_COMMENT.format(course=scores.course.name)


def _comment(scores: "ClassScores", student: "Student") -> str:
    """Return what Moodle shows a student beside the grade, as the HTML that Moodle takes it for."""
    if student.points is None:
        return ""
    lines = [_ours(scores)]
    for notebook in student.notebooks:
        points = points_or_blank(notebook.points)
        of = f"{points} of {format_points(notebook.out_of)} points" if points else "not handed in"
        lines.append(f"{notebook_title(scores.course, notebook.notebook)}: {of}.")
    for score in student.overridden:
        if score.override:
            lines.append(f"{score.exercise.title}: score set by your lecturer. {score.override.reason}")
    return "<br>".join(map(html.escape, lines))
