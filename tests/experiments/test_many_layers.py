import numpy as np
import pytest

from course_utils.experiments.many_layers import layer_statistics


def last(activation, gain=None, **how):
    runs = [layer_statistics(activation, gain, seed=seed, **how) for seed in range(2)]
    return [(run.means[-1], run.variances[-1], run.unit_variances[-1]) for run in runs]


def test_selu_keeps_mean_0_and_variance_1_under_its_conditions():
    """Klambauer et al., NeurIPS 2017, theorem 1."""
    for seed in range(2):
        run = layer_statistics("selu", 1.0, seed=seed)
        assert len(run.means) == len(run.variances) == len(run.unit_variances) == 50
        assert np.abs(run.means).max() < 0.1
        assert np.abs(run.variances - 1).max() < 0.15
        assert np.abs(run.unit_variances - 1).max() < 0.15


def test_selu_explodes_with_the_weights_of_he_and_dies_out_with_a_third_of_the_variance():
    assert min(variance for _, variance, _ in last("selu", np.sqrt(2))) > 100
    assert max(variance for _, variance, _ in last("selu", np.sqrt(1 / 3))) < 1e-7


def test_selu_mends_the_variance_of_shifted_inputs_and_not_that_of_single_units():
    for mean, variance, unit_variance in last("selu", 1.0, input_mean=3.0):
        assert abs(mean) < 0.1
        assert variance == pytest.approx(1, abs=0.2)
        assert unit_variance < 0.75


@pytest.mark.parametrize("deviation", [0.1, 10.0])
def test_selu_pulls_the_variance_to_1_from_either_side(deviation):
    for _, variance, _ in last("selu", 1.0, input_deviation=deviation):
        assert variance == pytest.approx(1, abs=0.2)


def test_the_gain_of_relu_does_not_suit_its_relatives():
    for name in ("prelu", "elu"):
        assert min(variance for _, variance, _ in last(name)) > 5
    for name in ("gelu", "swish"):
        assert max(variance for _, variance, _ in last(name)) < 0.1
    for name in ("relu", "leaky_relu"):
        assert all(0.1 < variance < 10 for _, variance, _ in last(name))


def test_a_gain_of_their_own_helps_prelu_and_elu_but_not_gelu_and_silu():
    for name, gain in (("prelu", 1.372), ("elu", 1.245)):
        assert all(0.1 < variance < 10 for _, variance, _ in last(name, gain))
    for name, gain in (("gelu", 1.534), ("swish", 1.677)):
        assert min(variance for _, variance, _ in last(name, gain)) > 100


def test_a_prelu_layer_multiplies_the_squares_by_half_of_one_plus_a_squared():
    """He et al., ICCV 2015, equation 15: the gain sqrt(2) and a = 1/4 give 17/16 a layer."""
    runs = [layer_statistics("prelu", np.sqrt(2), width=512, examples=60, seed=seed) for seed in range(3)]
    squares = [run.variances + run.means**2 for run in runs]
    assert np.median([(s[-1] / s[0]) ** (1 / 49) for s in squares]) == pytest.approx(17 / 16, rel=0.05)
