import json
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from course_utils.autograder.plain import (
    DTYPES,
    MAX_ARRAY_BYTES,
    MalformedDataError,
    Opaque,
    Oversized,
    decode,
    dumps,
    encode,
    same,
    to_plain,
)

arrays = st.sampled_from(sorted(DTYPES)).flatmap(
    lambda name: hnp.arrays(np.dtype(name), hnp.array_shapes(min_dims=0, min_side=0, max_side=4))
)
scalars = st.none() | st.booleans() | st.integers(-(2**900), 2**900) | st.floats() | st.text(max_size=20) | arrays
values = st.recursive(scalars, lambda inner: st.lists(inner, max_size=4), max_leaves=8)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["array", "float", "opaque", "oversized", "dtype", "shape", "data"]), inner)
    ),
    max_leaves=12,
)


@given(values)
def test_plain_data_survives_a_json_round_trip_unchanged(value):
    plain = to_plain(value)
    back = decode(json.loads(dumps(encode(plain))))
    assert same(back, plain)
    assert type(back) is type(plain)
    if isinstance(plain, np.ndarray):
        assert (back.dtype, back.shape) == (plain.dtype, plain.shape)


@pytest.mark.parametrize(
    "different",
    [
        (1, True),
        (1, 1.0),
        (1.0, math.nan),
        (None, False),
        ("1", 1),
        ([1, 2], [1, 3]),
        ([1], [1, 1]),
        (np.array([1, 2]), [1, 2]),
        (np.array([1.0]), np.array([1.0], "float32")),
        (np.array([[1.0]]), np.array([1.0])),
        (np.array([0.0]), np.array([-0.0])),
        ([np.array([1.0, 2.0])], [np.array([1.0, 2.5])]),
        (Opaque("set"), Opaque("dict")),
        (Oversized("int8", (9,)), Oversized("int8", (3, 3))),
    ],
    ids=str,
)
def test_what_differs_in_type_or_value_is_not_the_same(different):
    assert not same(*different)


def test_nan_is_the_same_as_nan():
    assert same([math.nan, np.array([math.nan])], [math.nan, np.array([math.nan])])


@given(json_values)
def test_decode_accepts_what_encode_writes_and_refuses_the_rest_with_a_clear_error(data):
    try:
        value = decode(data)
    except MalformedDataError as error:
        assert str(error)
    else:
        assert same(decode(encode(value)), value)


@pytest.mark.parametrize(
    "layout",
    [
        {"dtype": "object", "shape": [1], "data": ""},
        {"dtype": "float64", "shape": [2], "data": "AAAA"},
        {"dtype": "float64", "shape": [-1], "data": ""},
        {"dtype": "float64", "shape": [True], "data": "AAAAAAAAAAA="},
        {"dtype": "float64", "shape": "1", "data": ""},
        {"dtype": "float64", "shape": [0] * 40, "data": ""},
        {"dtype": "float64", "shape": [2**62, 2**62, 0], "data": ""},
        {"dtype": "float64", "shape": [1], "data": "%%%"},
        {"dtype": "bool", "shape": [1], "data": "Bw=="},
        {"dtype": "float64", "shape": [1]},
        {"dtype": "float64", "shape": [1], "data": "AAAAAAAAAAA=", "more": 1},
        [],
        None,
    ],
)
def test_a_malformed_array_is_refused(layout):
    with pytest.raises(MalformedDataError):
        decode({"array": layout})


def test_too_much_is_refused():
    with pytest.raises(MalformedDataError):
        decode({"array": {"dtype": "uint8", "shape": [2 * MAX_ARRAY_BYTES], "data": "A" * 3 * MAX_ARRAY_BYTES}})
    deep = []
    for _ in range(50):
        deep = [deep]
    with pytest.raises(MalformedDataError):
        decode(deep)
    with pytest.raises(MalformedDataError):
        decode([0] * 20_000)
    with pytest.raises(MalformedDataError):
        decode("x" * 30_000)


def test_a_snapshot_does_not_change_with_its_original():
    original = np.ones(3)
    plain = to_plain([original])
    original[:] = 0
    assert plain[0].tolist() == [1, 1, 1]


def test_liars_are_seen_as_what_they_are():
    class Liar(np.ndarray):
        def __eq__(self, other):
            return True

        def __array__(self, *args, **kwargs):
            return np.array([42.0])

        shape = property(lambda self: (99,))
        dtype = property(lambda self: np.dtype("int8"))

    class LyingFloat(float):
        def __float__(self):
            return 42.0

        def __eq__(self, other):
            return True

        __hash__ = float.__hash__
        __class__ = int

    plain = to_plain(np.array([1.0, 2.0]).view(Liar))
    assert type(plain) is np.ndarray
    assert plain.tolist() == [1.0, 2.0]
    assert plain.dtype == np.float64
    assert to_plain(LyingFloat(3.0)) == 3.0
    assert type(to_plain(LyingFloat(3.0))) is float


def test_what_is_no_plain_data_is_known_by_its_type_alone():
    assert to_plain(x for x in ()) == Opaque("generator")
    assert to_plain(...) == Opaque("ellipsis")
    assert to_plain(np.array([object()])) == Opaque("array of dtype object")
    assert to_plain(np.zeros(MAX_ARRAY_BYTES)) == Oversized("float64", (MAX_ARRAY_BYTES,))
    assert to_plain(10**308) == 10**308
    assert to_plain(10**400) == to_plain(2**1024) == Opaque("int of over 308 digits")
    assert isinstance(to_plain(list(range(20_000))), Opaque)


def test_encoding_is_for_plain_data_alone():
    with pytest.raises(TypeError, match="set is not plain data"):
        encode({1})


def test_special_floats_are_strict_json():
    text = dumps(encode([math.nan, math.inf, -math.inf]))
    assert "NaN" not in text
    assert str(decode(json.loads(text))) == "[nan, inf, -inf]"
