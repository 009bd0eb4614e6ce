"""What an activation makes of a standard normal input, SELU's constants, and the lowest point of a curve."""

from collections.abc import Callable
from typing import Any

import numpy as np

from course_utils import activations

Function = Callable[[Any], Any]


def moments(function: Function) -> tuple[float, float]:
    """Return the mean and the variance of function(z) for a standard normal z, by integration from -10 to 10.

    function: of one number, and smooth but for a kink at 0.
    """
    mean = _expectation(function)
    return mean, _expectation(lambda z: (function(z) - mean) ** 2)


def selu_with(lam: float, alpha: float) -> Function:
    """Return the function lambda ELU(z; alpha): SELU with any two constants.

    Args:
        lam: lambda.
        alpha: of ELU.
    """
    return lambda z: lam * activations.elu(z, alpha)


def solve_selu() -> tuple[float, float]:
    """Return (lambda, alpha) for which SELU turns mean 0 and variance 1 into mean 0 and variance 1.

    Klambauer et al., "Self-normalizing neural networks", NeurIPS 2017, by Newton's method on the two moments.
    """
    from scipy.optimize import root

    def wrong_by(constants: np.ndarray) -> tuple[float, float]:
        mean, variance = moments(selu_with(*constants))
        return mean, variance - 1

    found = root(wrong_by, x0=(1.0, 1.0), tol=1e-14)
    return float(found.x[0]), float(found.x[1])


def lowest_point(function: Function, low: float, high: float) -> tuple[float, float]:
    """Return (z, function(z)) at the lowest point of a function that has one dip.

    Args:
        function: of one number.
        low: the lowest point is not left of it.
        high: the lowest point is not right of it.
    """
    from scipy.optimize import minimize_scalar

    found = minimize_scalar(function, bounds=(low, high), method="bounded", options={"xatol": 1e-10})
    return float(found.x), float(found.fun)


def _expectation(function: Function) -> float:
    """Return the mean of function(z) over a standard normal z. Each side of the kink is integrated by itself."""
    from scipy.integrate import quad

    def weighted(z: float) -> float:
        return function(z) * np.exp(-z * z / 2) / np.sqrt(2 * np.pi)

    # ten deviations: they hold all but 1e-23 of the bell curve, and wider intervals make the rule miss its middle
    return sum(quad(weighted, *side, epsabs=1e-13, epsrel=1e-13)[0] for side in ((-10, 0), (0, 10)))
