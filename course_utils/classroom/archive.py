"""Extract a zip that somebody else made: nothing leaves its folder, and no more comes out than we can hold."""

import os
import shutil
import stat
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from course_utils.errors import CourseError

MAX_FILE_BYTES = 256 << 20
MAX_ZIP_BYTES = 4 << 30
MAX_ZIP_FILES = 50_000


@dataclass
class Allowance:
    """What may still be extracted in one run, from all its zips together."""

    bytes: int = MAX_ZIP_BYTES
    files: int = MAX_ZIP_FILES


def extract(archive: Path, target: Path, allowance: Allowance) -> Iterator[tuple[str, str]]:
    """Extract the files of a zip; yield the name of each that was left out, and why.

    Args:
        archive: the zip.
        target: an empty folder.
        allowance: what may be extracted; what is taken of it is gone from it.

    Raises:
        CourseError: the zip is damaged, or too large.
    """
    try:
        with zipfile.ZipFile(archive) as zipped:
            members = [member for member in zipped.infolist() if not member.is_dir()]
            size = sum(member.file_size for member in members)
            if size > allowance.bytes or len(members) > allowance.files:
                raise CourseError(
                    f"{archive} would extract to {size >> 20} MB in {len(members)} files; at most "
                    f"{allowance.bytes >> 20} MB in {allowance.files} files are taken. "
                    "Extract it yourself and name the folder."
                )
            allowance.bytes -= size
            allowance.files -= len(members)
            for member in members:
                problem = _problem_of(member)
                if problem:
                    yield member.filename, problem
                    continue
                _extract_member(zipped, member, target)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, RuntimeError, zlib.error) as error:
        raise CourseError(f"{archive} is damaged or of a kind that we cannot read: {error}.") from error


def _problem_of(member: zipfile.ZipInfo) -> str:
    path = PurePosixPath(member.filename)
    if path.is_absolute() or ".." in path.parts or "\\" in member.filename or not path.parts:
        return "its path leads out of the archive"
    if stat.S_IFMT(member.external_attr >> 16) not in (0, stat.S_IFREG):  # 0: not every program states it
        return "a link; links are not followed"
    if member.file_size > MAX_FILE_BYTES:
        return f"larger than {MAX_FILE_BYTES >> 20} MB"
    return ""


def _extract_member(zipped: zipfile.ZipFile, member: zipfile.ZipInfo, target: Path) -> None:
    path = target / member.filename
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipped.open(member) as inside, open(path, "wb") as outside:
        # zipfile ends at the size that the archive states, so no member grows beyond what was added up
        shutil.copyfileobj(inside, outside)
    year, month, day, hour, minute, second = member.date_time
    moment = ((year * 12 + month) * 31 + day) * 86400 + hour * 3600 + minute * 60 + second  # its order is what counts
    os.utime(path, (moment % 2**31, moment % 2**31))
