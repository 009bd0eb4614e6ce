"""What code behind the walls may not see of the courses of this machine."""

import site
import sys
import sysconfig

import pytest

from course_utils.course import COURSE
from line_course.course import COURSE as LINE_COURSE

if sys.platform != "linux":
    pytest.skip("the walls are built from what Linux has", allow_module_level=True)

from course_utils.classroom.sandbox.protections import SWITCHED_OFF, why_no_namespace
from course_utils.classroom.sandbox.walls import python_environment


def test_the_answers_of_the_engine_s_course_and_of_the_one_that_is_graded_are_masked():
    for course in (COURSE, LINE_COURSE):
        assert {str(COURSE.answers_folder), str(course.answers_folder)} <= set(python_environment(course).masked)


@pytest.mark.parametrize("package", ["other_course", "university/other_course"])
@pytest.mark.parametrize("place", ["of the environment", "of its interpreter"])
def test_the_answers_of_every_course_that_is_installed_are_masked(tmp_path, monkeypatch, package, place):
    folder = tmp_path / package
    (folder / "answers").mkdir(parents=True)
    (folder / "course.py").touch()
    (tmp_path / "library" / "answers").mkdir(parents=True)  # of no course
    if place == "of the environment":
        monkeypatch.setattr(sysconfig, "get_path", lambda name: str(tmp_path))
    else:
        monkeypatch.setattr(site, "getsitepackages", lambda prefixes: [str(tmp_path)])
    masked = python_environment(COURSE).masked
    assert str(folder / "answers") in masked
    assert str(tmp_path / "library" / "answers") not in masked


@pytest.mark.parametrize("name", SWITCHED_OFF)
def test_what_forbids_user_namespaces_is_named_with_the_way_out(tmp_path, name):
    off, *_ = SWITCHED_OFF[name]
    path = tmp_path / name
    path.parent.mkdir()
    for value, said in ((off, f"{name.replace('/', '.')} = {off}"), ("5", "")):
        path.write_text(f"{value}\n")
        assert said in why_no_namespace(tmp_path)
        assert bool(why_no_namespace(tmp_path)) == bool(said)
    assert "sysctl -w" in SWITCHED_OFF[name][2]
