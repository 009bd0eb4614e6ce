"""Answers to notebook 01."""

from course_utils.autograder.answers import Answers, Misconception
from course_utils.autograder.properties import Aspect, Values

NO_ACTIVATION = Answers(
    solution='no_activation = "D"',
    explanation=(
        "Putting one affine layer into the next gives an affine layer again, so five of them are one: weights times "
        "inputs plus a bias."
    ),
    misconceptions=(
        Misconception(
            "degree_grows",
            'no_activation = "A"',
            breaks=Values("no_activation"),
            message="Powers of x come from multiplying x by itself. A layer multiplies x by weights alone.",
            hint="Multiply out (x w1 + b1) w2 + b2. Is there an x² anywhere?",
        ),
        Misconception(
            "layers_bend",
            'no_activation = "C"',
            breaks=Values("no_activation"),
            message="A bend needs something that treats one side differently from the other. Weights and biases do not.",
            hint="What is the slope of (x w1 + b1) w2 + b2 at x = -5, and at x = 5?",
        ),
        Misconception(
            "width_helps",
            'no_activation = "B"',
            breaks=Values("no_activation"),
            message="More units give larger matrices, and their product is still one matrix: still a straight line.",
            hint="What are the shapes of W1, W2 and W1 @ W2 when the hidden layer is a thousand units wide?",
        ),
    ),
)

COLLAPSE = Answers(
    solution="""
def collapse(W1, b1, W2, b2):
    return W1 @ W2, b1 @ W2 + b2
""",
    explanation="(X @ W1 + b1) @ W2 + b2 = X @ (W1 @ W2) + (b1 @ W2 + b2).",
    others={
        "probing": """
def collapse(W1, b1, W2, b2):
    def both(X):
        return (X @ W1 + b1) @ W2 + b2
    b = both(np.zeros((1, W1.shape[0])))[0]
    return both(np.eye(W1.shape[0])) - b, b
""",
        "einsum": """
def collapse(W1, b1, W2, b2):
    weights = np.einsum("ih,ho->io", W1, W2)
    bias = np.einsum("h,ho->o", b1, W2) + b2
    return [weights, bias]
""",
        "stacked": """
def collapse(*layers):
    W1, b1, W2, b2 = layers
    both = np.vstack([W1, b1]).dot(W2)
    return both[:-1], both[-1] + b2
""",
        "transposed": """
def collapse(W1, b1, W2, b2):
    W = (W2.T @ W1.T).T
    b = W2.T @ b1
    return W, b + b2
""",
    },
    ranking=(
        ("bias_first", "second_bias_lost", "first_bias_lost", "biases_lost", "second_bias_subtracted"),
        ("bias_as_a_table", "weights_only"),
    ),
    misconceptions=(
        Misconception(
            "order_swapped",
            "def collapse(W1, b1, W2, b2):\n    return W2 @ W1, b1 @ W2 + b2",
            breaks=Aspect.RUNS,
            message="Yours multiplies `W2 @ W1`. With one example a row, the first layer's weights stand first.",
            hint="X meets W1 first: X @ W1 @ W2.",
        ),
        Misconception(
            "order_swapped_everywhere",
            "def collapse(W1, b1, W2, b2):\n    return W2 @ W1, W2 @ b1 + b2",
            breaks=Aspect.RUNS,
            message="Yours is made for vectors that stand upright, W @ x. Here an example is a row, X @ W, and the order is the other one.",
            hint="Begin with (X @ W1 + b1) @ W2 + b2 and keep the order when you multiply out.",
        ),
        Misconception(
            "biases_added",
            "def collapse(W1, b1, W2, b2):\n    return W1 @ W2, b1 + b2",
            breaks=Aspect.RUNS,
            message="Yours adds the two biases. The first one still has to pass through the second layer's weights.",
            hint="Which factor stands behind b1 when you multiply out (X @ W1 + b1) @ W2?",
        ),
        Misconception(
            "first_bias_lost",
            "def collapse(W1, b1, W2, b2):\n    return W1 @ W2, b2",
            breaks=Values("biases"),
            message="Yours keeps the bias of the second layer and loses that of the first.",
            hint="(X @ W1 + b1) @ W2: both terms in the parentheses are multiplied by W2.",
        ),
        Misconception(
            "second_bias_lost",
            "def collapse(W1, b1, W2, b2):\n    return W1 @ W2, b1 @ W2",
            breaks=Values("biases"),
            message="Yours lets the first bias through and forgets the second one, `b2`.",
            hint="There is a `+ b2` at the very end of (X @ W1 + b1) @ W2 + b2.",
        ),
        Misconception(
            "elementwise_product",
            "def collapse(W1, b1, W2, b2):\n    return W1 * W2, b1 * W2 + b2",
            breaks=Aspect.RUNS,
            message="Yours multiplies element by element with `*`. Layers multiply as matrices.",
            hint="The matrix product is written `@`.",
        ),
        Misconception(
            "weights_only",
            "def collapse(W1, b1, W2, b2):\n    return W1 @ W2",
            breaks=Aspect.RETURNS,
            message="Yours returns the weights alone. A layer has a bias too.",
            hint="Return two things: `return W, b`.",
        ),
        Misconception(
            "bias_as_a_table",
            "def collapse(W1, b1, W2, b2):\n    return W1 @ W2, b1[np.newaxis] @ W2 + b2",
            breaks=Aspect.SHAPE,
            message="Your bias is a table with one row, of shape (1, k). A bias has the shape (k,).",
            hint="`b1 @ W2` works without a new axis, and `b.ravel()` takes one away.",
        ),
        Misconception(
            "bias_first",
            "def collapse(W1, b1, W2, b2):\n    return b1 @ W2 + b2, W1 @ W2",
            breaks=Aspect.SHAPE,
            message="Yours returns the two the other way round: bias first, then weights.",
            hint="Return the weights first: `return W, b`.",
        ),
        Misconception(
            "biases_lost",
            """
def collapse(W1, b1, W2, b2):
    W = W1 @ W2
    b = np.zeros(W.shape[1])
    return W, b
""",
            breaks=Values("biases"),
            message="Yours loses both biases: `b` is 0, whatever `b1` and `b2` are.",
            hint="What becomes of `b1` on its way through the second layer, and what is added there?",
        ),
        Misconception(
            "second_bias_subtracted",
            """
def collapse(W1, b1, W2, b2):
    return np.matmul(W1, W2), np.matmul(b1, W2) - b2
""",
            breaks=Values("biases"),
            message="Yours subtracts the second bias. A layer adds its bias.",
            hint="Write out (X W1 + b1) W2 + b2 without the brackets.",
        ),
        Misconception(
            "relu_between",
            """
def collapse(W1, b1, W2, b2):
    W = np.maximum(0, W1) @ W2
    b = np.maximum(0, b1) @ W2 + b2
    return W, b
""",
            breaks=Values("weights"),
            message="Yours puts a ReLU on the first layer's weights and bias. Neither of the two layers has an activation.",
            hint="Write out (X W1 + b1) W2 + b2 without the brackets: products and sums alone.",
        ),
        Misconception(
            "added_into_one",
            "def collapse(W1, b1, W2, b2):\n    return W1 @ W2 + (b1 @ W2 + b2)",
            breaks=Aspect.RETURNS,
            message="Yours adds weights and bias into one array. A layer has both, one beside the other.",
            hint="`return W, b` hands back two things.",
        ),
    ),
)

HINGE_COEFFICIENTS = Answers(
    solution="""
def hinge_coefficients(knots, values):
    slopes = np.diff(values) / np.diff(knots)
    return np.diff(slopes, prepend=0)
""",
    explanation=(
        "Each coefficient is the change of slope at its knot. Left of the first knot the slope is 0, so the first "
        "coefficient is the first slope itself."
    ),
    others={
        "loop": """
def hinge_coefficients(knots, values):
    coefficients = []
    slope_so_far = 0.0
    for i in range(len(knots) - 1):
        slope = (values[i + 1] - values[i]) / (knots[i + 1] - knots[i])
        coefficients.append(slope - slope_so_far)
        slope_so_far = slope
    return np.array(coefficients)
""",
        "running_sum": """
def hinge_coefficients(k, y):
    a = np.zeros(len(k) - 1)
    for i in range(len(a)):
        reached = y[0] + np.sum(a[:i] * (k[i + 1] - k[:i]))
        a[i] = (y[i + 1] - reached) / (k[i + 1] - k[i])
    return a
""",
        "linear_system": """
def hinge_coefficients(knots, values):
    hinges = np.maximum(0, knots[1:, np.newaxis] - knots[np.newaxis, :-1])
    return np.linalg.solve(hinges, values[1:] - values[0])
""",
        "slices": """
def hinge_coefficients(knots, values):
    slopes = (values[1:] - values[:-1]) / (knots[1:] - knots[:-1])
    slopes[1:] = slopes[1:] - slopes[:-1]
    return slopes
""",
    },
    ranking=(
        ("a_list",),
        (
            "even_spacing_assumed",
            "sign_reversed",
            "flat_at_the_end",
            "constant_included",
            "previous_coefficient_subtracted",
        ),
        ("first_missing", "last_missing", "first_zero"),
        ("slopes", "one_slope", "change_of_slope_over_distance"),
    ),
    misconceptions=(
        Misconception(
            "slopes",
            "def hinge_coefficients(knots, values):\n    return np.diff(values) / np.diff(knots)",
            breaks=Values("even"),
            message="Yours returns the slopes of the pieces. A coefficient is the change of slope at its knot.",
            hint="The hinges before it are still rising: take off the slope that is already there.",
        ),
        Misconception(
            "rises",
            "def hinge_coefficients(knots, values):\n    return np.diff(values)",
            breaks=Values("one_piece"),
            message="Yours returns how much the values rise from knot to knot. A slope is that, divided by the distance.",
            hint="Divide by `np.diff(knots)`, and then take the change of slope.",
        ),
        Misconception(
            "changes_of_rise",
            "def hinge_coefficients(knots, values):\n    return np.diff(np.diff(values), prepend=0)",
            breaks=Values("one_piece"),
            message="Yours takes the change of the rise. It is right for knots at distance 1; a slope is rise divided by distance.",
            hint="Divide by `np.diff(knots)` first.",
        ),
        Misconception(
            "sign_reversed",
            "def hinge_coefficients(knots, values):\n    slopes = np.diff(values) / np.diff(knots)\n    return np.concatenate([slopes[:1], slopes[:-1] - slopes[1:]])",
            breaks=Values("even"),
            message="Yours takes the slope before the knot minus the slope after it. A hinge that bends upward has a positive coefficient.",
            hint="After minus before.",
        ),
        Misconception(
            "first_missing",
            "def hinge_coefficients(knots, values):\n    return np.diff(np.diff(values) / np.diff(knots))",
            breaks=Aspect.SHAPE,
            message="Yours has the bends between the pieces and not the first hinge, which starts the first piece.",
            hint="Before the first knot the slope is 0. `np.diff` has an argument `prepend`.",
        ),
        Misconception(
            "flat_at_the_end",
            "def hinge_coefficients(knots, values):\n    return np.diff(np.diff(values) / np.diff(knots), prepend=0, append=0)",
            breaks=Aspect.SHAPE,
            message="Yours adds a hinge at the last knot that brings the slope back to 0. Nothing is asked of the line behind the last knot.",
            hint="n knots have n - 1 pieces between them, and so n - 1 hinges.",
        ),
        Misconception(
            "upside_down",
            "def hinge_coefficients(knots, values):\n    return np.diff(np.diff(knots) / np.diff(values), prepend=0)",
            breaks=Values("one_piece"),
            message="Yours divides distance by rise. A slope is rise divided by distance.",
            hint="`np.diff(values)` is the rise and belongs on top.",
        ),
        Misconception(
            "even_spacing_assumed",
            "def hinge_coefficients(knots, values):\n    h = knots[1] - knots[0]\n    return np.diff(np.diff(values) / h, prepend=0)",
            breaks=Values("uneven"),
            message="Yours divides every rise by the distance of the first two knots. The distances may differ.",
            hint="`np.diff(knots)` has the distance of every pair of neighbors.",
        ),
        Misconception(
            "change_of_slope_over_distance",
            "def hinge_coefficients(knots, values):\n    h = np.diff(knots)\n    return np.diff(np.diff(values) / h, prepend=0) / h",
            breaks=Values("one_piece"),
            message="Yours divides by the distance once more: that is a second derivative. A hinge changes the slope at once.",
            hint="Divide the rises by the distances, and leave the changes of slope as they are.",
        ),
        Misconception(
            "a_list",
            """
def hinge_coefficients(knots, values):
    slopes = [(values[i + 1] - values[i]) / (knots[i + 1] - knots[i]) for i in range(len(knots) - 1)]
    return [b - a for a, b in zip([0.0] + slopes, slopes)]
""",
            breaks=Aspect.RETURNS,
            message="Yours hands back a list. A NumPy array is asked for.",
            hint="`np.array(...)` makes an array of a list.",
        ),
        Misconception(
            "first_zero",
            """
def hinge_coefficients(knots, values):
    slopes = np.diff(values) / np.diff(knots)
    a = np.zeros(len(knots) - 1)
    for i in range(1, len(a)):
        a[i] = slopes[i] - slopes[i - 1]
    return a
""",
            breaks=Values("one_piece"),
            message="Your first coefficient is 0. Left of the first knot the sum is flat, so the first hinge brings the whole slope of the first piece.",
            hint="By how much does the slope change at the first knot?",
        ),
        Misconception(
            "previous_coefficient_subtracted",
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
            breaks=Values("even"),
            message="Yours subtracts the coefficient before. The change of slope is the slope after the knot minus the slope before it.",
            hint="Keep the slopes in an array of their own.",
        ),
        Misconception(
            "last_missing",
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
            breaks=Aspect.SHAPE,
            message="Yours has one coefficient too few: the last piece has a hinge as well.",
            hint="Each piece begins at a knot with a hinge. How many pieces are there?",
        ),
        Misconception(
            "constant_included",
            """
def hinge_coefficients(knots, values):
    slopes = np.diff(values) / np.diff(knots)
    a = np.diff(slopes, prepend=0)
    return np.concatenate(([values[0]], a))
""",
            breaks=Aspect.SHAPE,
            message="Yours has one number too many in front: the value at the first knot, which is the constant of the sum and no hinge.",
            hint="Only the hinges have coefficients.",
        ),
        Misconception(
            "moved_by_one",
            """
def hinge_coefficients(knots, values):
    slopes = np.diff(values) / np.diff(knots)
    return np.diff(slopes, append=0)
""",
            breaks=Values("one_piece"),
            message="Yours is one knot ahead: each coefficient is the change of slope at the knot after.",
            hint="The first coefficient belongs to the first knot, before which the slope is 0.",
        ),
        Misconception(
            "one_slope",
            """
def hinge_coefficients(knots, values):
    m = (values[-1] - values[0]) / (knots[-1] - knots[0])
    return np.full(len(knots) - 1, m)
""",
            breaks=Values("even"),
            message="Yours has one slope for all pieces: that of the line from the first point to the last.",
            hint="Each piece has a slope of its own, from its two ends.",
        ),
    ),
)

THEOREM = Answers(
    solution='theorem = "D"',
    explanation="The theorem says that weights exist. It does not say how many, nor that training finds them.",
    misconceptions=(
        Misconception(
            "training_finds_them",
            'theorem = "A"',
            breaks=Values("theorem"),
            message="The theorem says that such weights exist. Whether training gets there is another question.",
            hint="Is there a word about training in the theorem?",
        ),
        Misconception(
            "relu_alone",
            'theorem = "B"',
            breaks=Values("theorem"),
            message="Any continuous activation that is not a polynomial will do: sigmoid and tanh as well.",
            hint="Which activations do Leshno and his co-authors rule out?",
        ),
        Misconception(
            "fixed_number",
            'theorem = "C"',
            breaks=Values("theorem"),
            message="How many units it takes depends on the curve and on the error. No number is enough for all curves.",
            hint="How many straight pieces does a curve with a thousand wiggles need?",
        ),
    ),
)

XOR = Answers(
    solution="""
W1 = np.array([[1.0, 1.0], [1.0, 1.0]])
b1 = np.array([0.0, -1.0])
W2 = np.array([[1.0], [-2.0]])
b2 = np.array([0.0])
""",
    explanation="Both units see how many inputs are 1. The hinge at 0 rises with slope 1, the one at 1 turns it to -1.",
    others={
        "distance": """
W1 = np.array([[1.0, -1.0], [-1.0, 1.0]])
b1 = np.zeros(2)
W2 = np.ones((2, 1))
b2 = np.zeros(1)
""",
        "integers": """
W1 = np.array([[1, 1], [1, 1]])
b1 = np.array([0, -1])
W2 = np.array([[1], [-2]])
b2 = np.array([0])
""",
        "from_above": """
W1 = np.array([[-1.0, 1.0], [-1.0, 1.0]])
b1 = np.array([1.0, -1.0])
W2 = np.array([[-1.0], [-1.0]])
b2 = np.array([1.0])
""",
        "lists": """
W1 = [[2.0, 4.0], [2.0, 4.0]]
b1 = [0.0, -4.0]
W2 = [0.5, -0.5]
b2 = 0
""",
    },
    ranking=(("plain_or", "one_difference"), ("result_scaled",)),
    misconceptions=(
        Misconception(
            "all_zero",
            "W1, b1, W2, b2 = np.zeros((2, 2)), np.zeros(2), np.zeros((2, 1)), np.zeros(1)",
            breaks=Values("input_01"),
            message="With all weights at 0 nothing of the inputs gets through.",
            hint="Begin with a unit that adds the two inputs: weights 1 and 1.",
        ),
        Misconception(
            "plain_or",
            "W1 = np.array([[1.0, 1.0], [1.0, 1.0]])\nb1 = np.array([0.0, -1.0])\nW2 = np.array([[1.0], [-1.0]])\nb2 = np.array([0.0])",
            breaks=Values("input_11"),
            message="Yours is the plain or: for (1, 1) it answers 1. The second hinge stops the rise; it should turn it round.",
            hint="The slope is 1 before the second hinge and should be -1 after it. What is the change?",
        ),
        Misconception(
            "same_hinge_twice",
            "W1 = np.array([[1.0, 1.0], [1.0, 1.0]])\nb1 = np.array([0.0, 0.0])\nW2 = np.array([[1.0], [-2.0]])\nb2 = np.array([0.0])",
            breaks=Values("input_01"),
            message="Both of your hinges bend at the same place, so together they make one hinge.",
            hint="Move the second one with its bias.",
        ),
        Misconception(
            "bias_with_wrong_sign",
            "W1 = np.array([[1.0, 1.0], [1.0, 1.0]])\nb1 = np.array([0.0, 1.0])\nW2 = np.array([[1.0], [-2.0]])\nb2 = np.array([0.0])",
            breaks=Values("input_01"),
            message="Your second unit bends at -1, where none of the four inputs is. A bias b puts the bend at -b.",
            hint="To bend at 1, the bias is -1.",
        ),
        Misconception(
            "output_weights_as_a_row",
            "W1 = np.array([[1.0, 1.0], [1.0, 1.0]])\nb1 = np.array([0.0, -1.0])\nW2 = np.array([[1.0, -2.0]])\nb2 = np.array([0.0])",
            breaks=Values("input_00"),
            message="Your `W2` is a row. It needs one row for each hidden unit and one column for the output: shape (2, 1).",
            hint="`np.array([[1.0], [2.0]])` has the shape (2, 1).",
        ),
        Misconception(
            "plain_and",
            "W1 = np.array([[1.0, 1.0], [1.0, 1.0]])\nb1 = np.array([-1.0, -1.0])\nW2 = np.array([[0.5], [0.5]])\nb2 = np.array([0.0])",
            breaks=Values("input_01"),
            message="Yours is the plain and: it answers 1 for (1, 1) alone.",
            hint="At a count of 1 the answer should be 1 already. Where does your first hinge begin to rise?",
        ),
        Misconception(
            "result_shifted",
            "W1 = np.array([[1.0, 1.0], [1.0, 1.0]])\nb1 = np.array([0.0, -1.0])\nW2 = np.array([[1.0], [-2.0]])\nb2 = np.array([0.5])",
            breaks=Values("input_00"),
            message="All four answers lie too high or too low by the same amount. The shape of the hat is there.",
            hint="What does `b2` add to every answer?",
        ),
        Misconception(
            "result_scaled",
            "W1 = np.array([[1.0, 1.0], [1.0, 1.0]])\nb1 = np.array([0.0, -1.0])\nW2 = np.array([[2.0], [-4.0]])\nb2 = np.array([0.0])",
            breaks=Values("input_01"),
            message="All four answers are a multiple of what is due. The shape of the hat is there.",
            hint="The hat should be 1 high: divide `W2` by its height.",
        ),
        Misconception(
            "answers_swapped",
            "W1 = np.array([[1.0, 1.0], [1.0, 1.0]])\nb1 = np.array([0.0, -1.0])\nW2 = np.array([[-1.0], [2.0]])\nb2 = np.array([1.0])",
            breaks=Values("input_00"),
            message="Yours answers 1 where the two inputs are the same. The exclusive or is 1 where they differ.",
            hint="Turn the hat round: the signs of `W2`, and where it stands, `b2`.",
        ),
        Misconception(
            "one_difference",
            "W1 = np.array([[1.0, -1.0], [-1.0, 1.0]])\nb1 = np.array([0.0, 0.0])\nW2 = np.array([[1.0], [0.0]])\nb2 = np.array([0.0])",
            breaks=Values("input_01"),
            message="Yours answers 1 for one of the two inputs that differ, and 0 for the other.",
            hint="One unit sees when the first input is the larger. What does the other unit have to see, and how do the two join?",
        ),
    ),
)

REGIONS = Answers(
    setup="import numpy as np\nfrom math import comb",
    solution="""
def regions(n, d):
    return sum(comb(n, j) for j in range(d + 1))
""",
    explanation="The sum C(n, 0) + C(n, 1) + ... + C(n, d), term by term.",
    others={
        "loop": """
def regions(n, d):
    total = 0
    for j in range(d + 1):
        total += comb(n, j)
    return total
""",
        "one_cut_after_another": """
def regions(n, d):
    if n == 0 or d == 0:
        return 1
    return regions(n - 1, d) + regions(n - 1, d - 1)
""",
        "by_hand": """
def regions(n, d):
    term, total = 1, 1
    for j in range(1, d + 1):
        term = term * (n - j + 1) // j
        total += term
    return total
""",
        "scipy": """
def regions(n, d):
    from scipy.special import comb as binomial
    return float(np.sum(binomial(n, np.arange(d + 1))))
""",
    },
    ranking=(("plane_only",),),
    misconceptions=(
        Misconception(
            "every_pattern",
            "def regions(n, d):\n    return 2 ** n",
            breaks=Values("plane"),
            message="Yours counts every pattern of on and off. With more units than inputs, some patterns never occur.",
            hint="Three lines in the plane give 7 regions, not 8.",
        ),
        Misconception(
            "last_term_missing",
            "def regions(n, d):\n    return sum(comb(n, j) for j in range(d))",
            breaks=Values("plane"),
            message="Yours stops one term early: `range(d)` ends at d - 1.",
            hint="The sum goes up to j = d, included.",
        ),
        Misconception(
            "first_term_missing",
            "def regions(n, d):\n    return sum(comb(n, j) for j in range(1, d + 1))",
            breaks=Values("none"),
            message="Yours leaves out j = 0: the one region that is there before anything cuts.",
            hint="What should yours say for n = 0?",
        ),
        Misconception(
            "plane_only",
            "def regions(n, d):\n    return 1 + n + n * (n - 1) // 2",
            breaks=Values("line"),
            message="Yours leaves d out, and counts as in the plane.",
            hint="The sum has d + 1 terms; for d = 2 they are 1, n and n (n - 1) / 2.",
        ),
        Misconception(
            "last_term_alone",
            "def regions(n, d):\n    return comb(n, d)",
            breaks=Values("plane"),
            message="Yours is the last term of the sum alone.",
            hint="Add up the terms for j = 0, 1, ..., d.",
        ),
        Misconception(
            "returns_inside_the_loop",
            "def regions(n, d):\n    total = 0\n    for j in range(d + 1):\n        total += comb(n, j)\n        return total",
            breaks=Values("plane"),
            message="Yours always answers 1, the first term of the sum. Does it return inside the loop?",
            hint="Indent `return` as far as `for`, so that it runs after the loop.",
        ),
        Misconception(
            "swapped",
            "def regions(n, d):\n    return sum(comb(d, j) for j in range(n + 1))",
            breaks=Values("plane"),
            message="Yours has n and d the other way round.",
            hint="n things are chosen from, and j runs up to d: `comb(n, j)`.",
        ),
        Misconception(
            "two_to_the_d",
            """
def regions(n, d):
    return 2 ** d
""",
            breaks=Values("plane"),
            message="Yours is 2 to the power of d, whatever n is. More lines make more regions.",
            hint="Try 3 lines in the plane, on paper: how many regions?",
        ),
        Misconception(
            "line_only",
            """
def regions(n, d):
    cuts = n
    return cuts + 1
""",
            breaks=Values("plane"),
            message="Yours leaves d out, and counts as on a line: n + 1.",
            hint="In the plane, a new line also crosses the lines that are there.",
        ),
        Misconception(
            "n_times_d",
            """
def regions(n, d):
    return n * d + 1
""",
            breaks=Values("plane"),
            message="Yours multiplies n by d. The count is a sum of binomial coefficients.",
            hint="Write out the sum for 3 lines in the plane: 1 + 3 + 3.",
        ),
        Misconception(
            "terms_multiplied",
            """
def regions(n, d):
    result = 1
    for j in range(d + 1):
        result *= comb(n, j)
    return result
""",
            breaks=Values("plane"),
            message="Yours multiplies the terms. They are added.",
            hint="Begin at 0 and add `comb(n, j)`.",
        ),
        Misconception(
            "one_term_too_many",
            """
def regions(n, d):
    total = 0
    for j in range(d + 2):
        total += comb(n, j)
    return total
""",
            breaks=Values("plane"),
            message="Yours goes one term too far: the last j is d.",
            hint="`range(d + 1)` ends at d.",
        ),
    ),
)

MYSTERY = Answers(
    solution="""
mixing = ["c", "g"]
bounded = ["a", "f"]
falling = ["b", "f"]
straight = ["d"]
""",
    explanation=(
        "a is x / (1 + |x|), b is Swish, c softmax, d 0.5 x - 1, e sign(x) log(1 + |x|), which grows slowly and without "
        "end, f the sine, and g takes the mean off, so that every output depends on all inputs."
    ),
    others={
        "other_order": """
mixing = ["g", "c"]
bounded = ["f", "a"]
falling = ["f", "b"]
straight = ["d"]
""",
        "texts_to_lists": """
mixing, bounded, falling, straight = map(list, ("cg", "af", "fb", "d"))
""",
        "tuples_and_capitals": """
mixing = ("C", "G")
bounded = ("A", "F")
falling = ("B", "F")
straight = ("D",)
""",
    },
    ranking=(("slow_growth_taken_for_bounded", "dip_overlooked"),),
    misconceptions=(
        Misconception(
            "slow_growth_taken_for_bounded",
            'mixing = ["c", "g"]\nbounded = ["a", "e", "f"]\nfalling = ["b", "f"]\nstraight = ["d"]',
            breaks=Values("bounded"),
            message="One of your bounded functions grows without end, only slowly.",
            hint="Try inputs such as 1e6, 1e12 and 1e100.",
        ),
        Misconception(
            "centering_overlooked",
            'mixing = ["c"]\nbounded = ["a", "f"]\nfalling = ["b", "f"]\nstraight = ["d", "g"]',
            breaks=Values("mixing"),
            message="One of your straight lines looks at all of its inputs. On inputs whose mean is 0 it does not show.",
            hint="Try `np.array([1.0, 2.0, 6.0])`, and then change only the last number.",
        ),
        Misconception(
            "shares_taken_for_bounded",
            'mixing = ["g"]\nbounded = ["a", "c", "f"]\nfalling = ["b", "f"]\nstraight = ["d"]',
            breaks=Values("mixing"),
            message="One of your bounded functions mixes its inputs: its outputs are shares of one whole.",
            hint="Add up the outputs of each function for an array of four numbers.",
        ),
        Misconception(
            "dip_overlooked",
            'mixing = ["c", "g"]\nbounded = ["a", "f"]\nfalling = ["f"]\nstraight = ["d"]',
            breaks=Values("falling"),
            message="One more function falls somewhere: it has a shallow dip left of 0.",
            hint="Look closely between -8 and 0.",
        ),
    ),
)

ANSWERS = {
    "activation.no_activation": NO_ACTIVATION,
    "activation.collapse": COLLAPSE,
    "activation.hinge_coefficients": HINGE_COEFFICIENTS,
    "activation.theorem": THEOREM,
    "activation.xor": XOR,
    "activation.regions": REGIONS,
    "activation.mystery": MYSTERY,
}
