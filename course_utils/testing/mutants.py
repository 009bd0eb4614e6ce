"""Mutation testing: a check must refuse a solution in which one detail was changed.

The solution's syntax tree is mutated in every way that the operators below know. A mutant that behaves as the
solution does is equivalent; `Answers.equivalent` lists each such, with the reason why no check could refuse it.
"""

import ast
import copy
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from course_utils.autograder.exercise import Exercise
from course_utils.autograder.key_source import answers_for
from course_utils.testing.cases import OfACourse, each_equivalent_mutant, each_mutated_exercise
from course_utils.testing.verdicts import verdict_on_source

SWAPS = {
    ast.Add: (ast.Sub, ast.Mult),
    ast.Sub: (ast.Add,),
    ast.Mult: (ast.Div, ast.Add),
    ast.Div: (ast.Mult,),
    ast.MatMult: (ast.Mult, ast.Add),
    ast.Pow: (ast.Mult,),
    ast.Lt: (ast.LtE, ast.Gt, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.Lt, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.USub: (ast.UAdd,),
}
NEIGHBORS = {"maximum": "minimum", "minimum": "maximum", "clip": "abs", "where": "add", "astype": "view"}

COMMUTATIVE = {"maximum", "minimum", "fmax", "fmin", "add", "multiply"}  # swapped arguments change nothing
FEWEST = 3  # with fewer mutants, that all are refused says nothing

Change = tuple[str, Callable[[Any], object]]


class MutantTests(OfACourse):
    """What holds for the mutants of every solution of `course`."""

    @each_mutated_exercise
    def test_every_exercise_refuses_its_mutants(self, exercise: Exercise) -> None:
        refused = mutants_to_refuse(exercise)
        passed = [f"{what}: {text}" for text, what in refused.items() if earns_full_points(exercise, text)]
        assert len(refused) >= FEWEST
        assert not passed, "\n".join(passed)

    @each_equivalent_mutant
    def test_equivalent_mutants_are_mutants_and_earn_full_points(self, exercise: Exercise, old: str, new: str) -> None:
        """Otherwise the list would hide a mutant that is refused, or one that is never made."""
        text = equivalent_mutant(exercise, old, new)
        source = next((t for _, t in mutants(answers_for(exercise).solution) if one_line(t) == text), None)
        assert source is not None, "this mutant is never made"
        assert verdict_on_source(exercise, source).points == exercise.points


def one_line(source: str) -> str:
    """Return `source` with a space in place of each line end and indentation."""
    return " ".join(source.split())


def equivalent_mutant(exercise: Exercise, old: str, new: str) -> str:
    """Return the solution, on one line, with `old` replaced by `new`.

    Args:
        exercise: whose solution.
        old: a text that stands in it once.
        new: what stands there instead.
    """
    solution = one_line(ast.unparse(ast.parse(answers_for(exercise).solution)))
    assert solution.count(old) == 1, f"{old!r} should stand once in the solution of {exercise.id}"
    return solution.replace(old, new)


def mutants_to_refuse(exercise: Exercise) -> dict[str, str]:
    """Return what was changed by mutated source, without the equivalent mutants."""
    answers = answers_for(exercise)
    equivalent = {equivalent_mutant(exercise, *change) for change in answers.equivalent}
    return {text: what for what, text in mutants(answers.solution) if one_line(text) not in equivalent}


def earns_full_points(exercise: Exercise, source: str) -> bool:
    """Return whether an answer is taken for a right one; one that cannot even be run is not.

    Args:
        exercise: what was asked.
        source: the answer as text.
    """
    try:
        return verdict_on_source(exercise, source, seconds=2.0).points == exercise.points
    except Exception:  # of any kind: the cell itself stops, as a mutant's may
        return False


def mutants(source: str) -> Iterator[tuple[str, str]]:
    """Yield (what was changed, mutated source) for every single mutation of `source`."""
    tree = ast.parse(source)
    unchanged = ast.unparse(tree)
    parameters = [node.arg for node in ast.walk(tree) if isinstance(node, ast.arg)]
    for index, node in enumerate(ast.walk(tree)):
        for what, change in _changes(node, parameters):
            mutated = copy.deepcopy(tree)
            change(list(ast.walk(mutated))[index])
            text = ast.unparse(ast.fix_missing_locations(mutated))
            if text != unchanged:
                yield what, text


def _changes(node: ast.AST, parameters: Sequence[str]) -> Iterator[Change]:
    if isinstance(node, (ast.BinOp, ast.UnaryOp)):
        for kind in SWAPS.get(type(node.op), ()):
            yield f"{type(node.op).__name__} to {kind.__name__}", _set("op", kind())
    if isinstance(node, ast.BinOp):
        if not isinstance(node.op, (ast.Add, ast.Mult)):
            yield "operands swapped", lambda n: n.__dict__.update(left=n.right, right=n.left)
        yield "left operand alone", lambda n: _become(n, n.left)
        yield "right operand alone", lambda n: _become(n, n.right)
    if isinstance(node, ast.Compare):
        for kind in SWAPS.get(type(node.ops[0]), ()):
            yield "comparison", _set("ops", [kind(), *node.ops[1:]])
    if isinstance(node, ast.Constant) and isinstance(node.value, (int, float)) and not isinstance(node.value, bool):
        for value in (node.value + 1, -node.value, node.value * 2 + 0.5):
            yield f"constant {value}", _set("value", value)
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        for letter in "ABCD":
            yield f"letter {letter}", _set("value", letter)
    if isinstance(node, ast.Call):
        if len(node.args) >= 2 and getattr(node.func, "attr", "") not in COMMUTATIVE:
            yield "first two arguments swapped", lambda n: n.args.insert(0, n.args.pop(1))
        for place in range(len(node.args)):
            yield f"argument {place} dropped", _drop("args", place)
        if isinstance(node.func, ast.Attribute) and not node.args:
            yield "method call dropped", lambda n: _become(n, n.func.value)
        if len(node.args) >= 1:
            yield "call replaced by its last argument", lambda n: _become(n, n.args[-1])
        if isinstance(node.func, ast.Attribute):
            yield "method dropped", lambda n: _become(n, n.func.value)
    if isinstance(node, ast.Attribute) and node.attr in NEIGHBORS:
        yield "neighboring function", _set("attr", NEIGHBORS[node.attr])
    if isinstance(node, ast.Return):
        yield "returns None", _set("value", None)
        yield "returns its negative", lambda n: setattr(n, "value", ast.UnaryOp(ast.USub(), n.value))
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
        twice = ast.BinOp(ast.Name(node.id, ast.Load()), ast.Add(), ast.Name(node.id, ast.Load()))
        yield "name used twice", lambda n: _become(n, twice)
        for other in parameters if node.id in parameters else ():
            yield f"{other} for {node.id}", _set("id", other)
    if isinstance(node, ast.List):
        for place in range(len(node.elts)):
            yield f"element {place} dropped", _drop("elts", place)


def _set(field: str, value: object) -> Callable[[Any], object]:
    return lambda node: setattr(node, field, value)


def _drop(field: str, place: int) -> Callable[[Any], object]:
    return lambda node: getattr(node, field).pop(place)


def _become(node: ast.AST, other: ast.AST) -> None:
    """Turn `node` into `other` in place, so that its parent needs no change."""
    node.__class__ = type(other)
    node.__dict__ = dict(other.__dict__)
