"""Explorers as Python objects: their state, and what stands in their place where no JavaScript runs."""

import asyncio
import re

import numpy as np
import pytest
import traitlets
from scipy import stats

from course_utils import frameworks
from course_utils.explorers import (
    ActivationExplorer,
    GradientFlow,
    HingeBuilder,
    KinkExplorer,
    NeuronExplorer,
    TrainingPlayground,
)
from course_utils.explorers.explorer import FOLDER, bundle
from course_utils.explorers.random_numbers import standard_normal
from tests.threads import in_a_thread, run_async

KINDS = (ActivationExplorer, GradientFlow, HingeBuilder, NeuronExplorer, TrainingPlayground, KinkExplorer)
each = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)


@each
def test_without_javascript_there_is_a_picture_with_alt_text_and_words(kind):
    data, _ = kind()._repr_mimebundle_()
    assert set(data) == {"text/plain", "text/html", "application/vnd.jupyter.widget-view+json"}
    alt = re.fullmatch(
        r'<img alt="([^"]+)" src="data:image/png;base64,[\w+/=]+" style="max-width:100%">', data["text/html"]
    )
    assert len(alt[1].split()) > 20
    assert data["text/plain"].startswith(f"{kind.__name__}(")
    assert "Figure: " in data["text/plain"]


@each
def test_its_words_are_the_same_every_time(kind):
    first, second = (kind()._repr_mimebundle_()[0] for _ in range(2))
    assert first["text/plain"] == second["text/plain"]
    assert "0x" not in first["text/plain"]


@each
def test_the_state_can_be_read_set_and_is_shown(kind):
    explorer = kind()
    for name in explorer.state_names():
        assert f"{name}=" in repr(explorer)
    for name, slider in explorer.controls.items():
        setattr(explorer, name, slider["max"])
        assert getattr(explorer, name) == slider["max"]
        with pytest.raises(traitlets.TraitError, match=name):
            setattr(explorer, name, slider["max"] + 1)
        with pytest.raises(traitlets.TraitError, match=name):
            setattr(explorer, name, "a lot")


@each
def test_a_name_it_does_not_have_is_refused_with_those_it_has(kind):
    with pytest.raises(TypeError, match=f"{kind.__name__} has no 'speed'; it has .*{kind().state_names()[0]}"):
        kind(speed=3)


def test_the_picture_follows_the_state():
    explorer = ActivationExplorer(["relu"])
    assert "relu 1 and 1" in explorer.picture().alt
    explorer.x = -2
    assert "relu 0 and 0" in explorer.picture().alt


def test_a_parameter_starts_at_the_default_of_the_first_activation_that_has_it():
    assert ActivationExplorer(["elu", "leaky_relu"]).alpha == 1.0
    assert ActivationExplorer(["leaky_relu", "elu"]).alpha == 0.01
    assert ActivationExplorer(["leaky_relu"], alpha=2).alpha == 2


@pytest.mark.parametrize("shown", [[], ["rleu"], ["relu", "softmax"]])
def test_only_activations_of_the_course_are_shown(shown):
    with pytest.raises(traitlets.TraitError, match="shown"):
        ActivationExplorer(shown)


def test_knots_set_the_number_of_pieces_and_the_other_way_round():
    builder = HingeBuilder(target="square")
    builder.pieces = 2
    assert builder.knots == [-1, 0, 1]
    assert builder.added == 2
    builder.knots = [-1, -0.5, 0.25, 1]
    assert (builder.pieces, builder.added) == (3, 3)
    builder.added = 1
    builder.knots = [-1, -0.5, 0.5, 1]
    assert builder.added == 1
    builder.target = "bump"
    assert builder.knots == [-3, -1, 1, 3]


@pytest.mark.parametrize("knots", [[], [0.0], [-1, 0.5, 0.2, 1], [0, 1], [-1, 1, 1], list(np.linspace(-1, 1, 20))])
def test_knots_that_are_none_are_refused_with_the_interval(knots):
    with pytest.raises(traitlets.TraitError, match="rise from -1 to 1"):
        HingeBuilder(target="square", knots=knots)


def test_a_browser_that_sets_target_and_knots_together_is_believed():
    builder = HingeBuilder()
    builder.set_state({"target": "square", "pieces": 3, "knots": [-1, 0.1, 0.2, 1], "added": 2, "selected": 2})
    assert builder.knots == [-1, 0.1, 0.2, 1]
    assert (builder.added, builder.selected) == (2, 2)


def test_a_sum_of_all_hinges_is_the_interpolant():
    builder = HingeBuilder(target="bump", pieces=7)
    x = np.linspace(-3, 3, 200)
    np.testing.assert_allclose(
        builder.sum_of_hinges(x), np.interp(x, builder.knots, np.exp(-np.square(builder.knots))), atol=1e-12
    )
    builder.added = 0
    assert np.ptp(builder.sum_of_hinges(x)) == 0


def test_the_random_numbers_are_normal_and_independent():
    values = standard_normal(100_000, 3)
    assert stats.kstest(values, "norm").pvalue > 0.01
    assert abs(np.corrcoef(values[:-1], values[1:])[0, 1]) < 0.01
    assert not np.array_equal(values[:10], standard_normal(10, 4))
    np.testing.assert_array_equal(values[:10], standard_normal(10, 3))


@pytest.mark.parametrize("name", sorted(path.name for path in FOLDER.glob("*.js")))
def test_the_joined_javascript_holds_each_shared_module_once_and_imports_nothing(name):
    text = bundle(name)
    assert not re.search(r"^import |^export (?!default)(?!const|function)", text, re.MULTILINE)
    assert text.count("const SVG_NAMESPACE") == 1
    assert text.count("export default { render };") == 1


def test_a_playground_learns_xor_with_relu_and_never_with_the_identity():
    def accuracy(**network):
        playgrounds = [TrainingPlayground(data="xor", seed=seed, **network) for seed in range(3)]
        for playground in playgrounds:
            playground.step(500)
        return np.median([playground.accuracy for playground in playgrounds])

    assert accuracy(hidden=(16,)) > 0.95
    assert accuracy(hidden=(8, 8), activation="identity") < 0.7


def test_a_playground_starts_again_when_its_network_changes_and_on_reset():
    playground = TrainingPlayground()
    fresh = playground.probabilities()
    playground.step(50)
    assert playground.step_count == 50
    playground.reset()
    assert playground.step_count == 0
    np.testing.assert_array_equal(playground.probabilities(), fresh)
    playground.step(5)
    playground.activation = "tanh"
    assert playground.step_count == 0


def test_a_playground_whose_loss_is_no_number_stops():
    playground = TrainingPlayground(data="spirals", hidden=(32, 32, 32, 32), learning_rate=2.0)
    for weights in playground.trainer.network.weights:
        weights *= 1e20
    playground.step(10)
    assert not np.isfinite(playground.loss)
    assert playground.step_count < 10
    assert not playground.running


def test_outside_a_notebook_live_training_says_what_to_do():
    playground = TrainingPlayground()
    with pytest.raises(RuntimeError, match="step\\(100\\)"):
        in_a_thread(setattr, playground, "running", True)
    assert not playground.running


def test_training_goes_on_between_other_work_until_paused():
    async def live():
        playground = TrainingPlayground()
        playground.running = True
        await asyncio.sleep(0.3)
        steps = playground.step_count
        playground.running = False
        await asyncio.sleep(0.1)
        paused = playground.step_count
        await asyncio.sleep(0.1)
        return steps, paused, playground.step_count

    steps, paused, later = run_async(live())
    assert 0 < steps <= paused == later


def test_it_sends_no_more_frames_than_the_browser_draws():
    async def live():
        playground = TrainingPlayground()
        sent = []
        playground._send_frame = lambda: (sent.append(1), setattr(playground, "_in_flight", playground._in_flight + 1))
        playground._in_flight = 0
        playground.running = True
        await asyncio.sleep(0.3)
        stuck = len(sent)
        playground._hear(playground, {"do": "drawn"}, [])
        await asyncio.sleep(0.1)
        playground.running = False
        return stuck, len(sent)

    assert run_async(live()) == (2, 3)


@pytest.mark.parametrize("message", [None, {}, {"do": "dance"}, {"do": ["drawn"]}, "step"])
def test_a_message_that_means_nothing_changes_nothing(message):
    playground = TrainingPlayground()
    playground._hear(playground, message, [])
    assert playground.step_count == 0


def torch_model(outputs=1, seed=0):
    torch = frameworks.require("torch")
    torch.manual_seed(seed)
    return torch.nn.Sequential(torch.nn.Linear(2, 16), torch.nn.ReLU(), torch.nn.Linear(16, outputs))


def keras_model(outputs=1, seed=0):
    keras = frameworks.require("keras")
    keras.utils.set_random_seed(seed)
    return keras.Sequential([keras.layers.Dense(16, activation="relu"), keras.layers.Dense(outputs)])


@pytest.mark.parametrize("make", [torch_model, keras_model])
def test_a_playground_trains_a_learners_own_model_and_takes_it_back_to_its_start(make):
    accuracies = []
    for seed in range(3):
        playground = TrainingPlayground(make(seed=seed), data="xor")
        first = playground.probabilities()
        playground.step(300)
        accuracies.append(playground.accuracy)
    assert np.median(accuracies) > 0.9
    assert playground.trainer.in_words() in playground.picture().alt
    assert playground.own_model.startswith("your ")
    playground.reset()
    np.testing.assert_array_equal(playground.probabilities(), first)


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda: 3, "PyTorch module or a Keras model, not a int"),
        (lambda: torch_model(outputs=2), r"shape \(2, 1\), not \(2, 2\)"),
        (lambda: keras_model(outputs=3), r"shape \(2, 1\), not \(2, 3\)"),
        (lambda: frameworks.require("torch").nn.Linear(5, 1), "cannot take points"),
    ],
)
def test_a_model_that_does_not_fit_the_points_is_refused_with_the_reason(make, says):
    with pytest.raises((TypeError, ValueError), match=says):
        TrainingPlayground(make())


def test_at_the_kink_the_three_secants_give_three_slopes_for_every_step():
    for h in (0.01, 0.3, 1.0):
        slopes = KinkExplorer(h=h).quotients(np.float64(0.0))
        assert slopes == {"left": 0.0, "right": 1.0, "central": 0.5}
        assert KinkExplorer(function="abs", h=h).quotients(np.float64(0.0)) == {"left": -1, "right": 1, "central": 0}


def test_secants_that_do_not_reach_across_the_kink_have_the_slope_of_their_side():
    for name, sides in (("relu", (0, 1)), ("leaky_relu", (0.1, 1)), ("abs", (-1, 1))):
        explorer = KinkExplorer(function=name, h=0.25)
        for x, due in ((-0.5, sides[0]), (0.5, sides[1])):
            assert list(explorer.quotients(np.float64(x)).values()) == pytest.approx([due] * 3)


def test_only_at_a_kink_the_derivative_is_a_range():
    assert KinkExplorer(function="leaky_relu").derivative_text().startswith("none: any slope from 0.1 to 1 ")
    assert KinkExplorer(function="softplus").derivative_text() == "0.5"
    assert KinkExplorer(x=0.01).derivative_text() == "1"
    assert KinkExplorer(zoom=2).reach == 0.5
