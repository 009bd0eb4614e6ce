"""`grade`: a class."""

import argparse
from pathlib import Path

from course_utils.autograder.course import Course
from course_utils.autograder.rendering import on_one_line
from course_utils.classroom.commands.arguments import (
    add_notebooks,
    chosen_notebooks,
    count,
    positive,
    print_remarks,
    seed,
)
from course_utils.classroom.grading.processors import default_jobs
from course_utils.errors import CourseError

GUESSABLE = 1 << 64  # smaller seeds can be tried, or belong to somebody's habits
SENTENCE = "Grade a class: run every submission in a sandbox and judge it from outside."
COLUMNS = ("id", "name", "email", "group", "section")  # what a column of a class list may be


def add_arguments(course: Course, parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments.

    Args:
        course: the course.
        parser: the command's.
    """
    parser.add_argument("submissions", nargs="?", type=Path, metavar="SUBMISSIONS", help="a folder or a zip")
    parser.add_argument("--gradebook", type=Path, metavar="FILE", help="where the grades go; made if it is not there")
    add_notebooks(parser, "grade these notebooks only, by their numbers")
    parser.add_argument(
        "--dry-run", action="store_true",
        help="run no code: show whose each file is, which one counts, and what is set aside and why",
    )  # fmt: skip
    parser.add_argument("--json", action="store_true", help="with --dry-run: as JSON")
    parser.add_argument(
        "--roster", type=Path, metavar="CSV",
        help="the class list: the gradebook from Canvas, the worksheet from Moodle, nbgrader's students, or any CSV "
        "with ids or e-mails and names",
    )  # fmt: skip
    parser.add_argument(
        "--roster-column", type=_column, action="append", default=[], metavar="WHAT=HEADER",
        help=f"which column of the class list is the {', '.join(COLUMNS)}, if that cannot be told",
    )  # fmt: skip
    parser.add_argument(
        "--students", nargs="+", default=[], metavar="PATTERN",
        help="which folders are a student's each, if that cannot be told: '*' for those in SUBMISSIONS, '*/*' for "
        "those one level deeper",
    )  # fmt: skip
    parser.add_argument(
        "--jobs", type=count, default=default_jobs(), metavar="N",
        help="how many at once (default: %(default)s, which is what the processors and the memory allow)",
    )  # fmt: skip
    parser.add_argument("--seed", type=seed, metavar="S", help="what the inputs are drawn from (default: a secret one)")
    parser.add_argument(
        "--new-seed", action="store_true",
        help="grade what is not graded yet with a new secret seed, after the keys of the old one were given out",
    )  # fmt: skip
    parser.add_argument(
        "--timeout", type=positive, default=20.0, metavar="S",
        help="seconds that each cell, and each exercise, may compute; ten times as much for a whole notebook, and five "
        "times as much by the clock (default: %(default)g)",
    )  # fmt: skip
    parser.add_argument(
        "--memory", type=count, default=2048, metavar="MB",
        help="memory that a notebook may use beyond the libraries' own (default: %(default)s)",
    )  # fmt: skip
    parser.add_argument("--regrade", action="store_true", help="grade again what is graded already")
    parser.add_argument("--explain-sandbox", action="store_true", help="say which protections this machine has")
    parser.add_argument(
        "--trust-submissions", action="store_true", help="run them without a sandbox, as if you had written them"
    )


def _column(text: str) -> tuple[str, str]:
    """Return what a column is and its header, for argparse."""
    what, _, header = text.partition("=")
    if what not in COLUMNS or not header:
        raise argparse.ArgumentTypeError(
            f"{text!r} names no column: write WHAT=HEADER, with one of {', '.join(COLUMNS)}"
        )
    return what, header


def run(options: argparse.Namespace) -> int:
    """Carry the command out and return its exit code."""
    if options.explain_sandbox:
        return _explain_sandbox(options.course)
    if not options.submissions or not (options.gradebook or options.dry_run):
        command = f"{options.course.name} grade SUBMISSIONS --gradebook grades.db"
        raise CourseError(f"Name the submissions and the gradebook: {command}")
    if options.json and not options.dry_run:
        raise CourseError("--json goes with --dry-run. The grades as a table: --to csv of the command export.")
    if options.new_seed and options.seed is not None:
        raise CourseError("--new-seed draws a secret seed. Leave out --seed or --new-seed.")
    if options.seed is not None and options.seed < GUESSABLE:
        print_remarks([f"A student can guess the seed {options.seed}. Leave --seed out for one that nobody knows."])
    from course_utils.classroom.grading.grade_class import dry_run, grade_class
    from course_utils.classroom.grading.options import Options
    from course_utils.classroom.limits import grading_limits

    asked = Options(
        submissions=options.submissions,
        gradebook=options.gradebook,
        notebooks=chosen_notebooks(options),
        jobs=options.jobs,
        seed=options.seed,
        limits=grading_limits(options.timeout, options.memory << 20),
        regrade=options.regrade,
        new_seed=options.new_seed,
        trust=options.trust_submissions,
        roster=options.roster,
        roster_columns=dict(options.roster_column),
        students=tuple(options.students),
    )
    if options.dry_run:
        from course_utils.classroom.grading.dry_run import as_json, as_text

        found, lines = dry_run(options.course, asked)
        print(as_json(found, lines) if options.json else as_text(found, lines))
        return 0
    summary = grade_class(options.course, asked, say=lambda text: print(on_one_line(text)))
    for line in summary.overview:
        print(on_one_line(line))
    print(
        f"Graded {summary.graded} notebooks now, {summary.before} before; {summary.troubled} in trouble. "
        f"The grades are in {options.gradebook}."
    )
    return 0


def _explain_sandbox(course: Course) -> int:
    from course_utils.classroom.sandbox.protections import protections

    found = protections(course)
    print("\n".join(protection.line() for protection in found))
    return 0 if all(protection.stands for protection in found if protection.needed) else 1
