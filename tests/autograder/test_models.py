"""The kind of exercise whose answer is a model, on toys of both frameworks."""

import numpy as np
import pytest

from course_utils.autograder import model_probes
from course_utils.autograder.key import Key
from course_utils.autograder.key_source import answers_for, key_for, run_source
from course_utils.autograder.observation import Observation
from course_utils.autograder.verdict import Notice
from tests.autograder import model_toys as toys
from tests.autograder.answers import model_toys as answers
from tests.autograder.helpers import states, verdict_on, verdict_on_source

RIGHT = [
    pytest.param(toy, source, id=f"{toy.id}-{name}")
    for toy in toys.TOYS
    for name, source in {"solution": answers_for(toy).solution, **answers_for(toy).others}.items()
]
WRONG = [pytest.param(toy, m, id=f"{toy.id}-{m.name}") for toy in toys.TOYS for m in answers_for(toy).misconceptions]


pytestmark = pytest.mark.usefixtures("torch", "keras")


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize(("toy", "source"), RIGHT)
def test_right_models_of_any_style_earn_full_points(toy, source, seed):
    verdict = verdict_on_source(toy, source, seed)
    assert (verdict.state, verdict.points) == ("passed", toy.points), verdict


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize(("toy", "misconception"), WRONG)
def test_misconceptions_lose_points_and_are_named(toy, misconception, seed):
    verdict = verdict_on_source(toy, misconception.source, seed)
    assert states(verdict)[str(misconception.breaks)] == "failed", verdict
    assert verdict.points < toy.points
    assert verdict.diagnosis is not None, verdict
    assert verdict.diagnosis.name == misconception.name


@pytest.mark.parametrize(
    ("toy", "stub"),
    [
        (toys.keras_net, "build_net = ..."),
        (toys.keras_net, "def build_net():\n    return ..."),
        (toys.keras_net, "def build_net():\n    hidden = ...\n    return keras.Sequential([hidden])"),
        (
            toys.torch_net,
            "class Net(nn.Module):\n    def __init__(self, size):\n        super().__init__()\n"
            "        ...\n    def forward(self, x):\n        return ...",
        ),
        (
            toys.torch_net,
            "class Net(nn.Module):\n    def __init__(self, size):\n        super().__init__()\n"
            "        self.first = ...\n    def forward(self, x):\n        return self.first(x)",
        ),
    ],
)
def test_a_stub_of_any_shape_is_unattempted(toy, stub):
    assert verdict_on_source(toy, stub).state == "unattempted"


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("def build_net():\n    keras.Sequential()", "is a `return` missing?"),
        ("build_net = None", "None"),
        ("build_net = 3", "expected a Keras model"),
        ("def build_net():\n    return 'a net'", "expected a Keras model"),
        ("import torch\ndef build_net():\n    return torch.nn.Linear(5, 3)", "expected a Keras model"),
        ("def build_net():\n    return keras.Input((5,))", "expected a Keras model"),
        ("def build_net():\n    return undefined", "NameError"),
        ("def build_net(size):\n    return undefined", "TypeError"),
        ("def build_net():\n    return keras.Sequential([layers.Dense(1500), layers.Dense(1500)])", "2,000,000"),
        ("class build_net(keras.Model):\n    def call(self, x):\n        return (x, x)", "a thing of type tuple"),
        ("class build_net(keras.Model):\n    def call(self, x):\n        return 1 / 0", "ZeroDivisionError"),
        ("class build_net(keras.Model):\n    def call(self, x):\n        raise SystemExit", "sys.exit"),
        ("class build_net(keras.Model):\n    def call(self, x):\n        while True: pass", "time limit"),
    ],
)
def test_what_is_no_working_model_is_said_and_earns_nothing(answer, said):
    verdict = verdict_on_source(toys.keras_net, answer, seconds=2.0)
    assert verdict.points == 0, verdict
    assert said in str(verdict)
    assert verdict.diagnosis is None


def test_weights_that_are_no_numbers_are_replaced_by_ours_and_put_back(torch):
    net = run_source(answers_for(toys.torch_parts).solution, answers.TORCH)["Net"]()
    with torch.no_grad():
        net[0].weight[0, 0] = float("nan")
        net[2].weight[0, 0] = 7.0
    net.train()
    before = {name: values.clone() for name, values in net.state_dict().items()}
    verdict = verdict_on(toys.torch_parts, net)
    assert states(verdict)["values.outputs"] == "passed"
    assert states(verdict)["values.spread"] == "failed"
    assert "not finite" in str(verdict)
    assert net.training
    assert all(torch.equal(net.state_dict()[name].nan_to_num(9), before[name].nan_to_num(9)) for name in before)


def test_a_trained_keras_model_keeps_its_weights(keras):
    net = run_source(answers_for(toys.keras_net).solution, answers.KERAS)["build_net"]()
    before = [weights.copy() for weights in net.get_weights()]
    assert verdict_on(toys.keras_net, net).state == "passed"
    for mine, was in zip(net.get_weights(), before, strict=True):
        np.testing.assert_array_equal(mine, was)


def test_what_was_seen_travels_as_plain_data():
    for toy in toys.TOYS:
        key = key_for(toy, 1)
        assert Key.from_json(key.to_json()).to_json() == key.to_json()
        assert Observation.from_json(key.solution.to_json()).outcomes


def test_a_warning_of_building_is_a_note_where_it_is_not_asked_about():
    source = (
        "def build_net():\n    return keras.Sequential([layers.Dense(7, 'tanh', input_shape=(5,)), layers.Dense(3)])"
    )
    verdict = verdict_on_source(toys.keras_net, source)
    assert verdict.state == "passed"
    assert "costs no points" in str(verdict)
    assert "input_shape" in str(verdict)


def test_a_layer_without_a_configuration_is_told_so():
    source = """
class Scale(layers.Layer):
    def __init__(self, factor):
        super().__init__()
        self.factor = factor
    def call(self, x):
        return self.factor * x
build_net = lambda: keras.Sequential([keras.Input((40,)), layers.Dense(45, "tanh"), layers.Dense(3), Scale(2.0)])
"""
    verdict = verdict_on_source(toys.keras_parts, source)
    assert states(verdict)["values.config"] != "passed"
    assert verdict.points < verdict.out_of


def test_only_known_looks_are_taken():
    with pytest.raises(ValueError, match="colors"):
        model_probes(0, (5,), ("outputs", "colors"))


def test_probes_are_the_same_for_the_same_seed_and_differ_between_seeds():
    one, same, other = (model_probes(seed, (5,))[0].args[3] for seed in (1, 1, 2))
    np.testing.assert_array_equal(one, same)
    assert not np.array_equal(one, other)


def test_without_the_framework_a_check_says_how_to_get_it(monkeypatch):
    import sys

    monkeypatch.setitem(sys.modules, "torch", None)
    said = toys.torch_net.check(lambda size: None)
    assert isinstance(said, Notice)
    assert "pip install torch" in said.message


def test_behavior_is_looked_at_with_several_draws_that_all_differ():
    probes = model_probes(3, (5,), ("weights", "outputs"))
    drawn = [probe.args[3] for probe in probes if probe.region == "outputs"]
    assert len(drawn) >= 3
    assert len({array.tobytes() for array in drawn}) == len(drawn)
    assert len({probe.args[4] for probe in probes if probe.region == "outputs"}) == len(drawn)
    assert sum(probe.region == "weights" for probe in probes) == 1
