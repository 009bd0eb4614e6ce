"""A drawn figure with its alt text, and the one style that all figures share."""

import base64
import functools
import html
import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import matplotlib
from matplotlib.figure import Figure

# Okabe and Ito, "Color Universal Design", 2008: colors that color-blind readers tell apart.
BLUE, ORANGE, GREEN, RED, SKY, PURPLE, BLACK = (
    "#0072B2",
    "#E69F00",
    "#009E73",
    "#D55E00",
    "#56B4E9",
    "#CC79A7",
    "#000000",
)
LINES = ("-", "--", "-.", ":", (0, (5, 1)), (0, (1, 1)))  # beside the color, for prints without color
MARKERS = ("o", "s", "^", "D", "v", "P")

STYLE: dict[Any, Any] = {
    "figure.facecolor": "white",
    "axes.facecolor": "white",
    "axes.grid": True,
    "grid.color": "#dddddd",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.titlesize": "medium",
    "axes.titlelocation": "left",
    "font.size": 11,
    "lines.linewidth": 2,
    "legend.frameon": False,
}
DPI = 110
SHORTEST_ALT = 40


class Picture:
    """A figure as an image with alt text, which survives in Lab, in editors and on exported pages."""

    def __init__(self, figure: Figure, alt: str) -> None:
        """Keep a figure until it is shown.

        Args:
            figure: what is drawn then.
            alt: what the figure shows, in words.

        Raises:
            ValueError: `alt` is too short to say anything.
        """
        if len(alt.strip()) < SHORTEST_ALT:
            raise ValueError(f"alt text of {len(alt.strip())} characters: say in words what the figure shows")
        self.alt = " ".join(alt.split())
        self._figure = figure

    @functools.cached_property
    def png(self) -> bytes:
        """The picture's file. It is drawn on demand, because that takes long and nobody looks during grading."""
        buffer = io.BytesIO()
        with style():
            self._figure.savefig(buffer, format="png", dpi=DPI, bbox_inches="tight")
        return buffer.getvalue()

    def __repr__(self) -> str:
        return f"Figure: {self.alt}"

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        data = base64.b64encode(self.png).decode("ascii")
        image = f'<img alt="{html.escape(self.alt)}" src="data:image/png;base64,{data}" style="max-width:100%">'
        return {"text/html": image, "text/plain": repr(self)}


@contextmanager
def style() -> Iterator[None]:
    """Draw in the course's style in the body, and leave a learner's own settings as they are."""
    with matplotlib.rc_context(STYLE):
        yield


def new_figure(width: float = 6.5, height: float = 3.6) -> Figure:
    """Return an empty figure that no window and no global state knows of.

    Args:
        width: in inches.
        height: in inches.
    """
    return Figure(figsize=(width, height), layout="constrained")
