"""Let the system refuse one call of a command after the other, each in a process of its own."""

import errno
import os
import shutil
import sys
from dataclasses import dataclass

from course_utils.course import COURSE, main

WATCHED = (
    "open", "os.", "shutil.", "sqlite3.connect", "tempfile.", "subprocess.Popen", "glob.",
)  # fmt: skip
ERRORS = (errno.EACCES, errno.ENOSPC, errno.EIO, errno.ENAMETOOLONG, errno.EMFILE, errno.ESTALE)


@dataclass(frozen=True)
class Ended:
    """How a command ended while the system refused call `refused`, and how many calls there were."""

    refused: int
    event: str
    code: int
    output: str
    calls: int


class Refusal:
    """An audit hook that raises at one of the calls that touch `root`."""

    def __init__(self, root, at):
        self.root, self.at = str(root), at
        self.calls, self.event = 0, ""

    def __call__(self, event, arguments):
        if not event.startswith(WATCHED) or not any(self._is_inside(one) for one in arguments):
            return
        self.calls += 1
        if self.calls == self.at:
            self.event = f"{event}{arguments!r:.200}"
            number = ERRORS[self.at % len(ERRORS)]
            raise OSError(number, os.strerror(number), str(arguments[0]))

    def _is_inside(self, argument):
        return isinstance(argument, (str, os.PathLike)) and os.fspath(argument).startswith(self.root)


def walk(command, base, scratch, step=1):
    """Yield how `command` ends for each call that is refused, the first time for none.

    Args:
        command: called with a folder, returns the arguments of the command line.
        base: the folder that each try gets a copy of.
        scratch: where the copies are made.
        step: refuse every so many-th call alone.
    """
    first = refuse(command, base, scratch, 0)
    yield first
    for number in range(1, first.calls + 1, step):
        yield refuse(command, base, scratch, number)


def refuse(command, base, scratch, number):
    """Run a command on a copy of `base` and refuse its call `number`."""
    root = scratch / "try"
    shutil.rmtree(root, ignore_errors=True)
    shutil.copytree(base, root)
    (root / "tmp").mkdir(exist_ok=True)
    said, written = scratch / "said.txt", scratch / "calls.txt"
    written.unlink(missing_ok=True)
    child = os.fork()
    if child == 0:
        status = 70
        try:
            os.environ["TMPDIR"] = str(root / "tmp")
            import tempfile

            tempfile.tempdir = None
            output = os.open(said, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
            os.dup2(output, 1)
            os.dup2(output, 2)
            sys.stdout, sys.stderr = os.fdopen(1, "w"), os.fdopen(2, "w")
            refusal = Refusal(root, number)
            sys.addaudithook(refusal)
            try:
                status = main([str(one) for one in command(root)])
            except SystemExit as ended:
                status = ended.code
            sys.stdout.flush()
            refusal.at = -1
            written.write_text(f"{refusal.calls}\n{refusal.event}", encoding="utf-8", errors="replace")
        except BaseException:
            import traceback

            traceback.print_exc()
            sys.stderr.flush()
        finally:
            os._exit(status)
    _, status = os.waitpid(child, 0)
    calls, event = (written.read_text(encoding="utf-8") if written.exists() else "0\n?").split("\n", 1)
    text = said.read_text(encoding="utf-8", errors="replace")
    return Ended(number, event, os.waitstatus_to_exitcode(status), text, int(calls))


__all__ = ["COURSE", "walk"]
