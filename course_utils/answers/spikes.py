"""Answers to notebook 02."""

from course_utils.autograder.answers import Answers, Misconception
from course_utils.autograder.properties import Aspect, Values

# Why no check could refuse some mutants.
ONE_STEP = "one step of 0.1 ms more or less, which the notebook leaves open: the promise is 3 percent"
SAME_MASK = "a mask or itself is the mask"

SETUP = """
import math
import numpy as np

E_mV, R_MOhm, tau_ms = -75.0, 100.0, 10.0
threshold_mV, reset_mV = -55.0, -75.0
"""

EULER_STEP = Answers(
    setup=SETUP,
    solution="""
def euler_step(v_mV, current_pA, dt_ms):
    drive_mV = R_MOhm * current_pA / 1000
    return v_mV + dt_ms / tau_ms * (E_mV - v_mV + drive_mV)
""",
    explanation="The speed (E - V + R I) / tau, in mV per ms, holds for dt ms. A megohm times a picoampere is a microvolt, hence the 1000.",
    others={
        "in_nA": """
def euler_step(v_mV, current_pA, dt_ms):
    current_nA = current_pA * 1e-3
    slope = (-(v_mV - E_mV) + R_MOhm * current_nA) / tau_ms
    return v_mV + slope * dt_ms
""",
        "in_SI_units": """
def euler_step(v_mV, current_pA, dt_ms):
    v, i, dt = v_mV * 1e-3, current_pA * 1e-12, dt_ms * 1e-3
    r, e, tau = R_MOhm * 1e6, E_mV * 1e-3, tau_ms * 1e-3
    return 1e3 * (v + dt * (e - v + r * i) / tau)
""",
        "toward_a_goal": """
def euler_step(v_mV, current_pA, dt_ms):
    goal = E_mV + R_MOhm * current_pA / 1000
    share = dt_ms / tau_ms
    return (1 - share) * v_mV + share * goal
""",
        "lambda": "euler_step = lambda v_mV, current_pA, dt_ms: v_mV + dt_ms * (E_mV - v_mV + 0.1 * current_pA) / tau_ms",
    },
    ranking=(
        ("negative_current_ignored",),
        ("resets_at_threshold", "drive_without_dt"),
        ("without_leak", "picoamperes_as_nanoamperes", "leak_away_from_rest", "drive_outside_the_brackets"),
    ),
    misconceptions=(
        Misconception(
            "picoamperes_as_nanoamperes",
            "def euler_step(v_mV, current_pA, dt_ms):\n    return v_mV + dt_ms / tau_ms * (E_mV - v_mV + R_MOhm * current_pA)",
            breaks=Values("input"),
            message="Yours makes the current a thousand times too strong: a megohm times a picoampere is a microvolt, not a millivolt.",
            hint="Divide `R_MOhm * current_pA` by 1000 before you add it to millivolts.",
        ),
        Misconception(
            "leak_away_from_rest",
            "def euler_step(v_mV, current_pA, dt_ms):\n    return v_mV + dt_ms / tau_ms * (v_mV - E_mV + R_MOhm * current_pA / 1000)",
            breaks=Values("leak"),
            message="In yours the leak drives V away from rest: above E it rises, without any current.",
            hint="Where V is above E, `E_mV - v_mV` is negative. That is what brings it back.",
        ),
        Misconception(
            "change_alone",
            "def euler_step(v_mV, current_pA, dt_ms):\n    return dt_ms / tau_ms * (E_mV - v_mV + R_MOhm * current_pA / 1000)",
            breaks=Values("leak"),
            message="Yours returns by how much V changes. We want the new V.",
            hint="Add the change to `v_mV`.",
        ),
        Misconception(
            "speed_alone",
            "def euler_step(v_mV, current_pA, dt_ms):\n    return (E_mV - v_mV + R_MOhm * current_pA / 1000) / tau_ms",
            breaks=Values("leak"),
            message="Yours returns how fast V changes, in mV per ms. We want V after `dt_ms`.",
            hint="Multiply the speed by `dt_ms`, and add that to `v_mV`.",
        ),
        Misconception(
            "whole_step",
            "def euler_step(v_mV, current_pA, dt_ms):\n    return v_mV + (E_mV - v_mV + R_MOhm * current_pA / 1000) / tau_ms",
            breaks=Values("leak"),
            message="Yours takes a step of 1 ms, whatever `dt_ms` says.",
            hint="A step half as long changes V half as much. Where does `dt_ms` stand in yours?",
        ),
        Misconception(
            "without_leak",
            "def euler_step(v_mV, current_pA, dt_ms):\n    return v_mV + dt_ms / tau_ms * R_MOhm * current_pA / 1000",
            breaks=Values("leak"),
            message="Yours has no leak: without a current, V should come back toward E.",
            hint="The term `E_mV - v_mV` is missing.",
        ),
        Misconception(
            "without_rest",
            "def euler_step(v_mV, current_pA, dt_ms):\n    return v_mV + dt_ms / tau_ms * (-v_mV + R_MOhm * current_pA / 1000)",
            breaks=Values("leak"),
            message="In yours V leaks toward 0 mV. The membrane rests at E, -75 mV.",
            hint="The leak is proportional to `E_mV - v_mV`, not to `-v_mV`.",
        ),
        Misconception(
            "step_in_seconds",
            "def euler_step(v_mV, current_pA, dt_ms):\n    return v_mV + dt_ms / 1000 / tau_ms * (E_mV - v_mV + R_MOhm * current_pA / 1000)",
            breaks=Values("leak"),
            message="Yours turns `dt_ms` into seconds and leaves `tau_ms` in milliseconds: V moves a thousand times too slowly.",
            hint="Only the ratio of the two times counts. Leave both in ms.",
        ),
        Misconception(
            "without_tau",
            "def euler_step(v_mV, current_pA, dt_ms):\n    return v_mV + dt_ms * (E_mV - v_mV + R_MOhm * current_pA / 1000)",
            breaks=Values("leak"),
            message="Yours leaves `tau_ms` out, so V moves ten times too fast.",
            hint="The speed is divided by `tau_ms`.",
        ),
        Misconception(
            "drive_outside_the_brackets",
            "def euler_step(v_mV, current_pA, dt_ms):\n    return v_mV + dt_ms / tau_ms * (E_mV - v_mV) + R_MOhm * current_pA / 1000",
            breaks=Values("input"),
            message="Yours adds the whole drive in each step, whatever `dt_ms` and `tau_ms` are.",
            hint="The brackets in the formula hold leak and drive together.",
        ),
        Misconception(
            "exact_solution",
            "def euler_step(v_mV, current_pA, dt_ms):\n    goal = E_mV + R_MOhm * current_pA / 1000\n    return goal + (v_mV - goal) * np.exp(-dt_ms / tau_ms)",
            breaks=Values("leak"),
            message="Yours is the exact solution of the equation, which is better than Euler's step, and another number.",
            hint="Here we ask for one step of Euler's method: no exponential.",
        ),
        Misconception(
            "resets_at_threshold",
            "def euler_step(v_mV, current_pA, dt_ms):\n    v = v_mV + dt_ms / tau_ms * (E_mV - v_mV + R_MOhm * current_pA / 1000)\n    return reset_mV if v >= threshold_mV else v",
            breaks=Values("leak"),
            message="Yours sets V back at the threshold. The step itself knows no threshold.",
            hint="Return the new V, however high it is. Spikes and reset come in the next exercise.",
        ),
        Misconception(
            "drive_subtracted",
            """
def euler_step(v_mV, current_pA, dt_ms):
    dv = -(v_mV - E_mV + R_MOhm * current_pA / 1000)
    return v_mV + dv / tau_ms * dt_ms
""",
            breaks=Values("input"),
            message="Yours subtracts the drive: a positive current should pull V up.",
            hint="Mind the brackets: E - V and then + R I.",
        ),
        Misconception(
            "drive_without_dt",
            """
def euler_step(v_mV, current_pA, dt_ms):
    leak = (E_mV - v_mV) * dt_ms
    drive = R_MOhm * current_pA / 1000
    return v_mV + (leak + drive) / tau_ms
""",
            breaks=Values("input"),
            message="Yours leaves `dt_ms` out of the drive. The step multiplies the whole speed, leak and drive.",
            hint="Close the bracket after the drive.",
        ),
        Misconception(
            "many_small_steps",
            """
def euler_step(v_mV, current_pA, dt_ms):
    n = 100
    small = dt_ms / n
    v = v_mV
    for i in range(n):
        v = v + small / tau_ms * (E_mV - v + R_MOhm * current_pA / 1000)
    return v
""",
            breaks=Values("leak"),
            message="Yours divides the step into many small ones. That is nearer to the truth, and here one step of Euler is asked for.",
            hint="One step: the speed at the start, times `dt_ms`.",
        ),
        Misconception(
            "times_tau",
            """
def euler_step(v_mV, current_pA, dt_ms):
    alpha = dt_ms * tau_ms
    target = E_mV + R_MOhm * current_pA / 1000
    return v_mV * (1 - alpha) + alpha * target
""",
            breaks=Values("leak"),
            message="Yours multiplies by `tau_ms`. A slow membrane, with a large tau, moves less in a step: divide.",
            hint="What is the unit of `dt_ms * tau_ms`? And of `dt_ms / tau_ms`?",
        ),
        Misconception(
            "drive_too_weak",
            """
def euler_step(v_mV, current_pA, dt_ms):
    current_uA = current_pA * 1e-6
    drive_mV = R_MOhm * current_uA
    return v_mV + dt_ms * (E_mV - v_mV + drive_mV) / tau_ms
""",
            breaks=Values("input"),
            message="Yours makes the current a thousand times too weak: a megohm times a picoampere is a microvolt, a thousandth of a millivolt.",
            hint="1 MOhm times 1 pA is 1e6 times 1e-12 volts.",
        ),
        Misconception(
            "negative_current_ignored",
            """
def euler_step(v_mV, current_pA, dt_ms):
    if current_pA > 0:
        drive = R_MOhm * current_pA / 1000
    else:
        drive = 0
    return v_mV + dt_ms * (E_mV - v_mV + drive) / tau_ms
""",
            breaks=Values("input"),
            message="Yours takes no notice of negative currents. They pull V down.",
            hint="The equation holds for currents of either sign.",
        ),
    ),
)

STEP = """
def euler_step(v_mV, current_pA, dt_ms):
    return v_mV + dt_ms / tau_ms * (E_mV - v_mV + R_MOhm * current_pA / 1000)
"""

COUNT_SPIKES = Answers(
    setup=SETUP + STEP,
    solution="""
def count_spikes(current_pA, duration_ms):
    v, waiting, spikes = E_mV, 0, 0
    for _ in range(round(duration_ms / 0.1)):
        if waiting > 0:
            waiting -= 1
            continue
        v = euler_step(v, current_pA, 0.1)
        if v >= threshold_mV:
            spikes += 1
            v, waiting = reset_mV, 20
    return spikes
""",
    explanation="The potential climbs for some steps, a spike is counted, and the next 20 steps pass without any change.",
    others={
        "time_of_the_last_spike": """
def count_spikes(current_pA, duration_ms):
    dt, v, last, times = 0.1, E_mV, -np.inf, []
    for t in np.arange(0, duration_ms, dt):
        if t - last < 2.0:
            v = reset_mV
        else:
            v = v + dt / tau_ms * (E_mV - v + R_MOhm * current_pA / 1000)
        if v >= threshold_mV:
            times.append(t)
            v, last = reset_mV, t
    return len(times)
""",
        "while_loop_with_a_clock": """
def count_spikes(current_pA, duration_ms):
    t = 0.0
    v = reset_mV
    n = 0
    while t < duration_ms:
        v = euler_step(v, current_pA, 0.1)
        t += 0.1
        if v > threshold_mV:
            n += 1
            v = reset_mV
            t += 2.0
    return n
""",
        "smaller_step": """
def count_spikes(current_pA, duration_ms, dt_ms=0.02):
    steps = int(duration_ms / dt_ms)
    v = np.full(steps + 1, E_mV)
    spiked = np.zeros(steps + 1, dtype=bool)
    free_from = 0
    for k in range(steps):
        v[k + 1] = euler_step(v[k], current_pA, dt_ms) if k >= free_from else reset_mV
        if v[k + 1] >= threshold_mV:
            spiked[k + 1] = True
            v[k + 1] = reset_mV
            free_from = k + 1 + round(2.0 / dt_ms)
    return spiked.sum()
""",
        "calculated": """
def count_spikes(current_pA, duration_ms):
    drive = R_MOhm * current_pA / 1000
    if drive <= threshold_mV - E_mV:
        return 0
    climb = tau_ms * math.log(drive / (drive - (threshold_mV - E_mV)))
    return math.floor((duration_ms - climb) / (climb + 2.0)) + 1
""",
    },
    ranking=(("starts_at_0_mV",), ("stops_at_the_first_spike", "no_refractory_time")),
    misconceptions=(
        Misconception(
            "no_refractory_time",
            """
def count_spikes(current_pA, duration_ms):
    v, spikes = E_mV, 0
    for _ in range(round(duration_ms / 0.1)):
        v = euler_step(v, current_pA, 0.1)
        if v >= threshold_mV:
            spikes += 1
            v = reset_mV
    return spikes
""",
            breaks=Values("strong"),
            message="Yours fires too often: either there is no pause after a spike, or V climbs on during it.",
            hint="After each spike, V stays at reset for 2 ms. How many steps of 0.1 ms are that?",
        ),
        Misconception(
            "no_reset",
            """
def count_spikes(current_pA, duration_ms):
    v, spikes = E_mV, 0
    for _ in range(round(duration_ms / 0.1)):
        v = euler_step(v, current_pA, 0.1)
        if v >= threshold_mV:
            spikes += 1
    return spikes
""",
            breaks=Values("firing"),
            message="Yours never resets V. Once above threshold it stays there, and each step counts as a spike.",
            hint="A spike sends V back to `reset_mV`.",
        ),
        Misconception(
            "waits_without_reset",
            """
def count_spikes(current_pA, duration_ms):
    v, waiting, spikes = E_mV, 0, 0
    for _ in range(round(duration_ms / 0.1)):
        if waiting > 0:
            waiting -= 1
            continue
        v = euler_step(v, current_pA, 0.1)
        if v >= threshold_mV:
            spikes += 1
            waiting = 20
    return spikes
""",
            breaks=Values("firing"),
            message="Yours waits after a spike and then fires again at once: V is still above threshold.",
            hint="A spike sends V back to `reset_mV`, -75 mV.",
        ),
        Misconception(
            "duration_counts_steps",
            """
def count_spikes(current_pA, duration_ms):
    v, waiting, spikes = E_mV, 0, 0
    for _ in range(int(duration_ms)):
        if waiting > 0:
            waiting -= 1
            continue
        v = euler_step(v, current_pA, 0.1)
        if v >= threshold_mV:
            spikes += 1
            v, waiting = reset_mV, 20
    return spikes
""",
            breaks=Values("firing"),
            message="Yours takes as many steps as there are milliseconds, so it stops after a tenth of the time.",
            hint="Each step is 0.1 ms: `duration_ms` holds ten times as many.",
        ),
        Misconception(
            "starts_at_0_mV",
            """
def count_spikes(current_pA, duration_ms):
    v, waiting, spikes = 0.0, 0, 0
    for _ in range(round(duration_ms / 0.1)):
        if waiting > 0:
            waiting -= 1
            continue
        v = euler_step(v, current_pA, 0.1)
        if v >= threshold_mV:
            spikes += 1
            v, waiting = reset_mV, 20
    return spikes
""",
            breaks=Values("silent"),
            message="Yours starts at 0 mV, which is above threshold, so that it fires once at the beginning even without a current.",
            hint="The neuron starts at rest, at `E_mV`.",
        ),
        Misconception(
            "rate_in_Hz",
            """
def count_spikes(current_pA, duration_ms):
    v, waiting, spikes = E_mV, 0, 0
    for _ in range(round(duration_ms / 0.1)):
        if waiting > 0:
            waiting -= 1
            continue
        v = euler_step(v, current_pA, 0.1)
        if v >= threshold_mV:
            spikes += 1
            v, waiting = reset_mV, 20
    return 1000 * spikes / duration_ms
""",
            breaks=Values("strong"),
            message="Yours returns spikes per second. Here we count the spikes in `duration_ms`.",
            hint="Return the count itself.",
        ),
        Misconception(
            "stops_at_the_first_spike",
            """
def count_spikes(current_pA, duration_ms):
    v, spikes = E_mV, 0
    for _ in range(round(duration_ms / 0.1)):
        v = euler_step(v, current_pA, 0.1)
        if v >= threshold_mV:
            spikes += 1
            return spikes
    return spikes
""",
            breaks=Values("firing"),
            message="Yours returns at the first spike.",
            hint="The last `return` belongs after the loop, and none inside it.",
        ),
        Misconception(
            "same_for_every_current",
            """
def count_spikes(current_pA, duration_ms):
    v = E_mV
    spikes = 0
    wait = 0
    for _ in range(int(duration_ms * 10)):
        if wait > 0:
            wait -= 1
            continue
        v = euler_step(v, 300.0, 0.1)
        if v >= threshold_mV:
            spikes += 1
            v = reset_mV
            wait = 20
    return spikes
""",
            breaks=Values("silent"),
            message="Yours has a current of its own, and takes no notice of `current_pA`.",
            hint="Which current does your step get?",
        ),
    ),
    equivalent={
        ("(E_mV, 0, 0)", "(E_mV, 1, 0)"): ONE_STEP,
        ("(E_mV, 0, 0)", "(E_mV, 0.5, 0)"): ONE_STEP,
        ("waiting > 0", "waiting >= 0"): ONE_STEP,
        ("waiting > 0", "waiting > 1"): ONE_STEP,
        ("(reset_mV, 20)", "(reset_mV, 21)"): ONE_STEP,
        ("waiting > 0", "waiting > 0.5"): "whole numbers: the same question",
        ("waiting > 0", "waiting + waiting > 0"): "the same question",
        ("v >= ", "v > "): "no potential is exactly at threshold",
    },
)

FIRING_RATE = Answers(
    setup=SETUP + STEP,
    solution="""
def firing_rate(current_pA, t_ref_ms):
    drive_mV = R_MOhm * current_pA / 1000
    rate_Hz = np.zeros_like(drive_mV)
    fires = drive_mV + E_mV > threshold_mV
    goal_mV = drive_mV[fires] + E_mV
    interval_ms = t_ref_ms + tau_ms * np.log((goal_mV - reset_mV) / (goal_mV - threshold_mV))
    rate_Hz[fires] = 1000 / interval_ms
    return rate_Hz
""",
    explanation="The formula is used only where the current is above rheobase. Everywhere else the zeros stay.",
    others={
        "where_with_safe_numbers": """
def firing_rate(current_pA, t_ref_ms):
    goal = E_mV + R_MOhm * current_pA * 1e-3
    above = np.where(goal > threshold_mV, goal - threshold_mV, 1.0)
    interval = t_ref_ms + tau_ms * np.log1p((threshold_mV - reset_mV) / above)
    return np.where(goal > threshold_mV, 1e3 / interval, 0.0)
""",
        "formula_then_zeros": """
def firing_rate(current_pA, t_ref_ms):
    goal = E_mV + R_MOhm * current_pA / 1000
    with np.errstate(all="ignore"):
        interval_s = (t_ref_ms + tau_ms * np.log((goal - reset_mV) / (goal - threshold_mV))) / 1000
        rate = 1 / interval_s
    rate[goal <= threshold_mV] = 0
    return rate
""",
        "one_by_one": """
def firing_rate(current_pA, t_ref_ms):
    def single(i):
        if i <= 200:
            return 0.0
        return 1000 / (t_ref_ms + 10 * math.log(0.1 * i / (0.1 * i - 20)))
    return np.array([single(i) for i in current_pA])
""",
        "clipped": """
def firing_rate(current_pA, t_ref_ms):
    over = np.clip(current_pA / 200, 1, None)
    with np.errstate(divide="ignore"):
        return 1000 / (t_ref_ms - tau_ms * np.log(1 - 1 / over))
""",
    },
    ranking=(
        ("zeros_like_whole_numbers",),
        ("nan_to_zero_alone", "maximum_with_nan", "formula_everywhere", "drops_weak_currents"),
        ("without_refractory_time", "refractory_time_subtracted"),
    ),
    misconceptions=(
        Misconception(
            "per_millisecond",
            """
def firing_rate(current_pA, t_ref_ms):
    goal = E_mV + R_MOhm * current_pA / 1000
    rate = np.zeros(len(current_pA))
    on = goal > threshold_mV
    rate[on] = 1 / (t_ref_ms + tau_ms * np.log((goal[on] - reset_mV) / (goal[on] - threshold_mV)))
    return rate
""",
            breaks=Values("above"),
            message="Yours counts spikes per millisecond. A rate in Hz is per second: a thousand times as many.",
            hint="The interval is in ms, and a second has 1000 of them.",
        ),
        Misconception(
            "interval",
            """
def firing_rate(current_pA, t_ref_ms):
    goal = E_mV + R_MOhm * current_pA / 1000
    interval = np.zeros(len(current_pA))
    on = goal > threshold_mV
    interval[on] = t_ref_ms + tau_ms * np.log((goal[on] - reset_mV) / (goal[on] - threshold_mV))
    return interval
""",
            breaks=Values("above"),
            message="Yours returns the interval between two spikes, in ms. The rate is one over that.",
            hint="The longer the interval, the lower the rate.",
        ),
        Misconception(
            "picoamperes_as_nanoamperes",
            """
def firing_rate(current_pA, t_ref_ms):
    goal = E_mV + R_MOhm * current_pA
    rate = np.zeros(len(current_pA))
    on = goal > threshold_mV
    rate[on] = 1000 / (t_ref_ms + tau_ms * np.log((goal[on] - reset_mV) / (goal[on] - threshold_mV)))
    return rate
""",
            breaks=Values("above"),
            message="Yours makes the current a thousand times too strong: a megohm times a picoampere is a microvolt.",
            hint="Divide `R_MOhm * current_pA` by 1000 to get millivolts.",
        ),
        Misconception(
            "formula_everywhere",
            """
def firing_rate(current_pA, t_ref_ms):
    goal = E_mV + R_MOhm * current_pA / 1000
    return 1000 / (t_ref_ms + tau_ms * np.log((goal - reset_mV) / (goal - threshold_mV)))
""",
            breaks=Values("below"),
            message="Yours uses the formula below rheobase too. There it is the logarithm of a negative number, NaN, or a negative rate.",
            hint="Up to rheobase the rate is 0. The formula is for the currents above it.",
        ),
        Misconception(
            "nan_to_zero_alone",
            """
def firing_rate(current_pA, t_ref_ms):
    goal = E_mV + R_MOhm * current_pA / 1000
    return np.nan_to_num(1000 / (t_ref_ms + tau_ms * np.log((goal - reset_mV) / (goal - threshold_mV))))
""",
            breaks=Values("below"),
            message="Yours turns NaN into 0, and yet some rates are negative: for a negative current the fraction is positive again.",
            hint="Ask whether the current is above rheobase, not whether the result is NaN.",
        ),
        Misconception(
            "without_refractory_time",
            """
def firing_rate(current_pA, t_ref_ms):
    goal = E_mV + R_MOhm * current_pA / 1000
    rate = np.zeros(len(current_pA))
    on = goal > threshold_mV
    rate[on] = 1000 / (tau_ms * np.log((goal[on] - reset_mV) / (goal[on] - threshold_mV)))
    return rate
""",
            breaks=Values("above"),
            message="Yours leaves the refractory time out: it is right only where that is 0.",
            hint="Each interval is `t_ref_ms` longer than the climb.",
        ),
        Misconception(
            "upside_down",
            """
def firing_rate(current_pA, t_ref_ms):
    goal = E_mV + R_MOhm * current_pA / 1000
    rate = np.zeros(len(current_pA))
    on = goal > threshold_mV
    rate[on] = 1000 / (t_ref_ms + tau_ms * np.log((goal[on] - threshold_mV) / (goal[on] - reset_mV)))
    return rate
""",
            breaks=Values("above"),
            message="Yours has the fraction upside down, so that its logarithm is negative.",
            hint="The way from reset is longer than the way from threshold: the larger one goes on top.",
        ),
        Misconception(
            "the_relu_it_tends_to",
            """
def firing_rate(current_pA, t_ref_ms):
    return 1000 / tau_ms * np.maximum(0, current_pA / 200 - 0.5)
""",
            breaks=Values("no_refractory"),
            message="Yours is a ReLU with its hinge at half rheobase: what the rate tends to for strong currents and no refractory time.",
            hint="Here we want the formula itself, with its logarithm.",
        ),
        Misconception(
            "common_logarithm",
            """
def firing_rate(current_pA, t_ref_ms):
    goal = E_mV + R_MOhm * current_pA / 1000
    rate = np.zeros(len(current_pA))
    on = goal > threshold_mV
    rate[on] = 1000 / (t_ref_ms + tau_ms * np.log10((goal[on] - reset_mV) / (goal[on] - threshold_mV)))
    return rate
""",
            breaks=Values("above"),
            message="Yours takes the logarithm to base 10. ln is the natural one.",
            hint="In NumPy the natural logarithm is `np.log`.",
        ),
        Misconception(
            "one_number_only",
            """
def firing_rate(current_pA, t_ref_ms):
    goal = E_mV + R_MOhm * current_pA / 1000
    if goal <= threshold_mV:
        return 0.0
    return 1000 / (t_ref_ms + tau_ms * np.log((goal - reset_mV) / (goal - threshold_mV)))
""",
            breaks=Aspect.RUNS,
            message="Yours takes single numbers alone: `if` needs one True or False, and an array gives one for each element.",
            hint="Make a mask, `goal > threshold_mV`, and use it in brackets, or in `np.where`.",
        ),
        Misconception(
            "maximum_with_nan",
            """
def firing_rate(current_pA, t_ref_ms):
    goal = E_mV + R_MOhm * current_pA / 1000
    return np.maximum(0, 1000 / (t_ref_ms + tau_ms * np.log((goal - reset_mV) / (goal - threshold_mV))))
""",
            breaks=Values("below"),
            message="Yours is NaN between 0 pA and rheobase: there the formula has no value, and taking the larger of it and 0, or zeroing negative currents or rates, does not remove NaN.",
            hint="Ask whether the current is above rheobase, and use the formula only there.",
            variants=(
                """
def firing_rate(current_pA, t_ref_ms):
    goal = E_mV + R_MOhm * current_pA / 1000
    rate = 1000 / (t_ref_ms + tau_ms * np.log((goal - reset_mV) / (goal - threshold_mV)))
    return np.where(rate < 0, 0, rate)
""",
            ),
        ),
        Misconception(
            "drops_weak_currents",
            """
def firing_rate(current_pA, t_ref_ms):
    goal = E_mV + R_MOhm * current_pA / 1000
    goal = goal[goal > threshold_mV]
    return 1000 / (t_ref_ms + tau_ms * np.log((goal - reset_mV) / (goal - threshold_mV)))
""",
            breaks=Aspect.SHAPE,
            message="Yours leaves the weak currents out, so the result is shorter than the input.",
            hint="Begin with an array of zeros as long as `current_pA`, and fill in the rates where the neuron fires.",
        ),
        Misconception(
            "zeros_like_whole_numbers",
            """
def firing_rate(current_pA, t_ref_ms):
    goal = E_mV + R_MOhm * current_pA / 1000
    rate = np.zeros_like(current_pA)
    on = goal > threshold_mV
    rate[on] = 1000 / (t_ref_ms + tau_ms * np.log((goal[on] - reset_mV) / (goal[on] - threshold_mV)))
    return rate
""",
            breaks=Values("mixed"),
            message="If the currents are whole numbers, yours keeps the rates in an array of whole numbers too, which cuts off the decimals.",
            hint="`np.zeros_like` takes over the type of its array. Make the array of zeros with `np.zeros(len(current_pA))`, whose numbers have decimals.",
        ),
        Misconception(
            "zeros_of_whole_numbers",
            """
def firing_rate(current_pA, t_ref_ms):
    goal = E_mV + R_MOhm * current_pA / 1000
    rate = np.zeros(len(current_pA), dtype=int)
    on = goal > threshold_mV
    rate[on] = 1000 / (t_ref_ms + tau_ms * np.log((goal[on] - reset_mV) / (goal[on] - threshold_mV)))
    return rate
""",
            breaks=Values("above"),
            message="Yours keeps the rates in an array of whole numbers, which cuts off the decimals.",
            hint="Make the array of zeros with `np.zeros(len(current_pA))`, whose numbers have decimals.",
        ),
        Misconception(
            "refractory_time_subtracted",
            """
def firing_rate(current_pA, t_ref_ms):
    out = np.zeros(current_pA.shape)
    for k in range(len(out)):
        V = E_mV + R_MOhm * current_pA[k] / 1000
        if V > threshold_mV:
            climb = tau_ms * np.log((V - reset_mV) / (V - threshold_mV))
            out[k] = 1000 / (climb - t_ref_ms)
    return out
""",
            breaks=Values("above"),
            message="Yours subtracts the refractory time. After a spike the neuron waits, so an interval is longer by it.",
            hint="How long is it from one spike to the next: the pause and the climb.",
        ),
        Misconception(
            "refractory_time_of_2_ms",
            """
def firing_rate(current_pA, t_ref_ms):
    t_ref_ms = 2.0
    goals = E_mV + R_MOhm * current_pA / 1000
    with np.errstate(invalid="ignore", divide="ignore"):
        rate = 1000 / (t_ref_ms + tau_ms * np.log((goals - reset_mV) / (goals - threshold_mV)))
    return np.where(goals > threshold_mV, rate, 0.0)
""",
            breaks=Values("no_refractory"),
            message="Yours has a refractory time of 2 ms, whatever `t_ref_ms` says.",
            hint="The argument is there to be used.",
        ),
        Misconception(
            "without_tau",
            """
def firing_rate(current_pA, t_ref_ms):
    v_goal = E_mV + R_MOhm * current_pA / 1000
    yes = v_goal > threshold_mV
    f = np.zeros(len(v_goal))
    top = v_goal[yes] - reset_mV
    bottom = v_goal[yes] - threshold_mV
    f[yes] = 1000 / (t_ref_ms + np.log(top / bottom))
    return f
""",
            breaks=Values("above"),
            message="Yours leaves out `tau_ms`, which multiplies the logarithm.",
            hint="The slower the membrane, the longer the climb.",
        ),
    ),
    equivalent={
        ("E_mV > ", "E_mV >= "): "at rheobase the interval is infinite, the rate 0",
        ("zeros_like(drive_mV)", "zeros_like(drive_mV + drive_mV)"): "zeros of the same shape",
        ("rate_Hz[fires]", "rate_Hz[fires + fires]"): SAME_MASK,
        ("drive_mV[fires]", "drive_mV[fires + fires]"): SAME_MASK,
    },
)

FIT_HINGE = Answers(
    setup=SETUP,
    solution="""
def fit_hinge(current, rate):
    rising = rate > 0
    slope, intercept = np.polyfit(current[rising], rate[rising], 1)
    return slope, -intercept / slope
""",
    explanation="Only the points above 0 lie on the rising line. The hinge is where that line meets 0.",
    others={
        "two_points": """
def fit_hinge(current, rate):
    order = np.argsort(current)
    x, y = current[order], rate[order]
    slope = (y[-1] - y[-2]) / (x[-1] - x[-2])
    return [slope, x[-1] - y[-1] / slope]
""",
        "least_squares": """
def fit_hinge(current, rate):
    keep = np.flatnonzero(rate)
    A = np.column_stack([current[keep], np.ones(keep.size)])
    solution = np.linalg.lstsq(A, rate[keep], rcond=None)[0]
    return np.array([solution[0], -solution[1] / solution[0]])
""",
        "curve_fit": """
from scipy.optimize import curve_fit
def fit_hinge(current, rate):
    hinge = lambda i, a, t: a * np.maximum(0, i - t)
    on = rate > 0
    start = [rate.max() / np.ptp(current), current[on].min() - 0.05 * np.ptp(current)]
    best = curve_fit(hinge, current, rate, p0=start)[0]
    return tuple(best)
""",
        "scan": """
def fit_hinge(current, rate):
    best = None
    for threshold in np.linspace(current.min() - np.ptp(current), current.max(), 20001)[:-1]:
        hinge = np.maximum(0, current - threshold)
        slope = hinge @ rate / (hinge @ hinge)
        error = np.sum((rate - slope * hinge) ** 2)
        if best is None or error < best[0]:
            best = error, slope, threshold
    return best[1:]
""",
    },
    ranking=(
        ("swapped",),
        (
            "wrong_sign",
            "one_over_the_slope",
            "last_silent_current",
            "intercept",
            "first_current_that_fires",
            "midpoint",
            "index",
        ),
        ("line_through_all_points",),
    ),
    misconceptions=(
        Misconception(
            "line_through_all_points",
            """
def fit_hinge(current, rate):
    slope, intercept = np.polyfit(current, rate, 1)
    return slope, -intercept / slope
""",
            breaks=Values("steps"),
            message="Yours draws one straight line through all points. The zeros on the flat side pull it down and make it too shallow.",
            hint="Keep only the points with `rate > 0`.",
        ),
        Misconception(
            "intercept",
            """
def fit_hinge(current, rate):
    rising = rate > 0
    slope, intercept = np.polyfit(current[rising], rate[rising], 1)
    return slope, intercept
""",
            breaks=Values("steps"),
            message="Yours returns the intercept, the line's height at current 0. The threshold is the current where the line is 0.",
            hint="Solve slope * I + intercept = 0 for I.",
        ),
        Misconception(
            "wrong_sign",
            """
def fit_hinge(current, rate):
    rising = rate > 0
    slope, intercept = np.polyfit(current[rising], rate[rising], 1)
    return slope, intercept / slope
""",
            breaks=Values("steps"),
            message="Your threshold has the right size and the wrong sign.",
            hint="slope * I + intercept = 0 gives I = -intercept / slope.",
        ),
        Misconception(
            "swapped",
            """
def fit_hinge(current, rate):
    rising = rate > 0
    slope, intercept = np.polyfit(current[rising], rate[rising], 1)
    return -intercept / slope, slope
""",
            breaks=Values("steps"),
            message="Yours returns the threshold first. The slope should come first.",
            hint="Change the order in your last line.",
        ),
        Misconception(
            "first_current_that_fires",
            """
def fit_hinge(current, rate):
    rising = rate > 0
    slope, intercept = np.polyfit(current[rising], rate[rising], 1)
    return slope, current[rising].min()
""",
            breaks=Values("steps"),
            message="Your threshold is the smallest current that was tried with a rate above 0. The hinge lies somewhat to its left.",
            hint="Where would the rising line reach 0?",
        ),
        Misconception(
            "last_silent_current",
            """
def fit_hinge(current, rate):
    rising = rate > 0
    slope, intercept = np.polyfit(current[rising], rate[rising], 1)
    silent = current[~rising]
    return slope, silent.max() if silent.size else current.min()
""",
            breaks=Values("uneven"),
            message="Your threshold is the largest current that was tried with rate 0. The hinge may lie anywhere up to the next one.",
            hint="Where would the rising line reach 0?",
        ),
        Misconception(
            "line_through_the_origin",
            """
def fit_hinge(current, rate):
    rising = rate > 0
    slope = np.sum(current[rising] * rate[rising]) / np.sum(current[rising] ** 2)
    return slope, 0.0
""",
            breaks=Values("steps"),
            message="Yours is the best line through the point (0, 0): a ReLU whose threshold is 0.",
            hint="A line has a slope and an intercept. `np.polyfit(x, y, 1)` finds both.",
        ),
        Misconception(
            "axes_swapped",
            """
def fit_hinge(current, rate):
    rising = rate > 0
    slope, intercept = np.polyfit(rate[rising], current[rising], 1)
    return slope, -intercept / slope
""",
            breaks=Values("steps"),
            message="Yours fits the current to the rate, so that the slope comes out as one over what it should be.",
            hint="`np.polyfit(x, y, 1)` takes x first. Here that is the current.",
        ),
        Misconception(
            "one_over_the_slope",
            """
def fit_hinge(current, rate):
    rising = rate > 0
    return np.polyfit(rate[rising], current[rising], 1)
""",
            breaks=Values("steps"),
            message="Your threshold is right. Your slope says how much more current one more Hz takes; we want the rate that one more unit of current gives.",
            hint="The slope is upside down: fit the rate to the current, or take one over it.",
        ),
        Misconception(
            "midpoint",
            """
def fit_hinge(current, rate):
    on = rate > 0
    slope = np.polyfit(current[on], rate[on], 1)[0]
    if on.all():
        return slope, current.min()
    return slope, (current[~on].max() + current[on].min()) / 2
""",
            breaks=Values("steps"),
            message="Your threshold lies in the middle between the last silent current and the first that fires. The line through the firing ones says where it really meets 0.",
            hint="Where is the height of that line 0?",
        ),
        Misconception(
            "index",
            """
def fit_hinge(current, rate):
    on = rate > 0
    slope, b = np.polyfit(current[on], rate[on], 1)
    theta = np.argmax(on)
    return slope, theta
""",
            breaks=Values("steps"),
            message="Your threshold is a place in the array, not a current.",
            hint="At which current is the height of the line 0?",
        ),
        Misconception(
            "slope_over_the_whole_range",
            """
def fit_hinge(current, rate):
    a = (max(rate) - min(rate)) / (max(current) - min(current))
    i = np.argmax(rate)
    theta = current[i] - rate[i] / a
    return a, theta
""",
            breaks=Values("steps"),
            message="Your slope is taken over the whole range, the flat part with it. Only the firing currents lie on the rising line.",
            hint="Which of the currents have a rate above 0?",
        ),
    ),
    equivalent={
        ("rising = rate", "rising = rate + rate"): "twice as much is as positive",
        ("current[rising]", "current[rising + rising]"): SAME_MASK,
        ("rate[rising]", "rate[rising + rising]"): SAME_MASK,
    },
)

COEFFICIENT_OF_VARIATION = Answers(
    setup=SETUP,
    solution="""
def coefficient_of_variation(spike_times_ms):
    intervals_ms = np.diff(spike_times_ms)
    return np.std(intervals_ms) / np.mean(intervals_ms)
""",
    explanation="The spread of the intervals in units of their mean: 0 for a clockwork, and no unit at all.",
    others={
        "slices": """
def coefficient_of_variation(spike_times_ms):
    gaps = spike_times_ms[1:] - spike_times_ms[:-1]
    return gaps.std() / gaps.mean()
""",
        "by_hand": """
def coefficient_of_variation(spike_times_ms):
    t = list(spike_times_ms)
    gaps = [b - a for a, b in zip(t, t[1:])]
    mean = sum(gaps) / len(gaps)
    return math.sqrt(sum((g - mean) ** 2 for g in gaps) / len(gaps)) / mean
""",
        "relative_first": """
def coefficient_of_variation(spike_times_ms):
    d = np.diff(spike_times_ms)
    return float(np.sqrt(np.var(d / d.mean())))
""",
        "statistics_module": """
import statistics
def coefficient_of_variation(spike_times_ms):
    gaps = np.diff(spike_times_ms).astype(float).tolist()
    return statistics.pstdev(gaps) / statistics.fmean(gaps)
""",
    },
    ranking=(("divides_by_one_less", "in_percent", "squared", "variance_over_mean", "standard_deviation_alone"),),
    misconceptions=(
        Misconception(
            "times_instead_of_intervals",
            "def coefficient_of_variation(spike_times_ms):\n    return np.std(spike_times_ms) / np.mean(spike_times_ms)",
            breaks=Values("regular"),
            message="Yours takes the times of the spikes. We want the intervals between them.",
            hint="`np.diff` gives the intervals.",
        ),
        Misconception(
            "variance_over_mean",
            "def coefficient_of_variation(spike_times_ms):\n    d = np.diff(spike_times_ms)\n    return np.var(d) / np.mean(d)",
            breaks=Values("irregular"),
            message="Yours divides the variance by the mean, which is in ms. The standard deviation is its square root.",
            hint="`np.std` in the place of `np.var`.",
        ),
        Misconception(
            "upside_down",
            "def coefficient_of_variation(spike_times_ms):\n    d = np.diff(spike_times_ms)\n    return np.mean(d) / np.std(d)",
            breaks=Values("irregular"),
            message="Yours divides the mean by the standard deviation: the more regular, the larger. It should be the other way round.",
            hint="A clockwork should give 0.",
        ),
        Misconception(
            "standard_deviation_alone",
            "def coefficient_of_variation(spike_times_ms):\n    return np.std(np.diff(spike_times_ms))",
            breaks=Values("irregular"),
            message="Yours is the standard deviation in ms. Divide it by the mean interval.",
            hint="The coefficient of variation has no unit.",
        ),
        Misconception(
            "divides_by_one_less",
            "def coefficient_of_variation(spike_times_ms):\n    d = np.diff(spike_times_ms)\n    return np.std(d, ddof=1) / np.mean(d)",
            breaks=Values("irregular"),
            message="Yours estimates the standard deviation with n - 1 (`ddof=1`), which is a good thing elsewhere. We asked for NumPy's own, with n.",
            hint="Leave `ddof` out.",
        ),
        Misconception(
            "interval_from_zero",
            "def coefficient_of_variation(spike_times_ms):\n    d = np.diff(spike_times_ms, prepend=0)\n    return np.std(d) / np.mean(d)",
            breaks=Values("regular"),
            message="Yours counts the time before the first spike as an interval. An interval lies between two spikes.",
            hint="n spikes have n - 1 intervals between them.",
        ),
        Misconception(
            "in_percent",
            "def coefficient_of_variation(spike_times_ms):\n    d = np.diff(spike_times_ms)\n    return 100 * np.std(d) / np.mean(d)",
            breaks=Values("irregular"),
            message="Yours is in percent. We want the ratio itself.",
            hint="Leave the 100 out.",
        ),
        Misconception(
            "squared",
            "def coefficient_of_variation(spike_times_ms):\n    d = np.diff(spike_times_ms)\n    return np.var(d) / np.mean(d) ** 2",
            breaks=Values("irregular"),
            message="Yours is the square of the coefficient of variation: the variance over the squared mean.",
            hint="`np.std` over the mean, without squares.",
        ),
        Misconception(
            "last_interval_left_out",
            """
def coefficient_of_variation(spike_times_ms):
    gaps = []
    for i in range(len(spike_times_ms) - 2):
        gaps.append(spike_times_ms[i + 1] - spike_times_ms[i])
    return np.std(gaps) / np.mean(gaps)
""",
            breaks=Values("irregular"),
            message="Yours leaves out the last interval.",
            hint="How many intervals are there between n spikes?",
        ),
        Misconception(
            "median",
            """
def coefficient_of_variation(spike_times_ms):
    isi = np.diff(spike_times_ms)
    middle = np.median(isi)
    return np.std(isi) / middle
""",
            breaks=Values("irregular"),
            message="Yours divides by the median of the intervals. Asked is the mean.",
            hint="The two differ when a few intervals are long.",
        ),
        Misconception(
            "mean_deviation",
            """
def coefficient_of_variation(spike_times_ms):
    isi = np.diff(spike_times_ms)
    avg = isi.mean()
    spread = np.mean(np.abs(isi - avg))
    return spread / avg
""",
            breaks=Values("irregular"),
            message="Yours takes the mean distance from the mean. The standard deviation is the root of the mean squared distance.",
            hint="`np.std` computes the standard deviation.",
        ),
        Misconception(
            "second_differences",
            """
def coefficient_of_variation(spike_times_ms):
    isi = np.diff(spike_times_ms, 2)
    return np.std(isi) / np.mean(isi)
""",
            breaks=Values("regular"),
            message="Yours takes differences twice: `np.diff(..., 2)` is how much each interval differs from the one before.",
            hint="One `np.diff` makes intervals of times.",
        ),
        Misconception(
            "intervals_around_the_end",
            """
def coefficient_of_variation(spike_times_ms):
    n = len(spike_times_ms)
    intervals = np.zeros(n)
    for i in range(n):
        intervals[i] = spike_times_ms[i] - spike_times_ms[i - 1]
    return intervals.std() / intervals.mean()
""",
            breaks=Values("regular"),
            message="Yours has one interval too many: at i = 0, the index -1 is the last spike, so the first spike minus the last is counted as well.",
            hint="Between n spikes there are n - 1 intervals.",
        ),
    ),
    equivalent={
        (
            "np.diff(spike_times_ms)",
            "np.diff(spike_times_ms + spike_times_ms)",
        ): "the coefficient of variation does not depend on the unit of time",
    },
)

BITS_PER_SPIKE = Answers(
    setup=SETUP,
    solution="""
def bits_per_spike(counts, expected, constant):
    model = np.sum(counts * np.log(expected) - expected)
    flat = np.sum(counts * np.log(constant) - constant)
    return (model - flat) / (counts.sum() * np.log(2))
""",
    explanation="The two log-likelihoods, subtracted, and then expressed per spike and in bits.",
    others={
        "log2": """
def bits_per_spike(counts, expected, constant):
    surprise = counts * np.log2(expected / constant) - (expected - constant) / np.log(2)
    return surprise.sum() / counts.sum()
""",
        "helper": """
def bits_per_spike(counts, expected, constant):
    def log_likelihood(m):
        return sum(n * math.log(v) - v for n, v in zip(counts, m))
    gain = log_likelihood(expected) - log_likelihood([constant] * len(counts))
    return gain / sum(counts) / math.log(2)
""",
        "scipy_with_factorials": """
from scipy.stats import poisson
def bits_per_spike(counts, expected, constant):
    nats = poisson.logpmf(counts, expected).sum() - poisson.logpmf(counts, constant).sum()
    return nats / np.log(2) / counts.sum()
""",
    },
    ranking=(
        ("absolute",),
        (
            "nats",
            "per_bin",
            "total",
            "times_ln_2",
            "spikes_alone",
            "only_the_logarithm_in_bits",
            "constant_minus_model",
        ),
    ),
    misconceptions=(
        Misconception(
            "nats",
            "def bits_per_spike(counts, expected, constant):\n    return np.sum(counts * np.log(expected / constant) - expected + constant) / counts.sum()",
            breaks=Values("better"),
            message="Yours measures in nats: that is the unit of the natural logarithm. A bit is ln 2 nats.",
            hint="Divide by `np.log(2)`.",
        ),
        Misconception(
            "per_bin",
            "def bits_per_spike(counts, expected, constant):\n    return np.mean(counts * np.log(expected / constant) - expected + constant) / np.log(2)",
            breaks=Values("better"),
            message="Yours divides by the number of bins. We want bits for each spike.",
            hint="Divide by `counts.sum()`.",
        ),
        Misconception(
            "total",
            "def bits_per_spike(counts, expected, constant):\n    return np.sum(counts * np.log(expected / constant) - expected + constant) / np.log(2)",
            breaks=Values("better"),
            message="Yours is the gain of the whole recording. We want it for each spike.",
            hint="Divide by `counts.sum()`.",
        ),
        Misconception(
            "constant_minus_model",
            "def bits_per_spike(counts, expected, constant):\n    return -np.sum(counts * np.log(expected / constant) - expected + constant) / counts.sum() / np.log(2)",
            breaks=Values("better"),
            message="Yours has the wrong sign: a better model should have a positive gain.",
            hint="The model's log-likelihood minus the constant's.",
        ),
        Misconception(
            "spikes_alone",
            "def bits_per_spike(counts, expected, constant):\n    return np.sum(counts * np.log2(expected / constant)) / counts.sum()",
            breaks=Values("totals"),
            message="Yours looks only at bins with spikes, so a model that expects many spikes everywhere always wins.",
            hint="From each bin, the expected number itself is subtracted: n ln(m) - m.",
        ),
        Misconception(
            "without_comparison",
            "def bits_per_spike(counts, expected, constant):\n    return np.sum(counts * np.log(expected) - expected) / counts.sum() / np.log(2)",
            breaks=Values("same"),
            message="Yours is the model's own log-likelihood. The gain is its difference from that of the constant rate.",
            hint="Subtract the same sum with `constant` in the place of `expected`.",
        ),
        Misconception(
            "constant_subtracted_once",
            "def bits_per_spike(counts, expected, constant):\n    model = np.sum(counts * np.log(expected) - expected)\n    flat = np.sum(counts) * np.log(constant) - constant\n    return (model - flat) / counts.sum() / np.log(2)",
            breaks=Values("same"),
            message="Yours subtracts the constant once. It is expected anew in each bin.",
            hint="With n bins, the constant model expects n times `constant` spikes in all.",
        ),
        Misconception(
            "times_ln_2",
            "def bits_per_spike(counts, expected, constant):\n    return np.sum(counts * np.log(expected / constant) - expected + constant) / counts.sum() * np.log(2)",
            breaks=Values("better"),
            message="Yours multiplies by ln 2 where it should divide. (`a / b * c` is `(a / b) * c`.)",
            hint="Put brackets around the whole divisor: `(counts.sum() * np.log(2))`.",
        ),
        Misconception(
            "only_the_logarithm_in_bits",
            "def bits_per_spike(counts, expected, constant):\n    return np.sum(counts * np.log2(expected / constant) - expected + constant) / counts.sum()",
            breaks=Values("better"),
            message="Yours takes the logarithm to base 2 and leaves the other term, m, in nats.",
            hint="Use `np.log` for the log-likelihoods, and divide the whole by `np.log(2)` at the end.",
        ),
        Misconception(
            "mean_count_as_constant",
            "def bits_per_spike(counts, expected, constant):\n    constant = counts.mean()\n    return np.sum(counts * np.log(expected / constant) - expected + constant) / counts.sum() / np.log(2)",
            breaks=Values("same"),
            message="Yours compares with the mean of these counts. The dull model expects `constant`, which was found on other data.",
            hint="Use the argument `constant`.",
        ),
        Misconception(
            "spikes_expected",
            """
def bits_per_spike(counts, expected, constant):
    n = expected.sum()
    log_m = np.sum(counts * np.log(expected) - expected)
    log_c = np.sum(counts * np.log(constant) - constant)
    return (log_m - log_c) / n / np.log(2)
""",
            breaks=Values("better"),
            message="Yours divides by the number of spikes that the model expects. Asked is per spike that was fired: the sum of `counts`.",
            hint="Which of the arrays holds the spikes that were counted?",
        ),
        Misconception(
            "bins_with_spikes",
            """
def bits_per_spike(counts, expected, constant):
    spikes = np.sum(counts > 0)
    model = np.sum(counts * np.log(expected) - expected)
    flat = np.sum(counts * np.log(constant) - constant)
    return (model - flat) / (spikes * np.log(2))
""",
            breaks=Values("better"),
            message="Yours divides by the number of bins that hold a spike. A bin may hold several: add up `counts`.",
            hint="How many spikes are in `[0, 2, 1]`?",
        ),
        Misconception(
            "plus_m",
            """
def bits_per_spike(counts, expected, constant):
    model = np.sum(counts * np.log(expected) + expected)
    dull = np.sum(counts * np.log(constant) + constant)
    return (model - dull) / (np.sum(counts) * np.log(2))
""",
            breaks=Values("better"),
            message="Yours adds m. In the logarithm of the Poisson probability the expected count is subtracted: n log(m) - m.",
            hint="A model that expects more spikes than there are should lose by it.",
        ),
        Misconception(
            "for_each_bin",
            """
def bits_per_spike(counts, expected, constant):
    model = counts * np.log(expected) - expected
    flat = counts * np.log(constant) - constant
    return (model - flat) / (counts.sum() * np.log(2))
""",
            breaks=Aspect.SHAPE,
            message="Yours has a number for each bin. All bins are added up, to one number.",
            hint="`np.sum` adds up the bins.",
        ),
        Misconception(
            "common_logarithm",
            """
def bits_per_spike(counts, expected, constant):
    lm = (counts * np.log10(expected) - expected).sum()
    lc = (counts * np.log10(constant) - constant).sum()
    return (lm - lc) / (counts.sum() * np.log10(2))
""",
            breaks=Values("better"),
            message="Yours takes the logarithm to base 10 in n log(m) - m. There it is the natural one; only the last step turns it into bits.",
            hint="`np.log` is the natural logarithm.",
        ),
        Misconception(
            "absolute",
            """
def bits_per_spike(counts, expected, constant):
    m = np.sum(counts * np.log(expected) - expected)
    c = np.sum(counts * np.log(constant) - constant)
    gain = abs(m - c)
    return gain / (sum(counts) * np.log(2))
""",
            breaks=Values("worse"),
            message="Yours is never negative. A model can be worse than the constant: then the number is below 0.",
            hint="What should come out if the constant describes the counts better?",
        ),
        Misconception(
            "empty_bins_left_out",
            """
def bits_per_spike(counts, expected, constant):
    gain = 0.0
    for n, m in zip(counts, expected):
        if n > 0:
            gain += (n * np.log(m) - m) - (n * np.log(constant) - constant)
    return gain / (counts.sum() * np.log(2))
""",
            breaks=Values("better"),
            message="Yours leaves out the bins without a spike. There too, a model is better if it expected less: -m counts.",
            hint="What does n log(m) - m give for n = 0?",
        ),
    ),
)

RESEMBLES = Answers(
    solution='resembles = "C"',
    explanation="Of the four, only the firing rate is 0 up to a threshold and then grows with the input.",
    misconceptions=(
        Misconception(
            "potential",
            'resembles = "A"',
            breaks=Values("resembles"),
            message="The potential moves below threshold as well; ReLU's output is 0 there. And it is reset at each spike.",
            hint="What does the neuron's output do while the potential is below threshold?",
        ),
        Misconception(
            "spike",
            'resembles = "B"',
            breaks=Values("resembles"),
            message="A spike is there or it is not, and one is like another. The step function is a model of that. ReLU's output has a size.",
            hint="What of a neuron grows when its input grows?",
        ),
        Misconception(
            "current",
            'resembles = "D"',
            breaks=Values("resembles"),
            message="The current is what goes in. It is more like the pre-activation, which ReLU is applied to.",
            hint="Which of the four comes out of the neuron, and has a size?",
        ),
    ),
)

DALE = Answers(
    solution='dale = "A"',
    explanation="A unit with weights of both signs excites one target and inhibits another. Most neurons do one or the other: Dale's principle.",
    misconceptions=(
        Misconception(
            "rates_are_positive",
            'dale = "B"',
            breaks=Values("dale"),
            message="A rate is never negative, that is true. But a positive rate can inhibit: the sign belongs to the synapse.",
            hint="What does an inhibitory neuron do to its targets when it fires?",
        ),
        Misconception(
            "no_inhibition",
            'dale = "C"',
            breaks=Values("dale"),
            message="There is plenty: many neurons, such as those that release GABA, lower the activity of the cells that they reach.",
            hint="The negative weight alone is no problem. That both signs leave one unit is.",
        ),
        Misconception(
            "whole_numbers",
            'dale = "D"',
            breaks=Values("dale"),
            message="Synapses come in all strengths. What is unusual here is the two signs.",
            hint="Compare the signs of the two weights.",
        ),
    ),
)

ANSWERS = {
    "spikes.euler_step": EULER_STEP,
    "spikes.count_spikes": COUNT_SPIKES,
    "spikes.firing_rate": FIRING_RATE,
    "spikes.resembles": RESEMBLES,
    "spikes.fit_hinge": FIT_HINGE,
    "spikes.coefficient_of_variation": COEFFICIENT_OF_VARIATION,
    "spikes.bits_per_spike": BITS_PER_SPIKE,
    "spikes.dale": DALE,
}
