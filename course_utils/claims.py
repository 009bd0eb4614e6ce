"""The popular claims about ReLU that the course tests, in one place, each with its verdict and its experiment."""

from collections.abc import Sequence
from dataclasses import dataclass

from course_utils.autograder.rendering import Block, Heading, Link, Rendered, Table
from course_utils.course import COURSE


@dataclass(frozen=True)
class Claim:
    """A claim, our verdict in a few words, and the notebook's number and heading under which it is tested."""

    claim: str
    verdict: str
    notebook: str
    heading: str

    @property
    def anchor(self) -> str:
        """The heading's id as JupyterLab makes it."""
        return self.heading.replace(" ", "-")


CLAIMS = (
    Claim(
        "More layers compute more, with or without an activation.",
        "No: without one, all layers together are one affine function.",
        "01",
        "2. What if we leave it out?",
    ),
    Claim(
        "Enough hinges come as near to a smooth curve as you like.",
        "Yes, on an interval with both ends included.",
        "01",
        "How near?",
    ),
    Claim(
        "Deep ReLU networks have exponentially many linear pieces.",
        "They can have. Random weights do not use that.",
        "01",
        "6. Depth: folding",
    ),
    Claim(
        "Softmax is an activation function like the others.",
        "It stands where one stands, and is not element-wise.",
        "01",
        "7. What else an activation decides",
    ),
    Claim(
        "The input of a neuron is its membrane potential.",
        "No: a current goes in, and the potential is what it does.",
        "02",
        "1. Five words",
    ),
    Claim(
        "An activation is like a spike.",
        "No: a step is. ReLU is like a firing rate.",
        "02",
        "4. A spike, or a rate?",
    ),
    Claim(
        "The range of sigmoid is (0, 1).",
        "On paper. In `float64` it is exactly 1 from about 37 on.",
        "03",
        "2. Saturation on a computer",
    ),
    Claim(
        "ReLU prevents saturation.",
        "On one side. On the other its slope is exactly 0.",
        "03",
        "3. What ReLU does about saturation",
    ),
    Claim(
        "Sigmoid and tanh cause exploding gradients.",
        "No: their slopes are at most 1/4 and 1. Weights do it.",
        "03",
        "4. A chain of slopes",
    ),
    Claim(
        "ReLU is computationally efficient.",
        "It needs least arithmetic; beside its layer that hardly shows.",
        "03",
        "7. What an activation costs",
    ),
    Claim(
        "A dead unit outputs zero for all inputs, irreversibly.",
        "For all training inputs; units in deeper layers can revive.",
        "03",
        "8. Units that die",
    ),
    Claim(
        "ReLU trains six times faster.",
        "Not reproduced here: it was one network on one task.",
        "03",
        "9. Which one learns faster",
    ),
    Claim(
        "`max(0, x)` handles numbers and arrays.",
        "Numbers that are not NaN. For arrays: `np.maximum`.",
        "04",
        "1. The obvious first try",
    ),
    Claim(
        "The graph of ReLU is a V.",
        "No, a hinge. It takes two of them to make a V.",
        "04",
        "2. The shape, before the code",
    ),
    Claim(
        "A Keras model starts with `input_shape=`.",
        "It works, with a warning. `keras.Input` comes first today.",
        "05",
        "1. A network in four lines",
    ),
    Claim(
        "PyTorch starts its layers with He's initialization.",
        "No: the variance is 1/(3n), a sixth of that.",
        "06",
        "7. The weights you get if you do not ask",
    ),
    Claim(
        "ReLU has no derivative at 0, and is 0 for x <= 0 there.",
        "The first is right. The second is a convention.",
        "07",
        "1. Two slopes and a corner",
    ),
    Claim(
        "`if x > 0: return 1` is the derivative of ReLU.",
        "For single numbers other than 0, and it swallows NaN.",
        "07",
        "2. A slope for the corner",
    ),
    Claim(
        "The input of a ReLU is never exactly 0.",
        "Often it is: more than half of them, on raw digits.",
        "07",
        "8. Is it ever exactly zero?",
    ),
    Claim(
        "Leaky and Parametric ReLU are max(a x, x).",
        "For a up to 1. Beyond, the two sides change places.",
        "08",
        "1. A leak",
    ),
    Claim(
        "Leaky ReLU has a threshold that the user defines.",
        "No: a is a slope. The bend stays where z is 0.",
        "08",
        "1. A leak",
    ),
    Claim(
        "ELU's alpha controls the slope for negative inputs.",
        "Half of it: alpha sets the floor as well.",
        "08",
        "3. A rounded corner: ELU",
    ),
    Claim(
        "SELU maintains mean 0 and variance 1.",
        "With weights of variance 1/n and standardized inputs.",
        "08",
        "4. Two constants that are no accident: SELU",
    ),
    Claim(
        "Swish's beta is a hyperparameter.",
        "It may be fixed or trained.",
        "08",
        "5. Smooth gates: Swish, SiLU and GELU",
    ),
    Claim(
        "ReLU's variants are ever more widely used.",
        "Not shown. The transformers in our table have GELU or SwiGLU.",
        "08",
        "8. Who uses what",
    ),
)


@dataclass(frozen=True, repr=False)
class Claims(Rendered):
    """The claims with their verdicts, in the course's order, with links to the sections that show them."""

    claims: Sequence[Claim] = CLAIMS

    def blocks(self) -> list[Block]:
        """Return the table."""
        rows = tuple(
            (entry.claim, entry.verdict, Link(entry.notebook, f"{COURSE.notebook(entry.notebook).name}#{entry.anchor}"))
            for entry in self.claims
        )
        return [
            Heading("What is said of ReLU, and what is so", "notice"),
            Table(("claim", "verdict", "shown in"), rows),
        ]


def show() -> Claims:
    """Return the claims, as a table."""
    return Claims()
