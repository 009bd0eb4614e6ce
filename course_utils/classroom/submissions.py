"""Find the submissions in a folder or a zip: as a learning platform names them, or in a folder per student.

Nothing is opened but zip files and what a platform has left beside a notebook; links are not followed.
"""

import os
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from course_utils.autograder.plain import writable
from course_utils.classroom.archive import Allowance, extract
from course_utils.classroom.platforms import PLATFORMS
from course_utils.classroom.platforms.platform import Owner, Platform
from course_utils.errors import CourseError

FOLDER_PER_STUDENT = "folder per student"
SKIPPED_FOLDERS = {".ipynb_checkpoints", "__MACOSX", "__pycache__", ".git", ".venv", "venv", "node_modules"}
NOT_COPIED = (".ipynb", ".zip")

MAX_COPIED_BYTES = 16 << 20
MAX_COPIED_FILES = 200


@dataclass(frozen=True, kw_only=True)
class Submission:
    """One notebook that one student handed in.

    `student` is unique in the class; `platform_id` is the number that a platform knows them by, "" elsewhere.
    `place` is the path within the submissions, `order` sorts a student's attempts, the newest last. `copies` are the
    student's other files, by their names relative to the notebook.
    """

    student: str
    name: str
    platform_id: str
    path: Path
    place: str
    order: tuple[float, int, float, str]
    late: bool = False
    copies: dict[str, str] = field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class Found:
    """What was found: the submissions, what each layout was taken for, and what could not be placed and why."""

    submissions: tuple[Submission, ...]
    layouts: dict[str, int]
    unplaced: tuple[str, ...]


def find_submissions(source: Path, scratch: Path) -> Found:
    """Return what was handed in.

    Args:
        source: a folder or a zip.
        scratch: an empty folder, in which a zip is extracted.

    Raises:
        CourseError: there is no submission, or the zip is damaged or too large.
    """
    root, unplaced = _root(source, scratch)
    for platform in PLATFORMS:
        inner = platform.submissions_in({entry.name for entry in root.iterdir()})
        root = root / inner if inner else root
    search = _Search(unplaced)
    for entry in sorted(os.scandir(root), key=lambda entry: entry.name):
        if entry.name not in SKIPPED_FOLDERS and not entry.name.startswith("."):
            search.look_at(entry)
    if not search.submissions:
        raise CourseError(f"There is no notebook in {source}. It should hold a folder per student." + _list(unplaced))
    return search.found()


def _root(source: Path, scratch: Path) -> tuple[Path, list[str]]:
    """Return the folder that holds the submissions, and what of a zip was left out."""
    if source.is_file() and zipfile.is_zipfile(source):
        left_out = [f"{name}: {reason}" for name, reason in extract(source, scratch, Allowance())]
        return _within_single_folder(scratch), left_out
    if source.is_dir():
        return source, []
    if not source.exists():
        raise CourseError(f"There is no {source}. Name the folder, or the zip, that holds the submissions.")
    raise CourseError(f"{source} is neither a folder nor a zip. Name the folder that holds the submissions.")


class _Search:
    """What has been found so far. `others` are the other files of students whose platform names each file."""

    def __init__(self, unplaced: list[str]) -> None:
        self.unplaced = unplaced
        self.submissions: list[Submission] = []
        self.layouts: Counter[str] = Counter()
        self.others: dict[str, dict[str, str]] = {}

    def look_at(self, entry: os.DirEntry[str]) -> None:
        """Place one file or folder of the root."""
        if entry.is_symlink():
            self.unplaced.append(f"{entry.name}: a link; links are not followed")
        elif entry.is_dir():
            layout, found = _in_folder(Path(entry.path), self.unplaced)
            self.layouts[layout] += len(found)
            self.submissions += found
        elif owned := _owner_of_file(entry.name):
            self._take_file(Path(entry.path), *owned)
        else:
            names = " or ".join(platform.title for platform in PLATFORMS if platform.names_files)
            self.unplaced.append(
                f"{entry.name}: belongs to no student's folder and is not named as {names} names files"
            )

    def _take_file(self, path: Path, platform: Platform, owner: Owner) -> None:
        if path.suffix.lower() == ".ipynb":
            self.submissions.append(_submission(owner, path, path.name))
            self.layouts[platform.layout] += 1
        elif path.suffix.lower() not in NOT_COPIED and path.is_file() and path.stat().st_size <= MAX_COPIED_BYTES:
            self.others.setdefault(owner.student, {})[owner.file] = str(path)

    def found(self) -> Found:
        """Return it all as text that any file can hold, because a name of a file may hold bytes that are no text."""
        submissions = (
            replace(
                item,
                student=writable(item.student),
                name=writable(item.name),
                place=writable(item.place),
                copies=self.others.get(item.student, item.copies),
            )
            for item in self.submissions
        )
        layouts = {name: number for name, number in self.layouts.items() if number}
        return Found(tuple(submissions), layouts, tuple(map(writable, self.unplaced)))


def _list(lines: list[str]) -> str:
    return "".join(f"\n  {line}" for line in lines[:20])


def _owner_of_file(name: str) -> tuple[Platform, Owner] | None:
    return next(((platform, owner) for platform in PLATFORMS if (owner := platform.owner_of_file(name))), None)


def _owner_of_folder(name: str) -> tuple[Platform, Owner] | None:
    return next(((platform, owner) for platform in PLATFORMS if (owner := platform.owner_of_folder(name))), None)


def _in_folder(folder: Path, unplaced: list[str]) -> tuple[str, list[Submission]]:
    """Return the layout and the submissions of one student's folder."""
    owned = _owner_of_folder(folder.name)
    owner = owned[1] if owned else Owner(student=folder.name, name=folder.name)
    layout = owned[0].layout if owned else FOLDER_PER_STUDENT
    found = []
    for path in _files(folder, unplaced):
        if path.suffix.lower() != ".ipynb":
            continue
        handed_in_at = 0.0
        for platform in PLATFORMS:
            left = platform.handed_in_at(path.parent)
            if left is not None:
                handed_in_at = left.timestamp()
                layout = layout if owned else platform.layout
        place = str(path.relative_to(folder.parent))
        found.append(_submission(owner, path, place, handed_in_at, _beside(path, unplaced)))
    if not found:
        unplaced.append(f"{folder.name}: a folder without a notebook")
    return layout, found


def _submission(
    owner: Owner, path: Path, place: str, handed_in_at: float = 0.0, copies: dict[str, str] | None = None
) -> Submission:
    return Submission(
        student=owner.student,
        name=owner.name,
        platform_id=owner.platform_id,
        path=path,
        place=place,
        order=(handed_in_at, owner.upload, path.lstat().st_mtime, str(path)),
        late=owner.late,
        copies=copies or {},
    )


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
        if path.suffix.lower() in NOT_COPIED or any(path.name in platform.own_files for platform in PLATFORMS):
            continue
        size += path.lstat().st_size
        if size > MAX_COPIED_BYTES or len(copies) == MAX_COPIED_FILES:
            unplaced.append(
                f"{notebook.parent.name}: more than {MAX_COPIED_BYTES >> 20} MB beside the notebook; some is left out"
            )
            break
        copies[str(path.relative_to(notebook.parent))] = str(path)
    return copies


def _within_single_folder(folder: Path) -> Path:
    """Return the one folder that an archive wraps everything in, or `folder` itself when there is none."""
    entries = [entry for entry in folder.iterdir() if entry.name not in SKIPPED_FOLDERS]
    if len(entries) == 1 and entries[0].is_dir() and not _owner_of_folder(entries[0].name):
        inner = [entry for entry in entries[0].iterdir() if entry.name not in SKIPPED_FOLDERS]
        if inner and (all(entry.is_dir() for entry in inner) or all(_owner_of_file(entry.name) for entry in inner)):
            return entries[0]
    return folder
