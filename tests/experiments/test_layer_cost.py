import pytest

from course_utils.experiments.layer_cost import layer_cost


def test_a_wide_layer_costs_more_than_its_activation():
    pytest.importorskip("torch")
    times = layer_cost(600, 600, rounds=5)
    assert set(times) == {"relu", "sigmoid", "tanh", "matrix product"}
    assert all(time > 0 for time in times.values())
    assert times["relu"] < times["matrix product"]


def test_beside_a_narrow_layer_an_activation_weighs_more():
    pytest.importorskip("torch")
    wide, narrow = layer_cost(600, 600, rounds=5), layer_cost(16, rounds=5)
    for name in ("relu", "sigmoid", "tanh"):
        assert narrow[name] / narrow["matrix product"] > wide[name] / wide["matrix product"]
