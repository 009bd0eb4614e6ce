import numpy as np
import pytest

from course_utils.activations import ACTIVATIONS
from course_utils.networks import MLP, SGD, Adam, default_gain, logistic_loss, softmax_cross_entropy

SMOOTH_OR_HINGED = [name for name in ACTIVATIONS if name != "step"]


def labels(n, k, seed=1):
    return np.random.default_rng(seed).integers(0, k, n)


def numeric_gradient(loss, array, h=1e-6):
    gradient = np.zeros_like(array)
    for index in np.ndindex(array.shape):
        before = array[index]
        array[index] = before + h
        up = loss()
        array[index] = before - h
        down = loss()
        array[index] = before
        gradient[index] = (up - down) / (2 * h)
    return gradient


@pytest.mark.parametrize("activation", SMOOTH_OR_HINGED)
def test_the_gradients_are_those_of_central_differences(activation):
    network = MLP((3, 5, 4, 3), activation, gain=1.3, seed=2)
    for biases in network.biases:
        biases += np.random.default_rng(3).standard_normal(biases.shape) * 0.3
    X, y = np.random.default_rng(4).standard_normal((7, 3)), labels(7, 3)
    passed = network.forward(X)
    kinks = [0.0, 6.0]
    nearest = min(np.abs(z - kink).min() for z in passed.pre_activations[:-1] for kink in kinks)
    assert nearest > 1e-4, "a central difference means nothing at a kink"
    gradients = network.backward(passed, softmax_cross_entropy(passed.output, y)[1])

    def loss():
        return softmax_cross_entropy(network.predict(X), y)[0]

    for layer in range(3):
        assert gradients.weights[layer] == pytest.approx(numeric_gradient(loss, network.weights[layer]), abs=1e-7)
        assert gradients.biases[layer] == pytest.approx(numeric_gradient(loss, network.biases[layer]), abs=1e-7)


def test_the_gradient_of_a_pre_activation_sums_to_the_gradient_of_its_bias():
    network = MLP((3, 5, 4, 1), "tanh")
    passed = network.forward(np.random.default_rng(4).standard_normal((7, 3)))
    gradients = network.backward(passed, np.ones((7, 1)))
    for delta, bias, z in zip(gradients.pre_activations, gradients.biases, passed.pre_activations, strict=True):
        assert delta.shape == z.shape
        assert delta.sum(axis=0) == pytest.approx(bias)


@pytest.mark.parametrize("loss", ["logistic", "softmax"])
def test_the_gradient_of_a_loss_is_that_of_central_differences(loss):
    logits = np.random.default_rng(0).standard_normal((5, 3)) * 3
    if loss == "logistic":
        targets = np.random.default_rng(1).uniform(size=(5, 3))
        function = logistic_loss
    else:
        targets, function = labels(5, 3), softmax_cross_entropy
    _, gradient = function(logits, targets)
    assert gradient == pytest.approx(numeric_gradient(lambda: function(logits, targets)[0], logits), abs=1e-8)


@pytest.mark.parametrize("logit", [0.0, 1.0, -1.0, 40.0, -40.0, 800.0, -800.0, 1e308, -1e308])
def test_losses_and_gradients_are_finite_at_any_logit(logit):
    with np.errstate(all="raise", under="ignore"):
        for target in (0.0, 1.0):
            loss, gradient = logistic_loss(np.array([[logit]]), np.array([[target]]))
            assert np.isfinite(loss)
            assert np.isfinite(gradient).all()
            assert loss == pytest.approx(np.logaddexp(0, logit if target == 0 else -logit), rel=1e-12)
        loss, gradient = softmax_cross_entropy(np.array([[logit / 2, 0.0]]), np.array([0]))
        assert loss == pytest.approx(np.logaddexp(0, -logit / 2), rel=1e-12)
        assert np.isfinite(gradient).all()


def test_a_forward_pass_is_what_its_formula_says():
    network = MLP((2, 3, 1), "relu", seed=1)
    X = np.array([[1.0, -2.0], [0.5, 3.0]])
    passed = network.forward(X)
    hidden = np.maximum(0, X @ network.weights[0] + network.biases[0])
    assert passed.activations[0] == pytest.approx(hidden)
    assert passed.output == pytest.approx(hidden @ network.weights[1] + network.biases[1])
    assert passed.output is passed.pre_activations[-1]
    assert (len(passed.pre_activations), len(passed.activations)) == (2, 1)
    assert network.predict(X) == pytest.approx(passed.output)


@pytest.mark.parametrize(("activation", "gain", "expected"), [("relu", None, 2), ("sigmoid", None, 1), ("relu", 3, 9)])
def test_weights_have_the_variance_gain_squared_over_fan_in(activation, gain, expected):
    network = MLP((400, 500, 2), activation, gain=gain, seed=0)
    assert 400 * network.weights[0].var() == pytest.approx(expected, rel=0.02)
    assert all(not biases.any() for biases in network.biases)


def test_the_same_seed_gives_the_same_network_in_both_precisions():
    double, single = MLP((2, 4, 1), seed=5), MLP((2, 4, 1), seed=5, dtype=np.float32)
    for a, b in zip(double.parameters, single.parameters, strict=True):
        assert b.dtype == np.float32
        assert np.array_equal(a.astype(np.float32), b)
    passed = single.forward(np.ones((3, 2)))
    gradients = single.backward(passed, np.ones((3, 1)))
    single.step(gradients, 0.1)
    assert {array.dtype for array in [passed.output, *gradients.weights, *single.parameters]} == {np.dtype("float32")}
    assert not np.array_equal(MLP((2, 4, 1), seed=6).weights[0], double.weights[0])


@pytest.mark.parametrize("make", [lambda n: SGD(n, 0.5), lambda n: SGD(n, 0.1, 0.9), lambda n: Adam(n, 0.05)])
def test_an_optimizer_learns_exclusive_or(make):
    X, y = np.array([[0.0, 0], [0, 1], [1, 0], [1, 1]]), np.array([0, 1, 1, 0])
    learned = []
    for seed in range(3):
        network = MLP((2, 16, 2), "tanh", seed=seed)
        optimizer = make(network)
        for _ in range(300):
            passed = network.forward(X)
            optimizer.step(network.backward(passed, softmax_cross_entropy(passed.output, y)[1]))
        learned.append(network.predict(X).argmax(axis=1).tolist() == y.tolist())
    assert sum(learned) >= 2


def test_a_plain_step_is_sgd_without_momentum():
    one, other = MLP((2, 3, 1)), MLP((2, 3, 1))
    passed = one.forward(np.ones((2, 2)))
    gradients = one.backward(passed, np.ones((2, 1)))
    one.step(gradients, 0.1)
    SGD(other, 0.1).step(gradients)
    for a, b in zip(one.parameters, other.parameters, strict=True):
        assert np.array_equal(a, b)


def test_momentum_and_adam_do_what_torch_does(torch):
    for ours, theirs in (
        (lambda n: SGD(n, 0.1, 0.9), lambda p: torch.optim.SGD(p, 0.1, momentum=0.9)),
        (lambda n: Adam(n, 0.01), lambda p: torch.optim.Adam(p, 0.01)),
    ):
        network = MLP((2, 3, 1), seed=3)
        twins = [torch.tensor(array.copy(), requires_grad=True) for array in network.parameters]
        mine, other = ours(network), theirs(twins)
        rng = np.random.default_rng(0)
        for _ in range(5):
            passed = network.forward(rng.standard_normal((4, 2)))
            gradients = network.backward(passed, np.ones((4, 1)))
            pairs = zip(gradients.weights, gradients.biases, strict=True)
            for twin, gradient in zip(twins, [array for pair in pairs for array in pair], strict=True):
                twin.grad = torch.tensor(gradient)
            mine.step(gradients)
            other.step()
        for parameter, twin in zip(network.parameters, twins, strict=True):
            assert parameter == pytest.approx(twin.detach().numpy(), abs=1e-10)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: MLP((2,)), "widths"),
        (lambda: MLP((2, 0, 1)), "widths"),
        (lambda: MLP((2, 2.5, 1)), "widths"),
        (lambda: MLP((2, 1), "rely"), "no activation is called"),
        (lambda: MLP((2, 1), gain=-1), "gain"),
        (lambda: MLP((2, 1), gain=np.nan), "gain"),
        (lambda: MLP((2, 1), dtype=int), "dtype"),
        (lambda: MLP((2, 1)).forward([1.0, 2.0]), "columns"),
        (lambda: MLP((2, 1)).forward(np.ones((3, 3))), "columns"),
        (lambda: MLP((2, 1)).backward(MLP((2, 1)).forward(np.ones((3, 2))), np.ones(3)), "gradient"),
        (lambda: default_gain("nothing"), "no activation"),
        (lambda: SGD(MLP((2, 1)), 0), "learning rate"),
        (lambda: SGD(MLP((2, 1)), 0.1, 1.0), "momentum"),
        (lambda: Adam(MLP((2, 1)), np.inf), "learning rate"),
        (lambda: logistic_loss(np.ones((3, 2)), np.ones(3)), "same shape"),
        (lambda: logistic_loss(np.ones(2), np.array([0, 2])), r"\[0, 1\]"),
        (lambda: logistic_loss([], []), "empty"),
        (lambda: softmax_cross_entropy(np.ones((3, 2)), [0, 1]), "labels"),
        (lambda: softmax_cross_entropy(np.ones((2, 2)), [0, 2]), "whole number"),
        (lambda: softmax_cross_entropy(np.ones((2, 2)), [0.0, 1.0]), "whole number"),
    ],
)
def test_what_makes_no_sense_is_refused_with_a_reason(call, message):
    with pytest.raises(ValueError, match=message):
        call()
