import pytest

from course_utils.experiments.layer_cost import layer_cost


def test_a_wide_layer_costs_more_than_its_activation():
    pytest.importorskip("torch")
    times = layer_cost(size=600, rounds=5)
    assert set(times) == {"relu", "sigmoid", "tanh", "matrix product"}
    assert all(time > 0 for time in times.values())
    assert times["relu"] < times["matrix product"]
