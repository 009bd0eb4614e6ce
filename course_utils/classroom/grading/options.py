"""What a run was asked for."""

from dataclasses import dataclass, field
from pathlib import Path

from course_utils.classroom.limits import Limits, grading_limits


@dataclass(frozen=True)
class Options:
    """What the command `grade` was asked for.

    `notebooks` are the file names of those to grade, all when there are none. `seed` is None for the gradebook's own,
    or a new one that nobody knows. With `trust`, submissions run without walls.
    """

    submissions: Path
    gradebook: Path
    notebooks: tuple[str, ...] = ()
    jobs: int = 1
    seed: int | None = None
    limits: Limits = field(default_factory=grading_limits)
    regrade: bool = False
    trust: bool = False

    def made_with(self) -> dict[str, str]:
        """Return what the grades depend on, besides the course and the seed, as the gradebook records it."""
        return {
            "seconds": f"{self.limits.seconds:g}",
            "total_seconds": f"{self.limits.total_seconds:g}",
            "memory_bytes": str(self.limits.memory_bytes),
            "trusted": str(self.trust),
        }
