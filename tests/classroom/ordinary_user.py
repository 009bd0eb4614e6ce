"""Run a program as a user who owns nothing but one folder, where the tests run as root."""

import os
import stat
import subprocess
import sys
from pathlib import Path

from course_utils.classroom.sandbox import linux

USER = 12345
REPOSITORY = Path(__file__).parents[2]


def run_as_ordinary_user(command, home, timeout=None):
    """Run `command` as `USER`, who gets the folder `home`, and return what `subprocess.run` does.

    What the Python and the repository need of closed folders, such as /root, is shown in a private mount namespace.
    """
    os.chown(home, USER, USER)
    return subprocess.run(
        command,
        preexec_fn=lambda: _become_ordinary(home),
        env={"PATH": os.environ["PATH"], "HOME": str(home), "LANG": "C.UTF-8"},
        cwd="/",
        capture_output=True,
        text=True,
        timeout=timeout,
    )


def _become_ordinary(home):
    linux.unshare(linux.CLONE_NEWNS)
    linux.mount("none", "/", flags=linux.MS_REC | linux.MS_PRIVATE)
    for path in {Path(sys.base_prefix), Path(sys.prefix), REPOSITORY, Path(home)}:
        _open_the_way_to(path.resolve())
    os.setgroups([])
    os.setresgid(USER, USER, USER)
    os.setresuid(USER, USER, USER)


def _open_the_way_to(path):
    """Replace each folder above `path` that others may not enter with an empty one that holds the way to it alone."""
    for folder in reversed(path.parents):
        if not folder.stat().st_mode & stat.S_IXOTH:
            kept = os.open(path, os.O_PATH)
            linux.mount("tmpfs", str(folder), "tmpfs", options="mode=755")
            path.mkdir(parents=True)
            linux.mount(f"/proc/self/fd/{kept}", str(path), flags=linux.MS_BIND | linux.MS_REC)
            os.close(kept)
            return
