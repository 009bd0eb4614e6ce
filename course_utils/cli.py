"""The command of a course."""

import argparse
import contextlib
import functools
import io
import json
import os
import signal
import sys
import tempfile
import threading
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from course_utils import workspace
from course_utils.autograder.course import Course
from course_utils.autograder.key_file import KeyFile
from course_utils.autograder.key_source import key_for
from course_utils.autograder.probes import PUBLIC_SEED
from course_utils.autograder.rendering import aligned, on_one_line, printable
from course_utils.autograder.verdict import Verdict, format_points
from course_utils.classroom.commands import add_commands
from course_utils.classroom.commands.arguments import positive, seed
from course_utils.errors import CourseError, sentences
from course_utils.notebook_files import read_notebook, solve, write_notebook

CHECK_SECONDS = 60.0


def main(course: Course, arguments: Sequence[str] | None = None) -> int:
    """Run one command of a course.

    Args:
        course: the course.
        arguments: those of the command line when none are given.

    Returns:
        0; 1 when a check did not pass; 2 when the command could not be carried out; 3 when that was our fault; 130 when
        it was interrupted.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a name that a terminal's encoding lacks is shown in escapes
            stream.reconfigure(errors="backslashreplace")
    options = _parser(course).parse_args(arguments)
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that what we started is ended with us
    try:
        code = options.run(options)
        sys.stdout.flush()  # here, since Python itself would end with a traceback if it failed
        return code
    except BrokenPipeError:  # the reader, for example `head`, has seen enough
        _print_no_more()
        return 0
    except KeyboardInterrupt:
        _complain(course, "stopped.")
        return 130
    except CourseError as error:
        _complain(course, str(error))
    except OSError as error:
        named = isinstance(error.filename, (str, bytes, os.PathLike))  # and no descriptor, nor nothing
        _complain(course, f"{os.fsdecode(error.filename)}: {sentences(error)}" if named else sentences(error))
    except MemoryError:
        _complain(course, "The memory is full. Close other programs, or let fewer jobs run at once.")
    except Exception as error:
        _complain(course, _our_fault(course, error))
        return 3
    return 2


def _complain(course: Course, text: str) -> None:
    try:
        print(f"{course.name}: {printable(text)}", file=sys.stderr, flush=True)
        sys.stdout.flush()
    except OSError:  # the disk behind a redirected stream is full, and there is nowhere left to say so
        _print_no_more()


def _print_no_more() -> None:
    """Let what is still to be printed go nowhere."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError):  # a stream that is no file, as under a test
            os.dup2(nowhere, stream.fileno())


def _our_fault(course: Course, error: Exception) -> str:
    """Keep what was raised in a file, and return what to say of it."""
    what = f"This is our fault, not yours: {type(error).__name__}: {error}."
    try:
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", errors="backslashreplace", prefix=f"{course.name}-", suffix=".txt", delete=False
        ) as file:
            traceback.print_exception(error, file=file)
    except OSError:
        return f"{what} Please report it."
    return f"{what} Please report it with the file {file.name}."


def _parser(course: Course) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog=course.name, description=course.title)
    parser.add_argument("--version", action="version", version=f"{course.name} {course.version}")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")

    def command(name: str, run: Callable[[argparse.Namespace], int], text: str) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=text, description=text)
        added.set_defaults(run=run, course=course)
        return added

    def folder_argument(added: argparse.ArgumentParser) -> None:
        default = workspace.default_folder(course)
        added.add_argument("folder", nargs="?", type=Path, metavar="FOLDER", help=f"your folder (default: {default})")

    lab = command("lab", _lab, "Open JupyterLab on the first notebook, in a folder with your own copies.")
    folder_argument(lab)
    reset = command("reset", _reset, "Start a notebook again from a fresh copy; yours is kept beside it.")
    reset.add_argument("notebook", metavar="NOTEBOOK", help="its number or its file name")
    folder_argument(reset)
    shown = command("progress", _progress, "Show which exercises you have passed.")
    folder_argument(shown)
    listed = command("exercises", _exercises, "List the exercises.")
    listed.add_argument("--json", action="store_true", help="as JSON")
    check = command("check", _check, "Run a notebook from top to bottom and check its answers.")
    check.add_argument("notebook", type=Path, metavar="NOTEBOOK")
    check.add_argument("--json", action="store_true", help="print a JSON list of verdicts")
    check.add_argument(
        "--timeout", type=positive, default=CHECK_SECONDS, metavar="S",
        help="seconds that each cell, and each exercise, may take (default: %(default)g)",
    )  # fmt: skip
    inputs = check.add_mutually_exclusive_group()
    inputs.add_argument(
        "--seed", type=seed, default=PUBLIC_SEED, metavar="S",
        help="what the inputs are drawn from (default: %(default)s, as in the notebooks)",
    )  # fmt: skip
    inputs.add_argument(
        "--keys", type=Path, metavar="FILE", help="judge by the keys in FILE, which a lecturer hands out after grading"
    )
    solved = command("solve", _solve, "Write a notebook with the solutions in the stubs' places.")
    solved.add_argument("notebook", type=Path, metavar="NOTEBOOK")
    solved.add_argument("-o", "--output", type=Path, required=True, metavar="OUT")
    solved.add_argument("--force", action="store_true", help="overwrite OUT")
    add_commands(course, command)
    return parser


def _folder(options: argparse.Namespace) -> Path:
    """Return the folder asked for, else the default one, else the current one if that is a learner's folder."""
    if options.folder:
        return options.folder.absolute()
    here = Path.cwd()
    course = options.course
    return here if workspace.shipped_in(course, here).exists() else here / workspace.default_folder(course)


def _lab(options: argparse.Namespace) -> int:
    from course_utils.lab import has_display, serve  # no other command needs it

    folder = _folder(options)
    for update in workspace.prepare(options.course, folder):
        print(update.sentence())
    print(f"Your copies are in {folder}. Stop with Ctrl-C; nothing you saved is lost.")
    if not has_display():
        print("There is no display here. Open the address that JupyterLab prints below in a browser.")
    sys.stdout.flush()
    serve(folder / options.course.notebooks()[0].name)
    return 0


def _reset(options: argparse.Namespace) -> int:
    kept = workspace.reset(options.course, options.notebook, _folder(options))
    print("A fresh copy is in place." + (f" Yours is kept as {kept.name}." if kept else ""))
    return 0


def _exercises(options: argparse.Namespace) -> int:
    rows: list[dict[str, Any]] = [
        {
            "id": exercise.id,
            "notebook": notebook,
            "title": exercise.title,
            "kind": exercise.kind,
            "points": exercise.points,
            "names": list(exercise.names),
        }
        for notebook, exercise in options.course
    ]
    if options.json:
        print(json.dumps(rows, indent=1))
    else:
        rows_of_text = [
            [row["id"], row["notebook"], row["kind"], format_points(row["points"]), row["title"]] for row in rows
        ]
        print("\n".join(aligned(rows_of_text)))
    return 0


def _check(options: argparse.Namespace) -> int:
    from course_utils.classroom.check_notebook import check_notebook  # what runs notebooks is slow to start

    notebook = read_notebook(options.notebook)
    if options.keys:
        key_of = KeyFile.read(options.keys, options.course.version).key_of
    else:
        key_of = functools.partial(key_for, seed=options.seed)

    def on_cell(number: int, total: int) -> None:
        if sys.stderr.isatty():
            print(f"\rRunning code cell {number} of {total} ", end="", file=sys.stderr, flush=True)

    verdicts, run = check_notebook(
        options.course, notebook, options.notebook.absolute().parent, key_of, options.timeout, on_cell
    )
    if sys.stderr.isatty():
        print("\r" + " " * 40 + "\r", end="", file=sys.stderr)
    for error in run.errors:
        print(on_one_line(error.sentence()), file=sys.stderr)
    for trouble in run.troubles:
        print(on_one_line(trouble.sentence()), file=sys.stderr)
    if options.json:
        print(json.dumps([verdict.to_dict() for verdict in verdicts], indent=1))
    else:
        _print_verdicts(verdicts)
    return 0 if all(verdict.state == "passed" for verdict in verdicts) else 1


def _print_verdicts(verdicts: Sequence[Verdict]) -> None:
    for verdict in verdicts:
        print(f"[{verdict.exercise}]\n{verdict}\n")
    points, out_of = (sum(getattr(verdict, name) for verdict in verdicts) for name in ("points", "out_of"))
    print(f"Score: {format_points(points)} of {format_points(out_of)} points")


def _solve(options: argparse.Namespace) -> int:
    if options.output.exists() and not options.force:
        raise CourseError(f"{options.output} exists already. Choose another name, or add --force to overwrite it.")
    write_notebook(solve(options.course, read_notebook(options.notebook)), options.output)
    return 0


def _progress(options: argparse.Namespace) -> int:
    from course_utils.dashboard import Dashboard  # here, since asyncio takes a tenth of the start-up

    print(Dashboard.of(options.course, _folder(options), every_exercise=True))
    return 0
