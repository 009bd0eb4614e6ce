"""The figures of notebook 05."""

from collections.abc import Mapping, Sequence

import numpy as np

from course_utils.experiments.keras_initializers import InitializerRun
from course_utils.experiments.relu_on_logits import LogitsRun
from course_utils.figures.by_layer import draw_by_layer
from course_utils.figures.picture import (
    BLUE,
    GREEN,
    LINES,
    MARKERS,
    ORANGE,
    RED,
    Picture,
    new_figure,
    style,
)

COLORS = (BLUE, ORANGE, GREEN, RED)


def knobs(x: np.ndarray, curves: Mapping[str, np.ndarray]) -> Picture:
    """Draw one small panel for each curve.

    Args:
        x: places, shape (n,), evenly spaced.
        curves: the values at these places by label, shape (n,).

    Returns:
        The picture, with an alt text.
    """
    with style():
        figure = new_figure(9, 2.9)
        panels = figure.subplots(1, len(curves), sharey=True, squeeze=False)[0]
        for axes, (label, values), color in zip(panels, curves.items(), COLORS, strict=False):
            drawn = np.asarray(values, dtype=float).copy()
            drawn[1:][np.abs(np.diff(drawn)) > 0.5] = np.nan  # a gap, because a jump is no steep line
            axes.plot(x, drawn, color=color)
            axes.set_title(label, fontsize="medium")
            axes.set(xlabel="x", ylim=(-2.2, 5.2), xticks=(-2, 0, 2, 4))
        panels[0].set_ylabel("output")
        figure.suptitle("Three knobs: the slope on the left, a ceiling, and a threshold that tears the line apart")
        parts = "; ".join(f"{label}: {_shape_in_words(x, np.asarray(values))}" for label, values in curves.items())
        return Picture(figure, f"{len(curves)} graphs over x from {x[0]:g} to {x[-1]:g}. {parts}.")


def _shape_in_words(x: np.ndarray, values: np.ndarray) -> str:
    left = (values[1] - values[0]) / (x[1] - x[0])
    words = [f"slope {left:.1f} on the left"]
    jump = int(np.argmax(np.abs(np.diff(values))))
    if abs(values[jump + 1] - values[jump]) > 0.5:
        words.append(f"a jump of {values[jump + 1] - values[jump]:.0f} at x = {x[jump]:.0f}")
    words.append(f"flat at {values[-1]:.0f} on the right" if values[-1] == values[-2] else "slope 1 on the right")
    return ", ".join(words)


def training(history: Mapping[str, Sequence[float]]) -> Picture:
    """Draw the loss, and the accuracy on training and on other digits, epoch by epoch, as `fit` returned them."""
    epochs = np.arange(1, len(history["loss"]) + 1)
    with style():
        figure = new_figure(8.5, 3.3)
        left, right = figure.subplots(1, 2)
        for axes, name in ((left, "loss"), (right, "accuracy")):
            for index, (key, label) in enumerate(((name, "training digits"), (f"val_{name}", "other digits"))):
                axes.plot(
                    epochs,
                    history[key],
                    color=COLORS[index],
                    linestyle=LINES[index],
                    marker=MARKERS[index],
                    markersize=4,
                    label=label,
                )
            axes.set(xlabel="epoch", ylabel=name)
        left.set(title="The loss falls, and on other digits it stops falling", ylim=(0, None))
        right.set_title("The accuracy rises")
        left.legend()
        better = history["accuracy"][-1] > history["val_accuracy"][-1]
        return Picture(
            figure,
            f"Two panels over {len(epochs)} epochs, each with a line for the training digits and one for other digits. "
            "Left: the loss on the training digits falls. "
            f"Right: the accuracy rises, and ends {'higher' if better else 'no higher'} on the training digits than on "
            "the others.",
        )


def logits_runs(runs: Sequence[LogitsRun]) -> Picture:
    """Draw the accuracy of each run as a dot, one column for each kind of last layer."""
    kinds = list(dict.fromkeys(run.last for run in runs))
    with style():
        figure = new_figure(6.5, 3.6)
        axes = figure.subplots()
        for column, kind in enumerate(kinds):
            for lost, marker in ((False, "o"), (True, "s")):
                found = [run for run in runs if run.last == kind and bool(run.never_found) == lost]
                spread = [column + (run.seed - 5.5) / 30 for run in found]
                axes.plot(
                    spread,
                    [100 * run.accuracy for run in found],
                    color=RED if lost else BLUE,
                    marker=marker,
                    linestyle="none",
                    label="a digit is never found" if lost else "all digits are found",
                )
        axes.set_xticks(range(len(kinds)), kinds)
        axes.set(ylabel="test digits right (%)", xlim=(-0.5, len(kinds) - 0.5), ylim=(65, 100))
        axes.set_title("Half of the networks with ReLU on their logits lose a digit")
        handles, labels = axes.get_legend_handles_labels()
        unique = dict(zip(labels, handles, strict=True))
        axes.legend(unique.values(), unique.keys(), loc="lower left", fontsize="small")
        parts = []
        for kind in kinds:
            mine = [run for run in runs if run.last == kind]
            accuracies = [100 * run.accuracy for run in mine]
            lost_digits = sum(bool(run.never_found) for run in mine)
            parts.append(
                f"{kind}: {min(accuracies):.0f} to {max(accuracies):.0f} %, {lost_digits} of {len(mine)} lose a digit"
            )
        return Picture(figure, f"Accuracy of trained networks as dots, in two columns. {'; '.join(parts)}.")


def activation_maps(layers: Mapping[str, np.ndarray]) -> Picture:
    """Draw which activations are 0: one panel a layer, one row an example, one column a unit, each array (n, units)."""
    with style():
        figure = new_figure(9, 3.2)
        widths = [values.shape[1] for values in layers.values()]
        panels = figure.subplots(1, len(layers), squeeze=False, width_ratios=widths)
        for axes, (name, values) in zip(panels[0], layers.items(), strict=True):
            axes.imshow(values > 0, cmap="gray", vmin=0, vmax=1, aspect="auto", interpolation="nearest")
            axes.set(title=name, xlabel="unit", ylabel="example")
            axes.grid(False)
        figure.suptitle("White: on. Black: exactly 0. Every example has a pattern of its own")
        parts = "; ".join(f"{name}, {values.shape[1]} units" for name, values in layers.items())
        return Picture(
            figure,
            f"Black and white maps, one row for each of {len(next(iter(layers.values())))} examples: {parts}. About "
            "half of the cells are black, in patterns that differ from row to row.",
        )


def start_variances(runs: Mapping[str, Sequence[np.ndarray]]) -> Picture:
    """Draw the variance of the pre-activations layer by layer, one line a seed, for each initializer."""
    with style():
        figure = new_figure(7.5, 3.6)
        axes = figure.subplots()
        for index, (name, seeds) in enumerate(runs.items()):
            draw_by_layer(axes, seeds, name, color=COLORS[index], linewidth=1, marker=MARKERS[index], markersize=3)
        axes.set(yscale="log", xlabel="layer", ylabel="variance of the pre-activations")
        axes.set_title("Under ReLU, Keras' default halves the signal in every layer")
        axes.legend(loc="lower left")
        parts = "; ".join(f"{name}, about {_factor(seeds):.1f} a layer" for name, seeds in runs.items())
        return Picture(
            figure,
            f"Variance against layer on a logarithmic axis, {len(next(iter(runs.values())))} seeds each, nearly "
            f"straight lines. The variance is multiplied by: {parts}.",
        )


def _factor(seeds: Sequence[np.ndarray]) -> float:
    return float(np.median([(values[-1] / values[0]) ** (1 / (len(values) - 1)) for values in seeds]))


def deep_runs(recorded: Sequence[InitializerRun], live: Sequence[InitializerRun] = ()) -> Picture:
    """Draw the accuracy of each run, one column an initializer.

    Args:
        recorded: drawn as dots.
        live: as trained just now, drawn as rings.

    Returns:
        The picture, with an alt text.
    """
    names = list(dict.fromkeys(run.initializer for run in recorded))
    middle = np.mean(sorted({run.seed for run in recorded}))
    with style():
        figure = new_figure(6, 3.4)
        axes = figure.subplots()
        for column, name in enumerate(names):
            for runs, look in (
                (recorded, {"marker": MARKERS[column], "color": COLORS[column], "label": f"{name}, recorded"}),
                (live, {"marker": "o", "color": RED, "fillstyle": "none", "markersize": 13, "label": "just now"}),
            ):
                mine = [run for run in runs if run.initializer == name]
                places = [column + (run.seed - middle) / 20 for run in mine]
                axes.plot(places, [100 * run.accuracy for run in mine], linestyle="none", **look)
        axes.set_xticks(range(len(names)), names)
        axes.set(ylabel="test digits right (%)", xlim=(-0.5, len(names) - 0.5), ylim=(0, 100))
        axes.set_title("20 layers, 4 epochs: only He's start learns in time")
        ranges = []
        for name in names:
            accuracies = [100 * run.accuracy for run in recorded if run.initializer == name]
            ranges.append(f"{name} {min(accuracies):.0f} to {max(accuracies):.0f} %")
        again = " Rings mark the runs that were trained just now." if live else ""
        return Picture(figure, f"Accuracy of deep networks as dots, in two columns: {'; '.join(ranges)}.{again}")
