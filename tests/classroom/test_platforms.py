"""Another platform is one module and its line in the tuple: here is one, and nothing else knows of it."""

import pytest

from course_utils.classroom import submissions
from course_utils.classroom.export import export
from course_utils.classroom.gradebook import Gradebook
from course_utils.classroom.platforms import PLATFORMS, TAKING_BACK
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
        return Owner(student=student, name=student.title(), platform_id=student, file=file) if file else None

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
    monkeypatch.setattr(submissions, "PLATFORMS", (*PLATFORMS, made))
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
    assert found.unplaced == (
        "stray.ipynb: belongs to no student's folder and is not named as Moodle or Canvas or Pigeon names files",
    )
    with Gradebook(COURSE, tmp_path / "grades.db", create=True) as book:
        book.add(entry("ann", START, platform_id="ann"))
        scores = class_scores(COURSE, book)
    assert export(scores, "pigeon").table.to_bytes() == b"who,points\nann,1\n"
    assert feedback_zip(scores, "pigeon").pages == 1


def test_every_platform_has_a_name_of_its_own():
    assert len({platform.layout for platform in PLATFORMS}) == len(PLATFORMS)
    assert list(TAKING_BACK) == ["canvas", "moodle"]
