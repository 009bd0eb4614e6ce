import pytest

from course_utils.experiments.layer_cost import layer_cost


@pytest.mark.usefixtures("torch")
@pytest.mark.parametrize("units", [600, 16])
def test_each_activation_and_the_product_are_timed(units):
    """How they compare is what the notebook measures; a busy machine may turn it around, so no test asks for it."""
    times = layer_cost(units, 600, rounds=2)
    assert set(times) == {"relu", "sigmoid", "tanh", "matrix product"}
    assert all(time > 0 for time in times.values())
