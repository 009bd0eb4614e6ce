"""What a lecturer hears of the class after a run."""

import pytest

from course_utils.classroom.account import Line
from course_utils.classroom.gradebook import Gradebook, Person
from course_utils.classroom.notes import CellError
from course_utils.classroom.overview import overview
from course_utils.classroom.scores import class_scores
from course_utils.course import COURSE
from tests.classroom.helpers import entry, misconception, untouched

TITLE = "04 ReLU from scratch"


@pytest.fixture
def said(tmp_path):
    """Return the sentences on a class of these submissions, with people who have handed in nothing."""

    def of(entries, absent=(), lines=()):
        with Gradebook(COURSE, tmp_path / "grades.db", create=True) as book:
            book.begin({}, seed=1)
            for item in entries:
                book.add(item)
            people = [Person(student=item.student, name=item.name) for item in entries]
            people += [Person(student=name, name=name, note="Nothing was handed in.") for name in absent]
            book.finish("in", people, lines, {(item.student, item.place) for item in entries})
            return [finding.sentence for finding in overview(class_scores(COURSE, book))]

    return of


def right(number):
    return [entry(f"right{place}") for place in range(number)]


def test_of_a_class_without_trouble_nothing_is_said(said):
    assert said(right(3)) == []


def test_notebooks_that_stopped_in_their_first_cell_are_counted_with_the_commonest_error(said):
    stopped = [entry(f"s{n}", errors=(CellError(1, f"NameError: name 'x{n}' is not defined"),)) for n in range(3)]
    other = entry("other", errors=(CellError(1, "KeyError: 'a'"),))
    (sentence,) = said([*right(2), *stopped, other])
    commonest = "NameError: name 'x0' is not defined"
    assert sentence == f"{TITLE}: the first cell of 4 notebooks stopped with an error, 3 of them with {commonest}."


def test_untouched_notebooks_students_without_one_and_competing_files_are_counted(said):
    lines = [Line(place="a/old.ipynb", fate="older", students=("right0",), of="a/04.ipynb")]
    sentences = said([*right(8), entry("zed", untouched=True)], absent=["kim", "lee"], lines=lines)
    assert sentences == [
        "2 students have no notebook that could be graded.",  # more than a tenth of the class, so it stands first
        "1 student has handed in a notebook more than once; the newest with an answer counts.",
        f"{TITLE}: 1 notebook came out untouched: no answer was begun.",
    ]


def test_the_commonest_errors_are_told_with_how_many_met_them(said):
    met = [entry(f"m{n}", errors=(CellError(3, "TypeError: bad"), CellError(5, "TypeError: bad"))) for n in range(2)]
    once = entry("once", errors=(CellError(4, "ValueError: alone"),))
    assert said([*right(9), *met, once]) == [f"{TITLE}: a cell of 2 notebooks stopped with TypeError: bad."]


def test_an_exercise_that_all_failed_in_the_same_way_may_be_our_fault(said):
    source = misconception("scratch.relu", "absolute_value").source
    (sentence,) = said([entry(f"s{n}", answers={"scratch.relu": source}) for n in range(4)])
    assert "everybody who began it failed it in the same way (4 students)" in sentence
    assert "it may be a fault of the course" in sentence


def test_an_exercise_that_nobody_passed_is_told_and_one_that_nobody_began_is_not(said):
    sources = (
        misconception("scratch.relu", "absolute_value").source,
        "def relu(x):\n    return 1 / 0",
        "def relu(x):\n    return 5",
    )
    entries = [entry(f"s{n}", answers={"scratch.relu": source}) for n, source in enumerate(sources)]
    (sentence,) = said(entries)
    assert "nobody passed it (3 students)" in sentence
    begun = [entry(f"s{n}", answers={"scratch.relu": untouched("scratch.relu")}) for n in range(4)]
    assert said(begun) == []


def test_what_more_than_a_tenth_met_stands_first_the_widest_before_all(said):
    errors = (CellError(3, "TypeError: bad"),)
    entries = [*right(14), *(entry(f"m{n}", errors=errors) for n in range(4)), entry("z", untouched=True)]
    sentences = said(entries, absent=["kim"])
    assert sentences == [
        f"{TITLE}: a cell of 4 notebooks stopped with TypeError: bad.",
        "1 student has no notebook that could be graded.",
        f"{TITLE}: 1 notebook came out untouched: no answer was begun.",
    ]
