"""Answers to notebook 06."""

from course_utils.autograder.answers import Answers, Misconception
from course_utils.autograder.properties import Aspect, Values

# Why no check could refuse some mutants.
THE_FIRST_COUNT = "zip ends with the shortest, and the first entries are the same"
TWICE_FINITE = "twice a number that is finite, or 0, is so too, unless it overflows"
WORDS = "what the error says is free"

SETUP = """
import numpy as np
from course_utils import frameworks
from course_utils.exercises import relu_in_pytorch as q
torch = frameworks.load("torch")
nn, F = torch.nn, torch.nn.functional
"""

SPELLING = Answers(
    solution='spelling = "A"',
    explanation="`nn.ReLU()` makes a module, without weights; called with z it does what `F.relu(z)` does.",
    misconceptions=(
        Misconception(
            "has_weights",
            'spelling = "B"',
            breaks=Values("spelling"),
            message="ReLU has nothing to train, in either spelling. PReLU, a relative with a trainable slope, is a module for that reason.",
            hint="What could a weight of max(0, z) be?",
        ),
        Misconception(
            "no_gradient",
            'spelling = "C"',
            breaks=Values("spelling"),
            message="autograd follows tensors, not modules: both spellings have the same gradients.",
            hint="The module's own code is one call of the function.",
        ),
        Misconception(
            "other_nan",
            'spelling = "D"',
            breaks=Values("spelling"),
            message="All four spellings keep NaN, and give the same numbers everywhere.",
            hint="The difference is what you can do with it, not what it computes.",
        ),
    ),
)

BUILD = Answers(
    setup=SETUP,
    solution="""
def build_model():
    return nn.Sequential(nn.Linear(12, 8), nn.ReLU(), nn.Linear(8, 5), nn.ReLU(), nn.Linear(5, 3))
""",
    explanation="ReLU stands between the layers. The last layer gives logits, as they are.",
    others={
        "class_with_functions": """
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.first = nn.Linear(12, 8)
        self.second = nn.Linear(8, 5)
        self.last = nn.Linear(5, 3)

    def forward(self, X):
        X = F.relu(self.first(X))
        X = torch.relu(self.second(X))
        return self.last(X)


def build_model():
    return Net()
""",
        "shared_relu": """
def build_model():
    relu = nn.ReLU()
    model = nn.Sequential()
    for inputs, outputs in ((12, 8), (8, 5)):
        model.append(nn.Linear(inputs, outputs))
        model.append(relu)
    return model.append(nn.Linear(5, 3))
""",
        "clamp_and_registered_backward": """
class build_model(nn.Module):
    def __init__(self):
        super().__init__()
        self.c, self.b, self.a = nn.Linear(5, 3), nn.Linear(8, 5), nn.Linear(12, 8)

    def forward(self, X):
        return self.c(self.b(self.a(X).clamp(min=0)).clamp(min=0))
""",
        "in_place": """
def build_model():
    return nn.Sequential(
        nn.Sequential(nn.Linear(12, 8), nn.ReLU(inplace=True)),
        nn.Sequential(nn.Linear(8, 5), nn.ReLU(inplace=True)),
        nn.Linear(5, 3),
    )
""",
        "module_list": """
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = nn.ModuleList([nn.Linear(12, 8), nn.Linear(8, 5), nn.Linear(5, 3)])
    def forward(self, X):
        *hidden, last = self.layers
        for layer in hidden:
            X = torch.maximum(layer(X), torch.zeros(()))
        return last(X)
def build_model():
    return Net()
""",
        "leaky_with_slope_0": "build_model = lambda: nn.Sequential(nn.Flatten(), nn.Linear(12, 8), nn.LeakyReLU(0.0), nn.Linear(8, 5), nn.ReLU(), nn.Linear(5, 3), nn.Identity())",
    },
    ranking=(
        (
            "relu_on_logits",
            "softmax_at_the_end",
            "softmax_over_the_batch",
            "one_relu",
            "leaky",
            "relu6",
            "no_activation",
        ),
    ),
    misconceptions=(
        Misconception(
            "relu_on_logits",
            "def build_model():\n    return nn.Sequential(nn.Linear(12, 8), nn.ReLU(), nn.Linear(8, 5), nn.ReLU(), nn.Linear(5, 3), nn.ReLU())",
            breaks=Values("outputs"),
            message="Yours has a ReLU behind the last layer. Logits may be negative.",
            hint="What comes after the last `nn.Linear`?",
        ),
        Misconception(
            "softmax_at_the_end",
            "def build_model():\n    return nn.Sequential(nn.Linear(12, 8), nn.ReLU(), nn.Linear(8, 5), nn.ReLU(), nn.Linear(5, 3), nn.Softmax(dim=1))",
            breaks=Values("outputs"),
            message="Yours ends with a softmax. Logits were asked for, and PyTorch's cross-entropy wants them too.",
            hint="What comes after the last `nn.Linear`?",
        ),
        Misconception(
            "softmax_over_the_batch",
            "def build_model():\n    return nn.Sequential(nn.Linear(12, 8), nn.ReLU(), nn.Linear(8, 5), nn.ReLU(), nn.Linear(5, 3), nn.Softmax(dim=0))",
            breaks=Values("outputs"),
            message="Yours ends with a softmax, and over the examples: each column adds up to 1. Logits were asked for.",
            hint="What comes after the last `nn.Linear`?",
        ),
        Misconception(
            "no_activation",
            "def build_model():\n    return nn.Sequential(nn.Linear(12, 8), nn.Linear(8, 5), nn.Linear(5, 3))",
            breaks=Values("outputs"),
            message="Yours works as if it had no activation: three layers that amount to one.",
            hint="ReLU stands after each hidden layer. Is the result of ReLU used?",
        ),
        Misconception(
            "one_relu",
            "def build_model():\n    return nn.Sequential(nn.Linear(12, 8), nn.ReLU(), nn.Linear(8, 5), nn.Linear(5, 3))",
            breaks=Values("outputs"),
            message="Yours has a ReLU after the first hidden layer and none after the second.",
            hint="Two hidden layers, two times ReLU.",
        ),
        Misconception(
            "no_bias",
            "def build_model():\n    return nn.Sequential(nn.Linear(12, 8, bias=False), nn.ReLU(), nn.Linear(8, 5, bias=False), nn.ReLU(), nn.Linear(5, 3, bias=False))",
            breaks=Values("weights"),
            message="Yours has layers without a bias.",
            hint="Leave `bias=False` out.",
        ),
        Misconception(
            "one_hidden_layer",
            "def build_model():\n    return nn.Sequential(nn.Linear(12, 8), nn.ReLU(), nn.Linear(8, 3))",
            breaks=Values("weights"),
            message="Yours has one hidden layer; two were asked for, of 8 and of 5 units.",
            hint="12 to 8, 8 to 5, 5 to 3.",
        ),
        Misconception(
            "layers_in_a_list",
            "class build_model(nn.Module):\n"
            "    def __init__(self):\n        super().__init__()\n"
            "        self.layers = [nn.Linear(12, 8), nn.Linear(8, 5), nn.Linear(5, 3)]\n"
            "    def forward(self, X):\n        a, b, c = self.layers\n"
            "        return c(F.relu(b(F.relu(a(X)))))",
            breaks=Values("weights"),
            message="PyTorch finds no parameters in yours. It finds layers assigned to `self` in `__init__`, not those in a plain list or made in `forward`.",
            hint="`nn.ModuleList([...])` is a list that PyTorch looks into.",
        ),
        Misconception(
            "leaky",
            "def build_model():\n    return nn.Sequential(nn.Linear(12, 8), nn.LeakyReLU(), nn.Linear(8, 5), nn.LeakyReLU(), nn.Linear(5, 3))",
            breaks=Values("outputs"),
            message="Yours has Leaky ReLU in it, which lets a hundredth of the negative half through.",
            hint="The module's name is `nn.ReLU`.",
        ),
        Misconception(
            "relu6",
            "def build_model():\n    return nn.Sequential(nn.Linear(12, 8), nn.ReLU6(), nn.Linear(8, 5), nn.ReLU6(), nn.Linear(5, 3))",
            breaks=Values("outputs"),
            message="Yours has ReLU6 in it, which lets nothing above 6 through. ReLU has no upper end.",
            hint="The module's name is `nn.ReLU`.",
            variants=(
                """
def build_model():
    return nn.Sequential(nn.Linear(12, 8), nn.Hardtanh(0, 6), nn.Linear(8, 5), nn.ReLU6(), nn.Linear(5, 3))
""",
            ),
        ),
        Misconception(
            "log_softmax_at_the_end",
            """
def build_model():
    layers = []
    sizes = [12, 8, 5, 3]
    for i in range(len(sizes) - 1):
        layers.append(nn.Linear(sizes[i], sizes[i + 1]))
        if i < len(sizes) - 2:
            layers.append(nn.ReLU())
    layers.append(nn.LogSoftmax(dim=1))
    return nn.Sequential(*layers)
""",
            breaks=Values("outputs"),
            message="Yours ends in a log-softmax. Logits were asked for, and PyTorch's loss takes the softmax itself.",
            hint="The last layer has nothing behind it.",
        ),
        Misconception(
            "tanh",
            """
class Net3(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(in_features=12, out_features=8)
        self.fc2 = nn.Linear(in_features=8, out_features=5)
        self.fc3 = nn.Linear(in_features=5, out_features=3)

    def forward(self, x):
        x = torch.tanh(self.fc1(x))
        x = torch.tanh(self.fc2(x))
        return self.fc3(x)

def build_model():
    return Net3()
""",
            breaks=Values("outputs"),
            message="Yours has tanh between the layers: an S that flattens on both sides.",
            hint="`nn.ReLU()` is asked for.",
        ),
    ),
    wrong={
        "sigmoid_between": """
def build_model():
    return nn.Sequential(nn.Linear(12, 8), nn.ReLU(), nn.Linear(8, 5), nn.Sigmoid(), nn.Linear(5, 3))
""",
        "sizes_swapped": """
def build_model():
    return nn.Sequential(nn.Linear(12, 5), nn.ReLU(), nn.Linear(5, 8), nn.ReLU(), nn.Linear(8, 3))
""",
        "nothing_returned": "def build_model():\n    nn.Sequential(nn.Linear(12, 8))",
    },
)

IN_PLACE = Answers(
    solution='in_place = "C"',
    explanation="What the layer made belongs to nobody else, and the layer's own gradient does not need it.",
    misconceptions=(
        Misconception(
            "on_the_inputs",
            'in_place = "A"',
            breaks=Values("in_place"),
            message="That overwrites the caller's data: in the next epoch all of its negative numbers are gone.",
            hint="Who needs the old numbers once more?",
        ),
        Misconception(
            "in_a_sum",
            'in_place = "B"',
            breaks=Values("in_place"),
            message="There z has been overwritten by the time the sum is taken: it gives ReLU(z) twice, and no error.",
            hint="Who needs the old numbers once more?",
        ),
        Misconception(
            "behind_a_sigmoid",
            'in_place = "D"',
            breaks=Values("in_place"),
            message="The slope of sigmoid is computed from its output, s (1 - s). autograd notices that s was overwritten and stops.",
            hint="Which layer does not need its own output in the backward pass?",
        ),
    ),
)

BEND = Answers(
    setup=SETUP,
    solution="""
def bend(z):
    return torch.relu(z) + 0.5 * torch.sigmoid(z)
""",
    explanation="No method with an underscore is left: every step makes a new tensor.",
    others={
        "without_underscores": """
def bend(z):
    s = torch.sigmoid(z)
    s = s.mul(0.5)
    z = z.relu()
    return z + s
""",
        "copies_first": """
def bend(z):
    s = torch.sigmoid(z).clone()
    s.mul_(0.5)
    z = z.clone()
    z.clamp_(min=0)
    return z + s
""",
        "in_place_where_it_is_safe": """
def bend(z):
    result = F.relu(z)
    return result.add(torch.sigmoid(z) / 2)
""",
        "other_formulas": """
def bend(z):
    half = 0.5 / (1 + torch.exp(-z))
    return torch.where(z > 0, z, torch.zeros_like(z)) + half
""",
        "clamp_and_mul": "def bend(z):\n    return z.clamp(min=0) + torch.sigmoid(z).mul(0.5)",
        "by_absolute_value": "def bend(z):\n    return 0.5 * (z + z.abs()) + 1 / (2 + 2 * (-z).exp())",
        "new_names": """
def bend(z):
    a = F.relu(z + 0)
    a = a + F.sigmoid(z) / 2
    return a
""",
    },
    ranking=(("no_grad", "input_overwritten", "error_left", "detached"), ("data", "as_given")),
    misconceptions=(
        Misconception(
            "as_given",
            "def bend(z):\n    s = torch.sigmoid(z)\n    s.mul_(0.5)\n    z.relu_()\n    return z + s",
            breaks=Values("input"),
            message="Both faults are still there: the output of sigmoid is overwritten, and so is the caller's z.",
            hint="Look for the methods that end in an underscore.",
        ),
        Misconception(
            "input_overwritten",
            "def bend(z):\n    s = torch.sigmoid(z) * 0.5\n    z.relu_()\n    return z + s",
            breaks=Values("input"),
            message="The error is gone, and the caller's z is still overwritten: its negative numbers are lost.",
            hint="`relu_` works in place. Its name without the underscore makes a new tensor.",
        ),
        Misconception(
            "error_left",
            "def bend(z):\n    s = torch.sigmoid(z)\n    s.mul_(0.5)\n    return torch.relu(z) + s",
            breaks=Aspect.RUNS,
            message="The caller's z is safe now, but asking for the gradient ends in an error. If it names an inplace operation, something overwrites an output that the backward pass needs; if it names numpy, use torch functions.",
            hint="Read the error: which step's output does it name?",
            variants=(
                """
def bend(z):
    r = torch.relu(z)
    r.add_(torch.sigmoid(z) / 2)
    return r
""",
                """
def bend(z):
    r = torch.sigmoid(z)
    r.div_(2)
    return r + z.relu()
""",
                """
def bend(z):
    a = z.numpy()
    return torch.tensor(np.maximum(0, a) + 0.5 / (1 + np.exp(-a)))
""",
            ),
        ),
        Misconception(
            "detached",
            "def bend(z):\n    s = torch.sigmoid(z).detach()\n    s = s * 0.5\n    return torch.relu(z) + s",
            breaks=Values("gradients"),
            message="`detach` silences the error by cutting sigmoid out of the gradient: its part is missing there.",
            hint="Let autograd see every step, and let no step overwrite another.",
        ),
        Misconception(
            "data",
            "def bend(z):\n    s = torch.sigmoid(z) * 0.5\n    z.data.relu_()\n    return z + s",
            breaks=Values("gradients"),
            message="`.data` goes behind autograd's back: the input is overwritten, and the gradient knows nothing of ReLU.",
            hint="`torch.relu(z)` makes a new tensor, with the right gradient.",
        ),
        Misconception(
            "no_grad",
            "def bend(z):\n    with torch.no_grad():\n        return torch.relu(z) + 0.5 * torch.sigmoid(z)",
            breaks=Values("gradients"),
            message="autograd has no record that leads from your result back to z, so no gradient comes through. `no_grad`, `detach` and a new tensor all do that.",
            hint="Compute from z itself; without in-place operations there is no error to avoid.",
            variants=(
                """
def bend(z):
    z = z.detach().clone()
    return torch.relu(z) + torch.sigmoid(z) / 2
""",
                """
def bend(z):
    z = torch.tensor(z.tolist(), requires_grad=True)
    return torch.relu(z) + torch.sigmoid(z) / 2
""",
            ),
        ),
        Misconception(
            "sigmoid_after_relu",
            "def bend(z):\n    a = torch.relu(z)\n    return a + 0.5 * torch.sigmoid(a)",
            breaks=Values("outputs"),
            message="Yours takes sigmoid of ReLU's output. It belongs to z as it came in.",
            hint="Sigmoid of a negative z is below 1/2.",
        ),
        Misconception(
            "factor_lost",
            "def bend(z):\n    return torch.relu(z) + torch.sigmoid(z)",
            breaks=Values("outputs"),
            message="The factor 1/2 has been lost on the way.",
            hint="What did `mul_(0.5)` do?",
        ),
    ),
    wrong={
        "tanh": "def bend(z):\n    return torch.relu(z) + 0.5 * torch.tanh(z)",
        "no_relu": "def bend(z):\n    return z + 0.5 * torch.sigmoid(z)",
        "numpy_clip": "def bend(z):\n    return z.detach().numpy().clip(0)",
    },
)


def _step(*lines: str) -> str:
    return "def train_step(model, optimizer, X, y):\n" + "\n".join(f"    {line}" for line in lines)


ZERO, LOSS, BACK, STEP, ITEM = (
    "optimizer.zero_grad()",
    "loss = F.cross_entropy(model(X), y)",
    "loss.backward()",
    "optimizer.step()",
    "return loss.item()",
)

TRAIN = Answers(
    setup=SETUP,
    solution="\n" + _step(ZERO, LOSS, BACK, STEP, ITEM) + "\n",
    explanation="Clear the gradients, compute the loss, go backward, take the step; then hand on the number alone.",
    others={
        "zeroed_later": _step(LOSS, ZERO, BACK, STEP, ITEM),
        "module_loss": _step(
            "logits = model(X)", "model.zero_grad()", "loss = nn.CrossEntropyLoss()(logits, y)", BACK, STEP, ITEM
        ),
        "log_softmax": _step(
            "for p in model.parameters():",
            "    p.grad = None",
            "log_p = torch.log_softmax(model(X), dim=1)",
            "loss = -log_p[torch.arange(len(y)), y].mean()",
            BACK,
            STEP,
            "return float(loss)",
        ),
        "nll": _step(
            "optimizer.zero_grad(set_to_none=False)",
            "loss = F.nll_loss(F.log_softmax(model(X), dim=-1), y)",
            BACK,
            STEP,
            "return loss.detach().numpy().item()",
        ),
        "none_by_groups": """
def train_step(model, optimizer, X, y):
    for group in optimizer.param_groups:
        for p in group['params']:
            p.grad = None
    loss = torch.nn.CrossEntropyLoss()(model.forward(X), y)
    torch.autograd.backward(loss)
    optimizer.step()
    return loss.tolist()
""",
        "closure": """
def train_step(model, optimizer, X, y):
    def closure():
        optimizer.zero_grad()
        loss = F.cross_entropy(model(X), y)
        loss.backward()
        return loss
    return float(optimizer.step(closure))
""",
    },
    ranking=(
        ("zeroed_at_the_end", "loss_after_the_step", "returns_the_tensor", "returns_the_accuracy"),
        ("zero_grad_forgotten",),
        ("step_forgotten",),
    ),
    misconceptions=(
        Misconception(
            "zero_grad_forgotten",
            _step(LOSS, BACK, STEP, ITEM),
            breaks=Values("steps"),
            message="Yours never clears the gradients, and `backward` adds to what is there: each step also takes all the earlier ones again.",
            hint="`optimizer.zero_grad()` belongs before `backward`.",
        ),
        Misconception(
            "zeroed_at_the_end",
            _step(LOSS, BACK, STEP, ZERO, ITEM),
            breaks=Values("left_over"),
            message="Yours clears the gradients after the step. Whatever was left over before the first call goes into it.",
            hint="Clear them before `backward`: then it does not matter what was there.",
        ),
        Misconception(
            "step_forgotten",
            _step(ZERO, LOSS, BACK, ITEM),
            breaks=Values("step"),
            message="With yours the weights stay where they were: the gradients are not used, or were cleared before they could be.",
            hint="Clear, then backward, then step.",
            variants=("def train_step(model, optimizer, X, y):\n    return F.cross_entropy(model(X), y).item()",),
        ),
        Misconception(
            "softmax_first",
            _step(ZERO, "loss = F.cross_entropy(F.softmax(model(X), dim=1), y)", BACK, STEP, ITEM),
            breaks=Values("loss"),
            message="Yours takes softmax twice: `cross_entropy` wants logits and takes their softmax itself.",
            hint="Hand it `model(X)` as it is.",
        ),
        Misconception(
            "summed",
            _step(ZERO, 'loss = F.cross_entropy(model(X), y, reduction="sum")', BACK, STEP, ITEM),
            breaks=Values("loss"),
            message="Yours sums the losses of the examples. Asked for is their mean.",
            hint="Which `reduction` is the default?",
        ),
        Misconception(
            "returns_the_tensor",
            _step(ZERO, LOSS, BACK, STEP, "return loss"),
            breaks=Aspect.RETURNS,
            message="Yours returns a tensor, which may hold on to the graph it came from. Asked for is a Python number.",
            hint="`loss.item()` is the number alone.",
        ),
        Misconception(
            "loss_after_the_step",
            _step(ZERO, LOSS, BACK, STEP, "return F.cross_entropy(model(X), y).item()"),
            breaks=Values("loss"),
            message="Yours returns the loss after the step. Asked for is the one that the step was made from.",
            hint="You have it already when you call `backward`.",
        ),
        Misconception(
            "nll_of_logits",
            _step(ZERO, "loss = F.nll_loss(model(X), y)", BACK, STEP, ITEM),
            breaks=Values("loss"),
            message="`nll_loss` expects logarithms of probabilities. Of logits it makes a number without a lower end.",
            hint="Which loss takes logits?",
        ),
        Misconception(
            "mean_squared_error",
            """
def train_step(model, optimizer, X, y):
    optimizer.zero_grad()
    logits = model(X)
    target = F.one_hot(y, logits.shape[1]).float()
    loss = F.mse_loss(logits, target)
    loss.backward()
    optimizer.step()
    return loss.item()
""",
            breaks=Values("loss"),
            message="Yours takes the mean squared error. `cross_entropy` was asked for.",
            hint="`F.cross_entropy(logits, y)` takes the numbers of the classes themselves.",
        ),
        Misconception(
            "uphill",
            """
def train_step(model, optimizer, X, y):
    optimizer.zero_grad()
    loss = -F.cross_entropy(model(X), y)
    loss.backward()
    optimizer.step()
    return loss.item()
""",
            breaks=Values("loss"),
            message="Yours turns the sign of the loss around, so that the step makes it larger.",
            hint="The optimizer goes downhill by itself.",
        ),
        Misconception(
            "returns_the_accuracy",
            """
def train_step(model, optimizer, X, y):
    optimizer.zero_grad()
    out = model(X)
    loss = F.cross_entropy(out, y)
    loss.backward()
    optimizer.step()
    accuracy = (out.argmax(dim=1) == y).float().mean()
    return accuracy.item()
""",
            breaks=Values("loss"),
            message="Yours returns the share of right answers. Asked is the loss.",
            hint="The loss, as a number: `loss.item()`.",
        ),
    ),
    wrong={
        "mean_of_outputs": """
def train_step(model, optimizer, X, y):
    optimizer.zero_grad()
    loss = model(X).mean()
    loss.backward()
    optimizer.step()
    return loss.item()
""",
        "step_by_hand": """
def train_step(model, optimizer, X, y):
    loss = F.cross_entropy(model(X), y)
    loss.backward()
    for p in model.parameters():
        p.data -= 0.1 * p.grad
        p.grad = None
    return loss.item()
""",
    },
    equivalent={
        ("optimizer.zero_grad", "model.zero_grad"): "the optimizer has all of the model's parameters",
    },
)


def _dead(*lines: str, check: str = "both") -> str:
    """Return a counter whose `lines` find `result` from `layers`, a list of activations, one tensor a hidden layer."""
    asks = {
        "none": [],
        "parameters": ["finite = all(torch.isfinite(p).all() for p in model.parameters())"],
        "outputs": ["finite = torch.isfinite(X).all()"],
        "both": [
            "finite = torch.isfinite(X).all() and all(torch.isfinite(p).all() for p in model.parameters())",
        ],
    }[check]
    if asks:
        asks = [*asks, "if not finite:", '    raise ValueError("not finite")']
    body = [
        "layers = []",
        "with torch.no_grad():",
        "    for module in model:",
        "        X = module(X)",
        "        if isinstance(module, nn.ReLU):",
        "            layers.append(X)",
        *asks,
        *lines,
    ]
    return "def dead_fraction(model, X):\n" + "\n".join(f"    {line}" for line in body)


POOLED = "return torch.cat([(a == 0).all(dim=0) for a in layers]).float().mean().item()"

DEAD = Answers(
    setup=SETUP,
    solution="""
def dead_fraction(model, X):
    dead = []
    with torch.no_grad():
        for module in model:
            X = module(X)
            if isinstance(module, nn.ReLU):
                dead.append((X == 0).all(dim=0))
    if not all(torch.isfinite(tensor).all() for tensor in [X, *model.parameters()]):
        raise ValueError("the network is not finite")
    return torch.cat(dead).float().mean().item()
""",
    explanation="One True or False for each hidden unit, all layers in one row; and no answer for a network without one.",
    others={
        "hooks": """
def dead_fraction(model, X):
    seen = []
    hooks = [m.register_forward_hook(lambda module, inputs, output: seen.append(output))
             for m in model if isinstance(m, nn.ReLU)]
    with torch.no_grad():
        output = model(X)
    for hook in hooks:
        hook.remove()
    for tensor in (output, *model.parameters()):
        if not tensor.isfinite().all():
            raise ValueError("NaN or infinity")
    dead = sum(int((a.max(dim=0).values <= 0).sum()) for a in seen)
    return dead / sum(a.shape[1] for a in seen)
""",
        "pre_activations_in_numpy": """
def dead_fraction(model, X):
    a = X.numpy()
    dead = units = 0
    linears = [m for m in model if isinstance(m, nn.Linear)]
    for m in linears:
        W, b = m.weight.detach().numpy(), m.bias.detach().numpy()
        if not (np.isfinite(W).all() and np.isfinite(b).all()):
            raise ValueError
        z = a @ W.T + b
        a = np.maximum(0, z)
        if m is not linears[-1]:
            dead += np.sum(np.all(z <= 0, axis=0))
            units += len(b)
    if not np.isfinite(z).all():
        raise ValueError
    return dead / units
""",
        "pieces": """
def dead_fraction(model, X):
    with torch.no_grad():
        logits = model(X)
        finite = [torch.isfinite(t).all() for t in (logits, *model.state_dict().values())]
        if False in finite:
            raise ValueError("this network is broken")
        places = [i for i, m in enumerate(model) if isinstance(m, nn.ReLU)]
        alive = torch.cat([(model[: i + 1](X) > 0).any(0) for i in places])
    return 1 - alive.double().mean()
""",
        "children": """
@torch.no_grad()
def dead_fraction(model, X):
    total = []
    out = X
    for m in model.children():
        out = m(out)
        if type(m) is nn.ReLU:
            total += (out.sum(0) == 0).tolist()
    values = torch.cat([out.flatten(), torch.nn.utils.parameters_to_vector(model.parameters())])
    if values.isnan().any() or values.isinf().any():
        raise ValueError(f'{values} is not finite')
    return np.mean(total)
""",
        "error_of_its_own": """
class NotFinite(ValueError):
    pass
def dead_fraction(model, X):
    dead = []
    with torch.no_grad():
        for m in model:
            X = m(X)
            if isinstance(m, nn.ReLU):
                dead += (X == 0).all(dim=0).tolist()
    if not all(t.isfinite().all() for t in (X, *model.parameters())):
        raise NotFinite('broken')
    return sum(dead) / len(dead)
""",
    },
    ranking=(
        (
            "with_a_tolerance",
            "returns_nan",
            "no_refusal",
            "naive",
            "looks_at_parameters_alone",
            "looks_at_outputs_alone",
        ),
        ("mean_of_layers", "first_layer_alone", "last_layer_alone"),
        ("count",),
    ),
    misconceptions=(
        Misconception(
            "naive",
            _dead("return torch.cat([~(a > 0).any(dim=0) for a in layers]).float().mean().item()", check="none"),
            breaks=Values("not_finite"),
            message="Yours counts in a network that is not finite. NaN is not above 0, so units that are broken pass for dead ones.",
            hint="Raise a `ValueError` first, if anything is not finite.",
        ),
        Misconception(
            "no_refusal",
            _dead(POOLED, check="none"),
            breaks=Values("not_finite"),
            message="Yours gives an answer for a network that is not finite, as if its units could still work.",
            hint="Raise a `ValueError` first, if anything is not finite.",
        ),
        Misconception(
            "looks_at_parameters_alone",
            _dead(POOLED, check="parameters"),
            breaks=Values("not_finite"),
            message="Yours does not notice outputs that overflow to infinity: the parameters can all be finite there.",
            hint="Ask `isfinite` of the outputs as well.",
        ),
        Misconception(
            "looks_at_outputs_alone",
            _dead(POOLED, check="outputs"),
            breaks=Values("not_finite"),
            message="Yours misses a bias of minus infinity: ReLU makes 0 of it, and the outputs stay finite.",
            hint="Ask of every parameter as well.",
        ),
        Misconception(
            "returns_nan",
            _dead(POOLED).replace('raise ValueError("not finite")', "return float('nan')"),
            breaks=Values("not_finite"),
            message="Yours returns NaN for a network that is not finite. Asked for is an error, which nobody can overlook.",
            hint='`raise ValueError("the network is not finite")`.',
        ),
        Misconception(
            "mean_of_layers",
            _dead("return float(np.mean([(a == 0).all(dim=0).float().mean() for a in layers]))"),
            breaks=Values("two_layers"),
            message="Yours averages the shares of the layers. A unit in a narrow layer then counts more than one in a wide layer.",
            hint="Put the units of all layers in one row, then take the mean.",
        ),
        Misconception(
            "sparsity",
            _dead("return torch.cat([(a == 0).flatten() for a in layers]).float().mean().item()"),
            breaks=Values("one_layer"),
            message="Yours is the share of zeros among the activations. A unit that is silent now and then is not dead.",
            hint="Dead means 0 for every example: `all` along the examples comes first.",
        ),
        Misconception(
            "with_a_tolerance",
            _dead("return torch.cat([(a <= 1e-6).all(dim=0) for a in layers]).float().mean().item()"),
            breaks=Values("none"),
            message="Yours takes a faint signal for none. ReLU gives an exact 0, so that `== 0` needs no tolerance.",
            hint="Which number does ReLU give for everything below 0?",
        ),
        Misconception(
            "silent_once",
            _dead("return torch.cat([(a == 0).any(dim=0) for a in layers]).float().mean().item()"),
            breaks=Values("one_layer"),
            message="Yours calls a unit dead that is silent for one example.",
            hint="Dead means 0 for every example.",
        ),
        Misconception(
            "first_layer_alone",
            _dead("return (layers[0] == 0).all(dim=0).float().mean().item()"),
            breaks=Values("two_layers"),
            message="Yours looks at the first hidden layer alone.",
            hint="Collect the units of all hidden layers.",
        ),
        Misconception(
            "last_layer_alone",
            _dead("return (layers[-1] == 0).all(dim=0).float().mean().item()"),
            breaks=Values("two_layers"),
            message="Yours looks at the last hidden layer alone.",
            hint="Collect the units of all hidden layers.",
        ),
        Misconception(
            "count",
            _dead("return torch.cat([(a == 0).all(dim=0) for a in layers]).sum().item()"),
            breaks=Values("one_layer"),
            message="Yours counts the dead units. Asked for is their share of all hidden units.",
            hint="Divide by the number of units, or take a mean.",
        ),
        Misconception(
            "alive",
            _dead("return torch.cat([(a > 0).any(dim=0) for a in layers]).float().mean().item()"),
            breaks=Values("one_layer"),
            message="Yours is the share of units that are alive.",
            hint="The two shares sum to 1.",
        ),
        Misconception(
            "along_the_units",
            _dead("return torch.cat([(a == 0).all(dim=1) for a in layers]).float().mean().item()"),
            breaks=Values("one_layer"),
            message="Yours asks of each example whether all units are silent. Asked for is each unit, over all examples.",
            hint="`dim=0` goes down the column of a unit.",
        ),
    ),
    wrong={
        "always_a_half": "def dead_fraction(model, X):\n    return 0.5",
        "always_raises": "def dead_fraction(model, X):\n    raise ValueError",
        "outputs_alone": "def dead_fraction(model, X):\n    return (model(X) == 0).all(dim=0).float().mean().item()",
        "largest_share": """
def dead_fraction(model, X):
    shares = []
    with torch.no_grad():
        for m in model:
            X = m(X)
            if isinstance(m, nn.ReLU):
                shares.append((X == 0).all(dim=0).float().mean().item())
    if not all(t.isfinite().all() for t in (X, *model.parameters())):
        raise ValueError
    return max(shares)
""",
    },
    equivalent={
        (".item()", ""): "a tensor of one number is a number here",
        ("'the network is not finite'", ""): WORDS,
        ("the network is not finite", "A"): WORDS,
        ("the network is not finite", "B"): WORDS,
        ("the network is not finite", "C"): WORDS,
        ("the network is not finite", "D"): WORDS,
        ("[X,", "[X + X,"): TWICE_FINITE,
        ("isfinite(tensor)", "isfinite(tensor + tensor)"): TWICE_FINITE,
        ("X == 0", "X + X == 0"): TWICE_FINITE,
        ("cat(dead)", "cat(dead + dead)"): "each unit twice: the same share",
        ("*model", "*(model + model)"): "a Sequential and itself have the same parameters",
    },
)


def _port(body: str, before: str = "") -> str:
    lines = [
        "def port_weights(kernels, biases, model):",
        "    layers = [m for m in model if isinstance(m, nn.Linear)]",
        *([f"    {before}"] if before else []),
        "    with torch.no_grad():",
        "        for layer, kernel, bias in zip(layers, kernels, biases):",
        *(f"            {line}" for line in body.split("\n")),
    ]
    return "\n".join(lines)


PORT = Answers(
    setup=SETUP,
    solution="""
def port_weights(kernels, biases, model):
    layers = [module for module in model if isinstance(module, nn.Linear)]
    with torch.no_grad():
        for layer, kernel, bias in zip(layers, kernels, biases):
            layer.weight.copy_(torch.tensor(kernel.T))
            layer.bias.copy_(torch.tensor(bias))
""",
    explanation="A kernel is (inputs, outputs), a weight (outputs, inputs): transposed, and copied into the model's own memory.",
    others={
        "state_dict": """
def port_weights(kernels, biases, model):
    arrays = []
    for kernel, bias in zip(kernels, biases):
        arrays += [kernel.transpose(), bias]
    state = {name: torch.tensor(array) for name, array in zip(model.state_dict(), arrays)}
    model.load_state_dict(state)
""",
        "new_parameters": """
def port_weights(kernels, biases, model):
    for place, (kernel, bias) in enumerate(zip(kernels, biases)):
        model[2 * place].weight = nn.Parameter(torch.tensor(kernel).T.contiguous())
        model[2 * place].bias = nn.Parameter(torch.tensor(bias))
    return model
""",
        "data": """
def port_weights(kernels, biases, model):
    parameters = iter(model.parameters())
    for kernel, bias in zip(kernels, biases):
        next(parameters).data[:] = torch.from_numpy(kernel).t()
        next(parameters).data[:] = torch.from_numpy(bias)
""",
        "load_state_dict": """
def port_weights(kernels, biases, model):
    ours = [m for m in model.modules() if hasattr(m, 'weight')]
    for m, k, b in zip(ours, kernels, biases):
        m.load_state_dict({'weight': torch.as_tensor(k.T), 'bias': torch.as_tensor(b)})
""",
        "by_index": """
@torch.no_grad()
def port_weights(kernels, biases, model):
    for i in range(len(kernels)):
        model[2 * i].weight[:] = torch.from_numpy(kernels[i]).T
        model[2 * i].bias[:] = torch.from_numpy(biases[i])
""",
    },
    ranking=(("shared_memory",),),
    misconceptions=(
        Misconception(
            "not_transposed",
            _port("layer.weight.copy_(torch.tensor(kernel))\nlayer.bias.copy_(torch.tensor(bias))"),
            breaks=Values("square"),
            message="Yours copies the kernels as they are. In a square layer nothing complains, and the outputs are wrong.",
            hint="Keras: (inputs, outputs). PyTorch: (outputs, inputs).",
        ),
        Misconception(
            "transposed_where_it_would_fail",
            _port(
                "if layer.weight.shape != kernel.shape:\n    kernel = kernel.T\n"
                "layer.weight.copy_(torch.tensor(kernel))\nlayer.bias.copy_(torch.tensor(bias))"
            ),
            breaks=Values("square"),
            message="Yours transposes where the shapes differ. A square kernel has to be transposed as well, though it would fit.",
            hint="Transpose every kernel, whatever its shape.",
        ),
        Misconception(
            "reshaped",
            _port(
                "layer.weight.copy_(torch.tensor(kernel).reshape(layer.weight.shape))\nlayer.bias.copy_(torch.tensor(bias))"
            ),
            breaks=Values("mixed"),
            message="Yours reshapes: that keeps the numbers in their order and breaks the lines elsewhere. Rows should become columns.",
            hint="`kernel.T` is the transposed array.",
        ),
        Misconception(
            "no_biases",
            _port("layer.weight.copy_(torch.tensor(kernel.T))"),
            breaks=Values("mixed"),
            message="Yours moves the kernels and leaves the biases behind.",
            hint="`layer.bias` is a parameter too.",
        ),
        Misconception(
            "shared_memory",
            _port("layer.weight.data = torch.from_numpy(kernel).T\nlayer.bias.data = torch.from_numpy(bias)"),
            breaks=Values("own"),
            message="Yours lets the model use the arrays themselves, since `torch.from_numpy` shares memory: whoever changes one changes the other.",
            hint="`torch.tensor(array)` and `copy_` make copies.",
        ),
        Misconception(
            "first_layer_alone",
            "def port_weights(kernels, biases, model):\n    with torch.no_grad():\n"
            "        model[0].weight.copy_(torch.tensor(kernels[0].T))\n        model[0].bias.copy_(torch.tensor(biases[0]))",
            breaks=Values("mixed"),
            message="Yours moves the first layer alone.",
            hint="Go through all `nn.Linear` modules of the model.",
        ),
        Misconception(
            "into_a_copy",
            _port("layer.weight.clone().copy_(torch.tensor(kernel.T))\nlayer.bias.clone().copy_(torch.tensor(bias))"),
            breaks=Values("mixed"),
            message="Yours leaves the model as it was: the numbers went into something else.",
            hint="Copy into `layer.weight` itself.",
            variants=("def port_weights(kernels, biases, model):\n    pass",),
        ),
    ),
    wrong={
        "kernel_reversed": """
def port_weights(kernels, biases, model):
    for m, k, b in zip(model[::2], kernels, biases):
        m.weight.data[:] = torch.tensor(k[::-1].T.copy())
        m.bias.data[:] = torch.tensor(b)
""",
        "first_bias_for_all": """
def port_weights(kernels, biases, model):
    for m, k, b in zip(model[::2], kernels, biases):
        m.weight.data[:] = torch.tensor(k.T)
        m.bias.data += torch.tensor(b[0])
""",
    },
    equivalent={
        ("in model", "in model + model"): THE_FIRST_COUNT,
        ("zip(layers", "zip(layers + layers"): THE_FIRST_COUNT,
        (", kernels, biases)", ", kernels + kernels, biases)"): THE_FIRST_COUNT,
        ("kernels, biases):", "kernels, biases + biases):"): THE_FIRST_COUNT,
    },
)

ANSWERS = {
    "torch.spelling": SPELLING,
    "torch.build_model": BUILD,
    "torch.in_place": IN_PLACE,
    "torch.bend": BEND,
    "torch.train_step": TRAIN,
    "torch.dead_fraction": DEAD,
    "torch.port_weights": PORT,
}
