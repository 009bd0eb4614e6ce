import numpy as np
import pytest

from course_utils.experiments.digits import mnist
from course_utils.experiments.exact_zeros import CountingMLP, windows, zero_slope_run, zeros_in_dense_training


@pytest.fixture(scope="module")
def runs():
    return [zero_slope_run(seed) for seed in range(3)]


def test_a_window_is_a_3_by_3_piece_of_the_picture_row_by_row():
    picture = np.arange(784.0)[None]
    cut = windows(picture)
    assert cut.shape == (1, 26 * 26, 9)
    np.testing.assert_array_equal(cut[0, 0], [0, 1, 2, 28, 29, 30, 56, 57, 58])
    np.testing.assert_array_equal(cut[0, 27], picture[0, [29, 30, 31, 57, 58, 59, 85, 86, 87]])


def test_most_first_pre_activations_on_raw_digits_are_exactly_0_and_all_of_them_blank_windows(runs):
    """Facts of the course: 59.9 % in another setting, a convolution on other digits."""
    blank = float((windows(mnist()[0][::10]).max(axis=-1) == 0).mean())
    for run in runs:
        assert run.zeros == pytest.approx(blank, abs=1e-6)
    assert blank == pytest.approx(0.63, abs=0.005)


def test_the_choice_at_0_changes_bias_gradients_in_both_directions_and_no_weight_gradient():
    several = [zero_slope_run(seed, slopes=(0.0, 1.0)) for seed in range(6)]
    ratios = [run.bias_norms[1.0] / run.bias_norms[0.0] for run in several]
    assert min(ratios) < 0.8
    assert max(ratios) > 1.5
    for run in several:
        assert run.weight_norms[1.0] == pytest.approx(run.weight_norms[0.0], rel=1e-9)


def test_after_one_step_no_exact_zero_is_left(runs):
    assert [run.zeros_after_step for run in runs] == [0.0] * len(runs)


def test_standardized_digits_have_no_exact_zeros_so_the_choice_is_idle():
    run = zero_slope_run(0, standardized=True)
    assert run.zeros == 0
    assert len(set(run.bias_norms.values())) == 1


def test_the_gradient_of_the_biases_is_that_of_torch_for_the_slope_0(torch):
    X, y = mnist()
    patches, labels = torch.tensor(windows(X[::10])), torch.tensor(y[::10].astype(np.int64))
    rng = np.random.default_rng(1)
    filters = torch.tensor(rng.standard_normal((9, 8)) * np.sqrt(2 / 9))
    dense = torch.tensor(rng.standard_normal((676 * 8, 10)) * np.sqrt(1 / (676 * 8)))
    bias = torch.zeros(8, dtype=torch.float64, requires_grad=True)
    logits = torch.relu(patches @ filters + bias).reshape(len(labels), -1) @ dense
    torch.nn.functional.cross_entropy(logits, labels).backward()
    assert zero_slope_run(1).bias_norms[0.0] == pytest.approx(bias.grad.norm().item(), rel=1e-6)


def test_a_dense_network_on_digits_meets_next_to_no_exact_zero_in_training():
    zeros, computed = zeros_in_dense_training(0, steps=20)
    assert computed == 20 * 128 * (128 + 64)
    assert zeros < computed / 1e5


def test_the_counting_network_counts_zeros_where_there_are_some():
    network = CountingMLP((2, 3, 1), seed=0)
    network.forward(np.array([[0.0, 0.0], [1.0, 2.0]]))
    assert (network.zeros, network.computed) == (3, 6)
