"""What each notebook is worth. Lecturers weigh labs by it, so that no change of it goes unseen."""

from collections import Counter

from course_utils.course import COURSE

POINTS = {"00": 1, "01": 20, "02": 20, "03": 19, "04": 20, "05": 20, "06": 19, "07": 20, "08": 20, "09": 18}


def test_each_notebook_is_worth_what_it_was():
    points = Counter()
    for notebook, exercise in COURSE:
        points[notebook[:2]] += exercise.points
    assert points == POINTS
