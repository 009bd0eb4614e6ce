"""What an activation costs beside the layer it belongs to, in PyTorch, on the machine at hand."""

import time

from course_utils import frameworks

ACTIVATIONS = ("relu", "sigmoid", "tanh")


def layer_cost(size: int = 1_000, rounds: int = 15) -> dict[str, float]:
    """Return the milliseconds of relu, sigmoid, tanh and "matrix product" for float32 arrays of shape (size, size).

    The activation of a layer of `size` units for `size` examples is taken of size * size numbers; its pre-activation is
    the product of two (size, size) matrices. The four take turns for some rounds. Of each the shortest time is
    returned: the one that the rest of the machine disturbed least. Raises `MissingFrameworkError` without PyTorch.
    """
    torch = frameworks.load("torch")
    generator = torch.Generator().manual_seed(0)
    z = torch.randn(size, size, generator=generator)
    weights = torch.randn(size, size, generator=generator)
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
