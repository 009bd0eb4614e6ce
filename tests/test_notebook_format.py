"""What we read and write is what nbformat reads and writes."""

import json

import nbformat
import pytest

from course_utils.course import COURSE
from course_utils.errors import CourseError
from course_utils.notebook_files import (
    MOST_OBJECTS,
    MOST_VALUES,
    notebook_bytes,
    parse_notebook,
    read_notebook,
    write_whole,
)
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


TEXT = json.dumps(ODD, ensure_ascii=False, indent=1)


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"]
)
def test_a_notebook_is_read_in_every_encoding_of_unicode(odd, encoding):
    expected = read_notebook(odd)
    odd.write_bytes(TEXT.encode(encoding))
    assert plain(read_notebook(odd)) == plain(expected)


CELL = '{"cells": [{"cell_type": "code", "metadata": {}, "source": "René"}],\n "nbformat": 4}'


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "is empty."),
        (bytes(4096), "is nothing but zeros"),
        (b"%PDF-1.7\n", "is a PDF."),
        (
            b"PK\x03\x04" + bytes(26) + b"[Content_Types].xmlPK\x03\x04" + bytes(26) + b"word/document.xml",
            "a Word document",
        ),
        (b"PK\x03\x04" + bytes(26) + b"hw/04.ipynb", "is a zip."),
        (b"<!DOCTYPE html>\n<html lang='en'>", "is an HTML page"),
        (b"\xef\xbb\xbf\n<!-- saved -->\n<HTML>", "is an HTML page"),
        (b"<?xml version='1.0'?><x/>", "is an XML file"),
        (b"\x00\x05\x16\x07\x00\x02\x00\x00Mac OS X        ", "AppleDouble"),
        (b"bplist00\xd3\x01\x02", "iCloud"),
        (b"version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n", "a pointer of Git LFS"),
        (bytes(257) + b"ustar\x0000", "is a tar archive"),
        (b"\x1f\x8b\x08\x00", "is a compressed file (gzip)"),
        (b"\x89PNG\r\n\x1a\n\xff\xfe", "is a picture (PNG)"),
        (bytes(range(256)), "is not a text file"),
        (b"\xff\xfe{\x00", "cut off"),
        (b"import numpy as np\nx = 1\n", "is a Python program"),
        (b"# %%\nx = 1\n", "is a Python program"),
        ("Ich finde die Datei nicht, sorry. Grüße".encode(), "is a text, and no notebook"),
        (CELL.encode("cp1252"), "letters are not in UTF-8, from line 1 on"),
        (f"\n\n{CELL}".encode("latin-1"), "letters are not in UTF-8, from line 3 on"),
        (b'["\xe9"]', "is no notebook"),
        (CELL.encode()[:-1], "cut off at the end"),
        (CELL.encode()[:60], "cut off at the end"),
        (CELL.replace("4}", "4,}").encode(), "is wrong in line 2, after a comma too many"),
        (CELL.replace("],\n", ",],\n").encode(), "is wrong in line 1, after a comma too many"),
        (CELL.replace('"nb', "nb").encode(), "is wrong in line 2. Mend that line"),
        (CELL.encode() * 2, "is wrong in line 2. Mend that line"),
        (
            b'{"cells": [\n<<<<<<< HEAD\n{}\n=======\n{}\n>>>>>>> main\n]}',
            "the marks of a merge conflict from line 2 on",
        ),
        (b'{"a": ' + b"9" * 5000 + b"}", "its JSON is damaged"),
    ],
)
def test_what_is_no_notebook_is_named_for_what_it_is(content, says):
    with pytest.raises(CourseError) as refused:
        parse_notebook(content, "x.ipynb")
    assert says in str(refused.value)
    assert str(refused.value).startswith("x.ipynb ")
    assert str(refused.value).count(". ") == 1, "what it is, and the way out"


def test_a_file_of_the_longest_name_is_written(tmp_path):
    path = tmp_path / ("é" * 127)
    write_whole(path, b"1")
    assert [(one.name, one.read_bytes()) for one in tmp_path.iterdir()] == [(path.name, b"1")]


def test_a_node_has_its_items_as_attributes():
    node = Node(source="a")
    node.source += "b"
    assert node == {"source": "ab"}
    with pytest.raises(AttributeError, match="outputs"):
        _ = node.outputs


@pytest.mark.parametrize("many", ["{}," * (MOST_OBJECTS + 1), "[]," * MOST_VALUES, "1," * (MOST_VALUES + 1)])
def test_what_would_fill_the_memory_is_refused_before_it_is_read(monkeypatch, many):
    monkeypatch.setattr(json, "loads", lambda text: pytest.fail("it was read"))
    content = f'{{"cells": [], "metadata": {{"x": [{many}0]}}, "nbformat": 4, "nbformat_minor": 5}}'.encode()
    with pytest.raises(CourseError, match=r"x\.ipynb holds more than .* Clear Outputs"):
        parse_notebook(content, "x.ipynb")


def test_a_notebook_with_a_large_picture_or_table_is_read():
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("x = 1")])
    records = [{"x": number, "y": 0.5} for number in range(50_000)]
    data = {"image/png": "A" * (8 << 20), "application/vnd.vegalite.v5+json": {"data": records}}
    notebook.cells[0].outputs = [nbformat.v4.new_output("display_data", data=data)]
    assert parse_notebook(nbformat.writes(notebook).encode(), "x.ipynb").cells[0].source == "x = 1"
