"""Read an answer's source as a syntax tree: is it still a stub, does it use what the exercise forbids?

Only the answer's own cell is read, and only names that it spells out: an alias made in another cell, or
`getattr` with a computed name, is not seen.
"""

import ast
import functools
import hashlib
import re
from collections.abc import Iterator, Sequence

# The names that libraries are imported by in every notebook, for cells that use them without an import.
USUAL_ALIASES = {
    "np": "numpy",
    "tf": "tensorflow",
    "nn": "torch.nn",
    "F": "torch.nn.functional",
    "activations": "course_utils.activations",
}


def parse(source: str | None) -> ast.Module | None:
    """Return the syntax tree of a cell, without the lines that only IPython understands; None where it is no Python."""
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


@functools.lru_cache(maxsize=64)  # it is asked anew after each cell of a notebook
def bound_names(source: str) -> frozenset[str]:
    """Return the names that a cell binds at its top level: by assignment, def, class, import or a loop."""
    tree = parse(source)
    names: set[str] = set()
    waiting: list[ast.AST] = [tree] if tree else []
    while waiting:
        node = waiting.pop()
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            names.add(node.name)
            continue  # what is bound inside is not the cell's
        if isinstance(node, (ast.Lambda, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)):
            continue
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names.add(node.id)
        if isinstance(node, ast.alias):
            names.add(node.asname or node.name.split(".")[0])
        waiting.extend(ast.iter_child_nodes(node))
    return frozenset(names)


def has_placeholder(source: str | None) -> bool:
    """Return whether a `...` of the stub is still there, as a statement, a value or a returned value."""
    tree = parse(source)
    return tree is not None and any(
        isinstance(node, (ast.Expr, ast.Return, ast.Assign))
        and isinstance(node.value, ast.Constant)
        and node.value.value is Ellipsis
        for node in ast.walk(tree)
    )


def find_shortcut(source: str | None, forbidden: Sequence[str]) -> str:
    """Return the first of the `forbidden` dotted names that `source` uses, or ""."""
    tree = parse(source)
    if tree is None:
        return ""
    imported: dict[str, str] = {}
    own: set[str] = set()
    used: list[str] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for item in node.names:
                used.append(item.name)
                root = item.name.split(".")[0]
                imported[item.asname or root] = item.name if item.asname else root
        elif isinstance(node, ast.ImportFrom) and node.module:
            for item in node.names:
                used.append(f"{node.module}.{item.name}")
                imported[item.asname or item.name] = f"{node.module}.{item.name}"
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            own.add(node.id)
        elif isinstance(node, ast.arg):
            own.add(node.arg)
    usual = {name: module for name, module in USUAL_ALIASES.items() if name not in own}
    for root, rest in _dotted_names(tree):
        if root in imported:
            used.append(imported[root] + rest)
        elif rest and root not in own:  # a bare name is a variable; with something behind it, a module perhaps
            used.append(usual.get(root, root) + rest)
    for name in forbidden:
        if any(use == name or use.startswith(name + ".") for use in used):
            return name
    return ""


def _dotted_names(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Yield each name that is used with what is looked up on it: ("np", ".linalg.norm")."""
    waiting: list[ast.AST] = [tree]
    while waiting:
        node = waiting.pop()
        attributes: list[str] = []
        while isinstance(node, ast.Attribute):
            attributes.append(node.attr)
            node = node.value
        if isinstance(node, ast.Name):
            yield node.id, "".join(f".{name}" for name in reversed(attributes))
        else:
            waiting.extend(ast.iter_child_nodes(node))
