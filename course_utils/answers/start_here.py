"""Answers to notebook 00."""

from course_utils.autograder.answers import Answers, Misconception
from course_utils.autograder.properties import Aspect, Values

ANSWERS = {
    "start.double": Answers(
        solution="""
def double(x):
    return 2 * x
""",
        explanation="Two times x, handed back with `return`.",
        others={
            "sum": """
def double(x):
    return x + x
""",
            "lambda": "double = lambda number: number * 2",
            "numpy": """
import numpy as np

def double(x):
    result = np.multiply(x, 2)
    return result
""",
        },
        misconceptions=(
            Misconception(
                "prints",
                """
def double(x):
    print(2 * x)
""",
                breaks=Aspect.RETURNS,
                message="Yours gives `None` back for every input, as a function does that prints its result.",
                hint="Write `return` where you wrote `print`.",
            ),
            Misconception(
                "squares",
                """
def double(x):
    return x ** 2
""",
                breaks=Values("negative"),
                message="Yours squares: 2 becomes 4, which looks right, but 3 becomes 9.",
                hint="`**` raises to a power. You want `*`.",
            ),
            Misconception(
                "adds_two",
                """
def double(x):
    return x + 2
""",
                breaks=Values("negative"),
                message="Yours adds 2: right for 2, which becomes 4, and wrong for all others.",
                hint="Doubling 10 gives 20. What does yours give?",
            ),
            Misconception(
                "unchanged",
                """
def double(x):
    return x
""",
                breaks=Values("positive"),
                message="Yours hands its input back as it is.",
                hint="The result should be twice the input.",
            ),
        ),
    ),
}
