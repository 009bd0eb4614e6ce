"""Attempts at the exercises of notebook 03.

Names that are due and did not exist when this was written, and what they tell the learner:

- `epsilon_in_the_log`: adds a small number inside the logarithm, which hides the inf and caps the loss.
- `only_zeros`: leaves the label out, and is right for y = 0 alone.
- `hinge_loss`: is the hinge loss of a support vector machine, made of straight pieces.
- `inf_made_a_number`: puts a fixed number where the loss came out as inf or NaN.
- `clipped_logits`: clips the logits, so that the loss stops growing.
- `absolute_error`: is the distance of the probability from the label, at most 1.
- `labels_of_minus_one`: takes labels of -1 and 1, so that each example with y = 0 costs log 2.
- `gradient`: is the probability minus the label, the slope of the loss.
- `arguments_swapped`: takes the labels first.
- `form_numbers_alone`: takes plain numbers alone, as `math` does.
- `starts_at_zero`: starts a product at 0, which it never leaves.
- `skips_first_link`, `skips_last_link`, `first_link_alone`: takes too few links.
- `tanh_chain`: is the gradient of a chain of tanh.
- `sign_of_the_slope`: has slopes below 0, so that the sign turns with every link.
- `slopes_not_multiplied`: multiplies the weights with one another, and leaves the slopes apart.
- `one_slope_for_all`: has one slope for the whole chain.
- `floor_division`: divides with `//`, which leaves whole numbers.
- `product_of_halves`: multiplies the two halves where they are to be added.
- `brackets_missing`: multiplies and divides before it adds.
- `times_two`: doubles what is to be squared.
- `measured_at_random`: measures with random numbers, and so comes near it at best.
- `variance_of_the_activations`: takes the mean off; the next layer sees the mean of squares.
- `two_halves_apart`: gives both halves and does not add them.
- `squares_subtracted`: subtracts the negative half.
- `one_example_alone`: looks at one example.
- `exactly_zero`: looks for pre-activations of exactly 0.
- `silent_examples_counted`: counts the silent examples of each unit.
- `mostly_silent`: calls a unit dead that is silent for most of the examples.
- `softmax_everywhere`, `digit_and_tags_swapped`, `softmax_for_every_probability`, `relu_for_numbers`,
  `none_is_called_linear`, `gate_none`, `spam_none`: of the outputs.
"""

from tests.exercises.attempts import Attempt

ATTEMPTS = {
    "sigmoid.log_loss": {
        "appends_by_label": Attempt(
            """
def log_loss(z, y):
    losses = []
    for i in range(len(z)):
        p = 1 / (1 + np.exp(-z[i]))
        if y[i] == 1:
            losses.append(-np.log(p))
        else:
            losses.append(-np.log(1 - p))
    return losses
""",
            due=(
                "through_the_probability_chosen",
                "through_the_probability",
                "form_list",
                "form_python_loop",
                "form_one_dimension",
            ),
            share=(0.0, 0.3),
        ),
        "mean_of_the_cross_entropy": Attempt(
            """
def log_loss(z, y):
    p = activations.sigmoid(z)
    n = len(y)
    cost = -1 / n * np.sum(y * np.log(p) + (1 - y) * np.log(1 - p))
    return cost
""",
            due=("mean", "through_the_probability", "form_one_number"),
            share=(0.0, 0.2),
        ),
        "epsilon": Attempt(
            """
def log_loss(z, y):
    eps = 1e-8
    p = 1 / (1 + np.exp(-z))
    return -(y * np.log(p + eps) + (1 - y) * np.log(1 - p + eps))
""",
            due=("epsilon_in_the_log", "result_capped"),
            share=(0.0, 0.35),
        ),
        "if_and_overflow": Attempt(
            """
def log_loss(z, y):
    if y == 1:
        return np.log(1 + np.exp(-z))
    else:
        return np.log(1 + np.exp(z))
""",
            due=("if_for_arrays", "form_one_truth_value", "overflowing_softplus", "inf_on_large_mistakes"),
            share=(0.0, 0.25),
        ),
        "by_math": Attempt(
            """
import math

def sigmoid(t):
    return 1 / (1 + math.exp(-t))

def log_loss(z, y):
    p = sigmoid(z)
    return -(y * math.log(p) + (1 - y) * math.log(1 - p))
""",
            due=("form_numbers_alone", "through_the_probability"),
            share=(0.0, 0.2),
        ),
        "no_label": Attempt(
            """
def log_loss(z, y):
    return np.logaddexp(0, z)
""",
            due=("only_zeros",),
            share=(0.0, 0.3),
        ),
        "bits": Attempt(
            """
def log_loss(z, y):
    p = activations.sigmoid(z)
    return -y * np.log2(p) - (1 - y) * np.log2(1 - p)
""",
            due=("through_the_probability", "result_scaled"),
            share=(0.0, 0.2),
        ),
        "bits_without_overflow": Attempt(
            """
def log_loss(z, y):
    t = np.where(y > 0, -z, z)
    return np.logaddexp2(0, t / np.log(2))
""",
            due=("result_scaled",),
            share=(0.0, 0.35),
        ),
        "support_vectors": Attempt(
            """
def log_loss(z, y):
    t = 2 * y - 1
    return np.maximum(0, 1 - t * z)
""",
            due=("hinge_loss",),
            share=(0.0, 0.25),
        ),
        "mends_the_inf": Attempt(
            """
def log_loss(z, y):
    a = 1.0 / (1.0 + np.exp(-z))
    loss = -(y * np.log(a) + (1 - y) * np.log(1 - a))
    loss = np.where(np.isfinite(loss), loss, 0)
    return loss
""",
            due=("inf_made_a_number",),
            share=(0.0, 0.35),
        ),
        "clips_the_logits": Attempt(
            """
def log_loss(z, y):
    z = np.clip(z, -500, 500)
    return np.log(1 + np.exp(z)) - y * z
""",
            due=("clipped_logits", "result_capped"),
            share=(0.05, 0.5),
        ),
        "distance": Attempt(
            """
def log_loss(z, y):
    y_hat = activations.sigmoid(z)
    error = np.abs(y_hat - y)
    return error
""",
            due=("absolute_error",),
            share=(0.0, 0.2),
        ),
        "plus_and_minus_one": Attempt(
            """
def log_loss(z, y):
    return np.logaddexp(0, -y * z)
""",
            due=("labels_of_minus_one", "ones_times_label"),
            share=(0.0, 0.3),
        ),
        "fills_an_array": Attempt(
            """
def log_loss(z, y):
    m = z.shape[0]
    loss = np.zeros(m)
    for i in range(m):
        loss[i] = max(z[i], 0) - z[i] * y[i] + np.log1p(np.exp(-abs(z[i])))
    return loss
""",
            due=("row_by_row", "form_one_dimension", "form_python_loop"),
            share=(0.2, 0.8),
        ),
        "prints": Attempt(
            """
def log_loss(z, y):
    loss = np.logaddexp(0, z) - y * z
    print(loss)
""",
            shows="return",
            due=("form_nothing_returned",),
            share=(0.0, 0.05),
        ),
        "with_its_cache": Attempt(
            """
def log_loss(z, y):
    p = activations.sigmoid(z)
    loss = -np.log(p) * y - np.log(1 - p) * (1 - y)
    return loss, p
""",
            due=("form_extra_results", "through_the_probability"),
            share=(0.0, 0.3),
        ),
        "labels_first": Attempt(
            """
def log_loss(y, z):
    return np.logaddexp(0, z) - y * z
""",
            due=("arguments_swapped",),
            share=(0.0, 0.25),
        ),
        "the_slope": Attempt(
            """
def log_loss(z, y):
    prob = 1 / (1 + np.exp(-z))
    return prob - y
""",
            due=("gradient",),
            share=(0.0, 0.2),
        ),
        "no_minus_and_mean": Attempt(
            """
def log_loss(z, y):
    log_p = -np.logaddexp(0, -z)
    log_q = -np.logaddexp(0, z)
    return np.mean(y * log_p + (1 - y) * log_q)
""",
            due=("sign", "mean", "form_one_number"),
            share=(0.0, 0.15),
        ),
    },
    "sigmoid.chain_gradient": {
        "dot_product": Attempt(
            """
def chain_gradient(z, w):
    s = 1 / (1 + np.exp(-z))
    return np.dot(w, s * (1 - s))
""",
            due=("sum",),
            share=(0.0, 0.2),
        ),
        "dot_product_with_sigmoid": Attempt(
            """
def chain_gradient(z, w):
    return w @ activations.sigmoid(z)
""",
            due=("sum", "function_for_slope"),
            share=(0.0, 0.1),
        ),
        "starts_at_0": Attempt(
            """
def chain_gradient(z, w):
    grad = 0
    for i in range(len(z)):
        grad *= w[i] * activations.sigmoid_derivative(z[i])
    return grad
""",
            due=("starts_at_zero", "result_constant"),
            share=(0.0, 0.15),
        ),
        "from_the_second": Attempt(
            """
def chain_gradient(z, w):
    grad = 1.0
    for l in range(1, len(z)):
        s = activations.sigmoid(z[l])
        grad = grad * w[l] * s * (1 - s)
    return grad
""",
            due=("skips_first_link",),
            share=(0.0, 0.33),
        ),
        "not_the_last": Attempt(
            """
def chain_gradient(z, w):
    result = 1
    for i in range(len(z) - 1):
        result *= activations.sigmoid_derivative(z[i]) * w[i]
    return result
""",
            due=("skips_last_link",),
            share=(0.0, 0.33),
        ),
        "returns_too_early": Attempt(
            """
def chain_gradient(z, w):
    grad = 1
    for zi, wi in zip(z, w):
        grad = grad * wi * activations.sigmoid_derivative(zi)
        return grad
""",
            due=("first_link_alone",),
            share=(0.0, 0.3),
        ),
        "prints": Attempt(
            """
def chain_gradient(z, w):
    g = 1
    for i in range(len(z)):
        g = g * w[i] * activations.sigmoid_derivative(z[i])
    print(g)
""",
            shows="return",
            due=("form_nothing_returned",),
            share=(0.0, 0.05),
        ),
        "sigmoids_alone": Attempt(
            """
def chain_gradient(z, w):
    out = 1
    for value in z:
        out *= 1 / (1 + np.exp(-value))
    return out
""",
            due=("forgets_weights", "function_for_slope"),
            share=(0.0, 0.15),
        ),
        "w_times_z_and_sum": Attempt(
            """
def chain_gradient(z, w):
    total = 0
    for i in range(len(z)):
        a = activations.sigmoid(w[i] * z[i])
        total += w[i] * a * (1 - a)
    return total
""",
            due=("slope_of_wz", "sum"),
            share=(0.0, 0.1),
        ),
        "one_number_in_an_array": Attempt(
            """
def chain_gradient(z, w):
    return np.prod(w * activations.sigmoid_derivative(z), keepdims=True)
""",
            due=("form_dimension_added",),
            share=(0.5, 0.95),
        ),
        "slopes_left": Attempt(
            """
def chain_gradient(z, w):
    s = activations.sigmoid(z)
    return np.prod(w) * s * (1 - s)
""",
            due=("slopes_not_multiplied",),
            share=(0.0, 0.2),
        ),
        "of_tanh": Attempt(
            """
def chain_gradient(z, w):
    return np.prod(w * (1 - np.tanh(z) ** 2))
""",
            due=("tanh_chain",),
            share=(0.0, 0.25),
        ),
        "quarter_once": Attempt(
            """
def chain_gradient(z, w):
    return 0.25 * np.prod(w)
""",
            due=("one_slope_for_all",),
            share=(0.0, 0.2),
        ),
        "writes_into_the_weights": Attempt(
            """
def chain_gradient(z, w):
    w *= activations.sigmoid_derivative(z)
    return np.prod(w)
""",
            due=("form_input_changed",),
            share=(0.4, 0.95),
        ),
        "minus_of_the_quotient_rule": Attempt(
            """
def chain_gradient(z, w):
    slope = -np.exp(-z) / (1 + np.exp(-z)) ** 2
    return np.prod(slope * w)
""",
            due=("sign_of_the_slope",),
            share=(0.0, 0.4),
        ),
        "all_products": Attempt(
            """
def chain_gradient(z, w):
    grads = []
    g = 1
    for i in range(len(z)):
        g *= w[i] * activations.sigmoid_derivative(z[i])
        grads.append(g)
    return grads
""",
            due=("every_link", "form_list"),
            share=(0.0, 0.5),
        ),
        "relu_and_no_weights": Attempt(
            """
def chain_gradient(z, w):
    slopes = np.where(z > 0, 1, 0)
    return slopes.prod()
""",
            due=("relu_chain", "forgets_weights"),
            share=(0.0, 0.1),
        ),
    },
    "sigmoid.variance_factor": {
        "nothing_squared": Attempt(
            """
def variance_factor(gain, slope):
    positive_half = gain * 0.5
    negative_half = gain * 0.5 * slope
    return positive_half + negative_half
""",
            due=("gain_not_squared", "slope_not_squared", "nothing_squared"),
            share=(0.0, 0.2),
        ),
        "caret_everywhere": Attempt(
            """
def variance_factor(gain, slope):
    return (gain^2) / 2 + (gain^2) * (slope^2) / 2
""",
            due=("caret", "form_caret"),
            share=(0.0, 0.15),
        ),
        "whole_division": Attempt(
            """
def variance_factor(gain, slope):
    return gain**2 * (1 + slope**2) // 2
""",
            due=("floor_division", "result_whole"),
            share=(0.0, 0.35),
        ),
        "both_sides_multiplied": Attempt(
            """
def variance_factor(gain, slope):
    pos = gain ** 2 / 2
    neg = slope ** 2 / 2
    return pos * neg
""",
            due=("product_of_halves",),
            share=(0.0, 0.2),
        ),
        "without_brackets": Attempt(
            """
def variance_factor(gain, slope):
    return gain ** 2 * 1 + slope ** 2 / 2
""",
            due=("brackets_missing",),
            share=(0.0, 0.3),
        ),
        "star_in_place_of_two": Attempt(
            """
def variance_factor(gain, slope):
    return gain*2 * (1 + slope*2) / 2
""",
            due=("times_two",),
            share=(0.0, 0.2),
        ),
        "simulation": Attempt(
            """
def variance_factor(gain, slope):
    z = np.random.randn(10000)
    a = np.where(z > 0, z, slope * z)
    return gain**2 * np.mean(a**2)
""",
            due=("measured_at_random",),
            share=(0.0, 0.45),
        ),
        "simulated_variance": Attempt(
            """
def variance_factor(gain, slope):
    rng = np.random.default_rng(0)
    z = rng.standard_normal(100_000)
    a = np.maximum(z, slope * z)
    return gain**2 * a.var()
""",
            due=("variance_of_the_activations", "measured_at_random"),
            share=(0.0, 0.25),
        ),
        "two_numbers": Attempt(
            """
def variance_factor(gain, slope):
    positive = gain**2 / 2
    negative = gain**2 * slope**2 / 2
    return positive, negative
""",
            due=("two_halves_apart", "form_extra_results", "forgets_slope"),
            share=(0.0, 0.3),
        ),
        "minus": Attempt(
            """
def variance_factor(gain, slope):
    g2 = gain * gain
    return g2 / 2 - g2 * slope * slope / 2
""",
            due=("squares_subtracted",),
            share=(0.0, 0.33),
        ),
        "rounds": Attempt(
            """
def variance_factor(gain, slope):
    return round(gain**2 * (1 + slope**2) / 2, 2)
""",
            due=("result_rounded",),
            share=(0.1, 0.7),
        ),
        "prints": Attempt(
            """
def variance_factor(gain, slope):
    print(gain**2 * (1 + slope**2) / 2)
""",
            shows="return",
            due=("form_nothing_returned",),
            share=(0.0, 0.05),
        ),
        "root_without_half": Attempt(
            """
def variance_factor(gain, slope):
    return np.sqrt(gain**2 + (gain * slope)**2)
""",
            due=("standard_deviation", "forgets_half"),
            share=(0.0, 0.2),
        ),
        "by_cases": Attempt(
            """
def variance_factor(gain, slope):
    if slope == 0:
        return gain**2 / 2
    return gain**2 * (1 + slope) / 2
""",
            due=("slope_not_squared",),
            share=(0.0, 0.4),
        ),
    },
    "sigmoid.dead_units": {
        "negative_rows": Attempt(
            """
def dead_units(Z):
    return (Z < 0).all(axis=1)
""",
            due=("strictly_below", "rows"),
            share=(0.0, 0.2),
        ),
        "list_of_units": Attempt(
            """
def dead_units(Z):
    dead = []
    for j in range(Z.shape[1]):
        column = Z[:, j]
        dead.append(bool(np.all(column <= 0)))
    return dead
""",
            due=("form_list",),
            share=(0.5, 0.95),
        ),
        "not_any_of_all": Attempt(
            """
def dead_units(Z):
    if np.any(Z > 0):
        return False
    else:
        return True
""",
            due=("whole_table", "nan_is_dead", "form_one_number"),
            share=(0.0, 0.15),
        ),
        "where_below": Attempt(
            """
def dead_units(Z):
    return np.where(np.all(Z < 0, axis=0))[0]
""",
            due=("positions", "strictly_below"),
            share=(0.0, 0.2),
        ),
        "largest_below": Attempt(
            """
def dead_units(Z):
    largest = Z.max(axis=0)
    return largest < 0
""",
            due=("strictly_below",),
            share=(0.2, 0.7),
        ),
        "sum_of_rows": Attempt(
            """
def dead_units(Z):
    return np.sum(Z, axis=1) <= 0
""",
            due=("mean_below", "rows"),
            share=(0.0, 0.15),
        ),
        "sum_is_zero": Attempt(
            """
def dead_units(Z):
    total = Z.sum(axis=0)
    return total <= 0
""",
            due=("mean_below",),
            share=(0.0, 0.33),
        ),
        "double_loop": Attempt(
            """
def dead_units(Z):
    n, k = Z.shape
    dead = np.ones(k, dtype=bool)
    for i in range(n):
        for j in range(k):
            if Z[i, j] > 0:
                dead[j] = False
    return dead
""",
            due=("nan_is_dead", "form_python_loop"),
            share=(0.2, 0.7),
        ),
        "writes_into_its_input": Attempt(
            """
def dead_units(Z):
    Z[Z < 0] = 0
    return np.max(Z, axis=0) == 0
""",
            due=("form_input_changed",),
            share=(0.4, 0.95),
        ),
        "last_row": Attempt(
            """
def dead_units(Z):
    for row in Z:
        dead = row <= 0
    return dead
""",
            due=("one_example_alone", "form_python_loop"),
            share=(0.0, 0.33),
        ),
        "keeps_the_dimension": Attempt(
            """
def dead_units(Z):
    return np.all(Z <= 0, axis=0, keepdims=True)
""",
            due=("form_dimension_added",),
            share=(0.5, 0.95),
        ),
        "zero_already": Attempt(
            """
def dead_units(Z):
    return np.all(Z == 0, axis=0)
""",
            due=("exactly_zero",),
            share=(0.0, 0.33),
        ),
        "how_often": Attempt(
            """
def dead_units(Z):
    A = np.maximum(0, Z)
    return np.count_nonzero(A == 0, axis=0)
""",
            due=("silent_examples_counted",),
            share=(0.0, 0.2),
        ),
        "any_as_integers": Attempt(
            """
def dead_units(Z):
    return np.any(Z <= 0, axis=0) * 1
""",
            due=("silent_once", "zeros_and_ones"),
            share=(0.0, 0.2),
        ),
        "nine_in_ten": Attempt(
            """
def dead_units(Z):
    return (Z <= 0).mean(axis=0) > 0.9
""",
            due=("mostly_silent",),
            share=(0.1, 0.8),
        ),
        "prints": Attempt(
            """
def dead_units(Z):
    for j in range(Z.shape[1]):
        if (Z[:, j] <= 0).all():
            print("unit", j, "is dead")
""",
            shows="return",
            due=("form_nothing_returned",),
            share=(0.0, 0.05),
        ),
    },
    "sigmoid.outputs": {
        "all_softmax": Attempt(
            'spam = digit = tags = temperature = gate = "softmax"',
            due=("softmax_everywhere",),
            share=(0.0, 0.35),
        ),
        "digit_and_tags": Attempt(
            'spam = "sigmoid"\ndigit = "sigmoid"\ntags = "softmax"\ntemperature = "none"\ngate = "sigmoid"',
            due=("digit_and_tags_swapped",),
            share=(0.2, 0.65),
        ),
        "capital_letters": Attempt(
            'spam = "Sigmoid"\ndigit = "Softmax"\ntags = "Sigmoid"\ntemperature = "None"\ngate = "Sigmoid"',
            shows="sigmoid",
            share=(0.0, 0.99),
        ),
        "linear": Attempt(
            'spam = "sigmoid"\ndigit = "softmax"\ntags = "sigmoid"\ntemperature = "linear"\ngate = "sigmoid"',
            due=("none_is_called_linear",),
            share=(0.6, 0.9),
        ),
        "functions": Attempt(
            "from course_utils import activations\nspam = activations.sigmoid\ndigit = activations.softmax\ntags = activations.sigmoid\n"
            "temperature = None\ngate = activations.sigmoid",
            shows="text",
            share=(0.0, 0.3),
        ),
        "probabilities_are_softmax": Attempt(
            'spam = "softmax"\ndigit = "softmax"\ntags = "softmax"\ntemperature = "none"\ngate = "sigmoid"',
            due=("softmax_for_every_probability",),
            share=(0.2, 0.65),
        ),
        "numbers_are_relu": Attempt(
            'spam = "sigmoid"\ndigit = "softmax"\ntags = "sigmoid"\ntemperature = "relu"\ngate = "relu"',
            due=("relu_for_numbers",),
            share=(0.2, 0.65),
        ),
        "gate_as_it_is": Attempt(
            'spam = "sigmoid"\ndigit = "softmax"\ntags = "sigmoid"\ntemperature = "none"\ngate = "none"',
            due=("gate_none",),
            share=(0.6, 0.9),
        ),
        "spam_as_it_is": Attempt(
            'spam = "none"\ndigit = "softmax"\ntags = "sigmoid"\ntemperature = "none"\ngate = "sigmoid"',
            due=("spam_none",),
            share=(0.6, 0.9),
        ),
        "one_forgotten": Attempt(
            'spam = "sigmoid"\ndigit = "softmax"\ntags = ...\ntemperature = "none"\ngate = "sigmoid"',
            shows="tags",
            share=(0.0, 0.9),
        ),
        "tanh": Attempt(
            'spam = "sigmoid"\ndigit = "softmax"\ntags = "sigmoid"\ntemperature = "none"\ngate = "tanh"',
            shows="gate",
            share=(0.0, 0.9),
        ),
        "nothing_right": Attempt(
            'spam = "relu"\ndigit = "sigmoid"\ntags = "none"\ntemperature = "softmax"\ngate = "relu"',
            shows="0",
            share=(0.0, 0.1),
        ),
    },
}
