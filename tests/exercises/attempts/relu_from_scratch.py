"""Attempts at the exercises of notebook 04.

Names that are due and did not exist when this was written, and what they tell the learner:

- `leak_of_a_fifth`: lets a fifth of every negative number through.
- `elu`: is ELU, exp(x) - 1 on the left.
- `swish`: is x times sigmoid, also called SiLU.
- `capped_at_5`: stops growing at 5 (or form_capped).
- `halves_added`: adds half of x and half of |x|, which is NaN at -inf.
- `root_of_the_square`: squares x, which overflows from about 1e154 on.
- `all_or_nothing`: asks one question about the whole array, and returns all of it or none.
- `form_two_dimensions`: takes tables alone.
- `largest_along_an_axis`: `np.max(0, x)` takes x for an axis.
- `negative_relu`: has a sign too many: never above 0 (or form_sign).
- `single_precision`: computes in float32, which holds seven digits and nothing above 3.4e38.
- `whole_numbers` and `negative_numbers` of the impostors: what the inputs leave out.
- `unsigned_still`: subtracts in a larger type that still has no negative numbers.
- `scaled_to_one`: is the change as a share of 255 (or form_scaled).
- `white_where_brighter`: says whether, as 255 or 0.
- `threshold`: leaves small changes out.
- `weights_first`: multiplies in the wrong order.
- `cap_of_one`, `sigmoid_layer`, `leaky_layer`, `absolute_layer`: another function than ReLU.
- `first_example_alone`: one example of the batch.
- `bias_down_the_rows`: a bias for each example, not for each unit.
- `mean_of_products`: divides the sum by the number of inputs.
- `brackets_missing`: multiplies b1 by W2 before it adds.
- `layers_swapped`: takes the second layer's weights first.
- `softmax_on_output`, `sigmoid_on_output`, `sigmoid_hidden`, `leaky_hidden`: another function than the one asked for.
- `hidden_not_used`: gives the second layer the inputs, not the hidden layer.
- `wrong_bias`: adds b1 at the output.
"""

from tests.exercises.attempts import Attempt

ATTEMPTS = {
    "scratch.relu": {
        "list_of_maxima": Attempt(
            """
def relu(x):
    return [max(0, i) for i in x]
""",
            due=("list_of_one_dimension", "swallows_nan", "form_list", "form_python_loop", "form_one_dimension"),
            share=(0.0, 0.33),
        ),
        "assigns_into_x": Attempt(
            """
def relu(x):
    for i in range(len(x)):
        if x[i] < 0:
            x[i] = 0
    return x
""",
            due=(
                "in_place",
                "array_of_one_dimension",
                "form_input_changed",
                "form_one_dimension",
                "form_python_loop",
                "elementwise_loop",
            ),
            share=(0.0, 0.4),
        ),
        "out_argument": Attempt(
            """
def relu(x):
    return np.maximum(x, 0, x)
""",
            due=("in_place", "form_input_changed", "form_arrays_alone"),
            share=(0.2, 0.7),
        ),
        "leak_of_0.2": Attempt(
            """
def relu(x, alpha=0.2):
    return np.where(x > 0, x, alpha * x)
""",
            due=("leak_of_a_fifth", "leak"),
            share=(0.0, 0.33),
        ),
        "elu": Attempt(
            """
def relu(x):
    return np.where(x >= 0, x, np.exp(x) - 1)
""",
            due=("elu",),
            share=(0.0, 0.33),
        ),
        "swish": Attempt(
            """
def relu(x):
    return x / (1 + np.exp(-x))
""",
            due=("swish",),
            share=(0.0, 0.33),
        ),
        "cap_of_5": Attempt(
            """
def relu(x):
    return np.minimum(5, np.maximum(x, 0))
""",
            due=("capped_at_5", "result_capped"),
            share=(0.05, 0.5),
        ),
        "with_cache_and_assert": Attempt(
            """
def relu(Z):
    A = np.maximum(0, Z)
    assert A.shape == Z.shape
    cache = Z
    return A, cache
""",
            due=("form_extra_results", "form_arrays_alone"),
            share=(0.0, 0.6),
        ),
        "flattened": Attempt(
            """
def relu(x):
    y = x.flatten()
    y[y < 0] = 0
    return y
""",
            due=("form_flattened", "form_arrays_alone"),
            share=(0.1, 0.6),
        ),
        "copy_and_assign_of_arrays": Attempt(
            """
def relu(x):
    result = x.copy()
    result[result < 0] = 0
    return result
""",
            due=("form_arrays_alone",),
            share=(0.7, 0.95),
        ),
        "halves": Attempt(
            """
def relu(x):
    return x/2 + np.abs(x)/2
""",
            due=("halves_added", "mask_product"),
            share=(0.6, 0.95),
        ),
        "half_sum_in_single_precision": Attempt(
            """
def relu(x):
    return ((x + np.abs(x)) / 2).astype(np.float32)
""",
            due=("single_precision", "half_sum"),
            share=(0.2, 0.8),
        ),
        "root_of_the_square": Attempt(
            """
def relu(x):
    return (x + np.sqrt(x ** 2)) / 2
""",
            due=("root_of_the_square", "half_sum"),
            share=(0.4, 0.9),
        ),
        "vectorized_conditional": Attempt(
            """
def relu(x):
    f = np.vectorize(lambda v: v if v > 0 else 0.0)
    return f(x)
""",
            due=("elementwise_loop", "swallows_nan", "form_empty_refused", "form_python_loop", "form_vectorize_empty"),
            share=(0.3, 0.85),
        ),
        "nested_loops": Attempt(
            """
def relu(x):
    out = np.zeros(x.shape)
    for i in range(x.shape[0]):
        for j in range(x.shape[1]):
            if x[i, j] > 0:
                out[i, j] = x[i, j]
    return out
""",
            due=("form_tables_alone", "swallows_nan", "form_python_loop", "form_arrays_alone"),
            share=(0.0, 0.4),
        ),
        "any_positive": Attempt(
            """
def relu(x):
    if (x > 0).any():
        return x
    else:
        return np.zeros_like(x)
""",
            due=("all_or_nothing", "form_arrays_alone"),
            share=(0.0, 0.3),
        ),
        "if_and_assign": Attempt(
            """
def relu(x):
    if x <= 0:
        return 0
    elif x > 0:
        return x
""",
            due=("one_number_only", "form_one_truth_value", "form_nothing_returned"),
            share=(0.0, 0.33),
        ),
        "prints": Attempt(
            """
def relu(x):
    print(np.maximum(0, x))
""",
            shows="return",
            due=("form_nothing_returned",),
            share=(0.0, 0.05),
        ),
        "heaviside_product": Attempt(
            """
def relu(x):
    return x * np.heaviside(x, 0)
""",
            due=("mask_product",),
            share=(0.6, 0.95),
        ),
        "refuses_numbers": Attempt(
            """
def relu(x):
    if not isinstance(x, np.ndarray):
        raise TypeError("x must be an array")
    return x.clip(min=0)
""",
            due=("form_arrays_alone", "form_refuses"),
            share=(0.7, 0.95),
        ),
        "max_of_0_and_x": Attempt(
            """
def relu(x):
    return np.max(0, x)
""",
            due=("largest_along_an_axis",),
            share=(0.0, 0.15),
        ),
        "minimum_of_minus": Attempt(
            """
def relu(x):
    return np.minimum(0, -x)
""",
            due=("negative_relu", "result_negated"),
            share=(0.0, 0.2),
        ),
        "numpy_max_of_all": Attempt(
            """
def relu(x):
    return max(0, np.max(x))
""",
            due=("form_one_number",),
            share=(0.0, 0.25),
        ),
        "loop_over_flat_with_int": Attempt(
            """
def relu(x):
    x = np.array(x)
    y = np.zeros(x.shape, dtype=int)
    for index, value in np.ndenumerate(x):
        y[index] = max(value, 0)
    return y
""",
            due=("whole_numbers", "elementwise_loop", "form_python_loop", "form_whole_numbers"),
            share=(0.0, 0.33),
        ),
    },
    "scratch.impostors": {
        "negative_whole_numbers": Attempt("inputs = [-1, -2, -3, -4, -5, -6]", shows="caught", share=(0.0, 0.5)),
        "no_infinity": Attempt("inputs = [-2.5, 0.5, 7.5, np.nan]", shows="caught", share=(0.5, 0.9)),
        "too_many": Attempt(
            "inputs = list(np.linspace(-10, 10, 100)) + [np.nan, np.inf, -np.inf]", shows="six", share=(0.0, 0.5)
        ),
        "nested": Attempt("inputs = [[-2.5, 7.5], [np.nan, -np.inf]]", shows="list", share=(0.0, 0.5)),
        "texts": Attempt('inputs = ["nan", "inf", "-inf", "7.5"]', shows="number", share=(0.0, 0.2)),
        "nan_alone": Attempt("inputs = [np.nan]", shows="caught", share=(0.1, 0.5)),
        "one_number": Attempt("inputs = -2.5", shows="list", share=(0.0, 0.2)),
        "a_none": Attempt("inputs = [-2.5, 7.5, None]", shows="None", share=(0.0, 0.3)),
        "random": Attempt("inputs = np.random.default_rng(1).standard_normal(6)", shows="caught", share=(0.1, 0.6)),
        "plus_infinity": Attempt("inputs = [np.inf, 100, 1000.5]", shows="caught", share=(0.1, 0.6)),
        "dictionary": Attempt(
            'inputs = {"a": -2.5, "b": 7.5, "c": np.nan, "d": -np.inf, "e": 0.5, "f": 1e9}',
            shows="list",
            share=(0.0, 0.2),
        ),
    },
    "scratch.brightening": {
        "cast_too_late": Attempt(
            """
def brightening(after, before):
    diff = after - before
    diff = diff.astype(int)
    diff[diff < 0] = 0
    return diff
""",
            due=("wraps_around",),
            share=(0.0, 0.2),
        ),
        "clip": Attempt(
            """
def brightening(after, before):
    return np.clip(after - before, 0, 255)
""",
            due=("wraps_around",),
            share=(0.0, 0.2),
        ),
        "loops_with_int": Attempt(
            """
def brightening(after, before):
    rows, cols = after.shape
    result = np.zeros((rows, cols))
    for r in range(rows):
        for c in range(cols):
            d = int(after[r, c]) - int(before[r, c])
            if d > 0:
                result[r, c] = d
    return result
""",
            due=("form_python_loop", "form_tables_alone"),
            share=(0.3, 0.9),
        ),
        "loops_in_bytes": Attempt(
            """
def brightening(after, before):
    out = np.zeros(after.shape)
    for i in range(after.shape[0]):
        for j in range(after.shape[1]):
            out[i][j] = max(0, after[i][j] - before[i][j])
    return out
""",
            due=("wraps_around", "form_python_loop", "form_tables_alone"),
            share=(0.0, 0.2),
        ),
        "distance": Attempt(
            """
def brightening(after, before):
    a = after.astype(float)
    b = before.astype(float)
    return np.sqrt((a - b) ** 2)
""",
            due=("absolute_change",),
            share=(0.0, 0.4),
        ),
        "shares": Attempt(
            """
def brightening(after, before):
    change = after / 255 - before / 255
    return np.maximum(change, 0)
""",
            due=("scaled_to_one", "result_scaled"),
            share=(0.0, 0.4),
        ),
        "swapped_bytes": Attempt(
            """
def brightening(after, before):
    return np.maximum(before - after, 0)
""",
            due=("swapped", "wraps_around"),
            share=(0.0, 0.15),
        ),
        "total": Attempt(
            """
def brightening(after, before):
    diff = after.astype(int) - before.astype(int)
    return diff[diff > 0].sum()
""",
            due=("form_one_number",),
            share=(0.0, 0.25),
        ),
        "only_brighter_pixels": Attempt(
            """
def brightening(after, before):
    diff = after.astype(int) - before.astype(int)
    return diff[diff > 0]
""",
            due=("drops_pixels",),
            share=(0.0, 0.25),
        ),
        "result_in_int8": Attempt(
            """
def brightening(after, before):
    d = np.maximum(0, after.astype(np.int16) - before.astype(np.int16))
    return d.astype(np.int8)
""",
            due=("int8", "result_in_int8"),
            share=(0.1, 0.6),
        ),
        "writes_into_after": Attempt(
            """
def brightening(after, before):
    after[after <= before] = 0
    return after
""",
            due=("keeps_the_new_value", "form_input_changed"),
            share=(0.0, 0.3),
        ),
        "black_and_white": Attempt(
            """
def brightening(after, before):
    return np.where(after > before, 255, 0)
""",
            due=("white_where_brighter",),
            share=(0.0, 0.33),
        ),
        "threshold": Attempt(
            """
def brightening(after, before):
    diff = after.astype(float) - before.astype(float)
    diff[diff < 10] = 0
    return diff
""",
            due=("threshold",),
            share=(0.1, 0.75),
        ),
        "larger_and_unsigned": Attempt(
            """
def brightening(after, before):
    after = after.astype(np.uint16)
    before = before.astype(np.uint16)
    return np.maximum(0, after - before)
""",
            due=("unsigned_still", "wraps_around"),
            share=(0.0, 0.2),
        ),
        "signed_in_bytes": Attempt(
            """
def brightening(after, before):
    return after.astype(np.int8) - before.astype(np.int8)
""",
            due=("int8", "signed_change"),
            share=(0.0, 0.2),
        ),
        "prints": Attempt(
            """
def brightening(after, before):
    diff = np.maximum(0, after.astype(int) - before.astype(int))
    print(diff)
""",
            shows="return",
            due=("form_nothing_returned",),
            share=(0.0, 0.05),
        ),
    },
    "scratch.dense_relu": {
        "triple_loop": Attempt(
            """
def dense_relu(X, W, b):
    result = []
    for x in X:
        row = []
        for j in range(len(b)):
            s = b[j]
            for i in range(len(x)):
                s += x[i] * W[i][j]
            row.append(max(0, s))
        result.append(row)
    return result
""",
            due=("row_by_row", "form_list", "form_python_loop"),
            share=(0.2, 0.85),
        ),
        "weights_first_no_relu": Attempt(
            """
def dense_relu(X, W, b):
    Z = np.dot(W, X) + b
    return Z
""",
            due=("weights_first", "forgot_relu", "form_shapes_do_not_fit"),
            share=(0.0, 0.15),
        ),
        "weights_first": Attempt(
            """
def dense_relu(X, W, b):
    Z = W.T @ X + b
    return np.maximum(0, Z)
""",
            due=("weights_first", "form_shapes_do_not_fit"),
            share=(0.0, 0.15),
        ),
        "transposed_and_max": Attempt(
            """
def dense_relu(X, W, b):
    z = np.dot(X, W.T) + b
    return max(0, z)
""",
            due=("transposed_weights", "python_max", "form_one_truth_value"),
            share=(0.0, 0.15),
        ),
        "largest_along_an_axis": Attempt(
            """
def dense_relu(X, W, b):
    return np.max(X @ W + b, 0)
""",
            due=("max_over_axis", "form_first_dimension_lost"),
            share=(0.0, 0.2),
        ),
        "with_cache": Attempt(
            """
def dense_relu(X, W, b):
    Z = np.dot(X, W) + b
    A = relu(Z)
    return A, Z
""",
            due=("form_extra_results",),
            share=(0.2, 0.85),
        ),
        "clip_to_one": Attempt(
            """
def dense_relu(X, W, b):
    return np.clip(X @ W + b, 0, 1)
""",
            due=("cap_of_one", "result_capped"),
            share=(0.0, 0.4),
        ),
        "sigmoid": Attempt(
            """
def dense_relu(X, W, b):
    z = X.dot(W) + b
    return 1 / (1 + np.exp(-z))
""",
            due=("sigmoid_layer",),
            share=(0.0, 0.33),
        ),
        "leaky": Attempt(
            """
def dense_relu(X, W, b):
    z = X @ W + b
    return np.where(z > 0, z, 0.01 * z)
""",
            due=("leaky_layer",),
            share=(0.0, 0.4),
        ),
        "absolute_without_bias": Attempt(
            """
def dense_relu(X, W, b):
    return abs(np.matmul(X, W))
""",
            due=("forgot_bias", "absolute_layer"),
            share=(0.0, 0.2),
        ),
        "relu_around_each": Attempt(
            """
def dense_relu(X, W, b):
    return relu(relu(X) @ W) + b
""",
            due=("relu_on_inputs", "bias_after_relu"),
            share=(0.0, 0.2),
        ),
        "relu_of_each_part": Attempt(
            """
def dense_relu(X, W, b):
    return relu(X @ W) + relu(b)
""",
            due=("bias_after_relu", "relu_of_each_part"),
            share=(0.0, 0.3),
        ),
        "first_example": Attempt(
            """
def dense_relu(X, W, b):
    x = X[0]
    return relu(x @ W + b)
""",
            due=("first_example_alone", "form_first_dimension_lost"),
            share=(0.0, 0.3),
        ),
        "bias_as_a_column": Attempt(
            """
def dense_relu(X, W, b):
    b = b.reshape(-1, 1)
    return relu(X @ W + b)
""",
            due=("bias_as_a_column", "form_shapes_do_not_fit"),
            share=(0.0, 0.33),
        ),
        "mean": Attempt(
            """
def dense_relu(X, W, b):
    n = X.shape[1]
    return np.maximum(0, X @ W / n + b)
""",
            due=("mean_of_products",),
            share=(0.0, 0.33),
        ),
        "squeezed": Attempt(
            """
def dense_relu(X, W, b):
    Z = X @ W + b
    Z[Z < 0] = 0
    return Z.squeeze()
""",
            due=("form_squeezed",),
            share=(0.5, 0.95),
        ),
        "minus_bias_no_relu": Attempt(
            """
def dense_relu(X, W, b):
    return np.dot(X, W) - b
""",
            due=("subtracts_bias", "forgot_relu"),
            share=(0.0, 0.2),
        ),
        "prints": Attempt(
            """
def dense_relu(X, W, b):
    H = relu(X @ W + b)
    print(H)
""",
            shows="return",
            due=("form_nothing_returned",),
            share=(0.0, 0.05),
        ),
    },
    "scratch.network": {
        "relu_at_the_end_bias_outside": Attempt(
            """
def network(X, W1, b1, W2, b2):
    H = np.maximum(0, X @ W1) + b1
    return np.maximum(0, H @ W2 + b2)
""",
            due=("bias_after_relu", "relu_on_output"),
            share=(0.0, 0.25),
        ),
        "two_layers_alike": Attempt(
            """
def network(X, W1, b1, W2, b2):
    layers = [(W1, b1), (W2, b2)]
    for W, b in layers:
        X = dense_relu(X, W, b)
    return X
""",
            due=("relu_on_output",),
            share=(0.0, 0.4),
        ),
        "brackets": Attempt(
            """
def network(X, W1, b1, W2, b2):
    return relu(X @ W1) + b1 @ W2 + b2
""",
            due=("brackets_missing", "bias_after_relu", "form_shapes_do_not_fit"),
            share=(0.0, 0.15),
        ),
        "layers_swapped": Attempt(
            """
def network(X, W1, b1, W2, b2):
    hidden = dense_relu(X, W2, b2)
    return hidden @ W1 + b1
""",
            due=("layers_swapped", "form_shapes_do_not_fit"),
            share=(0.0, 0.15),
        ),
        "softmax": Attempt(
            """
def network(X, W1, b1, W2, b2):
    H = relu(X @ W1 + b1)
    Y = H @ W2 + b2
    e = np.exp(Y - Y.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)
""",
            due=("softmax_on_output",),
            share=(0.0, 0.33),
        ),
        "sigmoid_at_the_end": Attempt(
            """
def network(X, W1, b1, W2, b2):
    a1 = dense_relu(X, W1, b1)
    z2 = np.dot(a1, W2) + b2
    a2 = 1 / (1 + np.exp(-z2))
    return a2
""",
            due=("sigmoid_on_output",),
            share=(0.0, 0.33),
        ),
        "sigmoid_hidden_no_bias": Attempt(
            """
def network(X, W1, b1, W2, b2):
    H = 1 / (1 + np.exp(-(X @ W1 + b1)))
    return H @ W2
""",
            due=("sigmoid_hidden", "forgot_output_bias"),
            share=(0.0, 0.2),
        ),
        "both_layers_returned": Attempt(
            """
def network(X, W1, b1, W2, b2):
    H = dense_relu(X, W1, b1)
    Y = H @ W2 + b2
    return H, Y
""",
            due=("form_extra_results", "returns_hidden"),
            share=(0.2, 0.85),
        ),
        "example_by_example": Attempt(
            """
def network(X, W1, b1, W2, b2):
    Y = []
    for x in X:
        h = relu(np.dot(x, W1) + b1)
        Y.append(np.dot(h, W2) + b2)
    return Y
""",
            due=("form_list", "form_python_loop", "row_by_row"),
            share=(0.3, 0.9),
        ),
        "inputs_again": Attempt(
            """
def network(X, W1, b1, W2, b2):
    H = dense_relu(X, W1, b1)
    Y = X @ W2 + b2
    return Y
""",
            due=("hidden_not_used", "form_shapes_do_not_fit"),
            share=(0.0, 0.15),
        ),
        "flat": Attempt(
            """
def network(X, W1, b1, W2, b2):
    return (dense_relu(X, W1, b1) @ W2 + b2).ravel()
""",
            due=("form_flattened",),
            share=(0.3, 0.85),
        ),
        "first_bias_twice": Attempt(
            """
def network(X, W1, b1, W2, b2):
    H = dense_relu(X, W1, b1)
    return H @ W2 + b1
""",
            due=("wrong_bias", "form_shapes_do_not_fit"),
            share=(0.0, 0.25),
        ),
        "no_bias_at_all": Attempt(
            """
def network(X, W1, b1, W2, b2):
    return np.maximum(0, X.dot(W1)).dot(W2)
""",
            due=("forgot_hidden_bias", "forgot_output_bias", "no_biases"),
            share=(0.0, 0.3),
        ),
        "linear_without_bias": Attempt(
            """
def network(X, W1, b1, W2, b2):
    Z = X @ W1 + b1
    return Z @ W2
""",
            due=("no_hidden_relu", "forgot_output_bias"),
            share=(0.0, 0.25),
        ),
        "arguments_in_another_order": Attempt(
            """
def network(X, W1, b1, W2, b2):
    H = dense_relu(W1, X, b1)
    return H @ W2 + b2
""",
            due=("weights_first", "form_shapes_do_not_fit"),
            share=(0.0, 0.15),
        ),
        "leaky_hidden": Attempt(
            """
def network(X, W1, b1, W2, b2):
    Z1 = X @ W1 + b1
    A1 = np.where(Z1 > 0, Z1, Z1 * 0.01)
    return A1 @ W2 + b2
""",
            due=("leaky_hidden",),
            share=(0.0, 0.45),
        ),
        "largest_row": Attempt(
            """
def network(X, W1, b1, W2, b2):
    H = np.max(X @ W1 + b1, 0)
    return H @ W2 + b2
""",
            due=("no_hidden_relu", "form_first_dimension_lost"),
            share=(0.0, 0.2),
        ),
        "no_return": Attempt(
            """
def network(X, W1, b1, W2, b2):
    hidden = dense_relu(X, W1, b1)
    output = hidden @ W2 + b2
""",
            shows="return",
            due=("form_nothing_returned",),
            share=(0.0, 0.05),
        ),
    },
}
