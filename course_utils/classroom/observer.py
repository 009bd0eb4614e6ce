"""The process that runs a notebook's cells and observes its answers. It imports no answers and judges nothing.

Started as ``python -P -m course_utils.classroom.observer``. A job stands on its standard input as JSON: the
cells, the seed, the time limit, the file to write to. Each line of that file is one JSON record:
``{"cell": 3}`` when a cell begins, ``{"cell": 3, "error": "…"}`` when it raised, ``{"exercise": "…",
"observation": "…"}`` when an answer was seen, ``{"end": true}`` at the end.
"""

import json
import os
import sys
from typing import Any, TextIO

from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

from course_utils.autograder.limits import TimeLimitExceeded, time_limit
from course_utils.autograder.observe import nothing_attempted
from course_utils.autograder.plain import dumps
from course_utils.exercises import find


def run(job: dict[str, Any], records: TextIO) -> None:
    """Run the job's cells from top to bottom, going on after one that raises, and observe each answer."""

    def record(**fields: Any) -> None:
        records.write(dumps(fields) + "\n")
        records.flush()

    sys.path.append(os.getcwd())  # after the libraries: a numpy.py beside the notebook changes nothing
    config = Config()
    config.HistoryManager.enabled = False
    shell = InteractiveShell.instance(config=config)
    seed, seconds = job["seed"], job["seconds"]

    def observe(exercise_id: str, source: str) -> bool:
        exercise = find(exercise_id)
        seen = exercise.observe(shell.user_ns, exercise.probes(seed), seconds, source)
        record(exercise=exercise_id, observation=seen.to_json())
        return not nothing_attempted(seen)

    open_exercises: dict[str, str] = {}
    for number, cell in enumerate(job["cells"], start=1):
        record(cell=number)
        try:
            with time_limit(seconds):
                result = shell.run_cell(cell["source"], store_history=True)
            error = result.error_before_exec or result.error_in_exec
        except TimeLimitExceeded as limit:
            error = limit
        if error is not None:
            record(cell=number, error=f"{type(error).__name__}: {error}"[:300])
        if cell["exercise"] and not observe(cell["exercise"], cell["source"]):
            open_exercises[cell["exercise"]] = cell["source"]
    for exercise_id, source in open_exercises.items():
        observe(exercise_id, source)
    record(end=True)


def main() -> None:
    """Read the job from standard input and run it."""
    job = json.load(sys.stdin)
    with open(job["records"], "a", encoding="utf-8") as records:
        run(job, records)


if __name__ == "__main__":
    main()
