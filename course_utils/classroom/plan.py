"""What to run of a submitted notebook, and after which cells to look for each answer. Nothing is run here.

A stub cell carries its exercise's id. If it was deleted or split, or lost its metadata on the way through another
editor, the answer is looked for by the names that it defines.
"""

import functools
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from course_utils.autograder.course import Course
from course_utils.autograder.exercise import Exercise
from course_utils.cell_source import bound_names, read_names, source_hash
from course_utils.classroom.notes import Remark
from course_utils.errors import CourseError
from course_utils.notebook_files import exercise_id, is_demonstration, read_notebook
from course_utils.notebook_format import Node

MAX_CODE = 1 << 20  # characters: reading a program takes hundreds of times its size in memory, and it is read outside

MAX_UNKNOWN, MAX_ID = 20, 100  # how many ids of another version are said, and how much of each


@dataclass(frozen=True)
class Cell:
    """A code cell to run: its number among the code cells of the notebook, from 1, and its source."""

    number: int
    source: str


@dataclass(frozen=True)
class Plan:
    """A notebook of `course` as somebody handed it in. It can be pickled.

    `notebook` is the course's name of it. `skipped` are the demonstrations, which take long: each stands as it was
    handed out, and nothing that is run is seen to use it. `stubs` maps an exercise's id to the numbers of the cells
    after which its answer is looked for; `definitions` to the number of the last cell that binds its names, if one
    does. `remarks` say what became of the stub cells. `unknown` are ids that this version of the course does not have.
    """

    course: Course
    notebook: str
    cells: tuple[Cell, ...]
    skipped: tuple[Cell, ...]
    stubs: dict[str, tuple[int, ...]]
    definitions: dict[str, int]
    remarks: tuple[Remark, ...]
    unknown: tuple[str, ...]

    @property
    def exercises(self) -> tuple[Exercise, ...]:
        """The exercises of the notebook, in the order of the course."""
        return self.course.by_notebook()[self.notebook]

    def with_names(self, names: Collection[str]) -> "Plan":
        """Return the plan with those of the skipped cells that bind one of `names`, and what these use of the others.

        The plan itself is returned if there are none.
        """
        asked = {cell for cell in self.skipped if bound_names(cell.source) & set(names)}
        return self._with(asked) if asked else self

    def _with(self, asked: Collection[Cell]) -> "Plan":
        """Return the plan with skipped cells that are to be run, and what is then used of the others."""
        cells, skipped = [*self.cells, *asked], [cell for cell in self.skipped if cell not in asked]
        while used := [cell for cell in skipped if _is_used(cell, cells)]:
            cells += used
            skipped = [cell for cell in skipped if cell not in used]
        return replace(self, cells=tuple(sorted(cells, key=_number)), skipped=tuple(skipped))


def plan(course: Course, notebook: Node) -> Plan:
    """Return the plan for a notebook.

    Args:
        course: the course that it may be of.
        notebook: as somebody handed it in.

    Raises:
        CourseError: it has nothing to do with this course, or more code than anybody writes.
    """
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    size = sum(len(cell.source) for cell in code)
    if size > MAX_CODE:
        raise CourseError(f"Its cells hold {size} characters of code; at most {MAX_CODE} are read.")
    bound = [bound_names(cell.source) for cell in code]
    ids = dict.fromkeys(found for found in map(exercise_id, code) if found)
    name, exercises = _recognize(course, ids, set().union(*bound))
    stubs: dict[str, tuple[int, ...]] = {}
    definitions: dict[str, int] = {}
    for exercise in exercises:
        marked = tuple(i for i, cell in enumerate(code, start=1) if exercise_id(cell) == exercise.id)
        binding = [i for i, names in enumerate(bound, start=1) if names & set(exercise.names)]
        stubs[exercise.id] = marked
        if binding:
            definitions[exercise.id] = binding[-1]
    needed = set(definitions.values()).union(*stubs.values())
    handed_out = _demonstrations(course, name)
    cells: list[Cell] = []
    skipped: list[Cell] = []
    for number, cell in enumerate(code, start=1):
        is_skipped = is_demonstration(cell) and number not in needed and source_hash(cell.source) in handed_out
        (skipped if is_skipped else cells).append(Cell(number, cell.source))
    known = {exercise.id for _, exercise in course}
    unknown = tuple(repr(found)[1:MAX_ID] for found in ids if found not in known)[:MAX_UNKNOWN]
    remarks = (
        *_remarks(_as_shipped(course, name), stubs, definitions, bound),
        *(Remark(gone, "no exercise of this course.") for gone in unknown),
    )
    return Plan(course, name, tuple(cells), tuple(skipped), stubs, definitions, remarks, unknown)._with(())


def _number(cell: Cell) -> int:
    return cell.number


def _is_used(demonstration: Cell, cells: Collection[Cell]) -> bool:
    """Return whether one of `cells` reads a name of a demonstration's, and none binds it anew in between."""
    names = set(bound_names(demonstration.source))
    after = sorted((cell for cell in cells if cell.number > demonstration.number), key=_number)
    for cell in after:
        read, _ = read_names(cell.source)
        if names & read:
            return True
        names -= bound_names(cell.source)
    # a function may be called at any time, by a check as well; its cell may even stand before the demonstration
    return any(names & read_names(cell.source)[1] for cell in cells)


def _recognize(course: Course, ids: Collection[str], names: set[str]) -> tuple[str, tuple[Exercise, ...]]:
    """Return which notebook of the course this is: that of most ids, else the one of which most names are defined."""
    known = course.by_notebook()
    votes = Counter(notebook for notebook, exercises in known.items() for exercise in exercises if exercise.id in ids)
    if not votes:
        for notebook, exercises in known.items():
            defined = sum(set(exercise.names) <= names for exercise in exercises)
            if 2 * defined > len(exercises):
                votes[notebook] = defined
    if not votes:
        if ids:
            raise CourseError(f"This notebook is of another version of the course: it asks for {next(iter(ids))!r}.")
        raise CourseError("This notebook has no exercises of this course: no cell carries an exercise's id.")
    notebook = max(votes, key=lambda name: votes[name])
    return notebook, known[notebook]


@functools.cache
def _demonstrations(course: Course, notebook: str) -> frozenset[str]:
    """Return the hashes of the demonstrations of a notebook of the course."""
    cells = read_notebook(course.notebook(notebook)).cells
    return frozenset(source_hash(cell.source) for cell in cells if is_demonstration(cell))


@functools.cache
def _as_shipped(course: Course, notebook: str) -> dict[str, frozenset[str]]:
    """Return the stub cells of a notebook of the course, in order: the exercise's id and the names it binds."""
    cells = read_notebook(course.notebook(notebook)).cells
    return {found: bound_names(cell.source) for cell in cells if (found := exercise_id(cell))}


def _remarks(
    shipped: dict[str, frozenset[str]],
    stubs: dict[str, tuple[int, ...]],
    definitions: dict[str, int],
    bound: Sequence[frozenset[str]],
) -> Iterator[Remark]:
    last = 0
    for name, names in shipped.items():
        places = stubs[name]
        if not places:
            where = definitions.get(name)
            found = f"looked for after code cell {where}, which defines its names" if where else "nowhere defined"
            yield Remark(name, f"its cell is gone; {found}.")
            continue
        if len(places) > 1:
            yield Remark(name, f"its cell is there {len(places)} times; the last answer counts.")
        if places[0] < last:
            yield Remark(name, "its cell was moved.")
        last = max(last, places[0])
        missing = names - set().union(*(bound[place - 1] for place in places))
        if missing & set().union(*bound):
            elsewhere = " and ".join(sorted(missing))
            yield Remark(name, f"{elsewhere} stands in another cell than the exercise's.")
