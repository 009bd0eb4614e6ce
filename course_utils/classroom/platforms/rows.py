"""Which row of a platform's table is whose: by the number and the name together, or by the group.

A number alone is not believed. Moodle names the folder of a group by the group's number, which is another student's.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from course_utils.classroom.platforms.listed import Listed, names_fit, same_name, squeezed
from course_utils.errors import CourseError

if TYPE_CHECKING:  # the command asks for the platforms' names at its start, and no gradebook is opened then
    from course_utils.classroom.platforms.platform import LearningPlatform
    from course_utils.classroom.scores import ClassScores, Student
    from course_utils.classroom.tables import Table

ROSTER_ADVICE = "If it is a group's, grade with --roster CLASS.csv, a list that has each student's group."


@dataclass(frozen=True)
class Given:
    """The student of each row that has one, by the row's number, and sentences on those who have none."""

    rows: dict[int, "Student"]
    remarks: tuple[str, ...]


@dataclass
class _Claims:
    """Who claims each row: as the student that it lists, and as the group of that student.

    A member of a group may be in the gradebook, too, as one who has handed in nothing.
    """

    own: dict[int, list["Student"]] = field(default_factory=lambda: defaultdict(list))
    group: dict[int, list["Student"]] = field(default_factory=lambda: defaultdict(list))

    def of(self, row: int) -> list["Student"]:
        """Return those whose claim on a row is the best."""
        own, group = self.own.get(row, []), self.group.get(row, [])
        return [student for student in own if student.points is not None] or group or own


def give_rows(
    platform: "LearningPlatform",
    scores: "ClassScores",
    listed: Mapping[int, Listed],
    template: "Table",
) -> Given:
    """Return whose each row of a template is.

    Args:
        platform: whose template it is.
        scores: what counts.
        listed: the student of each row.
        template: what the platform has exported.

    Raises:
        CourseError: the template has none of the students.
    """
    by_id = {person.platform_id: row for row, person in listed.items() if person.platform_id}
    by_other: dict[str, set[int]] = defaultdict(set)
    members: dict[str, list[int]] = defaultdict(list)
    for row, person in listed.items():
        for one in person.ids:
            by_other[one.casefold()].add(row)
        for group in person.groups:
            members[squeezed(group)].append(row)
    claims, remarks = _Claims(), []
    for student in scores.students:
        own = _own_row(platform, student, by_id, by_other)
        team = members.get(squeezed(student.name), []) if student.platform in ("", platform.name) else []
        if team and not (own is not None and same_name(student.name, listed[own].name)):
            for row in team:
                claims.group[row].append(student)
            names = ", ".join(listed[row].name or listed[row].platform_id for row in team)
            remarks.append(f"{student.student} is a group, and its grade goes to {names}.")
        elif own is None:
            remarks.append(f"{student.student} is not in {template.source} and is left out.")
        elif (
            student.platform_id
            and not platform.names_nobody(student.name)
            and not names_fit(student.name, listed[own].name)
        ):
            remarks.append(
                f"{student.student} is left out: {template.source} has {listed[own].name} under the number "
                f"{student.platform_id}, and the submission is called {student.name}. {ROSTER_ADVICE}"
            )
        else:
            claims.own[own].append(student)
    if scores.students and not claims.own and not claims.group:
        reasons = "".join(f"\n  {remark}" for remark in remarks if ROSTER_ADVICE in remark)
        raise CourseError(
            f"{template.source} has none of the students of this gradebook. Is it of another class?" + reasons
        )
    return Given(
        {row: claims.of(row)[0] for row in listed if len(claims.of(row)) == 1},
        (*remarks, *_competing(claims, listed)),
    )


def _own_row(
    platform: "LearningPlatform", student: "Student", by_id: Mapping[str, int], by_other: Mapping[str, set[int]]
) -> int | None:
    """Return the row that has a student's number; of one without a number, the row that has the login."""
    if student.platform_id:
        return by_id.get(student.platform_id) if platform.knows(student) else None
    rows = by_other.get(student.student.casefold(), set())
    return next(iter(rows)) if len(rows) == 1 else None


def _competing(claims: _Claims, listed: Mapping[int, Listed]) -> Iterator[str]:
    for row, person in listed.items():
        if len(claims.of(row)) > 1:
            names = " and ".join(student.student for student in claims.of(row))
            yield f"{names} are both {person.name or person.platform_id}, whose row stays as it was."
