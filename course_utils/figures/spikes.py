"""The figures of notebook 02."""

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.axes import Axes

from course_utils.experiments.firing_rate_curves import RateCurve
from course_utils.experiments.receptor_models import MODELS, Fit
from course_utils.figures.picture import (
    BLACK,
    BLUE,
    GREEN,
    MARKERS,
    ORANGE,
    PURPLE,
    RED,
    SKY,
    Picture,
    new_figure,
    style,
)
from course_utils.hodgkin_huxley import AxonRun
from course_utils.recordings import SAMPLE_MS, Recording
from course_utils.spiking import LIFRun, Neuron, fit_relu, lif_rate_Hz

SPIKE_TOP_mV = -20.0  # the upper end of the strokes that stand for spikes
MODEL_STYLES = dict(
    zip(
        MODELS,
        ((SKY, ":"), (ORANGE, "--"), (BLUE, "-"), (GREEN, "-."), (PURPLE, (0, (5, 1))), (RED, (0, (1, 1)))),
        strict=True,
    )
)


def _draw_potential(axes: Axes, run: LIFRun, neuron: Neuron, until_ms: float) -> None:
    shown = run.time_ms <= until_ms
    axes.plot(run.time_ms[shown], run.membrane_potential_mV[shown], color=BLUE, label="membrane potential")
    spikes = run.spike_times_ms[run.spike_times_ms <= until_ms]
    if spikes.size:
        axes.vlines(spikes, neuron.threshold_mV, SPIKE_TOP_mV, color=RED, linewidth=1.5, label="spike (drawn in)")
    axes.axhline(neuron.threshold_mV, color=BLACK, linestyle="--", linewidth=1, label="threshold")


def current_and_potential(runs: Mapping[float, LIFRun], neuron: Neuron, until_ms: float = 60.0) -> Picture:
    """Draw what goes in and what it does, for steady currents that are switched on at time 0.

    Args:
        runs: by current in pA.
        neuron: that was simulated.
        until_ms: the end of the time that is drawn.

    Returns:
        The picture, with an alt text.
    """
    with style():
        figure = new_figure(8.5, 4.2)
        panels = figure.subplots(2, len(runs), sharex=True, sharey="row", height_ratios=(1, 2.2), squeeze=False)
        for column, (current, run) in enumerate(runs.items()):
            above, below = panels[:, column]
            above.step([-10, 0, until_ms], [0, 0, current], where="pre", color=ORANGE)
            above.plot([0, 0], [0, current], color=ORANGE)
            above.set(title=f"in: a current of {current:g} pA", ylim=(-20, 1.2 * max(runs)))
            below.plot([-10, 0], [neuron.rest_mV] * 2, color=BLUE)
            _draw_potential(below, run, neuron, until_ms)
            below.set(xlabel="time (ms)", ylim=(neuron.reset_mV - 3, SPIKE_TOP_mV + 3))
        panels[0, 0].set_ylabel("current (pA)")
        panels[1, 0].set_ylabel("potential (mV)")
        handles, labels = panels[1, -1].get_legend_handles_labels()
        panels[1, 0].legend(handles, labels, fontsize="small", loc="upper left")
        figure.suptitle("A current goes in; the membrane potential is what it does to the cell", fontsize=11)
        words = [
            f"for {current:g} pA the potential rises from {neuron.rest_mV:g} mV to {_top(run, neuron, until_ms)}"
            for current, run in runs.items()
        ]
        return Picture(
            figure,
            "Above, steady currents in pA that are switched on at time 0; below, the membrane potential in mV over "
            f"{until_ms:g} ms, with the threshold at {neuron.threshold_mV:g} mV: {'; '.join(words)}.",
        )


def _top(run: LIFRun, neuron: Neuron, until_ms: float) -> str:
    spikes = int((run.spike_times_ms <= until_ms).sum())
    if not spikes:
        return f"{run.membrane_potential_mV.max():.0f} mV and stays there, without a spike"
    return f"the threshold, again and again, with {spikes} spikes and a return to {neuron.reset_mV:g} mV after each"


def one_interval(neuron: Neuron, current_pA: float) -> Picture:
    """Draw the way from one spike to the next: the refractory time, then the climb toward a goal never reached.

    Args:
        neuron: its constants.
        current_pA: a steady current above rheobase.

    Returns:
        The picture, with an alt text.
    """
    goal = float(neuron.steady_potential_mV(current_pA))
    climb = 1000 / float(lif_rate_Hz(current_pA, neuron)) - neuron.t_ref_ms
    time = np.linspace(0, 2.6 * climb, 200)
    free = goal + (neuron.reset_mV - goal) * np.exp(-time / neuron.tau_ms)
    with style():
        figure = new_figure(7, 3.7)
        axes = figure.subplots()
        axes.plot([0, neuron.t_ref_ms], [neuron.reset_mV] * 2, color=BLUE)
        axes.plot(neuron.t_ref_ms + time, free, color=SKY, linestyle=":", label="if there were no threshold")
        axes.plot(neuron.t_ref_ms + time[time <= climb], free[time <= climb], color=BLUE, label="membrane potential")
        end = neuron.t_ref_ms + climb
        axes.vlines([0, end], neuron.threshold_mV, goal + 4, color=RED, label="spike (drawn in)")
        axes.axhline(neuron.threshold_mV, color=BLACK, linestyle="--", linewidth=1)
        axes.axhline(goal, color=GREEN, linestyle="-.", linewidth=1)
        right = neuron.t_ref_ms + time[-1]
        axes.text(right, neuron.threshold_mV - 0.6, "threshold", ha="right", va="top", fontsize="small")
        axes.text(right, goal + 0.6, "goal, E + R I", ha="right", va="bottom", color=GREEN, fontsize="small")
        low = neuron.reset_mV - 3
        for left, stop, text in ((0.0, neuron.t_ref_ms, "refractory"), (neuron.t_ref_ms, end, "climb")):
            axes.annotate("", (left, low), (stop, low), arrowprops={"arrowstyle": "<->", "color": BLACK})
            axes.text((left + stop) / 2, low - 0.7, text, ha="center", va="top", fontsize="small")
        axes.set(
            title=f"One interval at {current_pA:g} pA: {neuron.t_ref_ms:g} ms refractory and a climb of {climb:.2f} ms",
            xlabel="time since the last spike (ms)",
            ylabel="potential (mV)",
            ylim=(low - 4, goal + 5),
        )
        axes.legend(fontsize="small", loc="lower right", bbox_to_anchor=(1, 0.12))
        return Picture(
            figure,
            f"The membrane potential between two spikes at {current_pA:g} pA. It stays at {neuron.reset_mV:g} mV for "
            f"{neuron.t_ref_ms:g} ms, then climbs, ever more slowly, toward a goal of {goal:g} mV. After "
            f"{climb:.2f} ms it meets the threshold at {neuron.threshold_mV:g} mV, and the next spike comes.",
        )


def formula_and_simulation(simulated: RateCurve, neuron: Neuron) -> Picture:
    """Draw the rate by the formula as a line and simulated rates as dots.

    Args:
        simulated: rates at some currents.
        neuron: that was simulated.

    Returns:
        The picture, with an alt text.
    """
    current = np.linspace(0, float(simulated.current_pA.max()), 2001)
    with style():
        figure = new_figure()
        axes = figure.subplots()
        axes.plot(current, lif_rate_Hz(current, neuron), color=BLUE, label="formula")
        axes.plot(
            simulated.current_pA, simulated.rate_Hz, linestyle="none", marker="o", markersize=6, color=ORANGE,
            markeredgecolor=BLACK, label="simulation",
        )  # fmt: skip
        axes.axvline(neuron.rheobase_pA, color=BLACK, linestyle=":", linewidth=1)
        axes.text(neuron.rheobase_pA - 6, 0.55 * axes.get_ylim()[1], "rheobase", rotation=90, ha="right", va="center")
        axes.set(
            title="Silent up to rheobase, then a rate that grows", xlabel="current (pA)", ylabel="firing rate (Hz)"
        )
        axes.legend(loc="upper left")
        largest = float(np.max(np.abs(simulated.rate_Hz - lif_rate_Hz(simulated.current_pA, neuron))))
        return Picture(
            figure,
            f"Firing rate against current from 0 to {current[-1]:g} pA. It is 0 up to {neuron.rheobase_pA:g} pA, rises "
            f"steeply there and then bends over, to {lif_rate_Hz(current[-1], neuron):.0f} Hz at the right end. "
            f"The {simulated.current_pA.size} simulated dots lie on the line of the formula, none further than "
            f"{np.ceil(10 * largest) / 10:.1f} Hz away.",
        )


def toward_a_relu(neuron: Neuron, most_pA: float = 1000.0) -> Picture:
    """Draw the rate with and without a refractory time, and the ReLU with its hinge at half rheobase.

    Args:
        neuron: its constants.
        most_pA: the largest current.

    Returns:
        The picture, with an alt text.
    """
    free = Neuron(**{**vars(neuron), "t_ref_ms": 0.0})
    current = np.linspace(0, most_pA, 2001)
    half = neuron.rheobase_pA / 2
    slope = 1000 / (neuron.tau_ms * neuron.rheobase_pA)
    with style():
        figure = new_figure(7, 4)
        axes = figure.subplots()
        axes.plot(
            current,
            slope * np.maximum(0, current - half),
            color=BLUE,
            linestyle="--",
            label="ReLU, hinge at half rheobase",
        )
        axes.plot(current, lif_rate_Hz(current, free), color=ORANGE, label="neuron without refractory time")
        axes.plot(
            current,
            lif_rate_Hz(current, neuron),
            color=GREEN,
            linestyle="-.",
            label=f"neuron with {neuron.t_ref_ms:g} ms of it",
        )
        axes.plot([half], [0], marker="o", color=BLUE)
        axes.annotate("the hinge", (half, 0), (half - 70, 90), arrowprops={"arrowstyle": "->"}, ha="center")
        axes.set(
            title="Without a refractory time the rate clings to a ReLU",
            xlabel="current (pA)",
            ylabel="firing rate (Hz)",
        )
        axes.legend(loc="upper left", fontsize="small")
        ends = [slope * (most_pA - half), *(float(lif_rate_Hz(most_pA, one)) for one in (free, neuron))]
        return Picture(
            figure,
            f"Firing rate against current from 0 to {most_pA:g} pA. A ReLU with its hinge at {half:g} pA reaches "
            f"{ends[0]:.0f} Hz. The neuron without refractory time is silent up to {neuron.rheobase_pA:g} pA, rises "
            f"steeply to the ReLU and runs just below it, to {ends[1]:.0f} Hz. With a refractory time of "
            f"{neuron.t_ref_ms:g} ms the curve bends away, to {ends[2]:.0f} Hz.",
        )


def three_onsets(noiseless: RateCurve, noisy: RateCurve, axon: AxonRun) -> Picture:
    """Draw how firing begins: steeply, smoothly with noise, and with a jump in the squid's axon.

    Args:
        noiseless: rates of an integrate-and-fire neuron.
        noisy: rates of the same neuron when its input fluctuates.
        axon: rates of the squid's axon, currents in rising order.

    Returns:
        The picture, with an alt text.
    """
    slope, threshold = fit_relu(noisy.current_pA, noisy.rate_Hz)
    with style():
        figure = new_figure(9, 3.7)
        left, right = figure.subplots(1, 2)
        left.plot(noiseless.current_pA, noiseless.rate_Hz, color=BLUE, label="without noise")
        left.plot(
            noisy.current_pA,
            noisy.rate_Hz,
            color=ORANGE,
            linestyle="none",
            marker="s",
            markersize=5,
            label="with noise",
        )
        line = np.linspace(noisy.current_pA.min(), noisy.current_pA.max(), 400)
        left.plot(
            line,
            slope * np.maximum(0, line - threshold),
            color=BLACK,
            linestyle=":",
            label="best ReLU for the noisy one",
        )
        left.set(
            title="Integrate and fire: noise rounds the corner", xlabel="mean current (pA)", ylabel="firing rate (Hz)"
        )
        left.legend(fontsize="small", loc="upper left")
        fires = axon.rate_Hz > 0
        right.plot(
            axon.current_uA_cm2[~fires], axon.rate_Hz[~fires], "o", color=BLACK, fillstyle="none", label="falls silent"
        )
        right.plot(axon.current_uA_cm2[fires], axon.rate_Hz[fires], "o-", color=RED, label="fires on and on")
        right.set(
            title="Squid axon: from 0 to 50 Hz in one jump", xlabel="current (µA/cm²)", ylabel="firing rate (Hz)",
            ylim=(-4, 1.1 * axon.rate_Hz.max()),
        )  # fmt: skip
        right.legend(fontsize="small", loc="lower right")
        first = int(np.flatnonzero(fires)[0])
        return Picture(
            figure,
            "Left: an integrate-and-fire neuron. Without noise its rate is 0 up to a corner and then rises steeply; "
            "with noise it rises smoothly from well below the corner, near a ReLU that is fitted to it. Right: the "
            f"squid axon is silent up to {axon.current_uA_cm2[first - 1]:g} microamperes per square centimeter and "
            f"fires at about {axon.rate_Hz[first]:.0f} Hz at {axon.current_uA_cm2[first]:g}. No current that was tried "
            "gives a rate in between.",
        )


def axon_traces(run: AxonRun, columns: Sequence[int], until_ms: float = 300.0) -> Picture:
    """Draw the potential of some of the simulated axons.

    Args:
        run: a simulation of many axons.
        columns: the places of some of them in `run`.
        until_ms: the end of the time that is drawn.

    Returns:
        The picture, with an alt text.
    """
    shown = run.time_ms <= until_ms
    with style():
        figure = new_figure(8.5, 1.4 + 1.3 * len(columns))
        panels = figure.subplots(len(columns), 1, sharex=True, sharey=True, squeeze=False)[:, 0]
        for axes, column, color in zip(panels, columns, (BLACK, RED, BLUE), strict=False):
            axes.plot(run.time_ms[shown], run.membrane_potential_mV[shown, column], color=color, linewidth=1.3)
            axes.set_title(f"{run.current_uA_cm2[column]:g} µA/cm²", fontsize="small")
            axes.set_ylabel("mV")
        panels[-1].set_xlabel("time since the current was switched on (ms)")
        figure.suptitle("A little less current, and the axon falls silent", fontsize=11)
        counts = [_upward(run.membrane_potential_mV[shown, column]) for column in columns]
        words = "; ".join(
            f"at {run.current_uA_cm2[column]:g} microamperes per square centimeter {count} spikes"
            for column, count in zip(columns, counts, strict=True)
        )
        return Picture(figure, f"The membrane potential of simulated squid axons over {until_ms:g} ms: {words}.")


def _upward(potential_mV: np.ndarray) -> int:
    return int(np.sum((potential_mV[:-1] < 0) & (potential_mV[1:] >= 0)))


def recording_snippet(recording: Recording, start_ms: float, stop_ms: float) -> Picture:
    """Draw the loudness and the spikes of a part of a recording.

    Args:
        recording: of a real neuron.
        start_ms: where the part begins.
        stop_ms: where the part ends.

    Returns:
        The picture, with an alt text.
    """
    time = SAMPLE_MS * np.arange(recording.loudness_dB.size)
    shown = (time >= start_ms) & (time < stop_ms)
    spikes = recording.spike_times_ms[(recording.spike_times_ms >= start_ms) & (recording.spike_times_ms < stop_ms)]
    with style():
        figure = new_figure(8.5, 3.4)
        above, below = figure.subplots(2, 1, sharex=True, height_ratios=(3, 1))
        above.plot(time[shown], recording.loudness_dB[shown], color=ORANGE, linewidth=1.2)
        above.set(ylabel="loudness\n(dB from mean)", title="Spikes tend to follow loud moments by a few ms")
        below.vlines(spikes, 0, 1, color=RED, linewidth=1.5)
        below.set(ylabel="spikes", yticks=[], xlabel="time (ms)", xlim=(start_ms, stop_ms), ylim=(-0.1, 1.1))
        return Picture(
            figure,
            f"From {start_ms:g} to {stop_ms:g} ms of a recording. Above, the loudness of a sound, which goes up and "
            f"down quickly by some decibels. Below, {spikes.size} spikes as strokes, many of them soon after a loud "
            "moment.",
        )


def measured_curve(drive: np.ndarray, counts: np.ndarray, fit: Fit, bin_ms: float = 1.0, groups: int = 24) -> Picture:
    """Draw a neuron's rate against its drive, measured in groups of equally many bins, and the models' curves.

    Args:
        drive: in each bin, shape (n,).
        counts: spikes in each bin, shape (n,).
        fit: the models.
        bin_ms: the width of a bin.
        groups: how many points are drawn.

    Returns:
        The picture, with an alt text.
    """
    order = np.array_split(np.argsort(drive, kind="stable"), groups)
    middle = np.array([drive[group].mean() for group in order])
    rate = np.array([counts[group].mean() for group in order]) * 1000 / bin_ms
    error = np.array([np.sqrt(counts[group].sum()) / group.size for group in order]) * 1000 / bin_ms
    x = np.linspace(drive.min(), drive.max(), 500)
    with style():
        figure = new_figure(7.5, 4.4)
        axes = figure.subplots()
        for name, (color, line) in MODEL_STYLES.items():
            axes.plot(x, fit.curves[name](x), color=color, linestyle=line, label=name)
        axes.errorbar(middle, rate, error, color=BLACK, marker="o", markersize=4, linestyle="none", label="measured")
        axes.set(
            title="A real neuron: nearly silent, then rising", xlabel="drive (filtered loudness, standard deviations)",
            ylabel="firing rate (Hz)", ylim=(-10, 1.15 * float(rate.max())),
        )  # fmt: skip
        axes.legend(fontsize="small", loc="upper left")
        return Picture(
            figure,
            f"Measured firing rate against the drive in {groups} groups: a few Hz for a drive below -1, "
            "rising through about 50 Hz at a drive of 0 to some hundred Hz at the right. The curves of ReLU with a "
            "baseline, softplus and sigmoid all pass near the points; a straight line that stays above 0 does not, and "
            "an exponential is too low on the rise and too high at the far right.",
        )


def gains(by_recording: Mapping[str, Mapping[str, np.ndarray]]) -> Picture:
    """Draw each model's gain on each held-out part as a dot and their mean as a bar, one panel a recording."""
    with style():
        figure = new_figure(10, 3.8)
        panels = figure.subplots(1, len(by_recording), sharey=True, squeeze=False)[0]
        for axes, (title, models) in zip(panels, by_recording.items(), strict=True):
            for place, (name, values) in enumerate(models.items()):
                color = MODEL_STYLES[name][0]
                spread = place + np.linspace(-0.22, 0.22, values.size)
                axes.plot(spread, values, linestyle="none", marker=MARKERS[place], markersize=4, color=color)
                axes.hlines(values.mean(), place - 0.35, place + 0.35, color=BLACK, linewidth=2)
            labels = [name.replace(" + ", " +\n").replace("line ", "line\n") for name in models]
            axes.set_xticks(range(len(models)), labels, fontsize="small")
            axes.set_title(title)
            axes.axhline(0, color=BLACK, linewidth=0.8)
        panels[0].set_ylabel("gain (bits per spike)")
        figure.suptitle("Curves that bend beat the line in both; which bend is best, the data do not say", fontsize=11)
        words = ". ".join(
            f"{title}: " + ", ".join(f"{name} {values.mean():.2f}" for name, values in models.items())
            for title, models in by_recording.items()
        )
        return Picture(
            figure,
            f"Gain over a constant rate in bits per spike, one dot a held-out part, a bar at the mean. {words}. "
            "The dots of ReLU with a baseline, softplus and sigmoid cover the same range.",
        )


def rasters(trains: Mapping[str, np.ndarray], until_ms: float = 1000.0) -> Picture:
    """Draw spike trains above one another.

    Args:
        trains: by label, the times of the spikes in ms, shape (spikes,).
        until_ms: the end of the time that is drawn.

    Returns:
        The picture, with an alt text.
    """
    with style():
        figure = new_figure(8.5, 0.9 + 0.55 * len(trains))
        axes = figure.subplots()
        for row, (times, color) in enumerate(zip(trains.values(), (BLUE, RED, GREEN), strict=False)):
            axes.vlines(times[times <= until_ms], -row - 0.38, -row + 0.38, color=color, linewidth=1.3)
        axes.set_yticks([-row for row in range(len(trains))], list(trains))
        axes.set(xlabel="time (ms)", xlim=(0, until_ms), title="The same number of spikes, three rhythms")
        axes.grid(False)
        counts = ", ".join(f"{name}: {int((times <= until_ms).sum())}" for name, times in trains.items())
        return Picture(
            figure,
            f"Spikes as strokes over {until_ms:g} ms, one row for each of {len(trains)} neurons. Number of spikes in "
            f"{counts}. The first row is evenly spaced, the others are not.",
        )
