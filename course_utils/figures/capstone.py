"""The figures of notebook 09: a patient beside a healthy network."""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes

from course_utils.experiments.patients import Patient
from course_utils.figures.picture import BLUE, LINES, MARKERS, ORANGE, Picture, new_figure, style

LOOKS = ((BLUE, LINES[0], MARKERS[0]), (ORANGE, LINES[1], MARKERS[1]))
WINDOW, HIGHEST = 10, 5000.0


def losses(networks: Sequence[Patient]) -> Picture:
    """Draw the loss of each training step, averaged over ten, as far as the losses are finite."""
    said = []
    with style(), np.errstate(all="ignore"):
        figure = new_figure(7, 3.4)
        axes = figure.subplots()
        for network, (color, line, _) in zip(networks, LOOKS, strict=False):
            seen = network.losses[np.isfinite(network.losses)]
            # no average over losses that break off, because they do so within a few steps
            width = WINDOW if len(seen) == len(network.losses) else 1
            blocks = seen[: len(seen) // width * width].reshape(-1, width).mean(axis=1)
            steps = width * np.arange(len(blocks)) + (width + 1) / 2
            axes.plot(steps, np.minimum(blocks, HIGHEST), color=color, linestyle=line, label=network.label)
            if width == 1:
                axes.plot(steps[-1:], np.minimum(blocks[-1:], HIGHEST), color=color, marker="x", markersize=9)
            stays = blocks[-1] > 0.9 * blocks[0]
            ending = "breaks off, no number any more" if width == 1 else "stays" if stays else "falls"
            said.append(f"{network.label}: {ending}")
        axes.axhline(np.log(10), color="#666666", linewidth=1, linestyle=":", label="log 10, a blind guess")
        axes.set(title="The loss during training", xlabel="training step", ylabel="loss")
        axes.set_yscale("log")
        axes.minorticks_off()
        axes.set_yticks([0.3, 1, 2.3, 10, 100, 1000], ["0.3", "1", "2.3", "10", "100", "1,000"])
        highest = max(float(n.losses[np.isfinite(n.losses)].max()) for n in networks)
        axes.set_ylim(0.2, min(max(12, 1.3 * highest), 1.3 * HIGHEST))
        axes.legend(fontsize="small")
        return Picture(
            figure, f"Loss against training step on a logarithmic axis. {'; '.join(said)}. A dotted line marks log 10."
        )


def layers(networks: Sequence[Patient], count: int = 200) -> Picture:
    """Draw, for the untrained networks, the variance of the pre-activations and the size of the gradient by layer.

    Args:
        networks: two, the patient first.
        count: how many digits the gradient is taken over.

    Returns:
        The picture, with an alt text.
    """
    said = []
    with style(), np.errstate(all="ignore"):
        figure = new_figure(9, 3.6)
        up, down = figure.subplots(1, 2)
        for network, (color, line, marker) in zip(networks, LOOKS, strict=False):
            X, y = network.digits
            variances = [float(z.var(dtype=np.float64)) for z in network.untrained.forward(X).pre_activations]
            sizes = [float(np.sqrt(np.mean(g**2))) for g in network.untrained.gradients(X[:count], y[:count])]
            for axes, values in ((up, variances), (down, sizes)):
                _by_layer(axes, values, color, line, marker, network.label)
            said.append(f"{network.label}: the variance {_course(variances)}; the gradient {_course(sizes[::-1])}")
        for axes in (up, down):
            low, high = axes.get_ylim()
            axes.set_ylim(min(low, high / 1e4), max(high, low * 1e4))
        up.set(title="On the way up: the signal", ylabel="variance of the pre-activations")
        down.set(title="On the way down: the gradient", ylabel="root mean square of dL/dz")
        up.legend(fontsize="small")
        return Picture(
            figure,
            "Two panels against the layer, 11 of them, on logarithmic axes: the variance on the way up, the size of "
            f"the gradient on the way down. {'. '.join(said)}.",
        )


def dead_units(networks: Sequence[Patient]) -> Picture:
    """Draw the share of dead units in each hidden layer, before and after training."""
    said = []
    with style():
        figure = new_figure(9, 3.3)
        panels = figure.subplots(1, 2, sharey=True)
        for network, (color, line, marker) in zip(networks, LOOKS, strict=False):
            X, _ = network.digits
            for axes, sealed, when in zip(
                panels, (network.untrained, network.trained), ("before", "after"), strict=True
            ):
                passed = sealed.forward(X)
                finite = bool(np.isfinite(passed.output).all())
                shares = [float((z <= 0).all(axis=0).mean()) for z in passed.pre_activations[:-1]] if finite else []
                axes.plot(
                    range(1, len(shares) + 1), shares, color=color, linestyle=line, marker=marker,
                    label=network.label if finite else f"{network.label}: no numbers",
                )  # fmt: skip
                words = (
                    ("few", "some", "most")[int(np.digitize(np.mean(shares), (0.12, 0.5)))] if finite else "no numbers"
                )
                said.append(f"{network.label} {when} training: {words}")
        for axes, title in zip(panels, ("Before training", "After training"), strict=True):
            axes.set(title=f"{title}: dead units", xlabel="hidden layer", ylim=(-0.04, 1.04))
            axes.set_xticks(range(1, 11))
            axes.legend(fontsize="small")
        panels[0].set_ylabel("share of 48 units")
        return Picture(figure, f"Share of dead units in each of ten hidden layers, in two panels. {'; '.join(said)}.")


def _by_layer(axes: Axes, values: Sequence[float], color: str, line: object, marker: str, label: str) -> None:
    shown = [value if np.isfinite(value) and value > 1e-30 else np.nan for value in values]
    axes.plot(range(1, len(values) + 1), shown, color=color, linestyle=line, marker=marker, markersize=4, label=label)
    axes.set_yscale("log")
    axes.set_xlabel("layer")
    axes.set_xticks(range(1, len(values) + 1))


def _course(values: Sequence[float]) -> str:
    """Return in a word how values change from the first to the last, or that they are 0."""
    if not values[0] > 1e-20 or not values[-1] > 1e-20:
        return "is 0 or nearly so"
    ratio = values[-1] / values[0]
    return "grows" if ratio > 50 else "shrinks" if ratio < 0.02 else "keeps its size, roughly"
