"""What a misconception breaks is a value with a type. Files hold its text."""

import json

import pytest

from course_utils.autograder.key import Key
from course_utils.autograder.key_source import key_for
from course_utils.autograder.plain import MalformedDataError
from course_utils.autograder.properties import Aspect, Values, property_name
from tests.autograder.toys import half


@pytest.mark.parametrize("name", [*Aspect, Values("negative"), Values("a.b")], ids=str)
def test_every_property_comes_back_from_its_text(name):
    assert property_name(str(name)) == name


@pytest.mark.parametrize("text", ["", "run", "Values", "shape.negative", "value.negative"])
def test_a_text_that_names_no_property_is_refused(text):
    with pytest.raises(ValueError, match="is not a valid Aspect"):
        property_name(text)


@pytest.mark.parametrize("breaks", ["run", "", None, 3])
def test_a_key_with_an_unknown_property_is_refused(breaks):
    data = json.loads(key_for(half, 0).to_json())
    data["misconceptions"][0]["breaks"] = breaks
    with pytest.raises(MalformedDataError, match="not a key"):
        Key.from_json(json.dumps(data))
