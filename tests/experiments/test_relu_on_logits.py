import numpy as np
import pytest

from course_utils.experiments import recording, relu_on_logits


def test_the_recorded_runs_are_two_kinds_of_last_layer_on_the_same_seeds():
    runs = relu_on_logits.recorded()
    for last in relu_on_logits.LAST:
        assert [run.seed for run in runs if run.last == last] == list(relu_on_logits.SEEDS)
    assert recording.load("relu_on_logits")["made_by"]["keras"]


def test_a_relu_on_the_logits_loses_classes_in_some_networks_and_does_no_harm_in_others():
    plain, bent = (
        [run for run in relu_on_logits.recorded() if run.last == last]
        for last in ("logits as they are", "ReLU on the logits")
    )
    assert all(run.accuracy > 0.88 and not run.never_found for run in plain)
    lost = [run for run in bent if run.never_found]
    assert 3 <= len(lost) <= 9
    assert all(run.accuracy < 0.87 for run in lost)
    assert all(run.accuracy > 0.88 for run in bent if not run.never_found)
    assert all(len(run.never_found) <= 2 for run in lost)


@pytest.mark.usefixtures("keras")
def test_bad_runs_lose_the_same_digits_when_they_are_made_again():
    bad = [run for run in relu_on_logits.recorded() if run.last == "ReLU on the logits" and run.never_found][:3]
    assert bad[0].never_found == (1, 9)
    again = [relu_on_logits.train_classifier("ReLU on the logits", seed=was.seed) for was in bad]
    pairs = list(zip(again, bad, strict=True))
    assert sum(now.never_found == was.never_found for now, was in pairs) >= 2
    assert np.median([abs(now.accuracy - was.accuracy) for now, was in pairs]) < 0.03
