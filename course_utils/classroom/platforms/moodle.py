"""Moodle. Its formats are those of its own source, https://github.com/moodle/moodle, below public/ since Moodle 5.1.

| what | where | read at |
|---|---|---|
| names in a download of submissions | mod/assign/classes/downloader.php | b1b5f26 |
| the grading worksheet, out | mod/assign/gradingtable.php | 0ade5cc |
| and in | mod/assign/feedback/offline/importgradeslib.php, locallib.php | 806e2d4, 0bd8f1f |
| headers in English | mod/assign/lang/en/assign.php | a83083f |
| pages that go back | mod/assign/feedback/file/importziplib.php | 0203d8f |

A folder of the download is called Name_1234567_assignsubmission_file: the student's name, and the id of the student's
part in this one assignment. Without folders, which a teacher may choose, the file's name follows after one more
underscore. A text that was typed in is in ..._assignsubmission_onlinetext. A name has no underscore: Moodle makes it a
space. In an anonymous assignment all have one name, "Participant" in the teacher's language. In an assignment of groups
the name and the id are the group's, and students without a group share a folder without an id. Only the name tells a
group from a student, since each has ids that count from 1.
"""

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from course_utils.autograder.course import number_of
from course_utils.autograder.verdict import format_points
from course_utils.classroom.platforms.listed import Listed, may_be_a_group, other_ids, squeezed, words
from course_utils.classroom.platforms.platform import (
    FEEDBACK,
    Export,
    LearningPlatform,
    Owner,
    check_maximum,
    file_name,
    number_in,
    points_or_blank,
)
from course_utils.classroom.platforms.rows import give_rows
from course_utils.classroom.tables import Table, as_text
from course_utils.errors import CourseError
from course_utils.notebook_files import notebook_title

if TYPE_CHECKING:
    from course_utils.classroom.scores import ClassScores, Student

OWNER = r"(?P<name>[^_]*)(?:_(?P<id>\d+))?_assignsubmission_(?P<plugin>[a-z0-9]+)"
FOLDER = re.compile(OWNER + "_?", re.DOTALL | re.ASCII)  # with an underscore at its end before Moodle 4.1
FILE = re.compile(OWNER + "_(?P<file>.+)", re.DOTALL | re.ASCII)
UPLOAD = "file"  # the plugin that takes files

IDENTIFIER, NAME, GROUP, GRADE, MAXIMUM = "Identifier", "Full name", "Group", "Grade", "Maximum grade"
COMMENTS = "Feedback comments"
OTHER_IDS = ("Email address", "ID number", "Username")
COLUMNS = (IDENTIFIER, NAME, GRADE, MAXIMUM, "Last modified (grade)", COMMENTS)
PARTICIPANT = re.compile(r"(?P<word>\D*[^\W\d_]\D*?)\s*(?P<id>\d+)", re.ASCII | re.DOTALL)
OUR_COMMENT = "Graded with {course}."

# The name of everybody in an anonymous assignment: the string 'participant' of mod_assign, without what
# clean_filename takes away.
PARTICIPANTS = frozenset(
    {
        "participant", "teilnehmerin", "teilnehmerinnen", "participante", "partecipante", "deelnemer", "deltagare",
        "deltager", "deltaker", "osallistuja", "uczestnik", "účastník", "résztvevő", "katılımcı", "dalyvis",
        "partaidea", "участник", "учасник", "参加者", "参与者", "參與者", "المشارك",
    }
)  # fmt: skip


@dataclass(frozen=True)
class _Columns:
    """Where what stands in a worksheet. `between` is what stands between the name and the grade."""

    identifier: int
    grade: int
    maximum: int
    name: int | None
    comments: int | None
    between: range


class Moodle(LearningPlatform):
    """Moodle."""

    name = "moodle"
    title = "Moodle"
    layout = "Moodle download"
    template = "grading worksheet"
    names_files = True

    def owner_of_folder(self, name: str) -> Owner | None:
        """Return whose a folder of the download is."""
        match = FOLDER.fullmatch(name)
        return self._owner(match, "") if match else None

    def owner_of_file(self, name: str) -> Owner | None:
        """Return whose a file of a download without folders is."""
        match = FILE.fullmatch(name)
        return self._owner(match, match["file"]) if match else None

    def _owner(self, match: re.Match[str], file: str) -> Owner:
        number = match["id"] or ""
        return Owner(
            student=f"{match['name']}_{number}" if number else match["name"],
            name=match["name"] or number,
            platform_id=number,
            platform=self.name,
            file=file,
            stored=file,
            kind="" if match["plugin"] == UPLOAD else match["plugin"],
            anonymous=self.names_nobody(match["name"]),
            may_be_group=may_be_a_group(match["name"]) and not self.names_nobody(match["name"]),
        )

    def names_nobody(self, name: str) -> bool:
        """Return whether a name is the one that all have in an anonymous assignment."""
        return not words(name) or squeezed(re.sub(r"\d+$", "", name)) in NOBODY

    def listed(self, table: Table) -> Mapping[int, Listed] | None:
        """Return the students of a grading worksheet."""
        columns = _columns(table)
        if columns is None:
            return None
        rows = enumerate(table.rows[1:], start=1)
        return {row: _listed(table.header, cells, columns) for row, cells in rows if _number(cells, columns)}

    def table(self, scores: "ClassScores") -> Export:
        """Return a grading worksheet, with the sum over the notebooks as the one grade."""
        students, remarks = self.known_students(scores)
        rows: list[tuple[str, ...]] = [COLUMNS]
        for student in students:
            if may_be_a_group(student.name):  # which gets no grade without a class list
                remarks.append(f"{student.student} may be a group, whose number is another student's: it is left out.")
                continue
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
        remarks.append(
            "Moodle goes by the numbers alone. With --template, the class's grading worksheet, the names are compared, "
            "and a group's grade goes to its members."
        )
        return Export(Table(tuple(rows)), (*remarks, *_one_grade(scores)))

    def fill_in(self, scores: "ClassScores", template: Table) -> Export:
        """As `LearningPlatform.fill_in` says: grades and comments. A lecturer's own comments stay."""
        columns, listed = _columns(template), self.listed(template)
        if columns is None or listed is None:
            raise CourseError(
                f"{template.source} is no grading worksheet: it has no columns {IDENTIFIER!r}, {GRADE!r} and "
                f"{MAXIMUM!r}. Export it from Moodle anew, with the language set to English, and grade by points."
            )
        given = give_rows(self, scores, listed, template)
        remarks = list(given.remarks)
        if columns.comments is None:
            remarks.append(f"{template.source} has no column {COMMENTS!r}, so no comments are filled in.")
        rows = [template.header]
        for number, row in enumerate(template.rows[1:], start=1):
            cells = list(row)
            if student := given.rows.get(number):
                place = f"{template.header[columns.maximum]!r} in {template.source}"
                check_maximum(row[columns.maximum], student.out_of, place)
                cells[columns.grade] = points_or_blank(student.points) or cells[columns.grade]
                if columns.comments is not None and not _fill_comment(cells, columns.comments, scores, student):
                    remarks.append(f"{student.student} has a comment of yours in Moodle already; it is kept.")
            if columns.name is not None:
                cells[columns.name] = as_text(cells[columns.name])
            rows.append(tuple(cells))
        return Export(Table(tuple(rows), template.delimiter), (*remarks, *_one_grade(scores)))

    def feedback_name(self, student: "Student") -> str:
        """Return the folder that stands for a student and a plugin (importziplib.php), with our file in it.

        Moodle goes by the number alone, so a name that may be a group's gets no page.
        """
        if not self.knows(student) or may_be_a_group(student.name):
            return ""
        return f"{file_name(student.name.replace('_', ' '))}_{student.platform_id}_assignfeedback_file/{FEEDBACK}"


NOBODY = frozenset(map(squeezed, PARTICIPANTS))


def _columns(table: Table) -> _Columns | None:
    """Return where what stands in a worksheet, None if it is none.

    Headers in English are known. In another language the columns are told by what is in them (gradingtable.php): the
    first has "Participant 7" in every row; the maximum is one number in all rows, and the grade stands before it; a
    comment is the last, which may be empty, after a time, which is never.
    """
    header = [name.casefold() for name in table.header]

    def named(name: str) -> int | None:
        return header.index(name.casefold()) if name.casefold() in header else None

    identifier, grade, maximum = named(IDENTIFIER), named(GRADE), named(MAXIMUM)
    if identifier is not None and grade is not None and maximum is not None:
        group = named(GROUP)
        between = range(0) if group is None else range(group, group + 1)
        return _Columns(identifier, grade, maximum, named(NAME), named(COMMENTS), between)
    body = table.rows[1:]
    parts = [PARTICIPANT.fullmatch(row[0].strip()) for row in body]
    if not body or len({part["word"] if part else None for part in parts}) != 1 or parts[0] is None:
        return None
    for place in range(2, len(header)):
        maxima = {number_in(row[place]) for row in body}
        before = all(not row[place - 1].strip() or number_in(row[place - 1]) is not None for row in body)
        if len(maxima) == 1 and None not in maxima and before:
            break
    else:
        return None
    hidden = place < 4 and any(number_in(row[1]) is not None or not row[1].strip() for row in body)
    last = len(header) - 1
    has_comments = (
        last > place + 1 and all(row[-2].strip() for row in body) and not all(row[-1].strip() for row in body)
    )
    return _Columns(
        0, place - 1, place, None if hidden else 1, last if has_comments else None, range(1 if hidden else 2, place - 1)
    )


def _number(cells: Sequence[str], columns: _Columns) -> str:
    found = re.search(r"\d+$", cells[columns.identifier].strip(), re.ASCII)
    return found[0] if found else ""


def _listed(header: Sequence[str], cells: Sequence[str], columns: _Columns) -> Listed:
    number = _number(cells, columns)
    name = "" if columns.name is None else cells[columns.name].strip()
    others = [cell for title, cell in zip(header, cells, strict=True) if title in OTHER_IDS]
    others += [cells[place] for place in columns.between if "@" in cells[place]]
    in_files = _in_file_names(name or PARTICIPANT.sub(r"\g<word>", cells[columns.identifier].strip()))
    return Listed(
        student=f"{in_files}_{number}",
        name=name,
        platform=Moodle.name,
        platform_id=number,
        ids=other_ids(others),
        email=next((one.strip() for one in others if "@" in one), ""),
        groups=tuple(dict.fromkeys(cells[place].strip() for place in columns.between if cells[place].strip())),
    )


def _in_file_names(name: str) -> str:
    """Return a name as it stands in a download (get_student_prefix, clean_filename)."""
    return re.sub(r"[\x00-\x1f\x7f&<>\"`|':\\/]", "", name.replace("_", " "))  # PARAM_FILE in lib/classes/param.php


def _fill_comment(cells: list[str], place: int, scores: "ClassScores", student: "Student") -> bool:
    """Write our comment into a row, and return whether there was room: a comment of ours, or none."""
    if cells[place].strip() and _ours(scores) not in cells[place]:
        return False
    cells[place] = _comment(scores, student)
    return True


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
