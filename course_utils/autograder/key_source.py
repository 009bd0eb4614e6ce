"""Where a key comes from: our own answers, run here; or, in a lab release, a file that came in place of them."""

import contextlib
import functools
import importlib
import io
import math
import warnings
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from course_utils.autograder.answers import Answers
from course_utils.autograder.course import Course, course_of
from course_utils.autograder.exercise import Exercise
from course_utils.autograder.families import RESULT_FAMILIES
from course_utils.autograder.forms import FORM_FAULTS
from course_utils.autograder.key import Key, KnownFamily, KnownMisconception
from course_utils.autograder.key_file import KeyFile
from course_utils.autograder.observation import Observation, Raised
from course_utils.autograder.probes import PUBLIC_SEED, Probe
from course_utils.autograder.texts import raised_text
from course_utils.errors import CourseError, MissingFrameworkError


def answers_for(exercise: Exercise) -> Answers:
    """Return the answers of `exercise`. The one place that imports a module of answers.

    Raises `LookupError` if the module does not hold this exercise's, `CourseError` in a lab release.
    """
    if course_of(exercise).is_lab_release:
        raise CourseError("This is a lab release of the course, without the answers. Your lecturer has them.")
    module = importlib.import_module(exercise.answers)
    if exercise.id not in module.ANSWERS:
        raise LookupError(f"{exercise.answers}.ANSWERS has no entry {exercise.id!r}: write one")
    return module.ANSWERS[exercise.id]


def messages_for(exercise: Exercise) -> dict[str, str]:
    """Return what a check says of each known mistake of `exercise`, by its name."""
    source = key_for(exercise, PUBLIC_SEED) if course_of(exercise).is_lab_release else answers_for(exercise)
    several = (*FORM_FAULTS, *RESULT_FAMILIES, *source.families, *source.misconceptions)
    return {known.name: known.message for known in several}


def run_source(source: str, setup: str = "") -> dict[str, Any]:
    """Run an answer quietly and return the names that it defines.

    Args:
        source: the answer.
        setup: what earlier cells of the notebook have defined by then, as source.
    """
    namespace: dict[str, Any] = {"__name__": "answer"}
    with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
        warnings.simplefilter("ignore")
        for text in (setup, source):
            exec(compile(text, "<answer>", "exec"), namespace)
    return namespace


def observe_source(exercise: Exercise, source: str, setup: str, seed: int, seconds: float = math.inf) -> Observation:
    """Return what an answer shows.

    Args:
        exercise: the exercise that it answers.
        source: the answer, as it stands in the stub's place.
        setup: what earlier cells of the notebook have defined by then, as source.
        seed: what the probes are drawn from.
        seconds: how long the answer may compute. Sources of our own need no limit.

    Returns:
        The observation. What the source raises when it is run by itself is raised here.
    """
    return exercise.observe(run_source(source, setup), exercise.probes(seed), seconds, source)


@functools.lru_cache(maxsize=256)
def key_for(exercise: Exercise, seed: int) -> Key:
    """Return the key of `exercise` for `seed`: built once, then remembered.

    A key that would expect an error which the exercise does not promise is refused and not remembered.

    Args:
        exercise: what was asked.
        seed: what the probes are drawn from.

    Raises:
        CourseError: our own answers cannot be run here, or it is a lab release and another seed than the public one.
    """
    course = course_of(exercise)
    if course.is_lab_release:
        return _shipped_key(course, exercise, seed)
    answers = answers_for(exercise)

    def show(source: str) -> Observation:
        seen = observe_source(exercise, source, answers.setup, seed)
        if seen.stopped:  # by the person, while we were at it: a key cut short must not be remembered
            raise KeyboardInterrupt
        for outcome in seen.outcomes:
            if outcome.raised and outcome.raised.type_name == MissingFrameworkError.__name__:
                raise MissingFrameworkError(outcome.raised.message)  # or a key would expect this error of everybody
        return _results(seen)

    with course.usual_settings():  # our own gradients may be missing otherwise, without an error
        return Key(
            exercise=exercise.id,
            seed=seed,
            solution=_sound(show(answers.solution), exercise.probes(seed)),
            misconceptions=tuple(
                KnownMisconception(
                    name=m.name,
                    breaks=m.breaks,
                    message=m.message,
                    hint=m.hint,
                    observation=_without_words(show(m.source)),
                )
                for m in answers.misconceptions
            ),
            families=tuple(
                KnownFamily(
                    name=family.name,
                    breaks=family.breaks,
                    message=family.message,
                    hint=family.hint,
                    detail=family.detail,
                    at=family.at,
                    observations=(
                        _without_words(show(family.source_at(family.at[0]))),
                        _without_words(show(family.source_at(family.at[1]))),
                    ),
                )
                for family in answers.families
            ),
        )


def _sound(solution: Observation, probes: Sequence[Probe]) -> Observation:
    """Return what the solution shows. Raises `CourseError` if it raises anything but the errors that `probes` promise.

    Otherwise "raises" would become the right answer, for whatever a learner wrote.
    """
    for probe, outcome in zip(probes, solution.outcomes, strict=True):
        if (outcome.raised.type_name if outcome.raised else "") != probe.raises:
            did = raised_text(outcome.raised) if outcome.raised else f"did not raise `{probe.raises}`"
            raise CourseError(
                f"Your answer was not tried, since our own fails here: it {did}. A cell changed something in this "
                "kernel that we build on. Restart the kernel and run your cells again."
            )
    return solution


def _shipped_key(course: Course, exercise: Exercise, seed: int) -> Key:
    if seed != PUBLIC_SEED:
        raise CourseError(
            f"This is a lab release of the course, which has the keys of seed {PUBLIC_SEED} alone. "
            "For another seed you need a file of its keys, from your lecturer: --keys FILE"
        )
    return _shipped(course).key_of(exercise)


@functools.cache
def _shipped(course: Course) -> KeyFile:
    return KeyFile.read(course.keys_file, course.version)


def _results(seen: Observation) -> Observation:
    """Return what a judge compares by: without the source, its lines on the way to an error, and what it printed."""
    outcomes = tuple(
        replace(outcome, raised=Raised(outcome.raised.type_name, outcome.raised.message)) if outcome.raised else outcome
        for outcome in seen.outcomes
    )
    return Observation(seen.exercise, outcomes=outcomes, line_events=seen.line_events)


def _without_words(seen: Observation) -> Observation:
    """Return `seen` without the words of its errors, which often quote the code. No verdict shows them."""
    outcomes = tuple(
        replace(outcome, raised=Raised(outcome.raised.type_name)) if outcome.raised else outcome
        for outcome in seen.outcomes
    )
    return replace(seen, outcomes=outcomes)
