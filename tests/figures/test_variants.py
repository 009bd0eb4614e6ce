import numpy as np

from course_utils.experiments.many_layers import LayerStatistics
from course_utils.experiments.variants_on_digits import recorded
from course_utils.figures import variants as figures

STEADY = LayerStatistics(np.zeros(3), np.ones(3), np.ones(3))
GROWS = LayerStatistics(np.array([0.1, 1, 10]), np.array([1.0, 10, 100]), np.array([1.0, 10, 100]))
FADES = LayerStatistics(np.zeros(3), np.array([1, 0.1, 1e-3]), np.array([1, 0.1, 1e-3]))
LOST = LayerStatistics(np.zeros(3), np.ones(3), np.full(3, 0.5))
PICTURES = {
    "leaks": figures.leaks,
    "depths": figures.elu_depths,
    "conditions": lambda: figures.conditions({"ok": [STEADY], "up": [GROWS], "down": [FADES], "shifted": [LOST]}),
    "gates": figures.smooth_gates,
    "layers": lambda: figures.fifty_layers({"selu": [STEADY], "elu": [GROWS], "swish": [FADES]}),
    "rates": lambda: figures.rates(recorded()[0]),
    "differences": lambda: figures.differences(recorded()[1]),
    "differences_live": lambda: figures.differences(recorded()[1], recorded()[1][:3] + recorded()[1][24:27]),
}
SAYS = [
    ("conditions", "ok: variance near 1, that of one unit near 1"),
    ("conditions", "up: variance over 10"),
    ("conditions", "down: variance next to nothing"),
    ("conditions", "shifted: variance near 1, that of one unit clearly below 1"),
    ("layers", "grown for ELU; it has fallen toward 0 for SiLU; it is near where it began for SELU"),
    ("rates", "sigmoid 0.3"),
    ("differences", "Leaky ReLU +0.04, from -0.65 to +0.73"),
]


def test_the_title_that_every_interval_contains_0_is_true_of_the_record():
    assert PICTURES["differences"]().alt.count("from -") == 7
    assert PICTURES["differences"]().alt.count("to +") == 7
