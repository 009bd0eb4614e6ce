"""Extract a zip that somebody else made: nothing leaves its folder, and no more comes out than we can hold.

What one file in it has wrong costs that file alone. Names and times are those that the program which made the zip
meant, as far as it says so.
"""

import contextlib
import errno
import itertools
import lzma
import os
import re
import stat
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from course_utils.errors import CourseError, sentences
from course_utils.file_kinds import ZIPS, kind_of

MAX_FILE_BYTES = 256 << 20
MAX_ZIP_BYTES = 4 << 30
MAX_ZIP_FILES = 50_000
MAX_ZIP_DEPTH = 3
# A zip that grows more than that is a trap, and may not use up what the run has for all others.
MAX_GROWTH, LARGE_BYTES = 100, 64 << 20
BLOCK = 1 << 20

# What zipfile raises on bytes that are no good zip: a library for each compression, and the header's numbers.
DAMAGES = (zipfile.BadZipFile, EOFError, RuntimeError, ValueError, OverflowError, MemoryError, zlib.error,
           lzma.LZMAError, struct.error)  # fmt: skip
# What is wrong with a name, and not with the disk.
NAME_PROBLEMS = {
    errno.ENAMETOOLONG: "its name, or its path, is too long for this system",
    errno.EILSEQ: "its name has characters that this system does not take",
    errno.EINVAL: "its name has characters that this system does not take",
    errno.EEXIST: "a file and a folder, or two files, have this name on this system",
    errno.ENOTDIR: "a file and a folder have this name",
    errno.EISDIR: "a file and a folder have this name",
}
DAMAGED = "it is damaged in the zip"
ENCRYPTED, UTF_8 = 0x1, 0x800  # of the flags

UNICODE_PATH, EXTENDED_TIME, NTFS, UNIX_TIMES = 0x7075, 0x5455, 0x000A, 0x5855  # extra fields, as Info-ZIP lists them
NTFS_EPOCH = 11_644_473_600  # seconds from 1601 to 1970
UNIX = (3, 19)  # what states that it made the zip on Unix, or on a Mac
# Without a word on their letters, names are in the code page of a DOS window or, from Unix, in that of the system.
OF_DOS, OF_UNIX = ("cp437", "cp850", "cp1252"), ("cp1252", "cp437", "cp850")

OTHER_ARCHIVES = {
    ".tar": "a tar archive", ".tgz": "a tar archive", ".tbz": "a tar archive", ".tbz2": "a tar archive",
    ".txz": "a tar archive", ".7z": "a 7z archive", ".rar": "a RAR archive", ".gz": "a compressed file (gzip)",
    ".bz2": "a compressed file (bzip2)", ".xz": "a compressed file (xz)", ".zst": "a compressed file (Zstandard)",
}  # fmt: skip


@dataclass
class Allowance:
    """What may still be extracted in one run, from all its zips together; and how deep zips may lie in zips."""

    bytes: int = MAX_ZIP_BYTES
    files: int = MAX_ZIP_FILES
    depth: int = MAX_ZIP_DEPTH


def is_zip(path: Path) -> bool:
    """Return whether a file is a zip by its content, whole or cut off; documents of Office and saved models are, too.

    Raises `CourseError` if the file cannot be read.
    """
    try:
        with open(path, "rb") as file:
            return file.read(4) in ZIPS or zipfile.is_zipfile(file)  # a program that extracts itself ends in a zip
    except OSError as error:
        raise CourseError(_sentence(str(path), "cannot be read", error)) from error


def kind_of_archive(name: str | Path) -> str:
    """Return what kind of archive, which we do not extract, a file is by its name: "a RAR archive"; else ""."""
    suffixes = [suffix.lower() for suffix in Path(name).suffixes[-2:]]
    kinds = [OTHER_ARCHIVES.get(suffix, "") for suffix in suffixes]
    return "" if not kinds or not kinds[-1] else kinds[0] or kinds[-1]  # x.tar.gz is a tar archive


def extract(archive: Path, target: Path, allowance: Allowance, name: str = "") -> Iterator[tuple[str, str]]:
    """Extract the files of a zip; yield the name of each that was left out, and why.

    Of two files of one name the last counts, which is how programs replace a file in a zip.

    Args:
        archive: the zip.
        target: an empty folder.
        allowance: what may be extracted; what is taken of it is gone from it.
        name: what a person calls the zip, for messages; its path by default.

    Raises:
        CourseError: the zip is damaged, encrypted or too large, or the disk is full. What was extracted is there.
    """
    name = name or str(archive)
    try:
        try:
            yield from _extract(archive, target, allowance, name)
        except DAMAGES as error:
            raise CourseError(_not_a_zip(archive, name)) from error
    except OSError as error:
        raise CourseError(_sentence(name, "cannot be extracted", error)) from error


def _extract(archive: Path, target: Path, allowance: Allowance, name: str) -> Iterator[tuple[str, str]]:
    # Latin-1 keeps the bytes of the names of which the zip does not say how they are written
    with zipfile.ZipFile(archive, metadata_encoding="latin-1") as zipped:
        members = zipped.infolist()
        files = [member for member in members if not _is_folder(member)]
        if files and all(member.flag_bits & ENCRYPTED for member in files):
            raise CourseError(f"{name} is encrypted. Ask for it without a password.")
        _take(allowance, members, archive.stat().st_size, name)
        last = {_path_of(member): member for member in files}
        for member in members:
            path = _path_of(member)
            problem = _problem_of(member, path)
            if not problem and last.get(path, member) is not member and not _is_folder(member):
                problem = "the zip has a later file of this name, which counts"
            problem = problem or _extract_member(zipped, member, target / path)
            if problem:
                yield _name_of(member), problem


def _sentence(name: str, what: str, error: OSError) -> str:
    text = f"{name} {what}: {sentences(error)}"
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        text = text.removesuffix(".") + ", or name a folder on another disk in the variable TMPDIR."
    return text


def _not_a_zip(archive: Path, name: str) -> str:
    with open(archive, "rb") as file:
        start = file.read(BLOCK)
    kind = kind_of(start)
    if kind and not start.startswith(ZIPS):
        return f"{name} is no zip: it is {kind}. Ask for a zip, or extract it yourself and name the folder."
    return (
        f"{name} is damaged, or cut off, or of a kind that we cannot read. Download it again, or extract it yourself "
        "and name the folder."
    )


def _take(allowance: Allowance, members: list[zipfile.ZipInfo], packed: int, name: str) -> None:
    """Take what a zip states to hold from the allowance, or raise `CourseError` and take nothing."""
    size = sum(member.file_size for member in members)
    if size > allowance.bytes or len(members) > allowance.files:
        raise CourseError(
            f"{name} would extract to {size >> 20} MB in {len(members)} files; at most {allowance.bytes >> 20} MB in "
            f"{allowance.files} files are taken. Extract it yourself and name the folder."
        )
    if size > LARGE_BYTES and size > MAX_GROWTH * packed:
        raise CourseError(
            f"{name} would extract to {size >> 20} MB, more than {MAX_GROWTH} times its own size. If that is meant, "
            "extract it yourself and name the folder."
        )
    allowance.bytes -= size
    allowance.files -= len(members)


def _is_folder(member: zipfile.ZipInfo) -> bool:
    return member.orig_filename.endswith(("/", "\\")) or stat.S_ISDIR(member.external_attr >> 16)


def _problem_of(member: zipfile.ZipInfo, path: str) -> str:
    whole = _name_of(member).replace("\\", "/")
    if whole.startswith("/") or re.match("[A-Za-z]:", whole) or ".." in path.split("/"):
        return "its path leads out of the archive"
    if "\0" in path:
        return "its name has a character of value 0"
    if not path:
        return "it has no name"
    kind = stat.S_IFMT(member.external_attr >> 16)
    if kind == stat.S_IFLNK:
        return "a link; links are not followed"
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR):  # 0: not every program states it
        return "neither a file nor a folder"
    if member.flag_bits & ENCRYPTED and not _is_folder(member):
        return "it is encrypted: ask for it without a password"
    if member.file_size > MAX_FILE_BYTES:
        return f"larger than {MAX_FILE_BYTES >> 20} MB"
    return ""


def _extract_member(zipped: zipfile.ZipFile, member: zipfile.ZipInfo, path: Path) -> str:
    """Extract one file or folder and return "", or why it was left out. Raises `OSError` if the disk is to blame."""
    try:
        if _is_folder(member):
            path.mkdir(parents=True, exist_ok=True)
            return ""
        path.parent.mkdir(parents=True, exist_ok=True)
        with zipped.open(member) as inside, _new_file(path) as outside:
            # zipfile ends at the size that the archive states, so no member grows beyond what was added up
            while block := inside.read(BLOCK):
                outside.write(block)
        moment = _modified_at(member)
        os.utime(path, (moment, moment))
    except OSError as error:
        if error.errno is not None and error.errno not in NAME_PROBLEMS:
            raise
        return NAME_PROBLEMS.get(error.errno or 0, DAMAGED)  # bzip2 reports damage as an error without a number
    except UnicodeEncodeError:  # where the system's names are no Unicode
        return NAME_PROBLEMS[errno.EILSEQ]
    except RecursionError:  # so many folders in one another
        return NAME_PROBLEMS[errno.ENAMETOOLONG]
    except NotImplementedError:
        return "it is compressed in a way that we cannot read: ask for an ordinary zip"
    except DAMAGES:
        return DAMAGED
    return ""


@contextlib.contextmanager
def _new_file(path: Path) -> Iterator[BinaryIO]:
    """Open a new file, and take it away if it does not become whole."""
    with open(path, "xb") as file:
        try:
            yield file
            file.flush()
        except BaseException:
            path.unlink()
            raise


def _path_of(member: zipfile.ZipInfo) -> str:
    """Return the path that a member gets, with "/" alone. PowerShell of Windows separates folders by backslashes."""
    return "/".join(part for part in _name_of(member).replace("\\", "/").split("/") if part not in ("", "."))


def _name_of(member: zipfile.ZipInfo) -> str:
    """Return a member's name in the letters that were meant."""
    name = member.orig_filename
    if member.flag_bits & UTF_8 or name.isascii():
        return name
    written = name.encode("latin-1")
    stated = _extra_field(member, UNICODE_PATH)
    try:
        if len(stated) > 5 and struct.unpack_from("<I", stated, 1)[0] == zlib.crc32(written):
            return stated[5:].decode("utf-8")
        return written.decode("utf-8")  # as macOS does; hardly a word in another code page is UTF-8 by chance
    except UnicodeDecodeError:
        pages = OF_UNIX if member.create_system in UNIX else OF_DOS
        return min((written.decode(page, errors="replace") for page in pages), key=_oddity)


def _oddity(name: str) -> int:
    """Return how many letters nobody would put into a name: no Latin ones, or capital ones after a small one."""
    odd = sum(not char.isascii() and not unicodedata.name(char, "").startswith("LATIN") for char in name)
    return odd + sum(a.islower() and not b.isascii() and b.isupper() for a, b in itertools.pairwise(name))


def _extra_field(member: zipfile.ZipInfo, wanted: int) -> bytes:
    """Return the content of an extra field, b"" if there is none."""
    rest = member.extra
    while len(rest) >= 4:
        kind, length = struct.unpack_from("<HH", rest)
        if kind == wanted:
            return rest[4 : 4 + length]
        rest = rest[4 + length :]
    return b""


def _modified_at(member: zipfile.ZipInfo) -> float:
    """Return when a member was modified, in seconds since 1970; 0 where the zip does not say.

    An instant, if the zip has one; else the time of a clock somewhere, which is taken for one of here.
    """
    extended, old, ntfs = (_extra_field(member, kind) for kind in (EXTENDED_TIME, UNIX_TIMES, NTFS))
    if len(extended) >= 5 and extended[0] & 1:
        moment = struct.unpack_from("<i", extended, 1)[0]
    elif len(old) >= 8:
        moment = struct.unpack_from("<i", old, 4)[0]
    elif len(ntfs) >= 16 and ntfs[4:6] == b"\x01\x00":
        moment = struct.unpack_from("<Q", ntfs, 8)[0] / 10**7 - NTFS_EPOCH
    else:
        moment = _by_the_clock(member)
    return moment if 0 < moment < 2**32 else 0.0


def _by_the_clock(member: zipfile.ZipInfo) -> float:
    if member.date_time[0] == 1980:  # where the clock of a zip begins: no date
        return 0.0
    try:
        return datetime(*member.date_time).timestamp()
    except (ValueError, OverflowError):  # a date that no calendar has
        return 0.0
