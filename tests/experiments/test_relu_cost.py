import time

import numpy as np

from course_utils.experiments.relu_cost import time_calls


def test_a_slower_way_comes_out_slower_and_is_left_out_of_large_arrays():
    """A factor of hundreds, so that no noise of the machine can turn it round."""

    def slow(x):
        time.sleep(0.02)

    times = time_calls({"fast": lambda x: x, "slow": slow}, sizes=(1, 10), repeats=3, slowest_seconds=0.01)
    assert [size for size, _ in times["fast"]] == [1, 10]
    assert [size for size, _ in times["slow"]] == [1]
    assert times["slow"][0][1] > 20 * times["fast"][0][1]


def test_the_ways_are_called_with_arrays_of_the_sizes_asked_for():
    seen = set()
    time_calls({"way": lambda x: seen.add(np.shape(x))}, sizes=(1, 3), repeats=2)
    assert seen == {(1,), (3,)}
