import json
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course_utils.autograder.judge import judge
from course_utils.autograder.key import Key
from course_utils.autograder.key_source import key_for
from course_utils.autograder.observation import MAX_OBSERVATION_CHARACTERS, Observation, Outcome, Raised
from course_utils.autograder.plain import MalformedDataError, same, to_plain
from course_utils.autograder.verdict import Verdict
from tests.autograder import toys
from tests.autograder.test_plain import json_values, values

texts = st.text(max_size=20)
raised = st.builds(Raised, texts, texts, st.lists(texts, max_size=3).map(tuple))
outcomes = st.builds(Outcome, values.map(to_plain), st.none() | raised, st.booleans())
observations = st.builds(
    Observation,
    st.just("toy.half"),
    st.lists(texts, max_size=2).map(tuple),
    st.lists(texts, max_size=2).map(tuple),
    texts,
    st.lists(outcomes, max_size=4).map(tuple),
    st.sampled_from(["", "time limit", "interrupted"]),
    st.none() | st.tuples(st.integers(0, 99), st.integers(0, 10**30)),
    st.lists(texts, max_size=2).map(tuple),
    texts,
    st.lists(texts, max_size=2).map(tuple),
    st.none() | texts,
)


@given(observations)
@settings(max_examples=150)
def test_an_observation_survives_a_json_round_trip_unchanged(seen):
    text = seen.to_json()
    back = Observation.from_json(text)
    assert back.to_json() == text
    for mine, theirs in zip(back.outcomes, seen.outcomes, strict=True):
        assert same(mine.returned, theirs.returned)
        assert (mine.raised, mine.input_changed) == (theirs.raised, theirs.input_changed)


def assert_is_judged(seen, exercise):
    """Whatever a hostile process sends in the right form is judged, clamped and shown, never a crash."""
    key = key_for(exercise, 0)
    seen = replace(seen, exercise=exercise.id, outcomes=seen.outcomes[: len(key.solution.outcomes)])
    verdict = judge(exercise, seen, key)
    assert isinstance(verdict, Verdict)
    assert 0 <= verdict.points <= verdict.out_of
    assert verdict._repr_mimebundle_()["text/plain"]
    json.dumps(verdict.to_dict())


@given(observations, st.sampled_from(toys.TOYS))
@settings(max_examples=100, deadline=None)
def test_judge_gives_a_verdict_on_any_well_formed_observation(seen, exercise):
    assert_is_judged(seen, exercise)


@given(st.text(max_size=200) | json_values.map(json.dumps) | st.binary(max_size=50).map(lambda b: b.decode("latin1")))
def test_malformed_text_is_refused_with_a_clear_error(text):
    with pytest.raises(MalformedDataError):
        Observation.from_json(text)


def _mutate(data, path, value):
    for step in path[:-1]:
        data = data[step]
    data[path[-1]] = value


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (["exercise"], 3),
        (["format"], 1),
        (["undefined"], "name"),
        (["undefined"], ["x"] * 1000),
        (["outcomes"], {}),
        (["outcomes"], [{}] * 2000),
        (["outcomes", 0], None),
        (["outcomes", 0, "input_changed"], 1),
        (["outcomes", 0, "raised"], {"type_name": "E"}),
        (["outcomes", 0, "raised"], {"type_name": 1, "message": "", "trace": []}),
        (["outcomes", 0, "returned"], {"pickle": "gASVAAAA"}),
        (["line_events"], [1]),
        (["line_events"], [1, -1]),
        (["line_events"], [True, 2]),
        (["source"], 1),
        (["printed"], "x" * 10_000),
    ],
)
def test_each_field_is_validated(path, value):
    seen = toys.half.observe({"half": lambda x: x / 2}, toys.half.probes(0))
    data = json.loads(seen.to_json())
    _mutate(data, path, value)
    with pytest.raises(MalformedDataError):
        Observation.from_json(json.dumps(data))


def test_too_large_and_wrong_types_are_refused():
    with pytest.raises(MalformedDataError):
        Observation.from_json("x" * (MAX_OBSERVATION_CHARACTERS + 1))
    with pytest.raises(MalformedDataError):
        Observation.from_json(b"{}")
    with pytest.raises(MalformedDataError):
        Observation.from_json("[" * 100_000)


def test_judge_refuses_what_belongs_to_another_exercise_or_to_other_probes():
    with pytest.raises(MalformedDataError, match=r"toy\.root"):
        judge(toys.half, Observation("toy.root"), key_for(toys.half, 0))
    with pytest.raises(MalformedDataError):
        judge(toys.half, Observation("toy.half"), key_for(toys.root, 0))
    many = Observation("toy.half", outcomes=(Outcome(1.0),) * 500)
    with pytest.raises(MalformedDataError, match="500 outcomes"):
        judge(toys.half, many, key_for(toys.half, 0))


@pytest.mark.parametrize("toy", toys.TOYS, ids=lambda toy: toy.id)
def test_a_key_survives_a_json_round_trip_and_judges_the_same(toy):
    key = key_for(toy, 3)
    back = Key.from_json(key.to_json())
    assert back.to_json() == key.to_json()
    for known in (key.solution, *(m.observation for m in key.misconceptions)):
        assert judge(toy, known, back) == judge(toy, known, key)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"exercise": "a", "seed": 0, "solution": "", "misconceptions": []}'])
def test_what_is_no_key_is_refused(text):
    with pytest.raises(MalformedDataError):
        Key.from_json(text)


def test_the_same_answer_gives_the_same_observation_to_the_byte():
    probes = toys.half.probes(5)
    assert all(
        np.array_equal(a.args[0], b.args[0], equal_nan=True) for a, b in zip(probes, toys.half.probes(5), strict=True)
    )
    first, second = (toys.half.observe({"half": lambda x: x / 2}, probes).to_json() for _ in range(2))
    assert first == second
