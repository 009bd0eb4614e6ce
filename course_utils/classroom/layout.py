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
from enum import Enum, auto
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
    r"\d{1,3}|(my[ _-])?"
    r"(v\d*|hw|homework|lab|labs|week|day|task|exercises?|assignments?|ps|try|attempts?|version|draft|final|old|new|latest|"
    r"submitted|resubmission|copy|backup|bak|archive|downloads?|documents?|desktop|notebooks?|solutions?|relu|"
    r"relu[ _-]course|src|code|work)"
    r"([ _-]*(\d+|copy|old|new|final|again|backup|course|\(\d+\)))*",
    re.IGNORECASE,
)
# What people call a folder that holds a class.
CLASS = re.compile(
    r"((all|students?|class|course|our|the)[ _-]*)*"
    r"(submissions?|submitted|students|class(es)?|course|handed[ _-]?in|hand[ _-]?ins?|abgaben?|entregas?|rendus?|"
    r"downloads?|exports?|results?|uploads?|sections?)([ _-]*(\d+|\(\d+\)))*",
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


def is_named(name: str) -> bool:
    """Return whether a platform gives such names to files or folders."""
    return owner_of_file(name) is not None or any(platform.owner_of_folder(name) for platform in PLATFORMS)


class _Reading(Enum):
    """What a folder that no platform has named is, as its content tells."""

    STUDENT = auto()
    CLASS = auto()
    UNCLEAR = auto()


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
        if problem := _lacks_submissions(folder):
            raise CourseError(f"{folder.place or folder.path}: {problem}")
        if course := _course_of_platform(folder):
            self._enter_course(folder, *course)
            return
        for file in folder.files:
            if owned := owner_of_file(file.name):
                self.placed.owned.append(Owned(owned[1], owned[0].layout, file))
            else:
                self._leave(file, "it lies in no student's folder, and no platform names files like this.")
        for inner in folder.folders:
            if owner_of_folder(inner):
                self._take_folder(inner)
        self._place_unnamed(folder, [inner for inner in folder.folders if not owner_of_folder(inner)])

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
        classes = self._classes(parent, [folder for folder in folders if folder.may_hold_work or _named_in(folder)])
        is_named = any(owner_of_file(file.name) for file in parent.files) or len(folders) < len(parent.folders)
        for folder in folders:
            if folder in classes or (classes and not folder.may_hold_work and folder.folders):
                self.class_folder(folder)
            elif classes and not folder.may_hold_work:
                for file in folder.files:
                    self._leave(file, "it lies in no student's folder.")
            else:
                if is_named and folder.may_hold_work:
                    self.placed.guesses.append(
                        f"'{folder.place}' is taken for a student's, although it is not named as what lies beside it."
                    )
                self._take_folder(folder)

    def _classes(self, parent: Folder, folders: Sequence[Folder]) -> Sequence[Folder]:
        """Return which folders hold a folder a student each, and are not a student's own.

        Raises `CourseError` when that cannot be told. A student may have made folders that look like a class, so
        those beside it decide nothing in silence.
        """
        listed = [folder for folder in folders if self._is_known(folder)]
        holding = [folder for folder in folders if folder not in listed and self._holds_known(folder)]
        if listed and holding:
            raise CourseError(_undecidable(holding))
        if listed or holding:
            self._guess_classes(holding, "The class list has them.")
            return holding
        readings = [self._reading(folder) for folder in folders]
        if readings == [_Reading.STUDENT]:
            return self._single(parent, folders[0])
        if _Reading.STUDENT in readings:  # one may have named a file as the platform does
            readings = [
                _Reading.UNCLEAR if len(_named_in(folder)) == 1 else one
                for folder, one in zip(folders, readings, strict=True)
            ]
        classes = [folder for folder, reading in zip(folders, readings, strict=True) if reading is _Reading.CLASS]
        unclear = [folder for folder, reading in zip(folders, readings, strict=True) if reading is _Reading.UNCLEAR]
        guessed = [folder for folder in classes if not _is_class_by_names(folder)]
        if classes and len(classes) == len(folders) and _have_no_name_in_common(guessed):
            self._guess_classes(guessed)
            return classes
        if classes or (unclear and len(unclear) == len(folders)):
            raise CourseError(_undecidable([*classes, *unclear]))
        for folder in unclear:
            self.placed.guesses.append(f"'{folder.place}' is taken for a student's folder, as those beside it are.")
        return ()

    def _is_known(self, folder: Folder) -> bool:
        return self.knows is not None and self.knows(_owner_by_name(folder))

    def _holds_known(self, folder: Folder) -> bool:
        return any(self._is_known(inner) for one in _chain(folder) for inner in one.folders)

    def _reading(self, folder: Folder) -> _Reading:
        """Return what a folder is. One that only wraps another is looked through."""
        if _is_class_by_names(folder):
            return _Reading.CLASS
        if _depth_of_own_files(folder) == 1:
            return _Reading.STUDENT
        core = _chain(folder)[-1]
        holding = [inner for inner in core.folders if inner.may_hold_work]
        titles = [inner.title for inner in holding]
        if _has_own_notebook(core):
            # with rivals it is a student with copies, or a class with a notebook of the lecturer's beside it
            may_be_class = self._are_rivals(holding) and not all(map(OWN_WORK.fullmatch, titles))
            if may_be_class and CLASS.fullmatch(core.title):
                return _Reading.CLASS
            wraps_a_person = core is not folder and OWN_WORK.fullmatch(folder.title) and not _is_no_person(core)
            return _Reading.UNCLEAR if may_be_class or wraps_a_person else _Reading.STUDENT
        if all(map(OWN_WORK.fullmatch, titles)) and not any(title.isdecimal() for title in titles):
            return _Reading.STUDENT
        are_people = not all(map(OWN_WORK.fullmatch, titles)) and self._are_rivals(holding)
        return _Reading.CLASS if are_people or CLASS.fullmatch(core.title) else _Reading.UNCLEAR

    def _are_rivals(self, folders: Sequence[Folder]) -> bool:
        """Return whether two of some folders hold notebooks on one subject."""
        met: Counter[str] = Counter()
        for folder in folders:
            met.update({self.subject(file) for file in folder.notebooks})
        return len(folders) > 1 and max(met.values(), default=0) > 1

    def _single(self, parent: Folder, folder: Folder) -> Sequence[Folder]:
        """Return whether the only folder is one that everything is wrapped in, as `_classes` does."""
        chain = _chain(folder)
        if len(chain) == 1:
            return ()
        inner = chain[1]
        is_first_in_zip = parent.is_zip and not parent.place and not folder.files
        is_wrapper = not _is_no_person(inner) and (is_first_in_zip or _is_no_person(folder))
        is_wrapper = is_wrapper or any(CLASS.fullmatch(one.title) for one in chain[1:-1])
        if not is_wrapper and OWN_WORK.fullmatch(inner.title):
            return ()  # nobody would guess otherwise
        taken = "a folder of students" if is_wrapper else "a student's folder"
        other = (
            f"If it is a student, add {_option('*')}" if is_wrapper else f"If '{inner.title}' is, add {_option('*/*')}"
        )
        self.placed.guesses.append(f"'{folder.place}' is taken for {taken}. {other}.")
        return (folder,) if is_wrapper else ()

    def _guess_classes(self, folders: Sequence[Folder], why: str = "") -> None:
        for folder in folders:
            if _chain(folder) == [folder]:  # one that wraps another has that said of it
                names = [one.title for one in folder.folders if one.may_hold_work]
                guess = (
                    f"'{folder.place}' is taken for a folder of students, {_listed(names)}, and not for a student's."
                )
                self.placed.guesses.append(f"{guess} {why}".rstrip())

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
        if not one.owner.platform:
            parents.setdefault(one.owner.student, set()).add(PurePosixPath(one.node.place).parent)
    for student, folders in parents.items():
        if len(folders) > 1:
            placed.guesses.append(f"There are {len(folders)} folders '{student}'. They are taken for as many students.")
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


def _named_in(folder: Folder) -> set[str]:
    """Return whom a platform has named notebooks and folders after, in a folder and in those that it wraps.

    A folder with a notebook that is called otherwise is not the platform's.
    """
    if _course_of_platform(folder) or _lacks_submissions(folder):
        return {folder.place, ""}  # of more than one
    notebooks = [owner_of_file(file.name) for file in folder.files if file.is_notebook]
    if None in notebooks:
        return set()
    named = [*notebooks, *map(owner_of_folder, folder.folders)]
    inner = (_named_in(one) for one in folder.folders if not owner_of_folder(one))
    return {found[1].student for found in named if found}.union(*inner)


def _is_class_by_names(folder: Folder) -> bool:
    """Return whether names that a platform has given say that a folder is no student's own."""
    return bool(_named_in(folder)) or _depth_of_own_files(folder) > 1


def _course_of_platform(folder: Folder) -> tuple[Platform, str] | None:
    found = ((platform, platform.submissions_in(_names(folder))) for platform in PLATFORMS)
    return next(((platform, name) for platform, name in found if name), None)


def _lacks_submissions(folder: Folder) -> str:
    return next(filter(None, (platform.without_submissions(_names(folder)) for platform in PLATFORMS)), "")


def _names(folder: Folder) -> set[str]:
    return {file.name for file in folder.files} | {inner.name for inner in folder.folders}


def _has_own_notebook(folder: Folder) -> bool:
    return any(file.is_notebook for file in folder.files)


def _chain(folder: Folder) -> list[Folder]:
    """Return a folder, the only one with notebooks in it if it has none of its own, and so on."""
    chain = [folder]
    while not _has_own_notebook(chain[-1]):
        holding = [inner for inner in chain[-1].folders if inner.may_hold_work]
        if len(holding) != 1:
            break
        chain += holding
    return chain


def _is_no_person(folder: Folder) -> bool:
    return bool(OWN_WORK.fullmatch(folder.title) or CLASS.fullmatch(folder.title))


def _have_no_name_in_common(folders: Sequence[Folder]) -> bool:
    met = Counter(one.title.casefold() for folder in folders for one in _chain(folder)[-1].folders if one.may_hold_work)
    return max(met.values(), default=1) == 1


def _depth_of_own_files(folder: Folder) -> int:
    """Return how deep in `folder` lies the first folder in which a platform has left a file of its own.

    It is 0 if there is none, or if a notebook lies above it: the student has made that file.
    """
    level, depth = [folder], 0
    while level:
        if any(platform.own_files & {file.name for file in one.files} for platform in PLATFORMS for one in level):
            return depth
        if any(map(_has_own_notebook, level)):
            return 0
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
    chain = _chain(folders[0])
    first = chain[-2] if len(chain) > 1 and _has_own_notebook(chain[-1]) else chain[-1]
    depth = len(PurePosixPath(first.place).parts)
    inside = [inner.title for inner in first.folders if inner.may_hold_work] or [file.name for file in first.files]
    return (
        f"It cannot be told whose work lies in {_listed([folder.place for folder in folders])}: "
        f"{_listed(inside)} in '{first.place}' may be students, or attempts of one. No code was run. "
        f"If they are students, add {_option('/'.join('*' * (depth + 1)))}. If '{first.place}' is a student, add "
        f"{_option('/'.join('*' * depth))}. With a class list, --roster CLASS.csv, it can be told. If these are "
        "several downloads of one class, grade them one after another into the same gradebook."
    )
