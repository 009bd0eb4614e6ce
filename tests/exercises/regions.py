"""Which regions of its inputs each misconception passes, on every seed: those that cannot tell it from the solution.

    python -m tests.exercises.regions

writes regions.json anew, by the first few seeds. Read the difference before you commit it: a region that a grave
mistake passes should say why.
"""

import json
from pathlib import Path

from course_utils.autograder.exercise import Exercise
from course_utils.autograder.key_source import answers_for, run_source
from course_utils.autograder.properties import Values
from course_utils.course import COURSE

RECORDED = Path(__file__).with_name("regions.json")
FEW = 3  # seeds
ASKED_OF = ("function", "model")  # a value has no inputs


def asked() -> list[Exercise]:
    """Return the exercises whose probes are drawn."""
    return [exercise for _, exercise in COURSE if exercise.kind in ASKED_OF]


def passed_regions(exercise: Exercise, seeds: range) -> dict[str, list[set[str]]]:
    """Return, for each misconception, the regions that it passes with each of the seeds."""
    answers = answers_for(exercise)
    solution = run_source(answers.solution, answers.setup)
    names = {known.name: run_source(known.source, answers.setup) for known in answers.misconceptions}
    passed: dict[str, list[set[str]]] = {name: [] for name in names}
    for seed in seeds:
        probes = exercise.probes(seed)
        right = exercise.observe(solution, probes)
        for name, namespace in names.items():
            found = exercise.assess(exercise.observe(namespace, probes), right, probes).findings
            values = [one for one in found if isinstance(one.name, Values) and one.state == "passed"]
            passed[name].append({one.name.region for one in values if isinstance(one.name, Values)})
    return passed


def main() -> None:
    """Write the file."""
    recorded = {
        exercise.id: {
            name: sorted(set.intersection(*sets)) for name, sets in passed_regions(exercise, range(FEW)).items()
        }
        for exercise in asked()
    }
    RECORDED.write_text(json.dumps(recorded, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
