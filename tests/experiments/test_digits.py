import numpy as np

from course_utils.experiments.digits import accuracy, is_finite, mnist, split, standardized_mnist, train
from course_utils.networks import MLP, SGD


def test_there_are_five_thousand_digits_of_ten_kinds_loaded_once():
    X, y = mnist()
    assert (X.shape, X.dtype, float(X.min()), float(X.max())) == ((5000, 784), np.float32, 0.0, 1.0)
    assert np.bincount(y).tolist() == [500] * 10
    assert mnist()[0] is X
    assert not X.flags.writeable


def test_standardized_pixels_have_mean_0_and_deviation_1():
    X, _ = standardized_mnist()
    assert abs(X.mean(dtype=np.float64)) < 1e-4
    assert abs(X.std(dtype=np.float64) - 1) < 1e-4


def test_training_and_test_digits_do_not_overlap_and_depend_on_the_seed():
    training, test = split(0)
    assert (len(training), len(test)) == (4000, 1000)
    assert set(training) | set(test) == set(range(5000))
    assert not np.array_equal(split(1)[1], test)


def test_training_stops_when_told_and_counts_its_steps():
    X, y = mnist()
    network, steps = MLP((784, 8, 10), seed=0, dtype=np.float32), []
    losses = train(
        network, SGD(network, 0.1), X, y, steps=50, batch=32, seed=0,
        after_step=lambda step: step == 3, advance=lambda: steps.append(1),
    )  # fmt: skip
    assert len(losses) == len(steps) == 4


def test_a_network_that_is_not_finite_has_no_accuracy():
    X, y = mnist()
    network = MLP((784, 10), dtype=np.float32)
    assert is_finite(network)
    network.weights[0][0, 0] = np.nan
    assert not is_finite(network)
    assert np.isnan(accuracy(network, X[:10], y[:10]))
