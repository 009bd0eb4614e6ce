"""The files of a report: a folder to look at, or a zip that a learning platform hands back to the students."""

import hashlib
import hmac
import io
import re
import unicodedata
import zipfile
from dataclasses import dataclass
from pathlib import Path

from course_utils.classroom.platforms import TAKING_BACK
from course_utils.classroom.report.account_page import account_page
from course_utils.classroom.report.class_page import class_page
from course_utils.classroom.report.page import generator
from course_utils.classroom.report.student_page import student_page
from course_utils.classroom.scores import ClassScores
from course_utils.errors import CourseError, reason
from course_utils.notebook_files import write_whole

INDEX, ACCOUNT, STUDENTS = "index.html", "account.html", "students"
EARLIEST = (1980, 1, 1, 0, 0, 0)  # zip knows no earlier time; with a fixed one, the same grades are the same bytes


@dataclass(frozen=True)
class Packed:
    """A zip, how many pages it holds, and sentences on whom it leaves out."""

    data: bytes
    pages: int
    remarks: tuple[str, ...]


def write_folder(scores: ClassScores, folder: Path, secret: str, anonymous: bool = False) -> None:
    """Write the pages: one on the class, one on every file, and one a student. An earlier report is replaced.

    Args:
        scores: what counts.
        folder: where they go.
        secret: what nobody in the class knows; without it, nobody can tell from a name whose page an anonymous one is.
        anonymous: leave the students' names out, and the page on files.

    Raises:
        CourseError: anything else than a report is in the folder.
    """
    _make_room(folder, generator(scores.course))
    codes = {student.student: _code(student.student, secret) for student in scores.students}
    if anonymous:
        labels = {student: f"Student {code}" for student, code in codes.items()}
        files = {student: f"student-{code}.html" for student, code in codes.items()}
    else:
        labels = {student.student: student.name for student in scores.students}
        files = {student: f"{_slug(labels[student])}-{code}.html" for student, code in codes.items()}
    links = {student: f"{STUDENTS}/{file}" for student, file in files.items()}
    if not anonymous:  # files carry names themselves
        write_whole(folder / ACCOUNT, account_page(scores, links).encode())
    write_whole(folder / INDEX, class_page(scores, labels, links, "" if anonymous else ACCOUNT).encode())
    for student in scores.students:
        text = student_page(scores.course, student, labels[student.student], with_files=not anonymous)
        write_whole(folder / links[student.student], text.encode())


def _make_room(folder: Path, ours: str) -> None:
    """Take away the pages of an earlier report: those of an anonymous one must not stand among named ones."""
    try:
        if not folder.exists() or not any(folder.iterdir()):
            return
        index = folder / INDEX
        if not index.is_file() or ours not in index.read_text(encoding="utf-8", errors="replace"):
            raise CourseError(f"{folder} holds something else than a report. Name a new folder, or an empty one.")
        for page in (folder / ACCOUNT, *(folder / STUDENTS).glob("*.html")):
            page.unlink(missing_ok=True)
    except OSError as error:
        raise CourseError(f"{folder} cannot be used for a report: {reason(error)}.") from error


def _code(student: str, secret: str) -> str:
    return hmac.new(secret.encode(), student.encode(), hashlib.sha256).hexdigest()[:12]


def _slug(name: str) -> str:
    """Return the letters and digits of a name: no path, no extension, nothing that a file system minds."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9]+", "-", plain).strip("-")[:40] or "student"


def feedback_zip(scores: ClassScores, system: str) -> Packed:
    """Return the students' pages, named so that a platform gives each to its student.

    Args:
        scores: what counts.
        system: the name of the platform.

    Raises:
        CourseError: no submission came from that platform.
    """
    platform = TAKING_BACK[system]
    title = platform.title
    named = {student.student: platform.feedback_name(student) for student in scores.students}
    if not any(named.values()):
        raise CourseError(
            f"No submission of this gradebook was in {title}'s own download, so no page can go back to it."
        )
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as packed:
        for student in scores.students:
            name = named[student.student]
            if name:
                member = zipfile.ZipInfo(name, EARLIEST)
                member.compress_type = zipfile.ZIP_DEFLATED
                member.create_system, member.external_attr = 3, 0o100644 << 16
                packed.writestr(member, student_page(scores.course, student, student.name))
    left_out = [student for student, name in named.items() if not name]
    remarks = tuple(f"{student} was not in {title}'s own download and is left out." for student in left_out)
    return Packed(data.getvalue(), len(named) - len(left_out), remarks)
