"""`relu-course lab` serves a real JupyterLab."""

import json
import os
import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request

import pytest

from course_utils import lab


def start(folder, tmp_path):
    environment = {
        **os.environ,
        "JUPYTER_CONFIG_DIR": str(tmp_path / "config"),
        "JUPYTER_DATA_DIR": str(tmp_path / "data"),
        "JUPYTER_RUNTIME_DIR": str(tmp_path / "runtime"),
    }
    environment.pop("DISPLAY", None)
    environment.pop("WAYLAND_DISPLAY", None)
    return subprocess.Popen(
        [sys.executable, "-P", "-m", "course_utils.cli", "lab", str(folder)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env=environment,
        cwd=tmp_path,
    )


@pytest.mark.skipif(sys.platform != "linux", reason="a display can only be taken away on Linux")
def test_without_a_display_it_prints_the_address_keeps_serving_and_stops_on_ctrl_c(tmp_path):
    process = start(tmp_path / "work", tmp_path)
    deadline = time.monotonic() + 90
    try:
        lines: list[str] = []
        address = None
        while address is None and time.monotonic() < deadline and process.poll() is None:
            lines.append(process.stdout.readline())
            found = re.search(r"(http://(?:localhost|127\.0\.0\.1):\d+)/lab/tree/(\S+)\?token=(\w+)", lines[-1])
            address = found and found.groups()
        assert address, "".join(lines)
        text = "".join(lines)
        base, opened, token = address
        assert opened == "00_start_here.ipynb"
        assert "There is no display here" in text
        assert "04_relu_from_scratch.ipynb is new in your folder" in text
        names = {item["name"] for item in ask(f"{base}/api/contents?token={token}", deadline)["content"]}
        assert {"00_start_here.ipynb", "04_relu_from_scratch.ipynb"} <= names
        process.send_signal(signal.SIGINT)
        time.sleep(0.5)
        process.send_signal(signal.SIGINT)  # the second one, within five seconds, is JupyterLab's "yes"
        process.communicate(timeout=30)
    finally:
        process.kill()
        process.wait()


def ask(url, deadline):
    """Return the JSON behind `url`, as soon as the server, which prints its address first, answers."""
    while True:
        try:
            with urllib.request.urlopen(url, timeout=20) as answer:
                return json.load(answer)
        except urllib.error.URLError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)


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
