"""Read the source of notebooks' cells as syntax trees: what a cell binds, and whether it still holds a stub's `...`."""

import ast
import functools
import hashlib
import itertools
import re
import warnings
from collections.abc import Iterator, Sequence

MAX_SOURCE = 200_000  # characters of an answer's source
TOO_LONG = "(  # longer than any answer that can be read"  # no Python
UNSEEN = "(  # no cell that can be read defines it"  # no Python
CELL_MAGIC = re.compile(r"^\s*%%[^\n]*\n")
MOST_WORK = 1_000_000  # characters times lines that only IPython might understand
MOST_OPTIONS = 8  # of a magic, as words
RUN_TEXT = ("run_line_magic", "run_cell_magic", "run_cell", "exec", "eval", "compile")


def parse(source: str | None) -> ast.Module | None:
    """Return the syntax tree of a cell, read as IPython reads it; None if it is no Python.

    Prompts and indentation are taken off, and a line that only IPython understands is a call of `get_ipython()`. A
    magic of a whole cell, such as `%%time`, is left out.
    """
    if source is None:
        return None
    for read in (str, _as_ipython):
        try:
            return ast.parse(read(source))
        except (
            SyntaxError,
            ValueError,
            RecursionError,
            MemoryError,
            IndexError,
        ):  # IPython's reader has it of odd text
            continue
    return None


@functools.lru_cache(maxsize=64)
def _as_ipython(source: str) -> str:
    from IPython.core.inputtransformer2 import TransformerManager  # half a second, for the few cells that need it

    lines = sum(any(mark in line for mark in "%!?") for line in source.splitlines())
    if (1 + lines) * len(source) > MOST_WORK:
        raise ValueError("more than anybody writes: each of these lines has all of the text read anew")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of odd line ends, which nobody who checks an answer can do anything about
        return TransformerManager().transform_cell(CELL_MAGIC.sub("", source, count=1))


def inner_sources(tree: ast.AST) -> Iterator[str]:
    """Yield the texts in a tree that are code: what a magic, `exec`, `eval` or `compile` is given, options left out."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if called in RUN_TEXT:
                texts = (one.value for one in node.args if isinstance(one, ast.Constant) and isinstance(one.value, str))
                for text in texts:
                    behind = (text.split(None, options)[-1] for options in range(MOST_OPTIONS) if text.strip())
                    yield from itertools.islice(filter(parse, behind), 1)


def source_hash(source: str) -> str:
    """Return a hash that stays the same when only comments and layout change."""
    tree = parse(source)
    try:
        text = ast.dump(tree) if tree else source
    except RecursionError:
        text = source
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


@functools.lru_cache(maxsize=64)  # because the same cells are asked about again after each cell of a notebook
def bound_names(source: str) -> frozenset[str]:
    """Return the names that a cell binds at its top level: by assignment, def, class, import or a loop."""
    tree = parse(source)
    names: set[str] = set()
    waiting: list[ast.AST] = [tree] if tree else []
    while waiting:
        node = waiting.pop()
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            names.add(node.name)
            continue  # because a name that is bound inside is not the cell's
        if isinstance(node, (ast.Lambda, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)):
            continue
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names.add(node.id)
        if isinstance(node, ast.alias):
            names.add(node.asname or node.name.split(".")[0])
        waiting.extend(ast.iter_child_nodes(node))
    return frozenset(names)


@functools.lru_cache(maxsize=64)
def read_names(source: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return the names that a cell reads and has not bound itself.

    Args:
        source: the cell's.

    Returns:
        Those that it reads when it is run, unless a statement before has bound them; and those that its functions read
        when they are called.
    """
    tree = parse(source)
    read: set[str] = set()
    read_later: set[str] = set()
    bound: set[str] = set()
    for statement in tree.body if tree else ():
        now, later, binds = _names_of(statement)
        if not isinstance(statement, (ast.Assign, ast.AnnAssign, ast.AugAssign)):
            now -= binds  # a loop binds its variable first; `x = x + 1` does not
        read |= now - bound
        read_later |= later
        bound |= binds
    return frozenset(read), frozenset(read_later)


def _names_of(statement: ast.stmt) -> tuple[set[str], set[str], set[str]]:
    """Return the names that a statement reads at once, those that its functions read later, and those that it binds."""
    now: set[str] = set()
    later: set[str] = set()
    binds: set[str] = set()
    waiting: list[ast.AST] = [statement]
    while waiting:
        node = waiting.pop()
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
            later |= _free_names(node)
            waiting += [node.args, *getattr(node, "decorator_list", ())]
            binds.add(getattr(node, "name", ""))
            continue
        if isinstance(node, ast.ClassDef):
            binds.add(node.name)
        elif isinstance(node, ast.alias):
            binds.add(node.asname or node.name.split(".")[0])
        elif isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Name):
            now.add(node.target.id)
        elif isinstance(node, ast.Name):
            (now if isinstance(node.ctx, ast.Load) else binds).add(node.id)
        waiting.extend(ast.iter_child_nodes(node))
    return now, later, binds


def _free_names(function: ast.AST) -> set[str]:
    """Return the names that a function reads and does not bind, those of the functions in it taken together."""
    read: set[str] = set()
    own: set[str] = set()
    outer: set[str] = set()
    for node in ast.walk(function):
        if isinstance(node, ast.Name):
            (read if isinstance(node.ctx, ast.Load) else own).add(node.id)
        elif isinstance(node, ast.arg):
            own.add(node.arg)
        elif isinstance(node, ast.Global):
            outer.update(node.names)
        elif isinstance(node, ast.alias):
            own.add(node.asname or node.name.split(".")[0])
    return read - own | outer


def placeholders(source: str | None) -> int:
    """Return how many `...` of a stub are still there, as a statement, a value or a returned value."""
    tree = parse(source)
    return sum(
        isinstance(node, (ast.Expr, ast.Return, ast.Assign))
        and isinstance(node.value, ast.Constant)
        and node.value.value is Ellipsis
        for node in (ast.walk(tree) if tree else ())
    )


def has_placeholder(source: str | None) -> bool:
    """Return whether a `...` of the stub is still there."""
    return placeholders(source) > 0


def answer_source(names: Sequence[str], cells: Sequence[str]) -> str | None:
    """Return the source of the last cells that defined `names`, None if no cell did.

    Args:
        names: the names that the answer binds.
        cells: the sources of the cells run so far, oldest first.
    """
    found: list[str] = []
    for name in names:
        cell = next((cell for cell in reversed(cells) if name in cell and name in bound_names(cell)), None)
        if cell is not None and cell not in found:
            found.append(cell)
    return joined(found)


def joined(sources: Sequence[str]) -> str | None:
    """Return the sources as one, None if there are none. Too long a one for an observation cannot be read."""
    source = "\n".join(sources)
    if not sources:
        return None
    return source if len(source) <= MAX_SOURCE else TOO_LONG


def with_imports(source: str | None, cells: Sequence[str]) -> str | None:
    """Return the source of an answer below the imports, of other cells, of the names that it reads.

    Args:
        source: the answer's.
        cells: the sources of the cells run so far, oldest first.
    """
    if source is None or parse(source) is None:
        return source
    imports: dict[str, str] = {}
    for cell in cells:
        for name, text in _last_bindings(cell).items():
            imports.pop(name, None)
            if text:
                imports[name] = text
    read = frozenset.union(*read_names(source))
    return "\n".join([*(text for name, text in imports.items() if name in read or name.startswith("*")), source])


@functools.lru_cache(maxsize=256)
def _last_bindings(cell: str) -> dict[str, str]:
    """Return the names that a cell binds, each with the import that does, "" if something else does."""
    tree = parse(cell)
    bindings: dict[str, str] = {}
    for statement in tree.body if tree else ():
        for name in _names_of(statement)[2]:
            bindings[name] = ""
        if isinstance(statement, (ast.Import, ast.ImportFrom)):
            for item in statement.names:
                one = ast.copy_location(type(statement)(**{**vars(statement), "names": [item]}), statement)
                text = ast.unparse(one)
                # a star binds names that nobody knows here, and so stands under a name that is none
                name = f"*{text}" if item.name == "*" else item.asname or item.name.split(".")[0]
                bindings[name] = text
    return bindings
