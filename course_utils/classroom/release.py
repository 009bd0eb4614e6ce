"""What a lecturer hands to students: notebooks without outputs, the course without its answers, keys as data."""

import base64
import contextlib
import csv
import hashlib
import io
import os
import shutil
import tomllib
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement
from tqdm import tqdm

from course_utils.autograder import Exercise, key_file
from course_utils.autograder.course import ANSWERS_IN_PACKAGE, NOTEBOOKS_IN_PACKAGE, Course
from course_utils.autograder.key import Key
from course_utils.autograder.probes import PUBLIC_SEED
from course_utils.classroom.seeds import exercise_seed, reproducible_key
from course_utils.errors import CourseError, reason
from course_utils.notebook_files import clear_outputs, notebook_bytes, read_notebook, write_whole

LEFT_OUT = {ANSWERS_IN_PACKAGE, NOTEBOOKS_IN_PACKAGE}  # the notebooks come back without their outputs
# What the package is made of. Anything else in a checkout, for example an editor's backup, is not handed out.
SUFFIXES = {".py", ".js", ".css", ".json"}
WHEEL = "Wheel-Version: 1.0\nGenerator: {distribution}\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
OLDEST = (1980, 1, 1, 0, 0, 0)  # the time of every file in the wheel, so that the same course makes the same bytes
Files = dict[str, bytes]


def release_course(course: Course, folder: Path, numbers: Sequence[str] = ()) -> str:
    """Write the notebooks and the wheel that students get.

    Args:
        course: the course.
        folder: new or empty.
        numbers: of the notebooks, all by default. The wheel has exercises and keys for these alone.

    Returns:
        The wheel's file name.

    Raises:
        CourseError: this cannot be done; nothing was written then.
    """
    if _is_taken(folder) and not _is_empty_folder(folder):
        raise CourseError(f"{folder} exists already and is not an empty folder. Choose another name.")
    paths = _notebooks(course, numbers)
    distribution = _distribution(course)
    keys = _keys(course, paths, lambda exercise: PUBLIC_SEED)
    notebooks = {path.name: notebook_bytes(clear_outputs(read_notebook(path))) for path in paths}
    name = f"{course.name.replace('-', '_')}-{course.version}"
    wheel = _wheel(_package(course, notebooks, keys), _dist_info(course, distribution), f"{name}.dist-info")
    _write_into(folder, {**notebooks, f"{name}-py3-none-any.whl": wheel})
    return f"{name}-py3-none-any.whl"


def release_keys(course: Course, file: Path, seed: int, numbers: Sequence[str] = ()) -> None:
    """Write the keys that a class was graded by.

    Args:
        course: the course.
        file: a new one.
        seed: that of the run in which the class was graded.
        numbers: of the notebooks, all by default.

    Raises:
        CourseError: this cannot be done; nothing was written then.
    """
    if _is_taken(file):
        raise CourseError(f"{file} exists already. Choose another name.")
    keys = _keys(course, _notebooks(course, numbers), lambda exercise: exercise_seed(seed, exercise.id))
    write_whole(file, key_file.to_bytes(keys, course.version))


def _is_taken(path: Path) -> bool:
    return os.path.lexists(path)  # unlike path.exists(), it raises nothing if we may not look: writing will


def _is_empty_folder(path: Path) -> bool:
    try:
        return not any(path.iterdir())
    except OSError:  # a file, or a folder that we may not look into
        return False


def _notebooks(course: Course, numbers: Sequence[str]) -> list[Path]:
    """Return the paths of the notebooks asked for, in the course's order, each once."""
    wanted = {course.notebook(number) for number in numbers}
    return [path for path in course.notebooks() if not numbers or path in wanted]


def _keys(course: Course, notebooks: Iterable[Path], seed_of: Callable[[Exercise], int]) -> list[Key]:
    names = {path.name for path in notebooks}
    exercises = [exercise for notebook, exercise in course if notebook in names]
    shown = tqdm(exercises, unit="key", desc="Preparing keys", disable=None, leave=False)
    return [reproducible_key(course, exercise, seed_of(exercise)) for exercise in shown]


def _package(course: Course, notebooks: Files, keys: Iterable[Key]) -> Files:
    """Return the files of the package as students get it, by their names in the wheel."""
    package = course.folder
    others = {module.__file__ for module in course.modules() if module.NOTEBOOK not in notebooks}
    files = {_name_in(package, path): path.read_bytes() for path in _files_of(package) if str(path) not in others}
    folder = f"{package.name}/{NOTEBOOKS_IN_PACKAGE}"
    files |= {f"{folder}/{name}": content for name, content in notebooks.items()}
    license_file = course.notebooks_folder / "LICENSE"
    if license_file.exists():
        files[f"{folder}/LICENSE"] = license_file.read_bytes()
    files[_name_in(package, course.keys_file)] = key_file.to_bytes(keys, course.version)
    return files


def _files_of(package: Path) -> Iterator[Path]:
    for path in sorted(package.rglob("*")):
        parts = path.relative_to(package).parts
        hidden = any(part.startswith(".") for part in parts)
        if path.suffix in SUFFIXES and not hidden and parts[0] not in LEFT_OUT:
            yield path


def _name_in(package: Path, path: Path) -> str:
    return path.relative_to(package.parent).as_posix()


def _distribution(course: Course) -> metadata.Distribution:
    """Return the installed course's metadata. Raises `CourseError` if there is none, or that of another version.

    A checkout keeps the metadata of the day it was installed, whatever became of pyproject.toml since.
    """
    again = "Install the course again, then release it: pip install -e ."
    try:
        found = metadata.distribution(course.name)
    except metadata.PackageNotFoundError:
        raise CourseError(f"The course runs here without being installed. {again}") from None
    pyproject = course.folder.parent / "pyproject.toml"
    if found.version != course.version:
        raise CourseError(f"The course was installed as version {found.version}, which it no longer is. {again}")
    if pyproject.exists():
        asked = set(map(Requirement, tomllib.loads(pyproject.read_text(encoding="utf-8"))["project"]["dependencies"]))
        installed = set(map(Requirement, found.requires or ()))
        if not asked <= installed:
            raise CourseError(f"pyproject.toml asks for other packages than when the course was installed. {again}")
    return found


def _dist_info(course: Course, distribution: metadata.Distribution) -> Files:
    """Return the files that describe the wheel: those of the installed course, but for what belongs to its own."""
    files = {"WHEEL": WHEEL.format(distribution=course.name).encode()}
    for path in distribution.files or ():
        folder, *rest = path.parts
        if folder.endswith(".dist-info") and rest[0] in ("METADATA", "entry_points.txt", "licenses"):
            files["/".join(rest)] = path.read_binary()
    return files


def _wheel(package: Files, dist_info: Files, folder: str) -> bytes:
    """Return a wheel: a ZIP with a table of what is in it.

    Written here, since the library for it stamps the time of day into that table and every student would install it.
    """
    files = {name: package[name] for name in sorted(package)}
    files |= {f"{folder}/{name}": dist_info[name] for name in sorted(dist_info)}
    record = io.StringIO()
    table = csv.writer(record, lineterminator="\n")
    for name, content in files.items():
        digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).decode().rstrip("=")
        table.writerow((name, f"sha256={digest}", len(content)))
    table.writerow((f"{folder}/RECORD", "", ""))
    files[f"{folder}/RECORD"] = record.getvalue().encode()
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, OLDEST)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system, entry.external_attr = 3, 0o100644 << 16  # a plain file, readable by all, as on Unix
            archive.writestr(entry, content)
    return buffer.getvalue()


def _write_into(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write `files` into `folder`: all of them or none."""
    partial, made = folder / ".partial", not _is_taken(folder)
    try:
        partial.mkdir(parents=True)
        for name, content in files.items():
            (partial / name).write_bytes(content)
        for name in files:
            os.replace(partial / name, folder / name)
        partial.rmdir()
    except BaseException as error:
        shutil.rmtree(folder if made else partial, ignore_errors=True)
        for name in files:  # the folder was empty, so what has these names is ours
            with contextlib.suppress(OSError):
                (folder / name).unlink()
        if isinstance(error, OSError):
            raise CourseError(f"{folder} cannot be written: {reason(error)}.") from error
        raise
