"""What a library means to the engine: one entry each in one table, to which a course adds its own.

A library is known by how a notebook mentions it, how it is loaded ahead of time, how its generators are seeded, which
of its global switches change what code computes, and which names notebooks import it by.
"""

import importlib
import random
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np

from course_utils import frameworks
from course_utils.switches import KERAS_SWITCHES, NUMPY_SWITCHES, PYTHON_SWITCHES, TORCH_SWITCHES, Switch


@dataclass(frozen=True, kw_only=True)
class Library:
    """One library, or one thing of a course's own that takes long to load.

    `mention` is a regular expression: a notebook whose code matches it uses it. `preload` imports what the library's
    users need without starting a thread, so that the process may be forked afterwards. `seed` seeds the library's
    generators; it is called only when `module` has been imported. `switches` are those that are put back while an
    answer is checked. `aliases` maps the names that notebooks usually import parts of the library by to their dotted
    names.
    """

    name: str
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


def _seed_torch(seed: int) -> None:
    sys.modules["torch"].manual_seed(seed)


def _seed_keras(seed: int) -> None:
    sys.modules["keras"].utils.set_random_seed(seed)  # which seeds TensorFlow as well


MATPLOTLIB = Library(name="matplotlib", mention=r"\bmatplotlib\b", preload=_preload_matplotlib)

# In this order: workers that are warm for the same libraries stand together.
STANDARD = (
    Library(name="python", module="random", seed=random.seed, switches=PYTHON_SWITCHES),
    Library(name="numpy", module="numpy", seed=np.random.seed, switches=NUMPY_SWITCHES, aliases={"np": "numpy"}),
    Library(
        name="torch",
        module="torch",
        mention=r"\btorch\b",
        preload=_preload_torch,
        seed=_seed_torch,
        switches=TORCH_SWITCHES,
        aliases={"nn": "torch.nn", "F": "torch.nn.functional"},
    ),
    Library(
        name="keras",
        module="keras",
        mention=r"\b(keras|tensorflow)\b",
        preload=_preload_keras,
        seed=_seed_keras,
        switches=KERAS_SWITCHES,
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
