"""What Canvas writes, after its source (https://github.com/instructure/canvas-lms).

lib/content_zipper.rb at 05e9653 (add_submission, get_filename, sanitize_*), Attachment.make_unique_filename in
app/models/attachment.rb at 145bcce, lib/gradebook_exporter.rb at 0140a2e, doc/api/group_category_csv.md at aa8070b.
"""

import re
import unicodedata

from tests.classroom.downloads.pupil import Download, csv_bytes

BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"


def sortable_name(pupil):
    """Return the name that lists are sorted by."""
    return ", ".join(filter(None, (pupil.last, pupil.first)))


def anonymous_id(pupil):
    """Return five characters of base58, lib/anonymity.rb, the same for the same student."""
    number, text = pupil.number * 7_919 + 1_000_003, ""
    for _ in range(5):
        number, place = divmod(number, 58)
        text += BASE58[place]
    return text


def in_words(text):
    """Return the letters, marks, digits and connectors: [[:word:]] of Ruby."""
    return "".join(
        one for one in text if unicodedata.category(one)[0] in "LM" or unicodedata.category(one) in ("Nd", "Pc")
    )


def prefix(name, pupil, anonymous=False):
    """Return what stands before the id of the upload (get_filename)."""
    users_name = None if anonymous else re.sub(r"_(\d+)_", r"\1", name, flags=re.ASCII).lower()
    number = f"anon_{anonymous_id(pupil)}" if anonymous else str(pupil.number)
    return in_words("_".join(part for part in (users_name, "LATE" if pupil.late else None, number) if part is not None))


def display_name(file, attempt):
    """Return the name of a file that was uploaded again: the second is called name-1.ipynb."""
    stem, dot, ending = file.rpartition(".")
    shown = f"{stem}-{attempt - 1}{dot}{ending}" if attempt > 1 and stem else file
    return re.sub(r'[\x00/\\:*?"<>|]+', "_", shown)


def download(pupils, anonymous=False, groups=False, first_upload=90_000):
    """Return a download of submissions.

    With `groups`, one of each group stands for all, under the group's name (AbstractAssignment#representatives).
    """
    made, upload, seen = Download(), first_upload, set()
    for pupil in pupils:
        grouped = groups and pupil.group
        if grouped and pupil.group in seen:
            continue
        seen.add(pupil.group)
        start = prefix(pupil.group if grouped else sortable_name(pupil), pupil, anonymous)
        for file, data in pupil.files:
            upload += 1
            made.add(f"{start}_{upload}_{display_name(file, pupil.attempt)}", data, pupil)
        if pupil.text and not pupil.files:
            made.add(f"{start}_text.html", pupil.text.encode(), pupil)
    return made


def gradebook(pupils, assignments=(("ReLU from scratch (7)", "20.00"),), delimiter=",", mark=False, hidden=False):
    """Return the class's gradebook, as it is exported."""
    titles, possible = zip(*assignments, strict=True)
    totals = ("Current Score", "Unposted Current Score", "Final Score", "Unposted Final Score")
    rows = [("Student", "ID", "SIS User ID", "SIS Login ID", "Section", *titles, *totals)]
    if hidden:
        rows.append(("", "", "", "", "", *("Manual Posting" for _ in titles), "", "", "", ""))
    rows.append(("    Points Possible", "", "", "", "", *possible, *("(read only)" for _ in totals)))
    for pupil in pupils:
        scores = ("" for _ in titles)
        rows.append((sortable_name(pupil), pupil.number, f"S{pupil.number}", pupil.login, "A", *scores, "", "", "", ""))
    return csv_bytes(rows, delimiter, mark)


def groups(pupils):
    """Return the list of a set of groups, as it is exported."""
    header = ["name", "canvas_user_id", "user_id", "login_id", "sections", "group_name", "canvas_group_id", "group_id"]
    body = [(f"{p.first} {p.last}".strip(), p.number, f"S{p.number}", p.login, "A", p.group, "", "") for p in pupils]
    return csv_bytes([header, *body])
