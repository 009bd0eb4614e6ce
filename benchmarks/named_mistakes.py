"""How many mistakes are named, and how many rightly, when a known misconception has a second fault on top.

    python -m benchmarks.named_mistakes [EXERCISE ...]

Every misconception of every function exercise that needs no framework is mixed with each fault below. "By its name" is
the share in which the misconception is named; "by its form" the share in which the second fault is; "otherwise" names
something else, which may be true as well: a mask product whose NaN becomes 0 does swallow NaN. The numbers are the same
on every machine.
"""

import sys
from collections import Counter
from collections.abc import Sequence

from course_utils.autograder.exercise import Exercise
from course_utils.autograder.forms import FORM_FAULTS
from course_utils.autograder.key_source import answers_for
from course_utils.autograder.verdict import Verdict
from course_utils.course import COURSE
from course_utils.testing.verdicts import verdict_on_source, with_fault_on_top

FRAMEWORKS = ("keras", "torch", "capstone")  # whose answers take long to run
FAULTS = {
    "0 for a number": "    return 0.0 if np.ndim(args[0]) == 0 else right(*args)",
    "numbers refused": "    args[0].shape[0]\n    return right(*args)",
    "NaN swallowed": "    return np.nan_to_num(right(*args))",
    "empty refused": "    np.max(args[0])\n    return right(*args)",
    "rounded": "    return np.round(right(*args), 2)",
    "flattened": "    return np.ravel(right(*args))",
    "single precision": "    return np.asarray(right(*args), dtype=np.float32)",
    "one dimension alone": "    assert np.ndim(args[0]) < 2\n    return right(*args)",
    "1 where all is 0": "    out = right(*args)\n    return out if np.any(args[0] != 0) else np.ones_like(out)",
    "one element taken out": "    out = right(*args)\n    return out[0] if np.shape(out) == (1,) else out",
}
FORMS = {form.name for form in FORM_FAULTS}


def main(names: Sequence[str]) -> None:
    """Print the shares, fault by fault.

    Args:
        names: the ids of the exercises; none for all.
    """
    exercises = [
        exercise
        for _, exercise in COURSE
        if exercise.kind == "function"
        and len(exercise.names) == 1
        and (exercise.id in names if names else exercise.id.split(".")[0] not in FRAMEWORKS)
    ]
    whole: Counter[str] = Counter()
    print(f"{'the second fault':24}{'mixtures':>9}{'by its name':>13}{'by its form':>13}{'otherwise':>11}{'not':>6}")
    for fault, body in FAULTS.items():
        met = Counter(how for exercise in exercises for how in _outcomes(exercise, body))
        _print(fault, met)
        whole += met
    _print("all", whole)


def _outcomes(exercise: Exercise, body: str) -> list[str]:
    outcomes = []
    for known in answers_for(exercise).misconceptions:
        verdict = verdict_on_source(exercise, with_fault_on_top(exercise, known.source, body))
        if verdict.state != "passed":  # which a fault that undoes the mistake may bring about
            outcomes.append(_how(verdict, known.name))
    return outcomes


def _how(verdict: Verdict, due: str) -> str:
    if verdict.diagnosis is None:
        return "not"
    if verdict.diagnosis.name in FORMS:
        return "form"
    return "name" if verdict.diagnosis.name == due else "other"


def _print(fault: str, met: Counter[str]) -> None:
    whole = met.total()
    shares = [f"{met[how] / whole:.0%}" if whole else "–" for how in ("name", "form", "other", "not")]
    print(f"{fault:24}{whole:>9}" + "".join(map(str.rjust, shares, (13, 13, 11, 6))))


if __name__ == "__main__":
    main(sys.argv[1:])
