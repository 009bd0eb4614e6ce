"""Wrong answers of the kind that beginners write, and what a teaching assistant would say of each.

They were written by people who had read the notebook and not the checker, and before the checker was changed; names
that the checker has in other words were read, found true and added. Each module beside this one has those of one
notebook, by exercise and by a name of their own.
"""

import importlib
import pkgutil
from dataclasses import dataclass

from course_utils.autograder.verdict import Verdict


@dataclass(frozen=True)
class Attempt:
    """One wrong answer.

    `source` is what stands in the stub's place. `due` are the names that are true of it: a verdict gives one of them
    at least, and no other. If `due` is empty, no name describes it; then `shows` is a text that the verdict holds,
    because it leads to the mistake: the smallest telling call, for example. `share` are the least and the most of the
    exercise's points that a lecturer would give, as shares from 0 to 1.
    """

    source: str
    due: tuple[str, ...] = ()
    shows: str = ""
    share: tuple[float, float] = (0.0, 0.99)


def outcome(attempt: Attempt, verdict: Verdict) -> str:
    """Return how a verdict does by an attempt.

    Args:
        attempt: the wrong answer, with the names that are due.
        verdict: on it.

    Returns:
        "as due" if one of the names is given and no other; "misnamed" if another one is; "shown" if there is no name,
        and either the text that leads to the mistake, or a result beside the right one; else "unhelpful".
    """
    given = {one.name for one in verdict.diagnoses}
    if given - set(attempt.due):
        return "misnamed"
    if given:
        return "as due"
    beside_the_right_one = any(example.expected for example in verdict.counterexamples) and not verdict.trace
    return "shown" if beside_the_right_one or (attempt.shows and attempt.shows in str(verdict)) else "unhelpful"


ALL_ATTEMPTS: dict[str, dict[str, Attempt]] = {
    name: attempts
    for module in pkgutil.iter_modules(__path__)
    for name, attempts in importlib.import_module(f"{__name__}.{module.name}").ATTEMPTS.items()
}
