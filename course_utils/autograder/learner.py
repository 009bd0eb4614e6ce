"""The three verbs of a learner: check, hint, solution."""

import inspect
import os
import sys
import textwrap
import traceback
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from course_utils.autograder import progress
from course_utils.autograder.course import course_of
from course_utils.autograder.exercise import DEFAULT_SECONDS, Exercise
from course_utils.autograder.judge import judge
from course_utils.autograder.key_source import answers_for, key_for
from course_utils.autograder.observation import INTERRUPTED
from course_utils.autograder.observe import RECORDING
from course_utils.autograder.probes import PUBLIC_SEED
from course_utils.autograder.rendering import quoted
from course_utils.autograder.verdict import Notice, Verdict
from course_utils.cell_source import answer_source, joined, source_hash, with_imports
from course_utils.errors import CourseError

LONGEST_SECONDS = 86_400
GRADED_ELSEWHERE = "GRADED_ELSEWHERE"  # the course's environment variable that a grader sets for what it runs


@dataclass
class Session:
    """What this kernel remembers of a learner's work: the last verdicts and the hints already given."""

    verdicts: dict[str, Verdict] = field(default_factory=dict)
    hints_given: dict[str, int] = field(default_factory=dict)
    said: set[str] = field(default_factory=set)


session = Session()


def check(exercise: Exercise, answers: Sequence[Any], seconds: float) -> Verdict | Notice:
    """Observe and judge one answer, remember the verdict, and return it.

    Args:
        exercise: what was asked.
        answers: the objects that the learner hands over, one for each name; none to take those of the notebook.
        seconds: how long the answer may run.

    Returns:
        The verdict, or a notice that says why nothing was checked.
    """
    if os.environ.get(course_of(exercise).variable(GRADED_ELSEWHERE)):
        return Notice("Graded elsewhere", f"{quoted(exercise.id)} is checked outside this process.")
    shell = _shell()
    if answers and len(answers) != len(exercise.names):
        asked = ", ".join(exercise.names)
        return Notice(
            "Nothing was checked", f"Hand over exactly {quoted(asked)}, or nothing, to take what you defined."
        )
    if not answers and shell is None:
        example = quoted(f".check({', '.join(exercise.names)})")
        return Notice("Nothing was checked", f"Outside a notebook, hand your answer over: {example}.")
    if not isinstance(seconds, (int, float)) or not 0 < seconds <= LONGEST_SECONDS:
        message = f"`seconds` is how long your code may run: a number above 0, at most {LONGEST_SECONDS}."
        return Notice("Nothing was checked", message)
    try:
        cells: Sequence[str] = ()
        if answers:
            namespace: Mapping[str, Any] = dict(zip(exercise.names, answers, strict=True))
            source = _source_of_objects(answers)
        else:
            namespace = shell.user_ns
            cells = shell.history_manager.input_hist_raw
            source = answer_source(exercise.names, cells)
        verdict, interrupted = _verdict(exercise, namespace, seconds, with_imports(source, cells))
        session.verdicts[exercise.id] = verdict
        if verdict.state != "unattempted" and not interrupted:
            _remember(exercise, verdict, source)
    except CourseError as error:  # something is missing here that the check needs
        return Notice("Nothing was checked", str(error))
    except Exception as error:  # a fault of ours: say so, and do not blame the learner
        return _broken(exercise, error)
    return verdict


def hint(exercise: Exercise) -> Notice:
    """Return the hints of the diagnosed mistakes first, then the exercise's own, one more each time."""
    verdict = session.verdicts.get(exercise.id)
    diagnoses = verdict.diagnoses if verdict else ()
    ladder = [*(one.hint for one in diagnoses), *exercise.hints]
    counter = ":".join([exercise.id, *(one.name for one in diagnoses)])
    given = session.hints_given.get(counter, 0)
    session.hints_given[counter] = given + 1
    number = min(given, len(ladder) - 1)
    after = "" if number + 1 < len(ladder) else _after_the_last_hint(exercise)
    return Notice(f"Hint {number + 1} of {len(ladder)}: {exercise.title}", ladder[number], after=after)


def _after_the_last_hint(exercise: Exercise) -> str:
    without_solution = course_of(exercise).is_lab_release
    return "That was the last hint." + ("" if without_solution else " `.solution()` shows one way to do it.")


def solution(exercise: Exercise, anyway: bool) -> Notice:
    """Return the solution with its explanation, or ask the learner to try first. In a lab release, say who has it.

    Args:
        exercise: what was asked.
        anyway: show the solution to a learner who has not tried yet.
    """
    if course_of(exercise).is_lab_release:
        return Notice(
            f"Your lecturer has the solution: {exercise.title}",
            "This copy of the course comes without solutions. `.check()` says what is not right yet, and `.hint()` "
            "says a little more each time.",
        )
    if not anyway and not _attempted(exercise):
        return Notice(
            f"Try first: {exercise.title}",
            "You learn more from one wrong try than from reading a right answer. Check a try of yours, or ask "
            "`.hint()`. To see the solution all the same: `.solution(anyway=True)`.",
        )
    answers = answers_for(exercise)
    others = "There are others." if answers.others else "There is no other."
    return Notice(f"A solution: {exercise.title}", others, answers.solution.strip(), answers.explanation)


def _verdict(
    exercise: Exercise, namespace: Mapping[str, Any], seconds: float, source: str | None
) -> tuple[Verdict, bool]:
    """Return the verdict, and whether the learner stopped the check."""
    with RECORDING, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a learner may have made errors of them
        key = key_for(exercise, PUBLIC_SEED)
        with course_of(exercise).usual_settings() as changed, np.errstate(all="ignore"):
            seen = exercise.observe(namespace, exercise.probes(PUBLIC_SEED), seconds, source)
            verdict = judge(exercise, replace(seen, changed_settings=changed), key)
    return verdict, seen.stopped == INTERRUPTED


def _remember(exercise: Exercise, verdict: Verdict, source: str | None) -> None:
    course = course_of(exercise)
    record = progress.Record(
        verdict.exercise,
        verdict.points,
        verdict.out_of,
        verdict.state,
        verdict.diagnosis.name if verdict.diagnosis else None,
        source_hash(source) if source is not None else None,
        course=course.name,
    )
    progress.save_quietly(record, progress.progress_file(course), session.said)


def _attempted(exercise: Exercise) -> bool:
    verdict = session.verdicts.get(exercise.id)
    if verdict is not None and verdict.state != "unattempted":
        return True
    try:
        records = progress.records_of(course_of(exercise))
    except progress.ProgressUnavailableError:
        return False
    return any(record.exercise == exercise.id for record in records)


def _broken(exercise: Exercise, error: Exception) -> Notice:
    where = traceback.extract_tb(error.__traceback__)[-1]
    return Notice(
        f"The checker broke: {exercise.title}",
        "This is our fault, not yours; your answer may well be right. Please report what stands below.",
        f"{exercise.id}: {type(error).__name__}: {error}\n{os.path.basename(where.filename)}, line {where.lineno}",
    )


def _shell() -> Any:
    """Return the running IPython, which knows what the notebook's cells defined, or None outside one."""
    module = sys.modules.get("IPython")
    return module.get_ipython() if module else None


def _source_of_objects(answers: Sequence[Any]) -> str | None:
    sources = []
    for answer in answers:
        try:
            # an import of its module stands in front, so that `check(np.maximum)` counts as using numpy
            sources.append(f"import {answer.__module__}\n{textwrap.dedent(inspect.getsource(answer))}")
        except Exception:  # an object without source, or an odd one; its source stays unread
            continue
    return joined(sources)


class LearnersExercise(Exercise):
    """An exercise as a notebook has it: with the three verbs. Every kind is one."""

    def check(self, *answers: Any, seconds: float = DEFAULT_SECONDS) -> Verdict | Notice:
        """Check your answer, and learn from what it says. Check as often as you like.

        Without arguments it takes what your notebook calls by the names the exercise asks for; you can also
        hand the answer over: ``.check(my_answer)``.

        Args:
            answers: your answer, one object for each name; none to take those of the notebook.
            seconds: how long your code may compute before it is stopped; code that only waits is stopped after ten
                times as long. One long call into compiled code, such as sum(range(10**10)), cannot be stopped from
                here: press the stop button, or restart the kernel.

        Returns:
            The verdict, which shows itself; or a notice that says why nothing was checked.
        """
        return check(self, answers, seconds)

    def hint(self) -> Notice:
        """Show a hint: first one on what your last check found, then one that says more each time."""
        return hint(self)

    def solution(self, anyway: bool = False) -> Notice:
        """Show a solution, once you have tried.

        Args:
            anyway: show it even if you have not tried yet.
        """
        return solution(self, anyway)
