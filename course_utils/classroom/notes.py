"""What there is to tell of a notebook as a whole, as records. A page or a terminal words them for its reader."""

from collections.abc import Callable
from dataclasses import dataclass

Step = int | str  # one step of a run: a code cell, by its number, or the check of an exercise, by its id


@dataclass(frozen=True)
class Remark:
    """What became of the cell of an exercise."""

    exercise: str
    text: str


@dataclass(frozen=True)
class CellError:
    """What a code cell raised, in one line; or why it was left out.

    `line` is a set-up line that did not do its work, for example an import of a package that is not here: then what
    follows it in the cell was run all the same.
    """

    cell: int
    text: str
    left_out: bool = False
    line: str = ""

    def sentence(self) -> str:
        """Return the error as one line for a terminal."""
        if self.line:
            return f"Code cell {self.cell}, {self.line}: {self.text.rstrip('.')}. What follows it was run."
        return f"Code cell {self.cell} raised {'left out: ' if self.left_out else ''}{self.text}"


@dataclass(frozen=True)
class LeftOut:
    """A step that ended the process, so that the notebook was run again without it, and why it ended."""

    step: Step
    reason: str

    def sentence(self, call: Callable[[str], str] = str) -> str:
        """Return a sentence on it.

        Args:
            call: takes an exercise's id and returns what the reader calls the exercise.
        """
        step = f"Code cell {self.step}" if isinstance(self.step, int) else f"The check of {call(self.step)}"
        return f"{step} was left out. {self.reason}"
