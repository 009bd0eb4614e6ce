"""Every activation the course speaks of, with its derivative, in NumPy.

All functions take a number or an array of real numbers of any shape and return an array of the same shape
(a NumPy scalar for a number). Floating-point input keeps its dtype; integers become float64. NaN in, NaN out.
No input, infinities included, raises or warns. The names are listed in `ACTIVATIONS`.

At a kink there is no derivative. We return what PyTorch returns: the slope of the left side, and for ReLU6 at
6 the slope of the right one, which is 0 in both cases. Notebook 07 is about that choice.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import wraps
from typing import Any

import numpy as np

# Klambauer et al., "Self-normalizing neural networks", NeurIPS 2017, to the precision of float64.
SELU_LAMBDA = 1.0507009873554805
SELU_ALPHA = 1.6732632423543773
GELU_TANH_COEFFICIENT = 0.044715

Array = Any  # a number or np.ndarray of floats, in and out


def _float_array(function: Callable[..., Array]) -> Callable[..., Array]:
    """Hand `function` a float array, silence the floating-point flags, and return a scalar for a scalar."""

    @wraps(function)
    def wrapped(x: Array, *args: Any, **kwargs: Any) -> Array:
        array = np.asarray(x)
        if array.dtype.kind in "biu":
            array = array.astype(np.float64)
        if array.dtype.kind != "f":
            raise TypeError(f"{function.__name__} takes real numbers, not an array of dtype {array.dtype}")
        with np.errstate(all="ignore"):
            return np.asarray(function(array, *args, **kwargs), dtype=array.dtype)[()]

    return wrapped


def _times(x: np.ndarray, factor: np.ndarray | float) -> np.ndarray:
    """Return x * factor with 0 where the factor is 0, also for infinite x: the limit of all we multiply here."""
    return np.where((factor == 0) & ~np.isnan(x), 0, x * factor)


@_float_array
def identity(x: Array) -> Array:
    """Return x."""
    return x


@_float_array
def identity_derivative(x: Array) -> Array:
    """Return 1."""
    return np.where(np.isnan(x), x, 1)


@_float_array
def step(x: Array) -> Array:
    """Return 1 for x > 0, else 0. McCulloch and Pitts, 1943 (Bulletin of Mathematical Biophysics 5)."""
    return np.where(np.isnan(x), x, x > 0)


@_float_array
def step_derivative(x: Array) -> Array:
    """Return 0: the derivative wherever there is one."""
    return np.where(np.isnan(x), x, 0)


@_float_array
def sigmoid(x: Array) -> Array:
    """Return 1 / (1 + exp(-x)). The logistic function, Verhulst, 1845."""
    small = np.exp(-np.abs(x))  # never overflows
    return np.where(x >= 0, 1 / (1 + small), small / (1 + small))


@_float_array
def sigmoid_derivative(x: Array) -> Array:
    """Return sigmoid(x) (1 - sigmoid(x)), at most 1/4."""
    return sigmoid(x) * sigmoid(-x)  # 1 - sigmoid(x) would lose all digits for large x


@_float_array
def tanh(x: Array) -> Array:
    """Return the hyperbolic tangent, (exp(x) - exp(-x)) / (exp(x) + exp(-x))."""
    return np.tanh(x)


@_float_array
def tanh_derivative(x: Array) -> Array:
    """Return 1 - tanh(x)^2, at most 1."""
    return 4 * sigmoid(2 * x) * sigmoid(-2 * x)


@_float_array
def softplus(x: Array) -> Array:
    """Return log(1 + exp(x)). Dugas et al., "Incorporating second-order functional knowledge", NeurIPS 2000."""
    return np.maximum(x, 0) + np.log1p(np.exp(-np.abs(x)))


@_float_array
def softplus_derivative(x: Array) -> Array:
    """Return sigmoid(x)."""
    return sigmoid(x)


@_float_array
def relu(x: Array) -> Array:
    """Return max(0, x). Fukushima, 1969 (IEEE Trans. SSC 5); Nair and Hinton, ICML 2010."""
    return np.maximum(x, 0)


@_float_array
def relu_derivative(x: Array) -> Array:
    """Return 1 for x > 0, else 0; 0 at the kink."""
    return np.where(np.isnan(x), x, x > 0)


@_float_array
def relu6(x: Array) -> Array:
    """Return min(max(0, x), 6). Krizhevsky, "Convolutional deep belief networks on CIFAR-10", 2010."""
    return np.clip(x, 0, 6)


@_float_array
def relu6_derivative(x: Array) -> Array:
    """Return 1 for 0 < x < 6, else 0; 0 at both kinks."""
    return np.where(np.isnan(x), x, (x > 0) & (x < 6))


@_float_array
def leaky_relu(x: Array, alpha: float = 0.01) -> Array:
    """Return max(0, x) + alpha min(0, x), for any slope alpha. Maas, Hannun and Ng, ICML workshop, 2013.

    Args:
        x: pre-activations, of any shape.
        alpha: the slope for negative x.
    """
    return np.where(x < 0, _times(x, alpha), x)


@_float_array
def leaky_relu_derivative(x: Array, alpha: float = 0.01) -> Array:
    """Return 1 for x > 0, else alpha; alpha at the kink.

    Args:
        x: pre-activations, of any shape.
        alpha: the slope for negative x.
    """
    return np.where(np.isnan(x), x, np.where(x > 0, 1, alpha))


def prelu(x: Array, a: float = 0.25) -> Array:
    """Return Leaky ReLU with a slope `a` that is learned. He et al., ICCV 2015, who start from 0.25.

    Args:
        x: pre-activations, of any shape.
        a: the slope for negative x.
    """
    return leaky_relu(x, a)


def prelu_derivative(x: Array, a: float = 0.25) -> Array:
    """Return the derivative with respect to x: 1 for x > 0, else a.

    Args:
        x: pre-activations, of any shape.
        a: the slope for negative x.
    """
    return leaky_relu_derivative(x, a)


@_float_array
def prelu_derivative_a(x: Array) -> Array:
    """Return the derivative with respect to the slope `a`: min(0, x). He et al., ICCV 2015."""
    return np.minimum(x, 0)


@_float_array
def elu(x: Array, alpha: float = 1.0) -> Array:
    """Return x for x > 0, else alpha (exp(x) - 1). Clevert, Unterthiner and Hochreiter, ICLR 2016.

    Args:
        x: pre-activations, of any shape.
        alpha: the floor for negative x is -alpha.
    """
    return np.where(x > 0, x, alpha * np.expm1(np.minimum(x, 0)))


@_float_array
def elu_derivative(x: Array, alpha: float = 1.0) -> Array:
    """Return 1 for x > 0, else alpha exp(x); alpha at 0, because ELU is smooth there only if alpha is 1.

    Args:
        x: pre-activations, of any shape.
        alpha: as for `elu`.
    """
    return np.where(x > 0, 1, alpha * np.exp(np.minimum(x, 0)))


@_float_array
def selu(x: Array) -> Array:
    """Return lambda ELU(x; alpha), with the two constants of Klambauer et al., NeurIPS 2017."""
    return SELU_LAMBDA * elu(x, SELU_ALPHA)


@_float_array
def selu_derivative(x: Array) -> Array:
    """Return lambda for x > 0, else lambda alpha exp(x); lambda alpha, about 1.758, at the kink."""
    return SELU_LAMBDA * elu_derivative(x, SELU_ALPHA)


@_float_array
def swish(x: Array, beta: float = 1.0) -> Array:
    """Return x sigmoid(beta x). SiLU for beta = 1.

    Elfwing, Uchibe and Doya, Neural Networks 107, 2018 (SiLU); Ramachandran, Zoph and Le, arXiv 2017 (Swish).

    Args:
        x: pre-activations, of any shape.
        beta: how sharp the gate is: 0 gives x / 2, a large one nearly ReLU.
    """
    return _times(x, sigmoid(_times(x, beta)))


@_float_array
def swish_derivative(x: Array, beta: float = 1.0) -> Array:
    """Return s + beta x s (1 - s), with s = sigmoid(beta x).

    Args:
        x: pre-activations, of any shape.
        beta: as for `swish`.
    """
    scaled = _times(x, beta)
    return sigmoid(scaled) + _times(scaled, sigmoid_derivative(scaled))


def silu(x: Array) -> Array:
    """Return x sigmoid(x): Swish with beta = 1."""
    return swish(x)


def silu_derivative(x: Array) -> Array:
    """Return the derivative of SiLU."""
    return swish_derivative(x)


@_float_array
def gelu(x: Array) -> Array:
    """Return x times the standard normal distribution function of x. Hendrycks and Gimpel, arXiv 2016."""
    from scipy.special import ndtr  # imported here because SciPy is slow to import

    return _times(x, ndtr(x))


@_float_array
def gelu_derivative(x: Array) -> Array:
    """Return Phi(x) + x phi(x), the normal distribution's function and density."""
    from scipy.special import ndtr

    density = np.exp(-np.square(x) / 2) / np.sqrt(2 * np.pi).astype(x.dtype)
    return ndtr(x) + _times(x, density)


def _gelu_tanh_argument(x: np.ndarray) -> np.ndarray:
    """Return u such that (1 + tanh(u)) / 2 approximates the normal distribution function of x."""
    return np.sqrt(2 / np.pi).astype(x.dtype) * (x + GELU_TANH_COEFFICIENT * x**3)


@_float_array
def gelu_tanh(x: Array) -> Array:
    """Return x (1 + tanh(sqrt(2/pi) (x + 0.044715 x^3))) / 2. Hendrycks and Gimpel, arXiv 2016."""
    return _times(x, sigmoid(2 * _gelu_tanh_argument(x)))  # (1 + tanh u) / 2, without its cancellation


@_float_array
def gelu_tanh_derivative(x: Array) -> Array:
    """Return the derivative of the tanh approximation of GELU."""
    doubled = 2 * _gelu_tanh_argument(x)
    slope = np.sqrt(8 / np.pi).astype(x.dtype) * (x + 3 * GELU_TANH_COEFFICIENT * x**3)  # x times d(doubled)/dx
    return sigmoid(doubled) + _times(slope, sigmoid_derivative(doubled))


@_float_array
def softmax(x: Array, axis: int = -1) -> Array:
    """Return exp(x) / sum(exp(x)) along `axis`, in the shape of x. Each output depends on all inputs.

    Bridle, "Training stochastic model recognition algorithms as networks", NeurIPS 1989. An infinite input
    takes the whole, and several of them share it equally. If all inputs are -inf, each gets an equal share.

    Args:
        x: logits, of at least one dimension.
        axis: the dimension along which the outputs add up to 1.

    Raises:
        ValueError: x is a single number.
    """
    if x.ndim == 0:
        raise ValueError("softmax needs an array of at least one dimension: it is a share among several")
    if x.shape[axis] == 0:
        return x
    largest = x.max(axis=axis, keepdims=True)
    shifted = np.where(x == largest, 0, x - largest)  # inf - inf would be NaN
    powers = np.exp(shifted)
    return powers / powers.sum(axis=axis, keepdims=True)


@_float_array
def softmax_derivative(x: Array) -> Array:
    """Return the Jacobian of softmax along the last axis: shape (..., n) gives (..., n, n)."""
    shares = np.asarray(softmax(x))
    return shares[..., :, None] * (np.eye(x.shape[-1], dtype=x.dtype) - shares[..., None, :])


@_float_array
def maxout(z: Array, axis: int = -1) -> Array:
    """Return the largest of several pre-activations along `axis`. Goodfellow et al., ICML 2013.

    Args:
        z: pre-activations, of at least one dimension.
        axis: the dimension that goes.
    """
    return z.max(axis=axis)


@_float_array
def maxout_derivative(z: Array, axis: int = -1) -> Array:
    """Return, in the shape of `z`, 1 at the first largest pre-activation along `axis` and 0 elsewhere.

    Args:
        z: pre-activations, of at least one dimension.
        axis: the dimension along which the largest is taken.
    """
    first = np.expand_dims(z.argmax(axis=axis), axis)
    mask = np.zeros_like(z)
    np.put_along_axis(mask, first, 1, axis)
    return mask


@dataclass(frozen=True)
class Activation:
    """An element-wise activation: the two functions and their formulas, source, range, and parameters' defaults.

    The formulas are text for people: ``^`` is a power, a blank between two factors multiplies, Phi and phi are the
    standard normal distribution function and density, and what follows a comma explains what stands before it. At a
    kink, `derivative_formula` says what `derivative` returns. `source` is empty and `year` is 0 if no single
    publication is the origin.
    """

    name: str
    function: Callable[..., Array]
    derivative: Callable[..., Array]
    formula: str
    derivative_formula: str
    source: str
    year: int
    value_range: str
    parameters: Mapping[str, float] = field(default_factory=dict)


ACTIVATIONS: Mapping[str, Activation] = {
    entry.name: entry
    for entry in (
        Activation("identity", identity, identity_derivative, "x", "1", "", 0, "all numbers"),
        Activation("step", step, step_derivative, "1 if x > 0 else 0", "0", "McCulloch and Pitts", 1943, "{0, 1}"),
        Activation(
            "sigmoid", sigmoid, sigmoid_derivative,
            "1 / (1 + exp(-x))", "sigmoid(x) (1 - sigmoid(x))",
            "Verhulst", 1845, "(0, 1)",
        ),
        Activation("tanh", tanh, tanh_derivative, "tanh(x)", "1 - tanh(x)^2", "", 0, "(-1, 1)"),
        Activation(
            "softplus", softplus, softplus_derivative,
            "log(1 + exp(x))", "sigmoid(x)",
            "Dugas et al.", 2000, "(0, inf)",
        ),
        Activation("relu", relu, relu_derivative, "max(0, x)", "1 if x > 0 else 0", "Fukushima", 1969, "[0, inf)"),
        Activation(
            "relu6", relu6, relu6_derivative,
            "min(max(0, x), 6)", "1 if 0 < x < 6 else 0",
            "Krizhevsky", 2010, "[0, 6]",
        ),
        Activation(
            "leaky_relu", leaky_relu, leaky_relu_derivative,
            "max(0, x) + alpha min(0, x)", "1 if x > 0 else alpha",
            "Maas et al.", 2013, "all numbers", {"alpha": 0.01},
        ),
        Activation(
            "prelu", prelu, prelu_derivative,
            "max(0, x) + a min(0, x), a learned", "1 if x > 0 else a",
            "He et al.", 2015, "all numbers", {"a": 0.25},
        ),
        Activation(
            "elu", elu, elu_derivative,
            "x if x > 0 else alpha (exp(x) - 1)", "1 if x > 0 else alpha exp(x)",
            "Clevert et al.", 2016, "(-alpha, inf)", {"alpha": 1.0},
        ),
        Activation(
            "selu", selu, selu_derivative,
            "lambda ELU(x; alpha)", "lambda if x > 0 else lambda alpha exp(x)",
            "Klambauer et al.", 2017, "(-1.758, inf)",
        ),
        Activation(
            "swish", swish, swish_derivative,
            "x sigmoid(beta x)", "s + beta x s (1 - s), s = sigmoid(beta x)",
            "Ramachandran et al.", 2017, "[-0.278, inf) for beta = 1", {"beta": 1.0},
        ),
        Activation(
            "gelu", gelu, gelu_derivative,
            "x Phi(x)", "Phi(x) + x phi(x)",
            "Hendrycks and Gimpel", 2016, "[-0.170, inf)",
        ),
        Activation(
            "gelu_tanh", gelu_tanh, gelu_tanh_derivative,
            "x (1 + tanh(u)) / 2, u = sqrt(2 / pi) (x + 0.044715 x^3)",
            "(1 + tanh(u)) / 2 + x (1 - tanh(u)^2) v / 2, v = sqrt(2 / pi) (1 + 0.134145 x^2)",
            "Hendrycks and Gimpel", 2016, "[-0.170, inf)",
        ),
    )
}  # fmt: skip
