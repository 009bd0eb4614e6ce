"""Notebook 03: ReLU against sigmoid."""

import numpy as np

from course_utils.autograder import ChoiceExercise, FunctionExercise, Probe, Tolerance, ValueExercise

NOTEBOOK = "03_relu_against_sigmoid.ipynb"
ANSWERS = "course_utils.answers.relu_against_sigmoid"

READY_MADE = (
    "course_utils.networks",
    "course_utils.answers",
    "sklearn",
    "torch",
    "tensorflow",
    "keras",
    "jax",
)


def _log_loss_probes(seed: int) -> tuple[Probe, ...]:
    rng = np.random.default_rng(seed)

    def draw(low: float, high: float, *shape: int) -> np.ndarray:
        return np.round(rng.uniform(low, high, shape), 2)

    sure, very_sure = draw(38, 60, 3), draw(760, 9000, 3)
    wrong, right = np.array([0.0, 1.0, 0.0]), np.array([1.0, 0.0, 1.0])
    signs = np.array([1.0, -1.0, 1.0])
    labels = rng.integers(0, 2, 6).astype(float)
    labels[:2] = (0.0, 1.0)  # so that both labels occur
    return (
        Probe((np.array([0.0]), np.array([1.0])), "ordinary"),
        Probe((np.array([2.0]), np.array([0.0])), "ordinary"),
        Probe((np.array([-1.5, 3.0]), np.array([1.0, 1.0])), "ordinary"),
        Probe((draw(-5, 5, 6), labels), "ordinary"),
        Probe((draw(-5, 5, 2, 3), labels.reshape(2, 3)), "table"),
        Probe((draw(-5, 5, 4, 1), np.array([[1.0], [0.0], [0.0], [1.0]])), "table"),
        Probe((np.array([1.0, -2.0]), np.array([1, 0])), "table", ordinary=False),
        Probe((np.array([40.0]), np.array([0.0])), "sure"),
        Probe((np.array([40.0]), np.array([1.0])), "sure"),
        Probe((np.array([-40.0]), np.array([1.0])), "sure"),
        Probe((sure * signs, wrong), "sure"),
        Probe((sure * signs, right), "sure"),
        Probe((np.array([800.0]), np.array([0.0])), "very_sure"),
        Probe((np.array([-800.0]), np.array([0.0])), "very_sure"),
        Probe((very_sure * signs, wrong), "very_sure"),
        Probe((very_sure * signs, right), "very_sure"),
    )


log_loss = FunctionExercise(
    id="sigmoid.log_loss",
    title="A loss that no logit can break",
    points=4,
    names=("log_loss",),
    parameters=("z", "y"),
    answers=ANSWERS,
    draw_probes=_log_loss_probes,
    region_labels={
        "ordinary": "right for logits between -5 and 5",
        "table": "right for tables and for whole-number labels",
        "sure": "right where the probability rounds to 1: logits near 40",
        "very_sure": "right for logits of several hundreds or thousands",
    },
    sized_args=lambda n: (np.linspace(-3.0, 3.0, n), np.ones(n)),
    forbids=READY_MADE,
    tolerance=Tolerance(rtol=1e-9, atol=1e-12),
    hints=(
        "Do not compute p. Put its formula into the logarithm and simplify: what is -log(1 / (1 + exp(-z)))?",
        "For y = 1 the loss is log(1 + exp(-z)), for y = 0 it is log(1 + exp(z)). The two differ by z.",
        "`np.logaddexp(0, z)` is log(1 + exp(z)), and it does not overflow.",
    ),
    not_checked="plain numbers and lists, labels between 0 and 1, infinite or NaN logits, and losses below 1e-12.",
)

smaller_slope = ChoiceExercise(
    id="sigmoid.smaller_slope",
    title="Whose slope is smaller?",
    points=1,
    names=("smaller_slope",),
    answers=ANSWERS,
    options={
        "A": "nowhere",
        "B": "for every z < 0",
        "C": "for every z > 0",
        "D": "only where sigmoid has saturated, say beyond -6 and 6",
    },
    hints=(
        "Take z = -1. Which of the two functions is still going up there?",
        "ReLU's slope has two values. Compare each of them with a number between 0 and 1/4.",
    ),
    not_checked="how you came to your answer.",
)


def _chain_probes(seed: int) -> tuple[Probe, ...]:
    rng = np.random.default_rng(seed)

    def draw(low: float, high: float, length: int) -> np.ndarray:
        return np.round(rng.uniform(low, high, length), 2)

    signs = np.array([1.0, -1.0, -1.0, -1.0])
    return (
        Probe((np.array([0.0]), np.array([1.0])), "unit_weights"),
        Probe((np.zeros(3), np.ones(3)), "unit_weights"),
        Probe((np.array([2.0, -1.0]), np.ones(2)), "unit_weights"),
        Probe((np.array([0.5, 1.5]), np.ones(2)), "unit_weights"),  # where a chain of ReLUs would pass the gradient on
        Probe((draw(-3, 3, 4), np.ones(4)), "unit_weights"),
        Probe((np.array([0.0]), np.array([3.0])), "weights"),
        Probe((np.array([0.0, 1.0]), np.array([2.0, 5.0])), "weights"),
        Probe((draw(-3, 3, 4), draw(0.5, 6, 4)), "weights"),
        Probe((draw(-3, 3, 4), draw(0.5, 6, 4) * signs), "weights"),
        Probe((np.zeros(20), np.ones(20)), "long"),
        Probe((draw(-2, 2, 20), draw(1, 8, 20)), "long"),
        Probe((np.array([1.5, -0.5]), np.array([2.0, 0.0])), "weights"),
    )


chain_gradient = FunctionExercise(
    id="sigmoid.chain_gradient",
    title="The gradient through a chain of sigmoids",
    points=3,
    names=("chain_gradient",),
    parameters=("z", "w"),
    answers=ANSWERS,
    draw_probes=_chain_probes,
    region_labels={
        "unit_weights": "right where all weights are 1",
        "weights": "right for any weights",
        "long": "right for a chain of twenty",
    },
    forbids=("course_utils.answers", "torch", "tensorflow", "keras", "jax"),
    tolerance=Tolerance(rtol=1e-6, atol=0.0),
    hints=(
        "One link passes on its weight times the slope of sigmoid at its own z. What do several links in a row do?",
        "The slope of sigmoid at z is s (1 - s), where s is sigmoid of z: `activations.sigmoid_derivative(z)`.",
        "`np.prod` multiplies all the elements of an array.",
    ),
    not_checked="an empty chain, and pre-activations beyond -3 and 3.",
)

what_explodes = ChoiceExercise(
    id="sigmoid.what_explodes",
    title="Why do these gradients explode?",
    points=1,
    names=("what_explodes",),
    answers=ANSWERS,
    options={
        "A": "the slope of tanh is above 1 near z = 0",
        "B": "the outputs of tanh are not limited",
        "C": "tanh saturates",
        "D": "the weights are large",
    },
    hints=(
        "A link multiplies the gradient by two numbers. Which of them can be above 1?",
        "The slope of tanh is 1 at z = 0 and smaller everywhere else.",
    ),
    not_checked="how you came to your answer.",
)


def _variance_probes(seed: int) -> tuple[Probe, ...]:
    rng = np.random.default_rng(seed)
    gains, slopes = np.round(rng.uniform(0.3, 3, 4), 3), np.round(rng.uniform(0.05, 0.9, 4), 3)

    def probe(gain: float, slope: float, region: str) -> Probe:
        return Probe((gain, slope), region, dtype=False)

    return (
        probe(1.0, 0.0, "relu"),
        probe(2.0, 0.0, "relu"),
        probe(float(gains[0]), 0.0, "relu"),
        probe(3, 0, "relu"),
        probe(1.0, 0.5, "leaky"),
        probe(float(gains[1]), float(slopes[1]), "leaky"),
        probe(float(gains[2]), float(slopes[2]), "leaky"),
        probe(float(gains[3]), -float(slopes[3]), "leaky"),
        probe(1.0, 1.0, "linear"),
        probe(1.5, 1.0, "linear"),
        probe(float(np.round(rng.uniform(0.3, 3), 3)), 1.0, "linear"),
    )


variance_factor = FunctionExercise(
    id="sigmoid.variance_factor",
    title="What a layer does to the variance",
    points=3,
    names=("variance_factor",),
    parameters=("gain", "slope"),
    answers=ANSWERS,
    draw_probes=_variance_probes,
    region_labels={
        "relu": "right for ReLU: slope 0",
        "leaky": "right for a leak",
        "linear": "right for slope 1, where nothing bends",
    },
    tolerance=Tolerance(rtol=1e-6, atol=0.0),
    hints=(
        "First the activation: half of the pre-activations come through as z, the other half as slope times z. "
        "What is the average of their squares?",
        "Then the weights: n inputs, each times a weight of variance gain squared over n. The n cancels.",
        "Check yours against two cases: a gain of 1 and a slope of 1 give 1; a gain of 2 and a slope of 0 give 2.",
    ),
    not_checked="arrays, and gains that are 0 or negative.",
)


def _dead_probes(seed: int) -> tuple[Probe, ...]:
    rng = np.random.default_rng(seed)

    def net(examples: int, units: int, dead: int) -> np.ndarray:
        Z = np.round(rng.normal(0, 1, (examples, units)), 2)
        Z[0] = np.abs(Z[0]) + 0.3  # so that each unit is alive on one example at least
        Z[1] = -np.abs(Z[1]) - 0.1  # and silent on one
        Z[:, :dead] = -np.abs(Z[:, :dead]) - 0.1
        return Z[:, rng.permutation(units)]

    hardly = np.array([[-5.0, -3.0], [-4.0, 0.1], [-6.0, -9.0]])
    touching = np.array([[0.0, -1.0, 0.0], [-2.0, 0.0, 0.5]])
    resting = np.array([[0.0, 2.0, -1.0], [0.0, -0.5, -2.0], [0.0, -1.0, -0.3], [0.0, 3.0, -1.5]])
    broken = np.array([[np.nan, np.nan, -1.0, 2.0], [np.nan, -1.0, -2.0, -1.0], [np.nan, -3.0, -0.5, -1.0]])

    def shuffled(*columns: tuple[float, ...], often: int = 5) -> np.ndarray:
        """Return a layer that has each of the columns at least once, in any order."""
        chosen = rng.permutation([*range(len(columns)), *rng.integers(0, len(columns), often)])
        return np.array(columns).T[:, chosen]

    waking_once = net(5, 3, 0)
    waking_once[2:] = -np.abs(waking_once[2:]) - 2.0
    return (
        Probe((np.array([[-1.0, 2.0], [-3.0, 1.0], [-0.5, 0.2]]),), "layer"),
        Probe((np.array([[0.4, -1.0], [-2.0, 0.5], [-1.0, -3.0]]),), "layer"),
        Probe((net(6, 4, 2),), "layer"),
        Probe((net(8, 5, 1),), "layer"),
        Probe((net(5, 9, 4),), "layer"),
        Probe((waking_once,), "all"),
        Probe((net(4, 6, 6),), "all"),
        Probe((np.array([[-1.0, 1.0, -2.0]]),), "layer"),
        Probe((hardly,), "hardly"),
        Probe((np.array([[-2.0], [0.01], [-7.0], [-1.0]]),), "hardly"),
        Probe((np.append(np.full(199, -1.0), 0.2)[:, np.newaxis],), "hardly"),  # one example in 200
        Probe((shuffled((-5.0, -4.0, -6.0), (-3.0, 0.1, -9.0)),), "hardly"),
        Probe((shuffled((-2.0, -0.5, -1.0), (-1.0, -2.0, 0.02)),), "hardly"),
        Probe((touching,), "zeros"),
        Probe((resting,), "zeros"),
        Probe((shuffled((0.0, -2.0, 0.0), (-1.0, 0.0, -3.0), (0.0, 0.5, 0.0)),), "zeros"),
        Probe((shuffled((0.0, 0.0, -1.0), (0.0, 1.5, 0.0), (-2.0, 0.0, -0.5)),), "zeros"),
        Probe((broken,), "nan"),
        Probe((np.array([[np.nan, -1.0], [1.0, -1.0], [2.0, -2.0]]),), "nan"),
        Probe((shuffled((np.nan, -1.0, -2.0), (-1.0, -2.0, -0.5), (np.nan, np.nan, np.nan)),), "nan"),
        Probe((shuffled((-3.0, np.nan, -2.0), (-1.0, -2.0, -4.0)),), "nan"),
    )


dead_units = FunctionExercise(
    id="sigmoid.dead_units",
    title="Which units are dead?",
    points=4,
    names=("dead_units",),
    parameters=("Z",),
    answers=ANSWERS,
    draw_probes=_dead_probes,
    region_labels={
        "layer": "right for ordinary layers",
        "all": "right where all units are dead, or none",
        "hardly": "right where one example wakes a unit",
        "zeros": "right where pre-activations are exactly 0",
        "nan": "right where a unit is not a number",
    },
    known_beforehand=("all",),
    sized_args=lambda n: (np.ones((n, 3)),),
    hints=(
        "First a question about each entry of the table: does ReLU let it through? Then one about each column.",
        "`np.all(table, axis=0)` asks for each column whether all of its entries are True.",
        "Whichever comparison you take, ask what it says of 0 and of NaN. Every comparison with NaN is False.",
    ),
    not_checked="a table without examples, infinite pre-activations, and dtypes other than float.",
)


class _TextsExercise(ValueExercise):
    """Values that are texts, read with goodwill: capital letters and surrounding spaces do not count."""

    def read_text(self, text: str) -> str:
        """Return the text in small letters."""
        return text.strip().lower()


outputs = _TextsExercise(
    id="sigmoid.outputs",
    title="What stands at the output?",
    points=3,
    names=("spam", "digit", "tags", "temperature", "gate"),
    answers=ANSWERS,
    hints=(
        "For each task, ask which numbers may come out: any at all, one between 0 and 1, or shares of a whole?",
        "Softmax makes its outputs compete, since they sum to 1. Do the tags of a photo compete? Do the gates?",
        "A network that may answer with any number, also a negative one, has nothing around its last sum.",
    ),
    not_checked="how you came to your answers.",
)
