"""Another platform is one module and its line in the tuple: here is one, and nothing else knows of it."""

import pytest

from course_utils.classroom import layout, submissions
from course_utils.classroom.export import export
from course_utils.classroom.gradebook import Gradebook
from course_utils.classroom.platforms import PLATFORMS, TAKING_BACK
from course_utils.classroom.platforms.nbgrader import Nbgrader
from course_utils.classroom.platforms.platform import Export, LearningPlatform, Owner
from course_utils.classroom.report.files import feedback_zip
from course_utils.classroom.scores import class_scores
from course_utils.classroom.submissions import find_submissions
from course_utils.classroom.tables import Table
from course_utils.course import COURSE
from tests.classroom.helpers import START, entry
from tests.classroom.labs import hand_in, lab


class Pigeon(LearningPlatform):
    name, title, layout, template = "pigeon", "Pigeon", "Pigeon post", "list"
    names_files = True

    def owner_of_file(self, name):
        student, _, file = name.partition("--")
        if not file:
            return None
        return Owner(student=student, name=student.title(), platform_id=student, platform=self.name, file=file)

    def table(self, scores):
        rows = [(student.platform_id, f"{student.points:g}") for student in scores.students]
        return Export(Table((("who", "points"), *rows)), ())

    def fill_in(self, scores, template):
        return self.table(scores)

    def feedback_name(self, student):
        return f"{student.platform_id}.html"


@pytest.fixture
def pigeon(monkeypatch):
    made = Pigeon()
    for module in (layout, submissions):
        monkeypatch.setattr(module, "PLATFORMS", (*PLATFORMS, made))
    monkeypatch.setitem(TAKING_BACK, made.name, made)


@pytest.mark.usefixtures("pigeon")
def test_another_platform_is_found_exported_to_and_handed_back_to(tmp_path):
    hand_in(tmp_path / "in/ann--04.ipynb", lab())
    (tmp_path / "in/ann--data.csv").write_text("1,2")
    (tmp_path / "in/doe_1_2_04.ipynb").write_text("{}")
    (tmp_path / "in/stray.ipynb").write_text("{}")
    found = find_submissions(tmp_path / "in", tmp_path)
    assert [(item.student, item.platform_id, list(item.copies)) for item in found.submissions] == [
        ("ann", "ann", ["data.csv"]),
        ("doe_1", "1", []),
    ]
    assert found.layouts == {"Pigeon post": 1, "Canvas download": 1}
    assert [line.place for line in found.set_aside] == ["stray.ipynb"]
    with Gradebook(COURSE, tmp_path / "grades.db", create=True) as book:
        book.add(entry("ann", START, platform="pigeon", platform_id="ann"))
        scores = class_scores(COURSE, book)
    assert export(scores, "pigeon").table.to_bytes() == b"who,points\nann,1\n"
    assert feedback_zip(scores, "pigeon").pages == 1


def test_every_platform_has_a_name_of_its_own():
    assert len({platform.layout for platform in PLATFORMS}) == len(PLATFORMS)
    assert list(TAKING_BACK) == ["canvas", "moodle"]


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("2026-10-25 02:50:00 CEST", "2026-10-25T00:50:00+00:00"),
        ("2026-10-25 02:10:00 CET", "2026-10-25T01:10:00+00:00"),
        ("2026-05-01 23:30:00 America/New_York", "2026-05-02T03:30:00+00:00"),
        ("2015-02-02 15:58:23.948203 PST", "2015-02-02T23:58:23.948203+00:00"),
        ("2026-05-02 01:00:00.000001 UTC\n", "2026-05-02T01:00:00.000001+00:00"),
        ("2026-05-02 01:00:00", "2026-05-02T01:00:00+00:00"),
        ("2026-05-02 01:00:00 -03", "2026-05-02T04:00:00+00:00"),
        ("2026-05-02 01:00:00 +0530", "2026-05-01T19:30:00+00:00"),
        ("2026-05-02T01:00:00Z", "2026-05-02T01:00:00+00:00"),
        ("yesterday", None),
        ("2026-05-02 01:00:00 Nowhere/Land", None),
        ("2026-05-02 01:00:00 ../../etc/passwd", None),
        ("2026-02-30 01:00:00 UTC", None),
        ("9999-12-31 23:59:59 -12", None),
        ("\udcff" * 3, None),
    ],
)
def test_a_time_of_nbgrader_is_an_instant(tmp_path, text, instant):
    (tmp_path / "timestamp.txt").write_bytes(text.encode("utf-8", "surrogateescape"))
    found = Nbgrader().handed_in_at(tmp_path)
    assert (found and found.isoformat()) == instant


def test_a_time_that_cannot_be_read_is_none(tmp_path, monkeypatch):
    assert Nbgrader().handed_in_at(tmp_path) is None
    (tmp_path / "timestamp.txt").write_text("2026-05-02 01:00:00")
    (tmp_path / "link").mkdir()
    (tmp_path / "link/timestamp.txt").symlink_to(tmp_path / "timestamp.txt")
    assert Nbgrader().handed_in_at(tmp_path / "link") is None

    def refuse(*arguments, **options):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("builtins.open", refuse)
    assert Nbgrader().handed_in_at(tmp_path) is None


@pytest.mark.parametrize(
    ("names", "inner", "refused"),
    [
        ({"submitted", "source"}, "submitted", ""),
        ({"submitted", "nbgrader_config.py"}, "submitted", ""),
        ({"inbound", "outbound", "feedback"}, "inbound", ""),
        ({"submitted"}, None, ""),
        ({"ann", "bo"}, None, ""),
        ({"source", "release"}, None, "nbgrader collect"),
        ({"gradebook.db"}, None, "nbgrader collect"),
        ({"autograded", "feedback", "downloaded"}, None, "downloaded/ASSIGNMENT/archive"),
    ],
)
def test_the_root_of_a_course_of_nbgrader_is_known_in_each_of_its_states(names, inner, refused):
    assert Nbgrader().submissions_in(names) == inner
    reason = Nbgrader().without_submissions(names)
    assert refused in reason
    assert bool(reason) == bool(refused)
