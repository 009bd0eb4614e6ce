import numpy as np

from course_utils.experiments import keras_initializers, relu_on_logits
from course_utils.experiments.keras_initializers import InitializerRun
from course_utils.figures import relu_in_keras as figures

LINE = np.linspace(-3, 5, 801)


def test_the_knobs_are_described_from_their_curves():
    picture = figures.knobs(
        LINE,
        {
            "leaky": np.where(LINE > 0, LINE, 0.3 * LINE),
            "capped": np.clip(LINE, 0, 3),
            "torn": np.where(LINE > 2, LINE, 0.0),
        },
    )
    assert "leaky: slope 0.3 on the left, slope 1 on the right" in picture.alt
    assert "capped: slope 0.0 on the left, flat at 3 on the right" in picture.alt
    assert "torn: slope 0.0 on the left, a jump of 2 at x = 2" in picture.alt


def test_the_curves_of_a_training_say_which_accuracy_ends_higher():
    history = {"loss": [2, 1], "val_loss": [2, 2], "accuracy": [0.1, 0.9], "val_accuracy": [0.1, 0.5]}
    assert "ends higher on the training digits" in figures.training(history).alt


def test_recorded_runs_are_described_by_their_ranges():
    assert "6 of 12 lose a digit" in figures.logits_runs(relu_on_logits.recorded()).alt
    recorded = keras_initializers.recorded()
    assert "he_normal 62 to 85 %" in figures.deep_runs(recorded).alt
    assert "Rings" not in figures.deep_runs(recorded).alt
    assert "Rings" in figures.deep_runs(recorded, [InitializerRun("he_normal", 0, 4, 0.8)]).alt


def test_maps_and_variances_are_described():
    rng = np.random.default_rng(0)
    maps = figures.activation_maps({"first": np.maximum(0, rng.standard_normal((4, 6)))})
    assert "4 examples: first, 6 units" in maps.alt
    drawn = figures.start_variances({"half": [0.5 ** np.arange(30.0)] * 2})
    assert "half, about 0.5 a layer" in drawn.alt
