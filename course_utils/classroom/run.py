"""Run a planned notebook in a process and collect what is seen of its answers. Nothing is judged here."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from course_utils.autograder.exercise import Exercise
from course_utils.autograder.observation import Observation
from course_utils.autograder.plain import MalformedDataError, writable
from course_utils.cell_source import answer_source
from course_utils.classroom.plan import Cell, Plan
from course_utils.classroom.sandbox.processes import NotebookProcess, ProcessEndedError


@dataclass(frozen=True)
class Limits:
    """What a notebook may use.

    seconds: computing time of each cell, and of each exercise. total_seconds: computing time of everything, second
    attempts included. memory_bytes: beyond what the libraries take. wall_seconds: how long one step
    may last by the clock.
    """

    seconds: float = 20.0
    total_seconds: float = 200.0
    memory_bytes: int = 2 << 30
    wall_seconds: float = 110.0


@dataclass(frozen=True)
class Run:
    """What came of a run.

    `observations` are by the exercise's id. `errors` say what a cell raised, by its number. `lost` says of an exercise
    why it was not seen. `troubles` are sentences on what had to be left out.
    """

    observations: dict[str, Observation]
    errors: dict[int, str]
    lost: dict[str, str]
    troubles: tuple[str, ...]
    cpu_seconds: float


Start = Callable[[bool], NotebookProcess]
SeedOf = Callable[[str], int]


def run(
    plan: Plan,
    start: Start,
    seed_of: SeedOf,
    limits: Limits,
    on_cell: Callable[[int], None] = lambda number: None,
    fresh: bool = False,
) -> Run:
    """Run the cells of `plan` and observe each answer right after its cell; what is still open, again later.

    start: starts a process, a fresh interpreter where its argument is true. seed_of: gives the seed of an exercise.
    on_cell: called with the number of the cell that runs. fresh: begin with a fresh interpreter.

    A step that ends the process is left out, and everything runs again without it: what it would have earned is lost,
    the rest is not. A signal, or waiting without end, may come of our fork, so the first time nothing is left out and
    a fresh interpreter takes over.
    """
    left_out: dict[str, str] = {}
    spent = 0.0
    while True:
        attempt = _Attempt(plan, seed_of, limits, left_out, on_cell)
        ended = None
        process = start(fresh)
        try:
            attempt.run(process)
        except ProcessEndedError as error:
            ended = error
        finally:
            spent += process.usage().cpu_seconds
            process.end()
        if ended is None:
            return attempt.result(spent)
        # where the computing time cannot be seen, this too comes to an end; and who waits holds up the class
        spent += limits.seconds if ended.waited else limits.seconds / 10
        if ended.may_be_our_fault and not fresh:
            fresh = True
            continue
        left_out[attempt.step] = ended.reason
        if spent > limits.total_seconds:
            return attempt.result(spent, "The time for the whole notebook was up before this exercise.")


class _Attempt:
    """One run through all cells, without those that are left out."""

    def __init__(
        self, plan: Plan, seed_of: SeedOf, limits: Limits, left_out: dict[str, str], on_cell: Callable[[int], None]
    ) -> None:
        self.plan, self.seed_of, self.limits, self.left_out, self.on_cell = plan, seed_of, limits, left_out, on_cell
        self.step = ""
        self.sources: list[str] = []
        self.observations: dict[str, Observation] = {}
        self.errors: dict[int, str] = {}
        self.lost: dict[str, str] = {}

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
            if not self._is_answered(exercise):
                self._observe(process, exercise)

    def _is_answered(self, exercise: Exercise) -> bool:
        seen = self.observations.get(exercise.id)
        return seen is not None and seen.is_answered

    def _run_cell(self, process: NotebookProcess, cell: Cell) -> None:
        self.step = f"Code cell {cell.number}"
        if self.step in self.left_out:
            self.errors[cell.number] = f"left out: {self.left_out[self.step]}"
            for exercise in self.plan.exercises:
                if cell.number in self.plan.stubs[exercise.id]:
                    self.lost[exercise.id] = f"Its cell was left out. {self.left_out[self.step]}"
            return
        self.sources.append(cell.source)
        reply = self._ask(process, {"run": cell.source}, self.limits.seconds)
        if isinstance(reply.get("error"), str):
            self.errors[cell.number] = writable(reply["error"][:300])

    def _observe(self, process: NotebookProcess, exercise: Exercise) -> None:
        self.step = f"The check of {exercise.id}"
        if self.step in self.left_out:
            self.lost[exercise.id] = f"The check of your answer did not end. {self.left_out[self.step]}"
            return
        # read from the notebook itself: what the process says of its source is no proof
        source = answer_source(exercise.names, self.sources)
        request = {"observe": exercise.id, "seed": self.seed_of(exercise.id), "source": source}
        reply = self._ask(process, request, 2 * self.limits.seconds)  # an answer is run on probes, then counted
        if "observation" not in reply:
            self.lost.setdefault(exercise.id, f"Your code left no way to check it: {str(reply.get('error'))[:300]}.")
            return
        try:
            seen = replace(Observation.from_json(reply["observation"]), source=source)
        except MalformedDataError as error:
            self.lost.setdefault(exercise.id, f"What came back from your code cannot be read: {error}.")
            return
        # as in a notebook, the last answer counts; but a stub that comes after it takes nothing away
        if exercise.id not in self.observations or seen.is_answered:
            self.observations[exercise.id] = seen

    def _ask(self, process: NotebookProcess, request: dict[str, Any], cpu_seconds: float) -> dict[str, Any]:
        # nobody can reply to a step before it is asked for
        request |= {"step": secrets.token_hex(8), "seconds": self.limits.seconds}
        return process.ask(request, self.limits.wall_seconds, 1.1 * cpu_seconds + 1)

    def result(self, cpu_seconds: float, reason: str = "") -> Run:
        """Return what came of it; `reason` says why the run is not complete, where it is not."""
        for exercise in self.plan.exercises:
            if reason and exercise.id not in self.observations:
                self.lost.setdefault(exercise.id, reason)
        troubles = tuple(f"{step} was left out. {why}" for step, why in self.left_out.items())
        return Run(self.observations, self.errors, self.lost, troubles, cpu_seconds)
