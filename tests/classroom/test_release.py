"""What a lecturer hands to students: it checks as the course does, and no answer is in it."""

import base64
import csv
import gzip
import hashlib
import importlib
import io
import json
import os
import re
import subprocess
import sys
import venv
import zipfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from course_utils.autograder import key_file, key_source
from course_utils.autograder.judge import judge
from course_utils.autograder.key import Key, KnownMisconception
from course_utils.autograder.key_source import answers_for, key_for
from course_utils.autograder.probes import PUBLIC_SEED
from course_utils.classroom import release
from course_utils.classroom.check_notebook import check_notebook
from course_utils.classroom.seeds import exercise_seed
from course_utils.course import COURSE, main
from course_utils.errors import CourseError
from course_utils.notebook_files import read_notebook, solve, write_notebook
from tests.notebook_helpers import stub_cells

ROOT = Path(__file__).parents[2]
EXERCISES = [exercise for _, exercise in COURSE]
WHEEL = "relu_course-0.1.0-py3-none-any.whl"
KEYS_IN_WHEEL = "course_utils/keys.jsonl.gz"
SEED = 20_260_301


@pytest.fixture(scope="module")
def release_and_observations(tmp_path_factory):
    """Return the folder of a release of all notebooks, and all that was seen while its keys were built, by exercise."""
    folder, seen = tmp_path_factory.mktemp("release") / "lab", {}
    observe = key_source.observe_source

    def remembering(exercise, *arguments):
        seen.setdefault(exercise.id, []).append(observe(exercise, *arguments))
        return seen[exercise.id][-1]

    key_for.cache_clear()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(key_source, "observe_source", remembering)
        release.release_course(COURSE, folder)
    return folder, seen


@pytest.fixture(scope="module")
def released(release_and_observations):
    return release_and_observations[0]


@pytest.fixture(scope="module")
def shipped(wheel, tmp_path_factory):
    """Return the keys of the release."""
    path = Path(wheel.extract(KEYS_IN_WHEEL, tmp_path_factory.mktemp("keys")))
    return key_file.KeyFile.read(path, COURSE.version)


@pytest.fixture(scope="module")
def wheel(released):
    return zipfile.ZipFile(released / WHEEL)


@pytest.fixture(scope="module")
def student(released, tmp_path_factory):
    """Install the release's wheel as a student would; return how to run Python there."""
    return installed(released / WHEEL, tmp_path_factory.mktemp("student"))


def installed(wheel, place):
    """Install a wheel in an environment of its own; return how to run Python there.

    What the course needs is borrowed from the environment that runs the tests; the checkout is not on the path.
    """
    venv.create(place / "venv")
    python = place / "venv" / "bin" / "python"
    pip = [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet", "--no-deps", "--no-index"]
    subprocess.run([*pip, str(wheel)], check=True, timeout=120)
    site = next((place / "venv" / "lib").glob("python*/site-packages"))
    (site / "borrowed.pth").write_text("\n".join(entry for entry in sys.path if entry.endswith("site-packages")))
    work = place / "work"
    work.mkdir()
    environment = {**os.environ, "RELU_COURSE_PROGRESS": str(work / "progress.db")}
    environment.pop("PYTHONPATH", None)

    def run(*arguments, work=work):
        command = [str(python), "-P", *map(str, arguments)]
        done = subprocess.run(command, cwd=work, env=environment, capture_output=True, text=True, timeout=120)
        return done.returncode, done.stdout, done.stderr

    code, out, err = run("-c", "import course_utils, sys; print(course_utils.__file__, *sys.path, sep='\\n')")
    assert code == 0, err
    assert out.startswith(str(site))
    assert str(ROOT) not in out.splitlines()
    return run


def command(run, *arguments, **options):
    return run("-m", "course_utils.course", *arguments, **options)


def written(path, number, **answers):
    """Write a notebook with its solutions, but for the answers given; return its path."""
    made = solve(COURSE, read_notebook(COURSE.notebook(number)))
    for exercise_id, cell in stub_cells(made).items():
        cell.source = answers.get(exercise_id.partition(".")[2], cell.source)
    write_notebook(made, path)
    return path


# --- the keys ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("exercise", EXERCISES, ids=[exercise.id for exercise in EXERCISES])
def test_a_released_key_judges_as_all_that_was_seen_would(exercise, release_and_observations, shipped):
    known = answers_for(exercise).misconceptions
    whole = release_and_observations[1][exercise.id][: 1 + len(known)]  # then come those of the families
    mistakes = zip(known, whole[1:], strict=True)
    full = Key(
        exercise.id,
        PUBLIC_SEED,
        whole[0],
        tuple(KnownMisconception(m.name, m.breaks, m.message, m.hint, seen) for m, seen in mistakes),
        key_for(exercise, PUBLIC_SEED).families,
    )
    verdicts = [judge(exercise, seen, shipped.key_of(exercise)) for seen in whole]
    assert verdicts == [judge(exercise, seen, full) for seen in whole]
    assert [verdict.diagnosis.name for verdict in verdicts[1:]] == [m.name for m in known]
    assert all(seen.source for seen in whole), "nothing was left out, so this shows nothing"


def test_released_keys_hold_no_source_no_trace_and_no_words_of_errors_but_those_a_verdict_shows(shipped):
    assert list(shipped.keys) == [exercise.id for exercise in EXERCISES]
    for one in shipped.keys.values():
        assert one.seed == PUBLIC_SEED
        for seen in (one.solution, *(m.observation for m in one.misconceptions)):
            assert (seen.source, seen.printed, seen.warnings, seen.signature) == (None, "", (), "")
            assert not any(outcome.raised and outcome.raised.trace for outcome in seen.outcomes)
        seen_by_mistake = [outcome for m in one.misconceptions for outcome in m.observation.outcomes]
        assert not any(outcome.raised and outcome.raised.message for outcome in seen_by_mistake)


def test_the_seed_of_an_exercise_follows_from_the_runs_seed_and_from_nothing_else():
    assert exercise_seed(5, "scratch.relu") == 3503422626055238978
    seeds = {exercise_seed(seed, exercise.id) for seed in range(100) for exercise in EXERCISES}
    assert len(seeds) == 100 * len(EXERCISES)
    assert all(0 <= seed < 2**64 for seed in seeds)


# --- what is handed out -----------------------------------------------------------------------------------------


def test_the_notebooks_come_without_outputs_and_are_the_same_in_the_wheel(released, wheel):
    names = [path.name for path in COURSE.notebooks()]
    assert sorted(path.name for path in released.iterdir()) == [*names, WHEEL]
    for name in names:
        cells = read_notebook(released / name).cells
        assert not any(cell.get("outputs") or cell.get("execution_count") for cell in cells)
        assert [cell.source for cell in cells] == [cell.source for cell in read_notebook(COURSE.notebook(name)).cells]
        assert (released / name).read_bytes() == wheel.read(f"course_utils/_notebooks/{name}")


@pytest.fixture(scope="module")
def ordinary_wheel(tmp_path_factory):
    """Return the wheel that anybody builds, with the answers."""
    out = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out), str(ROOT)]
    subprocess.run(build, check=True, capture_output=True, timeout=120)
    return zipfile.ZipFile(next(out.glob("*.whl")))


def test_the_wheel_is_the_ordinary_one_but_for_the_answers_and_the_keys(wheel, ordinary_wheel):
    mine, ordinary = set(wheel.namelist()), set(ordinary_wheel.namelist())
    assert mine - ordinary == {KEYS_IN_WHEEL}
    assert {name.rpartition("/")[0] for name in ordinary - mine} == {"course_utils/answers"}
    for name in mine & ordinary:
        if not name.endswith((".ipynb", "METADATA", "RECORD", "WHEEL")):
            assert wheel.read(name) == ordinary_wheel.read(name), name

    def requirements(archive):
        return re.findall(rb"^Requires-Dist: .*", archive.read("relu_course-0.1.0.dist-info/METADATA"), re.MULTILINE)

    assert requirements(wheel) == requirements(ordinary_wheel) != []


def test_the_wheels_record_is_right(wheel):
    rows = list(csv.reader(io.StringIO(wheel.read("relu_course-0.1.0.dist-info/RECORD").decode())))
    assert [name for name, _, _ in rows] == wheel.namelist()
    for name, digest, size in rows[:-1]:
        content = wheel.read(name)
        right = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).decode().rstrip("=")
        assert (digest, size) == (f"sha256={right}", str(len(content)))


def released_by_another_process(folder, number):
    arguments = ["release", "--out", folder, "--notebook", number]
    subprocess.run([sys.executable, "-P", "-m", "course_utils.course", *arguments], check=True, timeout=120)
    return folder / WHEEL


def test_two_processes_make_the_same_wheel_to_the_byte(tmp_path):
    release.release_course(COURSE, tmp_path / "one", ["00"])
    assert released_by_another_process(tmp_path / "two", "00").read_bytes() == (tmp_path / "one" / WHEEL).read_bytes()


def test_an_installed_course_makes_the_same_release_as_a_checkout(ordinary_wheel, tmp_path):
    release.release_course(COURSE, tmp_path / "checkout", ["00"])
    lecturer = installed(ordinary_wheel.filename, tmp_path)
    code, out, err = command(lecturer, "release", "--out", tmp_path / "installed", "--notebook", "00")
    assert (code, WHEEL in out) == (0, True), err
    made = [zipfile.ZipFile(tmp_path / folder / WHEEL) for folder in ("checkout", "installed")]
    assert made[0].namelist() == made[1].namelist()
    for name in made[0].namelist():
        if not name.endswith(("METADATA", "RECORD")):  # a checkout's has the README of the day it was installed
            assert made[0].read(name) == made[1].read(name), name


def test_two_processes_make_the_same_keys_where_a_misconception_draws_weights_without_a_seed(shipped, tmp_path):
    other = zipfile.ZipFile(released_by_another_process(tmp_path / "lab", "06")).extract(KEYS_IN_WHEEL, tmp_path)
    keys = key_file.KeyFile.read(Path(other), COURSE.version).keys
    assert "torch.build_model" in keys
    for exercise_id, one in keys.items():
        assert one.to_json() == shipped.keys[exercise_id].to_json(), exercise_id


# --- no answer is in it -----------------------------------------------------------------------------------------


def one_line(text):
    """Return `text`, as it is or out of JSON, with every stretch of white space as one space."""
    return " ".join(re.sub(r"\\+n", "\n", re.sub(r'\\+"', '"', text)).split())


@pytest.fixture(scope="module")
def secrets():
    """Return the lines, one_line each, that stand in answers and nowhere else in the course.

    Those that a check shows, the messages and hints of misconceptions, are no secrets.
    """
    open_texts, lines = [], set()
    for path in sorted((ROOT / "course_utils").rglob("*.py")):
        if path.parent.name == "answers":
            lines |= {line.strip(' ",') for line in path.read_text().splitlines()}
        else:
            open_texts.append(path.read_text())
    open_texts += [cell.source for path in COURSE.notebooks() for cell in read_notebook(path).cells]
    for module in COURSE.modules():
        for answers in importlib.import_module(module.ANSWERS).ANSWERS.values():
            mistakes = [*answers.misconceptions, *answers.families]
            sources = [answers.solution, *answers.others.values(), *(m.source for m in mistakes)]
            lines |= {line for text in (*sources, answers.explanation) for line in text.splitlines()}
            open_texts += [text for m in mistakes for text in (m.name, str(m.breaks), m.message, m.hint)]
            open_texts += [family.detail for family in answers.families]
    known = one_line("\n".join(open_texts))
    return {line for line in map(one_line, lines) if len(line) > 14 and line not in known}


def leaks(archive, secrets):
    """Return which secrets stand in a file of a wheel."""
    contents = [archive.read(name) for name in archive.namelist()]
    contents = [gzip.decompress(content) if content.startswith(b"\x1f\x8b") else content for content in contents]
    text = one_line("\n".join(content.decode("utf-8") for content in contents))
    text = re.sub(r"[A-Za-z0-9+/=]{200,}", "", text)  # the numbers of arrays
    return {line for line in secrets if line in text}


def test_no_file_of_the_release_holds_a_line_of_the_answers(wheel, ordinary_wheel, secrets):
    assert leaks(wheel, secrets) == set()
    assert len(leaks(ordinary_wheel, secrets)) > 1000  # it finds what is there


def test_the_wheel_has_no_bytecode(wheel):
    assert {Path(name).suffix for name in wheel.namelist() if name.startswith("course_utils")} == {
        ".py", ".js", ".css", ".json", ".ipynb", ".gz", "",
    }  # fmt: skip


MEMORY = """
import gc, sys, types
from course_utils.autograder.key_source import key_for
import course_utils.cli, course_utils.classroom.release, course_utils.dashboard
from course_utils.course import COURSE
for name in ("scratch.relu", "start.double", "spikes.count_spikes"):
    COURSE.find(name).check(*[lambda *args: 1.0] * len(COURSE.find(name).names))
    COURSE.find(name).hint()
    COURSE.find(name).solution(anyway=True)
for _, exercise in COURSE:
    if not exercise.id.startswith(("keras", "torch", "capstone")) or len(sys.argv) > 2:
        key_for(exercise, 0)
met, waiting, lines = set(), [*gc.get_objects(), *sys.modules.values()], set()
while waiting:
    one = waiting.pop()
    if id(one) in met:
        continue
    met.add(id(one))
    if isinstance(one, types.CodeType):
        waiting += [*one.co_consts, *one.co_names]
        lines.add(f"code of {one.co_filename}")
    elif type(one) in (str, bytes):
        text = one if type(one) is str else one.decode("utf-8", "replace")
        lines.update(" ".join(line.split()) for line in text.splitlines())
    else:
        waiting += gc.get_referents(one)
with open(sys.argv[1], "w", encoding="utf-8", errors="replace") as file:
    file.write("\\n".join(sorted(lines | set(sys.modules))))
"""


def test_no_answer_is_in_memory_after_everything_was_used(student, secrets, tmp_path):
    def in_memory(run, *arguments):
        code, _, err = run("-c", MEMORY, tmp_path / "lines.txt", *arguments)
        assert code == 0, err
        lines = set((tmp_path / "lines.txt").read_text(encoding="utf-8").splitlines())
        return lines, {line for line in lines if re.search("^code of (<answer>|.*course_utils/answers/)", line)}

    lines, files = in_memory(student, "all")
    assert lines & secrets == set()
    assert files == set()
    assert "course_utils.answers.relu_from_scratch" not in lines - {exercise.answers for exercise in EXERCISES}

    def course(*arguments):  # the same search where the answers are: it finds them
        done = subprocess.run([sys.executable, "-P", *map(str, arguments)], capture_output=True, text=True, timeout=120)
        return done.returncode, done.stdout, done.stderr

    lines, files = in_memory(course)
    assert len(lines & secrets) > 100
    assert "code of <answer>" in files


# --- a student's day --------------------------------------------------------------------------------------------


DAY = """
import json
import numpy as np
from course_utils.course import COURSE
relu = COURSE.find("scratch.relu")
right = relu.check(lambda x: np.maximum(0, x))
wrong = relu.check(lambda x: np.abs(x))
hints = [str(relu.hint()) for _ in range(9)]
print(json.dumps([right.to_dict(), wrong.to_dict(), hints, str(relu.solution()), str(relu.solution(anyway=True))]))
"""


def test_check_and_hint_say_what_they_say_with_the_answers_and_solution_says_who_has_it(student):
    code, out, err = student("-c", DAY)
    assert code == 0, err
    right, wrong, hints, solution, anyway = json.loads(out)
    assert (right["state"], right["points"]) == ("passed", right["out_of"])
    relu = COURSE.find("scratch.relu")
    assert wrong == relu.check(lambda x: np.abs(x)).to_dict()
    assert wrong["diagnosis"] == "absolute_value"
    with_answers = [str(relu.hint()) for _ in range(9)]
    assert hints[:-7] == with_answers[:-7]
    assert ".solution()" in with_answers[-1]
    assert "last hint" in hints[-1]
    assert ".solution()" not in hints[-1]
    assert solution == anyway
    assert "Your lecturer has the solution" in solution


def test_the_commands_of_a_student_work(student, tmp_path):
    code, out, err = command(student, "exercises", "--json")
    assert (code, [row["id"] for row in json.loads(out)]) == (0, [exercise.id for exercise in EXERCISES]), err
    path = written(tmp_path / "mine.ipynb", "00", double="def double(x):\n    return x**2")
    code, out, err = command(student, "check", path, "--json")
    (verdict,) = json.loads(out)
    mistake = next(m for m in answers_for(COURSE.find("start.double")).misconceptions if m.name == "squares")
    assert verdict["diagnosis"] == mistake.name, err
    assert mistake.message in verdict["message"]
    assert code == 1
    code, out, err = command(student, "progress")
    assert (code, err) == (0, "")
    assert "ReLU for numbers and arrays" in out


def test_progress_tells_overcome_mistakes_in_the_words_of_the_check(student):
    mistake = answers_for(COURSE.find("start.double")).misconceptions[0]
    code, out, err = student(
        "-c",
        "import os; os.environ['RELU_COURSE_PROGRESS'] = 'p.db'\n"
        "from pathlib import Path\n"
        "from course_utils.autograder import progress\n"
        "from course_utils.course import COURSE\n"
        "from course_utils.dashboard import Dashboard\n"
        "save = lambda *a: progress.save(progress.Record('start.double', *a), Path('p.db'))\n"
        f"save(0, 1, 'failed', {mistake.name!r}); save(1, 1, 'passed'); print(Dashboard.of(COURSE, Path()))",
    )
    assert code == 0, err
    assert mistake.message.replace("`", "") in out.replace("`", "")


def test_with_the_keys_of_the_grading_seed_a_student_finds_the_grade_to_the_point(student, tmp_path):
    keys = tmp_path / "keys.gz"
    assert main(["release", "--keys", str(SEED), "--out", str(keys), "--notebook", "04"]) == 0
    path = written(tmp_path / "mine.ipynb", "04", relu="def relu(x):\n    return np.abs(x)", graph='graph = "A"')

    def graded(exercise):
        return key_for(exercise, exercise_seed(SEED, exercise.id))

    grade, _ = check_notebook(COURSE, read_notebook(path), tmp_path, graded, 60.0)
    code, out, err = command(student, "check", path, "--keys", keys, "--json")
    assert json.loads(out) == json.loads(json.dumps([verdict.to_dict() for verdict in grade])), err
    assert code == 1
    assert {one.seed for one in key_file.KeyFile.read(keys, COURSE.version).keys.values()} == {
        exercise_seed(SEED, exercise.id) for exercise in EXERCISES if exercise.id.startswith("scratch.")
    }
    code, _, err = command(student, "check", COURSE.notebook("00"), "--keys", keys)
    assert (code, "has no key of 'start.double'" in err) == (2, True), err


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["solve", "{}", "-o", "solved.ipynb"], "Your lecturer has them"),
        (["check", "{}", "--seed", "7"], "--keys FILE"),
        (["release", "--out", "another"], "Your lecturer has them"),
        (["release", "--keys", "7", "--out", "another"], "Your lecturer has them"),
    ],
    ids=["solve", "check --seed", "release", "release --keys"],
)
def test_what_needs_the_answers_says_so(student, arguments, says, tmp_path):
    arguments = [argument.format(COURSE.notebook("00")) for argument in arguments]
    code, out, err = command(student, *arguments, work=tmp_path)
    assert (code, out) == (2, "")
    assert says in err
    assert "Traceback" not in err
    assert list(tmp_path.iterdir()) == []


# --- some notebooks only ----------------------------------------------------------------------------------------


def test_a_release_of_some_notebooks_knows_of_no_others(tmp_path):
    assert main(["release", "--out", str(tmp_path / "lab"), "--notebook", "04", "--notebook", "0", "04"]) == 0
    names = ["00_start_here.ipynb", "04_relu_from_scratch.ipynb"]
    assert sorted(path.name for path in (tmp_path / "lab").iterdir()) == [*names, WHEEL]
    with zipfile.ZipFile(tmp_path / "lab" / WHEEL) as archive:
        archive.extractall(tmp_path / "site")
    code = (
        "from pathlib import Path; import course_utils; from course_utils import workspace;"
        "from course_utils.course import COURSE, main;"
        "assert str(Path.cwd()) in course_utils.__file__, course_utils.__file__;"
        "print(len(workspace.prepare(COURSE, Path('work')))); main(['exercises']); main(['progress', 'work'])"
    )
    environment = {**os.environ, "PYTHONPATH": str(tmp_path / "site")}
    done = subprocess.run(
        [sys.executable, "-P", "-c", code], cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("2\n")
    assert {line.split()[1] for line in done.stdout.splitlines() if line.startswith(("start.", "scratch."))} == {*names}
    assert "keras." not in done.stdout
    assert "ReLU for numbers and arrays" in done.stdout


# --- what is refused --------------------------------------------------------------------------------------------


def refused(arguments, capsys, tmp_path):
    """Run a command that must be refused; return what it says. It has written nothing."""
    before = {path: path.is_file() and path.read_bytes() for path in tmp_path.rglob("*")}
    try:
        code = main([str(argument) for argument in arguments])
    except SystemExit as end:  # argparse's
        code = end.code
    assert code == 2
    assert {path: path.is_file() and path.read_bytes() for path in tmp_path.rglob("*")} == before
    return capsys.readouterr().err


def test_a_folder_with_something_in_it_and_a_file_are_left_alone(tmp_path, capsys):
    (tmp_path / "mine.txt").write_text("mine")
    for out in (tmp_path, tmp_path / "mine.txt"):
        assert "Choose another name" in refused(["release", "--out", out], capsys, tmp_path)
    assert "Choose another name" in refused(["release", "--keys", 1, "--out", tmp_path / "mine.txt"], capsys, tmp_path)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--notebook", "44"], "There is no notebook '44'"),
        (["--notebook", "00", "x"], "There is no notebook 'x'"),
        (["--notebook"], "expected at least one argument"),
        (["--keys", "-1"], "whole number"),
        (["--keys", "seven"], "There is no gradebook seven"),
    ],
)
def test_bad_arguments_are_said(arguments, says, tmp_path, capsys):
    assert says in refused(["release", "--out", tmp_path / "out", *arguments], capsys, tmp_path)


@pytest.mark.parametrize("options", [[], ["--keys", "1"]])
@pytest.mark.parametrize("out", ["/proc/none/out", "x" * 300, "mine.txt/out"])
def test_a_place_that_cannot_be_written_is_said(out, options, tmp_path, capsys):
    (tmp_path / "mine.txt").write_text("mine")
    arguments = ["release", "--notebook", "00", "--out", tmp_path / out, *options]
    assert "cannot be written" in refused(arguments, capsys, tmp_path)


def test_an_empty_folder_is_filled(tmp_path):
    release.release_course(COURSE, tmp_path, ["00"])
    assert sorted(path.name for path in tmp_path.iterdir()) == ["00_start_here.ipynb", WHEEL]


@pytest.mark.parametrize("exists", [True, False])
def test_a_disk_that_is_full_half_way_leaves_nothing(exists, tmp_path, monkeypatch):
    folder = tmp_path / "lab"
    if exists:
        folder.mkdir()
    moves = iter([release.os.replace])

    def full(source, target):
        next(moves, _full)(source, target)

    monkeypatch.setattr(release.os, "replace", full)
    with pytest.raises(CourseError, match="No space left"):
        release.release_course(COURSE, folder, ["00"])
    assert list(tmp_path.rglob("*")) == ([folder] if exists else [])


def _full(source, target):
    raise OSError(28, "No space left on device")


def test_metadata_of_another_day_is_not_handed_out(tmp_path):
    with pytest.raises(CourseError, match="Install the course again"):
        release.release_course(replace(COURSE, version="9.9.9"), tmp_path / "lab")
    assert not list(tmp_path.iterdir())


def test_a_framework_that_is_missing_makes_no_key(tmp_path, monkeypatch, capsys):
    from course_utils import frameworks

    def missing(name):
        raise ImportError

    monkeypatch.setattr(frameworks, "_load", missing)
    key_for.cache_clear()
    says = refused(["release", "--out", tmp_path / "lab", "--notebook", "06"], capsys, tmp_path)
    assert "pip install torch" in says


def _other_version(content):
    return gzip.compress(gzip.decompress(content).replace(b'"0.1.0"', b'"0.0.9"', 1))


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (lambda content: None, "There is no file"),
        (lambda content: b"", "no whole file of keys"),
        (lambda content: b'{"cells": []}', "no whole file of keys"),
        (lambda content: content[: len(content) // 2], "no whole file of keys"),
        (lambda content: content[:1000] + b"\x00\x01" + content[1002:], "no whole file of keys"),
        (lambda content: gzip.compress(b"[]\n"), "no whole file of keys"),
        (lambda content: gzip.compress(gzip.decompress(content)[:-3]), "no whole file of keys"),
        (lambda content: gzip.compress(b"\xff\xfe"), "no whole file of keys"),
        (_other_version, "of version 0.0.9"),
    ],
)
def test_a_damaged_key_file_and_one_of_another_version_are_said(spoil, says, tmp_path, capsys):
    content = spoil(key_file.to_bytes([key_for(COURSE.find("start.double"), 3)], COURSE.version))
    if content is not None:
        (tmp_path / "keys.gz").write_bytes(content)
    arguments = ["check", COURSE.notebook("00"), "--keys", tmp_path / "keys.gz"]
    assert says in refused(arguments, capsys, tmp_path)


def test_a_seed_and_keys_exclude_each_other(tmp_path, capsys):
    arguments = ["check", COURSE.notebook("00"), "--keys", "k.gz", "--seed", "3"]
    assert "not allowed with" in refused(arguments, capsys, tmp_path)
