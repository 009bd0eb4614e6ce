import numpy as np
import pytest

from course_utils.experiments.keras_to_torch import largest_difference, torch_twin


@pytest.mark.usefixtures("torch")
def test_the_outputs_are_the_same_in_both_libraries(keras):
    keras.utils.set_random_seed(0)
    layers = [keras.layers.Dense(7, activation="relu"), keras.layers.Dense(7, activation="relu"), keras.layers.Dense(3)]
    model = keras.Sequential([keras.Input((5,)), *layers])
    X = np.random.default_rng(0).standard_normal((20, 5)).astype(np.float32)
    twin = torch_twin(model)
    assert largest_difference(model, twin, X) < 1e-5
    layers[1].set_weights([layers[1].get_weights()[0].T, layers[1].get_weights()[1]])
    assert largest_difference(model, twin, X) > 1e-2
