import re

import numpy as np

from course_utils.experiments.exact_zeros import ZeroSlopeRun
from course_utils.figures import the_derivative as figures

NAMES = "wxbzavy"
RUNS = [
    ZeroSlopeRun(0, 0.6, {0.0: 1.0, 1.0: 3.0}, {0.0: 2.0, 1.0: 2.0}, 0.0),
    ZeroSlopeRun(1, 0.6, {0.0: 2.0, 1.0: 1.6}, {0.0: 1.0, 1.0: 1.0}, 0.0),
]
PICTURES = {
    "subgradients": figures.subgradient_lines,
    "measured": lambda: figures.measured_slopes(np.array([-0.5, 0.0, 0.5]), np.array([0.0, 0.5, 1.0]), 0.25, 1.0),
    "by_hand": lambda: figures.backward_by_hand(
        (dict.fromkeys(NAMES, 1.0), dict.fromkeys(NAMES, 2.5)),
        (dict.fromkeys(NAMES, -3.0), dict.fromkeys(NAMES, -0.0)),
    ),
    "blank": lambda: figures.blank_windows(np.eye(28).ravel()),
    "biases": lambda: figures.bias_gradients(RUNS),
}
SAYS = [
    ("measured", "the band from -0.25 to 0.25 all of them are 0"),
    ("by_hand", "With z = 1 the gradients are w 2.5, x 2.5, b 2.5"),
    ("by_hand", "With z = -3 the gradients are w 0, x 0, b 0"),
    ("blank", "82% of them"),
    ("biases", "its largest is 1.2 to 3.0 times its smallest"),
]


def test_every_row_of_the_table_names_a_way_and_its_gradient():
    table = figures.slopes_at_zero("a library", {"one way": 0.0, "another": 0.5})
    assert re.search(r"one way +0\n", repr(table))
    assert "0.5" in table._repr_html_()
