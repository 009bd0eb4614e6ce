"""What a notebook may use: one formula for a class behind the walls, and one for a notebook of one's own."""

from dataclasses import dataclass

WHOLE = 10  # times what one cell may compute, a whole notebook may
MEMORY_BYTES = 2 << 30
GRACE_SECONDS = 20.0  # for starting up, heavy imports and what cannot be interrupted


@dataclass(frozen=True, kw_only=True)
class Limits:
    """What a notebook may use.

    `seconds` is the computing time of each cell, and of each exercise; `total_seconds` that of everything, second
    attempts included. `memory_bytes` comes on top of what the libraries take. `wall_seconds` is how long one step may
    last by the clock, `total_wall_seconds` how long all of them together, second attempts included.
    """

    seconds: float
    total_seconds: float
    memory_bytes: int
    wall_seconds: float
    total_wall_seconds: float


def grading_limits(seconds: float = 20.0, memory_bytes: int = MEMORY_BYTES) -> Limits:
    """Return the limits for a submission. One that only waits holds up the class.

    Args:
        seconds: computing time of each cell, and of each exercise.
        memory_bytes: on top of what the libraries take.
    """
    return Limits(
        seconds=seconds,
        total_seconds=WHOLE * seconds,
        memory_bytes=memory_bytes,
        wall_seconds=5 * seconds + 10,
        total_wall_seconds=2 * WHOLE * seconds + GRACE_SECONDS,
    )


def checking_limits(seconds: float) -> Limits:
    """Return the limits for a notebook of one's own. Somebody sits in front of it and waits.

    Args:
        seconds: computing time of each cell, and of each exercise.
    """
    return Limits(
        seconds=seconds,
        total_seconds=WHOLE * seconds,
        memory_bytes=MEMORY_BYTES,
        wall_seconds=2 * seconds + GRACE_SECONDS,
        total_wall_seconds=4 * WHOLE * seconds + GRACE_SECONDS,
    )
