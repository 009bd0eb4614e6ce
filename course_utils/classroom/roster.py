"""A class list: who is in the class, from what a platform exports or from any table with ids or e-mails, and names."""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from course_utils.classroom.platforms import PLATFORMS
from course_utils.classroom.platforms.listed import Listed, names_fit, other_ids, same_name, squeezed
from course_utils.classroom.platforms.platform import Owner
from course_utils.classroom.tables import Table, read_table
from course_utils.errors import CourseError

# What a column may hold, and the headers that say so, in small letters.
HEADERS = {
    "id": (
        "id", "student id", "studentid", "user id", "userid", "username", "user name", "login", "login id",
        "id number", "idnumber", "student number", "matriculation number", "matrikelnummer", "sis user id",
        "sis login id", "sis id", "uid", "netid",
    ),
    "name": ("name", "full name", "fullname", "student name", "display name"),
    "name or id": ("student", "participant"),
    "first name": ("first name", "firstname", "given name", "vorname"),
    "last name": ("last name", "lastname", "surname", "family name", "nachname"),
    "email": ("email", "e mail", "email address", "e mail address", "mail"),
    "group": ("group", "groups", "group name", "team"),
    "section": ("section", "sections", "class"),
}  # fmt: skip
NAMED_BY_USERS = ("id", "name", "email", "group", "section")
SEVERAL = re.compile(r"\s*[,;]\s*")  # between the groups of one student

__all__ = ["Listed", "Roster", "names_fit", "read_roster"]


@dataclass(frozen=True)
class Roster:
    """The students of a class, in the order of the list. `remarks` are sentences on how the list was read."""

    students: tuple[Listed, ...]
    remarks: tuple[str, ...] = ()

    def find(self, owner: Owner) -> Listed | None:
        """Return the student who has handed something in, None when the list has none or more than one.

        The number that a platform gives comes first, whatever the name, then any other id with a name that fits, then
        the name, if one student alone is called so.
        """
        if owner.platform_id and (found := self._by_number.get((owner.platform, owner.platform_id))):
            return found
        with_id = [
            person
            for one in dict.fromkeys((owner.platform_id, owner.student, owner.name))
            for person in self._by_id.get(one.casefold(), ())
        ]
        fitting = [person for person in with_id if self.fits(owner, person)]
        named = [person for person in self.students if not owner.anonymous and same_name(owner.name, person.name)]
        best = next((people for people in (fitting, named, with_id) if people), [])
        return best[0] if len(set(best)) == 1 else None

    def fits(self, owner: Owner, person: Listed) -> bool:
        """Return whether a name that something was handed in under can be a student's, or is one of the student's ids.

        Args:
            owner: whose it is, as the name tells.
            person: a student of the list.
        """
        known_as = {one.casefold() for one in person.ids}
        return owner.anonymous or owner.name.casefold() in known_as or names_fit(owner.name, person.name)

    def members(self, group_name: str) -> tuple[Listed, ...]:
        """Return the students of a group, none when there is no such group."""
        return self._by_group.get(squeezed(group_name), ())

    def is_group(self, owner: Owner) -> bool:
        """Return whether the name that something was handed in under is a group's and no student's."""
        found = self.find(owner)
        return bool(self.members(owner.name)) and not (found and same_name(owner.name, found.name))

    @cached_property
    def _by_number(self) -> dict[tuple[str, str], Listed]:
        return {(person.platform, person.platform_id): person for person in self.students if person.platform_id}

    @cached_property
    def _by_id(self) -> dict[str, tuple[Listed, ...]]:
        return _indexed((one.casefold(), person) for person in self.students for one in person.ids)

    @cached_property
    def _by_group(self) -> dict[str, tuple[Listed, ...]]:
        return _indexed((squeezed(group), person) for person in self.students for group in person.groups)


def _indexed(pairs: Iterable[tuple[str, Listed]]) -> dict[str, tuple[Listed, ...]]:
    index: dict[str, list[Listed]] = defaultdict(list)
    for key, person in pairs:
        if person not in index[key]:
            index[key].append(person)
    return {key: tuple(people) for key, people in index.items() if key}


def to_json(roster: Roster) -> str:
    """Return a class list as a gradebook keeps it."""
    return json.dumps([vars(person) | {"ids": sorted(person.ids)} for person in roster.students])


def from_json(text: str) -> Roster:
    """Return the class list that `to_json` has written."""
    rows: list[dict[str, Any]] = json.loads(text)
    return Roster(tuple(Listed(**row | {"ids": frozenset(row["ids"]), "groups": tuple(row["groups"])}) for row in rows))


def read_roster(path: Path, columns: Mapping[str, str] | None = None) -> Roster:
    """Return the class in a file: a gradebook of Canvas, a worksheet of Moodle, the students of nbgrader, or any table.

    Args:
        path: a CSV file.
        columns: which columns have what, by their headers: "id", "name", "email", "group", "section". What is not
            named is told by the headers.

    Raises:
        CourseError: the file cannot be read, has no ids or no names, or has one id twice.
    """
    table = read_table(path)
    named = {what: _place(table, header) for what, header in (columns or {}).items()}
    if unknown := sorted(set(named) - set(NAMED_BY_USERS)):
        raise CourseError(f"A class list has no {unknown[0]!r}. Name a column for one of {', '.join(NAMED_BY_USERS)}.")
    listed = None if {"id", "name"} & set(named) else _of_a_platform(table)
    students = list(_with_named(table, listed, named) if listed is not None else _of_any_table(table, named))
    if not students:
        raise CourseError(f"{path} lists no student.")
    return Roster(tuple(_united(students, path)), table.remarks)


def _place(table: Table, header: str) -> int:
    fitting = [place for place, name in enumerate(table.header) if _plain(name) == _plain(header)]
    if len(fitting) != 1:
        count = "no column" if not fitting else f"{len(fitting)} columns"
        raise CourseError(f"{table.source} has {count} {header!r}. It has {_listing(table)}.")
    return fitting[0]


def _listing(table: Table) -> str:
    return "these columns: " + ", ".join(map(repr, table.header))


def _plain(header: str) -> str:
    return " ".join(re.findall(r"\w+", header.casefold().replace("_", " ")))


def _of_a_platform(table: Table) -> Mapping[int, Listed] | None:
    return next((found for platform in PLATFORMS if (found := platform.listed(table)) is not None), None)


def _with_named(table: Table, listed: Mapping[int, Listed], named: Mapping[str, int]) -> Iterator[Listed]:
    """Yield a platform's students with what stands in the columns that the user has named."""
    for row, person in listed.items():
        cells = {what: table.rows[row][place].strip() for what, place in named.items()}
        yield replace(
            person,
            email=cells.get("email", person.email),
            ids=person.ids | other_ids([cells.get("email", "")]),
            groups=_groups(cells["group"]) if "group" in cells else person.groups,
            section=cells.get("section", person.section),
        )


def _of_any_table(table: Table, named: Mapping[str, int]) -> Iterator[Listed]:
    """Yield the students of a table that is no platform's, by the columns that are named or tell what they are."""
    places = {
        what: [named[what]] if what in named else [p for p, name in enumerate(table.header) if _plain(name) in headers]
        for what, headers in HEADERS.items()
    }
    places["id" if places["name"] else "name"] += places["name or id"]
    if not places["email"]:
        places["email"] = [place for place in range(len(table.header)) if _has_addresses(table, place)]
    names = places["name"][:1] or [*places["first name"][:1], *places["last name"][:1]]
    if not names or not (places["id"] or places["email"]):
        lacking = "names" if not names else "ids or e-mails"
        raise CourseError(
            f"{table.source} has no column that we take for the students' {lacking}. Say which it is, with "
            f"--roster-column id=HEADER or --roster-column name=HEADER. It has {_listing(table)}."
        )
    for cells in (list(map(str.strip, row)) for row in table.rows[1:]):
        ids = _cells(cells, [*places["id"], *places["email"]])
        name = " ".join(_cells(cells, names))
        if ids or name:
            yield Listed(
                student=ids[0] if ids else name,
                name=name,
                ids=other_ids(ids),
                email=next(iter(_cells(cells, places["email"])), ""),
                groups=tuple(group for cell in _cells(cells, places["group"]) for group in _groups(cell)),
                section=next(iter(_cells(cells, places["section"])), ""),
            )


def _has_addresses(table: Table, place: int) -> bool:
    cells = [row[place] for row in table.rows[1:] if row[place].strip()]
    return bool(cells) and all(re.fullmatch(r"\s*[^@\s]+@[^@\s]+\s*", cell) for cell in cells)


def _cells(cells: Sequence[str], places: Iterable[int]) -> list[str]:
    return [cells[place] for place in places if cells[place]]


def _groups(cell: str) -> tuple[str, ...]:
    """Return the groups in a cell: it may be one whose name has a comma, or several."""
    return tuple(dict.fromkeys(group for group in (cell, *SEVERAL.split(cell)) if group))


def _united(students: Iterable[Listed], path: Path) -> Iterator[Listed]:
    """Yield each student once: one who has a row a group stands in all of them.

    Raises:
        CourseError: two students have one id.
    """
    united: dict[tuple[str, str, str], Listed] = {}
    for person in students:
        key = (person.platform, person.platform_id or person.student, squeezed(person.name))
        before = united.get(key, person)
        united[key] = replace(before, groups=tuple(dict.fromkeys(before.groups + person.groups)))
    holders: dict[tuple[str, str], list[Listed]] = defaultdict(list)
    for person in united.values():
        holders[person.platform, person.platform_id or person.student].append(person)
        for one in person.ids - {person.student}:
            holders["", one].append(person)
    several = {one: people for (_, one), people in holders.items() if len(people) > 1}
    # the part of an e-mail before its @ may be another's on another server, and is then the id of neither
    parts = {one.partition("@")[0] for person in united.values() for one in person.ids if "@" in one}
    twice = [
        f"{one}: {' and '.join(person.name for person in people)}"
        for one, people in several.items()
        if one not in parts or sum(one in (person.student, person.platform_id) for person in people) > 1
    ]
    if twice:
        raise CourseError(f"{path} has one id for two students. {'; '.join(twice[:5])}. Mend the list and try again.")
    return (replace(person, ids=person.ids.difference(several)) for person in united.values())
