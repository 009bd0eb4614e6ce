"""What code behind the walls may not see of the courses of this machine."""

import site
import sys
import sysconfig

import pytest

from course_utils.course import COURSE
from line_course.course import COURSE as LINE_COURSE

if sys.platform != "linux":
    pytest.skip("the walls are built from what Linux has", allow_module_level=True)

from course_utils.classroom.sandbox import walls
from course_utils.classroom.sandbox.locked import SandboxError, WarmWorker
from course_utils.classroom.sandbox.protections import SWITCHED_OFF, _tried_alone, protections, why_no_namespace
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


def test_what_needs_no_namespace_is_shown_for_itself_where_none_can_be_made(monkeypatch):
    def refuse(*_):
        raise SandboxError("unshare: Operation not permitted")

    monkeypatch.setattr(WarmWorker, "start", refuse)
    found = {one.name: one for one in protections(COURSE)}
    for name in ("limits", "seccomp", "Landlock"):
        assert found[name].stands, found[name].line()
        assert found[name].line().endswith(": tried by itself")
    for name in ("user namespace", "network namespace", "mount namespace", "answers masked", "no privileges"):
        assert not found[name].stands
        assert "unshare: Operation not permitted" in found[name].line()


def test_a_wall_that_does_not_stand_is_not_shown_as_standing(monkeypatch):
    monkeypatch.setattr(walls, "restrict_files", lambda _folders: False)
    monkeypatch.setattr(walls, "restrict_calls", lambda: False)
    monkeypatch.setattr(walls, "set_limits", lambda *_: (_ for _ in ()).throw(OSError("no limits here")))
    assert _tried_alone() == {
        "limits": "no limits here", "Landlock": "it does not hold", "seccomp": "it does not hold",
    }  # fmt: skip
