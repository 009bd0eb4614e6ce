"""Run a planned notebook in a process and collect what is seen of its answers. Nothing is judged here."""

import contextlib
import re
import secrets
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from course_utils.autograder.exercise import Exercise
from course_utils.autograder.observation import Observation
from course_utils.autograder.plain import MalformedDataError, writable
from course_utils.cell_source import UNSEEN, answer_source, with_imports
from course_utils.classroom.limits import Limits
from course_utils.classroom.notes import CellError, LeftOut, Step
from course_utils.classroom.plan import Cell, Plan
from course_utils.classroom.sandbox.notebook_process import NotebookProcess, ProcessEndedError

Start = Callable[[], NotebookProcess]
SeedOf = Callable[[str], int]

MISSING_NAME = re.compile(r"NameError: name '(\w+)' is not defined")
TIME_UP = "Its time by the clock was up."
MAX_SET_UP_LINES, MAX_CHARACTERS = 20, 300  # what is kept of what a cell says
MAX_ERRORS = 200  # what is kept of a notebook's


@dataclass(frozen=True)
class Lost:
    """Why an exercise was not seen, with what was said about it.

    Its cell or its check was left out; no reply came; the reply was malformed; or the notebook's time was up.
    """

    why: Literal["cell", "check", "no reply", "malformed", "time"]
    detail: str = ""


@dataclass(frozen=True)
class Run:
    """What came of a run.

    `observations` and `lost` are by the exercise's id; an exercise may be in both, when a later answer to it was lost.
    `errors` stand in the order of the cells. `troubles` are the steps that had to be left out. `starved`: one of
    them, or the end, may have come of a busy machine.
    """

    observations: Mapping[str, Observation]
    errors: tuple[CellError, ...]
    lost: Mapping[str, Lost]
    troubles: tuple[LeftOut, ...]
    cpu_seconds: float
    starved: bool = False


def run(
    plan: Plan,
    ways: Sequence[Start],
    seed_of: SeedOf,
    limits: Limits,
    on_cell: Callable[[int], None] = lambda number: None,
) -> Run:
    """Run the cells of a notebook and observe each answer right after its cell.

    What is then still open, or misses a name, is observed once more after all cells. If a name is missing that a
    demonstration binds, everything runs again with that demonstration.

    A step that ends the process is left out, and everything runs again without it: what it would have earned is lost,
    the rest is not. A signal, or waiting without end, may come of how the process was started: then nothing is left
    out, and the next way takes over, if there is one.

    Args:
        plan: what to run, and after which cells to look.
        ways: each starts a process; the first is the fastest.
        seed_of: returns the seed of an exercise, by its id.
        limits: what the notebook may use.
        on_cell: called with the number of the cell that runs.

    Returns:
        What was seen, and what was lost on the way.
    """
    way, *others = ways
    left_out: dict[Step, str] = {}
    spent = 0.0
    starved = False
    clock = _Clock(limits.total_wall_seconds)
    while True:
        attempt = _Attempt(plan, seed_of, limits, clock, left_out, on_cell)
        ended = None
        process = way()
        try:
            attempt.run(process)
        except ProcessEndedError as error:
            ended = error
        finally:
            spent += process.usage().cpu_seconds
            process.end()
        if ended is None:
            complete = plan.with_names(attempt.missing_names())
            if complete is plan or spent > limits.total_seconds or clock.is_up:
                return attempt.result(spent, starved)
            plan = complete
            continue
        starved = starved or ended.starved
        # even if the computing time cannot be seen, this comes to an end; and a step that waits holds up the class
        spent += limits.seconds if ended.waited else limits.seconds / 10
        if ended.may_be_our_fault and others and not clock.is_up:
            way, *others = others
            continue
        left_out[attempt.step] = TIME_UP if clock.is_up else ended.reason
        if spent > limits.total_seconds or clock.is_up:
            return attempt.result(spent, starved, Lost("time"))


class _Clock:
    """How long a notebook has been at it, the time for starting processes left out."""

    def __init__(self, seconds: float) -> None:
        self.left = seconds

    @property
    def is_up(self) -> bool:
        return self.left <= 0

    @contextlib.contextmanager
    def running(self) -> Iterator[None]:
        start = time.monotonic()
        try:
            yield
        finally:
            self.left -= time.monotonic() - start


class _Attempt:
    """One run through all cells, without those that are left out."""

    def __init__(
        self,
        plan: Plan,
        seed_of: SeedOf,
        limits: Limits,
        clock: _Clock,
        left_out: dict[Step, str],
        on_cell: Callable[[int], None],
    ) -> None:
        self.plan, self.seed_of, self.limits, self.left_out, self.on_cell = plan, seed_of, limits, left_out, on_cell
        self.clock = clock
        self.step: Step = 0
        self.sources: list[str] = []
        self.observations: dict[str, Observation] = {}
        self.errors: list[CellError] = []
        self.lost: dict[str, Lost] = {}

    def run(self, process: NotebookProcess) -> None:
        """Run and observe. Raises `ProcessEndedError`; what was seen until then is kept."""
        for cell in self.plan.cells:
            self.on_cell(cell.number)
            self._run_cell(process, cell)
            for exercise in self.plan.exercises:
                if cell.number in self.plan.stubs[exercise.id] or (
                    cell.number == self.plan.definitions.get(exercise.id) and not self._is_answered(exercise)
                ):
                    self._observe(process, exercise)
        for exercise in self.plan.exercises:
            # as somebody does who has run all cells and checks again: a helper may stand below its answer
            if not self._is_answered(exercise) or _missing_in(self.observations[exercise.id]):
                self._observe(process, exercise)

    def _is_answered(self, exercise: Exercise) -> bool:
        seen = self.observations.get(exercise.id)
        return seen is not None and seen.is_answered

    def _run_cell(self, process: NotebookProcess, cell: Cell) -> None:
        self.step = cell.number
        if self.step in self.left_out:
            reason = self.left_out[self.step]
            self.errors.append(CellError(cell.number, reason, left_out=True))
            for exercise in self.plan.exercises:
                if cell.number in self.plan.stubs[exercise.id]:
                    self.lost[exercise.id] = Lost("cell", reason)
            return
        self.sources.append(cell.source)
        reply = self._ask(process, {"run": cell.source}, self.limits.seconds)
        self.errors += _set_up_lines(cell, reply.get("set_up_lines"))
        if isinstance(reply.get("error"), str):
            self.errors.append(CellError(cell.number, writable(reply["error"][:MAX_CHARACTERS])))

    def _observe(self, process: NotebookProcess, exercise: Exercise) -> None:
        self.step = exercise.id
        if self.step in self.left_out:
            self.lost[exercise.id] = Lost("check", self.left_out[self.step])
            return
        # read from the notebook itself: what the process says of its source is no proof
        source = with_imports(answer_source(exercise.names, self.sources), self.sources)
        request = {"observe": exercise.id, "seed": self.seed_of(exercise.id), "source": source}
        reply = self._ask(process, request, 2 * self.limits.seconds)  # an answer is run on probes, then counted
        if "observation" not in reply:
            self.lost.setdefault(exercise.id, Lost("no reply", str(reply.get("error"))[:300]))
            return
        try:
            seen = Observation.from_json(reply["observation"])
            seen = replace(seen, source=source if source is not None or seen.undefined else UNSEEN)
        except MalformedDataError as error:
            self.lost.setdefault(exercise.id, Lost("malformed", str(error)))
            return
        # as in a notebook, the last answer counts; but a stub that comes after it takes nothing away
        if exercise.id not in self.observations or seen.is_answered:
            self.observations[exercise.id] = seen

    def _ask(self, process: NotebookProcess, request: dict[str, Any], cpu_seconds: float) -> dict[str, Any]:
        # nobody can reply to a step before it is asked for
        request |= {"step": secrets.token_hex(8), "seconds": self.limits.seconds}
        with self.clock.running():
            wall_seconds = min(self.limits.wall_seconds, max(self.clock.left, 0.0))
            return process.ask(request, wall_seconds, 1.1 * cpu_seconds + 1)

    def missing_names(self) -> set[str]:
        """Return the names that a cell or an answer looked for in vain."""
        names = _missing(error.text for error in self.errors)
        return names.union(*map(_missing_in, self.observations.values()))

    def result(self, cpu_seconds: float, starved: bool, missed: Lost | None = None) -> Run:
        """Return what came of it; `missed` says why the run is not complete, if it is not."""
        for exercise in self.plan.exercises:
            if missed and exercise.id not in self.observations:
                self.lost.setdefault(exercise.id, missed)
        troubles = tuple(LeftOut(step, reason) for step, reason in self.left_out.items())
        errors = self.errors[:MAX_ERRORS]
        if len(self.errors) > MAX_ERRORS:
            more = len(self.errors) - MAX_ERRORS
            errors.append(CellError(self.errors[MAX_ERRORS].cell, f"and {more} more; the first {MAX_ERRORS} are kept."))
        return Run(self.observations, tuple(errors), self.lost, troubles, cpu_seconds, starved)


def _missing(texts: Iterable[str]) -> set[str]:
    return {match[1] for match in map(MISSING_NAME.match, texts) if match}


def _missing_in(seen: Observation) -> set[str]:
    return _missing(f"{one.raised.type_name}: {one.raised.message}" for one in seen.outcomes if one.raised)


def _set_up_lines(cell: Cell, said: object) -> Iterator[CellError]:
    """Yield the set-up lines of a cell that did not do their work, as far as the process says it in the usual form."""
    for item in said[:MAX_SET_UP_LINES] if isinstance(said, list) else ():
        match item:
            case [str(line), str(reason)]:
                text, source = writable(reason[:MAX_CHARACTERS]), writable(line[:MAX_CHARACTERS])
                yield CellError(cell.number, " ".join(text.split()), line=" ".join(source.split()))
