"""`export`: the scores of a class as a table."""

import argparse
from pathlib import Path

from course_utils.autograder.course import Course
from course_utils.classroom.commands.arguments import (
    add_gradebook,
    add_notebooks,
    add_weight_of_choices,
    chosen_notebooks,
    print_remarks,
    require_new,
)
from course_utils.classroom.platforms import TAKING_BACK

READERS = " or ".join(f"for {platform.title}" for platform in TAKING_BACK.values())
TEMPLATES = ", or its ".join(f"{platform.template} from {platform.title}" for platform in TAKING_BACK.values())

SENTENCE = f"Write the scores of a class as a table, {READERS}."


def add_arguments(course: Course, parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments.

    Args:
        course: the course.
        parser: the command's.
    """
    add_gradebook(course, parser)
    parser.add_argument("--to", choices=("csv", *TAKING_BACK), required=True)
    parser.add_argument("--out", type=Path, required=True, metavar="FILE")
    parser.add_argument("--template", type=Path, metavar="CSV", help=f"the class's {TEMPLATES}, to fill in")
    add_notebooks(parser, "these notebooks only, by their numbers")
    add_weight_of_choices(parser)
    parser.add_argument("--force", action="store_true", help="overwrite FILE")


def run(options: argparse.Namespace) -> int:
    """Carry the command out and return its exit code."""
    from course_utils.classroom.export import export
    from course_utils.classroom.gradebook import Gradebook
    from course_utils.classroom.scores import class_scores
    from course_utils.notebook_files import write_whole

    require_new(options.out, options.force)
    with Gradebook(options.course, options.gradebook) as book:
        scores = class_scores(options.course, book, chosen_notebooks(options), options.choices)
    made = export(scores, options.to, options.template)
    write_whole(options.out, made.table.to_bytes())
    print_remarks(made.remarks)
    print(f"The scores of {len(scores.students)} students are in {options.out}.")
    return 0
