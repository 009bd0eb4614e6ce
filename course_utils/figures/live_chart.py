"""A small chart that follows a training while it runs, in a notebook, and leaves nothing behind.

The chart is a display that begins and ends empty. What lies between is an update of the display, which a saved notebook
does not keep. Draw a `Picture` of the history when the training has ended. Outside of a notebook nothing is shown.
"""

import html
import math
import time
from typing import Any

from course_utils import frameworks
from course_utils.experiments.progress_bar import EMPTY, empty_display
from course_utils.figures.picture import BLUE, ORANGE

FRAMES_A_SECOND = 10
WIDTH, HEIGHT = 360, 120
LOOKS = ((BLUE, ""), (ORANGE, "6 3"))


class LiveChart:
    """Draws up to two quantities, each on a scale of its own from 0 to its largest value so far.

    with LiveChart(steps=20) as chart:
        chart.add(loss=0.7, accuracy=0.5)
    """

    def __init__(self, steps: int) -> None:
        """Take `steps` as the width of the chart. Raises `ValueError` below 1."""
        if steps < 1:
            raise ValueError(f"a chart has a width of 1 step or more: not {steps}")
        self.steps = steps
        self.values: dict[str, list[float]] = {}
        self._handle = empty_display()
        self._shown_at = 0.0

    def __enter__(self) -> "LiveChart":
        return self

    def __exit__(self, *error: object) -> None:
        self.clear()

    def add(self, **values: float) -> None:
        """Add one point to each named quantity, and show it if the last picture is old enough."""
        for name, value in values.items():
            self.values.setdefault(name, []).append(float(value))
        now = time.monotonic()
        if self._handle is not None and now - self._shown_at > 1 / FRAMES_A_SECOND:
            self._shown_at = now
            self._handle.update({"text/html": self.html(), "text/plain": self.text()}, raw=True)

    def clear(self) -> None:
        """Take the chart away."""
        if self._handle is not None:
            self._handle.update(EMPTY, raw=True)

    def text(self) -> str:
        """Return the last values in words."""
        done = max(map(len, self.values.values()), default=0)
        last = ", ".join(f"{name.replace('_', ' ')} {values[-1]:.3f}" for name, values in self.values.items())
        return f"{done} of {self.steps}: {last}"

    def html(self) -> str:
        """Return the chart as SVG, with its last values in words below it."""
        lines = []
        for (color, dashes), values in zip(LOOKS, self.values.values(), strict=False):
            finite = [value for value in values if math.isfinite(value)]
            top = max(finite, default=0.0) or 1.0
            points = " ".join(
                f"{(index + 1) / self.steps * WIDTH:.1f},{HEIGHT - 4 - value / top * (HEIGHT - 8):.1f}"
                for index, value in enumerate(values)
                if math.isfinite(value)
            )
            lines.append(
                f'<polyline points="{points}" fill="none" stroke="{color}" stroke-width="2" '
                f'stroke-dasharray="{dashes}"/>'
            )
        words = html.escape(self.text())
        return (
            f'<svg role="img" aria-label="{words}" width="{WIDTH}" height="{HEIGHT}" '
            f'viewBox="0 0 {WIDTH} {HEIGHT}" style="border:1px solid #888">{"".join(lines)}</svg><p>{words}</p>'
        )


def live_chart(epochs: int, names: tuple[str, ...] = ("loss", "accuracy")) -> Any:
    """Return a Keras callback that draws quantities after each epoch.

    Args:
        epochs: how many there are: the width of the chart.
        names: up to two quantities, by the names under which `fit` logs them.

    Raises:
        MissingFrameworkError: Keras is not installed.
    """
    keras = frameworks.require("keras")

    class Follow(keras.callbacks.Callback):  # type: ignore[name-defined]
        def on_train_begin(self, logs: Any = None) -> None:
            self.chart = LiveChart(epochs)

        def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
            self.chart.add(**{name: logs[name] for name in names if name in (logs or {})})

        def on_train_end(self, logs: Any = None) -> None:
            self.chart.clear()

    return Follow()
