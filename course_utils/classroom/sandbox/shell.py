"""The IPython in which a notebook's cells are run: without a screen, without a network, and patient with set-up lines.

A set-up line prepares the place where a notebook was written: it imports a package, loads an extension, mounts a drive.
If it fails here, the rest of its cell is run, each statement as if it stood in a cell of its own.
"""

import ast
import locale
import re
import subprocess
import sys
from dataclasses import dataclass
from functools import partial
from itertools import islice
from types import ModuleType
from typing import Any

from IPython.core.error import UsageError
from IPython.core.formatters import DisplayFormatter
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import CapturedIO

from course_utils.autograder.limits import TimeLimitExceeded
from course_utils.cell_source import bound_names
from course_utils.classroom.sandbox import colab

INSTALLERS = ("pip", "conda", "mamba", "micromamba", "uv")
INSTALLS = re.compile(
    r"\s*(sudo\s+)?(\S*python[\d.]*\s+-m\s+)?(pip[\d.]*|conda|mamba|micromamba|uv|apt(-get)?|brew|poetry)\b"
)
NOTHING_INSTALLED = "nothing is installed while notebooks are graded"
# A cell magic that changes nothing of what its cell does. One that captures swallows the cell's error as well.
TRANSPARENT = re.compile(r"\s*%%(?:time\b|capture\b(?:[ \t]+--\S+)*[ \t]*(?P<name>\w*))[^\n]*")
CANNOT_DRAW = "Cannot load backend"  # how matplotlib's message begins
ENVIRONMENT = (ImportError, OSError, UsageError, locale.Error, subprocess.SubprocessError)
# what a call is named that prepares a library and returns nothing that is needed
PREPARES = re.compile(
    r"(use|set|rc|seed|mount|chdir|mkdir|makedirs|login|init|config|enable|disable|reset|register|filter|download|install)"
)
FUNCTION = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


@dataclass(frozen=True)
class SetUpLine:
    """A set-up line that did not do its work here, and why."""

    source: str
    reason: str


class NoOutput(DisplayFormatter):
    """Draws and writes nothing: nobody would look at it, and pictures took longer than all else."""

    def format(self, obj: Any, include: Any = None, exclude: Any = None) -> tuple[dict, dict]:
        """As `DisplayFormatter.format` does, but there is no form of any object."""
        return {}, {}


class Shell(InteractiveShell):
    """An IPython without a screen: `%matplotlib inline`, `%pip` and `exit` are met with calm."""

    def __init__(self, **options: Any) -> None:
        self.set_up_lines: list[SetUpLine] = []
        self.unbound: set[str] = set()  # the names that set-up lines would have bound
        super().__init__(**options)

    def init_display_formatter(self) -> None:
        """Show nothing."""
        self.display_formatter = NoOutput(parent=self)

    def init_magics(self) -> None:
        """Have IPython's, but none that installs."""
        super().init_magics()
        for name in INSTALLERS:
            self.magics_manager.register_function(partial(self._installs, name), magic_name=name)

    def system(self, command: str) -> None:
        """Run a line that begins with `!`, unless it installs."""
        if INSTALLS.match(command):
            self.set_up_lines.append(SetUpLine(f"!{command}", NOTHING_INSTALLED))
        else:
            self.system_raw(command)  # the other way asks for a terminal, and there is none

    def _installs(self, name: str, line: str) -> None:
        self.set_up_lines.append(SetUpLine(f"%{name} {line}", NOTHING_INSTALLED))

    def enable_gui(self, gui: Any = None) -> None:
        """Do nothing: there is no window."""

    def enable_matplotlib(self, gui: Any = None) -> tuple[Any, str]:
        """Leave matplotlib with the backend that draws to nowhere."""
        return gui, "agg"

    def showtraceback(self, *args: Any, **kwargs: Any) -> None:
        """As `InteractiveShell.showtraceback` does, but show nothing: formatting took longer than most cells."""

    def showsyntaxerror(self, *args: Any, **kwargs: Any) -> None:
        """As `InteractiveShell.showsyntaxerror` does, but show nothing."""

    def ask_exit(self) -> None:
        """Go on: the cells after an `exit` are run as well."""

    def run_patiently(self, source: str) -> BaseException | None:
        """Run a cell. If a set-up line of it fails, note that and run the rest of the cell.

        Args:
            source: the cell's.

        Returns:
            What the cell raised, None if that was nothing or only a set-up line. `set_up_lines` are those of the cell.
        """
        self.set_up_lines = []
        source = self._without_transparent_magic(source)
        error = self._run(source, store_history=True)
        if error is None or isinstance(error, TimeLimitExceeded):
            return error
        rest = self._from_failed(source, error)
        if not rest or not self._is_set_up(rest[0], error):
            return error
        return self._run_each(rest, error)

    def _run(self, source: str, store_history: bool = False) -> BaseException | None:
        result = self.run_cell(source, store_history=store_history)
        return result.error_before_exec or result.error_in_exec

    def _without_transparent_magic(self, source: str) -> str:
        match = TRANSPARENT.match(source)
        if not match:
            return source
        if match["name"]:
            self.user_ns[match["name"]] = CapturedIO(None, None, [])
        return source[match.end() :]

    def _statements(self, source: str) -> list[ast.stmt]:
        """Return the statements of a cell; none if it is no Python."""
        try:
            return ast.parse(self.transform_cell(source)).body
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return []

    def _body_of_unknown_magic(self, statement: ast.stmt, error: BaseException) -> list[ast.stmt]:
        """Return the statements in a cell magic of an extension that is not here, if they are Python."""
        method, *arguments = _magic(statement) or [""]
        unknown = method == "run_cell_magic" and isinstance(error, UsageError)
        return self._statements(arguments[-1]) if unknown else []

    def _from_failed(self, source: str, error: BaseException) -> list[ast.stmt]:
        """Return the statements of a cell from the one that raised on."""
        statements = self._statements(source)
        trace = error.__traceback__
        while trace and trace.tb_frame.f_globals is not self.user_ns:
            trace = trace.tb_next
        if trace is None:
            return []
        line, _, column, _ = next(islice(trace.tb_frame.f_code.co_positions(), trace.tb_lasti // 2, None))
        begun = [place for place, one in enumerate(statements) if _start(one) <= (line or 0, column or 0)]
        return statements[begun[-1] :] if begun else []

    def _run_each(self, statements: list[ast.stmt], error: BaseException) -> BaseException | None:
        """Go on from a set-up line that raised `error`. Return what another statement raised, the first if several."""
        first, *rest = statements
        other = self._once_more(first, error)
        for statement in (*self._body_of_unknown_magic(first, error), *rest):
            raised = self._run(ast.unparse(statement))
            if isinstance(raised, TimeLimitExceeded):
                return raised
            if raised is None:
                continue
            if self._is_set_up(statement, raised):
                raised = self._once_more(statement, raised)
            other = other or raised
        return other

    def _once_more(self, statement: ast.stmt, error: BaseException) -> BaseException | None:
        """Try a set-up line again with a stand-in for what it lacks; if that does not help, note it.

        Returns:
            What it raised in the second attempt, if the first was for want of a stand-in and this is another error.
        """
        if isinstance(error, ImportError) and str(error).startswith(CANNOT_DRAW):
            sys.modules["matplotlib"].use("agg", force=True)
        elif isinstance(error, ImportError) and colab.is_wanted(error):
            colab.install()
            self.set_up_lines.append(SetUpLine(_as_written(statement), colab.SAID))
        else:
            self._note(statement, error)
            return None
        if _asks_for_backend(statement):
            return None
        raised = self._run(ast.unparse(statement))
        if raised is not None and self._is_set_up(statement, raised):
            self._note(statement, raised)
            return None
        return raised

    def _note(self, statement: ast.stmt, error: BaseException) -> None:
        self.unbound |= bound_names(ast.unparse(statement))
        self.set_up_lines.append(SetUpLine(_as_written(statement), in_one_line(error)))

    def _is_set_up(self, statement: ast.stmt, error: BaseException) -> bool:
        if isinstance(error, TimeLimitExceeded):
            return False
        if isinstance(statement, (ast.Import, ast.ImportFrom)) or _magic(statement):
            return True
        if isinstance(error, ENVIRONMENT):
            return True
        if isinstance(error, NameError) and error.name in self.unbound:
            return True
        return self._prepares(statement)

    def _prepares(self, statement: ast.stmt) -> bool:
        """Whether a statement sets something up in a module: `plt.style.use("mine")`, `plt.rcParams["a"] = 3`."""
        if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call):
            called = statement.value.func
            part: ast.AST = called if isinstance(called, ast.Attribute) and PREPARES.match(called.attr) else statement
        else:
            part = statement.targets[0] if isinstance(statement, ast.Assign) else statement
        return isinstance(self.user_ns.get(_root(part)), ModuleType)


def in_one_line(error: BaseException) -> str:
    """Return the name of an error's type and its message, on one line of at most 300 characters."""
    try:
        text = f"{type(error).__name__}: {error}"
    except BaseException as broken:  # its __str__ is a learner's
        text = f"{type(error).__name__} (it could not be shown: {type(broken).__name__})"
    return " ".join(text.split())[:300]


def _start(statement: ast.stmt) -> tuple[int, int]:
    decorators = statement.decorator_list if isinstance(statement, FUNCTION) else ()
    return min([(statement.lineno, statement.col_offset), *((one.lineno, 0) for one in decorators)])


def _root(node: ast.AST) -> str:
    """Return the name at the root of `a.b[1].c`; "" if it is something else, or a name alone."""
    above = node
    while isinstance(node, (ast.Attribute, ast.Subscript)):
        node = node.value
    return node.id if isinstance(node, ast.Name) and node is not above else ""


def _magic(statement: ast.stmt) -> list[str]:
    """Return what IPython made of a magic or of a line for the system: the method's name and the arguments."""
    value = getattr(statement, "value", None)
    if not (
        isinstance(value, ast.Call)
        and isinstance(value.func, ast.Attribute)
        and isinstance(value.func.value, ast.Call)
        and isinstance(value.func.value.func, ast.Name)
        and value.func.value.func.id == "get_ipython"
    ):
        return []
    return [value.func.attr, *(str(one.value) for one in value.args if isinstance(one, ast.Constant))]


def _as_written(statement: ast.stmt) -> str:
    method, *arguments = _magic(statement) or [""]
    if method == "run_line_magic":
        return f"%{' '.join(arguments)}".strip()
    if method == "run_cell_magic":
        return f"%%{' '.join(arguments[:2])}".strip()
    if method in {"system", "getoutput"}:
        return f"!{' '.join(arguments)}"
    return ast.unparse(statement).splitlines()[0]


def _asks_for_backend(statement: ast.stmt) -> bool:
    value = getattr(statement, "value", None)
    return bool(_magic(statement)) or (
        isinstance(value, ast.Call)
        and isinstance(value.func, ast.Attribute)
        and value.func.attr in {"use", "switch_backend"}
    )
