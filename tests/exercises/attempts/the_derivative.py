"""Attempts at the exercises of notebook 07.

Names that stand in `due` and did not exist when the attempts were written, with what a learner should be told:

- relu_grad: x_for_upstream (the slope is multiplied by x, upstream is left out), adds_upstream (adds where the chain
  rule multiplies), whole_number_slopes (at_zero is cut to a whole number), leaky (a small slope left of 0),
  half_at_zero (1/2 at 0, whatever at_zero says), heaviside_arguments (the two arguments in each other's place),
  gate_reversed (passes left of 0), nan_at_zero (0 / 0 at 0).
- central_difference: own_step (another step than h), absolute (the size of the slope without its sign), ignores_f
  (a function of its own in place of f), plus (adds the two values), second_difference (the curvature), floor_division
  (`//`), neighbors (differences between the elements of the array), left_over_two_steps (the left rise over 2 h).
- Value: backward_order (passes down before all shares have come in), backward_restarts (each number starts from 1
  again), not_reversed (from the inputs on), product_no_parents, passes_nothing (neither method passes down),
  plain_numbers (the methods return numbers), pass_down_called (the result of the call is handed over),
  relu_in_place (changes the number that went in), leaky, product_adds (the value of a product is a sum),
  parent_alone (`(self)` is no tuple), no_start (the last gradient is not set to 1), relu_is_slope (its value is the
  slope), divides (out.data / self.data fails at 0), one_factor (one factor alone receives a gradient),
  both_forget_upstream.
- relu_layer_backward: bias_row (shape (1, k)), bias_axis (sums over the units), inputs_left_out (two arrays),
  last_example (the last example alone counts), sigmoid_slope, bias_one_number, inputs_own_mask (a ReLU on X too),
  weights_alone, forgets_upstream, leaky.
- exact_zeros: whole_rows, first_unit, per_unit (divided by the number of units), share_cut (`//`), counts_of_units,
  share_of_others (the share that is not 0), blank_rows (counts rows of X that are blank).
"""

from tests.exercises.attempts import Attempt

VALUE_START = """
class Value:
    def __init__(self, data, parents=()):
        self.data = data
        self.grad = 0.0
        self.parents = parents
        self.pass_down = lambda: None

    def __add__(self, other):
        out = Value(self.data + other.data, (self, other))

        def pass_down():
            self.grad += out.grad
            other.grad += out.grad

        out.pass_down = pass_down
        return out
"""

BACKWARD = """
    def backward(self):
        order = []

        def visit(node):
            if node not in order:
                for parent in node.parents:
                    visit(parent)
                order.append(node)

        visit(self)
        self.grad = 1.0
        for node in reversed(order):
            node.pass_down()
"""

MUL = """
    def __mul__(self, other):
        out = Value(self.data * other.data, (self, other))

        def pass_down():
            self.grad += out.grad * other.data
            other.grad += out.grad * self.data

        out.pass_down = pass_down
        return out
"""

RELU = """
    def relu(self):
        out = Value(self.data if self.data > 0 else 0.0, (self,))

        def pass_down():
            if self.data > 0:
                self.grad += out.grad

        out.pass_down = pass_down
        return out
"""


def value(mul: str = MUL, relu: str = RELU, backward: str = BACKWARD) -> str:
    """Return the class with the methods that were written."""
    return VALUE_START + mul + relu + backward


RELU_GRAD = {
    "appends_to_a_list": Attempt(
        """
def relu_grad(x, upstream, at_zero):
    grads = []
    for i in range(len(x)):
        if x[i] > 0:
            grads.append(upstream[i])
        elif x[i] == 0:
            grads.append(at_zero * upstream[i])
        elif x[i] < 0:
            grads.append(0.0)
        else:
            grads.append(float("nan"))
    return grads
""",
        due=("form_list", "form_one_dimension", "form_python_loop", "form_arrays_alone"),
        share=(0.1, 0.5),
    ),
    "if_else_without_chain_at_zero": Attempt(
        """
def relu_grad(x, upstream, at_zero):
    if x > 0:
        slope = 1
    elif x == 0:
        return at_zero
    else:
        slope = 0
    return slope * upstream
""",
        due=("scalars_only", "convention_without_upstream", "form_one_truth_value", "zero_for_nan"),
        share=(0.0, 0.33),
    ),
    "astype_then_assignment": Attempt(
        """
def relu_grad(x, upstream, at_zero):
    mask = (x > 0).astype(float)
    mask[x == 0] = at_zero
    return mask * upstream
""",
        due=("zero_for_nan", "form_arrays_alone"),
        share=(0.5, 0.85),
    ),
    "copy_of_upstream": Attempt(
        """
def relu_grad(x, upstream, at_zero):
    dx = upstream.copy()
    dx[x < 0] = 0
    dx[x == 0] = at_zero
    return dx
""",
        due=("convention_without_upstream", "form_arrays_alone", "form_nan_swallowed"),
        share=(0.3, 0.65),
    ),
    "vectorized_if": Attempt(
        """
def relu_grad(x, upstream, at_zero):
    def one(value, up):
        if value < 0:
            return 0
        elif value > 0:
            return up
        else:
            return at_zero * up

    return np.vectorize(one)(x, upstream)
""",
        due=("loses_nan", "result_rounded", "form_python_loop", "form_empty_refused", "form_whole_numbers"),
        share=(0.1, 0.5),
    ),
    "nested_where": Attempt(
        """
def relu_grad(x, upstream, at_zero):
    local = np.where(x < 0, 0, np.where(x > 0, 1, at_zero))
    downstream = local * upstream
    return downstream
""",
        due=("loses_nan", "form_nan_swallowed"),
        share=(0.65, 0.95),
    ),
    "times_x": Attempt(
        """
def relu_grad(x, upstream, at_zero):
    slope = np.where(x > 0, 1.0, 0.0)
    slope = np.where(x == 0, at_zero, slope)
    return slope * x
""",
        due=("x_for_upstream", "forgets_upstream"),
        share=(0.0, 0.33),
    ),
    "adds": Attempt(
        """
def relu_grad(x, upstream, at_zero):
    return upstream + np.heaviside(x, at_zero)
""",
        due=("adds_upstream",),
        share=(0.0, 0.25),
    ),
    "writes_into_upstream": Attempt(
        """
def relu_grad(x, upstream, at_zero):
    upstream[x < 0] = 0
    upstream[x == 0] *= at_zero
    return upstream
""",
        due=("overwrites_upstream", "form_input_changed", "form_arrays_alone", "form_nan_swallowed"),
        share=(0.3, 0.7),
    ),
    "prints": Attempt(
        """
def relu_grad(x, upstream, at_zero):
    slope = np.heaviside(x, at_zero)
    print(slope * upstream)
""",
        shows="None",
        due=("form_nothing_returned",),
        share=(0.0, 0.1),
    ),
    "integer_slopes": Attempt(
        """
def relu_grad(x, upstream, at_zero):
    slope = np.zeros_like(x, dtype=int)
    slope[x > 0] = 1
    slope[x == 0] = at_zero
    return upstream * slope
""",
        due=("whole_number_slopes", "zero_for_nan"),
        share=(0.4, 0.75),
    ),
    "a_little_leak": Attempt(
        """
def relu_grad(x, upstream, at_zero):
    alpha = 0.01
    d = np.ones_like(x)
    d = np.where(x < 0, alpha, d)
    d = np.where(x == 0, at_zero, d)
    return d * upstream
""",
        due=("leaky", "form_nan_swallowed"),
        share=(0.1, 0.45),
    ),
    "half_whatever_is_asked": Attempt(
        """
def relu_grad(x, upstream, at_zero=0.5):
    at_zero = 0.5
    return upstream * np.where(x == 0, at_zero, (x > 0) * 1.0)
""",
        due=("half_at_zero", "zero_for_nan", "fixed_slope_at_zero", "form_nan_swallowed"),
        share=(0.3, 0.75),
    ),
    "heaviside_turned": Attempt(
        """
def relu_grad(x, upstream, at_zero):
    return np.multiply(np.heaviside(at_zero, x), upstream)
""",
        due=("heaviside_arguments",),
        share=(0.0, 0.3),
    ),
    "wrong_side_and_no_numbers": Attempt(
        """
def relu_grad(x, upstream, at_zero):
    result = np.zeros(x.shape)
    result[x < 0] = upstream[x < 0]
    result[x == 0] = upstream[x == 0] * at_zero
    return result
""",
        due=("gate_reversed", "form_arrays_alone"),
        share=(0.0, 0.33),
    ),
    "x_over_its_size": Attempt(
        """
def relu_grad(x, upstream, at_zero):
    slope = (x / np.abs(x) + 1) / 2
    if np.any(x == 0):
        slope = np.where(x == 0, at_zero, slope)
    return slope * upstream
""",
        shows="inf",
        due=("form_nan_at_infinity",),
        share=(0.5, 0.9),
    ),
    "slope_only_mask_lists": Attempt(
        """
def relu_grad(x, upstream, at_zero):
    return [1.0 if value > 0 else at_zero if value == 0 else 0.0 for value in x]
""",
        due=("forgets_upstream", "form_list", "zero_for_nan", "form_arrays_alone", "form_one_dimension"),
        share=(0.0, 0.3),
    ),
}

CENTRAL_DIFFERENCE = {
    "size_of_the_right_secant": Attempt(
        """
def central_difference(f, x, h):
    diff = np.abs(f(x + h) - f(x))
    return diff / h
""",
        due=("forward", "absolute"),
        share=(0.0, 0.33),
    ),
    "own_epsilon": Attempt(
        """
def central_difference(f, x, h):
    eps = 1e-5
    return (f(x + eps) - f(x - eps)) / (2 * eps)
""",
        due=("own_step",),
        share=(0.1, 0.5),
    ),
    "comprehension": Attempt(
        """
def central_difference(f, x, h):
    return [(f(value + h) - f(value - h)) / (2 * h) for value in x]
""",
        due=("form_list", "form_arrays_alone", "form_python_loop"),
        share=(0.1, 0.6),
    ),
    "rounds_the_result": Attempt(
        """
def central_difference(f, x, h):
    slope = (f(x + h) - f(x - h)) / (2 * h)
    return np.round(slope, 2)
""",
        due=("result_rounded",),
        share=(0.1, 0.6),
    ),
    "relu_inside": Attempt(
        """
def central_difference(f, x, h):
    def relu(t):
        return np.maximum(0, t)

    return (relu(x + h) - relu(x - h)) / (2 * h)
""",
        due=("ignores_f",),
        share=(0.0, 0.3),
    ),
    "plus_in_place_of_minus": Attempt(
        """
def central_difference(f, x, h):
    a = f(x + h)
    b = f(x - h)
    return (a + b) / (2 * h)
""",
        due=("plus",),
        share=(0.0, 0.2),
    ),
    "curvature": Attempt(
        """
def central_difference(f, x, h):
    return (f(x + h) - 2 * f(x) + f(x - h)) / h**2
""",
        due=("second_difference",),
        share=(0.0, 0.2),
    ),
    "loop_over_len_forward": Attempt(
        """
def central_difference(f, x, h):
    slopes = np.zeros(len(x))
    for i in range(len(x)):
        slopes[i] = (f(x[i] + h) - f(x[i])) / h
    return slopes
""",
        due=("forward", "form_arrays_alone", "form_one_dimension", "form_python_loop"),
        share=(0.0, 0.3),
    ),
    "whole_division": Attempt(
        """
def central_difference(f, x, h):
    dy = f(x + h) - f(x - h)
    dx = 2 * h
    return dy // dx
""",
        due=("floor_division", "result_rounded"),
        share=(0.0, 0.4),
    ),
    "numpy_gradient": Attempt(
        """
def central_difference(f, x, h):
    y = f(x)
    return np.gradient(y, h)
""",
        due=("neighbors", "form_arrays_alone"),
        share=(0.0, 0.25),
    ),
    "special_case_at_zero": Attempt(
        """
def central_difference(f, x, h):
    if x == 0:
        return 0.5
    return (f(x + h) - f(x - h)) / (2 * h)
""",
        due=("form_one_truth_value",),
        share=(0.2, 0.65),
    ),
    "float_of_it": Attempt(
        """
def central_difference(f, x, h):
    return float((f(x + h) - f(x - h)) / (2 * h))
""",
        shows="central_difference(",
        due=("form_numbers_alone",),
        share=(0.2, 0.65),
    ),
    "mean_over_all_backward": Attempt(
        """
def central_difference(f, x, h):
    x = np.array(x)
    rise = f(x) - f(x - h)
    return np.mean(rise / h)
""",
        due=("backward", "form_one_number"),
        share=(0.0, 0.33),
    ),
    "left_rise_over_two_steps": Attempt(
        """
def central_difference(f, x, h):
    y1, y0 = f(x), f(x - h)
    return (y1 - y0) / (2 * h)
""",
        due=("left_over_two_steps",),
        share=(0.0, 0.25),
    ),
    "returns_a_function": Attempt(
        """
def central_difference(f, x, h):
    def derivative(x):
        return (f(x + h) - f(x - h)) / (2 * h)

    return derivative
""",
        shows="function",
        share=(0.0, 0.15),
    ),
    "moves_x": Attempt(
        """
def central_difference(f, x, h):
    x += h
    up = f(x)
    x -= 2 * h
    down = f(x)
    return (up - down) / (2 * h)
""",
        due=("form_input_changed",),
        share=(0.4, 0.95),
    ),
    "sign_and_factor": Attempt(
        """
def central_difference(f, x, h):
    left = f(x - h)
    right = f(x + h)
    slope = (left - right) / h
    return slope
""",
        due=("upside_down", "divided_by_h", "result_scaled"),
        share=(0.0, 0.25),
    ),
}

VALUE = {
    "stack_in_any_order": Attempt(
        value(
            backward="""
    def backward(self):
        self.grad = 1.0
        todo = [self]
        while todo:
            node = todo.pop()
            node.pass_down()
            for p in node.parents:
                todo.append(p)
"""
        ),
        due=("backward_order", "backward_revisits"),
        share=(0.2, 0.65),
    ),
    "breadth_first": Attempt(
        value(
            backward="""
    def backward(self):
        self.grad = 1.0
        seen = [self]
        for node in seen:
            node.pass_down()
            for parent in node.parents:
                if parent not in seen:
                    seen.append(parent)
"""
        ),
        due=("backward_order",),
        share=(0.3, 0.7),
    ),
    "recursion_from_one": Attempt(
        value(
            backward="""
    def backward(self):
        self.grad = 1.0
        self.pass_down()
        for parent in self.parents:
            parent.backward()
"""
        ),
        due=("backward_restarts",),
        share=(0.0, 0.4),
    ),
    "forgets_reversed": Attempt(
        value(backward=BACKWARD.replace("reversed(order)", "order")),
        due=("not_reversed", "backward_order"),
        share=(0.05, 0.45),
    ),
    "product_without_parents": Attempt(
        value(mul=MUL.replace(", (self, other)", "")),
        due=("product_no_parents",),
        share=(0.2, 0.55),
    ),
    "never_handed_over": Attempt(
        value(
            mul="""
    def __mul__(self, other):
        out = Value(self.data * other.data, (self, other))
        def pass_down():
            self.grad += other.data * out.grad
            other.grad += self.data * out.grad
        return out
""",
            relu="""
    def relu(self):
        out = Value(max(0, self.data), (self,))
        def pass_down():
            self.grad += (out.data > 0) * out.grad
        return out
""",
        ),
        due=("passes_nothing",),
        share=(0.0, 0.35),
    ),
    "plain_numbers": Attempt(
        value(
            mul="""
    def __mul__(self, other):
        return self.data * other.data
""",
            relu="""
    def relu(self):
        return max(0, self.data)
""",
        ),
        due=("plain_numbers",),
        share=(0.0, 0.2),
    ),
    "called_in_place_of_handed_over": Attempt(
        value(
            mul=MUL.replace("out.pass_down = pass_down", "out.pass_down = pass_down()"),
            relu=RELU.replace("out.pass_down = pass_down", "out.pass_down = pass_down()"),
        ),
        due=("pass_down_called", "form_brackets"),
        share=(0.0, 0.35),
    ),
    "slopes_alone": Attempt(
        value(
            mul="""
    def __mul__(self, other):
        out = Value(self.data * other.data, (self, other))
        def pass_down():
            self.grad += other.data
            other.grad += self.data
        out.pass_down = pass_down
        return out
""",
            relu="""
    def relu(self):
        out = Value(max(self.data, 0), (self,))
        def pass_down():
            self.grad += 1.0 if self.data > 0 else 0.0
        out.pass_down = pass_down
        return out
""",
        ),
        due=("both_forget_upstream", "product_forgets_upstream", "relu_forgets_upstream"),
        share=(0.0, 0.4),
    ),
    "own_value_and_open_at_zero": Attempt(
        value(
            mul=MUL.replace("out.grad * other.data", "out.grad * SELF")
            .replace("out.grad * self.data", "out.grad * other.data")
            .replace("SELF", "self.data"),
            relu=RELU.replace("if self.data > 0:", "if self.data < 0:\n                pass\n            else:"),
        ),
        due=("own_factor", "one_at_zero"),
        share=(0.0, 0.35),
    ),
    "changes_the_number": Attempt(
        value(
            relu="""
    def relu(self):
        if self.data < 0:
            self.data = 0.0
        return self
"""
        ),
        due=("relu_in_place",),
        share=(0.1, 0.55),
    ),
    "leaks": Attempt(
        value(
            relu="""
    def relu(self):
        out = Value(self.data if self.data > 0 else 0.01 * self.data, (self,))
        def pass_down():
            self.grad += (1.0 if self.data > 0 else 0.01) * out.grad
        out.pass_down = pass_down
        return out
"""
        ),
        due=("leaky", "no_relu", "relu_passes_all", "relu_leaks"),
        share=(0.15, 0.6),
    ),
    "relu_sets_its_slope": Attempt(
        value(
            relu="""
    def relu(self):
        out = Value(max(0.0, self.data), (self,))
        def pass_down():
            if self.data > 0:
                self.grad = 1.0
            else:
                self.grad = 0.0
        out.pass_down = pass_down
        return out
"""
        ),
        due=("relu_overwrites", "relu_forgets_upstream"),
        share=(0.15, 0.5),
    ),
    "copied_from_add": Attempt(
        value(mul=MUL.replace("self.data * other.data, (", "self.data + other.data, (")),
        due=("product_adds",),
        share=(0.05, 0.45),
    ),
    "local_gradients": Attempt(
        value(
            mul="""
    def __mul__(self, other):
        out = Value(self.data * other.data, (self, other))
        def pass_down():
            grad_self = self.grad
            grad_other = other.grad
            grad_self += other.data * out.grad
            grad_other += self.data * out.grad
        out.pass_down = pass_down
        return out
""",
            relu="""
    def relu(self):
        out = Value(max(0.0, self.data), (self,))
        def pass_down():
            grad = self.grad
            if self.data > 0:
                grad += out.grad
            return grad
        out.pass_down = pass_down
        return out
""",
        ),
        due=("passes_nothing",),
        share=(0.0, 0.35),
    ),
    "compares_the_object": Attempt(
        value(relu=RELU.replace("self.data if self.data > 0 else 0.0", "max(0, self)")),
        shows="TypeError",
        share=(0.1, 0.5),
    ),
    "gradient_taken_too_early": Attempt(
        value(
            mul="""
    def __mul__(self, other):
        out = Value(self.data * other.data, (self, other))
        d_self = other.data * out.grad
        d_other = self.data * out.grad
        def pass_down():
            self.grad += d_self
            other.grad += d_other
        out.pass_down = pass_down
        return out
""",
            relu="""
    def relu(self):
        out = Value(max(0.0, self.data), (self,))
        d = (self.data > 0) * out.grad
        def pass_down():
            self.grad += d
        out.pass_down = pass_down
        return out
""",
        ),
        due=("passes_nothing",),
        share=(0.0, 0.35),
    ),
    "parent_without_comma": Attempt(
        value(relu=RELU.replace("(self,)", "(self)")),
        due=("parent_alone",),
        share=(0.1, 0.55),
    ),
    "equals_everywhere_and_open_at_zero": Attempt(
        value(
            mul="""
    def __mul__(self, other):
        out = Value(self.data * other.data, (self, other))
        def pass_down():
            self.grad = out.grad * other.data
            other.grad = out.grad * self.data
        out.pass_down = pass_down
        return out
""",
            relu="""
    def relu(self):
        out = Value(max(0.0, self.data), (self,))
        def pass_down():
            self.grad = out.grad if self.data >= 0 else 0.0
        out.pass_down = pass_down
        return out
""",
        ),
        due=("both_overwrite", "one_at_zero"),
        share=(0.15, 0.55),
    ),
    "never_starts": Attempt(
        value(backward=BACKWARD.replace("        self.grad = 1.0\n", "")),
        due=("no_start",),
        share=(0.0, 0.35),
    ),
    "relu_gives_its_slope": Attempt(
        value(relu=RELU.replace("self.data if self.data > 0 else 0.0", "1.0 if self.data > 0 else 0.0")),
        due=("relu_is_slope",),
        share=(0.15, 0.55),
    ),
    "divides_by_its_own": Attempt(
        value(
            mul="""
    def __mul__(self, other):
        out = Value(self.data * other.data, (self, other))
        def pass_down():
            self.grad += out.grad * out.data / self.data
            other.grad += out.grad * out.data / other.data
        out.pass_down = pass_down
        return out
"""
        ),
        due=("divides", "form_division_by_zero"),
        share=(0.4, 0.9),
    ),
    "first_factor_alone": Attempt(
        value(
            mul="""
    def __mul__(self, other):
        out = Value(self.data * other.data, (self, other))
        def pass_down():
            self.grad += other.data * out.grad
        out.pass_down = pass_down
        return out
"""
        ),
        due=("one_factor",),
        share=(0.1, 0.5),
    ),
    "relu_of_the_gradient_and_equals": Attempt(
        value(
            mul="""
    def __mul__(self, other):
        out = Value(self.data * other.data, (self, other))
        def pass_down():
            self.grad = other.data * out.grad
            other.grad = self.data * out.grad
        out.pass_down = pass_down
        return out
""",
            relu="""
    def relu(self):
        out = Value(max(0.0, self.data), (self,))
        def pass_down():
            self.grad += max(0.0, out.grad)
        out.pass_down = pass_down
        return out
""",
        ),
        due=("product_overwrites", "sign_of_gradient"),
        share=(0.05, 0.45),
    ),
    "starts_but_order_by_recursion": Attempt(
        value(
            backward="""
    def backward(self):
        self.grad = 1.0

        def go(node):
            node.pass_down()
            for parent in node.parents:
                go(parent)

        go(self)
"""
        ),
        due=("backward_order",),
        share=(0.2, 0.65),
    ),
    "sum_rule_and_all_passes": Attempt(
        value(
            mul=MUL.replace("out.grad * other.data", "out.grad").replace("out.grad * self.data", "out.grad"),
            relu="""
    def relu(self):
        out = Value(max(0.0, self.data), (self,))
        def pass_down():
            self.grad += out.grad
        out.pass_down = pass_down
        return out
""",
        ),
        due=("product_like_sum", "relu_passes_all"),
        share=(0.0, 0.33),
    ),
}

LAYER_BACKWARD = {
    "inputs_first_and_open_at_zero": Attempt(
        """
def relu_layer_backward(X, W, b, upstream):
    z = np.dot(X, W) + b
    dz = np.array(upstream, copy=True)
    dz[z < 0] = 0
    dX = np.dot(dz, W.T)
    dW = np.dot(X.T, dz)
    db = np.sum(dz, axis=0)
    return dX, dW, db
""",
        due=("order", "one_at_zero"),
        share=(0.0, 0.4),
    ),
    "bias_keeps_dimensions": Attempt(
        """
def relu_layer_backward(X, W, b, upstream):
    Z = X.dot(W) + b
    dZ = upstream * (Z > 0)
    dW = X.T.dot(dZ)
    db = np.sum(dZ, axis=0, keepdims=True)
    dX = dZ.dot(W.T)
    return dW, db, dX
""",
        due=("bias_row", "form_dimension_added"),
        share=(0.4, 0.85),
    ),
    "bias_over_units": Attempt(
        """
def relu_layer_backward(X, W, b, upstream):
    gate = np.where(X @ W + b > 0, 1, 0)
    grad = upstream * gate
    return X.T @ grad, grad.sum(axis=1), grad @ W.T
""",
        due=("bias_axis",),
        share=(0.3, 0.7),
    ),
    "two_arrays": Attempt(
        """
def relu_layer_backward(X, W, b, upstream):
    d = upstream * ((X @ W + b) > 0)
    grad_W = X.T @ d
    grad_b = d.sum(0)
    return grad_W, grad_b
""",
        due=("inputs_left_out",),
        share=(0.2, 0.65),
    ),
    "dictionary": Attempt(
        """
def relu_layer_backward(X, W, b, upstream):
    mask = (X @ W + b) > 0
    dZ = upstream * mask
    grads = {}
    grads["dW"] = X.T @ dZ
    grads["db"] = dZ.sum(axis=0)
    grads["dX"] = dZ @ W.T
    return grads
""",
        shows="dict",
        share=(0.0, 0.5),
    ),
    "zeros_into_upstream": Attempt(
        """
def relu_layer_backward(X, W, b, upstream):
    Z = X @ W + b
    upstream[Z <= 0] = 0
    return X.T @ upstream, upstream.sum(axis=0), upstream @ W.T
""",
        due=("form_input_changed",),
        share=(0.4, 0.95),
    ),
    "weights_as_in_pytorch": Attempt(
        """
def relu_layer_backward(X, W, b, upstream):
    Z = X @ W.T + b
    dZ = upstream * (Z > 0)
    return dZ.T @ X, dZ.sum(axis=0), dZ @ W
""",
        shows="ValueError",
        due=("form_shapes_do_not_fit",),
        share=(0.0, 0.2),
    ),
    "over_m_without_bias": Attempt(
        """
def relu_layer_backward(X, W, b, upstream):
    m = X.shape[0]
    Z = np.matmul(X, W)
    dZ = upstream * (Z > 0)
    dW = (1 / m) * np.matmul(X.T, dZ)
    db = (1 / m) * np.sum(dZ, axis=0)
    dX = np.matmul(dZ, W.T)
    return dW, db, dX
""",
        due=("weights_mean", "mask_without_bias"),
        share=(0.0, 0.33),
    ),
    "not_transposed": Attempt(
        """
def relu_layer_backward(X, W, b, upstream):
    dZ = upstream * (X @ W + b > 0)
    dW = X @ dZ
    db = dZ.sum(axis=0)
    dX = dZ @ W
    return dW, db, dX
""",
        shows="ValueError",
        due=("form_shapes_do_not_fit",),
        share=(0.0, 0.2),
    ),
    "bias_summed_to_one_number": Attempt(
        """
def relu_layer_backward(X, W, b, upstream):
    relu_slope = np.heaviside(X @ W + b, 0)
    dZ = upstream * relu_slope
    return X.T @ dZ, np.sum(dZ), dZ @ W.T
""",
        due=("bias_one_number", "form_one_number"),
        share=(0.3, 0.7),
    ),
    "last_example_wins": Attempt(
        """
def relu_layer_backward(X, W, b, upstream):
    dW = np.zeros(W.shape)
    db = np.zeros(b.shape)
    dX = np.zeros(X.shape)
    for i in range(X.shape[0]):
        z = X[i] @ W + b
        dz = upstream[i] * (z > 0)
        dW = np.outer(X[i], dz)
        db = dz
        dX[i] = W @ dz
    return dW, db, dX
""",
        due=("last_example",),
        share=(0.0, 0.4),
    ),
    "gradient_sign_and_order": Attempt(
        """
def relu_layer_backward(X, W, b, upstream):
    delta = np.where(upstream > 0, upstream, 0)
    grad_x = delta @ W.T
    grad_w = X.T @ delta
    grad_b = np.sum(delta, axis=0)
    return grad_x, grad_w, grad_b
""",
        due=("sign_of_upstream", "order"),
        share=(0.0, 0.25),
    ),
    "slope_of_the_sigmoid": Attempt(
        """
def relu_layer_backward(X, W, b, upstream):
    A = np.maximum(0, X @ W + b)
    dZ = upstream * A * (1 - A)
    return X.T @ dZ, dZ.sum(axis=0), dZ @ W.T
""",
        due=("sigmoid_slope",),
        share=(0.0, 0.3),
    ),
    "transposed_and_mean": Attempt(
        """
def relu_layer_backward(X, W, b, upstream):
    n = len(X)
    active = (X @ W + b > 0) * 1.0
    dz = (upstream * active).T
    dW = dz @ X
    db = dz.sum(axis=1) / n
    dX = (W @ dz).T
    return dW, db, dX
""",
        due=("transposed", "mean_for_bias"),
        share=(0.0, 0.4),
    ),
    "relu_below_too": Attempt(
        """
def relu_layer_backward(X, W, b, upstream):
    Z = X @ W + b
    dZ = np.where(Z > 0, upstream, 0)
    dX = dZ @ W.T
    dX[X <= 0] = 0
    return X.T @ dZ, dZ.sum(axis=0), dX
""",
        due=("inputs_own_mask",),
        share=(0.3, 0.75),
    ),
    "gradient_of_w_alone": Attempt(
        """
def relu_layer_backward(X, W, b, upstream):
    Z = X @ W + b
    dA = upstream
    dZ = dA * (Z > 0).astype(int)
    dW = X.T @ dZ
    return dW
""",
        due=("weights_alone", "form_left_out_returns"),
        share=(0.05, 0.4),
    ),
    "slope_in_place_of_gradient": Attempt(
        """
def relu_layer_backward(X, W, b, upstream):
    dZ = (X @ W + b > 0).astype(float)
    return X.T @ dZ, dZ.sum(axis=0), dZ @ W.T
""",
        due=("forgets_upstream",),
        share=(0.0, 0.3),
    ),
    "leaky_gate": Attempt(
        """
def relu_layer_backward(X, W, b, upstream):
    slope = np.where(X @ W + b > 0, 1.0, 0.01)
    dZ = slope * upstream
    return X.T @ dZ, np.sum(dZ, axis=0), dZ @ W.T
""",
        due=("leaky", "leaky_gate"),
        share=(0.05, 0.5),
    ),
}

EXACT_ZEROS = {
    "percent_after_relu": Attempt(
        """
def exact_zeros(X, W, b):
    A = np.maximum(X @ W + b, 0)
    n_zero = (A == 0).sum()
    percentage = n_zero / A.size * 100
    return n_zero, percentage
""",
        due=("after_relu", "percent"),
        share=(0.0, 0.25),
    ),
    "rounded_share": Attempt(
        """
def exact_zeros(X, W, b):
    z = np.dot(X, W) + b
    count = int(np.sum(z == 0))
    return count, round(count / z.size, 2)
""",
        due=("result_rounded", "share_rounded"),
        share=(0.3, 0.8),
    ),
    "tolerance": Attempt(
        """
def exact_zeros(X, W, b):
    z = X @ W + b
    almost = np.abs(z) < 1e-8
    return almost.sum(), almost.mean()
""",
        due=("close",),
        share=(0.4, 0.85),
    ),
    "rows_that_are_zero": Attempt(
        """
def exact_zeros(X, W, b):
    Z = X @ W + b
    rows = np.all(Z == 0, axis=1)
    return rows.sum(), rows.mean()
""",
        due=("whole_rows",),
        share=(0.0, 0.35),
    ),
    "first_unit_alone": Attempt(
        """
def exact_zeros(X, W, b):
    Z = X @ W + b
    zeros = 0
    for i in range(len(Z)):
        if Z[i][0] == 0:
            zeros = zeros + 1
    return zeros, zeros / len(Z)
""",
        due=("first_unit",),
        share=(0.0, 0.35),
    ),
    "over_the_units": Attempt(
        """
def exact_zeros(X, W, b):
    Z = X @ W + b
    k = Z.shape[1]
    count = np.count_nonzero(Z == 0)
    return count, count / k
""",
        due=("per_unit",),
        share=(0.3, 0.65),
    ),
    "whole_division": Attempt(
        """
def exact_zeros(X, W, b):
    Z = X @ W + b
    total = Z.shape[0] * Z.shape[1]
    count = (Z == 0).sum()
    return count, count // total
""",
        due=("share_cut", "result_rounded", "result_whole"),
        share=(0.3, 0.7),
    ),
    "a_count_for_each_unit": Attempt(
        """
def exact_zeros(X, W, b):
    is_zero = (X @ W + b) == 0
    return np.sum(is_zero, axis=0), np.mean(is_zero, axis=0)
""",
        due=("counts_of_units",),
        share=(0.0, 0.35),
    ),
    "len_for_size": Attempt(
        """
def exact_zeros(X, W, b):
    Z = (X @ W).tolist()
    count = 0
    for row in Z:
        count += row.count(0.0)
    return count, count / len(Z)
""",
        due=("forgets_bias", "per_example"),
        share=(0.0, 0.35),
    ),
    "share_as_text": Attempt(
        """
def exact_zeros(X, W, b):
    Z = X @ W + b
    count = np.sum(Z == 0)
    share = f"{count / Z.size:.1%}"
    return count, share
""",
        shows="%",
        share=(0.2, 0.65),
    ),
    "share_of_the_others": Attempt(
        """
def exact_zeros(X, W, b):
    Z = X @ W + b
    return np.sum(Z == 0), np.mean(Z != 0)
""",
        due=("share_of_others",),
        share=(0.3, 0.7),
    ),
    "prints_both": Attempt(
        """
def exact_zeros(X, W, b):
    Z = X @ W + b
    count = (Z == 0).sum()
    print("zeros:", count, "share:", count / Z.size)
""",
        shows="None",
        due=("form_nothing_returned",),
        share=(0.0, 0.1),
    ),
    "not_positive": Attempt(
        """
def exact_zeros(X, W, b):
    Z = X @ W + b
    dead = Z[Z <= 0]
    return len(dead), len(dead) / Z.size
""",
        due=("after_relu",),
        share=(0.0, 0.35),
    ),
    "share_first_in_percent": Attempt(
        """
def exact_zeros(X, W, b):
    Z = X @ W + b
    count = np.sum(Z == 0)
    percent = 100 * count / Z.size
    return percent, count
""",
        due=("order", "percent"),
        share=(0.0, 0.4),
    ),
    "blank_rows": Attempt(
        """
def exact_zeros(X, W, b):
    n, k = X.shape[0], W.shape[1]
    blank = 0
    for row in X:
        if not row.any():
            blank += 1
    return blank * k, blank * k / (n * k)
""",
        due=("blank_rows", "forgets_bias"),
        share=(0.0, 0.5),
    ),
    "with_the_mask": Attempt(
        """
def exact_zeros(X, W, b):
    Z = X @ W + b
    mask = Z == 0
    return np.sum(mask), np.mean(mask), mask
""",
        due=("form_extra_results",),
        share=(0.4, 0.95),
    ),
    "nonzero_over_rows": Attempt(
        """
def exact_zeros(X, W, b):
    Z = X @ W + b
    nz = np.count_nonzero(Z)
    return nz, nz / X.shape[0]
""",
        due=("nonzero", "per_example"),
        share=(0.0, 0.25),
    ),
    "share_alone": Attempt(
        """
def exact_zeros(X, W, b):
    z = X @ W + b
    return np.mean(z == 0)
""",
        due=("share_alone",),
        share=(0.1, 0.5),
    ),
}

ATTEMPTS = {
    "derivative.relu_grad": RELU_GRAD,
    "derivative.central_difference": CENTRAL_DIFFERENCE,
    "derivative.Value": VALUE,
    "derivative.relu_layer_backward": LAYER_BACKWARD,
    "derivative.exact_zeros": EXACT_ZEROS,
}
