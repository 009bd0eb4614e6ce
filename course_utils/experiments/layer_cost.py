"""What an activation costs beside the layer it belongs to, in PyTorch, on the machine at hand."""

import time

from course_utils import frameworks

ACTIVATIONS = ("relu", "sigmoid", "tanh")


def layer_cost(units: int = 1_000, examples: int = 1_000, rounds: int = 15) -> dict[str, float]:
    """Return the milliseconds of relu, sigmoid, tanh and "matrix product" for one layer, forward, in float32.

    The activation is taken of an array (examples, units). The pre-activation is the product of such an array and one
    of shape (units, units), for as many inputs as units. The four take turns, and the shortest time of each is
    returned, because the rest of the machine disturbed that one least.

    Args:
        units: of the layer.
        examples: in the batch.
        rounds: how often each is timed.

    Raises:
        MissingFrameworkError: PyTorch is not installed.
    """
    torch = frameworks.load("torch")
    generator = torch.Generator().manual_seed(0)
    z = torch.randn(examples, units, generator=generator)
    weights = torch.randn(units, units, generator=generator)
    calls = {
        "relu": lambda: torch.relu(z),
        "sigmoid": lambda: torch.sigmoid(z),
        "tanh": lambda: torch.tanh(z),
        "matrix product": lambda: z @ weights,
    }
    samples: dict[str, list[float]] = {name: [] for name in calls}
    for _ in range(rounds):
        for name, call in calls.items():
            call()  # so that none pays for what the one before it left in the processor's fast memory
            start = time.perf_counter()
            call()
            samples[name].append(1e3 * (time.perf_counter() - start))
    return {name: min(values) for name, values in samples.items()}
