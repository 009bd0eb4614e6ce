"""The commands of a lecturer: release, grade, override, export, report. What they do is imported when they run."""

import argparse
import os
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

from course_utils.autograder.course import Course
from course_utils.autograder.rendering import printable
from course_utils.errors import CourseError

AddCommand = Callable[[str, Callable[[argparse.Namespace], int], str], argparse.ArgumentParser]


def add_commands(course: Course, command: AddCommand) -> None:
    """Add the commands of a lecturer.

    Args:
        course: the course.
        command: takes a name, what to run and a sentence on it, and returns the command's parser.
    """
    _add_release(
        course, command("release", _release, "Write what students get: notebooks and a course without its answers.")
    )
    _add_grade(command("grade", _grade, "Grade a class: run every submission in a sandbox and judge it from outside."))
    _add_override(
        course, command("override", _override, "Set a student's score on an exercise by hand, with the reason.")
    )
    _add_export(course, command("export", _export, "Write the scores of a class as a table, for Canvas or for Moodle."))
    _add_report(
        course, command("report", _report, "Write a page for each student and one on what the class misunderstood.")
    )


def positive(text: str) -> float:
    """Return a number of seconds above 0, for argparse."""
    try:
        number = float(text)
    except ValueError:
        number = 0.0
    if not 0 < number < 1e6:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of seconds above 0")
    return number


def count(text: str) -> int:
    """Return a whole number above 0, for argparse."""
    if not text.isascii() or not text.isdigit() or not 0 < int(text[:10]) < 10**9:
        raise argparse.ArgumentTypeError(f"{text!r} is no whole number above 0")
    return int(text)


def seed(text: str) -> int:
    """Return a seed, a whole number from 0 up, for argparse."""
    if not text.isascii() or not text.isdigit() or len(text) > 30:
        raise argparse.ArgumentTypeError(f"{text!r} is no seed: use a whole number from 0 up, of 30 digits at most")
    return int(text)


def _add_grade(graded: argparse.ArgumentParser) -> None:
    graded.add_argument("submissions", nargs="?", type=Path, metavar="SUBMISSIONS", help="a folder or a zip")
    graded.add_argument("--gradebook", type=Path, metavar="FILE", help="where the grades go; made if it is not there")
    _add_notebooks(graded, "grade these notebooks only, by their numbers")
    graded.add_argument(
        "--jobs", type=count, default=os.cpu_count() or 1, metavar="N", help="how many at once (default: %(default)s)"
    )
    graded.add_argument("--seed", type=seed, metavar="S", help="what the inputs are drawn from (default: a secret one)")
    graded.add_argument(
        "--timeout", type=positive, default=20.0, metavar="S",
        help="seconds that each cell, and each exercise, may compute; ten times as much for a whole notebook, and five "
        "times as much by the clock (default: %(default)g)",
    )  # fmt: skip
    graded.add_argument(
        "--memory", type=count, default=2048, metavar="MB",
        help="memory that a notebook may use beyond the libraries' own (default: %(default)s)",
    )  # fmt: skip
    graded.add_argument("--regrade", action="store_true", help="grade again what is graded already")
    graded.add_argument("--explain-sandbox", action="store_true", help="say which protections this machine has")
    graded.add_argument(
        "--trust-submissions", action="store_true", help="run them without a sandbox, as if you had written them"
    )


def _add_override(course: Course, override: argparse.ArgumentParser) -> None:
    _add_gradebook(course, override)
    override.add_argument("student", metavar="STUDENT", help="as in the first column of the csv, or a name or an id")
    override.add_argument("exercise", metavar="EXERCISE", help=f"its id, as `{course.name} exercises` lists it")
    override.add_argument("points", nargs="?", type=float, metavar="POINTS")
    override.add_argument("--reason", metavar="TEXT", help="why: the student reads it")
    override.add_argument("--remove", action="store_true", help="take your score back; what was graded counts again")


def _add_export(course: Course, export: argparse.ArgumentParser) -> None:
    _add_gradebook(course, export)
    export.add_argument("--to", choices=("csv", "canvas", "moodle"), required=True)
    export.add_argument("--out", type=Path, required=True, metavar="FILE")
    export.add_argument(
        "--template", type=Path, metavar="CSV",
        help="the class's gradebook from Canvas, or its grading worksheet from Moodle, to fill in",
    )  # fmt: skip
    _add_notebooks(export, "these notebooks only, by their numbers")
    export.add_argument("--force", action="store_true", help="overwrite FILE")


def _add_report(course: Course, report: argparse.ArgumentParser) -> None:
    _add_gradebook(course, report)
    report.add_argument("--out", type=Path, required=True, metavar="OUT", help="a folder; with --zip, a file")
    report.add_argument("--anonymous", action="store_true", help="without names")
    report.add_argument("--zip", choices=("canvas", "moodle"), help="pack the students' pages for upload")
    _add_notebooks(report, "these notebooks only, by their numbers")
    report.add_argument("--force", action="store_true", help="overwrite the file OUT")


def _add_release(course: Course, released: argparse.ArgumentParser) -> None:
    released.add_argument(
        "--out", type=Path, required=True, metavar="OUT", help="a new folder; with --keys, a new file"
    )
    released.add_argument(
        "--notebook", nargs="+", action="extend", default=[], metavar="N",
        help="only these notebooks, by their numbers (default: all)",
    )  # fmt: skip
    released.add_argument(
        "--keys", type=seed, metavar="SEED",
        help=f"write the keys that a class was graded by with SEED, for {course.name} check --keys",
    )  # fmt: skip


def _add_gradebook(course: Course, parser: argparse.ArgumentParser) -> None:
    made = f"the file that `{course.name} grade` has made"
    parser.add_argument("gradebook", type=Path, metavar="GRADEBOOK", help=made)


def _add_notebooks(parser: argparse.ArgumentParser, text: str) -> None:
    parser.add_argument("--notebook", nargs="+", default=[], metavar="N", help=text)


def _notebooks(options: argparse.Namespace) -> tuple[str, ...]:
    return tuple(options.course.notebook(number).name for number in options.notebook)


def _require_new(path: Path, force: bool) -> None:
    if path.is_dir():
        raise CourseError(f"{path} is a folder. Name a file.")
    if path.exists() and not force:
        raise CourseError(f"{path} exists already. Choose another name, or add --force to overwrite it.")


def _say(lines: Iterable[str]) -> None:
    for line in lines:
        print(printable(line), file=sys.stderr)


def _release(options: argparse.Namespace) -> int:
    from course_utils.classroom.release import release_course, release_keys

    if options.keys is not None:
        release_keys(options.course, options.out, options.keys, options.notebook)
        print(f"{options.out} has the keys. With them a student finds the grade again:")
        print(f"{options.course.name} check NOTEBOOK --keys {options.out.name}")
        return 0
    wheel = release_course(options.course, options.out, options.notebook)
    print(f"{options.out} has the notebooks and the course without its answers. Students install the course with:")
    print(f"pip install {wheel}")
    return 0


def _grade(options: argparse.Namespace) -> int:
    from course_utils.classroom.grade import Options, grade
    from course_utils.classroom.run import Limits
    from course_utils.classroom.sandbox.protections import protections

    if options.explain_sandbox:
        found = protections(options.course)
        print("\n".join(protection.line() for protection in found))
        return 0 if all(protection.stands for protection in found if protection.needed) else 1
    if not options.submissions or not options.gradebook:
        command = f"{options.course.name} grade SUBMISSIONS --gradebook grades.db"
        raise CourseError(f"Name the submissions and the gradebook: {command}")
    limits = Limits(options.timeout, 10 * options.timeout, options.memory << 20, 5 * options.timeout + 10)
    summary = grade(
        options.course,
        Options(
            options.submissions, options.gradebook, _notebooks(options), options.jobs, options.seed, limits,
            options.regrade, options.trust_submissions,
        ),
        say=print,
    )  # fmt: skip
    print(
        f"Graded {summary.graded} notebooks now, {summary.before} before; {summary.troubled} in trouble. "
        f"The grades are in {options.gradebook}."
    )
    return 0


def _override(options: argparse.Namespace) -> int:
    from course_utils.classroom.gradebook import Gradebook
    from course_utils.classroom.override import remove_override, set_override

    if options.remove == (options.points is not None):
        raise CourseError("Give either the POINTS and a --reason, or --remove.")
    with Gradebook(options.course, options.gradebook) as book:
        if options.remove:
            done = remove_override(options.course, book, options.student, options.exercise)
        else:
            reason = options.reason or ""
            done = set_override(options.course, book, options.student, options.exercise, options.points, reason)
    print(printable(done))
    return 0


def _export(options: argparse.Namespace) -> int:
    from course_utils.classroom.export import export
    from course_utils.classroom.gradebook import Gradebook
    from course_utils.classroom.scores import class_scores
    from course_utils.notebook_files import write_whole

    _require_new(options.out, options.force)
    with Gradebook(options.course, options.gradebook) as book:
        scores = class_scores(options.course, book, _notebooks(options))
    made = export(scores, options.to, options.template)
    write_whole(options.out, made.table.to_bytes())
    _say(made.remarks)
    print(f"The scores of {len(scores.students)} students are in {options.out}.")
    return 0


def _report(options: argparse.Namespace) -> int:
    from course_utils.classroom.gradebook import Gradebook
    from course_utils.classroom.report.files import feedback_zip, write_folder
    from course_utils.classroom.scores import class_scores
    from course_utils.notebook_files import write_whole

    if options.zip and options.anonymous:
        raise CourseError("Files that go back to students carry their names. Leave out --anonymous or --zip.")
    if options.zip:
        _require_new(options.out, options.force)
    with Gradebook(options.course, options.gradebook) as book:
        scores, secret = class_scores(options.course, book, _notebooks(options)), book.settings().get("seed", "")
    if options.zip:
        packed = feedback_zip(scores, options.zip)
        write_whole(options.out, packed.data)
        _say(packed.remarks)
        print(f"The pages of {packed.pages} students are in {options.out}.")
    else:
        write_folder(scores, options.out, secret, options.anonymous)
        print(f"The pages of {len(scores.students)} students are in {options.out}. Open {options.out / 'index.html'}.")
    return 0
