"""Each explorer on a page of its own: its numbers are Python's, and it can be worked by mouse and by keyboard."""

import itertools
import re

import numpy as np
import pytest

from course_utils.activations import ACTIVATIONS
from course_utils.explorers import (
    ActivationExplorer,
    GradientFlow,
    HingeBuilder,
    KinkExplorer,
    NeuronExplorer,
    TrainingPlayground,
)
from course_utils.explorers.gradient_flow import OFFERED
from course_utils.explorers.hinges import TARGETS
from course_utils.explorers.kink import FUNCTIONS
from course_utils.explorers.neuron import CURRENTS_PA
from course_utils.spiking import lif_rate_Hz
from tests.browser.driving import explorers, labels, violations

DRAWN_BY_THEMSELVES = (ActivationExplorer, HingeBuilder, NeuronExplorer, GradientFlow, KinkExplorer)
each = pytest.mark.parametrize("kind", DRAWN_BY_THEMSELVES, ids=lambda kind: kind.__name__)


def show(page, tmp_path, explorer):
    path = tmp_path / "explorer.html"
    explorer.save_html(path)
    page.goto(path.as_uri())
    return explorers(page)[0]


def module(page, call, *arguments):
    """Call an exported function of the explorer's JavaScript."""
    return page.evaluate(f"(args) => explorer.module.{call}(...args)", list(arguments))


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_an_activation_is_the_same_in_both_languages(page, tmp_path, name):
    explorer = ActivationExplorer([name])
    show(page, tmp_path, explorer)
    x = np.concatenate([np.linspace(-5, 5, 201), [-100, -30, 30, 100, 1e-9, -1e-9]])
    grid = itertools.product((0.01, 1, 2.5, -0.5), (0.25, 2), (0, 1, 7.5))
    for alpha, a, beta in grid:
        explorer.alpha, explorer.a, explorer.beta = alpha, a, beta
        parameters = {"alpha": alpha, "a": a, "beta": beta}
        drawn = module(page, "curve", name, parameters, x.tolist())
        value, derivative = explorer.curves(x)[name]
        np.testing.assert_allclose(drawn["value"], value, rtol=1e-9, atol=1e-12)
        np.testing.assert_allclose(drawn["derivative"], derivative, rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("target", TARGETS)
def test_hinges_add_up_to_the_same_in_both_languages(page, tmp_path, target):
    show(page, tmp_path, HingeBuilder(target=target))
    function, low, high = TARGETS[target]
    x = np.linspace(low, high, 301)
    for pieces in (1, 2, 5, 12):
        explorer = HingeBuilder(target=target, pieces=pieces)
        assert module(page, "equalKnots", target, pieces) == pytest.approx(explorer.knots)
        if pieces > 2:
            explorer.knots = [*explorer.knots[:1], explorer.knots[1] + 0.1, *explorer.knots[2:]]
        start, hinges = explorer.coefficients()
        theirs = module(page, "coefficients", target, explorer.knots)
        assert theirs["start"] == pytest.approx(start)
        assert theirs["hinges"] == pytest.approx(hinges.tolist(), abs=1e-9)
        for added in range(pieces + 1):
            explorer.added = added
            drawn = module(page, "sumOfHinges", target, explorer.knots, added, x.tolist())
            np.testing.assert_allclose(drawn, explorer.sum_of_hinges(x), atol=1e-9)
        np.testing.assert_allclose(
            explorer.sum_of_hinges(x), np.interp(x, explorer.knots, function(np.array(explorer.knots))), atol=1e-9
        )


@pytest.mark.parametrize("noise_mV", [0.0, 4.0])
def test_a_neuron_fires_alike_in_both_languages(page, tmp_path, noise_mV):
    show(page, tmp_path, NeuronExplorer())
    spikes = 0
    for current, tau, t_ref, threshold in itertools.product(
        (0, 195, 300, 1000), (2, 10, 40), (0, 7.5), (-70, -55, -30)
    ):
        explorer = NeuronExplorer(
            current_pA=current, tau_ms=tau, t_ref_ms=t_ref, threshold_mV=threshold, noise_mV=noise_mV
        )
        state = {name: getattr(explorer, name) for name in explorer.state_names()}
        drawn, run = module(page, "simulate", state), explorer.simulation()
        np.testing.assert_allclose(drawn["spikes"], run.spike_times_ms, atol=1e-6)
        np.testing.assert_allclose(drawn["potential"], run.membrane_potential_mV, atol=1e-6)
        assert module(page, "firingRate", current, state) == pytest.approx(lif_rate_Hz(current, explorer.neuron))
        rates = [module(page, "firingRate", float(pA), state) for pA in CURRENTS_PA[::50]]
        np.testing.assert_allclose(rates, explorer.rate_curve()[::50])
        fit = module(page, "fitRelu", explorer.rate_curve().tolist())
        assert (fit["slope"], fit["threshold"]) == pytest.approx(explorer.best_relu(), rel=1e-6, abs=1e-6)
        spikes += len(drawn["spikes"])
    assert spikes > 100


@pytest.mark.parametrize("name", OFFERED)
def test_gradients_flow_alike_in_both_languages(page, tmp_path, name):
    show(page, tmp_path, GradientFlow())
    for depth, width, gain in itertools.product((1, 7, 40), (2, 33, 64), (0.2, 1.0, 2**0.5, 5.0)):
        drawn = {
            kind: np.array(values, float) for kind, values in module(page, "flow", name, depth, width, gain).items()
        }
        flow = GradientFlow(depth=depth, width=width, gain=gain).flow(name)
        # a deep tanh network with a large gain is chaotic: it magnifies what the two round differently
        np.testing.assert_allclose(drawn["variances"], flow.variances, rtol=1e-3, atol=1e-20)
        np.testing.assert_allclose(drawn["norms"], flow.norms, rtol=1e-3)


@each
def test_arrow_keys_move_every_slider_and_the_picture_follows(page, tmp_path, kind):
    explorer = show(page, tmp_path, kind())
    sliders = [slider for slider in explorer.locator("input[type=range]").all() if slider.is_visible()]
    assert sliders
    for slider in sliders:
        before, value = labels(explorer), slider.input_value()
        slider.focus()
        for key in ("ArrowRight", "ArrowRight", "ArrowRight"):
            page.keyboard.press(key)
        if slider.input_value() == value:  # it stood at its end
            page.keyboard.press("ArrowLeft")
        assert labels(explorer) != before, slider.locator("..").inner_text()
        assert all("NaN" not in label and "undefined" not in label for label in labels(explorer))


@each
def test_the_mouse_moves_a_slider_and_the_drawing_follows(page, tmp_path, kind):
    explorer = show(page, tmp_path, kind())
    slider = next(slider for slider in explorer.locator("input[type=range]").all() if slider.is_visible())
    before = [path.get_attribute("d") for path in explorer.locator("path").all()], labels(explorer)
    box = slider.bounding_box()
    page.mouse.click(box["x"] + 0.9 * box["width"], box["y"] + box["height"] / 2)
    after = [path.get_attribute("d") for path in explorer.locator("path").all()], labels(explorer)
    assert after[1] != before[1]
    assert kind is ActivationExplorer or after[0] != before[0]  # its first slider moves the point, not the curves


def test_a_point_is_dragged_along_the_curve(page, tmp_path):
    explorer = show(page, tmp_path, ActivationExplorer(["relu", "sigmoid"]))
    box = explorer.locator(".drag").first.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 40)
    page.mouse.down()
    page.mouse.move(box["x"] + 0.8 * box["width"], box["y"] + 60)
    page.mouse.up()
    assert page.evaluate("explorer.model.get('x')") == pytest.approx(3, abs=0.1)
    row = explorer.locator("tbody tr").first.inner_text().split()
    assert row[0] == "relu"
    assert float(row[1]) == float(row[2]) == pytest.approx(3, abs=0.1)
    assert row[3] == "1"


def test_a_knot_is_dragged_and_stays_between_its_neighbors(page, tmp_path):
    explorer = show(page, tmp_path, HingeBuilder())
    box = explorer.locator(".drag").last.bounding_box()
    page.mouse.move(box["x"] + box["width"] * 0.5, box["y"] + 40)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.95, box["y"] + 40)
    page.mouse.up()
    knots = page.evaluate("explorer.model.get('knots')")
    assert knots == sorted(knots)
    assert 4.5 < knots[2] < knots[3]
    HingeBuilder(knots=knots)  # which Python accepts


def test_activations_are_laid_over_one_another_and_taken_away(page, tmp_path):
    explorer = show(page, tmp_path, ActivationExplorer(["relu"]))
    explorer.get_by_label("gelu", exact=True).check()
    assert "relu, gelu" in labels(explorer)[0]
    assert explorer.locator("tbody tr").count() == 2
    explorer.get_by_label("relu", exact=True).uncheck()
    explorer.get_by_label("gelu", exact=True).click()  # the last one stays
    assert explorer.get_by_label("gelu", exact=True).is_checked()
    assert not explorer.get_by_label("alpha").is_visible()
    explorer.get_by_label("leaky_relu", exact=True).check()
    assert explorer.get_by_label("alpha").is_visible()


def test_a_state_set_beforehand_is_what_is_drawn(page, tmp_path):
    explorer = show(page, tmp_path, ActivationExplorer(["leaky_relu"], alpha=2, x=-1.5))
    assert "leaky_relu -3" in labels(explorer)[0]
    assert explorer.get_by_label("alpha").input_value() == "2"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@each
def test_it_is_accessible_in_light_and_dark(browser, tmp_path, kind, scheme):
    context = browser.new_context(color_scheme=scheme)
    page = context.new_page()
    show(page, tmp_path, kind())
    found = violations(page, "#explorer")
    ground = page.evaluate("getComputedStyle(document.querySelector('.relu-explorer')).backgroundColor")
    context.close()
    assert found == []
    dark = sum(map(int, re.findall(r"\d+", ground)[:3])) < 3 * 128
    assert dark == (scheme == "dark")


@each
def test_every_input_is_native_labelled_and_keeps_its_keys(page, tmp_path, kind):
    explorer = show(page, tmp_path, kind())
    inputs = explorer.locator("input, select, button").all()
    assert inputs
    for one in inputs:
        assert one.get_attribute("data-lm-suppress-shortcuts") == "true"
        assert one.evaluate("node => node.labels?.[0]?.textContent.trim() || node.textContent.trim()")


def test_a_playground_without_python_says_where_training_runs(page, tmp_path):
    explorer = show(page, tmp_path, TrainingPlayground())
    assert "notebook's kernel" in explorer.locator("[role=status]").inner_text()


@pytest.mark.parametrize("name", FUNCTIONS)
def test_secants_have_the_same_slopes_in_both_languages(page, tmp_path, name):
    explorer = KinkExplorer(function=name)
    show(page, tmp_path, explorer)
    x = np.concatenate([np.linspace(-2, 2, 81), [1e-9, -1e-9, 1 / 128]])
    for h in (0.01, 0.25, 0.3, 1.0):
        explorer.h = h
        drawn = module(page, "quotients", name, h, x.tolist())
        for kind, slopes in explorer.quotients(x).items():
            np.testing.assert_allclose(drawn[kind], slopes, rtol=1e-9, atol=1e-12)
    for place in (-1.5, -0.01, 0.0, 0.25, 2.0):
        explorer.x = place
        assert module(page, "derivativeText", name, place) == explorer.derivative_text()


def test_the_kink_stays_a_corner_at_every_zoom_and_x_can_be_dragged_off_it(page, tmp_path):
    explorer = show(page, tmp_path, KinkExplorer(zoom=5, h=0.01))
    assert "from -0.0625 to 0.0625" in labels(explorer)[0]
    assert "left 0, right 1, central 0.5. Derivative: none" in labels(explorer)[0]
    box = explorer.locator(".drag").first.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 40)
    page.mouse.down()
    page.mouse.move(box["x"] + 0.9 * box["width"], box["y"] + 60)
    page.mouse.up()
    assert page.evaluate("explorer.model.get('x')") == pytest.approx(0.05, abs=0.002)
    assert "left 1, right 1, central 1. Derivative: 1" in labels(explorer)[0]
    explorer.get_by_label("Function").select_option("softplus")
    assert "softplus" in labels(explorer)[0]
    assert "none" not in explorer.locator("table").inner_text()
