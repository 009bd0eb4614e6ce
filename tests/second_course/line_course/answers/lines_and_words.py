"""Answers to notebook 1."""

from course_utils.autograder.answers import Answers, Misconception
from course_utils.autograder.properties import Values

ANSWERS = {
    "lines.fit_line": Answers(
        solution="""
def fit_line(x, y):
    slope, intercept = np.polyfit(x, y, 1)
    return slope, intercept
""",
        explanation="A line is a polynomial of degree 1, and polyfit's highest power comes first.",
        others={
            "covariance": """
def fit_line(x, y):
    slope = np.cov(x, y)[0, 1] / np.var(x, ddof=1)
    return slope, np.mean(y) - slope * np.mean(x)
""",
            "lstsq": """
def fit_line(x, y):
    return tuple(np.linalg.lstsq(np.column_stack([x, np.ones_like(x)]), y)[0])
""",
            "polynomial": """
def fit_line(x, y):
    intercept, slope = np.polynomial.Polynomial.fit(x, y, 1).convert().coef
    return slope, intercept
""",
        },
        ranking=(("swapped",), ("two_points", "x_from_y")),
        misconceptions=(
            Misconception(
                "swapped",
                "def fit_line(x, y):\n    return tuple(np.polyfit(x, y, 1)[::-1])",
                breaks=Values("exact"),
                message="Yours returns the intercept first and the slope second.",
                hint="The slope comes first.",
            ),
            Misconception(
                "through_the_origin",
                "def fit_line(x, y):\n    return np.sum(x * y) / np.sum(x * x), 0.0",
                breaks=Values("exact"),
                message="Your line goes through the origin, wherever the points are.",
                hint="A line has an intercept, which is to be found as well.",
            ),
            Misconception(
                "two_points",
                """
def fit_line(x, y):
    slope = (y[-1] - y[0]) / (x[-1] - x[0])
    return slope, y[0] - slope * x[0]
""",
                breaks=Values("scattered"),
                message="Your line goes through the first and the last point, and the others do not count.",
                hint="Every point pulls at the line.",
            ),
            Misconception(
                "x_from_y",
                """
def fit_line(x, y):
    slope, intercept = np.polyfit(y, x, 1)
    return 1 / slope, -intercept / slope
""",
                breaks=Values("scattered"),
                message="Your line keeps the distances in x small, and not those in y.",
                hint="The squares to add up are those of `y - (slope * x + intercept)`.",
            ),
        ),
        wrong={"rounded": "def fit_line(x, y):\n    return tuple(np.round(np.polyfit(x, y, 1), 2))"},
    ),
    "lines.most_common_word": Answers(
        solution="""
def most_common_word(text):
    words = [word.strip(".,;:!?") for word in text.lower().split()]
    return max(words, key=words.count)
""",
        explanation="`max` keeps the first of several words with the same count.",
        others={
            "counter": """
from collections import Counter

def most_common_word(text):
    return Counter(word.strip(".,;:!?") for word in text.lower().split()).most_common(1)[0][0]
""",
            "regular_expression": """
import re
import statistics

def most_common_word(text):
    return statistics.mode(re.findall(r"\\w+", text.lower()))
""",
            "loop": """
def most_common_word(text):
    counts = {}
    for sign in ".,;:!?":
        text = text.replace(sign, " ")
    for word in text.lower().split():
        counts[word] = counts.get(word, 0) + 1
    best = ""
    for word in counts:
        if counts[word] > counts.get(best, 0):
            best = word
    return best
""",
        },
        ranking=(("last_of_several", "capitals_differ", "signs_stay", "empty_words"),),
        misconceptions=(
            Misconception(
                "longest",
                """
def most_common_word(text):
    return max([word.strip(".,;:!?") for word in text.lower().split()], key=len)
""",
                breaks=Values("counts"),
                message="Yours returns the longest word.",
                hint="What is to be largest is how often a word comes.",
            ),
            Misconception(
                "last_of_several",
                """
def most_common_word(text):
    words = [word.strip(".,;:!?") for word in text.lower().split()]
    return max(reversed(words), key=words.count)
""",
                breaks=Values("ties"),
                message="Of several words that come equally often, yours returns the last.",
                hint="`max` returns the first one that it meets.",
            ),
            Misconception(
                "capitals_differ",
                """
def most_common_word(text):
    words = [word.strip(".,;:!?") for word in text.split()]
    return max(words, key=words.count)
""",
                breaks=Values("capitals"),
                message="Yours takes a word with a capital for another word.",
                hint="`text.lower()` is the text in small letters.",
                variants=(
                    """
import collections

def most_common_word(text):
    words = [word.strip(".,;:!?") for word in text.split()]
    return collections.Counter(words).most_common()[0][0].lower()
""",
                ),
            ),
            Misconception(
                "signs_stay",
                """
def most_common_word(text):
    words = text.lower().split()
    return max(words, key=words.count)
""",
                breaks=Values("punctuation"),
                message="Yours takes a word with a comma behind it for another word.",
                hint="`word.strip(...)` takes signs away from both ends.",
            ),
            Misconception(
                "empty_words",
                """
def most_common_word(text):
    words = [word.strip(".,;:!?") for word in text.lower().split(" ")]
    return max(words, key=words.count)
""",
                breaks=Values("spaces"),
                message="Yours finds words without a letter, between two spaces.",
                hint="Without an argument, `split` takes any white space as one gap.",
            ),
        ),
        equivalent={
            ("max(words", "max(words + words"): "a list twice has the same first and the same largest",
            ("key=words.count", "key=(words + words).count"): "each word twice as often: the same order",
        },
    ),
}
