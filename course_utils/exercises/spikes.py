"""Notebook 02: a model neuron, its firing rate, and a real neuron."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from course_utils.autograder import ChoiceExercise, FunctionExercise, Probe, Tolerance, several_floats

NOTEBOOK = "02_spikes.ipynb"
ANSWERS = "course_utils.answers.spikes"

READY_MADE = (
    "course_utils.spiking",
    "course_utils.hodgkin_huxley",
    "course_utils.experiments",
    "course_utils.explorers",
    "course_utils.answers",
    "lif_rate_Hz",
    "simulate_lif",
    "fit_relu",
)
FLOATS = Tolerance(rtol=1e-6, atol=1e-9)


def _step_probes(seed: int) -> tuple[Probe, ...]:
    rng = np.random.default_rng(seed)
    low, high, near, far = (
        float(np.round(value, 1)) for value in rng.uniform((-90, -70, 20, 400), (-80, -56, 90, 900))
    )
    calls = (
        ("leak", (-65.0, 0.0, 1.0)),
        ("leak", (high, 0.0, 0.5)),
        ("leak", (low, 0.0, 0.1)),
        ("leak", (-40.0, 0.0, 1.0)),  # above threshold, because a step knows nothing of spikes
        ("input", (-75.0, 300.0, 1.0)),
        ("input", (-75.0, far, 0.1)),
        ("input", (-75.0, -near, 0.5)),
        ("both", (-60.0, 100.0, 1.0)),
        ("both", (high, far, 0.2)),
        ("both", (low, near, 0.01)),
        ("both", (-56.0, 900.0, 1.0)),
    )
    whole = [Probe((-70, 200, 1), "both", ordinary=False, dtype=False)]
    return (*(Probe(args, region, dtype=False) for region, args in calls), *whole)


euler_step = FunctionExercise(
    id="spikes.euler_step",
    title="One step in time",
    points=2,
    names=("euler_step",),
    parameters=("v_mV", "current_pA", "dt_ms"),
    answers=ANSWERS,
    draw_probes=_step_probes,
    region_labels={
        "leak": "right without a current: the leak alone",
        "input": "right from rest: the current alone",
        "both": "right with leak and current",
    },
    forbids=READY_MADE,
    tolerance=FLOATS,
    hints=(
        "The formula gives how fast V changes, in mV per ms. Over `dt_ms` it changes by that times `dt_ms`.",
        "`R_MOhm * current_pA` is in microvolts. How many microvolts are a millivolt?",
        "The new potential is `v_mV` plus `dt_ms / tau_ms` times (leak plus drive), all in mV.",
    ),
    not_checked="arrays of potentials, and other values of the constants.",
)


def _count_probes(seed: int) -> tuple[Probe, ...]:
    rng = np.random.default_rng(seed)
    weak, middle, strong = (float(round(value)) for value in rng.uniform((215, 320, 380), (250, 350, 450)))

    def duration() -> float:
        return float(round(rng.uniform(2000, 3000)))  # of which one spike more or less is within the 3 percent

    calls = (
        ("silent", (100.0, 300.0)),
        ("silent", (195.0, 500.0)),
        ("silent", (0.0, 200.0)),
        ("first", (300.0, 10.0)),  # the first spike comes at 11 ms, if V starts at rest
        ("first", (300.0, 12.0)),
        ("first", (float(round(rng.uniform(330, 400))), 12.0)),
        ("firing", (300.0, 1000.0)),
        ("firing", (middle, 2000.0)),
        ("firing", (middle, duration())),
        ("near_rheobase", (weak, 2000.0)),
        ("near_rheobase", (weak, duration())),
        ("strong", (strong, 1500.0)),
        ("strong", (strong, duration())),
    )
    return tuple(Probe(args, region, dtype=False) for region, args in calls)


count_spikes = FunctionExercise(
    id="spikes.count_spikes",
    title="Simulate and count",
    points=4,
    names=("count_spikes",),
    parameters=("current_pA", "duration_ms"),
    answers=ANSWERS,
    draw_probes=_count_probes,
    region_labels={
        "silent": "right for a current below rheobase",
        "first": "right when there is time for one spike at most",
        "firing": "right, within 3 percent, for a medium current",
        "near_rheobase": "right, within 3 percent, not far above rheobase",
        "strong": "right, within 3 percent, for a strong current",
    },
    known_beforehand=("silent", "first"),
    forbids=READY_MADE,
    # a refractory time that is one step longer, or a smaller step, changes the count by up to 2 percent
    tolerance=Tolerance(rtol=0.03, atol=0.0),
    hints=(
        "Two things change from step to step: the potential, and how many refractory steps are left.",
        "2 ms are 20 steps of 0.1 ms. While any of them are left, count one down and leave V alone.",
        "In each other step: `v = euler_step(v, current_pA, 0.1)`; if `v >= threshold_mV`, count a spike, set "
        "`v = reset_mV`, and 20 refractory steps are left.",
    ),
    not_checked="the times of the spikes, other time steps, and whether you simulated or calculated.",
)


def _rate_probes(seed: int) -> tuple[Probe, ...]:
    rng = np.random.default_rng(seed)

    def draw(low: float, high: float, *shape: int) -> np.ndarray:
        return np.round(rng.uniform(low, high, shape), 1)

    t_ref = float(np.round(rng.uniform(2.5, 5), 1))  # never the 2 ms of the text
    calls = (
        ("above", (np.array([300.0]), 2.0)),
        ("above", (draw(210, 600, 5), 2.0)),
        ("above", (draw(210, 600, 4), t_ref)),
        ("strong", (np.array([2000.0, 10000.0]), 2.0)),
        ("strong", (draw(1000, 5000, 3), t_ref)),
        ("no_refractory", (np.array([800.0]), 0.0)),
        ("no_refractory", (draw(210, 2000, 4), 0.0)),
        ("below", (np.array([150.0]), 2.0)),
        ("below", (np.array([-100.0, -20.0]), 2.0)),
        ("below", (-draw(1, 500, 3), t_ref)),
        ("below", (draw(1, 195, 3), 0.0)),
        ("mixed", (np.array([0.0, 100.0, 250.0, 400.0]), 2.0)),
        ("mixed", (np.append(draw(-300, 900, 8), [-20.0, 350.0]), t_ref)),
    )
    edges = (
        ("below", (np.array([0.0, 200.0]), 2.0)),
        ("mixed", (np.array([100, 200, 300]), 2)),
    )
    return (
        *(Probe(args, region, dtype=False) for region, args in calls),
        *(Probe(args, region, ordinary=False, dtype=False) for region, args in edges),
    )


firing_rate = FunctionExercise(
    id="spikes.firing_rate",
    title="The firing rate as a formula",
    points=4,
    names=("firing_rate",),
    parameters=("current_pA", "t_ref_ms"),
    answers=ANSWERS,
    draw_probes=_rate_probes,
    region_labels={
        "above": "right above rheobase",
        "strong": "right for strong currents",
        "no_refractory": "right without a refractory time",
        "below": "right for currents up to rheobase",
        "mixed": "right for an array with weak and strong currents",
    },
    known_beforehand=("below",),
    forbids=READY_MADE,
    tolerance=FLOATS,
    hints=(
        "First the interval in ms: `t_ref_ms` plus `tau_ms` times a logarithm. The rate is one over that.",
        "One spike every 4 ms is 0.25 spikes per ms, and 250 per second.",
        "Below rheobase the fraction has no meaning. Begin with zeros and fill in the rates where "
        "`R_MOhm * current_pA / 1000 + E_mV > threshold_mV`.",
    ),
    not_checked="single numbers, lists, arrays that are empty or not 1-D, infinities and NaN. Warnings cost nothing.",
)


def _hinge_probes(seed: int) -> tuple[Probe, ...]:
    rng = np.random.default_rng(seed)

    def hinge(slope: float, threshold: float, current: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        return current, slope * np.maximum(0, current - threshold)

    def around(threshold: float, width: float, n: int) -> np.ndarray:
        return np.round(np.sort(threshold + rng.uniform(-width, width, n)), 1)

    def drawn() -> tuple[float, float]:
        slope, threshold = np.round(rng.uniform((0.2, 120), (0.9, 250)), 2)
        return slope, threshold

    slope, threshold = drawn()
    spread = np.concatenate([np.linspace(20, 100, 5), np.round(rng.uniform(260, 500, 6), 1)])
    calls = (
        ("steps", hinge(0.5, 100.0, np.arange(0.0, 401.0, 50.0))),
        ("steps", hinge(0.25, 120.0, np.arange(0.0, 401.0, 50.0))),
        ("steps", hinge(*drawn(), np.arange(0.0, 401.0, 50.0))),
        ("uneven", hinge(slope, threshold, np.sort(spread))),
        ("uneven", hinge(2 * slope, 300.0, np.concatenate([around(200.0, 80, 4), around(500.0, 150, 5)]))),
        ("rising", hinge(0.4, 60.0, np.array([100.0, 150.0, 200.0, 300.0]))),
        ("rising", hinge(slope, drawn()[1] / 4, np.array([100.0, 150.0, 200.0, 300.0]))),
        ("other_units", hinge(400 * slope, drawn()[1] / 1000, np.linspace(0, 0.5, 11))),
        ("other_units", hinge(slope / 1000, 210.0, np.linspace(0, 500, 11))),
    )
    unsorted = hinge(0.5, 210.0, np.array([400.0, 100.0, 300.0, 200.0, 250.0, 0.0]))
    return (
        *(Probe(args, region, dtype=False) for region, args in calls),
        Probe(unsorted, "uneven", ordinary=False, dtype=False),
    )


def _two_numbers(names: Mapping[str, Any], current: np.ndarray, rate: np.ndarray) -> Any:
    return several_floats(names["fit_hinge"](current, rate), 2)


def _fit_in_words(probe: Probe) -> str:
    current, rate = (np.array2string(values, separator=", ", precision=4) for values in probe.args)
    return f"`fit_hinge(np.array({current}), np.array({rate}))`".replace("\n", "")


fit_hinge = FunctionExercise(
    id="spikes.fit_hinge",
    title="Find the hinge in a curve of rates",
    points=3,
    names=("fit_hinge",),
    parameters=("current", "rate"),
    answers=ANSWERS,
    draw_probes=_hinge_probes,
    scenario=_two_numbers,
    describe=_fit_in_words,
    region_labels={
        "steps": "right for evenly spaced currents",
        "uneven": "right for unevenly spaced currents",
        "rising": "right when every rate is above 0",
        "other_units": "right in other units",
    },
    forbids=READY_MADE,
    tolerance=Tolerance(rtol=0.01, atol=0.0),
    hints=(
        "Left of the threshold the rate is 0, and those points say nothing about the slope. Which points lie on the "
        "rising line?",
        "`np.polyfit(x, y, 1)` returns the slope and the intercept of the straight line through points, in that order.",
        "The line slope * I + intercept is 0 where I = -intercept / slope. That is the threshold.",
    ),
    not_checked="curves that are no exact hinge, and fewer than three points on the rising line.",
)


def _interval_probes(seed: int) -> tuple[Probe, ...]:
    rng = np.random.default_rng(seed)
    irregular = np.cumsum(rng.exponential(10, 40) + 2)
    calls = (
        ("regular", (np.arange(5.0, 105.0, 10.0),)),
        ("regular", (np.linspace(0, 60, 6),)),
        ("irregular", (np.array([3.0, 10.0, 30.0]),)),
        ("irregular", (np.array([100.0, 101.0, 103.0, 130.0, 131.0]),)),
        ("irregular", (np.round(irregular, 1),)),
        ("irregular", (np.round(500 + np.cumsum(rng.uniform(5, 15, 12)), 2),)),
        ("bursts", (np.array([10.0, 12.0, 14.0, 90.0, 92.0, 94.0, 170.0, 172.0]),)),
        ("bursts", (np.add.outer(np.cumsum(np.round(rng.uniform(60, 90, 3), 1)), [0.0, 2.0, 4.0]).ravel(),)),
    )
    whole = (np.array([0, 4, 5, 20]),)
    return (
        *(Probe(args, region, dtype=False) for region, args in calls),
        Probe(whole, "irregular", ordinary=False, dtype=False),
    )


coefficient_of_variation = FunctionExercise(
    id="spikes.coefficient_of_variation",
    title="How regular is it?",
    points=2,
    names=("coefficient_of_variation",),
    parameters=("spike_times_ms",),
    answers=ANSWERS,
    draw_probes=_interval_probes,
    region_labels={
        "regular": "right for a clockwork",
        "irregular": "right for irregular spikes",
        "bursts": "right for spikes in bursts",
    },
    known_beforehand=("regular",),
    forbids=READY_MADE,
    tolerance=FLOATS,
    hints=(
        "First the intervals: the time from each spike to the next. `np.diff` does that.",
        "Then their standard deviation, divided by their mean. Both are NumPy functions.",
    ),
    not_checked="fewer than three spikes, times that are not in order, and lists.",
)


def _gain_probes(seed: int) -> tuple[Probe, ...]:
    rng = np.random.default_rng(seed)

    def draw(bins: int, mean: float, follow: float) -> tuple[np.ndarray, np.ndarray, float]:
        counts = rng.poisson(mean, bins)
        counts[0] += 1  # so that every recording has a spike
        expected = np.round((1 - follow) * mean + follow * counts + rng.uniform(0.02, 0.1, bins), 3)
        return counts, expected, float(mean)

    calls = (
        ("better", (np.array([0, 1, 0, 1]), np.array([0.2, 0.8, 0.2, 0.8]), 0.5)),
        ("better", draw(8, 1.5, 0.7)),
        ("better", draw(40, 0.3, 0.5)),
        ("worse", (np.array([0, 1, 0, 1]), np.array([0.8, 0.2, 0.8, 0.2]), 0.5)),
        ("worse", (np.array([0, 2, 1]), np.array([1.5, 0.3, 2.5]), 0.75)),
        ("worse", (np.array([0, 3, 0, 1]), np.round(rng.uniform((2, 0.1, 2, 0.1), (4, 0.6, 4, 0.6)), 2), 1.0)),
        ("totals", (np.array([1, 0, 2]), np.array([3.0, 3.0, 3.0]), 1.0)),
        ("totals", (np.array([0, 0, 1, 0]), np.array([0.1, 0.1, 0.4, 0.1]), 0.5)),
        ("totals", (np.array([1, 0, 2, 1]), np.round(rng.uniform(2, 5, 4), 2), 1.0)),
        ("same", (np.array([1, 0, 0, 3]), np.full(4, 0.25), 0.25)),
    )
    return tuple(Probe(args, region, dtype=False) for region, args in calls)


bits_per_spike = FunctionExercise(
    id="spikes.bits_per_spike",
    title="What a model gains",
    points=3,
    names=("bits_per_spike",),
    parameters=("counts", "expected", "constant"),
    answers=ANSWERS,
    draw_probes=_gain_probes,
    region_labels={
        "better": "right for a model that is better than a constant rate",
        "worse": "right for a model that is worse than a constant rate",
        "totals": "right for a model that expects too many or too few spikes",
        "same": "right for a model that is the constant rate",
    },
    known_beforehand=("same",),
    forbids=READY_MADE,
    tolerance=FLOATS,
    hints=(
        "Write one helper that sums n ln(m) - m over the bins. Use it for the model and for the constant.",
        "For the constant, m is the same number in each bin, and it is subtracted once for each bin.",
        "Then divide the difference by the number of spikes, `counts.sum()`, and by `np.log(2)`.",
    ),
    not_checked="bins where a model expects exactly 0 spikes, recordings without a spike, and lists.",
)

resembles = ChoiceExercise(
    id="spikes.resembles",
    title="What ReLU's output resembles",
    points=1,
    names=("resembles",),
    answers=ANSWERS,
    options={
        "A": "the membrane potential",
        "B": "a single spike",
        "C": "the firing rate",
        "D": "the input current",
    },
    hints=(
        "Which of the four can be 0, or any positive number, and never negative?",
        "A spike is there or not. Potential and current can have either sign. What is left?",
    ),
    not_checked="how you came to your answer.",
)

dale = ChoiceExercise(
    id="spikes.dale",
    title="Weights of both signs",
    points=1,
    names=("dale",),
    answers=ANSWERS,
    options={
        "A": "One neuron, as a rule, either excites all its targets or inhibits them all.",
        "B": "A firing rate cannot be negative, so a sum of rates, and with it every weight, cannot be either.",
        "C": "There is no inhibition in the brain.",
        "D": "Strengths of synapses are whole numbers.",
    },
    hints=(
        "The unit sends one and the same output along both weights. What would its two targets feel?",
        "Look up what Dale's principle says of the synapses that one neuron makes.",
    ),
    not_checked="how you came to your answer.",
)
