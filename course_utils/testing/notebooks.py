"""What holds for every notebook of a course: as shipped, and solved."""

import itertools
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from course_utils.autograder.key_source import key_for
from course_utils.autograder.verdict import HEADINGS
from course_utils.classroom.check_notebook import check_notebook
from course_utils.notebook_files import exercise_id, read_notebook, solve
from course_utils.notebook_format import Node
from course_utils.testing.cases import OfACourse, each_notebook

ATTEMPTED = ("passed", "partial", "failed")


class NotebookTests(OfACourse):
    """What holds for every notebook of `course`."""

    @each_notebook
    def test_solved_it_earns_every_point(self, path: Path) -> None:
        notebook = solve(self.course, read_notebook(path))
        verdicts, run = check_notebook(self.course, notebook, path.parent, lambda exercise: key_for(exercise, 0), 60)
        assert not run.troubles
        assert not run.errors
        assert [str(verdict) for verdict in verdicts if verdict.state != "passed"] == []
        assert all(verdict.points == verdict.out_of for verdict in verdicts)

    @each_notebook
    def test_it_is_saved_with_no_error_and_nothing_attempted(self, path: Path) -> None:
        for cell in code_cells(path):
            assert all(output.output_type != "error" for output in cell.outputs), cell.source
            for text in _texts(cell):
                for state in ATTEMPTED:
                    assert f"<strong>{HEADINGS[state]}:" not in text

    @each_notebook
    def test_every_picture_has_alt_text_of_its_own(self, path: Path) -> None:
        seen: list[str] = []
        for cell in code_cells(path):
            for output in cell.outputs:
                data = output.get("data", {})
                assert not [kind for kind in data if kind.startswith("image/")], "a picture without alt text"
                html = data.get("text/html", "")
                found = re.findall(r'<img alt="([^"]*)"', html)
                for alt in found:
                    assert len(alt.split()) >= 10
                seen += found
                assert html.count("<img") == len(found)
        assert len(set(seen)) == len(seen)

    @each_notebook
    def test_links_to_other_notebooks_lead_somewhere(self, path: Path) -> None:
        for cell in read_notebook(path).cells:
            if cell.cell_type == "markdown":
                for target in re.findall(r"\]\(([\w./]+\.ipynb)", cell.source):
                    assert (path.parent / target).exists(), target

    @each_notebook
    def test_every_stub_is_followed_by_its_check(self, path: Path) -> None:
        for cell, following in itertools.pairwise([*code_cells(path), None]):
            found = exercise_id(cell)
            if found:
                assert following is not None, f"the stub of {found} is the last cell of code"
                assert following.source.strip() == f"q.{found.split('.')[1]}.check()"

    def test_every_notebook_has_a_module_of_exercises(self) -> None:
        assert [module.NOTEBOOK for module in self.course.modules()] == [p.name for p in self.course.notebooks()]


def code_cells(path: Path) -> list[Node]:
    """Return the cells of code of the notebook in `path`."""
    return [cell for cell in read_notebook(path).cells if cell.cell_type == "code"]


def _texts(cell: Node) -> Iterator[Any]:
    for output in cell.outputs:
        yield output.get("text", "")
        yield from output.get("data", {}).values()
