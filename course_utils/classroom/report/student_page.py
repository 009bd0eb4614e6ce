"""The page that a student gets back: each exercise with what was seen, what was expected, and what may help."""

from html import escape

from course_utils.autograder.course import Course
from course_utils.autograder.rendering import Block, Details, Heading, Paragraph, to_html
from course_utils.autograder.verdict import format_points
from course_utils.classroom.report.page import STATES, items, page, table
from course_utils.classroom.scores import NotebookScore, Score, Student
from course_utils.notebook_files import notebook_title

NO_GRADE = "no grade"


def student_page(course: Course, student: Student, label: str, with_files: bool = True) -> str:
    """Return a student's page.

    Args:
        course: the course that was graded.
        student: the student.
        label: what the student is called on it.
        with_files: name the files, which carry names themselves.
    """
    parts = [f'<h1>{escape(label)}</h1><p class="total">{_of(student.points, student.out_of)}</p>']
    if len(student.notebooks) > 1:
        rows = [
            (escape(notebook_title(course, item.notebook)), _of(item.points, item.out_of), _when(item))
            for item in student.notebooks
        ]
        parts.append(table("Your notebooks", ("notebook", "points", ""), rows))
    left = [student.note] * bool(student.note and with_files)
    left += [f"{entry.place}: {entry.reason}" if with_files else entry.reason for entry in student.unreadable]
    if left:
        parts.append("<h2>What could not be graded</h2>" + items(text.replace("`", "'") for text in left))
    parts += [_notebook(course, item, with_files) for item in student.notebooks]
    return page(course, f"{label}: {_of(student.points, student.out_of)}", "\n".join(parts))


def _of(points: float | None, out_of: float) -> str:
    return NO_GRADE if points is None else f"{format_points(points)} of {format_points(out_of)} points"


def _when(item: NotebookScore) -> str:
    if not item.entry:
        return "not handed in"
    return "handed in late" if item.entry.late else ""


def _notebook(course: Course, item: NotebookScore, with_files: bool) -> str:
    parts = [f"<h2>{escape(notebook_title(course, item.notebook))}</h2>"]
    state = _when(item)
    parts.append(f"<p>{_of(item.points, item.out_of)}{', ' if state else ''}{state}.</p>")
    if item.entry and with_files:
        parts.append(f'<p class="quiet">Graded from {escape(item.entry.place)}</p>')
    if item.points is None:
        return "".join(parts)
    rows = [(escape(score.exercise.title), _state(score), _points(score)) for score in item.scores]
    parts.append(table("The exercises", ("exercise", "", "points"), rows, numbers=(2,)))
    notes = _notes(item)
    if notes:
        parts.append("<h3>About your notebook</h3>" + items(notes))
    parts += [
        f"<article>{to_html(blocks_of(score), heading='h3')}</article>" for score in item.scores if _is_told(score)
    ]
    return "\n".join(parts)


def _is_told(score: Score) -> bool:
    return score.verdict is not None or score.override is not None


def _state(score: Score) -> str:
    graded = STATES[score.verdict.state] if score.verdict else "Not graded"
    return f"{graded}; score set by your lecturer" if score.override else graded


def _points(score: Score) -> str:
    points = "–" if score.points is None else format_points(score.points)
    return f"{points} of {format_points(score.exercise.points)}"


def _notes(item: NotebookScore) -> list[str]:
    """Return what is to be said of a notebook as a whole, with the exercises by their titles."""
    if not item.entry:
        return []
    titles = {score.exercise.id: score.exercise.title for score in item.scores}

    def in_quotes(exercise: str) -> str:
        return f"“{titles[exercise]}”" if exercise in titles else exercise

    return [
        *item.troubles(in_quotes),
        *(f"{titles.get(remark.exercise, remark.exercise)}: {remark.text}" for remark in item.entry.remarks),
        *(error.sentence() for error in item.entry.errors if not error.left_out),
    ]


def blocks_of(score: Score) -> list[Block]:
    """Return the verdict as a student reads it after the deadline: with a hint, and with what a lecturer has set."""
    blocks: list[Block]
    if score.verdict:
        blocks = score.verdict.blocks()
        hint = _hint(score)
        if hint:
            folded = [place for place, block in enumerate(blocks) if isinstance(block, Details)]
            blocks.insert(folded[0] if folded else len(blocks), Paragraph(f"Hint: {hint}"))
    else:
        blocks = [Heading(f"Not graded: {score.exercise.title}", "notice")]
    if score.override:
        heading = blocks[0]
        tone = heading.tone if isinstance(heading, Heading) else "notice"
        blocks[0] = Heading(f"{_state(score)}: {score.exercise.title} ({_points(score)} points)", tone)
        graded = f" Before, it was {format_points(score.verdict.points)}." if score.verdict else ""
        text = f"Your lecturer set this score to {format_points(score.override.points)}: {score.override.reason}"
        blocks.insert(1, Paragraph(text.removesuffix(".") + "." + graded))
    return blocks


def _hint(score: Score) -> str:
    verdict = score.verdict
    if verdict is None or verdict.state == "passed":
        return ""
    if verdict.diagnoses:
        return " ".join(one.hint for one in verdict.diagnoses)
    return next(iter(score.exercise.hints), "") if verdict.state != "unattempted" else ""
