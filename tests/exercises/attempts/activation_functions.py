"""Attempts at the exercises of notebook 01."""

from tests.exercises.attempts import Attempt

# New names that ought to exist (name: what is told to the learner):
# collapse
#   weights_added: Yours adds the weights. One layer after the other multiplies them.
#   biases_lost: Your bias is 0. Both biases are lost.
#   second_bias_subtracted: Yours takes the second bias away. It is added.
#   second_bias_multiplied: Yours multiplies the second bias by weights. It comes in after all the weights.
#   relu_between: Yours puts a ReLU between the layers. There is no activation here.
#   weights_transposed: Your W is turned over: of shape (k, d) in place of (d, k).
#   hidden_unit_lost: Yours leaves out the last hidden unit of the sum.
# hinge_coefficients
#   first_zero: The first coefficient of yours is 0. It has to bring the first slope.
#   last_missing: Yours stops one hinge early.
#   previous_coefficient_subtracted: Yours takes off the coefficient before, and not the slope that is there.
#   constant_included: Yours puts values[0] in front. It stands before the sum already.
#   bends_upward_alone: All coefficients of yours are positive or 0. A bend downward has a negative one.
#   whole_slopes: Yours rounds the slopes down to whole numbers, as // does.
#   moved_by_one: Yours has each change of slope one place early.
#   one_slope: Yours gives one slope for all, from the first point to the last.
# xor
#   plain_and: Yours is the plain and.
#   sum_of_inputs: Yours is the sum of the inputs, 2 for (1, 1): both hinges are never bent.
#   one_difference: Yours sees one of the two cases where the inputs differ.
#   built_for_a_step: The well-known weights for a step function. ReLU does not stop at 1.
#   answers_swapped: Yours is 1 where the inputs are equal.
# regions
#   two_to_the_d: Yours is 2 to the d.
#   line_only: Yours is right for d = 1.
#   n_times_d: Yours adds d regions for each unit.
#   terms_multiplied: Yours multiplies the terms; add them.
#   terms_not_added: Yours returns the terms of the sum, not yet added up.
#   comb_turned: Yours calls comb(j, n).
#   one_term_too_many: Yours goes on to j = d + 1.
#   first_term_twice: Yours counts the first term twice.
# mystery
#   sine_overlooked, not_falling_taken_for_falling (of e), constant_taken_for_a_bend (d is not called straight),
#   mixing_reversed.
HALF_RIGHT = (0.2, 0.67)
CHANGES_INPUT = (0.5, 0.95)

ATTEMPTS = {
    "activation.collapse": {
        "swapped_dot": Attempt(
            """
def collapse(W1, b1, W2, b2):
    weights = np.dot(W2, W1)
    bias = np.dot(b1, W2) + b2
    return weights, bias
""",
            due=("order_swapped",),
            share=(0.0, 0.5),
        ),
        "upright_with_a_column": Attempt(
            """
def collapse(W1, b1, W2, b2):
    W = np.matmul(W2, W1)
    b = np.matmul(W2, b1.reshape(-1, 1)) + b2.reshape(-1, 1)
    return W, b
""",
            due=("order_swapped", "order_swapped_everywhere", "bias_as_a_table", "form_shapes_do_not_fit"),
            share=(0.0, 0.2),
        ),
        "bias_sum": Attempt(
            """
def collapse(W1, b1, W2, b2):
    W = W1.dot(W2)
    b = np.add(b1, b2)
    return (W, b)
""",
            due=("biases_added",),
            share=(0.0, 0.67),
        ),
        "everything_added": Attempt(
            """
def collapse(W1, b1, W2, b2):
    W = W1 + W2
    b = b1 + b2
    return W, b
""",
            due=("weights_added", "biases_added", "form_shapes_do_not_fit"),
            share=(0.0, 0.2),
        ),
        "no_bias": Attempt(
            """
def collapse(W1, b1, W2, b2):
    W = W1 @ W2
    b = np.zeros(W.shape[1])
    return W, b
""",
            due=("biases_lost",),
            share=HALF_RIGHT,
        ),
        "minus": Attempt(
            """
def collapse(W1, b1, W2, b2):
    return np.matmul(W1, W2), np.matmul(b1, W2) - b2
""",
            due=("second_bias_subtracted",),
            share=HALF_RIGHT,
        ),
        "parentheses": Attempt(
            """
def collapse(W1, b1, W2, b2):
    W = W1 @ W2
    b = (b1 + b2) @ W2
    return W, b
""",
            due=("second_bias_multiplied", "biases_added", "form_shapes_do_not_fit"),
            share=(0.0, 0.67),
        ),
        "relu_inside": Attempt(
            """
def collapse(W1, b1, W2, b2):
    W = np.maximum(0, W1) @ W2
    b = np.maximum(0, b1) @ W2 + b2
    return W, b
""",
            due=("relu_between",),
            share=(0.0, 0.34),
        ),
        "transposed_result": Attempt(
            """
def collapse(W1, b1, W2, b2):
    W = W2.T @ W1.T
    b = W2.T @ b1 + b2
    return W, b
""",
            due=("weights_transposed",),
            share=(0.1, 0.67),
        ),
        "loop_one_short": Attempt(
            """
def collapse(W1, b1, W2, b2):
    d, h = W1.shape
    k = W2.shape[1]
    W = np.zeros((d, k))
    b = b2.copy()
    for i in range(d):
        for j in range(k):
            for m in range(h - 1):
                W[i, j] += W1[i, m] * W2[m, j]
    for j in range(k):
        for m in range(h - 1):
            b[j] += b1[m] * W2[m, j]
    return W, b
""",
            due=("hidden_unit_lost",),
            share=(0.0, 0.34),
        ),
        "row_without_second_bias": Attempt(
            """
def collapse(W1, b1, W2, b2):
    W = np.dot(W1, W2)
    b = np.dot(b1.reshape(1, -1), W2)
    return W, b
""",
            due=("bias_as_a_table", "second_bias_lost"),
            share=(0.0, 0.67),
        ),
        "keepdims": Attempt(
            """
def collapse(W1, b1, W2, b2):
    b1 = b1.reshape(1, len(b1))
    b = b1 @ W2 + b2
    return W1 @ W2, b
""",
            due=("bias_as_a_table", "form_dimension_added"),
            share=(0.3, 0.9),
        ),
        "adds_to_the_input": Attempt(
            """
def collapse(W1, b1, W2, b2):
    b2 += b1 @ W2
    return W1 @ W2, b2
""",
            due=("form_input_changed",),
            share=CHANGES_INPUT,
        ),
        "bias_and_weights_swapped": Attempt(
            """
def collapse(W1, b1, W2, b2):
    new_b = b2
    new_W = np.matmul(W1, W2)
    return new_b, new_W
""",
            due=("bias_first", "first_bias_lost"),
            share=(0.0, 0.34),
        ),
        "with_a_cache": Attempt(
            """
def collapse(W1, b1, W2, b2):
    W = W1 @ W2
    b = b1 @ W2 + b2
    cache = (W1, b1, W2, b2)
    return W, b, cache
""",
            due=("form_extra_results",),
            share=(0.2, 0.95),
        ),
        "dictionary": Attempt(
            """
def collapse(W1, b1, W2, b2):
    return {"W": W1 @ W2, "b": b1 @ W2 + b2}
""",
            shows="dict",
            share=(0.0, 0.5),
        ),
        "applied_to_x": Attempt(
            """
def collapse(W1, b1, W2, b2):
    hidden = X @ W1 + b1
    return hidden @ W2 + b2
""",
            shows="NameError",
            due=("form_unknown_name",),
            share=(0.0, 0.1),
        ),
        "a_function": Attempt(
            """
def collapse(W1, b1, W2, b2):
    def layer(X):
        return (X @ W1 + b1) @ W2 + b2
    return layer
""",
            shows="function",
            share=(0.0, 0.2),
        ),
        "prints_both": Attempt(
            """
def collapse(W1, b1, W2, b2):
    W = W1 @ W2
    b = b1 @ W2 + b2
    print(W, b)
""",
            shows="None",
            due=("form_nothing_returned",),
            share=(0.0, 0.1),
        ),
        "numbers_in_mind": Attempt(
            """
def collapse(W1, b1, W2, b2):
    W = W2 * W1
    b = W2 * b1 + b2
    return W, b
""",
            due=("elementwise_product",),
            share=(0.0, 0.3),
        ),
        "star_for_the_bias": Attempt(
            """
def collapse(W1, b1, W2, b2):
    W = W1 @ W2
    b = b1 * W2 + b2
    return W, b
""",
            due=("elementwise_product", "form_shapes_do_not_fit"),
            share=(0.0, 0.67),
        ),
        "weights_alone_swapped": Attempt(
            """
def collapse(W1, b1, W2, b2):
    product = W2.dot(W1)
    return product
""",
            due=("weights_only", "order_swapped", "form_shapes_do_not_fit"),
            share=(0.0, 0.2),
        ),
    },
    "activation.hinge_coefficients": {
        "slopes_in_a_loop": Attempt(
            """
def hinge_coefficients(knots, values):
    slopes = []
    for i in range(len(knots) - 1):
        slopes.append((values[i + 1] - values[i]) / (knots[i + 1] - knots[i]))
    return slopes
""",
            due=("slopes", "form_list"),
            share=(0.0, 0.34),
        ),
        "rises_in_a_loop": Attempt(
            """
def hinge_coefficients(knots, values):
    n = len(knots)
    a = np.zeros(n - 1)
    for i in range(n - 1):
        a[i] = values[i + 1] - values[i]
    return a
""",
            due=("rises",),
            share=(0.0, 0.34),
        ),
        "first_stays_zero": Attempt(
            """
def hinge_coefficients(knots, values):
    slopes = np.diff(values) / np.diff(knots)
    a = np.zeros(len(knots) - 1)
    for i in range(1, len(a)):
        a[i] = slopes[i] - slopes[i - 1]
    return a
""",
            due=("first_zero",),
            share=(0.0, 0.4),
        ),
        "prepended_with_itself": Attempt(
            """
def hinge_coefficients(knots, values):
    m = (values[1:] - values[:-1]) / (knots[1:] - knots[:-1])
    return np.diff(m, prepend=m[0])
""",
            due=("first_zero",),
            share=(0.0, 0.4),
        ),
        "gradient": Attempt(
            """
def hinge_coefficients(knots, values):
    return np.gradient(values, knots)
""",
            shows="shape",
            share=(0.0, 0.2),
        ),
        "whole_division": Attempt(
            """
def hinge_coefficients(knots, values):
    slopes = np.diff(values) // np.diff(knots)
    a = slopes.copy()
    a[1:] -= slopes[:-1]
    return a
""",
            due=("whole_slopes", "result_rounded"),
            share=(0.0, 0.5),
        ),
        "minus_the_coefficient_before": Attempt(
            """
def hinge_coefficients(knots, values):
    a = np.zeros(len(knots) - 1)
    for i in range(len(a)):
        slope = (values[i + 1] - values[i]) / (knots[i + 1] - knots[i])
        if i == 0:
            a[i] = slope
        else:
            a[i] = slope - a[i - 1]
    return a
""",
            due=("previous_coefficient_subtracted",),
            share=(0.0, 0.5),
        ),
        "one_step_too_far": Attempt(
            """
def hinge_coefficients(knots, values):
    a = []
    old = 0
    for i in range(len(knots)):
        s = (values[i + 1] - values[i]) / (knots[i + 1] - knots[i])
        a.append(s - old)
        old = s
    return np.array(a)
""",
            shows="IndexError",
            due=("form_past_the_end",),
            share=(0.0, 0.2),
        ),
        "one_step_too_few": Attempt(
            """
def hinge_coefficients(knots, values):
    a = []
    old = 0
    for i in range(len(knots) - 2):
        s = (values[i + 1] - values[i]) / (knots[i + 1] - knots[i])
        a.append(s - old)
        old = s
    return np.array(a)
""",
            due=("last_missing",),
            share=(0.0, 0.34),
        ),
        "height_in_front": Attempt(
            """
def hinge_coefficients(knots, values):
    slopes = np.diff(values) / np.diff(knots)
    a = np.diff(slopes, prepend=0)
    return np.concatenate(([values[0]], a))
""",
            due=("constant_included",),
            share=(0.0, 0.5),
        ),
        "all_turned": Attempt(
            """
def hinge_coefficients(knots, values):
    slopes = np.diff(values) / np.diff(knots)
    return -np.diff(slopes, prepend=0)
""",
            due=("result_negated", "sign_reversed"),
            share=(0.0, 0.34),
        ),
        "before_minus_after": Attempt(
            """
def hinge_coefficients(knots, values):
    result = np.empty(len(knots) - 1)
    before = None
    for i in range(len(knots) - 1):
        after = (values[i + 1] - values[i]) / (knots[i + 1] - knots[i])
        result[i] = after if before is None else before - after
        before = after
    return result
""",
            due=("sign_reversed",),
            share=(0.0, 0.5),
        ),
        "absolute_change": Attempt(
            """
def hinge_coefficients(knots, values):
    slopes = np.diff(values) / np.diff(knots)
    return np.abs(np.diff(slopes, prepend=0))
""",
            due=("bends_upward_alone", "result_absolute"),
            share=(0.0, 0.5),
        ),
        "prints_them": Attempt(
            """
def hinge_coefficients(knots, values):
    slopes = np.diff(values) / np.diff(knots)
    print(np.diff(slopes, prepend=0))
""",
            shows="None",
            due=("form_nothing_returned",),
            share=(0.0, 0.1),
        ),
        "moves_the_input": Attempt(
            """
def hinge_coefficients(knots, values):
    values -= values[0]
    slopes = np.diff(values) / np.diff(knots)
    return np.append(slopes[0], slopes[1:] - slopes[:-1])
""",
            due=("form_input_changed",),
            share=CHANGES_INPUT,
        ),
        "slopes_too": Attempt(
            """
def hinge_coefficients(knots, values):
    slopes = np.diff(values) / np.diff(knots)
    a = np.diff(slopes, prepend=0)
    return slopes, a
""",
            due=("form_extra_results", "slopes"),
            share=(0.1, 0.95),
        ),
        "even_and_a_list": Attempt(
            """
def hinge_coefficients(knots, values):
    step = knots[1] - knots[0]
    a = [(values[1] - values[0]) / step]
    for i in range(1, len(knots) - 1):
        a.append((values[i + 1] - 2 * values[i] + values[i - 1]) / step)
    return a
""",
            due=("even_spacing_assumed", "form_list"),
            share=(0.0, 0.6),
        ),
        "second_difference": Attempt(
            """
def hinge_coefficients(knots, values):
    return np.diff(values, n=2)
""",
            due=("first_missing", "changes_of_rise"),
            share=(0.0, 0.2),
        ),
        "bends_alone": Attempt(
            """
def hinge_coefficients(knots, values):
    coefficients = []
    for i in range(1, len(knots) - 1):
        left = (values[i] - values[i - 1]) / (knots[i] - knots[i - 1])
        right = (values[i + 1] - values[i]) / (knots[i + 1] - knots[i])
        coefficients.append(right - left)
    return np.array(coefficients)
""",
            due=("first_missing",),
            share=(0.0, 0.4),
        ),
        "arguments_turned": Attempt(
            """
def hinge_coefficients(values, knots):
    slopes = np.diff(values) / np.diff(knots)
    return np.diff(slopes, prepend=0)
""",
            due=("upside_down",),
            share=(0.0, 0.3),
        ),
        "distance_by_rise_slopes": Attempt(
            """
def hinge_coefficients(knots, values):
    dx = values[1:] - values[:-1]
    dy = knots[1:] - knots[:-1]
    return dy / dx
""",
            due=("upside_down", "slopes"),
            share=(0.0, 0.2),
        ),
        "zero_behind": Attempt(
            """
def hinge_coefficients(knots, values):
    slopes = np.diff(values) / np.diff(knots)
    return np.diff(slopes, append=0)
""",
            due=("moved_by_one",),
            share=(0.0, 0.34),
        ),
        "one_slope_for_all": Attempt(
            """
def hinge_coefficients(knots, values):
    m = (values[-1] - values[0]) / (knots[-1] - knots[0])
    return np.full(len(knots) - 1, m)
""",
            due=("one_slope",),
            share=(0.0, 0.34),
        ),
        "column": Attempt(
            """
def hinge_coefficients(knots, values):
    slopes = np.diff(values) / np.diff(knots)
    a = np.diff(slopes, prepend=0)
    return a.reshape(-1, 1)
""",
            due=("form_dimension_added",),
            share=(0.3, 0.9),
        ),
        "refuses_two_knots": Attempt(
            """
def hinge_coefficients(knots, values):
    if len(knots) < 3:
        raise ValueError("need at least 3 knots")
    slopes = np.diff(values) / np.diff(knots)
    a = np.zeros_like(slopes)
    a[0] = slopes[0]
    a[1:] = np.diff(slopes)
    return a
""",
            due=("form_refuses",),
            shows="ValueError",
            share=(0.3, 0.9),
        ),
        "knots_from_zero": Attempt(
            """
def hinge_coefficients(knots, values):
    slopes = values[1:] / knots[1:]
    return np.diff(slopes, prepend=0)
""",
            shows="expected",
            share=(0.0, 0.3),
        ),
    },
    "activation.xor": {
        "and_gate": Attempt(
            """
W1 = np.array([[1.0, 1.0], [1.0, 1.0]])
b1 = np.array([-1.0, -1.0])
W2 = np.array([[0.5], [0.5]])
b2 = np.array([0.0])
""",
            due=("plain_and", "same_hinge_twice"),
            share=(0.0, 0.35),
        ),
        "unbent_sum": Attempt(
            """
W1 = np.array([[1.0, 0.0], [0.0, 1.0]])
b1 = np.array([0.0, 0.0])
W2 = np.array([[1.0], [1.0]])
b2 = np.array([0.0])
""",
            shows="affine on the four inputs",
            share=(0.0, 0.34),
        ),
        "one_side_of_the_difference": Attempt(
            """
W1 = np.array([[1.0, -1.0], [-1.0, 1.0]])
b1 = np.array([0.0, 0.0])
W2 = np.array([[1.0], [0.0]])
b2 = np.array([0.0])
""",
            due=("one_difference",),
            share=(0.4, 0.8),
        ),
        "differences_cancel": Attempt(
            """
W1 = np.array([[1.0, -1.0], [-1.0, 1.0]])
b1 = np.zeros(2)
W2 = np.array([[1.0], [-1.0]])
b2 = np.zeros(1)
""",
            shows="affine on the four inputs",
            share=(0.0, 0.8),
        ),
        "textbook_for_steps": Attempt(
            """
W1 = np.array([[1.0, -1.0], [1.0, -1.0]])
b1 = np.array([-0.5, 1.5])
W2 = np.array([[1.0], [1.0]])
b2 = np.array([-1.5])
""",
            due=(
                "result_scaled",
                "built_for_a_step",
            ),
            share=(0.0, 0.6),
        ),
        "wrong_sign_and_a_row": Attempt(
            """
W1 = np.ones((2, 2))
b1 = np.array([0, 1])
W2 = np.array([[1, -2]])
b2 = np.array([0])
""",
            due=("bias_with_wrong_sign", "output_weights_as_a_row"),
            shows="of shape (2, 1); yours has shape (1, 2)",
            share=(0.0, 0.3),
        ),
        "or_as_a_row": Attempt(
            """
W1 = np.ones((2, 2))
b1 = np.array([0.0, -1.0])
W2 = np.array([1.0, -1.0]).reshape(1, 2)
b2 = np.zeros(1)
""",
            due=("output_weights_as_a_row", "plain_or"),
            shows="of shape (2, 1); yours has shape (1, 2)",
            share=(0.0, 0.67),
        ),
        "bend_between": Attempt(
            """
W1 = np.array([[1.0, 1.0], [1.0, 1.0]])
b1 = np.array([0.0, -0.5])
W2 = np.array([[1.0], [-2.0]])
b2 = np.array([0.0])
""",
            shows="is due",
            share=(0.0, 0.4),
        ),
        "not_steep_enough": Attempt(
            """
W1 = np.array([[1.0, 1.0], [1.0, 1.0]])
b1 = np.array([0.0, -1.0])
W2 = np.array([[1.0], [-1.5]])
b2 = np.array([0.0])
""",
            shows="0.5",
            share=(0.4, 0.8),
        ),
        "one_unit": Attempt(
            """
W1 = np.array([[1.0], [1.0]])
b1 = np.array([0.0])
W2 = np.array([[1.0]])
b2 = np.array([0.0])
""",
            shows="(2, 2)",
            share=(0.0, 0.34),
        ),
        "half_for_all": Attempt(
            """
W1 = np.zeros((2, 2))
b1 = np.zeros(2)
W2 = np.zeros((2, 1))
b2 = np.array([0.5])
""",
            due=("all_zero",),
            shows="gives all four inputs the same answer, 0.5",
            share=(0.0, 0.2),
        ),
        "shifted": Attempt(
            """
W1 = [[1, 1], [1, 1]]
b1 = [0, -1]
W2 = [[1], [-2]]
b2 = [0.5]
""",
            due=("result_shifted",),
            share=(0.0, 0.34),
        ),
        "equal_in_place_of_different": Attempt(
            """
W1 = np.array([[1.0, 1.0], [1.0, 1.0]])
b1 = np.array([0.0, -1.0])
W2 = np.array([[-1.0], [2.0]])
b2 = np.array([1.0])
""",
            due=("answers_swapped",),
            share=(0.0, 0.2),
        ),
        "inputs_minus_one_and_one": Attempt(
            """
W1 = np.array([[1.0, -1.0], [1.0, -1.0]])
b1 = np.array([0.0, 0.0])
W2 = np.array([[-0.5], [-0.5]])
b2 = np.array([1.0])
""",
            shows="affine on the four inputs",
            share=(0.0, 0.4),
        ),
        "bias_as_a_column_and_or": Attempt(
            """
W1 = np.array([[1.0, 1.0], [1.0, 1.0]])
b1 = np.array([[0.0], [-1.0]])
W2 = np.array([[1.0], [-1.0]])
b2 = np.array([[0.0]])
""",
            shows="b1",
            share=(0.0, 0.67),
        ),
        "twice_as_high": Attempt(
            """
W1 = np.array([[1.0, 1.0], [1.0, 1.0]])
b1 = np.array([0.0, -1.0])
W2 = np.array([[2.0], [-4.0]])
b2 = np.array([0.0])
""",
            due=("result_scaled",),
            share=(0.2, 0.6),
        ),
        "all_ones": Attempt(
            """
W1 = np.ones((2, 2))
b1 = np.ones(2)
W2 = np.ones((2, 1))
b2 = np.ones(1)
""",
            shows="affine on the four inputs",
            share=(0.0, 0.2),
        ),
        "same_unit_no_bias": Attempt(
            """
W1 = np.full((2, 2), 1.0)
b1 = np.zeros(2)
W2 = np.array([[0.5], [0.5]])
b2 = np.zeros(1)
""",
            due=("same_hinge_twice",),
            shows="affine on the four inputs",
            share=(0.0, 0.34),
        ),
        "random": Attempt(
            """
np.random.seed(0)
W1 = np.random.randn(2, 2)
b1 = np.zeros(2)
W2 = np.random.randn(2, 1)
b2 = np.zeros(1)
""",
            shows="is due",
            share=(0.0, 0.35),
        ),
    },
    "activation.regions": {
        "corners": Attempt(
            """
def regions(n, d):
    return 2 ** d
""",
            due=("two_to_the_d",),
            share=(0.0, 0.34),
        ),
        "all_subsets": Attempt(
            """
def regions(n, d):
    total = 0
    for k in range(n + 1):
        total = total + comb(n, k)
    return total
""",
            due=("every_pattern",),
            share=(0.0, 0.34),
        ),
        "recursion_without_a_floor": Attempt(
            """
def regions(n, d):
    if n == 0:
        return 1
    return regions(n - 1, d) + regions(n - 1, d - 1)
""",
            due=("every_pattern",),
            share=(0.0, 0.34),
        ),
        "recursion_of_the_plane": Attempt(
            """
def regions(n, d):
    if n == 0:
        return 1
    return n + regions(n - 1, d)
""",
            due=("plane_only",),
            share=(0.0, 0.4),
        ),
        "pieces_of_a_line": Attempt(
            """
def regions(n, d):
    cuts = n
    return cuts + 1
""",
            due=("line_only",),
            share=(0.0, 0.4),
        ),
        "units_times_inputs": Attempt(
            """
def regions(n, d):
    return n * d + 1
""",
            due=("n_times_d",),
            share=(0.0, 0.4),
        ),
        "factorials": Attempt(
            """
from math import factorial

def regions(n, d):
    total = 0
    for j in range(d + 1):
        total += factorial(n) // (factorial(j) * factorial(n - j))
    return total
""",
            shows="ValueError",
            share=(0.3, 0.9),
        ),
        "both_ends_missing": Attempt(
            """
def regions(n, d):
    s = 0
    for j in range(1, d):
        s += comb(n, j)
    return s
""",
            due=("first_term_missing", "last_term_missing"),
            share=(0.0, 0.3),
        ),
        "loop_from_one": Attempt(
            """
def regions(n, d):
    s = 0
    j = 1
    while j <= d:
        s += comb(n, j)
        j += 1
    return s
""",
            due=("first_term_missing",),
            share=(0.0, 0.4),
        ),
        "while_too_short": Attempt(
            """
def regions(n, d):
    s = 0
    j = 0
    while j < d:
        s = s + comb(n, j)
        j = j + 1
    return s
""",
            due=("last_term_missing",),
            share=(0.0, 0.4),
        ),
        "product": Attempt(
            """
def regions(n, d):
    result = 1
    for j in range(d + 1):
        result *= comb(n, j)
    return result
""",
            due=("terms_multiplied",),
            share=(0.0, 0.34),
        ),
        "list_of_terms": Attempt(
            """
def regions(n, d):
    terms = []
    for j in range(d + 1):
        terms.append(comb(n, j))
    return terms
""",
            due=("terms_not_added", "form_list"),
            share=(0.0, 0.34),
        ),
        "overwritten_in_the_loop": Attempt(
            """
def regions(n, d):
    for j in range(d + 1):
        total = comb(n, j)
    return total
""",
            due=("last_term_alone",),
            share=(0.0, 0.34),
        ),
        "choose_the_wrong_way": Attempt(
            """
def regions(n, d):
    return sum([comb(j, n) for j in range(d + 1)])
""",
            due=("comb_turned",),
            share=(0.0, 0.34),
        ),
        "array_into_comb": Attempt(
            """
def regions(n, d):
    j = np.arange(d + 1)
    return np.sum(comb(n, j))
""",
            due=("form_no_whole_number",),
            share=(0.0, 0.2),
        ),
        "leaves_early": Attempt(
            """
def regions(n, d):
    for j in range(0, d + 1):
        return comb(n, j)
""",
            due=("returns_inside_the_loop",),
            share=(0.0, 0.3),
        ),
        "leaves_early_from_one": Attempt(
            """
def regions(n, d):
    total = 0
    for j in range(1, d + 1):
        total += comb(n, j)
        return total
""",
            due=("returns_inside_the_loop", "first_term_missing"),
            share=(0.0, 0.2),
        ),
        "one_too_far": Attempt(
            """
def regions(n, d):
    total = 0
    for j in range(d + 2):
        total += comb(n, j)
    return total
""",
            due=("one_term_too_many",),
            share=(0.0, 0.34),
        ),
        "the_example": Attempt(
            """
def regions(n, d):
    return comb(3, 0) + comb(3, 1) + comb(3, 2)
""",
            shows="7",
            due=("result_constant",),
            share=(0.0, 0.2),
        ),
        "starts_at_one": Attempt(
            """
def regions(n, d):
    total = 1
    for j in range(d + 1):
        total += comb(n, j)
    return total
""",
            due=("first_term_twice", "result_shifted"),
            share=(0.0, 0.34),
        ),
        "line_and_plane": Attempt(
            """
def regions(n, d):
    if d == 1:
        return n + 1
    elif d == 2:
        return 1 + n + n * (n - 1) // 2
""",
            shows="None",
            due=("form_nothing_returned",),
            share=(0.2, 0.75),
        ),
        "terms_too": Attempt(
            """
def regions(n, d):
    terms = [comb(n, j) for j in range(d + 1)]
    return sum(terms), terms
""",
            due=("form_extra_results",),
            share=(0.0, 0.9),
        ),
        "printed_and_short": Attempt(
            """
def regions(n, d):
    total = 0
    for j in range(d):
        total += comb(n, j)
    print(total)
""",
            shows="None",
            due=("form_nothing_returned",),
            share=(0.0, 0.1),
        ),
        "turned_and_short": Attempt(
            """
def regions(d, n):
    return sum(comb(n, j) for j in range(d))
""",
            due=("swapped", "last_term_missing"),
            share=(0.0, 0.34),
        ),
    },
    "activation.mystery": {
        "logarithm_bounded": Attempt(
            """
mixing = ["g", "c"]
bounded = list("aef")
falling = ["b", "f"]
straight = ["d"]
""",
            due=("slow_growth_taken_for_bounded",),
            share=(0.5, 0.8),
        ),
        "softmax_in_two_lists": Attempt(
            """
mixing = ["c", "g"]
bounded = ["a", "c", "f"]
falling = ["b", "f"]
straight = ["d"]
""",
            due=("shares_taken_for_bounded",),
            share=(0.5, 0.8),
        ),
        "centering_in_two_lists": Attempt(
            """
mixing = ["c", "g"]
bounded = ["a", "f"]
falling = ["b", "f"]
straight = ["d", "g"]
""",
            due=("centering_overlooked",),
            share=(0.5, 0.8),
        ),
        "centering_overlooked_entirely": Attempt(
            """
mixing = ["c"]
bounded = ["a", "f"]
falling = ["b", "f"]
straight = ["d"]
""",
            shows="mixing",
            share=(0.5, 0.8),
        ),
        "sine_overlooked": Attempt(
            """
mixing = ["c", "g"]
bounded = ["a", "f"]
falling = ["b"]
straight = ["d"]
""",
            due=("sine_overlooked",),
            share=(0.5, 0.8),
        ),
        "sine_unbounded": Attempt(
            """
mixing = ["c", "g"]
bounded = ["a"]
falling = ["b", "f"]
straight = ["d"]
""",
            shows="bounded",
            share=(0.5, 0.8),
        ),
        "logarithm_falls": Attempt(
            """
mixing = ["c", "g"]
bounded = ["a", "f"]
falling = ["b", "e", "f"]
straight = ["d"]
""",
            shows="falling",
            share=(0.5, 0.8),
        ),
        "offset_taken_for_a_bend": Attempt(
            """
mixing = ["c", "g"]
bounded = ["a", "f"]
falling = ["b", "f"]
straight = []
""",
            shows="straight",
            share=(0.5, 0.8),
        ),
        "logarithm_and_dip": Attempt(
            """
mixing = ["c", "g"]
bounded = ["a", "f", "e"]
falling = ["f"]
straight = ["d"]
""",
            due=("slow_growth_taken_for_bounded", "dip_overlooked"),
            share=(0.3, 0.6),
        ),
        "three_mistakes": Attempt(
            """
mixing = ["c"]
bounded = ["a", "e", "f"]
falling = ["f"]
straight = ["d", "g"]
""",
            due=("slow_growth_taken_for_bounded", "dip_overlooked", "centering_overlooked"),
            share=(0.0, 0.2),
        ),
        "softmax_bounded_and_dip": Attempt(
            """
mixing = ["g"]
bounded = ["a", "c", "f"]
falling = ["f"]
straight = ["d"]
""",
            due=("shares_taken_for_bounded", "dip_overlooked"),
            share=(0.1, 0.4),
        ),
        "elementwise_ones": Attempt(
            """
mixing = ["a", "b", "d", "e", "f"]
bounded = ["a", "f"]
falling = ["b", "f"]
straight = ["d"]
""",
            shows="mixing",
            share=(0.5, 0.8),
        ),
        "all_letters": Attempt(
            """
everything = ["a", "b", "c", "d", "e", "f", "g"]
mixing = bounded = falling = straight = everything
""",
            shows="mixing",
            share=(0.0, 0.1),
        ),
        "one_text_each": Attempt(
            """
mixing = "c"
bounded = "a, e, f"
falling = "f"
straight = "d"
""",
            shows="mixing",
            share=(0.0, 0.5),
        ),
        "positions": Attempt(
            """
mixing = [2, 6]
bounded = [0, 5]
falling = [1, 5]
straight = [3]
""",
            shows="letter",
            share=(0.0, 0.2),
        ),
        "rising_ones": Attempt(
            """
mixing = ["c", "g"]
bounded = ["a", "f"]
falling = ["a", "d", "e"]
straight = ["d"]
""",
            shows="falling",
            share=(0.5, 0.8),
        ),
        "falling_forgotten_and_centering": Attempt(
            """
mixing = ["c"]
bounded = ["a", "f"]
falling = []
straight = ["d", "g"]
""",
            due=("centering_overlooked",),
            share=(0.1, 0.4),
        ),
    },
}
