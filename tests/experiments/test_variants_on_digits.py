import numpy as np
import pytest
from scipy.stats import ttest_rel

from course_utils.experiments.recording import load
from course_utils.experiments.variants_on_digits import (
    ACTIVATIONS,
    RATES,
    SEEDS,
    TUNING_SEEDS,
    DigitsRun,
    best_rate,
    by_activation,
    recorded,
    t_interval,
    train_variant,
)


@pytest.fixture(scope="module")
def runs():
    return recorded()


def test_the_record_is_complete_and_says_what_made_it(runs):
    tuning, final = runs
    assert len(tuning) == len(ACTIVATIONS) * len(RATES) * len(TUNING_SEEDS)
    assert len(final) == len(ACTIVATIONS) * len(SEEDS)
    assert not set(TUNING_SEEDS) & set(SEEDS)
    assert set(load("variants_on_digits")["made_by"]) >= {"command", "date", "python", "numpy"}


def test_every_activation_was_trained_at_the_best_rate_of_its_tuning(runs):
    tuning, final = runs
    for name in ACTIVATIONS:
        chosen = best_rate([run for run in tuning if run.activation == name])
        assert {run.rate for run in final if run.activation == name} == {chosen}
        assert RATES[0] < chosen < RATES[-1], "the best of the rates lies inside the range that was tried"


def test_no_activation_is_shown_to_differ_from_relu(runs):
    accuracies = by_activation(runs[1])
    for name in ACTIVATIONS[1:]:
        mean, low, high = t_interval(accuracies[name] - accuracies["relu"])
        assert low < 0 < high
        assert -0.01 < low < mean < high < 0.015


def test_at_a_common_rate_sigmoid_is_far_behind_and_at_its_own_it_is_not(runs):
    def error(name, rate):
        return 100 * (1 - np.mean([run.accuracy for run in runs[0] if (run.activation, run.rate) == (name, rate)]))

    assert round(error("sigmoid", 0.01)) == 17
    assert round(error("relu", 0.01)) == 7
    assert round(error("sigmoid", 0.3)) == 7
    assert error("relu", 0.3) > 60


def test_the_interval_is_that_of_scipy(runs):
    accuracies = by_activation(runs[1])
    theirs = ttest_rel(accuracies["gelu"], accuracies["relu"]).confidence_interval(0.95)
    mine = t_interval(accuracies["gelu"] - accuracies["relu"])
    assert mine[1:] == pytest.approx((theirs.low, theirs.high), rel=1e-9)


def test_pairs_stand_at_the_same_place():
    runs = [
        DigitsRun(name, 0.1, seed, False, seed + extra) for name, extra in (("relu", 0), ("elu", 1)) for seed in (2, 0)
    ]
    accuracies = by_activation(runs)
    assert accuracies["relu"].tolist() == [0, 2]
    assert (accuracies["elu"] - accuracies["relu"]).tolist() == [1, 1]


def test_a_diverged_run_counts_as_nothing_right():
    nan = float("nan")
    runs = [DigitsRun("relu", rate, 0, True, share) for rate, share in ((0.1, 0.5), (0.1, 0.5), (1.0, 0.9), (1.0, nan))]
    assert best_rate(runs) == 0.1


def test_live_runs_are_near_the_recorded_ones_of_their_seeds(runs):
    twins = [run for run in runs[1] if run.activation == "elu"][:3]
    assert {twin.rate for twin in twins} == {0.03}
    apart = [abs(train_variant("elu", 0.03, seed=twin.seed).accuracy - twin.accuracy) for twin in twins]
    assert np.median(apart) < 0.03


def test_tuning_and_test_digits_are_different_ones():
    assert (
        train_variant("relu", 0.1, seed=0, steps=1).accuracy
        != train_variant("relu", 0.1, seed=0, steps=1, tuning=True).accuracy
    )
