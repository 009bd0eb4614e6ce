"""Grade a class: from a folder of submissions to a gradebook. A run that was ended goes on from there."""

import contextlib
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from tqdm import tqdm

from course_utils.autograder.course import Course
from course_utils.autograder.rendering import on_one_line
from course_utils.classroom.account import Line, set_aside_by_reason
from course_utils.classroom.gradebook import Entry, Gradebook, SubmissionState, Task
from course_utils.classroom.grading.accounting import account, find, recorded
from course_utils.classroom.grading.grade_submission import Graded, Settings, grade_submission, prepare
from course_utils.classroom.grading.keys import provide_keys
from course_utils.classroom.grading.options import Options
from course_utils.classroom.grading.pool import Pool
from course_utils.classroom.grading.run_folder import run_folder
from course_utils.classroom.grading.survey import Survey, survey
from course_utils.classroom.overview import overview
from course_utils.classroom.roster import to_json
from course_utils.classroom.sandbox.protections import require_all
from course_utils.classroom.scores import class_scores
from course_utils.classroom.submissions import Found
from course_utils.errors import CourseError

SHOWN = 5  # how many files that are left aside for one reason are named one by one

Say = Callable[[str], None]


@dataclass(frozen=True)
class Summary:
    """What a run did: how many were graded now, how many before, and how many are in trouble.

    `overview` has sentences on the class, the widest trouble first.
    """

    graded: int
    before: int
    troubled: int
    overview: tuple[str, ...]


def grade_class(course: Course, options: Options, say: Say) -> Summary:
    """Grade all submissions that the gradebook does not hold yet.

    Args:
        course: the course that they are of.
        options: what was asked for.
        say: called with each sentence on what happens on the way.

    Returns:
        What was done.

    Raises:
        CourseError: there is something that the lecturer can put right. No code of a student has run then.
    """
    with contextlib.ExitStack() as stack:
        stack.push(lambda kind, *_: _say_how_to_go_on(kind, say))
        folder = stack.enter_context(run_folder(f"{course.name}-grade-"))
        _keep_apart(course, options)
        if options.regrade or not (options.gradebook and options.gradebook.exists()):
            _require_walls(course, options)  # there is something to grade, so nothing is changed in vain
        found, roster = find(course, options, recorded(course, options), _new_folder(folder))
        for sentence in announcement(found):
            say(sentence)
        assert options.gradebook, "only a dry run has none"
        book = stack.enter_context(Gradebook(course, options.gradebook, create=True))
        task = book.begin(options.made_with(), options.seed, options.regrade, options.notebooks, options.new_seed)
        settings = Settings(course, folder, options.limits, options.trust)
        pool = stack.enter_context(Pool(options.jobs, prepare, settings))
        current, older = survey(pool, course, found.submissions, task.known)
        for one, _ in older:
            book.add(_entry(one, Graded(), "superseded"))
        open_ones = [one for one in current if not one.is_graded]
        wanted = [one for one in open_ones if not options.notebooks or one.notebook in options.notebooks or one.problem]
        if wanted:
            _require_secret_keys(task, options, len(wanted))
            _require_walls(course, options)
            provide_keys(course, book, task, {one.notebook for one in wanted}, folder)
        troubled = _grade(pool, book, wanted, say)
        present = {(item.student, item.place) for item in found.submissions}
        lines = account(found, current, older)
        class_list = to_json(roster) if roster else ""
        book.finish(str(options.submissions.absolute()), found.people, lines, present, class_list)
        said = tuple(finding.sentence for finding in overview(class_scores(course, book)))
        return Summary(len(wanted), len(current) - len(open_ones), troubled, said)


def _require_secret_keys(task: Task, options: Options, count: int) -> None:
    if task.released_at:
        raise CourseError(
            f"The keys that {options.gradebook} grades by were given out at {task.released_at}, and {count} more "
            "submissions are to be graded. Add --new-seed: they get inputs that nobody knows, and what is graded stays."
        )


def dry_run(course: Course, options: Options) -> tuple[Found, tuple[Line, ...]]:
    """Return what grading would start from. No code of a student is run, and nothing is written.

    Args:
        course: the course that the submissions are of.
        options: what was asked for.

    Returns:
        What was found, and what becomes of each file.

    Raises:
        CourseError: there is something that the lecturer can put right.
    """
    with contextlib.ExitStack() as stack:
        folder = stack.enter_context(run_folder(f"{course.name}-grade-"))
        before = recorded(course, options)
        found, _ = find(course, options, before, _new_folder(folder))
        settings = Settings(course, folder, options.limits, options.trust)
        pool = stack.enter_context(Pool(options.jobs, prepare, settings))
        current, older = survey(pool, course, found.submissions, before.known)
        return found, account(found, current, older)


def _say_how_to_go_on(kind: type[BaseException] | None, say: Say) -> None:
    if kind is KeyboardInterrupt:
        say("Stopped. What was graded is kept: the same command goes on from there.")


def _new_folder(folder: Path) -> Path:
    extracted = folder / "extracted"
    extracted.mkdir()
    return extracted


def announcement(found: Found) -> Iterator[str]:
    """Yield in sentences what was found, what was guessed, and what is nobody's work or counts for nobody."""
    for layout, number in found.layouts.items():
        yield f"Found {number} notebooks: {layout}."
    yield from found.said
    for reason, lines in set_aside_by_reason(found.files).items():
        for line in lines[:SHOWN]:
            yield f"Left aside: {line.place}: {reason}"
        if len(lines) > SHOWN:
            yield f"Left aside: {len(lines) - SHOWN} more for the same reason; --dry-run --json names each."


def _keep_apart(course: Course, options: Options) -> None:
    """Raise `CourseError` if what students must not see lies among what they can see."""
    if options.trust or sys.platform != "linux":
        return
    from course_utils.classroom.sandbox.walls import python_environment  # other systems lack what it imports

    environment = python_environment(course)
    for path in (path.absolute() for path in (options.gradebook, options.submissions) if path):
        for readable in environment.readable:
            if path.resolve().is_relative_to(readable):
                raise CourseError(f"{path} lies in {readable}, which the students' code can read. Move it elsewhere.")


def _require_walls(course: Course, options: Options) -> None:
    if not options.trust:
        require_all(course)


def _grade(pool: Pool, book: Gradebook, surveys: Sequence[Survey], say: Say) -> int:
    """Grade submissions, write what comes of each, and return how many are in trouble."""
    troubled = 0
    with tqdm(total=len(surveys), unit="notebook", disable=None, dynamic_ncols=True) as bar:
        for one, graded in _graded(pool, surveys):
            book.add(_entry(one, graded, "unreadable" if graded.problem else "graded"))
            lines = _troubles(one, graded)
            for line in lines:
                bar.write(on_one_line(line)) if not bar.disable else say(line)
            troubled += bool(lines)
            bar.update()
    return troubled


def _graded(pool: Pool, surveys: Sequence[Survey]) -> Iterator[tuple[Survey, Graded]]:
    """Yield each submission with what comes of it, in any order."""
    for one in surveys:
        if one.problem:
            yield one, Graded(problem=one.problem)
    members: dict[str, list[Survey]] = {}
    for one in surveys:
        if not one.problem:
            members.setdefault(one.submission.place, []).append(one)  # the file of a group is run once for all of them
    first = [own[0] for own in members.values()]
    starved = []
    for one, graded in pool.map(grade_submission, first, _failed):
        if graded.starved:
            starved.append(one)
            continue
        yield from ((member, graded) for member in members[one.submission.place])
    # what a busy machine kept from its time is not its student's fault: it has the machine to itself now
    for one, graded in pool.map(grade_submission, starved, _failed, one_by_one=True):
        yield from ((member, graded) for member in members[one.submission.place])


def _failed(_: Survey, how: str) -> Graded:
    return Graded(problem=f"Grading it {how}. The next run tries again.", is_open=True)


def _entry(one: Survey, graded: Graded, state: SubmissionState) -> Entry:
    submission = one.submission
    return Entry(
        student=submission.student,
        name=submission.name,
        platform=submission.platform,
        platform_id=submission.platform_id,
        place=submission.place,
        late=submission.late,
        sha256="" if graded.is_open else one.sha256,  # of a file that the next run does not know
        notebook=one.notebook,
        state=state,
        untouched=one.untouched,
        reason=graded.problem,
        remarks=graded.remarks,
        errors=graded.errors,
        troubles=graded.troubles,
        cpu_seconds=graded.cpu_seconds,
        wall_seconds=graded.wall_seconds,
        graded_at=datetime.now(UTC).isoformat(timespec="seconds"),
        verdicts=graded.verdicts,
    )


def _troubles(one: Survey, graded: Graded) -> list[str]:
    lines = [graded.problem] if graded.problem else []
    lines += [trouble.sentence() for trouble in graded.troubles]
    return [f"{one.submission.place}: {line}" for line in lines]
