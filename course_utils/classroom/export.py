"""The scores of a class as a table, for a spreadsheet or for a learning platform."""

from collections.abc import Iterator
from pathlib import Path

from course_utils.autograder.course import number_of
from course_utils.classroom.platforms import TAKING_BACK
from course_utils.classroom.platforms.platform import Export, points_or_blank
from course_utils.classroom.scores import ClassScores
from course_utils.classroom.tables import Table, as_text, read_table
from course_utils.errors import CourseError


def export(scores: ClassScores, system: str, template: Path | None = None) -> Export:
    """Return the scores as a table.

    Args:
        scores: what counts.
        system: who reads it: "csv" for a spreadsheet, or the name of a platform.
        template: what the platform has exported for this class; its rows and columns are kept.

    Raises:
        CourseError: the template does not fit the class.
    """
    if system == "csv":
        if template:
            listed = " and ".join(f"--to {name}" for name in TAKING_BACK)
            raise CourseError(f"A template is for {listed}.")
        return Export(_csv(scores), tuple(_ungraded(scores)))
    platform = TAKING_BACK[system]
    if not template:
        made = platform.table(scores)
        return Export(made.table, (*_ungraded(scores), *made.remarks))
    table = read_table(template)
    made = platform.fill_in(scores, table)
    return Export(made.table, (*table.remarks, *_ungraded(scores), *made.remarks))


def _ungraded(scores: ClassScores) -> Iterator[str]:
    for student in scores.students:
        if student.points is None:
            reasons = "; ".join(student.trouble_lines)
            yield f"{student.student} has no grade. {reasons or 'None of these notebooks was handed in.'}"


def _csv(scores: ClassScores) -> Table:
    header = ["student", "name", "id"]
    for name, exercises in scores.notebooks.items():
        header += [exercise.id for exercise in exercises] + [f"{number_of(name)} points"]
    rows = [(*header, "points", "late", "overridden", "trouble")]
    for student in scores.students:
        row = [as_text(student.student), as_text(student.name), student.platform_id]
        for notebook in student.notebooks:
            row += [points_or_blank(score.points) for score in notebook.scores] + [points_or_blank(notebook.points)]
        late = " ".join(number_of(item.notebook) for item in student.notebooks if item.entry and item.entry.late)
        overridden = "; ".join(f"{s.exercise.id}: {s.override.reason}" for s in student.overridden if s.override)
        trouble = "; ".join(student.trouble_lines)
        rows.append((*row, points_or_blank(student.points), late, as_text(overridden), as_text(trouble)))
    return Table(tuple(rows), marked=True)
