"""Find the submissions in a folder or a zip, in the layouts that learning platforms and nbgrader use.

    STUDENT/anything/NOTEBOOK.ipynb                     a folder per student; nbgrader's submitted/STUDENT/ASSIGNMENT/
    Name_1234567_assignsubmission_file/NOTEBOOK.ipynb   Moodle
    doejane_LATE_4711_815_NOTEBOOK-1.ipynb              Canvas: name, id, id of the upload, file name with its attempt

Nothing is opened but zip files and nbgrader's timestamps; links are not followed.
"""

import os
import re
import shutil
import stat
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from course_utils.errors import CourseError

CANVAS = re.compile(r"(?P<name>[^_]+)_(?P<late>LATE_)?(?P<id>\d+)_(?P<upload>\d+)_(?P<file>.+)", re.DOTALL)
CANVAS_ATTEMPT = re.compile(r"-(\d+)(\.[^.]+)$")
MOODLE = re.compile(r"(?P<name>.+)_(?P<id>\d+)_assignsubmission_file_?", re.DOTALL)
SKIPPED_FOLDERS = {".ipynb_checkpoints", "__MACOSX", "__pycache__", ".git", ".venv", "venv", "node_modules"}

MAX_NOTEBOOK_BYTES = 256 << 20
MAX_COPIED_BYTES = 16 << 20
MAX_COPIED_FILES = 200
MAX_ZIP_BYTES = 4 << 30
MAX_ZIP_FILES = 50_000


@dataclass(frozen=True)
class Submission:
    """One notebook that one student handed in.

    `student` is unique in the class; `platform_id` is the number that Canvas or Moodle knows them by, "" elsewhere.
    `place` is the path within the submissions, `order` sorts a student's attempts, the newest last. `copies` are the
    student's other files, by their names relative to the notebook.
    """

    student: str
    name: str
    platform_id: str
    path: Path
    place: str
    order: tuple[str, int, float, str]
    late: bool = False
    copies: dict[str, str] = field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class Found:
    """What was found: the submissions, what each layout was taken for, and what could not be placed and why."""

    submissions: tuple[Submission, ...]
    layouts: dict[str, int]
    unplaced: tuple[str, ...]


def find_submissions(source: Path, scratch: Path) -> Found:
    """Return what is in `source`, a folder or a zip.

    scratch: an empty folder, where a zip is extracted. Raises `CourseError` where there is no submission, or the zip
    is damaged or too large.
    """
    if source.is_file() and zipfile.is_zipfile(source):
        unplaced = list(_extract(source, scratch))
        root = _within_single_folder(scratch)
    elif source.is_dir():
        unplaced, root = [], source
    elif not source.exists():
        raise CourseError(f"There is no {source}. Name the folder, or the zip, that holds the submissions.")
    else:
        raise CourseError(f"{source} is neither a folder nor a zip. Name the folder that holds the submissions.")
    if (root / "submitted").is_dir() and any((root / name).exists() for name in ("source", "gradebook.db", "release")):
        root = root / "submitted"  # the root of an nbgrader course
    submissions: list[Submission] = []
    layouts: dict[str, int] = {}
    for entry in sorted(os.scandir(root), key=lambda entry: entry.name):
        if entry.name in SKIPPED_FOLDERS or entry.name.startswith("."):
            continue
        if entry.is_symlink():
            unplaced.append(f"{entry.name}: a link; links are not followed")
        elif entry.is_dir():
            layout, found = _in_folder(Path(entry.path), unplaced)
            layouts[layout] = layouts.get(layout, 0) + len(found)
            submissions += found
        elif match := CANVAS.fullmatch(entry.name):
            if entry.name.lower().endswith(".ipynb"):
                submissions.append(_of_canvas(Path(entry.path), match))
                layouts["Canvas download"] = layouts.get("Canvas download", 0) + 1
        else:
            unplaced.append(f"{entry.name}: belongs to no student's folder and is not named as Canvas names files")
    submissions = _with_canvas_copies(root, submissions)
    if not submissions:
        raise CourseError(f"There is no notebook in {source}. It should hold a folder per student." + _list(unplaced))
    return Found(tuple(submissions), {name: number for name, number in layouts.items() if number}, tuple(unplaced))


def _list(lines: list[str]) -> str:
    return "".join(f"\n  {line}" for line in lines[:20])


def _in_folder(folder: Path, unplaced: list[str]) -> tuple[str, list[Submission]]:
    """Return the layout and the submissions of one student's folder."""
    moodle = MOODLE.fullmatch(folder.name)
    name = moodle["name"] if moodle else folder.name
    student = f"{name}_{moodle['id']}" if moodle else folder.name
    found = []
    nbgrader = False
    for path in _files(folder, unplaced):
        if path.suffix.lower() != ".ipynb":
            continue
        timestamp = path.parent / "timestamp.txt"
        submitted = ""
        if timestamp.is_file() and not timestamp.is_symlink():
            nbgrader = True
            submitted = timestamp.read_text(encoding="utf-8", errors="replace")[:40].strip()
        order = (submitted, 0, path.lstat().st_mtime, str(path))
        place = str(path.relative_to(folder.parent))
        copies = _beside(path, unplaced)
        found.append(Submission(student, name, moodle["id"] if moodle else "", path, place, order, copies=copies))
    if not found:
        unplaced.append(f"{folder.name}: a folder without a notebook")
    return "Moodle download" if moodle else "nbgrader" if nbgrader else "folder per student", found


def _files(folder: Path, unplaced: list[str]) -> Iterator[Path]:
    """Yield the regular files below `folder`, in order."""
    for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
        path = Path(entry.path)
        if entry.is_symlink():
            unplaced.append(f"{path.parent.name}/{path.name}: a link; links are not followed")
        elif entry.is_dir():
            if entry.name not in SKIPPED_FOLDERS:
                yield from _files(path, unplaced)
        elif entry.is_file(follow_symlinks=False):
            yield path
        else:
            unplaced.append(f"{path.parent.name}/{path.name}: neither a file nor a folder")


def _beside(notebook: Path, unplaced: list[str]) -> dict[str, str]:
    """Return the files in the notebook's folder that go with it, within limits."""
    copies: dict[str, str] = {}
    size = 0
    for path in _files(notebook.parent, []):
        if path.suffix.lower() in (".ipynb", ".zip") or path.name == "timestamp.txt":
            continue
        size += path.lstat().st_size
        if size > MAX_COPIED_BYTES or len(copies) == MAX_COPIED_FILES:
            unplaced.append(
                f"{notebook.parent.name}: more than {MAX_COPIED_BYTES >> 20} MB beside the notebook; some is left out"
            )
            break
        copies[str(path.relative_to(notebook.parent))] = str(path)
    return copies


def _of_canvas(path: Path, match: re.Match[str]) -> Submission:
    attempt = CANVAS_ATTEMPT.search(match["file"])
    order = ("", int(attempt[1]) if attempt else 0, path.stat().st_mtime, path.name)
    student = f"{match['name']}_{match['id']}"
    return Submission(student, match["name"], match["id"], path, path.name, order, late=bool(match["late"]))


def _with_canvas_copies(root: Path, submissions: list[Submission]) -> list[Submission]:
    """Give each Canvas submission the other files that its student has uploaded, by the names they had."""
    others: dict[str, dict[str, str]] = {}
    for entry in os.scandir(root):
        match = CANVAS.fullmatch(entry.name)
        if not match or not entry.is_file(follow_symlinks=False) or entry.stat().st_size > MAX_COPIED_BYTES:
            continue
        if not entry.name.lower().endswith((".ipynb", ".zip")):
            name = CANVAS_ATTEMPT.sub(r"\2", match["file"])
            others.setdefault(f"{match['name']}_{match['id']}", {})[name] = entry.path
    return [replace(item, copies=others.get(item.student, item.copies)) for item in submissions]


def _extract(archive: Path, target: Path) -> Iterator[str]:
    """Extract the files of `archive` below `target`; yield what was left out and why. Raises `CourseError`."""
    try:
        with zipfile.ZipFile(archive) as zipped:
            members = [member for member in zipped.infolist() if not member.is_dir()]
            size = sum(member.file_size for member in members)
            if size > MAX_ZIP_BYTES or len(members) > MAX_ZIP_FILES:
                raise CourseError(
                    f"{archive} would extract to {size >> 20} MB in {len(members)} files; at most "
                    f"{MAX_ZIP_BYTES >> 20} MB in {MAX_ZIP_FILES} files are taken. "
                    "Extract it yourself and name the folder."
                )
            for member in members:
                problem = _problem_of(member)
                if problem:
                    yield f"{member.filename}: {problem}"
                    continue
                _extract_member(zipped, member, target)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, RuntimeError, zlib.error) as error:
        raise CourseError(f"{archive} is damaged or of a kind that we cannot read: {error}.") from error


def _problem_of(member: zipfile.ZipInfo) -> str:
    path = PurePosixPath(member.filename)
    if path.is_absolute() or ".." in path.parts or "\\" in member.filename or not path.parts:
        return "its path leads out of the archive"
    if stat.S_IFMT(member.external_attr >> 16) not in (0, stat.S_IFREG):  # 0: not every program states it
        return "a link; links are not followed"
    if member.file_size > MAX_NOTEBOOK_BYTES:
        return f"larger than {MAX_NOTEBOOK_BYTES >> 20} MB"
    return ""


def _extract_member(zipped: zipfile.ZipFile, member: zipfile.ZipInfo, target: Path) -> None:
    path = target / member.filename
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipped.open(member) as inside, open(path, "wb") as outside:
        # zipfile ends at the size that the archive states, so no member grows beyond what was added up
        shutil.copyfileobj(inside, outside)
    year, month, day, hour, minute, second = member.date_time
    moment = ((year * 12 + month) * 31 + day) * 86400 + hour * 3600 + minute * 60 + second  # its order is what counts
    os.utime(path, (moment % 2**31, moment % 2**31))


def _within_single_folder(folder: Path) -> Path:
    """Return the one folder that an archive wraps everything in, where it does."""
    entries = [entry for entry in folder.iterdir() if entry.name not in SKIPPED_FOLDERS]
    if len(entries) == 1 and entries[0].is_dir() and not MOODLE.fullmatch(entries[0].name):
        inner = [entry for entry in entries[0].iterdir() if entry.name not in SKIPPED_FOLDERS]
        if inner and (all(entry.is_dir() for entry in inner) or all(CANVAS.fullmatch(entry.name) for entry in inner)):
            return entries[0]
    return folder
