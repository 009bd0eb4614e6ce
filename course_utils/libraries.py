"""What a library means to the engine: one entry each in one table, to which a course adds its own.

A library is known by how a notebook mentions it, how it is loaded ahead of time, how its generators are seeded, which
of its global switches change what code computes, and which names notebooks import it by.
"""

import importlib
import random
import re
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from course_utils import frameworks


@dataclass(frozen=True)
class Switch:
    """A setting of a library's for the whole process. `put_back` is the code that sets it as the library starts.

    `stands` returns whether it is set so; it is called only when the library has been imported.
    """

    put_back: str
    stands: Callable[[], bool]


@dataclass(frozen=True, kw_only=True)
class Library:
    """One library, or one thing of a course's own that takes long to load.

    `title` is what people call it. `mention` is a regular expression: a notebook whose code matches it uses it.
    `preload` imports what the library's users need without starting a thread, so that the process may be forked
    afterwards. `seed` seeds the library's generators; it is called only when `module` has been imported. `switches` are
    those that code of ours takes to be set as the library sets them when it starts. `aliases` maps the names that
    notebooks usually import parts of the library by to their dotted names.
    """

    name: str
    title: str = ""
    module: str = ""
    mention: str = ""
    preload: Callable[[], object] | None = None
    seed: Callable[[int], object] | None = None
    switches: tuple[Switch, ...] = ()
    aliases: Mapping[str, str] = field(default_factory=dict, hash=False)

    @property
    def is_imported(self) -> bool:
        """Whether the library is there and has been imported."""
        return sys.modules.get(self.module) is not None  # None is how Python notes that there is none


def _preload_torch() -> None:
    frameworks.preload("torch")


def _preload_keras() -> None:
    frameworks.preload("keras")


def _preload_scipy() -> None:
    importlib.import_module("scipy.stats")


def _preload_matplotlib() -> None:
    importlib.import_module("matplotlib.pyplot")
    importlib.import_module("matplotlib_inline.backend_inline")


def _torch() -> Any:
    return sys.modules["torch"]


TORCH_SWITCHES = (
    Switch("torch.set_default_dtype(torch.float32)", lambda: _torch().get_default_dtype() is _torch().float32),
    Switch("torch.set_grad_enabled(True)", lambda: _torch().is_grad_enabled()),
    Switch('torch.set_default_device("cpu")', lambda: _torch().get_default_device().type == "cpu"),
)


def _seed_torch(seed: int) -> None:
    _torch().manual_seed(seed)


def _seed_keras(seed: int) -> None:
    sys.modules["keras"].utils.set_random_seed(seed)  # which seeds TensorFlow as well


MATPLOTLIB = Library(name="matplotlib", mention=r"\bmatplotlib\b", preload=_preload_matplotlib)

# In this order: workers that are warm for the same libraries stand together.
STANDARD = (
    Library(name="python", module="random", seed=random.seed),
    Library(name="numpy", module="numpy", seed=np.random.seed, aliases={"np": "numpy"}),
    Library(
        name="torch",
        title="PyTorch",
        module="torch",
        mention=r"\btorch\b",
        preload=_preload_torch,
        seed=_seed_torch,
        switches=TORCH_SWITCHES,
        aliases={"nn": "torch.nn", "F": "torch.nn.functional"},
    ),
    Library(
        name="keras",
        title="Keras",
        module="keras",
        mention=r"\b(keras|tensorflow)\b",
        preload=_preload_keras,
        seed=_seed_keras,
        aliases={"tf": "tensorflow"},
    ),
    Library(name="scipy", module="scipy", mention=r"\bscipy\b", preload=_preload_scipy),
    MATPLOTLIB,
)


def seed_generators(libraries: Iterable[Library], seed: int) -> None:
    """Seed the generators of every library that has been imported.

    Args:
        libraries: the table.
        seed: from 0 to 2**32 - 1, as NumPy's oldest generator takes it.
    """
    for library in libraries:
        if library.seed and library.is_imported:
            library.seed(seed)


def changed_switches(libraries: Iterable[Library], source: str) -> dict[str, list[str]]:
    """Return the switches that are not as code of ours takes them to be.

    Code that was written for the usual state may fail without them, or compute something else.

    Args:
        libraries: the table.
        source: code; only the libraries that it mentions count.

    Returns:
        The lines of code that put the switches back, by the library's title. Libraries without any are left out.
    """
    changed = {}
    for library in libraries:
        if library.is_imported and library.mention and re.search(library.mention, source):
            lines = [switch.put_back for switch in library.switches if not switch.stands()]
            if lines:
                changed[library.title] = lines
    return changed
