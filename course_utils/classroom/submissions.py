"""Find the submissions in a folder or a zip: whose each file is, and what is nobody's.

No code is run, and of the notebooks no more is read than tells two sections from two attempts.
"""

import functools
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from course_utils.autograder.course import Course
from course_utils.classroom.account import Line
from course_utils.classroom.gradebook import Person
from course_utils.classroom.layout import Owned, is_named, owner_of_file, place
from course_utils.classroom.people import NOTHING, People
from course_utils.classroom.platforms import PLATFORMS
from course_utils.classroom.platforms.platform import Owner
from course_utils.classroom.roster import Roster
from course_utils.classroom.tree import NOTEBOOK, File, Folder, SetAside, Tree, read_tree
from course_utils.errors import CourseError

MAX_COPIED_BYTES = 16 << 20
MAX_COPIED_FILES = 200
TOO_MUCH = f"more lies beside the notebook than {MAX_COPIED_BYTES >> 20} MB or {MAX_COPIED_FILES} files."
MAX_SAID = 3  # how many files without a notebook are named in a student's own row
PEEK_BYTES = 4 << 20
OWN_FILES = frozenset[str]().union(*(platform.own_files for platform in PLATFORMS))
EXERCISE = re.compile(rb'"exercise"\s*:\s*\{\s*"id"\s*:\s*"([^"\\]{1,100})"')

KINDS = {
    ".py": "a Python program", ".pdf": "a PDF", ".html": "a web page", ".htm": "a web page", ".docx": "a Word document",
    ".doc": "a Word document", ".txt": "a text", ".md": "a text", ".png": "a picture", ".jpg": "a picture",
    ".jpeg": "a picture", ".heic": "a picture", ".csv": "a table", ".xlsx": "a table", ".rar": "an archive",
    ".7z": "an archive", ".gz": "an archive", ".tar": "an archive", ".webloc": "a link to a web page",
    ".url": "a link to a web page", ".gdoc": "a link to Google Drive", ".icloud": "a file that is still in iCloud",
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Submission:
    """One notebook that one student handed in.

    `student` is unique in the class; `platform_id` is the number that `platform` knows them by, both "" elsewhere.
    `place` is the path within the submissions, `moment` when it was handed in or changed last, in seconds since 1970, 0
    when nobody knows. `order` sorts a student's attempts, the newest last. `copies` are the student's other files, by
    their names relative to the notebook.
    """

    student: str
    name: str
    platform: str
    platform_id: str
    path: Path
    place: str
    moment: float
    order: tuple[float, int, float, tuple[int | str, ...]]
    late: bool = False
    copies: dict[str, str] = field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class Found:
    """What was found.

    `people` are all students who can be made out. `files` say what became of everything else than the submissions.
    `layouts` says how many notebooks were found in which; `said` has sentences on what was guessed.
    """

    submissions: tuple[Submission, ...]
    people: tuple[Person, ...]
    files: tuple[Line, ...]
    layouts: dict[str, int]
    said: tuple[str, ...]

    @property
    def set_aside(self) -> tuple[Line, ...]:
        """The files that nobody is graded by."""
        return tuple(line for line in self.files if line.fate == "set aside")


def find_submissions(
    source: Path,
    scratch: Path,
    course: Course | None = None,
    roster: Roster | None = None,
    known: Iterable[Person] = (),
    patterns: Sequence[str] = (),
) -> Found:
    """Return what was handed in.

    Args:
        source: a folder or a zip.
        scratch: an empty folder, in which zips are extracted.
        course: tells by the exercises which of its notebooks a file is; without one, its name does.
        roster: the class list, if there is one.
        known: the students whom a gradebook has already.
        patterns: which folders are a student's each, as `layout.place` takes them.

    Raises:
        CourseError: there is no submission, a zip cannot be opened, or it cannot be told whose the work is.
    """
    tree = read_tree(source, scratch, is_named)
    people = People(known, roster)
    notebooks = {exercise.id.encode(): notebook for notebook, exercise in course or ()}
    knows = (lambda owner: roster.find(owner) is not None) if roster else None
    placed = place(tree.root, functools.partial(_subject, notebooks), knows, patterns)
    search = _Search(people)
    for owned in placed.owned:
        search.take(owned)
    found = search.found(tree, placed.nobodys, placed.guesses)
    if not found.submissions:
        raise CourseError(
            f"There is no notebook in {source} that could be graded. It should hold a folder for each student, or be "
            f"the download of {' or '.join(platform.title for platform in PLATFORMS)}.{_list(found.set_aside)}"
        )
    return found


def _subject(notebooks: dict[bytes, str], file: File) -> str:
    """Return which notebook of the course a file is, by a look at its text; the file's name when that does not tell."""
    try:
        with open(file.path, "rb") as opened:
            text = opened.read(PEEK_BYTES)
    except OSError:
        text = b""  # it is named as unreadable when it is to be graded
    met = Counter(notebooks[name] for name in EXERCISE.findall(text) if name in notebooks)
    return max(met, key=lambda name: met[name]) if met else file.name.casefold()


def _list(lines: Sequence[Line]) -> str:
    shown = "".join(f"\n  {line.place}: {line.reason}" for line in lines[:20])
    return shown + (f"\n  and {len(lines) - 20} more" if len(lines) > 20 else "")


class _Search:
    """What has been found so far."""

    def __init__(self, people: People) -> None:
        self.people = people
        self.submissions: list[Submission] = []
        self.layouts: Counter[str] = Counter()
        self.files: list[Line] = []
        # by student, since a platform that names each file puts no folder around those that go together
        self.loose: dict[tuple[str, ...], list[tuple[Owner, File]]] = {}
        self.owners: dict[str, tuple[str, ...]] = {}

    def take(self, owned: Owned) -> None:
        """Take a file or a folder that is somebody's."""
        persons = self.people.whose(owned.owner)
        students = tuple(person.student for person in persons)
        self.owners[owned.node.place] = students
        problem = " ".join(person.problem for person in persons if person.problem)
        files = list(owned.node.everything()) if isinstance(owned.node, Folder) else [owned.node]
        if problem:
            for file in files:
                self._leave(file.place, students, problem)
            return
        self.layouts[owned.layout] += sum(file.is_notebook for file in files)
        if isinstance(owned.node, Folder):
            self._take_folder(owned.owner, owned.node, persons)
        elif owned.node.is_notebook:
            self._submit(owned.owner, persons, owned.node, {})
        else:
            self.loose.setdefault(students, []).append((owned.owner, owned.node))

    def _take_folder(self, owner: Owner, folder: Folder, persons: Sequence[Person]) -> None:
        students = tuple(person.student for person in persons)
        beside: dict[str, str] = {}
        too_much: set[str] = set()
        for inner in folder.everywhere():
            here = [file for file in inner.files if file.is_notebook]
            if not here:
                continue
            copies, left = _beside(inner)
            too_much |= left
            stamps = (platform.handed_in_at(inner.path) for platform in PLATFORMS)
            stamp = next((moment.timestamp() for moment in stamps if moment), 0.0)
            for file in sorted(here, key=lambda one: (one.moment, _natural(one.place))):  # others go with the newest
                self._submit(owner, persons, file, {name: str(one.path) for name, one in copies.items()}, stamp)
                beside |= {one.place: file.place for one in copies.values()}
                beside |= {one.place: file.place for one in inner.files if one.name in OWN_FILES}
        for file in folder.everything():
            if file.place in beside:
                self.files.append(Line(place=file.place, fate="beside", students=students, of=beside[file.place]))
            elif not file.is_notebook:
                self._leave(file.place, students, TOO_MUCH if file.place in too_much else _no_notebook(file.name))

    def _submit(
        self, owner: Owner, persons: Sequence[Person], file: File, copies: dict[str, str], stamp: float = 0.0
    ) -> None:
        for person in persons:
            self.submissions.append(
                Submission(
                    student=person.student,
                    name=person.name,
                    platform=person.platform,
                    platform_id=person.platform_id,
                    path=file.path,
                    place=file.place,
                    moment=stamp or file.moment,
                    order=(stamp, owner.upload, file.moment, _natural(file.place)),
                    late=owner.late,
                    copies=copies,
                )
            )

    def found(self, tree: Tree, nobodys: Sequence[SetAside], guesses: Sequence[str]) -> Found:
        """Return it all, with what was set aside on the way."""
        for students, loose in self.loose.items():
            self._place_loose(students, loose)
        for item in (*nobodys, *tree.set_aside):
            self._leave(item.place, self._owners_of(item.place) or self._named_owners(item.place), item.reason)
        self.people.meet_absent()
        layouts = {name: number for name, number in self.layouts.items() if number}
        return Found(
            submissions=tuple(self.submissions),
            people=tuple(map(self._with_note, self.people.met.values())),
            files=tuple(sorted(self.files, key=lambda line: line.place)),
            layouts=layouts,
            said=(*guesses, *dict.fromkeys(self.people.said)),
        )

    def _place_loose(self, students: tuple[str, ...], loose: Sequence[tuple[Owner, File]]) -> None:
        """Place the files of students whose platform names each file: they lie beside all notebooks of theirs."""
        newest = {owner.file: file for owner, file in sorted(loose, key=lambda item: (item[0].upload, item[1].place))}
        copies, _ = _within_limits(newest)
        notebooks = [item for item in self.submissions if item.student in students and _is_loose(item)]
        if notebooks:
            named = {name: str(file.path) for name, file in copies.items()}
            self.submissions = [replace(one, copies=named) if one in notebooks else one for one in self.submissions]
        for _, file in loose:
            if notebooks and file in copies.values():
                self.files.append(Line(place=file.place, fate="beside", students=students, of=notebooks[-1].place))
            elif notebooks and file in newest.values():
                self._leave(file.place, students, TOO_MUCH)
            elif notebooks:
                self._leave(file.place, students, "a newer file of this name counts.")
            else:
                self._leave(file.place, students, _no_notebook(file.name))

    def _leave(self, place: str, students: tuple[str, ...], reason: str) -> None:
        self.files.append(Line(place=place, fate="set aside", students=students, reason=reason))

    def _owners_of(self, place: str) -> tuple[str, ...]:
        path = PurePosixPath(place)
        return next((self.owners[str(one)] for one in (path, *path.parents) if str(one) in self.owners), ())

    def _named_owners(self, place: str) -> tuple[str, ...]:
        """Return whose something is that could not be opened, by the way a platform has named it."""
        named = owner_of_file(PurePosixPath(place).name)
        return tuple(person.student for person in self.people.whose(named[1])) if named else ()

    def _with_note(self, person: Person) -> Person:
        """Return a student with the reason why no notebook of theirs counts, if none does."""
        if person.problem or person.note == NOTHING or any(item.student == person.student for item in self.submissions):
            return person
        left = [line for line in self.files if person.student in line.students and line.fate == "set aside"]
        left = [line for line in left if not line.is_a_program_s] or left
        said = [f"{line.place}: {line.reason}" for line in left[:MAX_SAID]]
        more = [f"And {len(left) - MAX_SAID} more files."] if len(left) > MAX_SAID else []
        note = " ".join(("No notebook was handed in.", *said, *more)) if left else "The folder is empty."
        return replace(person, note=note)


def _is_loose(item: Submission) -> bool:
    return "/" not in item.place and not item.copies


def _beside(folder: Folder) -> tuple[dict[str, File], set[str]]:
    """Return the files in a notebook's folder that go with it, by their names, and the places of what is too much."""
    return _within_limits({name: file for name, file in _named(folder) if file.name not in OWN_FILES})


def _named(folder: Folder, prefix: str = "") -> Iterator[tuple[str, File]]:
    """Yield each file of a folder that is no notebook, by its path in the folder. A zip in it stays closed."""
    for file in folder.files:
        if not file.is_notebook:
            yield prefix + file.name, file
    for inner in folder.folders:
        if not inner.is_zip:
            yield from _named(inner, f"{prefix}{inner.name}/")


def _within_limits(files: Mapping[str, File]) -> tuple[dict[str, File], set[str]]:
    taken: dict[str, File] = {}
    left: set[str] = set()
    size = 0
    for name, file in files.items():
        if len(taken) == MAX_COPIED_FILES or size + file.size > MAX_COPIED_BYTES:
            left.add(file.place)
            continue
        size += file.size
        taken[name] = file
    return taken, left


def _natural(text: str) -> tuple[int | str, ...]:
    """Return what sorts texts by the numbers in them: "a 10" after "a 9"."""
    return tuple(int(part) if part.isdecimal() else part for part in re.split(r"(\d+)", text))


def _no_notebook(name: str) -> str:
    """Return why a file is no notebook."""
    ending = PurePosixPath(name).suffix.lower()
    if NOTEBOOK in name.lower():
        return f"its name ends in {ending}; a notebook's ends in {NOTEBOOK}."
    return f"{KINDS[ending]}, no notebook." if ending in KINDS else f"no notebook: its name does not end in {NOTEBOOK}."
