"""Networks that do not learn: each has one planted fault, which follows from a learner's name.

Every patient is a perceptron with ten hidden layers of 48 ReLU units, trained by gradient descent with momentum 0.9 on
MNIST digits for 200 steps of 64. One of its settings is not as it should be. The fault, its size and the first weights
follow from a hash of the name, so that neighbors differ and the same name always meets the same patient.

A patient shows what it computes and not how it was set. That is a seal, not a lock: all of it can be read here.
"""

import hashlib
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from functools import lru_cache
from typing import Any

import numpy as np

from course_utils.experiments.digits import CLASSES, PIXELS, mnist, split, standardized_mnist
from course_utils.experiments.threads import one_thread
from course_utils.networks import MLP, SGD, ForwardPass, softmax_cross_entropy

FAULTS = {
    "A": "the first weights are too small",
    "B": "the first weights are too large",
    "C": "the first biases are far below 0",
    "D": "the learning rate is too large",
    "E": "ReLU stands on the logits",
    "F": "the inputs are not standardized",
}
INPUTS = ("standardized", "shares", "bytes")
OUTPUTS = ("linear", "relu")
STEPS, BATCH, MOMENTUM = 200, 64, 0.9
LONGEST_NAME = 200
# Seeds of first weights. All of them learn from healthy settings. With ReLU on the logits most seeds learn a part of
# the digits; those of STUCK stay below half of them, also on processors that round differently.
SEEDS = (0, 1, 2, 5, 7, 17, 21, 36, 83)
STUCK = (21, 36, 83)


@dataclass(frozen=True, kw_only=True)
class Settings:
    """All that can be set. The defaults are healthy.

    Attributes:
        hidden: units in each hidden layer.
        gain: of the first weights, as in PyTorch.
        bias: the first bias of every hidden unit.
        learning_rate: of gradient descent.
        inputs: "standardized", "shares" of white from 0 to 1, or "bytes" from 0 to 255.
        output: "linear", or "relu" for a ReLU on the logits.

    Raises:
        ValueError: a setting is none of these or outside of its bounds.
    """

    hidden: tuple[int, ...] = (48,) * 10
    gain: float = float(np.sqrt(2))
    bias: float = 0.0
    learning_rate: float = 0.02
    inputs: str = "standardized"
    output: str = "linear"

    def __post_init__(self) -> None:
        widths = self.hidden
        whole = isinstance(widths, (list, tuple)) and all(type(width) is int for width in widths)
        if not whole or not 1 <= len(widths) <= 20 or not all(1 <= width <= 64 for width in widths):
            raise ValueError("`hidden` is a list of 1 to 20 widths, whole numbers from 1 to 64")
        object.__setattr__(self, "hidden", tuple(widths))
        for name, low, high in (("gain", 0.0, 100.0), ("bias", -1000.0, 1000.0), ("learning_rate", 1e-9, 1000.0)):
            number = _number(getattr(self, name))
            if number is None or not low <= number <= high:
                raise ValueError(f"`{name}` is a number from {low:g} to {high:g}")
            object.__setattr__(self, name, number)
        for name, texts in (("inputs", INPUTS), ("output", OUTPUTS)):
            if getattr(self, name) not in texts:
                raise ValueError(f"`{name}` is one of {', '.join(texts)}")

    def changed(self, changes: Any) -> "Settings":
        """Return these settings with `changes`, a dictionary from names to values. Raises `ValueError`."""
        names = [field.name for field in fields(self)]
        if not isinstance(changes, dict):
            raise ValueError('changes are a dictionary such as {"gain": 1.0}')
        for name in changes:
            if name not in names:
                raise ValueError(f"there is no setting of that name; there are {', '.join(names)}")
        return replace(self, **changes)


class Sealed:
    """A network that can be watched: `forward` and `gradients`. Its settings stay inside."""

    def __init__(self, network: MLP, rectified: bool) -> None:
        """Keep the network.

        Args:
            network: what is sealed.
            rectified: whether a ReLU follows its last layer.
        """
        self._network, self._rectified = network, rectified

    def __repr__(self) -> str:
        return "a sealed network: ask it for forward(X) or gradients(X, y)"

    def forward(self, X: Any) -> ForwardPass:
        """Return all that the network computes for X, shape (n, 784); `output` is what it hands to the loss."""
        with np.errstate(all="ignore"), one_thread():
            passed = self._network.forward(X)
            output = np.maximum(0, passed.output) if self._rectified else passed.output
        return replace(passed, output=output)

    def gradients(self, X: Any, y: Any) -> list[np.ndarray]:
        """Return dL/dz of every layer, shapes (n, width), for the mean cross-entropy of some digits.

        Args:
            X: digits, shape (n, 784).
            y: their classes, whole numbers, shape (n,).
        """
        return self._step(X, y)[1].pre_activations

    def _step(self, X: Any, y: Any) -> tuple[float, Any]:
        with np.errstate(all="ignore"), one_thread():
            passed = self._network.forward(X)
            output = np.maximum(0, passed.output) if self._rectified else passed.output
            loss, gradient = softmax_cross_entropy(output, y)
            if self._rectified:
                gradient = gradient * (passed.output > 0)
            return loss, self._network.backward(passed, gradient)


@dataclass(frozen=True, repr=False)
class Patient:
    """A network before and after its training.

    Attributes:
        label: whose network it is.
        untrained: the network before its training.
        trained: the network after it.
        digits: 1,000 test digits as the network gets them, X (1000, 784) and y (1000,).
        losses: one a training step.
        accuracy: the share of the test digits that the network gets right after training, NaN if an output is not
            finite.
    """

    label: str
    untrained: Sealed
    trained: Sealed
    digits: tuple[np.ndarray, np.ndarray]
    losses: np.ndarray
    accuracy: float
    _settings: Settings
    _seed: int

    def __repr__(self) -> str:
        return self.label

    def treat(self, **changes: Any) -> "Patient":
        """Return the same patient with some settings changed, trained anew. Raises `ValueError` if one is unknown."""
        told = ", ".join(f"{name}={value!r}" for name, value in changes.items())
        return replace(train_patient(self._settings.changed(changes), self._seed), label=f"{self.label}, {told}")


def normalized(name: Any) -> str:
    """Return a name without case and extra spaces, because neither tells people apart.

    Raises `ValueError`, in words for the learner, if it is no name.
    """
    if not isinstance(name, str):
        raise ValueError('A name is a text in quotation marks, such as "Ada".')
    plain = " ".join(unicodedata.normalize("NFKC", name[: LONGEST_NAME + 1]).casefold().split())
    if not plain:
        raise ValueError("That name is empty. Put your own between the quotation marks, or any word you like.")
    if len(name) > LONGEST_NAME:
        raise ValueError(f"That name is longer than {LONGEST_NAME} characters. A shorter one will do.")
    return plain


def planted(name: Any) -> tuple[str, Settings, int]:
    """Return the letter of the fault that `name` stands for, the settings with it, and the seed of the weights.

    The same on every machine. Raises `ValueError` as `normalized` does.
    """
    digest = hashlib.sha256(normalized(name).encode("utf-8", "replace")).digest()
    rng = np.random.default_rng(int.from_bytes(digest, "big"))
    letter = str(rng.choice(list(FAULTS)))
    share = rng.uniform()
    planted_changes: dict[str, dict[str, Any]] = {
        "A": {"gain": round(0.45 + 0.25 * share, 2)},
        "B": {"gain": round(2.3 + 0.7 * share, 2)},
        "C": {"bias": round(-2.5 - 4 * share, 1)},
        "D": {"learning_rate": round(0.12 + 0.13 * share, 2)},
        "E": {"output": "relu"},
        "F": {"inputs": "bytes"},
    }
    return letter, Settings().changed(planted_changes[letter]), int(rng.choice(STUCK if letter == "E" else SEEDS))


def admit(name: Any) -> Patient:
    """Return the patient of that name, trained. Raises `ValueError` if it is no name."""
    _, settings, seed = planted(name)
    return replace(train_patient(settings, seed), label=f"the patient of {' '.join(name.split())}")


def healthy(seed: int = 0) -> Patient:
    """Return a network with healthy settings, trained: something to compare with."""
    return replace(train_patient(Settings(), seed), label="a healthy network")


@lru_cache(maxsize=256)
def train_patient(settings: Settings, seed: int) -> Patient:
    """Train a network beside its untrained twin.

    Args:
        settings: of the network and its training.
        seed: of the first weights, the split of the digits and the batches.

    Returns:
        The network before and after its training, with its losses and its accuracy.
    """
    X, y = _pixels(settings.inputs)
    training, _ = split(seed)
    test_digits = _test_digits(settings.inputs, seed)
    before, network = _network(settings, seed), _network(settings, seed)
    sealed = Sealed(network, settings.output == "relu")
    optimizer = SGD(network, settings.learning_rate, MOMENTUM)
    rng = np.random.default_rng([seed, 1])
    losses = []
    with np.errstate(all="ignore"):
        for _ in range(STEPS):
            chosen = training[rng.choice(len(training), BATCH, replace=False)]
            loss, gradients = sealed._step(X[chosen], y[chosen])
            optimizer.step(gradients)
            losses.append(loss)
    return Patient(
        f"a network with {settings}",
        Sealed(before, settings.output == "relu"),
        sealed,
        test_digits,
        _read_only(np.array(losses)),
        _share_right(sealed.forward(test_digits[0]).output, test_digits[1]),
        settings,
        seed,
    )


def measure(patient: Patient) -> dict[str, float]:
    """Return five measurements: one of the inputs, three of the untrained network, one of the trained one.

    "spread" is the standard deviation of the inputs. "factor" is by what a layer multiplies the variance of the
    pre-activations, on geometric average over the hidden layers: NaN for 0/0, 1 for a single layer. "dead" is the share
    of hidden units without a positive pre-activation, "negative" the share of outputs below 0, and "accuracy" that of
    the trained network.
    """
    passed = patient.untrained.forward(patient.digits[0])
    return measured_in(patient, passed.pre_activations[:-1], passed.output)


def measured_in(patient: Patient, hidden: Sequence[np.ndarray], output: np.ndarray) -> dict[str, float]:
    """Return the five measurements of `measure`, taken in other arrays than those it takes.

    Args:
        patient: whose digits and accuracy count.
        hidden: one array a layer, shape (n, width).
        output: of the network, shape (n, 10).
    """
    first, last = (z.var(dtype=np.float64) for z in (hidden[0], hidden[-1]))
    dead = np.concatenate([(z <= 0).all(axis=0) for z in hidden])
    with np.errstate(all="ignore"):
        factor = float((last / first) ** (1 / (len(hidden) - 1))) if len(hidden) > 1 else 1.0
    return {
        "spread": float(patient.digits[0].std()),
        "factor": factor,
        "dead": float(dead.mean()),
        "negative": float((output < 0).mean()),
        "accuracy": patient.accuracy,
    }


def learned(settings: Settings, seeds: Sequence[int], threshold: float = 0.75) -> bool:
    """Return whether networks with `settings` come to an accuracy of `threshold` or more from each seed.

    Args:
        settings: of the networks and their training.
        seeds: as for `train_patient`.
        threshold: a share of the test digits.
    """
    return all(train_patient(settings, seed).accuracy >= threshold for seed in seeds)


@lru_cache(maxsize=len(INPUTS))
def _pixels(inputs: str) -> tuple[np.ndarray, np.ndarray]:
    if inputs == "standardized":
        return standardized_mnist()
    X, labels = mnist()
    return (X if inputs == "shares" else _read_only(X * np.float32(255))), labels


@lru_cache(maxsize=len(INPUTS) * len(SEEDS))
def _test_digits(inputs: str, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the test digits of a seed: 3 MB, which all patients of that seed share."""
    X, y = _pixels(inputs)
    _, test = split(seed)
    return _read_only(X[test]), _read_only(y[test])


def _read_only(array: np.ndarray) -> np.ndarray:
    array.flags.writeable = False
    return array


def _share_right(output: np.ndarray, y: np.ndarray) -> float:
    return float((output.argmax(axis=1) == y).mean()) if np.isfinite(output).all() else float("nan")


def _network(settings: Settings, seed: int) -> MLP:
    network = MLP((PIXELS, *settings.hidden, CLASSES), "relu", gain=settings.gain, seed=seed, dtype=np.float32)
    for biases in network.biases[:-1]:
        biases += np.float32(settings.bias)
    return network


def _number(value: Any) -> float | None:
    """Return a finite number as a float, None for anything else."""
    if isinstance(value, (bool, np.bool_)) or not isinstance(value, (int, float, np.integer, np.floating)):
        return None
    try:
        number = float(value)
    except OverflowError:
        return None
    return number if np.isfinite(number) else None
