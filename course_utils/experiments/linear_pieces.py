"""Functions of one number that are made of straight pieces: how near they come to a curve, how many pieces there are.

The pieces of a network are counted in exact integer arithmetic, with no tolerance. Every float64 is a whole number
divided by a power of two, so nothing is lost on the way.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

import numpy as np

Layer = tuple[np.ndarray, np.ndarray]  # weights of shape (inputs, units), biases of shape (units,)


def hinge_sum(x: np.ndarray, offset: float, knots: Sequence[float], coefficients: Sequence[float]) -> np.ndarray:
    """Return offset + sum_i coefficients[i] relu(x - knots[i]) for each element of `x`, in its shape, float64.

    Args:
        x: an array of any shape.
        offset: the value left of all knots.
        knots: where the hinges bend.
        coefficients: by how much the slope changes at each knot.
    """
    total = np.full(np.shape(x), float(offset))
    for knot, coefficient in zip(knots, coefficients, strict=True):
        total += coefficient * np.maximum(0.0, np.asarray(x) - knot)
    return total


def interpolation_error(
    curve: Callable[[np.ndarray], np.ndarray], start: float, end: float, pieces: int, samples: int = 100_001
) -> float:
    """Return the largest distance between `curve` and the straight pieces that join it at evenly spaced knots.

    Args:
        curve: a function of a float64 array.
        start: the first knot.
        end: the last knot.
        pieces: how many straight pieces lie between them.
        samples: at how many evenly spaced places the distance is measured.
    """
    knots = np.linspace(start, end, pieces + 1)
    x = np.linspace(start, end, samples)
    return float(np.abs(curve(x) - np.interp(x, knots, curve(knots))).max())


def error_bound(start: float, end: float, pieces: int, largest_curvature: float) -> float:
    """Return h^2 max|f''| / 8 for knots at a distance of h, which no interpolation error exceeds.

    Args:
        start: the first knot.
        end: the last knot.
        pieces: how many straight pieces lie between them.
        largest_curvature: max|f''| between them.
    """
    return ((end - start) / pieces) ** 2 * largest_curvature / 8


@dataclass(frozen=True)
class Piece:
    """A stretch of the input on which the network's output is one straight line: from `start` to `end`, exactly."""

    start: Fraction
    end: Fraction
    slope: Fraction


def linear_pieces(layers: Sequence[Layer], start: float, end: float) -> list[Piece]:
    """Return the straight pieces of a ReLU network with one input and one output, from `start` to `end`, in order.

    A piece ends where the output changes its slope or its line.

    Args:
        layers: (weights, biases) of each layer; ReLU follows every layer but the last.
        start: where the first piece begins.
        end: where the last piece ends.
    """
    # Each stretch carries, for every unit, the line slope * x + intercept as integers over a common power of two.
    stretches = [(Fraction(start), Fraction(end), np.array([1], dtype=object), np.array([0], dtype=object))]
    scale = 0
    for number, (weights, biases) in enumerate(layers, start=1):
        integer_weights, weight_scale = _integers(weights)
        integer_biases, bias_scale = _integers(biases)
        extra = max(0, bias_scale - scale - weight_scale)
        scale += weight_scale + extra
        integer_biases = integer_biases * 2 ** (scale - bias_scale)
        following = []
        for low, high, slopes, intercepts in stretches:
            slopes = (slopes @ integer_weights) * 2**extra
            intercepts = (intercepts @ integer_weights) * 2**extra + integer_biases
            if number == len(layers):
                following.append((low, high, slopes, intercepts))
                continue
            crossings = {Fraction(-c, m) for m, c in zip(slopes, intercepts, strict=True) if m}
            ends = [low, *sorted(at for at in crossings if low < at < high), high]
            for left, right in pairwise(ends):
                middle = (left + right) / 2
                sign = slopes * middle.numerator + intercepts * middle.denominator
                on = np.array([value > 0 for value in sign])
                following.append((left, right, np.where(on, slopes, 0), np.where(on, intercepts, 0)))
        stretches = following
    return _merged(stretches, scale)


def _integers(values: np.ndarray) -> tuple[np.ndarray, int]:
    """Return (integers, shift) with values = integers / 2**shift, exactly. The integers are Python's, without limit."""
    ratios = [float(value).as_integer_ratio() for value in np.ravel(values)]
    shift = max((denominator.bit_length() - 1 for _, denominator in ratios), default=0)
    integers = np.array([n * (2**shift // d) for n, d in ratios], dtype=object)
    return integers.reshape(np.shape(values)), shift


def _merged(stretches: Sequence[tuple], scale: int) -> list[Piece]:
    pieces: list[Piece] = []
    last = None
    for low, high, slopes, intercepts in stretches:
        line = (slopes[0], intercepts[0])
        if line == last:
            pieces[-1] = Piece(pieces[-1].start, high, pieces[-1].slope)
        else:
            pieces.append(Piece(low, high, Fraction(slopes[0], 2**scale)))
        last = line
    return pieces


def sawtooth_layers(depth: int) -> list[Layer]:
    """Return the layers of a network with `depth` hidden layers of two units whose graph on [0, 1] is a saw.

    Each hidden layer and the weights behind it compute the tent 2 relu(x) - 4 relu(x - 1/2), which folds [0, 1] in
    half. Telgarsky, "Representation benefits of deep feedforward networks", 2015.
    """
    kinks = np.array([0.0, -0.5])
    fold = np.array([[2.0, 2.0], [-4.0, -4.0]])
    first = [(np.array([[1.0, 1.0]]), kinks)]
    return first + [(fold, kinks)] * (depth - 1) + [(np.array([[2.0], [-4.0]]), np.zeros(1))]


def run_network(
    layers: Sequence[Layer], x: np.ndarray, activation: Callable = lambda z: np.maximum(0, z)
) -> np.ndarray:
    """Return the output, shape (n,), of a network with one input and one output.

    Args:
        layers: (weights, biases) of each layer.
        x: inputs, shape (n,).
        activation: follows every layer but the last.
    """
    signal = np.asarray(x, dtype=float)[:, np.newaxis]
    for weights, biases in layers[:-1]:
        signal = activation(signal @ weights + biases)
    weights, biases = layers[-1]
    return (signal @ weights + biases)[:, 0]


def random_layers(depth: int, width: int, seed: int) -> list[Layer]:
    """Return a random network: one input, `depth` hidden layers of `width` units, one output.

    Weights are normal with variance 2 / fan_in (He et al., ICCV 2015), biases normal with variance 1. fan_in is the
    number of inputs of a unit.

    Args:
        depth: hidden layers.
        width: units in each of them.
        seed: of the weights and biases.
    """
    rng = np.random.default_rng(seed)
    sizes = [1] + [width] * depth + [1]
    return [
        (rng.normal(0, np.sqrt(2 / fan_in), (fan_in, fan_out)), rng.standard_normal(fan_out))
        for fan_in, fan_out in pairwise(sizes)
    ]


def random_piece_counts(depths: Sequence[int], width: int, seeds: Sequence[int], reach: float) -> dict[int, list[int]]:
    """Return, for each depth, how many pieces random networks have from -reach to reach, one count a seed.

    Args:
        depths: numbers of hidden layers.
        width: units in each of them.
        seeds: one network for each.
        reach: half the width of the interval.
    """
    return {
        depth: [len(linear_pieces(random_layers(depth, width, seed), -reach, reach)) for seed in seeds]
        for depth in depths
    }
