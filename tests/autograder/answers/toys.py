"""Answers to the toys."""

from course_utils.autograder.answers import Answers, Family, Misconception
from course_utils.autograder.properties import Aspect, Values

ANSWERS = {
    "toy.half": Answers(
        solution="def half(x):\n    return x / 2",
        others={"times": "half = lambda x: x * 0.5"},
        misconceptions=(
            Misconception("identity", "def half(x):\n    return x", Values("positive"), "It is whole.", "Halve it."),
            Misconception(
                "whole",
                "def half(x):\n    return np.asarray(x).astype(int)",
                Aspect.DTYPE,
                "Cut off.",
                "Keep fractions.",
            ),
        ),
        families=(
            Family(
                "lifted_left",
                "def half(x):\n    return x / 2 + PARAMETER * (np.asarray(x) < 0)",
                (1.0, 2.0),
                Values("negative"),
                "Yours lifts the left side.",
                "Which term is there for negative numbers alone?",
                "It is higher by {parameter}.",
            ),
        ),
    ),
    "toy.counter": Answers(
        solution="""
class Counter:
    def __init__(self):
        self.total = 0
    def add(self, step):
        self.total += step
""",
        others={
            "property": """
class Counter:
    def __init__(self):
        self._steps = []
    def add(self, step):
        self._steps.append(step)
    @property
    def total(self):
        return sum(self._steps)
"""
        },
        misconceptions=(
            Misconception(
                "shared_state",
                """
class Counter:
    steps = []
    def add(self, step):
        self.steps.append(step)
    @property
    def total(self):
        return sum(self.steps)
""",
                Values("steps"),
                "All of your counters share one total.",
                "Set it in __init__.",
            ),
        ),
    ),
    "toy.make_line": Answers(
        solution="def make_line(slope):\n    return lambda x: slope * x",
        others={
            "partial": "from functools import partial\nimport operator\n"
            "def make_line(slope):\n    return partial(operator.mul, slope)"
        },
        misconceptions=(
            Misconception(
                "ignores_slope",
                "def make_line(slope):\n    return lambda x: x",
                Values("lines"),
                "The slope is 1, whatever was asked for.",
                "Use the slope.",
            ),
        ),
    ),
    "toy.codec": Answers(
        solution="encode = lambda text: text[::-1] + '!'\ndecode = lambda text: text[:-1][::-1]",
        others={"hex": "encode = lambda text: text.encode().hex()\ndecode = lambda text: bytes.fromhex(text).decode()"},
        misconceptions=(
            Misconception(
                "does_nothing",
                "encode = decode = lambda text: text",
                Values("texts"),
                "Yours leaves the text as it is.",
                "Change something.",
            ),
        ),
    ),
    "toy.root": Answers(
        solution="root = 2 ** 0.5",
        others={"negative": "root = -(2 ** 0.5)"},
        misconceptions=(Misconception("half", "root = 1.0", Values("square"), "That is half of 2.", "Square it."),),
    ),
    "toy.pair": Answers(
        solution="low, high = 1, [2.0, 3.0]",
        misconceptions=(
            Misconception("swapped", "low, high = [2.0, 3.0], 1", Aspect.RETURNS, "They are swapped.", "Swap them."),
        ),
    ),
    "toy.sign": Answers(
        solution="def sign(x):\n    return 1.0",
        others={"minus": "def sign(x):\n    return -1"},
        misconceptions=(Misconception("zero", "def sign(x):\n    return 0.0", Values("unit"), "Zero.", "Not zero."),),
    ),
}
