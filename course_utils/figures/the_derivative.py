"""The figures of notebook 07."""

from collections.abc import Mapping, Sequence

import numpy as np

from course_utils.activations import relu
from course_utils.experiments.exact_zeros import SIDE, WINDOW, ZeroSlopeRun, windows
from course_utils.figures.picture import (
    BLACK,
    BLUE,
    GREEN,
    LINES,
    MARKERS,
    ORANGE,
    RED,
    SKY,
    Picture,
    new_figure,
    style,
)
from course_utils.figures.table import Table

ON_THE_LINE = {"facecolor": "white", "edgecolor": "none", "pad": 1.5}  # so that a label is legible on its line


def subgradient_lines() -> Picture:
    """Draw the hinge with lines through its corner: some that touch it from below, two that cut it."""
    x = np.array([-2.0, 0.0, 2.0])
    panels = (
        ("Slopes from 0 to 1: nowhere above the hinge", (0, 0.25, 0.5, 0.75, 1), GREEN, "--"),
        ("Slopes -0.5 and 1.5: above it on one side", (-0.5, 1.5), RED, "-."),
    )
    with style():
        figure = new_figure(8.5, 3.4)
        axes = figure.subplots(1, 2, sharey=True)
        for panel, (title, slopes, color, line) in zip(axes, panels, strict=True):
            panel.plot(x, relu(x), color=BLUE, linewidth=3, label="ReLU")
            for number, slope in enumerate(slopes):
                label = None if number else "lines through the corner"
                panel.plot(x, slope * x, color=color, linestyle=line, linewidth=1.3, label=label)
                end = min(1.6, 1.9 / max(slope, 1e-9))
                panel.text(end, slope * end, f"{slope:g}", ha="center", va="center", bbox=ON_THE_LINE)
            panel.set(title=title, xlabel="x", ylim=(-1.1, 2.2))
            panel.legend(fontsize="small", loc="upper left")
        axes[0].set_ylabel("y")
        return Picture(
            figure,
            "Two panels with the hinge of ReLU and straight lines through its corner. Left: lines of slope 0, 0.25, "
            "0.5, 0.75 and 1 touch the hinge at 0 and lie nowhere above it. Right: the line of slope -0.5 rises above "
            "the flat arm on the left, the line of slope 1.5 above the other arm on the right.",
        )


def slopes_at_zero(library: str, slopes: Mapping[str, float]) -> Table:
    """Return a table of ways to write a function and the gradient that a library gives for each at 0.

    Args:
        library: its name.
        slopes: the gradient by the text of each way.
    """
    rows = [[name, f"{slope:.3g}"] for name, slope in slopes.items()]
    return Table(f"The gradient at x = 0 in {library}", ["written as", "gradient at 0"], rows)


def measured_slopes(x: np.ndarray, measured: np.ndarray, h: float, reach: float) -> Picture:
    """Draw central differences of ReLU near the kink, with a band over the places at which they err.

    Args:
        x: places, shape (n,).
        measured: central differences at these places, shape (n,).
        h: their step.
        reach: how far from the kink places are drawn.

    Returns:
        The picture, with an alt text.
    """
    near = np.abs(x) < reach
    with style():
        figure = new_figure(7, 3.4)
        axes = figure.subplots()
        axes.axvspan(-h, h, color=SKY, alpha=0.3, label="closer to 0 than h")
        line = np.array([-reach, 0.0])
        axes.plot(line, [0, 0], color=BLACK, linewidth=1, label="derivative")
        axes.plot(-line, [1, 1], color=BLACK, linewidth=1)
        axes.plot(x[near], measured[near], "o", color=RED, markersize=4, label="central difference")
        axes.set_title("A central difference errs where it reaches across the kink")
        axes.set(xlabel="x", ylabel="slope", xlim=(-reach, reach))
        axes.legend(fontsize="small", loc="upper left")
        return Picture(
            figure,
            f"Central differences of ReLU with h = {h:g} as dots against x from {-reach:g} to {reach:g}. Left of the "
            f"band from {-h:g} to {h:g} all of them are 0, right of it 1. Inside they climb on a straight line from "
            "0 to 1, through 1/2 at x = 0.",
        )


def backward_by_hand(
    opened: tuple[Mapping[str, float], Mapping[str, float]], closed: tuple[Mapping[str, float], Mapping[str, float]]
) -> Picture:
    """Draw the graph y = ReLU(w x + b) v twice.

    Args:
        opened: (values, gradients) of w, x, b, z, a, v and y for an input that ReLU lets through.
        closed: the same for an input that ReLU blocks.

    Returns:
        The picture, with an alt text.
    """
    places = {"w": (0, 2), "x": (0, 1), "b": (0, 0), "z": (1.35, 1), "a": (2.7, 1), "v": (2.7, 0), "y": (4.05, 1)}
    edges = (("w", "z"), ("x", "z"), ("b", "z"), ("z", "a"), ("a", "y"), ("v", "y"))
    arrow = {"arrowstyle": "->", "color": "#888888", "shrinkA": 24, "shrinkB": 24}
    box = {"boxstyle": "round,pad=0.35", "facecolor": "white", "edgecolor": BLUE}
    center = {"ha": "center", "va": "center", "fontsize": 9.5}
    said = []
    with style():
        figure = new_figure(8, 3.1)
        for axes, (values, gradients), state in zip(
            figure.subplots(1, 2), (opened, closed), ("open", "closed"), strict=True
        ):
            # + 0.0, because that makes 0 of -0
            numbers = {name: (f"{values[name] + 0.0:g}", f"{gradients[name] + 0.0:g}") for name in places}
            for start, end in edges:
                axes.annotate("", places[end], places[start], arrowprops=arrow)
            for name, place in places.items():
                axes.text(*place, f"{name} = {numbers[name][0]}\n", color=BLUE, bbox=box, **center)
                axes.text(*place, f"\n{numbers[name][1]}", color=RED, weight="bold", **center)
            axes.set(title=f"The unit is {state}: z = {numbers['z'][0]}", xlim=(-0.5, 4.6), ylim=(-0.45, 2.45))
            axes.axis("off")
            of_y = ", ".join(f"{name} {numbers[name][1]}" for name in places)
            said.append(f"With z = {numbers['z'][0]} the gradients are {of_y}.")
        figure.supxlabel("z = w x + b,  a = ReLU(z),  y = a v;  bold: the gradient of y", fontsize="medium")
        return Picture(
            figure,
            "Twice the same graph: w, x and b lead to z, z to a, and a and v to y. Each box holds a value and, in bold "
            f"under it, the gradient of y. {' '.join(said)}",
        )


def blank_windows(digit: np.ndarray) -> Picture:
    """Draw a digit, shape (784,), and where its windows of 3 x 3 pixels are all black."""
    side = SIDE - WINDOW + 1
    blank = (windows(digit[None])[0] == 0).all(axis=1).reshape(side, side)
    with style():
        figure = new_figure(6.5, 3.2)
        left, right = figure.subplots(1, 2)
        left.imshow(digit.reshape(SIDE, SIDE), cmap="gray")
        left.set(title="A digit, black is 0", xlabel="column", ylabel="row")
        right.imshow(blank, cmap="Blues", vmin=0, vmax=1.4)
        right.set(title="Blue: pre-activation exactly 0", xlabel="column of the window", ylabel="row of the window")
        for axes in (left, right):
            axes.grid(False)
        return Picture(
            figure,
            "Left: a handwritten digit, white on black. Right: a map of its windows of 3 by 3 pixels; those that "
            f"are black all over, {blank.mean():.0%} of them, are blue. They surround the digit, and the windows that "
            "touch it are white.",
        )


def bias_gradients(runs: Sequence[ZeroSlopeRun]) -> Picture:
    """Draw the norms of the bias and of the weight gradients against the slope chosen at 0, one line a seed."""
    slopes = list(runs[0].bias_norms)
    with style():
        figure = new_figure(8.5, 3.4)
        left, right = figure.subplots(1, 2)
        for number, run in enumerate(runs):
            look = {
                "color": (BLUE, ORANGE, GREEN, RED, SKY, BLACK)[number % 6],
                "linestyle": LINES[number % len(LINES)],
                "marker": MARKERS[number % len(MARKERS)],
                "linewidth": 1.2,
            }
            left.plot(slopes, [run.bias_norms[slope] for slope in slopes], label=f"seed {run.seed}", **look)
            right.plot(slopes, [run.weight_norms[slope] for slope in slopes], **look)
        left.set(title="Biases: the choice changes the gradient", ylabel="norm of the bias gradient")
        right.set(title="Weights: it changes nothing", ylabel="norm of the weight gradient")
        for axes in (left, right):
            axes.set(xlabel="slope chosen at 0", xticks=slopes)
            axes.set_ylim(bottom=0)
        left.legend(fontsize="x-small", ncols=2)
        chosen = ", ".join(f"{slope:g}" for slope in slopes)
        changes = sorted(max(run.bias_norms.values()) / min(run.bias_norms.values()) for run in runs)
        return Picture(
            figure,
            f"Two panels against the slope chosen at 0, {chosen}, one line for each of {len(runs)} seeds. Left: the "
            "norm of the bias gradient goes up for some seeds and down for others; its largest is "
            f"{changes[0]:.1f} to {changes[-1]:.1f} times its smallest. Right: the norm of the weight gradient, level "
            "lines.",
        )
