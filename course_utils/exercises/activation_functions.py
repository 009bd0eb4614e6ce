"""Notebook 01: what an activation function is, and what networks gain by it."""

from collections.abc import Callable, Sequence

import numpy as np

from course_utils.activations import softmax, swish
from course_utils.autograder import (
    ChoiceExercise,
    FunctionExercise,
    Probe,
    Share,
    Tolerance,
    ValueExercise,
)
from course_utils.autograder.plain import Oversized, Plain
from course_utils.autograder.rendering import quoted
from course_utils.autograder.texts import value_text

NOTEBOOK = "01_activation_functions.ipynb"
ANSWERS = "course_utils.answers.activation_functions"
TOLERANCE = Tolerance(rtol=1e-6, atol=1e-9)  # another order of the same sums rounds differently

no_activation = ChoiceExercise(
    id="activation.no_activation",
    title="A deep network without activations",
    points=1,
    names=("no_activation",),
    answers=ANSWERS,
    options={
        "A": "a polynomial of degree 5",
        "B": "any function that has no jumps, if only the layers in between are wide enough to hold it",
        "C": "a line with up to 5 bends",
        "D": "the same kind of function as a network with one layer: weights times inputs plus a bias",
    },
    hints=(
        "What does a layer do to a straight line: can it bend it?",
        "Put the formula of one layer into that of the next, and multiply out. Which powers of x appear?",
    ),
    not_checked="how you came to your answer.",
)


def _collapse_probes(seed: int) -> tuple[Probe, ...]:
    rng = np.random.default_rng(seed)

    def draw(*shape: int) -> np.ndarray:
        return np.round(rng.uniform(-3, 3, shape), 1)

    def layers(inputs: int, hidden: int, outputs: int, bias: float) -> tuple[np.ndarray, ...]:
        biases = (bias * draw(width) + 0.0 for width in (hidden, outputs))  # + 0.0 makes 0.0 of -0.0
        return draw(inputs, hidden), next(biases), draw(hidden, outputs), next(biases)

    one = np.ones((1, 1))
    return (
        Probe((2 * one, np.zeros(1), 3 * one, np.zeros(1)), "weights"),
        Probe(
            (np.array([[1.0, 2.0], [3.0, 4.0]]), np.zeros(2), np.array([[0.0, 1.0], [1.0, 5.0]]), np.zeros(2)),
            "weights",
        ),
        Probe(
            (np.array([[1.0, 2.0]]), np.zeros(2), np.array([[1.0, 0.0, 1.0], [0.0, 1.0, 1.0]]), np.zeros(3)), "weights"
        ),
        Probe(layers(3, 4, 2, bias=0), "weights"),
        Probe((2 * one, np.array([1.0]), 3 * one, np.array([0.5])), "biases"),
        Probe(layers(2, 2, 2, bias=1), "biases"),
        Probe(layers(3, 3, 3, bias=1), "biases"),
        Probe(layers(3, 5, 2, bias=1), "widths"),
        Probe(layers(1, 4, 1, bias=1), "widths"),
        Probe(layers(4, 1, 3, bias=1), "widths"),
    )


collapse = FunctionExercise(
    id="activation.collapse",
    title="Two layers become one",
    points=3,
    names=("collapse",),
    parameters=("W1", "b1", "W2", "b2"),
    answers=ANSWERS,
    draw_probes=_collapse_probes,
    region_labels={
        "weights": "right when the biases are zero",
        "biases": "right with biases",
        "widths": "right for layers of different widths",
    },
    forbids=("course_utils",),
    tolerance=TOLERANCE,
    hints=(
        "Begin with (X @ W1 + b1) @ W2 + b2 and multiply out. Sort the terms: which ones contain X, which do not?",
        "The term with X is X @ (W1 @ W2). The bias of the first layer passes through the second layer's weights.",
        "The new bias is `b1 @ W2 + b2`.",
    ),
    not_checked="shapes that do not fit together, and anything but arrays of floats.",
)


def _hinge_probes(seed: int) -> tuple[Probe, ...]:
    rng = np.random.default_rng(seed)

    def heights(n: int) -> np.ndarray:
        return np.round(rng.uniform(-4, 4, n), 1)

    def draw_slope() -> float:
        return float(np.round(rng.uniform(1, 9), 2))

    def uneven(n: int) -> np.ndarray:
        return np.round(rng.uniform(-3, 0), 1) + np.cumsum(np.round(rng.uniform(0.3, 2.5, n), 1))

    return (
        Probe((np.array([0.0, 2.0]), np.array([1.0, 4.0])), "one_piece"),
        Probe((np.array([-3.0, 1.0]), heights(2)), "one_piece"),
        Probe((np.array([0.0, 1.0, 2.0]), np.array([0.0, 1.0, 0.0])), "even"),
        Probe((np.array([0.0, 0.5, 1.0, 1.5]), np.array([1.0, 2.0, 2.0, 0.0])), "even"),
        Probe((np.arange(6) * 2.0 - 3, heights(6)), "even"),
        Probe((np.array([0.0, 1.0, 3.0]), np.array([0.0, 2.0, 3.0])), "uneven"),
        Probe((uneven(4), heights(4)), "uneven"),
        Probe((uneven(9), heights(9)), "uneven"),
        Probe((np.array([-2.0, -1.0, 1.0, 4.0]), np.array([-3.0, -1.0, 3.0, 9.0])), "straight"),
        Probe((uneven(5), np.full(5, 2.5)), "straight"),
        Probe((-3.0 + np.arange(5), draw_slope() * np.arange(5)), "straight"),
    )


hinge_coefficients = FunctionExercise(
    id="activation.hinge_coefficients",
    title="Hinges from points",
    points=4,
    names=("hinge_coefficients",),
    parameters=("knots", "values"),
    answers=ANSWERS,
    draw_probes=_hinge_probes,
    region_labels={
        "one_piece": "right for two knots: one straight piece",
        "even": "right for knots at equal distances",
        "uneven": "right for knots at unequal distances",
        "straight": "right where the points lie on one straight line",
    },
    forbids=("course_utils",),
    tolerance=TOLERANCE,
    counts_elements=True,
    hints=(
        "First the slope of each piece: how much the value rises, divided by how far apart the two knots are.",
        "A hinge adds its coefficient to the slope from its knot on. Before the first knot the slope is 0.",
        "`np.diff(values) / np.diff(knots)` holds the slopes. Each coefficient is a slope minus the one before it.",
    ),
    not_checked="knots that are not in rising order, fewer than two knots, and lists in place of arrays.",
)

theorem = ChoiceExercise(
    id="activation.theorem",
    title="What universal approximation says",
    points=1,
    names=("theorem",),
    answers=ANSWERS,
    options={
        "A": "training finds the weights that come near the curve, given enough time",
        "B": "ReLU is the one activation with which a network can come near every continuous curve",
        "C": (
            "one layer of 64 units is enough for every continuous curve on the interval from 0 to 1, and for every "
            "error above 0, however small"
        ),
        "D": (
            "for every continuous curve on the interval from 0 to 1 and every error above 0, there is a network that "
            "stays within it"
        ),
    },
    hints=(
        "Look for what the theorem leaves open: how many, how to find them, and with which activations.",
        "It says that something exists. Three of the four options claim more than that.",
    ),
    not_checked="how you came to your answer.",
)

XOR_INPUTS = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
XOR_ANSWERS = (0.0, 1.0, 1.0, 0.0)
XOR_SHAPES = {"W1": (2, 2), "b1": (2,), "W2": (2, 1), "b2": (1,)}
XOR_WITHIN = 0.01


def _array(value: Plain, shape: tuple[int, ...]) -> np.ndarray | None:
    """Return a learner's array, list or number of that shape as finite float64, None for anything else."""
    result: np.ndarray | None = None
    if isinstance(value, np.ndarray):
        if value.shape == shape and value.dtype.kind in "iuf":
            result = value.astype(np.float64)
    elif isinstance(value, list):
        if shape and len(value) == shape[0]:
            items = [_array(item, shape[1:]) for item in value]
            whole = [item for item in items if item is not None]
            result = np.array(whole) if len(whole) == len(items) else None
    elif isinstance(value, (int, float)) and not isinstance(value, bool) and not shape:
        result = np.array(float(value))
    return result if result is not None and np.isfinite(result).all() else None


def _given(value: Plain) -> str:
    """Return in a few words what was given in place of a finite array of the right shape."""
    if isinstance(value, (np.ndarray, Oversized)):
        text = f"has shape {value.shape}"
        kind = np.dtype(value.dtype).kind
        if kind not in "iuf":
            text += f" and holds {'True and False' if kind == 'b' else 'complex numbers'}"
        elif isinstance(value, np.ndarray) and not np.isfinite(value).all():
            text += " and holds a number that is not finite"
        return text
    if isinstance(value, list):
        shape = _shape(value)
        if shape is None:
            return "is a list of unequal rows"
        other = " and holds something other than finite numbers" if _array(value, shape) is None else ""
        return f"is a list of shape {shape}{other}"
    return f"is {quoted(value_text(value))}"


def _shape(value: Plain) -> tuple[int, ...] | None:
    """Return the shape a list has as an array, None if its rows differ."""
    if isinstance(value, np.ndarray):
        return value.shape
    if not isinstance(value, list):
        return ()
    shapes = {_shape(item) for item in value}
    if not shapes:
        return (0,)
    inner = shapes.pop()
    return None if shapes or inner is None else (len(value), *inner)


def _xor_outputs(seen: Sequence[Plain]) -> tuple[np.ndarray | None, str]:
    """Return the four outputs of the network that was handed in, or None with what is wrong with it."""
    arrays = {}
    for (name, shape), value in zip(XOR_SHAPES.items(), seen, strict=False):
        # a flat W2 and a plain number b2 mean the same network
        loose = {"W2": (2,), "b2": ()}.get(name, shape)
        array = _array(value, shape)
        array = _array(value, loose) if array is None else array
        if array is None:
            return None, f"`{name}` should be an array of finite numbers of shape {shape}; yours {_given(value)}."
        arrays[name] = array.reshape(shape)
    if len(arrays) < len(XOR_SHAPES):
        return None, "Some of the four arrays are missing."
    with np.errstate(all="ignore"):
        hidden = np.maximum(0, XOR_INPUTS @ arrays["W1"] + arrays["b1"])
        return (hidden @ arrays["W2"] + arrays["b2"])[:, 0], ""


def _xor_mistake(outputs: np.ndarray) -> str:
    """Return the name of the mistake that the four outputs show, "" if none is known."""
    zero, one, other, both = outputs
    kinds = {
        "result_shifted": outputs - zero,
        "result_scaled": outputs / one if one else outputs,
        "answers_swapped": 1 - outputs,
    }
    for name, mended in kinds.items():
        if np.abs(mended - XOR_ANSWERS).max() <= XOR_WITHIN:
            return name
    if max(abs(zero), abs(one), abs(other), abs(both - 1)) <= XOR_WITHIN:
        return "plain_and"
    if max(abs(zero), abs(min(one, other)), abs(max(one, other) - 1), abs(both)) <= XOR_WITHIN:
        return "one_difference"
    return ""


def _xor_shares(seen: Sequence[Plain], _probes: Sequence[Probe], _right: Sequence[Plain]) -> list[Share]:
    """Return one share for each of the four inputs that is answered rightly; none if an affine function could do it."""
    outputs, problem = _xor_outputs(seen)
    if outputs is not None and np.isfinite(outputs).all():
        with np.errstate(all="ignore"):
            if np.ptp(outputs) <= XOR_WITHIN:
                problem = f"Your network gives all four inputs the same answer, {outputs[0]:.4g}."
            elif abs(outputs[0] + outputs[3] - outputs[1] - outputs[2]) <= XOR_WITHIN:
                problem = (
                    "Your network is affine on the four inputs: its answers for (0, 0) and (1, 1) have the same sum as "
                    "those for (0, 1) and (1, 0). No ReLU bends between them yet, or the bends cancel."
                )
    mistake = _xor_mistake(outputs) if outputs is not None and np.isfinite(outputs).all() else ""
    shares = []
    for place, (inputs, due) in enumerate(zip(XOR_INPUTS.astype(int).tolist(), XOR_ANSWERS, strict=True)):
        right, message = False, problem
        if outputs is not None and not problem:
            right = bool(abs(outputs[place] - due) <= XOR_WITHIN)
            message = f"For {tuple(inputs)} your network answers {outputs[place]:.4g}; {due:g} is due."
        name = "".join(map(str, inputs))
        shares.append(Share(f"input_{name}", f"right for the input {tuple(inputs)}", right, message, mistake))
    return shares


xor = ValueExercise(
    id="activation.xor",
    title="The exclusive or, with two ReLU units",
    points=4,
    names=("W1", "b1", "W2", "b2"),
    answers=ANSWERS,
    accept=_xor_shares,
    hints=(
        "Let the first unit see how many of the inputs are 1: weights 1 and 1. What should change when that count goes "
        "from 1 to 2?",
        "You need a function of the count that is 0 at 0, 1 at 1, and 0 at 2: a hat. Its first hinge is at 0. Where is "
        "the second one, and by how much must it change the slope?",
        "Hinges at 0 and 1 are `b1 = np.array([0.0, -1.0])`. The slope goes from 1 to -1 at the second.",
    ),
    not_checked="inputs other than the four, and whether training would have found your weights.",
)


def _region_probes(seed: int) -> tuple[Probe, ...]:
    rng = np.random.default_rng(seed)

    def few(low: int, high: int) -> int:
        return int(rng.integers(low, high))

    return (
        Probe((3, 2), "plane"),
        Probe((5, 2), "plane"),
        Probe((few(6, 20), 2), "plane"),
        Probe((few(20, 100), 2), "plane"),
        Probe((4, 1), "line"),
        Probe((few(5, 30), 1), "line"),
        Probe((few(30, 200), 1), "line"),
        Probe((4, 3), "space"),
        Probe((few(7, 12), 3), "space"),
        Probe((few(8, 13), 5), "space"),
        Probe((few(13, 22), few(3, 6)), "space"),
        Probe((1, 1), "few"),
        Probe((2, 2), "few"),
        Probe((3, 5), "few"),
        Probe((few(4, 15), 15), "few"),
        Probe((few(4, 16), 16), "few"),
        Probe((0, 2), "none"),
        Probe((0, few(3, 6)), "none"),
    )


regions = FunctionExercise(
    id="activation.regions",
    title="How many regions at most?",
    points=3,
    names=("regions",),
    parameters=("n", "d"),
    answers=ANSWERS,
    # integers and whole floats are both fine
    draw_probes=lambda seed: tuple(Probe(p.args, p.region, p.ordinary, dtype=False) for p in _region_probes(seed)),
    region_labels={
        "plane": "right for lines in the plane (d = 2)",
        "line": "right for points on a line (d = 1)",
        "space": "right for three inputs and more",
        "few": "right when there are no more units than inputs",
        "none": "right when nothing cuts",
    },
    known_beforehand=("none",),
    forbids=("course_utils",),
    hints=(
        "The sum has d + 1 terms: j = 0, 1, ..., d.",
        "`range(d + 1)` counts from 0 to d, and `comb(n, j)` is 0 where j is larger than n.",
    ),
    not_checked="numbers that are negative or not whole.",
)


def mystery_a(x: np.ndarray) -> np.ndarray:
    """Return something an activation might."""
    return x / (1 + np.abs(x))


def mystery_b(x: np.ndarray) -> np.ndarray:
    """Return something an activation might."""
    return swish(x)


def mystery_c(x: np.ndarray) -> np.ndarray:
    """Return something an activation might."""
    return softmax(x)


def mystery_d(x: np.ndarray) -> np.ndarray:
    """Return something an activation might."""
    return 0.5 * x - 1


def mystery_e(x: np.ndarray) -> np.ndarray:
    """Return something an activation might."""
    return np.sign(x) * np.log1p(np.abs(x))


def mystery_f(x: np.ndarray) -> np.ndarray:
    """Return something an activation might."""
    return np.sin(x)


def mystery_g(x: np.ndarray) -> np.ndarray:
    """Return something an activation might."""
    return x - np.mean(x)


MYSTERY: dict[str, Callable[[np.ndarray], np.ndarray]] = {
    "a": mystery_a,
    "b": mystery_b,
    "c": mystery_c,
    "d": mystery_d,
    "e": mystery_e,
    "f": mystery_f,
    "g": mystery_g,
}


MYSTERY_LISTS = ("mixing", "bounded", "falling", "straight")
HOW_TO_TELL = {
    "mixing": "Change one number of an array, and see which outputs change.",
    "bounded": "Look far out, at `np.array([1e6, 1e12])`: does it still grow, however slowly?",
    "falling": "Look closely, at `np.diff` of the outputs for rising inputs: is any of the differences negative?",
    "straight": "Take equal steps: the outputs of an element-wise straight line rise by the same in each of them.",
}


def _letters(value: Plain) -> set[str] | None:
    """Return a learner's list of letters as a set, None for anything else."""
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        return None
    letters = {str(item).strip().lower() for item in value}
    return letters if letters <= set(MYSTERY) else None


def _mystery_shares(seen: Sequence[Plain], _probes: Sequence[Probe], right: Sequence[Plain]) -> list[Share]:
    """Return one share for each of the four lists that holds the right letters, in any order."""
    shares = []
    for place, name in enumerate(MYSTERY_LISTS):
        letters = _letters(seen[place]) if place < len(seen) else None
        due = _letters(right[place]) or set()
        if letters is None:
            message = f"`{name}` should be a list of letters from a to g, such as `['a', 'b']`."
        else:
            missing, extra = due - letters, letters - due
            parts = ["at least one letter is missing"] * bool(missing) + ["at least one is too many"] * bool(extra)
            message = f"In `{name}`, {' and '.join(parts)}. {HOW_TO_TELL[name]}"
        shares.append(Share(name, f"`{name}` holds the right letters", letters == due, message))
    return shares


mystery = ValueExercise(
    id="activation.mystery",
    title="Seven mystery functions",
    points=4,
    names=MYSTERY_LISTS,
    answers=ANSWERS,
    accept=_mystery_shares,
    hints=(
        "For `mixing`: take an array, change one number in it, and see which outputs change. Do it for every letter.",
        "For the others: look far out (`np.array([1e6, 1e12])`) as well as closely (`np.linspace(-8, 8, 33)`). What "
        "looks like leveling off may grow for ever, slowly.",
        "Two functions mix, two are bounded, two fall somewhere, and one is a straight line.",
    ),
    not_checked="how you came to your lists.",
)
