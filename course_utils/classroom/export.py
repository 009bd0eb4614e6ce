"""`relu-course export`: the scores of a class as a table, for a spreadsheet, for Canvas or for Moodle.

The platforms' formats are those of their own source: Canvas' lib/gradebook_importer.rb and Moodle's
mod/assign/feedback/offline/importgradeslib.php.
"""

import html
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from course_utils.autograder.course import number_of
from course_utils.autograder.verdict import format_points
from course_utils.classroom.scores import ClassScores, Student
from course_utils.classroom.tables import Table, as_text, read_table
from course_utils.errors import CourseError
from course_utils.notebook_files import notebook_heading, notebook_title

CANVAS_COLUMNS = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")
CANVAS_NAMES = ("Student", "LastName", "FirstName")
POINTS_POSSIBLE = "Points Possible"
ASSIGNMENT = re.compile(r"(?P<title>.*\S)\s*\((?P<id>\d+)\)", re.DOTALL)

IDENTIFIER, GRADE, MAXIMUM, COMMENTS = "Identifier", "Grade", "Maximum Grade", "Feedback comments"
MOODLE_COLUMNS = (IDENTIFIER, "Full name", GRADE, MAXIMUM, "Last modified (grade)", COMMENTS)
OUR_COMMENT = "Graded with {course}."


@dataclass(frozen=True)
class Export:
    """A table, and sentences on what a lecturer should know of it."""

    table: Table
    remarks: tuple[str, ...]


def export(scores: ClassScores, system: str, template: Path | None = None) -> Export:
    """Return the scores as `system` takes them: "csv", "canvas" or "moodle".

    template: what Canvas or Moodle has exported for this class; its rows and columns are kept. Raises `CourseError`
    where it does not fit the class.
    """
    if system == "csv":
        if template:
            raise CourseError("A template is for --to canvas and --to moodle.")
        return Export(_csv(scores), tuple(_ungraded(scores)))
    makers: dict[str, tuple[Callable[..., Export], Callable[..., Export]]] = {
        "canvas": (_canvas, _canvas_of),
        "moodle": (_moodle, _moodle_of),
    }
    anew, filled_in = makers[system]
    made = filled_in(scores, read_table(template)) if template else anew(scores)
    return Export(made.table, (*_ungraded(scores), *made.remarks))


def _ungraded(scores: ClassScores) -> Iterator[str]:
    for student in scores.students:
        if student.points is None:
            reasons = "; ".join(f"{place}: {reason}" for place, reason in student.troubles)
            yield f"{student.student} has no grade. {reasons or 'None of these notebooks was handed in.'}"


def _points(points: float | None) -> str:
    return "" if points is None else format_points(points)


def _csv(scores: ClassScores) -> Table:
    header = ["student", "name", "id"]
    for name, exercises in scores.notebooks.items():
        header += [exercise.id for exercise in exercises] + [f"{number_of(name)} points"]
    rows = [(*header, "points", "late", "overridden", "trouble")]
    for student in scores.students:
        row = [as_text(student.student), as_text(student.name), student.platform_id]
        for notebook in student.notebooks:
            row += [_points(score.points) for score in notebook.scores] + [_points(notebook.points)]
        late = " ".join(number_of(item.notebook) for item in student.notebooks if item.entry and item.entry.late)
        overridden = "; ".join(f"{s.exercise.id}: {s.override.reason}" for s in student.overridden if s.override)
        trouble = "; ".join(f"{place}: {reason}" for place, reason in student.troubles)
        rows.append((*row, _points(student.points), late, as_text(overridden), as_text(trouble)))
    return Table(tuple(rows))


def _with_ids(scores: ClassScores, system: str) -> tuple[list[Student], list[str]]:
    """Return the students whom `system` knows by a number, and a remark on each other one."""
    known = [student for student in scores.students if student.platform_id]
    if scores.students and not known:
        raise CourseError(
            f"No student of this gradebook has an id of {system}: the submissions were not in the folders or files "
            f"that {system} makes. Export to csv, or grade {system}'s own download."
        )
    others = [student for student in scores.students if not student.platform_id]
    return known, [f"{student.student} has no id of {system} and is left out." for student in others]


def _canvas(scores: ClassScores) -> Export:
    students, remarks = _with_ids(scores, "Canvas")
    out_of = [format_points(scores.out_of(name)) for name in scores.notebooks]
    rows: list[tuple[str, ...]] = [
        (*CANVAS_COLUMNS, *(notebook_title(scores.course, name) for name in scores.notebooks)),
        (f"    {POINTS_POSSIBLE}", "", "", "", "", *out_of),
    ]
    for student in students:
        points = (_points(notebook.points) for notebook in student.notebooks)
        rows.append((as_text(student.name), student.platform_id, "", "", "", *points))
    remarks.append(
        "Canvas will ask which assignment each column is. With --template, the class's export from Canvas, it need not."
    )
    return Export(Table(tuple(rows)), tuple(remarks))


def _canvas_of(scores: ClassScores, template: Table) -> Export:
    columns = _assignments(scores, template)
    place = template.column("ID", "Canvas")
    logins = [template.header.index(name) for name in ("SIS Login ID", "SIS User ID") if name in template.header]
    by_id = {student.platform_id: student for student in scores.students if student.platform_id}
    by_login = {student.student: student for student in scores.students if not student.platform_id}
    names = [template.header.index(name) for name in CANVAS_NAMES if name in template.header]
    found: set[str] = set()
    rows = [template.header]
    for row in template.rows[1:]:
        cells = list(row)
        if row[0].strip() == POINTS_POSSIBLE and not row[place]:  # no student who took that name
            _check_points(scores, columns, template, row)
        elif student := by_id.get(row[place]) or next(filter(None, (by_login.get(row[i]) for i in logins)), None):
            found.add(student.student)
            for notebook in student.notebooks:
                # where we have nothing to say, what Canvas has stays: an empty cell would delete it
                cells[columns[notebook.notebook]] = _points(notebook.points) or cells[columns[notebook.notebook]]
        for name in names:
            cells[name] = as_text(cells[name])
        rows.append(tuple(cells))
    return Export(Table(tuple(rows), template.delimiter), _not_found(scores, found, template))


def _assignments(scores: ClassScores, template: Table) -> dict[str, int]:
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


def _check_points(scores: ClassScores, columns: dict[str, int], template: Table, row: Sequence[str]) -> None:
    for notebook, column in columns.items():
        _check_maximum(row[column], scores.out_of(notebook), f"{template.header[column]!r} in {template.source}")


def _check_maximum(text: str, out_of: float, what: str) -> None:
    """Raise `CourseError` where the platform counts the points out of another number: it would show wrong shares."""
    try:
        maximum = float(text.replace(",", "."))
    except ValueError:
        maximum = None
    if maximum != out_of:
        raise CourseError(
            f"{what} is out of {text or 'nothing'}, the gradebook out of {format_points(out_of)}. Set the assignment's "
            f"points to {format_points(out_of)} and export again."
        )


def _not_found(scores: ClassScores, found: set[str], template: Table) -> tuple[str, ...]:
    missing = [student.student for student in scores.students if student.student not in found]
    if missing and not found:
        raise CourseError(f"{template.source} has none of the students of this gradebook. Is it of another class?")
    return tuple(f"{student} is not in {template.source} and is left out." for student in missing)


def _moodle(scores: ClassScores) -> Export:
    students, remarks = _with_ids(scores, "Moodle")
    rows: list[tuple[str, ...]] = [MOODLE_COLUMNS]
    for student in students:
        rows.append(
            (
                f"Participant {student.platform_id}",
                as_text(student.name),
                _points(student.points),
                format_points(student.out_of),
                "",
                _comment(scores, student),
            )
        )
    return Export(Table(tuple(rows)), (*remarks, *_one_grade(scores)))


def _moodle_of(scores: ClassScores, template: Table) -> Export:
    place, grade, maximum = (template.column(name, "Moodle") for name in (IDENTIFIER, GRADE, MAXIMUM))
    comments = template.header.index(COMMENTS) if COMMENTS in template.header else None
    names = [template.header.index(name) for name in ("Full name",) if name in template.header]
    by_id = {student.platform_id: student for student in scores.students if student.platform_id}
    found: set[str] = set()
    kept = []
    rows = [template.header]
    for row in template.rows[1:]:
        cells = list(row)
        number = re.search(r"\d+$", row[place])
        if student := by_id.get(number[0]) if number else None:
            found.add(student.student)
            _check_maximum(row[maximum], student.out_of, f"{MAXIMUM} in {template.source}")
            cells[grade] = _points(student.points) or cells[grade]
            if comments is not None and (not cells[comments].strip() or _ours(scores) in cells[comments]):
                cells[comments] = _comment(scores, student)
            elif comments is not None:
                kept.append(f"{student.student} has a comment of yours in Moodle already; it is kept.")
        for name in names:
            cells[name] = as_text(cells[name])
        rows.append(tuple(cells))
    remarks = (*_not_found(scores, found, template), *kept, *_one_grade(scores))
    return Export(Table(tuple(rows), template.delimiter), remarks)


def _one_grade(scores: ClassScores) -> Iterator[str]:
    if len(scores.notebooks) > 1:
        numbers = " ".join(map(number_of, scores.notebooks))
        yield f"Moodle's one grade is the sum over the notebooks {numbers}. --notebook exports one of them."


def _ours(scores: ClassScores) -> str:
    return OUR_COMMENT.format(course=scores.course.name)


def _comment(scores: ClassScores, student: Student) -> str:
    """Return what Moodle shows a student beside the grade, as the HTML that Moodle takes it for."""
    if student.points is None:
        return ""
    lines = [_ours(scores)]
    for notebook in student.notebooks:
        points = _points(notebook.points)
        of = f"{points} of {format_points(notebook.out_of)} points" if points else "not handed in"
        lines.append(f"{notebook_title(scores.course, notebook.notebook)}: {of}.")
    for score in student.overridden:
        if score.override:
            lines.append(f"{score.exercise.title}: score set by your lecturer. {score.override.reason}")
    return "<br>".join(map(html.escape, lines))
