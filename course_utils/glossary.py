"""The words of the course, in one place: each with a sentence, and the notebook that introduces it."""

from collections.abc import Sequence
from dataclasses import dataclass

from course_utils.autograder.course import number_of
from course_utils.autograder.rendering import Block, Heading, Link, Rendered, Table
from course_utils.course import COURSE


@dataclass(frozen=True)
class Term:
    """A word, what it means, and the number of the notebook that introduces it. `forms` are other forms of it."""

    word: str
    meaning: str
    notebook: str
    forms: tuple[str, ...] = ()


TERMS = (
    Term("activation", "What a unit hands on: the activation function of its pre-activation.", "01"),
    Term("activation function", "The function between a unit's weighted sum and its output, such as ReLU.", "01"),
    Term("adapt", "To fire less and less often under a current that stays the same.", "02"),
    Term("affine", "A weighted sum plus a constant; its graph is a line, a plane, and so on.", "01"),
    Term("axon", "The fiber on which a neuron's spikes travel to other cells.", "02"),
    Term("bias", "The constant that a unit adds to its weighted sum.", "01"),
    Term("bits", "Here: by how many powers of two a model makes the data more probable, for each spike.", "02"),
    Term("boundary", "Where a network's answer changes from one class to the other.", "01"),
    Term("class", "One of the kinds of things that a network tells apart.", "01"),
    Term("coefficient", "The number that a hinge, or another term of a sum, is multiplied by.", "01"),
    Term("coefficient of variation", "Standard deviation divided by mean; for regular spikes it is near 0.", "02"),
    Term("continuous piecewise-linear", "Made of straight pieces that meet, without a jump.", "01"),
    Term("cross-validation", "To fit a model on a part of the data and to judge it on the rest, in turn.", "02"),
    Term("current", "Electric charge that flows in a second; what goes into a neuron, in pA.", "02"),
    Term(
        "Dale's principle", "The rule that a neuron acts alike on all of its targets: it excites or it inhibits.", "02"
    ),
    Term("dead unit", "A unit whose pre-activation is 0 or below for every example that we look at.", "03", ("dead",)),
    Term("derivative", "How strongly an output answers to a small change of the input.", "01"),
    Term("diverged", "Of a training: its weights grew without end until they were no numbers any more.", "03"),
    Term("drive", "How far a current would lift the membrane potential in the end: resistance times current.", "02"),
    Term("dtype", "The type of the numbers in a NumPy array, such as `float64` or `uint8`.", "04"),
    Term("element-wise", "Done with every number of an array by itself.", "01", ("element by element",)),
    Term("Euler's method", "To follow a changing quantity in small steps, each along its present slope.", "02"),
    Term("exclusive or", "XOR: yes if one of two inputs is on, no if both or neither are.", "01"),
    Term("firing rate", "How many spikes a neuron sends in a second, in Hz.", "02", ("rate",)),
    Term("gain", "What the standard deviation of random weights is, times the root of the number of inputs.", "03"),
    Term("gate", "A factor between 0 and 1 that says which share of a signal may pass.", "03", ("a gate",)),
    Term("general position", "No two lines parallel, no three through one point; likewise in more dimensions.", "01"),
    Term("gradient", "The slopes of the loss along all weights and biases.", "03"),
    Term("gradient descent", "Training in steps, each weight going a little way down its slope of the loss.", "03"),
    Term("half rheobase", "Half of the smallest current that makes a neuron fire.", "02"),
    Term("hidden layer", "A layer between the inputs and the output layer.", "04"),
    Term("hinge", "The graph of ReLU: flat, one bend, then a straight rise.", "01"),
    Term("intervals", "The times between one spike and the next.", "02", ("interval",)),
    Term("knot", "A place where a graph of straight pieces bends.", "01"),
    Term("layer", "A row of units that see the same inputs.", "01"),
    Term("leak", "What lets a membrane potential drift back to its resting value.", "02"),
    Term(
        "leaky integrate-and-fire neuron",
        "A model neuron that sums up current, leaks, and spikes at a threshold.",
        "02",
    ),
    Term("learning rate", "The factor that sets how far a step of gradient descent goes.", "03"),
    Term("log-likelihood", "The logarithm of the probability that a model gives to the data.", "02"),
    Term("logit", "The last pre-activation of a network, before a sigmoid or a softmax.", "03"),
    Term("loss", "A number that says how wrong a network's answers are.", "03"),
    Term("membrane", "The skin of a cell.", "02"),
    Term("membrane potential", "The voltage between the inside and the outside of a cell, in mV.", "02"),
    Term("momentum", "Keeping, in each step, most of the direction of the steps before it.", "03"),
    Term("monotone", "Never falling, or never rising.", "01"),
    Term("NaN", "Not a number: what floating-point arithmetic gives where there is no answer.", "04"),
    Term("neuron", "A nerve cell; in networks, a unit that is named after it.", "02"),
    Term("noise", "What varies from one time to the next without a cause that we know.", "02"),
    Term("overflow", "A result that is too large for its type of number.", "03"),
    Term("pre-activation", "A unit's weighted sum plus its bias, before the activation function; written z.", "01"),
    Term("receptor neuron", "A neuron that answers to the world itself: to sound, light, touch.", "02"),
    Term("refractory time", "The short time after a spike in which no other one can follow.", "02"),
    Term("region", "A part of the inputs on which a ReLU network is affine.", "01", ("regions",)),
    Term("ReLU", "max(0, z): negative numbers become 0, others stay.", "01"),
    Term("representation", "What a hidden layer makes of the inputs.", "01"),
    Term("rheobase", "The smallest lasting current that makes a neuron fire.", "02"),
    Term("saturate", "To become so flat that a change of the input hardly shows.", "01", ("saturated", "saturates")),
    Term("seed", "The number that a random generator starts from.", "03", ("seeds",)),
    Term("sigmoid", "1 / (1 + exp(-z)): squeezes every number into the range between 0 and 1.", "01"),
    Term("slope", "How fast a graph rises; the derivative at a point.", "01"),
    Term("softmax", "Turns a row of logits into shares that sum to 1.", "01"),
    Term("softplus", "log(1 + exp(z)): a smooth relative of ReLU.", "02"),
    Term("sparsity", "The share of activations that are exactly 0.", "03"),
    Term("spike", "The short electric pulse that a neuron sends; an event, not a number.", "02"),
    Term("standard deviation", "A typical distance from the mean: the root of the variance.", "03"),
    Term("standardized", "Shifted and scaled to a mean of 0 and a standard deviation of 1.", "03"),
    Term("synapse", "The place where one neuron acts on another.", "02", ("synapses",)),
    Term("tanh", "A sigmoid stretched to the range from -1 to 1.", "01"),
    Term("threshold", "The membrane potential at which a neuron spikes; of a unit, where its ReLU bends.", "02"),
    Term("universal approximation", "Coming as near to any continuous function as you like, with enough units.", "01"),
    Term(
        "vanishing gradient", "A gradient that shrinks from layer to layer until the first layers hardly learn.", "03"
    ),
    Term("variance", "The mean of the squared distances from the mean.", "03"),
    Term(
        "autograd", "PyTorch's automatic differentiation: it notes operations down, and goes back through them.", "06"
    ),
    Term(
        "automatic differentiation",
        "Derivatives by the chain rule, operation by operation, done by the computer.",
        "07",
    ),
    Term("backpropagation", "The chain rule, from the loss back to every weight, layer by layer.", "07"),
    Term("batch", "The examples of one training step.", "05"),
    Term("callback", "A function that a library calls during its work, such as after each epoch.", "05"),
    Term("central difference", "(f(x + h) - f(x - h)) / 2h: a slope measured over a small step to both sides.", "07"),
    Term("chain rule", "The derivative of a chain of functions is the product of their derivatives.", "07"),
    Term("convolution", "A layer in which the same small set of weights looks at every patch of a picture.", "07"),
    Term("epoch", "One pass through all training examples.", "05"),
    Term("functional", "Of a Keras model: written as calls of layers on what other layers gave.", "05"),
    Term("GELU", "z times the probability that a standard normal number is below z.", "08"),
    Term("gradient check", "To compare a derivative from a formula with one measured over small steps.", "07"),
    Term("hook", "A function that PyTorch calls whenever a module has computed something.", "06"),
    Term("in place", "Of an operation: it overwrites what it was given, in place of making something new.", "06"),
    Term("kernel", "What Keras calls the matrix of a layer's weights.", "05"),
    Term("Leaky ReLU", "ReLU with a small slope, such as 0.01, for negative numbers.", "05"),
    Term("module", "PyTorch's building block: a layer, or a network made of layers.", "06"),
    Term("optimizer", "What changes the weights in a training step, by its rule.", "03"),
    Term("overfitting", "To learn the training examples by heart, and to do worse on others.", "05"),
    Term("PReLU", "Leaky ReLU whose slope for negative numbers is learned.", "08", ("Parametric ReLU",)),
    Term("quantile", "The number below which a given share of a distribution lies.", "08"),
    Term("secant", "A straight line through two points of a graph.", "07"),
    Term("SELU", "A scaled ELU whose two constants keep mean 0 and variance 1, under two conditions.", "08"),
    Term(
        "stochastic gradient descent", "Gradient descent in which each step sees a random part of the examples.", "05"
    ),
    Term(
        "subdifferential",
        "All slopes of lines that touch a graph from below at a point; for ReLU at 0: from 0 to 1.",
        "07",
    ),
    Term("subgradient", "One of the slopes in the subdifferential.", "07"),
    Term("Swish", "z times sigmoid of beta z; with beta = 1 also called SiLU.", "08", ("SiLU",)),
    Term("tensor", "PyTorch's array, which can keep track of how it was computed.", "06"),
    Term("upstream gradient", "The gradient that comes down to an operation from what was computed after it.", "07"),
    Term("weight", "The number that a unit multiplies an input by.", "01"),
)


@dataclass(frozen=True, repr=False)
class Glossary(Rendered):
    """The terms, in the order of the alphabet, with links to their notebooks."""

    terms: Sequence[Term] = TERMS

    def blocks(self) -> list[Block]:
        """Return the table."""
        rows = sorted(self.terms, key=lambda term: term.word.casefold())
        files = {number_of(path.name): path.name for path in COURSE.notebooks()}
        cells = tuple((term.word, term.meaning, Link(term.notebook, files[term.notebook])) for term in rows)
        return [Heading("The words of the course", "notice"), Table(("word", "what it means", "notebook"), cells)]


def show() -> Glossary:
    """Return the glossary, as a table."""
    return Glossary()
