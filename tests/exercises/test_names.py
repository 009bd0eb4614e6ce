"""A name is true of whatever gets it, also of two faults at once."""

import pytest

from course_utils.autograder.comparison import LOOSE, compare
from course_utils.autograder.forms import FORM_FAULTS
from course_utils.autograder.key_source import answers_for, observe_source
from course_utils.autograder.properties import Values
from course_utils.testing.verdicts import verdict_on_source, with_fault_on_top
from tests.exercises.mixtures import FAULTS, mixed_exercises, mixtures

FORMS = {form.name: form for form in FORM_FAULTS}


def shown(exercise, source):
    """Return what an answer shows on the ordinary probes: what it returned, and whether it stopped."""
    seen = observe_source(exercise, source, answers_for(exercise).setup, 0)
    return [
        (outcome.returned, outcome.raised is None)
        for probe, outcome in zip(exercise.probes(0), seen.outcomes, strict=True)
        if probe.ordinary
    ]


def behave_alike(exercise, one, other):
    pairs = zip(shown(exercise, one), shown(exercise, other), strict=True)
    return all(runs == also and compare(a, b, LOOSE, dtype=False) is None for (a, runs), (b, also) in pairs)


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("exercise", mixed_exercises(), ids=lambda exercise: exercise.id)
def test_a_name_is_true_of_two_faults_at_once(exercise, fault):
    """A name of values is that of the misconception, or of one that shows the same with this fault on top.

    What a name says of another property is true if that property fails; test_forms.py asks more of faults of form.
    """
    known = {one.name: one for one in answers_for(exercise).misconceptions}
    for name, source in mixtures(exercise, fault):
        verdict = verdict_on_source(exercise, source)
        for told in {one.name for one in verdict.diagnoses} - {name}:
            if told in known and known[told].message == known[name].message:
                continue  # two ways of one mistake
            if told in known and isinstance(known[told].breaks, Values):
                other = with_fault_on_top(exercise, known[told].source, FAULTS[fault])
                assert behave_alike(exercise, source, other), f"{told}: {verdict}"
            elif told in known or told in FORMS:
                breaks = (known | FORMS)[told].breaks
                fails = [item for item in verdict.properties if item.state == "failed"]
                assert any(item.name.startswith(str(breaks)) for item in fails), f"{told}: {verdict}"
