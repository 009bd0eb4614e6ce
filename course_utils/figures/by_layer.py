"""Values against the layer of a network, as several notebooks draw them."""

from collections.abc import Iterable
from typing import Any

import numpy as np
from matplotlib.axes import Axes


def draw_by_layer(axes: Axes, seeds: Iterable[np.ndarray], label: str | None = None, **look: Any) -> None:
    """Draw one line a seed against the layers from 1 up, with one label for all of them.

    Args:
        axes: where to draw.
        seeds: for each seed the values of the layers, shape (layers,).
        label: for the legend.
        **look: how the lines look, as `Axes.plot` takes it.
    """
    for number, values in enumerate(seeds):
        axes.plot(np.arange(1, len(values) + 1), values, label=None if number else label, **look)
