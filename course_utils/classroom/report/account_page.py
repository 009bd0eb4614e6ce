"""The page on what was handed in: what became of every file, and who has handed in nothing."""

from collections.abc import Iterable, Mapping, Sequence
from html import escape

from course_utils.autograder.course import number_of
from course_utils.classroom.account import Line, in_minutes, in_numbers
from course_utils.classroom.report.page import page, table
from course_utils.classroom.scores import ClassScores

HEADER = ("file", "whose", "notebook", "since", "what became of it")


def account_page(scores: ClassScores, links: Mapping[str, str]) -> str:
    """Return the page on every file that was handed in.

    Args:
        scores: what counts, with the account.
        links: the address of each student's page, by `Student.student`.
    """
    parts = ["<h1>What became of every file</h1>"]
    for source, lines in scores.account.items():
        parts.append(f"<h2>{escape(source)}</h2><p>{in_numbers(lines)}</p>")
        parts += _tables(lines, links)
    absent = [student for student in scores.students if not any(item.entry for item in student.notebooks)]
    if absent:
        rows = [(_link(student.student, links), escape(" ".join(student.trouble_lines))) for student in absent]
        parts.append("<h2>Who has no notebook that counts</h2>" + table("And why", ("student", "why"), rows))
    if not scores.account:
        parts.append("<p>This gradebook was made by an earlier version, which kept no account.</p>")
    return page(scores.course, "What became of every file", "\n".join(parts))


def _tables(lines: Sequence[Line], links: Mapping[str, str]) -> Iterable[str]:
    """Yield what nobody is graded by first: a lecturer looks for that. What programs have made comes last."""
    aside = [line for line in lines if line.fate == "set aside" and not line.is_a_program_s]
    others = [line for line in lines if line.fate != "set aside"]
    of_programs = [line for line in lines if line.is_a_program_s]
    for caption, some in (
        ("Set aside", aside),
        ("Files that count, older ones, and what lies beside them", others),
        ("Hidden files, which programs have made", of_programs),
    ):
        if some:
            yield table(caption, HEADER, [_row(line, links) for line in some])


def _row(line: Line, links: Mapping[str, str]) -> tuple[str, ...]:
    whose = ", ".join(_link(student, links) for student in line.students) or "nobody's"
    notebook = escape(number_of(line.notebook)) if line.notebook else "–"
    return (
        f'<span class="path">{escape(line.place)}</span>',
        whose,
        notebook,
        in_minutes(line.since()),
        escape(line.fate_in_words()),
    )


def _link(student: str, links: Mapping[str, str]) -> str:
    # one whom a later run knows by another name has no page
    return f'<a href="{escape(links[student])}">{escape(student)}</a>' if student in links else escape(student)
