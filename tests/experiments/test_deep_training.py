import numpy as np
import pytest

from course_utils.experiments.deep_training import DEPTHS, GAINS, SEEDS, recorded, train_deep
from course_utils.experiments.recording import load


@pytest.fixture(scope="module")
def runs():
    return recorded()


def of(runs, start, optimizer="momentum", depth=30):
    return [run.accuracy for run in runs if (run.start, run.optimizer, run.depth) == (start, optimizer, depth)]


def test_thirty_layers_learn_from_variance_2_over_n_and_not_from_1_over_n(runs):
    """He et al., ICCV 2015, section 2.2; the bounds are those of the course's facts."""
    assert min(of(runs, "He")) > 0.7
    assert max(of(runs, "Xavier")) < 0.2


def test_the_start_matters_more_the_deeper_the_network(runs):
    gaps = [np.mean(of(runs, "He", depth=depth)) - np.mean(of(runs, "Xavier", depth=depth)) for depth in DEPTHS]
    assert gaps == sorted(gaps)
    assert gaps[0] < 0.1


def test_adam_comes_a_long_way_from_either_start(runs):
    assert min(of(runs, "He", "Adam")) > 0.85
    assert 0.5 < min(of(runs, "Xavier", "Adam")) <= max(of(runs, "Xavier", "Adam")) < min(of(runs, "He", "Adam"))


def test_the_record_is_complete_and_says_what_made_it(runs):
    assert len(runs) == (len(DEPTHS) + 1) * len(GAINS) * len(SEEDS)
    assert set(load("deep_training")["made_by"]) >= {"command", "date", "python", "numpy"}


def test_a_live_run_is_near_the_recorded_one_of_its_seed(runs):
    live = train_deep("He", seed=1, depth=5)
    twin = next(r for r in runs if (r.start, r.optimizer, r.depth, r.seed) == ("He", "momentum", 5, 1))
    assert live.accuracy == pytest.approx(twin.accuracy, abs=0.03)
    assert len(live.losses) == live.steps == 400


def test_thirty_layers_without_the_factor_of_two_stay_at_a_blind_guess():
    run = train_deep("Xavier", seed=0, steps=100)
    assert np.mean(run.losses[-20:]) == pytest.approx(np.log(10), abs=0.01)
