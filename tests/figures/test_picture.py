import matplotlib
import numpy as np
import pytest

from course_utils.figures import relu_from_scratch as figures
from course_utils.figures.picture import Picture, new_figure, style

PICTURES = {
    "hinge": figures.hinge_not_v,
    "cost": lambda: figures.cost_of_ways({"a": [(1, 1e-6), (10, 2e-6)], "b": [(1, 2e-6)]}),
    "brightening": lambda: figures.brightening_pictures(
        np.full((4, 4), 9, np.uint8), np.arange(16, dtype=np.uint8).reshape(4, 4)
    ),
    "layer": lambda: figures.layer_before_and_after(np.array([[1.0, -1.0], [2.0, -3.0]])),
    "hat": lambda: figures.hat_from_hinges(np.array([0.0, 1.0]), {"a": np.array([0.0, 1.0])}),
}


@pytest.mark.parametrize("name", PICTURES)
def test_every_figure_is_an_image_with_alt_text_titles_and_labels(name):
    picture = PICTURES[name]()
    bundle = picture._repr_mimebundle_()
    assert picture.png.startswith(b"\x89PNG")
    assert f'alt="{picture.alt[:30]}' in bundle["text/html"].replace("&lt;", "<")
    assert bundle["text/plain"] == f"Figure: {picture.alt}"


def test_alt_text_that_says_nothing_is_refused():
    with pytest.raises(ValueError, match="say in words"):
        Picture(new_figure(), "a plot")


def test_alt_text_is_escaped():
    html = Picture(new_figure(), 'a long text with a "quote" and a <tag> in it, for the test')._repr_mimebundle_()[
        "text/html"
    ]
    assert "&quot;quote&quot;" in html
    assert "<tag>" not in html


def test_a_learner_s_own_settings_are_left_as_they_are():
    before = matplotlib.rcParams["font.size"]
    with style():
        assert matplotlib.rcParams["font.size"] == 11
    assert matplotlib.rcParams["font.size"] == before


def test_alt_text_counts_what_is_in_the_picture():
    assert "50% of the entries" in PICTURES["layer"]().alt
