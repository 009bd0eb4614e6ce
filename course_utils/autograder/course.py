"""A course, as one value that is handed down. The engine holds no course and looks for none."""

import functools
import importlib
import re
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType, ModuleType

from course_utils.autograder.exercise import Exercise
from course_utils.errors import CourseError
from course_utils.libraries import STANDARD, Library
from course_utils.switches import Switch, usual_settings

NOTEBOOK_NAME = re.compile(r"(?P<number>\d+)_.+\.ipynb")
NOTEBOOKS_IN_PACKAGE = "_notebooks"
ANSWERS_IN_PACKAGE = "answers"


@dataclass(frozen=True, kw_only=True)
class Course:
    """What a course is.

    `name` is that of its command and its distribution, `title` a sentence for people. `package` holds `course.py`, in
    which the course is called COURSE; `exercises`, one module a notebook; and `answers`, one module a notebook.
    `variables` is the prefix of its environment variables. `own_libraries` are added to the engine's table, and stand
    in place of an entry of the same name.
    """

    name: str
    title: str
    version: str
    package: str
    variables: str
    own_libraries: tuple[Library, ...] = ()

    @property
    def address(self) -> str:
        """The text by which another process is told which course it is: `load_course` takes it."""
        return _address(self.package)

    @property
    def folder(self) -> Path:
        """The folder of the course's package."""
        return _folder(self.package)

    @property
    def import_path(self) -> Path:
        """The folder from which the course's package is imported."""
        return self.folder.parents[self.package.count(".")]

    @property
    def notebooks_folder(self) -> Path:
        """The folder of the course's own notebooks: in the package once it is installed, beside it in a checkout."""
        installed = self.folder / NOTEBOOKS_IN_PACKAGE
        return installed if installed.exists() else self.import_path / "notebooks"

    @property
    def answers_folder(self) -> Path:
        """The folder that students must not see."""
        return self.folder / ANSWERS_IN_PACKAGE

    @property
    def keys_file(self) -> Path:
        """The keys of the public seed. They are in a lab release, which has no answers, and nowhere else."""
        return self.folder / "keys.jsonl.gz"

    @property
    def is_lab_release(self) -> bool:
        """Whether the course came to this machine without its answers."""
        return self.keys_file.exists()

    @property
    def libraries(self) -> Mapping[str, Library]:
        """The table of libraries, by name: the engine's with the course's own."""
        return _libraries(self.own_libraries)

    @property
    def aliases(self) -> dict[str, str]:
        """The names that notebooks usually import parts of these libraries by, and what they stand for."""
        return {name: full for library in self.libraries.values() for name, full in library.aliases.items()}

    @property
    def named_switches(self) -> tuple[Switch, ...]:
        """The switches of these libraries that a person may hear of."""
        return tuple(switch for library in self.libraries.values() for switch in library.switches if switch.name)

    def usual_settings(self) -> AbstractContextManager[tuple[str, ...]]:
        """Put the libraries' switches back in the body of a `with`, whose value are the names of those turned."""
        imported = [library for library in self.libraries.values() if library.is_imported]
        return usual_settings([switch for library in imported for switch in library.switches])

    def variable(self, name: str) -> str:
        """Return the name of one of the course's environment variables."""
        return f"{self.variables}_{name}"

    def notebooks(self) -> tuple[Path, ...]:
        """Return the course's own notebooks, in order of their numbers. Raises `CourseError` when there are none."""
        folder = self.notebooks_folder
        found = [path for path in folder.glob("*.ipynb") if NOTEBOOK_NAME.fullmatch(path.name)]
        if not found:
            raise CourseError(f"There are no notebooks in {folder}. Install the course again: pip install .")
        return tuple(sorted(found, key=lambda path: _in_order(path.name)))

    def notebook(self, wanted: str) -> Path:
        """Return the notebook with that number or file name: "4", "04" or "04_relu_from_scratch.ipynb".

        Raises `CourseError`, with the numbers there are.
        """
        paths = self.notebooks()
        for path in paths:
            same_number = wanted.isdecimal() and int(number_of(path.name)) == int(wanted)
            if same_number or wanted in (path.name, path.stem):
                return path
        known = ", ".join(number_of(path.name) for path in paths)
        raise CourseError(f"There is no notebook {wanted!r}. There are {known}.")

    def modules(self) -> tuple[ModuleType, ...]:
        """Return the modules of exercises, in the order of their notebooks. A module put into the folder is found."""
        return _modules(self.package)

    def __iter__(self) -> Iterator[tuple[str, Exercise]]:
        """Yield every exercise with the file name of its notebook, in order."""
        for notebook, exercises in self.by_notebook().items():
            for exercise in exercises:
                yield notebook, exercise

    def by_notebook(self) -> Mapping[str, tuple[Exercise, ...]]:
        """Return the exercises of each notebook that has any, by its file name, in order."""
        return _by_notebook(self.package)

    def find(self, exercise_id: str) -> Exercise:
        """Return the exercise with that id. Raises `LookupError`, with the ids there are."""
        known = _by_id(self.package)
        if exercise_id not in known:
            raise LookupError(f"there is no exercise {exercise_id!r}; there are {', '.join(known)}")
        return known[exercise_id]


def _address(package: str) -> str:
    return f"{package}.course:COURSE"


def load_course(address: str) -> Course:
    """Return the course at `address`, a module and a name in it: "course_utils.course:COURSE"."""
    module, _, name = address.partition(":")
    return getattr(importlib.import_module(module), name)


@functools.cache
def course_of(exercise: Exercise) -> Course:
    """Return the course that `exercise` belongs to, which is that of its package.

    Only what a learner calls on an exercise needs this; all other code was handed its course.
    """
    return load_course(_address(exercise.package))


def number_of(notebook: str) -> str:
    """Return the number that a notebook's file name begins with, as it is written there: "04"."""
    match = NOTEBOOK_NAME.fullmatch(notebook)
    if not match:
        raise ValueError(f"no notebook of a course is called {notebook!r}: its name begins with a number")
    return match["number"]


def _in_order(notebook: str) -> tuple[int, str]:
    return int(number_of(notebook)), notebook


@functools.cache
def _folder(package: str) -> Path:
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError(f"the course's package {package} cannot be found")
    return Path(next(iter(spec.submodule_search_locations)))


@functools.cache
def _libraries(own: tuple[Library, ...]) -> Mapping[str, Library]:
    return MappingProxyType({library.name: library for library in (*STANDARD, *own)})


@functools.cache  # grading asks for an exercise hundreds of times a second, and the folder does not change
def _modules(package: str) -> tuple[ModuleType, ...]:
    folder = _folder(package) / "exercises"
    names = sorted(path.stem for path in folder.glob("*.py") if path.stem != "__init__")
    found = [importlib.import_module(f"{package}.exercises.{name}") for name in names]
    return tuple(sorted(found, key=lambda module: _in_order(module.NOTEBOOK)))


@functools.cache
def _by_notebook(package: str) -> Mapping[str, tuple[Exercise, ...]]:
    return MappingProxyType(
        {
            module.NOTEBOOK: tuple(value for value in vars(module).values() if isinstance(value, Exercise))
            for module in _modules(package)
        }
    )


@functools.cache
def _by_id(package: str) -> Mapping[str, Exercise]:
    return {exercise.id: exercise for exercises in _by_notebook(package).values() for exercise in exercises}
