"""Notebook 08: the variants of ReLU."""

import contextlib
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from course_utils.activations import SELU_ALPHA, SELU_LAMBDA
from course_utils.autograder import ChoiceExercise, FunctionExercise, Probe, Tolerance, several_floats

NOTEBOOK = "08_variants.ipynb"
ANSWERS = "course_utils.answers.variants"

READY_MADE = (
    "course_utils.activations",
    "course_utils.answers",
    "course_utils.experiments",
    "course_utils.networks",
    "torch",
    "tensorflow",
    "keras",
    "jax",
)


def _leaky_probes(seed: int) -> tuple[Probe, ...]:
    rng = np.random.default_rng(seed)

    def draw(*shape: int) -> np.ndarray:
        return np.round(rng.uniform(-5, 5, shape), 2)

    def slope(low: float, high: float) -> float:
        return float(np.round(rng.uniform(low, high), 2))

    three = np.array([-1.0, 0.0, 1.0])
    return (
        Probe((three, 0.01), "small"),
        Probe((np.array([-200.0, -3.0, 0.5, 7.0]), 0.25), "small"),
        Probe((np.array([0.125, 0.25, 0.5]), 0.5), "small"),  # between 0 and a, where no kink is
        Probe((draw(6), slope(0.05, 0.9)), "small"),
        Probe((three, 0.0), "relu"),
        Probe((draw(5), 0.0), "relu"),
        Probe((three, 2.0), "above_one"),
        Probe((draw(6), slope(1.2, 4)), "above_one"),
        Probe((three, 1.0), "above_one"),
        Probe((three, -1.0), "below_zero"),
        Probe((draw(6), slope(-3, -0.2)), "below_zero"),
        Probe((-2.5, 0.1), "forms"),
        Probe((4.0, 3.0), "forms"),
        Probe((draw(2, 3), slope(0.05, 0.9)), "forms"),
        Probe((draw(3, 1), slope(1.2, 4)), "forms"),
        Probe((np.array(-1.5), 0.5), "forms", ordinary=False),
        Probe((np.array([]), 0.5), "forms", ordinary=False),
        Probe((draw(3, 4).T, 0.5), "forms", ordinary=False),
    )


leaky = FunctionExercise(
    id="variants.leaky",
    title="A leak of any slope",
    points=3,
    names=("leaky",),
    parameters=("x", "a"),
    answers=ANSWERS,
    draw_probes=_leaky_probes,
    region_labels={
        "small": "right for slopes between 0 and 1",
        "relu": "right for a = 0",
        "above_one": "right for slopes of 1 and more",
        "below_zero": "right for negative slopes",
        "forms": "right for numbers, tables and columns",
    },
    sized_args=lambda n: (np.linspace(-3.0, 3.0, n), 0.1),
    forbids=READY_MADE,
    hints=(
        "Treat the positive and the negative part of x apart. Which of the two has to do with a?",
        "`np.maximum(0, x)` keeps the positive part and has 0 elsewhere. Its neighbor keeps the negative part.",
        "Positive part plus a times negative part. Try a = 2 at -1: it should give -2.",
    ),
    not_checked="lists, infinities, NaN, and x of whole numbers.",
)

kink = ChoiceExercise(
    id="variants.kink",
    title="Where does the unit bend?",
    points=1,
    names=("kink",),
    answers=ANSWERS,
    options={
        "A": "it stays at x = 1.5",
        "B": "from x = 0.1 to x = 0.3",
        "C": "it stays at x = 0",
        "D": "from x = 1.55 to x = 1.65",
    },
    hints=(
        "Leaky ReLU bends where its argument is 0, whatever a is. What is its argument here?",
        "For which x is 2x - 3 equal to 0?",
    ),
    not_checked="how you came to your answer.",
)


def _prelu_probes(seed: int) -> tuple[Probe, ...]:
    rng = np.random.default_rng(seed)

    def draw(*shape: int) -> np.ndarray:
        return np.round(rng.uniform(-4, 4, shape), 2) + 0.003  # never exactly 0

    signs = np.array([-1.0, 1.0, -1.0, 1.0, -1.0])
    slope = float(np.round(rng.uniform(0.1, 0.9), 2))
    return (
        Probe((np.array([2.0]), 0.25, np.array([3.0])), "positive"),
        Probe((np.array([1.0, 3.0]), 0.25, np.array([-1.0, 2.0])), "positive"),
        Probe((np.abs(draw(4)), slope, draw(4)), "positive"),
        Probe((np.array([-2.0]), 0.25, np.array([1.0])), "negative"),
        Probe((np.array([-2.0]), 0.25, np.array([3.0])), "negative"),
        Probe((-np.abs(draw(4)), slope, draw(4)), "negative"),
        Probe((np.array([0.2, -0.3]), 0.5, np.array([2.0, 4.0])), "mixed"),
        Probe((np.abs(draw(5)) * signs, slope, draw(5)), "mixed"),
        Probe((np.abs(draw(5)) * signs, 0.0, draw(5)), "mixed"),
        Probe((np.abs(draw(5)) * signs, 2.5, draw(5)), "mixed"),
        Probe((np.abs(draw(5)) * signs, -0.5, draw(5)), "mixed"),
        Probe((np.array([0.0, -1.0, 0.0, 2.0]), slope, np.array([1.0, 2.0, -3.0, 4.0])), "zero"),
        Probe((np.array([0.0]), 0.25, np.array([2.0])), "zero"),
        Probe((np.array([0.0, -1.0, 0.0, 2.0]), slope, draw(4)), "zero"),
        Probe((draw(3, 4), slope, draw(3, 4)), "table"),
        Probe((draw(4, 2), 0.25, draw(4, 2)), "table"),
    )


prelu_grads = FunctionExercise(
    id="variants.prelu_grads",
    title="The gradients of PReLU",
    points=4,
    names=("prelu_grads",),
    parameters=("z", "a", "upstream"),
    answers=ANSWERS,
    draw_probes=_prelu_probes,
    region_labels={
        "positive": "right where all z are positive",
        "negative": "right where all z are negative",
        "mixed": "right where the signs are mixed",
        "zero": "right at z = 0",
        "table": "right for tables: one da for all entries",
    },
    sized_args=lambda n: (np.linspace(-3.0, 3.0, n), 0.25, np.ones(n)),
    forbids=READY_MADE,
    hints=(
        "dz: each entry of upstream, times the slope of PReLU at that z. The slope is 1 or a.",
        "da: nudge a by a little. An entry with z > 0 does not answer; one with z < 0 answers with z times the nudge.",
        "One a serves all entries, so what they answer adds up: `np.sum`, each entry weighed with its upstream.",
    ),
    not_checked="slopes that differ from unit to unit, lists, infinities and NaN.",
)


def _elu_probes(seed: int) -> tuple[Probe, ...]:
    rng = np.random.default_rng(seed)

    def draw(low: float, high: float, *shape: int) -> np.ndarray:
        return np.round(rng.uniform(low, high, shape), 2)

    depth = float(np.round(rng.uniform(1.2, 2.5), 2))
    tiny = -(10.0 ** rng.uniform(-14, -10, 4))
    table = draw(-4, 4, 2, 3)
    table[0] = -2.0, -0.1, 1.5
    return (
        Probe((np.array([-1.0, 0.0, 1.0]), 1.0), "depth_one"),
        Probe((np.array([-30.0, -2.0, -0.3, 0.7]), 1.0), "depth_one"),
        Probe((draw(-5, 5, 6), 1.0), "depth_one"),
        Probe((np.array([-1.0, 0.0, 1.0]), 2.0), "other_depths"),
        Probe((draw(-5, 5, 6), 0.5), "other_depths"),
        Probe((draw(-5, 5, 6), depth), "other_depths"),
        Probe((-1.5, 1.0), "forms"),
        Probe((2.5, 0.5), "forms"),
        Probe((table, depth), "forms"),
        Probe((draw(-4, 4, 3, 1), 1.0), "forms"),
        Probe((np.array(-0.5), 1.0), "forms", ordinary=False),
        Probe((np.array([]), 1.0), "forms", ordinary=False),
        Probe((np.array([-1e-10, 1e-10]), 1.0), "near_zero", ordinary=False),
        Probe((-1e-13, 1.0), "near_zero", ordinary=False),
        Probe((tiny, depth), "near_zero", ordinary=False),
        Probe((np.array([-1.0, 800.0]), 1.0), "large", ordinary=False),
        Probe((np.array([1e5, -1e5, 1e300, -1e300]), depth), "large", ordinary=False),
    )


def _without_overflow(names: Mapping[str, Any], x: Any, alpha: float) -> Any:
    """Call the answer with every overflow turned into an error, also one that it asks NumPy to pass over in silence."""
    with np.errstate(over="raise"), _silence_unheard():
        return names["elu"](x, alpha)


@contextlib.contextmanager
def _silence_unheard() -> Iterator[None]:
    """Let `numpy.errstate` and `numpy.seterr` do nothing in the body."""
    heard = {name: getattr(np, name) for name in ("errstate", "seterr")}
    vars(np).update(errstate=_Unheard, seterr=dict)
    try:
        yield
    finally:
        vars(np).update(heard)


class _Unheard(contextlib.ContextDecorator):
    """Stands in the place of `numpy.errstate`: a wish for silence that nobody hears."""

    def __init__(self, **_wishes: Any) -> None:
        pass

    def __enter__(self) -> None:
        pass

    def __exit__(self, *_: object) -> None:
        pass


def _elu_in_words(probe: Probe) -> str:
    x, alpha = probe.args
    text = np.array2string(x, separator=", ", precision=4) if isinstance(x, np.ndarray) else repr(x)
    return f"`elu({f'np.array({text})' if isinstance(x, np.ndarray) else text}, {alpha})`".replace("\n", "")


elu = FunctionExercise(
    id="variants.elu",
    title="ELU without overflow and without cancellation",
    points=4,
    names=("elu",),
    parameters=("x", "alpha"),
    answers=ANSWERS,
    draw_probes=_elu_probes,
    scenario=_without_overflow,
    describe=_elu_in_words,
    region_labels={
        "depth_one": "right for alpha = 1",
        "other_depths": "right for other values of alpha",
        "forms": "right for numbers, tables and columns",
        "near_zero": "right just below 0, to nine digits",
        "large": "right for very large and very small x, without overflow",
    },
    forbids=(*READY_MADE, "scipy.special"),
    tolerance=Tolerance(rtol=1e-9, atol=0.0),
    hints=(
        "Build it as you built the leak: the positive part, plus something that depends on the negative part alone.",
        "`np.expm1(t)` is exp(t) - 1 without the lost digits. Which t never overflows, and gives 0 for positive x?",
        "t = `np.minimum(0, x)`: for positive x it is 0, and expm1 of 0 is 0.",
    ),
    not_checked="lists, infinities, NaN, x of whole numbers, and whether you loop over the elements.",
)


def _moments_probes(seed: int) -> tuple[Probe, ...]:
    rng = np.random.default_rng(seed)

    def draw(low: float, high: float) -> float:
        return float(np.round(rng.uniform(low, high), 3))

    calls = (
        ("relu", 1.0, 0.0),
        ("relu", 2.0, 0.0),
        ("relu", draw(0.3, 3), 0.0),
        ("elu", 1.0, 1.0),
        ("elu", 1.0, draw(0.2, 3)),
        ("both", 2.0, 1.0),
        ("both", draw(0.3, 0.9), draw(0.2, 3)),
        ("both", draw(1.1, 2), draw(0.2, 3)),
        ("both", SELU_LAMBDA, SELU_ALPHA),
    )
    return tuple(Probe((lam, alpha), region, dtype=False) for region, lam, alpha in calls)


def _two_moments(names: Mapping[str, Any], lam: float, alpha: float) -> Any:
    return several_floats(names["moments"](lam, alpha), 2)


moments = FunctionExercise(
    id="variants.moments",
    title="Mean and variance behind SELU",
    points=4,
    names=("moments",),
    parameters=("lam", "alpha"),
    answers=ANSWERS,
    draw_probes=_moments_probes,
    scenario=_two_moments,
    describe=lambda probe: f"`moments({probe.args[0]}, {probe.args[1]})`",
    region_labels={
        "relu": "right for alpha = 0",
        "elu": "right for lam = 1",
        "both": "right for any two constants",
    },
    forbids=("course_utils.answers", "course_utils.experiments", "torch", "tensorflow", "keras", "jax"),
    tolerance=Tolerance(rtol=1e-6, atol=1e-6),
    hints=(
        "The cell above does it for ReLU. Put lam times ELU in the place of `relu(z)`.",
        "The variance is the mean of the squares minus the square of the mean, so two integrals are enough.",
        "`activations.elu(z, alpha)` is there for you. Check yours: lam = 1 and alpha = 0 are ReLU again.",
    ),
    not_checked="constants that are 0 or negative, but for alpha = 0.",
)


def _paired_probes(seed: int) -> tuple[Probe, ...]:
    rng = np.random.default_rng(seed)

    def pair(n: int, gap: float, alike: float) -> tuple[np.ndarray, np.ndarray]:
        shared = rng.normal(0.9, alike, n)
        return np.round(shared + rng.normal(gap, 0.01, n), 4), np.round(shared + rng.normal(0, 0.01, n), 4)

    def probe(region: str, a: Any, b: Any) -> Probe:
        return Probe((np.asarray(a, float), np.asarray(b, float)), region, dtype=False)

    return (
        probe("few", [0.93, 0.95], [0.92, 0.90]),
        probe("few", [3.0, 5.0, 4.0], [1.0, 4.0, 1.0]),
        probe("few", *pair(4, 0.02, 0.01)),
        probe("many", *pair(12, 0.01, 0.01)),
        probe("many", *pair(30, -0.02, 0.01)),
        probe("alike", [0.70, 0.80, 0.90, 0.75], [0.69, 0.78, 0.89, 0.73]),
        probe("alike", *pair(10, 0.01, 0.2)),
        probe("constant", [1.5, 2.5, 3.5], [1.0, 2.0, 3.0]),
        probe("constant", np.arange(4) + round(float(rng.uniform(0.1, 0.9)), 3), np.arange(4)),
    )


def _three_numbers(names: Mapping[str, Any], a: np.ndarray, b: np.ndarray) -> Any:
    return several_floats(names["paired_interval"](a, b), 3)


def _pair_in_words(probe: Probe) -> str:
    a, b = (np.array2string(values, separator=", ", precision=4) for values in probe.args)
    return f"`paired_interval(np.array({a}), np.array({b}))`".replace("\n", "")


paired_interval = FunctionExercise(
    id="variants.paired_interval",
    title="A difference and its interval",
    points=3,
    names=("paired_interval",),
    parameters=("a", "b"),
    answers=ANSWERS,
    draw_probes=_paired_probes,
    scenario=_three_numbers,
    describe=_pair_in_words,
    region_labels={
        "few": "right for two to four pairs",
        "many": "right for a dozen pairs and more",
        "alike": "right where the seeds differ more than the pairs",
        "constant": "right where all differences are the same",
    },
    forbids=("course_utils.answers", "course_utils.experiments"),
    tolerance=Tolerance(rtol=1e-6, atol=1e-9),
    hints=(
        "Begin with `d = a - b`. From here on only d matters.",
        "`np.std(d, ddof=1)` is s. How far does the *mean* of n numbers scatter, compared with s?",
        "The half width is `t.ppf(0.975, n - 1) * s / np.sqrt(n)`, with `from scipy.stats import t`.",
    ),
    not_checked="fewer than two pairs, arrays of different lengths, and NaN.",
)

support = ChoiceExercise(
    id="variants.support",
    title="What do the intervals support?",
    points=1,
    names=("support",),
    answers=ANSWERS,
    options={
        "A": "ELU, GELU, SELU and tanh are better than ReLU: their means are higher",
        "B": "all eight are equally good here",
        "C": "none of the seven was shown to be better or worse than ReLU here; small differences may still be there",
        "D": (
            "the choice of an activation does not matter in neural networks, as long as it has a bend and the inputs "
            "are standardized"
        ),
    },
    hints=(
        "For each interval ask: does it contain 0? If it does, what have you shown about that pair?",
        "An interval speaks of the network, the data and the training that it was measured with.",
    ),
    not_checked="how you came to your answer.",
)
