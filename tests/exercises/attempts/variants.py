"""Attempts at the exercises of notebook 08.

New names that ought to exist, and what they tell the learner:

- variants.leaky: `shifted`: Yours adds a itself; the leak is a times the negative part. `kink_at_a`: Yours bends at
  x = a; the bend stays at 0. `line_added`: Yours adds a x on the right as well, where the slope is then 1 + a.
  `leak_divided`: Yours divides by a.
- variants.prelu_grads: `dz_alone`: Yours returns one of the two. `activation_for_dz`: Your dz is the activation and not
  its gradient. `da_negated`: Your da has the wrong sign. `both_summed`: Your dz is one number. `mask_of_upstream`: Yours
  asks for the sign of upstream, not of z.
- variants.elu: `minus_for_plus`: the left side has the wrong sign. `alpha_as_slope`: a line a x on the left: Leaky ReLU.
  `one_minus_exp`: as minus_for_plus, alpha (1 - exp(x)).
- variants.moments: `sampled`: Yours draws random numbers or a coarse grid; that is right to two or three decimals only.
  `mean_only`: Yours returns one number. `without_density`: the density is missing. `mean_of_squares_forgotten`.
- variants.paired_interval: `absolute_differences`, `range`, `percentiles`, `mean_alone`, `fixed_quantile` (the t of
  twelve pairs, 2.2, for every n), `identical_not_handled` (NaN where all differences are the same).
"""

from tests.exercises.attempts import Attempt

ATTEMPTS = {
    "variants.leaky": {
        "one_if": Attempt(
            """
def leaky(x, a):
    if x <= 0:
        return x * a
    else:
        return x
""",
            due=("one_number_only", "form_one_truth_value"),
            share=(0.2, 0.6),
        ),
        "loop_and_append": Attempt(
            """
def leaky(x, a):
    result = []
    for value in x:
        if value > 0:
            result.append(value)
        else:
            result.append(a * value)
    return np.array(result)
""",
            due=("one_number_only", "form_arrays_alone", "form_one_dimension", "form_python_loop"),
            share=(0.2, 0.6),
        ),
        "builtin_max": Attempt(
            """
def leaky(x, a):
    return max(a * x, x)
""",
            due=("one_number_only", "form_one_truth_value", "larger_of_two"),
            share=(0.0, 0.5),
        ),
        "copy_and_mask": Attempt(
            """
def leaky(x, a):
    y = x.copy()
    y[x <= 0] = a * y[x <= 0]
    return y
""",
            due=("form_arrays_alone",),
            share=(0.7, 0.95),
        ),
        "copy_and_fixed_leak": Attempt(
            """
def leaky(x, a):
    y = x.copy()
    y[y < 0] = 0.01 * y[y < 0]
    return y
""",
            due=("fixed_slope", "form_arrays_alone"),
            share=(0.0, 0.34),
        ),
        "default_wins": Attempt(
            """
def leaky(x, a=0.01):
    a = 0.2
    return np.where(x > 0, x, x * a)
""",
            due=("fixed_slope",),
            share=(0.0, 0.34),
        ),
        "printed": Attempt(
            """
def leaky(x, a):
    print(np.where(x > 0, x, a * x))
""",
            shows="None",
            due=("form_nothing_returned",),
            share=(0.0, 0.1),
        ),
        "masks_of_two_times": Attempt(
            """
def leaky(x, a):
    pos = x * (x > 0)
    neg = a * (x < 0)
    return pos + neg
""",
            due=("leak_not_scaled",),
            share=(0.0, 0.34),
        ),
        "relu_plus_line": Attempt(
            """
def leaky(x, a):
    relu = (x + np.abs(x)) / 2
    return relu + a * x
""",
            due=("line_added",),
            share=(0.0, 0.34),
        ),
        "minus_in_front": Attempt(
            """
def leaky(x, a):
    return np.where(x > 0, x, -a * x)
""",
            due=("leak_subtracted",),
            share=(0.0, 0.34),
        ),
        "abs_on_the_left_of_arrays": Attempt(
            """
def leaky(x, a):
    out = np.zeros(x.shape)
    out[x > 0] = x[x > 0]
    out[x <= 0] = a * np.abs(x[x <= 0])
    return out
""",
            due=("leak_subtracted", "form_arrays_alone"),
            share=(0.0, 0.34),
        ),
        "negative_set_in_place_of_relu": Attempt(
            """
def leaky(x, a):
    x[x < 0] = 0
    return x
""",
            due=("plain_relu", "in_place", "form_input_changed", "form_arrays_alone"),
            share=(0.0, 0.34),
        ),
        "in_place_multiplication": Attempt(
            """
def leaky(x, a):
    x[x < 0] = x[x < 0] * a
    return x
""",
            due=("in_place", "form_input_changed", "form_arrays_alone"),
            share=(0.3, 0.9),
        ),
        "threshold_with_leak": Attempt(
            """
def leaky(x, a):
    return np.where(x >= a, x, x * a)
""",
            due=("kink_at_a",),
            share=(0.0, 0.5),
        ),
        "wrong_order": Attempt(
            """
def leaky(a, x):
    return np.where(x > 0, x, a * x)
""",
            share=(0.0, 0.34),
            due=("order_of_arguments",),
        ),
        "nested_loops": Attempt(
            """
def leaky(x, a):
    out = np.zeros_like(x)
    for i in range(x.shape[0]):
        for j in range(x.shape[1]):
            out[i, j] = x[i, j] if x[i, j] > 0 else a * x[i, j]
    return out
""",
            due=("form_python_loop", "form_arrays_alone", "form_tables_alone"),
            share=(0.0, 0.6),
        ),
        "vectorized": Attempt(
            """
def leaky(x, a):
    f = np.vectorize(lambda v: v if v > 0 else a * v)
    return f(x)
""",
            due=("form_empty_refused", "form_python_loop", "form_vectorize_empty"),
            share=(0.5, 0.95),
        ),
        "list_comprehension": Attempt(
            """
def leaky(x, a):
    return [v if v > 0 else a * v for v in x]
""",
            due=("form_list", "form_arrays_alone", "form_one_dimension", "one_number_only", "form_python_loop"),
            share=(0.0, 0.5),
        ),
        "cached": Attempt(
            """
def leaky(x, a):
    y = np.maximum(x, 0) + a * np.minimum(x, 0)
    cache = x
    return y, cache
""",
            due=("form_extra_results",),
            share=(0.2, 0.9),
        ),
        "loop_larger_of_two": Attempt(
            """
def leaky(x, a):
    out = np.zeros(len(x))
    for i in range(len(x)):
        out[i] = max(x[i], a * x[i])
    return out
""",
            due=("larger_of_two", "one_number_only", "form_arrays_alone", "form_one_dimension", "form_python_loop"),
            share=(0.0, 0.5),
        ),
        "refuses_numbers": Attempt(
            """
def leaky(x, a):
    assert isinstance(x, np.ndarray)
    return np.where(x > 0, x, a * x)
""",
            due=("form_arrays_alone", "form_refuses", "form_refuses"),
            share=(0.7, 0.95),
        ),
    },
    "variants.prelu_grads": {
        "loop_of_one_dimension": Attempt(
            """
def prelu_grads(z, a, upstream):
    dz = np.zeros_like(z)
    da = 0
    for i in range(len(z)):
        if z[i] > 0:
            dz[i] = upstream[i]
        else:
            dz[i] = a * upstream[i]
            da += upstream[i] * z[i]
    return dz, da
""",
            due=("matrix_product", "form_one_dimension", "form_python_loop"),
            share=(0.3, 0.8),
        ),
        "only_dz": Attempt(
            """
def prelu_grads(z, a, upstream):
    grad = np.ones_like(z)
    grad[z <= 0] = a
    return grad * upstream
""",
            due=("dz_alone",),
            share=(0.0, 0.5),
        ),
        "forward_pass": Attempt(
            """
def prelu_grads(z, a, upstream):
    dz = np.maximum(0, z) + a * np.minimum(0, z)
    da = np.sum(np.minimum(0, z) * upstream)
    return dz, da
""",
            due=("activation_for_dz",),
            share=(0.1, 0.6),
        ),
        "forward_pass_without_upstream": Attempt(
            """
def prelu_grads(z, a, upstream):
    dz = np.where(z > 0, z, a * z)
    da = np.where(z > 0, 0, z).sum()
    return dz, da
""",
            due=("activation_for_dz", "no_upstream", "a_without_upstream"),
            share=(0.0, 0.34),
        ),
        "minus_max": Attempt(
            """
def prelu_grads(z, a, upstream):
    dz = np.where(z > 0, upstream, a * upstream)
    da = (upstream * np.maximum(0, -z)).sum()
    return dz, da
""",
            due=("da_negated",),
            share=(0.3, 0.7),
        ),
        "rows_summed": Attempt(
            """
def prelu_grads(z, a, upstream):
    dz = upstream * np.where(z > 0, 1, a)
    da = np.sum(upstream * np.minimum(0, z), axis=0)
    return dz, da
""",
            due=("summed_along_one_axis", "matrix_product", "not_summed"),
            share=(0.3, 0.8),
        ),
        "both_summed": Attempt(
            """
def prelu_grads(z, a, upstream):
    dz = np.sum(upstream * np.where(z > 0, 1, a))
    da = np.sum(upstream * np.minimum(0, z))
    return dz, da
""",
            due=("both_summed",),
            share=(0.2, 0.6),
        ),
        "wrong_mask": Attempt(
            """
def prelu_grads(z, a, upstream):
    dz = np.where(upstream > 0, upstream, a * upstream)
    da = np.sum(np.where(upstream > 0, 0, upstream * z))
    return dz, da
""",
            due=("mask_of_upstream",),
            share=(0.0, 0.34),
        ),
        "upstream_written": Attempt(
            """
def prelu_grads(z, a, upstream):
    da = np.sum(upstream[z <= 0] * z[z <= 0])
    upstream[z <= 0] *= a
    return upstream, da
""",
            due=("form_input_changed", "in_place"),
            share=(0.5, 0.95),
        ),
        "upstream_written_and_mean": Attempt(
            """
def prelu_grads(z, a, upstream):
    da = (upstream * np.minimum(z, 0)).mean()
    dz = upstream
    dz[z <= 0] = dz[z <= 0] * a
    return dz, da
""",
            due=("mean", "form_input_changed", "in_place"),
            share=(0.0, 0.6),
        ),
        "fixed_a": Attempt(
            """
def prelu_grads(z, a, upstream):
    dz = upstream * np.where(z > 0, 1, 0.25)
    da = np.sum(upstream * np.minimum(0, z))
    return dz, da
""",
            due=("fixed_slope",),
            share=(0.2, 0.67),
        ),
        "relu_and_all_entries": Attempt(
            """
def prelu_grads(z, a, upstream):
    dz = upstream.copy()
    dz[z <= 0] = 0
    da = np.sum(upstream * z)
    return dz, da
""",
            due=("relu_gradient", "all_entries"),
            share=(0.0, 0.34),
        ),
        "zero_and_mean": Attempt(
            """
def prelu_grads(z, a, upstream):
    slope = np.ones(z.shape)
    slope[z < 0] = a
    return slope * upstream, np.average(upstream * np.minimum(z, 0))
""",
            due=("slope_one_at_zero", "mean"),
            share=(0.1, 0.6),
        ),
        "one_if": Attempt(
            """
def prelu_grads(z, a, upstream):
    if z > 0:
        dz = upstream
        da = 0
    else:
        dz = a * upstream
        da = z * upstream
    return dz, da
""",
            due=("form_one_truth_value", "one_number_only"),
            share=(0.0, 0.34),
        ),
        "dictionary": Attempt(
            """
def prelu_grads(z, a, upstream):
    dz = upstream * np.where(z > 0, 1, a)
    da = np.sum(upstream * np.minimum(0, z))
    return {"dz": dz, "da": da}
""",
            shows="dict",
            share=(0.0, 0.7),
        ),
        "sides_exchanged": Attempt(
            """
def prelu_grads(z, a, upstream):
    dz = np.where(z > 0, a, 1) * upstream
    da = np.sum(np.maximum(0, z) * upstream)
    return dz, da
""",
            due=("sides_exchanged",),
            share=(0.0, 0.34),
        ),
        "dot_and_all": Attempt(
            """
def prelu_grads(z, a, upstream):
    dz = np.where(z > 0, 1.0, a)
    return dz * upstream, np.dot(z, upstream)
""",
            due=("all_entries", "matrix_product", "form_one_dimension"),
            share=(0.0, 0.6),
        ),
        "printed": Attempt(
            """
def prelu_grads(z, a, upstream):
    dz = upstream * np.where(z > 0, 1, a)
    da = np.sum(upstream * np.minimum(0, z))
    print(dz, da)
""",
            shows="None",
            due=("form_nothing_returned",),
            share=(0.0, 0.15),
        ),
        "lists": Attempt(
            """
def prelu_grads(z, a, upstream):
    dz = [u if v > 0 else a * u for v, u in zip(z, upstream)]
    da = sum(u * v for v, u in zip(z, upstream) if v < 0)
    return dz, da
""",
            due=("matrix_product", "form_one_dimension", "form_list", "form_python_loop"),
            share=(0.1, 0.8),
        ),
    },
    "variants.elu": {
        "by_the_formula": Attempt(
            """
def elu(x, alpha):
    return np.where(x <= 0, alpha * (np.exp(x) - 1), x)
""",
            due=("both_sides_computed", "exp_minus_one"),
            share=(0.2, 0.7),
        ),
        "masks": Attempt(
            """
def elu(x, alpha):
    y = np.array(x)
    y[y <= 0] = alpha * (np.exp(y[y <= 0]) - 1)
    return y
""",
            due=("exp_minus_one",),
            share=(0.3, 0.85),
        ),
        "copy": Attempt(
            """
def elu(x, alpha):
    out = x.copy()
    neg = x <= 0
    out[neg] = alpha * np.expm1(x[neg])
    return out
""",
            due=("form_arrays_alone",),
            share=(0.7, 0.95),
        ),
        "copy_and_exp": Attempt(
            """
def elu(x, alpha):
    out = x.copy()
    out[x < 0] = alpha * (np.exp(x[x < 0]) - 1)
    return out
""",
            due=("exp_minus_one", "form_arrays_alone"),
            share=(0.2, 0.8),
        ),
        "loop": Attempt(
            """
import math
def elu(x, alpha):
    out = []
    for v in x:
        if v > 0:
            out.append(v)
        else:
            out.append(alpha * (math.exp(v) - 1))
    return np.array(out)
""",
            due=("one_number_only", "exp_minus_one", "form_arrays_alone", "form_one_dimension", "form_python_loop"),
            share=(0.1, 0.6),
        ),
        "leaky": Attempt(
            """
def elu(x, alpha):
    return np.where(x > 0, x, alpha * x)
""",
            due=("alpha_as_slope", "leak_for_the_curve"),
            share=(0.0, 0.34),
        ),
        "floor": Attempt(
            """
def elu(x, alpha):
    return np.where(x > 0, x, -alpha)
""",
            due=("floor_alone",),
            share=(0.0, 0.34),
        ),
        "sign_turned": Attempt(
            """
def elu(x, alpha):
    neg = np.minimum(x, 0)
    return np.maximum(x, 0) + alpha * (1 - np.exp(neg))
""",
            due=("minus_for_plus", "result_absolute"),
            share=(0.0, 0.34),
        ),
        "selu": Attempt(
            """
def elu(x, alpha):
    scale = 1.0507
    return scale * np.where(x > 0, x, alpha * np.expm1(np.minimum(x, 0)))
""",
            due=("result_scaled",),
            share=(0.0, 0.34),
        ),
        "plus_x": Attempt(
            """
def elu(x, alpha):
    return x + alpha * np.expm1(np.minimum(x, 0))
""",
            due=("line_added",),
            share=(0.0, 0.34),
        ),
        "all_of_it": Attempt(
            """
def elu(x, alpha):
    return alpha * (np.exp(x) - 1)
""",
            due=("everywhere", "both_sides_computed", "form_overflow_stops"),
            share=(0.0, 0.34),
        ),
        "in_place_of_arrays": Attempt(
            """
def elu(x, alpha):
    mask = x <= 0
    x[mask] = alpha * (np.exp(x[mask]) - 1)
    return x
""",
            due=("in_place", "exp_minus_one", "form_input_changed", "form_arrays_alone"),
            share=(0.1, 0.7),
        ),
        "fixed_alpha_with_where": Attempt(
            """
def elu(x, alpha=1.0):
    alpha = 1.0
    return np.where(x > 0, x, alpha * (np.exp(x) - 1))
""",
            due=("both_sides_computed", "without_alpha", "exp_minus_one", "form_overflow_stops"),
            share=(0.0, 0.4),
        ),
        "if_else": Attempt(
            """
def elu(x, alpha):
    if x > 0:
        y = x
    else:
        y = alpha * (np.exp(x) - 1)
    return y
""",
            due=("one_number_only", "form_one_truth_value", "exp_minus_one"),
            share=(0.1, 0.5),
        ),
        "parenthesis_lost": Attempt(
            """
def elu(x, alpha):
    return np.where(x > 0, x, alpha * np.exp(np.minimum(x, 0)) - 1)
""",
            due=("parentheses",),
            share=(0.0, 0.5),
        ),
        "parenthesis_lost_overflow": Attempt(
            """
def elu(x, alpha):
    return np.where(x >= 0, x, alpha * np.exp(x) - 1)
""",
            due=("parentheses", "both_sides_computed", "form_overflow_stops"),
            share=(0.0, 0.4),
        ),
        "clipped_at_700": Attempt(
            """
def elu(x, alpha):
    x = np.clip(x, -700, 700)
    return np.where(x > 0, x, alpha * np.expm1(x))
""",
            due=("result_capped", "capped"),
            share=(0.4, 0.9),
        ),
        "vectorized": Attempt(
            """
def elu(x, alpha):
    return np.vectorize(lambda v: v if v > 0 else alpha * np.expm1(v))(x)
""",
            due=("form_empty_refused", "form_python_loop", "form_vectorize_empty"),
            share=(0.5, 0.98),
        ),
        "type_test": Attempt(
            """
def elu(x, alpha):
    if not isinstance(x, np.ndarray):
        raise TypeError("x must be an array")
    return np.maximum(0, x) + alpha * np.expm1(np.minimum(0, x))
""",
            due=("form_arrays_alone", "form_refuses"),
            share=(0.7, 0.95),
        ),
    },
    "variants.moments": {
        "drawn": Attempt(
            """
def moments(lam, alpha):
    z = np.random.randn(100000)
    f = lam * np.where(z > 0, z, alpha * (np.exp(z) - 1))
    return np.mean(f), np.var(f)
""",
            due=("sampled",),
            share=(0.0, 0.5),
        ),
        "drawn_deviation": Attempt(
            """
def moments(lam, alpha):
    z = np.random.normal(0, 1, 100000)
    f = lam * activations.elu(z, alpha)
    return f.mean(), f.std()
""",
            due=("sampled", "standard_deviation"),
            share=(0.0, 0.34),
        ),
        "coarse_grid": Attempt(
            """
def moments(lam, alpha):
    z = np.linspace(-5, 5, 1001)
    dz = z[1] - z[0]
    f = lam * activations.elu(z, alpha)
    mean = np.sum(f * density(z)) * dz
    return mean, np.sum(f ** 2 * density(z)) * dz - mean ** 2
""",
            due=("sampled", "coarse_grid"),
            share=(0.0, 0.6),
        ),
        "no_density": Attempt(
            """
def moments(lam, alpha):
    f = lambda z: lam * activations.elu(z, alpha)
    mean = quad(f, -10, 10)[0]
    square = quad(lambda z: f(z) ** 2, -10, 10)[0]
    return mean, square - mean ** 2
""",
            due=("without_density",),
            share=(0.0, 0.34),
        ),
        "no_element_zero": Attempt(
            """
def moments(lam, alpha):
    f = lambda z: lam * activations.elu(z, alpha)
    mean = quad(lambda z: f(z) * density(z), -np.inf, np.inf)
    square = quad(lambda z: f(z) ** 2 * density(z), -np.inf, np.inf)
    return mean, square - mean ** 2
""",
            shows="TypeError",
            share=(0.0, 0.34),
        ),
        "mean_alone": Attempt(
            """
def moments(lam, alpha):
    return quad(lambda z: lam * activations.elu(z, alpha) * density(z), -np.inf, np.inf)[0]
""",
            due=("mean_alone",),
            share=(0.0, 0.6),
        ),
        "density_squared": Attempt(
            """
def moments(lam, alpha):
    g = lambda z: lam * activations.elu(z, alpha) * density(z)
    mean = quad(g, -np.inf, np.inf)[0]
    square = quad(lambda z: g(z) ** 2, -np.inf, np.inf)[0]
    return mean, square - mean ** 2
""",
            due=("density_squared",),
            share=(0.2, 0.6),
        ),
        "selu_constants": Attempt(
            """
def moments(lam, alpha):
    lam, alpha = 1.0507, 1.6733
    f = lambda z: lam * activations.elu(z, alpha)
    mean = quad(lambda z: f(z) * density(z), -np.inf, np.inf)[0]
    square = quad(lambda z: f(z) ** 2 * density(z), -np.inf, np.inf)[0]
    return mean, square - mean ** 2
""",
            due=("always_selu", "fixed_constants"),
            share=(0.0, 0.34),
        ),
        "relu_again": Attempt(
            """
def moments(lam, alpha):
    mean = quad(lambda z: lam * activations.relu(z) * density(z), -np.inf, np.inf)[0]
    square = quad(lambda z: (lam * activations.relu(z)) ** 2 * density(z), -np.inf, np.inf)[0]
    return mean, square - mean ** 2
""",
            due=("positive_side_only",),
            share=(0.0, 0.5),
        ),
        "root_and_no_lam": Attempt(
            """
def moments(lam, alpha):
    m = quad(lambda z: activations.elu(z, alpha) * density(z), -np.inf, np.inf)[0]
    s = quad(lambda z: activations.elu(z, alpha) ** 2 * density(z), -np.inf, np.inf)[0]
    return m, np.sqrt(s - m ** 2)
""",
            due=("without_lam", "standard_deviation"),
            share=(0.0, 0.34),
        ),
        "square_and_no_alpha": Attempt(
            """
def moments(lam, alpha):
    def f(z):
        return lam * activations.elu(z)
    m = quad(lambda z: f(z) * density(z), -np.inf, np.inf)[0]
    s = quad(lambda z: f(z) ** 2 * density(z), -np.inf, np.inf)[0]
    return m, s
""",
            due=("second_moment", "without_alpha"),
            share=(0.0, 0.34),
        ),
        "from_minus_three_to_three": Attempt(
            """
def moments(lam, alpha):
    def f(z):
        return lam * (z if z > 0 else alpha * (np.exp(z) - 1))
    mean = quad(lambda z: f(z) * density(z), -3, 3)[0]
    variance = quad(lambda z: (f(z) - mean) ** 2 * density(z), -3, 3)[0]
    return mean, variance
""",
            due=("tails_cut",),
            share=(0.1, 0.67),
        ),
        "printed": Attempt(
            """
def moments(lam, alpha):
    mean = quad(lambda z: lam * activations.elu(z, alpha) * density(z), -np.inf, np.inf)[0]
    square = quad(lambda z: (lam * activations.elu(z, alpha)) ** 2 * density(z), -np.inf, np.inf)[0]
    print(f"mean {mean:.6f}, variance {square - mean**2:.6f}")
""",
            shows="None",
            due=("form_nothing_returned",),
            share=(0.0, 0.15),
        ),
        "rounded": Attempt(
            """
def moments(lam, alpha):
    mean = quad(lambda z: lam * activations.elu(z, alpha) * density(z), -np.inf, np.inf)[0]
    square = quad(lambda z: (lam * activations.elu(z, alpha)) ** 2 * density(z), -np.inf, np.inf)[0]
    return round(mean, 4), round(square - mean**2, 4)
""",
            due=("result_rounded", "sampled"),
            share=(0.2, 0.9),
        ),
        "lam_in_the_mean_alone": Attempt(
            """
def moments(lam, alpha):
    mean = quad(lambda z: lam * activations.elu(z, alpha) * density(z), -np.inf, np.inf)[0]
    square = quad(lambda z: activations.elu(z, alpha) ** 2 * density(z), -np.inf, np.inf)[0]
    return mean, square - mean**2
""",
            due=("lam_in_the_mean_alone",),
            share=(0.2, 0.6),
        ),
        "variance_first_and_root": Attempt(
            """
def moments(lam, alpha):
    f = lambda z: lam * activations.elu(z, alpha)
    mean = quad(lambda z: f(z) * density(z), -np.inf, np.inf)[0]
    var = quad(lambda z: f(z) ** 2 * density(z), -np.inf, np.inf)[0] - mean ** 2
    return np.sqrt(var), mean
""",
            due=("swapped", "standard_deviation"),
            share=(0.0, 0.4),
        ),
        "squared_minus": Attempt(
            """
def moments(lam, alpha):
    f = lambda z: lam * activations.elu(z, alpha)
    mean = quad(lambda z: f(z) * density(z), -np.inf, np.inf)[0]
    square = quad(lambda z: f(z) ** 2 * density(z), -np.inf, np.inf)[0]
    return mean, mean ** 2 - square
""",
            due=("variance_negated",),
            share=(0.2, 0.67),
        ),
        "three_results": Attempt(
            """
def moments(lam, alpha):
    f = lambda z: lam * activations.elu(z, alpha)
    mean = quad(lambda z: f(z) * density(z), -np.inf, np.inf)[0]
    square = quad(lambda z: f(z) ** 2 * density(z), -np.inf, np.inf)[0]
    return mean, square, square - mean ** 2
""",
            due=("form_extra_results", "second_moment"),
            share=(0.2, 0.9),
        ),
    },
    "variants.paired_interval": {
        "two_groups": Attempt(
            """
def paired_interval(a, b):
    n = len(a)
    diff = a.mean() - b.mean()
    se = np.sqrt(a.var(ddof=1) / n + b.var(ddof=1) / n)
    tt = t.ppf(0.975, 2 * n - 2)
    return diff, diff - tt * se, diff + tt * se
""",
            due=("unpaired", "unpaired_few"),
            share=(0.0, 0.5),
        ),
        "population_deviation": Attempt(
            """
def paired_interval(a, b):
    diff = np.array(a) - np.array(b)
    m = diff.mean()
    s = diff.std()
    e = t.ppf(0.975, len(diff) - 1) * s / np.sqrt(len(diff))
    return m, m - e, m + e
""",
            due=("ddof_zero",),
            share=(0.2, 0.67),
        ),
        "z_and_population": Attempt(
            """
def paired_interval(a, b):
    d = a - b
    m = np.mean(d)
    e = 1.96 * np.std(d) / np.sqrt(len(d))
    return m, m - e, m + e
""",
            due=("normal_quantile", "ddof_zero"),
            share=(0.0, 0.5),
        ),
        "two_sigma": Attempt(
            """
def paired_interval(a, b):
    d = a - b
    s = np.std(d, ddof=1)
    return d.mean(), d.mean() - 2 * s, d.mean() + 2 * s
""",
            due=("two_standard_deviations", "normal_quantile", "spread_of_the_runs"),
            share=(0.0, 0.5),
        ),
        "t_of_twelve": Attempt(
            """
def paired_interval(a, b):
    d = a - b
    half = 2.20 * np.std(d, ddof=1) / np.sqrt(len(d))
    return np.mean(d), np.mean(d) - half, np.mean(d) + half
""",
            due=("fixed_quantile",),
            share=(0.1, 0.67),
        ),
        "n_is_twelve": Attempt(
            """
def paired_interval(a, b):
    d = a - b
    n = 12
    half = t.ppf(0.975, n - 1) * np.std(d, ddof=1) / np.sqrt(n)
    return np.mean(d), np.mean(d) - half, np.mean(d) + half
""",
            due=("fixed_n", "fixed_quantile"),
            share=(0.1, 0.67),
        ),
        "scipy_interval": Attempt(
            """
from scipy import stats
def paired_interval(a, b):
    d = a - b
    low, high = t.interval(0.95, len(d) - 1, loc=np.mean(d), scale=stats.sem(d))
    return np.mean(d), low, high
""",
            due=("identical_not_handled",),
            share=(0.6, 0.95),
        ),
        "dictionary": Attempt(
            """
def paired_interval(a, b):
    d = a - b
    n = len(d)
    half = t.ppf(0.975, n - 1) * np.std(d, ddof=1) / np.sqrt(n)
    return {"mean": np.mean(d), "low": np.mean(d) - half, "high": np.mean(d) + half}
""",
            shows="dict",
            share=(0.0, 0.7),
        ),
        "nested": Attempt(
            """
def paired_interval(a, b):
    d = a - b
    n = len(d)
    half = t.ppf(0.975, n - 1) * np.std(d, ddof=1) / np.sqrt(n)
    return np.mean(d), (np.mean(d) - half, np.mean(d) + half)
""",
            due=("nested_ends",),
            share=(0.2, 0.9),
        ),
        "absolute": Attempt(
            """
def paired_interval(a, b):
    d = abs(a - b)
    n = len(d)
    half = t.ppf(0.975, n - 1) * d.std(ddof=1) / np.sqrt(n)
    return d.mean(), d.mean() - half, d.mean() + half
""",
            due=("absolute_differences",),
            share=(0.0, 0.5),
        ),
        "percentiles": Attempt(
            """
def paired_interval(a, b):
    d = a - b
    return d.mean(), np.quantile(d, 0.025), np.quantile(d, 0.975)
""",
            due=("percentiles",),
            share=(0.1, 0.5),
        ),
        "min_and_max": Attempt(
            """
def paired_interval(a, b):
    d = [x - y for x, y in zip(a, b)]
    return sum(d) / len(d), min(d), max(d)
""",
            due=("range", "percentiles"),
            share=(0.1, 0.5),
        ),
        "turned_and_population": Attempt(
            """
def paired_interval(a, b):
    d = b - a
    n = d.size
    half = t.ppf(0.975, n - 1) * d.std() / n ** 0.5
    return d.mean(), d.mean() - half, d.mean() + half
""",
            due=("b_minus_a", "ddof_zero"),
            share=(0.0, 0.5),
        ),
        "one_sided_and_n": Attempt(
            """
def paired_interval(a, b):
    d = a - b
    n = len(d)
    half = t.ppf(0.95, n) * np.std(d, ddof=1) / np.sqrt(n)
    return np.mean(d), np.mean(d) - half, np.mean(d) + half
""",
            due=("one_sided", "n_degrees"),
            share=(0.0, 0.5),
        ),
        "lower_quantile_used": Attempt(
            """
def paired_interval(a, b):
    d = a - b
    n = len(d)
    half = t.ppf(0.025, n - 1) * np.std(d, ddof=1) / np.sqrt(n)
    return np.mean(d), np.mean(d) - half, np.mean(d) + half
""",
            due=("ends_swapped",),
            share=(0.2, 0.75),
        ),
        "divides_once_more": Attempt(
            """
def paired_interval(a, b):
    d = a - b
    n = len(d)
    s = np.sqrt(np.sum((d - d.mean()) ** 2)) / (n - 1)
    half = t.ppf(0.975, n - 1) * s / np.sqrt(n)
    return d.mean(), d.mean() - half, d.mean() + half
""",
            due=("root_too_early",),
            share=(0.1, 0.67),
        ),
        "printed": Attempt(
            """
def paired_interval(a, b):
    d = a - b
    half = t.ppf(0.975, len(d) - 1) * np.std(d, ddof=1) / np.sqrt(len(d))
    print("mean", np.mean(d), "from", np.mean(d) - half, "to", np.mean(d) + half)
""",
            shows="None",
            due=("form_nothing_returned",),
            share=(0.0, 0.15),
        ),
        "string": Attempt(
            """
def paired_interval(a, b):
    d = a - b
    half = t.ppf(0.975, len(d) - 1) * np.std(d, ddof=1) / np.sqrt(len(d))
    return f"{d.mean()} +- {half}"
""",
            shows="str",
            share=(0.0, 0.34),
        ),
        "mean_and_half": Attempt(
            """
def paired_interval(a, b):
    d = a - b
    half = t.ppf(0.975, len(d) - 1) * np.std(d, ddof=1) / np.sqrt(len(d))
    return np.mean(d), half
""",
            due=("half_width", "mean_and_half", "ends_only"),
            share=(0.0, 0.7),
        ),
    },
}
