"""Attempts at the exercises of notebook 09. Ada's patient has the fault A."""

from course_utils.answers.capstone import EXAMINE
from tests.exercises.attempts import Attempt

ATTEMPTS = {
    "capstone.symptoms": {
        "first_over_last": Attempt(
            """
def symptoms(X, Z, output):
    L = len(Z)
    dead = [(z <= 0).all(axis=0) for z in Z]
    return {
        "spread": X.std(),
        "factor": (Z[0].var() / Z[-1].var()) ** (1 / (L - 1)),
        "dead": np.concatenate(dead).mean(),
        "negative": (output < 0).mean(),
    }
""",
            due=("ratio_upside_down",),
            share=(0.5, 0.85),
        ),
        "arithmetic_mean": Attempt(
            """
def symptoms(X, Z, output):
    ratios = [np.var(Z[i + 1]) / np.var(Z[i]) for i in range(len(Z) - 1)]
    dead = np.concatenate([np.all(z <= 0, axis=0) for z in Z])
    return {
        "spread": np.std(X),
        "factor": np.mean(ratios),
        "dead": np.mean(dead),
        "negative": np.mean(output < 0),
    }
""",
            due=("mean_of_ratios",),
            share=(0.5, 0.85),
        ),
        "any_for_all": Attempt(
            """
def symptoms(X, Z, output):
    dead = 0
    units = 0
    for z in Z:
        for j in range(z.shape[1]):
            units += 1
            if np.any(z[:, j] <= 0):
                dead += 1
    f = (np.var(Z[-1]) / np.var(Z[0])) ** (1 / (len(Z) - 1))
    return {"spread": np.std(X), "factor": f, "dead": dead / units, "negative": np.sum(output < 0) / output.size}
""",
            due=("any_for_all",),
            share=(0.5, 0.85),
        ),
        "strictly_below": Attempt(
            """
def symptoms(X, Z, output):
    units = sum(z.shape[1] for z in Z)
    dead = sum(np.all(z < 0, axis=0).sum() for z in Z)
    return {
        "spread": np.std(X),
        "factor": (np.var(Z[-1]) / np.var(Z[0])) ** (1 / (len(Z) - 1)),
        "dead": dead / units,
        "negative": np.mean(output < 0),
    }
""",
            due=("zero_counts_as_alive",),
            share=(0.6, 0.9),
        ),
        "counts": Attempt(
            """
def symptoms(X, Z, output):
    dead = sum(np.sum(np.all(z <= 0, axis=0)) for z in Z)
    return {
        "spread": np.std(X),
        "factor": (np.var(Z[-1]) / np.var(Z[0])) ** (1 / (len(Z) - 1)),
        "dead": dead,
        "negative": np.sum(output < 0),
    }
""",
            due=("counts",),
            share=(0.3, 0.7),
        ),
        "percent": Attempt(
            """
def symptoms(X, Z, output):
    dead = np.hstack([np.all(z <= 0, axis=0) for z in Z])
    return {
        "spread": np.std(X),
        "factor": (np.var(Z[-1]) / np.var(Z[0])) ** (1 / (len(Z) - 1)),
        "dead": 100 * np.mean(dead),
        "negative": 100 * np.mean(output < 0),
    }
""",
            due=("percent",),
            share=(0.3, 0.8),
        ),
        "last_layer_only": Attempt(
            """
def symptoms(X, Z, output):
    return {
        "spread": np.std(X),
        "factor": (np.var(Z[-1]) / np.var(Z[0])) ** (1 / (len(Z) - 1)),
        "dead": np.mean(np.all(Z[-1] <= 0, axis=0)),
        "negative": np.mean(output < 0),
    }
""",
            due=("last_layer_alone",),
            share=(0.5, 0.85),
        ),
        "return_in_the_loop": Attempt(
            """
def symptoms(X, Z, output):
    factor = (Z[-1].var() / Z[0].var()) ** (1 / (len(Z) - 1))
    for z in Z:
        dead = np.mean(np.all(z <= 0, axis=0))
        return {"spread": X.std(), "factor": factor, "dead": dead, "negative": np.mean(output < 0)}
""",
            due=("first_layer_alone",),
            share=(0.5, 0.85),
        ),
        "ten_layers": Attempt(
            """
def symptoms(X, Z, output):
    Z = [np.asarray(z) for z in Z]
    dead = np.mean(np.concatenate([np.all(z <= 0, axis=0) for z in Z]))
    factor = (np.var(Z[-1]) / np.var(Z[0])) ** (1 / 9)
    return {"spread": np.std(X), "factor": factor, "dead": dead, "negative": np.mean(output < 0)}
""",
            due=("fixed_depth",),
            share=(0.5, 0.85),
        ),
        "array_of_layers": Attempt(
            """
def symptoms(X, Z, output):
    Z = np.array(Z)
    dead = np.mean(np.all(Z <= 0, axis=1))
    factor = (np.var(Z[-1]) / np.var(Z[0])) ** (1 / (len(Z) - 1))
    return {"spread": np.std(X), "factor": factor, "dead": dead, "negative": np.mean(output < 0)}
""",
            shows="ValueError",
            share=(0.0, 0.5),
        ),
        "variance_and_no_root": Attempt(
            """
def symptoms(X, Z, output):
    dead = np.mean(np.concatenate([np.all(z <= 0, axis=0) for z in Z]))
    return {
        "spread": np.var(X),
        "factor": np.var(Z[-1]) / np.var(Z[0]),
        "dead": dead,
        "negative": np.mean(output < 0),
    }
""",
            due=("variance_of_inputs", "no_root"),
            share=(0.3, 0.67),
        ),
        "rows_and_not_positive": Attempt(
            """
def symptoms(X, Z, output):
    silent = [np.all(z <= 0, axis=1) for z in Z]
    return {
        "spread": np.std(X),
        "factor": (np.var(Z[-1]) / np.var(Z[0])) ** (1 / (len(Z) - 1)),
        "dead": np.mean(np.concatenate(silent)),
        "negative": np.mean(output <= 0),
    }
""",
            due=("examples_not_units", "not_positive"),
            share=(0.3, 0.67),
        ),
        "steps_and_mean_of_layers": Attempt(
            """
def symptoms(X, Z, output):
    dead = 0
    for z in Z:
        dead += np.mean(np.all(z <= 0, axis=0)) / len(Z)
    return {
        "spread": np.std(X),
        "factor": (np.var(Z[-1]) / np.var(Z[0])) ** (1 / len(Z)),
        "dead": dead,
        "negative": np.mean(output < 0),
    }
""",
            due=("one_step_too_many", "mean_of_layers"),
            share=(0.3, 0.67),
        ),
        "axis_forgotten": Attempt(
            """
def symptoms(X, Z, output):
    return {
        "spread": np.std(X, axis=0),
        "factor": (np.var(Z[-1]) / np.var(Z[0])) ** (1 / (len(Z) - 1)),
        "dead": np.mean([np.mean(z <= 0) for z in Z]),
        "negative": np.mean(output < 0),
    }
""",
            due=("spread_of_each_pixel", "zeros_not_units"),
            share=(0.2, 0.67),
        ),
        "integer_division": Attempt(
            """
def symptoms(X, Z, output):
    units = sum(z.shape[1] for z in Z)
    dead = sum(np.all(z <= 0, axis=0).sum() for z in Z)
    return {
        "spread": np.std(X),
        "factor": (np.var(Z[-1]) / np.var(Z[0])) ** (1 / (len(Z) - 1)),
        "dead": dead // units,
        "negative": np.sum(output < 0) // output.size,
    }
""",
            due=("whole_division",),
            share=(0.3, 0.75),
        ),
        "precedence": Attempt(
            """
def symptoms(X, Z, output):
    dead = np.mean(np.concatenate([np.all(z <= 0, axis=0) for z in Z]))
    return {
        "spread": np.std(X),
        "factor": np.var(Z[-1]) / np.var(Z[0]) ** (1 / (len(Z) - 1)),
        "dead": dead,
        "negative": np.mean(output < 0),
    }
""",
            due=("root_of_the_first_alone",),
            share=(0.5, 0.85),
        ),
        "power_one_over": Attempt(
            """
def symptoms(X, Z, output):
    dead = np.mean(np.concatenate([np.all(z <= 0, axis=0) for z in Z]))
    return {
        "spread": np.std(X),
        "factor": (np.var(Z[-1]) / np.var(Z[0])) ** 1 / (len(Z) - 1),
        "dead": dead,
        "negative": np.mean(output < 0),
    }
""",
            due=("divided_by_the_steps",),
            share=(0.5, 0.85),
        ),
        "tuple": Attempt(
            """
def symptoms(X, Z, output):
    dead = np.mean(np.concatenate([np.all(z <= 0, axis=0) for z in Z]))
    factor = (np.var(Z[-1]) / np.var(Z[0])) ** (1 / (len(Z) - 1))
    return np.std(X), factor, dead, np.mean(output < 0)
""",
            shows="dictionary",
            share=(0.0, 0.7),
        ),
        "other_keys": Attempt(
            """
def symptoms(X, Z, output):
    dead = np.mean(np.concatenate([np.all(z <= 0, axis=0) for z in Z]))
    factor = (np.var(Z[-1]) / np.var(Z[0])) ** (1 / (len(Z) - 1))
    return {"Spread": np.std(X), "Factor": factor, "Dead": dead, "Negative": np.mean(output < 0)}
""",
            shows="spread",
            share=(0.0, 0.8),
        ),
        "printed": Attempt(
            """
def symptoms(X, Z, output):
    print("spread", np.std(X))
    print("factor", (np.var(Z[-1]) / np.var(Z[0])) ** (1 / (len(Z) - 1)))
    print("dead", np.mean(np.concatenate([np.all(z <= 0, axis=0) for z in Z])))
    print("negative", np.mean(output < 0))
""",
            due=("form_nothing_inside",),
            share=(0.0, 0.15),
        ),
    },
    "capstone.diagnosis": {
        "two_letters": Attempt('diagnosis = "A or B"', shows='"A" to "F"', share=(0.0, 0.2)),
        "in_words": Attempt('diagnosis = "the first weights are too small"', shows='"A" to "F"', share=(0.0, 0.5)),
        "no_such_letter": Attempt('diagnosis = "G"', shows='"A" to "F"', share=(0.0, 0.1)),
        "list_of_one": Attempt('diagnosis = ["F"]', shows="F", share=(0.0, 0.2)),
        "list_of_all": Attempt('diagnosis = ["A", "B", "C", "D", "E", "F"]', shows='"A" to "F"', share=(0.0, 0.2)),
        "set_of_two": Attempt('diagnosis = {"A", "C"}', shows='"A" to "F"', share=(0.0, 0.2)),
        "number": Attempt("diagnosis = 1", shows='"A" to "F"', share=(0.0, 0.1)),
        "by_the_loss": Attempt(
            """
diagnosis = "E" if patient.losses[-1] > 2 else "D"
""",
            due=("says_E",),
            share=(0.0, 0.1),
        ),
        "printed": Attempt(
            """
diagnosis = print("A")
""",
            shows='"A" to "F"',
            share=(0.0, 0.1),
        ),
        "dead_at_the_end": Attempt(
            """
Z = patient.trained.forward(patient.digits[0]).pre_activations
diagnosis = "D" if np.isnan(Z[-1]).any() else "B"
""",
            due=("says_B", "says_D"),
            share=(0.0, 0.1),
        ),
        "function": Attempt(
            """
def diagnosis():
    return "A"
""",
            shows='"A" to "F"',
            share=(0.0, 0.5),
        ),
    },
    "capstone.mend": {
        "number": Attempt("mend = 2 ** 0.5", shows="dictionary", share=(0.0, 0.1)),
        "tuple": Attempt('mend = ("gain", 2 ** 0.5)', shows="dictionary", share=(0.0, 0.3)),
        "string": Attempt('mend = "gain = 1.41"', shows="dictionary", share=(0.0, 0.3)),
        "patient": Attempt("mend = patient.treat(gain=2 ** 0.5)", shows="dictionary", share=(0.0, 0.4)),
        "unknown_setting": Attempt('mend = {"weights": 2 ** 0.5}', shows="no setting of that name", share=(0.0, 0.1)),
        "gain_two": Attempt('mend = {"gain": 2.6}', due=("no_healthy_value",), share=(0.0, 0.5)),
        "gain_as_text": Attempt('mend = {"gain": "sqrt(2)"}', shows="gain", share=(0.0, 0.3)),
        "healthy_in_words": Attempt('mend = {"gain": "healthy"}', shows="gain", share=(0.0, 0.3)),
        "rate_ten_times": Attempt('mend = {"learning_rate": 0.2}', due=("the_rate_alone",), share=(0.0, 0.3)),
        "rate_and_bias": Attempt(
            'mend = {"learning_rate": 0.1, "bias": 0.1}',
            due=("several_and_not_it",),
            share=(0.0, 0.3),
        ),
        "gain_and_rate": Attempt(
            'mend = {"gain": 2 ** 0.5, "learning_rate": 0.01}',
            due=("more_than_one",),
            share=(0.1, 0.6),
        ),
        "one_layer": Attempt('mend = {"hidden": [48]}', due=("fewer_layers",), share=(0.2, 0.6)),
        "empty": Attempt("mend = {}", shows="setting", share=(0.0, 0.1)),
        "relu_and_bytes": Attempt(
            'mend = {"output": "relu", "inputs": "bytes"}', due=("several_and_not_it",), share=(0.0, 0.2)
        ),
    },
    "capstone.evidence": {
        "table_of_the_fault": Attempt(
            """
before = {"spread": 1.0, "factor": 0.1, "dead": 0.03, "negative": 0.5, "accuracy": 0.1}
after = {"spread": 1.0, "factor": 1.0, "dead": 0.03, "negative": 0.5, "accuracy": 0.86}
""",
            shows="not what we measure",
            share=(0.0, 0.4),
        ),
        "all_zero": Attempt(
            """
before = {"spread": 0, "factor": 0, "dead": 0, "negative": 0, "accuracy": 0}
after = {"spread": 1, "factor": 1, "dead": 0, "negative": 0.5, "accuracy": 1}
""",
            shows="not what we measure",
            share=(0.0, 0.25),
        ),
        "accuracies_alone": Attempt(
            """
before = patient.accuracy
after = patient.treat(**mend).accuracy
""",
            shows="dictionaries",
            share=(0.0, 0.34),
        ),
        "four_symptoms": Attempt(
            """
X, y = patient.digits
p = patient.untrained.forward(X)
before = symptoms(X, p.pre_activations[:-1], p.output)
new = patient.treat(**mend)
X, y = new.digits
p = new.untrained.forward(X)
after = symptoms(X, p.pre_activations[:-1], p.output)
""",
            shows="accuracy",
            share=(0.4, 0.85),
        ),
        "all_layers": Attempt(
            """
def examine(network):
    X, y = network.digits
    passed = network.untrained.forward(X)
    found = symptoms(X, passed.pre_activations, passed.output)
    found["accuracy"] = network.accuracy
    return found
before = examine(patient)
after = examine(patient.treat(**mend))
""",
            due=("with_the_output_layer",),
            share=(0.4, 0.9),
        ),
        "activations_for_pre_activations": Attempt(
            """
def examine(network):
    X, y = network.digits
    passed = network.untrained.forward(X)
    found = symptoms(X, passed.activations[:-1], passed.output)
    found["accuracy"] = network.accuracy
    return found
before = examine(patient)
after = examine(patient.treat(**mend))
""",
            due=("of_the_activations",),
            share=(0.4, 0.9),
        ),
        "one_dictionary": Attempt(
            EXAMINE
            + """
found = examine(patient)
before = found
found.update(examine(patient.treat(**mend)))
after = found
""",
            due=("one_dictionary",),
            share=(0.2, 0.67),
        ),
        "trained_and_percent": Attempt(
            """
def examine(network):
    X, y = network.digits
    passed = network.trained.forward(X)
    found = symptoms(X, passed.pre_activations[:-1], passed.output)
    found["accuracy"] = 100 * network.accuracy
    return found
before = examine(patient)
after = examine(patient.treat(**mend))
""",
            due=("measured_after_training", "percent"),
            share=(0.0, 0.5),
        ),
        "exchanged_and_percent": Attempt(
            EXAMINE
            + """
after = examine(patient)
before = examine(patient.treat(**mend))
after["accuracy"] *= 100
before["accuracy"] *= 100
""",
            due=("exchanged", "percent"),
            share=(0.0, 0.67),
        ),
        "other_treatment": Attempt(
            EXAMINE
            + """
before = examine(patient)
after = examine(patient.treat(learning_rate=0.1))
""",
            due=("never_treated",),
            share=(0.4, 0.9),
        ),
        "healthy_for_after": Attempt(
            EXAMINE
            + """
before = examine(patient)
after = examine(healthy())
""",
            due=("healthy_for_after",),
            share=(0.4, 0.9),
        ),
        "loss_for_accuracy": Attempt(
            EXAMINE
            + """
before = examine(patient)
before["accuracy"] = patient.losses[-1]
well = patient.treat(**mend)
after = examine(well)
after["accuracy"] = well.losses[-1]
""",
            due=("loss_for_accuracy",),
            share=(0.4, 0.9),
        ),
        "error_rate": Attempt(
            EXAMINE
            + """
before = examine(patient)
after = examine(patient.treat(**mend))
before["accuracy"] = 1 - before["accuracy"]
after["accuracy"] = 1 - after["accuracy"]
""",
            due=("error_rate",),
            share=(0.4, 0.9),
        ),
        "copied_before": Attempt(
            EXAMINE
            + """
before = examine(patient)
after = dict(before)
after["accuracy"] = 0.87
""",
            due=(),
            shows="not what we measure",
            share=(0.3, 0.85),
        ),
        "lists": Attempt(
            EXAMINE
            + """
before = list(examine(patient).values())
after = list(examine(patient.treat(**mend)).values())
""",
            shows="dictionaries",
            share=(0.0, 0.6),
        ),
    },
}
