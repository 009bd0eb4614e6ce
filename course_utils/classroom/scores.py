"""What counts: of everything in a gradebook, the points that each student has, exercise by exercise.

Exports and reports all start from here, so that they cannot differ. Students stand in the order of their names,
exercises in that of the course.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from course_utils.autograder.course import Course
from course_utils.autograder.exercise import Exercise
from course_utils.autograder.verdict import Verdict
from course_utils.classroom.account import Line
from course_utils.classroom.gradebook import Entry, Gradebook, Override
from course_utils.errors import CourseError


@dataclass(frozen=True)
class Score:
    """One exercise of one student: the verdict on it, and what a lecturer has set in its place."""

    exercise: Exercise
    verdict: Verdict | None
    override: Override | None

    @property
    def points(self) -> float | None:
        """The points that count; None if nothing was graded and nothing was set."""
        if self.override:
            return self.override.points
        return self.verdict.points if self.verdict else None


@dataclass(frozen=True)
class NotebookScore:
    """One notebook of one student. `entry` is the submission that counts, None if there is none.

    `passed_over` are the places of other graded submissions of the same notebook.
    """

    notebook: str
    entry: Entry | None
    scores: tuple[Score, ...]
    passed_over: tuple[str, ...] = ()

    @property
    def points(self) -> float | None:
        """The sum of the points that count; None if no exercise has any."""
        return _sum(score.points for score in self.scores)

    @property
    def out_of(self) -> float:
        """What the notebook's exercises are worth together."""
        return sum(score.exercise.points for score in self.scores)

    def troubles(self, call: Callable[[str], str] = str) -> tuple[str, ...]:
        """Return what went wrong with the submission that counts, in sentences.

        Args:
            call: takes an exercise's id and returns what the reader calls the exercise.
        """
        if not self.entry:
            return ()
        others = ("It was handed in more than once; what was graded last counts.",) if self.passed_over else ()
        return tuple(trouble.sentence(call) for trouble in self.entry.troubles) + others


@dataclass(frozen=True)
class Student:
    """One student, with a score for each notebook of the class and the submissions that could not be read.

    `platform_id` is the number that `platform` knows the student by. `problem` says why nothing of the student may be
    graded; it may name another one. `note` says why no notebook counts, or what else is to be said of the student.
    """

    student: str
    name: str
    platform_id: str
    notebooks: tuple[NotebookScore, ...]
    unreadable: tuple[Entry, ...] = ()
    platform: str = ""
    problem: str = ""
    note: str = ""

    @property
    def points(self) -> float | None:
        """The sum over all notebooks; None if no notebook has any points."""
        return _sum(notebook.points for notebook in self.notebooks)

    @property
    def out_of(self) -> float:
        """What all notebooks of the class are worth together."""
        return sum(notebook.out_of for notebook in self.notebooks)

    @property
    def overridden(self) -> tuple[Score, ...]:
        """The scores that a lecturer has set."""
        return tuple(score for notebook in self.notebooks for score in notebook.scores if score.override)

    @property
    def troubles(self) -> tuple[tuple[str, str], ...]:
        """What went wrong: the place of each submission in trouble, "" for the student's all, and a sentence on it."""
        left_out = [
            (notebook.entry.place, trouble)
            for notebook in self.notebooks
            if notebook.entry
            for trouble in notebook.troubles()
        ]
        own = [("", text) for text in (self.problem, self.note) if text]
        return tuple(own + left_out + [(entry.place, entry.reason) for entry in self.unreadable])

    @property
    def trouble_lines(self) -> tuple[str, ...]:
        """What went wrong, each with the place of the submission before it."""
        return tuple(f"{place}: {text}" if place else text for place, text in self.troubles)


@dataclass(frozen=True)
class ClassScores:
    """The students of a class, and the notebooks that any of them has handed in, each with its exercises.

    `account` says what became of each file, by the submissions that it was in.
    """

    course: Course
    notebooks: dict[str, tuple[Exercise, ...]]
    students: tuple[Student, ...]
    account: dict[str, tuple[Line, ...]]

    def out_of(self, notebook: str) -> float:
        """Return what a notebook's exercises are worth together."""
        return sum(exercise.points for exercise in self.notebooks[notebook])


def class_scores(
    course: Course, book: Gradebook, notebooks: Iterable[str] = (), weight_of_known: float = 1.0
) -> ClassScores:
    """Return what counts in a gradebook.

    Args:
        course: the course that was graded.
        book: its gradebook.
        notebooks: the file names of the notebooks to return; all that the gradebook holds when there are none.
        weight_of_known: what those exercises count, from 0 to 1, of which the right answer is the same for everyone,
            as that of a choice. With 0 they are left out.

    Raises:
        CourseError: the gradebook holds no such notebook, or exercises of another version of the course.
    """
    entries = [entry for entry in book.entries() if entry.state != "superseded"]
    overrides = book.overrides()
    _check_version(course, book, entries)
    set_by_hand = {exercise for _, exercise in overrides}
    graded = {entry.notebook for entry in entries if entry.state == "graded"}
    exercises_of = course.by_notebook()
    held = [name for name, own in exercises_of.items() if name in graded or set_by_hand & {one.id for one in own}]
    wanted = tuple(notebooks)
    for name in wanted:
        if name not in held:
            raise CourseError(f"{book.path} holds no submission of {name}. It holds {', '.join(held) or 'none'}.")
    weights = {one.id: 1.0 if one.is_drawn else weight_of_known for _, one in course}
    shown = {
        name: tuple(replace(one, points=one.points * weights[one.id]) for one in exercises_of[name] if weights[one.id])
        for name in held
        if not wanted or name in wanted
    }
    shown = {name: exercises for name, exercises in shown.items() if exercises}
    by_student: dict[str, list[Entry]] = {}
    for entry in entries:
        by_student.setdefault(entry.student, []).append(entry)
    students = [
        Student(
            person.student,
            person.name,
            person.platform_id,
            tuple(
                _notebook_score(name, exercises, person.student, own, overrides, weights)
                for name, exercises in shown.items()
            ),
            tuple(entry for entry in own if entry.state == "unreadable"),
            person.platform,
            person.problem,
            person.note,
        )
        for person in book.people()
        for own in [by_student.get(person.student, [])]
    ]
    students.sort(key=lambda item: (item.name.casefold(), item.student))
    return ClassScores(course, shown, tuple(students), book.account())


def _notebook_score(
    notebook: str,
    exercises: Iterable[Exercise],
    student: str,
    own: list[Entry],
    overrides: dict[tuple[str, str], Override],
    weights: dict[str, float],
) -> NotebookScore:
    attempts = [entry for entry in own if entry.state == "graded" and entry.notebook == notebook]
    # there is more than one only if the file of an earlier run has since been taken away: the last graded counts
    attempts.sort(key=lambda entry: (entry.graded_at, entry.place))
    counted = attempts[-1] if attempts else None
    verdicts = {verdict.exercise: verdict for verdict in counted.verdicts} if counted else {}
    scores = []
    for exercise in exercises:
        verdict, override = verdicts.get(exercise.id), overrides.get((student, exercise.id))
        weight = weights[exercise.id]
        if weight != 1:
            verdict = _weighed(verdict, weight) if verdict else None
            override = replace(override, points=weight * override.points) if override else None
        scores.append(Score(exercise, verdict, override))
    return NotebookScore(notebook, counted, tuple(scores), tuple(entry.place for entry in attempts[:-1]))


def _weighed(verdict: Verdict, weight: float) -> Verdict:
    """Return a verdict on an exercise that counts less."""
    properties = (replace(one, points=weight * one.points, out_of=weight * one.out_of) for one in verdict.properties)
    points, out_of = weight * verdict.points, weight * verdict.out_of
    return replace(verdict, points=points, out_of=out_of, properties=tuple(properties))


def _check_version(course: Course, book: Gradebook, entries: list[Entry]) -> None:
    known = {exercise.id: exercise for _, exercise in course}
    for verdict in (verdict for entry in entries for verdict in entry.verdicts):
        if verdict.exercise not in known or known[verdict.exercise].points != verdict.out_of:
            raise CourseError(
                f"{book.path} was made by version {book.settings().get('course_version', 'unknown')} of the course, in "
                f"which {verdict.exercise!r} is another exercise. Use that version, or grade again with --regrade."
            )


def _sum(points: Iterable[float | None]) -> float | None:
    known = [number for number in points if number is not None]
    return sum(known) if known else None
