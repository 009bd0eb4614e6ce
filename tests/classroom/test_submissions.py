import os
import stat
import zipfile
from datetime import UTC, datetime

import pytest

from course_utils.classroom import archive
from course_utils.classroom.submissions import TOO_MUCH, find_submissions
from course_utils.errors import CourseError
from tests.classroom.labs import hand_in, lab


@pytest.fixture
def find(tmp_path):
    def found(source):
        scratch = tmp_path / f"scratch{len(list(tmp_path.iterdir()))}"
        scratch.mkdir()
        return find_submissions(source, scratch)

    return found


def touch(path, text="{}"):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def students(found):
    return sorted(item.student for item in found.submissions)


def test_a_folder_per_student_is_found_at_any_depth(tmp_path, find):
    touch(tmp_path / "in/ann/04.ipynb")
    touch(tmp_path / "in/bob/week 3/mine.IPYNB")
    touch(tmp_path / "in/bob/.ipynb_checkpoints/mine-checkpoint.ipynb")
    found = find(tmp_path / "in")
    assert students(found) == ["ann", "bob"]
    assert found.layouts == {"folder per student": 2}
    assert {item.place for item in found.submissions} == {"ann/04.ipynb", "bob/week 3/mine.IPYNB"}


@pytest.mark.parametrize("root", ["course", "course/submitted"])
def test_nbgrader_s_layout_is_found_from_either_folder(tmp_path, find, root):
    touch(tmp_path / "course/submitted/ann/ps1/04.ipynb")
    touch(tmp_path / "course/submitted/ann/ps1/timestamp.txt", "2026-01-01 10:00:00 UTC")
    touch(tmp_path / "course/source/ps1/04.ipynb")
    touch(tmp_path / "course/gradebook.db")
    found = find(tmp_path / root)
    assert students(found) == ["ann"]
    assert found.layouts == {"nbgrader": 1}
    assert found.submissions[0].moment == datetime(2026, 1, 1, 10, tzinfo=UTC).timestamp()


def test_a_canvas_download_gives_names_ids_lateness_and_attempts(tmp_path, find):
    for name in ("doejane_4711_1000_04.ipynb", "doejane_4711_999_04-10.ipynb", "roejo_LATE_4712_816_my_work.ipynb"):
        touch(tmp_path / "in" / name)
    touch(tmp_path / "in/doejane_4711_820_data-1.csv", "1,2")
    found = find(tmp_path / "in")
    assert students(found) == ["doejane_4711", "doejane_4711", "roejo_4712"]
    jane = sorted((s for s in found.submissions if s.name == "doejane"), key=lambda s: s.order)
    assert [s.path.name for s in jane] == ["doejane_4711_999_04-10.ipynb", "doejane_4711_1000_04.ipynb"]
    assert list(jane[0].copies) == ["data.csv"]
    assert [s.late for s in found.submissions if s.name == "roejo"] == [True]
    assert {s.platform_id for s in found.submissions} == {"4711", "4712"}


def test_a_moodle_download_gives_names_and_ids(tmp_path, find):
    touch(tmp_path / "in/Jane Ünal Doe_1234567_assignsubmission_file/04.ipynb")
    touch(tmp_path / "in/Jane Ünal Doe_7654321_assignsubmission_file_/04.ipynb")
    found = find(tmp_path / "in")
    assert found.layouts == {"Moodle download": 2}
    assert {(s.name, s.platform_id) for s in found.submissions} == {
        ("Jane Ünal Doe", "1234567"),
        ("Jane Ünal Doe", "7654321"),
    }
    assert len(set(students(found))) == 2


def test_what_cannot_be_placed_is_said(tmp_path, find):
    touch(tmp_path / "in/ann/04.ipynb")
    touch(tmp_path / "in/stray.ipynb")
    (tmp_path / "in/empty").mkdir()
    os.mkfifo(tmp_path / "in/ann/pipe.ipynb")
    os.symlink("/etc/passwd", tmp_path / "in/ann/link.ipynb")
    os.symlink(tmp_path / "in/ann", tmp_path / "in/linked")
    found = find(tmp_path / "in")
    assert students(found) == ["ann"]
    reasons = {line.place: line.reason for line in found.set_aside}
    assert reasons.keys() == {"stray.ipynb", "ann/pipe.ipynb", "ann/link.ipynb", "linked"}
    assert all(reasons.values())
    assert {person.student: person.note for person in found.people} == {"ann": "", "empty": "The folder is empty."}


@pytest.mark.parametrize("content", [None, "file", "empty"])
def test_a_source_without_submissions_is_a_clear_error(tmp_path, find, content):
    source = tmp_path / "in"
    if content == "file":
        source.write_text("x")
    if content == "empty":
        source.mkdir()
    with pytest.raises(CourseError, match="in"):
        find(source)


def zip_of(path, members):
    with zipfile.ZipFile(path, "w") as zipped:
        for name, text in members.items():
            zipped.writestr(name, text)
    return path


@pytest.mark.parametrize("wrap", ["", "download/"])
def test_a_zip_of_any_layout_is_taken(tmp_path, find, wrap):
    names = [f"{wrap}ann_11_1_04.ipynb", f"{wrap}bob_12_2_04.ipynb"]
    assert students(find(zip_of(tmp_path / "c.zip", dict.fromkeys(names, "{}")))) == ["ann_11", "bob_12"]
    names = [f"{wrap}ann/04.ipynb", f"{wrap}bob/04.ipynb"]
    assert students(find(zip_of(tmp_path / "f.zip", dict.fromkeys(names, "{}")))) == ["ann", "bob"]
    names = [f"{wrap}A B_1_assignsubmission_file/04.ipynb", f"{wrap}C_2_assignsubmission_file/04.ipynb"]
    assert students(find(zip_of(tmp_path / "m.zip", dict.fromkeys(names, "{}")))) == ["A B_1", "C_2"]


def test_nothing_in_a_zip_escapes_from_its_folder(tmp_path, find):
    archive = tmp_path / "in.zip"
    with zipfile.ZipFile(archive, "w") as zipped:
        zipped.writestr("ann/04.ipynb", "{}")
        zipped.writestr("../../escaped.ipynb", "{}")
        zipped.writestr("/tmp/absolute-escape.ipynb", "{}")
        link = zipfile.ZipInfo("bob/04.ipynb")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        zipped.writestr(link, "/etc/passwd")
    found = find(archive)
    assert students(found) == ["ann"]
    assert len(found.set_aside) == 3
    assert not list(tmp_path.parent.rglob("escaped.ipynb"))
    assert not os.path.exists("/tmp/absolute-escape.ipynb")


def test_a_zip_bomb_is_refused_before_it_is_extracted(tmp_path, find, monkeypatch):
    monkeypatch.setattr(archive, "MAX_FILE_BYTES", 1 << 20)
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as zipped:
        zipped.writestr("ann/04.ipynb", "0" * (1 << 21))
    with pytest.raises(CourseError, match=r"ann/04\.ipynb: larger than 1 MB"):
        find(tmp_path / "bomb.zip")


def test_a_zip_that_lies_about_its_sizes_extracts_no_more_than_it_states(tmp_path, find):
    path = zip_of(tmp_path / "in.zip", {"ann/04.ipynb": "0" * 1000})
    data = bytearray(path.read_bytes())
    place = data.rindex(b"PK\x01\x02")
    data[place + 24 : place + 28] = (10).to_bytes(4, "little")
    path.write_bytes(data)
    with pytest.raises(CourseError, match="damaged"):
        find(path)


def test_a_damaged_zip_is_a_clear_error(tmp_path, find):
    path = zip_of(tmp_path / "in.zip", {"ann/04.ipynb": "x" * 5000})
    data = bytearray(path.read_bytes())
    data[60:80] = bytes(20)
    path.write_bytes(data)
    with pytest.raises(CourseError, match=r"ann/04\.ipynb: it is damaged in the zip"):
        find(path)


def test_files_beside_a_notebook_go_with_it_within_limits(tmp_path, find, monkeypatch):
    hand_in(tmp_path / "in/ann/04.ipynb", lab())
    touch(tmp_path / "in/ann/data/x.csv", "1")
    touch(tmp_path / "in/bob/04.ipynb")
    found = {item.student: item for item in find(tmp_path / "in").submissions}
    assert found["ann"].copies == {"data/x.csv": str(tmp_path / "in/ann/data/x.csv")}
    assert found["bob"].copies == {}
    with open(tmp_path / "in/bob/sparse.bin", "wb") as file:
        file.truncate(1 << 40)
    again = find(tmp_path / "in")
    assert {item.student: item for item in again.submissions}["bob"].copies == {}
    assert {line.place: line.reason for line in again.set_aside} == {"bob/sparse.bin": TOO_MUCH}
