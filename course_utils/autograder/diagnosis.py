"""Find what is known of an answer's mistakes: what it computes, and how it takes its inputs."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from course_utils.autograder.assessment import find_fault
from course_utils.autograder.comparison import LOOSE, Tolerance, compare, numeric_kind
from course_utils.autograder.exercise import Exercise
from course_utils.autograder.families import fitted
from course_utils.autograder.findings import Assessment, Finding
from course_utils.autograder.forms import find_form_fault
from course_utils.autograder.key import Key, KnownMisconception
from course_utils.autograder.observation import Observation, Outcome
from course_utils.autograder.plain import Tuple
from course_utils.autograder.probes import Probe, form_of
from course_utils.autograder.properties import Aspect, PropertyName, Values
from course_utils.autograder.verdict import Diagnosis

ENOUGH = 4  # wrong values in which an answer agrees with a misconception, before it is named in spite of other faults


@dataclass(frozen=True)
class Named:
    """A known mistake that an answer shows, and the property that fails by it."""

    diagnosis: Diagnosis
    breaks: PropertyName


@dataclass(frozen=True)
class Diagnosed:
    """The known mistakes of an answer, two at most, and the properties that fail for other reasons."""

    names: tuple[Named, ...] = ()
    unexplained: frozenset[PropertyName] = frozenset()


@dataclass(frozen=True)
class View:
    """An answer as it was observed, or without its faults in how it hands back results; and what was found of it."""

    seen: Observation
    assessment: Assessment

    @property
    def failed(self) -> list[PropertyName]:
        """The properties that failed, in order."""
        return _failed(self.assessment)


def diagnose(exercise: Exercise, answer: View, inside: View | None, key: Key, probes: Sequence[Probe]) -> Diagnosed:
    """Return what is known of an answer's mistakes.

    An exercise that decides about values by itself may have recognized mistakes, and these count. Otherwise two
    questions are asked: what it computes, of which the misconceptions and the families tell; and, of the faults
    that this does not account for, how it takes its inputs, of which the faults of form tell.

    Args:
        exercise: what was asked.
        answer: as it was observed.
        inside: the same without its faults in how it hands back results, None if it has none.
        key: what the solution and the misconceptions show on the same probes.
        probes: the probes of all of these.
    """
    recognized = _recognized(answer.assessment.findings, key)
    if recognized:
        return Diagnosed(recognized)
    seen, failed, faults = answer.seen, answer.failed, dict(answer.assessment.faults)
    names = []
    for known in _misconceptions(exercise, [answer, inside] if inside else [answer], key, probes):
        names.append(Named(Diagnosis(known.name, known.message, known.hint, known.detail), known.breaks))
        same = _Comparison(exercise, seen, known.observation, frozenset())
        faults = {index: fault for index, fault in faults.items() if not same.agrees(index)}
        theirs = _failed(exercise.assess(known.observation, key.solution, probes))
        failed = [name for name in failed if name not in theirs]
    shown = find_form_fault(faults, failed, seen, key.solution, probes) if any(p.args for p in probes) else None
    if shown and len(names) < 2 and shown.breaks not in [named.breaks for named in names]:
        names.append(Named(Diagnosis(shown.form.name, shown.form.message, shown.form.hint), shown.breaks))
        faults = {index: fault for index, fault in faults.items() if index not in shown.probes}
    return Diagnosed(tuple(names), frozenset(fault.breaks for fault in faults.values()))


def _recognized(findings: Sequence[Finding], key: Key) -> tuple[Named, ...]:
    """Return the mistakes that the exercise has recognized by itself, two at most, in the words of the key."""
    known = {one.name: one for one in key.misconceptions}
    names: dict[str, Named] = {}
    for finding in findings:
        if finding.state == "failed" and finding.mistake:
            one = known[finding.mistake]
            names.setdefault(one.name, Named(Diagnosis(one.name, one.message, one.hint), finding.name))
    return tuple(names.values())[:2]


def _failed(assessment: Assessment) -> list[PropertyName]:
    return [finding.name for finding in assessment.findings if finding.state == "failed"]


def _misconceptions(
    exercise: Exercise,
    views: Sequence[View],
    key: Key,
    probes: Sequence[Probe],
) -> list[KnownMisconception]:
    """Return the misconceptions that the answer behaves like: one, or two that show in different places, or none.

    An answer behaves like a misconception when the property that it breaks failed in the same way, the two agree on the
    ordinary probes that both answered, and something of that differs from the solution. Code that raised everywhere
    behaves like none. Of several, the one that agrees on the most probes counts, then the one whose property comes
    first. A family, whose parameter is fitted, comes after those of the exercise.

    If there is none, the answer may have a second fault besides. Then it is enough that the two agree wherever the
    misconception gives a wrong value, apart from a form of input that the answer does not take, and elsewhere in most
    places: `_computes_like`.
    """
    groups, apart = [], []
    for view in views:
        if not all(outcome.raised for outcome in view.seen.outcomes):
            values = [] if exercise.accept else [name for name in view.failed if isinstance(name, Values)]
            for several in (key.misconceptions, fitted(key, view.seen, probes, values)):
                groups.append(_Candidates(exercise, view, several, key.solution))
            apart.append(_Candidates(exercise, view, key.misconceptions, key.solution, one_result=True))
    for behaves_like in (_behaves_like, _computes_like):
        for candidates in (*groups, *apart):
            best = candidates.best(behaves_like, probes)
            if best:
                return best
    return []


def _wrong_results(exercise: Exercise, mistaken: Observation, solution: Observation) -> frozenset[int]:
    """Return which of several results a misconception gets wrong, if it gets others right; else none.

    What an answer does to the others is then another matter.
    """
    several = [
        (mine.returned, right.returned)
        for mine, right in zip(mistaken.outcomes, solution.outcomes, strict=True)
        if isinstance(right.returned, Tuple) and isinstance(mine.returned, list)
    ]
    if len(several) < len(solution.outcomes) or any(len(mine) != len(right) for mine, right in several):
        return frozenset()
    number = len(several[0][1])
    wrong = frozenset(
        place
        for place in range(number)
        if any(compare(mine[place], right[place], exercise.tolerance, dtype=False) for mine, right in several)
    )
    return wrong if len(wrong) < number else frozenset()


class _Candidates:
    """Misconceptions that break a property which failed, each beside the answer."""

    def __init__(
        self,
        exercise: Exercise,
        view: View,
        several: Iterable[KnownMisconception],
        solution: Observation,
        one_result: bool = False,
    ):
        """Compare an answer with misconceptions.

        Args:
            exercise: what was asked.
            view: the answer.
            several: misconceptions.
            solution: what is right.
            one_result: whether to take those alone that get some of several results wrong, and to compare these alone.
        """
        failed = view.failed
        self.one_result, self.entries = one_result, []
        for place, known in enumerate(several):
            if known.breaks in failed:
                results = _wrong_results(exercise, known.observation, solution) if one_result else frozenset()
                if one_result and not results:
                    continue
                mistake = _Comparison(exercise, view.seen, known.observation, results)
                right = _Comparison(exercise, view.seen, solution, results)
                self.entries.append((failed.index(known.breaks), place, known, mistake, right))

    def best(self, behaves_like: "_BehavesLike", probes: Sequence[Probe]) -> list[KnownMisconception]:
        """Return the one that agrees on the most probes, of those that the answer behaves like.

        In spite of other faults, two that agree on as many cannot be told apart, and neither is named, unless they are
        wrong on different probes: then the answer makes both mistakes.
        """
        ranked = [
            (-mistake.agreeing(values_alone=behaves_like is _computes_like), first, place, known, mistake, right)
            for first, place, known, mistake, right in self.entries
            if behaves_like(known.breaks, probes, mistake, right)
        ]
        if not ranked:
            return []
        ranked.sort(key=lambda entry: entry[:3])
        best = ranked[0]
        if behaves_like is _behaves_like and not self.one_result:
            return [best[3]]
        wrong = best[4].differences(best[5])
        apart = [entry for entry in ranked if not wrong & entry[4].differences(entry[5])]
        named = []
        for several in ([entry for entry in ranked if entry not in apart], apart):
            as_good = {entry[3].message for entry in several if entry[0] == several[0][0]}
            if len(as_good) == 1:
                named.append(several[0][3])
        return named


class _Comparison:
    """The outcomes of an answer beside those of another one. Two outcomes are compared once, and only if asked for.

    Of several results only those of the given `results` are compared, if there are such.
    """

    def __init__(self, exercise: Exercise, seen: Observation, other: Observation, results: frozenset[int]):
        self.exercise, self.results = exercise, results
        self.pairs = list(zip(seen.outcomes, other.outcomes, strict=False))
        self._found: dict[int, bool] = {}

    def agrees(self, index: int) -> bool:
        """Return whether both show the same on one probe."""
        if index not in self._found:
            self._found[index] = _agree(self.exercise, *self._compared(self.pairs[index]))
        return self._found[index]

    def differences(self, solution: "_Comparison") -> set[tuple[int, int]]:
        """Return the probes, each with a result, where the other one shows something else than the solution."""
        pairs = enumerate(zip(self.pairs, solution.pairs, strict=True))
        return {
            (index, result)
            for index, ((_, theirs), (_, right)) in pairs
            if not _agree(self.exercise, theirs, right)
            for result in self.results or {0}
        }

    def _compared(self, pair: tuple[Outcome, Outcome]) -> list[Outcome]:
        """Return two outcomes with those results that count."""
        if not self.results or not all(isinstance(one.returned, list) for one in pair):
            return list(pair)
        return [
            replace(one, returned=[value for place, value in enumerate(one.returned) if place in self.results])
            for one in pair
            if isinstance(one.returned, list)
        ]

    def agreeing(self, values_alone: bool) -> int:
        """Return on how many probes both show the same, of all or of those on which the answer does not stop."""
        return sum(
            self.agrees(index) for index, (mine, _) in enumerate(self.pairs) if not (values_alone and mine.raised)
        )


_BehavesLike = Callable[[PropertyName, Sequence[Probe], _Comparison, _Comparison], bool]


def _behaves_like(breaks: PropertyName, probes: Sequence[Probe], mistake: _Comparison, solution: _Comparison) -> bool:
    """Return whether an answer, beside a misconception and beside the solution, behaves like the misconception."""
    shown = breaks in (Aspect.INPUT_UNTOUCHED, Aspect.VECTORIZED)  # no returned value shows these
    for index, (probe, (mine, theirs), (_, right)) in enumerate(
        zip(probes, mistake.pairs, solution.pairs, strict=False)
    ):
        if _contradicts(breaks, mine, theirs):
            return False
        fault = find_fault(theirs, right, probe, mistake.exercise)
        breaks_here = fault is not None and fault.breaks == breaks
        if breaks_here or (probe.ordinary and mine.raised is None and theirs.raised is None):
            if not mistake.agrees(index):
                return False
            if breaks is Aspect.DTYPE and numeric_kind(mine.returned) != numeric_kind(theirs.returned):
                return False  # which agreeing overlooks
            shown = shown or breaks_here or not solution.agrees(index)
    return shown


def _computes_like(breaks: PropertyName, probes: Sequence[Probe], mistake: _Comparison, solution: _Comparison) -> bool:
    """Return whether an answer computes what a misconception computes, with another fault on top.

    The evidence are the ordinary probes on which the misconception is wrong: the answer must be wrong in the same way.
    A form of input on which the two mostly disagree is one that the answer takes in a way of its own; at least half of
    the evidence must lie in other forms. Where the misconception is right the answer may be wrong, but not mostly.
    """
    if not isinstance(breaks, Values) or mistake.exercise.accept:
        return False
    answered = {
        # the numbers of a mask and of a step are equal, and one is not the other
        index: mistake.agrees(index) and numeric_kind(mine.returned) == numeric_kind(theirs.returned)
        for index, (probe, (mine, theirs)) in enumerate(zip(probes, mistake.pairs, strict=False))
        if probe.ordinary and not mine.raised and not theirs.raised
    }
    if sum(answered.values()) < ENOUGH:
        return False  # most are another mistake, and are not compared with the solution for that
    forms: dict[str, list[tuple[bool, bool]]] = {}
    for index, agreed in answered.items():
        (_, theirs), (_, right) = mistake.pairs[index], solution.pairs[index]
        tells = not _agree(mistake.exercise, theirs, right)
        forms.setdefault(form_of(probes[index]), []).append((tells, agreed))
    taken = [pair for form in forms.values() if _agree_on_a_form(form) for pair in form]
    telling = [agreed for tells, agreed in taken if tells]
    others = [agreed for tells, agreed in taken if not tells]
    evidence = sum(tells for form in forms.values() for tells, _ in form)
    return (
        len(telling) >= ENOUGH
        and all(telling)
        and 2 * len(telling) >= evidence
        and others.count(False) <= max(others.count(True), len(telling) // 4)
    )


def _agree_on_a_form(form: Sequence[tuple[bool, bool]]) -> bool:
    """Return whether two answers mostly agree on a form, by those inputs that tell them from the solution."""
    telling = [agreed for tells, agreed in form if tells]
    return 2 * sum(telling) > len(telling) if telling else any(agreed for _, agreed in form)


def _contradicts(breaks: PropertyName, mine: Outcome, theirs: Outcome) -> bool:
    """Return whether an outcome shows by itself that the property does not fail as in the misconception."""
    if breaks is Aspect.RUNS:
        return mine.raised is not None and theirs.raised is None  # it stops elsewhere as well, so for another reason
    return breaks is Aspect.INPUT_UNTOUCHED and mine.input_changed != theirs.input_changed


def _agree(exercise: Exercise, a: Outcome, b: Outcome) -> bool:
    """Return whether two outcomes show the same: the same value, or an exception of the same type.

    Another way of writing the same mistake rounds differently, so this is looser than a check of values.
    """
    if a.raised or b.raised:
        return a.raised is not None and b.raised is not None and a.raised.type_name == b.raised.type_name
    loose = Tolerance(max(exercise.tolerance.rtol, LOOSE.rtol), max(exercise.tolerance.atol, LOOSE.atol))
    return compare(a.returned, b.returned, loose, dtype=False) is None
