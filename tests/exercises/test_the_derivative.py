"""The solutions of notebook 07, held to what they claim by other means: torch, and differences."""

import ast

import numpy as np
import pytest

from course_utils import activations
from course_utils.answers.the_derivative import value_class
from course_utils.autograder.key_source import answers_for
from course_utils.course import COURSE
from course_utils.notebook_files import exercise_id, read_notebook
from tests.autograder.helpers import verdict_on_source


def solved(name):
    exercise = COURSE.find(f"derivative.{name}")
    answers = answers_for(exercise)
    namespace = {}
    exec(answers.setup + answers.solution, namespace)
    return namespace[name]


def test_relu_grad_is_torchs_gradient_under_its_convention(torch):
    relu_grad = solved("relu_grad")
    x, upstream = np.array([-2.0, -0.0, 0.0, 1e-9, 3.0]), np.array([1.0, 2.0, -3.0, 4.0, -5.0])
    for function, at_zero in ((torch.relu, 0.0), (lambda t: t.clamp(min=0), 1.0)):
        t = torch.tensor(x, requires_grad=True)
        function(t).backward(torch.tensor(upstream))
        np.testing.assert_array_equal(relu_grad(x, upstream, at_zero), t.grad.numpy())
    np.testing.assert_array_equal(relu_grad(x, np.ones(5), 0.0), activations.relu_derivative(x))


@pytest.mark.parametrize("seed", range(5))
def test_the_backward_pass_of_a_layer_is_torchs(torch, seed):
    rng = np.random.default_rng(seed)
    arrays = [rng.standard_normal(shape) for shape in ((5, 3), (3, 4), (4,))]
    upstream = rng.standard_normal((5, 4))
    X, W, b = (torch.tensor(array, requires_grad=True) for array in arrays)
    torch.relu(X @ W + b).backward(torch.tensor(upstream))
    for mine, theirs in zip(solved("relu_layer_backward")(*arrays, upstream), (W.grad, b.grad, X.grad), strict=True):
        np.testing.assert_allclose(mine, theirs.numpy(), rtol=1e-9, atol=1e-12)


def test_the_backward_pass_of_a_layer_is_what_central_differences_measure_off_the_kink():
    rng = np.random.default_rng(1)
    X, W, b, upstream = (rng.standard_normal(shape) for shape in ((4, 3), (3, 2), (2,), (4, 2)))
    h = 1e-6
    assert np.abs(X @ W + b).min() > 1e-3
    difference = solved("central_difference")

    def loss(X, W, b):
        return float((activations.relu(X @ W + b) * upstream).sum())

    measured = np.zeros_like(W)
    for place in np.ndindex(*W.shape):
        step = np.zeros_like(W)
        step[place] = 1.0
        measured[place] = difference(lambda t, step=step: loss(X, W + t * step, b), 0.0, h)
    np.testing.assert_allclose(solved("relu_layer_backward")(X, W, b, upstream)[0], measured, rtol=1e-6, atol=1e-8)


@pytest.mark.parametrize("seed", range(10))
def test_value_agrees_with_torch_on_graphs_that_use_numbers_many_times(torch, seed):
    Value = solved("Value")
    rng = np.random.default_rng(seed)
    start = np.round(rng.uniform(-2, 2, 3), 2)
    mine = [Value(float(number)) for number in start]
    leaves = [torch.tensor(number, dtype=torch.float64, requires_grad=True) for number in start]
    ours, theirs = list(mine), list(leaves)
    for _ in range(12):
        i, j = rng.integers(0, len(ours), 2)
        operation = rng.integers(0, 3)
        for nodes in (ours, theirs):
            a, b = nodes[i], nodes[j]
            nodes.append(a + b if operation == 0 else a * b if operation == 1 else a.relu())
    out, total = ours[-1], theirs[-1]
    for node, tensor in zip(ours, theirs, strict=True):
        out, total = out + node, total + tensor
    out.backward()
    total.backward()
    for value, leaf in zip(mine, leaves, strict=True):
        assert value.grad == pytest.approx(leaf.grad.item(), rel=1e-9)


def test_the_notebooks_class_is_the_solution_with_two_methods_left_open():
    path = next(path for path in COURSE.notebooks() if path.name.startswith("07"))
    source = next(cell.source for cell in read_notebook(path).cells if exercise_id(cell) == "derivative.Value")

    def methods(text):
        body = ast.parse(text).body[0].body
        return {node.name: ast.unparse(node) for node in body if isinstance(node, ast.FunctionDef)}

    stub, solution = methods(source), methods(value_class())
    assert {name for name in solution if stub[name] != solution[name]} == {"__mul__", "relu"}


def test_a_class_with_one_method_still_open_is_told_so_and_keeps_what_it_earned():
    half = value_class()
    start, end = half.index("    def relu"), half.index("    def backward")
    verdict = verdict_on_source(
        COURSE.find("derivative.Value"), half[:start] + "    def relu(self):\n        return ...\n\n" + half[end:]
    )
    assert 0 < verdict.points < 5
    assert "ellipsis" in str(verdict) or "`...`" in str(verdict)


def test_the_stub_of_the_class_is_unattempted_even_where_its_source_is_not_known():
    path = next(path for path in COURSE.notebooks() if path.name.startswith("07"))
    source = next(cell.source for cell in read_notebook(path).cells if exercise_id(cell) == "derivative.Value")
    namespace = {}
    exec(source, namespace)
    exercise = COURSE.find("derivative.Value")
    assert exercise.observe(namespace, exercise.probes(0), source=None).is_unattempted
