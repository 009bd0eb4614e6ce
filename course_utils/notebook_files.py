"""Read, solve and write notebooks."""

import contextlib
import functools
import json
import os
import re
from pathlib import Path
from typing import Any

from course_utils.autograder.course import Course, number_of
from course_utils.autograder.key_source import answers_for
from course_utils.errors import CourseError, reason
from course_utils.file_kinds import kind_of
from course_utils.notebook_format import FORMAT, Node, to_notebook, to_text

# Counted in the file before it is read: as objects, its bytes take up to two hundred times their room in memory.
MOST_OBJECTS, MOST_VALUES = 200_000, 5_000_000
WANTED = "What is wanted is the notebook itself, as JupyterLab saves it."
CONFLICT = re.compile(r"^(<{7}|>{7}) ", re.MULTILINE)
PYTHON = re.compile(r"^(import \w|from [\w.]+ import |def \w+\(|class \w+[(:]|# %%|# In\[)", re.MULTILINE)

DEMONSTRATION = "demonstration"  # the tag of cells that take long and that no exercise needs


def read_notebook(path: Path) -> Node:
    """Return the notebook in `path`. Raises `CourseError`, which says what is wrong with it and what to do."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise CourseError(f"There is no file {path}. Check the name and the folder.") from None
    except IsADirectoryError:
        raise CourseError(f"{path} is a folder. Name a notebook, a file that ends in .ipynb.") from None
    except OSError as error:
        raise CourseError(f"{path} cannot be read: {reason(error)}.") from error
    return parse_notebook(data, str(path))


def parse_notebook(content: bytes, name: str) -> Node:
    """Return the notebook that a file holds.

    Args:
        content: of the file.
        name: what a person calls the file, for messages.

    Raises:
        CourseError: it is no notebook; the message says what is wrong with it and what to do.
    """
    if content.count(b"{") > MOST_OBJECTS or sum(map(content.count, (b"[", b"{", b","))) > MOST_VALUES:
        raise CourseError(
            f"{name} holds more than {MOST_OBJECTS:,} objects, or {MOST_VALUES:,} values, and a notebook has a few "
            "thousand. In JupyterLab: Edit, Clear Outputs of All Cells, and save it again."
        )
    try:
        data = json.loads(content.decode(json.detect_encoding(content)))
    except (ValueError, RecursionError) as error:
        raise CourseError(f"{name} {_no_notebook(content, error)}") from None
    if not isinstance(data, dict) or not {"cells", "worksheets"} & set(data):
        raise CourseError(f"{name} is JSON, but no notebook: it has no cells.")
    if data.get("nbformat") != FORMAT:
        raise CourseError(
            f"{name} is of notebook format {data.get('nbformat')}; we read format {FORMAT}. "
            "Open it in JupyterLab and save it, which converts it."
        )
    ill_formed = f"{name} is no well-formed notebook"
    if not all(isinstance(data.get(field, 0), int) for field in ("nbformat", "nbformat_minor")):
        raise CourseError(f"{ill_formed}. Save it again from JupyterLab.")
    try:
        notebook = to_notebook(data)
        for cell in notebook.cells:
            if not (isinstance(cell.source, str) and isinstance(cell.cell_type, str)):
                raise TypeError("a cell without source")
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise CourseError(f"{ill_formed}: {error}. Save it again from JupyterLab.") from error
    except RecursionError as error:
        raise CourseError(f"{ill_formed}. Save it again from JupyterLab.") from error
    return notebook


def _no_notebook(content: bytes, error: Exception) -> str:
    """Return what a file is that holds no JSON, and the way out, in words that follow on its name."""
    kind = kind_of(content)
    if kind:
        return f"is {kind}. {WANTED}"
    if isinstance(error, UnicodeDecodeError):
        return _other_letters(content)
    text = content.decode(json.detect_encoding(content))
    conflict = CONFLICT.search(text)
    if conflict:
        line = text.count("\n", 0, conflict.start()) + 1
        return f"holds two versions, with the marks of a merge conflict from line {line} on. {WANTED}"
    if not text.lstrip().startswith(("{", "[")):
        return f"is a {'Python program' if PYTHON.search(text) else 'text'}, and no notebook. {WANTED}"
    if not isinstance(error, json.JSONDecodeError):
        return "is no notebook that we can read: its JSON is damaged. Save it again from JupyterLab."
    if (
        error.msg.startswith("Unterminated") or not text[error.pos :].strip()
    ):  # a line that ends in a string is another error
        return "is not a complete notebook: its JSON is cut off at the end. Copy or download it again."
    before = text[: error.pos + 1].rstrip(" \t\r\n]}")
    where = f"in line {error.lineno}" + (", after a comma too many" if before.endswith(",") else "")
    return f"is damaged: its JSON is wrong {where}. Mend that line, or save it again from JupyterLab."


def _other_letters(content: bytes) -> str:
    """Return what a file is that is no UTF-8. Which letters were meant nobody can tell for sure, so it is not read."""
    try:
        data = json.loads(content.decode("latin-1"))  # JSON's own characters are the same in all such encodings
    except (ValueError, RecursionError):
        return f"is not a text file, so it is no notebook. {WANTED}"
    if not isinstance(data, dict):
        return f"is no notebook. {WANTED}"
    line = next(number for number, line in enumerate(content.split(b"\n"), start=1) if not _is_utf_8(line))
    return (
        f"is a notebook whose letters are not in UTF-8, from line {line} on: perhaps in an encoding of Windows, such "
        "as cp1252. Open it in an editor, see that its letters are right, and save it in UTF-8."
    )


def _is_utf_8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def notebook_bytes(notebook: Node) -> bytes:
    """Return the content of a notebook's file."""
    return f"{to_text(notebook)}\n".encode()


@functools.cache
def notebook_heading(course: Course, notebook: str) -> str:
    """Return the heading that a notebook of the course opens with.

    Args:
        course: the course.
        notebook: the file name.
    """
    first = read_notebook(course.notebook(notebook)).cells[0].source
    return first.lstrip("# ").splitlines()[0]


def notebook_title(course: Course, notebook: str) -> str:
    """Return the number of a notebook and the heading that it opens with.

    Args:
        course: the course.
        notebook: the file name.
    """
    return f"{number_of(notebook)} {notebook_heading(course, notebook)}"


def write_notebook(notebook: Node, path: Path) -> None:
    """Write a notebook whole or not at all, whatever happens on the way.

    Args:
        notebook: what to write.
        path: the file; its folders are made.

    Raises:
        CourseError: the file cannot be written.
    """
    write_whole(path, notebook_bytes(notebook))


def write_whole(path: Path, data: bytes) -> None:
    """Write a file whole or not at all.

    Args:
        path: the file; its folders are made.
        data: its content.

    Raises:
        CourseError: the file cannot be written.
    """
    partial = path.with_name(f".{os.getpid()}.partial")  # a name that is short, however long the file's may be
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        partial.write_bytes(data)
        os.replace(partial, path)
    except OSError as error:
        raise CourseError(f"{path} cannot be written: {reason(error)}.") from error
    finally:
        with contextlib.suppress(OSError):  # where nothing could be written, there is nothing to remove
            partial.unlink()


def exercise_id(cell: Any) -> str | None:
    """Return the id of the exercise whose stub `cell` is, or None."""
    exercise = cell.metadata.get("exercise") if isinstance(cell.metadata, dict) else None
    found = exercise.get("id") if isinstance(exercise, dict) else None
    return found if isinstance(found, str) and cell.cell_type == "code" else None


def is_demonstration(cell: Any) -> bool:
    """Return whether `cell` carries the tag of a demonstration."""
    tags = cell.metadata.get("tags") if isinstance(cell.metadata, dict) else None
    return isinstance(tags, list) and DEMONSTRATION in tags


def clear_outputs(notebook: Node) -> Node:
    """Drop all outputs, in `notebook` itself, and return it."""
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    return notebook


def solve(course: Course, notebook: Node) -> Node:
    """Put the solutions in the stubs' places and drop all outputs.

    Args:
        course: whose exercises the stubs are.
        notebook: it is changed itself.

    Returns:
        The same notebook.

    Raises:
        CourseError: a stub asks for an exercise that the course does not have.
    """
    for cell in clear_outputs(notebook).cells:
        found = exercise_id(cell)
        if found:
            try:
                cell.source = answers_for(course.find(found)).solution.strip()
            except LookupError as error:
                raise CourseError(f"The notebook asks for {found!r}, but {error}.") from error
    return notebook
