import numpy as np
import pytest

from course_utils.activations import ACTIVATIONS
from course_utils.experiments.linear_pieces import random_layers
from course_utils.figures import activation_functions as figures
from course_utils.figures.table import Table

LINES = (np.array([[1, 0], [0, 1], [1, 1]]), np.array([1, 1, -1]))
PICTURES = {
    "neuron": figures.neuron,
    "bend": lambda: figures.with_and_without_bend(random_layers(2, 3, 0)),
    "hinge": figures.one_hinge,
    "hinges": lambda: figures.hinges_add_up(np.sin, [0, 1, 2, 3]),
    "xor": figures.xor_plane,
    "hidden": figures.hidden_space,
    "starts": lambda: figures.starts_that_learn({2: 0.2, 8: 0.99}, 0.0, 100),
    "regions": lambda: figures.line_regions({"general position": LINES, "again": LINES}),
    "sawtooth": lambda: figures.sawtooth((1, 2)),
    "gallery": lambda: figures.gallery(("relu", "step", "swish", "gelu")),
}
SAYS = [
    ("regions", "general position, 7 regions"),
    ("starts", "rising: 2 units < 8 units"),
]


def test_the_sum_of_hinges_meets_the_curve_at_the_knots():
    """The figure works out its coefficients by itself; on the last panel they must join all the knots."""
    assert "6 panels" in figures.hinges_add_up(np.sin, [0, 0.9, 2.2, 3.9, 4.7, 5.5, 2 * np.pi]).alt


def test_six_regions_where_lines_meet_in_one_point():
    concurrent = (LINES[0], np.zeros(3, int))
    assert "through one point, 6 regions" in figures.line_regions({"x": LINES, "through one point": concurrent}).alt


def test_the_alt_text_of_other_starts_says_what_their_bars_say():
    other = figures.starts_that_learn({2: 0.8, 8: 0.6}, 0.1, 10).alt
    assert "some" in other
    assert "not in order" in other


def test_the_table_has_every_activation_with_its_formulas():
    table = figures.table_of_activations()
    assert [row[0] for row in table.rows] == list(ACTIVATIONS)
    assert all(all(row) for row in table.rows)
    html = table._repr_html_()
    assert html.count('<th scope="row"') == len(ACTIVATIONS)
    assert "1 if x &gt; 0 else 0" in html
    assert "<caption>" in html
    assert "max(0, x)" in repr(table)


def test_a_table_with_a_row_too_short_is_refused():
    with pytest.raises(ValueError, match="a row of 1 cells"):
        Table("t", ("a", "b"), [("1",)])
