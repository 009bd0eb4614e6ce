"""What the grader asks a warm worker for. Both sides import this."""

import json
from dataclasses import asdict, dataclass


@dataclass(frozen=True, kw_only=True)
class Request:
    """One process behind the walls.

    `copies` maps the names of files in the notebook's folder to the paths that they are copied from. `memory_bytes` is
    what the process may add to the libraries' own. `new_interpreter` asks for one that shares nothing with the worker.
    """

    copies: dict[str, str]
    memory_bytes: int
    cpu_seconds: float
    new_interpreter: bool = False

    def to_bytes(self) -> bytes:
        """Return the request as one message."""
        return json.dumps(asdict(self)).encode()

    @classmethod
    def from_bytes(cls, message: bytes) -> "Request":
        """Return the request that a message holds."""
        return cls(**json.loads(message))
