"""Run the command in a process of its own, in which the system refuses one of its calls.

    python -m tests.classroom.faults FOLDER NUMBER FILE ARGUMENT ...

The call of that number that touches FOLDER raises `OSError`; none does if NUMBER is 0. In the end, FILE tells how many
calls there were, and which one was refused.
"""

import errno
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

WATCHED = ("open", "os.", "shutil.", "sqlite3.connect", "tempfile.")  # how the names of the audit events begin
ERRORS = (errno.EACCES, errno.ENOSPC, errno.EIO, errno.ENAMETOOLONG, errno.EMFILE, errno.ESTALE)


@dataclass(frozen=True)
class Ended:
    """How a command ended, what it printed, how many calls there were, and which one was refused."""

    code: int
    output: str
    calls: int
    refused: str


class Refusal:
    """An audit hook that raises at one of the calls that touch `folder`."""

    def __init__(self, folder, at):
        self.folder, self.at = folder, at
        self.calls, self.refused = 0, ""

    def __call__(self, event, arguments):
        if not event.startswith(WATCHED) or not any(map(self._is_inside, arguments)):
            return
        self.calls += 1
        if self.calls == self.at:
            self.refused = f"{event}{arguments!r:.200}"
            number = ERRORS[self.at % len(ERRORS)]
            raise OSError(number, os.strerror(number), str(arguments[0]))

    def _is_inside(self, argument):
        return isinstance(argument, (str, os.PathLike)) and os.fspath(argument).startswith(self.folder)


def run(arguments, folder, number, temporary):
    """Run the command with call `number` refused among those that touch `folder`."""
    told = temporary / "told.txt"
    told.unlink(missing_ok=True)
    done = subprocess.run(
        [sys.executable, "-m", __name__, str(folder), str(number), str(told), *map(str, arguments)],
        env={**os.environ, "TMPDIR": str(temporary)},
        cwd=Path(__file__).parents[2],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    calls, refused = told.read_text(encoding="utf-8").split("\n", 1) if told.exists() else (0, "")
    return Ended(done.returncode, done.stdout, int(calls), refused)


def main():
    from course_utils.course import main as command

    folder, number, told, *arguments = sys.argv[1:]
    refusal = Refusal(folder, int(number))
    sys.addaudithook(refusal)
    try:
        return command(arguments)
    finally:
        refusal.at = 0
        Path(told).write_text(f"{refusal.calls}\n{refusal.refused}", encoding="utf-8", errors="replace")


if __name__ == "__main__":
    sys.exit(main())
