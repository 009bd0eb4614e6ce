"""Who is who: an id is one student, a class list says whose a name is, and nobody gets another's grade."""

import pytest

from course_utils.classroom.gradebook import Person
from course_utils.classroom.people import NOTHING, UNLISTED
from course_utils.classroom.roster import read_roster
from course_utils.classroom.submissions import find_submissions
from course_utils.course import COURSE
from tests.classroom.downloads import moodle as downloads
from tests.classroom.downloads.pupil import Pupil

IN = "assignsubmission_file"
WORKSHEET = (
    "Identifier,Full name,Status,Group,Grade,Maximum grade,Last modified (grade),Feedback comments\n"
    "Participant 11,Jane Doe,-,Team Rocket,,20.00,-,\nParticipant 12,Jo Roe,-,Team Rocket,,20.00,-,\n"
    "Participant 42,Ina Innocent,-,,,20.00,-,\nParticipant 9,Sam Solo,-,,,20.00,-,\n"
)


@pytest.fixture
def find(tmp_path):
    """Return what is found in a folder of notebooks at these places."""

    def found(*places, roster="", known=()):
        (tmp_path / "scratch").mkdir(exist_ok=True)
        for place in places:
            (tmp_path / "in" / place).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / "in" / place).write_text("{}")
        listed = None
        if roster:
            (tmp_path / "list.csv").write_text(roster)
            listed = read_roster(tmp_path / "list.csv")
        return find_submissions(tmp_path / "in", tmp_path / "scratch", COURSE, listed, known)

    return found


def students(found):
    return {person.student: person for person in found.people}


def owners(found):
    return sorted((item.place, item.student) for item in found.submissions)


def test_one_id_is_one_student_whatever_the_name_today(find):
    jane = f"Jane Doe_7_{IN}/04.ipynb", f"Jane Roe_7_{IN}/04.ipynb"
    found = find(*jane)
    assert owners(found) == [(place, "Jane Doe_7") for place in jane]
    assert found.said == ("Jane Doe and Jane Roe are one student.",)


def test_a_name_that_does_not_fit_its_id_is_said(find):
    found = find("doejane_7_1_04.ipynb", "quux_7_2_04.ipynb")
    assert len(found.people) == 1
    assert found.said == ("The id 7 goes with doejane and with quux; it is one student.",)


def test_the_gradebook_s_students_keep_their_keys(find):
    known = [Person(student="doejane_7", name="doejane", platform="canvas", platform_id="7")]
    assert owners(find("roejane_7_2_04.ipynb", known=known)) == [("roejane_7_2_04.ipynb", "doejane_7")]


def test_a_group_and_a_student_of_one_number_in_moodle_are_two(find):
    found = find(f"Team Rocket_42_{IN}/04.ipynb", f"Ina Innocent_42_{IN}/04.ipynb")
    assert set(students(found)) == {"Team Rocket_42", "Ina Innocent_42"}
    assert any("may be a group" in sentence for sentence in found.said)
    assert any("kept apart" in sentence for sentence in found.said)


def test_a_suspected_group_is_said_with_the_way_out(find):
    for place in (f"Team Rocket_42_{IN}/04.ipynb", "group3_42_1_04.ipynb"):
        assert any("--roster CLASS.csv" in sentence for sentence in find(place).said)


def test_each_member_has_the_group_s_notebook_and_a_stranger_of_its_number_nothing(find):
    found = find(f"Team Rocket_42_{IN}/04.ipynb", f"Sam Solo_9_{IN}/04.ipynb", roster=WORKSHEET)
    assert owners(found) == [
        (f"Sam Solo_9_{IN}/04.ipynb", "Sam Solo_9"),
        (f"Team Rocket_42_{IN}/04.ipynb", "Jane Doe_11"),
        (f"Team Rocket_42_{IN}/04.ipynb", "Jo Roe_12"),
    ]
    people = students(found)
    assert people["Ina Innocent_42"].note == NOTHING
    assert {people[name].note for name in ("Jane Doe_11", "Jo Roe_12", "Sam Solo_9")} == {""}


def test_without_groups_on_the_list_nobody_gets_the_group_s_grade(find):
    found = find(
        f"Team Rocket_42_{IN}/04.ipynb", f"Sam Solo_9_{IN}/04.ipynb", roster=WORKSHEET.replace("Team Rocket", "")
    )
    assert owners(found) == [(f"Sam Solo_9_{IN}/04.ipynb", "Sam Solo_9")]
    group = students(found)["Team Rocket_42"]
    assert "The id 42 is Ina Innocent's on the class list" in group.problem
    assert (group.platform, group.platform_id) == ("", "")
    assert students(found)["Ina Innocent_42"].note == NOTHING


def test_a_mismatch_is_an_error_of_that_student_alone(find):
    roster = WORKSHEET.replace("Sam Solo", "Tom Other")
    found = find(f"Sam Solo_9_{IN}/04.ipynb", f"Jane Doe_11_{IN}/04.ipynb", roster=roster)
    assert owners(found) == [(f"Jane Doe_11_{IN}/04.ipynb", "Jane Doe_11")]
    assert "goes with the name Sam Solo" in students(found)["Sam Solo_9"].problem
    assert students(found)["Tom Other_9"].note == NOTHING
    (line,) = found.set_aside
    assert line.students == ("Sam Solo_9",)


def test_who_handed_in_nothing_is_listed_and_a_stranger_is_said(find):
    found = find("ann/04.ipynb", "zed/04.ipynb", roster="id,name\nann,Ann Lee\nbob,Bob Ray\n")
    assert {name: person.note for name, person in students(found).items()} == {
        "ann": "",
        "bob": NOTHING,
        "zed": UNLISTED,
    }
    assert students(found)["ann"].name == "Ann Lee"


@pytest.mark.parametrize("folder", ["Ann Lee", "lee, ann", "ANN@x.org", "s77", "ann"])
def test_a_folder_may_be_called_by_any_id_or_the_name(find, folder):
    roster = "student number,login,name,email\ns77,ann,Ann Lee,ann@x.org\ns78,bob,Bob Ray,bob@x.org\n"
    found = find(f"{folder}/04.ipynb", roster=roster)
    assert [person.student for person in found.people if not person.note] == [found.submissions[0].student] == ["s77"]


def test_who_was_graded_before_there_was_a_list_keeps_the_key(find):
    known = [Person(student="ann", name="ann")]
    found = find("ann/04.ipynb", roster="id,name\ns77,Ann\ns78,Bob\n", known=known)
    assert [item.student for item in found.submissions] == ["ann"]
    assert {name: person.listed for name, person in students(found).items()} == {"ann": "s77", "s78": "s78"}


def test_an_anonymous_student_is_nobody_s_and_no_mismatch(find):
    found = find("anon_aB3dE_101_04.ipynb", "LATE_anon_Xy12Z_102_04.ipynb", roster="id,name\nann,Ann Lee\n")
    assert {item.student: item.late for item in found.submissions} == {"anon_aB3dE": False, "anon_Xy12Z": True}
    assert not any(person.problem for person in found.people)


def test_participants_of_an_anonymous_assignment_are_found_by_their_numbers(find):
    pupils = [Pupil(first="Jane", last="Doe", number=11), Pupil(first="Jo", last="Roe", number=12)]
    roster = downloads.worksheet(pupils, hidden=True).decode("utf-8-sig")
    found = find(f"Participant_11_{IN}/04.ipynb", f"Participant_12_{IN}/04.ipynb", roster=roster)
    assert not any(person.problem or person.note for person in found.people)
    assert sorted(person.platform_id for person in found.people) == ["11", "12"]


def test_two_namesakes_with_two_ids_are_two(find):
    found = find(f"Jane Doe_11_{IN}/04.ipynb", f"Jane Doe_12_{IN}/04.ipynb")
    assert len(found.people) == len(found.submissions) == 2


def test_two_namesakes_of_a_list_without_ids_in_the_files_are_not_guessed(find):
    found = find("Jane Doe/04.ipynb", roster="id,name\n1,Jane Doe\n2,Jane Doe\n")
    assert students(found)["Jane Doe"].note == UNLISTED
    assert {name: students(found)[name].note for name in ("1", "2")} == {"1": NOTHING, "2": NOTHING}


def test_a_name_in_decomposed_letters_is_the_same_student(find, tmp_path):
    found = find("Rene\u0301/04.ipynb", known=[Person(student="Ren\u00e9", name="Ren\u00e9")])
    assert [item.student for item in found.submissions] == ["Ren\u00e9"]
    assert found.submissions[0].place == "Rene\u0301/04.ipynb"  # as it is written there


@pytest.mark.parametrize(("one", "other"), [("Doe", "doe"), ("ann ", "ann")])
def test_names_that_differ_in_letters_case_or_spaces_are_not_merged(find, one, other):
    found = find(f"{one}/04.ipynb", f"{other}/04.ipynb")
    assert len(found.people) == 2
