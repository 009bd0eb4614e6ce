"""Zips as the world makes them: names, times, damage, traps."""

import builtins
import errno
import os
import random
import stat
import struct
import time
import zipfile
import zlib
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course_utils.classroom import archive
from course_utils.classroom.archive import Allowance, extract, is_zip, kind_of_archive
from course_utils.errors import CourseError

DOS, UNIX = 0, 3
DAY = (2026 - 1980) << 9 | 5 << 5 | 1


@pytest.fixture
def unpack(tmp_path):
    """Extract a zip; return what came out, by its path, and what was left out, by its name."""

    def unpacked(path, allowance=None):
        target = tmp_path / f"out{len(list(tmp_path.glob('out*')))}"
        target.mkdir()
        left_out = dict(extract(path, target, allowance or Allowance()))
        files = {str(p.relative_to(target)): p.read_bytes() for p in sorted(target.rglob("*")) if p.is_file()}
        return files, left_out

    return unpacked


def zip_of(path, members, **options):
    with zipfile.ZipFile(path, "w", **options) as zipped:
        for name, content in members:
            zipped.writestr(name, content)
    return path


def raw(path, *members):
    """Write a zip byte by byte, which no library would: each member is a dictionary."""
    data = central = b""
    for given_ in members:
        one = {"content": b"{}", "flags": 0, "system": UNIX, "mode": 0o100644, "method": 0, "extra": b"", "date": DAY}
        one |= {"clock": 0, "local": given_["name"], "version": 20} | given_
        content, offset = one["content"], len(data)
        body = (one["flags"], one["method"], one["clock"], one["date"], zlib.crc32(content), len(content), len(content))
        data += (
            struct.pack("<4s5H3I2H", b"PK\3\4", one["version"], *body, len(one["local"]), 0) + one["local"] + content
        )
        made_by = one["system"] << 8 | 20
        sizes = (len(one["name"]), len(one["extra"]), 0, 0, 0, one["mode"] << 16, offset)
        central += struct.pack("<4s6H3I5H2I", b"PK\1\2", made_by, one["version"], *body, *sizes)
        central += one["name"] + one["extra"]
    end = struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, len(members), len(members), len(central), len(data), 0)
    path.write_bytes(data + central + end)
    return path


def unicode_path(written, meant):
    field = b"\x01" + struct.pack("<I", zlib.crc32(written)) + meant.encode()
    return struct.pack("<HH", 0x7075, len(field)) + field


@pytest.mark.parametrize(
    ("member", "path"),
    [
        ({"name": "René/激.ipynb".encode(), "flags": 0x800}, "René/激.ipynb"),
        ({"name": "René/激.ipynb".encode()}, "René/激.ipynb"),
        ({"name": "Rene\u0301".encode()}, "Rene\u0301"),
        ({"name": "Иван".encode("cp866"), "extra": unicode_path("Иван".encode("cp866"), "Иван")}, "Иван"),
        ({"name": b"Ren\x82", "extra": unicode_path(b"another", "Иван")}, "René"),
        ({"name": b"Ren\x82", "system": DOS}, "René"),
        ({"name": "Ünal Ñandú".encode("cp437"), "system": DOS}, "Ünal Ñandú"),
        ({"name": "João Ávila".encode("cp850"), "system": DOS}, "João Ávila"),
        ({"name": "Øst Åse".encode("cp850"), "system": DOS}, "Øst Åse"),
        ({"name": "René Núñez".encode("cp1252"), "system": DOS}, "René Núñez"),
        ({"name": "René Núñez".encode("latin-1"), "system": UNIX}, "René Núñez"),
        ({"name": b"ann\\deep\\04.ipynb"}, "ann/deep/04.ipynb"),
        ({"name": b"ann\\04.ipynb", "system": DOS}, "ann/04.ipynb"),
        ({"name": b".//ann/./04.ipynb"}, "ann/04.ipynb"),
        ({"name": b"ann. /04.ipynb "}, "ann. /04.ipynb "),
        ({"name": b"...notes"}, "...notes"),
    ],
)
def test_a_name_is_read_in_the_letters_and_folders_that_were_meant(tmp_path, unpack, member, path):
    assert unpack(raw(tmp_path / "in.zip", member)) == ({path: b"{}"}, {})


@pytest.mark.parametrize(
    ("member", "says"),
    [
        ({"name": b"../up.ipynb"}, "leads out"),
        ({"name": b"ann/../../up.ipynb"}, "leads out"),
        ({"name": b"..\\up.ipynb"}, "leads out"),
        ({"name": b"/etc/passwd"}, "leads out"),
        ({"name": b"\\\\server\\share\\x"}, "leads out"),
        ({"name": b"C:\\x.ipynb"}, "leads out"),
        ({"name": b"c:x.ipynb"}, "leads out"),
        ({"name": b"bob\0/04.ipynb"}, "value 0"),
        ({"name": b""}, "no name"),
        ({"name": b"./."}, "no name"),
        ({"name": ("激" * 100).encode(), "flags": 0x800}, "too long"),
        ({"name": b"a/" * 3000 + b"x"}, "too long"),
        ({"name": b"a/" * 1500 + b"x"}, "too long"),
        ({"name": b"link", "mode": stat.S_IFLNK | 0o777}, "link"),
        ({"name": b"device", "mode": stat.S_IFCHR | 0o666}, "neither a file nor a folder"),
        ({"name": b"secret", "flags": 1}, "encrypted: ask for it without a password"),
        ({"name": b"odd", "method": 9}, "compressed in a way"),
        ({"name": b"odd", "method": 250}, "compressed in a way"),
        ({"name": b"one", "local": b"two"}, "damaged"),
        ({"name": b"ok/04.ipynb/inner"}, "a file and a folder"),
        ({"name": b"ok"}, "a file and a folder"),
    ],
)
def test_what_cannot_come_out_is_left_out_alone_with_the_reason(tmp_path, unpack, member, says):
    members = ({"name": b"ok/04.ipynb"}, member, {"name": b"zoe/04.ipynb"})
    files, left_out = unpack(raw(tmp_path / "in.zip", *members))
    assert files == {"ok/04.ipynb": b"{}", "zoe/04.ipynb": b"{}"}
    (reason,) = left_out.values()
    assert says in reason
    assert not list(tmp_path.rglob("up.ipynb"))


def test_of_a_file_and_a_folder_of_one_name_the_later_is_left_out(tmp_path, unpack):
    path = zip_of(tmp_path / "in.zip", [("ann", "1"), ("ann/04.ipynb", "2"), ("bob/04.ipynb", "3")])
    files, left_out = unpack(path)
    assert (list(files), list(left_out)) == (["ann", "bob/04.ipynb"], ["ann/04.ipynb"])


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_of_two_files_of_one_name_the_last_counts_and_that_is_said(tmp_path, unpack):
    files, left_out = unpack(zip_of(tmp_path / "in.zip", [("a/x", "old"), ("b/x", ""), ("a/x", "new")]))
    assert files == {"a/x": b"new", "b/x": b""}
    assert "which counts" in left_out["a/x"]


def test_an_empty_folder_comes_out(tmp_path, unpack):
    """A student who handed in an empty folder is a student."""
    unpack(raw(tmp_path / "in.zip", {"name": b"ann/", "content": b""}, {"name": b"bob\\", "content": b""}))
    assert sorted(path.name for path in (tmp_path / "out0").iterdir()) == ["ann", "bob"]


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_one_damaged_file_is_left_out_and_no_part_of_it_stays(tmp_path, unpack, method):
    content = random.Random(0).randbytes(50_000)
    path = zip_of(tmp_path / "in.zip", [("ann", content), ("bob", "{}")], compression=method)
    data = bytearray(path.read_bytes())
    data[20_000:20_100] = bytes(100)
    path.write_bytes(data)
    assert unpack(path) == ({"bob": b"{}"}, {"ann": archive.DAMAGED})


def test_a_zip_that_lies_about_a_size_gives_no_more_than_it_states(tmp_path, unpack):
    path = zip_of(tmp_path / "in.zip", [("ann", "0" * 1000)])
    data = bytearray(path.read_bytes())
    place = data.rindex(b"PK\x01\x02")
    data[place + 24 : place + 28] = (10).to_bytes(4, "little")
    path.write_bytes(data)
    assert unpack(path) == ({}, {"ann": archive.DAMAGED})


def test_every_zip_that_programs_make_is_read(tmp_path, unpack):
    whole = zip_of(tmp_path / "in.zip", [("a/x", "1")]).read_bytes()
    (tmp_path / "preamble.zip").write_bytes(b"#!/bin/sh\n" * 50 + whole)
    (tmp_path / "trailed.zip").write_bytes(whole + b"\r\n")
    zip_of(tmp_path / "empty.zip", [])
    with zipfile.ZipFile(tmp_path / "big.zip", "w") as zipped, zipped.open("a/x", "w", force_zip64=True) as file:
        file.write(b"1")
    for name in ("in", "preamble", "trailed", "big"):
        assert is_zip(tmp_path / f"{name}.zip")
        assert unpack(tmp_path / f"{name}.zip") == ({"a/x": b"1"}, {}), name
    assert is_zip(tmp_path / "empty.zip")
    assert unpack(tmp_path / "empty.zip") == ({}, {})


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "is no zip: it is empty"),
        (b"<!DOCTYPE html><html>Log in", "is no zip: it is an HTML page"),
        (b"Rar!\x1a\x07\x01\x00" + bytes(50), "is no zip: it is a RAR archive"),
        (b"PK\x03\x04" + bytes(100), "is damaged, or cut off"),
        (b"PK\x05\x06" + bytes(3), "is damaged, or cut off"),
        (b"text", "is damaged, or cut off"),
    ],
)
def test_what_is_no_whole_zip_is_said_in_a_sentence(tmp_path, unpack, content, says):
    path = tmp_path / "in.zip"
    path.write_bytes(content)
    with pytest.raises(CourseError) as refused:
        unpack(path)
    assert says in str(refused.value)
    assert "name the folder" in str(refused.value)
    assert is_zip(path) == content.startswith(b"PK")


def test_a_zip_that_is_cut_off_anywhere_is_refused(tmp_path, unpack):
    whole = zip_of(tmp_path / "whole.zip", [("ann/04.ipynb", "x" * 300), ("bob/04.ipynb", "y" * 300)]).read_bytes()
    path = tmp_path / "in.zip"
    for length in range(0, len(whole) - 1, 7):
        path.write_bytes(whole[:length])
        with pytest.raises(CourseError, match=r"cut off|empty"):
            unpack(path)


def test_a_zip_that_is_encrypted_as_a_whole_is_said(tmp_path, unpack):
    path = raw(tmp_path / "in.zip", {"name": b"ann/", "content": b""}, {"name": b"ann/x", "flags": 1})
    with pytest.raises(CourseError, match=r"is encrypted\. Ask for it without a password"):
        unpack(path)


def test_a_zip_that_cannot_be_opened_is_said(tmp_path, unpack):
    for look in (is_zip, unpack):
        with pytest.raises(CourseError, match=r"in\.zip cannot be .*: No such file"):
            look(tmp_path / "in.zip")


def test_too_much_is_refused_before_anything_is_extracted_and_takes_nothing(tmp_path, unpack):
    path = zip_of(tmp_path / "in.zip", [("a", "0" * (2 << 20)), ("b", "")])
    for allowance in (Allowance(bytes=1 << 20), Allowance(files=1)):
        before = vars(allowance).copy()
        with pytest.raises(CourseError, match=r"would extract to 2 MB in 2 files.*name the folder"):
            unpack(path, allowance)
        assert vars(allowance) == before
    assert not list(tmp_path.glob("out*/*"))


def test_what_all_zips_of_a_run_take_is_counted_together(tmp_path, unpack):
    path = zip_of(tmp_path / "in.zip", [("a", "0" * 600)])
    allowance = Allowance(bytes=1000, files=2)
    unpack(path, allowance)
    assert (allowance.bytes, allowance.files) == (400, 1)
    with pytest.raises(CourseError, match="would extract"):
        unpack(path, allowance)


def test_a_small_zip_that_grows_beyond_measure_takes_nothing_from_the_others(tmp_path, unpack, monkeypatch):
    monkeypatch.setattr(archive, "LARGE_BYTES", 1 << 20)
    path = zip_of(tmp_path / "in.zip", [("a", "0" * (2 << 20))], compression=zipfile.ZIP_DEFLATED)
    allowance = Allowance()
    with pytest.raises(CourseError, match="100 times its own size"):
        unpack(path, allowance)
    assert allowance == Allowance()


def test_a_large_file_is_left_out_alone(tmp_path, unpack, monkeypatch):
    monkeypatch.setattr(archive, "MAX_FILE_BYTES", 1 << 20)
    path = zip_of(tmp_path / "in.zip", [("a", "0" * (1 << 20)), ("b", "0" * (1 + (1 << 20)))])
    files, left_out = unpack(path)
    assert (list(files), left_out) == (["a"], {"b": "larger than 1 MB"})


def field(kind, content):
    return struct.pack("<HH", kind, len(content)) + content


MOMENT = datetime(2026, 3, 29, 0, 59, 59, tzinfo=UTC).timestamp()


@pytest.mark.parametrize(
    ("member", "moment"),
    [
        ({"extra": field(0x5455, b"\x01" + struct.pack("<i", int(MOMENT)))}, MOMENT),
        ({"extra": field(0x5455, b"\x03" + struct.pack("<ii", int(MOMENT), 5))}, MOMENT),
        ({"extra": field(0x7875, b"\x01\x04") + field(0x5855, struct.pack("<ii", 5, int(MOMENT)))}, MOMENT),
        (
            {"extra": field(0x0A, bytes(4) + struct.pack("<HH3Q", 1, 24, int(MOMENT + 11644473600) * 10**7, 0, 0))},
            MOMENT,
        ),
        ({"clock": 13 << 11 | 30 << 5 | 7}, time.mktime((2026, 5, 1, 13, 30, 14, 0, 0, -1))),
        ({"extra": field(0x5455, b"\x02" + bytes(4))}, time.mktime((2026, 5, 1, 0, 0, 0, 0, 0, -1))),
        ({"date": 1 << 5 | 1}, 0),  # 1980-01-01
        ({"date": 0}, 0),
        ({"date": DAY | 15 << 5}, 0),  # a month that no calendar has
        ({"extra": field(0x5455, b"\x01" + struct.pack("<i", -5))}, 0),
        ({"extra": field(0x0A, bytes(4) + struct.pack("<HH3Q", 1, 24, 2**64 - 1, 0, 0))}, 0),
    ],
)
def test_a_file_has_the_instant_that_the_zip_states_and_0_if_it_states_none(tmp_path, unpack, member, moment):
    unpack(raw(tmp_path / "in.zip", {"name": b"x", **member}))
    assert (tmp_path / "out0/x").stat().st_mtime == moment


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EROFS, errno.EACCES, errno.ESTALE])
@pytest.mark.parametrize(("place", "call"), [(os, "utime"), (Path, "mkdir"), (builtins, "open")])
def test_a_disk_that_fails_on_the_way_is_a_sentence_and_what_came_out_stays(tmp_path, monkeypatch, number, place, call):
    path = zip_of(tmp_path / "in.zip", [("ann", "1"), ("bob", "2"), ("cid", "3")])
    (tmp_path / "out").mkdir()
    real, calls = getattr(place, call), []

    def fail(*arguments, **options):
        calls.append(arguments)
        if len(calls) == 3:
            raise OSError(number, os.strerror(number))
        return real(*arguments, **options)

    with monkeypatch.context() as patch:
        patch.setattr(place, call, fail)
        with pytest.raises(CourseError) as refused:
            list(extract(path, tmp_path / "out", Allowance()))
    assert f"in.zip cannot be extracted: {os.strerror(number)}" in str(refused.value)
    assert ("TMPDIR" in str(refused.value)) == (number in (errno.ENOSPC, errno.EDQUOT))
    assert {"ann", "bob"} <= {p.name for p in (tmp_path / "out").iterdir()}


def test_a_disk_that_is_full_in_the_middle_of_a_file_leaves_no_half_of_it(tmp_path, monkeypatch):
    path = zip_of(tmp_path / "in.zip", [("ann", "1" * 30), ("bob", "2" * 30)])
    monkeypatch.setattr(archive, "BLOCK", 10)
    blocks = []

    class Inside(zipfile.ZipExtFile):
        def read(self, size=None):
            blocks.append(size)
            if len(blocks) == 6:  # in the middle of bob
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            return super().read(size)

    monkeypatch.setattr(zipfile, "ZipExtFile", Inside)
    (tmp_path / "out").mkdir()
    with pytest.raises(CourseError, match=r"No space left on device\. Make room"):
        list(extract(path, tmp_path / "out", Allowance()))
    assert [p.name for p in (tmp_path / "out").iterdir()] == ["ann"]


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_no_bytes_whatever_raise_anything_but_what_a_person_can_read(tmp_path_factory, data):
    folder = tmp_path_factory.mktemp("fuzz")
    path = zip_of(
        folder / "in.zip",
        [("ann/04.ipynb", "{}" * 40), ("René/x", "y"), ("b/", "")],
        compression=data.draw(st.sampled_from([0, 8, 12, 14])),
    )
    content = bytearray(path.read_bytes())
    for place in data.draw(st.lists(st.integers(0, len(content) - 1), max_size=6)):
        content[place] = data.draw(st.integers(0, 255))
    path.write_bytes(content[: data.draw(st.integers(len(content) // 2, len(content)))])
    target = folder / "out"
    target.mkdir()
    try:
        left_out = list(extract(path, target, Allowance()))
    except CourseError as error:
        assert str(error).startswith(str(path))
    else:
        assert all(name is not None and reason for name, reason in left_out)
    assert {p.name for p in folder.iterdir()} == {"in.zip", "out"}


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("hw.tar.gz", "a tar archive"),
        ("hw.TAR", "a tar archive"),
        ("hw.v2.tgz", "a tar archive"),
        ("hw.7z", "a 7z archive"),
        ("my.work.rar", "a RAR archive"),
        ("data.csv.gz", "a compressed file (gzip)"),
        ("hw.zip", ""),
        ("hw.tar.ipynb", ""),
        ("tar", ""),
        ("", ""),
    ],
)
def test_an_archive_that_is_not_extracted_is_known_by_its_name(name, kind):
    assert kind_of_archive(name) == kind
