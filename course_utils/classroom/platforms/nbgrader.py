"""nbgrader. Its formats are those of its own source, https://github.com/jupyter/nbgrader, read at 0.9.6.

| what | where |
|---|---|
| the folders of a course | coursedir.py |
| submitted/STUDENT/ASSIGNMENT, with timestamp.txt | exchange/default/collect.py, coursedir.get_existing_timestamp |
| inbound/STUDENT+ASSIGNMENT+TIMESTAMP+RANDOM | exchange/default/submit.py, collect.py |
| times: "%Y-%m-%d %H:%M:%S.%f %Z" unless a course says otherwise | exchange/abc/exchange.py, utils.parse_utc |
| downloaded/ASSIGNMENT/archive and extracted | apps/zipcollectapp.py, plugins/zipcollect.py |
| the list of students: id, first_name, last_name, email, lms_user_id | apps/dbapp.py |
"""

import functools
import re
import zoneinfo
from collections import Counter
from collections.abc import Collection, Mapping
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from pathlib import Path

from course_utils.classroom.platforms.listed import Listed, other_ids
from course_utils.classroom.platforms.platform import Owner, Platform
from course_utils.classroom.tables import Table

TIMESTAMP = "timestamp.txt"
SUBMITTED, INBOUND, DOWNLOADED = "submitted", "inbound", "downloaded"
# What stands in the root of a course beside the submissions, one of them at least.
COURSE_FILES = frozenset({"source", "release", "autograded", "feedback", "gradebook.db", "nbgrader_config.py"})
ONLY_IN_A_COURSE = frozenset({"gradebook.db", "nbgrader_config.py"})
HANDED_OUT = frozenset({"source", "release"})
EXCHANGE = frozenset({INBOUND, "outbound"})

SENT = re.compile(r"(?P<student>.+)\+(?P<assignment>[^+]+)\+(?P<time>\d{4}-\d\d-\d\d [^+]*)(\+[^+]*)?", re.DOTALL)
TIME = re.compile(r"(?P<time>\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d([.,]\d{1,9})?)?)\s*(?P<zone>\S*)", re.ASCII)
OFFSET = re.compile(r"(?:UTC|GMT)?(?P<sign>[+-])(?P<hours>\d\d?):?(?P<minutes>\d\d)?", re.ASCII)
LONGEST_TIME = 100  # characters
YEARS = (1970, 2100)  # in which an abbreviation is looked up


class Nbgrader(Platform):
    """The layout of a course of nbgrader."""

    title = "nbgrader"
    layout = "nbgrader"
    own_files = frozenset({TIMESTAMP, "submission_secret.txt"})

    def submissions_in(self, names: Collection[str]) -> str | None:
        """Return the folder of submissions of a course or of an exchange, when `names` are those of its root."""
        if SUBMITTED in names and COURSE_FILES.intersection(names):
            return SUBMITTED
        return INBOUND if EXCHANGE.issubset(names) else None

    def without_submissions(self, names: Collection[str]) -> str:
        """Return what is missing in the root of a course in which nothing is collected yet."""
        found = COURSE_FILES.intersection(names)
        is_course = len(found) > 1 or found & ONLY_IN_A_COURSE or (found & HANDED_OUT and len(names) == 1)
        if SUBMITTED in names or not is_course:
            return ""
        way_out = (
            f"Name the folder {DOWNLOADED}/ASSIGNMENT/archive, or run nbgrader zip_collect first."
            if DOWNLOADED in names
            else "Run nbgrader collect first, or name the folder that holds the submissions."
        )
        return f"This is a course of nbgrader with no folder {SUBMITTED!r}, so nothing was collected. {way_out}"

    def owner_of_folder(self, name: str) -> Owner | None:
        """Return whose a folder in the inbound folder of an exchange is."""
        match = SENT.fullmatch(name)
        return Owner(student=match["student"], name=match["student"], platform="nbgrader") if match else None

    def handed_in_at(self, folder: Path) -> datetime | None:
        """Return the instant in the timestamp beside a notebook."""
        timestamp = folder / TIMESTAMP
        if not timestamp.is_file() or timestamp.is_symlink():
            return None
        try:
            with open(timestamp, encoding="utf-8", errors="replace") as file:
                return _instant(file.read(LONGEST_TIME).strip())
        except OSError:
            return None  # the notebook beside it counts, without a time

    def listed(self, table: Table) -> Mapping[int, Listed] | None:
        """Return the students of the list that nbgrader imports."""
        header = [name.strip() for name in table.header]
        if "id" not in header or not {"first_name", "last_name"}.intersection(header):
            return None
        students = {}
        for number, cells in enumerate(table.rows[1:], start=1):
            row = dict(zip(header, map(str.strip, cells), strict=True))
            students[number] = Listed(
                student=row["id"],
                name=" ".join(filter(None, (row.get("first_name"), row.get("last_name")))),
                ids=other_ids(row.get(name, "") for name in ("id", "email", "lms_user_id")),
                email=row.get("email", ""),
            )
        return students


def _instant(text: str) -> datetime | None:
    """Return the instant that a text names, None if it is none that we can read. Without a zone it is UTC."""
    match = TIME.fullmatch(text)
    if not match:
        return None
    try:
        moment = datetime.fromisoformat(match["time"].replace(",", "."))
    except ValueError:
        return None
    zone = _zone(match["zone"], moment)
    try:
        return moment.replace(tzinfo=zone).astimezone(UTC) if zone else None
    except OverflowError:
        return None


def _zone(name: str, moment: datetime) -> tzinfo | None:
    """Return the zone of an offset (+02:00, -3), a place (America/New_York) or an abbreviation (CEST)."""
    if name in ("", "Z", "UTC", "GMT"):
        return UTC
    if offset := OFFSET.fullmatch(name):
        shift = timedelta(hours=int(offset["hours"]), minutes=int(offset["minutes"] or 0))
        shift = -shift if offset["sign"] == "-" else shift
        return timezone(shift) if abs(shift) < timedelta(hours=24) else None
    # an abbreviation first: the database has CET as a place, whose summers are CEST
    if YEARS[0] <= moment.year <= YEARS[1] and name in _offsets(moment.year):
        return timezone(_offsets(moment.year)[name])
    try:
        return zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        return None


@functools.cache
def _offsets(year: int) -> dict[str, timedelta]:
    """Return what each abbreviation of a zone meant in a year: of several meanings, the one that most places have."""
    met: dict[str, Counter[timedelta]] = {}
    for name in sorted(zoneinfo.available_timezones()):
        for month in (1, 7):
            moment = datetime(year, month, 1, tzinfo=zoneinfo.ZoneInfo(name))
            met.setdefault(moment.tzname() or "", Counter())[moment.utcoffset() or timedelta()] += 1
    return {abbreviation: offsets.most_common(1)[0][0] for abbreviation, offsets in met.items()}
