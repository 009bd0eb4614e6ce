import pytest

from course_utils.experiments.patients import admit, healthy
from course_utils.figures import capstone as figures


@pytest.mark.parametrize(
    ("draw", "name", "texts"),
    [
        (figures.losses, "Ada", ["a healthy network: falls", "the patient of Ada: stays"]),
        (figures.losses, "Warren McCulloch", ["breaks off"]),
        (figures.layers, "Ada", ["the patient of Ada: the variance shrinks; the gradient shrinks"]),
        (figures.layers, "Marie", ["the patient of Marie: the variance is 0 or nearly so"]),
        (figures.dead_units, "Marie", ["the patient of Marie before training: most"]),
        (figures.dead_units, "Rosalind", ["the patient of Rosalind after training: no numbers"]),
    ],
)
def test_every_figure_says_in_its_alt_text_what_it_shows(draw, name, texts):
    picture = draw([healthy(), admit(name)])
    assert picture.png.startswith(b"\x89PNG")
    for text in texts:
        assert text in picture.alt
