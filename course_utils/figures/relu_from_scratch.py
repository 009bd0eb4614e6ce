"""The figures of notebook 04."""

from collections.abc import Mapping, Sequence

import numpy as np

from course_utils.figures.picture import (
    BLACK,
    BLUE,
    GREEN,
    LINES,
    MARKERS,
    ORANGE,
    PURPLE,
    RED,
    SKY,
    Picture,
    new_figure,
    style,
)


def hinge_not_v() -> Picture:
    """Draw ReLU beside the absolute value."""
    x = np.linspace(-3, 3, 601)
    with style():
        figure = new_figure()
        axes = figure.subplots()
        axes.plot(x, np.abs(x), color=ORANGE, linestyle="--", label="|x|: a V")
        axes.plot(x, np.maximum(0, x), color=BLUE, label="ReLU(x): a hinge")
        axes.set(title="ReLU is flat on the left; a V is not", xlabel="x", ylabel="output")
        axes.legend(loc="upper center")
        return Picture(
            figure,
            "Two curves over x from -3 to 3. The absolute value is a V: it falls from 3 to 0 and rises to 3. "
            "ReLU is a hinge: it lies on 0 for all negative x and then rises to 3 along the right arm of the V.",
        )


def cost_of_ways(times: Mapping[str, Sequence[tuple[int, float]]]) -> Picture:
    """Draw the median time of a call against the size of the array, one line a way, both axes logarithmic."""
    colors = (BLUE, ORANGE, GREEN, RED, PURPLE, BLACK, SKY)
    with style():
        figure = new_figure(7, 4.4)
        axes = figure.subplots()
        for index, (name, points) in enumerate(times.items()):
            sizes, seconds = zip(*points, strict=True)
            axes.plot(
                sizes,
                1e6 * np.array(seconds),
                color=colors[index % len(colors)],
                linestyle=LINES[index % len(LINES)],
                marker=MARKERS[index % len(MARKERS)],
                markersize=5,
                label=name,
            )
        axes.set(xscale="log", yscale="log", xlabel="elements in the array", ylabel="microseconds a call (median)")
        axes.set_title("Small arrays cost the call itself; large ones cost each element")
        axes.legend(fontsize="small")
        return Picture(
            figure,
            f"Log-log plot of the time of one call against the number of elements, for {', '.join(times)}. "
            "Each line starts nearly flat and then turns into a slope as the work on the elements takes over. "
            "The Python loop turns first, and lies far above the others on the right.",
        )


def brightening_pictures(before: np.ndarray, after: np.ndarray) -> Picture:
    """Draw two pictures and their difference taken in uint8 and in int.

    Args:
        before: gray values, uint8, shape (rows, columns).
        after: the same.

    Returns:
        The picture, with an alt text.
    """
    wrapped = np.maximum(0, after - before)
    right = np.maximum(0, after.astype(int) - before.astype(int))
    panels = {
        "before": before,
        "after": after,
        "relu of the\nuint8 difference": wrapped,
        "relu of the\nint difference": right,
    }
    with style():
        figure = new_figure(8.5, 2.7)
        for axes, (title, picture) in zip(figure.subplots(1, 4), panels.items(), strict=True):
            image = axes.imshow(picture, cmap="gray", vmin=0, vmax=255)
            axes.set_title(title, fontsize="small", loc="center")
            axes.set(xticks=[], yticks=[])
            axes.grid(False)
        figure.colorbar(image, ax=figure.axes, label="brightness (0 to 255)", shrink=0.8)
        figure.suptitle("Which of the two differences shows the lamp in its new place?", fontsize=11)
        bright = int((wrapped > 128).sum()), int((right > 128).sum())
        return Picture(
            figure,
            "Four gray pictures. Before: a dim field with a bright square on the left. After: the same, slightly "
            "darker, with the square on the right. The ReLU of their difference in uint8 is bright nearly "
            f"everywhere: {bright[0]} of {before.size} pixels are above 128. The ReLU of their difference in int "
            f"is dark except for the new square: {bright[1]} pixels are above 128.",
        )


def layer_before_and_after(pre_activation: np.ndarray) -> Picture:
    """Draw a layer's pre-activations and activations. `pre_activation` has one row an example, one column a unit."""
    activation = np.maximum(0, pre_activation)
    limit = float(np.abs(pre_activation).max())
    share = float((activation == 0).mean())
    with style():
        figure = new_figure(8, 3.4)
        left, right = figure.subplots(1, 2)
        for axes, values, title in ((left, pre_activation, "before ReLU"), (right, activation, "after ReLU")):
            image = axes.imshow(values, cmap="PuOr", vmin=-limit, vmax=limit, aspect="auto")
            axes.set(title=title, xlabel="unit", ylabel="example")
            axes.grid(False)
        figure.colorbar(image, ax=figure.axes, label="value")
        figure.suptitle("ReLU keeps one color and wipes out the other", fontsize=11)
        return Picture(
            figure,
            f"Two heat maps of {pre_activation.shape[0]} examples by {pre_activation.shape[1]} units. Before ReLU, "
            "positive and negative values are mixed. After ReLU, the positive ones are as before and all others "
            f"are zero: {share:.0%} of the entries.",
        )


def hat_from_hinges(x: np.ndarray, contributions: Mapping[str, np.ndarray]) -> Picture:
    """Draw what each hidden unit adds to a network's output, and their sum.

    Args:
        x: inputs, shape (n,).
        contributions: by unit, shape (n,).

    Returns:
        The picture, with an alt text.
    """
    total = np.sum(list(contributions.values()), axis=0)
    with style():
        figure = new_figure(8.5, 3.4)
        left, right = figure.subplots(1, 2, sharey=True)
        for (name, values), color, line in zip(contributions.items(), (SKY, ORANGE, GREEN), LINES[1:], strict=False):
            left.plot(x, values, color=color, linestyle=line, label=name)
        left.legend(fontsize="small")
        right.plot(x, total, color=BLUE)
        left.set(title="three hinges ...", xlabel="x", ylabel="output")
        right.set(title="... add up to a hat", xlabel="x")
        return Picture(
            figure,
            f"Left: three lines with one bend each, {', '.join(contributions)}, over x from {x.min():g} to "
            f"{x.max():g}. Right: their sum, which is 0 up to x = -1, rises to {total.max():g} at x = 0, falls back "
            "to 0 at x = 1 and stays there.",
        )
