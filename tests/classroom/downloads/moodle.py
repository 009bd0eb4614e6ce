"""What Moodle writes, after its source (https://github.com/moodle/moodle).

mod/assign/classes/downloader.php at b1b5f26 (get_student_prefix, load_submissionplugin_filelist), PARAM_FILE of
clean_param, mod/assign/gradingtable.php at 0ade5cc. CSV files begin with the mark of UTF-8, as OpenSpout writes them.
"""

import re

from tests.classroom.downloads.pupil import Download, csv_bytes

ENGLISH = (
    "Identifier", "Full name", "Email address", "Status", "Group", "Grade", "Maximum grade", "Grade can be changed",
    "Last modified (submission)", "Last modified (grade)", "Feedback comments",
)  # fmt: skip
GERMAN = (
    "ID", "Vollständiger Name", "E-Mail-Adresse", "Status", "Gruppe", "Bewertung", "Bestwertung",
    "Bewertung kann geändert werden", "Zuletzt geändert (Abgabe)", "Zuletzt geändert (Bewertung)",
    "Feedback als Kommentar",
)  # fmt: skip


def full_name(pupil):
    return f"{pupil.first} {pupil.last}".strip()


def clean_filename(text):
    return re.sub(r"[\x00-\x1f\x7f-\x9f&<>\"`|':\\/]", "", text)


def prefix(pupil, anonymous=False, groups=None, participant="Participant"):
    """Return what a name of the download begins with. `groups` has the number of each group, None without groups."""
    if groups is not None:
        name, number = (pupil.group, f"_{groups[pupil.group]}") if pupil.group else ("Default group", "")
    else:
        name, number = participant if anonymous else full_name(pupil), f"_{pupil.number}"
    return clean_filename(name.replace("_", " ") + number)


def download(pupils, anonymous=False, groups=None, folders=True, before_4_1=False, participant="Participant"):
    """Return a download of submissions."""
    made, seen = Download(), set()
    for pupil in pupils:
        start = prefix(pupil, anonymous, groups, participant)
        if start in seen:
            continue
        seen.add(start)
        handed_in = [("file", file, data) for file, data in pupil.files]
        if pupil.text:
            handed_in.append(("onlinetext", "onlinetext.html", pupil.text.encode()))
        for plugin, file, data in handed_in:
            middle = clean_filename(f"{start}_assignsubmission_{plugin}")
            if folders:
                made.add(f"{middle}{'_' if before_4_1 else ''}/{clean_filename(file)}", data, pupil)
            else:
                made.add(clean_filename(f"{middle}_{file}"), data, pupil)
    return made


def worksheet(pupils, header=ENGLISH, word="Participant ", comma=False, hidden=False, groups=False):
    """Return the grading worksheet. `hidden`: of an anonymous assignment; `comma`: with a decimal comma."""
    maximum = "20,00" if comma else "20.00"
    rows = [header]
    for pupil in pupils:
        team = pupil.group or "Default group"
        row = [
            f"{word}{pupil.number}",
            full_name(pupil),
            pupil.login,
            "Submitted",
            team,
            "",
            maximum,
            "Yes",
            "-",
            "-",
            "",
        ]
        rows.append(row)
    left_out = {1, 2} if hidden else set()
    left_out |= set() if groups else {4}
    return csv_bytes([[cell for n, cell in enumerate(row) if n not in left_out] for row in rows], mark=True)


def participants(pupils):
    """Return the list of participants."""
    body = [(p.first, p.last, p.login, p.group) for p in pupils]
    return csv_bytes([("First name", "Last name", "Email address", "Groups"), *body], mark=True)
