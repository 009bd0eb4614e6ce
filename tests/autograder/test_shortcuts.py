import pytest

from course_utils.autograder.shortcuts import UnreadableError, find_shortcut
from course_utils.cell_source import (
    MAX_SOURCE,
    TOO_LONG,
    UNSEEN,
    answer_source,
    bound_names,
    has_placeholder,
    parse,
    source_hash,
    with_imports,
)
from course_utils.course import COURSE


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("import torch", "torch"),
        ("from torch.nn.functional import *\ny = relu(x)", "torch"),
        ("from torch import *\ny = 3", ""),
        ("from numpy import *\ny = maximum(0, x)", ""),
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
        (None, ""),
        ("?np.maximum\nfrom torch import relu", "torch"),
        ("np.maximum?\nfrom torch import relu", "torch"),
        ("files = !ls\nfrom torch import relu", "torch"),
        ("%time from torch import relu", "torch"),
        ("x = %timeit -o torch.relu(y)", "torch"),
        ("%%capture\nfrom torch import relu", "torch"),
        ("    from torch import relu\n    y = 1", "torch"),
        (">>> from torch import relu\n>>> y = relu(x)", "torch"),
        ("In [1]: from torch import relu", "torch"),
        ("exec('from torch import relu')", "torch"),
        ("get_ipython().run_cell('import torch')", "torch"),
        ("def relu(x):\n    return relu.memory", ""),
    ],
)
def test_forbidden_names_are_found_however_they_are_imported(source, found):
    assert find_shortcut(source, ("torch", "tensorflow", "course_utils.activations"), COURSE.aliases) == found


@pytest.mark.parametrize("source", ["this is no python", "time from torch import relu", TOO_LONG, UNSEEN, "def f(:"])
def test_what_cannot_be_read_is_not_taken_for_one_s_own_work(source):
    with pytest.raises(UnreadableError):
        find_shortcut(source, ("torch",), COURSE.aliases)


@pytest.mark.parametrize("line", ["%\n", "x = !ls\n", "a?\n"])
def test_lines_without_end_that_only_ipython_reads_are_not_read(line, monkeypatch):
    monkeypatch.setattr("IPython.core.inputtransformer2.TransformerManager", lambda: pytest.fail("it was read"))
    assert parse(line * 10_000) is None


def test_what_ipython_stumbles_over_cannot_be_read():
    assert parse('\t\t>>> %time a?>>> \t!%time In [1]:\'import x%%%`?\r = %\t""")') is None


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        (["from torch import relu as rectify"], "torch"),
        (["import torch as t\nfrom t import y", "from torch import relu as rectify"], "torch"),
        (["%time 1\nfrom torch import relu as rectify"], "torch"),
        (["from torch import relu as rectify", "def rectify(x):\n    return x"], ""),
        (["from torch import relu"], ""),
        ([], ""),
    ],
)
def test_the_imports_of_other_cells_that_an_answer_uses_are_its_own(cells, found):
    answer = "def relu(x):\n    return rectify(x)"
    assert find_shortcut(with_imports(answer, [*cells, answer]), ("torch",), COURSE.aliases) == found


def test_an_answer_behind_a_long_comment_is_not_cut_to_what_can_be_read():
    cell = "def relu(x):\n    return x\n#" + "x" * MAX_SOURCE
    assert answer_source(["relu"], [cell]) == TOO_LONG


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
