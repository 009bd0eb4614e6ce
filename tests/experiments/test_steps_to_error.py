import numpy as np
import pytest

from course_utils.experiments.steps_to_error import (
    ACTIVATIONS,
    RATES,
    SEEDS,
    TUNING_SEEDS,
    StepsRun,
    best_rate,
    median_steps,
    paces,
    recorded,
    steps_to_error,
)


def test_relu_is_faster_than_sigmoid_and_not_faster_than_tanh_here():
    """Krizhevsky et al., NeurIPS 2012, saw a factor of six against tanh on CIFAR-10. Not so in this small setting."""
    _, runs = recorded()
    relu, tanh, sigmoid = (median_steps(runs, name) for name in ("relu", "tanh", "sigmoid"))
    assert 2 < sigmoid / relu < 4
    assert tanh < relu


def test_at_one_common_rate_sigmoid_looks_far_worse():
    tuning, _ = recorded()
    common = [run for run in tuning if run.rate == 0.1]
    assert median_steps(common, "sigmoid") / median_steps(common, "relu") > 10


def test_the_rates_used_are_the_best_of_the_tuning_and_the_seeds_are_new():
    tuning, runs = recorded()
    for name in ACTIVATIONS:
        rate = best_rate([run for run in tuning if run.activation == name])
        assert {run.rate for run in runs if run.activation == name} == {rate}
        assert min(RATES) < rate < max(RATES), "a best rate at the edge of the grid would mean little"
    assert not {run.seed for run in tuning} & {run.seed for run in runs}
    assert len(runs) == len(ACTIVATIONS) * len(SEEDS)
    assert len(tuning) == len(ACTIVATIONS) * len(RATES) * len(TUNING_SEEDS)


def test_a_run_that_never_gets_there_is_worse_than_any_other():
    slow = [StepsRun("relu", 0.1, seed, 400) for seed in range(3)]
    never = [StepsRun("relu", 1.0, seed, None) for seed in range(3)]
    assert best_rate(slow + never) == 0.1
    assert median_steps(never, "relu") == float("inf")


def test_a_pace_has_medians_only_for_rates_at_which_every_seed_got_there():
    tuning = [
        *(StepsRun("relu", 0.1, seed, steps) for seed, steps in enumerate((10, 30, 20))),
        *(StepsRun("relu", 1.0, seed, steps) for seed, steps in enumerate((5, None, 5))),
        StepsRun("tanh", 0.1, 0, None),
    ]
    runs = [StepsRun("relu", 0.1, 3, 12), StepsRun("relu", 0.1, 4, None), StepsRun("tanh", 0.3, 3, 7)]
    relu, tanh = paces(tuning, runs)
    assert (relu.medians, relu.failing_rates, relu.rate, relu.steps) == ({0.1: 20}, (1.0,), 0.1, (12,))
    assert (tanh.medians, tanh.failing_rates, tanh.rate, tanh.steps) == ({}, (0.1,), 0.3, (7,))


@pytest.mark.parametrize("name", ["relu", "tanh", "sigmoid"])
def test_live_runs_are_near_the_recorded_ones_of_their_seeds(name):
    _, runs = recorded()
    twins = [run for run in runs if run.activation == name][:3]
    apart = [abs(steps_to_error(name, twin.rate, seed=twin.seed).steps - twin.steps) for twin in twins]
    assert np.median(apart) <= 3


def test_a_training_that_is_cut_short_says_that_it_never_got_there():
    assert steps_to_error("sigmoid", 0.01, seed=0, most_steps=3).steps is None
