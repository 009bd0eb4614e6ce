"""Short ways to a verdict."""

from course_utils.autograder.judge import judge
from course_utils.autograder.key_source import answers_for, key_for, observe_source


def verdict_on_source(exercise, source, seed=0, seconds=10.0):
    """Return the verdict on an answer given as source text."""
    answers = answers_for(exercise)
    return judge(exercise, observe_source(exercise, source, answers.setup, seed, seconds), key_for(exercise, seed))


def verdict_on(exercise, *answers, seed=0, seconds=10.0, source=None):
    """Return the verdict on live objects."""
    namespace = dict(zip(exercise.names, answers, strict=True))
    seen = exercise.observe(namespace, exercise.probes(seed), seconds, source)
    return judge(exercise, seen, key_for(exercise, seed))


def states(verdict):
    """Return the state of each property by its name."""
    return {item.name: item.state for item in verdict.properties}
