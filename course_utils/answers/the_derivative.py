"""Answers to notebook 07."""

from course_utils.autograder.answers import Answers, Family, Misconception
from course_utils.autograder.properties import Aspect, Values

# Why no check could refuse some mutants.
IDLE = "a sum whose gradient stays 0: it passes nothing down"

SETUP = "import numpy as np\n"

SUBGRADIENTS = Answers(
    solution='subgradients = "C"',
    explanation="A line of slope s through the corner lies nowhere above the hinge exactly if s is from 0 to 1.",
    misconceptions=(
        Misconception(
            "no_derivative",
            'subgradients = "A"',
            breaks=Values("subgradients"),
            message="There is no derivative at 0, that is right. But the question is about lines that touch the hinge there, and the line of slope 0 does.",
            hint="Is 0.5 x at most ReLU(x) for every x?",
        ),
        Misconception(
            "two_sides",
            'subgradients = "B"',
            breaks=Values("subgradients"),
            message="Both are subgradients, and there are more: the slopes between them touch the corner too.",
            hint="Is 0.5 x at most ReLU(x) for every x?",
        ),
        Misconception(
            "everything",
            'subgradients = "D"',
            breaks=Values("subgradients"),
            message="A steep line meets the corner as well, but it cuts the hinge: 2 x is above ReLU(x) for x = 1.",
            hint="The line may lie nowhere above the hinge.",
        ),
    ),
)

RELU_GRAD = Answers(
    setup=SETUP,
    solution="""
def relu_grad(x, upstream, at_zero):
    return upstream * np.heaviside(x, at_zero)
""",
    explanation=(
        "The slope is 0, at_zero or 1, and the chain rule multiplies it by what comes from above. "
        "`np.heaviside` is this slope, and it keeps NaN."
    ),
    families=(
        Family(
            "fixed_slope_at_zero",
            "def relu_grad(x, upstream, at_zero):\n    return upstream * np.heaviside(x, PARAMETER)",
            at=(0.0, 0.5),
            breaks=Values("zero"),
            message="Yours takes the same slope at 0 whatever `at_zero` says.",
            hint="The convention is an argument here.",
            detail="It is {parameter}.",
        ),
    ),
    others={
        "where": """
def relu_grad(x, upstream, at_zero):
    slope = np.where(x > 0, 1.0, np.where(x == 0, at_zero, 0.0))
    return np.where(np.isnan(x), np.nan, upstream * slope)
""",
        "select": """
def relu_grad(x, upstream, at_zero):
    x = np.asarray(x, dtype=float)
    return np.select([x > 0, x < 0, x == 0], [upstream, 0.0 * np.asarray(upstream), at_zero * np.asarray(upstream)], np.nan)
""",
        "masks": """
def relu_grad(x, upstream, at_zero):
    x = np.asarray(x, dtype=float)
    slope = np.full(x.shape, np.nan)
    slope[x > 0] = 1.0
    slope[x < 0] = 0.0
    slope[x == 0] = at_zero
    return slope * upstream
""",
        "sign": """
def relu_grad(x, upstream, at_zero):
    sign = np.sign(x)
    return upstream * (sign * (sign + 1) / 2 + at_zero * (1 - sign**2))
""",
    },
    ranking=(
        ("overwrites_upstream",),
        ("zero_for_nan", "loses_nan", "close_to_zero"),
        ("zero_at_zero", "zero_at_zero_without_nan", "one_at_zero", "convention_without_upstream"),
        ("everywhere_at_zero", "forgets_upstream", "sign_of_upstream", "scalars_only"),
    ),
    misconceptions=(
        Misconception(
            "forgets_upstream",
            "def relu_grad(x, upstream, at_zero):\n    return np.heaviside(x, at_zero)",
            breaks=Values("upstream"),
            message="Yours is the slope alone. The gradient from above is still to be multiplied with it.",
            hint="The chain rule: slope times upstream.",
        ),
        Misconception(
            "forgets_upstream_mask",
            "def relu_grad(x, upstream, at_zero):\n    return x > 0",
            breaks=Aspect.DTYPE,
            message="Yours is a mask of True and False: a slope without the gradient from above, and without a convention at 0.",
            hint="Multiply by upstream, and give the place x == 0 its own value.",
        ),
        Misconception(
            "zero_at_zero",
            "def relu_grad(x, upstream, at_zero):\n    return upstream * np.heaviside(x, 0.0)",
            breaks=Values("zero"),
            message="Yours takes the slope 0 at 0, whatever `at_zero` says.",
            hint="The convention is an argument here.",
        ),
        Misconception(
            "zero_at_zero_without_nan",
            "def relu_grad(x, upstream, at_zero):\n    return upstream * (x > 0)",
            breaks=Values("zero"),
            message="Yours takes the slope 0 at 0, whatever `at_zero` says. It also makes a 0 of NaN.",
            hint="Give the place x == 0 its own value.",
        ),
        Misconception(
            "one_at_zero",
            "def relu_grad(x, upstream, at_zero):\n    return upstream * (x >= 0)",
            breaks=Values("zero"),
            message="Yours takes the slope 1 at 0, whatever `at_zero` says.",
            hint="Give the place x == 0 its own value.",
        ),
        Misconception(
            "convention_without_upstream",
            "def relu_grad(x, upstream, at_zero):\n    gradient = upstream * np.heaviside(x, 0.0)\n    return np.where(x == 0, at_zero, gradient)",
            breaks=Values("zero"),
            message="Yours puts `at_zero` itself where x is 0. It is a slope, so the gradient from above is multiplied by it too.",
            hint="Put the three slopes together first, then multiply once.",
        ),
        Misconception(
            "everywhere_at_zero",
            "def relu_grad(x, upstream, at_zero):\n    return upstream * np.where(x > 0, 1.0, at_zero) + 0 * x",
            breaks=Values("slope"),
            message="Yours uses `at_zero` for all x that are not above 0. Left of 0 the slope is 0.",
            hint="There are three cases.",
        ),
        Misconception(
            "sign_of_upstream",
            "def relu_grad(x, upstream, at_zero):\n    return np.maximum(0, upstream) * np.heaviside(x, at_zero)",
            breaks=Values("upstream"),
            message="Yours applies ReLU to the gradient from above. That gradient may be negative; x alone decides what passes.",
            hint="Leave the sign of upstream as it is.",
        ),
        Misconception(
            "mask_from_upstream",
            "def relu_grad(x, upstream, at_zero):\n    return x * np.heaviside(upstream, at_zero)",
            breaks=Values("slope"),
            message="Yours has x and upstream in each other's place.",
            hint="x decides whether the gate is open; upstream is what goes through it.",
        ),
        Misconception(
            "value_for_slope",
            "def relu_grad(x, upstream, at_zero):\n    return upstream * np.maximum(0, x)",
            breaks=Values("slope"),
            message="Yours multiplies by ReLU itself, not by its slope.",
            hint="Above 0 the slope is 1, however large x is.",
        ),
        Misconception(
            "close_to_zero",
            "def relu_grad(x, upstream, at_zero):\n    return upstream * np.where(np.isclose(x, 0), at_zero, np.heaviside(x, 0))",
            breaks=Values("near"),
            message="Yours treats numbers near 0 as 0. At 1e-9 the slope is 1: the corner is a single point.",
            hint="Ask for x == 0.",
        ),
        Misconception(
            "loses_nan",
            "def relu_grad(x, upstream, at_zero):\n    return upstream * np.where(x > 0, 1.0, np.where(x < 0, 0.0, at_zero))",
            breaks=Values("nan"),
            message="Yours treats NaN as if it were 0.",
            hint="NaN is neither above 0 nor below. `np.isnan` finds it; `np.heaviside` keeps it.",
        ),
        Misconception(
            "zero_for_nan",
            "def relu_grad(x, upstream, at_zero):\n    return upstream * np.where(x > 0, 1.0, np.where(x == 0, at_zero, 0.0))",
            breaks=Values("nan"),
            message="Yours gives 0 for NaN.",
            hint="NaN is neither above 0 nor equal to it. `np.isnan` finds it; `np.heaviside` keeps it.",
        ),
        Misconception(
            "scalars_only",
            "def relu_grad(x, upstream, at_zero):\n    if x > 0:\n        return upstream\n    if x == 0:\n        return at_zero * upstream\n    return 0.0",
            breaks=Aspect.RUNS,
            message="`if x > 0` needs one True or False, and an array gives many.",
            hint="`np.where` or `np.heaviside` choose element by element.",
        ),
        Misconception(
            "overwrites_upstream",
            "def relu_grad(x, upstream, at_zero):\n    upstream *= np.heaviside(x, at_zero)\n    return upstream",
            breaks=Aspect.INPUT_UNTOUCHED,
            message="Yours writes over the upstream gradient, which others may still need.",
            hint="`upstream * slope` makes a new array.",
        ),
        Misconception(
            "x_for_upstream",
            """
def relu_grad(x, upstream, at_zero):
    slope = np.where(x > 0, 1.0, 0.0)
    slope = np.where(x == 0, at_zero, slope)
    return slope * x
""",
            breaks=Values("slope"),
            message="Yours multiplies the slope by x. It is the gradient from above that passes through.",
            hint="The chain rule: slope times upstream.",
        ),
        Misconception(
            "adds_upstream",
            """
def relu_grad(x, upstream, at_zero):
    return upstream + np.heaviside(x, at_zero)
""",
            breaks=Values("slope"),
            message="Yours adds the slope to the gradient from above. The chain rule multiplies.",
            hint="Slope times upstream.",
        ),
        Misconception(
            "heaviside_arguments",
            """
def relu_grad(x, upstream, at_zero):
    return np.multiply(np.heaviside(at_zero, x), upstream)
""",
            breaks=Values("slope"),
            message="Yours has the arguments of `np.heaviside` in each other's place.",
            hint="`np.heaviside(x, value at 0)`: first what is compared with 0.",
        ),
    ),
    equivalent={
        ("heaviside(x, ", "heaviside(x + x, "): "twice a number has its sign",
    },
)

CENTRAL_DIFFERENCE = Answers(
    setup=SETUP,
    solution="""
def central_difference(f, x, h):
    return (f(x + h) - f(x - h)) / (2 * h)
""",
    explanation="The rise from x - h to x + h over the distance, 2 h.",
    others={
        "two_steps": """
def central_difference(f, x, h):
    left, right = x - h, x + h
    return (f(right) - f(left)) / (right - left)
""",
        "mean_of_one_sided": """
def central_difference(f, x, h):
    forward = (f(x + h) - f(x)) / h
    backward = (f(x) - f(x - h)) / h
    return 0.5 * (forward + backward)
""",
        "halves": """
def central_difference(function, place, step):
    rise = function(place + step) - function(place - step)
    return 0.5 * rise / step
""",
    },
    ranking=(("half_step",), ("forward", "backward", "no_parentheses", "second_difference")),
    misconceptions=(
        Misconception(
            "forward",
            "def central_difference(f, x, h):\n    return (f(x + h) - f(x)) / h",
            breaks=Values("curve"),
            message="Yours is the right-hand secant, from x to x + h.",
            hint="The central one goes from x - h to x + h.",
        ),
        Misconception(
            "backward",
            "def central_difference(f, x, h):\n    return (f(x) - f(x - h)) / h",
            breaks=Values("curve"),
            message="Yours is the left-hand secant, from x - h to x.",
            hint="The central one goes from x - h to x + h.",
        ),
        Misconception(
            "divided_by_h",
            "def central_difference(f, x, h):\n    return (f(x + h) - f(x - h)) / h",
            breaks=Values("line"),
            message="Yours is twice too large: the two places are 2 h apart, not h.",
            hint="What does it give for a straight line of slope 3?",
        ),
        Misconception(
            "precedence",
            "def central_difference(f, x, h):\n    return (f(x + h) - f(x - h)) / 2 * h",
            breaks=Values("line"),
            message="Yours divides by 2 and then multiplies by h: Python works from left to right.",
            hint="Put parentheses around 2 * h.",
        ),
        Misconception(
            "no_parentheses",
            "def central_difference(f, x, h):\n    return f(x + h) - f(x - h) / (2 * h)",
            breaks=Values("line"),
            message="Yours divides the second value alone. The whole rise is to be divided.",
            hint="Put parentheses around the difference.",
        ),
        Misconception(
            "neither_parentheses",
            "def central_difference(f, x, h):\n    return f(x + h) - f(x - h) / 2 * h",
            breaks=Values("line"),
            message="Yours divides the second value alone, and by 2 alone: `/` and `*` come before `-`, from left to right.",
            hint="Put parentheses around the difference, and around 2 * h.",
        ),
        Misconception(
            "upside_down",
            "def central_difference(f, x, h):\n    return (f(x - h) - f(x + h)) / (2 * h)",
            breaks=Values("line"),
            message="Yours has the sign turned: it takes the left value minus the right one.",
            hint="A rising line has a positive slope.",
        ),
        Misconception(
            "half_step",
            "def central_difference(f, x, h):\n    return (f(x + h / 2) - f(x - h / 2)) / h",
            breaks=Values("curve"),
            message="Yours is a central difference of half the step: from x - h/2 to x + h/2.",
            hint="Go a whole h to each side.",
        ),
        Misconception(
            "outside_the_function",
            "def central_difference(f, x, h):\n    return ((f(x) + h) - (f(x) - h)) / (2 * h)",
            breaks=Values("line"),
            message="Yours adds h to the value of f. What comes out is 1, whatever f is.",
            hint="The step is taken in x: f(x + h).",
        ),
        Misconception(
            "ignores_f",
            """
def central_difference(f, x, h):
    def relu(t):
        return np.maximum(0, t)

    return (relu(x + h) - relu(x - h)) / (2 * h)
""",
            breaks=Values("line"),
            message="Yours measures the slope of ReLU, whatever function comes in.",
            hint="The function to measure is the argument `f`.",
        ),
        Misconception(
            "plus",
            """
def central_difference(f, x, h):
    a = f(x + h)
    b = f(x - h)
    return (a + b) / (2 * h)
""",
            breaks=Values("line"),
            message="Yours adds the two values. A rise is the one minus the other.",
            hint="What does it give for a constant function?",
        ),
        Misconception(
            "second_difference",
            """
def central_difference(f, x, h):
    return (f(x + h) - 2 * f(x) + f(x - h)) / h**2
""",
            breaks=Values("line"),
            message="Yours is the second difference, which measures how much a curve bends.",
            hint="For a slope, the value in the middle is not needed: f(x + h) - f(x - h).",
        ),
        Misconception(
            "left_over_two_steps",
            """
def central_difference(f, x, h):
    y1, y0 = f(x), f(x - h)
    return (y1 - y0) / (2 * h)
""",
            breaks=Values("line"),
            message="Yours divides the rise of one step by two: it goes from x - h to x, and divides by 2 h.",
            hint="From x - h to x + h, over 2 h.",
        ),
    ),
)

AT_THE_KINK = Answers(
    solution='at_the_kink = "B"',
    explanation="(ReLU(h) - ReLU(-h)) / 2h = (h - 0) / 2h = 1/2: half of the way is flat and half rises with slope 1.",
    misconceptions=(
        Misconception(
            "flat",
            'at_the_kink = "A"',
            breaks=Values("at_the_kink"),
            message="That would be the left secant. The central one also sees the right side, where ReLU(h) is h.",
            hint="Put ReLU(h) = h and ReLU(-h) = 0 into the formula.",
        ),
        Misconception(
            "tends_to_zero",
            'at_the_kink = "C"',
            breaks=Values("at_the_kink"),
            message="Work it out: the rise is h and the distance 2 h, so h cancels. A smaller step changes nothing.",
            hint="Zoom into the corner: it looks the same at every scale.",
        ),
        Misconception(
            "tends_to_one",
            'at_the_kink = "D"',
            breaks=Values("at_the_kink"),
            message="The right secant is 1. The central one is the mean of the left and the right one.",
            hint="The mean of 0 and 1, for every step.",
        ),
    ),
)


IN_ORDER = """order = []

        def visit(node):
            if node not in order:
                for parent in node.parents:
                    visit(parent)
                order.append(node)

        visit(self)
        self.grad = 1.0
        for node in reversed(order):
            node.pass_down()"""
STACK = """self.grad = 1.0
        todo = [self]
        while todo:
            node = todo.pop()
            node.pass_down()
            for parent in node.parents:
                todo.append(parent)"""
BREADTH_FIRST = """self.grad = 1.0
        seen = [self]
        for node in seen:
            node.pass_down()
            for parent in node.parents:
                if parent not in seen:
                    seen.append(parent)"""
RECURSION = """self.grad = 1.0
        self.pass_down()
        for parent in self.parents:
            parent.backward()"""


def value_class(
    product: str = "self.grad += other.data * out.grad\n            other.grad += self.data * out.grad",
    relu: str = "self.grad += (self.data > 0) * out.grad",
    relu_data: str = "max(0.0, self.data)",
    relu_parents: str = "(self,)",
    after: str = "",
    product_data: str = "self.data * other.data",
    product_parents: str = "(self, other)",
    hand_over: str = "out.pass_down = pass_down",
    backward: str = IN_ORDER,
) -> str:
    """Return the class of the notebook with some lines of it changed."""
    return f"""
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

    def __mul__(self, other):
        out = Value({product_data}, {product_parents})

        def pass_down():
            {product}

        {hand_over}
        return out

    def relu(self):
        out = Value({relu_data}, {relu_parents})

        def pass_down():
            {relu}

        {hand_over}
        return out

    def backward(self):
        {backward}
{after}"""


VALUE = Answers(
    setup=SETUP,
    solution=value_class(),
    explanation=(
        "Each operation adds its share to the gradients of its parents: the other factor for a product, 1 or 0 for "
        "ReLU. Adding, and not setting, is what makes a number that is used twice come out right."
    ),
    others={
        "if_in_relu": value_class(
            relu="if self.data > 0:\n                self.grad += out.grad",
            relu_data="self.data if self.data > 0 else 0.0",
        ),
        "from_the_output": value_class(relu="self.grad = self.grad + (out.data > 0) * out.grad"),
        "numpy": value_class(
            product="self.grad += np.multiply(other.data, out.grad)\n            other.grad += np.multiply(self.data, out.grad)",
            relu="self.grad += np.heaviside(self.data, 0.0) * out.grad",
            relu_data="np.maximum(0.0, self.data)",
        ),
        "own_design": """
class Value:
    def __init__(self, data, parents=(), slopes=()):
        self.data, self.parents, self.slopes, self.grad = data, parents, slopes, 0.0

    def __add__(self, other):
        return Value(self.data + other.data, (self, other), (1.0, 1.0))

    def __mul__(self, other):
        return Value(self.data * other.data, (self, other), (other.data, self.data))

    def relu(self):
        return Value(max(self.data, 0.0), (self,), (1.0 if self.data > 0 else 0.0,))

    def backward(self, upstream=1.0):
        self.grad += upstream
        for parent, slope in zip(self.parents, self.slopes):
            parent.backward(upstream * slope)
""",
        "rest_as_products": value_class(relu="self.grad += out.grad if out.data else 0.0"),
    },
    ranking=(
        (
            "relu_overwrites",
            "product_overwrites",
            "both_overwrite",
            "one_at_zero",
            "backward_revisits",
            "backward_order",
        ),
        ("no_parents", "no_relu"),
        (
            "relu_forgets_upstream",
            "relu_passes_all",
            "relu_passes_nothing",
            "sign_of_gradient",
            "value_for_slope",
            "relu_leaks",
            "relu_is_slope",
        ),
    ),
    misconceptions=(
        Misconception(
            "relu_overwrites",
            value_class(relu="self.grad = (self.data > 0) * out.grad"),
            breaks=Values("twice"),
            message="Your `relu` sets the gradient with `=`. Where a number is used twice, the second share wipes out the first.",
            hint="Write `+=`: shares of a gradient add up.",
        ),
        Misconception(
            "product_overwrites",
            value_class(
                product="self.grad = other.data * out.grad\n            other.grad = self.data * out.grad",
            ),
            breaks=Values("twice"),
            message="Your product sets the gradients with `=`. In a * a, the second share wipes out the first.",
            hint="Write `+=`: shares of a gradient add up.",
        ),
        Misconception(
            "both_overwrite",
            value_class(
                product="self.grad = other.data * out.grad\n            other.grad = self.data * out.grad",
                relu="self.grad = (self.data > 0) * out.grad",
            ),
            breaks=Values("twice"),
            message="Both of your methods set gradients with `=`. Where a number is used twice, the second share wipes out the first.",
            hint="Write `+=`: shares of a gradient add up.",
        ),
        Misconception(
            "relu_forgets_upstream",
            value_class(relu="self.grad += self.data > 0"),
            breaks=Values("relu"),
            message="Your `relu` adds its slope and leaves out `out.grad`, the gradient that comes from above.",
            hint="The chain rule: slope times `out.grad`.",
        ),
        Misconception(
            "product_forgets_upstream",
            value_class(product="self.grad += other.data\n            other.grad += self.data"),
            breaks=Values("relu"),
            message="Your product adds the other factor and leaves out `out.grad`, the gradient that comes from above.",
            hint="The chain rule: the other factor times `out.grad`.",
        ),
        Misconception(
            "own_factor",
            value_class(
                product="self.grad += self.data * out.grad\n            other.grad += other.data * out.grad",
            ),
            breaks=Values("product"),
            message="Your product multiplies each gradient by the number's own value. If a grows by 1, a * b grows by b.",
            hint="Each factor receives the other one, times `out.grad`.",
        ),
        Misconception(
            "product_like_sum",
            value_class(product="self.grad += out.grad\n            other.grad += out.grad"),
            breaks=Values("product"),
            message="Your product passes the gradient on as a sum does. If a grows by 1, a * b grows by b.",
            hint="Each factor receives the other one, times `out.grad`.",
        ),
        Misconception(
            "relu_passes_all",
            value_class(relu="self.grad += out.grad"),
            breaks=Values("relu"),
            message="Your `relu` passes the gradient on even where it is off.",
            hint="Left of 0 the slope is 0.",
        ),
        Misconception(
            "sign_of_gradient",
            value_class(relu="self.grad += (out.grad > 0) * out.grad"),
            breaks=Values("relu"),
            message="Your `relu` looks at the sign of the gradient. What decides is the number that went in.",
            hint="Ask whether `self.data` is above 0.",
        ),
        Misconception(
            "one_at_zero",
            value_class(relu="self.grad += (self.data >= 0) * out.grad"),
            breaks=Values("zero"),
            message="Your `relu` passes the gradient on at exactly 0. It is a legitimate convention; this exercise asks for the other one, the slope 0.",
            hint="Which comparison leaves 0 out?",
        ),
        Misconception(
            "value_for_slope",
            value_class(relu="self.grad += out.data * out.grad"),
            breaks=Values("relu"),
            message="Your `relu` multiplies by its value. Its slope is 1 where it is on, however large the number is.",
            hint="The slope is 0 or 1.",
        ),
        Misconception(
            "no_parents",
            value_class(relu_parents="()"),
            breaks=Values("relu"),
            message="The Value that your `relu` makes does not know its parent, so nothing below it is reached.",
            hint="Hand over `(self,)`: the comma makes it a tuple of one.",
        ),
        Misconception(
            "relu_passes_nothing",
            value_class(relu="out.grad += (self.data > 0) * self.grad"),
            breaks=Values("relu"),
            message="No gradient comes through your `relu`: nothing is added to `self.grad` on the way back.",
            hint="`pass_down` adds to `self.grad`, and `out.pass_down = pass_down` hands it over.",
        ),
        Misconception(
            "no_relu",
            value_class(relu_data="self.data"),
            breaks=Values("relu"),
            message="Your `relu` passes negative numbers on: its value is missing the ReLU.",
            hint="The larger of 0 and `self.data`.",
        ),
        Misconception(
            "backward_revisits",
            value_class(backward=STACK),
            breaks=Values("twice"),
            message="Yours passes a gradient down again each time that it comes by: a number that is used twice hands on what it has handed on before.",
            hint="Visit each number once, and only after all that were computed from it. The order that the notebook builds does that.",
        ),
        Misconception(
            "backward_order",
            value_class(backward=BREADTH_FIRST),
            breaks=Values("twice"),
            message="Yours lets a number pass its gradient down before all that was computed from it has passed its own: the order is wrong.",
            hint="A number may pass down once its own gradient is complete. The order that the notebook builds sees to that.",
        ),
        Misconception(
            "not_reversed",
            value_class(backward=IN_ORDER.replace("reversed(order)", "order")),
            breaks=Values("product"),
            message="Yours begins at the inputs. The gradient starts at the output and goes down from there.",
            hint="Go through `reversed(order)`.",
        ),
        Misconception(
            "backward_restarts",
            value_class(backward=RECURSION),
            breaks=Values("product"),
            message="Yours sets the gradient to 1 at each number on the way down. Only the output starts with 1.",
            hint="Go through the numbers in one `backward`, and call `pass_down` of each.",
        ),
        Misconception(
            "product_no_parents",
            value_class(product_parents="()"),
            breaks=Values("product"),
            message="The product of yours does not know its factors, so nothing passes through it to what lies below.",
            hint="Make it by `Value(self.data * other.data, (self, other))`.",
        ),
        Misconception(
            "passes_nothing",
            value_class(hand_over="pass"),
            breaks=Values("product"),
            message="Neither the product nor the ReLU of yours passes anything down.",
            hint="`out.pass_down = pass_down` hands the function over. And the gradients are added to with `+=`.",
        ),
        Misconception(
            "product_adds",
            value_class(product_data="self.data + other.data"),
            breaks=Values("product"),
            message="The product of yours adds the two numbers.",
            hint="Its number is `self.data * other.data`.",
        ),
        Misconception(
            "relu_leaks",
            value_class(
                relu_data="self.data if self.data > 0 else 0.01 * self.data",
                relu="self.grad += (1.0 if self.data > 0 else 0.01) * out.grad",
            ),
            breaks=Values("relu"),
            message="The ReLU of yours lets a part of the negative numbers through.",
            hint="Below 0 the value is 0 and the slope is 0.",
        ),
        Misconception(
            "relu_is_slope",
            value_class(relu_data="1.0 if self.data > 0 else 0.0"),
            breaks=Values("relu"),
            message="The ReLU of yours gives 0 or 1: its slope, not its value.",
            hint="Its number is `max(0.0, self.data)`.",
        ),
        Misconception(
            "one_factor",
            value_class(product="self.grad += other.data * out.grad"),
            breaks=Values("product"),
            message="The product of yours passes the gradient to one factor alone.",
            hint="Both have a share: the other factor times `out.grad`.",
        ),
        Misconception(
            "no_start",
            value_class(backward=IN_ORDER.replace("self.grad = 1.0", "pass")),
            breaks=Values("product"),
            message="Nothing starts: the gradient of the output is never set to 1, so zeros pass down.",
            hint="`self.grad = 1.0` comes before the first `pass_down`.",
        ),
    ),
    equivalent={
        ("self.grad = 0.0", "self.grad = -0.0"): "0 and -0 are the same gradient",
        ("max(0.0", "max(-0.0"): "0 and -0 are the same number",
        ("max(0.0, self.data)", "max(self.data, 0.0)"): "the larger of two is the same",
        ("= parents", "= parents + parents"): "each node is visited once all the same",
        ("* other.data, (self, other)", "* other.data, (self + self, other)"): IDLE,
        ("* other.data, (self, other)", "* other.data, (self, other + other)"): IDLE,
        ("(self,)", "(self + self,)"): IDLE,
        ("visit(self)", "visit(self + self)"): IDLE,
        ("not in order", "not in order + order"): "a list twice has the same members",
        ("self.data > 0", "(self + self).data > 0"): "twice a number has its sign",
    },
)

LAYER_BACKWARD = Answers(
    setup=SETUP,
    solution="""
def relu_layer_backward(X, W, b, upstream):
    delta = upstream * (X @ W + b > 0)
    return X.T @ delta, delta.sum(axis=0), delta @ W.T
""",
    explanation=(
        "delta is the gradient by the pre-activations. Each weight multiplies an input, each bias is added to every "
        "row, and each input goes through its row of weights."
    ),
    others={
        "steps": """
def relu_layer_backward(X, W, b, upstream):
    Z = X @ W + b
    delta = np.where(Z > 0, upstream, 0.0)
    dW = X.T @ delta
    db = np.sum(delta, axis=0)
    dX = delta @ W.T
    return dW, db, dX
""",
        "einsum": """
def relu_layer_backward(X, W, b, upstream):
    delta = upstream * np.heaviside(np.einsum("nd,dk->nk", X, W) + b, 0.0)
    return [np.einsum("nd,nk->dk", X, delta), np.einsum("nk->k", delta), np.einsum("nk,dk->nd", delta, W)]
""",
        "example_by_example": """
def relu_layer_backward(X, W, b, upstream):
    dW, db, dX = np.zeros_like(W), np.zeros_like(b), np.zeros_like(X)
    for i, (x, g) in enumerate(zip(X, upstream)):
        delta = g * (np.maximum(0, x @ W + b) > 0)
        dW += np.outer(x, delta)
        db += delta
        dX[i] = W @ delta
    return dW, db, dX
""",
        "column_of_ones": """
def relu_layer_backward(X, W, b, upstream):
    X1, W1 = np.column_stack([X, np.ones(len(X))]), np.vstack([W, b])
    delta = upstream * (X1 @ W1 > 0)
    together = X1.T @ delta
    return together[:-1], together[-1], (delta @ W1.T)[:, :-1]
""",
    },
    ranking=(
        ("one_at_zero", "inputs_own_mask", "inputs_mask_missing", "bias_mask_missing"),
        (
            "mean_for_bias",
            "order",
            "whole_bias",
            "transposed",
            "bias_row",
            "bias_one_number",
            "bias_axis",
            "inputs_left_out",
        ),
        ("last_example", "mask_without_bias", "weights_mean"),
        ("forgets_relu", "leaky_gate"),
    ),
    misconceptions=(
        Misconception(
            "forgets_relu",
            "def relu_layer_backward(X, W, b, upstream):\n    return X.T @ upstream, upstream.sum(axis=0), upstream @ W.T",
            breaks=Values("mask"),
            message="Yours leaves the ReLU out: a unit that is off still passes its gradient down.",
            hint="Multiply upstream by the slope at the pre-activation first.",
        ),
        Misconception(
            "mean_for_bias",
            "def relu_layer_backward(X, W, b, upstream):\n    delta = upstream * (X @ W + b > 0)\n    return X.T @ delta, delta.mean(axis=0), delta @ W.T",
            breaks=Values("open"),
            message="Your gradient of b is a mean over the examples. Each example adds its share: it is a sum, as in X.T @ delta.",
            hint="If the loss is a mean, the division is in upstream already.",
        ),
        Misconception(
            "weights_mean",
            "def relu_layer_backward(X, W, b, upstream):\n    delta = upstream * (X @ W + b > 0)\n    return X.T @ delta / len(X), delta.mean(axis=0), delta @ W.T",
            breaks=Values("open"),
            message="Your gradients of W and b are divided by the number of examples. If the loss is a mean, that is in upstream already.",
            hint="Each example adds its share.",
        ),
        Misconception(
            "mask_without_bias",
            "def relu_layer_backward(X, W, b, upstream):\n    delta = upstream * (X @ W > 0)\n    return X.T @ delta, delta.sum(axis=0), delta @ W.T",
            breaks=Values("bias"),
            message="Yours decides on or off without the bias.",
            hint="The pre-activation is X @ W + b.",
        ),
        Misconception(
            "sign_of_upstream",
            "def relu_layer_backward(X, W, b, upstream):\n    delta = np.maximum(0, upstream)\n    return X.T @ delta, delta.sum(axis=0), delta @ W.T",
            breaks=Values("open"),
            message="Yours applies ReLU to the gradient. What decides is the pre-activation, X @ W + b.",
            hint="A negative gradient passes an open unit as well.",
        ),
        Misconception(
            "value_for_slope",
            "def relu_layer_backward(X, W, b, upstream):\n    delta = upstream * np.maximum(0, X @ W + b)\n    return X.T @ delta, delta.sum(axis=0), delta @ W.T",
            breaks=Values("open"),
            message="Yours multiplies by the activation. The slope of an open unit is 1.",
            hint="Ask whether the pre-activation is above 0.",
        ),
        Misconception(
            "one_at_zero",
            "def relu_layer_backward(X, W, b, upstream):\n    delta = upstream * (X @ W + b >= 0)\n    return X.T @ delta, delta.sum(axis=0), delta @ W.T",
            breaks=Values("zero"),
            message="Yours passes the gradient on where the pre-activation is exactly 0. This exercise asks for the slope 0 there.",
            hint="Which comparison leaves 0 out?",
        ),
        Misconception(
            "inputs_mask_missing",
            "def relu_layer_backward(X, W, b, upstream):\n    delta = upstream * (X @ W + b > 0)\n    return X.T @ delta, delta.sum(axis=0), upstream @ W.T",
            breaks=Values("mask"),
            message="Your gradients of W and b are right. The one of X leaves the ReLU out.",
            hint="All three are made of delta.",
        ),
        Misconception(
            "bias_mask_missing",
            "def relu_layer_backward(X, W, b, upstream):\n    delta = upstream * (X @ W + b > 0)\n    return X.T @ delta, upstream.sum(axis=0), delta @ W.T",
            breaks=Values("mask"),
            message="Your gradients of W and X are right. The one of b leaves the ReLU out.",
            hint="All three are made of delta.",
        ),
        Misconception(
            "transposed",
            "def relu_layer_backward(X, W, b, upstream):\n    delta = upstream * (X @ W + b > 0)\n    return delta.T @ X, delta.sum(axis=0), delta @ W.T",
            breaks=Aspect.SHAPE,
            message="Your gradient of W is transposed: it has one row a unit, as PyTorch stores weights. W here has one row an input.",
            hint="The gradient has the shape of W: X.T @ delta.",
        ),
        Misconception(
            "whole_bias",
            "def relu_layer_backward(X, W, b, upstream):\n    delta = upstream * (X @ W + b > 0)\n    return X.T @ delta, delta, delta @ W.T",
            breaks=Aspect.SHAPE,
            message="Your gradient of b has a row for each example. b is shared by all of them, so their shares add up.",
            hint="Sum over the examples, `axis=0`.",
        ),
        Misconception(
            "order",
            "def relu_layer_backward(X, W, b, upstream):\n    delta = upstream * (X @ W + b > 0)\n    return delta @ W.T, X.T @ delta, delta.sum(axis=0)",
            breaks=Aspect.SHAPE,
            message="Yours returns the three arrays in another order.",
            hint="First W, then b, then X.",
        ),
        Misconception(
            "bias_row",
            """
def relu_layer_backward(X, W, b, upstream):
    Z = X.dot(W) + b
    dZ = upstream * (Z > 0)
    dW = X.T.dot(dZ)
    db = np.sum(dZ, axis=0, keepdims=True)
    dX = dZ.dot(W.T)
    return dW, db, dX
""",
            breaks=Aspect.SHAPE,
            message="The gradient of the bias is a table with one row in yours. It should have the shape of b.",
            hint="Leave `keepdims=True` out.",
        ),
        Misconception(
            "bias_axis",
            """
def relu_layer_backward(X, W, b, upstream):
    gate = np.where(X @ W + b > 0, 1, 0)
    grad = upstream * gate
    return X.T @ grad, grad.sum(axis=1), grad @ W.T
""",
            breaks=Aspect.SHAPE,
            message="Yours adds the gradient of the bias up over the units. Each unit has a bias, and the examples are added up.",
            hint="`axis=0` goes over the examples.",
        ),
        Misconception(
            "inputs_left_out",
            """
def relu_layer_backward(X, W, b, upstream):
    d = upstream * ((X @ W + b) > 0)
    grad_W = X.T @ d
    grad_b = d.sum(0)
    return grad_W, grad_b
""",
            breaks=Aspect.SHAPE,
            message="Yours returns the gradients of W and b, and leaves out that of X, which the layer below needs.",
            hint="The third is `delta @ W.T`.",
        ),
        Misconception(
            "bias_one_number",
            """
def relu_layer_backward(X, W, b, upstream):
    relu_slope = np.heaviside(X @ W + b, 0)
    dZ = upstream * relu_slope
    return X.T @ dZ, np.sum(dZ), dZ @ W.T
""",
            breaks=Aspect.SHAPE,
            message="Yours adds the gradient of the bias up to one number. Each unit has a bias of its own.",
            hint="`axis=0` goes over the examples alone.",
        ),
        Misconception(
            "last_example",
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
            breaks=Values("open"),
            message="In yours each example overwrites the gradients of the one before it. They are to be added up.",
            hint="`+=` in the loop; or one matrix product for all.",
        ),
        Misconception(
            "sigmoid_slope",
            """
def relu_layer_backward(X, W, b, upstream):
    A = np.maximum(0, X @ W + b)
    dZ = upstream * A * (1 - A)
    return X.T @ dZ, dZ.sum(axis=0), dZ @ W.T
""",
            breaks=Values("open"),
            message="Yours has the slope of sigmoid, a (1 - a). The slope of ReLU is 0 or 1.",
            hint="`X @ W + b > 0`.",
        ),
        Misconception(
            "inputs_own_mask",
            """
def relu_layer_backward(X, W, b, upstream):
    Z = X @ W + b
    dZ = np.where(Z > 0, upstream, 0)
    dX = dZ @ W.T
    dX[X <= 0] = 0
    return X.T @ dZ, dZ.sum(axis=0), dX
""",
            breaks=Values("open"),
            message="Yours also blocks the gradient where the input X is not above 0. Whether that passes is for the layer below to say.",
            hint="Leave `dX` as it comes from `delta @ W.T`.",
        ),
        Misconception(
            "leaky_gate",
            """
def relu_layer_backward(X, W, b, upstream):
    slope = np.where(X @ W + b > 0, 1.0, 0.01)
    dZ = slope * upstream
    return X.T @ dZ, np.sum(dZ, axis=0), dZ @ W.T
""",
            breaks=Values("mask"),
            message="Yours lets a hundredth through a unit that is off. ReLU passes nothing there.",
            hint="The slope is 0 or 1.",
        ),
    ),
)

EXACT_ZEROS = Answers(
    setup=SETUP,
    solution="""
def exact_zeros(X, W, b):
    zero = X @ W + b == 0
    return np.sum(zero), np.mean(zero)
""",
    explanation="Compute the pre-activations, ask each whether it is 0, count, and divide by how many there are.",
    others={
        "count_nonzero": """
def exact_zeros(X, W, b):
    Z = X @ W + b
    count = Z.size - np.count_nonzero(Z)
    return count, count / Z.size
""",
        "loop": """
def exact_zeros(X, W, b):
    count = 0
    total = 0
    for row in X @ W + b:
        for z in row:
            total += 1
            if z == 0:
                count += 1
    return count, count / total
""",
        "neither_side": """
def exact_zeros(X, W, b):
    Z = np.asarray(X) @ W + b
    neither = ~(Z > 0) & ~(Z < 0)
    return [int(neither.sum()), float(neither.sum() / neither.size)]
""",
    },
    ranking=(
        ("order", "forgets_bias", "close"),
        ("share_of_others", "percent", "per_unit", "per_example", "share_alone", "first_unit", "count_alone"),
        ("whole_rows", "after_relu", "blank_inputs"),
    ),
    misconceptions=(
        Misconception(
            "after_relu",
            "def exact_zeros(X, W, b):\n    zero = np.maximum(0, X @ W + b) == 0\n    return np.sum(zero), np.mean(zero)",
            breaks=Values("blank"),
            message="Yours counts every negative pre-activation as well, as if the question were asked after ReLU.",
            hint="Ask the pre-activations themselves.",
        ),
        Misconception(
            "forgets_bias",
            "def exact_zeros(X, W, b):\n    zero = X @ W == 0\n    return np.sum(zero), np.mean(zero)",
            breaks=Values("bias"),
            message="Yours leaves the bias out.",
            hint="The pre-activation is X @ W + b.",
        ),
        Misconception(
            "close",
            "def exact_zeros(X, W, b):\n    zero = np.isclose(X @ W + b, 0)\n    return np.sum(zero), np.mean(zero)",
            breaks=Values("tiny"),
            message="Yours counts numbers near 0 as well. The kink is a single point: at 1e-9 the slope is 1.",
            hint="Ask for == 0.",
        ),
        Misconception(
            "blank_inputs",
            "def exact_zeros(X, W, b):\n    zero = X == 0\n    return np.sum(zero), np.mean(zero)",
            breaks=Values("blank"),
            message="Yours counts zeros among the inputs. ReLU sees the pre-activations.",
            hint="Compute X @ W + b first.",
        ),
        Misconception(
            "nonzero",
            "def exact_zeros(X, W, b):\n    Z = X @ W + b\n    return np.count_nonzero(Z), np.count_nonzero(Z) / Z.size",
            breaks=Values("blank"),
            message="Yours counts the pre-activations that are not 0.",
            hint="`np.count_nonzero(Z == 0)` counts where the comparison is True.",
        ),
        Misconception(
            "percent",
            "def exact_zeros(X, W, b):\n    zero = X @ W + b == 0\n    return np.sum(zero), 100 * np.mean(zero)",
            breaks=Values("blank"),
            message="Your second number is in percent. A share lies between 0 and 1.",
            hint="Leave the 100 out.",
        ),
        Misconception(
            "per_example",
            "def exact_zeros(X, W, b):\n    zero = X @ W + b == 0\n    return np.sum(zero), np.sum(zero) / len(X)",
            breaks=Values("blank"),
            message="Your second number is zeros for each example. The share is of all pre-activations: examples times units.",
            hint="Divide by how many entries the table has.",
        ),
        Misconception(
            "order",
            "def exact_zeros(X, W, b):\n    zero = X @ W + b == 0\n    return np.mean(zero), np.sum(zero)",
            breaks=Values("blank"),
            message="Yours has the two numbers in the other order.",
            hint="The count first, then the share.",
        ),
        Misconception(
            "count_alone",
            "def exact_zeros(X, W, b):\n    return np.sum(X @ W + b == 0)",
            breaks=Aspect.RETURNS,
            message="Yours returns the count alone.",
            hint="Return both: `return count, share`.",
        ),
        Misconception(
            "whole_rows",
            """
def exact_zeros(X, W, b):
    Z = X @ W + b
    rows = np.all(Z == 0, axis=1)
    return rows.sum(), rows.mean()
""",
            breaks=Values("blank"),
            message="Yours counts the examples of which all pre-activations are 0. Each pre-activation counts by itself.",
            hint="Compare with 0, and count all the entries.",
        ),
        Misconception(
            "first_unit",
            """
def exact_zeros(X, W, b):
    Z = X @ W + b
    zeros = 0
    for i in range(len(Z)):
        if Z[i][0] == 0:
            zeros = zeros + 1
    return zeros, zeros / len(Z)
""",
            breaks=Values("blank"),
            message="Yours looks at the first unit alone.",
            hint="All units count: `Z == 0` is a table.",
        ),
        Misconception(
            "per_unit",
            """
def exact_zeros(X, W, b):
    Z = X @ W + b
    k = Z.shape[1]
    count = np.count_nonzero(Z == 0)
    return count, count / k
""",
            breaks=Values("blank"),
            message="The share of yours is divided by the number of units. There are examples times units entries.",
            hint="`Z.size`, or a mean over the whole table.",
        ),
        Misconception(
            "counts_of_units",
            """
def exact_zeros(X, W, b):
    is_zero = (X @ W + b) == 0
    return np.sum(is_zero, axis=0), np.mean(is_zero, axis=0)
""",
            breaks=Aspect.SHAPE,
            message="Yours counts for each unit by itself. One count and one share for all are asked for.",
            hint="Leave `axis` out.",
        ),
        Misconception(
            "share_of_others",
            """
def exact_zeros(X, W, b):
    Z = X @ W + b
    return np.sum(Z == 0), np.mean(Z != 0)
""",
            breaks=Values("blank"),
            message="The share of yours is that of the entries which are not 0.",
            hint="`Z == 0` in both.",
        ),
        Misconception(
            "share_alone",
            """
def exact_zeros(X, W, b):
    z = X @ W + b
    return np.mean(z == 0)
""",
            breaks=Aspect.RETURNS,
            message="Yours returns the share and leaves out the count.",
            hint="Two numbers: the count, then the share.",
        ),
    ),
    equivalent={
        ("np.sum(zero)", "np.sum(zero + zero)"): "a mask or itself is the mask",
        ("np.mean(zero)", "np.mean(zero + zero)"): "a mask or itself is the mask",
    },
)

ANSWERS = {
    "derivative.subgradients": SUBGRADIENTS,
    "derivative.relu_grad": RELU_GRAD,
    "derivative.central_difference": CENTRAL_DIFFERENCE,
    "derivative.at_the_kink": AT_THE_KINK,
    "derivative.Value": VALUE,
    "derivative.relu_layer_backward": LAYER_BACKWARD,
    "derivative.exact_zeros": EXACT_ZEROS,
}
