"""What a file is, by what it begins with: many a file has a name that it does not deserve."""

import re

# Beginnings that no other kind of file has. The list is that of files which people hand in under a wrong name.
BEGINNINGS = (
    (b"%PDF-", "a PDF"),
    (b"\x00\x05\x16\x07", "the second half of a file of a Mac (AppleDouble), without the file's content"),
    (b"\x00\x05\x16\x00", "a file of a Mac in one piece with its attributes (AppleSingle)"),
    (b"\x00\x00\x00\x01Bud1", "what the Finder of a Mac remembers of a folder (.DS_Store)"),
    (b"bplist00", "a property list, as iCloud leaves in the place of a file that is not on the computer"),
    (b"version https://git-lfs", "a pointer of Git LFS in the place of the file"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a document of an older Microsoft Office"),
    (b"{\\rtf", "a text document (RTF)"),
    (b"[InternetShortcut]", "a shortcut to a page"),
    (b"L\x00\x00\x00\x01\x14\x02\x00", "a shortcut of Windows"),
    (b"SQLite format 3\x00", "a database (SQLite)"),
    (b"\x89PNG\r\n\x1a\n", "a picture (PNG)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"GIF8", "a picture (GIF)"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\x1f\x8b", "a compressed file (gzip)"),
    (b"BZh", "a compressed file (bzip2)"),
    (b"\xfd7zXZ\x00", "a compressed file (xz)"),
    (b"\x28\xb5\x2f\xfd", "a compressed file (Zstandard)"),
)
ZIPS = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")  # with a file, without one, in several parts
TAR = (b"ustar\x00", b"ustar  ")
TAR_PLACE = 257
INSIDE_ZIPS = (
    (b"word/", "a Word document"),
    (b"xl/", "an Excel workbook"),
    (b"ppt/", "a PowerPoint presentation"),
    (b"mimetypeapplication/vnd.oasis.opendocument", "a document of LibreOffice"),
)
NAMES_OF_ZIPS = 1 << 16  # in so many bytes of a document of Office, one of its own names is met
HTML = re.compile(rb"(?is)(\xef\xbb\xbf)?\s*(<!--.*?-->\s*)?<(!doctype\s+html|html|head|body|script)\b")
XML = re.compile(rb"(\xef\xbb\xbf)?\s*<\?xml\b")
BEGINNING = 1 << 12


def kind_of(content: bytes) -> str:
    """Return what a file is, in words that follow on "is": "a PDF", "empty". "" if its beginning does not say."""
    if not content:
        return "empty"
    if not content.strip(b"\x00"):
        return "nothing but zeros: a disk, or a program that copies to the cloud, has lost what was in it"
    if content.startswith(ZIPS):
        start = content[:NAMES_OF_ZIPS]
        return next((kind for mark, kind in INSIDE_ZIPS if mark in start), "a zip")
    if content.startswith(TAR, TAR_PLACE):
        return "a tar archive"
    if HTML.match(content[:BEGINNING]):
        return "an HTML page"
    if XML.match(content[:BEGINNING]):
        return "an XML file"
    return next((kind for start, kind in BEGINNINGS if content.startswith(start)), "")
