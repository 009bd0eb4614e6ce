"""`relu-course grade`: from a folder of submissions to a gradebook, with progress, able to go on where it was ended."""

import contextlib
import multiprocessing
import secrets
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tqdm import tqdm

from course_utils import __version__
from course_utils.classroom import grader
from course_utils.classroom.gradebook import Entry, Gradebook, SubmissionState
from course_utils.classroom.grader import Graded, Settings, Survey
from course_utils.classroom.run import Limits
from course_utils.classroom.seeds import exercise_seed, reproducible_key
from course_utils.classroom.submissions import Found, Submission, find_submissions
from course_utils.errors import CourseError
from course_utils.exercises import all_exercises, find

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

PREFIX = "relu-course-grade-"
UNFINISHED = "unfinished"  # the setting that says that a run which grades again is on its way

Say = Callable[[str], None]


@dataclass(frozen=True)
class Options:
    """What `relu-course grade` was asked for. seed: None for the gradebook's own, or a new one that nobody knows."""

    submissions: Path
    gradebook: Path
    notebooks: tuple[str, ...] = ()
    jobs: int = 1
    seed: int | None = None
    limits: Limits = field(default_factory=Limits)
    regrade: bool = False
    trust: bool = False


@dataclass(frozen=True)
class Summary:
    """What a run did: how many were graded now, how many before, and how many are in trouble."""

    graded: int
    before: int
    troubled: int


def grade(options: Options, say: Say) -> Summary:
    """Grade all submissions that the gradebook does not hold yet, and say what happens on the way.

    Raises `CourseError` for what the lecturer can put right, before any code of a student has run.
    """
    with contextlib.ExitStack() as stack:
        stack.push(lambda kind, *_: _say_how_to_go_on(kind, say))
        folder = Path(stack.enter_context(_temporary_folder()))
        (folder / "extracted").mkdir()
        found = find_submissions(options.submissions, folder / "extracted")
        _keep_apart(options)
        known = _known(options, found.submissions)
        if not options.trust and len(known) < len(found.submissions):  # otherwise no code of a student is to run
            from course_utils.classroom.sandbox.protections import require_all

            require_all()
        _report_found(found, say)
        book = stack.enter_context(Gradebook(options.gradebook, create=True))
        seed = _settle(book, options)
        pool = stack.enter_context(_Pool(options.jobs, Settings(str(folder), options.limits, options.trust)))
        surveys = _survey(pool, found.submissions, known)
        current, superseded = _newest(surveys)
        states = book.states()
        open_ones = [survey for survey in current if not _is_graded(survey, states)]
        wanted = [s for s in open_ones if not options.notebooks or s.notebook in options.notebooks or s.problem]
        for survey in superseded:
            book.supersede(_entry(Graded(survey), "superseded"))
        names = {survey.notebook for survey in wanted if survey.notebook}
        _provide_keys(book, names, seed, folder, say)
        troubled = 0
        with tqdm(total=len(wanted), unit="notebook", disable=None, dynamic_ncols=True) as bar:
            for graded in pool.grade(wanted):
                book.add(_entry(graded, "unreadable" if graded.problem else "graded"))
                lines = _troubles(graded)
                for line in lines:
                    bar.write(line) if not bar.disable else say(line)
                troubled += bool(lines)
                bar.update()
        _drop_vanished(book, found.submissions)
        book.set_settings({UNFINISHED: ""})
        return Summary(len(wanted), len(current) - len(open_ones), troubled)


def _say_how_to_go_on(kind: type[BaseException] | None, say: Say) -> None:
    if kind is KeyboardInterrupt:
        say("Stopped. What was graded is kept: the same command goes on from there.")


@contextlib.contextmanager
def _temporary_folder() -> Iterator[str]:
    """Make a folder for this run, and remove those that runs left behind when they were killed."""
    with tempfile.TemporaryDirectory(prefix=PREFIX, ignore_cleanup_errors=True) as folder:
        with open(Path(folder, "lock"), "w") as lock:
            if fcntl:
                fcntl.flock(lock, fcntl.LOCK_EX)  # the system lets go of it when this process ends, however it ends
                for old in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
                    _remove_abandoned(old)
            yield folder


def _remove_abandoned(folder: Path) -> None:
    with contextlib.suppress(OSError):  # it is another user's, or it is going just now
        with open(folder / "lock") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(folder, ignore_errors=True)


def _keep_apart(options: Options) -> None:
    """Raise `CourseError` where what students must not see lies among what they can see."""
    if options.trust:
        return
    from course_utils.classroom.sandbox.walls import python_environment  # it needs Linux

    environment = python_environment()
    for path in (options.gradebook.absolute(), options.submissions.absolute()):
        for readable in environment.readable:
            if path.resolve().is_relative_to(readable):
                raise CourseError(f"{path} lies in {readable}, which the students' code can read. Move it elsewhere.")


def _report_found(found: Found, say: Say) -> None:
    for layout, number in found.layouts.items():
        say(f"Found {number} notebooks: {layout}.")
    for line in found.unplaced:
        say(f"Left aside: {line}.")


def _settle(book: Gradebook, options: Options) -> int:
    """Return the seed, and make sure that the gradebook's settings are those of this run."""
    recorded = book.settings()
    seed = options.seed
    if seed is None:
        seed = int(recorded["seed"]) if "seed" in recorded else secrets.randbits(64)
    settings = {
        "course_version": __version__,
        "seed": str(seed),
        "seconds": f"{options.limits.seconds:g}",
        "total_seconds": f"{options.limits.total_seconds:g}",
        "memory_bytes": str(options.limits.memory_bytes),
        "trusted": str(options.trust),
    }
    differing = [name for name, value in settings.items() if recorded and recorded.get(name) != value]
    if differing and (not options.regrade or options.notebooks):
        name = differing[0]
        raise CourseError(
            f"{options.gradebook} was begun with {name} {recorded.get(name)}, and now it is {settings[name]}. Use the "
            "same, or add --regrade, without --notebook, to grade everything again, or name another gradebook."
        )
    # a run that grades again and was ended on the way goes on, and does not begin anew
    if options.regrade and (differing or not recorded.get(UNFINISHED)):
        book.begin_again(settings | {UNFINISHED: "regrade"}, options.notebooks)
    else:
        book.set_settings(settings)
    return seed


def _known(options: Options, submissions: Sequence[Submission]) -> dict[Submission, Survey]:
    """Return a survey of each submission that the gradebook holds as it is, so that none of these needs to be read."""
    if options.regrade or not options.gradebook.is_file():
        return {}
    known: dict[Submission, Survey] = {}
    with Gradebook(options.gradebook) as book:
        states, notebooks = book.states(), book.notebooks()
    for submission in submissions:
        key = submission.student, submission.place
        sha256, _ = states.get(key, ("", ""))
        if sha256 and sha256 == _digest(submission):
            known[submission] = Survey(submission, sha256, notebooks[key])
    for survey in _newest(list(known.values()))[0]:
        if not _is_graded(survey, states):  # an older attempt that counts again, now that the newer one is gone
            del known[survey.submission]
    return known


def _digest(submission: Submission) -> str:
    """Return the hash of a submission's file, "" if it cannot be read."""
    try:
        return grader.digest(submission.path)
    except (OSError, CourseError):
        return ""


def _survey(pool: "_Pool", submissions: Sequence[Submission], known: Mapping[Submission, Survey]) -> list[Survey]:
    surveys = dict(known)
    with tqdm(total=len(submissions), unit="notebook", desc="Reading", disable=None, leave=False) as bar:
        for survey in pool.look_at([submission for submission in submissions if submission not in known]):
            surveys[survey.submission] = survey
            bar.update()
    return [surveys[submission] for submission in submissions]


def _newest(surveys: Sequence[Survey]) -> tuple[list[Survey], list[Survey]]:
    """Return the attempts that count, one a student and notebook, and the older ones.

    An unreadable file counts as an attempt at nothing: it stays, so that it is seen.
    """
    latest: dict[tuple[str, str], Survey] = {}
    older: list[Survey] = []
    single = []
    for survey in sorted(surveys, key=lambda item: item.submission.order):
        if not survey.notebook:
            single.append(survey)
            continue
        place = survey.submission.student, survey.notebook
        if place in latest:
            older.append(latest[place])
        latest[place] = survey
    # those that need the same libraries stand together, since a worker is warm for one set of them
    current = sorted([*latest.values(), *single], key=lambda item: (item.libraries, item.submission.place))
    return current, older


def _is_graded(survey: Survey, states: Mapping[tuple[str, str], tuple[str, str]]) -> bool:
    known = states.get((survey.submission.student, survey.submission.place))
    return known is not None and known[0] == survey.sha256 and known[1] != "superseded"


def _provide_keys(book: Gradebook, notebooks: set[str], seed: int, folder: Path, say: Say) -> None:
    """Write the keys that are needed to `folder`; build those that the gradebook does not hold yet."""
    needed = [exercise.id for notebook, exercise in all_exercises() if notebook in notebooks]
    keys = book.keys()
    missing = [name for name in needed if name not in keys]
    if missing:
        # in a process of its own, since the answers to Keras' exercises load all of TensorFlow
        context = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(1, context, initializer=grader.ignore_interrupts) as builder:
            jobs = [(name, builder.submit(build_key, name, seed)) for name in missing]
            for name, job in tqdm(jobs, unit="exercise", desc="Preparing keys", disable=None, leave=False):
                keys[name] = job.result()
                book.add_key(name, keys[name])
    for name in needed:
        (folder / f"{name}.json").write_text(keys[name], encoding="utf-8")


def build_key(exercise_id: str, seed: int) -> str:
    """Return the key of one exercise in a run of that seed, as JSON."""
    return reproducible_key(find(exercise_id), exercise_seed(seed, exercise_id)).to_json()


def _entry(graded: Graded, state: SubmissionState) -> Entry:
    survey, submission = graded.survey, graded.survey.submission
    return Entry(
        submission.student,
        submission.name,
        submission.platform_id,
        submission.place,
        survey.sha256,
        survey.notebook,
        state,
        graded.problem,
        submission.late,
        graded.remarks,
        graded.errors,
        graded.troubles,
        graded.cpu_seconds,
        graded.wall_seconds,
        datetime.now(UTC).isoformat(timespec="seconds"),
        graded.verdicts,
    )


def _troubles(graded: Graded) -> list[str]:
    lines = [graded.problem, *graded.troubles]
    return [f"{graded.survey.submission.place}: {line}" for line in lines if line]


def _drop_vanished(book: Gradebook, submissions: Sequence[Submission]) -> None:
    """Forget older attempts that are no longer there; a grade is never dropped."""
    present = {(item.student, item.place) for item in submissions}
    for (student, place), (_, state) in book.states().items():
        if state == "superseded" and (student, place) not in present:
            book.remove(student, place)


class _Pool:
    """Processes that grade. One that dies is replaced, and what it was at is tried once more alone."""

    def __init__(self, jobs: int, settings: Settings) -> None:
        self.jobs, self.settings = jobs, settings
        self.context = multiprocessing.get_context("spawn")
        self.executor: Executor | None = None  # until there is something to do

    def __enter__(self) -> "_Pool":
        return self

    def _start(self) -> Executor:
        mine, self.lifeline = self.context.Pipe(duplex=False)
        return ProcessPoolExecutor(
            self.jobs, self.context, initializer=grader.start_process, initargs=(self.settings, mine)
        )

    def _stop(self) -> None:
        if self.executor:
            self.lifeline.close()  # its processes end at once, and with them what they started
            self.executor.shutdown(wait=True, cancel_futures=True)
            self.executor = None

    def __exit__(self, *_: object) -> None:
        self._stop()

    def look_at(self, submissions: Sequence[Submission]) -> Iterator[Survey]:
        """Yield the survey of each submission, in any order."""

        def failed(submission: Submission, how: str) -> Survey:
            return Survey(submission, "", problem=f"Reading the file {how}.")

        yield from self._each(grader.look_at, submissions, failed)

    def grade(self, surveys: Sequence[Survey]) -> Iterator[Graded]:
        """Yield what comes of each submission, in any order."""

        def failed(survey: Survey, how: str) -> Graded:
            return Graded(survey, problem=f"Grading it {how}.")

        unreadable = [survey for survey in surveys if survey.problem]
        yield from (Graded(survey, problem=survey.problem) for survey in unreadable)
        yield from self._each(grader.grade, [survey for survey in surveys if not survey.problem], failed)

    def _each(
        self, call: Callable[[Any], Any], items: Sequence[Any], failed: Callable[[Any, str], Any]
    ) -> Iterator[Any]:
        """Yield what `call` returns for each item.

        `failed` makes the result where it raised what nobody foresaw, and where a process died twice, once alone.
        A `CourseError` is about this machine, not about one submission, and ends the run.
        """
        waiting, suspects = list(reversed(items)), list[Any]()
        running: dict[Future, Any] = {}
        while waiting or suspects or running:
            alone = bool(suspects)
            source = suspects or waiting
            while source and len(running) < (1 if alone else 2 * self.jobs):
                item = source.pop()
                self.executor = self.executor or self._start()
                running[self.executor.submit(call, item)] = item
            done, _ = wait(running, return_when=FIRST_COMPLETED)
            broken = []
            for future in done:
                item = running.pop(future)
                try:
                    yield future.result()
                except BrokenProcessPool:
                    broken.append(item)
                except CourseError:
                    raise
                except Exception as error:  # a mistake of ours that this submission brought to light, and it alone
                    yield failed(
                        item, f"failed by our fault ({type(error).__name__}: {str(error)[:200]}); please report it"
                    )
            if broken:
                broken += running.values()
                running.clear()
                self._stop()
                if alone:
                    yield failed(broken.pop(), "ended the process that tried it")
                suspects += broken
