import numpy as np
import pytest

from course_utils.experiments import keras_initializers, recording


@pytest.mark.parametrize(("initializer", "first", "factor"), [("glorot_uniform", 1, 0.5), ("he_normal", 2, 1.0)])
def test_the_variance_is_multiplied_by_half_of_n_times_that_of_the_weights(initializer, first, factor):
    found = [keras_initializers.variances(initializer, seed=seed) for seed in range(3)]
    assert np.mean([values[0] for values in found]) == pytest.approx(first, rel=0.05)
    factors = [(values[-1] / values[0]) ** (1 / 29) for values in found]
    assert np.median(factors) == pytest.approx(factor, rel=0.05)


def test_the_recorded_runs_have_he_above_the_default_with_no_overlap():
    runs = keras_initializers.recorded()
    default, he = (
        [run.accuracy for run in runs if run.initializer == name] for name in keras_initializers.INITIALIZERS
    )
    assert len(default) == len(he) == len(keras_initializers.SEEDS)
    assert max(default) < 0.45
    assert min(he) > 0.55
    assert recording.load("keras_initializers")["made_by"]["keras"]


@pytest.mark.usefixtures("keras")
def test_short_live_runs_are_networks_that_guess_better_than_chance():
    runs = [keras_initializers.train_deep("he_normal", seed=seed, epochs=2) for seed in range(3)]
    assert np.median([run.accuracy for run in runs]) > 0.2
