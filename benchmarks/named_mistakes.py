"""How many mistakes are named, and how many rightly.

    python -m benchmarks.named_mistakes [EXERCISE ...]

First, the wrong answers of beginners in tests/exercises/attempts, each with the names that are due. "As due" is the
share that got one of them and no other; "misnamed" got another one; "shown" is due no name and shows an example that
leads to the mistake; the rest is "unhelpful". Then mixtures: every misconception of every function exercise that needs
no framework, with each fault below on top. "By its name" is the share in which the misconception is named, with or
without the second fault; "by its form" the share in which the second fault alone is; "otherwise" names something else,
which may be true as well: a mask product whose NaN becomes 0 does swallow NaN. The numbers are the same on every
machine.
"""

import sys
from collections import Counter
from collections.abc import Collection, Sequence

from course_utils.autograder.exercise import Exercise
from course_utils.autograder.forms import FORM_FAULTS
from course_utils.autograder.key_source import answers_for, key_for
from course_utils.autograder.kinds import FunctionExercise
from course_utils.autograder.verdict import Verdict
from course_utils.course import COURSE
from course_utils.testing.verdicts import verdict_on_source, with_fault_on_top
from tests.exercises.attempts import ALL_ATTEMPTS, outcome

FRAMEWORKS = ("keras", "torch", "capstone")  # whose answers take long to run
FAULTS = {
    "0 for a number": "    return 0.0 if np.ndim(args[0]) == 0 else right(*args)",
    "numbers refused": "    args[0].shape[0]\n    return right(*args)",
    "NaN swallowed": "    return np.nan_to_num(right(*args))",
    "empty refused": "    np.max(args[0])\n    return right(*args)",
    "rounded": "    return np.round(right(*args), 2)",
    "flattened": "    return np.ravel(right(*args))",
    "a tuple": "    return right(*args), args[0]",
    "single precision": "    return np.asarray(right(*args), dtype=np.float32)",
    "one dimension alone": "    assert np.ndim(args[0]) < 2\n    return right(*args)",
    "1 where all is 0": "    out = right(*args)\n    return out if np.any(args[0] != 0) else np.ones_like(out)",
    "one element taken out": "    out = right(*args)\n    return out[0] if np.shape(out) == (1,) else out",
}
FORMS = {form.name for form in FORM_FAULTS}


def main(names: Sequence[str]) -> None:
    """Print the shares, notebook by notebook and fault by fault.

    Args:
        names: the ids of the exercises; none for all.
    """
    _print_attempts([name for name in ALL_ATTEMPTS if not names or name in names])
    exercises = [exercise for _, exercise in COURSE if _can_be_mixed(exercise) and (not names or exercise.id in names)]
    columns = ("name", "form", "other", "not")
    _print("the second fault", ("mixtures", "by its name", "by its form", "otherwise", "not"))
    whole: Counter[str] = Counter()
    for fault, body in FAULTS.items():
        met = Counter(how for exercise in exercises for how in _mixed(exercise, body))
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


def _can_be_mixed(exercise: Exercise) -> bool:
    """Return whether an exercise asks for one function of which a wrapper is a function of the same kind."""
    return (
        isinstance(exercise, FunctionExercise)
        and exercise.id.split(".")[0] not in FRAMEWORKS
        and exercise.scenario is None
        and len(exercise.names) == 1
        and not any(isinstance(outcome.returned, list) for outcome in key_for(exercise, 0).solution.outcomes)
    )


def _mixed(exercise: Exercise, body: str) -> list[str]:
    outcomes = []
    for known in answers_for(exercise).misconceptions:
        verdict = verdict_on_source(exercise, with_fault_on_top(exercise, known.source, body))
        if verdict.state != "passed":  # which a fault that undoes the mistake may bring about
            outcomes.append(_how(verdict, known.name))
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
