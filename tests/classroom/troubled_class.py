"""A class with every trouble that a download brings, as Canvas hands it over and a Mac zips it once more.

    python -m tests.classroom.troubled_class FOLDER [STUDENTS]

writes FOLDER/submissions.zip, the class list FOLDER/class.csv and FOLDER/expected.json, the points of each student.
"""

import argparse
import io
import json
import zipfile
from dataclasses import dataclass, replace
from pathlib import Path

import nbformat

from tests.classroom import helpers
from tests.classroom.downloads import canvas
from tests.classroom.downloads.pupil import Pupil
from tests.classroom.labs import EXERCISES, POINTS, lab, with_first_lines

RELU = "scratch.relu"
FILE = "04_relu_from_scratch.ipynb"
FIRST = ("Jane", "Ben", "Zoë", "Łukasz", "小明", "Anne-Marie", "Иван", "Mia", "José", "राम")
LAST = ("Roe", "O'Neil", "Müller", "van der Berg", "王", "Smith", "Иванов", "Diaz", "Kaya", "Li")


@dataclass(frozen=True, kw_only=True)
class Trouble:
    """What a student hands in, what it earns (None: no notebook counts), and what a lecturer must read about it."""

    files: tuple[tuple[str, bytes], ...]
    points: float | None = POINTS
    said: str = ""
    pupil: tuple[tuple[str, object], ...] = ()


def as_bytes(notebook, encoding="utf-8"):
    return json.dumps(notebook, ensure_ascii=False).encode(encoding)


def zipped(files):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return data.getvalue()


def first_cell(lines):
    return as_bytes(with_first_lines(lines))


def without_metadata():
    notebook = lab()
    for cell in notebook.cells:
        cell.metadata = {}
    return notebook


def untouched():
    return lab({exercise.id: helpers.untouched(exercise.id) for exercise in EXERCISES})


RIGHT = as_bytes(lab())
WRONG = as_bytes(lab({RELU: "def relu(x):\n    return 'nothing'"}))
RELU_POINTS = next(exercise.points for exercise in EXERCISES if exercise.id == RELU)
FINDER = {f"My Work/{FILE}": RIGHT, "__MACOSX/My Work/._" + FILE: b"\0\5\26\7", "My Work/.DS_Store": b"\0"}
HIDDEN = {
    f"my-relu-course/{FILE}": RIGHT,
    f"my-relu-course/.relu-course/shipped/{FILE}": as_bytes(untouched()),
    f"my-relu-course/.ipynb_checkpoints/{FILE}": WRONG,
}
OTHER = as_bytes(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("x = 1")]))

TROUBLES = {
    "draft and final in one attempt": Trouble(files=(("draft-9.ipynb", WRONG), (FILE, RIGHT)), said="older"),
    "uploaded for the third time": Trouble(files=((FILE, RIGHT),), pupil=(("attempt", 3),)),
    "late": Trouble(files=((FILE, RIGHT),), pupil=(("late", True),)),
    "a PDF": Trouble(files=(("04.pdf", b"%PDF-1.4"),), points=None, said="no notebook"),
    "a program": Trouble(files=(("04.py", b"x = 1"),), points=None, said="no notebook"),
    "typed in": Trouble(files=(), points=None, said="no notebook", pupil=(("text", "<p>relu</p>"),)),
    "a folder zipped by the Finder": Trouble(files=(("hw.zip", zipped(FINDER)),)),
    "a zip in a zip": Trouble(files=(("hw.zip", zipped({"inner.zip": zipped({FILE: RIGHT})})),)),
    "a zip with backslashes": Trouble(files=(("hw.zip", zipped({f"hw\\{FILE}": RIGHT})),)),
    "the course's folder with hidden copies": Trouble(files=(("hw.zip", zipped(HIDDEN)),)),
    "a zip cut off": Trouble(files=(("hw.zip", zipped(FINDER)[:-40]),), points=None, said="zip"),
    "an empty zip": Trouble(files=(("hw.zip", zipped({})),), points=None, said="the zip is empty"),
    "an empty file": Trouble(files=((FILE, b""),), points=None, said="empty"),
    "a notebook cut off": Trouble(files=((FILE, RIGHT[:-100]),), points=None, said="cut off at the end"),
    "UTF-16": Trouble(files=((FILE, as_bytes(lab(), "utf-16")),)),
    "a .txt behind the name": Trouble(files=((f"{FILE}.txt", RIGHT),), points=None, said="notebook"),
    "untouched": Trouble(files=((FILE, as_bytes(untouched())),), points=0.0, said="untouched"),
    "untouched, uploaded after the work": Trouble(files=((FILE, RIGHT), ("again.ipynb", as_bytes(untouched())))),
    "Colab's drive": Trouble(files=((FILE, first_cell("from google.colab import drive\ndrive.mount('/d')")),)),
    "a package of their own": Trouble(files=((FILE, first_cell("import seaborn_of_mine as sns\nsns.set()")),)),
    "an installation": Trouble(files=((FILE, first_cell("%pip install -q seaborn")),)),
    "an extension": Trouble(files=((FILE, first_cell("%load_ext nb_black")),)),
    "a cell without end": Trouble(files=((FILE, as_bytes(lab(last=["while True: pass"]))),)),
    "a call of exit": Trouble(files=((FILE, first_cell("exit()")),)),
    "switches turned": Trouble(files=((FILE, first_cell("import numpy as np\nnp.seterr(all='raise')")),)),
    "a mistake in the first cell": Trouble(
        files=((FILE, as_bytes(lab(first=["1 / 0"]))),), said="ZeroDivisionError"
    ),
    "metadata lost": Trouble(files=((FILE, as_bytes(without_metadata())),)),
    "one answer wrong": Trouble(files=((FILE, WRONG),), points=POINTS - RELU_POINTS),
    "another notebook": Trouble(files=(("cats.ipynb", OTHER),), points=None, said="no exercises of this course"),
    "nothing": Trouble(files=(), points=None, said="[Nn]othing was handed in"),
    "a name of its own kind": Trouble(files=((FILE, RIGHT),), pupil=(("first", "de_la_3_b"), ("last", "<b>12</b>"))),
    "a name without end": Trouble(files=((FILE, RIGHT),), pupil=(("last", "Wolfe" + "schlegelstein" * 9),)),
    "decomposed letters": Trouble(files=((FILE, RIGHT),), pupil=(("first", "Rene\u0301"), ("last", "Cafe\u0301"))),
}  # fmt: skip
NAMESAKES = 2  # students whose name another one has


def pupils(students):
    """Return the class, and the trouble of each who has one, by number."""
    troubles = list(TROUBLES.items())
    made, of = [], {}
    for place in range(students):
        pupil = Pupil(
            first=FIRST[place % 10], last=f"{LAST[place // 10 % 10]}{place // 100 or ''}", number=1000 + 7 * place,
            login=f"user{place}@x.org", files=((FILE, RIGHT),),
        )  # fmt: skip
        if place % (students // len(troubles)) == 1 and len(of) < len(troubles):
            name, trouble = troubles[len(of)]
            of[pupil.number] = name
            pupil = replace(pupil, files=trouble.files, **dict(trouble.pupil))
        elif students - place <= NAMESAKES:
            pupil = replace(pupil, first="Jane", last="Roe")
        made.append(pupil)
    assert len(of) == len(troubles), f"{students} are too few for {len(troubles)} troubles"
    return made, of


def write(folder, students):
    """Write the download, the class list and the points that are expected. Return the class and its troubles."""
    made, of = pupils(students)
    download = canvas.download([pupil for pupil in made if pupil.files or pupil.text])
    with zipfile.ZipFile(folder / "submissions.zip", "w") as archive:
        for path, data in download.files.items():
            archive.writestr(f"submissions/{path}", data)
            archive.writestr(f"__MACOSX/submissions/._{path}", b"\0\5\26\7")
        for stray in (".DS_Store", "Thumbs.db", "desktop.ini"):
            archive.writestr(f"submissions/{stray}", b"\0")
    (folder / "class.csv").write_bytes(canvas.gradebook(made, (("04 ReLU from scratch (7)", str(POINTS)),)))
    points = {pupil.number: TROUBLES[of[pupil.number]].points if pupil.number in of else POINTS for pupil in made}
    (folder / "expected.json").write_text(json.dumps(points))
    return made, of


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    parser.add_argument("students", type=int, nargs="?", default=300, metavar="STUDENTS")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    _, of = write(options.folder, options.students)
    for number, name in of.items():
        print(f"{number}: {name}")


if __name__ == "__main__":
    main()
