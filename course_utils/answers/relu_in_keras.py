"""Answers to the exercises of notebook 05."""

from course_utils.autograder.answers import Answers, Misconception
from course_utils.autograder.properties import Aspect, Values

# Why no check could refuse some mutants.
BUILT_LATER = "a model without an Input is built at its first examples, as a subclass is"

SETUP = "import numpy as np\nfrom course_utils import frameworks\nkeras = frameworks.load('keras')"

CLASSIFIER = """
def build_classifier(inputs, hidden, classes):
    model = keras.Sequential([keras.Input(shape=(inputs,))])
    for units in hidden:
        model.add(keras.layers.Dense(units, activation="relu"))
    model.add(keras.layers.Dense(classes))
    return model
"""

MENDED = """
def mended():
    return keras.Sequential(
        [
            keras.Input(shape=(6,)),
            keras.layers.Dense(9, activation="relu"),
            keras.layers.Dense(7, activation="relu"),
            keras.layers.Dense(3),
        ]
    )
"""

SPARSITY = """
def sparsity(model, X):
    shares = []
    for layer in model.layers[:-1]:
        X = layer(X)
        shares.append(np.mean(X == 0))
    return shares
"""

TWO_SLOPES = """
class TwoSlopes(keras.layers.Layer):
    def __init__(self, left=0.0, right=1.0, **kwargs):
        super().__init__(**kwargs)
        self.left = left
        self.right = right

    def call(self, x):
        return keras.ops.where(x > 0, self.right * x, self.left * x)

    def get_config(self):
        return {**super().get_config(), "left": self.left, "right": self.right}
"""

HE = CLASSIFIER.replace("build_classifier", "build_he_classifier").replace(
    'activation="relu"', 'activation="relu", kernel_initializer="he_normal"'
)

ANSWERS = {
    "keras.parameter_count": Answers(
        setup=SETUP,
        solution="parameter_count = (784 * 32 + 32) + (32 * 16 + 16) + (16 * 10 + 10)",
        explanation="Each layer has inputs times units weights, and a bias for each unit: 25,120 and 528 and 170.",
        others={
            "number": "parameter_count = 25818",
            "float": "parameter_count = 25818.0",
            "plus_one": "parameter_count = 785 * 32 + 33 * 16 + 17 * 10",
        },
        misconceptions=(
            Misconception(
                "no_biases",
                "parameter_count = 784 * 32 + 32 * 16 + 16 * 10",
                Values("parameter_count"),
                "These are the weights alone, without the biases.",
                "Each unit also has one bias.",
            ),
            Misconception(
                "input_layer",
                "parameter_count = 784 + 784 * 32 + 32 + 32 * 16 + 16 + 16 * 10 + 10",
                Values("parameter_count"),
                "You also counted the 784 inputs. They are data, and are not trained.",
                "Count what belongs to the three Dense layers.",
            ),
            Misconception(
                "units",
                "parameter_count = 32 + 16 + 10",
                Values("parameter_count"),
                "This is the number of units. Each of them has a weight for every one of its inputs.",
                "A layer has inputs times units weights.",
            ),
            Misconception(
                "one_bias_a_layer",
                "parameter_count = 784 * 32 + 1 + 32 * 16 + 1 + 16 * 10 + 1",
                Values("parameter_count"),
                "You counted one bias a layer. There is one for each unit.",
                "A layer of 32 units has 32 biases.",
            ),
            Misconception(
                "last_biases_missing",
                "parameter_count = (784 * 32 + 32) + (32 * 16 + 16) + 16 * 10",
                Values("parameter_count"),
                "Yours leaves out the biases of the last layer: it has one for each of its 10 units.",
                "A layer of logits has biases as well.",
            ),
            Misconception(
                "no_last_layer",
                "parameter_count = (784 * 32 + 32) + (32 * 16 + 16)",
                Values("parameter_count"),
                "Yours counts the two hidden layers and leaves out the last one.",
                "From 16 units to 10 logits: how many weights, how many biases?",
            ),
            Misconception(
                "bias_for_each_input",
                "parameter_count = (784 * 32 + 784) + (32 * 16 + 32) + (16 * 10 + 16)",
                Values("parameter_count"),
                "Yours counts a bias for each input of a layer. There is one for each of its units.",
                "A bias belongs to the unit that adds it to its sum.",
            ),
            Misconception(
                "other_network",
                "parameter_count = 784 * 64 + 64 + 64 * 32 + 32 + 32 * 10 + 10",
                Values("parameter_count"),
                "That is the network of the example, with 64 and 32 units. Here the hidden layers have 32 and 16.",
                "Read the widths once more: 784, 32, 16, 10.",
            ),
            Misconception(
                "inputs_and_units",
                "parameter_count = 784 + 32 + 16 + 10",
                Values("parameter_count"),
                "Yours adds inputs and units. A layer has a weight for each pair of the two.",
                "Inputs times units, and a bias for each unit.",
            ),
            Misconception(
                "all_multiplied",
                "parameter_count = 784 * 32 * 16 * 10",
                Values("parameter_count"),
                "Yours multiplies all layers with each other. Their parameters add up.",
                "Count each layer by itself first.",
            ),
        ),
    ),
    "keras.classifier": Answers(
        setup=SETUP,
        solution=CLASSIFIER,
        explanation="One Dense layer with ReLU for each width, and a last one without an activation, for the logits.",
        others={
            "functional": """
def build_classifier(inputs, hidden, classes):
    x = given = keras.Input(shape=(inputs,))
    for units in hidden:
        x = keras.activations.relu(keras.layers.Dense(units)(x))
    return keras.Model(given, keras.layers.Dense(classes)(x))
""",
            "relu_layers": """
def build_classifier(inputs, hidden, classes):
    layers = [keras.Input((inputs,))]
    for units in hidden:
        layers += [keras.layers.Dense(units), keras.layers.ReLU()]
    return keras.Sequential([*layers, keras.layers.Dense(classes, activation="linear")])
""",
            "subclassed": """
class Classifier(keras.Model):
    def __init__(self, hidden, classes):
        super().__init__()
        self.last = keras.layers.Dense(classes)
        self.hidden = [keras.layers.Dense(units) for units in hidden]

    def call(self, x):
        for layer in self.hidden:
            x = keras.ops.maximum(layer(x), 0)
        return self.last(x)

def build_classifier(inputs, hidden, classes):
    return Classifier(hidden, classes)
""",
            "function_as_argument": """
def build_classifier(inputs, hidden, classes):
    layers = [keras.layers.Dense(units, keras.activations.relu) for units in hidden]
    return keras.Sequential([keras.Input((inputs,)), *layers, keras.layers.Dense(classes)])
""",
        },
        ranking=(
            ("input_shape",),
            ("softmax", "relu_on_logits", "only_the_last_bends", "one_hidden_layer", "cap_at_six", "no_activation"),
        ),
        misconceptions=(
            Misconception(
                "cap_at_six",
                CLASSIFIER.replace('"relu"', '"relu6"'),
                Values("outputs"),
                "Your hidden layers cut off at 6: that is ReLU6, another function.",
                'ReLU has no upper end: `activation="relu"`.',
            ),
            Misconception(
                "relu_on_logits",
                CLASSIFIER.replace("Dense(classes)", 'Dense(classes, activation="relu")'),
                Values("outputs"),
                "Your last layer has a ReLU as well: its logits can never be negative.",
                "Give the last layer no activation.",
            ),
            Misconception(
                "softmax",
                CLASSIFIER.replace("Dense(classes)", 'Dense(classes, activation="softmax")'),
                Values("outputs"),
                "Your last layer gives probabilities; logits were asked for. The softmax belongs to the loss here.",
                "Give the last layer no activation.",
            ),
            Misconception(
                "no_activation",
                CLASSIFIER.replace(', activation="relu"', ""),
                Values("outputs"),
                "Nothing bends in your network: it is one affine layer, however deep it looks.",
                "Give each hidden layer a ReLU.",
            ),
            Misconception(
                "only_the_last_bends",
                """
def build_classifier(inputs, hidden, classes):
    layers = [keras.layers.Dense(units) for units in hidden]
    return keras.Sequential([keras.Input((inputs,)), *layers, keras.layers.ReLU(), keras.layers.Dense(classes)])
""",
                Values("outputs"),
                "There is one ReLU after all hidden layers together. The layers before it collapse into one.",
                "Put a ReLU after each hidden layer.",
            ),
            Misconception(
                "one_hidden_layer",
                CLASSIFIER.replace("for units in hidden:", "for units in hidden[:1]:"),
                Values("weights"),
                "Your network has one hidden layer, whatever `hidden` says.",
                "Make one layer for each width in `hidden`.",
            ),
            Misconception(
                "no_output_layer",
                CLASSIFIER.replace("    model.add(keras.layers.Dense(classes))\n", ""),
                Values("weights"),
                "Your network ends with its last hidden layer. The layer for the classes is missing.",
                "One more Dense layer, with one unit for each class.",
            ),
            Misconception(
                "input_shape",
                """
def build_classifier(inputs, hidden, classes):
    model = keras.Sequential([keras.layers.Dense(hidden[0], activation="relu", input_shape=(inputs,))])
    for units in hidden[1:]:
        model.add(keras.layers.Dense(units, activation="relu"))
    model.add(keras.layers.Dense(classes))
    return model
""",
                Values("warnings"),
                "It works, and Keras warns: `input_shape` is the old way.",
                "Begin with `keras.Input(shape=(inputs,))`.",
            ),
        ),
        equivalent={
            ("[keras.Input(shape=(inputs,))]", ""): BUILT_LATER,
            ("keras.Input(shape=(inputs,))", ""): BUILT_LATER,
        },
    ),
    "keras.dead_logit": Answers(
        setup=SETUP,
        solution='dead_logit = "A"',
        explanation="ReLU's slope is 0 there for every example, and the gradient is multiplied by it.",
        misconceptions=(
            Misconception(
                "B",
                'dead_logit = "B"',
                Values("dead_logit"),
                "That is what a saturated sigmoid does. On its flat side ReLU's slope is 0, not small.",
                "Think of the slope of ReLU left of 0.",
            ),
            Misconception(
                "C",
                'dead_logit = "C"',
                Values("dead_logit"),
                "The loss is large, and so is the gradient that arrives above the ReLU. But then it is multiplied by the slope.",
                "Think of the slope of ReLU left of 0.",
            ),
            Misconception(
                "D",
                'dead_logit = "D"',
                Values("dead_logit"),
                "The softmax gives this class a share, and asks for more. The request does not pass the ReLU.",
                "What stands between the softmax and the weights?",
            ),
        ),
    ),
    "keras.mend": Answers(
        setup=SETUP,
        solution=MENDED,
        explanation="An Input first, ReLU after each hidden layer, none on the logits.",
        others={
            "layers": """
def mended():
    return keras.Sequential([
        keras.Input((6,)), keras.layers.Dense(9), keras.layers.ReLU(), keras.layers.Dense(7), keras.layers.Activation("relu"),
        keras.layers.Dense(3),
    ])
""",
            "functional": """
def mended():
    x = inputs = keras.Input(shape=(6,))
    for units in (9, 7):
        x = keras.layers.Dense(units, activation=keras.ops.relu)(x)
    return keras.Model(inputs, keras.layers.Dense(3, activation=None)(x))
""",
            "model": "mended = keras.Sequential([keras.Input((6,)), keras.layers.Dense(9, 'relu'), "
            "keras.layers.Dense(7, 'relu'), keras.layers.Dense(3)])",
        },
        ranking=(("input_shape",),),
        misconceptions=(
            Misconception(
                "cap_at_six",
                MENDED.replace('"relu"', '"relu6"'),
                Values("outputs"),
                "Your hidden layers cut off at 6: that is ReLU6, another function.",
                'ReLU has no upper end: `activation="relu"`.',
            ),
            Misconception(
                "still_broken",
                """
def mended():
    return keras.Sequential(
        [
            keras.layers.Dense(9, input_shape=(6,)),
            keras.layers.Dense(7, activation="relu"),
            keras.layers.Dense(3, activation="relu"),
        ]
    )
""",
                Values("outputs"),
                "This behaves like the broken network.",
                "Three faults: two stand in the first line, one in the last.",
            ),
            Misconception(
                "relu_on_logits",
                MENDED.replace("Dense(3)", 'Dense(3, activation="relu")'),
                Values("outputs"),
                "There is still a ReLU on the logits.",
                "Look at the last layer.",
            ),
            Misconception(
                "first_layer_linear",
                MENDED.replace('Dense(9, activation="relu")', "Dense(9)"),
                Values("outputs"),
                "The first hidden layer has no ReLU, so it collapses into the second.",
                "Look at the first Dense layer.",
            ),
            Misconception(
                "softmax",
                MENDED.replace("Dense(3)", 'Dense(3, activation="softmax")'),
                Values("outputs"),
                "The last layer gives probabilities now; logits were asked for.",
                "The last layer needs no activation at all.",
            ),
            Misconception(
                "input_shape",
                MENDED.replace("            keras.Input(shape=(6,)),\n", "").replace(
                    "Dense(9,", "Dense(9, input_shape=(6,),"
                ),
                Values("warnings"),
                "The ReLUs stand right. Keras still warns of `input_shape`.",
                "Begin with `keras.Input(shape=(6,))`.",
            ),
        ),
        equivalent={
            ("keras.Input(shape=(6,)), ", ""): BUILT_LATER,
        },
    ),
    "keras.sparsity": Answers(
        setup=SETUP,
        solution=SPARSITY,
        explanation="Each layer is called with the activations of the one before it.",
        others={
            "second_model": """
def sparsity(model, X):
    parts = [keras.Model(model.inputs[0], layer.output) for layer in model.layers[:-1]]
    return [np.mean(part(X).numpy() == 0) for part in parts]
""",
            "by_hand": """
def sparsity(model, X):
    shares = []
    for layer in model.layers[:-1]:
        weights, biases = layer.get_weights()
        X = np.maximum(0, X @ weights + biases)
        shares.append((X == 0).sum() / X.size)
    return np.array(shares)
""",
            "predict": """
def sparsity(model, X):
    shares = []
    for layer in model.layers[:-1]:
        part = keras.Sequential([layer])
        X = part.predict(X, verbose=0)
        shares.append(float(np.mean(X == 0)))
    return shares
""",
            "count_nonzero": """
def sparsity(model, X):
    shares = ()
    for layer in model.layers[:-1]:
        X = layer(X)
        shares += (1 - np.count_nonzero(X) / np.size(X),)
    return shares
""",
        },
        misconceptions=(
            Misconception(
                "dead_units",
                SPARSITY.replace("np.mean(X == 0)", "np.mean(np.all(X == 0, axis=0))"),
                Values("several"),
                "You count the units that are 0 for all examples. Asked for is the share of all activations that are 0.",
                "Count zeros in the whole array, examples times units.",
            ),
            Misconception(
                "share_that_is_on",
                SPARSITY.replace("X == 0", "X > 0"),
                Values("one"),
                "This is the share that is on. Sparsity is the share that is 0.",
                "Turn the question around.",
            ),
            Misconception(
                "with_the_logits",
                SPARSITY.replace("model.layers[:-1]", "model.layers"),
                Aspect.SHAPE,
                "You also count the last layer. Its logits are no activations of a ReLU.",
                "Leave the last layer out.",
            ),
            Misconception(
                "percent",
                SPARSITY.replace("np.mean(X == 0)", "100 * np.mean(X == 0)"),
                Values("one"),
                "This is a percentage. A share lies between 0 and 1.",
                "Leave out the factor of 100.",
            ),
            Misconception(
                "one_number",
                SPARSITY.replace("return shares", "return float(np.mean(shares))"),
                Aspect.RETURNS,
                "You return one number for the whole network. Asked for is a list with one number a layer.",
                "Return the list itself.",
            ),
            Misconception(
                "counts",
                SPARSITY.replace("np.mean(X == 0)", "np.sum(X == 0)"),
                Values("one"),
                "You return how many activations are 0. Asked for is their share of all.",
                "Divide by the number of all activations, or take the mean.",
            ),
            Misconception(
                "one_per_unit",
                """
def sparsity(model, X):
    out = []
    a = X
    for i in range(len(model.layers) - 1):
        a = model.layers[i](a).numpy()
        out.append((a == 0).mean(axis=0))
    return out
""",
                breaks=Aspect.SHAPE,
                message="Yours has a share for each unit. Asked is one share for each hidden layer.",
                hint="`np.mean` without an axis takes all entries together.",
            ),
            Misconception(
                "one_per_example",
                """
def sparsity(model, X):
    parts = [keras.Model(model.inputs[0], layer.output) for layer in model.layers[:-1]]
    return [np.mean(part(X).numpy() == 0, axis=1) for part in parts]
""",
                breaks=Aspect.SHAPE,
                message="Yours has a share for each example. Asked is one share for each hidden layer.",
                hint="`np.mean` without an axis takes all entries together.",
            ),
            Misconception(
                "zeros_an_example",
                """
def sparsity(model, X):
    n = X.shape[0]
    res = []
    for l in model.layers[:-1]:
        X = l(X)
        zeros = keras.ops.sum(keras.ops.cast(X == 0, "float32"))
        res.append(float(zeros) / n)
    return res
""",
                breaks=Values("one"),
                message="Yours is how many zeros an example has. A share is divided by the units as well.",
                hint="Divide by the number of all entries.",
            ),
            Misconception(
                "running_total",
                """
def sparsity(model, X):
    shares = []
    zeros = 0
    total = 0
    for layer in model.layers[:-1]:
        X = layer(X).numpy()
        zeros += np.count_nonzero(X == 0)
        total += X.size
        shares.append(zeros / total)
    return shares
""",
                breaks=Values("several"),
                message="Yours goes on counting: each share is that of all layers so far together.",
                hint="Begin to count anew for each layer.",
            ),
            Misconception(
                "of_the_logits",
                """
def sparsity(model, X):
    out = model.predict(X, verbose=0)
    return [np.mean(out == 0)]
""",
                breaks=Aspect.SHAPE,
                message="Yours looks at the logits, which come after the last hidden layer and have no ReLU.",
                hint="The activations of a hidden layer come out of that layer.",
            ),
        ),
        equivalent={
            ("X == 0", "X + X == 0"): "twice a number is 0 where the number is",
        },
    ),
    "keras.custom_layer": Answers(
        setup=SETUP,
        solution=TWO_SLOPES,
        explanation="The configuration holds what `__init__` needs to make the same layer again.",
        others={
            "two_hinges": TWO_SLOPES.replace(
                "keras.ops.where(x > 0, self.right * x, self.left * x)",
                "self.right * keras.ops.relu(x) - self.left * keras.ops.relu(-x)",
            ),
            "update": TWO_SLOPES.replace(
                '        return {**super().get_config(), "left": self.left, "right": self.right}',
                "        config = super().get_config()\n        config.update(left=self.left, right=self.right)\n        return config",
            ),
            "keras_keeps_it": TWO_SLOPES.split("    def get_config")[0],
            "maximum_minimum": TWO_SLOPES.replace(
                "keras.ops.where(x > 0, self.right * x, self.left * x)",
                "self.right * keras.ops.maximum(x, 0) + self.left * keras.ops.minimum(x, 0)",
            ),
            "kept_as_weights": """
class TwoSlopes(keras.layers.Layer):
    def __init__(self, left=0.0, right=1.0, **kwargs):
        super().__init__(**kwargs)
        constant = keras.initializers.Constant
        self.left = self.add_weight(shape=(), initializer=constant(left), trainable=False)
        self.right = self.add_weight(shape=(), initializer=constant(right), trainable=False)

    def call(self, x):
        return self.right * keras.ops.relu(x) - self.left * keras.ops.relu(-x)

    def get_config(self):
        return {**super().get_config(), "left": float(self.left), "right": float(self.right)}
""",
            "registered": "@keras.saving.register_keras_serializable()" + TWO_SLOPES,
        },
        ranking=(("numpy_inside",), ("forgets_the_slopes", "no_copy")),
        misconceptions=(
            Misconception(
                "forgets_the_slopes",
                TWO_SLOPES.replace(', "left": self.left, "right": self.right', ""),
                Values("config"),
                "The copy has other slopes: your configuration does not hand both back under their names.",
                'Add `"left": self.left` and `"right": self.right` to what `get_config` returns.',
            ),
            Misconception(
                "no_copy",
                TWO_SLOPES.replace(", **kwargs", "").replace("**kwargs", ""),
                Aspect.RUNS,
                "No copy of it can be made: what `get_config` returns does not fit the arguments of `__init__`.",
                "Take `**kwargs` in `__init__` for what Keras adds, such as the name, and call your entries as your arguments.",
            ),
            Misconception(
                "numpy_inside",
                TWO_SLOPES.replace("keras.ops.where", "np.where"),
                Values("gradients"),
                "The outputs are right, and no gradient passes: NumPy's functions leave TensorFlow's record of what was computed.",
                "Use `keras.ops` in `call`, where you would use `np`.",
            ),
            Misconception(
                "swapped",
                TWO_SLOPES.replace("x > 0", "x < 0"),
                Values("outputs"),
                "Left and right are swapped.",
                "`right` is the slope for x above 0.",
            ),
            Misconception(
                "larger_of_two_lines",
                TWO_SLOPES.replace(
                    "keras.ops.where(x > 0, self.right * x, self.left * x)",
                    "keras.ops.maximum(self.left * x, self.right * x)",
                ),
                Values("outputs"),
                "Yours gives the larger of the two lines. That is right only while `right` is at least as steep as `left`.",
                "Let the sign of x choose the slope: `keras.ops.where(x > 0, ...)`.",
            ),
            Misconception(
                "left_is_zero",
                TWO_SLOPES.replace("self.left * x)", "0.0)"),
                Values("outputs"),
                "Yours gives 0 for all negative x: a ReLU that is steeper or flatter.",
                "For negative x the output is `left` times x.",
            ),
            Misconception(
                "wrong_sign",
                TWO_SLOPES.replace("self.left * x)", "-self.left * x)"),
                Values("outputs"),
                "On the left yours has the sign turned around.",
                "A negative x times a positive slope is negative.",
            ),
            Misconception(
                "returns_the_left_arm_only",
                TWO_SLOPES.replace("self.right * x,", "x,"),
                Values("outputs"),
                "On the right yours has the slope 1, whatever `right` is.",
                "For positive x the output is `right` times x.",
            ),
        ),
        equivalent={
            ("left=0.0", "left=-0.0"): "minus 0 is 0",
            ("x > 0", "x >= 0"): "at 0 both arms give 0; the slope there is left open",
            ("x > 0", "x + x > 0"): "twice a number has its sign",
        },
    ),
    "keras.default_start": Answers(
        setup=SETUP,
        solution='default_start = "C"',
        explanation="The variance is 2 / (n + n) = 1/n; n times 1/n is 1, and ReLU keeps half.",
        misconceptions=(
            Misconception(
                "A",
                'default_start = "A"',
                Values("default_start"),
                "A factor of 2 would make the signal explode: that takes weights of variance 4/n.",
                "The factor is half of n times the variance of the weights.",
            ),
            Misconception(
                "B",
                'default_start = "B"',
                Values("default_start"),
                "A factor of 1 needs the variance 2/n. For n inputs and n units Keras' default is half of that.",
                "Put n and n into 2 / (inputs + outputs).",
            ),
            Misconception(
                "D",
                'default_start = "D"',
                Values("default_start"),
                "1/4 is the largest slope of sigmoid. Here it is about the variance, and about ReLU.",
                "The factor is half of n times the variance of the weights.",
            ),
        ),
    ),
    "keras.he_classifier": Answers(
        setup=SETUP,
        solution=HE,
        explanation="`he_normal` draws the weights with the variance 2/n, for n inputs.",
        others={
            "uniform": HE.replace("he_normal", "he_uniform"),
            "object": HE.replace('"he_normal"', "keras.initializers.HeNormal()"),
            "scaled": HE.replace(
                '"he_normal"',
                'keras.initializers.VarianceScaling(2.0, mode="fan_in", distribution="untruncated_normal")',
            ),
            "functional": """
def build_he_classifier(inputs, hidden, classes):
    x = given = keras.Input((inputs,))
    for units in hidden:
        spread = keras.initializers.RandomNormal(stddev=(2 / x.shape[-1]) ** 0.5)
        x = keras.layers.ReLU()(keras.layers.Dense(units, kernel_initializer=spread)(x))
    return keras.Model(given, keras.layers.Dense(classes, kernel_initializer="he_normal")(x))
""",
        },
        ranking=(("zeros", "lecun", "default"),),
        misconceptions=(
            Misconception(
                "default",
                HE.replace(', kernel_initializer="he_normal"', ""),
                Values("spread"),
                "The hidden layers have the variance of Keras' default, 2 / (inputs + outputs).",
                "Name the initializer for each hidden layer.",
            ),
            Misconception(
                "lecun",
                HE.replace("he_normal", "lecun_normal"),
                Values("spread"),
                "The variance is 1/n: that is LeCun's start, and half of what ReLU needs.",
                "He's initializers begin with `he_`.",
            ),
            Misconception(
                "zeros",
                HE.replace("he_normal", "zeros"),
                Values("spread"),
                "All weights of a layer are the same: then all its units compute the same and learn the same.",
                "He's initializers begin with `he_`.",
            ),
            Misconception(
                "relu_on_logits",
                HE.replace("Dense(classes)", 'Dense(classes, activation="relu", kernel_initializer="he_normal")'),
                Values("outputs"),
                "Your last layer has a ReLU as well: its logits can never be negative.",
                "Give the last layer no activation.",
            ),
        ),
        equivalent={
            ("[keras.Input(shape=(inputs,))]", ""): BUILT_LATER,
            ("keras.Input(shape=(inputs,))", ""): BUILT_LATER,
        },
    ),
}
