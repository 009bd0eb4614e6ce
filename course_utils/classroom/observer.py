"""The process that runs a notebook's cells and observes its answers. It imports no answers and judges nothing.

Started as ``python -P -m course_utils.classroom.observer``. A job stands on its standard input as JSON: the
cells, the seed of each exercise, the time limit, the file to write to. Each line of that file is one JSON record:
``{"cell": 3}`` when a cell begins, ``{"cell": 3, "error": "…"}`` when it raised, ``{"exercise": "…",
"observation": "…"}`` when an answer was seen, ``{"end": true}`` at the end.
"""

import json
import os
import sys
from collections.abc import Callable
from typing import Any, TextIO

from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

from course_utils.autograder.learner import answer_source
from course_utils.autograder.limits import TimeLimitExceeded, time_limit
from course_utils.autograder.observe import is_answered
from course_utils.autograder.plain import dumps
from course_utils.exercises import find


class Shell(InteractiveShell):
    """An IPython without a screen: `%matplotlib inline` and `exit` are met with calm."""

    def enable_gui(self, gui: Any = None) -> None:
        """Do nothing: there is no window."""

    def enable_matplotlib(self, gui: Any = None) -> tuple[Any, str]:
        """Leave matplotlib with the backend that draws to nowhere."""
        return gui, "agg"

    def ask_exit(self) -> None:
        """Go on: the cells after an `exit` are run as well."""


class Observer:
    """Runs the cells of one job from top to bottom and writes down what it sees."""

    def __init__(self, job: dict[str, Any], records: TextIO) -> None:
        config = Config()
        config.HistoryManager.enabled = False
        self.shell = Shell.instance(config=config)
        self.job = job
        self.records = records
        self.cells_run: list[str] = []

    def record(self, **fields: Any) -> None:
        """Write one record and make sure that it is out."""
        self.records.write(dumps(fields) + "\n")
        self.records.flush()

    def run(self) -> None:
        """Run all cells, going on after one that raises. What is still open at the end is observed once more."""
        waiting: list[str] = []
        for number, cell in enumerate(self.job["cells"], start=1):
            self.record(cell=number)
            self.guarded(number, self.run_cell, number, cell["source"])
            if cell["exercise"]:
                self.record(cell=number)  # a sign of life: what follows has a time limit of its own
                if not self.guarded(number, self.observe, cell["exercise"]):
                    waiting.append(cell["exercise"])
        for exercise_id in dict.fromkeys(waiting):
            self.guarded(len(self.job["cells"]), self.observe, exercise_id)
        self.record(end=True)

    def guarded(self, number: int, call: Callable[..., Any], *args: Any) -> Any:
        """Call and return what comes back; what a cell makes of this process must not end it."""
        sys.stdout, sys.stderr = sys.__stdout__, sys.__stderr__
        try:
            return call(*args)
        except BaseException as error:
            self.record(cell=number, error=f"{type(error).__name__}")
            return None

    def run_cell(self, number: int, source: str) -> None:
        """Run one cell within the time limit and record what it raised."""
        self.cells_run.append(source)
        try:
            with time_limit(self.job["seconds"]):
                result = self.shell.run_cell(source, store_history=True)
            error = result.error_before_exec or result.error_in_exec
        except TimeLimitExceeded as limit:
            error = limit
        if error is not None:
            self.record(cell=number, error=f"{type(error).__name__}: {error}"[:300])

    def observe(self, exercise_id: str) -> bool:
        """Record what is seen of an answer; return whether there is one."""
        exercise = find(exercise_id)
        source = answer_source(exercise.names, self.cells_run)
        probes = exercise.probes(self.job["seeds"][exercise_id])
        seen = exercise.observe(self.shell.user_ns, probes, self.job["seconds"], source)
        self.record(exercise=exercise_id, observation=seen.to_json())
        return is_answered(seen)


def main() -> None:
    """Read the job from standard input and run it."""
    sys.path.append(os.getcwd())  # after the libraries: a numpy.py beside the notebook changes nothing
    job = json.load(sys.stdin)
    with open(job["records"], "a", encoding="utf-8") as records:
        Observer(job, records).run()


if __name__ == "__main__":
    main()
