"""Check a whole notebook: run it in a process of its own, judge here what was seen there."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from nbformat import NotebookNode

from course_utils.autograder.exercise import Exercise
from course_utils.autograder.judge import judge
from course_utils.autograder.key import Key
from course_utils.autograder.learner import GRADED_ELSEWHERE
from course_utils.autograder.observation import Observation
from course_utils.autograder.observe import is_answered
from course_utils.autograder.plain import MalformedDataError
from course_utils.autograder.verdict import Verdict
from course_utils.errors import CourseError
from course_utils.exercises import find
from course_utils.notebook_files import exercise_id, is_demonstration

GRACE_SECONDS = 20.0  # beyond the limit, for starting up, heavy imports and what cannot be interrupted
MAX_RECORD_BYTES = 64 << 20
POLL_SECONDS = 0.02


@dataclass
class Run:
    """What is known of a run from the records of its process. `ended` is False when the process died."""

    observations: dict[str, Observation] = field(default_factory=dict)
    malformed: dict[str, str] = field(default_factory=dict)
    errors: dict[int, str] = field(default_factory=dict)
    last_cell: int = 0
    ended: bool = False
    stopped: str = ""


def check_notebook(
    notebook: NotebookNode,
    folder: Path,
    key_of: Callable[[Exercise], Key],
    seconds: float,
    on_cell: Callable[[int, int], None] = lambda number, total: None,
) -> tuple[list[Verdict], Run]:
    """Return the verdict on every exercise of `notebook`, in order, and what happened on the way.

    folder: where the notebook lies and is run. key_of: returns the key to judge an exercise by; its answer is
    observed on the probes of that key's seed. seconds: how long each cell, and each exercise, may take.
    on_cell: called with the number of the cell that runs and with how many there are.
    Raises `CourseError` when the notebook has no exercise of this course.
    """
    exercises = _exercises(notebook)
    keys = {exercise.id: key_of(exercise) for exercise in exercises}
    seeds = {exercise_id: key.seed for exercise_id, key in keys.items()}
    run = _run(notebook, folder, seeds, seconds, on_cell)
    return [_verdict(exercise, run, keys[exercise.id]) for exercise in exercises], run


def _exercises(notebook: NotebookNode) -> list[Exercise]:
    ids = dict.fromkeys(filter(None, map(exercise_id, notebook.cells)))
    if not ids:
        raise CourseError("This notebook has no exercises of this course: no cell carries an exercise's id.")
    try:
        return [find(found) for found in ids]
    except LookupError as error:
        raise CourseError(f"This notebook is of another version of the course: {error}.") from error


def _verdict(exercise: Exercise, run: Run, key: Key) -> Verdict:
    reason = run.malformed.get(exercise.id)
    if exercise.id in run.observations:
        try:
            return judge(exercise, run.observations[exercise.id], key)
        except MalformedDataError as error:
            reason = str(error)
    message = reason and f"What came back from your code cannot be read: {reason}."
    message = message or run.stopped or "The notebook was not run as far as this exercise."
    return Verdict(exercise.id, exercise.title, "failed", 0.0, exercise.points, message)


def _run(
    notebook: NotebookNode,
    folder: Path,
    seeds: Mapping[str, int],
    seconds: float,
    on_cell: Callable[[int, int], None],
) -> Run:
    cells = [
        {"source": cell.source, "exercise": exercise_id(cell)}
        for cell in notebook.cells
        if cell.cell_type == "code" and not is_demonstration(cell)
    ]
    with tempfile.TemporaryDirectory(prefix="relu-course-", ignore_cleanup_errors=True) as scratch:
        records = Path(scratch) / "records.jsonl"
        records.touch()
        job = {"cells": cells, "seeds": seeds, "seconds": seconds, "records": str(records)}
        environment = {**os.environ, GRADED_ELSEWHERE: "1", "MPLBACKEND": "Agg", "IPYTHONDIR": scratch}
        process = subprocess.Popen(
            [sys.executable, "-P", "-m", "course_utils.classroom.observer"],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=folder,
            env=environment,
            start_new_session=True,
        )
        try:
            assert process.stdin
            with contextlib.suppress(BrokenPipeError):  # it died at once; the records, which are empty, say so
                process.stdin.write(json.dumps(job).encode())
                process.stdin.close()
            return _follow(process, records, seconds, lambda number: on_cell(number, len(cells)))
        finally:
            _kill(process)


def _follow(process: subprocess.Popen, records: Path, seconds: float, on_cell: Callable[[int], None]) -> Run:
    """Read the records as they come; stop the process when none came for longer than the limit allows."""
    run = Run()
    last_news = time.monotonic()
    with records.open(encoding="utf-8", errors="replace") as lines:
        pending = ""
        while True:
            running = process.poll() is None
            news = lines.read()
            *complete, pending = (pending + news).split("\n")
            for line in complete:
                _take(line, run)
                on_cell(run.last_cell)
            if run.ended or not running:
                break
            if news:
                last_news = time.monotonic()
            if os.fstat(lines.fileno()).st_size > MAX_RECORD_BYTES:
                run.stopped = f"Cell {run.last_cell} of your code produced too much data, so the run was ended."
                break
            if time.monotonic() - last_news > 2 * seconds + GRACE_SECONDS:  # an answer is run on probes, then counted
                run.stopped = f"Code cell {run.last_cell} did not end and could not be interrupted."
                break
            time.sleep(POLL_SECONDS)
    if not run.ended and not run.stopped:
        run.stopped = f"The process ended in code cell {run.last_cell} ({_ending(process.returncode)})."
    return run


def _take(line: str, run: Run) -> None:
    """Add one record to `run`. A line that is no record of ours is not believed and changes nothing."""
    try:
        record: Any = json.loads(line)
    except (ValueError, RecursionError):
        return
    match record:
        case {"exercise": str(name), "observation": str(text)}:
            try:
                seen = Observation.from_json(text)
            except MalformedDataError as error:
                run.malformed.setdefault(name, str(error))
                return
            # as in a notebook, the last answer counts; but a stub that comes after it takes nothing away
            if name not in run.observations or is_answered(seen):
                run.observations[name] = seen
        case {"cell": int(number), "error": str(message)}:
            run.errors[number] = message[:300]
        case {"cell": int(number)}:
            run.last_cell = number
        case {"end": True}:
            run.ended = True


def _ending(code: int | None) -> str:
    if code is not None and code < 0:
        names = {item.value: item.name for item in signal.Signals}
        return f"ended by {names.get(-code, f'signal {-code}')}"
    return f"exit code {code}"


def _kill(process: subprocess.Popen) -> None:
    if hasattr(os, "killpg"):
        with contextlib.suppress(ProcessLookupError, PermissionError):  # all of them have ended already
            os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.wait()
