"""What the tests of a course run over: each of its exercises, answers and notebooks is a test of its own."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from course_utils.autograder.answers import Answers
from course_utils.autograder.course import Course
from course_utils.autograder.exercise import Exercise
from course_utils.autograder.key_source import answers_for

DEFAULT_SEEDS = 3


@dataclass(frozen=True)
class Each:
    """A decorator of a test: it runs once for each case that the course of its class has.

    `arguments` are the test's, after self. `cases` yields the id of each case and a value for each argument.
    """

    arguments: tuple[str, ...]
    cases: Callable[[Course], Iterator[tuple[Any, ...]]]

    def __call__(self, test: Any) -> Any:
        test.each = self
        return test


class OfACourse:
    """Tests of one course: a subclass names it."""

    course: Course

    def pytest_generate_tests(self, metafunc: pytest.Metafunc) -> None:
        """Give a test its cases."""
        each = getattr(metafunc.function, "each", None)
        if each is not None:
            cases = [pytest.param(*values, id=name) for name, *values in each.cases(self.course)]
            metafunc.parametrize(each.arguments, cases)

    @pytest.fixture
    def seeds(self, request: pytest.FixtureRequest) -> range:
        """Return the seeds that an answer is tried on. A course may give pytest an option --seeds, their number."""
        return range(request.config.getoption("--seeds", DEFAULT_SEEDS))


def _with_answers(course: Course) -> Iterator[tuple[Exercise, Answers]]:
    for _, exercise in course:
        yield exercise, answers_for(exercise)


def _exercises(course: Course) -> Iterator[tuple]:
    for _, exercise in course:
        yield exercise.id, exercise


def _drawn(course: Course) -> Iterator[tuple]:
    for _, exercise in course:
        if exercise.is_drawn:
            yield exercise.id, exercise


def _choices(course: Course) -> Iterator[tuple]:
    for _, exercise in course:
        if exercise.kind == "choice":
            yield exercise.id, exercise


def _right_answers(course: Course) -> Iterator[tuple]:
    for exercise, answers in _with_answers(course):
        for name, source in {"solution": answers.solution, **answers.others}.items():
            yield f"{exercise.id}-{name}", exercise, source


def _misconceptions(course: Course) -> Iterator[tuple]:
    for exercise, answers in _with_answers(course):
        for known in answers.misconceptions:
            yield f"{exercise.id}-{known.name}", exercise, known


def _variants(course: Course) -> Iterator[tuple]:
    for exercise, answers in _with_answers(course):
        for known in answers.misconceptions:
            for number, source in enumerate(known.variants):
                yield f"{exercise.id}-{known.name}-{number}", exercise, known.name, source


def _wrong_answers(course: Course) -> Iterator[tuple]:
    for exercise, answers in _with_answers(course):
        for name, source in answers.wrong.items():
            yield f"{exercise.id}-{name}", exercise, source


def _mutated(course: Course) -> Iterator[tuple]:
    for _, exercise in course:
        if exercise.accept is None:  # of many right answers a mutant may be another
            yield exercise.id, exercise


def _equivalent_mutants(course: Course) -> Iterator[tuple]:
    for exercise, answers in _with_answers(course):
        for old, new in answers.equivalent:
            yield f"{exercise.id}-{old} to {new}", exercise, old, new


def _notebooks(course: Course) -> Iterator[tuple]:
    for path in course.notebooks():
        yield path.name, path


each_exercise = Each(("exercise",), _exercises)
each_drawn_exercise = Each(("exercise",), _drawn)
each_choice = Each(("exercise",), _choices)
each_right_answer = Each(("exercise", "source"), _right_answers)
each_misconception = Each(("exercise", "known"), _misconceptions)
each_variant = Each(("exercise", "name", "source"), _variants)
each_wrong_answer = Each(("exercise", "source"), _wrong_answers)
each_mutated_exercise = Each(("exercise",), _mutated)
each_equivalent_mutant = Each(("exercise", "old", "new"), _equivalent_mutants)
each_notebook = Each(("path",), _notebooks)
