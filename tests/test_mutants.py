"""The checks of the course refuse the mutants of its solutions."""

import ast

import pytest

from course_utils.autograder.key_source import answers_for
from course_utils.course import COURSE
from course_utils.testing import MutantTests, verdict_on_source
from course_utils.testing.cases import each_mutated_exercise
from course_utils.testing.mutants import earns_full_points, mutants, one_line

# (exercise, mutant as unparsed source, without line ends): why no check could refuse it.
EQUIVALENT = {
    (
        "scratch.brightening",
        "def brightening(after, before): return np.maximum(0, after.astype(int) - before)",
    ): "int minus uint8 is int: one cast is enough",
    (
        "scratch.brightening",
        "def brightening(after, before): return np.maximum(0, after - before.astype(int))",
    ): "uint8 minus int is int: one cast is enough",
    (
        "sigmoid.log_loss",
        "def log_loss(z, y): return np.logaddexp(z, 0) - y * z",
    ): "logaddexp is symmetric",
    (
        "sigmoid.dead_units",
        "def dead_units(Z): return np.all(Z + Z <= 0, axis=0)",
    ): "twice a number has its sign",
}

COUNT_SPIKES = (
    "def count_spikes(current_pA, duration_ms): v, waiting, spikes = (E_mV, 0, 0) "
    "for _ in range(round(duration_ms / 0.1)): if waiting > 0: waiting -= 1 continue "
    "v = euler_step(v, current_pA, 0.1) if v >= threshold_mV: spikes += 1 v, waiting = (reset_mV, 20) return spikes"
)
ONE_STEP = "one step of 0.1 ms more or less, which the notebook leaves open: the promise is 3 percent"
FIRING_RATE = (
    "def firing_rate(current_pA, t_ref_ms): drive_mV = R_MOhm * current_pA / 1000 rate_Hz = np.zeros_like(drive_mV) "
    "fires = drive_mV + E_mV > threshold_mV goal_mV = drive_mV[fires] + E_mV "
    "interval_ms = t_ref_ms + tau_ms * np.log((goal_mV - reset_mV) / (goal_mV - threshold_mV)) "
    "rate_Hz[fires] = 1000 / interval_ms return rate_Hz"
)
FIT_HINGE = (
    "def fit_hinge(current, rate): rising = rate > 0 "
    "slope, intercept = np.polyfit(current[rising], rate[rising], 1) return (slope, -intercept / slope)"
)
SAME_MASK = "a mask or itself is the mask"
EQUIVALENT |= {
    ("spikes.count_spikes", COUNT_SPIKES.replace("(E_mV, 0, 0)", "(E_mV, 1, 0)")): ONE_STEP,
    ("spikes.count_spikes", COUNT_SPIKES.replace("(E_mV, 0, 0)", "(E_mV, 0.5, 0)")): ONE_STEP,
    ("spikes.count_spikes", COUNT_SPIKES.replace("waiting > 0", "waiting >= 0")): ONE_STEP,
    ("spikes.count_spikes", COUNT_SPIKES.replace("waiting > 0", "waiting > 1")): ONE_STEP,
    ("spikes.count_spikes", COUNT_SPIKES.replace("(reset_mV, 20)", "(reset_mV, 21)")): ONE_STEP,
    ("spikes.count_spikes", COUNT_SPIKES.replace("waiting > 0", "waiting > 0.5")): "whole numbers: the same question",
    ("spikes.count_spikes", COUNT_SPIKES.replace("waiting > 0", "waiting + waiting > 0")): "the same question",
    ("spikes.count_spikes", COUNT_SPIKES.replace("v >= ", "v > ")): "no potential is exactly at threshold",
    (
        "spikes.firing_rate",
        FIRING_RATE.replace("E_mV > ", "E_mV >= "),
    ): "at rheobase the interval is infinite, the rate 0",
    (
        "spikes.firing_rate",
        FIRING_RATE.replace("like(drive_mV)", "like(drive_mV + drive_mV)"),
    ): "zeros of the same shape",
    ("spikes.firing_rate", FIRING_RATE.replace("rate_Hz[fires]", "rate_Hz[fires + fires]")): SAME_MASK,
    ("spikes.firing_rate", FIRING_RATE.replace("drive_mV[fires]", "drive_mV[fires + fires]")): SAME_MASK,
    ("spikes.fit_hinge", FIT_HINGE.replace("rising = rate", "rising = rate + rate")): "twice as much is as positive",
    ("spikes.fit_hinge", FIT_HINGE.replace("current[rising]", "current[rising + rising]")): SAME_MASK,
    ("spikes.fit_hinge", FIT_HINGE.replace("rate[rising]", "rate[rising + rising]")): SAME_MASK,
    (
        "spikes.coefficient_of_variation",
        "def coefficient_of_variation(spike_times_ms): intervals_ms = np.diff(spike_times_ms + spike_times_ms) "
        "return np.std(intervals_ms) / np.mean(intervals_ms)",
    ): "the coefficient of variation does not depend on the unit of time",
}

EQUIVALENT |= {
    (
        "variants.prelu_grads",
        "def prelu_grads(z, a, upstream): dz = upstream * np.where(z + z > 0, 1, a) "
        "da = np.sum(upstream * np.minimum(0, z)) return (dz, da)",
    ): "twice a number has its sign",
    (
        "variants.paired_interval",
        "def paired_interval(a, b): d = a - b n = len(d + d) "
        "half = t.ppf(0.975, n - 1) * np.std(d, ddof=1) / np.sqrt(n) "
        "return (np.mean(d), np.mean(d) - half, np.mean(d) + half)",
    ): "the sum of two arrays is as long as they are",
}

VALUE = one_line(ast.unparse(ast.parse(answers_for(COURSE.find("derivative.Value")).solution)))
IDLE = "a sum whose gradient stays 0: it passes nothing down"


def changed_value(old, new, place=0):
    """Return the class of notebook 07 with the occurrence number `place` of `old` replaced."""
    parts = VALUE.split(old)
    return old.join(parts[: place + 1]) + new + old.join(parts[place + 1 :])


EQUIVALENT |= {
    ("derivative.Value", changed_value("self.grad = 0.0", "self.grad = -0.0")): "0 and -0 are the same gradient",
    ("derivative.Value", changed_value("max(0.0", "max(-0.0")): "0 and -0 are the same number",
    ("derivative.Value", changed_value("max(0.0, self.data)", "max(self.data, 0.0)")): "the larger of two is the same",
    (
        "derivative.Value",
        changed_value("= parents", "= parents + parents"),
    ): "each node is visited once all the same",
    ("derivative.Value", changed_value("(self, other))", "(self + self, other))", 1)): IDLE,
    ("derivative.Value", changed_value("(self, other))", "(self, other + other))", 1)): IDLE,
    ("derivative.Value", changed_value("(self,)", "(self + self,)")): IDLE,
    ("derivative.Value", changed_value("visit(self)", "visit(self + self)")): IDLE,
    ("derivative.Value", changed_value("not in order", "not in order + order")): "a list twice has the same members",
    ("derivative.Value", changed_value("self.data > 0", "(self + self).data > 0")): "twice a number has its sign",
    (
        "derivative.relu_grad",
        "def relu_grad(x, upstream, at_zero): return upstream * np.heaviside(x + x, at_zero)",
    ): "twice a number has its sign",
    (
        "derivative.exact_zeros",
        "def exact_zeros(X, W, b): zero = X @ W + b == 0 return (np.sum(zero + zero), np.mean(zero))",
    ): SAME_MASK,
    (
        "derivative.exact_zeros",
        "def exact_zeros(X, W, b): zero = X @ W + b == 0 return (np.sum(zero), np.mean(zero + zero))",
    ): SAME_MASK,
}

DEAD_FRACTION = (
    "def dead_fraction(model, X): dead = [] with torch.no_grad(): for module in model: X = module(X) "
    "if isinstance(module, nn.ReLU): dead.append((X == 0).all(dim=0)) "
    "if not all((torch.isfinite(tensor).all() for tensor in [X, *model.parameters()])): "
    "raise ValueError('the network is not finite') return torch.cat(dead).float().mean().item()"
)
PORT_WEIGHTS = (
    "def port_weights(kernels, biases, model): "
    "layers = [module for module in model if isinstance(module, nn.Linear)] with torch.no_grad(): "
    "for layer, kernel, bias in zip(layers, kernels, biases): "
    "layer.weight.copy_(torch.tensor(kernel.T)) layer.bias.copy_(torch.tensor(bias))"
)
WORDS = "what the error says is free"
TWICE_FINITE = "twice a number that is finite, or 0, is so too, unless it overflows"
THE_FIRST_COUNT = "zip ends with the shortest, and the first entries are the same"
EQUIVALENT |= {
    (
        "torch.train_step",
        "def train_step(model, optimizer, X, y): model.zero_grad() loss = F.cross_entropy(model(X), y) "
        "loss.backward() optimizer.step() return loss.item()",
    ): "the optimizer has all of the model's parameters",
    ("torch.dead_fraction", DEAD_FRACTION.replace(".item()", "")): "a tensor of one number is a number here",
    ("torch.dead_fraction", DEAD_FRACTION.replace("'the network is not finite'", "")): WORDS,
    **{("torch.dead_fraction", DEAD_FRACTION.replace("the network is not finite", letter)): WORDS for letter in "ABCD"},
    ("torch.dead_fraction", DEAD_FRACTION.replace("[X,", "[X + X,")): TWICE_FINITE,
    ("torch.dead_fraction", DEAD_FRACTION.replace("isfinite(tensor)", "isfinite(tensor + tensor)")): TWICE_FINITE,
    ("torch.dead_fraction", DEAD_FRACTION.replace("X == 0", "X + X == 0")): TWICE_FINITE,
    ("torch.dead_fraction", DEAD_FRACTION.replace("cat(dead)", "cat(dead + dead)")): "each unit twice: the same share",
    (
        "torch.dead_fraction",
        DEAD_FRACTION.replace("*model", "*(model + model)"),
    ): "a Sequential and itself have the same parameters",
    ("torch.port_weights", PORT_WEIGHTS.replace("in model", "in model + model")): THE_FIRST_COUNT,
    ("torch.port_weights", PORT_WEIGHTS.replace("zip(layers", "zip(layers + layers")): THE_FIRST_COUNT,
    ("torch.port_weights", PORT_WEIGHTS.replace(", kernels, biases)", ", kernels + kernels, biases)")): THE_FIRST_COUNT,
    ("torch.port_weights", PORT_WEIGHTS.replace(", biases):", ", biases + biases):", 1)): THE_FIRST_COUNT,
}

KERAS_CLASSIFIER = (
    "def {}(inputs, hidden, classes): model = keras.Sequential({}) for units in hidden: "
    "model.add(keras.layers.Dense(units, {})) model.add(keras.layers.Dense(classes)) return model"
)
BUILT_LATER = "a model without an Input is built at its first examples, as a subclass is"
HE_LAYER = "activation='relu', kernel_initializer='he_normal'"
TWO_SLOPES = (
    "class TwoSlopes(keras.layers.Layer): def __init__(self, left=0.0, right=1.0, **kwargs): "
    "super().__init__(**kwargs) self.left = left self.right = right def call(self, x): "
    "return keras.ops.where(x > 0, self.right * x, self.left * x) "
    "def get_config(self): return {**super().get_config(), 'left': self.left, 'right': self.right}"
)
EQUIVALENT |= {
    ("keras.classifier", KERAS_CLASSIFIER.format("build_classifier", "", "activation='relu'")): BUILT_LATER,
    ("keras.classifier", KERAS_CLASSIFIER.format("build_classifier", "[]", "activation='relu'")): BUILT_LATER,
    ("keras.he_classifier", KERAS_CLASSIFIER.format("build_he_classifier", "", HE_LAYER)): BUILT_LATER,
    ("keras.he_classifier", KERAS_CLASSIFIER.format("build_he_classifier", "[]", HE_LAYER)): BUILT_LATER,
    (
        "keras.mend",
        "def mended(): return keras.Sequential([keras.layers.Dense(9, activation='relu'), "
        "keras.layers.Dense(7, activation='relu'), keras.layers.Dense(3)])",
    ): BUILT_LATER,
    (
        "keras.sparsity",
        "def sparsity(model, X): shares = [] for layer in model.layers[:-1]: X = layer(X) "
        "shares.append(np.mean(X + X == 0)) return shares",
    ): "twice a number is 0 where the number is",
    ("keras.custom_layer", TWO_SLOPES.replace("left=0.0", "left=-0.0")): "minus 0 is 0",
    (
        "keras.custom_layer",
        TWO_SLOPES.replace("x > 0", "x >= 0"),
    ): "at 0 both arms give 0; the slope there is left open",
    ("keras.custom_layer", TWO_SLOPES.replace("x > 0", "x + x > 0")): "twice a number has its sign",
}

SYMPTOMS = (
    "def symptoms(X, Z, output): variances = [np.var(z) for z in Z] "
    "dead = np.concatenate([np.all(z <= 0, axis=0) for z in Z]) "
    "return {'spread': np.std(X), 'factor': (variances[-1] / variances[0]) ** (1 / (len(Z) - 1)), "
    "'dead': np.mean(dead), 'negative': np.mean(output < 0)}"
)
EQUIVALENT |= {
    (
        "capstone.symptoms",
        SYMPTOMS.replace("var(z)", "var(z + z)"),
    ): "both variances four times as large: the same ratio",
    ("capstone.symptoms", SYMPTOMS.replace("all(z <=", "all(z + z <=")): "twice a number has its sign",
    ("capstone.symptoms", SYMPTOMS.replace("output < 0", "output + output < 0")): "twice a number has its sign",
    (
        "capstone.symptoms",
        SYMPTOMS.replace("for z in Z] dead", "for z in Z + Z] dead"),
    ): "a list twice: same first, same last",
    (
        "capstone.symptoms",
        SYMPTOMS.replace("for z in Z]) return", "for z in Z + Z]) return"),
    ): "each unit twice: the same share",
    ("capstone.symptoms", SYMPTOMS.replace("mean(dead)", "mean(dead + dead)")): SAME_MASK,
    (
        "capstone.symptoms",
        SYMPTOMS.replace("(variances[-1]", "((variances + variances)[-1]"),
    ): "a list twice: the same last",
    (
        "capstone.symptoms",
        SYMPTOMS.replace("/ variances[0]", "/ (variances + variances)[0]"),
    ): "a list twice: the same first",
}


def refused(exercise):
    """Return what was changed by mutated source, without the equivalent mutants."""
    found = mutants(answers_for(exercise).solution)
    return {text: what for what, text in found if (exercise.id, one_line(text)) not in EQUIVALENT}


class TestMutants(MutantTests):
    course = COURSE

    @each_mutated_exercise
    def test_every_exercise_refuses_its_mutants(self, exercise):
        passed = [f"{what}: {text}" for text, what in refused(exercise).items() if earns_full_points(exercise, text)]
        assert len(refused(exercise)) >= 3
        assert not passed, "\n".join(passed)


def test_there_are_mutants_enough_to_say_anything():
    assert sum(len(refused(exercise)) for _, exercise in COURSE if exercise.accept is None) >= 100


@pytest.mark.parametrize(("exercise_id", "text"), EQUIVALENT)
def test_equivalent_mutants_are_mutants_and_earn_full_points(exercise_id, text):
    """Otherwise the list would hide a mutant that is refused, or one that is never made."""
    exercise = next(e for _, e in COURSE if e.id == exercise_id)
    source = next((t for _, t in mutants(answers_for(exercise).solution) if one_line(t) == text), None)
    assert source is not None, "this mutant is never made"
    assert verdict_on_source(exercise, source).points == exercise.points
