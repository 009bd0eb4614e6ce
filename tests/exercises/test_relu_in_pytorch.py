"""What holds for the exercises of notebook 06 alone."""

import subprocess
import sys

import pytest

from course_utils.autograder.key_source import answers_for
from course_utils.course import COURSE
from course_utils.exercises import relu_in_pytorch as q
from tests.autograder.helpers import verdict_on_source

pytestmark = pytest.mark.usefixtures("torch")


def mostly_wrong():
    """Yield (exercise, source) for answers of which less than half is right."""
    for exercise in COURSE.by_notebook()[q.NOTEBOOK]:
        answers = answers_for(exercise)
        for name, source in answers.wrong.items():
            if name != "largest_share":  # right but for its last line
                yield exercise, source
        for known in answers.misconceptions:
            if known.name in ("step_forgotten", "into_a_copy"):
                yield from ((exercise, source) for source in known.variants)


@pytest.mark.parametrize(("exercise", "source"), list(mostly_wrong()))
def test_what_is_mostly_wrong_earns_half_of_the_points_at_most(exercise, source):
    verdict = verdict_on_source(exercise, source)
    assert verdict.points < verdict.out_of / 2 + 0.1, verdict


def test_the_broken_function_that_is_shown_does_what_it_says():
    given = verdict_on_source(COURSE.find("torch.bend"), "bend = q.bend_in_place")
    assert given.diagnosis.name == "as_given"
    assert 0 < given.points < 3


def test_what_the_first_optimizer_loads_is_loaded_before_the_clock_runs():
    """A time limit in the middle of these imports would leave them broken for the solution too."""
    code = (
        "import sys\nfrom course_utils.course import COURSE\nCOURSE.find('torch.train_step').probes(0)\n"
        "import torch\nbefore = len(sys.modules)\n"
        "torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=0.1)\nassert len(sys.modules) == before"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=120)


def test_an_error_inside_the_answer_is_told_of_the_answer_and_not_of_the_model():
    source = "def port_weights(kernels, biases, model):\n    return model.layers"
    verdict = verdict_on_source(COURSE.find("torch.port_weights"), source)
    assert verdict.counterexamples[0].call == "`port_weights`"
    assert "AttributeError" in verdict.counterexamples[0].result
    assert "the outputs of the model" not in str(verdict)
    refuses = "def port_weights(kernels, biases, model):\n    model[0].weight.data = torch.zeros(2)"
    verdict = verdict_on_source(COURSE.find("torch.port_weights"), refuses)
    assert "the outputs of the model raised" in str(verdict)  # the answer itself came to its end
