"""How many mistakes are named, and how many rightly.

    python -m benchmarks.named_mistakes [EXERCISE ...]

First, the wrong answers of beginners in tests/exercises/attempts, each with the names that are due. "As due" is the
share that got one of them and no other; "misnamed" got another one; "shown" is due no name and shows an example that
leads to the mistake; the rest is "unhelpful".

Then mixtures: every misconception of every function exercise that needs no framework, with each fault of
tests/exercises/mixtures.py on top. "By its name" is the share in which the misconception is named, with or without the
second fault; "by its form" the share in which the second fault alone is; "otherwise" names something else, which may be
true as well: a mask product whose NaN becomes 0 does swallow NaN. The numbers are the same on every machine.
"""

import sys
from collections import Counter
from collections.abc import Collection, Sequence

from course_utils.autograder.exercise import Exercise
from course_utils.autograder.forms import FORM_FAULTS
from course_utils.autograder.verdict import Verdict
from course_utils.course import COURSE
from course_utils.testing.verdicts import verdict_on_source
from tests.exercises.attempts import ALL_ATTEMPTS, outcome
from tests.exercises.mixtures import FAULTS, mixed_exercises, mixtures

FORMS = {form.name for form in FORM_FAULTS}


def main(names: Sequence[str]) -> None:
    """Print the shares, notebook by notebook and fault by fault.

    Args:
        names: the ids of the exercises; none for all.
    """
    _print_attempts([name for name in ALL_ATTEMPTS if not names or name in names])
    exercises = [exercise for exercise in mixed_exercises() if not names or exercise.id in names]
    columns = ("name", "form", "other", "not")
    _print("the second fault", ("mixtures", "by its name", "by its form", "otherwise", "not"))
    whole: Counter[str] = Counter()
    for fault in FAULTS:
        met = Counter(how for exercise in exercises for how in _mixed(exercise, fault))
        _print_shares(fault, met, columns)
        whole += met
    _print_shares("all", whole, columns)


def _print_attempts(names: Collection[str]) -> None:
    columns = ("as due", "misnamed", "shown", "unhelpful")
    _print("beginners' answers", ("answers", *columns))
    whole: Counter[str] = Counter()
    notebooks = dict.fromkeys(name.split(".")[0] for name in names)
    for notebook in notebooks:
        met = Counter(
            outcome(attempt, verdict_on_source(COURSE.find(name), attempt.source))
            for name in names
            if name.split(".")[0] == notebook
            for attempt in ALL_ATTEMPTS[name].values()
        )
        _print_shares(notebook, met, columns)
        whole += met
    _print_shares("all", whole, columns)
    print()


def _mixed(exercise: Exercise, fault: str) -> list[str]:
    outcomes = []
    for name, source in mixtures(exercise, fault):
        verdict = verdict_on_source(exercise, source)
        if verdict.state != "passed":  # which a fault that undoes the mistake may bring about
            outcomes.append(_how(verdict, name))
    return outcomes


def _how(verdict: Verdict, due: str) -> str:
    given = {one.name for one in verdict.diagnoses}
    if due in given:
        return "name"
    return "not" if not given else "form" if given <= FORMS else "other"


def _print_shares(title: str, met: Counter[str], columns: Sequence[str]) -> None:
    whole = met.total()
    _print(title, (str(whole), *(f"{met[how] / whole:.0%}" if whole else "–" for how in columns)))


def _print(title: str, cells: Sequence[str]) -> None:
    print(f"{title:24}" + "".join(f"{cell:>13}" for cell in cells))


if __name__ == "__main__":
    main(sys.argv[1:])
