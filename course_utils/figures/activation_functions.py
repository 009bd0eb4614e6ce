"""The figures of notebook 01, and its table of activations."""

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Circle

from course_utils.activations import ACTIVATIONS
from course_utils.experiments.linear_pieces import Layer, hinge_sum, run_network, sawtooth_layers
from course_utils.figures.picture import (
    BLACK,
    BLUE,
    GREEN,
    LINES,
    ORANGE,
    RED,
    SKY,
    Picture,
    new_figure,
    style,
)
from course_utils.figures.table import Table


def neuron() -> Picture:
    """Draw a neuron as a diagram: inputs, weighted sum with bias, activation function."""
    with style():
        figure = new_figure(7.2, 2.5)
        axes = figure.subplots()
        axes.set(xlim=(-0.6, 10.4), ylim=(-1.6, 1.75), aspect="equal")
        axes.axis("off")
        for place, name in ((1.0, "1"), (-1.0, "2")):
            axes.text(0, place, f"$x_{name}$", ha="center", va="center", fontsize=14)
            axes.annotate("", (3.3, place * 0.2), (0.4, place), arrowprops={"arrowstyle": "->", "color": BLACK})
            axes.text(1.75, place * 0.95, f"times $w_{name}$", ha="center", va="center", color=BLUE)
        axes.text(4.0, -1.4, "plus the bias $b$", ha="center", va="center", color=BLUE)
        axes.annotate("", (4.0, -0.72), (4.0, -1.2), arrowprops={"arrowstyle": "->", "color": BLACK})
        for place, text in ((4.0, "sum"), (7.2, "$f$")):
            axes.add_patch(Circle((place, 0), 0.68, facecolor="white", edgecolor=BLACK, linewidth=1.5))
            axes.text(place, 0, text, ha="center", va="center", fontsize=13)
        for start, end, name, label in ((4.7, 6.5, "z", "pre-activation"), (7.9, 9.7, "a", "activation")):
            axes.annotate("", (end, 0), (start, 0), arrowprops={"arrowstyle": "->", "color": BLACK})
            axes.text((start + end) / 2, 0.3, f"${name}$", ha="center", va="center", fontsize=14, color=RED)
            axes.text((start + end) / 2, 1.1, label, ha="center", va="center", fontsize=10, color=RED)
        axes.set_title("A neuron: first a weighted sum, then the activation function f", loc="left")
        return Picture(
            figure,
            "Diagram of a neuron. Two inputs, x1 and x2, are multiplied by the weights w1 and w2 and meet in a circle "
            "named sum, where the bias b is added. Out comes the pre-activation z. It enters a circle named f, the "
            "activation function, and out comes the activation a.",
        )


def with_and_without_bend(layers: Sequence[Layer]) -> Picture:
    """Draw the output of one network over its input, without an activation and with ReLU between its layers."""
    x = np.linspace(-3, 3, 601)
    curves = {"no activation": run_network(layers, x, lambda z: z), "ReLU between the layers": run_network(layers, x)}
    with style():
        figure = new_figure(8.2, 3.2)
        for axes, (name, y), color in zip(figure.subplots(1, 2), curves.items(), (ORANGE, BLUE), strict=True):
            axes.plot(x, y, color=color)
            axes.set(title=name, xlabel="input x", ylabel="output")
        figure.suptitle(
            "The same weights: without an activation the graph is a straight line\n(the vertical axes differ in scale)",
            fontsize=11,
        )
        return Picture(
            figure,
            f"Two graphs of one network with {len(layers)} layers over an input from -3 to 3. Without an activation "
            "the graph is one straight line. With ReLU between the layers, the same weights give a line with "
            "several bends.",
        )


def one_hinge() -> Picture:
    """Draw how the knot k and the coefficient a move and tilt one hinge a relu(x - k)."""
    x = np.linspace(-3, 3, 601)
    moved = [(1.0, -1.0), (1.0, 0.0), (1.0, 1.5)]
    tilted = [(2.0, 0.0), (0.5, 0.0), (-1.0, 0.0)]
    with style():
        figure = new_figure(8.2, 3.2)
        left, right = figure.subplots(1, 2, sharey=True)
        for axes, hinges in ((left, moved), (right, tilted)):
            for (a, k), color, line in zip(hinges, (BLUE, ORANGE, GREEN), LINES, strict=False):
                axes.plot(x, a * np.maximum(0, x - k), color=color, linestyle=line, label=f"a = {a:g}, k = {k:g}")
            axes.set(xlabel="x", ylim=(-3.2, 6.2))
            axes.legend(fontsize="small", loc="upper left")
        left.set(title="k says where the bend is", ylabel="a relu(x - k)")
        right.set(title="a says how much the slope changes there")
        return Picture(
            figure,
            "Two panels of hinges a relu(x - k). Left: with a = 1 and knots at -1, 0 and 1.5, the same hinge is moved "
            "along x. Right: with the knot at 0 and a = 2, 0.5 and -1, the arm right of 0 is steep, flat, or "
            "falls below 0.",
        )


def hinges_add_up(curve: Callable[[np.ndarray], np.ndarray], knots: Sequence[float]) -> Picture:
    """Draw the sum of the first 1, 2, ... hinges that join a curve at the knots, one panel each, in rows of three.

    Args:
        curve: a function of a float64 array.
        knots: in rising order; the last is the end and carries no hinge.

    Returns:
        The picture, with an alt text.
    """
    x = np.linspace(knots[0], knots[-1], 601)
    places = np.asarray(knots, dtype=float)
    at_knots = curve(places)
    with style():
        figure = new_figure(8.6, 2.1 * ((len(knots) + 1) // 3))
        panels = np.ravel(figure.subplots((len(knots) + 1) // 3, 3, sharex=True, sharey=True))
        used: list[tuple[float, float]] = []
        for number, axes in enumerate(panels[: len(knots) - 1]):
            here, there = places[number], places[number + 1]
            reached = at_knots[0] + sum(a * (there - k) for k, a in used)
            used.append((float(here), float((at_knots[number + 1] - reached) / (there - here))))
            total = hinge_sum(x, at_knots[0], *zip(*used, strict=True))
            axes.plot(x, curve(x), color=ORANGE, linestyle="--", linewidth=1.5)
            axes.plot(x, total, color=BLUE)
            axes.plot(places[: number + 2], at_knots[: number + 2], color=BLUE, marker="o", linestyle="none")
            axes.set(ylim=(-1.6, 1.6))
            axes.set_title(f"hinge {number + 1}: {used[-1][1]:+.2f} relu(x - {here:g})", fontsize="small")
        for axes in panels[-3:]:
            axes.set_xlabel("x")
        figure.suptitle("Each new hinge bends the line back to the curve (dashed)", fontsize=11)
        return Picture(
            figure,
            f"{len(knots) - 1} panels. A dashed curve rises, falls through 0, and comes back, as the sine does. "
            "The sum of the first hinges follows it with straight pieces up to the knot after the last one in use, "
            "meets it at dots, and runs straight on from there. With every panel one more hinge bends the line back, "
            "until it joins the curve at all knots.",
        )


XOR_POINTS = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])


def xor_plane() -> Picture:
    """Draw the four inputs of the exclusive or, marked by the right answer."""
    with style():
        figure = new_figure(4.9, 3.4)
        axes = figure.subplots()
        _xor_points(axes, XOR_POINTS)
        axes.set(title="No straight line parts the two kinds", xlabel="$x_1$", ylabel="$x_2$", aspect="equal")
        figure.legend(loc="outside right center", fontsize="small")
        return Picture(
            figure,
            "Four points at the corners of a square. The corners (0, 0) and (1, 1) are circles: the answer is 0. "
            "The corners (0, 1) and (1, 0) are filled squares: the answer is 1. Equal answers lie on diagonals.",
        )


def hidden_space() -> Picture:
    """Draw the inputs of the exclusive or in the plane, and where two ReLU units send them."""
    hidden = np.maximum(0, np.stack([XOR_POINTS[:, 0] - XOR_POINTS[:, 1], XOR_POINTS[:, 1] - XOR_POINTS[:, 0]], axis=1))
    with style():
        figure = new_figure(9.6, 3.7)
        left, right = figure.subplots(1, 2)
        _xor_points(left, XOR_POINTS)
        _xor_points(right, hidden)
        left.annotate("(0, 0)", (0, 0), (0.08, 0.05), fontsize="small")
        left.annotate("(1, 1)", (1, 1), (0.74, 0.93), fontsize="small")
        right.annotate("(0, 0) and (1, 1)\nmeet here", (0, 0), (0.07, -0.13), fontsize="small")
        right.plot([-0.15, 0.95], [0.95, -0.15], color=RED, linestyle="--", label="a straight line")
        left.set(title="what goes in", xlabel="$x_1$", ylabel="$x_2$")
        right.set(
            title="what the hidden layer makes of it", xlabel="activation of unit 1", ylabel="activation of unit 2"
        )
        for axes in (left, right):
            axes.set(xlim=(-0.2, 1.2), ylim=(-0.2, 1.2), aspect="equal")
        figure.legend(*right.get_legend_handles_labels(), loc="outside right center", fontsize="small")
        figure.suptitle("After the hidden layer, one straight line is enough", fontsize=11)
        return Picture(
            figure,
            "Two planes. Left, the inputs: circles at (0, 0) and (1, 1), filled squares at (0, 1) and (1, 0); no "
            "straight line parts circles from squares. Right, the activations of two hidden units: both circles have "
            "moved to (0, 0), the squares lie at (1, 0) and (0, 1), and a dashed straight line runs between them.",
        )


def _xor_points(axes: Axes, places: np.ndarray) -> None:
    """Draw four places, in the order of `XOR_POINTS`, with the marker of the answer."""
    same, other = places[[0, 3]], places[[1, 2]]
    axes.plot(*same.T, "o", color=BLUE, markersize=11, fillstyle="none", markeredgewidth=2, label="answer 0")
    axes.plot(*other.T, "s", color=ORANGE, markersize=10, markeredgecolor=BLACK, label="answer 1")


def starts_that_learn(shares: Mapping[int, float], identity_share: float, starts: int) -> Picture:
    """Draw the share of random starts that learned the exclusive or, by the number of hidden units.

    Args:
        shares: for ReLU, by the number of hidden units.
        identity_share: for 8 hidden units without an activation.
        starts: how many starts each share is of.

    Returns:
        The picture, with an alt text.
    """
    names = [f"{width} units" for width in shares]
    with style():
        figure = new_figure(6.5, 3.0)
        axes = figure.subplots()
        values = [identity_share, *shares.values()]
        labels = ["8 units,\nno activation", *names]
        bars = axes.bar(labels, values, color=[SKY, *[BLUE] * len(shares)], edgecolor=BLACK)
        axes.bar_label(bars, labels=[f"{value:.0%}" for value in values])
        axes.set_axisbelow(True)
        axes.set(ylim=(0, 1.12), ylabel="share of starts")
        axes.set_title(f"From how many of {starts} random starts is XOR learned?")
        order = " < ".join(names) if list(shares.values()) == sorted(shares.values()) else "not in order"
        return Picture(
            figure,
            f"Bars of the share of {starts} random starts from which training finds the exclusive or. Without an "
            f"activation: {'none' if identity_share == 0 else 'some'}. With ReLU, rising: {order}. With "
            f"{names[0]}, {'fewer than half' if min(shares.values()) < 0.5 else 'half or more'}; with {names[-1]}, "
            f"{'more than nine in ten' if max(shares.values()) > 0.9 else 'not nearly all'}.",
        )


def line_regions(arrangements: Mapping[str, tuple[np.ndarray, np.ndarray]], reach: float = 3.0) -> Picture:
    """Color the regions into which lines cut the plane, one panel an arrangement.

    Args:
        arrangements: by title, the normals, shape (lines, 2), and the offsets, shape (lines,).
        reach: the plane is drawn from -reach to reach in both directions.

    Returns:
        The picture, with an alt text.
    """
    axis = np.linspace(-reach, reach, 601)
    grid = np.stack(np.meshgrid(axis, axis), axis=-1)
    counts = []
    with style():
        figure = new_figure(8.6, 3.1)
        for axes, (title, (normals, offsets)) in zip(
            figure.subplots(1, len(arrangements)), arrangements.items(), strict=True
        ):
            side = grid @ normals.T + offsets
            codes = (side > 0) @ (1 << np.arange(len(offsets)))
            found = np.unique(codes[(np.abs(side) > 1e-9).all(axis=-1)])  # because a place on a line is in no region
            index = np.searchsorted(found, codes).clip(0, len(found) - 1)
            axes.imshow(index, origin="lower", extent=(-reach, reach) * 2, cmap="Set3", vmin=0, vmax=11)
            for number in range(len(offsets)):
                axes.contour(axis, axis, side[..., number], levels=[0], colors=BLACK, linewidths=1.5)
            for number, code in enumerate(found, start=1):
                rows, columns = np.nonzero(codes == code)
                from_middle = np.hypot(axis[rows] - axis[rows].mean(), axis[columns] - axis[columns].mean())
                place = int(np.argmin(from_middle))
                axes.text(axis[columns[place]], axis[rows[place]], str(number), ha="center", va="center")
            axes.set(xlabel="$x_1$", ylabel="$x_2$", aspect="equal")
            axes.set_title(f"{title}: {len(found)}", fontsize="small")
            axes.grid(False)
            counts.append(f"{title}, {len(found)} regions")
        figure.suptitle("Into how many regions do three lines cut the plane?", fontsize=11)
        return Picture(figure, f"Planes cut by three lines each, with numbered regions: {'; '.join(counts)}.")


def sawtooth(depths: Sequence[int] = (1, 2, 3, 4)) -> Picture:
    """Draw the graph of the folding network on [0, 1] for several depths."""
    x = np.linspace(0, 1, 2**10 + 1)
    with style():
        figure = new_figure(8.6, 2.5)
        for axes, depth in zip(figure.subplots(1, len(depths), sharey=True), depths, strict=True):
            axes.plot(x, run_network(sawtooth_layers(depth), x), color=BLUE, linewidth=1.5)
            axes.set(xlabel="x", title=f"depth {depth}: {2**depth} pieces")
        figure.axes[0].set_ylabel("output")
        figure.suptitle("Each hidden layer of two units folds the line once more", fontsize=11)
        return Picture(
            figure,
            f"{len(depths)} graphs on [0, 1] for networks with {', '.join(map(str, depths))} hidden layers of two "
            "units. Depth 1 is a tent: up to 1 and down to 0. Each further layer doubles the number of teeth, so the "
            f"number of straight pieces is {', '.join(str(2**depth) for depth in depths)}.",
        )


GALLERY = (
    "identity", "step", "sigmoid", "tanh",
    "softplus", "relu", "relu6", "leaky_relu",
    "elu", "selu", "swish", "gelu",
)  # fmt: skip


def gallery(names: Sequence[str] = GALLERY) -> Picture:
    """Draw several activations in small panels, each with its derivative."""
    x = np.linspace(-4, 8, 1201)
    with style():
        figure = new_figure(8.8, 6.6)
        panels = np.ravel(figure.subplots((len(names) + 3) // 4, 4, sharex=True))
        for axes, name in zip(panels, names, strict=False):
            entry = ACTIVATIONS[name]
            _curve(axes, x, entry.function(x), color=BLUE, label="value f(x)")
            _curve(axes, x, entry.derivative(x), color=ORANGE, linestyle="--", label="derivative f'(x)")
            axes.axhline(0, color=BLACK, linewidth=0.8)
            axes.axvline(0, color=BLACK, linewidth=0.8)
            axes.set_title(name, fontsize="medium")
            axes.set_ylim((-2.2, 6.8) if entry.function(8.0) > 1.5 else (-1.3, 1.5))
        for axes in panels[-4:]:
            axes.set_xlabel("x")
        figure.legend(*panels[0].get_legend_handles_labels(), loc="outside upper right", ncols=2)
        figure.suptitle("Which slopes stay at 1, and which fade away?", fontsize=11, x=0.02, ha="left")
        return Picture(
            figure,
            f"Small panels of {len(names)} activations with their derivatives for x from -4 to 8: "
            f"{', '.join(names)}. Step, sigmoid and tanh level off on both sides, and their derivatives fade to 0 "
            "there. The ReLU family grows without end on the right, except ReLU6, and its derivative is or tends to "
            "a constant there.",
        )


def _curve(axes: Axes, x: np.ndarray, y: np.ndarray, color: str, label: str, linestyle: str = "-") -> None:
    """Draw y over x, with a gap at each jump of y."""
    y = np.array(y, dtype=float)
    for left, right in pairwise(range(len(x))):
        if abs(y[right] - y[left]) > 0.2:
            y[left] = np.nan
    axes.plot(x, y, color=color, linestyle=linestyle, label=label)


def table_of_activations() -> Table:
    """Return every activation of the course with formula, derivative, range, year and source."""
    rows = [
        (
            entry.name,
            entry.formula,
            entry.derivative_formula,
            entry.value_range,
            str(entry.year) if entry.year else "-",
            entry.source or "-",
        )
        for entry in ACTIVATIONS.values()
    ]
    return Table(
        "The activations of this course",
        ("name", "f(x)", "f'(x)", "range", "year", "source"),
        rows,
    )
