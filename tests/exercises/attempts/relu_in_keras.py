"""Attempts at the exercises of notebook 05.

Names that ought to exist and what the learner is told:

parameter_count
- other_network: this is the count of the network above, with 64 and 32 units; asked for is 32 and 16.
- last_biases_missing: the ten biases of the last layer are missing.
- no_last_layer: these are the two hidden layers alone; the last layer has parameters as well.
- bias_for_each_input: you counted one bias for each input of a layer; there is one for each unit.
- inputs_and_units: these are the inputs and units added up; a layer has inputs times units weights.
- all_multiplied: you multiplied all the widths; each layer has its own product, and these are added.
- comma: `25,818` is two numbers in Python, a tuple; leave the comma out.
- not_added_up: these are the counts of the layers; add them up.
- text: this is a text; write the number without quotation marks.

classifier, mend and he_classifier
- sigmoid, tanh, leaky (hidden layers): your hidden layers have another activation than ReLU.
- sigmoid_on_logits: your last layer squeezes the logits to between 0 and 1.
- two_hidden_layers: your network always has two hidden layers, whatever `hidden` says.
- notebook_network: always the network of section 1, whatever the arguments are.
- reversed_order: the hidden layers come in the wrong order.
- last_hidden_missing: the last hidden layer is missing.
- extra_layer: a layer too many, with as many units as there are inputs; `Input` is no Dense layer.
- only_the_first_bends: only the first hidden layer has a ReLU.
- without_biases: the layers have no biases.
- swapped_ends: inputs and classes are swapped.
- dropout: in training a part of the activations is thrown away, which was not asked for.
- batch_normalization: further layers, not asked for.
- not_a_model: you return layers or outputs, and not a model.
- forgot_return: None comes back.
- one_model_for_all: each call adds to the same model.
- other_widths: the layers have other widths than asked for.
- relu_on_inputs: the ReLU stands before the first layer, and cuts the inputs.

sparsity
- always_the_inputs: each layer is given the inputs X, and not what the layer before it gives.
- first_layer_only: you return after the first layer.
- one_per_unit, one_per_example: one number for each unit (example); asked for is one for each layer.
- of_the_weights: you count the zeros among the weights, not among the activations.
- nearly_zero: you also count what is nearly 0; asked for is exactly 0.
- below_zero: you count what is below 0; after a ReLU nothing is.
- without_biases: the activations are computed without the biases.
- zeros_an_example: this is how many zeros an example has; divide by the number of units as well.
- running_total: the counts go on from layer to layer; begin anew with each.
- two_layers: two hidden layers are taken for granted.
- skips_the_first: the first hidden layer is missing; `Input` is not among `model.layers`.
- of_the_logits: you look at the outputs of the network, the logits.
- before_relu: you look for zeros before the ReLU.
- dictionary: a dictionary, where a list is due.

custom_layer
- ignores_the_slopes: the layer computes the same whatever `left` and `right` are.
- adds_the_arms: on the right the slope is left + right.
- without_super_config: what `super().get_config()` returns is missing.
- get_config_returns_nothing: `get_config` returns None.
- two_dimensions_alone: works for rows of examples and not for other shapes.
- other_defaults: `TwoSlopes()` is not ReLU.
- whole_slopes: the slopes are rounded to whole numbers.
- bend_at_left: bends at x = left and not at 0.
- no_super_init: `super().__init__` is missing.

he_classifier
- fixed_spread: the spread is the same for all widths; He's depends on the number of inputs.
- first_only: only the first hidden layer has He's start.
- fan_out: the variance is 2 / units, with the outputs in place of the inputs.
- variance_as_spread: 2/n is the variance; the standard deviation is its root.
- not_centered: the weights do not lie around 0.
- softmax, no_activation, input_shape: as in classifier.
"""

from tests.exercises.attempts import Attempt

WRONG_NUMBER = (0.0, 0.34)
WRONG_FUNCTION = (0.0, 0.34)
NOTHING = (0.0, 0.2)

ATTEMPTS = {
    "keras.parameter_count": {
        "weights_in_a_loop": Attempt(
            """
widths = [784, 32, 16, 10]
parameter_count = 0
for i in range(3):
    parameter_count += widths[i] * widths[i + 1]
""",
            due=("no_biases",),
            share=WRONG_NUMBER,
        ),
        "units_are_biases_but_of_inputs": Attempt(
            """
layers = [784, 32, 16, 10]
parameter_count = sum(a * b for a, b in zip(layers, layers[1:])) + sum(layers)
""",
            due=("input_layer",),
            share=WRONG_NUMBER,
        ),
        "network_of_the_cell_above": Attempt(
            """
model = keras.Sequential(
    [
        keras.Input(shape=(784,)),
        keras.layers.Dense(64, activation="relu"),
        keras.layers.Dense(32, activation="relu"),
        keras.layers.Dense(10),
    ]
)
parameter_count = model.count_params()
""",
            due=("other_network",),
            share=WRONG_NUMBER,
        ),
        "last_biases_forgotten": Attempt(
            """
first = 784 * 32 + 32
second = 32 * 16 + 16
third = 16 * 10
parameter_count = first + second + third
""",
            due=("last_biases_missing",),
            share=WRONG_NUMBER,
        ),
        "hidden_layers_only": Attempt(
            "parameter_count = (784 + 1) * 32 + (32 + 1) * 16",
            due=("no_last_layer",),
            share=WRONG_NUMBER,
        ),
        "a_bias_for_each_input": Attempt(
            """
def dense(n_in, n_out):
    return n_in * n_out + n_in

parameter_count = dense(784, 32) + dense(32, 16) + dense(16, 10)
""",
            due=("bias_for_each_input",),
            share=WRONG_NUMBER,
        ),
        "thousands_with_a_comma": Attempt(
            "parameter_count = 25,818",
            due=("comma",),
            shows="is a tuple; expected a number",
            share=(0.0, 0.6),
        ),
        "in_quotes": Attempt(
            'parameter_count = "25818"',
            due=("text",),
            shows="is a text; expected a number",
            share=(0.0, 0.7),
        ),
        "sum_of_everything": Attempt(
            "parameter_count = 784 + 32 + 16 + 10",
            due=("inputs_and_units",),
            share=WRONG_NUMBER,
        ),
        "product_of_everything": Attempt(
            "parameter_count = 784 * 32 * 16 * 10",
            due=("all_multiplied",),
            share=WRONG_NUMBER,
        ),
        # Two faults: the biases are missing, and the inputs are counted.
        "inputs_and_no_biases": Attempt(
            """
parameter_count = 784
parameter_count += 784 * 32
parameter_count += 32 * 16
parameter_count += 16 * 10
""",
            due=("no_biases", "input_layer"),
            share=WRONG_NUMBER,
        ),
        # Two faults: layer by layer, and without the biases.
        "list_without_biases": Attempt(
            "parameter_count = [784 * 32, 32 * 16, 16 * 10]",
            due=("not_added_up", "no_biases"),
            shows="is a list; expected a number",
            share=WRONG_NUMBER,
        ),
        # Two faults: the other network, and without its biases.
        "other_network_without_biases": Attempt(
            "parameter_count = 784*64 + 64*32 + 32*10",
            due=("other_network", "no_biases"),
            share=WRONG_NUMBER,
        ),
        # Two faults: the last layer is missing, and the biases are.
        "two_products": Attempt(
            "parameter_count = 784 * 32 + 32 * 16",
            due=("no_last_layer", "no_biases"),
            share=WRONG_NUMBER,
        ),
        "method_not_called": Attempt(
            """
net = keras.Sequential([keras.Input((784,)), keras.layers.Dense(32), keras.layers.Dense(16), keras.layers.Dense(10)])
parameter_count = net.count_params
""",
            shows="count_params",
            share=(0.0, 0.5),
        ),
    },
    "keras.classifier": {
        "two_layers_taken_for_granted": Attempt(
            """
def build_classifier(inputs, hidden, classes):
    model = keras.Sequential([
        keras.Input(shape=(inputs,)),
        keras.layers.Dense(hidden[0], activation='relu'),
        keras.layers.Dense(hidden[1], activation='relu'),
        keras.layers.Dense(classes),
    ])
    return model
""",
            due=("two_hidden_layers",),
            share=(0.1, 0.5),
        ),
        "notebook_copied": Attempt(
            """
def build_classifier(inputs, hidden, classes):
    model = keras.Sequential(
        [
            keras.Input(shape=(784,)),
            keras.layers.Dense(64, activation="relu"),
            keras.layers.Dense(32, activation="relu"),
            keras.layers.Dense(10),
        ]
    )
    return model
""",
            due=("notebook_network",),
            share=NOTHING,
        ),
        "sigmoid_in_hidden": Attempt(
            """
def build_classifier(inputs, hidden, classes):
    x_in = keras.layers.Input(shape=(inputs,))
    h = x_in
    for n in hidden:
        h = keras.layers.Dense(n, activation="sigmoid")(h)
    out = keras.layers.Dense(classes)(h)
    return keras.Model(inputs=x_in, outputs=out)
""",
            due=("sigmoid",),
            share=WRONG_FUNCTION,
        ),
        "tanh_layers": Attempt(
            """
def build_classifier(inputs, hidden, classes):
    model = keras.models.Sequential()
    model.add(keras.Input((inputs,)))
    for h in hidden:
        model.add(keras.layers.Dense(h))
        model.add(keras.layers.Activation("tanh"))
    model.add(keras.layers.Dense(classes))
    return model
""",
            due=("tanh",),
            share=WRONG_FUNCTION,
        ),
        "leaky_layers": Attempt(
            """
def build_classifier(inputs, hidden, classes):
    model = keras.models.Sequential()
    model.add(keras.Input((inputs,)))
    for h in hidden:
        model.add(keras.layers.Dense(h))
        model.add(keras.layers.LeakyReLU(negative_slope=0.1))
    model.add(keras.layers.Dense(classes))
    return model
""",
            due=("leaky",),
            share=(0.0, 0.4),
        ),
        # Two faults.
        "old_way_and_relu_at_the_end": Attempt(
            """
def build_classifier(inputs, hidden, classes):
    model = keras.Sequential()
    for i, h in enumerate(list(hidden) + [classes]):
        if i == 0:
            model.add(keras.layers.Dense(h, activation='relu', input_shape=(inputs,)))
        else:
            model.add(keras.layers.Dense(h, activation='relu'))
    return model
""",
            due=("input_shape", "relu_on_logits"),
            share=WRONG_FUNCTION,
        ),
        # Two faults.
        "old_way_and_softmax": Attempt(
            """
def build_classifier(inputs, hidden, classes):
    from keras.models import Sequential
    from keras.layers import Dense
    model = Sequential()
    model.add(Dense(hidden[0], input_dim=inputs, activation='relu'))
    for units in hidden[1:]:
        model.add(Dense(units, activation='relu'))
    model.add(Dense(classes, activation='softmax'))
    return model
""",
            due=("input_shape", "softmax"),
            share=WRONG_FUNCTION,
        ),
        # Two faults.
        "linear_and_softmax": Attempt(
            """
def build_classifier(inputs, hidden, classes):
    layers = [keras.Input(shape=(inputs,))]
    for units in hidden:
        layers.append(keras.layers.Dense(units))
    layers.append(keras.layers.Dense(classes))
    layers.append(keras.layers.Softmax())
    return keras.Sequential(layers)
""",
            due=("no_activation", "softmax"),
            share=NOTHING,
        ),
        # Two faults.
        "relu6_and_relu_on_logits": Attempt(
            """
def build_classifier(inputs, hidden, classes):
    i = keras.Input(shape=(inputs,))
    x = i
    for width in hidden + (classes,):
        x = keras.layers.Dense(width)(x)
        x = keras.layers.ReLU(max_value=6)(x)
    return keras.Model(i, x)
""",
            due=("cap_at_six", "relu_on_logits"),
            share=WRONG_FUNCTION,
        ),
        "sigmoid_at_the_end": Attempt(
            """
def build_classifier(inputs, hidden, classes):
    model = keras.Sequential([keras.Input(shape=(inputs,))])
    for units in hidden:
        model.add(keras.layers.Dense(units, activation=keras.activations.relu))
    model.add(keras.layers.Dense(classes, activation=keras.activations.sigmoid))
    return model
""",
            due=("sigmoid_on_logits",),
            share=WRONG_FUNCTION,
        ),
        "backwards": Attempt(
            """
def build_classifier(inputs, hidden, classes):
    layers = []
    for units in hidden:
        layers.insert(0, keras.layers.Dense(units, activation="relu"))
    return keras.Sequential([keras.Input(shape=(inputs,))] + layers + [keras.layers.Dense(classes)])
""",
            due=("reversed_order",),
            share=(0.0, 0.5),
        ),
        "off_by_one": Attempt(
            """
def build_classifier(inputs, hidden, classes):
    model = keras.Sequential()
    model.add(keras.Input(shape=(inputs,)))
    for i in range(len(hidden) - 1):
        model.add(keras.layers.Dense(hidden[i], activation="relu"))
    model.add(keras.layers.Dense(classes))
    return model
""",
            due=("last_hidden_missing",),
            share=(0.0, 0.4),
        ),
        "input_as_a_dense_layer": Attempt(
            """
def build_classifier(inputs, hidden, classes):
    model = keras.Sequential()
    model.add(keras.Input(shape=(inputs,)))
    model.add(keras.layers.Dense(inputs, activation="relu"))
    for units in hidden:
        model.add(keras.layers.Dense(units, activation="relu"))
    model.add(keras.layers.Dense(classes))
    return model
""",
            due=("extra_layer",),
            share=(0.0, 0.4),
        ),
        "relu_in_the_first_only": Attempt(
            """
def build_classifier(inputs, hidden, classes):
    model = keras.Sequential([keras.Input(shape=(inputs,)), keras.layers.Dense(hidden[0], activation="relu")])
    for units in hidden[1:]:
        model.add(keras.layers.Dense(units))
    model.add(keras.layers.Dense(classes))
    return model
""",
            due=("only_the_first_bends",),
            share=(0.0, 0.5),
        ),
        "no_bias": Attempt(
            """
def build_classifier(inputs, hidden, classes):
    dense = [keras.layers.Dense(h, activation="relu", use_bias=False) for h in hidden]
    return keras.Sequential([keras.Input(shape=(inputs,)), *dense, keras.layers.Dense(classes, use_bias=False)])
""",
            due=("without_biases",),
            share=(0.0, 0.4),
        ),
        "dropout_after_each": Attempt(
            """
def build_classifier(inputs, hidden, classes):
    model = keras.Sequential()
    model.add(keras.Input(shape=(inputs,)))
    for units in hidden:
        model.add(keras.layers.Dense(units, activation="relu"))
        model.add(keras.layers.Dropout(0.2))
    model.add(keras.layers.Dense(classes))
    return model
""",
            due=("dropout",),
            share=(0.3, 0.9),
        ),
        "batch_norm_after_each": Attempt(
            """
def build_classifier(inputs, hidden, classes):
    model = keras.Sequential()
    model.add(keras.Input(shape=(inputs,)))
    for units in hidden:
        model.add(keras.layers.Dense(units))
        model.add(keras.layers.BatchNormalization())
        model.add(keras.layers.Activation("relu"))
    model.add(keras.layers.Dense(classes))
    return model
""",
            due=("batch_normalization",),
            share=(0.0, 0.5),
        ),
        "summary_returned": Attempt(
            """
def build_classifier(inputs, hidden, classes):
    model = keras.Sequential([keras.Input(shape=(inputs,))])
    for units in hidden:
        model.add(keras.layers.Dense(units, activation="relu"))
    model.add(keras.layers.Dense(classes))
    return model.summary()
""",
            shows="None",
            share=NOTHING,
        ),
        "list_of_layers": Attempt(
            """
def build_classifier(inputs, hidden, classes):
    layers = [keras.Input(shape=(inputs,))]
    for units in hidden:
        layers.append(keras.layers.Dense(units, activation="relu"))
    layers.append(keras.layers.Dense(classes))
    return layers
""",
            due=("not_a_model",),
            share=NOTHING,
        ),
        "output_in_place_of_the_model": Attempt(
            """
def build_classifier(inputs, hidden, classes):
    x = keras.Input(shape=(inputs,))
    for units in hidden:
        x = keras.layers.Dense(units, activation="relu")(x)
    return keras.layers.Dense(classes)(x)
""",
            due=("not_a_model",),
            share=NOTHING,
        ),
        "ends_swapped": Attempt(
            """
def build_classifier(classes, hidden, inputs):
    model = keras.Sequential([keras.Input(shape=(inputs,))])
    for units in hidden:
        model.add(keras.layers.Dense(units, activation="relu"))
    model.add(keras.layers.Dense(classes))
    return model
""",
            due=("swapped_ends",),
            share=WRONG_FUNCTION,
        ),
        "model_outside": Attempt(
            """
model = keras.Sequential()

def build_classifier(inputs, hidden, classes):
    model.add(keras.Input(shape=(inputs,)))
    for units in hidden:
        model.add(keras.layers.Dense(units, activation="relu"))
    model.add(keras.layers.Dense(classes))
    return model
""",
            due=("one_model_for_all",),
            share=(0.0, 0.5),
        ),
        "tuple_as_units": Attempt(
            """
def build_classifier(inputs, hidden, classes):
    return keras.Sequential([
        keras.Input(shape=(inputs,)),
        keras.layers.Dense(hidden, activation="relu"),
        keras.layers.Dense(classes),
    ])
""",
            shows="build_classifier(",
            share=NOTHING,
        ),
        "last_layer_not_called": Attempt(
            """
def build_classifier(inputs, hidden, classes):
    inp = keras.Input(shape=(inputs,))
    x = inp
    for units in hidden:
        x = keras.layers.Dense(units, activation="relu")(x)
    out = keras.layers.Dense(classes)
    return keras.Model(inp, x)
""",
            due=("no_output_layer",),
            share=WRONG_FUNCTION,
        ),
    },
    "keras.mend": {
        # Two faults.
        "only_the_input": Attempt(
            """
def mended():
    model = keras.Sequential()
    model.add(keras.Input(shape=(6,)))
    model.add(keras.layers.Dense(9))
    model.add(keras.layers.Dense(7, activation="relu"))
    model.add(keras.layers.Dense(3, activation="relu"))
    return model
""",
            due=("first_layer_linear", "relu_on_logits", "still_broken"),
            share=(0.0, 0.34),
        ),
        # Two faults.
        "only_the_first_relu": Attempt(
            """
def mended():
    return keras.Sequential([
        keras.layers.Dense(9, activation=keras.ops.relu, input_shape=(6,)),
        keras.layers.Dense(7, activation=keras.ops.relu),
        keras.layers.Dense(3, activation=keras.ops.relu),
    ])
""",
            due=("input_shape", "relu_on_logits"),
            share=(0.0, 0.34),
        ),
        # Two faults.
        "only_the_last": Attempt(
            """
def mended():
    layers = [keras.layers.Dense(9, input_shape=(6,)), keras.layers.Dense(7), keras.layers.ReLU(), keras.layers.Dense(3)]
    return keras.Sequential(layers)
""",
            due=("input_shape", "first_layer_linear"),
            share=(0.0, 0.34),
        ),
        # Two faults.
        "linear_first_softmax_last": Attempt(
            """
def mended():
    x_in = keras.Input(shape=(6,))
    x = keras.layers.Dense(9)(x_in)
    x = keras.layers.Dense(7, activation="relu")(x)
    out = keras.activations.softmax(keras.layers.Dense(3)(x))
    return keras.Model(x_in, out)
""",
            due=("first_layer_linear", "softmax"),
            share=(0.0, 0.34),
        ),
        "sigmoid_last": Attempt(
            """
def mended():
    return keras.Sequential(
        [
            keras.Input(shape=(6,)),
            keras.layers.Dense(9, activation="relu"),
            keras.layers.Dense(7, activation="relu"),
            keras.layers.Dense(3, activation="sigmoid"),
        ]
    )
""",
            due=("sigmoid_on_logits",),
            share=WRONG_FUNCTION,
        ),
        "no_relu_anywhere": Attempt(
            """
def mended():
    return keras.Sequential([keras.Input(shape=(6,))] + [keras.layers.Dense(n) for n in (9, 7, 3)])
""",
            due=("no_activation",),
            share=NOTHING,
        ),
        "no_return": Attempt(
            """
def mended():
    model = keras.Sequential([
        keras.Input(shape=(6,)),
        keras.layers.Dense(9, activation="relu"),
        keras.layers.Dense(7, activation="relu"),
        keras.layers.Dense(3),
    ])
    model.summary()
""",
            shows="None",
            share=NOTHING,
        ),
        "widths_swapped": Attempt(
            """
def mended():
    model = keras.models.Sequential()
    model.add(keras.layers.Input(shape=(6,)))
    model.add(keras.layers.Dense(7, activation="relu"))
    model.add(keras.layers.Dense(9, activation="relu"))
    model.add(keras.layers.Dense(3))
    return model
""",
            due=("other_widths", "reversed_order"),
            share=(0.0, 0.5),
        ),
        "six_units_first": Attempt(
            """
def mended():
    return keras.Sequential(
        [
            keras.Input(shape=(6,)),
            keras.layers.Dense(6, activation="relu"),
            keras.layers.Dense(9, activation="relu"),
            keras.layers.Dense(7, activation="relu"),
            keras.layers.Dense(3),
        ]
    )
""",
            due=("extra_layer",),
            share=(0.0, 0.4),
        ),
        "leaky_mended": Attempt(
            """
def mended():
    i = keras.Input(shape=(6,))
    a = keras.layers.LeakyReLU()(keras.layers.Dense(9)(i))
    b = keras.layers.LeakyReLU()(keras.layers.Dense(7)(a))
    return keras.Model(i, keras.layers.Dense(3)(b))
""",
            due=("leaky",),
            share=(0.0, 0.4),
        ),
        "tanh_first": Attempt(
            """
def mended():
    return keras.Sequential([
        keras.Input((6,)),
        keras.layers.Dense(9, activation="tanh"),
        keras.layers.Dense(7, activation="relu"),
        keras.layers.Dense(3),
    ])
""",
            due=("tanh",),
            share=(0.0, 0.4),
        ),
        "old_input_layer": Attempt(
            """
def mended():
    model = keras.Sequential()
    model.add(keras.layers.InputLayer(input_shape=(6,)))
    for n in [9, 7]:
        model.add(keras.layers.Dense(n, activation="relu"))
    model.add(keras.layers.Dense(3))
    return model
""",
            due=("input_shape",),
            share=(0.6, 0.95),
        ),
        "relu_before_the_layers": Attempt(
            """
def mended():
    return keras.Sequential([
        keras.Input((6,)),
        keras.layers.ReLU(),
        keras.layers.Dense(9),
        keras.layers.ReLU(),
        keras.layers.Dense(7),
        keras.layers.Dense(3),
    ])
""",
            due=("relu_on_inputs",),
            share=WRONG_FUNCTION,
        ),
        "repaired_afterwards": Attempt(
            """
def broken():
    return keras.Sequential(
        [
            keras.layers.Dense(9, input_shape=(6,)),
            keras.layers.Dense(7, activation="relu"),
            keras.layers.Dense(3, activation="relu"),
        ]
    )

def mended():
    model = broken()
    model.layers[0].activation = keras.activations.relu
    model.layers[-1].activation = keras.activations.linear
    return model
""",
            due=("input_shape",),
            share=(0.6, 0.95),
        ),
        "relu_layer_at_the_end": Attempt(
            """
def mended():
    model = keras.Sequential()
    model.add(keras.Input(shape=(6,)))
    for width in (9, 7, 3):
        model.add(keras.layers.Dense(width))
        model.add(keras.layers.Activation("relu"))
    return model
""",
            due=("relu_on_logits",),
            share=(0.0, 0.4),
        ),
        "relu_quoted_wrongly": Attempt(
            """
def mended():
    return keras.Sequential([
        keras.Input(shape=(6,)),
        keras.layers.Dense(9, activation="ReLu"),
        keras.layers.Dense(7, activation="ReLu"),
        keras.layers.Dense(3),
    ])
""",
            shows="ReLu",
            share=NOTHING,
        ),
    },
    "keras.sparsity": {
        "inputs_to_every_layer": Attempt(
            """
def sparsity(model, X):
    result = []
    for layer in model.layers[:-1]:
        activations = layer(X)
        result.append(np.mean(activations == 0))
    return result
""",
            due=("always_the_inputs",),
            share=(0.0, 0.4),
        ),
        "return_in_the_loop": Attempt(
            """
def sparsity(model, X):
    shares = []
    for layer in model.layers[:-1]:
        X = layer(X)
        shares.append(np.mean(X == 0))
        return shares
""",
            due=("first_layer_only",),
            share=(0.0, 0.5),
        ),
        "mean_over_rows": Attempt(
            """
def sparsity(model, X):
    out = []
    a = X
    for i in range(len(model.layers) - 1):
        a = model.layers[i](a).numpy()
        out.append((a == 0).mean(axis=0))
    return out
""",
            due=("one_per_unit",),
            share=WRONG_FUNCTION,
        ),
        "mean_over_columns": Attempt(
            """
def sparsity(model, X):
    parts = [keras.Model(model.inputs[0], layer.output) for layer in model.layers[:-1]]
    return [np.mean(part(X).numpy() == 0, axis=1) for part in parts]
""",
            due=("one_per_example",),
            share=WRONG_FUNCTION,
        ),
        "zeros_among_the_weights": Attempt(
            """
def sparsity(model, X):
    shares = []
    for layer in model.layers[:-1]:
        W, b = layer.get_weights()
        shares.append(np.sum(W == 0) / W.size)
    return shares
""",
            due=("of_the_weights", "result_constant"),
            share=NOTHING,
        ),
        "close_to_zero": Attempt(
            """
def sparsity(model, X):
    shares = []
    h = X
    for layer in model.layers[:-1]:
        h = layer(h).numpy()
        shares.append(float((np.abs(h) < 0.1).mean()))
    return shares
""",
            due=("nearly_zero",),
            share=(0.0, 0.5),
        ),
        "below_zero_after_relu": Attempt(
            """
def sparsity(model, X):
    shares = []
    for layer in model.layers[:-1]:
        X = layer(X).numpy()
        shares.append(len(X[X < 0]) / X.size)
    return shares
""",
            due=("below_zero", "result_constant"),
            share=WRONG_FUNCTION,
        ),
        "by_hand_without_bias": Attempt(
            """
def sparsity(model, X):
    shares = []
    for layer in model.layers[:-1]:
        W = layer.get_weights()[0]
        X = np.maximum(0, np.dot(X, W))
        shares.append(np.mean(X == 0))
    return shares
""",
            due=("without_biases",),
            share=(0.0, 0.45),
        ),
        "divided_by_examples": Attempt(
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
            due=("zeros_an_example",),
            share=WRONG_FUNCTION,
        ),
        "not_set_back": Attempt(
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
            due=("running_total",),
            share=(0.0, 0.5),
        ),
        "two_layers_by_name": Attempt(
            """
def sparsity(model, X):
    h1 = model.layers[0](X)
    h2 = model.layers[1](h1)
    return [np.mean(h1 == 0), np.mean(h2 == 0)]
""",
            due=("two_layers",),
            share=(0.1, 0.6),
        ),
        "input_counted_as_layer": Attempt(
            """
def sparsity(model, X):
    shares = []
    for layer in model.layers[1:-1]:
        part = keras.Model(model.inputs, layer.output)
        shares.append(np.mean(part.predict(X, verbose=0) == 0))
    return shares
""",
            due=("skips_the_first",),
            share=(0.0, 0.5),
        ),
        # Two faults: the first is missing and the logits are counted.
        "shifted_by_one": Attempt(
            """
def sparsity(model, X):
    shares = []
    for layer in model.layers[1:]:
        part = keras.Model(model.inputs, layer.output)
        shares.append(np.mean(part.predict(X, verbose=0) == 0))
    return shares
""",
            due=("skips_the_first", "with_the_logits"),
            share=WRONG_FUNCTION,
        ),
        # Two faults.
        "percent_of_all_layers": Attempt(
            """
def sparsity(model, X):
    shares = []
    for layer in model.layers:
        X = np.array(layer(X))
        shares.append(100 * (X == 0).sum() / X.size)
    return shares
""",
            due=("percent", "with_the_logits"),
            share=WRONG_FUNCTION,
        ),
        # Two faults.
        "active_of_the_whole_network": Attempt(
            """
def sparsity(model, X):
    active = []
    for layer in model.layers[:-1]:
        X = layer(X)
        active.append(np.count_nonzero(X) / np.size(X))
    return sum(active) / len(active)
""",
            due=("share_that_is_on", "one_number"),
            share=NOTHING,
        ),
        # Two faults.
        "dead_units_counted": Attempt(
            """
def sparsity(model, X):
    counts = []
    for layer in model.layers[:-1]:
        X = layer(X).numpy()
        dead = 0
        for unit in range(X.shape[1]):
            if X[:, unit].max() == 0:
                dead += 1
        counts.append(dead)
    return counts
""",
            due=("dead_units", "counts"),
            share=WRONG_FUNCTION,
        ),
        "only_the_outputs": Attempt(
            """
def sparsity(model, X):
    out = model.predict(X, verbose=0)
    return [np.mean(out == 0)]
""",
            due=("of_the_logits",),
            share=NOTHING,
        ),
        "pre_activations": Attempt(
            """
def sparsity(model, X):
    shares = []
    a = X
    for layer in model.layers[:-1]:
        weights, bias = layer.get_weights()
        z = a @ weights + bias
        shares.append(np.mean(z == 0))
        a = np.maximum(z, 0)
    return shares
""",
            due=("before_relu", "result_constant"),
            share=WRONG_FUNCTION,
        ),
        "dict_by_name": Attempt(
            """
def sparsity(model, X):
    shares = {}
    for layer in model.layers[:-1]:
        X = layer(X)
        shares[layer.name] = np.mean(X == 0)
    return shares
""",
            due=("dictionary",),
            share=(0.0, 0.6),
        ),
        "printed": Attempt(
            """
def sparsity(model, X):
    for layer in model.layers[:-1]:
        X = layer(X)
        print(np.mean(X == 0))
""",
            shows="None",
            due=("form_nothing_returned",),
            share=NOTHING,
        ),
        "rounded_shares": Attempt(
            """
def sparsity(model, X):
    shares = []
    for layer in model.layers[:-1]:
        X = layer(X)
        shares.append(round(float(np.mean(X == 0)), 1))
    return shares
""",
            due=("result_rounded",),
            share=(0.1, 0.6),
        ),
        "shares_and_activations": Attempt(
            """
def sparsity(model, X):
    shares, activations = [], []
    for layer in model.layers[:-1]:
        X = layer(X)
        activations.append(X)
        shares.append(np.mean(X == 0))
    return shares, activations
""",
            due=("form_extra_results",),
            share=(0.0, 0.6),
        ),
    },
    "keras.custom_layer": {
        "if_on_the_array": Attempt(
            """
class TwoSlopes(keras.layers.Layer):
    def __init__(self, left=0.0, right=1.0, **kwargs):
        super().__init__(**kwargs)
        self.left = left
        self.right = right

    def call(self, x):
        if x > 0:
            return self.right * x
        else:
            return self.left * x

    def get_config(self):
        config = super().get_config()
        config["left"] = self.left
        config["right"] = self.right
        return config
""",
            due=("form_one_truth_value",),
            share=(0.0, 0.34),
        ),
        "slopes_not_used": Attempt(
            """
class TwoSlopes(keras.layers.Layer):
    def __init__(self, left=0.0, right=1.0, **kwargs):
        super().__init__(**kwargs)
        self.left = left
        self.right = right

    def call(self, x):
        return keras.activations.relu(x)

    def get_config(self):
        config = super().get_config()
        config.update({"left": self.left, "right": self.right})
        return config
""",
            due=("ignores_the_slopes", "left_is_zero", "returns_the_left_arm_only"),
            share=WRONG_FUNCTION,
        ),
        "slopes_not_kept": Attempt(
            """
class TwoSlopes(keras.layers.Layer):
    def __init__(self, left=0.0, right=1.0, **kwargs):
        super().__init__(**kwargs)

    def call(self, x):
        return keras.ops.where(x > 0, right * x, left * x)
""",
            shows="right",
            share=NOTHING,
        ),
        "arms_added": Attempt(
            """
class TwoSlopes(keras.layers.Layer):
    def __init__(self, left=0.0, right=1.0, **kwargs):
        super().__init__(**kwargs)
        self.left = left
        self.right = right

    def call(self, x):
        return self.left * x + self.right * keras.ops.relu(x)

    def get_config(self):
        config = super().get_config()
        config.update(left=self.left, right=self.right)
        return config
""",
            due=("adds_the_arms",),
            share=WRONG_FUNCTION,
        ),
        "config_without_super": Attempt(
            """
class TwoSlopes(keras.layers.Layer):
    def __init__(self, left=0.0, right=1.0, **kwargs):
        super().__init__(**kwargs)
        self.left = left
        self.right = right

    def call(self, x):
        pos = keras.ops.maximum(x, 0.0)
        neg = keras.ops.minimum(x, 0.0)
        return self.right * pos + self.left * neg

    def get_config(self):
        return {"left": self.left, "right": self.right}
""",
            due=("without_super_config",),
            share=(0.6, 0.95),
        ),
        "config_not_returned": Attempt(
            """
class TwoSlopes(keras.layers.Layer):
    def __init__(self, left=0.0, right=1.0, **kwargs):
        super().__init__(**kwargs)
        self.left = left
        self.right = right

    def call(self, x):
        return keras.ops.where(x > 0, self.right * x, self.left * x)

    def get_config(self):
        config = super().get_config()
        config.update({"left": self.left, "right": self.right})
""",
            due=("get_config_returns_nothing", "no_copy"),
            share=(0.2, 0.7),
        ),
        "config_with_the_defaults": Attempt(
            """
class TwoSlopes(keras.layers.Layer):
    def __init__(self, left=0.0, right=1.0, **kwargs):
        super().__init__(**kwargs)
        self.left, self.right = left, right

    def call(self, x):
        return keras.ops.where(x <= 0, x * self.left, x * self.right)

    def get_config(self):
        base = super().get_config()
        return dict(list(base.items()) + list({"left": 0.0, "right": 1.0}.items()))
""",
            due=("forgets_the_slopes",),
            share=(0.4, 0.75),
        ),
        "config_with_other_keys": Attempt(
            """
class TwoSlopes(keras.layers.Layer):
    def __init__(self, left=0.0, right=1.0, **kwargs):
        super().__init__(**kwargs)
        self.l = left
        self.r = right

    def call(self, x):
        return keras.ops.where(x > 0, self.r * x, self.l * x)

    def get_config(self):
        config = super().get_config()
        config.update({"l": self.l, "r": self.r})
        return config
""",
            due=("no_copy",),
            share=(0.3, 0.75),
        ),
        # Two faults.
        "leaky_without_config": Attempt(
            """
class TwoSlopes(keras.layers.Layer):
    def __init__(self, left=0.0, right=1.0, **kwargs):
        super().__init__(**kwargs)
        self.slope = left

    def call(self, x):
        return keras.activations.leaky_relu(x, negative_slope=self.slope)

    def get_config(self):
        return super().get_config()
""",
            due=("returns_the_left_arm_only", "forgets_the_slopes"),
            share=WRONG_FUNCTION,
        ),
        # Two faults.
        "swapped_and_no_kwargs": Attempt(
            """
class TwoSlopes(keras.layers.Layer):
    def __init__(self, left=0.0, right=1.0):
        super().__init__()
        self.a = left
        self.b = right

    def call(self, x):
        return keras.ops.relu(x) * self.a - keras.ops.relu(-x) * self.b

    def get_config(self):
        c = super().get_config()
        c["left"] = self.a
        c["right"] = self.b
        return c
""",
            due=("swapped", "no_copy"),
            share=WRONG_FUNCTION,
        ),
        # Two faults.
        "numpy_and_wrong_sign": Attempt(
            """
class TwoSlopes(keras.layers.Layer):
    def __init__(self, left=0.0, right=1.0, **kwargs):
        super().__init__(**kwargs)
        self.left = left
        self.right = right

    def call(self, x):
        x = np.array(x)
        y = self.right * x
        y[x <= 0] = self.left * np.abs(x[x <= 0])
        return y

    def get_config(self):
        config = super().get_config()
        config.update({"left": self.left, "right": self.right})
        return config
""",
            due=("numpy_inside", "wrong_sign"),
            share=WRONG_FUNCTION,
        ),
        # Two faults.
        "larger_line_and_right_forgotten": Attempt(
            """
class TwoSlopes(keras.layers.Layer):
    def __init__(self, left=0.0, right=1.0, **kwargs):
        super().__init__(**kwargs)
        self.left = left
        self.right = right

    def call(self, x):
        one = self.left * x
        two = self.right * x
        return keras.ops.where(one > two, one, two)

    def get_config(self):
        config = super().get_config()
        config["left"] = self.left
        return config
""",
            due=("larger_of_two_lines", "forgets_the_slopes"),
            share=(0.0, 0.4),
        ),
        "capped_at_six": Attempt(
            """
class TwoSlopes(keras.layers.Layer):
    def __init__(self, left=0.0, right=1.0, **kwargs):
        super().__init__(**kwargs)
        self.left = left
        self.right = right

    def call(self, x):
        return self.right * keras.activations.relu(x, max_value=6) - self.left * keras.activations.relu(-x)

    def get_config(self):
        config = super().get_config()
        config.update({"left": self.left, "right": self.right})
        return config
""",
            due=("result_capped",),
            share=(0.2, 0.7),
        ),
        "leaky_default": Attempt(
            """
class TwoSlopes(keras.layers.Layer):
    def __init__(self, left=0.01, right=1.0, **kwargs):
        super().__init__(**kwargs)
        self.left = left
        self.right = right

    def call(self, x):
        return keras.ops.where(x > 0, self.right * x, self.left * x)

    def get_config(self):
        config = super().get_config()
        config.update({"left": self.left, "right": self.right})
        return config
""",
            due=("other_defaults",),
            share=(0.5, 0.95),
        ),
        "whole_numbers": Attempt(
            """
class TwoSlopes(keras.layers.Layer):
    def __init__(self, left=0.0, right=1.0, **kwargs):
        super().__init__(**kwargs)
        self.left = int(left)
        self.right = int(right)

    def call(self, x):
        return keras.ops.where(x > 0, self.right * x, self.left * x)

    def get_config(self):
        config = super().get_config()
        config.update({"left": self.left, "right": self.right})
        return config
""",
            due=("whole_slopes", "left_is_zero"),
            share=(0.0, 0.5),
        ),
        "threshold_at_left": Attempt(
            """
class TwoSlopes(keras.layers.Layer):
    def __init__(self, left=0.0, right=1.0, **kwargs):
        super().__init__(**kwargs)
        self.left = left
        self.right = right

    def call(self, x):
        return keras.ops.where(x > self.left, self.right * x, self.left * x)

    def get_config(self):
        config = super().get_config()
        config.update({"left": self.left, "right": self.right})
        return config
""",
            due=("bend_at_left",),
            share=(0.0, 0.5),
        ),
        "super_forgotten": Attempt(
            """
class TwoSlopes(keras.layers.Layer):
    def __init__(self, left=0.0, right=1.0, **kwargs):
        self.left = left
        self.right = right

    def call(self, x):
        return keras.ops.where(x > 0, self.right * x, self.left * x)

    def get_config(self):
        config = super().get_config()
        config.update({"left": self.left, "right": self.right})
        return config
""",
            shows="super().__init__()",
            share=NOTHING,
        ),
        "result_not_returned": Attempt(
            """
class TwoSlopes(keras.layers.Layer):
    def __init__(self, left=0.0, right=1.0, **kwargs):
        super().__init__(**kwargs)
        self.left = left
        self.right = right

    def call(self, x):
        y = keras.ops.where(x > 0, self.right * x, self.left * x)

    def get_config(self):
        config = super().get_config()
        config.update({"left": self.left, "right": self.right})
        return config
""",
            shows="None",
            share=(0.0, 0.34),
        ),
        "columns_one_by_one": Attempt(
            """
class TwoSlopes(keras.layers.Layer):
    def __init__(self, left=0.0, right=1.0, **kwargs):
        super().__init__(**kwargs)
        self.left = left
        self.right = right

    def call(self, x):
        columns = []
        for j in range(x.shape[1]):
            c = x[:, j]
            columns.append(keras.ops.where(c > 0, self.right * c, self.left * c))
        return keras.ops.stack(columns, axis=1)

    def get_config(self):
        config = super().get_config()
        config.update({"left": self.left, "right": self.right})
        return config
""",
            due=("two_dimensions_alone",),
            share=(0.5, 0.95),
        ),
    },
    "keras.he_classifier": {
        "glorot_normal": Attempt(
            """
def build_he_classifier(inputs, hidden, classes):
    model = keras.Sequential()
    model.add(keras.Input(shape=(inputs,)))
    for units in hidden:
        model.add(keras.layers.Dense(units, activation="relu", kernel_initializer="glorot_normal"))
    model.add(keras.layers.Dense(classes))
    return model
""",
            due=("default",),
            share=(0.0, 0.34),
        ),
        "random_normal": Attempt(
            """
def build_he_classifier(inputs, hidden, classes):
    x = i = keras.Input(shape=(inputs,))
    for h in hidden:
        x = keras.layers.Dense(h, activation="relu", kernel_initializer="random_normal")(x)
    return keras.Model(i, keras.layers.Dense(classes)(x))
""",
            due=("fixed_spread",),
            share=(0.0, 0.34),
        ),
        "he_on_the_logits_only": Attempt(
            """
def build_he_classifier(inputs, hidden, classes):
    layers = [keras.layers.Dense(h, activation="relu") for h in hidden]
    last = keras.layers.Dense(classes, kernel_initializer="he_normal")
    return keras.Sequential([keras.Input((inputs,)), *layers, last])
""",
            due=("default",),
            share=(0.0, 0.34),
        ),
        "he_in_the_first_only": Attempt(
            """
def build_he_classifier(inputs, hidden, classes):
    model = keras.Sequential([keras.Input((inputs,))])
    for i in range(len(hidden)):
        if i == 0:
            model.add(keras.layers.Dense(hidden[i], activation="relu", kernel_initializer="he_normal"))
        else:
            model.add(keras.layers.Dense(hidden[i], activation="relu"))
    model.add(keras.layers.Dense(classes))
    return model
""",
            due=("first_only",),
            share=(0.1, 0.5),
        ),
        "two_over_units": Attempt(
            """
def build_he_classifier(inputs, hidden, classes):
    model = keras.Sequential([keras.Input((inputs,))])
    for units in hidden:
        init = keras.initializers.RandomNormal(mean=0.0, stddev=np.sqrt(2 / units))
        model.add(keras.layers.Dense(units, activation="relu", kernel_initializer=init))
    model.add(keras.layers.Dense(classes))
    return model
""",
            due=("fan_out",),
            share=(0.0, 0.4),
        ),
        "root_forgotten": Attempt(
            """
def build_he_classifier(inputs, hidden, classes):
    model = keras.Sequential([keras.Input((inputs,))])
    n = inputs
    for units in hidden:
        init = keras.initializers.RandomNormal(stddev=2 / n)
        model.add(keras.layers.Dense(units, activation="relu", kernel_initializer=init))
        n = units
    model.add(keras.layers.Dense(classes))
    return model
""",
            due=("variance_as_spread",),
            share=(0.0, 0.4),
        ),
        "set_too_late": Attempt(
            """
def build_classifier(inputs, hidden, classes):
    model = keras.Sequential([keras.Input(shape=(inputs,))])
    for units in hidden:
        model.add(keras.layers.Dense(units, activation="relu"))
    model.add(keras.layers.Dense(classes))
    return model

def build_he_classifier(inputs, hidden, classes):
    model = build_classifier(inputs, hidden, classes)
    for layer in model.layers[:-1]:
        layer.kernel_initializer = keras.initializers.HeNormal()
    return model
""",
            due=("default",),
            share=(0.0, 0.34),
        ),
        "biases_in_place_of_kernels": Attempt(
            """
def build_he_classifier(inputs, hidden, classes):
    model = keras.Sequential([keras.Input((inputs,))])
    for units in hidden:
        model.add(keras.layers.Dense(units, activation="relu", bias_initializer="he_normal"))
    model.add(keras.layers.Dense(classes))
    return model
""",
            due=("default",),
            share=(0.0, 0.34),
        ),
        "all_ones": Attempt(
            """
def build_he_classifier(inputs, hidden, classes):
    model = keras.Sequential([keras.Input((inputs,))])
    for units in hidden:
        model.add(keras.layers.Dense(units, activation="relu", kernel_initializer=keras.initializers.Ones()))
    model.add(keras.layers.Dense(classes))
    return model
""",
            due=("zeros",),
            share=(0.0, 0.34),
        ),
        # Two faults.
        "lecun_and_relu_on_logits": Attempt(
            """
def build_he_classifier(inputs, hidden, classes):
    model = keras.Sequential([keras.Input((inputs,))])
    for units in (*hidden, classes):
        model.add(keras.layers.Dense(units, activation="relu", kernel_initializer="lecun_uniform"))
    return model
""",
            due=("lecun", "relu_on_logits"),
            share=(0.0, 0.25),
        ),
        # Two faults.
        "old_way_and_default": Attempt(
            """
def build_he_classifier(inputs, hidden, classes):
    model = keras.Sequential()
    model.add(keras.layers.Dense(hidden[0], activation="relu", input_shape=(inputs,)))
    for units in hidden[1:]:
        model.add(keras.layers.Dense(units, activation="relu"))
    model.add(keras.layers.Dense(classes))
    return model
""",
            due=("default", "input_shape"),
            share=(0.0, 0.25),
        ),
        # Two faults.
        "softmax_and_first_only": Attempt(
            """
def build_he_classifier(inputs, hidden, classes):
    x = keras.Input(shape=(inputs,))
    first = x
    x = keras.layers.Dense(hidden[0], activation="relu", kernel_initializer="he_uniform")(x)
    for units in hidden[1:]:
        x = keras.layers.Dense(units, activation="relu")(x)
    x = keras.layers.Dense(classes, activation="softmax")(x)
    return keras.Model(first, x)
""",
            due=("softmax", "first_only"),
            share=(0.0, 0.34),
        ),
        # Two faults.
        "he_without_relu_and_softmax": Attempt(
            """
def build_he_classifier(inputs, hidden, classes):
    he = [keras.layers.Dense(units, kernel_initializer="he_normal") for units in hidden]
    return keras.Sequential([keras.Input((inputs,)), *he, keras.layers.Dense(classes, activation="softmax")])
""",
            due=("no_activation", "softmax"),
            share=(0.0, 0.4),
        ),
        "he_without_relu": Attempt(
            """
def build_he_classifier(inputs, hidden, classes):
    he = [keras.layers.Dense(units, kernel_initializer="he_normal") for units in hidden]
    return keras.Sequential([keras.Input((inputs,)), *he, keras.layers.Dense(classes)])
""",
            due=("no_activation",),
            share=(0.1, 0.5),
        ),
        "uniform_from_zero": Attempt(
            """
def build_he_classifier(inputs, hidden, classes):
    model = keras.Sequential([keras.Input((inputs,))])
    for units in hidden:
        model.add(keras.layers.Dense(units, activation="relu"))
    model.add(keras.layers.Dense(classes))
    for layer in model.layers[:-1]:
        n_in, n_out = layer.get_weights()[0].shape
        layer.set_weights([np.random.rand(n_in, n_out) * np.sqrt(2 / n_in), np.zeros(n_out)])
    return model
""",
            due=("not_centered",),
            share=(0.0, 0.4),
        ),
        "he_old_way": Attempt(
            """
def build_he_classifier(inputs, hidden, classes):
    model = keras.Sequential()
    for k, units in enumerate(hidden):
        extra = {"input_shape": (inputs,)} if k == 0 else {}
        model.add(keras.layers.Dense(units, activation="relu", kernel_initializer="he_normal", **extra))
    model.add(keras.layers.Dense(classes))
    return model
""",
            due=("input_shape",),
            share=(0.6, 0.95),
        ),
        "unknown_initializer": Attempt(
            """
def build_he_classifier(inputs, hidden, classes):
    model = keras.Sequential([keras.Input((inputs,))])
    for units in hidden:
        model.add(keras.layers.Dense(units, activation="relu", kernel_initializer="he"))
    model.add(keras.layers.Dense(classes))
    return model
""",
            shows="he",
            share=NOTHING,
        ),
    },
}
