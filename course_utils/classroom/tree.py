"""The files and folders that were handed in, as a tree. A zip among them stands as a folder.

Nothing is read but the names, and the zips. Links are not followed.
"""

import os
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from course_utils.autograder.plain import writable
from course_utils.classroom.account import NOBODYS
from course_utils.classroom.archive import Allowance, extract
from course_utils.errors import CourseError, reason

NOTEBOOK, ZIP = ".ipynb", ".zip"
# What programs leave behind. The names of hidden files begin so, and with the second whatever follows.
HIDDEN, LEFT_BEHIND = (".", "~$"), ("._", ".~", "~$")
HIDDEN_FOLDERS = {"__macosx", "__pycache__", "venv", "node_modules", "$recycle.bin", "system volume information"}
HIDDEN_FILES = {"thumbs.db", "ehthumbs.db", "desktop.ini", "icon\r"}

MAX_ZIPS_IN_ZIPS = 3
MAX_DEPTH = 60  # folders in folders; who has made more has not made them by hand
FIRST_DATE = 315_705_600.0  # 1980-01-03 UTC: zip knows no time before 1980-01-01, and writes that when it knows none


@dataclass(frozen=True)
class SetAside:
    """A file or folder that nobody is graded by, and why, in words that follow on its place and a colon."""

    place: str
    reason: str


@dataclass(frozen=True)
class File:
    """A file. `name` is in Unicode's composed form; `place` is its path within the submissions, as it is written there.

    `moment` is when it was changed last, in seconds since 1970, 0 when nobody knows.
    """

    name: str
    place: str
    path: Path
    moment: float
    size: int

    @property
    def is_notebook(self) -> bool:
        """Whether its name says so."""
        return self.name.lower().endswith(NOTEBOOK)


@dataclass
class Folder:
    """A folder, or a zip. `name` is that of the file when it is a zip; `problem` says why it, or a
    file directly in it, could not be opened.
    """

    name: str
    place: str
    path: Path
    files: list[File] = field(default_factory=list)
    folders: list["Folder"] = field(default_factory=list)
    is_zip: bool = False
    problem: str = ""

    @property
    def title(self) -> str:
        """Its name, without the ending of a zip."""
        return self.name[: -len(ZIP)] if self.is_zip and self.name.lower().endswith(ZIP) else self.name

    def everything(self) -> Iterator[File]:
        """Yield the files in it, at any depth."""
        yield from self.files
        for folder in self.folders:
            yield from folder.everything()

    def everywhere(self) -> Iterator["Folder"]:
        """Yield the folder and all below it."""
        yield self
        for folder in self.folders:
            yield from folder.everywhere()

    @property
    def may_hold_work(self) -> bool:
        """Whether there is a notebook in it, or something that could not be opened, at any depth."""
        return any(folder.problem or any(file.is_notebook for file in folder.files) for folder in self.everywhere())

    @property
    def notebooks(self) -> list[File]:
        """The notebooks in it, at any depth."""
        return [file for file in self.everything() if file.is_notebook]


@dataclass(frozen=True)
class Tree:
    """Everything that was handed in: what may be somebody's work, and what was set aside on the way."""

    root: Folder
    set_aside: tuple[SetAside, ...]


def read_tree(source: Path, scratch: Path, is_named: Callable[[str], bool] = lambda _: False) -> Tree:
    """Return what lies in a folder or a zip.

    Args:
        source: the folder or the zip.
        scratch: an empty folder, in which zips are extracted.
        is_named: says of a name whether a platform has given it. A student may be called ".", and is not hidden then.

    Raises:
        CourseError: there is none, or it cannot be opened at all.
    """
    reader = _Reader(scratch, is_named)
    if not os.path.lexists(source):
        raise CourseError(f"There is no {source}. Name the folder, or the zip, that holds the submissions.")
    if source.is_dir():
        root = Folder(source.name, "", source)
        reader.fill(root, 0)
    elif source.is_file():
        root = Folder(source.name, "", source, is_zip=True)
        reader.unpack(root, 0, 0)
    else:
        raise CourseError(f"{source} is neither a folder nor a zip. Name the folder that holds the submissions.")
    if root.problem:
        raise CourseError(f"{source} cannot be opened: {root.problem}")
    return Tree(root, tuple(reader.set_aside))


class _Reader:
    """Reads a tree, and keeps what it sets aside."""

    def __init__(self, scratch: Path, is_named: Callable[[str], bool]) -> None:
        self.scratch, self.is_named = scratch, is_named
        self.allowance = Allowance()
        self.set_aside: list[SetAside] = []
        self.zips = 0

    def fill(self, folder: Folder, depth: int, zips: int = 0) -> None:
        """Read what lies in a folder on this machine.

        Args:
            folder: its lists are filled.
            depth: in how many folders it lies.
            zips: in how many zips it lies.
        """
        try:
            with os.scandir(folder.path) as listed:
                entries = sorted(listed, key=lambda entry: entry.name)
        except OSError as error:
            folder.problem = f"it cannot be opened: {reason(error)}."
            self.leave(folder.place, folder.problem)
            return
        for entry in entries:
            name = writable(unicodedata.normalize("NFC", entry.name))
            place = _join(folder.place, entry.name)
            try:
                self._read_entry(folder, entry, name, place, depth, zips)
            except OSError as error:
                self.leave(place, f"it cannot be read: {reason(error)}.")

    def _read_entry(
        self, folder: Folder, entry: os.DirEntry[str], name: str, place: str, depth: int, zips: int
    ) -> None:
        path = Path(entry.path)
        if entry.is_symlink():
            self.leave(place, "a link; links are not followed.")
        elif entry.is_dir(follow_symlinks=False):
            inner = Folder(name, place, path)
            if self._is_hidden(name, HIDDEN_FOLDERS):
                self._leave_all(path, place)
            elif depth == MAX_DEPTH:
                self.leave(place, f"it lies in more than {MAX_DEPTH} folders.")
            else:
                self.fill(inner, depth + 1, zips)
                folder.folders.append(inner)
        elif not entry.is_file(follow_symlinks=False):
            self.leave(place, "neither a file nor a folder.")
        elif self._is_hidden(name, HIDDEN_FILES):
            self.leave(place, f"a hidden file, {NOBODYS}")
        elif name.lower().endswith(ZIP):
            inner = Folder(name, place, path, is_zip=True)
            self.unpack(inner, depth + 1, zips)
            folder.folders.append(inner)
        else:
            status = entry.stat(follow_symlinks=False)
            moment = status.st_mtime if status.st_mtime > FIRST_DATE else 0.0
            folder.files.append(File(name, place, path, moment, status.st_size))

    def unpack(self, folder: Folder, depth: int, zips: int) -> None:
        """Extract a zip and read what was in it.

        Args:
            folder: stands for the zip; its lists are filled.
            depth: in how many folders it lies.
            zips: in how many zips it lies.
        """
        if zips == MAX_ZIPS_IN_ZIPS:
            folder.problem = f"a zip in {MAX_ZIPS_IN_ZIPS} zips; deeper ones are not opened."
            self.leave(folder.place, folder.problem)
            return
        target = self.scratch / str(self.zips)
        self.zips += 1
        left: list[tuple[PurePosixPath, str]] = []
        before = len(self.set_aside)
        try:
            target.mkdir()
            for name, reason in extract(folder.path, target, self.allowance, "it"):
                self.leave(_join(folder.place, name), f"{reason}.")
                left.append((PurePosixPath(unicodedata.normalize("NFC", name)).parent, reason))
        except CourseError as error:
            folder.problem = str(error)
            self.leave(folder.place, folder.problem)
            return
        unpacked = Folder(folder.name, folder.place, target)
        self.fill(unpacked, depth, zips + 1)
        folder.files, folder.folders = unpacked.files, unpacked.folders
        if _is_empty(folder) and len(self.set_aside) == before:
            folder.problem = "the zip is empty."
            self.leave(folder.place, folder.problem)
        for parent, reason in left:
            self._add_folders(folder, parent, reason)

    def leave(self, place: str, reason: str) -> None:
        """Set a file or a folder aside.

        Args:
            place: its path within the submissions.
            reason: in words that follow on its place and a colon.
        """
        self.set_aside.append(SetAside(place, reason))

    def _leave_all(self, path: Path, place: str) -> None:
        """Set aside what lies in a hidden folder, file by file."""
        reason = f"it lies in the hidden folder {path.name}, {NOBODYS}"
        for folder, _, names in os.walk(path):
            inner = Path(folder).relative_to(path)
            for name in sorted(names):
                self.leave(writable(f"{place}/{inner / name}" if inner.parts else f"{place}/{name}"), reason)

    def _add_folders(self, folder: Folder, path: PurePosixPath, problem: str) -> None:
        """Add the folders that a path goes through, so that who has nothing but a damaged file is seen."""
        for name in path.parts[:MAX_DEPTH]:
            if self._is_hidden(name, HIDDEN_FOLDERS) or name in ("/", ".."):
                return
            found = next((one for one in folder.folders if one.name == name), None)
            if not found:
                found = Folder(name, _join(folder.place, name), folder.path / name)
                folder.folders.append(found)
            folder = found
        if path.parts:
            folder.problem = folder.problem or problem

    def _is_hidden(self, name: str, others: set[str]) -> bool:
        begins_so = name.startswith(HIDDEN) and (name.startswith(LEFT_BEHIND) or not self.is_named(name))
        return begins_so or name.casefold() in others


def _join(place: str, name: str) -> str:
    return writable(f"{place}/{name}" if place else name)


def _is_empty(folder: Folder) -> bool:
    return not folder.files and all(map(_is_empty, folder.folders))
