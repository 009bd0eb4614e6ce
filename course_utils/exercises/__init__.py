"""What the notebooks ask. One module a notebook, each with `NOTEBOOK`, its file's name.

A module that is put in this folder is found by itself; its exercises are the `Exercise` objects in it, in the
order in which they stand.
"""

import functools
import importlib
import pkgutil
from collections.abc import Iterator
from types import ModuleType

from course_utils.autograder import Exercise


@functools.cache  # grading asks for an exercise hundreds of times a second, and the folder does not change
def modules() -> tuple[ModuleType, ...]:
    """Return the modules of this package, in the order of their notebooks."""
    found = [importlib.import_module(f"{__name__}.{info.name}") for info in pkgutil.iter_modules(__path__)]
    return tuple(sorted(found, key=lambda module: module.NOTEBOOK))


@functools.cache
def exercises_of(module: ModuleType) -> tuple[Exercise, ...]:
    """Return the exercises that `module` defines, in order."""
    return tuple(value for value in vars(module).values() if isinstance(value, Exercise))


def all_exercises() -> Iterator[tuple[str, Exercise]]:
    """Yield every exercise of the course with the file name of its notebook, in order."""
    for module in modules():
        for exercise in exercises_of(module):
            yield module.NOTEBOOK, exercise


@functools.cache
def _by_id() -> dict[str, Exercise]:
    return {exercise.id: exercise for _, exercise in all_exercises()}


def find(exercise_id: str) -> Exercise:
    """Return the exercise with that id. Raises `LookupError`, with the ids there are."""
    known = _by_id()
    if exercise_id not in known:
        raise LookupError(f"there is no exercise {exercise_id!r}; there are {', '.join(known)}")
    return known[exercise_id]
