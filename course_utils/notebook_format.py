"""Notebooks of format 4 as text and back, as nbformat does it.

nbformat itself is not used, since it brings jsonschema, which takes several times as long to import as all of the
course. It validates, and says what does not fit; a notebook that does not fit was read all the same.
"""

import copy
import json
import secrets
from typing import Any

FORMAT = 4
WITH_CELL_IDS = 5  # the minor version from which on every cell has an id

# Of these a file holds a list of lines, and a notebook in memory one text.
LINES_OF_MIME = ("application/javascript", "image/svg+xml")
OUTPUTS_WITH_DATA = ("execute_result", "display_data")


class Node(dict):
    """A notebook or a part of one: a dictionary whose items are attributes as well, as in nbformat."""

    def __getattr__(self, name: str) -> Any:
        if name not in self:
            raise AttributeError(name)
        return self[name]

    def __setattr__(self, name: str, value: Any) -> None:
        self[name] = value


def to_notebook(data: dict[str, Any]) -> Node:
    """Return the notebook of format 4 that `data`, parsed JSON, holds, with its lines joined and all its cells' ids.

    Raises `TypeError`, `ValueError`, `AttributeError` or `RecursionError` if it is none.
    """
    notebook = _nodes(data)
    try:
        for cell in notebook.cells:
            _join_lines(cell)
        _drop_transient(notebook)
    except AttributeError as error:
        raise ValueError(f"The notebook is invalid and is missing an expected key: {error}") from None
    if notebook.get("nbformat_minor", 0) >= WITH_CELL_IDS:
        _complete_ids(notebook)
    return notebook


def to_text(notebook: Node) -> str:
    """Return the content of the file of `notebook`, which nbformat.writes would give as well."""
    written = copy.deepcopy(notebook)
    for cell in written.cells:
        _split_lines(cell)
    _drop_transient(written)
    return json.dumps(written, ensure_ascii=False, indent=1, sort_keys=True, separators=(",", ": "))


def _nodes(data: Any) -> Any:
    if isinstance(data, dict):
        return Node({key: _nodes(value) for key, value in data.items()})
    return [_nodes(item) for item in data] if isinstance(data, list) else data


def _join_lines(cell: Any) -> None:
    if "source" in cell and isinstance(cell.source, list):
        cell.source = "".join(cell.source)
    for attachment in cell.get("attachments", {}).values():
        _join_data(attachment)
    if cell.get("cell_type") == "code":
        for output in cell.get("outputs", []):
            kind = output.get("output_type", "")
            if kind in OUTPUTS_WITH_DATA:
                _join_data(output.get("data", {}))
            elif kind and isinstance(output.get("text", ""), list):
                output.text = "".join(output.text)


def _join_data(data: Any) -> None:
    for mime, value in data.items():
        is_json = mime.startswith("application/") and (mime == "application/json" or mime.endswith("+json"))
        if not is_json and isinstance(value, list) and all(isinstance(line, str) for line in value):
            data[mime] = "".join(value)


def _split_lines(cell: Any) -> None:
    if isinstance(cell.get("source"), str):
        cell.source = cell.source.splitlines(keepends=True)
    for attachment in cell.get("attachments", {}).values():
        _split_data(attachment)
    if cell.cell_type == "code":
        for output in cell.outputs:
            if output.output_type in OUTPUTS_WITH_DATA:
                _split_data(output.get("data", {}))
            elif output.output_type == "stream" and isinstance(output.text, str):
                output.text = output.text.splitlines(keepends=True)


def _split_data(data: Any) -> None:
    for mime, value in data.items():
        if isinstance(value, str) and (mime.startswith("text/") or mime in LINES_OF_MIME):
            data[mime] = value.splitlines(keepends=True)


def _drop_transient(notebook: Any) -> None:
    """Drop what holds in the program that had the notebook open, and is not for files."""
    for key in ("orig_nbformat", "orig_nbformat_minor", "signature"):
        notebook.metadata.pop(key, None)
    for cell in notebook.cells:
        cell.metadata.pop("trusted", None)


def _complete_ids(notebook: Node) -> None:
    """Give an id to each cell that has none, or that of a cell before it."""
    seen = set()
    for cell in notebook.cells:
        if cell.get("id") in seen or "id" not in cell:
            cell.id = secrets.token_hex(4)
        seen.add(cell.id)
