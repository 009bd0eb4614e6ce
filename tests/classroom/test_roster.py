"""Class lists: what is read as one, whom it finds, and whose names fit."""

import pytest

from course_utils.classroom.platforms.listed import names_fit, same_name
from course_utils.classroom.platforms.platform import Owner
from course_utils.classroom.roster import read_roster
from course_utils.errors import CourseError
from tests.classroom.downloads import canvas, moodle, nbgrader
from tests.classroom.downloads.pupil import Pupil

CLASS = (
    Pupil(first="Jane", last="Doe", number=7, login="jd@x.org", group="Team Rocket"),
    Pupil(first="Rik", last="Roe", number=8, login="rr@x.org", group="Team Rocket"),
    Pupil(first="Ina", last="Innocent", number=42, login="ii@x.org"),
)


@pytest.fixture
def read(tmp_path):
    def read(data, columns=None):
        (tmp_path / "class.csv").write_bytes(data.encode() if isinstance(data, str) else data)
        return read_roster(tmp_path / "class.csv", columns)

    return read


@pytest.mark.parametrize(
    ("one", "other", "fit"),
    [
        ("doejane", "Doe, Jane", True),
        ("janedoe", "Doe, Jane", True),
        ("JANE DOE", "Doe, Jane", True),
        ("Jane M. Doe", "Doe, Jane", True),
        ("Smith, Jane", "doejane", True),  # married
        ("Bob Doe", "Doe, Robert", True),  # a nickname
        ("mullerjan", "Mueller, Jan", True),
        ("Müller", "Mueller", True),
        ("evamaria", "Maria, Eva", True),
        ("ONeil Pat", "O'Neil, Pat", True),
        ("王小明", "王, 小明", True),
        ("Łukasz Øst", "lukasz ost", True),
        ("…", "Doe, Jane", True),  # nothing to compare
        ("Team Rocket", "Ina Innocent", False),
        ("teamrocket", "Roe, Rik", False),
        ("J. Smith", "Doe, J.", False),
        ("王小明", "李, 大", False),
        ("राम कुमार", "सीता देवी", False),
        ("s1234567", "Jane Doe", False),
    ],
)
def test_names_fit_if_they_can_be_one_persons(one, other, fit):
    assert names_fit(one, other) is names_fit(other, one) is fit


def test_a_name_of_many_equal_words_is_compared_at_once():
    assert not same_name("a " * 40 + "b", "a" * 40 + "c")


@pytest.mark.parametrize(
    ("data", "platform"),
    [
        (canvas.gradebook(CLASS, hidden=True), "canvas"),
        (canvas.gradebook(CLASS).replace(b"Student,", b"LastName,FirstName,").replace(b'"Doe, Jane"', b"Doe,Jane")
         .replace(b'"Roe, Rik"', b"Roe,Rik").replace(b'"Innocent, Ina"', b"Innocent,Ina")
         .replace(b"Points Possible", b"Points Possible,"), "canvas"),
        (canvas.groups(CLASS), "canvas"),
        (moodle.worksheet(CLASS), "moodle"),
        (moodle.worksheet(CLASS).replace(b"Maximum grade", b"Maximum Grade"), "moodle"),
        (moodle.worksheet(CLASS, moodle.GERMAN, "Teilnehmer/in", comma=True), "moodle"),
    ],
)  # fmt: skip
def test_a_list_of_a_platform_finds_students_by_their_numbers(read, data, platform):
    roster = read(data)
    assert [(one.platform, one.platform_id) for one in roster.students] == [(platform, n) for n in ("7", "8", "42")]
    jane = roster.find(Owner(student="doejane_7", name="doejane", platform=platform, platform_id="7"))
    assert jane is roster.students[0]
    assert "jd" in jane.ids
    renamed = Owner(student="smithjane_7", name="Jane Smith", platform=platform, platform_id="7")
    assert roster.find(renamed) is jane
    elsewhere = "canvas" if platform == "moodle" else "moodle"
    assert roster.find(Owner(student="x_7", name="Nobody", platform=elsewhere, platform_id="7")) is None


@pytest.mark.parametrize(
    "data",
    [nbgrader.students(CLASS), moodle.participants(CLASS), "name;login\nJane Doe;jd\nRik Roe;rr\n".encode("utf-16")],
)
def test_any_list_with_ids_or_addresses_and_names_finds_students(read, data):
    roster = read(data)
    assert roster.find(Owner(student="jd", name="jd")).name == "Jane Doe"
    assert roster.find(Owner(student="Roe Rik", name="Roe Rik")).name == "Rik Roe"
    assert roster.find(Owner(student="Rik Rocket", name="Rik Rocket")) is None  # one word is not enough to be found by
    assert roster.fits(Owner(student="jd", name="jd"), roster.students[0])


def test_an_id_of_another_kind_is_not_taken_for_the_number_of_a_platform(read):
    roster = read("id,name\n42,Jane Doe\n43,Rik Roe\n")
    assert (
        roster.find(Owner(student="Rik Roe_42", name="Rik Roe", platform="moodle", platform_id="42")).name == "Rik Roe"
    )


def test_columns_are_named_where_they_cannot_be_told(read):
    text = "Kennung,Wer,Gruppe\n1,Jane Doe,Rot\n2,Rik Roe,Blau\n"
    with pytest.raises(CourseError, match=r"no column that we take for the students' names.*'Kennung', 'Wer'"):
        read(text)
    roster = read(text, {"id": "kennung", "name": "Wer", "group": "Gruppe"})
    assert [one.name for one in roster.members("rot")] == ["Jane Doe"]
    with pytest.raises(CourseError, match="no column 'Name'"):
        read(text, {"name": "Name"})
    with pytest.raises(CourseError, match="A class list has no 'color'"):
        read(text, {"color": "Wer"})


def test_a_named_column_is_added_to_what_a_platform_lists(read):
    made = canvas.gradebook(CLASS).decode().replace("Section", "Section,Team").replace(",A,", ",A,Red,")
    assert len(read(made, {"group": "Team"}).members("Red")) == 3


def test_a_group_has_members_and_is_no_student(read):
    roster = read(canvas.groups(CLASS))
    team = Owner(student="teamrocket_7", name="teamrocket", platform="canvas", platform_id="7")
    assert roster.is_group(team)
    assert [one.name for one in roster.members("teamrocket")] == ["Jane Doe", "Rik Roe"]
    assert not roster.is_group(Owner(student="doejane_7", name="doejane", platform="canvas", platform_id="7"))


def test_who_stands_in_two_groups_is_one_student(read):
    roster = read("id,name,group\n1,Jane Doe,Red\n1,Jane Doe,Blue\n")
    assert [one.groups for one in roster.students] == [("Red", "Blue")]


def test_one_id_of_two_students_is_refused_with_both_names(read):
    with pytest.raises(CourseError, match=r"one id for two students\. 7: Jane Doe and Rik Roe"):
        read("id,name\n7,Jane Doe\n7,Rik Roe\n")


def test_one_name_before_the_at_on_two_servers_is_nobodys_id(read):
    roster = read("email,name\njd@x.org,Jane Doe\njd@y.org,John Doe\n")
    assert roster.find(Owner(student="jd", name="jd")) is None
    assert roster.find(Owner(student="jd@y.org", name="jd@y.org")).name == "John Doe"


def test_two_of_one_name_are_not_guessed_between(read):
    assert read("id,name\n1,Jane Doe\n2,Jane Doe\n").find(Owner(student="Jane Doe", name="Jane Doe")) is None
