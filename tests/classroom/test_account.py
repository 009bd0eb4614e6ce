"""The account is an identity: every file that was handed in ends in exactly one way, and everybody is named.

The files are counted here by a walk of our own, which opens zips with the standard library alone.
"""

import io
import json
import os
import zipfile
from collections import Counter
from pathlib import Path, PurePosixPath

import nbformat
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from course_utils.classroom.grading.accounting import account
from course_utils.classroom.grading.survey import survey
from course_utils.classroom.roster import read_roster
from course_utils.classroom.submissions import find_submissions
from course_utils.course import COURSE
from course_utils.errors import CourseError
from tests.classroom.downloads import canvas, moodle, nbgrader
from tests.classroom.downloads.strategies import pupils
from tests.classroom.labs import EXERCISES, lab, stub_cell

many = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


class InThisProcess:
    """A pool of no processes."""

    def map(self, function, items, failed):
        for item in items:
            yield item, function(item)


def as_bytes(notebook):
    return json.dumps(notebook).encode()


ANSWERED = as_bytes(lab())
UNTOUCHED = as_bytes(
    nbformat.v4.new_notebook(
        cells=[stub_cell(one, "\n".join(f"{name} = ..." for name in one.names)) for one in EXERCISES]
    )
)
CONTENTS = st.sampled_from(
    (ANSWERED, UNTOUCHED, b"{}", b"", b"no JSON", b'{"cells": [}', ANSWERED.decode().encode("utf-16"))
)
FILES = st.sampled_from(
    (
        "04.ipynb", "04_relu_from_scratch.ipynb", "04-1.ipynb", "x.IPYNB", "a.py", "data.csv", ".ipynb", "._04.ipynb",
        ".DS_Store", "04.ipynb.txt", "Thumbs.db", "timestamp.txt", "doejane_11_21_04.ipynb", "roe_LATE_12_9_04.ipynb",
        "Jane Doe_7_assignsubmission_file_04.ipynb", "é.ipynb", "é.ipynb", "noending", "gradebook.db",
        "photo_20240101_1_x.jpg", "~$04.ipynb", "desktop.ini",
    )
)  # fmt: skip
FOLDERS = st.sampled_from(
    (
        "ann", "bob", "cid", "Ann", "submissions", "A", "B", "week 3", "hw1", "1", "2", ".ipynb_checkpoints",
        "__MACOSX",
        "Jane Doe_7_assignsubmission_file", "Jane Doe_7_assignsubmission_onlinetext", "Team_9_assignsubmission_file_",
        "submitted", "source", "ps1", "ann+ps1+2026-05-02 01:00:00 UTC+x", "Zoë", "Zoë", "old (1)", ".relu-course",
        "anon_aB3dE", "x.zip",
    )
)  # fmt: skip


@st.composite
def trees(draw, depth=4):
    """Return a folder: files by their names, and folders as further dicts; one called *.zip is written as a zip."""
    tree = {name: draw(CONTENTS) for name in draw(st.lists(FILES, max_size=3, unique=True))}
    if depth:
        names = draw(st.lists(FOLDERS, max_size=4 if depth > 2 else 2, unique=True))
        for name in names:
            inner = draw(trees(depth=depth - 1))
            tree[f"{name}.zip" if draw(st.integers(0, 5)) == 0 and not name.endswith(".zip") else name] = inner
    return tree


def zip_bytes(tree):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as zipped:

        def write(inner, prefix):
            for name, content in inner.items():
                if isinstance(content, bytes):
                    zipped.writestr(prefix + name, content)
                elif name.endswith(".zip"):
                    zipped.writestr(prefix + name, zip_bytes(content))
                else:
                    write(content, f"{prefix}{name}/")

        write(tree, "")
    return made.getvalue()


def write(folder, tree, times):
    """Write a tree, with dates drawn from `times`."""
    folder.mkdir(exist_ok=True)
    for number, (name, content) in enumerate(tree.items()):
        place = folder / name
        if isinstance(content, bytes) or name.endswith(".zip"):
            place.write_bytes(content if isinstance(content, bytes) else zip_bytes(content))
            moment = times[number % len(times)]
            os.utime(place, (moment, moment))
        else:
            write(place, content, times)


def files_of(folder):
    """Return the path of each file of a folder; those of a zip stand in it as if it were a folder."""
    found = []
    for parent, _, names in os.walk(folder):
        for name in names:
            path = PurePosixPath(parent, name)
            found += files_in_place(str(path.relative_to(folder)), name, Path(path).read_bytes())
    return found


def is_hidden(name):
    return name.startswith((".", "~$")) or name == "__MACOSX"


def files_in_place(place, name, content):
    parts = PurePosixPath(place).parts[:-1]
    if any(map(is_hidden, parts)) or is_hidden(name) or not name.endswith(".zip"):
        return [place]
    try:
        zipped = zipfile.ZipFile(io.BytesIO(content))
    except zipfile.BadZipFile:
        return [place]
    found = []
    for member in zipped.namelist():
        inner = f"{place}/{member}"
        within_hidden = any(map(is_hidden, PurePosixPath(member).parts[:-1]))
        depth = sum(part.endswith(".zip") for part in PurePosixPath(inner).parts[:-1])
        if within_hidden or depth >= 3:
            found.append(inner)
        else:
            found += files_in_place(inner, PurePosixPath(member).name, zipped.read(member))
    return found or [place]  # an empty zip is a file


def accounted(source, scratch, **more):
    """Return what was found, and the account of it."""
    scratch.mkdir()
    found = find_submissions(source, scratch, COURSE, **more)
    current, older = survey(InThisProcess(), COURSE, found.submissions, {})
    return found, account(found, current, older)


def check_identity(source, found, lines):
    places = Counter(line.place for line in lines)
    assert places == Counter(files_of(source)), "each file has one line"
    by_place = {line.place: line for line in lines}
    known = {person.student for person in found.people}
    for line in lines:
        assert set(line.students) <= known
        if line.fate == "counts":
            assert line.students
            assert line.notebook
        elif line.fate == "older":
            newer = by_place[line.of]
            assert (newer.fate, newer.notebook) == ("counts", line.notebook)
            assert set(line.students) <= set(newer.students)
        elif line.fate == "beside":
            assert by_place[line.of].students == line.students
            assert by_place[line.of].fate != "beside"
        else:
            assert line.reason.endswith((".", "…")), line
    with_one = {student for line in lines if line.fate == "counts" for student in line.students}
    unread = {student for line in lines if line.fate == "set aside" for student in line.students}
    for person in found.people:
        assert person.student in with_one | unread or person.note or person.problem, person
    once = Counter((student, line.notebook) for line in lines if line.fate == "counts" for student in line.students)
    assert set(once.values()) <= {1}, "one notebook counts"


@many
@given(tree=trees(), times=st.lists(st.integers(0, 2_000_000_000), min_size=1, max_size=4), roster=st.booleans())
def test_every_file_of_a_random_folder_ends_in_exactly_one_way(tree, times, roster, tmp_path_factory):
    folder = tmp_path_factory.mktemp("random")
    write(folder / "in", tree, times)
    (folder / "list.csv").write_text("id,name\nann,Ann Lee\nbob,Bob Ray\n7,Jane Doe\nabsent,Abe Sent\n")
    more = {"roster": read_roster(folder / "list.csv")} if roster else {}
    try:
        found, lines = accounted(folder / "in", folder / "scratch", **more)
    except CourseError as error:
        assert str(error).endswith((".", "]")) or "\n" in str(error)
        return
    check_identity(folder / "in", found, lines)
    if roster:
        assert {"absent"} <= {person.student for person in found.people if person.note}


DOWNLOADS = {
    "canvas": lambda people: canvas.download(people),
    "canvas, anonymous": lambda people: canvas.download(people, anonymous=True),
    "moodle": lambda people: moodle.download(people),
    "moodle, without folders": lambda people: moodle.download(people, folders=False),
    "moodle before 4.1": lambda people: moodle.download(people, before_4_1=True),
    "moodle, anonymous": lambda people: moodle.download(people, anonymous=True),
    "nbgrader": lambda people: nbgrader.course(people),
    "nbgrader's exchange": lambda people: nbgrader.inbound(people),
}


@pytest.mark.parametrize("name", DOWNLOADS)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(people=pupils(), wrapped=st.sampled_from(("", "week 3/", "a/b/")), zipped=st.booleans())
def test_in_a_download_each_file_is_its_owner_s(name, people, wrapped, zipped, tmp_path_factory):
    folder = tmp_path_factory.mktemp("download")
    made = DOWNLOADS[name](people)
    short = [path for path in made.files if all(len(part.encode()) < 256 for part in path.split("/"))]
    assume(zipped or len(short) == len(made.files))
    source = folder / ("in.zip" if zipped else "in")
    if zipped:
        with zipfile.ZipFile(source, "w") as archive:
            for path, content in made.files.items():
                archive.writestr(wrapped + path, content)
    else:
        for path, content in made.files.items():
            (source / wrapped / path).parent.mkdir(parents=True, exist_ok=True)
            (source / wrapped / path).write_bytes(content)
    try:
        found, lines = accounted(source, folder / "scratch")
    except CourseError as error:
        assert not any(path.endswith(".ipynb") for path in short if path in made.owners), error
        return
    owner = {line.place: line.students for line in lines}
    whose = {}
    for path, pupil in made.owners.items():
        (student,) = owner[wrapped + path]
        whose.setdefault(pupil.number, set()).add(student)
    assert all(len(students) == 1 for students in whose.values()), "nobody is two"
    assert len(set.union(*whose.values())) == len(whose), "no two are one"
    if not zipped:
        check_identity(source, found, lines)
