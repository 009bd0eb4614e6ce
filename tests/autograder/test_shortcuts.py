import pytest

from course_utils.autograder.shortcuts import find_shortcut
from course_utils.cell_source import bound_names, has_placeholder, source_hash
from course_utils.course import COURSE


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("import torch", "torch"),
        ("from torch.nn import functional as G\ny = G.relu(x)", "torch"),
        ("y = tf.nn.relu(x)", "tensorflow"),
        ("y = F.relu(x)", "torch"),
        ("from course_utils.activations import relu", "course_utils.activations"),
        ("y = np.maximum(0, x)", ""),
        ("torchlight = 1", ""),
        ("torch = 3\ny = torch + 1", ""),
        ("activations = X @ W\ny = np.maximum(0, activations)\nz = activations.shape", ""),
        ("def f(F):\n    return F.shape", ""),
        ("for tf in x:\n    tf.run()", ""),
        ("y = activations.relu(x)", "course_utils.activations"),
        ("%%time\ny = torch.relu(x)", "torch"),
        ("y = (7\n% 3) + torch.relu(x)", "torch"),
        ("await load()\ny = torch.relu(x)", "torch"),
        ("x" + ".b" * 900, ""),
        ("\n".join(["x" + ".b" * 700] * 100), ""),
        ("y = (a or b).relu(x)", ""),
        ("this is no python", ""),
        (None, ""),
    ],
)
def test_forbidden_names_are_found_however_they_are_imported(source, found):
    assert find_shortcut(source, ("torch", "tensorflow", "course_utils.activations"), COURSE.aliases) == found


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("def f(x):\n    return ...", True),
        ("def f(x):\n    ...", True),
        ("a = ...", True),
        ("def f(x):\n    return x[..., 0]", False),
        ("def f(x: tuple[int, ...]):\n    return x", False),
        ("%time\na = 1", False),
        (None, False),
    ],
)
def test_a_placeholder_is_told_from_an_ellipsis_that_is_meant(source, found):
    assert has_placeholder(source) == found


def test_the_hash_sees_code_and_not_layout():
    assert source_hash("a = 1") == source_hash("a  =  1  # note\n")
    assert source_hash("a = 1") != source_hash("a = 2")
    assert source_hash("y = 1" + " + 1" * 3000) != source_hash("y = 2" + " + 1" * 3000)
    assert source_hash("not python at all") != source_hash("not python at  all")


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("a, (b, *c) = f()", {"a", "b", "c"}),
        ("def f(x):\n    y = 1", {"f"}),
        ("with open(p) as a:\n    b = [c for c in a]", {"a", "b"}),
        ("import numpy.linalg\nfrom m import n as k", {"numpy", "k"}),
        ("(a := 3)", {"a"}),
        ("%%time\na = 1", {"a"}),
        ("a = await f()", {"a"}),
        ("if True:\n    !ls\na = 1", {"a"}),
        ("no python (", set()),
    ],
)
def test_the_names_that_a_cell_binds(source, names):
    assert bound_names(source) == names
