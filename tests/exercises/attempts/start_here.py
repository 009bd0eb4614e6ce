"""Attempts at the exercise of notebook 00."""

from tests.exercises.attempts import Attempt

# New names that ought to exist (name: what is told to the learner):
#   halves: Yours takes half of the number. Twice is multiplied by 2.
#   to_the_power_of_itself: Yours raises x to the power of x: 2 becomes 4, which looks right, but 3 becomes 27.
#   sign_lost: Yours doubles the size and loses the sign: -3 should become -6.
#   negatives_to_zero: Yours gives 0 for negative numbers. Twice -3 is -6.
#   nothing_for_negatives: Yours gives None for numbers that are not positive.
#   cuts_decimals: Yours cuts the decimals off before it doubles.
#   always_the_same: Yours gives the same for every input.
#   gives_text: Yours gives a text back, and not a number.
ATTEMPTS = {
    "start.double": {
        "prints_a_sentence": Attempt(
            """
def double(x):
    print(f"Twice {x} is {x * 2}")
""",
            due=("prints",),
            share=(0.0, 0.2),
        ),
        "return_forgotten": Attempt(
            """
def double(x):
    result = x * 2
    result
""",
            due=("prints",),
            share=(0.0, 0.2),
        ),
        "squares_and_prints": Attempt(
            """
def double(x):
    answer = x ** 2
    print(answer)
    return print(answer)
""",
            due=("prints", "squares"),
            share=(0.0, 0.2),
        ),
        "power_by_multiplication": Attempt(
            """
def double(x):
    y = x * x
    return y
""",
            due=("squares",),
            share=(0.0, 0.33),
        ),
        "squares_whole_numbers": Attempt(
            """
def double(x):
    x = int(x)
    return x * x
""",
            due=("squares", "cuts_decimals"),
            share=(0.0, 0.33),
        ),
        "to_the_power_of_itself": Attempt(
            """
def double(x):
    return x ** x
""",
            due=("to_the_power_of_itself",),
            share=(0.0, 0.33),
        ),
        "triple": Attempt(
            """
def double(x):
    total = x
    for i in range(2):
        total = total + x
    return total
""",
            due=("result_scaled",),
            share=(0.0, 0.33),
        ),
        "half": Attempt(
            """
def double(x):
    return x / 2
""",
            due=("halves", "result_scaled"),
            share=(0.0, 0.33),
        ),
        "whole_half": Attempt(
            """
def double(number):
    half = number // 2
    return half
""",
            due=("halves",),
            share=(0.0, 0.33),
        ),
        "count_up": Attempt(
            """
def double(x):
    y = x
    for i in range(x):
        y += 1
    return y
""",
            due=("form_no_whole_number",),
            share=(0.0, 0.6),
        ),
        "loop_adds_two": Attempt(
            """
def double(x):
    for i in [1, 2]:
        x += 1
    return x
""",
            due=("adds_two",),
            share=(0.0, 0.33),
        ),
        "twice_and_one": Attempt(
            """
def double(x):
    return x + x + 1
""",
            due=("result_shifted",),
            share=(0.0, 0.33),
        ),
        "sign_lost": Attempt(
            """
def double(x):
    if x < 0:
        x = -x
    return 2 * x
""",
            due=("sign_lost", "result_absolute"),
            share=(0.1, 0.6),
        ),
        "relu_of_it": Attempt(
            """
def double(x):
    return max(0, 2 * x)
""",
            due=("negatives_to_zero", "result_cut_at_zero"),
            share=(0.1, 0.6),
        ),
        "no_else": Attempt(
            """
def double(x):
    if x > 0:
        return x * 2
""",
            due=("nothing_for_negatives", "form_nothing_returned"),
            share=(0.1, 0.6),
        ),
        "whole_numbers_alone": Attempt(
            """
def double(x):
    return int(x) * 2
""",
            due=("cuts_decimals",),
            share=(0.2, 0.8),
        ),
        "refuses_fractions": Attempt(
            """
def double(x):
    if not isinstance(x, int):
        raise TypeError("x must be an integer")
    return x * 2
""",
            due=("form_refuses",),
            shows="TypeError",
            share=(0.2, 0.8),
        ),
        "text_twice": Attempt(
            """
def double(x):
    return str(x) * 2
""",
            due=("gives_text",),
            share=(0.0, 0.2),
        ),
        "right_as_text": Attempt(
            """
def double(x):
    return f"{2 * x}"
""",
            due=("gives_text",),
            share=(0.0, 0.5),
        ),
        "both": Attempt(
            """
def double(x):
    twice = 2 * x
    return x, twice
""",
            due=("form_extra_results", "unchanged"),
            share=(0.0, 0.5),
        ),
        "in_a_list": Attempt(
            """
def double(x):
    out = []
    out.append(2 * x)
    return out
""",
            due=("form_list", "form_dimension_added"),
            share=(0.0, 0.7),
        ),
        "input_overwritten": Attempt(
            """
def double(x):
    x = 2
    return 2 * x
""",
            due=("always_the_same", "result_constant"),
            share=(0.0, 0.2),
        ),
        "minus_instead_of_plus": Attempt(
            """
def double(x):
    return x - x
""",
            due=("always_the_same", "result_scaled", "result_constant"),
            share=(0.0, 0.2),
        ),
        "parameter_returned": Attempt(
            """
def double(x):
    y = x * 2
    return x
""",
            due=("unchanged",),
            share=(0.0, 0.33),
        ),
    },
}
