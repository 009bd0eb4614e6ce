"""What grading a class costs, beside nbgrader, otter-grader and a bare fork, all in one run on this machine.

    python -m benchmarks.grade_class [--submissions N] [--quick] [--json FILE]

Everything runs with 2 jobs. "s each" is the time from one submission to the next in a run that has started. The start
is not counted for us and for nbgrader in its best mode, many in one run; otter-grader starts anew for each submission.
Computing time is that of the whole machine, so run this on a machine on which nothing else runs.

Where the time of a NumPy notebook goes, about 38 ms of computing: 13 ms for the cells and the calls that the checks
make, which the bare fork has as well; 15 ms for three forks, namespaces, a tree of files and their end; 10 ms for
reading the notebook, talking to the process and judging. A Keras notebook spends nine tenths of its time in Keras: our
checks call small models a hundred times, and the tests for nbgrader not once.
"""

import argparse
import contextlib
import importlib.util
import itertools
import json
import os
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks.class_labs import LABS, Lab, ToolError, environment, nbgrader_course, otter_autograder, submit, tool
from course_utils.classroom.limits import grading_limits
from course_utils.classroom.plan import plan
from course_utils.classroom.run import run
from course_utils.classroom.sandbox.locked import WarmWorker
from course_utils.classroom.sandbox.protections import require_all
from course_utils.classroom.sandbox.request import Request
from course_utils.course import COURSE
from course_utils.notebook_files import read_notebook

JOBS = 2
SEED = 5
LIBRARIES = {"numpy": "", "keras": "keras", "torch": "torch"}


@dataclass(frozen=True)
class Cost:
    """What a submission costs: seconds from one to the next, seconds in its job (a median), computing; and memory."""

    number: int
    seconds: float
    job_seconds: float
    cpu_seconds: float
    memory_mb: float
    start_seconds: float = 0.0


@dataclass(frozen=True)
class Scale:
    """How a long run went: seconds each by quarter, the grader's MB after a quarter and at most, share of two cores."""

    number: int
    quarters: tuple[float, ...]
    memory_mb: tuple[float, float]
    busy: float


@dataclass(frozen=True)
class Row:
    """A line of the table of goals. `met` is None if the goal was not measured, or is only reported."""

    what: str
    goal: str
    measured: str
    met: bool | None


def grade_ours(lab: Lab, number: int, folder: Path) -> tuple[Cost, Scale]:
    """Return what our grading costs, and how the run went over time.

    Args:
        lab: that is handed in.
        number: how many submissions.
        folder: for the submissions and the gradebook.
    """
    from benchmarks.watching import watch

    say(f"{number} submissions with {lab.name}, ours")
    for student in range(number):
        submit(lab, student, folder / "submissions")
    book = folder / "grades.db"
    command = [tool("relu-course"), "grade", "submissions", "--gradebook", str(book), "--jobs", str(JOBS)]
    samples = watch([[*command, "--seed", str(SEED)]], [folder], dict(os.environ), lambda: _count(book))
    with contextlib.closing(sqlite3.connect(book)) as connection:
        times = [row[0] for row in connection.execute("SELECT wall_seconds FROM submission WHERE state = 'graded'")]
    if len(times) != number:
        raise SystemExit(f"{number - len(times)} of our {number} submissions were not graded.")
    first = next(sample for sample in samples if sample.done)
    last = next(sample for sample in samples if sample.done == number)
    steps = max(last.done - first.done, 1)
    seconds, cpu = (last.seconds - first.seconds), (last.cpu_seconds - first.cpu_seconds)
    memory = max(sample.memory for sample in samples) / 1e6
    cost = Cost(number, seconds / steps, statistics.median(times), cpu / steps, memory, first.seconds)
    places = [next(s for s in samples if s.done >= first.done + steps * quarter / 4) for quarter in range(5)]
    quarters = tuple((b.seconds - a.seconds) / max(b.done - a.done, 1) for a, b in itertools.pairwise(places))
    after_a_quarter = [s.grader / 1e6 for s in samples if s.grader and places[1].seconds < s.seconds < last.seconds]
    flat = (after_a_quarter[0], max(after_a_quarter)) if after_a_quarter else (0.0, 0.0)
    return cost, Scale(number, quarters, flat, cpu / seconds / JOBS if seconds else 0.0)


def _count(book: Path) -> int:
    try:
        with contextlib.closing(sqlite3.connect(f"file:{book}?mode=ro", uri=True)) as connection:
            return connection.execute("SELECT count(*) FROM submission").fetchone()[0]
    except sqlite3.OperationalError:  # the gradebook is just being made
        return 0


def grade_floor(lab: Lab, number: int, folder: Path) -> Cost:
    """Return the cost of forking, running the cells and making the calls of the checks, and nothing else.

    Args:
        lab: that is handed in.
        number: how many submissions.
        folder: for the submissions.
    """
    from benchmarks.watching import machine_cpu_seconds

    say(f"{number} submissions with {lab.name}, the floor")
    paths = [str(submit(lab, student, folder / "submissions")) for student in range(number)]
    command = [sys.executable, "-m", "benchmarks.fork_floor", str(JOBS), LIBRARIES[lab.name], *paths]
    threads = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    cpu = machine_cpu_seconds()
    done = subprocess.run(command, env={**os.environ, **threads}, check=True, stdout=subprocess.PIPE, text=True)
    cpu = machine_cpu_seconds() - cpu
    said = json.loads(done.stdout)
    return Cost(number, said["seconds"] / number, statistics.median(said["children"]), cpu / number, 0.0)


def grade_nbgrader(lab: Lab, number: int, folder: Path) -> Cost:
    """Return what nbgrader costs, with one course for each job, so that neither waits for the other's database.

    Args:
        lab: that is handed in.
        number: how many submissions.
        folder: for the courses.

    Raises:
        ToolError: nbgrader failed.
    """
    from benchmarks.watching import watch

    say(f"{number} submissions with {lab.name}, nbgrader")
    share = number // JOBS
    folders = [folder / f"course{job}" for job in range(JOBS)]
    for job, course in enumerate(folders):
        nbgrader_course(lab, range(job * share, (job + 1) * share), course)
    begun = time.time()
    command = [tool("nbgrader"), "autograde", "lab"]
    samples = watch([command] * JOBS, folders, environment(), lambda: 0)
    lanes = [sorted(path.stat().st_mtime for path in course.glob("autograded/*/lab/*.ipynb")) for course in folders]
    if any(len(lane) != share for lane in lanes):
        raise ToolError("nbgrader did not grade all submissions")
    steps = [after - before for lane in lanes for before, after in itertools.pairwise(lane)]
    rate = sum((len(lane) - 1) / (lane[-1] - lane[0]) for lane in lanes)
    memory = max(sample.memory for sample in samples) / 1e6
    cpu = samples[-1].cpu_seconds / (JOBS * share)
    return Cost(JOBS * share, 1 / rate, statistics.median(steps), cpu, memory, min(map(min, lanes)) - begun)


def grade_otter(lab: Lab, number: int, folder: Path) -> Cost:
    """Return what otter-grader costs.

    Args:
        lab: that is handed in.
        number: how many submissions.
        folder: for the tests and the submissions.

    Raises:
        ToolError: otter failed.
    """
    from benchmarks.watching import watch

    say(f"{number} submissions with {lab.name}, otter run")
    zipped = otter_autograder(lab, folder / "otter")
    paths = [submit(lab, student, folder / "submissions") for student in range(number)]

    def one(path: Path) -> tuple[float, float]:
        start = time.perf_counter()
        command = [tool("otter"), "run", str(path), "-a", str(zipped), "-o", str(path.parent), "--no-logo"]
        samples = watch([command], [path.parent], environment(), lambda: 0)
        if not (path.parent / "results.json").exists():
            raise ToolError("otter run left no results")
        return time.perf_counter() - start, max(sample.memory for sample in samples) / 1e6

    from benchmarks.watching import machine_cpu_seconds

    start, cpu = time.perf_counter(), machine_cpu_seconds()
    with ThreadPoolExecutor(JOBS) as lanes:
        runs = list(lanes.map(one, paths))
    seconds, cpu = time.perf_counter() - start, machine_cpu_seconds() - cpu
    times, memories = zip(*runs, strict=True)
    return Cost(number, seconds / number, statistics.median(times), cpu / number, JOBS * max(memories))


def child_memory_mb(lab: Lab, folder: Path) -> float:
    """Return the unshared MB of a locked-in process and its helpers after a whole notebook, a median.

    Args:
        lab: that is handed in.
        folder: for the submissions.
    """
    import psutil

    say(f"memory of a child with {lab.name}")
    added: list[float] = []
    worker = WarmWorker(COURSE, [LIBRARIES[lab.name]] if LIBRARIES[lab.name] else [], str(folder))
    warm = psutil.Process(worker._process.pid)
    limits = grading_limits()
    asked = Request(copies={}, memory_bytes=limits.memory_bytes, cpu_seconds=limits.total_seconds)
    try:
        for student in range(5):
            process = worker.start(asked)
            end = process.end

            def measure_and_end(end=end):
                added.append(sum(child.memory_full_info().uss for child in warm.children(recursive=True)) / 1e6)
                end()

            process.end = measure_and_end  # type: ignore[method-assign]
            planned = plan(COURSE, read_notebook(submit(lab, student, folder / "memory")))
            run(planned, (lambda process=process: process,), lambda name: SEED, limits)
    finally:
        worker.close()
    return statistics.median(added)


def rows(costs: dict[str, Cost], scale: Scale, memory: dict[str, float]) -> Iterator[Row]:
    """Yield the lines of the table.

    A student's own computing is what their code does in the floor's fork: cells, and calls that the checks make.

    Args:
        costs: by tool and lab.
        scale: of the long run.
        memory: MB of a child, by lab.
    """
    ours = costs["ours numpy"]
    for label, other, goal in (
        ("numpy notebook against nbgrader, many in one run", "nbgrader numpy", 40),
        ("numpy notebook against otter run", "otter numpy", 150),
    ):
        ratio = costs[other].seconds / ours.seconds if other in costs else None
        yield Row(label, f">= {goal} x", f"{ratio:.1f} x" if ratio else "skipped", ratio >= goal if ratio else None)
    slower = ours.seconds / costs["floor numpy"].seconds
    yield Row("numpy notebook against the bare fork", "<= 2 x slower", f"{slower:.2f} x slower", slower <= 2)
    for name in ("keras", "torch"):
        beyond = costs[f"ours {name}"].job_seconds - costs[f"floor {name}"].job_seconds
        yield Row(f"{name} notebook beyond the student's computing", "<= 0.3 s", f"{beyond:.2f} s", beyond <= 0.3)
        other = costs.get(f"nbgrader {name}")
        ratio = other.seconds / costs[f"ours {name}"].seconds if other else None
        measured = f"{ratio:.1f} x" if ratio else "skipped"
        yield Row(f"{name} notebook against nbgrader", ">= 15 x", measured, ratio >= 15 if ratio else None)
    quarters = ", ".join(f"{1e3 * seconds:.0f}" for seconds in scale.quarters)
    even = max(scale.quarters) <= 1.15 * min(scale.quarters)
    yield Row(f"{scale.number} submissions: ms each, by quarter", "the same", quarters, even)
    early, most = scale.memory_mb
    yield Row("the grader's memory, after a quarter and at most", "the same", f"{early:.0f}, {most:.0f} MB",
              most <= 1.05 * early)  # fmt: skip
    yield Row("both cores busy", ">= 90 %", f"{100 * scale.busy:.0f} %", scale.busy >= 0.9)
    for name, megabytes in memory.items():
        goal = "<= 100 MB" if name == "numpy" else "reported"
        met = megabytes <= 100 if name == "numpy" else None
        yield Row(f"memory that a running child adds, {name}", goal, f"{megabytes:.0f} MB", met)


def say(text: str) -> None:
    print(f"... {text}", file=sys.stderr, flush=True)


def is_there(name: str, module: str) -> bool:
    """Return whether a package is installed, and print what that means if it is not.

    Args:
        name: of the package.
        module: that it brings.
    """
    found = importlib.util.find_spec(module) is not None
    if not found:
        print(f"{name} is not installed, so its rows are skipped. `pip install {name}` brings it.")
    return found


@contextlib.contextmanager
def saying_failure(what: str) -> Iterator[None]:
    """Go on if another tool fails in the body, and print why."""
    try:
        yield
    except ToolError as error:
        print(f"{what} is skipped: {error}", flush=True)


def measure(numpy_class: int, small_class: int, others: int) -> tuple[dict[str, Cost], Scale, dict[str, float]]:
    """Grade every lab with every tool that is installed.

    Args:
        numpy_class: how many submissions of the lab with NumPy we grade.
        small_class: how many of each lab with a framework.
        others: how many submissions the other tools grade.

    Returns:
        The costs by tool and lab, how our long run went, and the MB of a child by lab.
    """
    costs: dict[str, Cost] = {}
    memory: dict[str, float] = {}
    nbgrader, otter = is_there("nbgrader", "nbgrader"), is_there("otter-grader", "otter")
    with tempfile.TemporaryDirectory(prefix="relu-course-bench-") as name:
        for lab in LABS.values():
            folder = Path(name, lab.name)
            for part in ("ours", "floor", "nbgrader", "otter", "memory"):
                (folder / part).mkdir(parents=True)
            number = numpy_class if lab.name == "numpy" else small_class
            costs[f"floor {lab.name}"] = grade_floor(lab, min(number, 300), folder / "floor")
            costs[f"ours {lab.name}"], run_of_lab = grade_ours(lab, number, folder / "ours")
            if lab.name == "numpy":
                scale = run_of_lab
            if nbgrader:
                with saying_failure(f"nbgrader {lab.name}"):
                    costs[f"nbgrader {lab.name}"] = grade_nbgrader(lab, others, folder / "nbgrader")
            if otter and lab.name == "numpy":
                with saying_failure("otter numpy"):
                    costs["otter numpy"] = grade_otter(lab, others, folder / "otter")
            memory[lab.name] = child_memory_mb(lab, folder / "memory")
    return costs, scale, memory


def report(costs: dict[str, Cost], table: list[Row]) -> None:
    """Print what was measured, and how it stands to the goals.

    Args:
        costs: by tool and lab.
        table: the goals.
    """
    print(f"\nA submission, {JOBS} jobs. 's each' counts no start, but for otter run, which starts every time.")
    print(f"{'':18}{'number':>8}{'s each':>10}{'s in job':>10}{'CPU s':>9}{'MB in all':>11}{'start s':>9}")
    for key, cost in costs.items():
        print(
            f"{key:18}{cost.number:8}{cost.seconds:10.3f}{cost.job_seconds:10.3f}{cost.cpu_seconds:9.3f}"
            f"{cost.memory_mb:11.0f}{cost.start_seconds:9.1f}"
        )
    print(f"\n{'':52}{'to reach':>15}{'measured':>22}")
    for row in table:
        verdict = {True: "met", False: "NOT met", None: ""}[row.met]
        print(f"{row.what:52}{row.goal:>15}{row.measured:>22}   {verdict}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--submissions", type=int, default=1000, help="of the class with numpy (%(default)s)")
    parser.add_argument("--quick", action="store_true", help="few submissions, for a look")
    parser.add_argument("--json", type=Path, help="write all figures to this file")
    options = parser.parse_args()
    if options.submissions < 8:
        parser.error("--submissions: 8 or more")
    if not is_there("psutil", "psutil"):
        raise SystemExit(1)
    require_all(COURSE)
    numbers = (40, 6, 4) if options.quick else (options.submissions, 20, 8)
    costs, scale, memory = measure(*numbers)
    table = list(rows(costs, scale, memory))
    report(costs, table)
    if options.json:
        figures = {
            "costs": {key: asdict(cost) for key, cost in costs.items()},
            "child_memory_mb": memory,
            "scale": asdict(scale),
            "goals": [asdict(row) for row in table],
        }
        options.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
