"""Where a learner stands: what is passed, what is open, what to do next, and which mistakes were overcome."""

import asyncio
import functools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from course_utils.autograder import Exercise, progress
from course_utils.autograder.course import Course, number_of
from course_utils.autograder.key_source import messages_for
from course_utils.autograder.rendering import Block, Heading, Items, Link, Paragraph, Rendered, Sentence, Table
from course_utils.autograder.verdict import format_points
from course_utils.cell_source import answer_source, source_hash
from course_utils.errors import CourseError
from course_utils.notebook_files import notebook_title, read_notebook

OPEN, NOT_YET, PASSED, EDITED = "open", "not yet passed", "passed", "passed, then edited since"
SECONDS_BETWEEN_LOOKS = 1.0


@dataclass(frozen=True)
class Standing:
    """Where one exercise stands. `overcome` holds the messages of the mistakes that checks named before it passed."""

    notebook: str
    exercise: Exercise
    points: float
    state: str
    overcome: tuple[str, ...] = ()


@dataclass(frozen=True, repr=False)
class Dashboard(Rendered):
    """The standings of all exercises, in the course's order."""

    course: Course
    standings: tuple[Standing, ...]
    every_exercise: bool = False

    @classmethod
    def of(cls, course: Course, folder: Path, every_exercise: bool = False) -> "Dashboard":
        """Return the dashboard of a learner's folder.

        Args:
            course: the course.
            folder: the learner's.
            every_exercise: show a row for each exercise instead of one for each notebook.

        Raises:
            CourseError: the progress cannot be read.
        """
        try:
            records = progress.records_of(course, folder)
        except progress.ProgressUnavailableError as error:
            raise CourseError(str(error)) from error
        return cls(course, tuple(_standings(course, folder, records)), every_exercise)

    def blocks(self) -> list[Block]:
        """Return what there is to show: the points, what to do next, the table, and what was overcome."""
        points, out_of = _sum(self.standings)
        blocks: list[Block] = [Heading(f"Your progress: {points} of {out_of} points", "notice"), self._next()]
        blocks.append(self._table_of_exercises() if self.every_exercise else self._table_of_notebooks())
        overcome = [
            f"{standing.exercise.title}: {message}"
            for group in self._by_notebook()
            if all(standing.state in (PASSED, EDITED) for standing in group)
            for standing in group
            for message in standing.overcome
        ]
        if overcome:
            blocks += [Paragraph("Mistakes that you met and overcame in the notebooks you finished:")]
            blocks += [Items(tuple(overcome))]
        return blocks

    def _link(self, notebook: str) -> Link:
        return Link(notebook_title(self.course, notebook), notebook)

    def _by_notebook(self) -> list[list[Standing]]:
        groups: dict[str, list[Standing]] = {}
        for standing in self.standings:
            groups.setdefault(standing.notebook, []).append(standing)
        return list(groups.values())

    def _next(self) -> Sentence:
        waiting = next((one for one in self.standings if one.state in (OPEN, NOT_YET)), None)
        if waiting is None:
            return Sentence(("You have passed every exercise of the course.",))
        return Sentence((f"Next: {waiting.exercise.title}, in ", self._link(waiting.notebook), "."))

    def _table_of_notebooks(self) -> Table:
        rows = []
        for group in self._by_notebook():
            points, out_of = _sum(group)
            rows.append((self._link(group[0].notebook), f"{points} of {out_of}", _in_words(group)))
        return Table(("notebook", "points", ""), tuple(rows))

    def _table_of_exercises(self) -> Table:
        return Table(
            ("", "exercise", "points", ""),
            tuple(
                (
                    number_of(one.notebook),
                    one.exercise.title,
                    f"{format_points(one.points)} of {format_points(one.exercise.points)}",
                    one.state,
                )
                for one in self.standings
            ),
        )


def show(course: Course) -> None:
    """Display the dashboard of the current folder, and keep it up to date if an event loop runs."""
    from IPython.display import display

    folder = Path.cwd()
    try:
        handle = display(Dashboard.of(course, folder), display_id=True)
    except CourseError as error:
        print(error)
        return
    try:
        loop = asyncio.get_running_loop()
    except RuntimeError:  # outside of a notebook nothing can update the display
        return
    global _watching
    if _watching:
        _watching.cancel()  # because only the newest display is kept up to date
    if handle is not None:
        _watching = loop.create_task(_follow(course, folder, handle))


_watching: asyncio.Task | None = None


async def _follow(course: Course, folder: Path, handle: Any) -> None:
    """Update a display whenever the progress, or a saved notebook, has changed."""
    seen = _stamps(course, folder)
    while True:
        await asyncio.sleep(SECONDS_BETWEEN_LOOKS)
        now = _stamps(course, folder)
        if now != seen:
            seen = now
            try:
                handle.update(Dashboard.of(course, folder))
            except CourseError:  # the file may be half written; the next look tries again
                continue


def _stamps(course: Course, folder: Path) -> dict[Path, int]:
    paths = [progress.progress_file(course, folder), *(folder / notebook for notebook in course.by_notebook())]
    return {path: path.stat().st_mtime_ns for path in paths if path.exists()}


def _standings(course: Course, folder: Path, records: Sequence[progress.Record]) -> Iterable[Standing]:
    best = progress.best(list(records))
    sources = functools.lru_cache(_sources)
    for notebook, exercise in course:
        record = best.get(exercise.id)
        state = OPEN if record is None else NOT_YET
        overcome: tuple[str, ...] = ()
        if record is not None and record.state == "passed":
            source = answer_source(exercise.names, sources(folder / notebook))
            edited = source is not None and record.source_hash and source_hash(source) != record.source_hash
            state = EDITED if edited else PASSED
            met = (earlier.diagnosis for earlier in records if earlier.exercise == exercise.id and earlier.diagnosis)
            overcome = tuple(_message(exercise, name) for name in dict.fromkeys(met))
        yield Standing(notebook, exercise, record.points if record else 0.0, state, overcome)


def _sources(notebook: Path) -> tuple[str, ...]:
    """Return the sources of the code cells that are saved in `notebook`, none if the file cannot be read."""
    try:
        return tuple(cell.source for cell in read_notebook(notebook).cells if cell.cell_type == "code")
    except CourseError:
        return ()


def _message(exercise: Exercise, misconception: str) -> str:
    """Return what a check said of a mistake, or its name in words if this version of the course does not know it."""
    return messages_for(exercise).get(misconception, misconception.replace("_", " "))


def _sum(standings: Sequence[Standing]) -> tuple[str, str]:
    """Return the points and what they are out of, as text."""
    return (
        format_points(sum(standing.points for standing in standings)),
        format_points(sum(standing.exercise.points for standing in standings)),
    )


def _in_words(group: Sequence[Standing]) -> str:
    """Return what is left to do in one notebook."""
    if all(standing.state == OPEN for standing in group):
        return "not started"
    parts = []
    for state, words in ((NOT_YET, "not yet passed"), (OPEN, "open"), (EDITED, "passed, then edited")):
        titles = [standing.exercise.title for standing in group if standing.state == state]
        if titles:
            parts.append(f"{words}: {', '.join(titles)}")
    return "; ".join(parts) or "done"
