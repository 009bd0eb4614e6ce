"""What holds for every exercise of a course, present and to come."""

import functools
import itertools
import pickle
import re

import pytest

from course_utils.autograder.answers import Family, Misconception
from course_utils.autograder.course import Course
from course_utils.autograder.exercise import Exercise
from course_utils.autograder.families import RESULT_FAMILIES
from course_utils.autograder.forms import FORM_FAULTS
from course_utils.autograder.judge import judge
from course_utils.autograder.key_source import answers_for, key_for, observe_source
from course_utils.autograder.kinds import ChoiceExercise
from course_utils.autograder.observation import Observation
from course_utils.notebook_files import exercise_id, read_notebook
from course_utils.testing.cases import (
    OfACourse,
    each_choice,
    each_drawn_exercise,
    each_exercise,
    each_misconception,
    each_right_answer,
    each_variant,
    each_wrong_answer,
)
from course_utils.testing.released_keys import LOOKUPS, looked_up
from course_utils.testing.verdicts import states, verdict_on_source

IS_RIGHT = r"^Yours (is right|works|has the right)\b(?! (in|as))"
FEW_SEEDS = range(3)
SEED_PAIRS = ((11, 12), (21, 22), (0, 33))  # of released keys, and of the keys that are graded by
# told from the right results alone
GENERAL = {form.name for form in FORM_FAULTS} | {family.name for family in RESULT_FAMILIES}


class ExerciseTests(OfACourse):
    """What holds for every exercise of `course`."""

    @each_exercise
    def test_the_id_stands_in_exactly_one_cell_of_its_own_notebook(self, exercise: Exercise) -> None:
        places = [notebook for notebook, found, _ in _stubs(self.course) if found == exercise.id]
        assert places == [notebook for notebook, other in self.course if other is exercise]

    def test_every_id_in_a_notebook_is_an_exercise(self) -> None:
        assert sorted(found for _, found, _ in _stubs(self.course)) == sorted(
            exercise.id for _, exercise in self.course
        )

    def test_ids_are_unique_and_findable(self) -> None:
        exercises = [exercise for _, exercise in self.course]
        ids = [exercise.id for exercise in exercises]
        assert len(set(ids)) == len(ids) > 0
        assert all(self.course.find(exercise.id) is exercise for exercise in exercises)
        with pytest.raises(LookupError, match=ids[0].replace(".", r"\.")):
            self.course.find("no.such")

    @each_exercise
    def test_the_stub_is_unattempted(self, exercise: Exercise) -> None:
        seen = _seen_of_the_stub(self.course, exercise)
        assert seen.is_unattempted
        assert judge(exercise, seen, key_for(exercise, 0)).state == "unattempted"

    @each_exercise
    def test_the_stub_defines_the_names_asked_for(self, exercise: Exercise) -> None:
        assert not _seen_of_the_stub(self.course, exercise).undefined

    @each_right_answer
    def test_right_answers_of_any_style_earn_full_points(self, exercise: Exercise, source: str, seeds: range) -> None:
        for seed in seeds:
            verdict = verdict_on_source(exercise, source, seed)
            assert (verdict.state, verdict.points) == ("passed", exercise.points), f"seed {seed}: {verdict}"
            assert verdict.diagnosis is None

    @each_misconception
    def test_misconceptions_lose_points_and_are_named(
        self, exercise: Exercise, known: Misconception, seeds: range
    ) -> None:
        for seed in seeds:
            verdict = verdict_on_source(exercise, known.source, seed)
            assert verdict.points < exercise.points, f"seed {seed}: {verdict}"
            assert states(verdict)[str(known.breaks)] == "failed", f"seed {seed}: {verdict}"
            assert verdict.diagnosis is not None, f"seed {seed}: {verdict}"
            assert verdict.diagnosis.name == known.name, f"seed {seed}: {verdict}"

    @each_exercise
    def test_points_follow_the_ranking_of_a_lecturer(self, exercise: Exercise) -> None:
        answers = answers_for(exercise)
        sources = {known.name: known.source for known in answers.misconceptions}
        ranked = [name for group in answers.ranking for name in group]
        assert len(set(ranked)) == len(ranked), "a name stands twice"
        assert sources.keys() >= set(ranked), "there is no such misconception"
        groups = [*answers.ranking, tuple(name for name in sources if name not in ranked)]
        for seed in FEW_SEEDS if answers.ranking else ():
            points = {name: verdict_on_source(exercise, sources[name], seed).points for name in sources}
            for slighter, graver in itertools.pairwise(group for group in groups if group):
                least, most = min(slighter, key=points.__getitem__), max(graver, key=points.__getitem__)
                assert points[least] >= points[most], f"seed {seed}: {least} {points[least]}, {most} {points[most]}"

    @each_exercise
    def test_an_exercise_says_whether_its_probes_are_drawn(self, exercise: Exercise) -> None:
        of_two_seeds = [pickle.dumps([probe.args for probe in exercise.probes(seed)]) for seed in (1, 2)]
        assert not exercise.is_drawn or of_two_seeds[0] != of_two_seeds[1]

    @each_drawn_exercise
    def test_keys_of_another_seed_earn_no_points_for_values(self, exercise: Exercise) -> None:
        for released, secret in SEED_PAIRS:
            for lookup in LOOKUPS:
                seen = looked_up(exercise, released, secret, lookup)
                verdict = judge(exercise, seen, key_for(exercise, secret))
                earned = [item for item in verdict.properties if item.name.startswith("values") and item.points]
                assert not earned, f"seed {released} for {secret}, by {lookup.__name__}: {earned}"

    @each_variant
    def test_a_misconception_is_recognized_by_its_behavior_not_by_its_text(
        self, exercise: Exercise, name: str, source: str, seeds: range
    ) -> None:
        for seed in _at_least_five(seeds):
            verdict = verdict_on_source(exercise, source, seed)
            assert verdict.points < exercise.points, f"seed {seed}: {verdict}"
            assert verdict.diagnosis is not None, f"seed {seed}: {verdict}"
            assert verdict.diagnosis.name == name, f"seed {seed}: {verdict}"
            assert "`None`" not in str(verdict)

    @each_wrong_answer
    def test_wrong_answers_that_no_misconception_describes_get_no_false_diagnosis(
        self, exercise: Exercise, source: str, seeds: range
    ) -> None:
        for seed in _at_least_five(seeds):
            verdict = verdict_on_source(exercise, source, seed)
            assert verdict.points < exercise.points, f"seed {seed}: {verdict}"
            assert {one.name for one in verdict.diagnoses} <= GENERAL, f"seed {seed}: {verdict}"

    @each_exercise
    def test_no_two_misconceptions_are_confused_and_none_matches_the_solution(self, exercise: Exercise) -> None:
        key = key_for(exercise, 0)
        shown = [("solution", key.solution)] + [(known.name, known.observation) for known in key.misconceptions]
        for (one, a), (other, b) in itertools.combinations(shown, 2):
            assert _behavior(a) != _behavior(b), f"{one} and {other} show the same"

    @each_exercise
    def test_hints_and_texts_are_there(self, exercise: Exercise) -> None:
        answers = answers_for(exercise)
        assert len(exercise.hints) >= 2
        assert exercise.points > 0
        assert exercise.not_checked
        for text in (*exercise.hints, exercise.title, answers.explanation):
            assert len(text.split()) >= 2
        mistakes: list[Misconception | Family] = [*answers.misconceptions, *answers.families]
        for known in mistakes:
            assert not re.search(IS_RIGHT, known.message), "another property may have failed besides"
            assert len(known.message.split()) >= 4
            assert len(known.hint.split()) >= 3
        minimum = 0 if exercise.kind == "choice" else 3
        assert len(answers.others) >= minimum
        assert answers.misconceptions

    @each_choice
    def test_a_choice_has_feedback_for_every_distractor(self, exercise: ChoiceExercise) -> None:
        letters = {source.split('"')[1] for source in (m.source for m in answers_for(exercise).misconceptions)}
        right = answers_for(exercise).solution.split('"')[1]
        assert letters | {right} == set(exercise.options)
        assert right not in letters


@functools.cache
def _stubs(course: Course) -> tuple[tuple[str, str, str], ...]:
    """Return the file name, the exercise's id and the source of each stub."""
    return tuple(
        (path.name, found, cell.source)
        for path in course.notebooks()
        for cell in read_notebook(path).cells
        if (found := exercise_id(cell))
    )


def _seen_of_the_stub(course: Course, exercise: Exercise) -> Observation:
    (source,) = (source for _, found, source in _stubs(course) if found == exercise.id)
    return observe_source(exercise, source, answers_for(exercise).setup, 0)


def _at_least_five(seeds: range) -> range:
    return range(max(5, len(seeds)))


def _behavior(seen: Observation) -> tuple:
    """Return what an answer did, apart from its source and the words of its errors."""
    outcomes = tuple(
        (repr(outcome.returned), outcome.raised and outcome.raised.type_name, outcome.input_changed)
        for outcome in seen.outcomes
    )
    events = seen.line_events
    return outcomes, events is not None and events[1] > 4 * events[0]
