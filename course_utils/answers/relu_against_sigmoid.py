"""Answers to notebook 03."""

from course_utils.autograder.answers import Answers, Misconception
from course_utils.autograder.properties import Aspect, Values

SETUP = """
import numpy as np
from course_utils import activations
"""

LOG_LOSS = Answers(
    setup=SETUP,
    solution="""
def log_loss(z, y):
    return np.logaddexp(0, z) - y * z
""",
    explanation=(
        "The loss is log(1 + exp(z)) for y = 0 and log(1 + exp(-z)), which is z less, for y = 1. "
        "`np.logaddexp(0, z)` is log(exp(0) + exp(z)) without the overflow."
    ),
    others={
        "where": """
def log_loss(z, y):
    return np.where(y == 1, np.logaddexp(0, -z), np.logaddexp(0, z))
""",
        "signed_margin": """
def log_loss(logits, labels):
    margin = (2 * labels - 1) * logits
    return np.maximum(0, -margin) + np.log1p(np.exp(-np.abs(margin)))
""",
        "both_terms": """
def log_loss(z, y):
    log_p = -np.logaddexp(0, -z)
    log_1_minus_p = -np.logaddexp(0, z)
    return -(y * log_p + (1 - y) * log_1_minus_p)
""",
        "softplus": """
def log_loss(z, y):
    return activations.softplus(z) - y * z
""",
        "one_signed_logit": "def log_loss(z, y):\n    return np.logaddexp(0, (1 - 2 * y) * z)",
        "by_log1p": "def log_loss(z, y):\n    return np.maximum(z, 0) - z * y + np.log1p(np.exp(-np.abs(z)))",
        "log_expit": """
import scipy.special
def log_loss(z, y):
    return -(y * scipy.special.log_expit(z) + (1 - y) * scipy.special.log_expit(-z))
""",
    },
    ranking=(
        ("row_by_row",),
        ("overflowing_softplus", "inf_on_large_mistakes"),
        ("clipped_1e-15", "clipped_1e-12", "through_the_probability_chosen"),
        ("through_the_probability", "clipped_1e-07"),
    ),
    misconceptions=(
        Misconception(
            "through_the_probability",
            "def log_loss(z, y):\n    p = 1 / (1 + np.exp(-z))\n    return -(y * np.log(p) + (1 - y) * np.log(1 - p))",
            breaks=Values("sure"),
            message="Yours goes through the probability, which rounds to 1. Then log(1 - p) is -inf, and 0 times that is NaN.",
            hint="Simplify log(p) on paper first, and compute with z alone.",
        ),
        Misconception(
            "through_the_probability_chosen",
            "def log_loss(z, y):\n    p = 1 / (1 + np.exp(-z))\n    return -np.log(np.where(y == 1, p, 1 - p))",
            breaks=Values("sure"),
            message="Yours goes through the probability, which rounds to 1. Then log(1 - p) is -inf.",
            hint="Simplify log(p) on paper first, and compute with z alone.",
        ),
        Misconception(
            "inf_on_large_mistakes",
            "def log_loss(z, y):\n    p_right = activations.sigmoid(np.where(y == 1, z, -z))\n    return -np.log(p_right)",
            breaks=Values("very_sure"),
            message="Yours breaks down at logits of about 700. Beyond, an exponential overflows, or the probability made of it is 0, and a confident mistake costs inf.",
            hint="`np.logaddexp(0, z)` computes log(1 + exp(z)) without overflow.",
            variants=(
                "def log_loss(z, y):\n    return np.where(y == 1, np.log(1 + np.exp(-z)), np.log(1 + np.exp(z)))",
            ),
        ),
        Misconception(
            "if_for_arrays",
            "def log_loss(z, y):\n    p = 1 / (1 + np.exp(-z))\n    if y == 1:\n        return -np.log(p)\n    return -np.log(1 - p)",
            breaks=Aspect.RUNS,
            message="An `if` on the labels needs one True or False, and an array of labels gives many.",
            hint="`np.where(y == 1, a, b)` chooses element by element. And compute with z alone: p rounds to 1.",
            variants=(
                """
def log_loss(z, y):
    p = activations.sigmoid(z)
    if y:
        return -np.log(p)
    return -np.log(1 - p)
""",
            ),
        ),
        Misconception(
            "overflowing_softplus",
            "def log_loss(z, y):\n    return np.log(1 + np.exp(z)) - y * z",
            breaks=Values("very_sure"),
            message="Yours does without the probability, and overflows all the same: exp(z) is infinity from z = 710 on.",
            hint="`np.logaddexp(0, z)` computes log(1 + exp(z)) without overflow.",
        ),
        *(
            Misconception(
                f"clipped_{name}",
                "def log_loss(z, y):\n    p = 1 / (1 + np.exp(-z))\n"
                f"    p = np.clip(p, {name}, 1 - {name})\n    return -(y * np.log(p) + (1 - y) * np.log(1 - p))",
                breaks=Values("sure"),
                message=f"Yours clips the probability at {name}. That hides the inf, and puts the same wrong loss on every confident mistake.",
                hint="At z = 40 and y = 0 the loss is 40. Simplify log(1 - p) on paper, and compute with z alone.",
            )
            for name in ("1e-07", "1e-12", "1e-15")
        ),
        Misconception(
            "labels_swapped",
            "def log_loss(z, y):\n    return np.logaddexp(0, z) - (1 - y) * z",
            breaks=Values("ordinary"),
            message="Yours is the loss for the opposite label: a large logit with y = 1 should cost nearly nothing.",
            hint="What should come out for z = 40 and y = 1?",
        ),
        Misconception(
            "sign",
            "def log_loss(z, y):\n    return y * z - np.logaddexp(0, z)",
            breaks=Values("ordinary"),
            message="Yours is the log-likelihood, the loss with its sign turned: never above 0.",
            hint="A loss is 0 or more, and smaller is better.",
        ),
        Misconception(
            "only_ones",
            "def log_loss(z, y):\n    return np.logaddexp(0, -z)",
            breaks=Values("ordinary"),
            message="Yours leaves the label out: it is right for y = 1 alone.",
            hint="For y = 0 the loss is -log(1 - p).",
        ),
        Misconception(
            "ones_times_label",
            "def log_loss(z, y):\n    return y * np.logaddexp(0, -z)",
            breaks=Values("ordinary"),
            message="Yours gives no loss at all for the examples with y = 0.",
            hint="For y = 0 the loss is -log(1 - p).",
        ),
        Misconception(
            "mean",
            "def log_loss(z, y):\n    return np.mean(np.logaddexp(0, z) - y * z)",
            breaks=Aspect.SHAPE,
            message="Yours is the mean over all examples. Here each example keeps a loss of its own.",
            hint="Leave the mean out: the result has the shape of z.",
        ),
        Misconception(
            "squared_error",
            "def log_loss(z, y):\n    return (activations.sigmoid(z) - y) ** 2",
            breaks=Values("ordinary"),
            message="Yours is the squared error of the probability. It can never be above 1, however wrong the answer is.",
            hint="The loss asked for is -log of the probability that was given to the right label.",
        ),
        Misconception(
            "row_by_row",
            "def log_loss(z, y):\n    return np.array([np.logaddexp(0, a) - b * a for a, b in zip(z, y)])",
            breaks=Aspect.VECTORIZED,
            message="Yours takes the logits one at a time in Python.",
            hint="`np.logaddexp` takes whole arrays.",
        ),
        Misconception(
            "gradient",
            """
def log_loss(z, y):
    prob = 1 / (1 + np.exp(-z))
    return prob - y
""",
            breaks=Values("ordinary"),
            message="Yours is p - y: the slope of the loss, and not the loss.",
            hint="What should come out for z = 40 and y = 0?",
        ),
        Misconception(
            "arguments_swapped",
            """
def log_loss(y, z):
    return np.logaddexp(0, z) - y * z
""",
            breaks=Values("ordinary"),
            message="Yours has the logits and the labels in each other's place.",
            hint="`log_loss(z, y)`: the logits come first.",
        ),
        Misconception(
            "labels_of_minus_one",
            """
def log_loss(z, y):
    return np.logaddexp(0, -y * z)
""",
            breaks=Values("ordinary"),
            message="Yours is made for labels of -1 and 1. Here they are 0 and 1.",
            hint="For y = 0 the loss is log(1 + exp(z)).",
        ),
        Misconception(
            "only_zeros",
            """
def log_loss(z, y):
    return np.logaddexp(0, z)
""",
            breaks=Values("ordinary"),
            message="Yours is the loss of an example with the label 0, whatever the label is.",
            hint="For which labels is log(1 + exp(z)) the loss?",
        ),
        Misconception(
            "hinge_loss",
            """
def log_loss(z, y):
    t = 2 * y - 1
    return np.maximum(0, 1 - t * z)
""",
            breaks=Values("ordinary"),
            message="Yours is the hinge loss, which is 0 beyond a margin. The log loss never is.",
            hint="-log of the probability of the right label.",
        ),
        Misconception(
            "absolute_error",
            """
def log_loss(z, y):
    y_hat = activations.sigmoid(z)
    error = np.abs(y_hat - y)
    return error
""",
            breaks=Values("ordinary"),
            message="Yours is the distance between probability and label. The log loss is -log of the probability of the right label.",
            hint="A sure and wrong answer should cost far more than 1.",
        ),
        Misconception(
            "absolute_value_left_out",
            "def log_loss(z, y):\n    return np.maximum(z, 0) - z * y + np.log1p(np.exp(-z))",
            breaks=Values("ordinary"),
            message="Yours has -z in the exponent where -|z| belongs: for negative logits the logarithm is as large as |z|.",
            hint="What are `np.exp(-z)` and `np.exp(-np.abs(z))` for z = -2?",
        ),
    ),
    wrong={
        "difference_of_logit_and_label": "def log_loss(z, y):\n    return np.abs(z - y)",
        "nan_to_num": "def log_loss(z, y):\n    return np.nan_to_num(np.log(1 + np.exp(z)) - y * z)",
    },
    equivalent={
        ("logaddexp(0, z)", "logaddexp(z, 0)"): "logaddexp is symmetric",
    },
)

SMALLER_SLOPE = Answers(
    solution='smaller_slope = "B"',
    explanation="Left of 0 ReLU's slope is exactly 0. Sigmoid's is small there, and never 0 on paper.",
    misconceptions=(
        Misconception(
            "never",
            'smaller_slope = "A"',
            breaks=Values("smaller_slope"),
            message="Right of 0 that is so. Left of 0 ReLU is flat, and flat is as small as a slope here can be.",
            hint="What is ReLU's slope at z = -1?",
        ),
        Misconception(
            "right_side",
            'smaller_slope = "C"',
            breaks=Values("smaller_slope"),
            message="Right of 0 ReLU's slope is 1, and sigmoid's is at most 1/4.",
            hint="Look at the right panel of the figure above.",
        ),
        Misconception(
            "tails_only",
            'smaller_slope = "D"',
            breaks=Values("smaller_slope"),
            message="Beyond 6 ReLU's slope is 1, far above sigmoid's. And at z = -1, where sigmoid has not saturated, ReLU's is 0.",
            hint="Which of the two sides of 0 matters?",
        ),
    ),
)

CHAIN = Answers(
    setup=SETUP,
    solution="""
def chain_gradient(z, w):
    return np.prod(w * activations.sigmoid_derivative(z))
""",
    explanation="Each link multiplies the gradient by its weight and by the slope of sigmoid at its own z.",
    others={
        "by_hand": """
def chain_gradient(z, w):
    s = 1 / (1 + np.exp(-z))
    return np.prod(w) * np.prod(s * (1 - s))
""",
        "loop": """
def chain_gradient(z, w):
    gradient = 1.0
    for pre_activation, weight in zip(z, w):
        s = activations.sigmoid(pre_activation)
        gradient *= weight * s * (1 - s)
    return gradient
""",
        "backwards_with_cosh": """
def chain_gradient(z, w):
    slopes = 1 / (4 * np.cosh(z / 2) ** 2)
    return np.cumprod((w * slopes)[::-1])[-1]
""",
        "s_minus_square": """
def chain_gradient(z, w):
    s = activations.sigmoid(z)
    return (w * (s - s**2)).prod()
""",
        "by_exponential": """
def chain_gradient(z, w):
    e = np.exp(-z)
    return float(np.prod(w * e / (1 + e) ** 2))
""",
        "math_prod": """
import math
def chain_gradient(z, w):
    return math.prod(b * activations.sigmoid_derivative(a) for a, b in zip(z, w))
""",
    },
    ranking=(("forgets_weights", "slope_of_wz", "sign_of_the_slope"),),
    misconceptions=(
        Misconception(
            "forgets_weights",
            "def chain_gradient(z, w):\n    return np.prod(activations.sigmoid_derivative(z))",
            breaks=Values("weights"),
            message="Yours multiplies the slopes and leaves the weights out.",
            hint="z is w times a: if a grows by 1, z grows by w.",
        ),
        Misconception(
            "sum",
            "def chain_gradient(z, w):\n    return np.sum(w * activations.sigmoid_derivative(z))",
            breaks=Values("unit_weights"),
            message="Yours adds the links up. A change passes through one link after the other, so their factors multiply.",
            hint="Two links that each halve a change leave a quarter of it.",
        ),
        Misconception(
            "function_for_slope",
            "def chain_gradient(z, w):\n    return np.prod(w * activations.sigmoid(z))",
            breaks=Values("unit_weights"),
            message="Yours multiplies by sigmoid itself, not by its slope.",
            hint="The slope of sigmoid at z is s (1 - s), where s is sigmoid of z.",
        ),
        Misconception(
            "slope_of_the_output",
            "def chain_gradient(z, w):\n    return np.prod(w * z * (1 - z))",
            breaks=Values("unit_weights"),
            message="Yours uses z (1 - z). The formula s (1 - s) wants sigmoid's output s, and z is what goes in.",
            hint="Compute s = sigmoid(z) first.",
        ),
        Misconception(
            "slope_of_wz",
            "def chain_gradient(z, w):\n    return np.prod(w * activations.sigmoid_derivative(w * z))",
            breaks=Values("weights"),
            message="Yours multiplies z by the weight once more. The weight is in z already.",
            hint="Take the slope at z as it is given.",
        ),
        Misconception(
            "steepest_slope",
            "def chain_gradient(z, w):\n    return np.prod(w * 0.25)",
            breaks=Values("unit_weights"),
            message="Yours takes the slope 1/4 for every link. That is the largest one, at z = 0 alone.",
            hint="The slope belongs to the z of the link.",
        ),
        Misconception(
            "relu_chain",
            "def chain_gradient(z, w):\n    return np.prod(w * (z > 0))",
            breaks=Values("unit_weights"),
            message="Yours is the gradient of a chain of ReLUs: a slope of 0 or 1. This chain has sigmoids.",
            hint="The slope of sigmoid at z is s (1 - s), where s is sigmoid of z.",
        ),
        Misconception(
            "every_link",
            "def chain_gradient(z, w):\n    return np.cumprod(w * activations.sigmoid_derivative(z))",
            breaks=Aspect.SHAPE,
            message="Yours returns the product after each link. Only the one for the whole chain is asked for.",
            hint="`np.prod` gives the last of these.",
        ),
        Misconception(
            "not_multiplied",
            "def chain_gradient(z, w):\n    return w * activations.sigmoid_derivative(z)",
            breaks=Aspect.SHAPE,
            message="Yours has the factor of each link. They are still to be multiplied with one another.",
            hint="`np.prod` multiplies all the elements of an array.",
        ),
        Misconception(
            "skips_first_link",
            """
def chain_gradient(z, w):
    grad = 1.0
    for l in range(1, len(z)):
        s = activations.sigmoid(z[l])
        grad = grad * w[l] * s * (1 - s)
    return grad
""",
            breaks=Values("unit_weights"),
            message="Yours leaves out the first link.",
            hint="`range(len(z))` begins at 0.",
        ),
        Misconception(
            "first_link_alone",
            """
def chain_gradient(z, w):
    grad = 1
    for zi, wi in zip(z, w):
        grad = grad * wi * activations.sigmoid_derivative(zi)
        return grad
""",
            breaks=Values("unit_weights"),
            message="Yours returns in the loop: after the first link.",
            hint="Move the `return` to the left, behind the loop.",
        ),
        Misconception(
            "slopes_not_multiplied",
            """
def chain_gradient(z, w):
    s = activations.sigmoid(z)
    return np.prod(w) * s * (1 - s)
""",
            breaks=Aspect.SHAPE,
            message="Yours multiplies the weights with one another, and not the slopes.",
            hint="The product goes over both: `np.prod(w * slopes)`.",
        ),
        Misconception(
            "tanh_chain",
            """
def chain_gradient(z, w):
    return np.prod(w * (1 - np.tanh(z) ** 2))
""",
            breaks=Values("unit_weights"),
            message="Yours has the slope of tanh. This chain has sigmoids.",
            hint="The slope of sigmoid at z is s (1 - s), where s is sigmoid of z.",
        ),
        Misconception(
            "one_slope_for_all",
            """
def chain_gradient(z, w):
    return 0.25 * np.prod(w)
""",
            breaks=Values("unit_weights"),
            message="Yours takes one slope, 1/4, for the whole chain. Each link has its own.",
            hint="`np.prod(w * activations.sigmoid_derivative(z))`.",
        ),
        Misconception(
            "sign_of_the_slope",
            """
def chain_gradient(z, w):
    slope = -np.exp(-z) / (1 + np.exp(-z)) ** 2
    return np.prod(slope * w)
""",
            breaks=Values("unit_weights"),
            message="The slope in yours is negative. Sigmoid rises everywhere.",
            hint="exp(-z) / (1 + exp(-z))², with a plus.",
        ),
        Misconception(
            "skips_last_link",
            """
def chain_gradient(z, w):
    result = 1
    for i in range(len(z) - 1):
        result *= activations.sigmoid_derivative(z[i]) * w[i]
    return result
""",
            breaks=Aspect.DTYPE,
            message="Yours leaves out the last link.",
            hint="How many factors come from n units in a row?",
        ),
        Misconception(
            "slope_at_the_activation",
            "def chain_gradient(z, w):\n    return np.prod(w * activations.sigmoid_derivative(activations.sigmoid(z)))",
            breaks=Values("unit_weights"),
            message="Yours takes the slope at sigmoid(z). The slope is asked for at z itself.",
            hint="`activations.sigmoid_derivative` applies sigmoid by itself.",
        ),
    ),
    wrong={
        "mean_of_factors": "def chain_gradient(z, w):\n    return np.mean(w * activations.sigmoid_derivative(z))",
        "sums_in_the_product": "def chain_gradient(z, w):\n    return np.prod(w + activations.sigmoid_derivative(z))",
        "last_layer_alone": "def chain_gradient(z, w):\n    return w[-1] * activations.sigmoid_derivative(z[-1])",
    },
)

WHAT_EXPLODES = Answers(
    solution='what_explodes = "D"',
    explanation="Slope times weight decides. The slope of tanh is at most 1, so what grows comes from the weights.",
    misconceptions=(
        Misconception(
            "steep_slope",
            'what_explodes = "A"',
            breaks=Values("what_explodes"),
            message="The slope of tanh is 1 at z = 0 and smaller everywhere else. On its own it makes nothing grow.",
            hint="A link multiplies by a slope and by something else.",
        ),
        Misconception(
            "saturation",
            'what_explodes = "C"',
            breaks=Values("what_explodes"),
            message="Where tanh saturates, its slope is near 0. That makes gradients smaller.",
            hint="Which number in a link can be above 1?",
        ),
        Misconception(
            "unlimited",
            'what_explodes = "B"',
            breaks=Values("what_explodes"),
            message="The outputs of tanh lie between -1 and 1. And it is not the outputs that the gradient is multiplied by.",
            hint="A link multiplies by a slope and by something else.",
        ),
    ),
)

VARIANCE = Answers(
    setup=SETUP,
    solution="""
def variance_factor(gain, slope):
    return gain**2 * (1 + slope**2) / 2
""",
    explanation=(
        "Half of the signal's squares come through whole and half times slope squared: (1 + slope^2) / 2. "
        "The weights multiply by n gain^2 / n."
    ),
    others={
        "two_halves": """
def variance_factor(gain, slope):
    right_half = 0.5
    left_half = 0.5 * slope * slope
    return gain * gain * (right_half + left_half)
""",
        "ratio_of_gains": """
def variance_factor(gain, slope):
    steady_gain = np.sqrt(2 / (1 + slope**2))
    return (gain / steady_gain) ** 2
""",
        "n_made_explicit": """
def variance_factor(gain, slope):
    n = 512
    weight_variance = np.square(gain / np.sqrt(n))
    return n * weight_variance * np.mean([1.0, slope**2])
""",
        "squares_added": "def variance_factor(gain, slope):\n    return (gain * gain + (gain * slope) ** 2) / 2",
        "lambda": "variance_factor = lambda gain, slope: 0.5 * gain**2 * (1 + slope * slope)",
        "mean_of_squares": "def variance_factor(gain, slope=0):\n    return np.mean(np.square([gain, gain * slope]))",
    },
    ranking=(
        ("slope_not_squared",),
        ("gain_for_one_half",),
        ("squared_sum", "squares_subtracted", "linear", "forgets_slope"),
    ),
    misconceptions=(
        Misconception(
            "gain_not_squared",
            "def variance_factor(gain, slope):\n    return gain * (1 + slope**2) / 2",
            breaks=Values("relu"),
            message="Yours multiplies by the gain once. A variance is a mean of squares, so the gain counts twice.",
            hint="The weights have the standard deviation gain / sqrt(n). What is their variance?",
        ),
        Misconception(
            "caret",
            "def variance_factor(gain, slope):\n    return (gain ^ 2) * (1 + slope**2) / 2",
            breaks=Aspect.RUNS,
            message="In Python a power is `**`. The sign `^` does something else, and only to whole numbers.",
            hint="`gain**2` is the gain squared.",
            variants=("def variance_factor(gain, slope):\n    return (gain^2) / 2 * (1 + slope**2)",),
        ),
        Misconception(
            "forgets_half",
            "def variance_factor(gain, slope):\n    return gain**2 * (1 + slope**2)",
            breaks=Values("relu"),
            message="Yours counts both halves of the signal whole. ReLU lets only one half through.",
            hint="The average over a half of 1 and a half of slope squared is their sum over 2.",
        ),
        Misconception(
            "forgets_slope",
            "def variance_factor(gain, slope):\n    return gain**2 / 2",
            breaks=Values("leaky"),
            message="Yours takes no notice of the slope on the left, as if the activation were always ReLU.",
            hint="The negative half comes through too, times the slope.",
        ),
        Misconception(
            "slope_not_squared",
            "def variance_factor(gain, slope):\n    return gain**2 * (1 + slope) / 2",
            breaks=Values("leaky"),
            message="Yours adds the slope itself. The variance of slope times z is slope squared times that of z.",
            hint="A variance is a mean of squares.",
        ),
        Misconception(
            "squared_sum",
            "def variance_factor(gain, slope):\n    return gain**2 * (1 + slope) ** 2 / 2",
            breaks=Values("leaky"),
            message="Yours squares 1 + slope as a whole. A number is positive or negative, so the two halves never meet.",
            hint="Square each half's slope on its own, then average.",
        ),
        Misconception(
            "linear",
            "def variance_factor(gain, slope):\n    return gain**2",
            breaks=Values("relu"),
            message="Yours is the factor of a layer without an activation.",
            hint="Half of the signal is negative. What comes of it?",
        ),
        Misconception(
            "standard_deviation",
            "def variance_factor(gain, slope):\n    return gain * np.sqrt((1 + slope**2) / 2)",
            breaks=Values("relu"),
            message="Yours is the factor of the standard deviation: the root of what is asked for.",
            hint="The variance is the standard deviation squared.",
        ),
        Misconception(
            "steady_gain",
            "def variance_factor(gain, slope):\n    return np.sqrt(2 / (1 + slope**2))",
            breaks=Values("relu"),
            message="Yours is the gain that would keep the variance as it is. Asked for is the factor that a given gain leads to.",
            hint="The answer depends on the gain.",
        ),
        Misconception(
            "nothing_squared",
            """
def variance_factor(gain, slope):
    positive_half = gain * 0.5
    negative_half = gain * 0.5 * slope
    return positive_half + negative_half
""",
            breaks=Values("relu"),
            message="Yours squares neither the gain nor the slope. A variance is a mean of squares.",
            hint="What does twice the gain do to the square of a number?",
        ),
        Misconception(
            "product_of_halves",
            """
def variance_factor(gain, slope):
    pos = gain ** 2 / 2
    neg = slope ** 2 / 2
    return pos * neg
""",
            breaks=Values("relu"),
            message="Yours multiplies the two halves. They are added: half of the numbers come from each side.",
            hint="What is left for slope 0?",
        ),
        Misconception(
            "brackets_missing",
            """
def variance_factor(gain, slope):
    return gain ** 2 * 1 + slope ** 2 / 2
""",
            breaks=Values("relu"),
            message="Yours lets the gain and the half each reach one of the two terms alone.",
            hint="Parentheses around 1 + slope².",
        ),
        Misconception(
            "times_two",
            """
def variance_factor(gain, slope):
    return gain*2 * (1 + slope*2) / 2
""",
            breaks=Values("relu"),
            message="Yours doubles where it should square: `*2` is not `**2`.",
            hint="A square is written `gain**2`.",
        ),
        Misconception(
            "squares_subtracted",
            """
def variance_factor(gain, slope):
    g2 = gain * gain
    return g2 / 2 - g2 * slope * slope / 2
""",
            breaks=Values("leaky"),
            message="Yours subtracts the left side. Squares of both sides add up.",
            hint="The square of slope times z is positive.",
        ),
        Misconception(
            "gain_for_one_half",
            "def variance_factor(gain, slope):\n    return gain**2 / 2 + slope**2 / 2",
            breaks=Values("leaky"),
            message="Yours multiplies one half alone by the gain squared. The weights take both halves.",
            hint="Try a gain of 2 and a slope of 1: without a bend, the factor is the gain squared.",
        ),
    ),
    wrong={
        "slope_alone": "def variance_factor(gain, slope):\n    return gain**2 * slope**2 / 2",
        "always_1": "def variance_factor(gain, slope):\n    return 1.0",
    },
)

DEAD = Answers(
    setup=SETUP,
    solution="""
def dead_units(Z):
    return np.all(Z <= 0, axis=0)
""",
    explanation="One question for each entry, then all examples of a unit together. NaN <= 0 is False, so NaN is not dead.",
    others={
        "method": """
def dead_units(Z):
    return (Z <= 0).all(0)
""",
        "largest": """
def dead_units(pre_activations):
    return pre_activations.max(axis=0) <= 0
""",
        "activations": """
def dead_units(Z):
    return np.maximum(0, Z).sum(axis=0) == 0
""",
        "count_silent_examples": """
def dead_units(Z):
    silent = np.count_nonzero(Z <= 0, axis=0)
    return silent == len(Z)
""",
        "unit_by_unit": """
def dead_units(Z):
    return np.array([bool(np.all(unit <= 0)) for unit in Z.T])
""",
        "maximum_is_0": "def dead_units(Z):\n    return (np.maximum(Z, 0) == 0).all(axis=0)",
        "logical_and_reduce": "def dead_units(Z):\n    return np.logical_and.reduce(Z <= 0)",
        "not_any": "def dead_units(Z):\n    return ~np.any(~(Z <= 0), axis=0)",
        "share_is_1": "def dead_units(Z):\n    return np.mean(Z <= 0, axis=0) == 1",
    },
    ranking=(("zeros_and_ones",), ("strictly_below", "nan_is_dead", "mostly_silent"), ("mean_below",)),
    misconceptions=(
        Misconception(
            "strictly_below",
            "def dead_units(Z):\n    return np.all(Z < 0, axis=0)",
            breaks=Values("zeros"),
            message="Yours asks for pre-activations below 0. At exactly 0 the output is 0 too, and the slope counts as 0.",
            hint="Which comparison includes 0?",
        ),
        Misconception(
            "silent_once",
            "def dead_units(Z):\n    return np.any(Z <= 0, axis=0)",
            breaks=Values("layer"),
            message="Yours calls a unit dead that is silent for one example. Silent now and then is what ReLU is for.",
            hint="Dead means silent for all examples.",
        ),
        Misconception(
            "rows",
            "def dead_units(Z):\n    return np.all(Z <= 0, axis=1)",
            breaks=Aspect.SHAPE,
            message="Yours asks for each example whether all units are silent. Asked for is each unit, over all examples.",
            hint="`axis=0` goes down the column of a unit.",
        ),
        Misconception(
            "whole_table",
            "def dead_units(Z):\n    return np.all(Z <= 0)",
            breaks=Aspect.SHAPE,
            message="Yours gives one answer for the whole layer. Asked for is one for each unit.",
            hint="Say along which axis `np.all` should look.",
        ),
        Misconception(
            "entries",
            "def dead_units(Z):\n    return Z <= 0",
            breaks=Aspect.SHAPE,
            message="Yours says of each entry whether it is silent. The examples of a unit are still to be taken together.",
            hint="`np.all` with an axis makes one answer of a column.",
        ),
        Misconception(
            "nan_is_dead",
            "def dead_units(Z):\n    return ~np.any(Z > 0, axis=0)",
            breaks=Values("nan"),
            message="Yours counts NaN as silent. NaN is not above 0, but it is not 0 or below either: such a unit is broken, not dead.",
            hint="Ask for what a dead unit does, not for what it does not do.",
        ),
        Misconception(
            "mean_below",
            "def dead_units(Z):\n    return Z.mean(axis=0) <= 0",
            breaks=Values("hardly"),
            message="Yours lets the examples cancel one another out. One that comes through is enough to keep a unit alive.",
            hint="Ask each example, then ask for all.",
            variants=("def dead_units(Z):\n    return np.sum(Z, axis=0) <= 0",),
        ),
        Misconception(
            "alive",
            "def dead_units(Z):\n    return np.any(Z > 0, axis=0)",
            breaks=Values("layer"),
            message="Yours marks the units that are alive.",
            hint="True should stand where a unit is dead.",
        ),
        Misconception(
            "count",
            "def dead_units(Z):\n    return np.sum(np.all(Z <= 0, axis=0))",
            breaks=Aspect.SHAPE,
            message="Yours counts the dead units. Asked for is which ones: True or False for each.",
            hint="Leave the sum out.",
        ),
        Misconception(
            "positions",
            "def dead_units(Z):\n    return np.flatnonzero(np.all(Z <= 0, axis=0))",
            breaks=Aspect.SHAPE,
            message="Yours lists the numbers of the dead units. Asked for is True or False for each unit.",
            hint="The mask that you made on the way is the answer.",
        ),
        Misconception(
            "zeros_and_ones",
            "def dead_units(Z):\n    return np.all(Z <= 0, axis=0).astype(int)",
            breaks=Aspect.DTYPE,
            message="Yours says 1 and 0 where True and False are asked for.",
            hint="Leave the conversion out: a mask can choose, numbers 0 and 1 would count positions.",
        ),
        Misconception(
            "exactly_zero",
            """
def dead_units(Z):
    return np.all(Z == 0, axis=0)
""",
            breaks=Values("layer"),
            message="Yours asks whether the pre-activation is 0. ReLU makes 0 of everything below as well.",
            hint="`Z <= 0`.",
        ),
        Misconception(
            "silent_examples_counted",
            """
def dead_units(Z):
    A = np.maximum(0, Z)
    return np.count_nonzero(A == 0, axis=0)
""",
            breaks=Aspect.DTYPE,
            message="Yours counts the examples on which a unit is silent. Asked for is whether that is so for all.",
            hint="`np.all` along the examples.",
        ),
        Misconception(
            "mostly_silent",
            """
def dead_units(Z):
    return (Z <= 0).mean(axis=0) > 0.9
""",
            breaks=Values("hardly"),
            message="Yours calls a unit dead that is silent for most examples. A single example that wakes it can mend its weights.",
            hint="Silent for all: `np.all`.",
        ),
    ),
    wrong={
        "largest_is_0": "def dead_units(Z):\n    return Z.max(axis=0) == 0",
        "ignores_nan": "def dead_units(Z):\n    return np.nanmax(Z, axis=0) <= 0",
        "first_example_alone": "def dead_units(Z):\n    return Z[0] <= 0",
    },
    equivalent={
        ("Z <= 0", "Z + Z <= 0"): "twice a number has its sign",
    },
)


def _outputs(**changed: str) -> str:
    right = {"spam": "sigmoid", "digit": "softmax", "tags": "sigmoid", "temperature": "none", "gate": "sigmoid"}
    return "\n".join(f'{name} = "{value}"' for name, value in {**right, **changed}.items())


OUTPUTS = Answers(
    solution=_outputs(),
    explanation=(
        "A probability of its own, a tag or a gate: sigmoid. Shares that sum to 1: softmax. Any number: nothing at all."
    ),
    others={
        "single_line": 'spam, digit, tags, temperature, gate = "sigmoid", "softmax", "sigmoid", "none", "sigmoid"',
        "chained": 'spam = tags = gate = "sigmoid"\ndigit = "softmax"\ntemperature = "none"',
        "built": 'digit, temperature = "softmax", "none"\nspam = "sig" + "moid"\ntags = gate = spam',
    },
    ranking=(
        (
            "temperature_sigmoid",
            "temperature_relu",
            "tags_compete",
            "spam_none",
            "softmax_of_one",
            "none_is_called_linear",
            "gates_compete",
            "gate_relu",
            "gate_none",
            "digit_sigmoid",
            "none_without_quotes",
        ),
        (
            "softmax_for_every_probability",
            "sigmoid_everywhere",
            "relu_for_numbers",
            "digit_and_tags_swapped",
            "both_compete",
        ),
        ("softmax_everywhere",),
    ),
    misconceptions=(
        Misconception(
            "tags_compete",
            _outputs(tags="softmax"),
            breaks=Values("tags"),
            message="One is left: with softmax the tags compete, and a photo with three true tags could give each a third at best.",
            hint="Each tag is a yes-or-no question of its own.",
        ),
        Misconception(
            "gates_compete",
            _outputs(gate="softmax"),
            breaks=Values("gate"),
            message="One is left: with softmax the 50 gates share one whole, so they could not all be open.",
            hint="Each gate opens for itself.",
        ),
        Misconception(
            "both_compete",
            _outputs(tags="softmax", gate="softmax"),
            breaks=Values("tags"),
            message="Softmax is for outputs that compete: they sum to 1. Tags do not compete, and neither do gates.",
            hint="Can two of them be 1 at the same time?",
        ),
        Misconception(
            "softmax_of_one",
            _outputs(spam="softmax"),
            breaks=Values("spam"),
            message="One is left: softmax of a single output is always 1, whatever the logit.",
            hint="There is one output unit, and it should give a number between 0 and 1.",
        ),
        Misconception(
            "digit_sigmoid",
            _outputs(digit="sigmoid"),
            breaks=Values("digit"),
            message="One is left: ten sigmoids would be ten answers that need not sum to 1.",
            hint="Exactly one of the ten is right, so they share one whole.",
        ),
        Misconception(
            "temperature_relu",
            _outputs(temperature="relu"),
            breaks=Values("temperature"),
            message="One is left: with ReLU at the output it would never freeze.",
            hint="Which temperatures can there be?",
        ),
        Misconception(
            "temperature_sigmoid",
            _outputs(temperature="sigmoid"),
            breaks=Values("temperature"),
            message="One is left: with sigmoid the forecast lies between 0 and 1 degree.",
            hint="Which temperatures can there be?",
        ),
        Misconception(
            "none_without_quotes",
            _outputs().replace('"none"', "None"),
            breaks=Aspect.RETURNS,
            message="One is left: `None` without quotation marks is an object of Python's. The text was asked for.",
            hint='Write `"none"`, with the quotation marks.',
        ),
        Misconception(
            "gate_relu",
            _outputs(gate="relu"),
            breaks=Values("gate"),
            message="One is left: ReLU has no upper end, so a gate could let through more than all there is.",
            hint="A share lies between 0 and 1.",
        ),
        Misconception(
            "relu_everywhere",
            _outputs(spam="relu", digit="relu", tags="relu", temperature="relu", gate="relu"),
            breaks=Values("spam"),
            message="ReLU is the usual choice between the layers. What stands at the output depends on what should come out.",
            hint="For each task, which numbers may come out?",
        ),
        Misconception(
            "sigmoid_everywhere",
            _outputs(digit="sigmoid", temperature="sigmoid"),
            breaks=Values("digit"),
            message="Sigmoid gives each output a number between 0 and 1, for itself. Two of the five need something else.",
            hint="Which outputs should sum to 1? Which may be negative?",
        ),
        Misconception(
            "softmax_everywhere",
            _outputs(spam="softmax", tags="softmax", temperature="softmax", gate="softmax"),
            breaks=Values("spam"),
            message="Softmax makes all outputs of a layer share one whole. Of the five, only the digit asks for that.",
            hint="For each task: can two outputs be 1 at the same time, and may one be negative?",
        ),
        Misconception(
            "softmax_for_every_probability",
            _outputs(spam="softmax", tags="softmax"),
            breaks=Values("spam"),
            message="Two are left. A probability is not always a share: softmax makes outputs compete, and neither spam nor the tags compete.",
            hint="Softmax of a single output is always 1. And can a photo have two tags?",
        ),
        Misconception(
            "digit_and_tags_swapped",
            _outputs(digit="sigmoid", tags="softmax"),
            breaks=Values("digit"),
            message="Yours has the two the wrong way round: a digit is one of ten, and a photo may have several tags.",
            hint="Which of the two tasks has exactly one right class?",
        ),
        Misconception(
            "gate_none",
            _outputs(gate="none"),
            breaks=Values("gate"),
            message="One is left: without an activation a gate can be negative, or let through more than all there is.",
            hint="A share lies between 0 and 1.",
        ),
        Misconception(
            "spam_none",
            _outputs(spam="none"),
            breaks=Values("spam"),
            message="One is left: without an activation the answer is any number, and no probability.",
            hint="Which activation gives a number between 0 and 1?",
        ),
        Misconception(
            "relu_for_numbers",
            _outputs(temperature="relu", gate="relu"),
            breaks=Values("temperature"),
            message="Two are left: with ReLU it would never freeze, and a gate could let through more than all there is.",
            hint="Which temperatures can there be? And which shares?",
        ),
        Misconception(
            "none_is_called_linear",
            _outputs(temperature="linear"),
            breaks=Values("temperature"),
            message="One is left. A linear output is right, and here its name is the text that the exercise lists for no activation.",
            hint='Write `"none"`: that is how the exercise calls it.',
        ),
    ),
)

ANSWERS = {
    "sigmoid.log_loss": LOG_LOSS,
    "sigmoid.smaller_slope": SMALLER_SLOPE,
    "sigmoid.chain_gradient": CHAIN,
    "sigmoid.what_explodes": WHAT_EXPLODES,
    "sigmoid.variance_factor": VARIANCE,
    "sigmoid.dead_units": DEAD,
    "sigmoid.outputs": OUTPUTS,
}
