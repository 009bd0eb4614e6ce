"""The frame of a page of the report, and the parts that its pages share.

A page is one file, without scripts and without anything from elsewhere. Its policy forbids both, in case an escape is
ever forgotten.
"""

import functools
from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path

from course_utils.autograder.course import Course
from course_utils.autograder.rendering import inline_html, printable

STATES = {"passed": "Passed", "partial": "Partly right", "failed": "Not yet", "unattempted": "Still open"}


@functools.cache
def _style() -> str:
    return Path(__file__).with_name("page.css").read_text(encoding="utf-8")


def generator(course: Course) -> str:
    """Return the text by which a page is known as one of ours."""
    return f"{course.name} report"


def page(course: Course, title: str, body: str) -> str:
    """Return a whole page.

    Args:
        course: the course that was graded.
        title: plain text.
        body: HTML, escaped already.
    """
    return printable(
        f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="{escape(generator(course))}">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="referrer" content="no-referrer">
<title>{escape(title)}</title>
<style>
{_style()}</style>
</head>
<body>
<main>
{body}
</main>
</body>
</html>
"""
    )


def items(texts: Iterable[str]) -> str:
    """Return a list of plain texts as HTML."""
    return "<ul>" + "".join(f"<li>{inline_html(text)}</li>" for text in texts) + "</ul>"


def table(caption: str, header: Sequence[str], rows: Iterable[Sequence[str]], numbers: Iterable[int] = ()) -> str:
    """Return a table as HTML; the first cell of a row names it.

    Args:
        caption: plain text.
        header: cells of HTML, escaped already.
        rows: likewise, as many to a row.
        numbers: the columns that are aligned to the right, from 0.
    """
    right = set(numbers)

    def kind(column: int) -> str:
        return ' class="number"' if column in right else ""

    head = "".join(f'<th scope="col"{kind(column)}>{cell}</th>' for column, cell in enumerate(header))
    body = "".join(
        f'<tr><th scope="row">{row[0]}</th>'
        + "".join(f"<td{kind(column)}>{cell}</td>" for column, cell in enumerate(row) if column)
        + "</tr>\n"
        for row in rows
    )
    # on a narrow screen the table is scrolled, and the keyboard must reach it for that
    return (
        f'<div class="wide" role="region" tabindex="0" aria-label="{escape(caption)}">\n'
        f"<table><caption>{escape(caption)}</caption>\n<thead><tr>{head}</tr></thead>\n<tbody>{body}</tbody></table></div>"
    )
