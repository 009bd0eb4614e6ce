"""Read an answer's source as a syntax tree: is it still a stub, does it use what the exercise forbids?

Only the answer's own cell is read, and only names that it spells out: an alias made in another cell, or
`getattr` with a computed name, is not seen.
"""

import ast
import hashlib
from collections.abc import Sequence

# The names that libraries are imported by in every notebook, for cells that use them without an import.
USUAL_ALIASES = {
    "np": "numpy",
    "tf": "tensorflow",
    "nn": "torch.nn",
    "F": "torch.nn.functional",
    "activations": "course_utils.activations",
}


def without_magics(source: str) -> str:
    """Return a cell's source as Python alone: lines that only IPython understands become `pass`."""
    return "\n".join("pass" if line.lstrip().startswith(("%", "!")) else line for line in source.splitlines())


def parse(source: str | None) -> ast.Module | None:
    """Return the syntax tree of a cell without its magics, or None where it is no Python."""
    if source is None:
        return None
    try:
        return ast.parse(without_magics(source))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def source_hash(source: str) -> str:
    """Return a hash that stays the same when only comments and layout change."""
    tree = parse(source)
    return hashlib.sha256((ast.dump(tree) if tree else source).encode("utf-8", "replace")).hexdigest()


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
    aliases = dict(USUAL_ALIASES)
    used: list[str] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for item in node.names:
                used.append(item.name)
                aliases[item.asname or item.name.split(".")[0]] = item.name if item.asname else item.name.split(".")[0]
        elif isinstance(node, ast.ImportFrom) and node.module:
            for item in node.names:
                used.append(f"{node.module}.{item.name}")
                aliases[item.asname or item.name] = f"{node.module}.{item.name}"
    for node in ast.walk(tree):
        if isinstance(node, (ast.Attribute, ast.Name)):
            root, _, rest = _dotted(node).partition(".")
            used.append(".".join(filter(None, [aliases.get(root, root), rest])))
    for name in forbidden:
        if any(use == name or use.startswith(name + ".") for use in used):
            return name
    return ""


def _dotted(node: ast.AST) -> str:
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return f"{_dotted(node.value)}.{node.attr}"
    return ""
