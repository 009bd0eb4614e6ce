"""Mutation testing: the checker must refuse a solution in which one detail was changed.

The solution's syntax tree is mutated in every way that the operators below know. A mutant that behaves as the
solution does is equivalent; `Answers.equivalent` lists each such, with the reason why no check could refuse it.
"""

import ast
import copy

import pytest

from course_utils.autograder.key_source import answers_for
from course_utils.course import COURSE
from tests.autograder.helpers import verdict_on_source

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


def one_line(source):
    return " ".join(source.split())


def mutants(source):
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


def _changes(node, parameters):
    def replace_op(kind):
        return lambda n: setattr(n, "op", kind())

    if isinstance(node, (ast.BinOp, ast.UnaryOp)):
        for kind in SWAPS.get(type(node.op), ()):
            yield f"{type(node.op).__name__} to {kind.__name__}", replace_op(kind)
    if isinstance(node, ast.BinOp):
        if not isinstance(node.op, (ast.Add, ast.Mult)):
            yield "operands swapped", lambda n: n.__dict__.update(left=n.right, right=n.left)
        yield "left operand alone", lambda n: _become(n, n.left)
        yield "right operand alone", lambda n: _become(n, n.right)
    if isinstance(node, ast.Compare):
        for kind in SWAPS.get(type(node.ops[0]), ()):
            yield "comparison", lambda n, kind=kind: n.ops.__setitem__(0, kind())
    if isinstance(node, ast.Constant) and isinstance(node.value, (int, float)) and not isinstance(node.value, bool):
        for value in (node.value + 1, -node.value, node.value * 2 + 0.5):
            yield f"constant {value}", lambda n, value=value: setattr(n, "value", value)
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        for letter in "ABCD":
            yield f"letter {letter}", lambda n, letter=letter: setattr(n, "value", letter)
    if isinstance(node, ast.Call):
        if len(node.args) >= 2 and getattr(node.func, "attr", "") not in COMMUTATIVE:
            yield "first two arguments swapped", lambda n: n.args.insert(0, n.args.pop(1))
        for place in range(len(node.args)):
            yield f"argument {place} dropped", lambda n, place=place: n.args.pop(place)
        if isinstance(node.func, ast.Attribute) and not node.args:
            yield "method call dropped", lambda n: _become(n, n.func.value)
        if len(node.args) >= 1:
            yield "call replaced by its last argument", lambda n: _become(n, n.args[-1])
        if isinstance(node.func, ast.Attribute):
            yield "method dropped", lambda n: _become(n, n.func.value)
    if isinstance(node, ast.Attribute) and node.attr in NEIGHBORS:
        yield "neighboring function", lambda n: setattr(n, "attr", NEIGHBORS[n.attr])
    if isinstance(node, ast.Return):
        yield "returns None", lambda n: setattr(n, "value", None)
        yield "returns its negative", lambda n: setattr(n, "value", ast.UnaryOp(ast.USub(), n.value))
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
        yield (
            "name used twice",
            lambda n: _become(n, ast.BinOp(ast.Name(n.id, ast.Load()), ast.Add(), ast.Name(n.id, ast.Load()))),
        )
        for other in parameters if node.id in parameters else ():
            yield f"{other} for {node.id}", lambda n, other=other: setattr(n, "id", other)
    if isinstance(node, ast.List):
        for place in range(len(node.elts)):
            yield f"element {place} dropped", lambda n, place=place: n.elts.pop(place)


def _become(node, other):
    """Turn `node` into `other` in place, so that its parent needs no change."""
    node.__class__ = type(other)
    node.__dict__ = dict(other.__dict__)


def equivalent_mutant(exercise, old, new):
    """Return the solution, on one line, with `old` replaced by `new`."""
    solution = one_line(ast.unparse(ast.parse(answers_for(exercise).solution)))
    assert solution.count(old) == 1, f"{old!r} should stand once in the solution of {exercise.id}"
    return solution.replace(old, new)


def mutants_to_refuse(exercise):
    """Return what was changed by mutated source, without the equivalent mutants."""
    answers = answers_for(exercise)
    equivalent = {equivalent_mutant(exercise, *change) for change in answers.equivalent}
    return {text: what for what, text in mutants(answers.solution) if one_line(text) not in equivalent}


def survivors(exercise):
    """Return the mutants that earned full points."""
    passed = []
    for text, what in mutants_to_refuse(exercise).items():
        try:
            verdict = verdict_on_source(exercise, text, seconds=2.0)
        except Exception:  # the mutant cannot even be run as a cell: refused
            continue
        if verdict.points == exercise.points:
            passed.append(f"{what}: {text}")
    return passed


MUTATED = [e for _, e in COURSE if e.accept is None]


def test_there_are_mutants_enough_to_say_anything():
    numbers = {exercise.id: len(mutants_to_refuse(exercise)) for exercise in MUTATED}
    assert min(numbers.values()) >= 3, numbers
    assert sum(numbers.values()) >= 100


@pytest.mark.parametrize("exercise", MUTATED, ids=lambda e: e.id)
def test_every_exercise_refuses_its_mutants(exercise):
    passed = survivors(exercise)
    assert not passed, "\n".join(passed)


EQUIVALENT = [
    pytest.param(exercise, *change, id=f"{exercise.id}-{change[0]} to {change[1]}")
    for exercise in MUTATED
    for change in answers_for(exercise).equivalent
]


@pytest.mark.parametrize(("exercise", "old", "new"), EQUIVALENT)
def test_equivalent_mutants_are_mutants_and_earn_full_points(exercise, old, new):
    """Otherwise the list would hide a mutant that is refused, or one that is never made."""
    text = equivalent_mutant(exercise, old, new)
    source = next((t for _, t in mutants(answers_for(exercise).solution) if one_line(t) == text), None)
    assert source is not None, "this mutant is never made"
    assert verdict_on_source(exercise, source).points == exercise.points
