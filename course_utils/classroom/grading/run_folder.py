"""A temporary folder that is gone after the run, however the run ends."""

import contextlib
import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

LOCK = "lock"


@contextlib.contextmanager
def run_folder(prefix: str) -> Iterator[Path]:
    """Make a folder for this run, and remove those that runs left behind when they were killed.

    Args:
        prefix: that of the folder's name; it tells the runs of one command from all else.
    """
    with tempfile.TemporaryDirectory(prefix=prefix, ignore_cleanup_errors=True) as folder:
        with open(Path(folder, LOCK), "w") as lock:
            if fcntl:
                fcntl.flock(lock, fcntl.LOCK_EX)  # the system lets go of it when this process ends, however it ends
                for old in Path(tempfile.gettempdir()).glob(f"{prefix}*"):
                    _remove_abandoned(old)
            yield Path(folder)


def _remove_abandoned(folder: Path) -> None:
    with contextlib.suppress(OSError):  # it is another user's, or it is going just now
        # others may write in the same folder, and a named pipe would never open
        with open(os.open(folder / LOCK, os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW)) as lock:
            if stat.S_ISREG(os.fstat(lock.fileno()).st_mode):
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(folder, ignore_errors=True)
