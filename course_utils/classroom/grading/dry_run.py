"""The account of what was handed in, as a terminal or another program reads it."""

import json
from collections.abc import Iterator, Sequence

from course_utils.autograder.rendering import aligned, counted, on_one_line
from course_utils.classroom.account import Line, in_minutes, in_numbers, set_aside_by_reason
from course_utils.classroom.gradebook import Person
from course_utils.classroom.submissions import Found

HEADER = ("student", "notebook", "the file that counts", "since")
NONE = "–"
WIDEST = 60  # characters of a cell: one name without end should not move all others
MANY, SHOWN = 5, 3  # what more than so many files are set aside for is told once, with so many of them


def as_text(found: Found, lines: Sequence[Line]) -> str:
    """Return the account as a table: each student with the files that count, and below them all others.

    What many files are set aside for, for example that a program has made them, stands once below the table.

    Args:
        found: what was handed in.
        lines: what becomes of each file.
    """
    rows, below = [HEADER], [list[str]()]
    common = {reason: of for reason, of in set_aside_by_reason(lines).items() if len(of) > MANY}
    for person in sorted(found.people, key=lambda one: (one.name.casefold(), one.student)):
        own = [line for line in lines if person.student in line.students]
        counted = [line for line in own if line.fate == "counts"]
        said = [text for text in (person.problem, person.note) if text]
        for line in counted:
            rows.append((person.student, line.notebook, line.place, in_minutes(line.since())))
            below.append([line.reason] if line.reason else [])
        if not counted:
            rows.append((person.student, NONE, NONE, NONE))
            below.append([])
        others = (
            line
            for line in own
            if line.fate != "counts" and line.reason not in common and f"{line.place}: {line.reason}" not in person.note
        )
        below[-1] += [*said, *map(_sentence, others)]
    table = [
        text
        for row, sentences in zip(aligned(rows, WIDEST), below, strict=True)
        for text in (row, *(f"    {sentence}" for sentence in sentences))
    ]
    nobodys = (f"Nobody's: {_sentence(line)}" for line in lines if not line.students and line.reason not in common)
    said = [*found.said, *table, *nobodys, *map(_of_many, common.values()), _totals(found, lines)]
    return "\n".join(map(on_one_line, said))


def as_json(found: Found, lines: Sequence[Line]) -> str:
    """Return the account as JSON.

    Args:
        found: what was handed in.
        lines: what becomes of each file.
    """
    students = [
        vars(person) | {"notebooks": {line.notebook: line.place for line in _counted(lines, person)}}
        for person in sorted(found.people, key=lambda one: one.student)
    ]
    files = [{**vars(line), "since": line.since()} for line in lines]
    for file in files:
        del file["moment"]
    return json.dumps({"students": students, "files": files, "said": found.said}, indent=1, ensure_ascii=True)


def _counted(lines: Sequence[Line], person: Person) -> Iterator[Line]:
    return (line for line in lines if person.student in line.students and line.fate == "counts")


def _of_many(lines: Sequence[Line]) -> str:
    shown = ", ".join(line.place for line in lines[:SHOWN])
    return f"Set aside are {shown} and {len(lines) - SHOWN} more; --json names each. Of each: {lines[0].reason}"


def _sentence(line: Line) -> str:
    return f"{line.place} {line.fate_in_words()}"


def _totals(found: Found, lines: Sequence[Line]) -> str:
    with_one = {student for line in lines if line.fate == "counts" for student in line.students}
    people = f"{counted(len(found.people), 'student')}, {len(with_one)} with a notebook that counts."
    return f"{people} {in_numbers(lines)} No code was run."
