"""The figures of notebook 06."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from course_utils.experiments.dead_raster import DeadRaster
from course_utils.experiments.torch_starts import Start
from course_utils.figures.by_layer import draw_by_layer
from course_utils.figures.picture import BLACK, BLUE, GREEN, LINES, MARKERS, ORANGE, Picture, new_figure, style

COLORS = {"default": ORANGE, "default, biases 0": GREEN, "He": BLUE}
LABELS = {
    "default": "nn.Linear as it comes",
    "default, biases 0": "the same, biases 0",
    "He": "He: variance 2/n, biases 0",
}


def losses(values: Sequence[float], *, mean_of: int = 10) -> Picture:
    """Draw the loss of each training step, smoothed over a few steps.

    Args:
        values: one loss a step.
        mean_of: over how many steps.

    Returns:
        The picture, with an alt text.
    """
    smooth = np.convolve(values, np.full(mean_of, 1 / mean_of), mode="valid")
    with style():
        figure = new_figure(6.5, 3.2)
        axes = figure.subplots()
        axes.plot(np.arange(mean_of, len(values) + 1), smooth, color=BLUE)
        axes.axhline(np.log(10), color=BLACK, linewidth=1, linestyle=":")
        axes.annotate("a blind guess among ten", (len(values) * 0.6, np.log(10) + 0.07))
        axes.set(xlabel="step", ylabel=f"loss (mean of {mean_of} steps)", ylim=(0, 2.7))
        axes.set_title("The loop trains: the loss falls")
        told = "falls to less than a third of it" if smooth[-1] < np.log(10) / 3 else "stays above a third of it"
        return Picture(
            figure,
            f"Loss against training step, over {len(values)} steps. It starts near that of a blind guess and {told}.",
        )


def zeros_by_layer(shares: Mapping[str, Sequence[float]]) -> Picture:
    """Draw the share of zeros in each hidden layer; shares[when] has shape (layers,)."""
    with style():
        figure = new_figure(5.5, 2.8)
        axes = figure.subplots()
        for index, (label, values) in enumerate(shares.items()):
            layers = np.arange(1, len(values) + 1)
            axes.plot(layers, values, color=(BLUE, ORANGE)[index % 2], marker=MARKERS[index], linestyle=LINES[index])
            axes.annotate(label, (layers[-1], values[-1]), xytext=(8, -4), textcoords="offset points")
        axes.set(xlabel="hidden layer", ylabel="share of zeros", ylim=(0, 1))
        axes.set_xticks(layers)
        axes.set_xlim(0.8, len(layers) + 0.8)
        axes.set_title("What the hooks saw")
        told = "; ".join(f"{label}: {', '.join(f'{v:.1f}' for v in values)}" for label, values in shares.items())
        return Picture(figure, f"Share of zeros among the activations of each hidden layer. {told}.")


def rasters(runs: Sequence[DeadRaster]) -> Picture:
    """Draw which units are dead at each step: a column of panels for each run, a row for each hidden layer."""
    layers = len(runs[0].dead)
    with style():
        figure = new_figure(9, 5.2)
        heights = [run.shape[1] for run in runs[0].dead]
        panels = figure.subplots(layers, len(runs), sharex=True, squeeze=False, height_ratios=heights)
        for column, run in enumerate(runs):
            for row, dead in enumerate(run.dead):
                axes = panels[row][column]
                colors = np.ones((*dead.T.shape, 3))
                colors[dead.T] = (0.0, 0.0, 0.0)
                colors[:, ~run.finite] = (0.8, 0.8, 0.8)
                extent = (-0.5, len(dead) - 0.5, dead.shape[1] - 0.5, -0.5)
                axes.imshow(colors, aspect="auto", interpolation="nearest", extent=extent)
                axes.grid(False)
                axes.spines[["top", "right"]].set_visible(True)
                if column == 0:
                    axes.set_ylabel(f"layer {row + 1}: unit")
            panels[0][column].set_title(f"Learning rate {run.rate:g}: {_in_words(run)}")
            panels[-1][column].set_xlabel("step (black: the unit is dead)")
        told = "; ".join(f"learning rate {run.rate:g}: {_told(run)}" for run in runs)
        return Picture(
            figure,
            f"Rasters of {' and '.join(map(str, heights))} hidden units against {len(runs[0].finite) - 1} training "
            f"steps, black where a unit is dead. {told[0].upper()}{told[1:]}.",
        )


def _in_words(run: DeadRaster) -> str:
    return "lines begin, and some end" if any(dead.any() for dead in run.dead) else "no unit dies"


def _told(run: DeadRaster) -> str:
    if not any(dead.any() for dead in run.dead):
        return "no unit dies"
    parts = []
    for number, (dead, revived) in enumerate(zip(run.dead, run.revived, strict=True), start=1):
        if not dead.any():
            parts.append(f"in layer {number} none dies")
        else:
            ends = "some of which end again" if revived else "none of which ends"
            parts.append(f"black lines in layer {number}, {ends}")
    return " and ".join(parts)


def starts(runs: Mapping[str, Sequence[Start]]) -> Picture:
    """Draw the variance of all pre-activations and the variance between examples, layer by layer, one line a seed."""
    with style():
        figure = new_figure(9, 3.7)
        left, right = figure.subplots(1, 2, sharey=True)
        for index, (name, seeds) in enumerate(runs.items()):
            look: dict[str, Any] = {"color": COLORS[name], "linestyle": LINES[index], "linewidth": 1.5}
            draw_by_layer(left, [run.pooled for run in seeds], LABELS[name], **look)
            draw_by_layer(right, [run.between for run in seeds], **look)
        left.set(yscale="log", xlabel="layer", ylabel="variance", title="Of all pre-activations")
        right.set(xlabel="layer", title="Between the examples: what depends on the input")
        left.legend(fontsize="small", loc="lower left")
        told = "; ".join(
            f"{LABELS[name]}: {_change(seeds, 'pooled')} for all, {_change(seeds, 'between')} between examples"
            for name, seeds in runs.items()
        )
        return Picture(
            figure,
            f"Variance of the pre-activations against the layer, logarithmic, {len(next(iter(runs.values())))} seeds "
            f"each, in two panels. Change from the first to the last layer: {told}.",
        )


def _change(runs: Sequence[Start], which: str) -> str:
    """Return the change of a variance from the first to the last layer as a power of ten, coarsely."""
    power = np.median([np.log10(getattr(run, which)[-1] / getattr(run, which)[0]) for run in runs])
    return "less than a hundredfold" if power > -2 else f"down by a factor of about 10^{-power:.0f}"
