import numpy as np
import pytest

from course_utils.experiments.dead_raster import HIDDEN, DeadRaster, dead_raster, he_network

pytestmark = pytest.mark.usefixtures("torch")


@pytest.fixture(scope="module")
def large():
    return dead_raster(0.5, seed=1, steps=60)


def test_at_a_small_rate_no_unit_dies_and_the_network_learns():
    run = dead_raster(0.1, seed=1, steps=60)
    assert run.finite.all()
    assert not any(dead.any() for dead in run.dead)
    assert run.accuracy > 0.8
    assert [dead.shape for dead in run.dead] == [(61, units) for units in HIDDEN]


def test_at_a_large_rate_the_dead_of_the_first_layer_stay_dead_and_others_come_back(large):
    assert large.dead[0].any()
    assert large.revived[0] == 0
    assert (np.diff(large.dead[0].sum(axis=1)) >= 0).all()
    assert large.revived[1] > 5


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
