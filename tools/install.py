"""Install the course into the environment that runs this, in the versions that constraints.txt pins.

    python -m tools.install            the course
    python -m tools.install test       the course and the extra "test"
    python -m tools.install --first    the course without PyTorch and TensorFlow, which are most of the download

uv does it, in a third of pip's time. If uv cannot be had or fails, pip does it, and pip's word counts.
"""

import argparse
import ast
import importlib.util
import os
import shutil
import subprocess
import sys
import sysconfig
import tomllib
import urllib.request
from collections.abc import Sequence
from importlib import metadata
from pathlib import Path

from course_utils.frameworks import INSTALLING, PACKAGES

CONSTRAINTS = "constraints.txt"
# On Linux the default index serves PyTorch with gigabytes of CUDA. PyTorch's own index has the CPU build.
TORCH_INDEX = "https://download.pytorch.org/whl/cpu"
# uv reads none of pip's settings. These decide what is installed, and from where.
UV_NAMES = {
    "index-url": "UV_DEFAULT_INDEX",
    "extra-index-url": "UV_EXTRA_INDEX_URL",
    "no-index": "UV_NO_INDEX",
    "find-links": "UV_FIND_LINKS",
    "constraint": "UV_CONSTRAINT",
    "trusted-host": "UV_INSECURE_HOST",
    "cert": "SSL_CERT_FILE",
    "proxy": "ALL_PROXY",
    "no-cache-dir": "UV_NO_CACHE",
}
SECTIONS = ("global", "install", ":env:")  # of pip's settings; the later one counts


def uv_settings(pip_settings: str) -> dict[str, str]:
    """Return the environment variables that tell uv what `pip config list` has printed."""
    found = {}
    for line in pip_settings.splitlines():
        name, _, value = line.partition("=")
        section, _, option = name.rpartition(".")
        if section in SECTIONS and option in UV_NAMES:
            found[SECTIONS.index(section), option] = ast.literal_eval(value).split()
    settings = {UV_NAMES[option]: (words, option) for (_, option), words in sorted(found.items())}
    return {name: ("," if option == "find-links" else " ").join(words) for name, (words, option) in settings.items()}


def torch_index() -> list[str]:
    """Return the arguments that name PyTorch's own index, if it is of use here and answers within 3 seconds."""
    if sys.platform != "linux":
        return []
    try:
        urllib.request.urlopen(f"{TORCH_INDEX}/torch/", timeout=3).close()
    except OSError:
        return []
    return ["--extra-index-url", TORCH_INDEX]


def first_requirements() -> list[str]:
    """Return what the course depends on, without PyTorch and TensorFlow."""
    project = tomllib.loads(Path("pyproject.toml").read_text(encoding="utf-8"))["project"]
    return [text for text in project["dependencies"] if not text.startswith(tuple(PACKAGES.values()))]


def install(*arguments: str) -> None:
    """Install with uv, or with pip. Raises `subprocess.CalledProcessError` if both fail."""
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check"]
    listed = subprocess.run([*pip, "config", "list"], capture_output=True, text=True, check=True).stdout
    settings = uv_settings(listed)
    settings["UV_CONSTRAINT"] = f"{settings.get('UV_CONSTRAINT', '')} {CONSTRAINTS}".strip()
    settings["UV_INDEX_STRATEGY"] = "unsafe-best-match"  # as pip does: the best version of all indexes
    uv = [sys.executable, "-m", "uv", "pip", "install", "--quiet", "--python", sys.executable]
    if not importlib.util.find_spec("uv") or subprocess.run([*uv, *arguments], env=os.environ | settings).returncode:
        # Not compiled: most of what TensorFlow and PyTorch bring is never imported, and the rest is compiled then.
        command = [*pip, "install", "--quiet", "--no-compile", "--constraint", CONSTRAINTS, *arguments]
        subprocess.run(command, check=True)


def get_uv() -> None:
    """Install uv, if there is a build of it for this machine."""
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "install", "--quiet", "--only-binary=:all:"]
    subprocess.run([*pip, "--constraint", CONSTRAINTS, "uv"], stderr=subprocess.DEVNULL)
    importlib.invalidate_caches()


def forget_unfinished() -> None:
    """Take half of a package, which an interrupted installation left, for none: uv and pip would take it for all."""
    for path in Path(sysconfig.get_path("purelib")).glob("*.dist-info"):
        files = metadata.PathDistribution(path).files  # None without a list of them
        if files is None or not all(Path(str(file.locate())).exists() for file in files):
            shutil.rmtree(path)


def main(arguments: Sequence[str] | None = None) -> int:
    """Install what is asked for. Return 0, or pip's exit code if it fails."""
    parser = argparse.ArgumentParser(prog="python -m tools.install", description=__doc__.splitlines()[0])
    parser.add_argument("extras", nargs="*", metavar="EXTRA", help="such as test")
    parser.add_argument("--first", action="store_true", help="leave PyTorch and TensorFlow for later")
    options = parser.parse_args(arguments)
    if INSTALLING.exists():
        forget_unfinished()
    INSTALLING.touch()
    try:
        if options.first:
            get_uv()
            install(*first_requirements())
            install("--no-deps", "--editable", ".")
        else:
            install(*torch_index(), "--editable", f".[{','.join(options.extras)}]")
    except subprocess.CalledProcessError as error:
        return error.returncode
    except KeyboardInterrupt:
        return 130
    INSTALLING.unlink()
    return 0


if __name__ == "__main__":
    sys.exit(main())
