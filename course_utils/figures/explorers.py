"""What stands in an explorer's place if no JavaScript runs."""

from collections.abc import Mapping, Sequence

import numpy as np

from course_utils.experiments.signal_propagation import Flow
from course_utils.figures.picture import BLUE, GREEN, LINES, ORANGE, PURPLE, RED, Picture, new_figure, style
from course_utils.spiking import LIFRun

COLORS = (BLUE, RED, GREEN, PURPLE)
Curves = Mapping[str, tuple[np.ndarray, np.ndarray]]


def activation_curves(x: np.ndarray, curves: Curves, point: float, at_point: Curves) -> Picture:
    """Draw values and derivatives of activations, and mark one point.

    Args:
        x: places, shape (n,).
        curves: by name, the values and the derivatives at `x`, shape (n,).
        point: the place that is marked.
        at_point: by name, value and derivative there.

    Returns:
        The picture, with an alt text.
    """
    with style():
        figure = new_figure(8.5, 3.4)
        for index, (axes, symbol) in enumerate(zip(figure.subplots(1, 2), ("f(x)", "f'(x)"), strict=True)):
            for number, (name, pair) in enumerate(curves.items()):
                color, line = COLORS[number % len(COLORS)], LINES[number % len(LINES)]
                axes.plot(x, pair[index], color=color, linestyle=line, label=name)
                axes.plot(point, at_point[name][index], "o", color=color)
            axes.set(title=f"{('Value', 'Derivative')[index]} {symbol}", xlabel="x", ylabel=symbol)
        axes.legend(fontsize="small")
        read = "; ".join(f"{name} {pair[0]:.4g} and {pair[1]:.4g}" for name, pair in at_point.items())
        return Picture(
            figure,
            f"Two panels over x from {x[0]:g} to {x[-1]:g}: the values of {', '.join(curves)}, and their derivatives. "
            f"At x = {point:g} value and derivative are: {read}.",
        )


def hinges(
    target: str,
    x: np.ndarray,
    wanted: np.ndarray,
    contributions: np.ndarray,
    total: np.ndarray,
    knots: Sequence[float],
) -> Picture:
    """Draw each hinge, and their sum on the curve that they should join.

    Args:
        target: the curve's name.
        x: places, shape (n,).
        wanted: the curve at `x`, shape (n,).
        contributions: the hinges at `x`, shape (hinges, n).
        total: the sum of the hinges at `x`, shape (n,).
        knots: where the hinges bend.

    Returns:
        The picture, with an alt text.
    """
    with style():
        figure = new_figure(8.5, 3.4)
        left, right = figure.subplots(1, 2)
        for number, values in enumerate(contributions):
            left.plot(x, values, color=COLORS[number % len(COLORS)], linestyle=LINES[number % len(LINES)])
        right.plot(x, wanted, color=ORANGE, linestyle="--", label=f"target: {target}")
        right.plot(x, total, color=BLUE, label="sum of the hinges")
        right.plot(knots, np.interp(knots, x, wanted), "o", color=BLUE)
        right.legend(fontsize="small")
        left.set(title="The hinges, one by one", xlabel="x", ylabel="a · relu(x - k)")
        right.set(title="Their sum and the target", xlabel="x", ylabel="y")
        return Picture(
            figure,
            f"Left: {len(contributions)} hinges, each flat at 0 up to its knot and then a straight line. Right: their "
            f"sum, a chain of straight pieces through the target, {target}, at the {len(knots)} knots. The largest "
            f"distance between the two is {np.abs(total - wanted).max():.3g}.",
        )


def neuron(
    run: LIFRun,
    threshold_mV: float,
    currents_pA: np.ndarray,
    rates_Hz: np.ndarray,
    relu: tuple[float, float],
    point: tuple[float, float],
) -> Picture:
    """Draw a simulation, and a rate curve with a ReLU.

    Args:
        run: a simulation of the neuron.
        threshold_mV: of the neuron.
        currents_pA: shape (n,).
        rates_Hz: of the neuron at these currents, shape (n,).
        relu: the slope in Hz/pA and the threshold in pA of the ReLU.
        point: the current in pA and the rate in Hz that are marked.

    Returns:
        The picture, with an alt text.
    """
    slope, threshold_pA = relu
    with style():
        figure = new_figure(8.5, 3.4)
        left, right = figure.subplots(1, 2)
        left.plot(run.time_ms, run.membrane_potential_mV, color=BLUE, linewidth=1.2)
        left.vlines(run.spike_times_ms, threshold_mV, 20, color=BLUE, linewidth=1.2)
        left.axhline(threshold_mV, color=ORANGE, linestyle="--")
        left.set(title="Membrane potential; dashed, the threshold", xlabel="time (ms)", ylabel="potential (mV)")
        right.plot(currents_pA, rates_Hz, color=BLUE, label="firing rate")
        fitted = slope * np.maximum(0, currents_pA - threshold_pA)
        right.plot(currents_pA, fitted, color=RED, linestyle="--", label="best-fitting ReLU")
        right.plot(*point, "o", color=BLUE)
        right.legend(fontsize="small")
        right.set(
            title="The firing rate and the best-fitting ReLU", xlabel="input current (pA)", ylabel="firing rate (Hz)"
        )
        return Picture(
            figure,
            f"Left: the membrane potential over {run.time_ms[-1]:.0f} ms at {point[0]:g} pA, with "
            f"{run.spike_times_ms.size} spikes. Right: the firing rate against the input current. It is 0 for weak "
            f"currents and then rises; at {point[0]:g} pA it is {point[1]:.1f} Hz. Dashed, the best-fitting ReLU, "
            f"which leaves 0 at {threshold_pA:.0f} pA.",
        )


def gradient_flow(flows: Mapping[str, Flow], width: int, gain: float) -> Picture:
    """Draw what reaches each layer, and what comes back, one line an activation, both on logarithmic axes.

    Args:
        flows: by activation.
        width: of the network.
        gain: of its weights.

    Returns:
        The picture, with an alt text.
    """
    with style():
        figure = new_figure(8.5, 3.4)
        for axes, kind, title in zip(
            figure.subplots(1, 2), ("variances", "norms"), ("Forward: variance", "Backward: gradient norm"), strict=True
        ):
            for number, (name, flow) in enumerate(flows.items()):
                values = getattr(flow, kind)
                layers = np.arange(1, len(values) + 1)
                axes.plot(layers, values, color=COLORS[number % len(COLORS)], linestyle=LINES[number], label=name)
            axes.set(title=title, xlabel="layer", yscale="log", ylabel=title.split(": ")[1])
        axes.legend(fontsize="small")
        said = "; ".join(
            f"{name}: variance from {flow.variances[0]:.1e} to {flow.variances[-1]:.1e}, gradient norm from "
            f"{flow.norms[0]:.1e} to {flow.norms[-1]:.1e}"
            for name, flow in flows.items()
        )
        return Picture(
            figure,
            f"Two panels over the layers of a network of width {width}, gain {gain:g}: the variance of the activations "
            f"and the norm of the gradient. From the first layer to the last: {said}.",
        )


def decision_boundary(
    points: np.ndarray, classes: np.ndarray, probabilities: np.ndarray, edge: float, network: str
) -> Picture:
    """Draw points on a network's probability of class 1.

    Args:
        points: shape (n, 2).
        classes: 0 or 1, shape (n,).
        probabilities: on a grid, shape (rows, columns), the top row first.
        edge: the grid goes from -edge to edge in both directions.
        network: the network in words.

    Returns:
        The picture, with an alt text.
    """
    with style():
        figure = new_figure(4.6, 3.8)
        axes = figure.subplots()
        box = (-edge, edge, -edge, edge)
        image = axes.imshow(probabilities, extent=box, cmap="PuOr", vmin=0, vmax=1, alpha=0.7)
        for value, marker, color in ((0, "o", RED), (1, "s", BLUE)):
            chosen = points[classes == value]
            axes.plot(*chosen.T, marker, color=color, markeredgecolor="white", markersize=5, label=f"class {value}")
        axes.set(title="Where the network draws its boundary", xlabel="first input", ylabel="second input")
        axes.grid(False)
        figure.colorbar(image, ax=axes, label="probability of class 1")
        figure.legend(loc="outside lower center", ncols=2, fontsize="small")
        right = float(((probabilities_at(points, probabilities, edge) > 0.5) == (classes > 0.5)).mean())
        return Picture(
            figure,
            f"{len(points)} points of two classes in the plane, circles and squares, on the decision of {network}. "
            f"About {round(20 * right) * 5} % of the points lie on the right side of its boundary.",
        )


def probabilities_at(points: np.ndarray, probabilities: np.ndarray, edge: float) -> np.ndarray:
    """Return the grid's value nearest to each point, shape (n,).

    Args:
        points: shape (n, 2).
        probabilities: on a grid, shape (rows, columns), the top row first.
        edge: the grid goes from -edge to edge in both directions.
    """
    size = len(probabilities)
    columns, rows = ((points + edge) / (2 * edge) * (size - 1)).round().astype(int).clip(0, size - 1).T
    return probabilities[size - 1 - rows, columns]


def kink(
    function: str,
    x: np.ndarray,
    values: np.ndarray,
    place: float,
    step: float,
    at_ends: np.ndarray,
    slopes: Mapping[str, np.ndarray],
    at_place: Mapping[str, float],
    derivative: str,
) -> Picture:
    """Draw a function with three secants at one place, and the slopes of such secants over x.

    Args:
        function: its name.
        x: places, shape (n,).
        values: the function at `x`, shape (n,).
        place: where the secants are.
        step: how far they reach.
        at_ends: the function at place - step, place and place + step, shape (3,).
        slopes: of the secants at `x`, by name left, right and central, shape (n,).
        at_place: the three slopes at `place`.
        derivative: at `place`, in words.

    Returns:
        The picture, with an alt text.
    """
    with style():
        figure = new_figure(8.5, 3.4)
        graph, right = figure.subplots(1, 2)
        graph.plot(x, values, color=COLORS[0], label=function)
        edge, bottom = float(x[-1]), float(values[len(x) // 2]) - 0.6 * float(x[-1])
        ends = dict(zip(("left", "right", "central"), ((place, 1), (place, 1), (place + step, 2)), strict=True))
        for number, (name, slope) in enumerate(at_place.items(), start=1):
            look = {"color": COLORS[number], "linestyle": LINES[number]}
            start, index = ends[name]
            graph.plot([-edge, edge], at_ends[index] + slope * (np.array([-edge, edge]) - start), label=name, **look)
            right.plot(x, slopes[name], label=name, **look)
            right.plot(place, slope, "o", color=COLORS[number])
        graph.plot([place - step, place, place + step], at_ends, "o", color=COLORS[0])
        graph.set(xlim=(-edge, edge), ylim=(bottom, bottom + 1.7 * edge), xlabel="x", ylabel="f(x)")
        right.set(xlim=(-edge, edge), xlabel="x", ylabel="slope")
        graph.set_title("The function and its secants at x")
        right.set_title("The slopes of the secants at every x")
        graph.legend(fontsize="small")
        read = ", ".join(f"{name} {slope:.4g}" for name, slope in at_place.items())
        return Picture(
            figure,
            f"Left: {function} for x from {x[0]:.4g} to {edge:.4g}, with three secants at x = {place:.4g} for the step "
            f"h = {step:.4g}. Their slopes: {read}. Derivative: {derivative}. Right: the slopes of such secants at "
            "every x of the view.",
        )
