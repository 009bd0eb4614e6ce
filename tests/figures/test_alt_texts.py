"""What holds for the figures of any notebook: `PICTURES` and `SAYS` of the modules beside this one."""

import pytest

from tests.figures import (
    relu_in_pytorch,
    test_activation_functions,
    test_relu_against_sigmoid,
    test_the_derivative,
    test_variants,
)

MODULES = {
    module.__name__.rpartition(".")[2].removeprefix("test_"): module
    for module in (
        test_activation_functions,
        test_relu_against_sigmoid,
        relu_in_pytorch,
        test_the_derivative,
        test_variants,
    )
}


@pytest.mark.parametrize(
    "draw",
    [
        pytest.param(draw, id=f"{notebook}-{name}")
        for notebook, module in MODULES.items()
        for name, draw in module.PICTURES.items()
    ],
)
def test_every_figure_is_an_image_with_alt_text(draw):
    picture = draw()
    assert picture.png.startswith(b"\x89PNG")
    assert len(picture.alt.split()) >= 10
    assert picture.alt.endswith(".")


@pytest.mark.parametrize(
    ("draw", "said"),
    [
        pytest.param(module.PICTURES[name], said, id=f"{notebook}-{name}")
        for notebook, module in MODULES.items()
        for name, said in module.SAYS
    ],
)
def test_alt_text_is_made_of_the_data(draw, said):
    assert said in draw().alt
