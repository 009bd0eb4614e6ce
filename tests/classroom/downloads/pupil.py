"""A class as the generators are told of it."""

import csv
import io
from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class Pupil:
    """A student of an imagined class. `files` are what was handed in last, by name; `attempt` counts from 1."""

    first: str
    last: str
    number: int
    login: str = ""
    files: tuple[tuple[str, bytes], ...] = ()
    late: bool = False
    group: str = ""
    attempt: int = 1
    text: str = ""


@dataclass
class Download:
    """Files by their paths, and whose each is."""

    files: dict[str, bytes] = field(default_factory=dict)
    owners: dict[str, Pupil] = field(default_factory=dict)

    def add(self, path, data, pupil):
        self.files[path] = data
        self.owners[path] = pupil

    def write(self, folder):
        """Write everything below a folder."""
        for path, data in self.files.items():
            place = folder / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(data)


def csv_bytes(rows, delimiter=",", mark=False, end="\n"):
    """Return a table as a file."""
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator=end).writerows(rows)
    return text.getvalue().encode("utf-8-sig" if mark else "utf-8")
