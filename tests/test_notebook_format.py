"""What we read and write is what nbformat reads and writes."""

import json

import nbformat
import pytest

from course_utils.course import COURSE
from course_utils.errors import CourseError
from course_utils.notebook_files import notebook_bytes, read_notebook
from course_utils.notebook_format import Node

DATA = {
    "text/plain": ["a\n", "b"],
    "image/png": ["iVBO\n", "Rw0K"],
    "image/svg+xml": ["<svg>\n", "</svg>"],
    "application/javascript": ["let a\n", "let b"],
    "application/json": ["stays\n", "a list"],
    "application/vnd.vega+json": [{"a": 1}],
    "text/x-odd": [1, 2],
}
ODD = {
    "metadata": {"orig_nbformat": 3, "signature": "x", "kernelspec": {"name": "python3", "display_name": "Python ü"}},
    "nbformat": 4,
    "nbformat_minor": 5,
    "cells": [
        {"cell_type": "markdown", "id": "a", "metadata": {"trusted": True}, "source": ["# Title\n", "\n", "text\r\n"],
         "attachments": {"picture.png": {"image/png": ["iVBO\n", "Rw0K"], "text/plain": "one\x0btwo\u2028three"}}},
        {"cell_type": "raw", "id": "b", "metadata": {}, "source": ""},
        {"cell_type": "code", "id": "c", "metadata": {"tags": ["z", "a"]}, "execution_count": 3, "source": "'é🙂'\nx",
         "outputs": [
             {"output_type": "stream", "name": "stdout", "text": ["one\n", "two"]},
             {"output_type": "execute_result", "execution_count": 3, "metadata": {}, "data": DATA},
             {"output_type": "display_data", "metadata": {}, "data": {"text/html": "<b>\n</b>"}},
             {"output_type": "error", "ename": "E", "evalue": "v", "traceback": ["line 1", "line 2"]},
         ]},
    ],
}  # fmt: skip


@pytest.fixture
def odd(tmp_path):
    path = tmp_path / "odd.ipynb"
    path.write_text(json.dumps(ODD))
    return path


def plain(notebook):
    return json.loads(json.dumps(notebook))


def test_a_notebook_is_read_and_written_as_by_nbformat_to_the_byte(odd):
    for path in [*COURSE.notebooks(), odd]:
        ours, theirs = read_notebook(path), nbformat.read(path, as_version=4)
        assert plain(ours) == plain(theirs), path
        assert notebook_bytes(ours) == f"{nbformat.writes(theirs)}\n".encode(), path
        assert plain(ours) == plain(theirs), "writing changes nothing"


def test_a_notebook_of_nbformats_is_written_as_well():
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("a\nb"), nbformat.v4.new_markdown_cell("c")])
    assert notebook_bytes(notebook) == f"{nbformat.writes(notebook)}\n".encode()


@pytest.mark.filterwarnings("ignore")  # nbformat's own, on what is missing
def test_ids_that_are_missing_or_there_twice_are_made_new_where_the_format_has_ids(odd):
    for minor in (4, 5):
        for ids in (["a", "a", "b"], [None, "a", "a"], [None, None, None]):
            data = {**ODD, "nbformat_minor": minor, "cells": [dict(cell) for cell in ODD["cells"]]}
            for cell, found in zip(data["cells"], ids, strict=True):
                cell.pop("id")
                cell |= {"id": found} if found else {}
            odd.write_text(json.dumps(data))
            ours = [cell.get("id") for cell in read_notebook(odd).cells]
            theirs = [cell.get("id") for cell in nbformat.read(odd, as_version=4).cells]
            assert [a == b for a, b in zip(ours, ids, strict=True)] == [
                a == b for a, b in zip(theirs, ids, strict=True)
            ]
            assert minor == 4 or len(set(ours)) == 3


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"cells": 3}, ": 'int' object is not iterable. Save it again"),
        (
            {"cells": ["text"]},
            ": The notebook is invalid and is missing an expected key: 'str' object has no attribute",
        ),
        ({"cells": None, "worksheets": []}, ": 'NoneType' object is not iterable. Save it again"),
        ({"metadata": None}, ": The notebook is invalid and is missing an expected key: 'NoneType'"),
        ({"cells": [{"cell_type": "code", "source": ""}]}, "missing an expected key: metadata. Save it again"),
        ({"cells": [{"cell_type": "code", "metadata": {}}]}, "notebook: source. Save it again"),
        ({"cells": [{"cell_type": "code", "metadata": {}, "source": 3}]}, ": a cell without source. Save it again"),
        ({"cells": [{"cell_type": "raw", "metadata": {}, "source": "", "id": []}]}, "unhashable type: 'list'"),
        ({"nbformat_minor": "5"}, "no well-formed notebook. Save it again"),
        ({"nbformat": 4.0}, "no well-formed notebook. Save it again"),
        ({"nbformat": 3}, "is of notebook format 3; we read format 4."),
    ],
)
def test_what_is_no_notebook_is_refused_with_the_reason(odd, changes, says):
    odd.write_text(json.dumps(ODD | changes))
    with pytest.raises(CourseError) as refused:
        read_notebook(odd)
    assert says in str(refused.value)


def test_a_notebook_that_is_nested_too_deeply_is_refused(odd):
    odd.write_text(json.dumps(ODD).replace('"kernelspec"', '"deep": ' + "[" * 900 + "]" * 900 + ', "kernelspec"'))
    with pytest.raises(CourseError, match="notebook"):
        read_notebook(odd)


def test_a_node_has_its_items_as_attributes():
    node = Node(source="a")
    node.source += "b"
    assert node == {"source": "ab"}
    with pytest.raises(AttributeError, match="outputs"):
        _ = node.outputs
