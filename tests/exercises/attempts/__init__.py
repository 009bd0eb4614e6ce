"""Wrong answers of the kind that beginners write, and what a teaching assistant would say of each.

They were written before the checker was changed, by people who had read the notebook and not the checker.
"""

from dataclasses import dataclass


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
