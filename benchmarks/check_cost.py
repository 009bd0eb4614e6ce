"""What a check costs, beside plain assert statements and otter-grader, all in one run. Run it with `make bench`.

Machines are noisy, so each figure is a median, the three take turns, and the ratios matter more than the milliseconds.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import nbformat
import numpy as np

from course_utils.autograder.key_source import answers_for, key_for, run_source
from course_utils.autograder.probes import PUBLIC_SEED, fresh_copy
from course_utils.course import COURSE
from course_utils.exercises import relu_from_scratch

REPEATS = 40
IMPORT_REPEATS = 9

OTTER_TEST = """
OK_FORMAT = True
test = {{
    "name": "{name}", "points": 1,
    "suites": [{{
        "cases": [{{"code": ">>> run_asserts({name!r})", "hidden": False, "locked": False}}],
        "scored": True, "setup": "", "teardown": "", "type": "doctest",
    }}],
}}
"""


def seconds_of(call):
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def plain_asserts(exercise, namespace):
    """Return a function that makes the same calls on the same inputs and compares with numpy.testing.

    Args:
        exercise: the exercise.
        namespace: what the answer defined, by name.
    """
    probes = exercise.probes(PUBLIC_SEED)
    expected = [outcome.returned for outcome in key_for(exercise, PUBLIC_SEED).solution.outcomes]

    def run():
        for probe, right in zip(probes, expected, strict=True):
            value = namespace[exercise.names[0]]
            if exercise.kind == "function":
                inputs = [fresh_copy(arg) for arg in probe.args]
                value = value(*inputs)
            if exercise.kind == "choice":
                assert value == right
            elif exercise.accept:
                assert all(share.passed for share in exercise.accept([value], probes))
            else:
                np.testing.assert_allclose(value, right)
                assert np.shape(value) == np.shape(right)

    return run


def check_costs():
    import otter

    with tempfile.TemporaryDirectory() as folder:
        os.environ["RELU_COURSE_PROGRESS"] = str(Path(folder) / "progress.db")
        runs, rows = {}, []

        def run_asserts(name):
            runs[name]()

        for exercise in COURSE.by_notebook()[relu_from_scratch.NOTEBOOK]:
            (Path(folder) / f"{exercise.names[0]}.py").write_text(OTTER_TEST.format(name=exercise.names[0]))
        notebook = Path(folder) / "bench.ipynb"
        nbformat.write(nbformat.v4.new_notebook(), notebook)
        grader = otter.Notebook(str(notebook), tests_dir=folder)
        for exercise in COURSE.by_notebook()[relu_from_scratch.NOTEBOOK]:
            answers = answers_for(exercise)
            namespace = run_source(answers.solution, answers.setup)
            mine = [namespace[name] for name in exercise.names]
            asserts = plain_asserts(exercise, namespace)
            runs[exercise.names[0]] = asserts
            key_for.cache_clear()
            first = seconds_of(lambda e=exercise, m=mine: e.check(*m))
            calls = {
                "check": lambda e=exercise, m=mine: e.check(*m),
                "asserts": asserts,
                "otter": lambda e=exercise: grader.check(e.names[0], global_env={"run_asserts": run_asserts}),
            }
            calls["otter"]()  # so that both are warm
            assert exercise.check(*mine).state == "passed"
            assert "passed" in repr(calls["otter"]()), "otter's test did not pass, so its time means nothing"
            samples = {name: [] for name in calls}
            for _ in range(REPEATS):
                for name, call in calls.items():
                    samples[name].append(seconds_of(call))
            rows.append((exercise.id, first, *(statistics.median(samples[name]) for name in calls)))
    return rows


def import_cost(statement):
    """Return the median seconds that `statement` takes in a new process that has imported NumPy already."""
    code = f"import numpy, time; t = time.perf_counter(); {statement}; print(time.perf_counter() - t)"
    times = [
        float(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout)
        for _ in range(IMPORT_REPEATS)
    ]
    return statistics.median(times)


def main():
    print(f"Milliseconds, medians of {REPEATS} checks of the solution. 'first' includes building the key.")
    print(f"{'exercise':22}{'check':>8}{'asserts':>9}{'otter':>8}{'first':>8}   check/asserts  check/otter")
    rows = check_costs()
    for name, first, check, asserts, otter_time in rows:
        print(
            f"{name:22}{1e3 * check:8.2f}{1e3 * asserts:9.2f}{1e3 * otter_time:8.2f}{1e3 * first:8.1f}"
            f"{check / asserts:16.1f}{check / otter_time:13.2f}"
        )
    print(f"{'median':22}{1e3 * statistics.median(row[2] for row in rows):8.2f}   (to reach: 20 or less)")
    print(f"\nSeconds to import beyond NumPy, medians of {IMPORT_REPEATS} processes:")
    course = "from course_utils.course import COURSE; list(COURSE)"
    for label, statement in (("the course and all exercises", course), ("otter-grader", "import otter")):
        print(
            f"{label:30}{import_cost(statement):8.3f}" + ("   (to reach: 0.15 or less)" if statement == course else "")
        )


if __name__ == "__main__":
    main()
