"""Every activation against PyTorch, Keras, and what must hold of it."""

import inspect
import re
import warnings

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from course_utils import activations as A
from course_utils.activations import ACTIVATIONS

GRID = np.concatenate(
    [
        np.linspace(-12, 12, 241),
        [0.0, -0.0, 6.0, 1e-300, -1e-300, 1e-8, -1e-8, 50.0, -50.0, 800.0, -800.0, 1e30, -1e30, 1e308, -1e308],
    ]
)
NAMES = list(ACTIVATIONS)
each = pytest.mark.parametrize("name", NAMES)
finite = st.floats(-1e308, 1e308)
moderate = st.floats(-30, 30)


def torch_function(torch, name):
    F = torch.nn.functional
    return {
        "identity": lambda x: x * 1.0,
        "step": None,
        "sigmoid": torch.sigmoid,
        "tanh": torch.tanh,
        "softplus": F.softplus,
        "relu": torch.relu,
        "relu6": F.relu6,
        "leaky_relu": F.leaky_relu,
        "prelu": lambda x: F.prelu(x, torch.tensor([0.25], dtype=x.dtype)),
        "elu": F.elu,
        "selu": F.selu,
        "swish": F.silu,
        "gelu": F.gelu,
        "gelu_tanh": lambda x: F.gelu(x, approximate="tanh"),
    }[name]


@each
def test_value_and_derivative_agree_with_torch(torch, name):
    function = torch_function(torch, name)
    if function is None:
        assert name == "step"  # torch's heaviside has no derivative; the properties below hold it
        return
    # PyTorch's softplus turns linear above 20, its sigmoid-based derivatives cancel far out, and its GELUs give NaN
    # at 1e308: we compare where it is itself exact, kinks included.
    limit = {"softplus": 20, "swish": 800, "gelu": 30, "gelu_tanh": 12}.get(name, np.inf)
    grid = GRID[np.abs(GRID) <= limit]
    x = torch.tensor(grid, dtype=torch.float64, requires_grad=True)
    y = function(x)
    y.sum().backward()
    atol = 1e-15 if name not in ("gelu", "gelu_tanh", "softplus", "tanh", "sigmoid") else 1e-12
    np.testing.assert_allclose(ACTIVATIONS[name].function(grid), y.detach().numpy(), rtol=1e-12, atol=atol)
    np.testing.assert_allclose(ACTIVATIONS[name].derivative(grid), x.grad.numpy(), rtol=1e-10, atol=atol)


def test_values_agree_with_keras(keras):
    functions = {
        "sigmoid": keras.activations.sigmoid,
        "tanh": keras.activations.tanh,
        "softplus": keras.activations.softplus,
        "relu": keras.activations.relu,
        "relu6": keras.activations.relu6,
        "elu": keras.activations.elu,
        "selu": keras.activations.selu,
        "swish": keras.activations.silu,
        "gelu": lambda x: keras.activations.gelu(x, approximate=False),
        "gelu_tanh": lambda x: keras.activations.gelu(x, approximate=True),
        "leaky_relu": lambda x: keras.activations.leaky_relu(x, negative_slope=0.01),
    }
    x = np.linspace(-10, 10, 401, dtype=np.float32)
    for name, function in functions.items():
        theirs = np.asarray(function(keras.ops.convert_to_tensor(x)))
        np.testing.assert_allclose(ACTIVATIONS[name].function(x), theirs, rtol=2e-5, atol=2e-6, err_msg=name)
    z = x.reshape(-1, 1)[:400].reshape(40, 10)
    theirs = np.asarray(keras.activations.softmax(keras.ops.convert_to_tensor(z)))
    np.testing.assert_allclose(A.softmax(z), theirs, rtol=2e-5, atol=1e-7)


def test_where_torch_and_tensorflow_differ_at_the_kink_we_take_torch_s_side(torch, keras):
    import tensorflow as tf

    with tf.GradientTape() as tape:
        x = tf.constant(0.0)
        tape.watch(x)
        y = tf.nn.selu(x)
    tensorflow_slope = float(tape.gradient(y, x))
    t = torch.tensor(0.0, requires_grad=True)
    torch.nn.functional.selu(t).backward()
    assert tensorflow_slope == pytest.approx(A.SELU_LAMBDA, rel=1e-6)
    assert t.grad.item() == pytest.approx(A.SELU_LAMBDA * A.SELU_ALPHA, rel=1e-6)
    assert A.selu_derivative(0.0) == pytest.approx(t.grad.item(), rel=1e-6)


@each
def test_no_input_raises_or_warns(name):
    entry = ACTIVATIONS[name]
    with warnings.catch_warnings(), np.errstate(all="raise"):
        warnings.simplefilter("error")
        for dtype in (np.float64, np.float32, np.float16):
            x = np.array(
                [0.0, -0.0, 1, -1, np.finfo(dtype).max, np.finfo(dtype).min, np.finfo(dtype).tiny], dtype=dtype
            )
            x = np.concatenate([x, np.array([np.inf, -np.inf, np.nan], dtype=dtype)])
            for function in (entry.function, entry.derivative):
                result = function(x)
                assert result.dtype == dtype
                assert np.isnan(result[-1])
                assert not np.isnan(result[:-1]).any(), (dtype, function.__name__, result)


@each
def test_form_is_kept(name):
    for function in (ACTIVATIONS[name].function, ACTIVATIONS[name].derivative):
        for shape in ((), (0,), (3,), (2, 3), (3, 1)):
            assert np.shape(function(np.ones(shape))) == shape
        assert isinstance(function(1), np.floating)
        assert function(np.arange(3)).dtype == np.float64
        x = np.array([-1.0, 2.0])
        function(x)
        assert x.tolist() == [-1.0, 2.0]
        with pytest.raises(TypeError, match="real numbers"):
            function(np.array(["a"]))
        with pytest.raises(TypeError, match="real numbers"):
            function(1j)


@each
def test_the_derivative_is_the_slope_of_a_central_difference_away_from_kinks(name):
    entry = ACTIVATIONS[name]
    x = np.linspace(-7.95, 7.95, 319)
    h = 1e-6
    x = x[(np.abs(x) > 2 * h) & (np.abs(x - 6) > 2 * h)]
    slope = (entry.function(x + h) - entry.function(x - h)) / (2 * h)
    np.testing.assert_allclose(entry.derivative(x), slope, rtol=1e-5, atol=1e-8)


@pytest.mark.parametrize("name", ["sigmoid", "tanh", "softplus", "relu", "relu6", "leaky_relu", "elu", "selu", "step"])
@given(finite, finite)
def test_monotone(name, a, b):
    low, high = sorted((a, b))
    function = ACTIVATIONS[name].function
    assert function(low) <= function(high) or np.isclose(function(low), function(high), rtol=1e-15)


@pytest.mark.parametrize("name", ["relu", "softplus", "swish", "gelu", "gelu_tanh"])
@given(st.floats(-1e10, 1e10))
def test_f_of_x_minus_f_of_minus_x_is_x(name, x):
    function = ACTIVATIONS[name].function
    assert function(x) - function(-x) == pytest.approx(x, rel=1e-12, abs=1e-12)


@given(finite)
def test_bounds(x):
    assert 0 <= A.sigmoid(x) <= 1
    assert -1 <= A.tanh(x) <= 1
    assert 0 <= A.relu6(x) <= 6
    assert A.softplus(x) >= A.relu(x) >= 0
    assert A.elu(x) >= -1
    assert A.selu(x) >= -A.SELU_LAMBDA * A.SELU_ALPHA
    assert A.swish(x) >= -0.27846454276107
    assert A.gelu(x) >= -0.16997120747990
    assert 0 <= A.sigmoid_derivative(x) <= 0.25
    assert 0 <= A.tanh_derivative(x) <= 1


@given(moderate)
def test_limits_of_the_parameters(x):
    assert A.swish(x, beta=0) == x / 2
    assert A.swish(x, beta=1e6) == pytest.approx(A.relu(x), abs=1e-5)
    assert A.leaky_relu(x, alpha=0) == A.relu(x)
    assert A.leaky_relu(x, alpha=1) == x
    assert A.leaky_relu(x, alpha=-1) == abs(x)
    assert A.elu(x, alpha=0) == A.relu(x)
    assert A.prelu(x, 2.0) == np.maximum(0, x) + 2 * np.minimum(0, x)


def test_limits_of_the_parameters_at_infinity():
    assert A.leaky_relu(-np.inf, alpha=0) == 0
    assert A.swish(-np.inf, beta=2.0) == 0
    assert A.swish(np.inf, beta=2.0) == np.inf


def test_prelu_derivative_with_respect_to_its_slope():
    h = 1e-6
    x = np.array([-3.0, -0.5, 0.0, 2.0])
    slope = (A.prelu(x, 0.25 + h) - A.prelu(x, 0.25 - h)) / (2 * h)
    np.testing.assert_allclose(A.prelu_derivative_a(x), slope, atol=1e-9)


def test_minima_of_swish_and_gelu():
    x = np.linspace(-2, 0, 2_000_001)
    for name, place, value in (("swish", -1.27846, -0.27846), ("gelu", -0.75179, -0.16997)):
        y = ACTIVATIONS[name].function(x)
        assert x[y.argmin()] == pytest.approx(place, abs=1e-4)
        assert y.min() == pytest.approx(value, abs=1e-5)


def test_the_tanh_form_of_gelu_is_near_the_exact_one():
    x = np.linspace(-6, 6, 120_001)
    assert np.abs(A.gelu(x) - A.gelu_tanh(x)).max() == pytest.approx(4.73e-4, abs=1e-5)


def test_selu_s_constants_solve_the_moment_equations():
    """Mean 0 and variance 1 of the input stay so: Klambauer et al., 2017, equations 4 and 5."""
    from scipy import integrate, optimize, stats

    def moment(power, alpha, scale):
        def integrand(z):
            y = scale * (z if z > 0 else alpha * np.expm1(z))
            return y**power * stats.norm.pdf(z)

        return sum(integrate.quad(integrand, *ends, epsabs=1e-14)[0] for ends in ((-30, 0), (0, 30)))

    def equations(unknown):
        alpha, scale = unknown
        return moment(1, alpha, scale), moment(2, alpha, scale) - 1

    alpha, scale = optimize.fsolve(equations, (1.5, 1.0), xtol=1e-13)
    assert alpha == pytest.approx(A.SELU_ALPHA, abs=1e-10)
    assert scale == pytest.approx(A.SELU_LAMBDA, abs=1e-10)


@given(hnp.arrays(np.float64, hnp.array_shapes(min_dims=1, max_dims=3, min_side=1, max_side=4), elements=finite))
def test_softmax_is_a_share(z):
    shares = A.softmax(z)
    np.testing.assert_allclose(shares.sum(axis=-1), 1, rtol=1e-12)
    assert (shares >= 0).all()


def test_softmax_at_the_infinities_and_along_an_axis():
    assert A.softmax(np.array([np.inf, 1.0])).tolist() == [1.0, 0.0]
    assert A.softmax(np.array([-np.inf, -np.inf])).tolist() == [0.5, 0.5]
    assert np.isnan(A.softmax(np.array([np.nan, 1.0]))).all()
    z = np.random.default_rng(0).standard_normal((3, 4))
    np.testing.assert_allclose(A.softmax(z, axis=0), A.softmax(z.T).T)
    assert A.softmax(np.empty((2, 0))).shape == (2, 0)
    with pytest.raises(ValueError, match="at least one dimension"):
        A.softmax(1.0)


def test_softmax_and_maxout_derivatives_against_torch(torch):
    z = np.random.default_rng(1).standard_normal((2, 5))
    theirs = torch.stack(
        [torch.autograd.functional.jacobian(lambda v: torch.softmax(v, 0), torch.tensor(row)) for row in z]
    )
    np.testing.assert_allclose(A.softmax_derivative(z), theirs.numpy(), atol=1e-14)
    t = torch.tensor(z, requires_grad=True)
    t.max(dim=-1).values.sum().backward()
    np.testing.assert_array_equal(A.maxout_derivative(z), t.grad.numpy())
    np.testing.assert_array_equal(A.maxout(z), z.max(axis=-1))


def test_every_public_function_says_its_formula_and_what_it_is():
    for name, function in vars(A).items():
        if inspect.isfunction(function) and not name.startswith("_"):
            assert len(function.__doc__.split()) >= 2, name
    for entry in ACTIVATIONS.values():
        assert entry.formula
        assert entry.value_range
        assert set(entry.parameters) == set(list(inspect.signature(entry.function).parameters)[1:])


WORDS = {
    **{name: getattr(A, name) for name in ("sigmoid", "tanh")},
    **{name: getattr(np, name) for name in ("exp", "log", "sqrt")},
    "max": np.maximum,
    "min": np.minimum,
    "pi": np.pi,
    "lambda_": A.SELU_LAMBDA,
}


def spelled_out(formula, x, parameters):
    """Evaluate a formula as its text says: a blank between factors multiplies, after commas stand definitions."""
    from scipy.stats import norm

    names = {**WORDS, **parameters, "x": x, "Phi": norm.cdf, "phi": norm.pdf, "ELU": A.elu}
    if "lambda" in formula:
        names["alpha"] = A.SELU_ALPHA
    main, *definitions = re.split(r", (?=\w+ = )|, a learned", formula.replace("lambda", "lambda_").replace("; ", ", "))
    for definition in reversed([text for text in definitions if text]):
        name, text = definition.split(" = ")
        names[name] = evaluate(text, names)
    return evaluate(main, names)


def evaluate(text, names):
    for part in re.findall(r"^(.*) if (.*) else (.*)$", text):
        return np.where(*(evaluate(part[i], names) for i in (1, 0, 2)))
    text = re.sub(r"(?<=[\w)]) (?=[\w(])", " * ", text.replace("^", "**"))
    if text.count("<") == 2:
        text = "({} <{}) & ({} <{})".format(*(text.split("<")[i].strip() for i in (0, 1, 1, 2)))
    return eval(text, {"__builtins__": {}}, names)


@each
def test_the_formulas_compute_what_the_functions_do(name):
    entry = ACTIVATIONS[name]
    x = np.linspace(-7.93, 7.93, 400)
    extra = {}
    if name == "gelu_tanh":  # its derivative is written with the u of its formula
        extra["u"] = np.sqrt(2 / np.pi) * (x + 0.044715 * x**3)
    parameters = {**entry.parameters, **extra}
    expected = entry.function(x), entry.derivative(x)
    for formula, values in zip((entry.formula, entry.derivative_formula), expected, strict=True):
        result = np.broadcast_to(spelled_out(formula, x, parameters), x.shape)
        np.testing.assert_allclose(result, values, rtol=1e-9, atol=1e-12, err_msg=formula)


def test_every_activation_has_a_formula_for_its_derivative():
    assert all(entry.derivative_formula for entry in ACTIVATIONS.values())
