"""Notebook 07: the derivative of ReLU, and what happens at 0."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from course_utils.autograder import ChoiceExercise, FunctionExercise, Probe, Tolerance

NOTEBOOK = "07_the_derivative.ipynb"
ANSWERS = "course_utils.answers.the_derivative"

READY_MADE = (
    "course_utils.activations",
    "course_utils.networks",
    "course_utils.answers",
    "torch",
    "tensorflow",
    "keras",
    "jax",
)

subgradients = ChoiceExercise(
    id="derivative.subgradients",
    title="The subgradients of ReLU at 0",
    points=1,
    names=("subgradients",),
    answers=ANSWERS,
    options={
        "A": "none: there is no derivative at 0",
        "B": "0 and 1 alone, the slopes of the two sides",
        "C": "all numbers from 0 to 1",
        "D": "all numbers: a corner can be touched by any line",
    },
    hints=(
        "Draw the hinge, and lay a ruler on its corner. How far can you turn the ruler before it cuts the hinge?",
        "Try the slope 0.5: is 0.5 x at most ReLU(x) for x = -1 and for x = 1? And the slope -0.5?",
    ),
    not_checked="how you came to your answer.",
)


def _relu_grad_probes(seed: int) -> tuple[Probe, ...]:
    rng = np.random.default_rng(seed)

    def draw(*shape: int) -> np.ndarray:
        return np.round(rng.uniform(0.2, 5, shape), 2)

    def signed(*shape: int) -> np.ndarray:
        return draw(*shape) * rng.choice([-1.0, 1.0], shape)

    mixed = np.array([-1.5, 2.5, -0.5, 0.25])
    zeros = np.array([0.0, -0.0, 0.0])
    share = float(np.round(rng.uniform(0.1, 0.9), 2))
    return (
        Probe((mixed, np.ones(4), 0.0), "slope"),
        Probe((draw(5), np.ones(5), 0.0), "slope"),
        Probe((-draw(4), np.ones(4), 0.0), "slope"),
        Probe((-draw(3), np.ones(3), 1.0), "slope"),
        *(Probe((signed(12), np.ones(12), 0.0), "slope") for _ in range(2)),
        Probe((mixed, np.array([3.0, -2.0, 0.5, 4.0]), 0.0), "upstream"),
        Probe((mixed, np.array([-1.0, 0.5, 2.0, -3.0]), 1.0), "upstream"),
        Probe((signed(2, 3), signed(2, 3), 0.5), "upstream"),
        Probe((np.array([[1.0], [-2.0]]), np.array([[-3.0], [-4.0]]), 0.0), "upstream"),
        Probe((zeros, np.array([1.0, 1.0, 1.0]), 0.0), "zero"),
        Probe((zeros, np.array([2.0, -3.0, 4.0]), 1.0), "zero"),
        Probe((np.array([0.0, -1.0, 2.0, 0.0]), np.array([2.0, 5.0, -3.0, -4.0]), 0.5), "zero"),
        Probe((np.array([0.0, 3.0]), signed(2), share), "zero"),
        Probe((np.array([1e-12, -1e-12, 1e-300, -1e-300]), np.array([2.0, 3.0, -4.0, 5.0]), 0.5), "near"),
        Probe((np.array([1e-9, -1e-5]), np.array([-2.0, 7.0]), share), "near"),
        Probe((1e-9 * signed(4), signed(4), share), "near"),
        Probe((2.0, 3.0, 0.0), "forms", dtype=False),
        Probe((-2.0, 3.0, 1.0), "forms", dtype=False),
        Probe((0.0, -3.0, 0.5), "forms", dtype=False),
        Probe((float(draw(1)[0]), float(draw(1)[0]), 0.5), "forms", dtype=False),
        Probe((np.array([]), np.array([]), 0.5), "forms", ordinary=False),
        Probe((np.array([1e300, -1e300, np.inf, -np.inf]), np.array([2.0, 3.0, 4.0, 5.0]), 0.5), "forms", False),
        Probe((np.array([np.nan, 1.0, 0.0]), np.array([1.0, 2.0, -2.0]), 0.5), "nan", ordinary=False),
        Probe((np.array([np.nan, np.nan]), np.array([3.0, -2.0]), 0.0), "nan", ordinary=False),
        Probe((np.array([np.nan, 2.0, -1.0]), signed(3), 0.5), "nan", ordinary=False),
    )


relu_grad = FunctionExercise(
    id="derivative.relu_grad",
    title="The gradient that ReLU passes down",
    points=4,
    names=("relu_grad",),
    parameters=("x", "upstream", "at_zero"),
    answers=ANSWERS,
    draw_probes=_relu_grad_probes,
    region_labels={
        "slope": "right where the upstream gradient is 1",
        "upstream": "right for any upstream gradient",
        "zero": "right at exactly 0, by the convention",
        "near": "right for tiny numbers",
        "forms": "right for numbers, empty arrays and extreme values",
        "nan": "right where x is NaN",
    },
    sized_args=lambda n: (np.linspace(-3.0, 3.0, n), np.ones(n), 0.0),
    forbids=READY_MADE,
    hints=(
        "Two steps: an array with the slope for each element of x, and then the chain rule, which multiplies.",
        "Three cases for the slope: above 0, below 0, and exactly 0. NaN belongs to none of them, so ask what "
        "your code does with it.",
        "`np.heaviside(x, value)` is 0 below 0, 1 above 0, `value` at 0, and NaN at NaN.",
    ),
    not_checked="lists, integers, an `upstream` that is infinite, NaN, or of another shape than `x`.",
)

# The functions that the central difference is tried on, by name. The slope of each is easy to find.
FUNCTIONS: dict[str, Callable[[Any], Any]] = {
    "3 x + 2": lambda x: 3 * x + 2,
    "x^2": lambda x: x * x,
    "x^3": lambda x: x * x * x,
    "exp(x)": np.exp,
    "ReLU(x)": lambda x: np.maximum(0.0, x),
    "|x|": np.abs,
}


def _difference_probes(seed: int) -> tuple[Probe, ...]:
    rng = np.random.default_rng(seed)

    def place(low: float, high: float) -> float:
        return float(np.round(rng.uniform(low, high), 2))

    calls = [
        ("line", "3 x + 2", 1.0, 0.5),
        ("line", "3 x + 2", place(-3, 3), 0.1),
        ("curve", "x^2", 2.0, 0.5),
        ("curve", "x^3", 1.0, 0.5),
        ("curve", "x^2", -1.0, 0.5),
        ("curve", "exp(x)", place(-1, 1), 0.25),
        ("curve", "x^3", place(0.5, 2), 0.2),
        ("kink", "ReLU(x)", 0.0, 0.5),
        ("kink", "ReLU(x)", 0.25, 0.5),
        ("kink", "|x|", -0.125, 0.5),
        ("kink", "ReLU(x)", place(-0.4, 0.4), 0.5),
        ("array", "x^3", np.round(rng.uniform(-2, 2, 5), 2), 0.5),
        ("array", "ReLU(x)", np.array([[-2.0, -0.25], [0.0, 3.0]]), 1.0),
        ("small", "x^3", 1.5, 1e-4),
        ("small", "exp(x)", np.array([0.0, 1.0]), 1e-4),
        ("small", "x^3", place(2.1, 3), 1e-4),  # at 2 its curvature is its slope
    ]
    return tuple(Probe(tuple(args), region, dtype=False) for region, *args in calls)


def _use_difference(names: Mapping[str, Any], function: str, x: Any, h: float) -> Any:
    return names["central_difference"](FUNCTIONS[function], x, h)


def _difference_in_words(probe: Probe) -> str:
    function, x, h = probe.args
    place = f"np.array({x.tolist()})" if isinstance(x, np.ndarray) else f"{x:g}"
    return f"`central_difference(f, {place}, {h:g})` with f(x) = {function}"


central_difference = FunctionExercise(
    id="derivative.central_difference",
    title="A slope, measured",
    points=3,
    names=("central_difference",),
    parameters=("f", "x", "h"),
    answers=ANSWERS,
    draw_probes=_difference_probes,
    scenario=_use_difference,
    describe=_difference_in_words,
    region_labels={
        "line": "right for a straight line",
        "curve": "right for curves",
        "kink": "right across a kink",
        "array": "right for arrays",
        "small": "right for a small step",
    },
    known_beforehand=("line",),
    forbids=("course_utils.answers", "scipy", "torch", "tensorflow", "keras", "jax"),
    tolerance=Tolerance(rtol=1e-7, atol=1e-9),
    hints=(
        "How far apart are the two places, and how much does f rise from the one to the other?",
        "The rise over the distance. From x - h to x + h the distance is twice the step.",
        "Mind the parentheses: `a / 2 * h` divides by 2 and then multiplies by h.",
    ),
    not_checked="a step that is 0, negative, or so small that rounding is all that is left.",
)

at_the_kink = ChoiceExercise(
    id="derivative.at_the_kink",
    title="A central difference at the kink",
    points=1,
    names=("at_the_kink",),
    answers=ANSWERS,
    options={
        "A": "0, whatever h is",
        "B": "1/2, whatever h is",
        "C": "a number that tends to 0 as h becomes small",
        "D": "a number that tends to 1 as h becomes small",
    },
    hints=(
        "What is ReLU(h)? What is ReLU(-h)?",
        "The rise is h and the distance is 2 h. What is left of h?",
    ),
    not_checked="how you came to your answer.",
)


class _StillOpenError(Exception):
    """A method of the learner's class still returns `...`."""


def _closed(result: Any) -> Any:
    if result is ...:
        raise _StillOpenError
    if result is None:
        raise TypeError("the operation gave None instead of a Value: is a `return` missing?")
    if isinstance(result, (int, float, np.number, np.ndarray)):
        raise TypeError(f"the operation gave a plain {type(result).__name__}, not a Value")
    return result


def _plus(x: Any, y: Any) -> Any:
    return _closed(x + y)


def _times(x: Any, y: Any) -> Any:
    return _closed(x * y)


def _relu(x: Any) -> Any:
    return _closed(x.relu())


def _square(d: Any) -> Any:
    return _times(d, d)


def _twice_used(c: Any, d: Any) -> Any:
    return _plus(d, _times(c, d))


# Each graph by its text: a function of the three Values a, b and c.
GRAPHS: dict[str, Callable[[Any, Any, Any], Any]] = {
    "a * b": lambda a, b, c: _times(a, b),
    "(a * b) * c": lambda a, b, c: _times(_times(a, b), c),
    "c * (a * b)": lambda a, b, c: _times(c, _times(a, b)),
    "(a * b) + c": lambda a, b, c: _plus(_times(a, b), c),
    "a.relu()": lambda a, b, c: _relu(a),
    "a.relu() * b": lambda a, b, c: _times(_relu(a), b),
    "((a * b) + c).relu()": lambda a, b, c: _relu(_plus(_times(a, b), c)),
    "((a * b) + c).relu() * c": lambda a, b, c: _times(_relu(_plus(_times(a, b), c)), c),
    "c * (a * b).relu()": lambda a, b, c: _times(c, _relu(_times(a, b))),
    "a * a": lambda a, b, c: _times(a, a),
    "a.relu() + a.relu()": lambda a, b, c: _plus(_relu(a), _relu(a)),
    "a.relu() + (a * b)": lambda a, b, c: _plus(_relu(a), _times(a, b)),
    "(a * b) + a.relu()": lambda a, b, c: _plus(_times(a, b), _relu(a)),
    "((a * b).relu() * a) + (b * c)": lambda a, b, c: _plus(_times(_relu(_times(a, b)), a), _times(b, c)),
    "a.relu() + (a * b).relu()": lambda a, b, c: _plus(_relu(a), _relu(_times(a, b))),
    "d + (c * d), where d = (a * b).relu()": lambda a, b, c: _twice_used(c, _relu(_times(a, b))),
    "d * d, where d = (a * b) + c": lambda a, b, c: _square(_plus(_times(a, b), c)),
}


def _value_probes(seed: int) -> tuple[Probe, ...]:
    rng = np.random.default_rng(seed)

    def draw() -> float:
        return float(np.round(rng.uniform(0.5, 4), 1))

    p, q, r = draw(), draw(), draw()
    calls = [
        ("product", "a * b", [3.0, -2.0, 0.0]),
        ("product", "(a * b) + c", [-p, q, r]),
        ("product", "(a * b) * c", [3.0, -2.0, 0.5]),
        ("product", "c * (a * b)", [2.0, -3.0, 0.5]),
        ("relu", "a.relu()", [2.0, 0.0, 0.0]),
        ("relu", "a.relu()", [-2.0, 0.0, 0.0]),
        ("relu", "a.relu() * b", [3.0, -4.0, 0.0]),
        ("relu", "((a * b) + c).relu()", [3.0, 2.0, -1.0]),
        ("relu", "((a * b) + c).relu()", [2.0, -3.0, 1.0]),
        ("relu", "((a * b) + c).relu() * c", [p, q, r]),
        ("relu", "c * (a * b).relu()", [0.5, 0.25, -2.0]),
        ("zero", "a.relu() * b", [0.0, 5.0, 0.0]),
        ("zero", "((a * b) + c).relu()", [2.0, 3.0, -6.0]),
        ("zero", "a.relu() * b", [1e-9, 5.0, 0.0]),
        ("zero", "a.relu() * b", [1e-9, r, 0.0]),
        ("zero", "(a * b) + a.relu()", [0.0, q, 0.0]),
        ("twice", "a * a", [3.0, 0.0, 0.0]),
        ("twice", "a.relu() + a.relu()", [p, 0.0, 0.0]),
        ("twice", "a.relu() + (a * b)", [q, r, 0.0]),
        ("twice", "(a * b) + a.relu()", [q, -r, 0.0]),
        ("twice", "((a * b).relu() * a) + (b * c)", [p, q, -r]),
        ("twice", "a.relu() + (a * b).relu()", [-p, -1.0, 0.0]),
        ("twice", "d + (c * d), where d = (a * b).relu()", [p, q, -r]),
        ("twice", "d * d, where d = (a * b) + c", [-p, r, q]),
    ]
    return tuple(Probe((name, numbers), region, dtype=False) for region, name, numbers in calls)


def _use_value(names: Mapping[str, Any], graph: str, numbers: list[float]) -> Any:
    """Return the result of a graph, and the gradients of a, b and c; `...` if a method is still open."""
    inputs = [names["Value"](number) for number in numbers]
    try:
        result = GRAPHS[graph](*inputs)
    except _StillOpenError:
        return ...
    result.backward()
    return [_number(result.data), *(_number(node.grad) for node in inputs)]


def _number(value: Any) -> Any:
    """Return a number as a float, so that integers and 0-d arrays count, and anything else as it is."""
    return float(value) if isinstance(value, (bool, int, float, np.number)) else value


def _graph_in_words(probe: Probe) -> str:
    name, numbers = probe.args
    given = ", ".join(f"{letter} = {number:g}" for letter, number in zip("abc", numbers, strict=True) if letter in name)
    return f"`out = {name}` with {given}, then `out.backward()`, and `[out.data, a.grad, b.grad, c.grad]`"


Value = FunctionExercise(
    id="derivative.Value",
    title="A number that knows its gradient",
    points=5,
    names=("Value",),
    answers=ANSWERS,
    draw_probes=_value_probes,
    scenario=_use_value,
    describe=_graph_in_words,
    region_labels={
        "product": "right for products",
        "relu": "right with ReLU",
        "zero": "right with ReLU at exactly 0, and next to it",
        "twice": "right where a number is used twice",
    },
    inputs_untouched=False,
    forbids=("course_utils.answers", "torch", "tensorflow", "keras", "jax", "micrograd"),
    hints=(
        "Both methods have the form of `__add__`: compute the number, make a Value of it that knows its parents, and "
        "define what it does to their gradients.",
        "If `a` grows by 1, by how much does a * b grow? That, times `out.grad`, is what `a` receives.",
        "`self.grad += other.data * out.grad` is one line of the product. Why `+=` and not `=`? Think of `a * a`.",
    ),
    not_checked="numbers that are NaN, calling `backward` a second time, and operations other than these three.",
)


def _layer_probes(seed: int) -> tuple[Probe, ...]:
    rng = np.random.default_rng(seed)

    def draw(*shape: int) -> np.ndarray:
        values = rng.integers(1, 9, shape) * rng.choice([-0.25, 0.25], shape)
        return values.astype(float)

    def layer(n: int, d: int, k: int, bias: float = 1.0) -> tuple[np.ndarray, ...]:
        # a bias that is no multiple of 1/16 keeps every pre-activation away from 0
        b = bias * (draw(k) + 0.03)
        X, W = draw(n, d), draw(d, k)
        if not bias:
            X[:, 0] += 0.017
        return X, W, b, draw(n, k)

    def layer_of_which_the_bias_decides(n: int) -> tuple[np.ndarray, ...]:
        while True:
            X, W, b, upstream = layer(n, n, n)
            if np.any((X @ W > 0) != (X @ W + b > 0)):
                return X, W, b, upstream

    open_everywhere = np.array([[1.0, 2.0], [3.0, 1.0]]), np.array([[1.0], [0.5]]), np.array([2.0])
    at_zero = np.array([[1.0, -1.0], [2.0, 1.0]]), np.array([[1.0, 2.0], [1.0, -1.0]]), np.array([0.0, -3.0])
    return (
        Probe((np.array([[2.0]]), np.array([[3.0]]), np.array([1.0]), np.array([[5.0]])), "open"),
        Probe((*open_everywhere, np.array([[1.0], [-2.0]])), "open"),
        Probe((np.abs(draw(4, 3)), np.abs(draw(3, 2)), np.array([0.5, 1.0]), draw(4, 2)), "open"),
        Probe((-np.abs(draw(3, 2)), -np.abs(draw(2, 4)), np.full(4, 0.75), draw(3, 4)), "open"),
        Probe(
            (np.array([[2.0, -1.0]]), np.array([[1.0, -1.0], [1.0, 1.0]]), np.zeros(2), np.array([[3.0, 5.0]])), "mask"
        ),
        Probe((np.array([[2.0]]), np.array([[-3.0]]), np.zeros(1), np.array([[5.0]])), "mask"),
        Probe(layer(6, 3, 4, bias=0.0), "mask"),
        Probe(layer(5, 4, 3, bias=0.0), "mask"),
        Probe((np.array([[1.0], [1.0]]), np.array([[2.0]]), np.array([-3.0]), np.array([[4.0], [1.0]])), "bias"),
        Probe(
            (*(part + offset for part, offset in zip(layer(6, 2, 3)[:3], (0, 0, -1.0), strict=True)), draw(6, 3)),
            "bias",
        ),
        Probe(
            (*(part + offset for part, offset in zip(layer(5, 3, 5)[:3], (0, 0, 1.5), strict=True)), draw(5, 5)), "bias"
        ),
        Probe(layer_of_which_the_bias_decides(3), "square"),
        Probe(layer_of_which_the_bias_decides(4), "square"),
        Probe((*at_zero, np.array([[5.0, 1.0], [2.0, 7.0]])), "zero"),
        Probe((*at_zero, draw(2, 2) + 0.125), "zero"),
        Probe((np.zeros((3, 2)), draw(2, 2), np.zeros(2), draw(3, 2)), "zero"),
    )


relu_layer_backward = FunctionExercise(
    id="derivative.relu_layer_backward",
    title="Backward through a ReLU layer",
    points=4,
    names=("relu_layer_backward",),
    parameters=("X", "W", "b", "upstream"),
    answers=ANSWERS,
    draw_probes=_layer_probes,
    region_labels={
        "open": "right where every unit is on",
        "mask": "right where some units are off",
        "bias": "right where the bias decides what is on",
        "square": "right when inputs, units and examples are equally many",
        "zero": "right where a pre-activation is exactly 0",
    },
    forbids=READY_MADE,
    hints=(
        "First the ReLU: `delta` is the upstream gradient where the pre-activation is above 0, and 0 elsewhere. "
        "All three gradients are made of it.",
        "Then the shapes: dW has the shape of W, (d, k). X is (n, d) and delta is (n, k). Which product fits, and "
        "what has to be transposed?",
        "The bias is added to every row, so its gradient collects what comes down in all rows: sum over the examples.",
    ),
    not_checked="inputs that are not 2-D arrays of floats, and shapes that do not fit together.",
)


def _zeros_probes(seed: int) -> tuple[Probe, ...]:
    rng = np.random.default_rng(seed)

    def draw(*shape: int) -> np.ndarray:
        return rng.integers(1, 7, shape) * rng.choice([-0.5, 0.5], shape)

    def with_blank_rows(rows: int, blank: int, columns: int) -> np.ndarray:
        X = draw(rows, columns)
        X[:, 0] = 8.25  # larger than what the other columns can add up to with the weights below
        X[:blank] = 0.0
        return X[rng.permutation(rows)]

    def weights(columns: int, units: int) -> np.ndarray:
        W = rng.integers(1, 4, (columns, units)) * rng.choice([-0.25, 0.25], (columns, units))
        W[0] = rng.choice([-4.0, 4.0], units)
        return W

    def cancelling_rows(rows: int, cancel: int) -> np.ndarray:
        X = np.tile([[2.0, 1.0]], (rows, 1))
        X[:cancel] = [[1.5, -1.5]]
        return X[rng.permutation(rows)]

    many, several = (int(rng.integers(low, high)) for low, high in ((20, 60), (2, 19)))
    pair = np.array([[1.0, 2.0], [1.0, 2.0]])
    cancelling = np.array([[1.0, 1.0], [2.0, -1.0], [0.5, -0.5]]), np.array([[1.0, 2.0], [-1.0, 1.0]])
    tiny = np.array([[1e-12, 0.0], [0.0, 0.0], [-1e-300, 0.0]]), np.array([[1.0], [1.0]])
    return (
        Probe((np.array([[0.0, 0.0]]), np.array([[1.0], [2.0]]), np.zeros(1)), "blank", dtype=False),
        Probe((np.array([[0.0], [2.0]]), np.array([[1.0, -1.0]]), np.zeros(2)), "blank", dtype=False),
        Probe((with_blank_rows(6, 3, 2), weights(2, 4), np.zeros(4)), "blank", dtype=False),
        Probe((with_blank_rows(8, 2, 3), weights(3, 2), np.zeros(2)), "blank", dtype=False),
        Probe((with_blank_rows(5, 4, 2), weights(2, 3), np.zeros(3)), "blank", dtype=False),
        Probe((with_blank_rows(many, several, 2), weights(2, 3), np.zeros(3)), "blank", dtype=False),
        Probe((*cancelling, np.zeros(2)), "cancel", dtype=False),
        Probe((cancelling_rows(many, several), pair, np.zeros(2)), "cancel", dtype=False),
        Probe((with_blank_rows(4, 2, 2), weights(2, 3), np.array([0.0, 0.5, 0.0])), "bias", dtype=False),
        Probe((np.array([[1.0], [2.0], [3.0]]), np.array([[1.0, -1.0]]), np.array([-2.0, 3.0])), "bias", dtype=False),
        Probe((with_blank_rows(6, 5, 3), weights(3, 2), np.array([0.5, -0.25])), "bias", dtype=False),
        Probe((with_blank_rows(many, several, 2), weights(2, 3), np.array([0.0, 0.5, 0.0])), "bias", dtype=False),
        Probe((*tiny, np.zeros(1)), "tiny", dtype=False),
        Probe((np.array([[1e-9], [0.0], [1e-6], [0.0]]), np.array([[0.5, -0.5]]), np.zeros(2)), "tiny", dtype=False),
        Probe((1e-11 * with_blank_rows(many, several, 2), weights(2, 3), np.zeros(3)), "tiny", dtype=False),
    )


def _two_numbers(names: Mapping[str, Any], *args: np.ndarray) -> Any:
    """Return count and share in a tuple or, of a list or an array, a list, with whole numbers as floats."""
    returned = names["exact_zeros"](*args)
    if isinstance(returned, tuple):
        return tuple(map(_number, returned))
    if isinstance(returned, list) or (isinstance(returned, np.ndarray) and returned.ndim == 1):
        return [_number(item) for item in returned]
    return returned


exact_zeros = FunctionExercise(
    id="derivative.exact_zeros",
    title="Count the exact zeros",
    points=2,
    names=("exact_zeros",),
    parameters=("X", "W", "b"),
    answers=ANSWERS,
    draw_probes=_zeros_probes,
    scenario=_two_numbers,
    region_labels={
        "blank": "right where some rows of X are blank",
        "cancel": "right where inputs cancel",
        "bias": "right with a bias",
        "tiny": "right for tiny numbers",
    },
    hints=(
        "Three steps: the pre-activations; a table of True and False; then count.",
        "`Z == 0` asks every entry. `np.sum` counts the True ones, and `np.mean` gives their share.",
    ),
    not_checked="an empty batch, NaN, and numbers for which rounding decides whether a sum is 0.",
)
