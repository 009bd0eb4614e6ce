"""Whose the work is, at which level of folders: understood as a person would, said where it is a guess, or refused."""

import zipfile

import pytest

from course_utils.classroom.roster import read_roster
from course_utils.classroom.submissions import find_submissions
from course_utils.course import COURSE
from course_utils.errors import CourseError

FIRST_OF = {}
for _notebook, _exercise in COURSE:
    FIRST_OF.setdefault(_notebook[:2], _exercise.id)


def notebook(number):
    """Return what tells which notebook of the course a file is."""
    return f'{{"metadata": {{"exercise": {{"id": "{FIRST_OF[number]}"}}}}}}'


def write(folder, *places, **numbered):
    """Write notebooks on one subject, and others on the subject with a number: n03=("a/x.ipynb",)."""
    for number, group in (("04", places), *((key[1:], group) for key, group in numbered.items())):
        for place in group:
            (folder / place).parent.mkdir(parents=True, exist_ok=True)
            (folder / place).write_text(notebook(number) if place.endswith("ipynb") else "x")


@pytest.fixture
def found(tmp_path):
    def find(**more):
        (tmp_path / "scratch").mkdir(exist_ok=True)
        return find_submissions(tmp_path / "in", tmp_path / "scratch", COURSE, **more)

    return find


def owners(found):
    return {item.place: item.student for item in found.submissions}


UNDERSTOOD = {
    "students": ({"ann/04.ipynb": "ann", "bob/04.ipynb": "bob"}, ""),
    "one student": ({"ann/04.ipynb": "ann"}, ""),
    "a wrapper": ({"x/ann/04.ipynb": "ann", "x/bob/04.ipynb": "bob"}, "'x' is taken for a folder of students"),
    "three wrappers": ({"x/y/z/ann/04.ipynb": "ann", "x/y/z/bob/04.ipynb": "bob"}, "'x/y/z' is taken for a folder of"),
    "a wrapper by its name": ({"submissions/ann/04.ipynb": "ann"}, "'submissions' is taken for a folder of students"),
    "numbers in a class": ({"students/1/04.ipynb": "1", "students/2/04.ipynb": "2"}, "taken for a folder of students"),
    "long numbers": ({"x/1041/04.ipynb": "1041", "x/2034/04.ipynb": "2034"}, "taken for a folder of students"),
    "sections": (
        {"A/ann/04.ipynb": "ann", "A/bob/04.ipynb": "bob", "B/cid/04.ipynb": "cid", "B/dan/04.ipynb": "dan"},
        "'B' is taken for a folder of students, 'cid', 'dan'",
    ),
    "sections of unlike depth": (
        {"A/in/ann/04.ipynb": "ann", "A/in/bob/04.ipynb": "bob", "B/cid/04.ipynb": "cid", "B/dan/04.ipynb": "dan"},
        "'A/in' is taken",
    ),
    "attempts of one": ({"ann/try 1/04.ipynb": "ann", "ann/try 2/04.ipynb": "ann", "bob/04.ipynb": "bob"}, ""),
    "numbered attempts": ({"ann/1/04.ipynb": "ann", "ann/2/04.ipynb": "ann", "bob/04.ipynb": "bob"}, "'ann' is taken"),
    "copies of one": (
        {"ann/04.ipynb": "ann", "ann/x/04.ipynb": "ann", "ann/y/04.ipynb": "ann", "bob/04.ipynb": "bob"},
        "'ann' is taken for a student's folder, as those beside it are.",
    ),
    "folders of one's own": ({"ann/hw/04.ipynb": "ann", "bob/my work/04.ipynb": "bob"}, ""),
    "one student with a folder": ({"ann/relu intro/04.ipynb": "ann"}, "If 'relu intro' is, add --students '*/*'"),
    "two downloads of Moodle": (
        {
            "d1/Ann_1_assignsubmission_file/04.ipynb": "Ann_1",
            "d1/Bo_2_assignsubmission_file/04.ipynb": "Bo_2",
            "d2/Ann_1_assignsubmission_file/04.ipynb": "Ann_1",
        },
        "",
    ),
    "two of Canvas": (
        {"d1/doe_1_2_04.ipynb": "doe_1", "d2/doe_1_9_04.ipynb": "doe_1", "d2/roe_3_4_a.ipynb": "roe_3"},
        "",
    ),
    "a stranger among Canvas' files": ({"doe_1_2_04.ipynb": "doe_1", "x/04.ipynb": "x"}, "although it is not named as"),
    "a photo with numbers": ({"ann/04.ipynb": "ann", "bob/04.ipynb": "bob", "bob/photo_20240101_123_x.jpg": None}, ""),
    "a file named as Canvas names": (
        {"ann/04.ipynb": "ann", "bob/bob_11_12_04.ipynb": "bob"},
        "'bob' is taken for a student's folder, as those beside it are.",
    ),
    "the root of a course": (
        {"submitted/ann/ps1/04.ipynb": "ann", "source/ps1/04.ipynb": None, "autograded/ann/ps1/04.ipynb": None},
        "taken from submitted",
    ),
    "a course in a folder": (
        {"c/submitted/ann/ps1/04.ipynb": "ann", "c/source/ps1/04.ipynb": None},
        "from c/submitted",
    ),
    "two courses": (
        {
            "c/submitted/ann/ps1/04.ipynb": "c/submitted/ann",
            "c/source/ps1/04.ipynb": None,
            "d/submitted/ann/ps1/04.ipynb": "d/submitted/ann",
            "d/source/ps1/04.ipynb": None,
        },
        "There are 2 folders 'ann'. They are taken for as many students.",
    ),
    "submitted alone": (
        {"submitted/ann/ps1/04.ipynb": "ann", "submitted/bob/ps1/04.ipynb": "bob"},
        "'submitted' is taken",
    ),
    "an exchange": (
        {"inbound/ann+ps1+2026-05-02 01:00:00 UTC+x/04.ipynb": "ann", "outbound/ps1/04.ipynb": None},
        "inbound",
    ),
}


@pytest.mark.parametrize("name", UNDERSTOOD)
@pytest.mark.parametrize("stray", [(), ("readme.txt", "notes/list.pdf")])
def test_levels_are_understood_as_a_person_would(tmp_path, found, name, stray):
    expected, said = UNDERSTOOD[name]
    write(tmp_path / "in", *expected, *stray)
    result = found()
    assert owners(result) == {place: student for place, student in expected.items() if student}
    if said:
        assert any(said in sentence for sentence in result.said), result.said
    elif not stray:
        assert result.said == ()


REFUSED = {
    "unlike work of two in a folder": (
        ("x/ann/04.ipynb",),
        ("x/bob/03.ipynb",),
        r"work lies in 'x': 'ann', 'bob'.*'\*/\*'",
    ),
    "sections, one of them with one": (
        ("A/ann/04.ipynb", "B/bob/04.ipynb", "B/cid/04.ipynb"),
        (),
        "lies in 'B': 'bob', 'cid'",
    ),
    "homework, then students": (
        ("hw1/ann/04.ipynb", "hw1/bob/04.ipynb"),
        ("hw2/ann/03.ipynb", "hw2/bob/03.ipynb"),
        "'hw1', 'hw2'",
    ),
    "homework, then one": (("hw1/ann/04.ipynb",), ("hw2/ann/03.ipynb",), "'ann' in 'hw1' may be"),
    "two downloads": (
        ("d1/ann/04.ipynb", "d1/bob/04.ipynb", "d2/ann/04.ipynb", "d2/bob/04.ipynb"),
        (),
        "one after another",
    ),
    "numbers that may be attempts": (
        ("x/1/04.ipynb", "x/2/04.ipynb"),
        (),
        "'1', '2' in 'x' may be students, or attempts",
    ),
    "a student who looks like a section": (
        ("ann/04.ipynb", "zed/ann/04.ipynb", "zed/bob/04.ipynb"),
        (),
        "lies in 'zed'",
    ),
    "a student with another's Canvas files": (
        ("ann/04.ipynb", "zed/annlee_1_2_4.ipynb", "zed/roe_2_2_4.ipynb"),
        (),
        "'zed'",
    ),
    "a student with a folder of nbgrader": (
        ("ann/04.ipynb", "zed/x/ann/04.ipynb", "zed/x/ann/timestamp.txt"),
        (),
        "'zed'",
    ),
    "a course with nothing collected": (("source/ps1/04.ipynb", "release/ps1/04.ipynb"), (), "nbgrader collect"),
    "a course just begun": (("source/ps1/04.ipynb",), (), "nbgrader collect"),
    "a course in a folder, just begun": (("c/source/ps1/04.ipynb", "c/gradebook.db"), (), "c: This is a course"),
    "a course that was downloaded": (("downloaded/ps1/archive/x.ipynb", "nbgrader_config.py"), (), "zip_collect"),
    "files of nobody": (("ann.ipynb", "bob.ipynb"), (), "no student's folder, and no platform"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_could_merge_or_mix_people_is_refused_with_the_way_out(tmp_path, found, name):
    places, others, message = REFUSED[name]
    write(tmp_path / "in", *places, n03=others)
    with pytest.raises(CourseError, match=message):
        found()


def test_the_user_s_word_on_who_is_a_student_counts(tmp_path, found):
    write(tmp_path / "in", "x/ann/04.ipynb", "x/bob/04.ipynb", "stray.txt")
    assert owners(found(patterns=["*"])) == {"x/ann/04.ipynb": "x", "x/bob/04.ipynb": "x"}
    result = found(patterns=["*/a*"])
    assert owners(result) == {"x/ann/04.ipynb": "ann"}
    assert {line.place: line.reason for line in result.set_aside} == dict.fromkeys(
        ("stray.txt", "x/bob/04.ipynb"), "it lies in no folder that --students names."
    )


def test_the_class_list_tells_sections_from_students(tmp_path, found):
    (tmp_path / "list.csv").write_text("id,name\nann,Ann Lee\nbob,Bob Ray\ncid,Cid Poe\n")
    roster = read_roster(tmp_path / "list.csv")
    write(tmp_path / "in", "A/ann/04.ipynb", n03=("A/bob/03.ipynb", "B/cid/03.ipynb"))
    assert set(owners(found(roster=roster)).values()) == {"ann", "bob", "cid"}


def test_a_listed_student_who_has_a_folder_of_another_takes_nothing_from_them(tmp_path, found):
    (tmp_path / "list.csv").write_text("id,name\nann,Ann Lee\nzed,Zed Zoe\n")
    write(tmp_path / "in", "ann/04.ipynb", "zed/ann/04.ipynb")
    assert owners(found(roster=read_roster(tmp_path / "list.csv"))) == {
        "ann/04.ipynb": "ann",
        "zed/ann/04.ipynb": "zed",
    }


@pytest.mark.parametrize("prefix", ["", "submissions/", "my class/week 3/"])
def test_a_class_that_was_zipped_is_no_student(tmp_path, found, prefix):
    (tmp_path / "in").mkdir()
    with zipfile.ZipFile(tmp_path / "in/class.zip", "w") as zipped:
        for name in ("ann", "bob", "cid"):
            zipped.writestr(f"{prefix}{name}/04.ipynb", notebook("04"))
            zipped.writestr(f"__MACOSX/{prefix}{name}/._04.ipynb", b"\0\5\x16\7")
    result = found()
    assert set(owners(result).values()) == {"ann", "bob", "cid"}
    assert {line.place for line in result.set_aside} == {
        f"class.zip/__MACOSX/{prefix}{n}/._04.ipynb" for n in ("ann", "bob", "cid")
    }


def test_who_has_nothing_but_a_damaged_file_is_seen(tmp_path, found):
    with zipfile.ZipFile(tmp_path / "in", "w") as zipped:
        zipped.writestr("ann/04.ipynb", notebook("04"))
        zipped.writestr("bob/04.ipynb", notebook("04") * 3)
        zipped.writestr("doe_1_2_04.ipynb", notebook("04") * 4)
    data = (tmp_path / "in").read_bytes()
    for times in (3, 4):
        data = data.replace((notebook("04") * times).encode(), b"x" * len(notebook("04") * times), 1)
    (tmp_path / "in").write_bytes(data)
    result = found()
    assert owners(result) == {"ann/04.ipynb": "ann"}
    assert {person.student: person.note for person in result.people} == {
        "ann": "",
        "bob": "No notebook was handed in. bob/04.ipynb: it is damaged in the zip.",
        "doe_1": "No notebook was handed in. doe_1_2_04.ipynb: it is damaged in the zip.",
    }
