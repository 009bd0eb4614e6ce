"""Start JupyterLab on the first notebook."""

import os
import sys
from pathlib import Path

# Our settings for JupyterLab, so that it does not ask whether it may fetch news.
SETTINGS = Path(__file__).parent / "jupyter_config"


def has_display() -> bool:
    """Return whether a browser can be opened here. On Linux this takes a graphical session."""
    if not sys.platform.startswith("linux"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def lab_arguments(notebook: Path) -> list[str]:
    """Return JupyterLab's arguments: serve the notebook's folder, open it, send nothing anywhere."""
    arguments = [
        f"--ServerApp.root_dir={notebook.parent}",
        f"--LabApp.default_url=/lab/tree/{notebook.name}",
        "--ServerApp.log_level=WARN",  # which still prints the address
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
        "--LabApp.news_url=",
    ]
    if not has_display():
        arguments.append("--no-browser")
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        arguments.append("--allow-root")  # safe in a container, because Lab listens on this machine only, with a token
    return arguments


def _first_in_path(entry: str, variable: str) -> str:
    return os.pathsep.join(filter(None, [entry, os.environ.get(variable)]))


def serve(notebook: Path) -> None:
    """Run JupyterLab on `notebook` until it is stopped."""
    from jupyterlab.labapp import LabApp  # imported here because it takes seconds and no other command needs it

    os.environ["JUPYTER_CONFIG_PATH"] = _first_in_path(str(SETTINGS), "JUPYTER_CONFIG_PATH")
    # so that Lab's terminals find the course's command
    os.environ["PATH"] = _first_in_path(str(Path(sys.executable).parent), "PATH")
    os.environ.setdefault("PYDEVD_DISABLE_FILE_VALIDATION", "1")  # because otherwise every kernel prints a warning
    os.chdir(notebook.parent)
    LabApp.launch_instance(argv=lab_arguments(notebook))
