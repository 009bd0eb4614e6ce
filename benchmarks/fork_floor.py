"""The floor of grading: fork a warm process, run the cells, observe the answers, without walls, verdicts or records.

    python -m benchmarks.fork_floor JOBS LIBRARIES NOTEBOOK...        LIBRARIES: "" or "keras", "torch"

Prints one JSON object: the seconds for all notebooks, and for each what its child took.
"""

import gc
import json
import os
import sys
import time
from pathlib import Path

from course_utils.classroom.plan import Plan, plan
from course_utils.classroom.sandbox import observer
from course_utils.classroom.seeds import exercise_seed
from course_utils.course import COURSE
from course_utils.notebook_files import read_notebook

SECONDS = 20


def run_in_child(planned: Plan, results: int) -> None:
    """Run and observe a submission, and report the seconds that took.

    Args:
        planned: the plan of the submission.
        results: the file descriptor to write to.
    """
    start = time.perf_counter()
    shell = observer.Observer(COURSE)
    for cell in planned.cells:
        shell.run_cell(cell.source, SECONDS)
        for exercise in planned.exercises:
            if cell.number in planned.stubs[exercise.id]:
                seed = exercise_seed(5, exercise.id)
                request = {"observe": exercise.id, "seed": seed, "source": cell.source, "seconds": SECONDS}
                assert "observation" in shell.observe(request), "an answer was not seen, so its time means nothing"
    os.write(results, f"{time.perf_counter() - start}\n".encode())


def main() -> None:
    jobs, libraries, *paths = sys.argv[1:]
    observer.prepare(COURSE, [libraries] if libraries else [])
    plans = [plan(COURSE, read_notebook(Path(path))) for path in paths]
    gc.collect()
    gc.freeze()
    readable, results = os.pipe()
    start = time.perf_counter()
    for number, planned in enumerate(plans):
        if number >= int(jobs):
            os.wait()
        if os.fork() == 0:
            try:
                run_in_child(planned, results)
            finally:
                os._exit(0)
    for _ in range(min(int(jobs), len(plans))):
        os.wait()
    seconds = time.perf_counter() - start
    os.close(results)
    with open(readable) as lines:
        children = [float(line) for line in lines]
    assert len(children) == len(plans), "a child ended early"
    print(json.dumps({"seconds": seconds, "children": children}))


if __name__ == "__main__":
    main()
