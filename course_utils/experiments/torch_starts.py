"""What PyTorch's first weights do to the signal of a deep ReLU network, and what it takes to keep it.

`nn.Linear` draws weights and biases from a uniform distribution up to 1 / sqrt(n) for n inputs, which has the variance
1 / (3n). PyTorch's code calls kaiming_uniform_ with a = sqrt(5), a leak that the network does not have.
"""

from dataclasses import dataclass

import numpy as np

from course_utils import frameworks

STARTS = ("default", "default, biases 0", "He")


@dataclass(frozen=True)
class Start:
    """Variances of the pre-activations, shape (layers,) each: of all numbers, and between the examples of a unit."""

    name: str
    seed: int
    pooled: np.ndarray
    between: np.ndarray


def follow(name: str, *, seed: int = 0, depth: int = 30, width: int = 256, examples: int = 200) -> Start:
    """Send normal inputs through untrained layers of `nn.Linear` and ReLU, in float64.

    In float32, rounding would drown what is left between the examples.

    Args:
        name: one of `STARTS`. "default" is `nn.Linear` as it comes; the second is the same with its biases set to 0;
            "He" has weights of variance 2/n and biases 0.
        seed: of the weights and the inputs.
        depth: layers.
        width: units in each layer, and inputs.
        examples: how many inputs are sent through.

    Returns:
        The variances of the pre-activations in each layer.

    Raises:
        ValueError: there is no start of that name.
        MissingFrameworkError: PyTorch is not installed.
    """
    if name not in STARTS:
        raise ValueError(f"no start is called {name!r}; there are {', '.join(STARTS)}")
    torch = frameworks.require("torch")
    nn = torch.nn
    pooled, between = [], []
    with torch.random.fork_rng(devices=[]), torch.no_grad():
        torch.manual_seed(seed)
        signal = torch.randn(examples, width, dtype=torch.float64)
        for _ in range(depth):
            layer = nn.Linear(width, width, dtype=torch.float64)
            if name == "He":
                nn.init.kaiming_normal_(layer.weight, nonlinearity="relu")
            if name != "default":
                nn.init.zeros_(layer.bias)
            z = layer(signal)
            pooled.append(float(z.var()))
            between.append(float(z.var(dim=0).mean()))
            signal = torch.relu(z)
    return Start(name, seed, np.array(pooled), np.array(between))
