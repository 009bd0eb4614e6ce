"""Answers to notebook 04."""

from course_utils.autograder.answers import Answers, Family, Misconception
from course_utils.autograder.properties import Aspect, Values

SETUP = """
import numpy as np

def relu(x):
    return np.maximum(0, x)
"""

ONE_ELEMENT = Answers(
    solution='one_element = "D"',
    explanation="`0 > array([-2.])` is `array([True])`, which counts as True, so `max` hands back its own 0: an int.",
    misconceptions=(
        Misconception(
            "elementwise",
            'one_element = "A"',
            breaks=Values("one_element"),
            message="That is what `np.maximum(0, x)` gives. Python's own `max` does not look inside an array.",
            hint="`max` returns one of the objects that it was given. Which two are they?",
        ),
        Misconception(
            "always_raises",
            'one_element = "C"',
            breaks=Values("one_element"),
            message="With two elements it is a `ValueError`. With one, the comparison gives a single True, which Python accepts.",
            hint="Try `bool(np.array([True]))`, and then the same with two elements.",
        ),
        Misconception(
            "array_wins",
            'one_element = "B"',
            breaks=Values("one_element"),
            message="`max` returns the larger of the two, and 0 is larger than -2.",
            hint="Which is larger, 0 or -2?",
        ),
    ),
)

GRAPH = Answers(
    solution='graph = "B"',
    explanation="Left of 0 the graph lies on the axis. From 0 on it is the line y = x.",
    misconceptions=(
        Misconception(
            "v_shape",
            'graph = "A"',
            breaks=Values("graph"),
            message="A V goes up on both sides. That is |x|, which is relu(x) + relu(-x). ReLU is flat on the left.",
            hint="What is relu(-2)?",
        ),
        Misconception(
            "step_shape",
            'graph = "C"',
            breaks=Values("graph"),
            message="A step has only two heights. ReLU keeps growing on the right: relu(5) is 5.",
            hint="What are relu(1) and relu(2)?",
        ),
        Misconception(
            "s_shape",
            'graph = "D"',
            breaks=Values("graph"),
            message="An S flattens on both sides, as the sigmoid does. ReLU flattens on the left alone.",
            hint="What is relu(1000)?",
        ),
    ),
)

RELU = Answers(
    solution="""
def relu(x):
    return np.maximum(0, x)
""",
    explanation="`np.maximum` compares element by element, makes a new array, keeps the dtype, and passes NaN on.",
    families=(
        Family(
            "leak",
            "def relu(x):\n    return np.where(x < 0, PARAMETER * x, x)",
            at=(0.1, 0.3),
            breaks=Values("negative"),
            message="Yours lets a part of every negative number through: that is a leaky ReLU.",
            hint="Left of 0, ReLU is 0 and nothing else.",
            detail="Its slope on the left is {parameter}.",
        ),
        Family(
            "lifted_left",
            "def relu(x):\n    return np.where(x < 0, PARAMETER, x)",
            at=(1.0, -1.0),
            breaks=Values("negative"),
            message="Yours puts another number than 0 in the place of every negative one.",
            hint="Which number does the branch for negative x give?",
            detail="It is {parameter}.",
        ),
    ),
    others={
        "named_after_another": """
import functools

@functools.wraps(np.maximum)
def relu(x):
    return np.maximum(x, 0)
""",
        "where": """
def relu(x):
    return np.where(x < 0, 0.0, x)
""",
        "clip": """
def relu(x):
    return np.clip(x, 0, None)
""",
        "copy_and_assign": """
def relu(values):
    result = np.array(values)
    result[result < 0] = 0
    return result
""",
        "lambda": "relu = lambda z: np.maximum(z, np.zeros_like(z))",
        "default_argument": """
def relu(x, floor=0.0):
    x = np.asarray(x)
    return np.maximum(x, x.dtype.type(floor))
""",
        "minus_negative_part": """
def relu(x):
    return np.subtract(x, np.minimum(x, 0), where=~np.isneginf(x), out=np.zeros(np.shape(x)))
""",
    },
    ranking=(
        ("elementwise_loop",),
        ("swallows_nan", "mask_product", "half_sum", "in_place"),
        ("vectorize_guesses_integers", "list_of_one_dimension", "array_of_one_dimension"),
        ("relu6", "all_or_nothing"),
    ),
    misconceptions=(
        Misconception(
            "identity",
            "def relu(x):\n    return x",
            breaks=Values("negative"),
            message="Yours hands every number back as it is. ReLU puts 0 in the place of the negative ones.",
            hint="What should come back for -1?",
            variants=(
                "relu = lambda x: x + 0",
                "def relu(x):\n    return 1.0 * x",
            ),
        ),
        Misconception(
            "absolute_value",
            "def relu(x):\n    return np.abs(x)",
            breaks=Values("negative"),
            message="Yours behaves like |x|: a V. ReLU is flat on the left.",
            hint="For -3 yours gives 3. Negative numbers should become 0, not positive.",
            variants=(
                "relu = lambda x: np.sqrt(np.square(x))",
                "relu = lambda x: np.where(x < 0, -x, x)",
            ),
        ),
        Misconception(
            "mirrored",
            "def relu(x):\n    return np.maximum(0, -x)",
            breaks=Values("negative"),
            message="Yours is ReLU of -x: it keeps the negative side and drops the positive one.",
            hint="Is there a minus sign too many, or a `<` that should be a `>`?",
        ),
        Misconception(
            "keeps_negatives",
            "def relu(x):\n    return np.minimum(0, x)",
            breaks=Values("negative"),
            message="Yours keeps the negative numbers and puts 0 in the place of the positive ones: the wrong half.",
            hint="The larger of 0 and x, not the smaller.",
        ),
        Misconception(
            "negated",
            "def relu(x):\n    return -x",
            breaks=Values("negative"),
            message="Yours turns the sign of every number around.",
            hint="A positive number comes back as it is. What comes back for a negative one?",
        ),
        Misconception(
            "sigmoid",
            "def relu(x):\n    return 1 / (1 + np.exp(-x))",
            breaks=Values("negative"),
            message="Yours is sigmoid: every number becomes one between 0 and 1.",
            hint="ReLU has no exponential in it, and no upper end.",
        ),
        Misconception(
            "tanh",
            "def relu(x):\n    return np.tanh(x)",
            breaks=Values("negative"),
            message="Yours is tanh: every number becomes one between -1 and 1.",
            hint="ReLU has no exponential in it, and no upper end.",
        ),
        Misconception(
            "at_least_one",
            "def relu(x):\n    return np.maximum(1, x)",
            breaks=Values("negative"),
            message="Yours gives 1 for everything below 1. The larger of a number and 0 is asked for.",
            hint="Which number stands in the place of the 0?",
        ),
        Misconception(
            "leak_of_a_tenth",
            "def relu(x):\n    return np.where(x < 0, 0.1 * x, x)",
            breaks=Values("negative"),
            message="Yours lets a tenth of every negative number through. That is a leaky ReLU.",
            hint="What should come out for x = -2?",
        ),
        Misconception(
            "leaky",
            "def relu(x):\n    return np.where(x < 0, 0.01 * x, x)",
            breaks=Values("negative"),
            message="Yours lets a hundredth of the negative numbers through: that is Leaky ReLU, with slope 0.01.",
            hint="Left of 0, ReLU is 0 and nothing else.",
        ),
        Misconception(
            "softplus",
            "def relu(x):\n    return np.log1p(np.exp(x))",
            breaks=Values("negative"),
            message="Yours is softplus, log(1 + exp(x)): a smooth curve that is near ReLU and never reaches 0.",
            hint="ReLU has a corner at 0. No exponential is needed.",
            variants=("relu = lambda x: np.log(1 + np.exp(x))",),
        ),
        Misconception(
            "softplus_by_logaddexp",
            "def relu(x):\n    return np.logaddexp(0, x)",
            breaks=Values("negative"),
            message="Yours is softplus, log(1 + exp(x)): a smooth curve that is near ReLU and never reaches 0.",
            hint="ReLU has a corner at 0. No exponential is needed.",
            variants=("relu = lambda x: np.maximum(0, x) + np.log1p(np.exp(-np.abs(x)))",),
        ),
        Misconception(
            "step",
            "def relu(x):\n    return np.where(x > 0, 1.0, 0.0)",
            breaks=Values("positive"),
            message="Yours is a step: it says whether x is positive. ReLU says by how much.",
            hint="For 5 the answer is 5, not 1.",
        ),
        Misconception(
            "mask",
            "def relu(x):\n    return x > 0",
            breaks=Aspect.DTYPE,
            message="Yours returns True and False: the question `x > 0`, not the number.",
            hint="A mask chooses. Use it to choose between x and 0.",
        ),
        Misconception(
            "mask_as_integers",
            "def relu(x):\n    return (np.asarray(x) > 0).astype(int)",
            breaks=Aspect.DTYPE,
            message="Yours returns 1 and 0: the answer to the question `x > 0`, not the number.",
            hint="A mask chooses. Use it to choose between x and 0.",
        ),
        Misconception(
            "drops_negatives",
            "def relu(x):\n    return x[x > 0]",
            breaks=Aspect.SHAPE,
            message="Yours leaves the negative numbers out, so the result is shorter than the input.",
            hint="Each negative number has a place in the result, and in that place stands 0.",
        ),
        Misconception(
            "relu6",
            "def relu(x):\n    return np.clip(x, 0, 6)",
            breaks=Values("large"),
            message="Yours stops growing at 6: that is ReLU6, which was made for phones. ReLU has no upper end.",
            hint="What does yours give for 7? `np.clip(x, 0, None)` has no upper end.",
            variants=("relu = lambda x: np.minimum(np.maximum(0, x), 6)",),
        ),
        Misconception(
            "clip_to_one",
            "def relu(x):\n    return np.clip(x, 0, 1)",
            breaks=Values("positive"),
            message="Yours stops growing at 1. ReLU has no upper end.",
            hint="What does yours give for 7?",
        ),
        Misconception(
            "whole_numbers",
            "def relu(x):\n    return np.maximum(0, x).astype(int)",
            breaks=Aspect.DTYPE,
            message="Yours makes whole numbers of fractions: 0.5 becomes 0.",
            hint="Leave `int` and `astype(int)` out. Floats should stay floats.",
        ),
        Misconception(
            "one_number_only",
            "def relu(x):\n    return max(0, x)",
            breaks=Aspect.RUNS,
            message="Yours takes single numbers alone. `max` and `if` need one True or False, and an array gives many.",
            hint="NumPy has a function of its own for the larger of two, element by element.",
            variants=(
                """
def relu(x):
    if x > 0:
        return x
    else:
        return 0
""",
                "def relu(x):\n    return x if x > 0 else 0.0",
            ),
        ),
        Misconception(
            "max_over_axis",
            "def relu(x):\n    return np.max(x, 0)",
            breaks=Aspect.RUNS,
            message="`np.max(x, 0)` finds the largest element along axis 0. The 0 is an axis, not a number to compare with.",
            hint="The function that compares two things has a longer name: `np.maximum`.",
        ),
        Misconception(
            "list_of_one_dimension",
            "def relu(x):\n    return [v if v > 0 else 0.0 for v in x]",
            breaks=Aspect.RUNS,
            message="Yours walks through the elements of a 1-D array and collects a list. A single number has no elements, and a matrix has rows.",
            hint="One NumPy call can take numbers, rows and matrices alike, and returns an array.",
        ),
        Misconception(
            "array_of_one_dimension",
            "def relu(x):\n    return np.array([v if v > 0 else 0.0 for v in x])",
            breaks=Aspect.RUNS,
            message="Yours walks through the elements of a 1-D array. A single number has no elements, and a matrix has rows.",
            hint="One NumPy call can take numbers, rows and matrices alike.",
        ),
        Misconception(
            "vectorize_guesses_integers",
            "def relu(x):\n    return np.vectorize(lambda v: v if v > 0 else 0)(x)",
            breaks=Aspect.DTYPE,
            message="`np.vectorize` takes the type of the first result for all: if that is the whole number 0, all fractions are cut off.",
            hint="It is also a Python loop in disguise. Look for one NumPy call that compares.",
        ),
        Misconception(
            "in_place",
            "def relu(x):\n    x[x < 0] = 0\n    return x",
            breaks=Aspect.INPUT_UNTOUCHED,
            message="Yours writes into the array that it was given, so the caller loses the original.",
            hint="Make a new array: `np.maximum` does, or work on `x.copy()`.",
            variants=(
                """
def relu(x):
    x = np.asarray(x)
    x[x < 0] = 0
    return x
""",
            ),
        ),
        Misconception(
            "mask_product",
            "def relu(x):\n    return x * (x > 0)",
            breaks=Values("infinite"),
            message="Yours gives NaN for -inf. A mask that multiplies does that, since -inf * 0 is no number; so does a sum in which infinities cancel.",
            hint="Choose instead of multiplying: `np.where`, or `np.maximum`.",
            variants=("def relu(x):\n    return np.multiply(x, np.greater(x, 0))",),
        ),
        Misconception(
            "half_sum",
            "def relu(x):\n    return (x + np.abs(x)) / 2",
            breaks=Values("extreme"),
            message="Yours overflows on the way: x + |x| and x² become infinity for large x, before the half or the root makes them small again.",
            hint="A formula that is right on paper can overflow. Comparing cannot.",
        ),
        Misconception(
            "swallows_nan",
            "def relu(x):\n    return np.fmax(0, x)",
            breaks=Values("nan"),
            message="Yours turns NaN into 0. A NaN says that something went wrong earlier, and should stay visible.",
            hint="`NaN > 0` is False, and so is `NaN < 0`. `np.maximum` passes NaN on; `np.fmax` drops it.",
            variants=(
                "relu = lambda x: np.where(x > 0, x, 0)",
                "relu = lambda x: np.nan_to_num(np.maximum(0, x), posinf=np.inf)",
            ),
        ),
        Misconception(
            "elementwise_loop",
            """
def relu(x):
    x = np.asarray(x)
    result = np.zeros(x.shape, x.dtype)
    for i in np.ndindex(x.shape):
        result[i] = x[i] if not x[i] < 0 else 0
    return result
""",
            breaks=Aspect.VECTORIZED,
            message="Yours visits the elements one at a time in Python, which is slow for large arrays.",
            hint="One NumPy call can compare all the elements at once.",
        ),
        Misconception(
            "elu",
            """
def relu(x):
    return np.where(x >= 0, x, np.exp(x) - 1)
""",
            breaks=Values("negative"),
            message="Yours is ELU: left of 0 it bends down to -1.",
            hint="Left of 0, ReLU is 0. No exponential is needed.",
        ),
        Misconception(
            "swish",
            """
def relu(x):
    return x / (1 + np.exp(-x))
""",
            breaks=Values("negative"),
            message="Yours is x times sigmoid(x): SiLU, also called Swish. It dips below 0 on the left.",
            hint="ReLU has no exponential in it.",
        ),
        Misconception(
            "all_or_nothing",
            """
def relu(x):
    if (x > 0).any():
        return x
    else:
        return np.zeros_like(x)
""",
            breaks=Values("forms"),
            message="Yours decides once for the whole array. Each element is to be decided by itself.",
            hint="`any` and `all` make one answer of many. `np.where` and `np.maximum` choose element by element.",
        ),
    ),
    wrong={
        "a_little_more": "def relu(x):\n    return np.maximum(0, x) + 1e-3",
        "a_little_steeper": "def relu(x):\n    return np.where(x < 0, 0.0, x * 1.001)",
        "zeros": "def relu(x):\n    return np.zeros_like(x)",
        "floor_of_a_half": "def relu(x):\n    return np.maximum(0.5, x)",
        "squared": "def relu(x):\n    return np.maximum(0, x) ** 2",
        "rounded": "def relu(x):\n    return np.maximum(0, x).round()",
        "divides_by_0": "def relu(x):\n    return 1 / 0",
        "always_nan": "def relu(x):\n    return np.nan * x",
    },
)

BRIGHTENING = Answers(
    solution="""
def brightening(after, before):
    return np.maximum(0, after.astype(int) - before.astype(int))
""",
    explanation="In `int` the difference can be negative, so ReLU sees the true sign.",
    others={
        "compare_first": """
def brightening(after, before):
    return np.where(after > before, after - before, 0)
""",
        "maximum_before_minus": """
def brightening(after, before):
    return np.maximum(after, before) - before
""",
        "float_clip": """
def brightening(after, before):
    change = np.subtract(after, before, dtype=np.float64)
    return np.clip(change, 0, None)
""",
    },
    ranking=(("int8", "result_in_int8"),),
    misconceptions=(
        Misconception(
            "wraps_around",
            "def brightening(after, before):\n    return np.maximum(0, after - before)",
            breaks=Values("darker"),
            message="Yours subtracts in uint8, where 3 - 5 is 254: a little darker looks like much brighter.",
            hint="Change the dtype before you subtract.",
        ),
        Misconception(
            "int8",
            "def brightening(after, before):\n    return np.maximum(0, (after - before).astype(np.int8))",
            breaks=Values("full"),
            message="Yours works in int8, which holds -128 to 127. A difference of 200 does not fit.",
            hint="Cast before you subtract, into a type that holds -255 to 255: `np.int16`, or `int`.",
        ),
        Misconception(
            "absolute_change",
            "def brightening(after, before):\n    return np.abs(after.astype(int) - before)",
            breaks=Values("darker"),
            message="Yours measures any change, brighter or darker. A pixel that became darker should give 0.",
            hint="ReLU, not the absolute value.",
        ),
        Misconception(
            "signed_change",
            "def brightening(after, before):\n    return after.astype(int) - before",
            breaks=Values("darker"),
            message="Yours gives a negative number where the pixel became darker. It should give 0 there.",
            hint="You have the difference. Now apply ReLU to it.",
        ),
        Misconception(
            "swapped",
            "def brightening(after, before):\n    return np.maximum(0, before.astype(int) - after)",
            breaks=Values("brighter"),
            message="Yours says how much darker each pixel became: the two pictures are swapped.",
            hint="Which of the two should be larger where it became brighter?",
        ),
        Misconception(
            "keeps_the_new_value",
            "def brightening(after, before):\n    return np.where(after > before, after, 0)",
            breaks=Values("brighter"),
            message="Yours finds the pixels that became brighter and returns how bright they are now.",
            hint="From 5 to 7 is 2, not 7.",
        ),
        Misconception(
            "yes_or_no",
            "def brightening(after, before):\n    return (after > before).astype(int)",
            breaks=Values("brighter"),
            message="Yours says whether a pixel became brighter, as 1 or 0. We want to know by how much.",
            hint="From 5 to 7 is 2, not 1.",
        ),
        Misconception(
            "drops_pixels",
            """
def brightening(after, before):
    diff = after.astype(int) - before.astype(int)
    return diff[diff > 0]
""",
            breaks=Aspect.SHAPE,
            message="Yours leaves out the pixels that did not become brighter, so the picture is lost.",
            hint="Each of these pixels has a place in the result, and in that place stands 0.",
        ),
        Misconception(
            "result_in_int8",
            """
def brightening(after, before):
    d = np.maximum(0, after.astype(np.int16) - before.astype(np.int16))
    return d.astype(np.int8)
""",
            breaks=Values("full"),
            message="Yours hands the result back in int8, which ends at 127. A pixel can become brighter by up to 255.",
            hint="`np.int16` or `int` has room for 255. So has `np.uint8`, once nothing is negative.",
        ),
        Misconception(
            "white_where_brighter",
            """
def brightening(after, before):
    return np.where(after > before, 255, 0)
""",
            breaks=Values("brighter"),
            message="Yours says whether a pixel became brighter. Asked for is by how much.",
            hint="For 7 after 5 the answer is 2.",
        ),
        Misconception(
            "unsigned_still",
            """
def brightening(after, before):
    after = after.astype(np.uint16)
    before = before.astype(np.uint16)
    return np.maximum(0, after - before)
""",
            breaks=Values("darker"),
            message="Yours makes the numbers longer and leaves them without a sign: below 0 they start again from the top.",
            hint="`np.int16` has a sign; `np.uint16` has none.",
        ),
    ),
    equivalent={
        ("before.astype(int)", "before"): "int minus uint8 is int: one cast is enough",
        ("after.astype(int)", "after"): "uint8 minus int is int: one cast is enough",
    },
)

DENSE_RELU = Answers(
    setup=SETUP,
    solution="""
def dense_relu(X, W, b):
    return relu(X @ W + b)
""",
    explanation="`X @ W + b` is the pre-activation, one row an example. ReLU of it is the activation.",
    others={
        "numpy_only": """
def dense_relu(X, W, b):
    return np.maximum(0, np.dot(X, W) + b)
""",
        "einsum": """
def dense_relu(inputs, weights, bias):
    pre_activation = np.einsum("nd,dk->nk", inputs, weights)
    pre_activation += bias[np.newaxis, :]
    return np.where(pre_activation < 0, 0.0, pre_activation)
""",
        "transposed_twice": """
def dense_relu(X, W, b):
    z = (W.T @ X.T).T + b
    return z.clip(min=0)
""",
    },
    ranking=(("row_by_row",), ("forgot_bias", "bias_after_relu", "subtracts_bias", "relu_of_each_part")),
    misconceptions=(
        Misconception(
            "forgot_relu",
            "def dense_relu(X, W, b):\n    return X @ W + b",
            breaks=Values("no_bias"),
            message="What yours returns is the pre-activation: the negative numbers are still there.",
            hint="Return `relu` of it. A result that is not returned or kept is lost.",
        ),
        Misconception(
            "forgot_bias",
            "def dense_relu(X, W, b):\n    return relu(X @ W)",
            breaks=Values("batch"),
            message="Yours leaves the bias out: it is right only where `b` is zero.",
            hint="Add `b` to `X @ W`, inside ReLU.",
        ),
        Misconception(
            "bias_after_relu",
            "def dense_relu(X, W, b):\n    return relu(X @ W) + b",
            breaks=Values("batch"),
            message="Yours adds the bias after ReLU. The bias moves the hinge, so it belongs inside.",
            hint="Pre-activation first, whole; ReLU last.",
        ),
        Misconception(
            "relu_on_inputs",
            "def dense_relu(X, W, b):\n    return relu(X) @ W + b",
            breaks=Values("no_bias"),
            message="Yours applies ReLU to the inputs. It belongs to what comes out of the sum.",
            hint="First the sum `X @ W + b`, then ReLU.",
        ),
        Misconception(
            "transposed_weights",
            "def dense_relu(X, W, b):\n    return relu(X @ W.T + b)",
            breaks=Aspect.RUNS,
            message="Yours multiplies by the transposed weights. `W` has one row an input and one column an output already.",
            hint="(n, d) @ (d, k) fits without a transpose.",
        ),
        Misconception(
            "python_max",
            "def dense_relu(X, W, b):\n    return max(0, X @ W + b)",
            breaks=Aspect.RUNS,
            message="Yours uses Python's `max`, which needs one True or False. The pre-activations are a whole array.",
            hint="Use the `relu` that you wrote, or `np.maximum`.",
        ),
        Misconception(
            "elementwise_product",
            "def dense_relu(X, W, b):\n    return relu(X * W + b)",
            breaks=Aspect.RUNS,
            message="Yours multiplies element by element with `*`. A layer needs the matrix product.",
            hint="The matrix product is written `@`.",
        ),
        Misconception(
            "subtracts_bias",
            "def dense_relu(X, W, b):\n    return relu(X @ W - b)",
            breaks=Values("batch"),
            message="Yours subtracts the bias. Some books write a threshold that way; here the bias is added.",
            hint="Look at the sign before `b`.",
        ),
        Misconception(
            "row_by_row",
            "def dense_relu(X, W, b):\n    return np.array([relu(x @ W + b) for x in X])",
            breaks=Aspect.VECTORIZED,
            message="Yours takes the examples one at a time. `@` takes the whole batch at once.",
            hint="`X @ W` has one row for each row of `X`.",
        ),
        Misconception(
            "sigmoid_layer",
            """
def dense_relu(X, W, b):
    z = X.dot(W) + b
    return 1 / (1 + np.exp(-z))
""",
            breaks=Values("no_bias"),
            message="Yours has sigmoid in the place of ReLU.",
            hint="ReLU is `np.maximum(0, z)`.",
        ),
        Misconception(
            "leaky_layer",
            """
def dense_relu(X, W, b):
    z = X @ W + b
    return np.where(z > 0, z, 0.01 * z)
""",
            breaks=Values("no_bias"),
            message="Yours lets a hundredth of every negative pre-activation through: Leaky ReLU in the place of ReLU.",
            hint="Left of 0, ReLU is 0.",
        ),
        Misconception(
            "relu_of_each_part",
            """
def dense_relu(X, W, b):
    return relu(X @ W) + relu(b)
""",
            breaks=Values("batch"),
            message="Yours applies ReLU to the products and to the bias, each by itself. ReLU of a sum is not the sum of the ReLUs.",
            hint="Add the bias first: ReLU sees X @ W + b as a whole.",
        ),
        Misconception(
            "mean_of_products",
            """
def dense_relu(X, W, b):
    n = X.shape[1]
    return np.maximum(0, X @ W / n + b)
""",
            breaks=Values("no_bias"),
            message="Yours divides by the number of inputs. A layer adds the products up.",
            hint="`X @ W` is the sum already; nothing is divided.",
        ),
        Misconception(
            "max_over_axis",
            "def dense_relu(X, W, b):\n    return np.max(X @ W + b, 0)",
            breaks=Aspect.SHAPE,
            message="`np.max(z, 0)` finds the largest of each column. The 0 is an axis, not a number to compare with.",
            hint="The function that compares two things has a longer name: `np.maximum`.",
            variants=("def dense_relu(X, W, b):\n    return (X @ W + b).max(axis=0)",),
        ),
        Misconception(
            "keeps_negatives",
            """
def dense_relu(X, W, b):
    z = X @ W + b
    z[z > 0] = 0
    return z
""",
            breaks=Values("no_bias"),
            message="Yours keeps the negative pre-activations and puts 0 in the place of the positive ones: the wrong half.",
            hint="Is there a `>` that should be a `<`, or a `minimum`?",
            variants=("def dense_relu(X, W, b):\n    return np.minimum(0, X @ W + b)",),
        ),
        Misconception(
            "absolute_layer",
            "def dense_relu(X, W, b):\n    return np.abs(X @ W + b)",
            breaks=Values("no_bias"),
            message="Yours takes the absolute value of the pre-activations. ReLU puts 0 in the place of the negative ones.",
            hint="For a pre-activation of -3 the layer returns 0.",
        ),
        Misconception(
            "step_layer",
            "def dense_relu(X, W, b):\n    return np.where(X @ W + b > 0, 1.0, 0.0)",
            breaks=Values("no_bias"),
            message="Yours says whether a pre-activation is positive, and not how large it is.",
            hint="For a pre-activation of 5 the layer returns 5, not 1.",
        ),
        Misconception(
            "bias_as_a_column",
            "def dense_relu(X, W, b):\n    return relu(X @ W + b.reshape(-1, 1))",
            breaks=Aspect.RUNS,
            message="Yours makes a column of the bias, which gives one number of it to each example. Each output has its own.",
            hint="`X @ W` has the shape (n, k), and `b` of shape (k,) fits to its columns as it is.",
            variants=("def dense_relu(X, W, b):\n    return np.maximum(0, (W.T @ X.T).T + b[:, None])",),
        ),
        Misconception(
            "bias_with_every_product",
            """
def dense_relu(X, W, b):
    out = np.zeros((X.shape[0], W.shape[1]))
    for j in range(W.shape[0]):
        out = out + np.outer(X[:, j], W[j]) + b
    return np.maximum(0, out)
""",
            breaks=Values("batch"),
            message="Yours adds the bias with every product, once for each input. It is added once.",
            hint="Add `b` behind the loop, to the sum of all products.",
            variants=("def dense_relu(X, W, b):\n    return np.maximum(0, X @ W + len(W) * b)",),
        ),
    ),
)

NETWORK = Answers(
    setup=SETUP
    + """
def dense_relu(X, W, b):
    return relu(X @ W + b)
""",
    solution="""
def network(X, W1, b1, W2, b2):
    hidden = dense_relu(X, W1, b1)
    return hidden @ W2 + b2
""",
    explanation="ReLU stands between the two layers. The output layer has none, so that any number can come out.",
    others={
        "one_line": """
def network(X, W1, b1, W2, b2):
    return np.maximum(0, X @ W1 + b1) @ W2 + b2
""",
        "loop_over_layers": """
def network(X, W1, b1, W2, b2):
    signal = X
    for weights, bias, last in [(W1, b1, False), (W2, b2, True)]:
        signal = signal @ weights + bias
        if not last:
            signal = relu(signal)
    return signal
""",
        "einsum": """
def network(X, *parameters):
    W1, b1, W2, b2 = parameters
    z = np.add(np.matmul(X, W1), b1)
    z[z < 0] = 0
    return np.add(np.einsum("nh,hk->nk", z, W2), b2)
""",
    },
    ranking=(
        ("forgot_hidden_bias", "forgot_output_bias", "no_biases", "bias_after_relu"),
        ("relu_on_output",),
    ),
    misconceptions=(
        Misconception(
            "relu_on_output",
            "def network(X, W1, b1, W2, b2):\n    return relu(relu(X @ W1 + b1) @ W2 + b2)",
            breaks=Values("output"),
            message="Yours has a ReLU on the output layer too, so the network can never answer with a negative number.",
            hint="The last layer is `hidden @ W2 + b2` and nothing around it.",
        ),
        Misconception(
            "no_hidden_relu",
            "def network(X, W1, b1, W2, b2):\n    return (X @ W1 + b1) @ W2 + b2",
            breaks=Values("hidden"),
            message="Yours has no ReLU. Two layers without one between them are a single linear layer.",
            hint="Apply `relu` to `X @ W1 + b1`.",
        ),
        Misconception(
            "relu_on_output_only",
            "def network(X, W1, b1, W2, b2):\n    return relu((X @ W1 + b1) @ W2 + b2)",
            breaks=Values("hidden"),
            message="Yours has its ReLU on the output instead of on the hidden layer.",
            hint="The first layer gets the ReLU, the last one none.",
        ),
        Misconception(
            "forgot_hidden_bias",
            "def network(X, W1, b1, W2, b2):\n    return relu(X @ W1) @ W2 + b2",
            breaks=Values("biases"),
            message="Yours leaves out `b1`, the bias of the hidden layer.",
            hint="`hidden` is ReLU of `X @ W1 + b1`.",
        ),
        Misconception(
            "forgot_output_bias",
            "def network(X, W1, b1, W2, b2):\n    return relu(X @ W1 + b1) @ W2",
            breaks=Values("biases"),
            message="Yours leaves out `b2`, the bias of the output layer.",
            hint="Add `b2` at the very end.",
        ),
        Misconception(
            "bias_after_relu",
            "def network(X, W1, b1, W2, b2):\n    return (relu(X @ W1) + b1) @ W2 + b2",
            breaks=Values("biases"),
            message="Yours adds `b1` after ReLU. It belongs inside, where it moves the hinge.",
            hint="ReLU goes around all of `X @ W1 + b1`.",
        ),
        Misconception(
            "returns_hidden",
            "def network(X, W1, b1, W2, b2):\n    return relu(X @ W1 + b1)",
            breaks=Aspect.SHAPE,
            message="Yours returns the hidden layer. The output layer is still to come.",
            hint="Multiply by `W2` and add `b2`.",
        ),
        Misconception(
            "softmax_on_output",
            """
def network(X, W1, b1, W2, b2):
    H = relu(X @ W1 + b1)
    Y = H @ W2 + b2
    e = np.exp(Y - Y.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)
""",
            breaks=Values("hidden"),
            message="Yours ends in a softmax. The output layer asked for has nothing around it.",
            hint="The last layer is `hidden @ W2 + b2`.",
        ),
        Misconception(
            "sigmoid_on_output",
            """
def network(X, W1, b1, W2, b2):
    a1 = dense_relu(X, W1, b1)
    z2 = np.dot(a1, W2) + b2
    a2 = 1 / (1 + np.exp(-z2))
    return a2
""",
            breaks=Values("hidden"),
            message="Yours ends in a sigmoid. The output layer asked for has nothing around it.",
            hint="The last layer is `hidden @ W2 + b2`.",
        ),
        Misconception(
            "no_biases",
            """
def network(X, W1, b1, W2, b2):
    return np.maximum(0, X.dot(W1)).dot(W2)
""",
            breaks=Values("biases"),
            message="Yours leaves out both biases, `b1` and `b2`.",
            hint="Each layer adds its bias: `X @ W1 + b1`, and `hidden @ W2 + b2`.",
        ),
        Misconception(
            "leaky_hidden",
            """
def network(X, W1, b1, W2, b2):
    Z1 = X @ W1 + b1
    A1 = np.where(Z1 > 0, Z1, Z1 * 0.01)
    return A1 @ W2 + b2
""",
            breaks=Values("hidden"),
            message="Yours has Leaky ReLU in the hidden layer: a hundredth of the negative pre-activations comes through.",
            hint="Left of 0, ReLU is 0.",
        ),
        Misconception(
            "outputs_summed",
            "def network(X, W1, b1, W2, b2):\n    return (relu(X @ W1 + b1) @ W2 + b2).sum(axis=1, keepdims=True)",
            breaks=Aspect.SHAPE,
            message="Yours adds up the outputs of each example. The network has as many outputs as `W2` has columns.",
            hint="`hidden @ W2 + b2` is the output, and nothing is done to it.",
        ),
    ),
)

IMPOSTORS = Answers(
    solution="inputs = [7.5, -np.inf, np.nan]",
    explanation=(
        "7.5 is a fraction above 6, -inf breaks whatever multiplies or adds, and NaN shows who hides it. Three are enough."
    ),
    others={
        "six_numbers": "inputs = [-1.0, 8.25, np.nan, -np.inf, 1e308, 0.5]",
        "array": "inputs = np.array([-np.inf, np.nan, 123.456])",
        "tuple": 'inputs = (float("nan"), float("-inf"), 6.125)',
        "a_huge_whole_number": "inputs = [np.nan, -np.inf, 10**308, 6.5]",
    },
    ranking=(("finite_numbers",), ("ordinary_numbers",)),
    misconceptions=(
        Misconception(
            "only_small_positives",
            "inputs = [0, 1, 2, 3]",
            breaks=Values("impostor_b"),
            message="Small whole numbers from 0 up look the same through all six.",
            hint="Which inputs are negative, large, broken into fractions, or no number at all?",
        ),
        Misconception(
            "ordinary_numbers",
            "inputs = [-2, -0.5, 0, 0.5, 2]",
            breaks=Values("impostor_a"),
            message="These are the numbers of a first test. They show the leak and the cut-off fractions, and no more.",
            hint="What happens above 6? At the infinities? At NaN?",
        ),
        Misconception(
            "finite_numbers",
            "inputs = [-2.5, 0.5, 7.5, 100.0]",
            breaks=Values("impostor_c"),
            message="Every impostor that is wrong on ordinary numbers is caught. Three are left, and they need special ones.",
            hint="`np.nan`, `np.inf` and `-np.inf` are inputs too.",
        ),
    ),
)

ANSWERS = {
    "scratch.one_element": ONE_ELEMENT,
    "scratch.graph": GRAPH,
    "scratch.relu": RELU,
    "scratch.brightening": BRIGHTENING,
    "scratch.dense_relu": DENSE_RELU,
    "scratch.network": NETWORK,
    "scratch.impostors": IMPOSTORS,
}
