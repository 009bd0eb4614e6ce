"""Recorded experiments: data that takes too long to make in a notebook, with how and when it was made."""

import datetime
import json
import platform
from importlib import metadata
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "recorded"
PACKAGES = ("numpy",)


def path_of(name: str) -> Path:
    """Return where the data of the experiment `name` lies."""
    return FOLDER / f"{name}.json"


def load(name: str) -> dict[str, Any]:
    """Return what `record` wrote. Raises `FileNotFoundError` if nothing was recorded."""
    return json.loads(path_of(name).read_text(encoding="utf-8"))


def record(name: str, data: dict[str, Any], packages: tuple[str, ...] = PACKAGES) -> Path:
    """Write `data` with the command, the versions and the date that made it.

    Args:
        name: of the experiment's module.
        data: what JSON can hold; floats are cut to six digits.
        packages: whose versions are written down.

    Returns:
        The path of the file.
    """
    made_by = {
        "command": f"python -m course_utils.experiments.{name}",
        "date": datetime.date.today().isoformat(),
        "python": platform.python_version(),
        **{package: metadata.version(package) for package in packages},
    }
    path = path_of(name)
    path.parent.mkdir(exist_ok=True)
    lines = [f'"made_by": {json.dumps(made_by)}']
    for key, value in data.items():
        if isinstance(value, list):  # one entry a line, so that `git diff` shows which entries changed
            entries = ",\n".join(json.dumps(_rounded(entry)) for entry in value)
            lines.append(f"{json.dumps(key)}: [\n{entries}\n]")
        else:
            lines.append(f"{json.dumps(key)}: {json.dumps(_rounded(value))}")
    path.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
    return path


def made_by(name: str) -> str:
    """Return a sentence on what made the recorded data."""
    note = load(name)["made_by"]
    return f"recorded on {note['date']} with NumPy {note['numpy']} by: {note['command']}"


def _rounded(value: Any) -> Any:
    """Return `value` with its floats cut to six digits; what is not finite becomes None."""
    if isinstance(value, float):
        return float(f"{value:.6g}") if value == value and abs(value) != float("inf") else None
    if isinstance(value, dict):
        return {key: _rounded(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_rounded(item) for item in value]
    return value
