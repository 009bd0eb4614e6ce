"""Notebook 04: ReLU written with NumPy, then a layer, then a network."""

from collections.abc import Callable, Sequence

import numpy as np

from course_utils.autograder import (
    ChoiceExercise,
    FunctionExercise,
    Probe,
    Share,
    Tolerance,
    ValueExercise,
    array_probes,
)
from course_utils.autograder.plain import Plain

NOTEBOOK = "04_relu_from_scratch.ipynb"
ANSWERS = "course_utils.answers.relu_from_scratch"

READY_MADE = (
    "course_utils.activations",
    "course_utils.answers",
    "torch",
    "tensorflow",
    "keras",
    "jax",
)

one_element = ChoiceExercise(
    id="scratch.one_element",
    title="One element in, what comes out?",
    points=1,
    names=("one_element",),
    answers=ANSWERS,
    options={
        "A": "`array([0.])`",
        "B": "`array([-2.])`",
        "C": "a `ValueError`",
        "D": "the plain number `0`",
    },
    hints=(
        "Python's `max(a, b)` asks one question, `b > a`, and returns one of the two objects that it was given.",
        "An array of one element can answer True or False. Which of the two objects is larger, and what is its type?",
    ),
    not_checked="how you came to your answer. Run the line and see.",
)

graph = ChoiceExercise(
    id="scratch.graph",
    title="The shape of the graph",
    points=1,
    names=("graph",),
    answers=ANSWERS,
    options={
        "A": "a V",
        "B": "a hinge: flat, then a straight line upward",
        "C": "a step: two flat pieces with a jump",
        "D": "an S",
    },
    hints=(
        "Work out ReLU at -2, -1, 0, 1 and 2, and put the five points on paper.",
        "To the left of 0 all five points lie on one height. Which of the four shapes has an arm like that?",
    ),
    not_checked="how you came to your answer.",
)

relu = FunctionExercise(
    id="scratch.relu",
    title="ReLU for numbers and arrays",
    points=5,
    names=("relu",),
    parameters=("x",),
    answers=ANSWERS,
    draw_probes=array_probes,
    known_beforehand=("negative", "zero", "infinite", "nan"),
    sized_args=lambda n: (np.linspace(-3.0, 3.0, n),),
    forbids=READY_MADE,
    tolerance=Tolerance(rtol=1e-9, atol=0.0),
    hints=(
        "NumPy has a function that compares two arrays, or an array and a number, element by element.",
        "`np.max` looks for the largest element of one array. Its neighbor with a longer name compares two.",
        "Look at `np.maximum(0, np.array([-1.0, 2.0]))`.",
    ),
    not_checked="lists (`relu([1, 2])` may fail), complex numbers, and names that come from other cells.",
)


def _brightening_probes(seed: int) -> tuple[Probe, ...]:
    rng = np.random.default_rng(seed)

    def image(*values: int) -> np.ndarray:
        return np.array([values], dtype=np.uint8)

    low, high = (rng.integers(a, b, (2, 3), dtype=np.uint8) for a, b in ((50, 100), (110, 170)))
    noise = [rng.integers(0, 256, (4, 5), dtype=np.uint8) for _ in range(2)]
    noise[0][0, :2], noise[1][0, :2] = (250, 5), (10, 240)  # so that some differences are large, both ways
    return (
        Probe((image(7), image(5)), "brighter"),
        Probe((high, low), "brighter"),
        Probe((image(3), image(5)), "darker"),
        Probe((low, high), "darker"),
        Probe((image(9, 0, 255), image(9, 0, 255)), "brighter"),
        Probe((image(255, 0, 200), image(0, 255, 10)), "full"),
        Probe((rng.integers(230, 256, (2, 3), dtype=np.uint8), rng.integers(0, 20, (2, 3), dtype=np.uint8)), "full"),
        Probe((noise[0], noise[1]), "picture"),
        Probe((np.empty((0, 4), np.uint8), np.empty((0, 4), np.uint8)), "picture", ordinary=False),
    )


brightening = FunctionExercise(
    id="scratch.brightening",
    title="How much brighter did each pixel get?",
    points=3,
    names=("brightening",),
    parameters=("after", "before"),
    answers=ANSWERS,
    # any dtype that can hold 0 to 255 is right here, so no probe promises one
    draw_probes=lambda seed: tuple(
        Probe(probe.args, probe.region, probe.ordinary, dtype=False) for probe in _brightening_probes(seed)
    ),
    region_labels={
        "brighter": "right where the pixel became brighter, or stayed as it was",
        "darker": "right where the pixel became darker",
        "full": "right from black to white and back",
        "picture": "right for a whole picture",
    },
    known_beforehand=("darker",),
    sized_args=lambda n: (np.ones((n, 3), dtype=np.uint8), np.zeros((n, 3), dtype=np.uint8)),
    forbids=READY_MADE,
    hints=(
        "A `uint8` holds 0 to 255. Below 0 it starts again from 255. Where in the formula can a value drop below 0?",
        "ReLU comes too late: when it looks, the damage is done. Change the kind of number before you subtract.",
        "`after.astype(int)` is the same picture in numbers that can be negative.",
    ),
    not_checked="pictures that are not 2-D or not of dtype `uint8`, and two pictures of different shapes.",
)


def _layer_probes(seed: int) -> tuple[Probe, ...]:
    rng = np.random.default_rng(seed)

    def draw(*shape: int) -> np.ndarray:
        return np.round(rng.uniform(-2, 2, shape), 1)

    identity = np.array([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0]])
    X, W = 100 * draw(3, 4), draw(4, 5)
    X[0], W[:, 0] = 100.0, 1.0  # so that one unit is on
    return (
        Probe((np.array([[3.0, -2.0]]), identity, np.zeros(3)), "no_bias"),
        Probe((draw(4, 3), draw(3, 2), np.zeros(2)), "no_bias"),
        Probe((np.array([[1.0], [3.0]]), np.array([[1.0]]), np.array([-2.0])), "batch"),
        Probe((draw(3, 2), draw(2, 4), np.array([2.0, -2.0, 0.5, -0.5])), "batch"),
        Probe((draw(5, 3), draw(3, 6), draw(6)), "batch"),
        Probe((draw(6, 4), draw(4, 1), draw(1)), "batch"),
        Probe((np.array([[2.0]]), np.array([[3.0]]), np.array([1.0])), "one_row"),
        Probe((np.array([[1.0, 2.0]]), np.array([[1.0, -1, 1], [1.0, -1, -1]]), np.array([-1.0, 0.5, 2.5])), "one_row"),
        Probe((draw(1, 3), draw(3, 2), draw(2)), "one_row"),
        Probe((X, W, np.array([2.0, -2.0, 0.5, -0.5, 1.5])), "large"),
        Probe(
            (np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([[1.0, 0.0], [2.0, 1.0]]), np.array([-6.0, 1.0])), "square"
        ),
        Probe((draw(3, 3), draw(3, 3), draw(3)), "square"),
    )


dense_relu = FunctionExercise(
    id="scratch.dense_relu",
    title="A layer: weights, bias, ReLU",
    points=4,
    names=("dense_relu",),
    parameters=("X", "W", "b"),
    answers=ANSWERS,
    draw_probes=_layer_probes,
    region_labels={
        "no_bias": "right when the bias is zero",
        "batch": "right for a batch with a bias",
        "one_row": "right for a single example",
        "large": "right for large inputs",
        "square": "right when there are as many outputs as inputs",
    },
    sized_args=lambda n: (np.ones((n, 3)), np.ones((3, 2)), np.ones(2)),
    forbids=READY_MADE,
    hints=(
        "Three steps, in this order: weigh the inputs, add the bias, apply ReLU.",
        "`X @ W` multiplies matrices: (n, d) times (d, k) gives (n, k). NumPy adds `b`, of shape (k,), to every row.",
        "The pre-activation is `X @ W + b`. ReLU of that is what the layer returns.",
    ),
    not_checked="inputs that are not 2-D arrays of floats, and shapes that do not fit together.",
)


def _network_probes(seed: int) -> tuple[Probe, ...]:
    rng = np.random.default_rng(seed)

    def draw(*shape: int) -> np.ndarray:
        return np.round(rng.uniform(-2, 2, shape), 1)

    def network(n: int, d: int, hidden: int, out: int, bias: float) -> tuple[np.ndarray, ...]:
        return draw(n, d), draw(d, hidden), bias * draw(hidden), draw(hidden, out), bias * draw(out)

    one, zero = np.ones((1, 1)), np.zeros(1)
    X, W1, b1, W2, b2 = network(4, 3, 5, 2, bias=0)
    on_and_off = np.array([[1.0, -1.0, 1.0], [1.0, -1.0, 0.0]]), np.array([1.0, 1.0, -2.0])
    return (
        Probe((-one, one, zero, one, zero), "hidden"),
        Probe((one, np.array([[1.0, -1.0]]), np.zeros(2), np.array([[1.0, 2.0], [3.0, 4.0]]), np.zeros(2)), "hidden"),
        Probe((X, W1, b1, np.abs(W2), b2), "hidden"),  # so that a ReLU on the output changes nothing here
        Probe((one, one, zero, -one, zero), "output"),
        Probe(network(6, 2, 7, 3, bias=0), "output"),
        Probe((-one, one, 3 + zero, one, 1 - zero), "biases"),
        Probe((one, one, zero - 2, np.array([[1.0, 2.0]]), np.array([-1.0, 1.0])), "biases"),
        Probe(network(3, 4, 2, 3, bias=1), "biases"),
        Probe((np.ones((1, 2)), *on_and_off, np.array([[-1.0], [1.0], [2.0]]), np.array([0.5])), "one_row"),
        Probe(network(1, 2, 3, 2, bias=1), "one_row"),
    )


network = FunctionExercise(
    id="scratch.network",
    title="A network with one hidden layer",
    points=4,
    names=("network",),
    parameters=("X", "W1", "b1", "W2", "b2"),
    answers=ANSWERS,
    draw_probes=_network_probes,
    region_labels={
        "hidden": "right where ReLU stops hidden units",
        "output": "the output may be negative",
        "biases": "right with both biases",
        "one_row": "right for a single example",
    },
    sized_args=lambda n: (np.ones((n, 2)), np.ones((2, 3)), np.ones(3), np.ones((3, 1)), np.ones(1)),
    forbids=READY_MADE,
    hints=(
        "Build it in two steps and give the result of the first a name: `hidden`.",
        "`hidden` is a ReLU layer, as in the exercise before. The output is a layer without ReLU.",
        "`hidden @ W2 + b2` is the output. There is nothing around it.",
    ),
    not_checked="inputs that are not 2-D arrays of floats, and shapes that do not fit together.",
)

MOST_INPUTS = 6


def impostor_a(x: np.ndarray) -> np.ndarray:
    """Return something that looks like ReLU."""
    return np.clip(x, 0.0, 6.0)


def impostor_b(x: np.ndarray) -> np.ndarray:
    """Return something that looks like ReLU."""
    return np.where(x < 0, 0.01 * x, x)


def impostor_c(x: np.ndarray) -> np.ndarray:
    """Return something that looks like ReLU."""
    return np.fmax(0.0, x)


def impostor_d(x: np.ndarray) -> np.ndarray:
    """Return something that looks like ReLU."""
    with np.errstate(all="ignore"):
        return x * (x > 0)


def impostor_e(x: np.ndarray) -> np.ndarray:
    """Return something that looks like ReLU."""
    with np.errstate(all="ignore"):
        return (x + np.abs(x)) / 2


def impostor_f(x: np.ndarray) -> np.ndarray:
    """Return something that looks like ReLU."""
    return np.trunc(np.maximum(0.0, x))


IMPOSTORS: dict[str, Callable[[np.ndarray], np.ndarray]] = {
    "a": impostor_a,
    "b": impostor_b,
    "c": impostor_c,
    "d": impostor_d,
    "e": impostor_e,
    "f": impostor_f,
}


KINDS_OF_NUMBER: dict[str, Callable[[np.ndarray], np.ndarray]] = {
    "a negative number": lambda x: x < 0,
    "a fraction": lambda x: np.isfinite(x) & (x != np.round(x)),
    "a number above 100": lambda x: x > 100,
    "an infinity of each sign": lambda x: np.isposinf(x).any() & np.isneginf(x),
    "NaN": np.isnan,
}


def _numbers(value: Plain) -> np.ndarray | None:
    """Return a learner's list or array of a few real numbers as float64, None for anything else."""
    items = value.ravel().tolist() if isinstance(value, np.ndarray) and value.ndim <= 1 else value
    if not isinstance(items, list) or not 1 <= len(items) <= MOST_INPUTS:
        return None
    flat = [item.item() if isinstance(item, np.ndarray) and item.ndim == 0 else item for item in items]
    if not all(isinstance(item, (int, float)) and not isinstance(item, bool) for item in flat):
        return None
    return np.array(flat, dtype=np.float64)


def _impostors_exposed(seen: Sequence[Plain], _probes: Sequence[Probe], _right: Sequence[Plain]) -> list[Share]:
    """Return one share for each impostor that differs from ReLU on one of the learner's inputs."""
    inputs = _numbers(seen[0]) if seen else None
    untried = [] if inputs is None else [kind for kind, of in KINDS_OF_NUMBER.items() if not of(inputs).any()]
    shares = []
    for letter, impostor in IMPOSTORS.items():
        exposed = inputs is not None and not np.array_equal(np.maximum(0.0, inputs), impostor(inputs), equal_nan=True)
        message = (
            f"On all of your inputs, impostor {letter} does what ReLU does."
            + f" Not among your numbers: {', '.join(untried)}." * bool(untried)
            if inputs is not None
            else f"Give a list of numbers, one to {MOST_INPUTS} of them."
        )
        shares.append(Share(f"impostor_{letter}", f"impostor {letter} is exposed", exposed, message))
    return shares


impostors = ValueExercise(
    id="scratch.impostors",
    title="Catch the impostors",
    points=2,
    names=("inputs",),
    answers=ANSWERS,
    accept=_impostors_exposed,
    hints=(
        "Five ordinary numbers around zero will not do. Which numbers are special to a computer?",
        "Try a fraction above 6. Then look at the list of our promises again: it names three more kinds of number.",
        "`np.nan` and `-np.inf` are numbers too, of type float.",
    ),
    not_checked="how you came to your inputs.",
)
