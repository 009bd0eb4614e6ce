"""What a run was asked for."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from course_utils.classroom.limits import Limits, grading_limits


@dataclass(frozen=True)
class Options:
    """What the command `grade` was asked for.

    `notebooks` are the file names of those to grade, all when there are none. `seed` is None for the gradebook's own,
    or a new one that nobody knows. With `new_seed`, what is open is graded with a new seed. With `trust`, submissions
    run without walls. `roster` is the class list, of which `roster_columns` names the columns that cannot be told.
    `students` are patterns of the folders that are a student's each, none when that can be told.
    """

    submissions: Path
    gradebook: Path | None
    notebooks: tuple[str, ...] = ()
    jobs: int = 1
    seed: int | None = None
    limits: Limits = field(default_factory=grading_limits)
    regrade: bool = False
    new_seed: bool = False
    trust: bool = False
    roster: Path | None = None
    roster_columns: Mapping[str, str] = field(default_factory=dict)
    students: tuple[str, ...] = ()

    def made_with(self) -> dict[str, str]:
        """Return what the grades depend on, besides the course and the seed, as the gradebook records it."""
        return {
            "seconds": f"{self.limits.seconds:g}",
            "total_seconds": f"{self.limits.total_seconds:g}",
            "memory_bytes": str(self.limits.memory_bytes),
            "trusted": str(self.trust),
        }
