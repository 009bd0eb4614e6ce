"""Notebook 05: ReLU in Keras."""

import itertools
from collections.abc import Mapping
from typing import Any

import numpy as np

from course_utils import frameworks
from course_utils.autograder import (
    ChoiceExercise,
    FunctionExercise,
    ModelExercise,
    Probe,
    Tolerance,
    ValueExercise,
    model_probes,
)

NOTEBOOK = "05_relu_in_keras.ipynb"
ANSWERS = "course_utils.answers.relu_in_keras"

parameter_count = ValueExercise(
    id="keras.parameter_count",
    title="How many numbers are trained?",
    points=1,
    names=("parameter_count",),
    answers=ANSWERS,
    hints=(
        "A Dense layer has one weight for every pair of an input and a unit, and one bias for every unit.",
        "The first layer has 784 · 32 weights and 32 biases. Its 32 units are the inputs of the next.",
    ),
    not_checked="how you counted.",
)

classifier = ModelExercise(
    id="keras.classifier",
    title="A classifier of any depth",
    points=4,
    names=("build_classifier",),
    framework="keras",
    answers=ANSWERS,
    draw_probes=lambda seed: (
        *model_probes(seed, (5,), build=(5, (8,), 4)),
        *model_probes(seed, (6,), ("weights", "outputs", "gradients", "warnings"), build=(6, (9, 7, 10), 3)),
    ),
    hints=(
        "`hidden` may have any length: you need a loop. `model.add(layer)` puts one more layer on a Sequential model.",
        "Begin with `keras.Sequential([keras.Input(shape=(inputs,))])`, add a Dense layer for each width in `hidden`, "
        "and a last one for the classes.",
        "Only the hidden layers have ReLU. What the last layer computes are logits.",
    ),
    not_checked="the first weights, the names of layers, and the style it is written in.",
)

dead_logit = ChoiceExercise(
    id="keras.dead_logit",
    title="What does a dead logit learn?",
    points=1,
    names=("dead_logit",),
    answers=ANSWERS,
    options={
        "A": "its gradient is exactly 0: it stays as it is unless the layers below move it",
        "B": "its gradient is small but not 0: it learns slowly",
        "C": "its gradient is large, since the loss is large",
        "D": "the softmax brings it back, since its outputs are never 0",
    },
    hints=(
        "The gradient of the loss reaches the weights through the ReLU. What is ReLU's slope there?",
        "Notebook 03, section 8, on units that die.",
    ),
    not_checked="how you came to your answer.",
)

mend = ModelExercise(
    id="keras.mend",
    title="Put the ReLUs right",
    points=3,
    names=("mended",),
    framework="keras",
    answers=ANSWERS,
    draw_probes=lambda seed: model_probes(seed, (6,), ("weights", "outputs", "gradients", "warnings")),
    hints=(
        "Go through the layers one by one: which are hidden, and which is the last? There are three faults.",
        "One hidden layer has no activation, the last layer has one too many, and the first line should be "
        "`keras.Input(shape=(6,))`.",
    ),
    not_checked="the first weights and the style it is written in.",
)


def _use_sparsity(names: Mapping[str, Any], sizes: tuple[int, ...], seed: int, shift: float, examples: int) -> Any:
    """Return what the learner's function finds in a network with our weights."""
    keras = frameworks.require("keras")
    rng = np.random.default_rng([seed, *sizes, examples])
    network = keras.Sequential([keras.Input(shape=(sizes[0],))])
    for units in sizes[1:-1]:
        network.add(keras.layers.Dense(units, activation="relu"))
    network.add(keras.layers.Dense(sizes[-1]))
    drawn = []
    for inputs, units in itertools.pairwise(sizes):
        drawn += [rng.standard_normal((inputs, units)) * np.sqrt(2 / inputs), rng.standard_normal(units) * 0.3 + shift]
    network.set_weights(drawn)
    found = names["sparsity"](network, rng.standard_normal((examples, sizes[0])).astype(np.float32))
    if not isinstance(found, (list, tuple, np.ndarray)) or any(isinstance(share, str) for share in found):
        return found  # because float would read a number from a text
    try:
        return [float(share) for share in found]
    except (TypeError, ValueError):  # the verdict says that it is not one number a layer
        return found


sparsity = FunctionExercise(
    id="keras.sparsity",
    title="Zeros, layer by layer",
    points=4,
    names=("sparsity",),
    parameters=("model", "X"),
    answers=ANSWERS,
    draw_probes=lambda seed: tuple(
        Probe((sizes, seed, shift, examples), region)
        for sizes, shift, examples, region in (
            ((3, 9, 2), 0.4, 7, "one"),  # an odd number of activations, so that never as many are on as off
            ((5, 10, 9, 3), 0.0, 8, "several"),
            ((6, 9, 8, 7, 2), -0.3, 11, "several"),
        )
    ),
    scenario=_use_sparsity,
    describe=lambda probe: (
        f"`sparsity(model, X)`, for layers of {', '.join(map(str, probe.args[0][1:]))} units "
        f"and {probe.args[3]} examples,"
    ),
    region_labels={"one": "right for one hidden layer", "several": "right for several hidden layers"},
    tolerance=Tolerance(rtol=1e-6, atol=1e-6),
    inputs_untouched=False,
    hints=(
        "`model.layers` is the list of the layers. Each can be called: `layer(X)` is what it makes of X.",
        "Go through all layers but the last, and let X become the layer's activations each time.",
        "`np.mean(np.array(activations) == 0)` is the share of zeros.",
    ),
    not_checked="models with other layers than Dense.",
)

custom_layer = ModelExercise(
    id="keras.custom_layer",
    title="A layer of your own that can be saved",
    points=4,
    names=("TwoSlopes",),
    framework="keras",
    answers=ANSWERS,
    draw_probes=lambda seed: (
        *model_probes(seed, (4,), ("outputs", "gradients"), build=(0.2, 1.5)),
        *model_probes(seed, (3, 2), ("outputs", "gradients"), build=(0.5, -1.0)),
        *model_probes(seed, (4,), ("outputs",), build=()),
        *model_probes(seed, (4,), ("config", "saved"), build=(-0.75, 2.5)),
    ),
    region_labels={
        "config": "is made again from its configuration",
        "saved": "survives saving and loading",
    },
    hints=(
        "`keras.ops.where(x > 0, a, b)` takes a where x is positive and b elsewhere.",
        "Keep both slopes: `self.left = left`, `self.right = right`. And let `__init__` take `**kwargs` and hand them "
        "to `super().__init__(**kwargs)`: Keras gives the name back that way.",
        '`get_config` returns a dictionary: `{**super().get_config(), "left": self.left, "right": self.right}`.',
    ),
    not_checked="the slope at exactly 0, slopes that are trained, whether `get_config` is your own, and whether it "
    "holds what `super().get_config()` returns.",
)

default_start = ChoiceExercise(
    id="keras.default_start",
    title="Keras' default under ReLU",
    points=1,
    names=("default_start",),
    answers=ANSWERS,
    options={"A": "2", "B": "1", "C": "1/2", "D": "1/4"},
    hints=(
        "Put n inputs and n units into 2 / (inputs + outputs). Which of the two variances of notebook 03 is that?",
        "ReLU keeps half of the signal, and the layer multiplies by n times the variance of its weights.",
    ),
    not_checked="how you came to your answer.",
)

he_classifier = ModelExercise(
    id="keras.he_classifier",
    title="He's weights",
    points=2,
    names=("build_he_classifier",),
    framework="keras",
    answers=ANSWERS,
    draw_probes=lambda seed: (
        *model_probes(seed, (50,), ("weights", "outputs", "spread"), build=(50, (50, 51), 3)),
        *model_probes(seed, (30,), ("weights", "outputs", "spread"), build=(30, (90,), 4)),
    ),
    region_labels={"spread": "its hidden layers start with a variance of 2/n, and biases of 0"},
    about="spread",
    hints=(
        "Take your `build_classifier`. A Dense layer has an argument for its first weights.",
        'The argument is `kernel_initializer="he_normal"`.',
    ),
    not_checked="the first weights of the last layer, and whether weights are drawn from a normal or a uniform law.",
)
