"""A learner's folder: their own copies of the notebooks, kept up to date without losing their work."""

import os
import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from course_utils.autograder.course import Course
from course_utils.errors import CourseError, reason
from course_utils.notebook_files import clear_outputs, exercise_id, read_notebook, write_notebook
from course_utils.notebook_format import Node


def default_folder(course: Course) -> Path:
    """Return the learner's folder when none is named."""
    return Path(f"my-{course.name}")


def shipped_in(course: Course, folder: Path) -> Path:
    """Return where a learner's folder keeps the notebooks as they were handed out: the base of an update.

    Args:
        course: the course.
        folder: the learner's.
    """
    return folder / f".{course.name}" / "shipped"


@dataclass(frozen=True)
class Update:
    """What was done to one notebook.

    Attributes:
        name: the notebook's file name.
        what: "new", "updated", "carried" or "replaced".
        kept: where the old copy is, None if there is none.
        answers: to how many cells changes were carried.
    """

    name: str
    what: str
    kept: Path | None = None
    answers: int = 0

    def sentence(self) -> str:
        """Return what a learner should know of it."""
        kept = self.kept.name if self.kept else ""
        return {
            "new": f"{self.name} is new in your folder.",
            "updated": f"{self.name} has a newer version. You had not changed it, so it was replaced.",
            "carried": (
                f"{self.name} has a newer version. Your changes to {self.answers} cells were carried into it; "
                f"your old copy is kept as {kept}."
            ),
            "replaced": f"{self.name} could not be read. It is kept as {kept}, and a fresh copy stands in its place.",
        }[self.what]


def prepare(course: Course, folder: Path) -> list[Update]:
    """Bring a learner's notebooks up to date with the course.

    Args:
        course: whose notebooks they are.
        folder: the learner's; it is made when it is not there.

    Returns:
        What was done to each notebook that was not up to date.

    Raises:
        CourseError: the folder cannot be used.
    """
    shipped = shipped_in(course, folder)
    try:
        shipped.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CourseError(
            f"{folder} cannot be used: {reason(error)}. Choose another: {course.name} lab FOLDER"
        ) from error
    updates = [_bring_up_to_date(original, folder / original.name, shipped) for original in course.notebooks()]
    return [update for update in updates if update is not None]


def reset(course: Course, number: str, folder: Path) -> Path | None:
    """Put a fresh copy of a notebook into a learner's folder.

    Args:
        course: the course.
        number: the notebook's number or file name.
        folder: the learner's.

    Returns:
        Where the learner's copy is kept, None when there was none.

    Raises:
        CourseError: there is no such notebook or folder, or the folder cannot be written to.
    """
    original = course.notebook(number)
    if not folder.is_dir():
        raise CourseError(f"There is no folder {folder}. Start with: {course.name} lab {folder}")
    mine = folder / original.name
    kept = _backup(mine) if mine.exists() else None
    _hand_out(original, mine, shipped_in(course, folder))
    return kept


def _bring_up_to_date(original: Path, mine_path: Path, shipped_folder: Path) -> Update | None:
    shipped_path = shipped_folder / original.name
    new = clear_outputs(read_notebook(original))
    if not mine_path.exists():
        _hand_out(original, mine_path, shipped_folder)
        return Update(original.name, "new")
    shipped = _read_if_whole(shipped_path)
    if shipped is not None and _sources(shipped) == _sources(new):
        return None
    base = shipped or new
    try:
        mine = read_notebook(mine_path)
    except CourseError:
        kept = _backup(mine_path)
        _hand_out(original, mine_path, shipped_folder)
        return Update(original.name, "replaced", kept)
    if _sources(mine) == _sources(new):
        _copy(original, shipped_path)
        return None
    if _sources(mine) == _sources(base):
        _hand_out(original, mine_path, shipped_folder)
        return Update(original.name, "updated")
    carried = _carry(mine, base, new)
    kept = _backup(mine_path)
    write_notebook(new, mine_path)
    _copy(original, shipped_path)
    return Update(original.name, "carried", kept, carried)


def _read_if_whole(path: Path) -> Node | None:
    try:
        return read_notebook(path)
    except CourseError:
        return None


def _carry(mine: Node, base: Node, new: Node) -> int:
    """Put what the learner changed since `base` into `new`; return in how many cells.

    An answer is carried by its exercise's id, even if the course changed the stub. Any other cell is carried by the
    cell's id, if the course did not change it.
    """
    mine_of, base_of = _by_identity(mine), _by_identity(base)
    carried = 0
    for identity, cell in _by_identity(new).items():
        learners, before = mine_of.get(identity), base_of.get(identity)
        if learners is None or before is None or learners.source in (before.source, cell.source):
            continue
        if exercise_id(cell) or before.source == cell.source:
            cell.source = learners.source
            carried += 1
    return carried


def _by_identity(notebook: Node) -> dict[str, Node]:
    return {exercise_id(cell) or f"cell {cell.get('id', '')}": cell for cell in notebook.cells}


def _sources(notebook: Node) -> list[tuple[str, str]]:
    return [(cell.cell_type, cell.source) for cell in notebook.cells]


def _hand_out(original: Path, mine: Path, shipped_folder: Path) -> None:
    try:
        # The learner's copy comes first: if we are stopped in between, the next start finds it equal to the new one.
        # The copy has no outputs, because they would give the predictions away.
        write_notebook(clear_outputs(read_notebook(original)), mine)
        _copy(original, shipped_folder / original.name)
    except OSError as error:
        raise CourseError(f"{mine.parent} cannot be written to: {reason(error)}.") from error


def _copy(source: Path, target: Path) -> None:
    """Copy a file whole or not at all. Its folder is made if somebody has moved the notebook out of ours."""
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_name(f".{target.name}.partial")
    shutil.copyfile(source, partial)
    os.replace(partial, target)


def _backup(path: Path) -> Path:
    """Copy `path` to a free name beside it, and return the new path."""
    stamp = datetime.now().strftime("%Y-%m-%d %H.%M")
    for number in range(1, 1000):
        suffix = "" if number == 1 else f" {number}"
        kept = path.with_name(f"{path.stem} (yours, {stamp}{suffix}){path.suffix}")
        if not kept.exists():
            try:
                shutil.copy2(path, kept)
            except OSError as error:
                raise CourseError(f"{path} cannot be kept beside a new one: {error}. Move it away.") from error
            return kept
    raise CourseError(f"There are too many old copies of {path.name} in {path.parent}. Move some away.")
