"""The inputs that a function of an array is tried on, whatever the seed."""

import numpy as np
import pytest

from course_utils.autograder.probes import array_probes, fresh_copy

SEEDS = range(20)


def inputs(seed, **promises):
    return [probe.args[0] for probe in array_probes(seed, **promises)]


def arrays(seed):
    return [x for x in inputs(seed) if isinstance(x, np.ndarray)]


FORMS = {
    "a number": lambda x: isinstance(x, float),
    "a 0-d array": lambda x: np.ndim(x) == 0 and isinstance(x, np.ndarray),
    "an empty array": lambda x: np.size(x) == 0 and np.ndim(x) == 1,
    "an empty matrix": lambda x: np.size(x) == 0 and np.ndim(x) == 2,
    "1-D": lambda x: np.ndim(x) == 1 and np.size(x) > 1,
    "2-D": lambda x: np.ndim(x) == 2 and min(np.shape(x)) > 1,
    "a column": lambda x: np.ndim(x) == 2 and np.shape(x)[1] == 1 and np.size(x) > 1,
    "a row": lambda x: np.ndim(x) == 2 and np.shape(x)[0] == 1 and np.size(x) > 1,
    "all negative": lambda x: np.size(x) > 1 and np.all(np.asarray(x) < 0),
    "all positive": lambda x: np.size(x) > 1 and np.all(np.asarray(x) > 0),
    "unsorted": lambda x: np.size(x) > 3 and np.ndim(x) == 1 and np.any(np.diff(x) < 0) and np.any(np.diff(x) > 0),
    "a whole number before fractions": lambda x: np.ndim(x) == 1 and np.size(x) > 1 and x[0] == 3 and x[1] % 1 != 0,
    "not contiguous": lambda x: isinstance(x, np.ndarray) and not x.flags.c_contiguous and not x.flags.f_contiguous,
    "in Fortran order": lambda x: isinstance(x, np.ndarray) and not x.flags.c_contiguous and x.flags.f_contiguous,
    "integers": lambda x: isinstance(x, np.ndarray) and x.dtype.kind == "i",
    "float32": lambda x: isinstance(x, np.ndarray) and x.dtype == np.float32,
    "beyond 100": lambda x: np.size(x) and np.all(np.abs(x) > 100) and np.all(np.abs(x) < 1e5),
    "1e-300": lambda x: np.any(np.abs(x) == 1e-300),
    "1e308": lambda x: np.any(np.abs(np.asarray(x, float)) == 1e308),
    "plus infinity": lambda x: np.inf in np.asarray(x),
    "minus infinity": lambda x: -np.inf in np.asarray(x),
    "NaN": lambda x: np.any(np.isnan(np.asarray(x, float))),
    "minus zero": lambda x: np.any((np.asarray(x) == 0) & np.signbit(np.asarray(x, float))),
}


@pytest.mark.parametrize("form", FORMS)
def test_every_form_is_probed_on_every_seed(form):
    for seed in SEEDS:
        assert any(FORMS[form](x) for x in inputs(seed)), f"seed {seed}"


def test_what_is_not_promised_is_not_probed():
    for seed in SEEDS:
        assert all(isinstance(x, np.ndarray) for x in inputs(seed, scalars=False))
        assert all(np.asarray(x).dtype.kind == "f" for x in inputs(seed, integers=False))
        numbers = np.concatenate([np.ravel(x) for x in inputs(seed, infinities=False, nan=False, largest=1e6)])
        assert np.isfinite(numbers).all()
        assert np.abs(numbers).max() <= 1e6
        assert not [x for x in inputs(seed) if isinstance(x, list)]
        assert len([x for x in inputs(seed, lists=True) if isinstance(x, list)]) >= 2


def test_seeds_draw_different_numbers_and_the_same_ones_again():
    assert repr(inputs(1)) == repr(inputs(1))
    assert repr(inputs(1)) != repr(inputs(2))


def test_a_copy_is_deep_and_keeps_the_layout():
    for x in arrays(0):
        copy = fresh_copy(x)
        assert copy.strides == x.strides or x.size <= 1 or not x.flags.c_contiguous
        assert copy.flags.c_contiguous == x.flags.c_contiguous
        assert copy.flags.f_contiguous == x.flags.f_contiguous
        np.testing.assert_array_equal(copy, x)
        assert copy.dtype == x.dtype
        assert not np.shares_memory(copy, x)
    nested = [np.ones(2), [1.0]]
    copied = fresh_copy(nested)
    copied[0][0] = 5
    copied[1].append(2)
    assert nested[0][0] == 1
    assert nested[1] == [1.0]
