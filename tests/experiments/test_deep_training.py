import numpy as np
import pytest

from course_utils.experiments.deep_training import (
    DEPTHS,
    GAINS,
    OTHER_RATES,
    SEEDS,
    recorded,
    recorded_at_other_rates,
    train_deep,
)
from course_utils.experiments.digits import mnist, split
from course_utils.experiments.recording import load


@pytest.fixture(scope="module")
def runs():
    return recorded()


def of(runs, start, optimizer="momentum", depth=30, activation="relu"):
    wanted = (start, optimizer, depth, activation)
    return [run.accuracy for run in runs if (run.start, run.optimizer, run.depth, run.activation) == wanted]


def test_thirty_layers_learn_from_variance_2_over_n_and_not_from_1_over_n(runs):
    """He et al., ICCV 2015, section 2.2; the bounds are those of the course's facts."""
    assert min(of(runs, "He")) > 0.7
    assert max(of(runs, "Xavier")) < 0.2


def test_what_does_not_learn_gives_the_commonest_training_digit_or_the_second(runs):
    _, labels = mnist()
    for run in [run for run in runs if run.depth == 30 and run.accuracy < 0.2]:
        training, test = split(run.seed)
        commonest = np.bincount(labels[training]).argsort()[-2:]
        assert round(1_000 * run.accuracy) in np.bincount(labels[test])[commonest]


def test_no_other_rate_made_them_learn_from_1_over_n():
    runs = recorded_at_other_rates()
    assert tuple(run.rate for run in runs) == OTHER_RATES
    assert all(run.accuracy < 0.2 and run.start == "Xavier" for run in runs)


def test_thirty_tanh_layers_learn_from_1_over_n(runs):
    tanh = of(runs, "Xavier", activation="tanh")
    assert len(tanh) == len(SEEDS)
    assert 0.83 < min(tanh) <= max(tanh) < 0.9


def test_live_tanh_runs_are_near_the_recorded_ones_of_their_seeds(runs):
    lives = [train_deep("Xavier", seed=seed, activation="tanh").accuracy for seed in range(3)]
    apart = np.abs(np.subtract(lives, of(runs, "Xavier", activation="tanh")[:3]))
    assert np.median(apart) < 0.03


def test_the_start_matters_more_the_deeper_the_network(runs):
    gaps = [np.mean(of(runs, "He", depth=depth)) - np.mean(of(runs, "Xavier", depth=depth)) for depth in DEPTHS]
    assert gaps == sorted(gaps)
    assert gaps[0] < 0.1


def test_adam_comes_a_long_way_from_either_start(runs):
    assert min(of(runs, "He", "Adam")) > 0.85
    assert 0.5 < min(of(runs, "Xavier", "Adam")) <= max(of(runs, "Xavier", "Adam")) < min(of(runs, "He", "Adam"))


def test_the_recorded_runs_stand_in_the_order_of_their_seeds(runs):
    chosen = [run.seed for run in runs if (run.start, run.optimizer, run.depth) == ("He", "momentum", 5)]
    assert chosen == list(SEEDS)


def test_the_record_is_complete_and_says_what_made_it(runs):
    assert len(runs) == ((len(DEPTHS) + 1) * len(GAINS) + 1) * len(SEEDS)
    assert set(load("deep_training")["made_by"]) >= {"command", "date", "python", "numpy"}


def test_live_runs_are_near_the_recorded_ones_of_their_seeds(runs):
    lives = [train_deep("He", seed=seed, depth=5) for seed in range(3)]
    apart = np.abs(np.subtract([live.accuracy for live in lives], of(runs, "He", depth=5)[:3]))
    assert np.median(apart) < 0.03
    assert all(len(live.losses) == live.steps == 400 for live in lives)


def test_thirty_layers_without_the_factor_of_two_stay_at_a_blind_guess():
    losses = [np.mean(train_deep("Xavier", seed=seed, steps=100).losses[-20:]) for seed in range(3)]
    assert np.median(losses) == pytest.approx(np.log(10), abs=0.01)
