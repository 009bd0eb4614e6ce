"""Answers to notebook 08."""

from course_utils.autograder.answers import Answers, Family, Misconception
from course_utils.autograder.properties import Aspect, Values

SETUP = """
import numpy as np
from course_utils import activations
"""

LEAKY = Answers(
    setup=SETUP,
    solution="""
def leaky(x, a):
    return np.maximum(0, x) + a * np.minimum(0, x)
""",
    explanation="The positive part as it is, plus a times the negative part. No comparison of a x with x is involved.",
    families=(
        Family(
            "fixed_slope",
            "def leaky(x, a):\n    return np.maximum(0, x) + PARAMETER * np.minimum(0, x)",
            at=(0.01, 0.2),
            breaks=Values("small"),
            message="Yours has the same slope on the left whatever `a` is.",
            hint="The slope on the left is the argument `a`.",
            detail="It is {parameter}.",
        ),
        Family(
            "multiple_of_a",
            "def leaky(x, a):\n    return np.maximum(0, x) + PARAMETER * a * np.minimum(0, x)",
            at=(2.0, 3.0),
            breaks=Values("small"),
            message="Yours has another slope on the left than `a`: a multiple of it.",
            hint="For a = 0.5, what should come back for -2?",
            detail="It is a times {parameter}.",
        ),
    ),
    others={
        "where": """
def leaky(x, a):
    return np.where(x > 0, x, a * x)
""",
        "slopes": """
def leaky(x, slope):
    return x * np.where(np.less(x, 0), slope, 1.0)
""",
        "masked_copy": """
def leaky(x, a):
    out = np.array(x, dtype=float)
    out[out < 0] *= a
    return out
""",
        "line_and_hinge": """
def leaky(x, a):
    return a * x + (1 - a) * np.clip(x, 0, None)
""",
        "absolute": """
def leaky(x, a):
    return (1 + a) / 2 * x + (1 - a) / 2 * np.abs(x)
""",
        "two_clips": "def leaky(x, a):\n    return np.clip(x, 0, None) - a * np.clip(np.negative(x), 0, None)",
        "select": """
def leaky(x, a):
    x = np.asarray(x)
    return np.select([x >= 0], [x], a * x)
""",
        "by_sign": "leaky = lambda x, a=0.01: ((np.sign(x) + 1) / 2 + a * (1 - np.sign(x)) / 2) * x",
        "python_for_numbers": """
def leaky(x, a):
    return max(x, 0) + a * min(x, 0) if np.isscalar(x) else np.where(x < 0, a * x, x)
""",
    },
    ranking=(
        ("in_place",),
        ("larger_of_two",),
        ("leak_not_scaled", "leak_subtracted", "line_added", "threshold", "plain_relu"),
    ),
    misconceptions=(
        Misconception(
            "larger_of_two",
            "def leaky(x, a):\n    return np.maximum(a * x, x)",
            breaks=Values("above_one"),
            message="Yours is max(a x, x). That is right up to a = 1; above, the two sides change places.",
            hint="Work out max(2x, x) at x = -1 and at x = 1.",
        ),
        Misconception(
            "everywhere",
            "def leaky(x, a):\n    return a * x",
            breaks=Values("small"),
            message="Yours multiplies every x by a. Positive ones come back as they are.",
            hint="Only the negative part is multiplied.",
        ),
        Misconception(
            "negatives_only",
            "def leaky(x, a):\n    return np.where(x < 0, a * x, 0)",
            breaks=Values("small"),
            message="Yours keeps the leak alone and drops the positive part.",
            hint="What should come out for x = 3?",
        ),
        Misconception(
            "leak_not_scaled",
            "def leaky(x, a):\n    return np.where(x > 0, x, a)",
            breaks=Values("small"),
            message="Yours puts a itself in the place of all negative numbers. The leak is a slope: a times x.",
            hint="What should come out for x = -2 and a = 0.1?",
        ),
        Misconception(
            "leak_subtracted",
            "def leaky(x, a):\n    return np.maximum(0, x) - a * np.minimum(0, x)",
            breaks=Values("small"),
            message="Yours goes up on the left: the leak has the wrong sign.",
            hint="For a = 0.1, x = -2 should give -0.2.",
        ),
        Misconception(
            "threshold",
            "def leaky(x, a):\n    return np.where(x > a, x, 0.0)",
            breaks=Values("small"),
            message="Yours takes a for a threshold. It is the slope on the left; the kink stays at 0.",
            hint="For a = 0.1, x = -2 should give -0.2, and x = 0.05 should give 0.05.",
        ),
        Misconception(
            "fixed_slope",
            "def leaky(x, a):\n    return np.where(x > 0, x, 0.01 * x)",
            breaks=Values("small"),
            message="Yours has the slope 0.01, whatever a is.",
            hint="Use the argument a.",
        ),
        Misconception(
            "plain_relu",
            "def leaky(x, a):\n    return np.maximum(0, x)",
            breaks=Values("small"),
            message="Yours is ReLU: nothing leaks through.",
            hint="Add a times the negative part.",
        ),
        Misconception(
            "one_number_only",
            "def leaky(x, a):\n    if x > 0:\n        return x\n    return a * x",
            breaks=Aspect.RUNS,
            message="`if x > 0`, `and`, and Python's own `max` and `min` need one True or False, and an array of numbers gives many.",
            hint="`np.where(x > 0, ..., ...)` chooses element by element.",
        ),
        Misconception(
            "in_place",
            "def leaky(x, a):\n    x = np.asarray(x)\n    x[x < 0] *= a\n    return x",
            breaks=Aspect.INPUT_UNTOUCHED,
            message="Yours writes into the array that it was given.",
            hint="Compute a new array, or work on a copy.",
        ),
        Misconception(
            "line_added",
            """
def leaky(x, a):
    relu = (x + np.abs(x)) / 2
    return relu + a * x
""",
            breaks=Values("small"),
            message="Yours adds a x on both sides. On the right, nothing is added.",
            hint="`a` belongs to the negative part alone: np.minimum(0, x).",
        ),
    ),
    wrong={
        "shifted": "def leaky(x, a):\n    return np.maximum(0, x) + a",
        "kink_at_a": "def leaky(x, a):\n    return np.where(x > a, x, a * x)",
        "smaller_of_two": "def leaky(x, a):\n    return np.minimum(a * x, x)",
        "nothing_returned": "def leaky(x, a):\n    return None",
    },
)

KINK = Answers(
    solution='kink = "A"',
    explanation="The unit bends where z = 2x - 3 is 0: at x = 1.5, that is -b/w. The slope a has no part in it.",
    misconceptions=(
        Misconception(
            "slope_is_threshold",
            'kink = "B"',
            breaks=Values("kink"),
            message="That takes a for a threshold. It is the slope left of the kink.",
            hint="Where is z = 2x - 3 equal to 0?",
        ),
        Misconception(
            "kink_at_zero_of_x",
            'kink = "C"',
            breaks=Values("kink"),
            message="The activation bends at z = 0. That is not where x is 0: z is 2x - 3.",
            hint="Where is z = 2x - 3 equal to 0?",
        ),
        Misconception(
            "shifted_threshold",
            'kink = "D"',
            breaks=Values("kink"),
            message="That is where z is 0.1 and 0.3. Leaky ReLU bends at z = 0, whatever a is.",
            hint="Where is z = 2x - 3 equal to 0?",
        ),
    ),
)

PRELU = Answers(
    setup=SETUP,
    solution="""
def prelu_grads(z, a, upstream):
    dz = upstream * np.where(z > 0, 1, a)
    da = np.sum(upstream * np.minimum(0, z))
    return dz, da
""",
    explanation=(
        "Each z passes on its upstream times the slope there, 1 or a. The one slope a has a hand in every negative "
        "entry: min(0, z) says how strongly, and what they answer adds up."
    ),
    others={
        "masks": """
def prelu_grads(z, a, upstream):
    negative = z <= 0
    dz = np.where(negative, a * upstream, upstream)
    return dz, (upstream[negative] * z[negative]).sum()
""",
        "dot": """
def prelu_grads(z, a, upstream):
    slopes = (z > 0) + a * (z <= 0)
    return [slopes * upstream, float(np.dot(upstream.ravel(), np.minimum(z, 0).ravel()))]
""",
        "copies": """
def prelu_grads(z, a, upstream):
    dz = np.array(upstream, dtype=float)
    dz[z <= 0] *= a
    da = -np.einsum("i,i->", upstream.reshape(-1), np.maximum(0, -z).reshape(-1))
    return dz, da
""",
        "slope_array": """
def prelu_grads(z, a, upstream):
    slope = np.full_like(z, a)
    slope[z > 0] = 1
    return slope * upstream, (np.where(z < 0, z, 0) * upstream).sum()
""",
        "vdot": """
def prelu_grads(z, a, upstream):
    dz = upstream * np.where(z > 0, 1.0, a)
    return dz, np.vdot(upstream, np.clip(z, None, 0))
""",
        "chosen_elements": """
def prelu_grads(z, a, g):
    dz = np.where(z > 0, g, g * a)
    return dz, float(np.sum(g[z < 0] * z[z < 0]))
""",
        "slope_by_arithmetic": """
def prelu_grads(z, a, upstream):
    dz = upstream * ((z > 0) * (1 - a) + a)
    return dz, np.sum(upstream * np.minimum(z, 0))
""",
    },
    ranking=(
        ("slope_one_at_zero",),
        ("matrix_product", "all_entries"),
        (
            "swapped",
            "mean",
            "a_without_upstream",
            "relu_gradient",
            "counts_upstream",
            "da_negated",
            "a_scaled_by_a",
        ),
        ("z_without_upstream", "activation_for_dz", "not_summed", "both_summed", "dz_alone"),
        ("no_upstream",),
    ),
    misconceptions=(
        Misconception(
            "a_without_upstream",
            "def prelu_grads(z, a, upstream):\n    return upstream * np.where(z > 0, 1, a), np.sum(np.minimum(0, z))",
            breaks=Values("negative"),
            message="Your da leaves upstream out: how strongly the loss answers to each output.",
            hint="Multiply min(0, z) by upstream before you sum.",
        ),
        Misconception(
            "z_without_upstream",
            "def prelu_grads(z, a, upstream):\n    return np.where(z > 0, 1.0, a), np.sum(upstream * np.minimum(0, z))",
            breaks=Values("positive"),
            message="Your dz is the slope alone. The chain rule multiplies it by upstream.",
            hint="dz is upstream times the slope.",
        ),
        Misconception(
            "no_upstream",
            "def prelu_grads(z, a, upstream):\n    return np.where(z > 0, 1.0, a), np.sum(np.minimum(0, z))",
            breaks=Values("positive"),
            message="Yours leaves upstream out of both gradients.",
            hint="Multiply by upstream, entry by entry, before you sum.",
        ),
        Misconception(
            "not_summed",
            "def prelu_grads(z, a, upstream):\n    return upstream * np.where(z > 0, 1, a), upstream * np.minimum(0, z)",
            breaks=Aspect.SHAPE,
            message="Your da has one number for each entry. There is one a, so there is one da.",
            hint="Add them up with `np.sum`.",
        ),
        Misconception(
            "mean",
            "def prelu_grads(z, a, upstream):\n"
            "    return upstream * np.where(z > 0, 1, a), np.mean(upstream * np.minimum(0, z))",
            breaks=Values("mixed"),
            message="Your da is the mean over the entries. What they answer adds up.",
            hint="`np.sum` in place of `np.mean`. If the loss is a mean, upstream knows of it already.",
        ),
        Misconception(
            "all_entries",
            "def prelu_grads(z, a, upstream):\n    return upstream * np.where(z > 0, 1, a), np.sum(upstream * z)",
            breaks=Values("positive"),
            message="Your da counts the positive z as well. Their outputs do not depend on a.",
            hint="min(0, z) is 0 for a positive z.",
        ),
        Misconception(
            "counts_upstream",
            "def prelu_grads(z, a, upstream):\n"
            "    return upstream * np.where(z > 0, 1, a), np.sum(upstream * (z <= 0))",
            breaks=Values("negative"),
            message="Your da adds up upstream where z is negative. The output there is a z: its slope by a is z, not 1.",
            hint="Multiply by min(0, z).",
        ),
        Misconception(
            "relu_gradient",
            "def prelu_grads(z, a, upstream):\n    return upstream * (z > 0), np.sum(upstream * np.minimum(0, z))",
            breaks=Values("negative"),
            message="Your dz is ReLU's: 0 on the left. PReLU has the slope a there.",
            hint="The slope is 1 for z > 0, else a.",
        ),
        Misconception(
            "slope_one_at_zero",
            "def prelu_grads(z, a, upstream):\n"
            "    return upstream * np.where(z >= 0, 1, a), np.sum(upstream * np.minimum(0, z))",
            breaks=Values("zero"),
            message="Yours takes the slope 1 at z = 0. The exercise, like PyTorch, takes a there.",
            hint="`z > 0` in place of `z >= 0`.",
        ),
        Misconception(
            "matrix_product",
            "def prelu_grads(z, a, upstream):\n"
            "    return upstream * np.where(z > 0, 1, a), np.minimum(0, z) @ upstream",
            breaks=Aspect.RUNS,
            message="Yours stops at a table. `@`, `np.dot` and an `if` inside a loop over rows do that.",
            hint="`np.sum(upstream * np.minimum(0, z))` works for every shape.",
        ),
        Misconception(
            "a_scaled_by_a",
            "def prelu_grads(z, a, upstream):\n"
            "    return upstream * np.where(z > 0, 1, a), np.sum(upstream * a * np.minimum(0, z))",
            breaks=Values("negative"),
            message="Your da multiplies by a once more. The output is a z on the left; its slope by a is z.",
            hint="The slope of a z as a changes is z.",
        ),
        Misconception(
            "swapped",
            "def prelu_grads(z, a, upstream):\n"
            "    return np.sum(upstream * np.minimum(0, z)), upstream * np.where(z > 0, 1, a)",
            breaks=Aspect.SHAPE,
            message="Yours returns the two in the other order: first dz, then da.",
            hint="`return dz, da`.",
        ),
        Misconception(
            "dz_alone",
            """
def prelu_grads(z, a, upstream):
    grad = np.ones_like(z)
    grad[z <= 0] = a
    return grad * upstream
""",
            breaks=Aspect.RETURNS,
            message="Yours returns the gradient of z and leaves out that of a.",
            hint="Two results: dz, then da.",
        ),
        Misconception(
            "activation_for_dz",
            """
def prelu_grads(z, a, upstream):
    dz = np.maximum(0, z) + a * np.minimum(0, z)
    da = np.sum(np.minimum(0, z) * upstream)
    return dz, da
""",
            breaks=Values("positive"),
            message="Yours returns PReLU itself in the place of dz. dz is its slope times upstream.",
            hint="The slope is 1 or a.",
        ),
        Misconception(
            "da_negated",
            """
def prelu_grads(z, a, upstream):
    dz = np.where(z > 0, upstream, a * upstream)
    da = (upstream * np.maximum(0, -z)).sum()
    return dz, da
""",
            breaks=Values("negative"),
            message="da has the wrong sign in yours.",
            hint="On the left PReLU is a z, and z is negative there: da adds up upstream times z.",
        ),
        Misconception(
            "both_summed",
            """
def prelu_grads(z, a, upstream):
    dz = np.sum(upstream * np.where(z > 0, 1, a))
    da = np.sum(upstream * np.minimum(0, z))
    return dz, da
""",
            breaks=Aspect.SHAPE,
            message="Yours adds dz up as well. Each entry of z has a gradient of its own; a alone is shared.",
            hint="Sum for da alone.",
        ),
        Misconception(
            "mask_of_upstream",
            """
def prelu_grads(z, a, upstream):
    dz = np.where(upstream > 0, upstream, a * upstream)
    da = np.sum(np.where(upstream > 0, 0, upstream * z))
    return dz, da
""",
            breaks=Values("negative"),
            message="Yours decides by the sign of the gradient from above. The sign of z decides.",
            hint="`z > 0`.",
        ),
        Misconception(
            "sides_exchanged",
            """
def prelu_grads(z, a, upstream):
    dz = np.where(z > 0, a, 1) * upstream
    da = np.sum(np.maximum(0, z) * upstream)
    return dz, da
""",
            breaks=Values("positive"),
            message="Yours has the two sides in each other's place.",
            hint="On the right the slope is 1, on the left it is a.",
        ),
    ),
    wrong={
        "ellipses": "def prelu_grads(z, a, upstream):\n    return ..., ...",
    },
    equivalent={
        ("z > 0", "z + z > 0"): "twice a number has its sign",
    },
)

ELU = Answers(
    setup=SETUP,
    solution="""
def elu(x, alpha):
    return np.maximum(0, x) + alpha * np.expm1(np.minimum(0, x))
""",
    explanation="`np.minimum(0, x)` is never positive, so nothing overflows, and expm1 keeps the digits just below 0.",
    families=(
        Family(
            "fixed_alpha",
            "def elu(x, alpha):\n    return np.maximum(0, x) + PARAMETER * np.expm1(np.minimum(0, x))",
            at=(0.5, 2.0),
            breaks=Values("other_depths"),
            message="Yours goes down to the same depth on the left whatever `alpha` is.",
            hint="Far to the left ELU comes to -alpha.",
            detail="It is {parameter}.",
        ),
        Family(
            "leak_for_the_curve",
            "def elu(x, alpha):\n    return np.maximum(0, x) + PARAMETER * alpha * np.minimum(0, x)",
            at=(0.5, 1.0),
            breaks=Values("depth_one"),
            message="Yours is a straight line on the left, as in a leaky ReLU. ELU bends: alpha (exp(x) - 1).",
            hint="Far to the left ELU comes to -alpha and stays there.",
            detail="Its slope is alpha times {parameter}.",
        ),
    ),
    others={
        "where": """
def elu(x, alpha):
    return np.where(x > 0, x, alpha * np.expm1(np.minimum(x, 0)))
""",
        "masked_copy": """
def elu(x, alpha):
    out = np.array(x, dtype=float)
    below = out < 0
    out[below] = alpha * np.expm1(out[below])
    return out
""",
        "clip_and_select": """
def elu(x, alpha):
    x = np.asarray(x)
    return np.select([x < 0], [alpha * np.expm1(np.clip(x, None, 0))], x)
""",
        "hyperbolic": """
def elu(x, alpha):
    half = np.tanh(np.minimum(0, x) / 2)
    return np.maximum(0, x) + alpha * 2 * half / (1 - half)
""",
        "vectorize": """
import math
def one(v, alpha):
    return v if v > 0 else alpha * math.expm1(v)
def elu(x, alpha):
    return np.vectorize(one, otypes=[float])(x, alpha)
""",
        "expm1_where": """
def elu(x, alpha):
    x = np.asarray(x, dtype=float)
    return np.where(x > 0, x, alpha * np.expm1(x, where=x <= 0, out=np.zeros_like(x)))
""",
        "piecewise": """
def elu(x, alpha):
    x = np.asarray(x)
    return np.piecewise(x, [x > 0], [lambda v: v, lambda v: alpha * np.expm1(v)])
""",
    },
    ranking=(
        ("in_place",),
        ("exp_minus_one", "both_sides_computed"),
        ("larger_of_two", "alpha_on_everything", "alpha_in_the_exponent"),
        ("without_alpha", "parentheses", "one_number_only"),
    ),
    misconceptions=(
        Misconception(
            "exp_minus_one",
            "def elu(x, alpha):\n    return np.where(x > 0, x, alpha * (np.exp(np.minimum(x, 0)) - 1))",
            breaks=Values("near_zero"),
            message="Just below 0, yours has too few right digits. exp(x) - 1 loses them, because exp(x) is so near 1; rounding and float32 lose them too.",
            hint="`np.expm1(t)` is exp(t) - 1 without the lost digits.",
        ),
        Misconception(
            "both_sides_computed",
            "def elu(x, alpha):\n    return np.where(x > 0, x, alpha * np.expm1(x))",
            breaks=Aspect.RUNS,
            message="Yours computes the exponential for every x, also where it is not needed (`np.where` does not prevent that). The large positive ones overflow.",
            hint="Give the exponential the negative part alone, `np.minimum(0, x)`, and use `np.expm1`.",
            variants=(
                "def elu(x, alpha):\n    return np.where(x > 0, x, alpha * (np.exp(x) - 1))",
                "def elu(x, alpha):\n    return np.where(x > 0, x, alpha * (np.expm1(x)))",
                # silence does not keep an overflow away
                """
def elu(x, alpha):
    with np.errstate(over="ignore"):
        return np.where(x > 0, x, alpha * (np.exp(x) - 1))
""",
                """
def elu(x, alpha):
    before = np.seterr(over="ignore")
    out = np.where(x > 0, x, alpha * np.expm1(x))
    np.seterr(**before)
    return out
""",
            ),
        ),
        Misconception(
            "without_alpha",
            "def elu(x, alpha):\n    return np.where(x > 0, x, np.expm1(np.minimum(x, 0)))",
            breaks=Values("other_depths"),
            message="Yours takes no notice of alpha, as if it were always 1.",
            hint="Far to the left ELU comes to -alpha.",
        ),
        Misconception(
            "alpha_on_everything",
            "def elu(x, alpha):\n    return alpha * np.where(x > 0, x, np.expm1(np.minimum(x, 0)))",
            breaks=Values("other_depths"),
            message="Yours multiplies the right side by alpha as well. There ELU is x.",
            hint="What should come out for x = 3 and alpha = 2?",
        ),
        Misconception(
            "alpha_in_the_exponent",
            "def elu(x, alpha):\n    return np.where(x > 0, x, np.expm1(alpha * np.minimum(x, 0)))",
            breaks=Values("other_depths"),
            message="Yours has alpha in the exponent. It stands in front: alpha (exp(x) - 1).",
            hint="Far to the left ELU comes to -alpha.",
        ),
        Misconception(
            "exp_alone",
            "def elu(x, alpha):\n    return np.where(x > 0, x, alpha * np.exp(np.minimum(x, 0)))",
            breaks=Values("depth_one"),
            message="Yours leaves the - 1 out: it jumps at 0, and is positive on the left.",
            hint="Far to the left ELU comes to -alpha.",
        ),
        Misconception(
            "larger_of_two",
            "def elu(x, alpha):\n    return np.maximum(x, alpha * np.expm1(np.minimum(x, 0)))",
            breaks=Values("other_depths"),
            message="Yours takes the larger of x and alpha (exp(x) - 1). For alpha above 1, x is the larger one just below 0.",
            hint="Add the two parts, as in `leaky`.",
        ),
        Misconception(
            "one_number_only",
            "def elu(x, alpha):\n    if x > 0:\n        return x\n    return alpha * np.expm1(x)",
            breaks=Aspect.RUNS,
            message="`if x > 0`, `and`, and Python's own `max` and `min` need one True or False, and an array of numbers gives many.",
            hint="Build it from `np.maximum(0, x)` and `np.minimum(0, x)`.",
        ),
        Misconception(
            "in_place",
            "def elu(x, alpha):\n    x = np.asarray(x)\n    x[x < 0] = alpha * np.expm1(x[x < 0])\n    return x",
            breaks=Aspect.INPUT_UNTOUCHED,
            message="Yours writes into the array that it was given.",
            hint="Compute a new array, or work on a copy.",
        ),
        Misconception(
            "floor_alone",
            """
def elu(x, alpha):
    return np.where(x > 0, x, -alpha)
""",
            breaks=Values("depth_one"),
            message="Yours jumps to -alpha for every negative x. ELU bends down to it.",
            hint="alpha (exp(x) - 1): near 0 that is near 0.",
        ),
        Misconception(
            "line_added",
            """
def elu(x, alpha):
    return x + alpha * np.expm1(np.minimum(x, 0))
""",
            breaks=Values("depth_one"),
            message="Yours adds x on both sides. On the left, nothing is added to alpha (exp(x) - 1).",
            hint="np.maximum(0, x) is 0 on the left.",
        ),
        Misconception(
            "parentheses",
            """
def elu(x, alpha):
    return np.where(x > 0, x, alpha * np.exp(np.minimum(x, 0)) - 1)
""",
            breaks=Values("other_depths"),
            message="Yours is alpha exp(x) - 1: alpha multiplies the exponential alone.",
            hint="Parentheses around exp(x) - 1, or `np.expm1`.",
        ),
    ),
    wrong={
        "minus_for_plus": "def elu(x, alpha):\n    return np.maximum(0, x) - alpha * np.expm1(np.minimum(0, x))",
        "alpha_inside": "def elu(x, alpha):\n    return np.maximum(0, x) + np.expm1(np.minimum(0, alpha * x)) / alpha",
        "cut_at_alpha": "def elu(x, alpha):\n    return np.maximum(-alpha, x)",
        "clipped_at_20": "def elu(x, alpha):\n    return np.where(x > 0, x, alpha * np.expm1(np.clip(x, -20, 0)))",
    },
)

MOMENTS_SETUP = (
    SETUP
    + """
from scipy.integrate import quad

def density(z):
    return np.exp(-z**2 / 2) / np.sqrt(2 * np.pi)
"""
)


def _wrong_moments(mean: str, variance: str, density: str = "density(z)") -> str:
    """Return an answer that has the moments of z -> ELU(z; alpha) at hand, as m1 and m2."""
    return (
        "def moments(lam, alpha):\n"
        f"    m1 = quad(lambda z: activations.elu(z, alpha) * {density}, -np.inf, np.inf)[0]\n"
        f"    m2 = quad(lambda z: activations.elu(z, alpha) ** 2 * {density}, -np.inf, np.inf)[0]\n"
        f"    return {mean}, {variance}"
    )


MOMENTS = Answers(
    setup=MOMENTS_SETUP,
    solution="""
def moments(lam, alpha):
    def f(z):
        return lam * activations.elu(z, alpha)

    mean = quad(lambda z: f(z) * density(z), -np.inf, np.inf)[0]
    square = quad(lambda z: f(z) ** 2 * density(z), -np.inf, np.inf)[0]
    return mean, square - mean**2
""",
    explanation="The mean is the integral of f(z) times the density; the variance the mean of f squared minus the mean squared.",
    others={
        "closed_form": """
from scipy.special import ndtr

def moments(lam, alpha):
    e1 = np.exp(0.5) * ndtr(-1.0)
    e2 = np.exp(2.0) * ndtr(-2.0)
    mean = lam * (1 / np.sqrt(2 * np.pi) + alpha * (e1 - 0.5))
    square = lam**2 * (0.5 + alpha**2 * (e2 - 2 * e1 + 0.5))
    return [mean, square - mean**2]
""",
        "fine_grid": """
def moments(lam, alpha):
    z = np.linspace(-10, 10, 200_001)
    weights = np.exp(-z * z / 2)
    weights /= weights.sum()
    f = lam * np.where(z > 0, z, alpha * np.expm1(np.minimum(z, 0)))
    mean = (f * weights).sum()
    return np.array([mean, ((f - mean) ** 2 * weights).sum()])
""",
        "two_sides": """
def moments(lam, alpha):
    def left(z):
        return lam * alpha * np.expm1(z)

    def right(z):
        return lam * z

    def over(power):
        return (
            quad(lambda z: left(z) ** power * density(z), -np.inf, 0)[0]
            + quad(lambda z: right(z) ** power * density(z), 0, np.inf)[0]
        )

    return over(1), over(2) - over(1) ** 2
""",
        "distribution": """
from scipy.stats import norm

def moments(lam, alpha):
    mean = lam * norm.expect(lambda z: activations.elu(z, alpha), lb=-10, ub=10)
    variance = norm.expect(lambda z: (lam * activations.elu(z, alpha) - mean) ** 2, lb=-10, ub=10)
    return mean, variance
""",
        "quad_by_definition": """
from scipy.integrate import quad
def moments(lam, alpha):
    f = lambda z: lam * (z if z > 0 else alpha * np.expm1(z))
    p = lambda z: np.exp(-z * z / 2) / np.sqrt(2 * np.pi)
    m = quad(lambda z: f(z) * p(z), -np.inf, np.inf)[0]
    return (m, quad(lambda z: (f(z) - m) ** 2 * p(z), -np.inf, np.inf)[0])
""",
        "trapezoid": """
def moments(lam, alpha):
    z = np.linspace(-9, 9, 100_001)
    f = lam * activations.elu(z, alpha)
    m = np.trapezoid(f * density(z), z)
    return m, np.trapezoid(f**2 * density(z), z) - m**2
""",
        "quad_of_powers": """
from scipy.integrate import quad
def moments(lam, alpha):
    def m(k):
        return quad(lambda z: activations.elu(z, alpha) ** k * density(z), -8, 8)[0]
    return [lam * m(1), lam * lam * (m(2) - m(1) ** 2)]
""",
    },
    ranking=(
        ("swapped", "lam_not_squared", "lam_in_the_mean_alone"),
        (
            "standard_deviation",
            "second_moment",
            "mean_not_squared",
            "density_squared",
            "variance_negated",
            "estimate_of_the_error",
            "mean_alone",
        ),
        ("without_lam", "positive_side_only"),
    ),
    misconceptions=(
        Misconception(
            "second_moment",
            _wrong_moments("lam * m1", "lam**2 * m2"),
            breaks=Values("relu"),
            message="Your second number is the mean of the squares. The variance is that minus the square of the mean.",
            hint="Subtract the square of the mean.",
        ),
        Misconception(
            "mean_not_squared",
            _wrong_moments("lam * m1", "lam**2 * m2 - lam * m1"),
            breaks=Values("relu"),
            message="Yours subtracts the mean itself. The variance is the mean of the squares minus the square of the mean.",
            hint="Square the mean before you subtract it.",
        ),
        Misconception(
            "standard_deviation",
            _wrong_moments("lam * m1", "lam * (m2 - m1**2) ** 0.5"),
            breaks=Values("relu"),
            message="Your second number is the standard deviation: the root of what is asked for.",
            hint="Leave the root out.",
        ),
        Misconception(
            "without_lam",
            _wrong_moments("m1", "m2 - m1**2"),
            breaks=Values("relu"),
            message="Yours leaves lam out: it is right for lam = 1 alone.",
            hint="The function is lam times ELU.",
        ),
        Misconception(
            "lam_not_squared",
            _wrong_moments("lam * m1", "lam * (m2 - m1**2)"),
            breaks=Values("relu"),
            message="Yours multiplies the variance by lam. Twice as large a signal has four times the variance.",
            hint="Put lam into the function, before you integrate.",
        ),
        Misconception(
            "without_alpha",
            _wrong_moments("lam * m1", "lam**2 * (m2 - m1**2)").replace("(z, alpha)", "(z)"),
            breaks=Values("relu"),
            message="Yours takes ELU with alpha = 1, whatever alpha is.",
            hint="`activations.elu(z, alpha)` takes both.",
        ),
        Misconception(
            "bell_without_its_factor",
            _wrong_moments("lam * m1", "lam**2 * (m2 - m1**2)", "np.exp(-z**2 / 2)"),
            breaks=Values("relu"),
            message="Your density has no factor 1 / sqrt(2 pi). Its integral is 2.5 and not 1.",
            hint="`density`, in the cell above, has the factor.",
        ),
        Misconception(
            "positive_side_only",
            "def moments(lam, alpha):\n"
            "    m1 = quad(lambda z: lam * activations.elu(z, alpha) * density(z), 0, 10)[0]\n"
            "    m2 = quad(lambda z: (lam * activations.elu(z, alpha)) ** 2 * density(z), 0, 10)[0]\n"
            "    return m1, m2 - m1**2",
            breaks=Values("elu"),
            message="Yours counts positive z alone. The left side of ELU counts as well.",
            hint="Integrate lam times ELU, not ReLU, from -np.inf to np.inf.",
        ),
        Misconception(
            "estimate_of_the_error",
            "def moments(lam, alpha):\n"
            "    return quad(lambda z: lam * activations.elu(z, alpha) * density(z), -np.inf, np.inf)",
            breaks=Values("relu"),
            message="Your two numbers are what `quad` returns: the mean, and an estimate of its own error. The variance is still to do.",
            hint="Take the first result, `quad(...)[0]`, and integrate the squares as well.",
        ),
        Misconception(
            "swapped",
            _wrong_moments("lam**2 * (m2 - m1**2)", "lam * m1"),
            breaks=Values("relu"),
            message="Yours returns the two in the other order: first the mean, then the variance.",
            hint="`return mean, variance`.",
        ),
        Misconception(
            "without_density",
            """
def moments(lam, alpha):
    f = lambda z: lam * activations.elu(z, alpha)
    mean = quad(f, -10, 10)[0]
    square = quad(lambda z: f(z) ** 2, -10, 10)[0]
    return mean, square - mean ** 2
""",
            breaks=Values("relu"),
            message="Yours integrates f without the density of z, as if all z were as likely.",
            hint="The mean is the integral of f(z) times density(z).",
        ),
        Misconception(
            "mean_alone",
            """
def moments(lam, alpha):
    return quad(lambda z: lam * activations.elu(z, alpha) * density(z), -np.inf, np.inf)[0]
""",
            breaks=Aspect.RETURNS,
            message="Yours returns the mean and leaves out the variance.",
            hint="Two results: the mean, then the variance.",
        ),
        Misconception(
            "density_squared",
            """
def moments(lam, alpha):
    g = lambda z: lam * activations.elu(z, alpha) * density(z)
    mean = quad(g, -np.inf, np.inf)[0]
    square = quad(lambda z: g(z) ** 2, -np.inf, np.inf)[0]
    return mean, square - mean ** 2
""",
            breaks=Values("relu"),
            message="Yours squares f together with the density. The square of f is weighted by the density once.",
            hint="f(z) ** 2 * density(z).",
        ),
        Misconception(
            "tails_cut",
            """
def moments(lam, alpha):
    def f(z):
        return lam * (z if z > 0 else alpha * (np.exp(z) - 1))
    mean = quad(lambda z: f(z) * density(z), -3, 3)[0]
    variance = quad(lambda z: (f(z) - mean) ** 2 * density(z), -3, 3)[0]
    return mean, variance
""",
            breaks=Values("relu"),
            message="Yours stops at -3 and 3. What lies beyond is missing from the third digit on.",
            hint="From `-np.inf` to `np.inf`.",
        ),
        Misconception(
            "lam_in_the_mean_alone",
            """
def moments(lam, alpha):
    mean = quad(lambda z: lam * activations.elu(z, alpha) * density(z), -np.inf, np.inf)[0]
    square = quad(lambda z: activations.elu(z, alpha) ** 2 * density(z), -np.inf, np.inf)[0]
    return mean, square - mean**2
""",
            breaks=Values("relu"),
            message="Yours has lam in the mean and not in the mean of the squares.",
            hint="f is lam times ELU, in both.",
        ),
        Misconception(
            "variance_negated",
            """
def moments(lam, alpha):
    f = lambda z: lam * activations.elu(z, alpha)
    mean = quad(lambda z: f(z) * density(z), -np.inf, np.inf)[0]
    square = quad(lambda z: f(z) ** 2 * density(z), -np.inf, np.inf)[0]
    return mean, mean ** 2 - square
""",
            breaks=Values("relu"),
            message="The variance of yours has its sign turned.",
            hint="The mean of the squares minus the square of the mean.",
        ),
        Misconception(
            "fixed_constants",
            """
def moments(lam, alpha):
    lam, alpha = 1.0507, 1.6733
    f = lambda z: lam * activations.elu(z, alpha)
    mean = quad(lambda z: f(z) * density(z), -np.inf, np.inf)[0]
    square = quad(lambda z: f(z) ** 2 * density(z), -np.inf, np.inf)[0]
    return mean, square - mean ** 2
""",
            breaks=Values("relu"),
            message="Yours has the constants of SELU, whatever `lam` and `alpha` are.",
            hint="The arguments are there to be used.",
        ),
    ),
    wrong={
        "sampled": """
def moments(lam, alpha):
    z = np.random.default_rng(0).standard_normal(1_000_000)
    f = lam * activations.elu(z, alpha)
    return f.mean(), f.var()
""",
        "always_0_and_1": "def moments(lam, alpha):\n    return 0, 1",
        "values_at_0": "def moments(lam, alpha):\n    return lam * activations.elu(0.0, alpha), lam**2",
        "nothing_returned": "def moments(lam, alpha):\n    return None",
    },
)


def _interval(ends: str, before: str = "") -> str:
    """Return an answer that has d, n and s at hand."""
    return (
        "def paired_interval(a, b):\n    d = a - b\n    n = len(d)\n    s = np.std(d, ddof=1)\n"
        f"{before}    half = t.ppf(0.975, n - 1) * s / np.sqrt(n)\n    return {ends}"
    )


PAIRED = Answers(
    setup=SETUP + "from scipy.stats import t\n",
    solution="""
def paired_interval(a, b):
    d = a - b
    n = len(d)
    half = t.ppf(0.975, n - 1) * np.std(d, ddof=1) / np.sqrt(n)
    return np.mean(d), np.mean(d) - half, np.mean(d) + half
""",
    explanation="The differences of the pairs, their mean, and t times the standard deviation over the root of n around it.",
    others={
        "interval_of_scipy": """
import scipy.stats

def paired_interval(a, b):
    d = np.subtract(a, b)
    if np.ptp(d) < 1e-12:
        return d.mean(), d.mean(), d.mean()
    low, high = scipy.stats.t.interval(0.95, len(d) - 1, loc=d.mean(), scale=scipy.stats.sem(d))
    return [d.mean(), low, high]
""",
        "test_of_scipy": """
from scipy.stats import ttest_rel

def paired_interval(a, b):
    if np.ptp(a - b) < 1e-12:
        gap = float(np.mean(a - b))
        return gap, gap, gap
    found = ttest_rel(a, b).confidence_interval(0.95)
    return np.mean(a - b), found.low, found.high
""",
        "by_hand": """
import statistics

def paired_interval(a, b):
    d = [float(x - y) for x, y in zip(a, b)]
    mean = sum(d) / len(d)
    s2 = sum((x - mean) ** 2 for x in d) / (len(d) - 1)
    half = -t.ppf(0.025, df=len(d) - 1) * (s2 / len(d)) ** 0.5
    return np.array([mean, mean - half, mean + half])
""",
        "both_quantiles": """
def paired_interval(a, b):
    d = np.array(a) - np.array(b)
    sem = d.std(ddof=1) / len(d) ** 0.5
    m = d.mean()
    return m, m + t.ppf(0.025, len(d) - 1) * sem, m + t.ppf(0.975, len(d) - 1) * sem
""",
        "sum_of_squares": """
def paired_interval(a, b):
    d = a - b
    v = np.sum((d - d.mean()) ** 2) / (d.size - 1)
    w = t.isf(0.025, d.size - 1) * np.sqrt(v / d.size)
    m = d.mean()
    return [float(m), m - w, m + w]
""",
        "swapped_and_negated": """
def paired_interval(a, b):
    d = b - a
    m = -np.mean(d)
    h = t.ppf(0.975, d.size - 1) * np.sqrt(np.var(d, ddof=1) / d.size)
    return m, m - h, m + h
""",
    },
    ranking=(
        ("ends_swapped",),
        ("variance_for_deviation", "ends_only", "fixed_n", "root_too_early"),
        (
            "ddof_zero",
            "normal_quantile",
            "one_sided",
            "n_degrees",
            "unpaired",
            "unpaired_few",
            "divided_by_n",
            "spread_of_the_runs",
            "only_standard_error",
            "half_width",
        ),
    ),
    misconceptions=(
        Misconception(
            "unpaired",
            "def paired_interval(a, b):\n    n = len(a)\n"
            "    s = np.sqrt(np.var(a, ddof=1) + np.var(b, ddof=1))\n"
            "    half = t.ppf(0.975, 2 * n - 2) * s / np.sqrt(n)\n    gap = np.mean(a) - np.mean(b)\n"
            "    return gap, gap - half, gap + half",
            breaks=Values("alike"),
            message="Yours takes a and b as two separate groups. What both runs of a seed share then blurs their difference.",
            hint="Take the differences first, and their standard deviation.",
        ),
        Misconception(
            "unpaired_few",
            "def paired_interval(a, b):\n    n = len(a)\n"
            "    s = np.sqrt(np.var(a, ddof=1) + np.var(b, ddof=1))\n"
            "    half = t.ppf(0.975, n - 1) * s / np.sqrt(n)\n    gap = np.mean(a) - np.mean(b)\n"
            "    return gap, gap - half, gap + half",
            breaks=Values("alike"),
            message="Yours adds up the variances of a and b. What both runs of a seed share then blurs their difference.",
            hint="Take the differences first, and their standard deviation.",
        ),
        Misconception(
            "ddof_zero",
            _interval("np.mean(d), np.mean(d) - half, np.mean(d) + half").replace(", ddof=1", ""),
            breaks=Values("few"),
            message="Yours divides by n in the standard deviation. NumPy does that unless you say ddof=1.",
            hint="`np.std(d, ddof=1)` divides by n - 1.",
        ),
        Misconception(
            "normal_quantile",
            _interval("np.mean(d), np.mean(d) - half, np.mean(d) + half").replace("t.ppf(0.975, n - 1)", "1.96"),
            breaks=Values("few"),
            message="Yours takes 1.96, the quantile of the bell curve. s is only an estimate, so with few pairs t is larger.",
            hint="`t.ppf(0.975, n - 1)`: 12.7 for two pairs, 2.2 for twelve.",
        ),
        Misconception(
            "one_sided",
            _interval("np.mean(d), np.mean(d) - half, np.mean(d) + half").replace("0.975", "0.95"),
            breaks=Values("few"),
            message="Yours takes the quantile 0.95. That leaves out 5 % at each end, so 90 % remain.",
            hint="2.5 % at each end: the quantile 0.975.",
        ),
        Misconception(
            "n_degrees",
            _interval("np.mean(d), np.mean(d) - half, np.mean(d) + half").replace("n - 1)", "n)"),
            breaks=Values("few"),
            message="Yours takes t with n degrees of freedom. n differences around their own mean have n - 1.",
            hint="`t.ppf(0.975, n - 1)`.",
        ),
        Misconception(
            "spread_of_the_runs",
            _interval("np.mean(d), np.mean(d) - half, np.mean(d) + half").replace(" / np.sqrt(n)", ""),
            breaks=Values("few"),
            message="Yours leaves out the root of n. It says where one more difference would lie, not where the mean lies.",
            hint="The mean of n numbers scatters less than one of them: s / sqrt(n).",
        ),
        Misconception(
            "divided_by_n",
            _interval("np.mean(d), np.mean(d) - half, np.mean(d) + half").replace("np.sqrt(n)", "n"),
            breaks=Values("few"),
            message="Yours divides by n. The mean of n numbers scatters by s over the root of n.",
            hint="`s / np.sqrt(n)`.",
        ),
        Misconception(
            "only_standard_error",
            _interval("np.mean(d), np.mean(d) - half, np.mean(d) + half").replace("t.ppf(0.975, n - 1) * ", ""),
            breaks=Values("few"),
            message="Yours goes one standard error to each side. For 95 % that is to be multiplied by t.",
            hint="`t.ppf(0.975, n - 1)` standard errors.",
        ),
        Misconception(
            "variance_for_deviation",
            _interval("np.mean(d), np.mean(d) - half, np.mean(d) + half").replace("np.std(", "np.var("),
            breaks=Values("few"),
            message="Yours takes the variance of the differences. s is its root, the standard deviation.",
            hint="Take `np.std(d, ddof=1)`.",
        ),
        Misconception(
            "b_minus_a",
            _interval("np.mean(d), np.mean(d) - half, np.mean(d) + half").replace("a - b", "b - a"),
            breaks=Values("few"),
            message="Yours is b - a. Here a positive difference means that a is larger.",
            hint="`d = a - b`.",
        ),
        Misconception(
            "half_width",
            _interval("np.mean(d), half, half"),
            breaks=Values("few"),
            message="Yours returns the half width. The two ends are the mean minus it and the mean plus it.",
            hint="`mean - half` and `mean + half`.",
        ),
        Misconception(
            "ends_swapped",
            _interval("np.mean(d), np.mean(d) + half, np.mean(d) - half"),
            breaks=Values("few"),
            message="Yours returns the upper end first. The order is mean, low, high.",
            hint="`mean - half` comes before `mean + half`.",
        ),
        Misconception(
            "ends_only",
            _interval("np.mean(d) - half, np.mean(d) + half"),
            breaks=Aspect.SHAPE,
            message="Yours returns the two ends and leaves the mean difference out.",
            hint="Three numbers: mean, low, high.",
        ),
        Misconception(
            "fixed_n",
            """
def paired_interval(a, b):
    d = a - b
    n = 12
    half = t.ppf(0.975, n - 1) * np.std(d, ddof=1) / np.sqrt(n)
    return np.mean(d), np.mean(d) - half, np.mean(d) + half
""",
            breaks=Values("few"),
            message="Yours takes 12 differences, however many there are.",
            hint="`len(d)` says how many there are.",
        ),
        Misconception(
            "percentiles",
            """
def paired_interval(a, b):
    d = a - b
    return d.mean(), np.quantile(d, 0.025), np.quantile(d, 0.975)
""",
            breaks=Values("few"),
            message="Your ends are quantiles of the differences: where single differences lie. The interval says where their mean lies, and is narrower by the root of n.",
            hint="s over the root of n, times the quantile of t.",
        ),
        Misconception(
            "range",
            """
def paired_interval(a, b):
    d = [x - y for x, y in zip(a, b)]
    return sum(d) / len(d), min(d), max(d)
""",
            breaks=Values("few"),
            message="Your ends are the smallest and the largest difference. The interval says where the mean lies.",
            hint="s over the root of n, times the quantile of t.",
        ),
        Misconception(
            "root_too_early",
            """
def paired_interval(a, b):
    d = a - b
    n = len(d)
    s = np.sqrt(np.sum((d - d.mean()) ** 2)) / (n - 1)
    half = t.ppf(0.975, n - 1) * s / np.sqrt(n)
    return d.mean(), d.mean() - half, d.mean() + half
""",
            breaks=Values("few"),
            message="Yours takes the root before it divides by n - 1. The root is taken of the variance, and the division stands inside.",
            hint="s is `np.std(d, ddof=1)`.",
        ),
    ),
    wrong={
        "absolute_differences": """
def paired_interval(a, b):
    d = np.abs(a - b)
    h = t.ppf(0.975, len(d) - 1) * d.std(ddof=1) / len(d) ** 0.5
    return d.mean(), d.mean() - h, d.mean() + h
""",
        "mean_alone": "def paired_interval(a, b):\n    return np.mean(a - b)",
    },
    equivalent={
        ("len(d)", "len(d + d)"): "the sum of two arrays is as long as they are",
    },
)

SUPPORT = Answers(
    solution='support = "C"',
    explanation=(
        "Every interval contains 0, so no difference was shown. The intervals reach to about one percentage point on "
        "the right, so a difference of that size was not ruled out either."
    ),
    misconceptions=(
        Misconception(
            "means_alone",
            'support = "A"',
            breaks=Values("support"),
            message="Their means are higher in these twelve seeds. Their intervals contain 0, so chance may have done that.",
            hint="Where does each interval begin?",
        ),
        Misconception(
            "no_difference_shown",
            'support = "B"',
            breaks=Values("support"),
            message="That nothing was found does not mean that nothing is there. The intervals leave room for about one percentage point.",
            hint="How large a difference could hide inside the intervals?",
        ),
        Misconception(
            "everywhere",
            'support = "D"',
            breaks=Values("support"),
            message="These are small networks on digits. Nothing follows for deep ones, and section 6 has just shown a difference there.",
            hint="Which networks and which data were measured?",
        ),
    ),
)

ANSWERS = {
    "variants.leaky": LEAKY,
    "variants.kink": KINK,
    "variants.prelu_grads": PRELU,
    "variants.elu": ELU,
    "variants.moments": MOMENTS,
    "variants.paired_interval": PAIRED,
    "variants.support": SUPPORT,
}
