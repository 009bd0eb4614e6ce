import numpy as np
import pytest

from course_utils.experiments.torch_starts import STARTS, follow

pytestmark = pytest.mark.usefixtures("torch")


def a_layer(values):
    return (values[-1] / values[0]) ** (1 / (len(values) - 1))


def test_without_biases_the_default_keeps_a_sixth_of_the_variance_a_layer():
    factors = [a_layer(follow("default, biases 0", seed=seed).pooled) for seed in range(3)]
    assert np.mean(factors) == pytest.approx(1 / 6, rel=0.05)


def test_he_s_weights_keep_the_variance():
    factors = [a_layer(follow("He", seed=seed).pooled) for seed in range(3)]
    assert np.mean(factors) == pytest.approx(1, rel=0.1)


def test_the_default_s_biases_keep_the_units_busy_while_the_examples_become_one():
    run = follow("default")
    assert 0.001 < run.pooled[-1] < 0.003
    assert a_layer(run.between) == pytest.approx(1 / 6, rel=0.1)
    # where the signal is gone, weights of variance 1/(3n) and biases of 1/(3n) settle at b = b/6 + 1/(3n)
    assert run.pooled[-1] == pytest.approx(1 / (3 * 256) / (1 - 1 / 6), rel=0.2)


def test_the_seed_of_others_is_left_alone(torch):
    torch.manual_seed(1)
    first = torch.rand(1).item()
    torch.manual_seed(1)
    follow("He", depth=1)
    assert torch.rand(1).item() == first


def test_another_start_is_refused():
    with pytest.raises(ValueError, match=STARTS[0]):
        follow("Xavier")
