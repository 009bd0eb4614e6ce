"""What nbgrader keeps, after its source (https://github.com/jupyter/nbgrader at 0.9.6).

coursedir.py, exchange/default/submit.py and collect.py, apps/dbapp.py.
"""

from tests.classroom.downloads.pupil import Download, csv_bytes

TIME = "2026-05-02 01:00:00.000000 UTC"


def user(pupil):
    return pupil.login.partition("@")[0] or f"user{pupil.number}"


def course(pupils, assignment="ps1", time=TIME, states=("source", "release", "autograded")):
    """Return the root of a course: what was collected, and what stands beside it."""
    made = Download()
    for state in states:
        made.files[f"{state}/{assignment}/04.ipynb"] = b"{}"
    made.files["gradebook.db"] = b"SQLite format 3\0"
    made.files["nbgrader_config.py"] = b"c = get_config()\n"
    for pupil in pupils:
        folder = f"submitted/{user(pupil)}/{assignment}"
        for file, data in pupil.files:
            made.add(f"{folder}/{file}", data, pupil)
        made.add(f"{folder}/timestamp.txt", time.encode(), pupil)
    return made


def inbound(pupils, assignment="ps1", time=TIME):
    """Return the exchange's folder into which students submit."""
    made = Download()
    for pupil in pupils:
        folder = f"{user(pupil)}+{assignment}+{time}+{pupil.number:x}aZ-_"
        for file, data in pupil.files:
            made.add(f"{folder}/{file}", data, pupil)
        made.add(f"{folder}/timestamp.txt", time.encode(), pupil)
        made.add(f"{folder}/submission_secret.txt", b"00", pupil)
    return made


def students(pupils):
    """Return the list that `nbgrader db student import` takes."""
    body = [(user(p), p.first, p.last, p.login, p.number) for p in pupils]
    return csv_bytes([("id", "first_name", "last_name", "email", "lms_user_id"), *body])
