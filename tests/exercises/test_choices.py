"""Who has not read the notebook cannot tell the right option: not by its length, and not by its letter."""

from collections import Counter

from course_utils.autograder.key_source import answers_for
from course_utils.course import COURSE

CHOICES = [exercise for _, exercise in COURSE if exercise.kind == "choice"]
RIGHT = {exercise.id: answers_for(exercise).solution.split('"')[1] for exercise in CHOICES}


def test_the_longest_option_is_right_about_as_often_as_by_chance():
    longest = [
        one.id for one in CHOICES if max(one.options, key=lambda letter: len(one.options[letter])) == RIGHT[one.id]
    ]
    assert len(longest) <= len(CHOICES) / 3, longest
    shortest = [
        one.id for one in CHOICES if min(one.options, key=lambda letter: len(one.options[letter])) == RIGHT[one.id]
    ]
    assert len(shortest) <= len(CHOICES) / 3, shortest


def test_each_letter_is_right_about_as_often_as_by_chance():
    letters = Counter(RIGHT.values())
    assert letters.keys() == set("ABCD")
    assert max(letters.values()) <= len(CHOICES) / 3, letters
    assert min(letters.values()) >= len(CHOICES) / 6, letters
