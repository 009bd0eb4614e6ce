"""Read the source of notebooks' cells as syntax trees: what a cell binds, and whether it still holds a stub's `...`."""

import ast
import functools
import hashlib
import re
from collections.abc import Sequence

MAX_SOURCE = 200_000  # characters of an answer's source; a longer one is left out


def parse(source: str | None) -> ast.Module | None:
    """Return the syntax tree of a cell, without the lines that only IPython understands; None if it is no Python."""
    if source is None:
        return None
    for text in (source, _without_magics(source)):
        try:
            return ast.parse(text)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            continue
    return None


def _without_magics(source: str) -> str:
    return re.sub(r"^([ \t]*)[%!?].*$", r"\1pass", source, flags=re.MULTILINE)


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
    """Return the source of the last cells that defined `names`, None if no cell did or the source is too long.

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
    """Return the sources as one, None if there are none or if they are too long for an observation."""
    source = "\n".join(sources)
    return source if sources and len(source) <= MAX_SOURCE else None
