"""Attempts at the exercises of notebook 02.

Names that did not exist when these were written:

spikes.euler_step
    drive_without_dt: your drive does not depend on dt_ms; it belongs inside the brackets with the leak.
    drive_too_weak: your current has (nearly) no effect: a thousand times too weak.
    drive_subtracted: in yours a positive current pushes V down.
    drive_cut_to_whole_mV: // 1000 cuts the drive down to whole mV.
    many_small_steps: yours takes many small steps inside dt_ms; we want a single one.
    times_tau: yours multiplies by tau_ms where it should divide.
    arguments_swapped: yours takes the current first and the potential second.
    stops_at_threshold: yours never lets V above the threshold.
    negative_current_ignored: yours treats a negative current as none.
spikes.count_spikes
    refractory_time_of_2_steps: your pause lasts two steps, 0.2 ms. (no_refractory_time is nearly the same thing.)
    step_of_1_ms: yours takes steps of 1 ms, too coarse.
    spike_times: yours returns the times of the spikes; we want how many they are.
    never_fires: yours returns 0 whatever the current.
    same_for_every_current: yours does not use current_pA.
    duration_in_seconds: yours takes duration_ms for seconds.
    resets_to_0_mV: yours sets V to 0 mV after a spike, above threshold.
    pause_of_20_ms: your pause lasts 200 steps.
spikes.firing_rate
    whole_numbers_by_vectorize: the first element decides about the type. (Same thing as zeros_of_whole_numbers, at times.)
    refractory_time_subtracted, refractory_time_of_2_ms, without_tau, time_constant_in_seconds
spikes.fit_hinge
    slope_over_the_whole_range, assumes_rising_order, midpoint, index, positive_currents_alone, needs_silent_points
spikes.coefficient_of_variation
    mean_deviation, median, last_interval_left_out, intervals_around_the_end, second_differences, divides_by_spikes
spikes.bits_per_spike
    ratio, plus_m, for_each_bin, common_logarithm, absolute, spikes_expected, bins_with_spikes, arguments_swapped
"""

from tests.exercises.attempts import Attempt

NOTHING = (0.0, 0.15)
WRONG = (0.0, 0.34)

ATTEMPTS = {
    "spikes.euler_step": {
        "whole_division": Attempt(
            """
def euler_step(v_mV, current_pA, dt_ms):
    drive = R_MOhm * current_pA // 1000
    dv = (E_mV - v_mV + drive) * dt_ms / tau_ms
    v_mV += dv
    return v_mV
""",
            due=("drive_cut_to_whole_mV",),
            share=(0.0, 0.5),
        ),
        "brackets_closed_too_early": Attempt(
            """
def euler_step(v_mV, current_pA, dt_ms):
    leak = (E_mV - v_mV) * dt_ms
    drive = R_MOhm * current_pA / 1000
    return v_mV + (leak + drive) / tau_ms
""",
            due=("drive_without_dt",),
            share=WRONG,
        ),
        "prints": Attempt(
            """
def euler_step(v_mV, current_pA, dt_ms):
    new_v = v_mV + (dt_ms / tau_ms) * ((E_mV - v_mV) + (R_MOhm * current_pA) / 1000)
    print(new_v)
""",
            shows="return",
            due=("form_nothing_returned",),
            share=NOTHING,
        ),
        "change_and_no_thousand": Attempt(
            """
def euler_step(v_mV, current_pA, dt_ms):
    dV_dt = ((E_mV - v_mV) + R_MOhm * current_pA) / tau_ms
    delta = dV_dt * dt_ms
    return delta
""",
            due=("change_alone", "picoamperes_as_nanoamperes"),
            share=(0.0, 0.2),
        ),
        "potential_and_change": Attempt(
            """
def euler_step(v_mV, current_pA, dt_ms):
    dv = dt_ms / tau_ms * (E_mV - v_mV + R_MOhm * current_pA / 1000)
    v_new = v_mV + dv
    return v_new, dv
""",
            due=("form_extra_results",),
            share=(0.0, 0.6),
        ),
        "small_steps_in_a_loop": Attempt(
            """
def euler_step(v_mV, current_pA, dt_ms):
    n = 100
    small = dt_ms / n
    v = v_mV
    for i in range(n):
        v = v + small / tau_ms * (E_mV - v + R_MOhm * current_pA / 1000)
    return v
""",
            due=("many_small_steps",),
            share=(0.0, 0.5),
        ),
        "amperes_and_megaohms": Attempt(
            """
def euler_step(v_mV, current_pA, dt_ms):
    current_uA = current_pA * 1e-6
    drive_mV = R_MOhm * current_uA
    return v_mV + dt_ms * (E_mV - v_mV + drive_mV) / tau_ms
""",
            due=("drive_too_weak",),
            share=WRONG,
        ),
        "sign_of_leak_and_thousand": Attempt(
            """
def euler_step(v_mV, current_pA, dt_ms):
    a = dt_ms / tau_ms
    b = v_mV - E_mV
    c = R_MOhm * current_pA
    return v_mV + a * (b + c)
""",
            due=("leak_away_from_rest", "picoamperes_as_nanoamperes"),
            share=(0.0, 0.2),
        ),
        "current_comes_first": Attempt(
            """
def euler_step(I, V, dt):
    return V + dt / tau_ms * (E_mV - V + R_MOhm * I / 1000)
""",
            due=("arguments_swapped",),
            share=WRONG,
        ),
        "two_decimals": Attempt(
            """
def euler_step(v_mV, current_pA, dt_ms):
    new_v = v_mV + dt_ms / tau_ms * (E_mV - v_mV + R_MOhm * current_pA / 1000)
    return round(new_v, 1)
""",
            due=("result_rounded",),
            share=(0.0, 0.5),
        ),
        "not_above_threshold": Attempt(
            """
def euler_step(v_mV, current_pA, dt_ms):
    slope = (E_mV - v_mV + R_MOhm * current_pA / 1000) / tau_ms
    v_new = v_mV + slope * dt_ms
    if v_new > threshold_mV:
        v_new = threshold_mV
    return v_new
""",
            due=("stops_at_threshold", "result_capped"),
            share=(0.2, 0.7),
        ),
        "one_minus_alpha": Attempt(
            """
def euler_step(v_mV, current_pA, dt_ms):
    alpha = dt_ms * tau_ms
    target = E_mV + R_MOhm * current_pA / 1000
    return v_mV * (1 - alpha) + alpha * target
""",
            due=("times_tau",),
            share=WRONG,
        ),
        "drive_taken_away": Attempt(
            """
def euler_step(v_mV, current_pA, dt_ms):
    dv = -(v_mV - E_mV + R_MOhm * current_pA / 1000)
    return v_mV + dv / tau_ms * dt_ms
""",
            due=("drive_subtracted",),
            share=WRONG,
        ),
        "one_ms_and_zero_rest": Attempt(
            """
def euler_step(v_mV, current_pA, dt_ms):
    I_nA = current_pA / 1000
    return v_mV + (R_MOhm * I_nA - v_mV) / tau_ms
""",
            due=("whole_step", "without_rest"),
            share=(0.0, 0.2),
        ),
        "seconds_and_change": Attempt(
            """
def euler_step(v_mV, current_pA, dt_ms):
    dt_s = dt_ms / 1000.0
    dv = dt_s * (E_mV - v_mV + R_MOhm * current_pA * 0.001) / tau_ms
    return dv
""",
            due=("step_in_seconds", "change_alone"),
            share=(0.0, 0.2),
        ),
        "negative_current_to_zero": Attempt(
            """
def euler_step(v_mV, current_pA, dt_ms):
    if current_pA > 0:
        drive = R_MOhm * current_pA / 1000
    else:
        drive = 0
    return v_mV + dt_ms * (E_mV - v_mV + drive) / tau_ms
""",
            due=("negative_current_ignored",),
            share=(0.2, 0.8),
        ),
        "floats_only": Attempt(
            """
def euler_step(v_mV, current_pA, dt_ms):
    if not isinstance(current_pA, float) or not isinstance(v_mV, float):
        raise TypeError("numbers expected")
    return v_mV + dt_ms / tau_ms * (v_mV - E_mV + R_MOhm * current_pA / 1000)
""",
            due=("leak_away_from_rest", "form_refuses"),
            share=WRONG,
        ),
    },
    "spikes.count_spikes": {
        "list_of_times": Attempt(
            """
def count_spikes(current_pA, duration_ms):
    dt = 0.1
    V = E_mV
    t = 0
    spike_times = []
    t_last = -100
    while t < duration_ms:
        if t - t_last >= 2:
            V = euler_step(V, current_pA, dt)
        if V >= threshold_mV:
            spike_times.append(t)
            V = reset_mV
            t_last = t
        t = t + dt
    return spike_times
""",
            due=("spike_times",),
            share=(0.0, 0.5),
        ),
        "prints_the_count": Attempt(
            """
def count_spikes(current_pA, duration_ms):
    v = E_mV
    n_spikes = 0
    refractory = 0
    for step in range(int(duration_ms * 10)):
        if refractory > 0:
            refractory = refractory - 1
        else:
            v = euler_step(v, current_pA, 0.1)
            if v >= threshold_mV:
                n_spikes = n_spikes + 1
                v = reset_mV
                refractory = 20
    print("spikes:", n_spikes)
""",
            shows="return",
            due=("form_nothing_returned",),
            share=NOTHING,
        ),
        "pause_of_two_steps": Attempt(
            """
def count_spikes(current_pA, duration_ms):
    v = E_mV
    count = 0
    wait = 0
    for t in np.arange(0, duration_ms, 0.1):
        if wait > 0:
            wait -= 1
        else:
            v = euler_step(v, current_pA, 0.1)
            if v >= threshold_mV:
                count += 1
                v = reset_mV
                wait = 2
    return count
""",
            due=("refractory_time_of_2_steps", "no_refractory_time"),
            share=(0.2, 0.6),
        ),
        "pause_takes_no_time": Attempt(
            """
def count_spikes(current_pA, duration_ms):
    n = int(duration_ms / 0.1)
    v = E_mV
    spikes = 0
    for i in range(n):
        v = euler_step(v, current_pA, 0.1)
        if v >= threshold_mV:
            spikes += 1
            for j in range(20):
                v = reset_mV
    return spikes
""",
            due=("no_refractory_time",),
            share=(0.2, 0.6),
        ),
        "equals_the_threshold": Attempt(
            """
def count_spikes(current_pA, duration_ms):
    v = E_mV
    spikes = 0
    refr = 0.0
    t = 0.0
    while t < duration_ms:
        if refr > 0:
            refr -= 0.1
        else:
            v = euler_step(v, current_pA, 0.1)
            if v == threshold_mV:
                spikes += 1
                v = reset_mV
                refr = 2.0
        t += 0.1
    return spikes
""",
            due=("never_fires", "result_constant"),
            share=WRONG,
        ),
        "step_not_kept": Attempt(
            """
def count_spikes(current_pA, duration_ms):
    v = E_mV
    spikes = 0
    for i in range(round(duration_ms / 0.1)):
        euler_step(v, current_pA, 0.1)
        if v >= threshold_mV:
            spikes += 1
            v = reset_mV
    return spikes
""",
            due=("never_fires", "result_constant"),
            share=WRONG,
        ),
        "return_in_the_loop": Attempt(
            """
def count_spikes(current_pA, duration_ms):
    v = E_mV
    spikes = 0
    k = 0
    while k < duration_ms * 10:
        v = euler_step(v, current_pA, 0.1)
        k += 1
        if v >= threshold_mV:
            spikes += 1
            v = reset_mV
            k += 20
        return spikes
""",
            due=("never_fires", "result_constant"),
            share=WRONG,
        ),
        "steps_of_1_ms": Attempt(
            """
def count_spikes(current_pA, duration_ms):
    v = E_mV
    spikes = 0
    wait = 0
    for ms in range(int(duration_ms)):
        if wait > 0:
            wait -= 1
            continue
        v = v + 1 / tau_ms * (E_mV - v + R_MOhm * current_pA / 1000)
        if v >= threshold_mV:
            spikes += 1
            v = reset_mV
            wait = 2
    return spikes
""",
            due=("step_of_1_ms",),
            share=(0.2, 0.7),
        ),
        "rate_without_a_pause": Attempt(
            """
def count_spikes(current_pA, duration_ms):
    dt = 0.1
    v = E_mV
    spikes = 0
    for _ in range(int(duration_ms / dt)):
        v = euler_step(v, current_pA, dt)
        if v >= threshold_mV:
            v = reset_mV
            spikes += 1
    rate = spikes / (duration_ms / 1000)
    return rate
""",
            due=("rate_in_Hz", "no_refractory_time"),
            share=(0.0, 0.4),
        ),
        "reset_to_zero": Attempt(
            """
def count_spikes(current_pA, duration_ms):
    v, waiting, spikes = E_mV, 0, 0
    for _ in range(round(duration_ms / 0.1)):
        if waiting:
            waiting -= 1
        else:
            v = euler_step(v, current_pA, 0.1)
            if v >= threshold_mV:
                spikes += 1
                v = 0
                waiting = 20
    return spikes
""",
            due=("resets_to_0_mV", "waits_without_reset"),
            share=WRONG,
        ),
        "no_reset_and_few_steps": Attempt(
            """
def count_spikes(current_pA, duration_ms):
    v = E_mV
    count = 0
    for t in range(0, int(duration_ms)):
        v = euler_step(v, current_pA, 0.1)
        if v > threshold_mV:
            count = count + 1
    return count
""",
            due=("no_reset", "duration_counts_steps"),
            share=WRONG,
        ),
        "starts_at_zero_without_a_pause": Attempt(
            """
def count_spikes(current_pA, duration_ms):
    V = [0]
    spikes = 0
    for i in range(int(duration_ms / 0.1)):
        new = euler_step(V[-1], current_pA, 0.1)
        if new >= threshold_mV:
            spikes += 1
            new = reset_mV
        V.append(new)
    return spikes
""",
            due=("starts_at_0_mV", "no_refractory_time"),
            share=(0.0, 0.5),
        ),
        "example_current": Attempt(
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
            due=("same_for_every_current",),
            share=WRONG,
        ),
        "count_and_last_potential": Attempt(
            """
def count_spikes(current_pA, duration_ms):
    v = E_mV
    spikes = 0
    wait = 0
    for _ in range(int(duration_ms * 10)):
        if wait > 0:
            wait -= 1
            continue
        v = euler_step(v, current_pA, 0.1)
        if v >= threshold_mV:
            spikes += 1
            v = reset_mV
            wait = 20
    return spikes, v
""",
            due=("form_extra_results",),
            share=(0.0, 0.6),
        ),
        "starts_counting_at_one": Attempt(
            """
def count_spikes(current_pA, duration_ms):
    v = E_mV
    spike = 1
    free = 0
    for k in range(int(duration_ms * 10)):
        if k < free:
            continue
        v = euler_step(v, current_pA, 0.1)
        if v >= threshold_mV:
            spike += 1
            v = reset_mV
            free = k + 21
    return spike
""",
            due=("result_shifted",),
            share=(0.1, 0.6),
        ),
        "whole_durations_alone": Attempt(
            """
def count_spikes(current_pA, duration_ms):
    v = E_mV
    spikes = 0
    wait = 0
    for _ in range(duration_ms * 10):
        if wait > 0:
            wait -= 1
            continue
        v = euler_step(v, current_pA, 0.1)
        if v >= threshold_mV:
            spikes += 1
            v = reset_mV
            wait = 20
    return spikes
""",
            due=("form_no_whole_number",),
            share=(0.0, 0.9),
        ),
        "two_hundred_steps": Attempt(
            """
def count_spikes(current_pA, duration_ms):
    dt = 0.01
    steps = int(duration_ms * 10)
    v = E_mV
    spikes = 0
    ref = 0
    for i in range(steps):
        if ref > 0:
            ref -= 1
            v = reset_mV
        else:
            v = euler_step(v, current_pA, 0.1)
            if v >= threshold_mV:
                spikes += 1
                v = reset_mV
                ref = int(2 / dt)
    return spikes
""",
            due=("pause_of_20_ms",),
            share=(0.1, 0.6),
        ),
    },
    "spikes.firing_rate": {
        "list_of_rates": Attempt(
            """
def firing_rate(current_pA, t_ref_ms):
    rates = []
    for I in current_pA:
        goal = E_mV + R_MOhm * I / 1000
        if goal > threshold_mV:
            t = t_ref_ms + tau_ms * math.log((goal - reset_mV) / (goal - threshold_mV))
            rates.append(1000 / t)
        else:
            rates.append(0)
    return rates
""",
            due=("form_list",),
            share=(0.5, 0.95),
        ),
        "vectorized_if": Attempt(
            """
def firing_rate(current_pA, t_ref_ms):
    def f(i):
        if R_MOhm * i / 1000 + E_mV <= threshold_mV:
            return 0
        return 1000 / (t_ref_ms + tau_ms * np.log((R_MOhm * i / 1000 + E_mV - reset_mV) / (R_MOhm * i / 1000 + E_mV - threshold_mV)))
    g = np.vectorize(f)
    return g(current_pA)
""",
            due=("whole_numbers_by_vectorize", "zeros_of_whole_numbers", "form_empty_refused"),
            share=(0.0, 0.6),
        ),
        "if_all": Attempt(
            """
def firing_rate(current_pA, t_ref_ms):
    rheobase = (threshold_mV - E_mV) / R_MOhm * 1000
    if np.all(current_pA <= rheobase):
        return np.zeros(len(current_pA))
    RI = R_MOhm * current_pA / 1000
    return 1000 / (t_ref_ms + tau_ms * np.log((RI + E_mV - reset_mV) / (RI + E_mV - threshold_mV)))
""",
            due=("formula_everywhere",),
            share=(0.1, 0.6),
        ),
        "refractory_time_taken_away": Attempt(
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
            due=("refractory_time_subtracted",),
            share=(0.1, 0.5),
        ),
        "two_ms_always": Attempt(
            """
def firing_rate(current_pA, t_ref_ms):
    t_ref_ms = 2.0
    goals = E_mV + R_MOhm * current_pA / 1000
    with np.errstate(invalid="ignore", divide="ignore"):
        rate = 1000 / (t_ref_ms + tau_ms * np.log((goals - reset_mV) / (goals - threshold_mV)))
    return np.where(goals > threshold_mV, rate, 0.0)
""",
            due=("refractory_time_of_2_ms",),
            share=(0.1, 0.6),
        ),
        "sets_weak_currents_to_zero": Attempt(
            """
def firing_rate(current_pA, t_ref_ms):
    rheobase_pA = 1000 * (threshold_mV - E_mV) / R_MOhm
    current_pA[current_pA <= rheobase_pA] = 0
    rate = np.zeros(len(current_pA))
    m = current_pA > 0
    d = R_MOhm * current_pA[m] / 1000
    rate[m] = 1000 / (t_ref_ms + tau_ms * np.log(d / (d - 20)))
    return rate
""",
            due=("form_input_changed",),
            share=(0.5, 0.95),
        ),
        "ms_and_seconds": Attempt(
            """
def firing_rate(current_pA, t_ref_ms):
    goal = E_mV + R_MOhm * current_pA / 1000
    f = np.zeros(len(current_pA))
    mask = goal > threshold_mV
    t_ref_s = t_ref_ms / 1000
    f[mask] = 1 / (t_ref_s + tau_ms * np.log((goal[mask] - reset_mV) / (goal[mask] - threshold_mV)))
    return f
""",
            due=("time_constant_in_seconds", "per_millisecond"),
            share=WRONG,
        ),
        "positive_currents": Attempt(
            """
def firing_rate(current_pA, t_ref_ms):
    drive = R_MOhm * current_pA / 1000
    formula = 1000.0 / (t_ref_ms + tau_ms * np.log((drive + E_mV - reset_mV) / (drive + E_mV - threshold_mV)))
    return np.where(current_pA > 0, formula, 0.0)
""",
            due=("maximum_with_nan", "formula_everywhere"),
            share=(0.1, 0.7),
        ),
        "per_ms_and_a_list": Attempt(
            """
def firing_rate(current_pA, t_ref_ms):
    result = [0] * len(current_pA)
    for i, c in enumerate(current_pA):
        g = E_mV + R_MOhm * c / 1000
        if g > threshold_mV:
            result[i] = 1 / (t_ref_ms + tau_ms * math.log((g - reset_mV) / (g - threshold_mV)))
    return result
""",
            due=("per_millisecond", "form_list"),
            share=WRONG,
        ),
        "log10_and_no_pause": Attempt(
            """
def firing_rate(current_pA, t_ref_ms):
    rate = np.zeros(len(current_pA))
    for i in range(len(current_pA)):
        RI = R_MOhm * current_pA[i] * 1e-3
        if RI + E_mV > threshold_mV:
            rate[i] = 1e3 / (tau_ms * math.log10((RI + E_mV - reset_mV) / (RI + E_mV - threshold_mV)))
    return rate
""",
            due=("common_logarithm", "without_refractory_time"),
            share=(0.0, 0.4),
        ),
        "no_tau": Attempt(
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
            due=("without_tau",),
            share=(0.0, 0.45),
        ),
        "mean_rate": Attempt(
            """
def firing_rate(current_pA, t_ref_ms):
    total = 0
    for i in current_pA:
        g = E_mV + R_MOhm * i / 1000
        if g > threshold_mV:
            total += 1000 / (t_ref_ms + tau_ms * np.log((g - reset_mV) / (g - threshold_mV)))
        else:
            total += 0
    return total
""",
            due=("form_one_number",),
            share=(0.0, 0.3),
        ),
        "return_in_the_loop": Attempt(
            """
def firing_rate(current_pA, t_ref_ms):
    for i in current_pA:
        goal = E_mV + R_MOhm * i / 1000
        if goal <= threshold_mV:
            return 0.0
        else:
            return 1000 / (t_ref_ms + tau_ms * np.log((goal - reset_mV) / (goal - threshold_mV)))
""",
            due=("form_one_number",),
            share=(0.0, 0.3),
        ),
        "no_thousand_and_python_if": Attempt(
            """
def firing_rate(current_pA, t_ref_ms):
    V_goal = E_mV + R_MOhm * current_pA
    if V_goal > threshold_mV:
        rate = 1000 / (t_ref_ms + tau_ms * np.log((V_goal - reset_mV) / (V_goal - threshold_mV)))
    else:
        rate = 0
    return rate
""",
            due=("one_number_only", "form_one_truth_value", "picoamperes_as_nanoamperes"),
            share=(0.0, 0.35),
        ),
        "decimals_cut": Attempt(
            """
def firing_rate(current_pA, t_ref_ms):
    goal = E_mV + R_MOhm * current_pA / 1000
    rate = np.zeros(len(goal))
    idx = np.where(goal > threshold_mV)[0]
    for j in idx:
        interval = t_ref_ms + tau_ms * np.log((goal[j] - reset_mV) / (goal[j] - threshold_mV))
        rate[j] = round(1000 / interval)
    return rate
""",
            due=("result_rounded",),
            share=(0.1, 0.6),
        ),
        "forgotten_return": Attempt(
            """
def firing_rate(current_pA, t_ref_ms):
    rate = np.zeros(len(current_pA))
    g = E_mV + R_MOhm * current_pA / 1000
    ok = g > threshold_mV
    rate[ok] = 1000 / (t_ref_ms + tau_ms * np.log((g[ok] - reset_mV) / (g[ok] - threshold_mV)))
""",
            shows="return",
            due=("form_nothing_returned",),
            share=NOTHING,
        ),
        "drops_and_per_ms": Attempt(
            """
def firing_rate(current_pA, t_ref_ms):
    rates = []
    for i in current_pA:
        if i > 200:
            u = R_MOhm * i / 1000
            rates.append(1 / (t_ref_ms + tau_ms * np.log(u / (u - 20))))
    return np.array(rates)
""",
            due=("drops_weak_currents", "per_millisecond"),
            share=(0.0, 0.25),
        ),
    },
    "spikes.fit_hinge": {
        "last_two_points_as_they_come": Attempt(
            """
def fit_hinge(current, rate):
    slope = (rate[-1] - rate[-2]) / (current[-1] - current[-2])
    threshold = current[-1] - rate[-1] / slope
    return slope, threshold
""",
            due=("assumes_rising_order",),
            share=(0.1, 0.7),
        ),
        "whole_range": Attempt(
            """
def fit_hinge(current, rate):
    a = (max(rate) - min(rate)) / (max(current) - min(current))
    i = np.argmax(rate)
    theta = current[i] - rate[i] / a
    return a, theta
""",
            due=("slope_over_the_whole_range",),
            share=(0.0, 0.4),
        ),
        "in_the_middle": Attempt(
            """
def fit_hinge(current, rate):
    on = rate > 0
    slope = np.polyfit(current[on], rate[on], 1)[0]
    if on.all():
        return slope, current.min()
    return slope, (current[~on].max() + current[on].min()) / 2
""",
            due=("midpoint",),
            share=(0.1, 0.6),
        ),
        "returns_the_fit": Attempt(
            """
def fit_hinge(current, rate):
    x = []
    y = []
    for i in range(len(current)):
        if rate[i] > 0:
            x.append(current[i])
            y.append(rate[i])
    return np.polyfit(x, y, 1)
""",
            due=("intercept",),
            share=(0.1, 0.6),
        ),
        "zero_is_kept": Attempt(
            """
def fit_hinge(current, rate):
    mask = rate >= 0
    m, b = np.polyfit(current[mask], rate[mask], deg=1)
    theta = -b / m
    return m, theta
""",
            due=("line_through_all_points",),
            share=(0.0, 0.45),
        ),
        "swapped_and_sign": Attempt(
            """
def fit_hinge(current, rate):
    c = current[np.nonzero(rate)]
    r = rate[np.nonzero(rate)]
    p = np.polyfit(c, r, 1)
    theta = p[1] / p[0]
    return theta, p[0]
""",
            due=("swapped", "wrong_sign"),
            share=(0.0, 0.45),
        ),
        "all_points_and_intercept": Attempt(
            """
def fit_hinge(current, rate):
    a, theta = np.polyfit(current, rate, 1)
    return a, theta
""",
            due=("line_through_all_points", "intercept"),
            share=WRONG,
        ),
        "if_on_an_array": Attempt(
            """
def fit_hinge(current, rate):
    if rate > 0:
        x = current
        y = rate
    slope, intercept = np.polyfit(x, y, 1)
    return slope, -intercept / slope
""",
            due=("form_one_truth_value", "line_through_all_points"),
            share=(0.0, 0.3),
        ),
        "index_of_the_first": Attempt(
            """
def fit_hinge(current, rate):
    on = rate > 0
    slope, b = np.polyfit(current[on], rate[on], 1)
    theta = np.argmax(on)
    return slope, theta
""",
            due=("index",),
            share=(0.1, 0.6),
        ),
        "positive_currents": Attempt(
            """
def fit_hinge(current, rate):
    sel = current > 0
    slope, intercept = np.polyfit(current[sel], rate[sel], 1)
    return slope, -intercept / slope
""",
            due=("positive_currents_alone", "line_through_all_points"),
            share=(0.0, 0.6),
        ),
        "slope_alone": Attempt(
            """
def fit_hinge(current, rate):
    k = rate != 0
    slope, intercept = np.polyfit(current[k], rate[k], 1)
    return slope
""",
            due=("form_left_out_returns",),
            shows="pair",
            share=(0.0, 0.4),
        ),
        "axes_and_sign": Attempt(
            """
def fit_hinge(current, rate):
    pos = rate > 0
    z = np.polyfit(rate[pos], current[pos], 1)
    return z[0], z[1] / z[0]
""",
            due=("axes_swapped", "wrong_sign", "one_over_the_slope"),
            share=WRONG,
        ),
        "from_the_last_silent": Attempt(
            """
def fit_hinge(current, rate):
    theta = np.max(current[rate == 0])
    rising = current > theta
    slope = np.mean(rate[rising] / (current[rising] - theta))
    return slope, theta
""",
            due=("last_silent_current", "needs_silent_points"),
            share=(0.0, 0.45),
        ),
        "sorted_separately_smallest": Attempt(
            """
def fit_hinge(current, rate):
    current.sort()
    rate.sort()
    on = rate > 0
    slope, b = np.polyfit(current[on], rate[on], 1)
    return slope, current[on][0]
""",
            due=("first_current_that_fires", "form_input_changed"),
            share=(0.0, 0.6),
        ),
        "whole_numbers": Attempt(
            """
def fit_hinge(current, rate):
    rising = rate > 0
    slope, intercept = np.polyfit(current[rising], rate[rising], 1)
    return round(slope, 1), round(-intercept / slope)
""",
            due=("result_rounded",),
            share=(0.0, 0.6),
        ),
        "prints": Attempt(
            """
def fit_hinge(current, rate):
    rising = rate > 0
    slope, intercept = np.polyfit(current[rising], rate[rising], 1)
    print("slope", slope, "threshold", -intercept / slope)
""",
            shows="return",
            due=("form_nothing_returned",),
            share=NOTHING,
        ),
    },
    "spikes.coefficient_of_variation": {
        "root_forgotten": Attempt(
            """
def coefficient_of_variation(spike_times_ms):
    isi = []
    for i in range(1, len(spike_times_ms)):
        isi.append(spike_times_ms[i] - spike_times_ms[i - 1])
    m = sum(isi) / len(isi)
    s = 0
    for d in isi:
        s += (d - m) ** 2
    s = s / len(isi)
    return s / m
""",
            due=("variance_over_mean",),
            share=WRONG,
        ),
        "starts_before_the_first": Attempt(
            """
def coefficient_of_variation(spike_times_ms):
    n = len(spike_times_ms)
    intervals = np.zeros(n)
    for i in range(n):
        intervals[i] = spike_times_ms[i] - spike_times_ms[i - 1]
    return intervals.std() / intervals.mean()
""",
            due=("intervals_around_the_end",),
            share=WRONG,
        ),
        "times_upside_down": Attempt(
            """
def coefficient_of_variation(spike_times_ms):
    mu = np.mean(spike_times_ms)
    sigma = np.std(spike_times_ms)
    return mu / sigma
""",
            due=("times_instead_of_intervals", "upside_down"),
            share=WRONG,
        ),
        "one_interval_short": Attempt(
            """
def coefficient_of_variation(spike_times_ms):
    gaps = []
    for i in range(len(spike_times_ms) - 2):
        gaps.append(spike_times_ms[i + 1] - spike_times_ms[i])
    return np.std(gaps) / np.mean(gaps)
""",
            due=("last_interval_left_out",),
            share=(0.0, 0.6),
        ),
        "statistics_stdev": Attempt(
            """
from statistics import mean, stdev
def coefficient_of_variation(spike_times_ms):
    d = [float(b - a) for a, b in zip(spike_times_ms[:-1], spike_times_ms[1:])]
    return stdev(d) / mean(d)
""",
            due=("divides_by_one_less",),
            share=(0.3, 0.75),
        ),
        "over_the_median": Attempt(
            """
def coefficient_of_variation(spike_times_ms):
    isi = np.diff(spike_times_ms)
    middle = np.median(isi)
    return np.std(isi) / middle
""",
            due=("median",),
            share=(0.0, 0.5),
        ),
        "absolute_deviation": Attempt(
            """
def coefficient_of_variation(spike_times_ms):
    isi = np.diff(spike_times_ms)
    avg = isi.mean()
    spread = np.mean(np.abs(isi - avg))
    return spread / avg
""",
            due=("mean_deviation",),
            share=(0.0, 0.5),
        ),
        "divided_by_the_spikes": Attempt(
            """
def coefficient_of_variation(spike_times_ms):
    n = len(spike_times_ms)
    total = 0
    for i in range(n - 1):
        total += spike_times_ms[i + 1] - spike_times_ms[i]
    mean = total / n
    sq = 0
    for i in range(n - 1):
        sq += (spike_times_ms[i + 1] - spike_times_ms[i] - mean) ** 2
    return (sq / n) ** 0.5 / mean
""",
            due=("divides_by_spikes",),
            share=(0.0, 0.5),
        ),
        "both_numbers": Attempt(
            """
def coefficient_of_variation(spike_times_ms):
    intervals = np.diff(spike_times_ms)
    sd = np.std(intervals)
    cv = sd / np.mean(intervals)
    return cv, sd
""",
            due=("form_extra_results",),
            share=(0.0, 0.6),
        ),
        "percent_with_n_minus_1": Attempt(
            """
def coefficient_of_variation(spike_times_ms):
    x = np.array(spike_times_ms)
    y = x[1:] - x[:-1]
    n = len(y)
    sd = np.sqrt(np.sum((y - y.mean()) ** 2) / (n - 1))
    return sd / y.mean() * 100
""",
            due=("in_percent", "divides_by_one_less"),
            share=(0.0, 0.4),
        ),
        "text": Attempt(
            """
def coefficient_of_variation(spike_times_ms):
    iv = np.diff(spike_times_ms)
    return f"{np.std(iv) / np.mean(iv):.2f}"
""",
            shows="number",
            share=(0.0, 0.4),
        ),
        "earlier_minus_later": Attempt(
            """
def coefficient_of_variation(spike_times_ms):
    iv = spike_times_ms[:-1] - spike_times_ms[1:]
    return np.std(iv) / np.mean(iv)
""",
            due=("result_negated",),
            share=(0.0, 0.6),
        ),
        "diff_twice": Attempt(
            """
def coefficient_of_variation(spike_times_ms):
    isi = np.diff(spike_times_ms, 2)
    return np.std(isi) / np.mean(isi)
""",
            due=("second_differences",),
            share=WRONG,
        ),
        "deviation_of_times_mean_of_intervals": Attempt(
            """
def coefficient_of_variation(spike_times_ms):
    intervals = np.diff(spike_times_ms)
    return np.std(spike_times_ms) / np.mean(intervals)
""",
            due=("times_instead_of_intervals",),
            share=WRONG,
        ),
        "sd_with_n_minus_1_alone": Attempt(
            """
def coefficient_of_variation(spike_times_ms):
    isi = np.diff(spike_times_ms)
    result = np.std(isi, ddof=1)
    return result
""",
            due=("standard_deviation_alone", "divides_by_one_less"),
            share=WRONG,
        ),
        "two_decimals": Attempt(
            """
def coefficient_of_variation(spike_times_ms):
    gaps = [spike_times_ms[k + 1] - spike_times_ms[k] for k in range(len(spike_times_ms) - 1)]
    cv = np.std(gaps) / np.mean(gaps)
    return round(cv, 1)
""",
            due=("result_rounded",),
            share=(0.0, 0.6),
        ),
        "from_zero_and_variance": Attempt(
            """
def coefficient_of_variation(spike_times_ms):
    last = 0
    intervals = []
    for t in spike_times_ms:
        intervals.append(t - last)
        last = t
    return np.var(intervals) / np.mean(intervals)
""",
            due=("interval_from_zero", "variance_over_mean"),
            share=WRONG,
        ),
    },
    "spikes.bits_per_spike": {
        "log2_in_a_loop": Attempt(
            """
def bits_per_spike(counts, expected, constant):
    L_model = 0
    L_const = 0
    for i in range(len(counts)):
        L_model += counts[i] * math.log2(expected[i]) - expected[i]
        L_const += counts[i] * math.log2(constant) - constant
    return (L_model - L_const) / sum(counts)
""",
            due=("only_the_logarithm_in_bits",),
            share=(0.0, 0.5),
        ),
        "skips_empty_bins": Attempt(
            """
def bits_per_spike(counts, expected, constant):
    gain = 0.0
    for n, m in zip(counts, expected):
        if n > 0:
            gain += (n * np.log(m) - m) - (n * np.log(constant) - constant)
    return gain / (counts.sum() * np.log(2))
""",
            due=("empty_bins_left_out",),
            share=(0.0, 0.5),
        ),
        "divides_the_likelihoods": Attempt(
            """
def bits_per_spike(counts, expected, constant):
    L1 = np.sum(counts * np.log(expected) - expected)
    L2 = np.sum(counts * np.log(constant) - constant)
    return (L1 / L2) / (np.sum(counts) * np.log(2))
""",
            due=("ratio",),
            share=WRONG,
        ),
        "nats_per_bin": Attempt(
            """
def bits_per_spike(counts, expected, constant):
    a = sum(counts * np.log(expected) - expected)
    b = sum(counts * np.log(constant) - constant)
    n = len(counts)
    return (a - b) / n
""",
            due=("nats", "per_bin"),
            share=(0.0, 0.4),
        ),
        "total_with_sign": Attempt(
            """
def bits_per_spike(counts, expected, constant):
    def L(m):
        return np.sum(counts * np.log(m) - m)
    return (L(constant * np.ones(len(counts))) - L(expected)) / np.log(2)
""",
            due=("total", "constant_minus_model"),
            share=(0.0, 0.4),
        ),
        "m_added": Attempt(
            """
def bits_per_spike(counts, expected, constant):
    model = np.sum(counts * np.log(expected) + expected)
    dull = np.sum(counts * np.log(constant) + constant)
    return (model - dull) / (np.sum(counts) * np.log(2))
""",
            due=("plus_m",),
            share=WRONG,
        ),
        "never_summed": Attempt(
            """
def bits_per_spike(counts, expected, constant):
    model = counts * np.log(expected) - expected
    flat = counts * np.log(constant) - constant
    return (model - flat) / (counts.sum() * np.log(2))
""",
            due=("for_each_bin",),
            share=(0.0, 0.4),
        ),
        "brackets_and_one_constant": Attempt(
            """
def bits_per_spike(counts, expected, constant):
    L_m = np.sum(counts * np.log(expected) - expected)
    L_c = np.sum(counts * np.log(constant)) - constant
    return (L_m - L_c) / np.sum(counts) * np.log(2)
""",
            due=("constant_subtracted_once", "times_ln_2"),
            share=(0.0, 0.4),
        ),
        "log10": Attempt(
            """
def bits_per_spike(counts, expected, constant):
    lm = (counts * np.log10(expected) - expected).sum()
    lc = (counts * np.log10(constant) - constant).sum()
    return (lm - lc) / (counts.sum() * np.log10(2))
""",
            due=("common_logarithm",),
            share=(0.0, 0.5),
        ),
        "never_negative": Attempt(
            """
def bits_per_spike(counts, expected, constant):
    m = np.sum(counts * np.log(expected) - expected)
    c = np.sum(counts * np.log(constant) - constant)
    gain = abs(m - c)
    return gain / (sum(counts) * np.log(2))
""",
            due=("absolute",),
            share=(0.2, 0.8),
        ),
        "number_of_expected_spikes": Attempt(
            """
def bits_per_spike(counts, expected, constant):
    n = expected.sum()
    log_m = np.sum(counts * np.log(expected) - expected)
    log_c = np.sum(counts * np.log(constant) - constant)
    return (log_m - log_c) / n / np.log(2)
""",
            due=("spikes_expected",),
            share=(0.0, 0.6),
        ),
        "log2_of_two": Attempt(
            """
def bits_per_spike(counts, expected, constant):
    difference = 0
    for k in range(len(counts)):
        difference += counts[k] * math.log(expected[k] / constant) - expected[k] + constant
    return difference / (sum(counts) * math.log2(2))
""",
            due=("nats",),
            share=(0.2, 0.7),
        ),
        "bins_that_have_spikes": Attempt(
            """
def bits_per_spike(counts, expected, constant):
    spikes = np.sum(counts > 0)
    model = np.sum(counts * np.log(expected) - expected)
    flat = np.sum(counts * np.log(constant) - constant)
    return (model - flat) / (spikes * np.log(2))
""",
            due=("bins_with_spikes",),
            share=(0.1, 0.8),
        ),
        "three_results": Attempt(
            """
def bits_per_spike(counts, expected, constant):
    model = np.sum(counts * np.log(expected) - expected)
    flat = np.sum(counts * np.log(constant) - constant)
    gain = (model - flat) / (counts.sum() * np.log(2))
    return gain, model, flat
""",
            due=("form_extra_results",),
            share=(0.0, 0.6),
        ),
        "mean_count_per_bin": Attempt(
            """
def bits_per_spike(counts, expected, constant):
    rate = np.sum(counts) / len(counts)
    up = np.sum(counts * np.log(expected / rate) - (expected - rate))
    return up / len(counts) / np.log(2)
""",
            due=("mean_count_as_constant", "per_bin"),
            share=(0.0, 0.4),
        ),
        "model_total_in_nats": Attempt(
            """
def bits_per_spike(counts, expected, constant):
    total = 0
    for n, m in zip(counts, expected):
        total = total + n * np.log(m) - m
    return total / len(counts)
""",
            due=("without_comparison", "nats", "per_bin"),
            share=WRONG,
        ),
        "expected_and_counts_swapped": Attempt(
            """
def bits_per_spike(expected, counts, constant):
    model = np.sum(counts * np.log(expected) - expected)
    flat = np.sum(counts * np.log(constant) - constant)
    return (model - flat) / (counts.sum() * np.log(2))
""",
            due=("arguments_swapped",),
            share=WRONG,
        ),
    },
}
