"""The pages of a report: what they say, whom they name, and that nothing a student wrote becomes part of a page."""

import io
import re
import zipfile
from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from course_utils.autograder.key_source import answers_for
from course_utils.classroom.account import Line
from course_utils.classroom.gradebook import Gradebook, Override, Person
from course_utils.classroom.notes import CellError, LeftOut, Remark
from course_utils.classroom.report.charts import histogram
from course_utils.classroom.report.files import feedback_zip, write_folder
from course_utils.classroom.scores import class_scores
from course_utils.course import COURSE, main
from course_utils.errors import CourseError
from course_utils.notebook_files import read_notebook, solve, write_notebook
from tests.classroom.helpers import EXERCISES, SCRATCH, START, canvas, entry, misconception, moodle, untouched, verdict
from tests.notebook_helpers import stub_cells

HOSTILE = ("<script>alert(1)</script>", "../../etc/x", "a\x1b[31m\u202e`b`", '"><img src=x onerror=y>', "CON", "A/b\\c")
RAISES = "def relu(x):\n    raise ValueError('<script>alert(2)</script>')"
UNKNOWN = "def relu(x):\n    raise ValueError"


class Page(HTMLParser):
    """The elements of a page, each with its attributes, and its text."""

    def __init__(self, text):
        super().__init__()
        self.source, self.tags, self.open, self.words = text, [], [], []
        self.feed(text)
        assert self.open == []
        self.text = re.sub(r"\s+", " ", " ".join(self.words))

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in ("meta", "rect", "line"):
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if "style" not in self.open:
            self.words.append(data)


@pytest.fixture
def book(tmp_path):
    with Gradebook(COURSE, tmp_path / "grades.db", create=True) as made:
        made.begin({}, seed=1234)
        yield made


@pytest.fixture
def report(book, tmp_path):
    """Write the report on these submissions; return the class page and those of the students, by file name."""

    def write(*entries, anonymous=False):
        for item in entries:
            book.add(item)
        write_folder(class_scores(COURSE, book), tmp_path / "out", "secret", anonymous)
        return read(tmp_path / "out")

    return write


def read(folder):
    students = {path.name: Page(path.read_text()) for path in sorted((folder / "students").iterdir())}
    return Page((folder / "index.html").read_text()), students


def test_a_student_reads_what_was_seen_expected_diagnosed_and_what_may_help(report):
    known = misconception("scratch.relu", "absolute_value")
    answers = {"scratch.relu": known.source, "scratch.graph": untouched("scratch.graph")}
    _, pages = report(entry("ann", answers=answers, late=True))
    (page,) = pages.values()
    text = page.text
    seen = verdict("scratch.relu", known.source)
    assert "Partly right: ReLU for numbers and arrays" in text
    assert seen.counterexamples[0].sentence().replace("`", "") in re.sub(r" (?=[;.])", "", text)
    assert known.message.replace("`", "") in text
    assert f"Hint: {known.hint}".replace("`", "") in text
    assert "Still open: The shape of the graph (0 of 1 points)" in text
    assert "handed in late" in text
    assert "Not checked:" in text
    headings = [tag for tag, _ in page.tags if re.fullmatch(r"h\d", tag)]
    assert headings == ["h1", "h2"] + ["h3"] * len(EXERCISES[SCRATCH])


TWO_MISTAKES = "def relu(x):\n    return np.abs(x.copy())"


def test_a_student_reads_of_two_mistakes_and_the_class_page_counts_both(report):
    page, pages = report(
        entry("ann", answers={"scratch.relu": TWO_MISTAKES}), entry("ben", answers={"scratch.relu": TWO_MISTAKES})
    )
    named = verdict("scratch.relu", TWO_MISTAKES).diagnoses
    assert [one.name for one in named] == ["absolute_value", "form_arrays_alone"]
    for text in (next(iter(pages.values())).text, page.text):
        assert all(one.message.replace("`", "") in text for one in named)
    assert page.text.count("2 (100 %)") >= 2
    assert all(one.hint.replace("`", "") in next(iter(pages.values())).text for one in named)


def test_a_student_reads_what_happened_to_the_notebook_in_plain_words(report):
    _, pages = report(
        entry(
            "ann",
            remarks=(Remark("scratch.relu", "its cell was moved."),),
            errors=(CellError(4, "It hung.", left_out=True), CellError(9, "NameError: <b>x</b> is not defined")),
            troubles=(LeftOut("scratch.relu", "It hung."),),
        ),
        entry("ann", notebook="", state="unreadable", place="ann/broken.ipynb", reason="The file is cut off."),
    )
    text = next(iter(pages.values())).text
    assert "ReLU for numbers and arrays: its cell was moved." in text
    assert "Code cell 9 raised NameError: <b>x</b> is not defined" in text
    assert "The check of “ReLU for numbers and arrays” was left out. It hung." in text
    assert "Code cell 4 raised" not in text
    assert "ann/broken.ipynb: The file is cut off." in text


def test_misconceptions_are_counted_exercise_by_exercise(report):
    planted = Counter({"absolute_value": 3, "leaky": 2, "softplus": 1})
    sources = [misconception("scratch.relu", name).source for name in planted.elements()]
    bad = [entry(f"s{number}", answers={"scratch.relu": source}) for number, source in enumerate(sources)]
    old = replace(bad[0], student="s9", name="s9", state="superseded")
    page, _ = report(*bad, old, entry("right"), entry("odd", answers={"scratch.relu": UNKNOWN}))
    cells = re.findall(r"<tr>(.*?)</tr>", page.source, re.DOTALL)
    for name, number in planted.items():
        message = misconception("scratch.relu", name).message.split("`")[0]
        (row,) = [cell for cell in cells if message in cell]
        assert f'<td class="number">{number} ({100 * number / 8:.0f} %)</td>' in row
    assert "Wrong in ways that we do not know: ReLU for numbers and arrays (1)." in page.text


def test_the_class_page_says_who_examined_the_same_patient(report):
    def signed(student, name):
        item = entry(student)
        return replace(item, verdicts=(replace(item.verdicts[0], signed=name), *item.verdicts[1:]))

    page, _ = report(signed("ben", "Ada"), signed("cem", "<b>ada</b>"), signed("dee", "ADA"), signed("eva", ""))
    assert "One name, several students" in page.text
    assert re.search(r"ben, dee gave the name ada\b", page.text)
    assert "cem, " not in page.text
    alone, _ = report(signed("dee", "Dee"))
    assert "One name, several students" not in alone.text


def test_the_class_page_shows_how_hard_each_exercise_was_and_how_the_points_are_spread(report):
    leaky = misconception("scratch.relu", "leaky").source
    page, _ = report(
        entry("a", answers={"scratch.relu": leaky}),
        entry("b", answers={"scratch.relu": untouched("scratch.relu")}),
        entry("c"),
        entry("d"),
    )
    (row,) = re.findall(r"<tr><th scope=\"row\">ReLU for numbers and arrays</th>(.*?<svg.*?)</tr>", page.source)[:1]
    numbers = re.findall(r'class="number">([^<]*)<', row)
    state = verdict("scratch.relu", leaky).state
    assert state in ("partial", "failed")
    partial, failed = ("1 (25 %)", "0") if state == "partial" else ("0", "1 (25 %)")
    assert numbers == ["5", "2 (50 %)", partial, failed, "1 (25 %)"]
    (chart,) = [attributes for tag, attributes in page.tags if tag == "svg" and attributes.get("role") == "img"]
    assert "2 from 18 to 20" in chart["aria-label"]
    assert "1 from 14 to under 16" in chart["aria-label"]
    report(entry("e", START))
    page, _ = report()
    assert "4 students with a grade, 1 without, out of 20 points: from 15 to 20" in page.text


@pytest.mark.parametrize(
    ("values", "out_of", "words"),
    [
        ([0, 1.99, 2, 19.99, 20], 20, "2 from 0 to under 2, 1 from 2 to under 4, 2 from 18 to 20."),
        ([0.3, 0.29, 1], 1, "1 from 0.2 to under 0.3, 1 from 0.3 to under 0.4, 1 from 0.9 to 1."),
        ([19, 18], 19, "2 from 18 to 19."),
        ([], 20, "There are no students."),
    ],
)
def test_a_histogram_counts_each_value_in_one_range_and_says_so(values, out_of, words):
    drawn = histogram(values, out_of, "Points")
    assert words in drawn
    assert sum(map(int, re.findall(r'y="[\d.]+">(\d+)</text>', drawn.split('class="axis"')[0]))) == len(values)


def test_no_text_of_a_student_becomes_a_part_of_a_page_or_a_path(report, tmp_path):
    entries = [
        entry(
            name,
            answers={"scratch.relu": RAISES},
            errors=(CellError(1, name),),
            remarks=(Remark(name, name),),
            troubles=(LeftOut(name, name),),
        )
        for name in HOSTILE
    ]
    entries += [entry(name, notebook="", state="unreadable", place=f"{name}/x", reason=name) for name in HOSTILE]
    page, pages = report(*entries)
    assert len(pages) == len(HOSTILE)
    assert {path.relative_to(tmp_path).parts[0] for path in tmp_path.rglob("*.html")} == {"out"}
    for name in pages:
        assert re.fullmatch(r"[A-Za-z0-9-]+-[0-9a-f]{12}\.html", name)
    for shown in (page, *pages.values()):
        assert not {"script", "img", "iframe", "link", "form"} & {tag for tag, _ in shown.tags}
        assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f\u202e]", shown.source)
        for tag, attributes in shown.tags:
            assert not [key for key in attributes if key.startswith("on") or key in ("src", "srcset", "action")]
            if tag == "a":
                assert re.fullmatch(r"account\.html|students/[A-Za-z0-9-]+\.html", attributes["href"])
        assert "url(" not in shown.source
        assert "default-src 'none'" in shown.source
    assert "<script>alert(1)</script>" in page.text  # shown as what it is


def test_every_link_leads_to_a_page_and_names_that_look_alike_have_pages_of_their_own(report):
    page, pages = report(*(entry(name) for name in ("Ann Lee", "ann-lee", "Änn Lee", "李", "王")))
    links = [attributes["href"] for tag, attributes in page.tags if tag == "a"]
    assert sorted(links) == ["account.html", *sorted(f"students/{name}" for name in pages)]
    assert len({name.casefold() for name in pages}) == 5


def test_an_anonymous_report_names_nobody_and_its_links_are_no_ones_guess(report, book, tmp_path):
    named = [canvas(f"person{letter}", 70 + place, 1000 + place) for place, letter in enumerate("abcdefgh")]
    twice = replace(named[0], place="persona_70_2000_again.ipynb", graded_at="2026-02-01")
    broken = entry("personz", notebook="", state="unreadable", reason="The file is cut off.")
    report(*named, twice, broken)
    page, pages = report(anonymous=True)
    assert len(pages) == 9  # the named pages are gone
    for text in [page.source, *(shown.source for shown in pages.values()), *pages]:
        assert "person" not in text
    assert "The file is cut off." in page.text
    assert "It was handed in more than once" in page.text
    order = [attributes["href"] for tag, attributes in page.tags if tag == "a"]
    write_folder(class_scores(COURSE, book), tmp_path / "other", "another secret", True)
    other = [attributes["href"] for tag, attributes in read(tmp_path / "other")[0].tags if tag == "a"]
    assert not set(order) & set(other)


def test_the_page_on_files_says_what_became_of_each_and_who_has_none(report, book, tmp_path):
    book.add(entry("jane"))
    book.finish(
        "/in",
        [Person(student="jane", name="Jane"), Person(student="rik", name="Rik", note="Nothing was handed in.")],
        [
            Line(place="jane/04.ipynb", fate="counts", students=("jane",), notebook=SCRATCH, moment=1777683600.0),
            Line(place="jane/old.ipynb", fate="older", students=("jane",), of="jane/04.ipynb", reason="It is older."),
            Line(place="jane/x.csv", fate="beside", students=("jane",), of="jane/04.ipynb"),
            *(Line(place=name, fate="set aside", reason=name) for name in HOSTILE),
        ],
        {("jane", "jane/04.ipynb")},
    )
    page, _ = report()
    assert "1 student has no notebook that could be graded." in page.text
    shown = Page((tmp_path / "out/account.html").read_text())
    for text in (
        "9 files: 1 counts, 1 is an older attempt, 1 lies beside a notebook, 6 are set aside.",
        "jane/04.ipynb jane 04 2026-05-02 01:00 UTC counts.",
        "jane/old.ipynb jane – – does not count: It is older. jane/04.ipynb counts.",
        "jane/x.csv jane – – goes with jane/04.ipynb.",
        "<script>alert(1)</script> nobody's – – is set aside: <script>alert(1)</script>",
        "rik Nothing was handed in.",
    ):
        assert text in shown.text
    assert not {"script", "img", "iframe", "link", "form"} & {tag for tag, _ in shown.tags}
    links = {attributes["href"] for tag, attributes in shown.tags if tag == "a"}
    assert links == {f"students/{path.name}" for path in (tmp_path / "out/students").iterdir()}
    page, _ = report(anonymous=True)
    assert not (tmp_path / "out/account.html").exists()
    assert "account.html" not in page.source


def test_the_same_gradebook_gives_the_same_pages(report, tmp_path):
    entries = [entry("a", answers={"scratch.relu": RAISES}), entry("b"), entry("b", START)]
    report(*entries)
    first = {path: path.read_bytes() for path in (tmp_path / "out").rglob("*.html")}
    report(*(replace(item, graded_at="2027", cpu_seconds=9.0, wall_seconds=9.0) for item in reversed(entries)))
    assert {path: path.read_bytes() for path in (tmp_path / "out").rglob("*.html")} == first


def test_a_folder_that_holds_something_else_is_left_alone(book, tmp_path, capsys):
    book.add(entry("ann"))
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "index.html").write_text("my own page")
    (tmp_path / "mine" / "students").mkdir()
    (tmp_path / "mine" / "students" / "x.html").write_text("mine, too")
    assert main(["report", str(book.path), "--out", str(tmp_path / "mine")]) == 2
    assert "something else than a report" in capsys.readouterr().err
    assert (tmp_path / "mine" / "index.html").read_text() == "my own page"
    assert (tmp_path / "mine" / "students" / "x.html").exists()
    assert main(["report", str(book.path), "--out", str(book.path)]) == 2
    assert "cannot be used for a report" in capsys.readouterr().err


def test_a_score_set_by_hand_stands_on_both_pages(report, book):
    book.set_override(Override("ann", "scratch.relu", 1.0, "`copied`", "2026"))
    page, pages = report(entry("ann"))
    assert "ReLU for numbers and arrays" in page.source.rpartition("Students</h2>")[2]
    assert "16" in page.source.rpartition("Students</h2>")[2]
    assert "Your lecturer set this score to 1: copied . Before, it was 5." in next(iter(pages.values())).text


def files_of(packed):
    with zipfile.ZipFile(io.BytesIO(packed.data)) as opened:
        assert opened.testzip() is None
        return {name: opened.read(name).decode() for name in opened.namelist()}


def test_canvas_takes_its_own_names_back(book, tmp_path):
    for item in (canvas("doejane", 4711, 815), canvas("roerik", 4712, 816, late=True), canvas("123", 4713, 817)):
        book.add(item)
    book.add(entry("folder"))
    packed = feedback_zip(class_scores(COURSE, book), "canvas")
    files = files_of(packed)
    assert sorted(files) == [
        "doejane_4711_815_feedback.html",
        "roerik_LATE_4712_816_feedback.html",
        "student123_4713_817_feedback.html",
    ]
    for name in files:  # as Canvas looks for the student and the upload
        first, second = [piece for piece in name.split("_") if piece.isdigit()][:2]
        assert (first, second) in {("4711", "815"), ("4712", "816"), ("4713", "817")}
    assert "<h1>doejane</h1>" in files["doejane_4711_815_feedback.html"]
    assert packed.remarks == ("folder was not in Canvas's own download and is left out.",)


def test_moodle_takes_folders_that_name_the_student_and_the_plugin(book):
    for item in (moodle("Jane Doe", 7), moodle("a_b/../c", 8)):
        book.add(item)
    files = files_of(feedback_zip(class_scores(COURSE, book), "moodle"))
    assert sorted(files) == [
        "Jane Doe_7_assignfeedback_file/feedback.html",
        "a b-..-c_8_assignfeedback_file/feedback.html",
    ]
    for name in files:  # as Moodle's importziplib.php takes it apart
        _, number, kind, plugin, *rest = name.split("/")[0].split("_", 4)
        assert (number, kind, plugin, rest) in [
            ("7", "assignfeedback", "file", []),
            ("8", "assignfeedback", "file", []),
        ]


def test_a_zip_has_the_same_bytes_every_time_and_is_not_overwritten(book, tmp_path, capsys):
    book.add(moodle("Jane Doe", 7))
    out = tmp_path / "back.zip"
    command = ["report", str(book.path), "--zip", "moodle", "--out", str(out)]
    assert main(command) == 0
    first = out.read_bytes()
    with zipfile.ZipFile(out) as packed:
        assert {member.date_time for member in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert main(command) == 2
    assert "--force" in capsys.readouterr().err
    assert main([*command, "--force"]) == 0
    assert out.read_bytes() == first
    assert main([*command, "--force", "--anonymous"]) == 2
    with pytest.raises(CourseError, match="No submission of this gradebook was in Canvas's own download"):
        feedback_zip(class_scores(COURSE, book), "canvas")


def test_no_page_says_the_answer(report):
    """After the deadline others may still work on it: a page shows what was expected once, and no solution."""
    answers = {exercise.id: answers_for(exercise).misconceptions[0].source for exercise in EXERCISES[SCRATCH]}
    _, pages = report(entry("ann", answers=answers))
    (page,) = pages.values()
    for exercise in EXERCISES[SCRATCH]:
        assert answers_for(exercise).solution.strip() not in page.text


def test_from_a_moodle_download_to_feedback_and_grades(tmp_path, capsys):
    """End to end, without the sandbox, which has tests of its own."""
    for name, source in (("Jane Doe_7", None), ("Rik Roe_8", misconception("start.double", "adds_two").source)):
        notebook = solve(COURSE, read_notebook(COURSE.notebook("00")))
        if source:
            stub_cells(notebook)["start.double"].source = source
        write_notebook(notebook, tmp_path / "in" / f"{name}_assignsubmission_file" / "mine.ipynb")
    broken = tmp_path / "in" / "Cut Off_9_assignsubmission_file" / "mine.ipynb"
    broken.parent.mkdir()
    broken.write_text('{"cells": [')
    book = str(tmp_path / "grades.db")
    assert main(["grade", str(tmp_path / "in"), "--gradebook", book, "--jobs", "1", "--trust-submissions"]) == 0
    assert main(["override", book, "9", "start.double", "0.5", "--reason", "the printout was right"]) == 0
    assert main(["export", book, "--to", "moodle", "--out", str(tmp_path / "m.csv")]) == 0
    grades = dict(re.findall(r"^Participant (\d+),[^,]+,([^,]*),", (tmp_path / "m.csv").read_text(), re.MULTILINE))
    assert (grades["7"], grades["9"]) == ("1", "0.5")
    assert 0 <= float(grades["8"]) < 1
    assert main(["report", book, "--out", str(tmp_path / "out")]) == 0
    page, pages = read(tmp_path / "out")
    assert len(pages) == 3
    assert misconception("start.double", "adds_two").message.split("`")[0] in page.text
    assert main(["report", book, "--zip", "moodle", "--out", str(tmp_path / "back.zip")]) == 0
    with zipfile.ZipFile(tmp_path / "back.zip") as packed:
        assert len(packed.namelist()) == 3
