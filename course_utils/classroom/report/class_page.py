"""The page on a class: how the points are spread, what was hard, and what was misunderstood how often."""

import statistics
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from html import escape

from course_utils.autograder.course import number_of
from course_utils.autograder.rendering import counted, inline_html
from course_utils.autograder.verdict import format_points
from course_utils.classroom.overview import overview
from course_utils.classroom.report.charts import histogram, shares
from course_utils.classroom.report.page import STATES, items, page, table
from course_utils.classroom.scores import ClassScores, NotebookScore, Student
from course_utils.notebook_files import notebook_title


def class_page(scores: ClassScores, labels: Mapping[str, str], links: Mapping[str, str], account_link: str = "") -> str:
    """Return the page on the class. Students stand in the order of their labels.

    Args:
        scores: what counts.
        labels: what each student is called, by `Student.student`.
        links: the address of each student's page, likewise.
        account_link: the address of the page on what became of each file. Without one, no file is named here either,
            since files carry names themselves.
    """
    students = sorted(scores.students, key=lambda item: (labels[item.student].casefold(), item.student))
    parts = ["<h1>The class</h1>", f"<p>{counted(len(students), 'student')}.</p>", *_overview(scores, account_link)]
    for place, notebook in enumerate(scores.notebooks):
        parts += _notebook(notebook_title(scores.course, notebook), [student.notebooks[place] for student in students])
    parts += _one_name_of_several(students, labels)
    parts += _trouble(students, labels, with_files=bool(account_link))
    parts.append(_students(scores, students, labels, links))
    return page(scores.course, "The class", "\n".join(parts))


def _overview(scores: ClassScores, account_link: str) -> Iterable[str]:
    findings = [finding.sentence.replace("`", "'") for finding in overview(scores)]
    if findings:
        yield "<h2>What many met</h2>" + items(findings)
    if account_link:
        yield f'<p><a href="{escape(account_link)}">What became of every file</a> that was handed in.</p>'


def _notebook(title: str, scores: Sequence[NotebookScore]) -> Iterable[str]:
    """Yield the sections on one notebook; `scores` hold one entry a student."""
    points = [score.points for score in scores if score.points is not None]
    handed_in = [score for score in scores if score.entry]
    yield f"<h2>{escape(title)}</h2>"
    if points:
        out_of = scores[0].out_of
        low, high, median, mean = map(
            format_points, (f(points) for f in (min, max, statistics.median, statistics.fmean))
        )
        yield (
            f"<p>{counted(len(points), 'student')} with a grade, {len(scores) - len(points)} without, out of "
            f"{format_points(out_of)} points: from {low} to {high}, median {median}, mean {mean}.</p>"
        )
        yield histogram(points, out_of, f"Points on {title}")
    if handed_in:
        yield _difficulty(handed_in)
        yield from _misconceptions(handed_in)


def _difficulty(handed_in: Sequence[NotebookScore]) -> str:
    header = ["exercise", "points"]
    header += [f'<span class="key {state}">{words}</span>' for state, words in STATES.items()] + ["shares"]
    rows = []
    for place, exercise in enumerate(score.exercise for score in handed_in[0].scores):
        verdicts = [verdict for score in handed_in if (verdict := score.scores[place].verdict)]
        states: Counter[str] = Counter(verdict.state for verdict in verdicts)
        cells = [_with_share(states[state], len(verdicts)) for state in STATES]
        bar = shares([(state, states[state]) for state in STATES], len(verdicts))
        rows.append((escape(exercise.title), format_points(exercise.points), *cells, bar))
    caption = (
        f"How hard each exercise was: {counted(len(handed_in), 'notebook')}, as graded, without scores set by hand"
    )
    return table(caption, header, rows, numbers=(1, 2, 3, 4, 5))


def _with_share(number: int, total: int) -> str:
    return f"{number} ({100 * number / total:.0f} %)" if number else "0"


def _misconceptions(handed_in: Sequence[NotebookScore]) -> Iterable[str]:
    met: Counter[tuple[int, str]] = Counter()
    unexplained: Counter[int] = Counter()
    for score in handed_in:
        for place, verdict in enumerate(one.verdict for one in score.scores):
            for diagnosis in verdict.diagnoses if verdict else ():
                met[place, diagnosis.message] += 1  # two ways of one mistake are told in the same words
            if verdict and not verdict.diagnoses and verdict.state in ("partial", "failed"):
                unexplained[place] += 1
    titles = [score.exercise.title for score in handed_in[0].scores]
    rows = []
    for (place, message), number in sorted(met.items(), key=lambda item: (-item[1], item[0])):
        bar = shares([("bar", number)], len(handed_in))
        rows.append((escape(titles[place]), inline_html(message), _with_share(number, len(handed_in)), bar))
    yield "<h3>What was misunderstood</h3>"
    if rows:
        header = ("exercise", "what the answers behave like", "students", "share")
        yield table("Known misconceptions, the most frequent first", header, rows, numbers=(2,))
    else:
        yield "<p>No known misconception was met.</p>"
    if unexplained:
        listed = ", ".join(f"{escape(titles[place])} ({unexplained[place]})" for place in sorted(unexplained))
        yield f"<p>Wrong in ways that we do not know: {listed}.</p>"


def _one_name_of_several(students: Sequence[Student], labels: Mapping[str, str]) -> Iterable[str]:
    """Yield who gave an answer under the same name, in exercises where what is right follows from a name."""
    signed: dict[tuple[str, str], list[Student]] = {}
    for student in students:
        names = {
            (score.exercise.title, score.verdict.signed.casefold())
            for item in student.notebooks
            for score in (item.scores if item.entry else ())
            if score.verdict and score.verdict.signed
        }
        for found in names:
            signed.setdefault(found, []).append(student)
    lines = [
        f"{escape(title)}: {', '.join(escape(labels[student.student]) for student in several)} gave the name "
        f"<q>{escape(name)}</q>"
        for (title, name), several in sorted(signed.items())
        if len(several) > 1
    ]
    if lines:
        yield "<h2>One name, several students</h2>"
        yield "<p>In these exercises each name has a task of its own. Those who give the same name share one.</p>"
        yield "<ul>" + "".join(f"<li>{line}</li>" for line in lines) + "</ul>"


def _trouble(students: Sequence[Student], labels: Mapping[str, str], with_files: bool) -> Iterable[str]:
    lines = [
        f"{labels[student.student]}{f', {place}' if place and with_files else ''}: "
        f"{text if place or with_files else 'No notebook could be graded.'}"  # the student's own text names files
        for student in students
        for place, text in student.troubles
    ]
    yield "<h2>Submissions in trouble</h2>"
    yield items(line.replace("`", "'") for line in lines) if lines else "<p>None.</p>"


def _students(
    scores: ClassScores, students: Sequence[Student], labels: Mapping[str, str], links: Mapping[str, str]
) -> str:
    rows = []
    for student in students:
        row = [f'<a href="{escape(links[student.student])}">{escape(labels[student.student])}</a>']
        for item in student.notebooks:
            row.append("–" if item.points is None else format_points(item.points))
        if len(scores.notebooks) > 1:
            row.append("–" if student.points is None else format_points(student.points))
        late = " ".join(number_of(item.notebook) for item in student.notebooks if item.entry and item.entry.late)
        by_hand = ", ".join(escape(score.exercise.title) for score in student.overridden)
        rows.append((*row, late, by_hand))
    header = ["student", *(escape(number_of(name)) for name in scores.notebooks)]
    header += ["all"] * (len(scores.notebooks) > 1)
    numbers = range(1, len(header))
    caption = "Points that count. A dash: no grade"
    return "<h2>Students</h2>\n" + table(caption, (*header, "late", "set by hand"), rows, numbers)
