"""Each file of each download that a platform can make is its owner's, whatever people are called."""

import re
import unicodedata
from pathlib import PurePosixPath

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from course_utils.classroom.platforms import PLATFORMS
from course_utils.classroom.platforms.canvas import Canvas
from course_utils.classroom.platforms.listed import names_fit
from course_utils.classroom.platforms.moodle import Moodle
from course_utils.classroom.platforms.nbgrader import Nbgrader
from course_utils.classroom.roster import read_roster
from course_utils.classroom.tables import read_table
from tests.classroom.downloads import canvas, moodle, nbgrader
from tests.classroom.downloads.strategies import pupils

ENDS_LIKE_AN_ID = re.compile(r"_\d+$", re.ASCII)
GROUP_NUMBERS = {"Team Rocket": 42, "Gruppe A": 43, "Les Élèves": 44}
many = settings(max_examples=150, deadline=None)


def owners(name):
    composed = unicodedata.normalize("NFC", name)
    return [owner for platform in PLATFORMS if (owner := platform.owner_of_file(composed))]


@many
@given(pupils(), st.booleans())
def test_a_canvas_download_tells_each_student_exactly(people, anonymous):
    # Canvas itself reads the first two numbers, and takes this name's own for the id
    assume(not any(ENDS_LIKE_AN_ID.search(canvas.in_words(canvas.sortable_name(one))) for one in people))
    made = canvas.download(people, anonymous)
    for name, pupil in made.owners.items():
        owner = owners(name)[0]
        assert owner.platform == "canvas"
        assert owner.late == pupil.late
        assert owner.upload > 90_000
        assert owner.stored in {canvas.display_name(file, pupil.attempt) for file, _ in pupil.files}
        if anonymous:
            assert (owner.student, owner.platform_id) == (f"anon_{canvas.anonymous_id(pupil)}", "")
        else:
            assert owner.platform_id == str(pupil.number)
            assert owner.student.endswith(f"_{pupil.number}")
            assert names_fit(owner.name, canvas.sortable_name(pupil)) or owner.anonymous
    assert len({owners(name)[0].student for name in made.files}) == len(people)


def test_a_number_that_canvas_has_added_is_not_the_students():
    added = Canvas().owner_of_file("doejane_4711_815_data-1.csv")
    assert (added.file, added.stored) == ("data.csv", "data-1.csv")
    assert Canvas().owner_of_file("doejane_4711_815_draft-9.ipynb").file == "draft-9.ipynb"


def test_what_was_typed_in_or_linked_to_is_its_owners_and_no_file():
    typed = Canvas().owner_of_file("doejane_LATE_4711_text.html")
    assert (typed.student, typed.late, typed.kind, typed.upload, typed.file) == ("doejane_4711", True, "text", 0, "")
    assert Canvas().owner_of_file("LATE_anon_aB3dE_link.html").kind == "link"


@many
@given(pupils(), st.booleans(), st.booleans(), st.booleans())
def test_a_moodle_download_tells_each_student_exactly(people, anonymous, folders, old):
    made = moodle.download(people, anonymous, folders=folders, before_4_1=old)
    for name, pupil in made.owners.items():
        path = PurePosixPath(unicodedata.normalize("NFC", name))
        if folders:
            (owner,) = (found for one in PLATFORMS if (found := one.owner_of_folder(path.parts[0])))
        else:
            owner = Moodle().owner_of_file(path.name)
            assert owner.file in {moodle.clean_filename(file) for file, _ in pupil.files} | {"onlinetext.html"}
            assert owner == owners(path.name)[0]
        assert (owner.platform, owner.platform_id) == ("moodle", str(pupil.number))
        assert owner.anonymous == anonymous or not re.search(r"[^\W_]", owner.name.replace(owner.platform_id, ""))
        assert owner.kind in ("", "onlinetext")
        assert anonymous or owner.anonymous or names_fit(owner.name, moodle.full_name(pupil))


@given(pupils(groups=True))
def test_a_moodle_download_of_groups_has_a_folder_a_group(people):
    for name, pupil in moodle.download(people, groups=GROUP_NUMBERS).owners.items():
        owner = Moodle().owner_of_folder(PurePosixPath(name).parts[0])
        assert owner.name == (pupil.group or "Default group")
        assert owner.platform_id == str(GROUP_NUMBERS.get(pupil.group, ""))


@given(pupils())
def test_an_exchange_of_nbgrader_tells_each_student(people):
    for name, pupil in nbgrader.inbound(people).owners.items():
        assert Nbgrader().owner_of_folder(PurePosixPath(name).parts[0]).student == nbgrader.user(pupil)


@many
@given(people=pupils(groups=True))
def test_every_list_of_a_class_finds_everyone_who_handed_in(people, tmp_path_factory):
    folder = tmp_path_factory.mktemp("lists")
    lists = {
        "canvas": (canvas.gradebook(people, hidden=True), canvas.gradebook(people, delimiter=";", mark=True)),
        "moodle": (
            moodle.worksheet(people, groups=True),
            moodle.worksheet(people, moodle.GERMAN, "Teilnehmer/in", comma=True),
            moodle.worksheet(people, hidden=True),
        ),
    }
    for platform, made in (("canvas", canvas.download(people)), ("moodle", moodle.download(people, folders=False))):
        for data in lists[platform]:
            (folder / "list.csv").write_bytes(data)
            roster = read_roster(folder / "list.csv")
            assert len(roster.students) == len(people)
            for name, pupil in made.owners.items():
                owner = next(one for one in owners(name) if one.platform == platform)
                if owner.platform_id == str(pupil.number):
                    assert roster.find(owner).platform_id == str(pupil.number)


def test_a_worksheet_without_students_lists_nobody(tmp_path):
    path = tmp_path / "w.csv"
    path.write_bytes(moodle.worksheet([], moodle.ENGLISH))
    assert Moodle().listed(read_table(path)) == {}
