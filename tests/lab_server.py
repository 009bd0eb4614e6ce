"""A real JupyterLab, or Notebook 7, on this machine, for tests and benchmarks."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path

SECONDS_TO_START = 90
# Every cell is in the page from the start, so that a test finds those that are scrolled out of sight.
USER_SETTINGS = {"@jupyterlab/notebook-extension/tracker": {"windowingMode": "none"}}


@dataclass
class LabServer:
    """A running server. `lines` is what it has printed so far, `address` such as http://localhost:8888."""

    process: subprocess.Popen
    folder: Path
    lines: list[str] = field(default_factory=list)
    address: str = ""
    token: str = ""
    opened: str = ""

    def url(self, path: str) -> str:
        return f"{self.address}/{path}?token={self.token}"

    def ask(self, path: str, method: str = "GET", data: object = None):
        """Return the JSON that the server answers. Wait, because the server prints its address before it answers.

        Args:
            path: below the server's address.
            method: of the request.
            data: sent with it, as JSON.
        """
        deadline = time.monotonic() + SECONDS_TO_START
        body = None if data is None else json.dumps(data).encode()
        while True:
            try:
                with urllib.request.urlopen(
                    urllib.request.Request(self.url(path), body, method=method), timeout=20
                ) as answer:
                    text = answer.read()
                    return json.loads(text) if text else None
            except urllib.error.URLError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.2)

    def open_in_kernel_of(self, notebook: str, other: str) -> None:
        """Let the file `other` be run by the kernel of `notebook`, which is open."""
        kernel = next(one["kernel"]["id"] for one in self.ask("api/sessions") if one["path"] == notebook)
        session = {"path": other, "name": other, "type": "notebook", "kernel": {"id": kernel}}
        self.ask("api/sessions", "POST", session)

    def stop_kernels(self) -> None:
        """Stop every kernel."""
        for kernel in self.ask("api/kernels"):
            self.ask(f"api/kernels/{kernel['id']}", "DELETE")

    def interrupt(self) -> None:
        """Press Ctrl-C twice: the second one, within five seconds, is JupyterLab's "yes"."""
        self.process.send_signal(signal.SIGINT)
        time.sleep(0.5)
        self.process.send_signal(signal.SIGINT)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


def start_lab(folder: Path, configuration: Path) -> LabServer:
    """Run `relu-course lab` without a display, and return the server when it has printed its address.

    Args:
        folder: the learner's.
        configuration: a folder for Jupyter's configuration, so that the machine's own is not used.

    Raises:
        TimeoutError: no address was printed in time.
    """
    for name, settings in USER_SETTINGS.items():
        path = configuration / "lab" / "user-settings" / f"{name}.jupyterlab-settings"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(settings))
    not_ours = ("DISPLAY", "WAYLAND_DISPLAY", "RELU_COURSE_PROGRESS")
    environment = {name: value for name, value in os.environ.items() if name not in not_ours}
    environment |= {
        "JUPYTER_CONFIG_DIR": str(configuration),
        "JUPYTER_DATA_DIR": str(configuration / "data"),
        "JUPYTER_RUNTIME_DIR": str(configuration / "runtime"),
        "JUPYTER_PORT": str(_free_port()),  # two servers that start together would both take 8888
    }
    command = [sys.executable, "-P", "-m", "course_utils.course", "lab", str(folder)]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment, cwd=configuration
    )
    server = LabServer(process, folder)
    found = threading.Event()

    def read() -> None:  # to the end, because the server blocks when nobody reads what it prints
        for line in process.stdout:
            server.lines.append(line)
            match = re.search(r"(http://(?:localhost|127\.0\.0\.1):\d+)/lab/tree/(\S+)\?token=(\w+)", line)
            if match and not found.is_set():
                server.address, server.opened, server.token = match.groups()
                found.set()

    threading.Thread(target=read, daemon=True).start()
    if not found.wait(SECONDS_TO_START):
        process.kill()
        raise TimeoutError("JupyterLab printed no address:\n" + "".join(server.lines))
    return server
