"""Start JupyterLab on the first notebook."""

import os
import sys
from pathlib import Path

# Settings of ours for JupyterLab: no question whether it may fetch news.
SETTINGS = Path(__file__).parent / "jupyter_config"


def has_display() -> bool:
    """Return whether a browser can be opened here: on Linux only where a graphical session runs."""
    if not sys.platform.startswith("linux"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def lab_arguments(notebook: Path) -> list[str]:
    """Return JupyterLab's arguments: serve the notebook's folder, open it, send nothing anywhere."""
    arguments = [
        f"--ServerApp.root_dir={notebook.parent}",
        f"--LabApp.default_url=/lab/tree/{notebook.name}",
        "--ServerApp.log_level=WARN",  # the address is printed all the same
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
        "--LabApp.news_url=",
    ]
    if not has_display():
        arguments.append("--no-browser")
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        arguments.append("--allow-root")  # as in a container; it listens on this machine only, with a token
    return arguments


def _first_in_path(entry: str, variable: str) -> str:
    return os.pathsep.join(filter(None, [entry, os.environ.get(variable)]))


def serve(notebook: Path) -> None:
    """Run JupyterLab on `notebook` until it is stopped."""
    from jupyterlab.labapp import LabApp  # seconds to import, and no other command needs it

    os.environ["JUPYTER_CONFIG_PATH"] = _first_in_path(str(SETTINGS), "JUPYTER_CONFIG_PATH")
    os.environ["PATH"] = _first_in_path(str(Path(sys.executable).parent), "PATH")  # our command, in Lab's terminals
    os.environ.setdefault("PYDEVD_DISABLE_FILE_VALIDATION", "1")  # or every kernel prints a warning of the debugger's
    os.chdir(notebook.parent)
    LabApp.launch_instance(argv=lab_arguments(notebook))
