from math import comb

import numpy as np
import pytest

from course_utils.experiments.line_regions import exact_regions, grid_of_points, random_lines, sampled_regions

NORMALS = np.array([[1, 0], [0, 1], [1, 1]])


@pytest.mark.parametrize(
    ("normals", "offsets", "regions"),
    [
        (NORMALS, [1, 1, -1], 7),
        (NORMALS, [0, 0, 0], 6),
        (np.array([[1, 0], [1, 0], [1, 1]]), [1, -1, 0], 6),
        (np.array([[1, 0], [2, 0], [-1, 0]]), [10, -10, 0], 4),
        (np.empty((0, 2), int), [], 1),
    ],
)
def test_small_arrangements_are_counted_as_on_paper(normals, offsets, regions):
    offsets = np.array(offsets, dtype=int)
    assert exact_regions(normals, offsets) == regions
    assert sampled_regions(normals, offsets, grid_of_points(30)) == regions


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("n", [1, 3, 6, 9])
def test_samples_find_no_region_that_is_not_there_and_no_position_gives_more_than_the_formula(n, seed):
    lines = random_lines(n, seed)
    assert sampled_regions(*lines, grid_of_points(60)) <= exact_regions(*lines) <= 1 + n + comb(n, 2)


def test_the_random_lines_of_the_notebook_are_counted_as_it_says():
    found = [sampled_regions(*random_lines(n, seed=0), grid_of_points()) for n in range(1, 7)]
    assert found == [2, 4, 7, 11, 16, 21]
    assert [exact_regions(*random_lines(n, seed=0)) for n in range(1, 7)] == [2, 4, 7, 11, 16, 22]


def test_the_grid_has_as_many_points_as_the_notebook_says():
    assert len(grid_of_points()) == 160_801


@pytest.mark.parametrize(("n", "regions"), [(2, 4), (3, 8), (4, 15), (5, 26)])
def test_planes_in_space_give_zaslavsky_s_number(n, regions):
    """R(n, 3) = C(n, 0) + C(n, 1) + C(n, 2) + C(n, 3), on planes that touch a paraboloid: general position."""
    assert sum(comb(n, j) for j in range(4)) == regions
    place = np.array([[2, 1], [-3, 2], [1, -4], [4, 3], [-2, -3]])[:n]
    normals = np.column_stack([2 * place, -np.ones(n, int)])
    offsets = -(place**2).sum(axis=1)
    axis = np.arange(-40, 41)
    points = np.stack(np.meshgrid(axis, axis, np.arange(-120, 61, 2)), axis=-1).reshape(-1, 3)
    assert sampled_regions(normals, offsets, points) <= regions
    if n <= 4:
        assert sampled_regions(normals, offsets, points) == regions
