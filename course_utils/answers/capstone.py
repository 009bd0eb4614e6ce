"""Answers to notebook 09. Those that depend on the name work for every name; tests take Ada's."""

from course_utils.autograder.answers import Answers, Misconception
from course_utils.autograder.properties import Aspect, Values
from course_utils.exercises.capstone import CLUES
from course_utils.experiments.patients import FAULTS

SYMPTOMS_SOLUTION = """
def symptoms(X, Z, output):
    variances = [np.var(z) for z in Z]
    dead = np.concatenate([np.all(z <= 0, axis=0) for z in Z])
    return {
        "spread": np.std(X),
        "factor": (variances[-1] / variances[0]) ** (1 / (len(Z) - 1)),
        "dead": np.mean(dead),
        "negative": np.mean(output < 0),
    }
"""
NAME = """
import numpy as np
from course_utils.experiments.patients import admit, healthy

my_name = "Ada"
patient = admit(my_name)
"""
DIAGNOSED = NAME + SYMPTOMS_SOLUTION + '\ndiagnosis = "A"\n'
MENDED = DIAGNOSED + '\nmend = {"gain": 2**0.5}\n'
EXAMINE = """
def examine(network):
    X, y = network.digits
    passed = network.untrained.forward(X)
    found = symptoms(X, passed.pre_activations[:-1], passed.output)
    return {**found, "accuracy": network.accuracy}
"""


def _symptoms(old: str, new: str) -> str:
    assert old in SYMPTOMS_SOLUTION, old
    return SYMPTOMS_SOLUTION.replace(old, new)


def _diagnosis(letter: str) -> Misconception:
    return Misconception(
        f"says_{letter}",
        f'diagnosis = "{letter}"',
        breaks=Values("diagnosis"),
        message=f"Your diagnosis is that {FAULTS[letter]}. Your patient does not look like that.",
        hint=CLUES[letter],
    )


ANSWERS = {
    "capstone.flat_loss": Answers(
        solution='flat_loss = "D"',
        explanation=(
            "log 10 is 2.30: the right digit gets a probability of 1/10, whichever it is. Signals that die on their "
            "way, dead units and a ReLU on the logits can all lead there, so the loss alone names no cause."
        ),
        misconceptions=(
            Misconception(
                "rate_too_small",
                'flat_loss = "A"',
                breaks=Values("flat_loss"),
                message="A small rate makes a loss fall slowly. It says nothing about the height at which it stands.",
                hint="Ask what 2.30 is: which probability has this loss?",
            ),
            Misconception(
                "dead",
                'flat_loss = "C"',
                breaks=Values("flat_loss"),
                message="Dead units can cause it. So can weights that are too small, with all units alive.",
                hint="Choose what holds in both cases.",
            ),
            Misconception(
                "all_learned",
                'flat_loss = "B"',
                breaks=Values("flat_loss"),
                message="A network that has learned gives the right digit a large probability, and its loss is near 0.",
                hint="Which probability has the loss 2.30?",
            ),
        ),
    ),
    "capstone.symptoms": Answers(
        solution=SYMPTOMS_SOLUTION,
        explanation=(
            "The variance takes `len(Z) - 1` steps from the first layer to the last, so one step is that root of the "
            "ratio. A unit is dead where its whole column is 0 or below."
        ),
        others={
            "by_logarithm": """
def symptoms(X, Z, output):
    logs = np.log([z.var() for z in Z])
    silent = sum((z.max(axis=0) <= 0).sum() for z in Z)
    units = sum(z.shape[1] for z in Z)
    return dict(
        spread=X.std(),
        factor=np.exp((logs[-1] - logs[0]) / (len(Z) - 1)),
        dead=silent / units,
        negative=(output < 0).mean(),
    )
""",
            "loops": """
def symptoms(X, Z, output):
    dead = units = 0
    for z in Z:
        for column in z.T:
            units += 1
            dead += not (column > 0).any()
    below = sum(1 for value in output.ravel() if value < 0)
    return {
        "dead": dead / units,
        "factor": (Z[-1].var() / Z[0].var()) ** (1.0 / (len(Z) - 1)),
        "negative": below / output.size,
        "spread": float(np.sqrt(np.mean((X - X.mean()) ** 2))),
    }
""",
            "side_by_side": """
def symptoms(X, Z, output):
    table = np.hstack(Z)
    ratios = [after.var() / before.var() for before, after in zip(Z, Z[1:])]
    return {
        "spread": np.sqrt(np.var(X)),
        "factor": np.prod(ratios) ** (1 / len(ratios)),
        "dead": np.mean(~np.any(table > 0, axis=0)),
        "negative": np.count_nonzero(output < 0) / np.size(output),
    }
""",
            "one_entry_more": """
def symptoms(X, Z, output):
    f = (Z[-1].var() / Z[0].var()) ** (1 / (len(Z) - 1))
    return {'spread': X.std(), 'factor': f, 'dead': (np.hstack(Z) <= 0).all(0).mean(), 'negative': (output < 0).mean(), 'more': 1}
""",
            "mean_of_logarithms": """
def symptoms(X, Z, output):
    steps = range(1, len(Z))
    ratios = [np.var(Z[k]) / np.var(Z[k - 1]) for k in steps]
    all_units = np.concatenate(Z, axis=1)
    return {'spread': np.std(X), 'factor': np.exp(np.mean(np.log(ratios))), 'dead': 1 - np.mean(np.any(all_units > 0, axis=0)), 'negative': np.mean(np.sign(output) == -1)}
""",
        },
        ranking=(
            (
                "no_root",
                "one_step_too_many",
                "standard_deviations",
                "zeros_not_units",
                "mean_of_layers",
                "examples_not_units",
                "not_positive",
                "variance_of_inputs",
                "ratio_upside_down",
                "mean_of_ratios",
                "fixed_depth",
                "root_of_the_first_alone",
                "divided_by_the_steps",
                "any_for_all",
                "zero_counts_as_alive",
                "percent",
                "last_layer_alone",
                "first_layer_alone",
                "sum_of_layers",
                "alive_units",
                "not_below_zero",
                "spread_of_each_pixel",
            ),
        ),
        misconceptions=(
            Misconception(
                "no_root",
                _symptoms(" ** (1 / (len(Z) - 1))", ""),
                breaks=Values("factor"),
                message="Your factor is that of all layers together, from the first to the last.",
                hint="One layer's factor, taken L - 1 times, gives that ratio. Take the root.",
            ),
            Misconception(
                "one_step_too_many",
                _symptoms("(len(Z) - 1)", "len(Z)"),
                breaks=Values("factor"),
                message="Your factor counts as many steps as there are layers. From the first to the last it is one less.",
                hint="From layer 1 to layer 3 there are two steps.",
            ),
            Misconception(
                "standard_deviations",
                _symptoms("[np.var(z)", "[np.std(z)"),
                breaks=Values("factor"),
                message="Your factor is that of the standard deviation. The variance is its square.",
                hint="`np.var` is the variance.",
            ),
            Misconception(
                "zeros_not_units",
                _symptoms(
                    "np.concatenate([np.all(z <= 0, axis=0) for z in Z])",
                    "np.concatenate([(z <= 0).ravel() for z in Z])",
                ),
                breaks=Values("dead"),
                message="You count the pre-activations that are 0 or below, not the units for which all are.",
                hint="`np.all(z <= 0, axis=0)` asks the question of each column.",
            ),
            Misconception(
                "mean_of_layers",
                _symptoms(
                    "np.concatenate([np.all(z <= 0, axis=0) for z in Z])",
                    "[np.mean(np.all(z <= 0, axis=0)) for z in Z]",
                ),
                breaks=Values("dead"),
                message="You take the mean of the layers' shares. Then a unit in a narrow layer counts more than one in a wide one.",
                hint="Count all units of all layers together.",
            ),
            Misconception(
                "examples_not_units",
                _symptoms("axis=0", "axis=1"),
                breaks=Values("dead"),
                message="You ask for each example whether all units are silent. The question is one for each unit.",
                hint="Units are columns: `axis=0` goes down a column.",
            ),
            Misconception(
                "not_positive",
                _symptoms("output < 0", "output <= 0"),
                breaks=Values("negative"),
                message="You count the zeros among the outputs as negative. A ReLU on the logits gives zeros.",
                hint="Below 0 is `< 0`.",
            ),
            Misconception(
                "variance_of_inputs",
                _symptoms("np.std(X)", "np.var(X)"),
                breaks=Values("spread"),
                message="Your spread is the variance of the inputs. Asked is their standard deviation.",
                hint="`np.std` is the square root of `np.var`.",
            ),
            Misconception(
                "ratio_upside_down",
                _symptoms("variances[-1] / variances[0]", "variances[0] / variances[-1]"),
                breaks=Values("factor"),
                message="Your factor divides the first variance by the last: it is one over the factor.",
                hint="The variance of the last layer stands above, that of the first below.",
            ),
            Misconception(
                "mean_of_ratios",
                _symptoms(
                    "(variances[-1] / variances[0]) ** (1 / (len(Z) - 1))",
                    "np.mean([b / a for a, b in zip(variances, variances[1:])])",
                ),
                breaks=Values("factor"),
                message="Your factor is the mean of the steps. f is the number that gives the whole ratio when it is taken L - 1 times.",
                hint="Factors are multiplied and not added. Take the root of the whole ratio.",
            ),
            Misconception(
                "fixed_depth",
                _symptoms("(1 / (len(Z) - 1))", "(1 / 9)"),
                breaks=Values("factor"),
                message="Your factor takes the same root for every network. The check has networks of other depths.",
                hint="How many layers there are, `len(Z)` says.",
            ),
            Misconception(
                "root_of_the_first_alone",
                _symptoms("(variances[-1] / variances[0]) **", "variances[-1] / variances[0] **"),
                breaks=Values("factor"),
                message="You take the root of the first variance alone: `**` binds more tightly than `/`.",
                hint="Put the ratio into parentheses before you take its root.",
            ),
            Misconception(
                "divided_by_the_steps",
                _symptoms("** (1 / (len(Z) - 1))", "** 1 / (len(Z) - 1)"),
                breaks=Values("factor"),
                message="You divide the ratio by the number of steps: `r ** 1 / k` is `r / k`.",
                hint="The root of order k is `r ** (1 / k)`, with parentheses around 1 / k.",
            ),
            Misconception(
                "any_for_all",
                _symptoms("np.all(z <= 0, axis=0)", "np.any(z <= 0, axis=0)"),
                breaks=Values("dead"),
                message="You call a unit dead if it is silent for some example. A unit is dead if it is silent for all.",
                hint="`np.all` in place of `np.any`.",
            ),
            Misconception(
                "zero_counts_as_alive",
                _symptoms("z <= 0, axis", "z < 0, axis"),
                breaks=Values("dead"),
                message="You count a unit as alive that stays at exactly 0. At 0 nothing passes ReLU either.",
                hint="Dead is 0 or below: `<= 0`.",
            ),
            Misconception(
                "counts",
                _symptoms("np.mean(dead)", "np.sum(dead)").replace("np.mean(output < 0)", "np.sum(output < 0)"),
                breaks=Aspect.DTYPE,
                message="You count units, or outputs. Asked are their shares.",
                hint="The mean of an array of True and False is the share of True.",
            ),
            Misconception(
                "percent",
                _symptoms("np.mean(dead)", "100 * np.mean(dead)"),
                breaks=Values("dead"),
                message="Your `dead` is in percent. Asked is a share, from 0 to 1.",
                hint="A share of 0.25 is 25 percent.",
                variants=(
                    _symptoms("np.mean(dead)", "100 * np.mean(dead)").replace("np.mean(out", "100 * np.mean(out"),
                ),
            ),
            Misconception(
                "last_layer_alone",
                _symptoms("np.concatenate([np.all(z <= 0, axis=0) for z in Z])", "np.all(Z[-1] <= 0, axis=0)"),
                breaks=Values("dead"),
                message="You count the dead units of the last layer alone.",
                hint="All layers count: go through `Z`, and join what you find.",
            ),
            Misconception(
                "first_layer_alone",
                _symptoms("np.concatenate([np.all(z <= 0, axis=0) for z in Z])", "np.all(Z[0] <= 0, axis=0)"),
                breaks=Values("dead"),
                message="You count the dead units of the first layer alone.",
                hint="All layers count. Is there a `return` inside of your loop?",
            ),
            Misconception(
                "sum_of_layers",
                _symptoms(
                    "np.concatenate([np.all(z <= 0, axis=0) for z in Z])",
                    "sum(np.mean(np.all(z <= 0, axis=0)) for z in Z)",
                ),
                breaks=Values("dead"),
                message="You add up the shares of the layers. Two layers that are half dead would give 1.",
                hint="Add up the dead units and the units, and divide at the end.",
            ),
            Misconception(
                "alive_units",
                _symptoms("np.mean(dead)", "1 - np.mean(dead)"),
                breaks=Values("dead"),
                message="Your `dead` is the share of units that are alive.",
                hint="Dead and alive add up to 1.",
            ),
            Misconception(
                "not_below_zero",
                _symptoms("np.mean(output < 0)", "1 - np.mean(output < 0)"),
                breaks=Values("negative"),
                message="Your `negative` is the share of outputs that are not below 0.",
                hint="Asked is the share of outputs that are `< 0`.",
            ),
            Misconception(
                "whole_division",
                _symptoms("np.mean(dead)", "np.sum(dead) // len(dead)").replace(
                    "np.mean(output < 0)", "np.sum(output < 0) // output.size"
                ),
                breaks=Aspect.DTYPE,
                message="Your share is always a whole number: `//` divides and drops what is left over.",
                hint="`/` in place of `//`.",
            ),
            Misconception(
                "spread_of_each_pixel",
                _symptoms("np.std(X)", "np.std(X, axis=0)"),
                breaks=Aspect.SHAPE,
                message="Your `spread` has one number for each column of `X`. Asked is one number for all of `X`.",
                hint="Without `axis`, `np.std` takes all numbers together.",
            ),
        ),
        wrong={
            "spread_alone": "def symptoms(X, Z, output):\n    return {'spread': np.std(X)}",
            "list_of_numbers": "def symptoms(X, Z, output):\n    return [1, 2, 3, 4]",
            "made_up": """
def symptoms(X, Z, output):
    return {'spread': 1.0, 'factor': 1.0, 'dead': 0.0, 'negative': 0.5}
""",
        },
        equivalent={
            ("var(z)", "var(z + z)"): "both variances four times as large: the same ratio",
            ("all(z <=", "all(z + z <="): "twice a number has its sign",
            ("output < 0", "output + output < 0"): "twice a number has its sign",
            ("for z in Z] dead", "for z in Z + Z] dead"): "a list twice: same first, same last",
            ("for z in Z])", "for z in Z + Z])"): "each unit twice: the same share",
            ("mean(dead)", "mean(dead + dead)"): "a mask or itself is the mask",
            ("(variances[-1]", "((variances + variances)[-1]"): "a list twice: the same last",
            ("/ variances[0]", "/ (variances + variances)[0]"): "a list twice: the same first",
        },
    ),
    "capstone.diagnosis": Answers(
        setup=NAME + SYMPTOMS_SOLUTION,
        solution="""
X, y = patient.digits
passed = patient.untrained.forward(X)
found = symptoms(X, passed.pre_activations[:-1], passed.output)
if found["spread"] > 3:
    diagnosis = "F"
elif found["dead"] > 0.5:
    diagnosis = "C"
elif found["negative"] == 0:
    diagnosis = "E"
elif found["factor"] < 0.5:
    diagnosis = "A"
elif found["factor"] > 2:
    diagnosis = "B"
else:
    diagnosis = "D"
""",
        explanation="Each fault leaves its own trace. We look where the signal comes first, and take the first trace.",
        others={
            "a_letter": 'diagnosis = "A"',
            "a_small_letter": 'diagnosis = " a) "',
            "by_the_variance": """
Z = patient.untrained.forward(patient.digits[0]).pre_activations
falls = all(later.var() < 0.5 * z.var() for z, later in zip(Z, Z[1:]))
diagnosis = "A" if falls else "D"
""",
        },
        misconceptions=tuple(_diagnosis(letter) for letter in "BCDEF"),
    ),
    "capstone.mend": Answers(
        setup=DIAGNOSED,
        solution="""
mend = {
    "A": {"gain": 2**0.5},
    "B": {"gain": 2**0.5},
    "C": {"bias": 0.0},
    "D": {"learning_rate": 0.02},
    "E": {"output": "linear"},
    "F": {"inputs": "standardized"},
}[diagnosis]
""",
        explanation="One setting, set back to its healthy value. If your diagnosis is right, it is enough.",
        others={
            "a_little_less": 'mend = {"gain": 1.3}',
            "numpy": "mend = dict(gain=np.sqrt(2))",
            "filled_in_later": 'mend = {}\nmend["gain"] = np.float64(1.45)',
        },
        ranking=(("more_than_one", "fewer_layers"),),
        misconceptions=(
            Misconception(
                "the_rate_alone",
                'mend = {"learning_rate": 0.1}',
                breaks=Values("learns"),
                message="You changed the learning rate, and it still does not learn: either that was not it, or it is not enough.",
                hint="The rate sets how far a step goes. Look whether a gradient arrives at all.",
            ),
            Misconception(
                "the_biases_alone",
                'mend = {"bias": 0.0}',
                breaks=Values("learns"),
                message="You changed the biases, and it still does not learn: either that was not it, or it is not enough.",
                hint="Biases are to blame where units are dead before any training. Are they?",
            ),
            Misconception(
                "the_inputs_alone",
                'mend = {"inputs": "standardized"}',
                breaks=Values("learns"),
                message="You changed the inputs, and it still does not learn: that was not it.",
                hint="Look at `spread` first: is there anything to standardize?",
            ),
            Misconception(
                "the_output_alone",
                'mend = {"output": "linear"}',
                breaks=Values("learns"),
                message="You took a ReLU off the logits, and it still does not learn: that was not it.",
                hint="Look at `negative` first: is there a ReLU on the logits?",
            ),
            Misconception(
                "more_than_one",
                'mend = {"gain": 2**0.5, "bias": 0.0, "learning_rate": 0.02, "inputs": "standardized", "output": "linear"}',
                breaks=Values("blamed"),
                message="You changed more than one setting. It gets well, and nobody knows from which change.",
                hint="Change the one setting that your diagnosis names.",
            ),
            Misconception(
                "fewer_layers",
                'mend = {"hidden": [48, 48]}',
                breaks=Values("blamed"),
                message="A network with fewer layers learns in spite of several of the faults. So it tells you little of yours.",
                hint="Leave the layers as they are, and change the one setting that your diagnosis names.",
                variants=('mend = {"hidden": (32, 32)}',),
            ),
            Misconception(
                "no_healthy_value",
                'mend = {"gain": 2.6}',
                breaks=Values("learns"),
                message="You changed the setting that was made ill, and it still does not learn. The new value is no healthy one.",
                hint="The table in section 4 has a healthy value for each setting.",
                variants=('mend = {"gain": 0.1}',),
            ),
            Misconception(
                "several_and_not_it",
                'mend = {"learning_rate": 0.1, "bias": 0.1}',
                breaks=Values("learns"),
                message="You changed more than one setting, and it still does not learn: the one that was made ill is not among them.",
                hint="One change at a time tells you more. Which setting does your diagnosis name?",
                variants=('mend = {"output": "relu", "inputs": "bytes"}',),
            ),
        ),
    ),
    "capstone.evidence": Answers(
        setup=MENDED,
        solution=EXAMINE + "\nbefore = examine(patient)\nafter = examine(patient.treat(**mend))\n",
        explanation="The same few lines measure both networks, so that nothing differs but the network.",
        others={
            "two_digits": EXAMINE
            + """
before = {name: round(float(value), 2) for name, value in examine(patient).items()}
after = {name: round(float(value), 2) for name, value in examine(patient.treat(**mend)).items()}
""",
            "by_hand": """
well = patient.treat(**mend)
before, after = {}, {}
for network, found in ((patient, before), (well, after)):
    X, y = network.digits
    passed = network.untrained.forward(X)
    Z = passed.pre_activations[:-1]
    found["spread"] = X.std()
    found["factor"] = (Z[-1].var() / Z[0].var()) ** (1 / 9)
    found["dead"] = np.mean(np.hstack([z.max(axis=0) <= 0 for z in Z]))
    found["negative"] = np.mean(passed.output < 0)
    found["accuracy"] = np.mean(network.trained.forward(X).output.argmax(axis=1) == y)
""",
            "the_course_s_own": """
from course_utils.experiments.patients import measure
before, after = measure(patient), measure(patient.treat(**mend))
""",
        },
        ranking=(
            ("with_the_output_layer", "percent", "of_the_activations", "loss_for_accuracy", "error_rate"),
            ("one_dictionary", "never_treated", "exchanged"),
            ("healthy_for_after",),
        ),
        misconceptions=(
            Misconception(
                "exchanged",
                EXAMINE + "\nafter = examine(patient)\nbefore = examine(patient.treat(**mend))\n",
                breaks=Values("accuracy"),
                message="Your `before` and `after` are exchanged.",
                hint="`before` belongs to `patient`, `after` to `patient.treat(**mend)`.",
            ),
            Misconception(
                "never_treated",
                EXAMINE + "\nbefore = examine(patient)\nafter = examine(patient)\n",
                breaks=Values("accuracy"),
                message="Your `after` is that of the patient before the treatment.",
                hint="`patient.treat(**mend)` returns a new network; `patient` itself stays as it is.",
            ),
            Misconception(
                "percent",
                EXAMINE
                + "\nbefore = examine(patient)\nafter = examine(patient.treat(**mend))\n"
                + 'before["accuracy"] *= 100\nafter["accuracy"] *= 100\n',
                breaks=Values("accuracy"),
                message="Your accuracy is in percent. Here all shares lie between 0 and 1.",
                hint="0.87 is 87 percent.",
            ),
            Misconception(
                "measured_after_training",
                EXAMINE.replace("network.untrained", "network.trained")
                + "\nbefore = examine(patient)\nafter = examine(patient.treat(**mend))\n",
                breaks=Values("negative"),
                message="You took the symptoms of the trained networks. Asked are those at the start, before any training.",
                hint="`network.untrained.forward(X)` is the network as it began.",
            ),
            Misconception(
                "one_dictionary",
                EXAMINE
                + "\nbefore = found = examine(patient)\nfound.update(examine(patient.treat(**mend)))\nafter = found\n",
                breaks=Values("accuracy"),
                message="Your `before` and `after` both hold what is measured after the treatment.",
                hint="Is `before` a second name of the same dictionary? What changes one then changes the other.",
            ),
            Misconception(
                "healthy_for_after",
                EXAMINE + "\nbefore = examine(patient)\nafter = examine(healthy())\n",
                breaks=Values("factor"),
                message="Your `after` is that of the healthy network. Asked is your patient after the treatment.",
                hint="`patient.treat(**mend)` returns the network to measure.",
            ),
            Misconception(
                "with_the_output_layer",
                EXAMINE.replace("[:-1]", "") + "\nbefore = examine(patient)\nafter = examine(patient.treat(**mend))\n",
                breaks=Values("factor"),
                message="You hand over all layers, that of the outputs with them. `Z` holds the hidden layers alone.",
                hint="`passed.pre_activations[:-1]` leaves the last one out.",
            ),
            Misconception(
                "of_the_activations",
                EXAMINE.replace("pre_activations[:-1]", "activations")
                + "\nbefore = examine(patient)\nafter = examine(patient.treat(**mend))\n",
                breaks=Values("factor"),
                message="You measured the activations. Asked are the pre-activations, before ReLU takes away what is negative.",
                hint="`passed.pre_activations[:-1]` is what `symptoms` expects as `Z`.",
                variants=(
                    EXAMINE.replace("pre_activations", "activations")
                    + "\nbefore = examine(patient)\nafter = examine(patient.treat(**mend))\n",
                ),
            ),
            Misconception(
                "error_rate",
                EXAMINE
                + '\nbefore = examine(patient)\nafter = examine(patient.treat(**mend))\nfor found in (before, after):\n    found["accuracy"] = 1 - found["accuracy"]\n',
                breaks=Values("accuracy"),
                message="Your accuracy is the share of digits that the network gets wrong.",
                hint="Accuracy is the share that it gets right: 1 minus yours.",
            ),
            Misconception(
                "loss_for_accuracy",
                EXAMINE
                + '\nbefore = examine(patient)\nafter = examine(patient.treat(**mend))\nbefore["accuracy"] = patient.losses[-1]\nafter["accuracy"] = patient.treat(**mend).losses[-1]\n',
                breaks=Values("accuracy"),
                message="Your accuracy is the last loss. A loss is no share, and it falls while the accuracy grows.",
                hint="`network.accuracy` is the share of digits that it gets right.",
            ),
        ),
    ),
    "capstone.one_seed": Answers(
        solution='one_seed = "B"',
        explanation=(
            "Healthy networks that differ in their seed alone were 86 to 88 % right here. A difference of one percent "
            "between two single runs can be chance."
        ),
        misconceptions=(
            Misconception(
                "nothing_missing",
                'one_seed = "A"',
                breaks=Values("one_seed"),
                message="It has grown by one percent, and two runs of the same network differ by as much.",
                hint="Look at how far apart the dots of one setting lay in 03.",
            ),
            Misconception(
                "more_steps",
                'one_seed = "C"',
                breaks=Values("one_seed"),
                message="Then the two would differ in their training as well, and the comparison would be worth less.",
                hint="Keep everything else the same, and ask what chance can do.",
            ),
            Misconception(
                "training_loss",
                'one_seed = "D"',
                breaks=Values("one_seed"),
                message="The loss on training digits says how well these were learned. It leaves chance where it was.",
                hint="What would a second run of each network show?",
            ),
        ),
    ),
}
