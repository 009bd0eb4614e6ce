"""What beginners write is named as a teaching assistant would name it, and earns what a lecturer would give."""

import json
from collections import Counter
from pathlib import Path

import pytest

from course_utils.course import COURSE
from course_utils.testing.verdicts import verdict_on_source
from tests.exercises.attempts import ALL_ATTEMPTS, outcome

ROUNDED = 0.011  # a third of the points may be told as 0.33
# Where the points are not yet what was written down: by exercise, the names of the attempts.
OTHER_POINTS = json.loads(Path(__file__).with_name("other_points.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", ALL_ATTEMPTS)
def test_no_attempt_gets_another_name_than_is_due_and_each_its_points(name):
    exercise = COURSE.find(name)
    beyond = []
    met = Counter()
    for which, attempt in ALL_ATTEMPTS[name].items():
        verdict = verdict_on_source(exercise, attempt.source)
        how = outcome(attempt, verdict)
        assert how != "misnamed", f"{which}, due {attempt.due}: {verdict}"
        met[how] += 1
        least, most = attempt.share
        if not least - ROUNDED <= verdict.points / verdict.out_of <= most + ROUNDED:
            beyond.append(which)
    assert beyond == OTHER_POINTS.get(name, [])
    assert len(ALL_ATTEMPTS[name]) >= 10
    assert met["as due"] + met["shown"] > 0


def test_each_exercise_that_is_no_choice_has_attempts():
    assert ALL_ATTEMPTS.keys() <= {exercise.id for _, exercise in COURSE if exercise.kind != "choice"}
