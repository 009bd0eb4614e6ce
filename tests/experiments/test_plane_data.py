import numpy as np
import pytest

from course_utils.experiments.plane_data import DATA_SETS, plane_data


@pytest.mark.parametrize("name", DATA_SETS)
def test_points_lie_in_the_plane_shown_in_two_classes_of_like_size(name):
    X, classes = plane_data(name, 400, seed=3)
    assert X.shape == (400, 2)
    assert np.abs(X).max() < 1.1
    assert set(classes) == {0.0, 1.0}
    assert 0.4 < classes.mean() < 0.6
    np.testing.assert_array_equal(X, plane_data(name, 400, seed=3)[0])


@pytest.mark.parametrize("name", DATA_SETS)
def test_no_straight_line_separates_the_classes(name):
    X, classes = plane_data(name, 400)
    inputs = np.column_stack([X, np.ones(400)])
    best = inputs @ np.linalg.lstsq(inputs, 2 * classes - 1, rcond=None)[0]
    assert ((best > 0) == (classes > 0.5)).mean() < 0.95


def test_opposite_quarters_of_xor_belong_together():
    X, classes = plane_data("xor")
    np.testing.assert_array_equal(classes, X[:, 0] * X[:, 1] < 0)


def test_an_unknown_name_is_answered_with_the_known_ones():
    with pytest.raises(ValueError, match="moons"):
        plane_data("donut")
    with pytest.raises(ValueError, match="at least 2"):
        plane_data("xor", 1)
