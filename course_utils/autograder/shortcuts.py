"""Read an answer's source as a syntax tree: does it use what the exercise forbids?

Only the answer's own cell is read, with the imports of other cells that it uses, and only names that it spells out: an
alias that another cell makes by an assignment, a function of another cell, or `getattr` with a computed name, is not
seen.
"""

import ast
from collections.abc import Iterator, Mapping, Sequence

from course_utils.cell_source import inner_sources, parse


class UnreadableError(Exception):
    """A source is no Python, so that nobody can say what it uses."""


def find_shortcut(source: str | None, forbidden: Sequence[str], usual_aliases: Mapping[str, str]) -> str:
    """Return the first of the forbidden names that an answer uses, or "".

    Args:
        source: the source of the answer's cell; None when it is not known, which counts as using nothing.
        forbidden: dotted names, of functions or of whole modules.
        usual_aliases: the names that notebooks import modules by, for cells that use them without an import.

    Raises:
        UnreadableError: the source is no Python, even as IPython reads it.
    """
    if source is None:
        return ""
    tree = parse(source)
    if tree is None:
        raise UnreadableError
    inner = [find_shortcut(text, forbidden, usual_aliases) for text in inner_sources(tree)]
    if any(inner):
        return next(filter(None, inner))
    imported: dict[str, str] = {}
    starred: list[str] = []
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
                if item.name == "*":
                    starred.append(node.module)
                    continue
                used.append(f"{node.module}.{item.name}")
                imported[item.asname or item.name] = f"{node.module}.{item.name}"
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            own.add(node.id)
        elif isinstance(node, ast.arg):
            own.add(node.arg)
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            own.add(node.name)
    usual = {name: module for name, module in usual_aliases.items() if name not in own}
    for root, rest in _dotted_names(tree):
        if root in imported:
            used.append(imported[root] + rest)
        elif rest and root not in own:  # a bare name is a variable; with something behind it, a module perhaps
            used.append(usual.get(root, root) + rest)
        if root not in imported and root not in own:
            used += [f"{module}.{root}{rest}" for module in starred]  # which may be where it comes from
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
