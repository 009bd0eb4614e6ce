"""Canvas. Its formats are those of its own source, https://github.com/instructure/canvas-lms.

| what | where | read at |
|---|---|---|
| names in a download of submissions | lib/content_zipper.rb | 05e9653 |
| anonymous ids | lib/anonymity.rb | 3a612b1 |
| -1 after a name that is taken | Attachment.make_unique_filename in app/models/attachment.rb | 145bcce |
| pages that go back | AbstractAssignment#infer_comment_context_from_filename | 028f76b |
| the gradebook, out and in | lib/gradebook_exporter.rb, lib/gradebook_importer.rb | 0140a2e, 00b222d |
| the list of groups | doc/api/group_category_csv.md | aa8070b |

A file of the download is called doejane_LATE_4711_815_NOTEBOOK.ipynb: the student's name as it is sorted, in small
letters and without spaces, the student's id, the id of the upload, and the file's name. Of an anonymous student it is
LATE_anon_aB3dE_815_NOTEBOOK.ipynb. A text or an address that was handed in is doejane_4711_text.html or _link.html. The
file of a group has the group's name and the id of one of its members.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from course_utils.autograder.course import number_of
from course_utils.autograder.verdict import format_points
from course_utils.classroom.platforms.listed import Listed, may_be_a_group, other_ids
from course_utils.classroom.platforms.platform import (
    FEEDBACK,
    Export,
    LearningPlatform,
    Owner,
    check_maximum,
    file_name,
    points_or_blank,
)
from course_utils.classroom.platforms.rows import give_rows
from course_utils.classroom.tables import Table, as_text
from course_utils.errors import CourseError
from course_utils.notebook_files import notebook_heading, notebook_title

if TYPE_CHECKING:
    from course_utils.classroom.scores import ClassScores, NotebookScore, Student

HANDED_IN = r"_(?:(?P<upload>\d+)_(?P<stored>.+)|(?P<kind>text|link)\.html)"
NAMED = re.compile(r"(?P<name>.*?)_(?P<late>LATE_)?(?P<id>\d+)" + HANDED_IN, re.DOTALL | re.ASCII)
ANONYMOUS = re.compile(r"(?P<late>LATE_)?(?P<name>anon_[1-9A-HJ-NP-Za-km-z]{5})" + HANDED_IN, re.DOTALL | re.ASCII)
ADDED = re.compile(r"-[1-7](\.[^.]+)$")  # from 8 on Canvas adds a random text

COLUMNS = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")
NAMES = ("Student", "LastName", "FirstName")
OTHER_IDS = ("SIS User ID", "SIS Login ID", "Integration ID")
POINTS_POSSIBLE = "Points Possible"
ASSIGNMENT = re.compile(r"(?P<title>.*\S)\s*\((?P<id>\d+)\)", re.DOTALL)
NOT_TAKEN = {
    "EX": "Canvas has {name} as excused from {assignment}; that stays.",
    "N/A": "Canvas takes no score of {name} for {assignment}: it is not theirs, or anonymous and not posted yet.",
}
IN_WORDS = ("Nd", "Pc")  # categories of Unicode
GROUP_COLUMNS = ("name", "canvas_user_id", "group_name")


class Canvas(LearningPlatform):
    """Canvas, by Instructure."""

    name = "canvas"
    title = "Canvas"
    layout = "Canvas download"
    template = "gradebook"
    names_files = True

    def owner_of_file(self, name: str) -> Owner | None:
        """Return whose a file of the download is."""
        anonymous = ANONYMOUS.fullmatch(name)
        match = anonymous or NAMED.fullmatch(name)
        if not match:
            return None
        number = "" if anonymous else match["id"]
        stored = match["stored"] or ""
        return Owner(
            student=match["name"] if anonymous else f"{match['name']}_{number}",
            name=match["name"] or number,
            platform_id=number,
            platform=self.name,
            late=bool(match["late"]),
            upload=int(match["upload"] or 0),
            file=ADDED.sub(r"\1", stored),
            stored=stored,
            kind=match["kind"] or "",
            anonymous=bool(anonymous) or not match["name"],
            may_be_group=not anonymous and may_be_a_group(match["name"], run_together=True),
        )

    def listed(self, table: Table) -> Mapping[int, Listed] | None:
        """Return the students of a gradebook that was exported, or of a list of groups."""
        header = table.header
        if all(name in header for name in GROUP_COLUMNS):
            return dict(_grouped(table))
        named = "Student" in header or ("LastName" in header and "FirstName" in header)
        if not (named and "ID" in header and "Section" in header):
            return None
        return {
            row: _listed(dict(zip(header, cells, strict=True)))
            for row, cells in enumerate(table.rows)
            if row > 0 and not _is_of_assignments(header, cells)
        }

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
        listed = self.listed(template)
        if listed is None or "ID" not in template.header:
            raise CourseError(
                f"{template.source} is no gradebook of Canvas: it lacks one of the columns 'Student', 'ID' and "
                "'Section'. Use the file that Canvas' gradebook exports, as it is."
            )
        columns = _assignments(scores, template)
        given = give_rows(self, scores, listed, template)
        names = [template.header.index(name) for name in NAMES if name in template.header]
        remarks = list(given.remarks)
        rows = [template.header]
        for number, row in enumerate(template.rows[1:], start=1):
            cells = list(row)
            if POINTS_POSSIBLE in row[0] and number not in listed:
                _check_points(scores, columns, template, row)
            if student := given.rows.get(number):
                remarks += _fill(cells, student.notebooks, columns, template, listed[number].name)
            for name in names:
                cells[name] = as_text(cells[name])
            rows.append(tuple(cells))
        return Export(Table(tuple(rows), template.delimiter), tuple(remarks))

    def feedback_name(self, student: "Student") -> str:
        """Return the name of Canvas' download, which has the ids of the student and of the upload, with our ending.

        Canvas reads the first two pieces that are all digits (AbstractAssignment#infer_comment_context_from_filename),
        so the student's name must not be one. A page for one member of a group is for all (group_students).
        """
        counted = [notebook.entry for notebook in student.notebooks if notebook.entry]
        for entry in (*counted, *student.unreadable):
            for part in Path(entry.place).parts:  # the file may stand in a folder, or be a zip
                owner = self.owner_of_file(part)
                if owner and owner.upload and owner.platform_id == student.platform_id:
                    return _feedback_name(owner)
        return ""


def _listed(row: Mapping[str, str]) -> Listed:
    sorted_name = row.get("Student") or ", ".join(filter(None, (row.get("LastName"), row.get("FirstName"))))
    others = [row[name] for name in OTHER_IDS if row.get(name)]
    return _student(sorted_name, row["ID"].strip(), others, section=row["Section"])


def _student(name: str, number: str, others: Sequence[str], section: str, groups: tuple[str, ...] = ()) -> Listed:
    in_files = _in_file_names(name)
    return Listed(
        student=f"{in_files}_{number}" if number else next(iter(others), in_files),
        name=name,
        platform=Canvas.name if number else "",
        platform_id=number,
        ids=other_ids(others),
        email=next((one for one in others if "@" in one), ""),
        groups=groups,
        section=section,
    )


def _in_file_names(name: str) -> str:
    """Return a name as it stands in a download: the letters, marks, digits and underscores (sanitize_file_name)."""
    low = re.sub(r"_(\d+)_", r"\1", name).lower()
    return "".join(one for one in low if unicodedata.category(one)[0] in "LM" or unicodedata.category(one) in IN_WORDS)


def _grouped(table: Table) -> Iterator[tuple[int, Listed]]:
    """Yield the students of the list that Canvas exports for a set of groups."""
    for number, cells in enumerate(table.rows[1:], start=1):
        row = dict(zip(table.header, cells, strict=True))
        others = [row[name] for name in ("user_id", "login_id") if row.get(name)]
        groups = (row["group_name"],) if row["group_name"] else ()
        yield number, _student(row["name"], row["canvas_user_id"].strip(), others, row.get("sections", ""), groups)


def _is_of_assignments(header: Sequence[str], cells: Sequence[str]) -> bool:
    """Return whether a row tells of the assignments: their points, or that they are posted by hand."""
    row = dict(zip(header, cells, strict=True))
    identified = any(row.get(name) for name in ("ID", *OTHER_IDS))
    return not identified and (POINTS_POSSIBLE in cells[0] or not any(row.get(name) for name in NAMES))


def _feedback_name(owner: Owner) -> str:
    late = "LATE_" if owner.late else ""
    if owner.anonymous and not owner.platform_id:
        return f"{late}{owner.name}_{owner.upload}_{FEEDBACK}"
    name = file_name(owner.name)
    name = f"student{name}" if name.isdigit() else name
    return f"{name}_{late}{owner.platform_id}_{owner.upload}_{FEEDBACK}"


def _fill(
    cells: list[str], notebooks: Sequence["NotebookScore"], columns: Mapping[str, int], template: Table, name: str
) -> Iterator[str]:
    """Write a student's points into a row; yield a sentence on each cell that stays as Canvas has it."""
    for notebook in notebooks:
        column = columns[notebook.notebook]
        points = points_or_blank(notebook.points)
        if not points:
            continue  # an empty cell would delete what Canvas has
        if refusal := NOT_TAKEN.get(cells[column].strip().upper()):
            yield refusal.format(name=name, assignment=template.header[column])
        else:
            cells[column] = points


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
