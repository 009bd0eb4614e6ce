"""Notebook 06: ReLU in PyTorch."""

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from course_utils import frameworks
from course_utils.autograder import (
    ChoiceExercise,
    FunctionExercise,
    ModelExercise,
    Probe,
    Tolerance,
    model_probes,
)

NOTEBOOK = "06_relu_in_pytorch.ipynb"
ANSWERS = "course_utils.answers.relu_in_pytorch"

READY_MADE = ("course_utils.experiments", "course_utils.networks", "course_utils.answers", "course_utils.autograder")
# float32 has 7 digits; the order of a sum is the learner's
TOLERANCE = Tolerance(rtol=1e-4, atol=1e-6)

Arrays = Sequence[np.ndarray]


def bend_in_place(z: Any) -> Any:
    """Return ReLU(z) + sigmoid(z) / 2 for a tensor z, in a way that has two faults."""
    s = frameworks.require("torch").sigmoid(z)
    s.mul_(0.5)
    z.relu_()
    return z + s


spelling = ChoiceExercise(
    id="torch.spelling",
    title="Module or function?",
    points=1,
    names=("spelling",),
    answers=ANSWERS,
    options={
        "A": "`nn.ReLU` makes a module, which can stand in a list of layers; `F.relu` is a function to call",
        "B": "`nn.ReLU` has weights of its own, which training changes together with the others; `F.relu` has none",
        "C": "`nn.ReLU` computes gradients, `F.relu` does not",
        "D": "`nn.ReLU` gives other numbers for NaN",
    },
    hints=(
        "Which of the two could you write between two layers in `nn.Sequential(...)`?",
        "Look at the four lines above: which of them has two pairs of parentheses, and what does the first pair make?",
    ),
    not_checked="how you came to your answer.",
)


def _build_probes(seed: int) -> tuple[Probe, ...]:
    # three sets of weights, so that some logits are negative and a ReLU on them shows
    looks = (("weights", "outputs", "gradients"), ("outputs",), ("outputs",))
    probes = [
        probe
        for number, look in enumerate(looks)
        for probe in model_probes(seed + 1000 * number, (12,), look, examples=20)
    ]
    # large inputs, because they reach the upper end of an activation that has one
    large = model_probes(seed + 5000, (12,), ("outputs",), examples=20)
    probes += [replace(probe, args=(*probe.args[:3], probe.args[3] * 100, probe.args[4])) for probe in large]
    # No probe is ordinary, because a model whose layers PyTorch does not find keeps random weights. Its lack of
    # parameters tells it apart.
    return tuple(replace(probe, ordinary=False) for probe in probes)


build_model = ModelExercise(
    id="torch.build_model",
    title="A network with two hidden layers",
    points=3,
    framework="torch",
    names=("build_model",),
    answers=ANSWERS,
    draw_probes=_build_probes,
    hints=(
        "Three `nn.Linear` layers: 12 to 8, 8 to 5, 5 to 3. Between which of them does ReLU stand?",
        "`nn.Sequential(first, second, ...)` runs modules in order. ReLU stands after each hidden layer and nothing "
        "after the last: its outputs are logits.",
    ),
    not_checked="the numbers that the weights start from, whether each call makes a new network, and what happens "
    "only in training, such as dropout.",
)

in_place = ChoiceExercise(
    id="torch.in_place",
    title="Where may ReLU work in place?",
    points=1,
    names=("in_place",),
    answers=ANSWERS,
    options={
        "A": "on the batch of inputs, as the first thing in the network",
        "B": "on z in `z + torch.relu_(z)`",
        "C": "right behind an `nn.Linear` in `nn.Sequential`, where nobody else looks at what the layer made",
        "D": "right behind a sigmoid in `nn.Sequential`, because its outputs are above 0 and stay as they are",
    },
    hints=(
        "Ask of each: who needs the old numbers once more? The sum, the next epoch, the backward pass, or nobody?",
        "To get its gradient, `nn.Linear` needs its inputs and weights. Sigmoid needs its own output.",
    ),
    not_checked="how you came to your answer.",
)


def _bend(names: Mapping[str, Any], values: np.ndarray, upstream: np.ndarray, look: str) -> Any:
    torch = frameworks.require("torch")
    if look != "gradients":
        z = torch.tensor(values)
        result = names["bend"](z)
        return _array(torch, z if look == "input" else result)
    leaf = torch.tensor(values, requires_grad=True)
    result = names["bend"](leaf * 1.0)  # a copy, as a layer would hand it over
    if not isinstance(result, torch.Tensor):
        return result
    if not result.requires_grad:  # the result is cut off from the input, so no gradient comes through
        return np.zeros_like(values)
    (result * torch.tensor(upstream)).sum().backward()
    return np.zeros_like(values) if leaf.grad is None else _array(torch, leaf.grad)


def _array(torch: Any, value: Any) -> Any:
    """Return a tensor as an array, anything else as it is."""
    return value.detach().cpu().numpy().copy() if isinstance(value, torch.Tensor) else value


def _bend_probes(seed: int) -> tuple[Probe, ...]:
    frameworks.require("torch")
    rng = np.random.default_rng(seed)

    def draw(*shape: int) -> np.ndarray:  # away from the corner, because every slope from 0 to 1 is right there
        return (rng.uniform(0.2, 3, shape) * rng.choice([-1, 1], shape)).astype(np.float32)

    few = np.array([-2.0, 0.5, 3.0], dtype=np.float32)
    inputs = (few, draw(6), draw(3, 4))
    upstreams = (np.ones(3, dtype=np.float32), draw(6), draw(3, 4))
    return tuple(
        Probe((values, upstream, look), look, ordinary=look != "input", dtype=False)
        for look in ("outputs", "gradients", "input")
        for values, upstream in zip(inputs, upstreams, strict=True)
    )


BEND_LOOKS = {
    "outputs": "`bend` of {z}",
    "gradients": "the gradient of `bend` at {z}",
    "input": "its input after `bend`, which was {z},",
}


def _describe_bend(probe: Probe) -> str:
    values, _, look = probe.args
    shown = f"`{np.round(values, 2).tolist()}`" if values.size < 4 else f"a tensor of shape {values.shape}"
    return BEND_LOOKS[look].format(z=shown)


bend = FunctionExercise(
    id="torch.bend",
    title="Mend what works in place",
    points=3,
    names=("bend",),
    parameters=("z",),
    answers=ANSWERS,
    draw_probes=_bend_probes,
    scenario=_bend,
    describe=_describe_bend,
    region_labels={
        "outputs": "right outputs",
        "gradients": "right gradients, and no error in the backward pass",
        "input": "leaves its input as it was",
    },
    inputs_untouched=False,  # because the look "input" compares the tensor
    forbids=READY_MADE,
    tolerance=TOLERANCE,
    hints=(
        "Two of the lines write over a tensor. Which two, and who needs what stood there?",
        "Every method that ends in an underscore works in place. The same name without it makes a new tensor.",
    ),
    not_checked="numbers at exactly 0, and tensors of whole numbers.",
)


def _flat(kernels: Arrays, biases: Arrays) -> np.ndarray:
    """Return all numbers of a network in one vector; kernels[l] has shape (inputs, outputs)."""
    pairs = zip(kernels, biases, strict=True)
    return np.concatenate([array.ravel() for pair in pairs for array in pair]).astype(np.float32)


def _unflat(widths: Sequence[int], numbers: np.ndarray) -> tuple[list[np.ndarray], list[np.ndarray]]:
    """Return the kernels and biases that `_flat` put together for a network of these widths."""
    kernels, biases, place = [], [], 0
    for n, k in itertools.pairwise(widths):
        kernels.append(numbers[place : place + n * k].reshape(n, k).copy())
        biases.append(numbers[place + n * k : place + n * k + k].copy())
        place += n * k + k
    return kernels, biases


def _sequential(torch: Any, kernels: Arrays, biases: Arrays) -> Any:
    """Return Linear layers with ReLU between them; kernels[l] has shape (inputs, outputs)."""
    modules: list[Any] = []
    for kernel, bias in zip(kernels, biases, strict=True):
        layer = torch.nn.utils.skip_init(torch.nn.Linear, *kernel.shape)
        with torch.no_grad():
            layer.weight.copy_(torch.tensor(kernel.T))
            layer.bias.copy_(torch.tensor(bias))
        modules += [layer, torch.nn.ReLU()]
    return torch.nn.Sequential(*modules[:-1])


def _take_steps(
    names: Mapping[str, Any],
    widths: tuple[int, ...],
    numbers: np.ndarray,
    X: np.ndarray,
    y: np.ndarray,
    settings: tuple[float, float, int, bool],
    look: str,
) -> Any:
    torch = frameworks.require("torch")
    rate, momentum, steps, left_over = settings
    model = _sequential(torch, *_unflat(widths, numbers))
    optimizer = torch.optim.SGD(model.parameters(), lr=rate, momentum=momentum)
    examples, labels = torch.tensor(X), torch.tensor(y)
    if left_over:
        model(examples).square().sum().backward()
    losses = [names["train_step"](model, optimizer, examples, labels) for _ in range(steps)]
    if look == "loss":
        return losses[-1]
    return np.concatenate([_array(torch, parameter).ravel() for parameter in model.parameters()])


def _step_probes(seed: int) -> tuple[Probe, ...]:
    torch = frameworks.require("torch")
    # Make an optimizer now, because the first one loads hundreds of modules of PyTorch and a time limit that strikes
    # meanwhile breaks them.
    torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=0.1)
    rng = np.random.default_rng(seed)

    def probe(region: str, steps: int, *, momentum: float = 0.0, left_over: bool = False) -> Probe:
        kernels = [rng.standard_normal((3, 4)), rng.standard_normal((4, 3))]
        biases = [rng.uniform(0.1, 0.5, size) for size in (4, 3)]
        X = rng.standard_normal((6, 3)).astype(np.float32)
        settings = (float(np.round(rng.uniform(0.1, 0.4), 2)), momentum, steps, left_over)
        look = "loss" if region == "loss" else "parameters"
        y = rng.permutation([0, 1, 2, 0, 1, 2])
        return Probe(
            ((3, 4, 3), _flat(kernels, biases), X, y, settings, look),
            region,
            ordinary=region != "left_over",
            dtype=False,
        )

    return (
        probe("loss", 1),
        probe("loss", 1),
        probe("step", 1),
        probe("step", 1),
        probe("steps", 3),
        probe("steps", 4, momentum=0.5),
        probe("left_over", 1, left_over=True),
    )


def _describe_steps(probe: Probe) -> str:
    *_, settings, look = probe.args
    steps, left_over = settings[2:]
    if look == "loss":
        return "`train_step`, on a small network,"
    calls = "one call" if steps == 1 else f"{steps} calls"
    before = ", with gradients left over from before," if left_over else ""
    return f"After {calls} of `train_step` on a small network{before} a look at its weights"


train_step = FunctionExercise(
    id="torch.train_step",
    title="One training step",
    points=4,
    names=("train_step",),
    parameters=("model", "optimizer", "X", "y"),
    answers=ANSWERS,
    draw_probes=_step_probes,
    scenario=_take_steps,
    describe=_describe_steps,
    region_labels={
        "loss": "returns the loss of the batch",
        "step": "one step moves the weights as it should",
        "steps": "several steps in a row do",
        "left_over": "gradients that were left over do no harm",
    },
    inputs_untouched=False,
    forbids=READY_MADE,
    tolerance=TOLERANCE,
    hints=(
        "The body of the loop above has five lines. Which of them are missing in yours, and is their order the same?",
        "`backward` adds to the gradients that are there. So they have to be cleared before it, and used after it.",
        "The loss is a tensor that holds on to all it was computed from. `loss.item()` is the number alone.",
    ),
    not_checked="other losses than cross-entropy, and how fast it is.",
)


def _count_dead(names: Mapping[str, Any], widths: tuple[int, ...], numbers: np.ndarray, X: np.ndarray) -> Any:
    torch = frameworks.require("torch")
    model = _sequential(torch, *_unflat(widths, numbers))
    try:
        result = names["dead_fraction"](model, torch.tensor(X))
    except ValueError as error:  # a subclass is turned into a ValueError, which is what the task asks for
        if type(error) is ValueError:
            raise
        raise ValueError(*error.args).with_traceback(error.__traceback__) from None
    if isinstance(result, torch.Tensor) and result.numel() == 1:
        return float(result)
    return _array(torch, result)


def _dead_probes(seed: int) -> tuple[Probe, ...]:
    frameworks.require("torch")
    rng = np.random.default_rng(seed)

    def net(*widths: int, dead: Sequence[int], faint: float = 1.0) -> tuple[tuple[int, ...], np.ndarray, np.ndarray]:
        """Return a network with `dead` units dead in each hidden layer, and inputs for which the others are not.

        The signal of one living unit in each hidden layer is multiplied by `faint`.
        """
        kernels = [rng.uniform(0.2, 1, (n, k)) for n, k in itertools.pairwise(widths)]
        biases = [rng.uniform(0.1, 0.4, k) for k in widths[1:]]
        X = rng.uniform(0.1, 1, (5, widths[0]))
        X[0] -= 30.0  # so that the whole first layer is silent for one example
        signal = X
        for kernel, bias, count in zip(kernels, biases, dead, strict=False):
            order = rng.permutation(len(bias))
            die, alive = order[:count], order[-1]
            kernel[:, alive] *= faint
            bias[alive] *= faint
            bias[die] = -1.3 * (signal @ kernel).max(axis=0)[die]  # so that a signal twice as strong wakes them
            signal = np.maximum(0, signal @ kernel + bias)
        return widths, _flat(kernels, biases), X.astype(np.float32)

    def probe(region: str, *args: Any, raises: str = "") -> Probe:
        return Probe(args, region, ordinary=region != "not_finite", dtype=False, raises=raises)

    def broken(place: tuple[str, int], value: float) -> Probe:
        widths, numbers, X = net(3, 5, 4, 2, dead=(1, 1))
        kind, layer = place
        kernels, biases = _unflat(widths, numbers)
        array = (kernels if kind == "weight" else biases)[layer]
        array.flat[int(rng.integers(array.size))] = value
        return probe("not_finite", widths, _flat(kernels, biases), X, raises="ValueError")

    def some(low: int, high: int) -> int:
        return int(rng.integers(low, high))

    # one dead unit among so many that no other share is as small
    small, numbers, X = net(3, some(11, 30), some(3, 9), 2, dead=(1, 0))
    huge = numbers * np.float32(1e30)  # so that each number is finite and the outputs are not
    return (
        probe("one_layer", *net(3, 4, 2, dead=(1,))),
        probe("one_layer", *net(4, 7, 3, dead=(int(rng.integers(2, 6)),))),
        probe("one_layer", *net(4, some(8, 40), 3, dead=(some(2, 7),))),
        probe("two_layers", *net(3, 5, 2, 2, dead=(1, 1))),
        probe("two_layers", *net(4, 6, 3, 2, dead=(int(rng.integers(3, 6)), 1))),
        probe("two_layers", *net(4, some(7, 30), some(4, 20), 2, dead=(some(1, 6), some(1, 3)))),
        probe("none", *net(3, 5, 4, 2, dead=(0, 0))),
        probe("none", *net(3, 4, 5, 2, dead=(0, 0), faint=1e-12)),  # faint is not dead
        broken(("weight", 0), np.nan),
        broken(("bias", 2), np.nan),
        broken(("bias", 0), -np.inf),  # the outputs are finite, because ReLU makes 0 of this
        probe("not_finite", small, huge, X, raises="ValueError"),
        probe("not_finite", small, numbers, X),  # this network is finite
    )


def _describe_dead(probe: Probe) -> str:
    units = " and ".join(map(str, probe.args[0][1:-1]))
    numbers = probe.args[1]
    kind = " and numbers that are not finite" if not np.isfinite(numbers).all() else ""
    kind = " and huge weights" if not kind and np.abs(numbers).max() > 1e20 else kind
    return f"`dead_fraction`, for a network with {units} hidden units{kind},"


dead_fraction = FunctionExercise(
    id="torch.dead_fraction",
    title="The share of dead units",
    points=4,
    names=("dead_fraction",),
    parameters=("model", "X"),
    answers=ANSWERS,
    draw_probes=_dead_probes,
    scenario=_count_dead,
    describe=_describe_dead,
    known_beforehand=("none",),
    region_labels={
        "one_layer": "right for one hidden layer",
        "two_layers": "right for hidden layers of different widths",
        "none": "right where no unit is dead",
        "not_finite": "refuses a network that is not finite, and no other",
    },
    inputs_untouched=False,
    forbids=READY_MADE,
    tolerance=TOLERANCE,
    hints=(
        "Take the modules one after the other: `for module in model: X = module(X)`. After each `nn.ReLU` you hold the "
        "activations of a hidden layer.",
        "`(activations == 0).all(dim=0)` says of each unit whether it is dead. Collect these for all hidden layers, "
        "and take the mean over all units, not over layers.",
        "`torch.isfinite(tensor).all()` asks whether all is well. Ask it of every parameter and of the outputs.",
    ),
    not_checked="models other than `nn.Sequential` with `nn.Linear` and `nn.ReLU`, and hooks that you leave behind.",
)


def _port(names: Mapping[str, Any], widths: tuple[int, ...], numbers: np.ndarray, X: np.ndarray, look: str) -> Any:
    torch = frameworks.require("torch")
    model = _sequential(torch, *_unflat(widths, np.full_like(numbers, 0.5)))
    kernels, biases = _unflat(widths, numbers)
    names["port_weights"](kernels, biases, model)
    if look == "own":
        for array in (*kernels, *biases):
            array[...] = 7.0
    with torch.no_grad():
        return _array(torch, model(torch.tensor(X)))


def _port_probes(seed: int) -> tuple[Probe, ...]:
    frameworks.require("torch")
    rng = np.random.default_rng(seed)

    def probe(region: str, *widths: int) -> Probe:
        kernels = [rng.standard_normal(shape) for shape in itertools.pairwise(widths)]
        biases = [rng.uniform(0.1, 1, width) for width in widths[1:]]
        X = rng.standard_normal((4, widths[0])).astype(np.float32)
        return Probe((widths, _flat(kernels, biases), X, region), region, dtype=False)

    return (
        probe("square", 3, 3),
        probe("square", 4, 4, 4),
        probe("mixed", 2, 3),
        probe("mixed", 5, 4, 4, 3),
        probe("mixed", int(rng.integers(6, 9)), 5, 5, 2),
        probe("own", 3, 3, 3),
        probe("own", 4, 3),
    )


def _describe_port(probe: Probe) -> str:
    widths = probe.args[0]
    shapes = ", ".join(map(str, itertools.pairwise(widths)))
    changed = ", and a change of the arrays," if probe.region == "own" else ","
    return f"After `port_weights` with kernels of shape {shapes}{changed} the outputs of the model"


port_weights = FunctionExercise(
    id="torch.port_weights",
    title="Move weights from Keras to PyTorch",
    points=3,
    names=("port_weights",),
    parameters=("kernels", "biases", "model"),
    answers=ANSWERS,
    draw_probes=_port_probes,
    scenario=_port,
    describe=_describe_port,
    region_labels={
        "square": "same outputs where all layers are square",
        "mixed": "same outputs for layers of any shape",
        "own": "the model has numbers of its own, not the arrays themselves",
    },
    inputs_untouched=False,
    shape_is_given=True,
    forbids=READY_MADE,
    tolerance=Tolerance(rtol=1e-4, atol=1e-5),
    hints=(
        "Compare the shapes: a kernel of Keras is (inputs, outputs). What is `nn.Linear(5, 3).weight.shape`?",
        "Go through the `nn.Linear` modules of the model in order. `zip` pairs each with its kernel and its bias.",
        "Inside `with torch.no_grad():`, `layer.weight.copy_(...)` copies numbers into a weight. It needs a tensor: "
        "`torch.tensor(kernel.T)`.",
    ),
    not_checked="models with other layers than `nn.Linear` and `nn.ReLU`, and arrays of other types than float32.",
)
