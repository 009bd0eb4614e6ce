"""`report`: a page for each student and one on the class."""

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
from course_utils.errors import CourseError

SENTENCE = "Write a page for each student and one on what the class misunderstood."


def add_arguments(course: Course, parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments.

    Args:
        course: the course.
        parser: the command's.
    """
    add_gradebook(course, parser)
    parser.add_argument("--out", type=Path, required=True, metavar="OUT", help="a folder; with --zip, a file")
    parser.add_argument("--anonymous", action="store_true", help="without names")
    parser.add_argument("--zip", choices=tuple(TAKING_BACK), help="pack the students' pages for upload")
    add_notebooks(parser, "these notebooks only, by their numbers")
    add_weight_of_choices(parser)
    parser.add_argument("--force", action="store_true", help="overwrite the file OUT")


def run(options: argparse.Namespace) -> int:
    """Carry the command out and return its exit code."""
    from course_utils.classroom.gradebook import Gradebook
    from course_utils.classroom.report.files import feedback_zip, write_folder
    from course_utils.classroom.scores import class_scores
    from course_utils.notebook_files import write_whole

    if options.zip and options.anonymous:
        raise CourseError("Files that go back to students carry their names. Leave out --anonymous or --zip.")
    if options.zip:
        require_new(options.out, options.force)
    with Gradebook(options.course, options.gradebook) as book:
        scores = class_scores(options.course, book, chosen_notebooks(options), options.choices)
        secret = book.page_secret
    if options.zip:
        packed = feedback_zip(scores, options.zip)
        write_whole(options.out, packed.data)
        print_remarks(packed.remarks)
        print(f"The pages of {packed.pages} students are in {options.out}.")
    else:
        write_folder(scores, options.out, secret, options.anonymous)
        print(f"The pages of {len(scores.students)} students are in {options.out}. Open {options.out / 'index.html'}.")
    return 0
