"""The figures of notebook 03."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes

from course_utils import activations
from course_utils.experiments.deep_training import GAINS, DeepRun, accuracies
from course_utils.experiments.dying_relu import DyingRun, Fate, Revival, fates
from course_utils.experiments.signal_propagation import Propagation
from course_utils.experiments.steps_to_error import MOST_STEPS, Pace, StepsRun, paces
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

LABELS = {"relu": "ReLU", "sigmoid": "sigmoid", "tanh": "tanh", "leaky_relu": "Leaky ReLU"}
COLORS = {"relu": BLUE, "sigmoid": ORANGE, "tanh": GREEN, "leaky_relu": SKY}
STYLES = {"relu": "-", "sigmoid": "--", "tanh": "-.", "leaky_relu": ":"}
SHAPES = {"relu": "o", "sigmoid": "s", "tanh": "^", "leaky_relu": "D"}
SHIFTS = {"relu": -0.14, "leaky_relu": 0.14}
VARIANCES = {"He": "2/n", "Xavier": "1/n"}


def functions_and_slopes() -> Picture:
    """Draw sigmoid and ReLU on the left, and their slopes on the right."""
    x = np.linspace(-6, 6, 1201)
    with style():
        figure = new_figure(8.5, 3.4)
        left, right = figure.subplots(1, 2)
        for name in ("relu", "sigmoid"):
            entry = activations.ACTIVATIONS[name]
            look: dict[str, Any] = {"color": COLORS[name], "linestyle": STYLES[name], "label": LABELS[name]}
            left.plot(x, entry.function(x), **look)
            slope = entry.derivative(x)
            if name == "relu":  # a gap, because a jump is no steep line
                slope = np.where(np.abs(x) < 0.005, np.nan, slope)
            right.plot(x, slope, **look)
        right.plot([0], [0.25], color=ORANGE, marker="s", markersize=6)
        right.annotate("1/4", (0, 0.25), (0.5, 0.29))
        left.set(title="The functions: one flattens twice, one once", xlabel="z", ylabel="output", ylim=(-0.3, 3.2))
        right.set(title="Their slopes: at most 1/4, and 0 or 1", xlabel="z", ylabel="slope", ylim=(-0.1, 1.15))
        left.legend(loc="upper left")
        return Picture(
            figure,
            "Left: sigmoid rises from 0 to 1 in an S and is flat at both ends; ReLU is 0 for negative z and then rises "
            "as a straight line. Right: the slope of sigmoid is a bump with its top, one quarter, at z = 0, and nearly "
            "0 beyond z = -6 and z = 6; the slope of ReLU is 0 for negative z and 1 for positive z.",
        )


def chains(products: Mapping[str, np.ndarray]) -> Picture:
    """Draw the gradient along chains of units on a logarithmic axis; products[label] has shape (links,)."""
    colors = (ORANGE, RED, BLUE, PURPLE, BLACK)
    with style():
        figure = new_figure(7.5, 3.9)
        axes = figure.subplots()
        for index, (label, product) in enumerate(products.items()):
            links = np.arange(len(product) + 1)
            axes.plot(
                links,
                np.concatenate([[1.0], product]),
                color=colors[index % len(colors)],
                linestyle=LINES[index % len(LINES)],
                marker=MARKERS[index % len(MARKERS)],
                markersize=9 if index == 1 else 4,  # because another line may cover this one
                fillstyle="none" if index == 1 else "full",
                label=label,
            )
        axes.set(yscale="log", xlabel="links behind us", ylabel="gradient (logarithmic)")
        axes.set_title("A product shrinks, stays or grows: slope times weight decides")
        axes.set_xticks(range(0, len(product) + 1, 5))
        axes.legend(fontsize="small", loc="center left", bbox_to_anchor=(1, 0.5))
        ends = "; ".join(f"{label}: {product[-1]:.2g}" for label, product in products.items())
        return Picture(
            figure,
            f"Straight lines on a logarithmic axis: the gradient against the number of links, from 1. After "
            f"{len(product)} links they have come to: {ends}.",
        )


def variances(runs: Mapping[str, Sequence[Propagation]]) -> Picture:
    """Draw the variance of the pre-activations layer by layer, one line a seed, for several starts."""
    colors = (BLUE, ORANGE, RED, PURPLE)
    with style():
        figure = new_figure(7.5, 3.9)
        axes = figure.subplots()
        for index, (label, seeds) in enumerate(runs.items()):
            look = {"color": colors[index], "linewidth": 1, "marker": MARKERS[index], "markersize": 3, "alpha": 0.8}
            draw_by_layer(axes, [run.variances for run in seeds], label, **look)
        axes.set(yscale="log", xlabel="layer", ylabel="variance of the pre-activations")
        axes.set_title("One start keeps the signal's strength; each line is one seed")
        axes.legend(fontsize="small", loc="lower left")
        factors = "; ".join(
            f"{label}, about {np.median([run.factor for run in seeds]):.1f} a layer" for label, seeds in runs.items()
        )
        return Picture(
            figure,
            f"Variance against layer on a logarithmic axis, {len(next(iter(runs.values())))} seeds each, nearly "
            f"straight lines. The variance is multiplied by: {factors}.",
        )


def gradients_for_gains(runs: Mapping[tuple[str, float], Propagation]) -> Picture:
    """Draw the size of the gradient at each layer for (activation, gain), the last layer on the left."""
    colors = (ORANGE, RED, GREEN, PURPLE, BLUE, BLACK)
    with style():
        figure = new_figure(8, 3.9)
        axes = figure.subplots()
        for index, ((name, gain), run) in enumerate(runs.items()):
            depth = len(run.gradients)
            axes.plot(
                np.arange(depth),
                (run.gradients / run.gradients[-1])[::-1],
                color=colors[index],
                linestyle=LINES[index],
                label=f"{LABELS[name]}, gain {gain:.3g}",
            )
        axes.set(yscale="log", xlabel="layers below the top", ylabel="gradient, relative to the top")
        axes.set_title("Each function can lose its gradients, and each can blow them up")
        axes.legend(fontsize="small", loc="center left", bbox_to_anchor=(1, 0.5))

        def way(run: Propagation) -> str:
            factor = run.gradient_factor
            return "shrinks" if factor < 0.97 else "grows" if factor > 1.03 else "stays about as it is"

        told = "; ".join(f"{LABELS[name]} with gain {gain:.3g} {way(run)}" for (name, gain), run in runs.items())
        return Picture(
            figure, f"Size of the gradient against the number of layers below the top, logarithmic. On its way: {told}."
        )


def deep_losses(runs: Sequence[DeepRun]) -> Picture:
    """Draw the loss of each training step, smoothed over ten steps."""
    looks = {"He": (BLUE, "-"), "Xavier": (ORANGE, "--")}
    with style():
        figure = new_figure(7, 3.6)
        axes = figure.subplots()
        for run in runs:
            color, line = looks[run.start]
            smooth = np.convolve(run.losses, np.full(10, 0.1), mode="valid")
            axes.plot(
                np.arange(10, len(run.losses) + 1),
                smooth,
                color=color,
                linestyle=line,
                label=f"weights of variance {VARIANCES[run.start]}",
            )
        axes.axhline(np.log(10), color=BLACK, linewidth=1, linestyle=":")
        axes.annotate("a blind guess among ten", (runs[0].steps, np.log(10)), (runs[0].steps * 0.62, np.log(10) + 0.09))
        axes.set(xlabel="step", ylabel="loss (mean of 10 steps)", ylim=(0, 2.7))
        axes.set_title(f"{runs[0].depth} ReLU layers: the start decides whether they learn")
        axes.legend(loc="lower left")
        told = "; ".join(
            f"with weights of variance {VARIANCES[run.start]} it "
            + ("falls to less than half" if np.mean(run.losses[-50:]) < 1.15 else "stays at that of a blind guess")
            for run in runs
        )
        return Picture(figure, f"Loss against training step for two networks of {runs[0].depth} hidden layers: {told}.")


def accuracy_by_depth(runs: Sequence[DeepRun]) -> Picture:
    """Draw the test accuracy of each recorded run against depth, and, apart, of the deepest with Adam and with tanh."""
    looks = {"He": (BLUE, "o", -0.16), "Xavier": (ORANGE, "s", 0.16)}
    depths = sorted({run.depth for run in runs})
    groups: list[dict[str, Any]] = [
        *({"optimizer": "momentum", "depth": depth, "activation": "relu"} for depth in depths),
        {"optimizer": "Adam", "depth": depths[-1], "activation": "relu"},
        {"optimizer": "momentum", "depth": depths[-1], "activation": "tanh"},
    ]
    with style():
        figure = new_figure(8.2, 3.8)
        axes = figure.subplots()
        for start, (color, marker, shift) in looks.items():
            for place, group in enumerate(groups):
                values = accuracies(runs, start=start, **group)
                axes.plot(
                    place + shift + np.linspace(-0.08, 0.08, len(values)), values, color=color, marker=marker,
                    linestyle="none", markersize=5,
                    label=f"weights of variance {VARIANCES[start]}" if place == 0 else None,
                )  # fmt: skip
        axes.axhline(0.1, color=BLACK, linewidth=1, linestyle=":")
        for border in (len(depths) - 0.5, len(depths) + 0.5):
            axes.axvline(border, color=BLACK, linewidth=1)
        names = [f"{depth} layers" for depth in depths]
        axes.set_xticks(range(len(groups)), [*names, f"{names[-1]},\nAdam", f"{names[-1]},\ntanh"])
        axes.set(ylabel="share of test digits right", ylim=(0, 1))
        axes.set_title("The deeper, the more a ReLU network's start matters (recorded, 5 seeds each)")
        axes.legend(loc="lower left", fontsize="small")
        said = "; ".join(
            f"{group['depth']} {LABELS[group['activation']]} layers, {group['optimizer']}, variance "
            f"{VARIANCES[start]}: {min(values):.0%} to {max(values):.0%}"
            for group in groups
            for start in GAINS
            if (values := accuracies(runs, start=start, **group))
        )
        return Picture(figure, f"Dots, one a seed, for the share of test digits right. {said}.")


def layer_costs(layers: Mapping[int, Mapping[str, float]]) -> Picture:
    """Draw the cost of each activation in percent of its layer's matrix product; layers[units] is in milliseconds."""
    with style():
        figure = new_figure(8.5, 2.5)
        panels = figure.subplots(1, len(layers), squeeze=False, sharey=True)[0]
        for axes, (units, milliseconds) in zip(panels, layers.items(), strict=True):
            product = milliseconds["matrix product"]
            names = [name for name in milliseconds if name != "matrix product"]
            shares = [100 * milliseconds[name] / product for name in names]
            bars = axes.barh([LABELS[name] for name in names], shares, color=[COLORS[name] for name in names])
            axes.bar_label(bars, [f"{share:.1f} %" if share < 10 else f"{share:.0f} %" for share in shares], padding=4)
            axes.set(
                title=f"A layer of {units:,} units", xlabel="time, in percent of its matrix product",
                xlim=(0, max(20, 1.3 * max(shares))),
            )  # fmt: skip
            axes.set_axisbelow(True)
        panels[0].invert_yaxis()
        widths = " and of ".join(f"{units:,}" for units in layers)
        return Picture(
            figure,
            "Bars, measured on the machine that ran the notebook: the time that ReLU, sigmoid and tanh take, in "
            f"percent of the time of the matrix product of the same layer. Layers of {widths} units, 1,000 examples. "
            "The percentages are written at the bars.",
        )


def dying(runs: Sequence[DyingRun], live: Sequence[DyingRun] = ()) -> Picture:
    """Draw, against the learning rate, the share of dead units in the first layer and the accuracy of finite nets.

    Args:
        runs: as recorded, drawn as dots.
        live: as trained just now, drawn as rings.

    Returns:
        The picture, with an alt text.
    """
    recorded, now = fates(runs), fates(live)
    rates = sorted({fate.rate for fate in recorded})
    with style():
        figure = new_figure(9, 3.9)
        left, right = figure.subplots(1, 2)
        for axes, measure in ((left, "first_dead"), (right, "accuracies")):
            for name in dict.fromkeys(fate.activation for fate in recorded):
                own = [fate for fate in recorded if fate.activation == name]
                look = {"color": COLORS[name], "marker": SHAPES[name], "markersize": 5, "label": LABELS[name]}
                _fates(axes, own, measure, rates, **look)
            label = "ReLU, trained just now" if any(fate.seeds for fate in now) else None
            _fates(axes, now, measure, rates, color=BLACK, marker="o", fillstyle="none", markersize=10, label=label)
            axes.set_xticks(range(len(rates)), [f"{rate:g}" for rate in rates])
            axes.set_xlabel("learning rate")
        for fate in recorded:
            if fate.diverged:
                place = rates.index(fate.rate) + SHIFTS[fate.activation]
                right.annotate(
                    f"{fate.diverged} {LABELS[fate.activation]} diverged", (place, 0.724),
                    ha="center", fontsize="small", color=BLACK, rotation=90,
                )  # fmt: skip
                right.plot([place], [0.71], color=COLORS[fate.activation], marker="X", markersize=7)
        left.set(title="Dead units in the first layer", ylabel="share of 128 units", ylim=(-0.03, 0.7))
        right.set(title="What the network still gets right", ylabel="share of test digits right", ylim=(0.7, 1.0))
        left.legend(fontsize="small", loc="upper left")
        return Picture(
            figure,
            "Dots, one a recorded seed, against the learning rate: the share of dead units in the first layer, and the "
            f"share of test digits right. {'; '.join(map(_fate_in_words, recorded))}. Rings mark networks trained just "
            "now.",
        )


def _fates(axes: Axes, shown: Sequence[Fate], measure: str, rates: Sequence[float], **look: Any) -> None:
    """Draw a measure of every finite network above its learning rate, the seeds side by side."""
    places = [
        rates.index(fate.rate) + SHIFTS[fate.activation] + 0.04 * (seed - 2) for fate in shown for seed in fate.seeds
    ]
    axes.plot(places, [value for fate in shown for value in getattr(fate, measure)], linestyle="none", **look)


def _fate_in_words(fate: Fate) -> str:
    dead = f"{min(fate.first_dead):.0%} to {max(fate.first_dead):.0%} dead" if fate.seeds else "none left to count"
    lost = f", {fate.diverged} of {len(fate.seeds) + fate.diverged} diverged" if fate.diverged else ""
    return f"{LABELS[fate.activation]} at {fate.rate:g}: {dead}{lost}"


def revivals(runs: Sequence[Revival]) -> Picture:
    """Draw the share of dead units in both hidden layers against the step; the large step is step 1."""
    with style():
        figure = new_figure(8.5, 3.5)
        panels = figure.subplots(1, 2, sharey=True)
        for layer, axes in enumerate(panels):
            for index, run in enumerate(runs):
                axes.plot(
                    run.steps,
                    run.dead[:, layer],
                    color=(BLUE, ORANGE, GREEN, RED)[index % 4],
                    linestyle=LINES[index % len(LINES)],
                    marker=MARKERS[index % len(MARKERS)],
                    markersize=4,
                    label=f"seed {index}",
                )
            axes.set_xlabel("step")
        panels[0].set(title="Layer 1: its inputs are fixed", ylabel="share of units dead")
        panels[1].set(title="Layer 2: its inputs move")
        panels[0].legend(fontsize="small")
        return Picture(
            figure,
            f"Share of dead units against the training step for {len(runs)} seeds, in two panels. A large first step "
            "kills units in both layers. In layer 1 the share then stays exactly where it is; in layer 2 it moves as "
            "some units revive and others die.",
        )


def steps(tuning: Sequence[StepsRun], runs: Sequence[StepsRun]) -> Picture:
    """Draw steps to the error against the learning rate, and, for the best rate of each, for fresh seeds.

    Args:
        tuning: the runs that chose the learning rates.
        runs: those with the chosen rate and other seeds.

    Returns:
        The picture, with an alt text.
    """
    found = paces(tuning, runs)
    with style():
        figure = new_figure(9, 3.8)
        left, right = figure.subplots(1, 2, sharey=True, width_ratios=(3, 2))
        for place, pace in enumerate(found):
            _tuning(left, [run for run in tuning if run.activation == pace.activation], pace, 1.08 ** (place - 1))
            spread = place + np.linspace(-0.2, 0.2, len(pace.steps))
            right.plot(
                spread, pace.steps, color=COLORS[pace.activation], marker=SHAPES[pace.activation], markersize=5,
                linestyle="none",
            )  # fmt: skip
        left.set(
            xscale="log", yscale="log", xlabel="learning rate", ylabel="steps to 25 % error",
            title="Each has its own best rate", ylim=(3, 1.8 * MOST_STEPS),
        )  # fmt: skip
        left.axhline(MOST_STEPS, color=BLACK, linewidth=1, linestyle=":")
        left.plot([], [], color=BLACK, marker="x", linestyle="none", label=f"not within {MOST_STEPS} steps")
        left.legend(fontsize="small", loc="lower left")
        left.set_xticks([0.01, 0.03, 0.1, 0.3, 1, 3], ["0.01", "0.03", "0.1", "0.3", "1", "3"])
        left.minorticks_off()
        left.set_yticks([3, 10, 30, 100, 300], ["3", "10", "30", "100", "300"])
        right.set_xticks(range(len(found)), [f"{LABELS[pace.activation]}\n(rate {pace.rate:g})" for pace in found])
        right.set(title="At its best rate, new seeds", xlim=(-0.5, len(found) - 0.5))
        said = "; ".join(
            f"{LABELS[pace.activation]} at rate {pace.rate:g}: {min(pace.steps)} to {max(pace.steps)} steps"
            for pace in found
        )
        failed = "; ".join(
            f"{LABELS[pace.activation]} at {' and '.join(f'{rate:g}' for rate in pace.failing_rates)}"
            for pace in found
            if pace.failing_rates
        )
        return Picture(
            figure,
            "Left: steps to 25 % error against the learning rate for three activations, both axes logarithmic, three "
            "seeds each; every curve falls, has a lowest point, and rises or ends where training fails. Crosses mark "
            f"rates at which a seed did not get there: {failed}. Right: new seeds at each one's best rate. {said}.",
        )


def _tuning(axes: Axes, runs: Sequence[StepsRun], pace: Pace, shift: float) -> None:
    """Draw the runs of one activation as dots, those that never got there as crosses, and the medians as a line."""
    color = COLORS[pace.activation]
    reached = [run for run in runs if run.steps is not None]
    axes.plot(
        [run.rate * shift for run in reached], [float(run.steps or 0) for run in reached], color=color,
        marker=SHAPES[pace.activation], markersize=5, linestyle="none", label=LABELS[pace.activation],
    )  # fmt: skip
    never = [run.rate * shift for run in runs if run.steps is None]
    axes.plot(never, [1.3 * MOST_STEPS] * len(never), color=color, marker="x", linestyle="none")
    axes.plot(
        [rate * shift for rate in pace.medians], list(pace.medians.values()), color=color,
        linestyle=STYLES[pace.activation], linewidth=1,
    )  # fmt: skip
