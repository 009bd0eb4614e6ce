import numpy as np
import pytest

from course_utils.experiments.dying_relu import (
    ACTIVATIONS,
    RATES,
    SEEDS,
    dead_units,
    fates,
    recorded,
    revive,
    train_and_count,
)
from course_utils.networks import MLP


@pytest.fixture(scope="module")
def runs():
    return recorded()


def of(runs, activation, rate):
    return [run for run in runs if (run.activation, run.rate) == (activation, rate)]


def test_hardly_a_unit_dies_up_to_a_rate_of_0_3(runs):
    assert all(run.finite and run.dead[0] < 0.05 for rate in (0.1, 0.2, 0.3) for run in of(runs, "relu", rate))


def test_many_die_from_0_4_on_and_cost_little(runs):
    some = [run for run in of(runs, "relu", 0.4) if run.dead[0] > 0.1]
    assert len(some) >= 2
    assert all(run.accuracy > 0.9 for run in some)


def test_leaky_relu_diverges_where_relu_does_not(runs):
    assert sum(not run.finite for run in of(runs, "leaky_relu", 0.4)) >= 2
    assert all(run.finite for run in of(runs, "relu", 0.4))


def test_fates_hold_every_run_once_the_diverged_ones_as_a_number(runs):
    found = fates(runs)
    assert [(fate.activation, fate.rate) for fate in found] == [(name, rate) for name in ACTIVATIONS for rate in RATES]
    assert sum(len(fate.seeds) for fate in found) == sum(run.finite for run in runs)
    assert sum(fate.diverged for fate in found) == sum(not run.finite for run in runs) > 0
    for fate in found:
        finite = [run for run in of(runs, fate.activation, fate.rate) if run.finite]
        assert fate.first_dead == tuple(run.dead[0] for run in finite)
        assert fate.accuracies == tuple(run.accuracy for run in finite)


def test_some_units_that_are_dead_on_the_training_digits_wake_on_the_test_digits(runs):
    for run in [run for run in of(runs, "relu", 0.4) if run.dead[0] > 0.1]:
        assert 0 < run.woken[0] < run.dead[0] / 2


def test_a_diverged_network_has_no_share_of_dead_units_though_a_naive_counter_finds_all_dead(runs):
    lost = [run for run in runs if not run.finite]
    assert lost
    for run in lost:
        assert run.dead is None
        assert run.accuracy is None
        assert run.woken is None
        assert run.naive == (1.0, 1.0)


def test_in_finite_networks_both_counters_agree(runs):
    assert all(run.dead == run.naive for run in runs if run.finite)
    assert len(runs) == len(ACTIVATIONS) * len(RATES) * len(SEEDS)


def test_live_runs_are_near_the_recorded_ones_of_their_seeds(runs):
    twins = of(runs, "relu", 0.1)
    lives = [train_and_count("relu", 0.1, seed=twin.seed) for twin in twins]
    pairs = list(zip(lives, twins, strict=True))
    assert np.median([abs(live.accuracy - twin.accuracy) for live, twin in pairs]) < 0.02
    assert np.median([np.abs(np.subtract(live.dead, twin.dead)).max() for live, twin in pairs]) < 0.02


def test_dead_units_of_the_first_layer_stay_dead_and_some_of_the_second_revive():
    results = [revive(seed) for seed in range(3)]
    for run in results:
        assert run.revived[0][0] == 0
        assert run.revived[0][1] > 0
        assert np.ptp(run.dead[1:, 0]) == 0
        assert len(run.steps) == len(run.dead)
    assert any(run.revived[1][0] > 0 for run in results)


def test_a_unit_with_a_very_negative_bias_is_dead():
    network = MLP((3, 4, 2), seed=0)
    network.biases[0][2] = -1e6
    X = np.random.default_rng(0).standard_normal((50, 3))
    assert dead_units(network, X)[0].tolist() == [False, False, True, False]
