"""Notebook 06: answers that nobody foresaw."""

import subprocess
import sys

import pytest

from course_utils.autograder.verdict import Verdict
from course_utils.exercises import all_exercises, find
from tests.autograder.helpers import verdict_on_source

pytestmark = pytest.mark.usefixtures("torch")


def test_it_is_worth_19_points():
    assert sum(e.points for notebook, e in all_exercises() if notebook.startswith("06")) == 19


def step(*lines):
    return "def train_step(model, optimizer, X, y):\n" + "\n".join(f"    {line}" for line in lines)


RIGHT = {
    "torch.build_model": [
        "class Net(nn.Module):\n    def __init__(self):\n        super().__init__()\n"
        "        self.layers = nn.ModuleList([nn.Linear(12, 8), nn.Linear(8, 5), nn.Linear(5, 3)])\n"
        "    def forward(self, X):\n        *hidden, last = self.layers\n        for layer in hidden:\n"
        "            X = torch.maximum(layer(X), torch.zeros(()))\n        return last(X)\n"
        "def build_model():\n    return Net()",
        "build_model = lambda: nn.Sequential(nn.Flatten(), nn.Linear(12, 8), nn.LeakyReLU(0.0), nn.Linear(8, 5), "
        "nn.ReLU(), nn.Linear(5, 3), nn.Identity())",
    ],
    "torch.bend": [
        "def bend(z):\n    return z.clamp(min=0) + torch.sigmoid(z).mul(0.5)",
        "def bend(z):\n    return 0.5 * (z + z.abs()) + 1 / (2 + 2 * (-z).exp())",
        "def bend(z):\n    a = F.relu(z + 0)\n    a = a + F.sigmoid(z) / 2\n    return a",
    ],
    "torch.train_step": [
        step(
            "for group in optimizer.param_groups:",
            "    for p in group['params']:",
            "        p.grad = None",
            "loss = torch.nn.CrossEntropyLoss()(model.forward(X), y)",
            "torch.autograd.backward(loss)",
            "optimizer.step()",
            "return loss.tolist()",
        ),
        step(
            "def closure():",
            "    optimizer.zero_grad()",
            "    loss = F.cross_entropy(model(X), y)",
            "    loss.backward()",
            "    return loss",
            "return float(optimizer.step(closure))",
        ),
    ],
    "torch.dead_fraction": [
        "@torch.no_grad()\ndef dead_fraction(model, X):\n    total = []\n    out = X\n    for m in model.children():\n"
        "        out = m(out)\n        if type(m) is nn.ReLU:\n            total += (out.sum(0) == 0).tolist()\n"
        "    values = torch.cat([out.flatten(), torch.nn.utils.parameters_to_vector(model.parameters())])\n"
        "    if values.isnan().any() or values.isinf().any():\n        raise ValueError(f'{values} is not finite')\n"
        "    return np.mean(total)",
        "class NotFinite(ValueError):\n    pass\n"
        "def dead_fraction(model, X):\n    dead = []\n    with torch.no_grad():\n        for m in model:\n"
        "            X = m(X)\n            if isinstance(m, nn.ReLU):\n"
        "                dead += (X == 0).all(dim=0).tolist()\n"
        "    if not all(t.isfinite().all() for t in (X, *model.parameters())):\n        raise NotFinite('broken')\n"
        "    return sum(dead) / len(dead)",
    ],
    "torch.port_weights": [
        "def port_weights(kernels, biases, model):\n    ours = [m for m in model.modules() if hasattr(m, 'weight')]\n"
        "    for m, k, b in zip(ours, kernels, biases):\n"
        "        m.load_state_dict({'weight': torch.as_tensor(k.T), 'bias': torch.as_tensor(b)})",
        "@torch.no_grad()\ndef port_weights(kernels, biases, model):\n    for i in range(len(kernels)):\n"
        "        model[2 * i].weight[:] = torch.from_numpy(kernels[i]).T\n"
        "        model[2 * i].bias[:] = torch.from_numpy(biases[i])",
    ],
}
WRONG = {
    "torch.build_model": [
        "def build_model():\n    return nn.Sequential("
        "nn.Linear(12, 8), nn.ReLU(), nn.Linear(8, 5), nn.Sigmoid(), nn.Linear(5, 3))",
        "def build_model():\n    return nn.Sequential("
        "nn.Linear(12, 5), nn.ReLU(), nn.Linear(5, 8), nn.ReLU(), nn.Linear(8, 3))",
        "def build_model():\n    nn.Sequential(nn.Linear(12, 8))",
    ],
    "torch.bend": [
        "def bend(z):\n    return torch.relu(z) + 0.5 * torch.tanh(z)",
        "def bend(z):\n    return z + 0.5 * torch.sigmoid(z)",
        "def bend(z):\n    return z.detach().numpy().clip(0)",
    ],
    "torch.train_step": [
        step(
            "optimizer.zero_grad()",
            "loss = model(X).mean()",
            "loss.backward()",
            "optimizer.step()",
            "return loss.item()",
        ),
        step("return F.cross_entropy(model(X), y).item()"),
        step(
            "loss = F.cross_entropy(model(X), y)",
            "loss.backward()",
            "for p in model.parameters():",
            "    p.data -= 0.1 * p.grad",
            "    p.grad = None",
            "return loss.item()",
        ),
    ],
    "torch.dead_fraction": [
        "def dead_fraction(model, X):\n    return 0.5",
        "def dead_fraction(model, X):\n    raise ValueError",
        "def dead_fraction(model, X):\n    return (model(X) == 0).all(dim=0).float().mean().item()",
    ],
    "torch.port_weights": [
        "def port_weights(kernels, biases, model):\n    pass",
        "def port_weights(kernels, biases, model):\n    for m, k, b in zip(model[::2], kernels, biases):\n"
        "        m.weight.data[:] = torch.tensor(k[::-1].T.copy())\n        m.bias.data[:] = torch.tensor(b)",
        "def port_weights(kernels, biases, model):\n    for m, k, b in zip(model[::2], kernels, biases):\n"
        "        m.weight.data[:] = torch.tensor(k.T)\n        m.bias.data += torch.tensor(b[0])",
    ],
}


@pytest.mark.parametrize(("name", "source"), [(n, s) for n, sources in RIGHT.items() for s in sources])
def test_more_right_answers_have_full_points(name, source):
    verdict = verdict_on_source(find(name), source)
    assert isinstance(verdict, Verdict)
    assert (verdict.state, verdict.diagnosis) == ("passed", None), verdict


@pytest.mark.parametrize(("name", "source"), [(n, s) for n, sources in WRONG.items() for s in sources])
def test_wrong_answers_that_nobody_foresaw_lose_points(name, source):
    verdict = verdict_on_source(find(name), source)
    assert verdict.points < verdict.out_of / 2 + 0.1, verdict


LARGEST_SHARE = (
    "def dead_fraction(model, X):\n    shares = []\n    with torch.no_grad():\n        for m in model:\n"
    "            X = m(X)\n            if isinstance(m, nn.ReLU):\n"
    "                shares.append((X == 0).all(dim=0).float().mean().item())\n"
    "    if not all(t.isfinite().all() for t in (X, *model.parameters())):\n        raise ValueError\n"
    "    return max(shares)"
)
NAMED = {
    "torch.build_model": {
        "def build_model():\n    return nn.Sequential("
        "nn.Linear(12, 8), nn.Hardtanh(0, 6), nn.Linear(8, 5), nn.ReLU6(), nn.Linear(5, 3))": "relu6",
    },
    "torch.bend": {
        "def bend(z):\n    r = torch.relu(z)\n    r.add_(torch.sigmoid(z) / 2)\n    return r": "error_left",
        "def bend(z):\n    r = torch.sigmoid(z)\n    r.div_(2)\n    return r + z.relu()": "error_left",
        "def bend(z):\n    a = z.numpy()\n"
        "    return torch.tensor(np.maximum(0, a) + 0.5 / (1 + np.exp(-a)))": "error_left",
        "def bend(z):\n    z = z.detach().clone()\n    return torch.relu(z) + torch.sigmoid(z) / 2": "no_grad",
        "def bend(z):\n    z = torch.tensor(z.tolist(), requires_grad=True)\n"
        "    return torch.relu(z) + torch.sigmoid(z) / 2": "no_grad",
    },
    "torch.dead_fraction": {LARGEST_SHARE: None},
}


@pytest.mark.parametrize(
    ("name", "source", "diagnosis"), [(n, s, d) for n, sources in NAMED.items() for s, d in sources.items()]
)
def test_wrong_answers_are_named_by_what_they_do_or_not_at_all(name, source, diagnosis):
    for seed in range(5):
        verdict = verdict_on_source(find(name), source, seed)
        assert verdict.points < verdict.out_of
        assert (verdict.diagnosis and verdict.diagnosis.name) == diagnosis, verdict
        assert "`None`" not in str(verdict)


def test_the_broken_function_that_is_shown_does_what_it_says():
    given = verdict_on_source(find("torch.bend"), "bend = q.bend_in_place")
    assert given.diagnosis.name == "as_given"
    assert 0 < given.points < 3


def test_what_the_first_optimizer_loads_is_loaded_before_the_clock_runs():
    """A time limit in the middle of these imports would leave them broken for the solution too."""
    code = (
        "import sys\nfrom course_utils.exercises import find\nfind('torch.train_step').probes(0)\n"
        "import torch\nbefore = len(sys.modules)\n"
        "torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=0.1)\nassert len(sys.modules) == before"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=120)
