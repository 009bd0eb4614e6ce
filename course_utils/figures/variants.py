"""The figures of notebook 08."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from course_utils import activations
from course_utils.experiments.many_layers import LayerStatistics
from course_utils.experiments.normal_moments import lowest_point
from course_utils.experiments.variants_on_digits import DigitsRun, best_rate, by_activation, t_interval
from course_utils.figures.by_layer import draw_by_layer
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

GRAY = "#777777"
LABELS = {
    "relu": "ReLU",
    "leaky_relu": "Leaky ReLU",
    "prelu": "PReLU",
    "elu": "ELU",
    "selu": "SELU",
    "swish": "SiLU",
    "gelu": "GELU",
    "tanh": "tanh",
    "sigmoid": "sigmoid",
}
COLORS = {
    "relu": BLUE,
    "leaky_relu": SKY,
    "prelu": ORANGE,
    "elu": PURPLE,
    "selu": RED,
    "swish": BLACK,
    "gelu": GRAY,
    "tanh": GREEN,
    "sigmoid": ORANGE,
}
STYLES = dict(zip(LABELS, ("-", "--", "-.", ":", (0, (5, 1)), (0, (1, 1)), "-", "-.", "--"), strict=True))


def leaks() -> Picture:
    """Draw Leaky ReLU for several slopes, and what max(a x, x) makes of a = 2."""
    x = np.linspace(-3, 3, 601)
    with style():
        figure = new_figure(8.5, 3.4)
        left, right = figure.subplots(1, 2, sharey=True)
        for index, slope in enumerate((-0.25, 0.0, 0.25, 2.0)):
            color = (GREEN, BLUE, SKY, RED)[index]
            left.plot(x, activations.leaky_relu(x, slope), color=color, linestyle=LINES[index], label=f"a = {slope:g}")
        right.plot(x, activations.leaky_relu(x, 2.0), color=RED, linestyle=LINES[3], label="max(0, x) + 2 min(0, x)")
        right.plot(x, np.maximum(2 * x, x), color=BLACK, linestyle="-", label="max(2x, x)")
        left.set(title="The slope a turns the left arm", xlabel="x", ylabel="output", ylim=(-6.3, 6.3))
        right.set(title="For a = 2 the maximum is another function", xlabel="x")
        for axes in (left, right):
            axes.legend(loc="upper left", fontsize="small")
        return Picture(
            figure,
            "Left: Leaky ReLU over x from -3 to 3 for a = -0.25, 0, 0.25 and 2: the right arm is the same for all, the "
            "left arm turns around the point (0, 0). Right: for a = 2, max(0, x) + 2 min(0, x) is steep on the left "
            "and has the slope 1 on the right; max(2x, x) has the slope 1 on the left and is steep on the right.",
        )


def elu_depths() -> Picture:
    """Draw ELU and its slope for three values of alpha."""
    x = np.linspace(-4, 2, 601)
    with style():
        figure = new_figure(8.5, 3.4)
        left, right = figure.subplots(1, 2)
        for index, alpha in enumerate((0.5, 1.0, 2.0)):
            look: dict[str, Any] = {"color": (GREEN, PURPLE, RED)[index], "linestyle": LINES[index]}
            left.plot(x, activations.elu(x, alpha), label=f"alpha = {alpha:g}", **look)
            slope = activations.elu_derivative(x, alpha)
            right.plot(x, np.where(np.abs(x) < 0.006, np.nan if alpha != 1 else slope, slope), **look)
        left.set(title="alpha sets the floor, -alpha ...", xlabel="x", ylabel="output")
        right.set(title="... and the slope left of 0, alpha exp(x)", xlabel="x", ylabel="slope", ylim=(-0.1, 2.15))
        left.legend(loc="upper left", fontsize="small")
        return Picture(
            figure,
            "Left: ELU for alpha = 0.5, 1 and 2: equal for positive x, on the left it comes down to floors at -0.5, -1 "
            "and -2. Right: the slopes; from the left they come up to 0.5, 1 and 2 at x = 0, and are 1 right of it, so "
            "that only alpha = 1 has no jump.",
        )


def conditions(runs: Mapping[str, Sequence[LayerStatistics]]) -> Picture:
    """Draw mean, variance and the units' own variance, layer by layer, of SELU networks under several conditions."""
    colors = (RED, ORANGE, SKY, BLACK)
    with style():
        figure = new_figure(9.5, 4.2)
        panels = figure.subplots(1, 3)
        for index, (label, seeds) in enumerate(runs.items()):
            look: dict[str, Any] = {"color": colors[index], "linestyle": LINES[index], "linewidth": 1.3}
            for axes, measure in zip(panels, ("means", "variances", "unit_variances"), strict=True):
                draw_by_layer(axes, [getattr(run, measure) for run in seeds], label, **look)
        panels[0].set(title="mean", xlabel="layer", yscale="symlog", ylim=(-1.5, 60))
        panels[0].set_yticks([-1, 0, 1, 10], ["-1", "0", "1", "10"])
        panels[1].set(title="variance over all", xlabel="layer", yscale="log", ylim=(1e-10, 1e4))
        panels[2].set(title="variance of one unit", xlabel="layer", yscale="log", ylim=(1e-10, 1e4))
        handles, labels = panels[0].get_legend_handles_labels()
        figure.legend(handles, labels, loc="outside lower center", ncols=2, fontsize="small")
        figure.suptitle("SELU keeps mean 0 and variance 1 if weights and inputs are as asked", x=0.02, ha="left")
        told = "; ".join(
            f"{label}: variance {_stays(seeds, 'variances')}, that of one unit {_stays(seeds, 'unit_variances')}"
            for label, seeds in runs.items()
        )
        return Picture(
            figure,
            "Three panels over the layers of a SELU network, one line a seed: mean, variance of all activations, and "
            f"mean variance of a single unit. In the last layer: {told}.",
        )


def _stays(seeds: Sequence[LayerStatistics], name: str) -> str:
    """Return in a word where a variance is in the last layer."""
    last = float(np.median([getattr(run, name)[-1] for run in seeds]))
    if last < 0.01 or last > 10:
        return "next to nothing" if last < 0.01 else "over 10"
    return "near 1" if 0.8 < last < 1.25 else "clearly below 1" if last < 1 else "clearly above 1"


def smooth_gates() -> Picture:
    """Draw Swish for several beta, and SiLU beside GELU with their lowest points."""
    x = np.linspace(-5, 3, 801)
    with style():
        figure = new_figure(9, 3.5)
        left, right = figure.subplots(1, 2)
        for index, beta in enumerate((0.0, 0.3, 1.0, 10.0)):
            color = (BLACK, SKY, GREEN, RED)[index]
            left.plot(x, activations.swish(x, beta), color=color, linestyle=LINES[index], label=f"beta = {beta:g}")
        left.plot(x, activations.relu(x), color=BLUE, linewidth=1, label="ReLU")
        for name in ("relu", "swish", "gelu"):
            entry = activations.ACTIVATIONS[name]
            right.plot(x, entry.function(x), color=COLORS[name], linestyle=STYLES[name], label=LABELS[name])
        for name, marker in (("swish", "o"), ("gelu", "s")):
            place, depth = lowest_point(activations.ACTIVATIONS[name].function, -3, 0)
            right.plot([place], [depth], color=COLORS[name], marker=marker, markersize=8)
        left.set(title="Swish lies between x/2 and ReLU", xlabel="x", ylabel="output", ylim=(-2.7, 3.1))
        right.set(title="SiLU and GELU have a lowest point", xlabel="x", ylim=(-0.4, 0.8), xlim=(-5, 1))
        for axes in (left, right):
            axes.legend(loc="upper left", fontsize="small")
        return Picture(
            figure,
            "Left: Swish for beta = 0, 0.3, 1 and 10, with ReLU: from the straight line x/2 to a curve that hugs ReLU. "
            "Right: ReLU, SiLU and GELU near 0: both smooth curves dip below 0 and come back to it on the left; the "
            "dip of SiLU is the deeper one and lies further left. Their lowest points are marked.",
        )


def fifty_layers(runs: Mapping[str, Sequence[LayerStatistics]]) -> Picture:
    """Draw mean and variance of the activations layer by layer, one line a seed, for several activations."""
    with style():
        figure = new_figure(9.5, 4.4)
        left, right = figure.subplots(1, 2)
        for name, seeds in runs.items():
            look: dict[str, Any] = {"color": COLORS[name], "linestyle": STYLES[name], "linewidth": 1.3}
            draw_by_layer(left, [run.means for run in seeds], LABELS[name], **look)
            draw_by_layer(right, [run.variances for run in seeds], **look)
        left.set(title="mean of the activations", xlabel="layer", ylim=(-0.5, 5))
        right.set(title="variance of the activations (logarithmic)", xlabel="layer", yscale="log", ylim=(1e-15, 1e3))
        figure.legend(*left.get_legend_handles_labels(), loc="outside lower center", ncols=7, fontsize="small")
        grow = [LABELS[n] for n, seeds in runs.items() if min(run.variances[-1] for run in seeds) > 5]
        fall = [LABELS[n] for n, seeds in runs.items() if max(run.variances[-1] for run in seeds) < 0.1]
        stay = [LABELS[n] for n in runs if LABELS[n] not in (*grow, *fall)]
        return Picture(
            figure,
            f"Two panels over {len(seeds[0].means)} layers, one line a seed: mean and variance of the activations. In "
            f"the last layer the variance has grown for {', '.join(grow)}; it has fallen toward 0 for "
            f"{', '.join(fall)}; it is near where it began for {', '.join(stay)}.",
        )


def rates(runs: Sequence[DigitsRun]) -> Picture:
    """Draw the error on the digits for choosing rates against the learning rate: the mean of the seeds."""
    names = list(dict.fromkeys(run.activation for run in runs))
    tried = sorted({run.rate for run in runs})
    with style():
        figure = new_figure(8, 4)
        axes = figure.subplots()
        chosen = {}
        for index, name in enumerate(names):
            own = [run for run in runs if run.activation == name]
            means = [100 * (1 - np.mean([run.accuracy for run in own if run.rate == rate])) for rate in tried]
            axes.plot(
                tried, means, color=COLORS[name], linestyle=STYLES[name], marker=(*MARKERS, "X", "*")[index],
                markersize=6, linewidth=1.5, label=LABELS[name],
            )  # fmt: skip
            chosen[name] = best_rate(own)
            axes.plot(
                [chosen[name]], [means[tried.index(chosen[name])]], color=BLACK, marker="o", fillstyle="none",
                markersize=13, linestyle="none",
            )  # fmt: skip
        axes.set(xscale="log", xlabel="learning rate (logarithmic)", ylabel="error (logarithmic)", ylim=(5, 100))
        axes.set_yscale("log")
        axes.set_xticks(tried, [f"{rate:g}" for rate in tried])
        axes.set_yticks([5, 10, 20, 50, 100], [f"{error} %" for error in (5, 10, 20, 50, 100)])
        axes.minorticks_off()
        axes.set_title("At a rate of 0.01 sigmoid is far behind; at its own it is not. Rings: the best of each")
        axes.legend(loc="center left", bbox_to_anchor=(1, 0.5), fontsize="small")
        told = ", ".join(f"{LABELS[name]} {rate:g}" for name, rate in chosen.items())
        return Picture(
            figure,
            "Share of validation digits wrong against the learning rate, the mean of three seeds, for eight "
            "activations. All but sigmoid lie close together up to a rate of 0.1; sigmoid is far above them at small "
            f"rates and comes level at 0.3. A line ends where a network diverged. The best rates: {told}.",
        )


def differences(runs: Sequence[DigitsRun], live: Sequence[DigitsRun] = ()) -> Picture:
    """Draw each seed's difference to ReLU, with the mean and its 95 % interval.

    Args:
        runs: as recorded, drawn as dots.
        live: as trained just now, drawn as rings; ReLU's are among them.

    Returns:
        The picture, with an alt text.
    """
    accuracies = by_activation(runs)
    live_accuracies = by_activation(live)
    others = [name for name in accuracies if name != "relu"]
    said = []
    with style():
        figure = new_figure(8.5, 4.2)
        axes = figure.subplots()
        for place, name in enumerate(others):
            points = 100 * (accuracies[name] - accuracies["relu"])
            mean, low, high = t_interval(points)
            spread = np.linspace(-0.12, 0.12, len(points))
            axes.plot(
                points, place + 0.16 + spread, color=COLORS[name], marker="o", linestyle="none", markersize=4, alpha=0.8
            )
            axes.plot([low, high], [place - 0.2] * 2, color=BLACK, linewidth=2)
            axes.plot([mean], [place - 0.2], color=BLACK, marker="D", markersize=6)
            if name in live_accuracies:
                rings = 100 * (live_accuracies[name] - live_accuracies["relu"])
                axes.plot(
                    rings, place + 0.16 + spread[: len(rings)], color=BLACK, marker="o", fillstyle="none",
                    linestyle="none", markersize=9,
                )  # fmt: skip
            said.append(f"{LABELS[name]} {mean:+.2f}, from {low:+.2f} to {high:+.2f}")
        axes.axvline(0, color=GRAY, linewidth=1)
        axes.set_yticks(range(len(others)), [LABELS[name] for name in others])
        axes.invert_yaxis()
        axes.set(xlabel="better than ReLU by ... percentage points; one dot a seed")
        axes.set_title("Every interval contains 0 (diamonds: mean differences, lines: 95 % intervals)")
        return Picture(
            figure,
            f"Dots: the difference to ReLU of each of {len(accuracies['relu'])} seeds, in percentage points, for seven "
            f"activations. Mean and 95 % interval: {'; '.join(said)}. Rings mark seeds that were trained just now.",
        )
