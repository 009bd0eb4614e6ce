"""A stand-in for the parts of `google.colab` that a notebook from Colab asks for. Nothing is mounted or moved."""

import sys
from types import ModuleType
from typing import Any

NAME = "google.colab"
SAID = "google.colab is answered by a stand-in here: no drive is mounted and no file is moved"


def is_wanted(error: ImportError) -> bool:
    """Return whether an import failed for want of `google.colab`, and the stand-in is not yet there."""
    return error.name in {"google", NAME} and NAME not in sys.modules


def install() -> None:
    """Let `import google.colab` succeed from now on, in this process."""
    parts: dict[str, dict[str, Any]] = {
        "drive": {"mount": _nothing, "flush_and_unmount": _nothing},
        "files": {"upload": _no_files, "download": _nothing, "view": _nothing},
        "auth": {"authenticate_user": _nothing},
    }
    package = _module(NAME, {})
    package.__path__ = []  # what else is asked for is not found, as the import system says it
    for name, functions in parts.items():
        setattr(package, name, _module(f"{NAME}.{name}", functions))
    google = sys.modules.get("google") or _module("google", {"__path__": []})
    vars(google)["colab"] = package


def _module(name: str, members: dict[str, Any]) -> ModuleType:
    module = sys.modules[name] = ModuleType(name, SAID)
    vars(module).update(members)
    return module


def _nothing(*_arguments: Any, **_options: Any) -> None:
    print(SAID)


def _no_files(*_arguments: Any, **_options: Any) -> dict[str, bytes]:
    print(SAID)
    return {}
