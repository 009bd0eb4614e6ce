import numpy as np

from course_utils.experiments import deep_training, dying_relu, steps_to_error
from course_utils.experiments.deep_training import DeepRun
from course_utils.experiments.dying_relu import DyingRun, Revival
from course_utils.experiments.signal_propagation import Propagation
from course_utils.figures import relu_against_sigmoid as figures

FALLING, FLAT = Propagation(np.array([1.0, 0.5, 0.25]), np.array([0.25, 0.5, 1.0])), Propagation(np.ones(3), np.ones(3))
COST = {"relu": 0.1, "sigmoid": 0.2, "tanh": 0.3, "matrix product": 10.0}
PICTURES = {
    "functions": figures.functions_and_slopes,
    "chains": lambda: figures.chains({"one": np.array([0.25, 0.0625]), "other": np.array([1.0, 1.0])}),
    "variances": lambda: figures.variances({"falls": [FALLING, FALLING], "stays": [FLAT]}),
    "gains": lambda: figures.gradients_for_gains({("relu", 1.0): FALLING, ("tanh", 2.0): FLAT}),
    "losses": lambda: figures.deep_losses(
        [
            DeepRun("He", "momentum", 30, 0, 60, 0.9, losses=tuple(np.linspace(2.3, 0.1, 60))),
            DeepRun("Xavier", "momentum", 30, 0, 60, 0.1, losses=(2.3,) * 60),
        ]
    ),
    "depth": lambda: figures.accuracy_by_depth(deep_training.recorded()),
    "cost": lambda: figures.layer_costs({1_000: COST, 16: {**COST, "matrix product": 0.2}}),
    "dying": lambda: figures.dying(dying_relu.recorded()),
    "dying_live": lambda: figures.dying(
        dying_relu.recorded(), [DyingRun("relu", 0.1, 0, 200, True, 0.9, (0.0, 0.0), (0.0, 0.0))]
    ),
    "revival": lambda: figures.revivals([Revival((0, 1), np.array([[0.0, 0.0], [0.1, 0.2]]), ((0, 1), (1, 2)))]),
    "steps": lambda: figures.steps(*steps_to_error.recorded()),
}
SAYS = [
    ("chains", "one: 0.062"),
    ("variances", "falls, about 0.5 a layer"),
    ("gains", "ReLU with gain 1 shrinks; tanh with gain 2 stays"),
    ("losses", "variance 2/n it falls to less than half; with weights of variance 1/n it stays"),
    ("depth", "30 ReLU layers, momentum, variance 1/n: 8% to 9%"),
    ("depth", "30 tanh layers, momentum, variance 1/n: 85% to 87%"),
    ("dying", "5 of 5 diverged"),
    ("steps", "ReLU at rate 0.1: 10 to 13 steps"),
    ("steps", "did not get there: ReLU at 1 and 3; tanh at 3; sigmoid at 0.01 and 0.03."),
]


def test_alt_text_of_a_measurement_on_this_machine_holds_no_measured_number():
    other = figures.layer_costs({1_000: {**COST, "relu": 1.0}, 16: {**COST, "tanh": 3.0}})
    assert other.alt == PICTURES["cost"]().alt
