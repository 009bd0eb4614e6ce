import numpy as np
import pytest

from course_utils.experiments.dead_raster import HIDDEN, DeadRaster, dead_raster, he_network

pytestmark = pytest.mark.usefixtures("torch")


def test_at_a_small_rate_no_unit_dies_and_the_network_learns():
    runs = [dead_raster(0.1, seed=seed, steps=60) for seed in range(3)]
    assert all(run.finite.all() for run in runs)
    assert np.median([sum(dead[-1].sum() for dead in run.dead) for run in runs]) == 0
    assert np.median([run.accuracy for run in runs]) > 0.8
    assert [dead.shape for dead in runs[0].dead] == [(61, units) for units in HIDDEN]


def test_at_a_large_rate_the_dead_of_the_first_layer_stay_dead_and_others_come_back():
    runs = [dead_raster(0.5, seed=seed, steps=60) for seed in range(3)]
    for run in runs:  # the first layer's inputs stay as they are, so nothing can wake a dead unit
        assert run.revived[0] == 0
        assert (np.diff(run.dead[0].sum(axis=1)) >= 0).all()
    assert np.median([run.dead[0][-1].sum() for run in runs]) > 0
    assert np.median([run.revived[1] for run in runs]) > 5


def test_no_unit_is_counted_as_dead_where_the_network_is_not_finite():
    run = dead_raster(1e30, steps=4)
    assert run.finite[0]
    assert not run.finite[-1]
    assert not any(dead[~run.finite].any() for dead in run.dead)
    assert run.accuracy is None


def test_a_unit_revives_where_its_line_ends_and_not_where_the_network_breaks():
    dead = np.array([[False, True], [True, True], [False, True], [False, False]])
    run = DeadRaster(0.1, 0, (dead,), np.array([True, True, True, False]), None)
    assert run.revived == (1,)


def test_he_s_network_has_weights_of_variance_2_over_n_and_no_biases():
    model = he_network((400, 300, 2), seed=3)
    assert 400 * float(model[0].weight.var()) == pytest.approx(2, rel=0.03)
    assert not model[0].bias.any()
    assert [type(module).__name__ for module in model] == ["Linear", "ReLU", "Linear"]
