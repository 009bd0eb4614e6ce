"""Stub until the class lists are merged."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from course_utils.classroom.platforms.platform import Owner


@dataclass(frozen=True, kw_only=True)
class Listed:
    student: str
    name: str
    platform: str = ""
    platform_id: str = ""


class Roster:
    students: tuple[Listed, ...] = ()

    def find(self, owner: Owner) -> Listed | None:
        return None

    def is_group(self, owner: Owner) -> bool:
        return False

    def members(self, name: str) -> tuple[Listed, ...]:
        return ()


def names_fit(one: str, other: str) -> bool:
    return one.casefold() == other.casefold()


def read_roster(path: Path, columns: Mapping[str, str] = {}) -> Roster:
    return Roster()
