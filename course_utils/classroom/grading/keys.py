"""The keys of a run: built once for a seed, kept in the gradebook, read by the processes that judge."""

import multiprocessing
from collections.abc import Collection
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from tqdm import tqdm

from course_utils.autograder.course import Course, load_course
from course_utils.autograder.exercise import Exercise
from course_utils.autograder.key import Key
from course_utils.classroom.gradebook import Gradebook, Task
from course_utils.classroom.grading.pool import ignore_interrupts
from course_utils.classroom.seeds import exercise_seed, reproducible_key


def provide_keys(course: Course, book: Gradebook, task: Task, notebooks: Collection[str], folder: Path) -> None:
    """Write the keys that are needed to files; build those that the gradebook does not hold yet.

    Args:
        course: the course.
        book: keeps the keys that are built.
        task: has the seed, and the keys that are there.
        notebooks: the file names of those to grade.
        folder: where the files go.
    """
    needed = [exercise.id for notebook, exercise in course if notebook in notebooks]
    keys = dict(task.keys)
    missing = [name for name in needed if name not in keys]
    if missing:
        # in a process of its own, since the answers to Keras' exercises load all of TensorFlow
        context = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(1, context, initializer=ignore_interrupts) as builder:
            jobs = [(name, builder.submit(build_key, course.address, name, task.seed)) for name in missing]
            for name, job in tqdm(jobs, unit="exercise", desc="Preparing keys", disable=None, leave=False):
                keys[name] = job.result()
                book.add_key(name, keys[name])
    for name in needed:
        _file(folder, name).write_text(keys[name], encoding="utf-8")


def build_key(address: str, exercise_id: str, seed: int) -> str:
    """Return the key of one exercise, as JSON.

    Args:
        address: the course's.
        exercise_id: the exercise's.
        seed: that of the run.
    """
    course = load_course(address)
    return reproducible_key(course, course.find(exercise_id), exercise_seed(seed, exercise_id)).to_json()


def read_key(folder: Path, exercise: Exercise) -> Key:
    """Return a key that was provided.

    Args:
        folder: where the files are.
        exercise: whose key.
    """
    return Key.from_json(_file(folder, exercise.id).read_text(encoding="utf-8"))


def _file(folder: Path, exercise_id: str) -> Path:
    return folder / f"{exercise_id}.json"
