"""`relu-course lab` serves a real JupyterLab."""

import sys

import pytest

from course_utils import lab
from course_utils.course import COURSE
from tests.lab_server import start_lab


@pytest.mark.skipif(sys.platform != "linux", reason="a display can only be taken away on Linux")
def test_without_a_display_it_prints_the_address_keeps_serving_and_stops_on_ctrl_c(tmp_path):
    server = start_lab(tmp_path / "work", tmp_path / "configuration")
    try:
        text = "".join(server.lines)
        assert server.opened == "00_start_here.ipynb"
        assert "There is no display here" in text
        assert "04_relu_from_scratch.ipynb is new in your folder" in text
        names = {item["name"] for item in server.ask("api/contents")["content"]}
        assert {path.name for path in COURSE.notebooks()} <= names
        server.interrupt()
        server.process.wait(timeout=30)
    finally:
        server.process.kill()
        server.process.wait()


def test_it_listens_here_alone_and_asks_nobody_for_news(tmp_path):
    arguments = " ".join(lab.lab_arguments(tmp_path / "00.ipynb"))
    assert "NeverCheckForUpdate" in arguments
    assert arguments.split()[4] == "--LabApp.news_url="
    assert "--ip" not in arguments


def test_a_display_is_looked_for(monkeypatch):
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.delenv("DISPLAY", raising=False)
    assert not lab.has_display()
    monkeypatch.setenv("DISPLAY", ":0")
    assert lab.has_display()
