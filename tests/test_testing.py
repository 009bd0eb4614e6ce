"""The tests that a course inherits find what is wrong with it: each is made to fail, in a copy of the second course."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from course_utils.notebook_files import exercise_id, read_notebook, write_notebook
from course_utils.notebook_format import Node

PROJECT = Path(__file__).parent / "second_course"
LINE, WORD = "lines.fit_line", "lines.most_common_word"
RIGHT_LINE = r"def fit_line(x, y):\n    return tuple(np.polyfit(x, y, 1))"
NOTEBOOK = "1_lines_and_words.ipynb"

# What is replaced in the answers, once each, and the test that must see it.
ANSWERS = {
    'message="Yours returns the longest word."': ('message="Longest."', f"hints_and_texts_are_there[{WORD}]"),
    "np.column_stack([x, np.ones_like(x)])": (
        "np.column_stack([x, x])",
        f"right_answers_of_any_style_earn_full_points[{LINE}-lstsq]",
    ),
    "def fit_line(x, y):\\n    return np.sum(x * y) / np.sum(x * x), 0.0": (
        "def fit_line(x, y):\\n    return tuple(np.polyfit(x, y, 1)[::-1])",
        f"no_two_misconceptions_are_confused_and_none_matches_the_solution[{LINE}]",
    ),
    'breaks=Values("ties")': (
        'breaks=Values("spaces")',
        f"misconceptions_lose_points_and_are_named[{WORD}-last_of_several]",
    ),
    "most_common()[0][0].lower()": (
        "most_common()[-1][0].lower()",
        f"a_misconception_is_recognized_by_its_behavior_not_by_its_text[{WORD}-capitals_differ-0]",
    ),
    '(("last_of_several",': ('(("longest",', f"points_follow_the_ranking_of_a_lecturer[{WORD}]"),
    "tuple(np.round(np.polyfit(x, y, 1), 2))": (
        "tuple(np.polyfit(x, y, 1))",
        f"wrong_answers_that_no_misconception_describes_get_no_false_diagnosis[{LINE}-rounded]",
    ),
    '("max(words", "max(words + words")': (
        '("max(words", "min(words")',
        f"equivalent_mutants_are_mutants_and_earn_full_points[{WORD}-max(words to min(words]",
    ),
}
# And what only follows from these.
FOLLOWS = {
    f"misconceptions_lose_points_and_are_named[{LINE}-through_the_origin]",
    f"every_exercise_refuses_its_mutants[{WORD}]",
    f"points_follow_the_ranking_of_a_lecturer[{LINE}]",
}


@pytest.fixture
def course(tmp_path):
    return shutil.copytree(PROJECT, tmp_path / "course", ignore=shutil.ignore_patterns("__pycache__"))


def failed(course):
    """Return the names of the tests that fail, without "test_"."""
    command = (sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--tb=no", "-rf", "test_course.py")
    environment = {**os.environ, "PYTHONPATH": str(course)}
    done = subprocess.run(command, cwd=course, env=environment, capture_output=True, text=True, timeout=300)
    assert done.returncode == 1, done.stdout + done.stderr
    return set(
        re.findall(r"^FAILED test_course.py::TestCourse::test_(\w+(?:\[.*?\])?)(?: - .*)?$", done.stdout, re.MULTILINE)
    )


def test_what_is_wrong_with_answers_is_found(course):
    path = course / "line_course" / "answers" / "lines_and_words.py"
    source = path.read_text()
    for old, (new, _) in ANSWERS.items():
        assert source.count(old) == 1, old
        source = source.replace(old, new)
    path.write_text(source)
    assert failed(course) == {test for _, test in ANSWERS.values()} | FOLLOWS


def test_what_is_wrong_with_exercises_and_notebooks_is_found(course):
    path = course / "notebooks" / NOTEBOOK
    notebook = read_notebook(path)
    stub = next(place for place, cell in enumerate(notebook.cells) if exercise_id(cell) == WORD)
    notebook.cells[stub].source = "words = ..."
    notebook.cells[stub + 1].source = "1 / 0"
    notebook.cells[stub + 1].outputs[0].output_type = "error"
    notebook.cells[stub + 1].outputs[0].data = Node({"image/png": ""})
    notebook.cells[0].source += "\n[Next](2_nowhere.ipynb)"
    write_notebook(notebook, path)
    shutil.copy(path, course / "notebooks" / "2_of_no_module.ipynb")
    assert failed(course) == {
        *(f"the_id_stands_in_exactly_one_cell_of_its_own_notebook[{name}]" for name in (LINE, WORD)),
        "every_id_in_a_notebook_is_an_exercise",
        *(f"the_stub_is_unattempted[{name}]" for name in (LINE, WORD)),
        *(f"the_stub_defines_the_names_asked_for[{name}]" for name in (LINE, WORD)),
        *(
            f"{test}[{name}]"
            for name in (NOTEBOOK, "2_of_no_module.ipynb")
            for test in (
                "solved_it_earns_every_point",
                "it_is_saved_with_no_error_and_nothing_attempted",
                "every_picture_has_alt_text_of_its_own",
                "links_to_other_notebooks_lead_somewhere",
                "every_stub_is_followed_by_its_check",
            )
        ),
        "every_notebook_has_a_module_of_exercises",
    }
