"""The one place that imports PyTorch, Keras and TensorFlow: quietly, when they are first needed, on one thread.

    keras = frameworks.load("keras")

If a framework is not installed, `load` returns a stand-in. A cell that puts the stand-in to work ends with a sentence
that says so, and so does a cell that needs what such a cell would have made. The cells after them run.
"""

import contextlib
import importlib
import os
import sys
import types
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Never

from course_utils.cell_source import bound_names
from course_utils.errors import MissingFrameworkError

PACKAGES = {"torch": "torch", "keras": "tensorflow", "tensorflow": "tensorflow"}
NAMES = {"torch": "PyTorch", "keras": "Keras", "tensorflow": "TensorFlow"}

# Is there from the start of an installation to its end: while `make lab` installs in the background, for example.
INSTALLING = Path(sys.prefix) / ".installing"

SETTINGS = {
    # The course was measured with TensorFlow. Keras would also compute with JAX or PyTorch.
    "KERAS_BACKEND": "tensorflow",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    # oneDNN adds in another order, which rounds differently from one processor to the next, and reports so on stderr.
    "TF_ENABLE_ONEDNN_OPTS": "0",
}


def load(name: str) -> Any:
    """Return the module "torch", "keras" or "tensorflow", set to one thread and to the processor (no GPU).

    The first time takes seconds. One thread adds up in the same order on every machine, and the course's networks are
    too small to gain from more. If the module is not installed, what comes back is a stand-in that raises
    `MissingFrameworkError` once it is called or derived from. Raises `ValueError` for another name.
    """
    if name not in PACKAGES:
        raise ValueError(f"no framework of this course: {name!r}; there are {', '.join(PACKAGES)}")
    try:
        with _quiet():
            return _load(name)
    except (ImportError, OSError) as error:  # OSError, if one of its compiled libraries does not load
        _explain_in_notebook()
        return _Missing(name, error)


def preload(name: str) -> None:
    """Import a framework, if it is installed, without making a first tensor, because that would start threads.

    Only a process in which no other thread runs can be forked safely.
    """
    with _quiet(), contextlib.suppress(ImportError, OSError):
        _load(name, start=False)
        if name == "torch":
            importlib.import_module("torch._dynamo")  # the first optimizer imports it, which takes over a second


def require(name: str) -> Any:
    """Return the module `name` as `load` does. Raises `MissingFrameworkError` at once if it is not installed."""
    module = load(name)
    if isinstance(module, _Missing):
        module()
    return module


def is_installed(name: str) -> bool:
    """Return whether `load(name)` returns the module itself."""
    return not isinstance(load(name), _Missing)


class _UnfinishedError(ImportError):
    """What lies there of a framework may be half of it. Python might import that."""


def _load(name: str, start: bool = True) -> Any:
    if PACKAGES[name] not in sys.modules and INSTALLING.exists():
        raise _UnfinishedError(name)
    if name == "torch":
        new = "torch" not in sys.modules
        torch = importlib.import_module("torch")
        if new:
            torch.set_num_threads(1)
        return torch
    new = "tensorflow" not in sys.modules
    os.environ.update(SETTINGS if new else {})
    tensorflow = importlib.import_module("tensorflow")
    if new:
        tensorflow.get_logger().setLevel("ERROR")  # because it warns about retracing for each small model
        tensorflow.config.threading.set_intra_op_parallelism_threads(1)
        tensorflow.config.threading.set_inter_op_parallelism_threads(1)
        tensorflow.config.set_visible_devices([], "GPU")
        if start:
            tensorflow.constant(0.0)  # because the first tensor starts the rest, which writes to stderr too
    return importlib.import_module(name)


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """Discard what compiled code writes to stderr, because TensorFlow greets there, with the time of day."""
    try:
        saved = os.dup(2)
    except OSError:  # there is no stderr to quieten
        yield
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        sys.stderr.flush()
        os.dup2(nowhere, 2)
        yield
    finally:
        os.dup2(saved, 2)
        os.close(saved)
        os.close(nowhere)


class _Missing(types.ModuleType):
    """A stand-in for a module that is not installed, and for everything that would be in it."""

    def __init__(self, name: str, reason: Exception):
        super().__init__(name)
        self._reason = reason

    def __getattr__(self, name: str) -> "_Missing":
        if name.startswith("_"):
            raise AttributeError(name)
        return _Missing(f"{self.__name__}.{name}", self._reason)

    def __call__(self, *args: object, **kwargs: object) -> Never:
        root = self.__name__.split(".")[0]
        if isinstance(self._reason, _UnfinishedError):
            state = "whose installation is not finished. Wait a few minutes, or run `make lab` again,"
        else:
            state = (
                f"which does not load here ({type(self._reason).__name__}). Install it with "
                f"`pip install {PACKAGES[root]}`"
            )
        raise MissingFrameworkError(
            f"This needs {NAMES[root]}, {state} and restart the kernel, or go on: what does not need it works without."
        )

    def __mro_entries__(self, bases: tuple) -> Never:
        self()

    def __repr__(self) -> str:
        return f"<{self.__name__}, not installed>"


def _explain_in_notebook() -> None:
    """Let a cell that needs a missing framework end with a sentence instead of a traceback, so that later cells run."""
    if "IPython" not in sys.modules:
        return
    from IPython.core.getipython import get_ipython

    shell = get_ipython()
    if shell is None or MissingFrameworkError in shell.custom_exceptions:
        return
    unmade: set[str] = set()  # names that are not bound because their cell ended this way
    explained: list[BaseException] = []

    def explain(shell: Any, kind: type, error: BaseException, trace: Any, tb_offset: int | None = None) -> None:
        unmade_name = isinstance(error, NameError) and error.name in unmade
        if not (unmade_name or isinstance(error, MissingFrameworkError)):
            shell.showtraceback((kind, error, trace), tb_offset=tb_offset)
            return
        explained.append(error)
        print(f"This needs {error.name}, which a cell above could not make." if isinstance(error, NameError) else error)

    def go_on(result: Any) -> None:
        if result.error_in_exec is not None and result.error_in_exec in explained:
            unmade.update(bound_names(result.info.raw_cell))
            result.error_in_exec = None
        explained.clear()

    shell.set_custom_exc((MissingFrameworkError, NameError), explain)
    shell.events.register("post_run_cell", go_on)
