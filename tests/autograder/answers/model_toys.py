"""Answers to the toys that are models."""

from course_utils.autograder.answers import Answers, Misconception
from course_utils.autograder.properties import Values

KERAS = "from course_utils import frameworks\nkeras = frameworks.load('keras')\nlayers = keras.layers"
TORCH = "from course_utils import frameworks\ntorch = frameworks.load('torch')\nnn = torch.nn"


def _keras(*lines):
    return f"def build_net():\n    return keras.Sequential([{', '.join(lines)}])"


def _torch(forward, extra="", size="size"):
    return f"""
class Net(nn.Module):
    def __init__(self, size=45):
        super().__init__()
        self.last = nn.Linear({size}, 3)
        self.first = nn.Linear(self.inputs, {size})
        {extra}
    inputs = 5
    def forward(self, x):
        {forward}
"""


PARTS = _keras(
    "keras.Input((40,))", "layers.Dense(45, 'tanh', kernel_initializer='he_normal')", "layers.Dense(3, trainable=False)"
)
TORCH_PARTS = """
class Net(nn.Sequential):
    def __init__(self):
        super().__init__(nn.Linear(40, 45), nn.Tanh(), nn.Linear(45, 3))
        nn.init.kaiming_normal_(self[0].weight)
"""

ANSWERS = {
    "toy.keras_net": Answers(
        setup=KERAS,
        solution=_keras("keras.Input((5,))", "layers.Dense(7, activation='tanh')", "layers.Dense(3)"),
        others={
            "layer": _keras("keras.Input((5,))", "layers.Dense(7)", "layers.Activation('tanh')", "layers.Dense(3)"),
            "functional": """
def build_net():
    inputs = keras.Input((5,))
    return keras.Model(inputs, layers.Dense(3)(keras.ops.tanh(layers.Dense(7)(inputs))))
""",
            "subclassed": """
class Net(keras.Model):
    def __init__(self):
        super().__init__()
        self.last = layers.Dense(3)
        self.first = layers.Dense(7)
    def call(self, x):
        return self.last(keras.activations.tanh(self.first(x)))
build_net = Net
""",
            "instance": "build_net = keras.Sequential([layers.Dense(7, 'tanh'), layers.Dense(3)])",
            "dropout": _keras("keras.Input((5,))", "layers.Dense(7, 'tanh')", "layers.Dropout(0.5)", "layers.Dense(3)"),
        },
        misconceptions=(
            Misconception(
                "on_the_outputs",
                _keras("keras.Input((5,))", "layers.Dense(7, 'tanh')", "layers.Dense(3, 'tanh')"),
                Values("outputs"),
                "The last layer is squashed as well.",
                "Leave the last layer as it is.",
            ),
            Misconception(
                "linear",
                _keras("keras.Input((5,))", "layers.Dense(7)", "layers.Dense(3)"),
                Values("outputs"),
                "Nothing in it is bent.",
                "Put tanh between the two.",
            ),
            Misconception(
                "frozen",
                _keras(
                    "keras.Input((5,))",
                    "layers.Dense(7)",
                    "layers.Lambda(lambda x: keras.ops.stop_gradient(keras.ops.tanh(x)))",
                    "layers.Dense(3)",
                ),
                Values("gradients"),
                "No gradient passes.",
                "Let the gradient pass.",
            ),
        ),
    ),
    "toy.torch_net": Answers(
        setup=TORCH,
        solution=_torch("return self.last(torch.tanh(self.first(x)))"),
        others={
            "module": _torch("return self.last(self.bend(self.first(x)))", "self.bend = nn.Tanh()"),
            "in_place": _torch("return self.last(self.first(x).tanh_())"),
            "sequential": """
def Net(size):
    return nn.Sequential(nn.Linear(5, size), nn.Tanh(), nn.Linear(size, 3))
""",
        },
        misconceptions=(
            Misconception(
                "linear",
                _torch("return self.last(self.first(x))"),
                Values("outputs"),
                "Nothing in it is bent.",
                "Put tanh between the two.",
            ),
            Misconception(
                "detached",
                _torch("return self.last(torch.tanh(self.first(x).detach()))"),
                Values("gradients"),
                "No gradient passes.",
                "Do not detach.",
            ),
            Misconception(
                "one_size",
                _torch("return self.last(torch.tanh(self.first(x)))", size=7),
                Values("weights"),
                "The size is always 7.",
                "Use the size that is given.",
            ),
        ),
    ),
    "toy.keras_parts": Answers(
        setup=KERAS,
        solution=PARTS,
        misconceptions=(
            Misconception(
                "as_a_layer",
                PARTS.replace(", 'tanh'", "").replace("layers.Dense(3", "layers.Activation('tanh'), layers.Dense(3"),
                Values("layers"),
                "A layer of its own.",
                "Give it to Dense.",
            ),
            Misconception(
                "all_trainable",
                PARTS.replace(", trainable=False", ""),
                Values("parameters"),
                "All of it is trained.",
                "Freeze the last.",
            ),
            Misconception(
                "default_weights",
                PARTS.replace(", kernel_initializer='he_normal'", ""),
                Values("spread"),
                "The default spread.",
                "Say which.",
            ),
            Misconception(
                "input_shape",
                PARTS.replace("keras.Input((40,)), ", "").replace(
                    "Dense(45,", "Dense(45, input_shape=(40,), activation="
                ),
                Values("warnings"),
                "There is a warning.",
                "Begin with Input.",
            ),
        ),
    ),
    "toy.torch_parts": Answers(
        setup=TORCH,
        solution=TORCH_PARTS,
        misconceptions=(
            Misconception(
                "default_weights",
                TORCH_PARTS.replace("nn.init.kaiming_normal_", "nn.init.xavier_uniform_"),
                Values("spread"),
                "Another spread.",
                "Say which.",
            ),
            Misconception(
                "as_a_function",
                _torch(
                    "return self.last(torch.tanh(self.first(x)))", "nn.init.kaiming_normal_(self.first.weight)", size=45
                ).replace("inputs = 5", "inputs = 40"),
                Values("layers"),
                "A function, no module.",
                "Use the module.",
            ),
        ),
    ),
}
