"""Notebook 08: more answers than its answers module has, right and wrong."""

import numpy as np
import pytest

from course_utils.course import COURSE
from course_utils.notebook_files import read_notebook
from tests.autograder.helpers import verdict_on_source

PATH = next(path for path in COURSE.notebooks() if path.name.startswith("08"))
TEXT = "\n".join(cell.source for cell in read_notebook(PATH).cells if cell.cell_type == "markdown")
QUAD = "from scipy.integrate import quad\n"

RIGHT = {
    "variants.leaky": [
        "def leaky(x, a):\n    return np.clip(x, 0, None) - a * np.clip(np.negative(x), 0, None)",
        "def leaky(x, a):\n    x = np.asarray(x)\n    return np.select([x >= 0], [x], a * x)",
        "leaky = lambda x, a=0.01: ((np.sign(x) + 1) / 2 + a * (1 - np.sign(x)) / 2) * x",
        "def leaky(x, a):\n    return max(x, 0) + a * min(x, 0) if np.isscalar(x) else np.where(x < 0, a * x, x)",
    ],
    "variants.prelu_grads": [
        "def prelu_grads(z, a, upstream):\n    slope = np.full_like(z, a)\n    slope[z > 0] = 1\n"
        "    return slope * upstream, (np.where(z < 0, z, 0) * upstream).sum()",
        "def prelu_grads(z, a, upstream):\n    dz = upstream * np.where(z > 0, 1.0, a)\n"
        "    return dz, np.vdot(upstream, np.clip(z, None, 0))",
        "def prelu_grads(z, a, g):\n    dz = np.where(z > 0, g, g * a)\n"
        "    return dz, float(np.sum(g[z < 0] * z[z < 0]))",
        "def prelu_grads(z, a, upstream):\n    dz = upstream * ((z > 0) * (1 - a) + a)\n"
        "    return dz, np.sum(upstream * np.minimum(z, 0))",
    ],
    "variants.elu": [
        "import math\ndef one(v, alpha):\n    return v if v > 0 else alpha * math.expm1(v)\n"
        "def elu(x, alpha):\n    return np.vectorize(one, otypes=[float])(x, alpha)",
        "def elu(x, alpha):\n    x = np.asarray(x, dtype=float)\n"
        "    return np.where(x > 0, x, alpha * np.expm1(x, where=x <= 0, out=np.zeros_like(x)))",
        "def elu(x, alpha):\n    x = np.asarray(x)\n"
        "    return np.piecewise(x, [x > 0], [lambda v: v, lambda v: alpha * np.expm1(v)])",
    ],
    "variants.moments": [
        QUAD + "def moments(lam, alpha):\n    f = lambda z: lam * (z if z > 0 else alpha * np.expm1(z))\n"
        "    p = lambda z: np.exp(-z * z / 2) / np.sqrt(2 * np.pi)\n"
        "    m = quad(lambda z: f(z) * p(z), -np.inf, np.inf)[0]\n"
        "    return (m, quad(lambda z: (f(z) - m) ** 2 * p(z), -np.inf, np.inf)[0])",
        "def moments(lam, alpha):\n    z = np.linspace(-9, 9, 100_001)\n    f = lam * activations.elu(z, alpha)\n"
        "    m = np.trapezoid(f * density(z), z)\n    return m, np.trapezoid(f**2 * density(z), z) - m**2",
        QUAD + "def moments(lam, alpha):\n    def m(k):\n"
        "        return quad(lambda z: activations.elu(z, alpha) ** k * density(z), -8, 8)[0]\n"
        "    return [lam * m(1), lam * lam * (m(2) - m(1) ** 2)]",
    ],
    "variants.paired_interval": [
        "def paired_interval(a, b):\n    d = np.array(a) - np.array(b)\n    sem = d.std(ddof=1) / len(d) ** 0.5\n"
        "    m = d.mean()\n    return m, m + t.ppf(0.025, len(d) - 1) * sem, m + t.ppf(0.975, len(d) - 1) * sem",
        "def paired_interval(a, b):\n    d = a - b\n    v = np.sum((d - d.mean()) ** 2) / (d.size - 1)\n"
        "    w = t.isf(0.025, d.size - 1) * np.sqrt(v / d.size)\n    m = d.mean()\n    return [float(m), m - w, m + w]",
        "def paired_interval(a, b):\n    d = b - a\n    m = -np.mean(d)\n"
        "    h = t.ppf(0.975, d.size - 1) * np.sqrt(np.var(d, ddof=1) / d.size)\n    return m, m - h, m + h",
    ],
}
WRONG = {
    "variants.leaky": [
        "def leaky(x, a):\n    return np.maximum(0, x) + a",
        "def leaky(x, a):\n    return np.minimum(a * x, x)",
        "def leaky(x, a):\n    return np.maximum(0, x) + a * x",
        "def leaky(x, a):\n    return None",
    ],
    "variants.prelu_grads": [
        "def prelu_grads(z, a, upstream):\n    return upstream * np.where(z > 0, 1, a)",
        "def prelu_grads(z, a, upstream):\n    return np.where(z > 0, z, a * z), np.sum(upstream * np.minimum(0, z))",
        "def prelu_grads(z, a, upstream):\n"
        "    return upstream * np.where(z > 0, 1, a), -np.sum(upstream * np.minimum(0, z))",
        "def prelu_grads(z, a, upstream):\n    return ..., ...",
    ],
    "variants.elu": [
        "def elu(x, alpha):\n    return np.maximum(0, x) - alpha * np.expm1(np.minimum(0, x))",
        "def elu(x, alpha):\n    return np.maximum(0, x) + np.expm1(np.minimum(0, alpha * x)) / alpha",
        "def elu(x, alpha):\n    return np.maximum(-alpha, x)",
        "def elu(x, alpha):\n    return np.where(x > 0, x, alpha * np.expm1(np.clip(x, -20, 0)))",
    ],
    "variants.moments": [
        "def moments(lam, alpha):\n    z = np.random.default_rng(0).standard_normal(1_000_000)\n"
        "    f = lam * activations.elu(z, alpha)\n    return f.mean(), f.var()",
        "def moments(lam, alpha):\n    return 0, 1",
        "def moments(lam, alpha):\n    return lam * activations.elu(0.0, alpha), lam**2",
        "def moments(lam, alpha):\n    return None",
    ],
    "variants.paired_interval": [
        "def paired_interval(a, b):\n    d = np.abs(a - b)\n"
        "    h = t.ppf(0.975, len(d) - 1) * d.std(ddof=1) / len(d) ** 0.5\n"
        "    return d.mean(), d.mean() - h, d.mean() + h",
        "def paired_interval(a, b):\n    d = a - b\n    return d.mean(), d.min(), d.max()",
        "def paired_interval(a, b):\n    d = a - b\n    return d.mean(), *np.percentile(d, [2.5, 97.5])",
        "def paired_interval(a, b):\n    return np.mean(a - b)",
    ],
}


@pytest.mark.parametrize(("name", "source"), [(n, s) for n, sources in RIGHT.items() for s in sources])
def test_more_right_answers_have_full_points(name, source):
    verdict = verdict_on_source(COURSE.find(name), source)
    assert (verdict.state, verdict.diagnosis) == ("passed", None), verdict


@pytest.mark.parametrize(("name", "source"), [(n, s) for n, sources in WRONG.items() for s in sources])
def test_wrong_answers_that_nobody_foresaw_lose_points_and_are_not_misnamed(name, source):
    verdict = verdict_on_source(COURSE.find(name), source)
    assert verdict.points < verdict.out_of
    assert verdict.diagnosis is None, verdict


def test_an_overflow_on_the_way_is_named_whichever_exponential_it_was():
    for source in ("np.exp(x) - 1", "np.expm1(x)"):
        text = f"def elu(x, alpha):\n    return np.where(x > 0, x, alpha * ({source}))"
        verdict = verdict_on_source(COURSE.find("variants.elu"), text)
        assert verdict.diagnosis is not None
        assert verdict.diagnosis.name == "both_sides_computed"


def test_it_is_worth_20_points():
    assert sum(e.points for notebook, e in COURSE if notebook == PATH.name) == 20


def test_every_claim_has_its_verdict():
    assert TEXT.count("> **Claim.**") == TEXT.count("> **Verdict.**") == 6


def test_every_line_of_the_guide_says_what_it_rests_on():
    guide = TEXT.split("### A guide to choosing")[1].split("## Summary")[0]
    rows = [line.strip("|").split("|") for line in guide.splitlines() if line.startswith("|")][2:]
    assert len(rows) >= 6
    for row in rows:
        assert any(word in row[-1] for word in ("measured", "published", "notebook 03")), row


def test_the_claim_about_max_is_false_for_a_slope_above_1():
    x = np.array([-1.0, 0.0, 1.0])
    assert np.maximum(2 * x, x).tolist() == [-1, 0, 2]
    assert (np.maximum(0, x) + 2 * np.minimum(0, x)).tolist() == [-2, 0, 1]
