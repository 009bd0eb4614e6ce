"""Whose the files and folders of a tree are: which level of it holds the students.

A platform's names say it. A folder per student does not: `ann` may be a student, or a section with a folder for each
student in it. We guess as a person would, and say so; if a wrong guess could give one student the work of another,
nothing is guessed.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase
from pathlib import PurePosixPath

from course_utils.classroom.platforms import PLATFORMS
from course_utils.classroom.platforms.platform import Owner, Platform
from course_utils.classroom.tree import File, Folder, SetAside
from course_utils.errors import CourseError

FOLDER_PER_STUDENT = "folder per student"
SHOWN = 4  # how many names stand for all

# What people call folders of their own work: such a folder is no person.
OWN_WORK = re.compile(
    r"(my[ _-])?(\d+|v\d*|hw|homework|lab|labs|week|day|task|exercises?|assignments?|ps|try|attempts?|version|draft|"
    r"final|old|new|latest|submitted|resubmission|copy|backup|bak|archive|downloads?|documents?|desktop|notebooks?|solutions?|"
    r"relu|relu[ _-]course|src|code|work)([ _-]*(\d+|copy|old|new|final|again|backup|course|\(\d+\)))*",
    re.IGNORECASE,
)

Knows = Callable[[Owner], bool]
Subject = Callable[[File], str]


@dataclass(frozen=True)
class Owned:
    """A file or a folder with its owner; `layout` is what a lecturer reads of how it was recognized."""

    owner: Owner
    layout: str
    node: File | Folder


@dataclass
class Placed:
    """What a tree holds: whose each part is, what is nobody's, and what was guessed, in sentences."""

    owned: list[Owned] = field(default_factory=list)
    nobodys: list[SetAside] = field(default_factory=list)
    guesses: list[str] = field(default_factory=list)


def place(root: Folder, subject: Subject, knows: Knows | None = None, patterns: Sequence[str] = ()) -> Placed:
    """Return whose each part of a tree is.

    Args:
        root: all that was handed in.
        subject: says what a notebook is of; two notebooks on one subject in one folder are of two people, or two
            attempts of one.
        knows: says whether somebody is on the class list, if there is one.
        patterns: which folders are a student's each, as paths within the submissions with * and ?, if somebody says it.

    Raises:
        CourseError: it cannot be told, and a wrong guess would mix people up. The message says how to go on.
    """
    placing = _Placing(subject, knows)
    if patterns:
        placing.by_patterns(root, patterns)
    else:
        placing.class_folder(root)
    _tell_namesakes_apart(placing.placed)
    return placing.placed


def owner_of_file(name: str) -> tuple[Platform, Owner] | None:
    """Return whose a file is by the way a platform names it, and the platform."""
    return next(((platform, owner) for platform in PLATFORMS if (owner := platform.owner_of_file(name))), None)


def owner_of_folder(folder: Folder) -> tuple[Platform, Owner] | None:
    """Return whose a folder, or a zip, is by the way a platform names it, and the platform."""
    if folder.is_zip and (owned := owner_of_file(folder.name)):
        return owned
    named = ((platform, platform.owner_of_folder(folder.title)) for platform in PLATFORMS)
    return next(((platform, owner) for platform, owner in named if owner), None)


class _Placing:
    """Goes down a tree until it has found the students."""

    def __init__(self, subject: Subject, knows: Knows | None) -> None:
        self.subject, self.knows = subject, knows
        self.placed = Placed()

    def by_patterns(self, folder: Folder, patterns: Sequence[str]) -> None:
        """Take the folders that fit a pattern, the innermost of them, for students."""
        for file in folder.files:
            self._leave(file, "it lies in no folder that --students names.")
        for inner in folder.folders:
            within = [one for one in inner.everywhere() if _fits(one, patterns)]
            if not within:
                for file in inner.everything():
                    self._leave(file, "it lies in no folder that --students names.")
            elif within == [inner]:
                self._take_folder(inner)
            else:
                self.by_patterns(inner, patterns)

    def class_folder(self, folder: Folder) -> None:
        """Place what lies in a folder that holds students, or folders of students, and is no student's own."""
        course = self._course_of_platform(folder)
        if course:
            self._enter_course(folder, *course)
            return
        for file in folder.files:
            if owned := owner_of_file(file.name):
                self.placed.owned.append(Owned(owned[1], owned[0].layout, file))
            else:
                self._leave(file, "it lies in no student's folder, and no platform names files like this.")
        unnamed = []
        for inner in folder.folders:
            if owner_of_folder(inner):
                self._take_folder(inner)
            elif _holds_named(inner):
                self.class_folder(inner)
            else:
                unnamed.append(inner)
        self._place_unnamed(folder, unnamed)

    def _course_of_platform(self, folder: Folder) -> tuple[Platform, str] | None:
        names = {file.name for file in folder.files} | {inner.name for inner in folder.folders}
        found = ((platform, platform.submissions_in(names)) for platform in PLATFORMS)
        return next(((platform, name) for platform, name in found if name), None)

    def _enter_course(self, folder: Folder, platform: Platform, name: str) -> None:
        reason = f"it belongs to the course of {platform.title}, and was not handed in: that is in {name}."
        for file in folder.files:
            self._leave(file, reason)
        for inner in folder.folders:
            if inner.name == name:
                self.placed.guesses.append(f"The work that was handed in is taken from {inner.place}.")
                for student in inner.folders:
                    self._take_folder(student)
                for file in inner.files:
                    self._leave(file, "it lies in no student's folder.")
            else:
                for file in inner.everything():
                    self._leave(file, reason)

    def _place_unnamed(self, parent: Folder, folders: Sequence[Folder]) -> None:
        """Place folders that no platform has named."""
        classes = self._classes(parent, [folder for folder in folders if folder.notebooks])
        for folder in folders:
            if folder in classes or (classes and not folder.notebooks and folder.folders):
                self.class_folder(folder)
            elif classes and not folder.notebooks:
                for file in folder.files:
                    self._leave(file, "it lies in no student's folder.")
            else:
                self._take_folder(folder)

    def _classes(self, parent: Folder, folders: Sequence[Folder]) -> Sequence[Folder]:
        """Return which folders hold a folder a student each, and are not a student's own.

        Raises `CourseError` when they may be either.
        """
        listed = [folder for folder in folders if self._is_known(folder)]
        classes = [folder for folder in folders if folder not in listed and any(map(self._is_known, folder.folders))]
        if listed or classes:
            self._guess_classes(classes, "the class list has")
            return classes
        depths = [_depth_of_own_files(folder) for folder in folders]
        if any(depths):
            return [folder for folder, depth in zip(folders, depths, strict=True) if depth > 1]
        split = [folder for folder in folders if self._rivals(folder)]
        if len(folders) == 1 and not split:
            return self._single(parent, folders[0])
        if not split:
            return ()
        undecided = [folder for folder in split if not _has_own_notebook(folder)]
        if len(split) < len(folders) and not undecided:
            return ()  # each has a notebook of its own beside the others: a student with copies
        inner = Counter(one.title.casefold() for folder in folders for one in folder.folders if one.notebooks)
        if undecided == list(folders) and max(inner.values()) == 1:
            self._guess_classes(folders, "it holds notebooks on the same subject in")
            return folders
        raise CourseError(_undecidable(undecided or split))

    def _is_known(self, folder: Folder) -> bool:
        return self.knows is not None and self.knows(_owner_by_name(folder))

    def _single(self, parent: Folder, folder: Folder) -> Sequence[Folder]:
        """Return whether the only folder is one that everything is wrapped in, as `_classes` does."""
        if _has_own_notebook(folder) or not folder.folders:
            return ()
        inner = folder.folders[0].title
        is_wrapper = parent.is_zip and not parent.place and not folder.files
        taken = "a folder of students" if is_wrapper else "a student's folder"
        other = f"If it is a student, add {_option('*')}" if is_wrapper else f"If '{inner}' is, add {_option('*/*')}"
        self.placed.guesses.append(f"'{folder.place}' is taken for {taken}. {other}.")
        return (folder,) if is_wrapper else ()

    def _rivals(self, folder: Folder) -> bool:
        """Return whether folders in `folder` hold notebooks on one subject, and are not called as one's own work is."""
        met: Counter[str] = Counter()
        holding = [inner for inner in folder.folders if inner.notebooks]
        if len(holding) < 2 or all(OWN_WORK.fullmatch(inner.title) for inner in holding):
            return False
        for inner in holding:
            met.update({self.subject(file) for file in inner.notebooks})
        return max(met.values()) > 1

    def _guess_classes(self, folders: Sequence[Folder], why: str) -> None:
        for folder in folders:
            names = [one.title for one in folder.folders if one.notebooks]
            self.placed.guesses.append(
                f"'{folder.place}' is taken for a folder of students, since {why} {_listed(names)}."
            )

    def _take_folder(self, folder: Folder) -> None:
        owned = owner_of_folder(folder)
        layout = owned[0].layout if owned else _layout_of(folder)
        self.placed.owned.append(Owned(owned[1] if owned else _owner_by_name(folder), layout, folder))

    def _leave(self, file: File, reason: str) -> None:
        self.placed.nobodys.append(SetAside(file.place, reason))


def _tell_namesakes_apart(placed: Placed) -> None:
    """Call students by their places when folders in two sections have one name: they may be two people."""
    parents: dict[str, set[PurePosixPath]] = {}
    for one in placed.owned:
        parents.setdefault(one.owner.student, set()).add(PurePosixPath(one.node.place).parent)
    placed.owned = [
        replace(one, owner=replace(one.owner, student=one.node.place))
        if not one.owner.platform and len(parents[one.owner.student]) > 1
        else one
        for one in placed.owned
    ]


def _fits(folder: Folder, patterns: Iterable[str]) -> bool:
    parts = PurePosixPath(unicodedata.normalize("NFC", folder.place)).parts
    return any(
        len(parts) == len(wanted := PurePosixPath(pattern).parts)
        and all(fnmatchcase(part, one) for part, one in zip(parts, wanted, strict=True))
        for pattern in patterns
    )


def _owner_by_name(folder: Folder) -> Owner:
    return Owner(student=folder.title, name=folder.title)


def _holds_named(folder: Folder) -> bool:
    """Return whether a folder holds what a platform has named, directly or in folders that wrap it."""
    return (
        any(owner_of_file(file.name) for file in folder.files)
        or any(owner_of_folder(inner) for inner in folder.folders)
        or any(_holds_named(inner) for inner in folder.folders)
    )


def _has_own_notebook(folder: Folder) -> bool:
    return any(file.is_notebook for file in folder.files)


def _depth_of_own_files(folder: Folder) -> int:
    """Return how deep in `folder` lies the first folder in which a platform has left a file of its own, 0 if none."""
    level, depth = [folder], 0
    while level:
        if any(platform.own_files & {file.name for file in one.files} for platform in PLATFORMS for one in level):
            return depth
        level, depth = [inner for one in level for inner in one.folders], depth + 1
    return 0


def _layout_of(folder: Folder) -> str:
    return next(
        (
            platform.layout
            for platform in PLATFORMS
            for inner in folder.everywhere()
            if platform.own_files & {file.name for file in inner.files}
        ),
        FOLDER_PER_STUDENT,
    )


def _listed(names: Sequence[str]) -> str:
    shown = ", ".join(f"'{name}'" for name in names[:SHOWN])
    return shown + (f" and {len(names) - SHOWN} more" if len(names) > SHOWN else "")


def _option(pattern: str) -> str:
    return f"--students '{pattern}'"


def _undecidable(folders: Sequence[Folder]) -> str:
    first = folders[0]
    depth = len(PurePosixPath(first.place).parts)
    inside = [inner.title for inner in first.folders if inner.notebooks]
    return (
        f"It cannot be told whose work lies in {_listed([folder.place for folder in folders])}: "
        f"{_listed(inside)} in '{first.place}' may be students, or attempts of one. No code was run. "
        f"If they are students, add {_option('/'.join('*' * (depth + 1)))}. If '{first.place}' is a student, add "
        f"{_option('/'.join('*' * depth))}. With a class list, --roster CLASS.csv, it can be told. If these are "
        "several downloads of one class, grade them one after another into the same gradebook."
    )
