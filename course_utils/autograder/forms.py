"""How an answer takes its inputs and hands back its results, whatever it computes.

These faults are recognized by where an answer stops and with which message, by the shapes that survive, or by the kind
of thing that comes back. Each is described here once, for all exercises. What an answer computes is said by the
misconceptions of its exercise, and by `families`.
"""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from course_utils.autograder.comparison import LOOSE, compare, elements_agree, numeric_kind
from course_utils.autograder.findings import Fault
from course_utils.autograder.handed_back import as_array, first_results, order_of_results, shape_of
from course_utils.autograder.observation import Observation, Outcome
from course_utils.autograder.plain import Plain
from course_utils.autograder.probes import Probe
from course_utils.autograder.properties import Aspect, PropertyName

# How Python says that a number is no array: 'float' object is not iterable, object of type 'int' has no len().
NO_ARRAY = re.compile(
    r"^(AttributeError|TypeError): .*'(numpy\.)?(float|int)(64)?' (object (has no|is not|does not)|has no len)"
    r"|^(IndexError|AxisError): ",
    re.DOTALL,
)
MANY_TRUTH_VALUES = re.compile(
    "truth value of an array|Boolean value of Tensor|[Uu]sing a symbolic `?tf.Tensor`? as a Python `?bool"
)
NO_NUMBER = re.compile(r"only (length-1|size-1|0-dimensional) arrays can be converted|real number, not ndarray")
ROWS = 3  # of several numbers, at least, in which the same place is wrong
HUGE = 300.0  # beyond, exp(x)² or exp(2 x) overflows


@dataclass(frozen=True, eq=False)  # because arrays cannot be compared in one word
class Look:
    """One probe, what an answer shows on it, what is right, and which property that breaks, None if none.

    `source` is the answer's own, "" if it is not known.
    """

    probe: Probe
    seen: Outcome
    right: Outcome
    breaks: Aspect | None
    source: str = ""

    @property
    def refused(self) -> bool:
        """Whether the answer stopped by an `assert`, or by an error whose words stand in its own source."""
        raised = self.seen.raised
        return raised is not None and (
            raised.type_name == "AssertionError" or bool(raised.message.strip() and raised.message in self.source)
        )

    @property
    def arrays(self) -> list[np.ndarray]:
        """The arrays among the arguments."""
        return [value for value in self.probe.args if isinstance(value, np.ndarray)]

    @property
    def sizes(self) -> list[int]:
        """How many elements each array among the arguments has."""
        return [value.size for value in self.arrays]

    @property
    def shapes(self) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """The shape of what came back, and the right one."""
        return shape_of(self.seen.returned), shape_of(self.right.returned)


@dataclass(frozen=True)
class FormFault:
    """A fault of form: which property it breaks, what to say of it, a hint, and how it shows.

    `shows` takes the looks that break that property, and all looks.
    """

    name: str
    breaks: Aspect
    message: str
    hint: str
    shows: Callable[[Sequence[Look], Sequence[Look]], bool]


@dataclass(frozen=True)
class Shown:
    """A fault of form that an answer shows, the property that fails by it, and the probes on which it does."""

    form: FormFault
    breaks: PropertyName
    probes: frozenset[int]


def _arrays_alone(faulty: Sequence[Look], looks: Sequence[Look]) -> bool:
    numbers = [look for look in looks if not look.sizes]
    return (
        bool(numbers)
        and all(look in faulty and _says(NO_ARRAY, look) for look in numbers)
        and not any(look.seen.raised for look in looks if look.probe.ordinary and any(size > 1 for size in look.sizes))
    )


def _one_truth_value(faulty: Sequence[Look], looks: Sequence[Look]) -> bool:
    many = [look for look in looks if any(size > 1 for size in look.sizes)] or faulty
    return bool(many) and all(_says(MANY_TRUTH_VALUES, look) for look in many)


def _numbers_alone(faulty: Sequence[Look], looks: Sequence[Look]) -> bool:
    many = [look for look in looks if any(size > 1 for size in look.sizes)]
    return bool(many) and all(look in faulty and _says(NO_NUMBER, look) for look in many)


def _says(words: re.Pattern[str], look: Look) -> bool:
    raised = look.seen.raised
    return raised is not None and words.search(f"{raised.type_name}: {raised.message}") is not None


def _stops_with(words: str) -> Callable[[Sequence[Look], Sequence[Look]], bool]:
    """Return whether an answer that stops does so with one message, by a pattern of it."""
    pattern = re.compile(words)
    return lambda faulty, looks: all(_says(pattern, look) for look in faulty)


def _one_dimension(faulty: Sequence[Look], looks: Sequence[Look]) -> bool:
    tables = [look for look in looks if look.arrays and look.arrays[0].ndim > 1 and look.arrays[0].shape[-1] > 1]
    rows = [look for look in looks if look.arrays and look.arrays[0].ndim == 1 and look.arrays[0].size]
    return bool(tables and rows) and all(look in faulty for look in tables) and not any(look in faulty for look in rows)


def _tables_alone(faulty: Sequence[Look], looks: Sequence[Look]) -> bool:
    tables = [look for look in looks if look.arrays and look.arrays[0].ndim == 2 and look.arrays[0].size]
    rows = [look for look in looks if look.arrays and look.arrays[0].ndim == 1 and look.arrays[0].size]
    return bool(tables and rows) and all(look in faulty for look in rows) and not any(look in faulty for look in tables)


def _empty_refused(faulty: Sequence[Look], looks: Sequence[Look]) -> bool:
    return all(0 in look.sizes for look in faulty)


def _one_number(faulty: Sequence[Look], looks: Sequence[Look]) -> bool:
    many = [look for look in looks if any(size > 1 for size in look.sizes) and not look.seen.raised]
    return len(many) > 1 and all(look.shapes[0] == () != look.shapes[1] for look in many)


def _number_for_array(faulty: Sequence[Look], looks: Sequence[Look]) -> bool:
    return all(look.shapes[0] == () and len(look.shapes[1]) > 0 for look in faulty) and any(
        look.shapes[0] == look.shapes[1] and max(look.sizes, default=0) > 1 for look in looks
    )


def _same_but(faulty: Sequence[Look], is_so: Callable[[tuple[int, ...], tuple[int, ...]], bool]) -> bool:
    """Return whether each shape that is wrong is right but for dimensions of length 1, and in the way asked for."""
    return all(
        [n for n in look.shapes[0] if n != 1] == [n for n in look.shapes[1] if n != 1] and is_so(*look.shapes)
        for look in faulty
    )


def _flattened(faulty: Sequence[Look], looks: Sequence[Look]) -> bool:
    return all(
        len(look.shapes[0]) == 1 and len(look.shapes[1]) != 1 and look.shapes[0][0] == np.prod(look.shapes[1])
        for look in faulty
    ) and any(len(look.shapes[1]) > 1 and np.prod(look.shapes[1]) > 1 for look in faulty)


def _lost_axis(axis: int) -> Callable[[Sequence[Look], Sequence[Look]], bool]:
    """Return whether each shape that is wrong is right but for one dimension that is missing: the first or the last."""

    def shows(faulty: Sequence[Look], looks: Sequence[Look]) -> bool:
        return all(
            len(look.shapes[1]) > 1 and look.shapes[0] == tuple(np.delete(look.shapes[1], axis)) for look in faulty
        ) and any(np.prod(look.shapes[1]) for look in faulty)

    return shows


def _one_number_a_row(faulty: Sequence[Look], looks: Sequence[Look]) -> bool:
    return all(
        len(look.shapes[1]) > 1 and look.shapes[1][-1] != 1 and look.shapes[0] == (*look.shapes[1][:-1], 1)
        for look in faulty
    )


def _transposed(faulty: Sequence[Look], looks: Sequence[Look]) -> bool:
    return all(
        isinstance(look.seen.returned, np.ndarray)
        and isinstance(look.right.returned, np.ndarray)
        and _agree(look.seen.returned.T, look.right.returned)
        for look in faulty
    )


def _agree(mine: Plain, theirs: Plain) -> bool:
    return compare(mine, theirs, LOOSE, dtype=False) is None


def _extra_results(faulty: Sequence[Look], looks: Sequence[Look]) -> bool:
    return all(first_results(look.seen.returned, look.right.returned) is not None for look in faulty)


def _another_order(faulty: Sequence[Look], looks: Sequence[Look]) -> bool:
    order = order_of_results([look.seen for look in looks], [look.right for look in looks])
    return order is not None and None not in order


def _left_out(faulty: Sequence[Look], looks: Sequence[Look]) -> bool:
    order = order_of_results([look.seen for look in looks], [look.right for look in looks])
    return order is not None and None in order


def _a_list(faulty: Sequence[Look], looks: Sequence[Look]) -> bool:
    return all(as_array(look.seen.returned, look.right.returned) is not None for look in faulty)


def _whole_numbers(faulty: Sequence[Look], looks: Sequence[Look]) -> bool:
    return all(
        numeric_kind(look.seen.returned) == "integer"
        and isinstance(look.right.returned, (float, np.ndarray))
        and _agree(look.seen.returned, np.trunc(look.right.returned))
        for look in faulty
        if look.probe.ordinary
    ) and any(_has_whole_part(look.right.returned) for look in faulty)


def _has_whole_part(right: Plain) -> bool:
    return isinstance(right, (float, np.ndarray)) and bool(np.any(np.abs(right) >= 1))


@dataclass(frozen=True, eq=False)
class Elements:
    """The elements of one result that are wrong: what stands there, what is right, and the inputs of the same place."""

    mine: np.ndarray
    right: np.ndarray
    inputs: np.ndarray


def _wrong_elements(look: Look) -> Elements | None:
    """Return the elements that are wrong, None if a result has no elements of its own for those of an input."""
    mine, right = look.seen.returned, look.right.returned
    if isinstance(mine, list) or isinstance(right, list) or look.shapes[0] != look.shapes[1] or -1 in look.shapes[0]:
        return None
    inputs = next((np.asarray(value) for value in look.probe.args if np.shape(value) == look.shapes[1]), None)
    if inputs is None or inputs.dtype.kind not in "fiub":
        return None
    seen, due = np.asarray(mine), np.asarray(right)
    wrong = ~elements_agree(seen, due, LOOSE)
    return Elements(seen[wrong], due[wrong], inputs[wrong].astype(float))


def _wherever(is_so: Callable[[Elements], Any]) -> Callable[[Sequence[Look], Sequence[Look]], bool]:
    """Return whether all wrong elements are of one kind."""

    def shows(faulty: Sequence[Look], looks: Sequence[Look]) -> bool:
        with np.errstate(all="ignore"):
            found = list(map(_wrong_elements, faulty))
            return all(one is not None and len(one.mine) > 0 and bool(np.all(is_so(one))) for one in found)

    return shows


def _wrong_numbers(look: Look) -> np.ndarray:
    """Return, number by number, whether a row is wrong there: booleans of its shape, none of what is no row."""
    mine, right = look.seen.returned, look.right.returned
    if not (isinstance(mine, np.ndarray) and isinstance(right, np.ndarray) and mine.shape == right.shape):
        return np.empty(0, bool)
    return ~elements_agree(mine, right, LOOSE) if right.ndim == 1 else np.empty(0, bool)


def _one_place_wrong(place: int) -> Callable[[Sequence[Look], Sequence[Look]], bool]:
    """Return whether in rows of several numbers the one at a place is wrong, and it alone."""

    def shows(faulty: Sequence[Look], looks: Sequence[Look]) -> bool:
        if any(look.breaks and look not in faulty for look in looks):
            return False
        found = [_wrong_numbers(look) for look in faulty]
        alone = all(wrong.any() and wrong.sum() == wrong[place] for wrong in found)
        return alone and sum(len(wrong) > 1 for wrong in found) >= ROWS

    return shows


FORM_FAULTS: tuple[FormFault, ...] = (
    FormFault(
        "form_arrays_alone",
        Aspect.RUNS,
        "Yours takes arrays alone: a plain number has no elements, no shape and no methods of an array, and stops it.",
        "`x = np.asarray(x)` in the first line makes an array of whatever comes in.",
        _arrays_alone,
    ),
    FormFault(
        "form_one_truth_value",
        Aspect.RUNS,
        "`if`, `and`, `or` and Python's own `max` need one True or False, and an array of several numbers gives many.",
        "`np.where` and `np.maximum` choose element by element.",
        _one_truth_value,
    ),
    FormFault(
        "form_numbers_alone",
        Aspect.RUNS,
        "Yours takes plain numbers alone: `float`, `int` and the functions of `math` take one number, and an array "
        "holds many.",
        "NumPy has functions of the same names, such as `np.exp`, that go through all elements.",
        _numbers_alone,
    ),
    FormFault(
        "form_vectorize_empty",
        Aspect.RUNS,
        "`np.vectorize` stops on an array without elements: it finds out the type of its results by a first element.",
        "One NumPy call that compares, such as `np.maximum` or `np.where`, takes arrays of any size.",
        _stops_with("cannot call `vectorize` on size 0 inputs"),
    ),
    FormFault(
        "form_empty_refused",
        Aspect.RUNS,
        "Yours stops on an array without elements alone. It has no first element and no largest.",
        "What comes back for no elements? An array of none, of the same shape.",
        _empty_refused,
    ),
    FormFault(
        "form_one_dimension",
        Aspect.RUNS,
        "Yours takes arrays of one dimension alone. In a table, an element of the array is a row, and no number.",
        "NumPy's functions take arrays of any shape. Leave the loop over the elements to them.",
        _one_dimension,
    ),
    FormFault(
        "form_tables_alone",
        Aspect.RUNS,
        "Yours takes tables alone. An array of one dimension has no columns.",
        "NumPy's functions take arrays of any shape. Leave the loops over rows and columns to them.",
        _tables_alone,
    ),
    FormFault(
        "form_variable_without_value",
        Aspect.RUNS,
        "Yours uses a variable before it has a value: on the way that these inputs take, no line sets it.",
        "Give it a value before the `if` or the loop, or in every branch.",
        _stops_with("^UnboundLocalError"),
    ),
    FormFault(
        "form_unknown_name",
        Aspect.RUNS,
        "A name in yours stands for nothing here. The message says which one.",
        "Compare it with the names of the parameters, letter by letter. Or is there a cell above that was not run?",
        _stops_with("^NameError"),
    ),
    FormFault(
        "form_unknown_function",
        Aspect.RUNS,
        "Yours asks a package for a function that it does not have. The message says which one.",
        "`dir(np)` lists what NumPy has; in a cell, the Tab key after `np.` shows it as well.",
        _stops_with("^AttributeError: module '.*' has no attribute"),
    ),
    FormFault(
        "form_calls_itself",
        Aspect.RUNS,
        "Yours calls itself without an end.",
        "Inside a function, its own name is the function. Use another name for what it computes with.",
        _stops_with("^RecursionError"),
    ),
    FormFault(
        "form_other_arguments",
        Aspect.RUNS,
        "Yours calls a function with other arguments than it takes. The message says which function.",
        "`help(np.maximum)`, for example, shows what a function takes, and in which order.",
        _stops_with(
            r"^TypeError: .*(takes .* argument|takes from|missing \d+ required|unexpected keyword argument"
            r"|invalid keyword argument|got multiple values)"
        ),
    ),
    FormFault(
        "form_brackets",
        Aspect.RUNS,
        "Yours calls something that is no function: parentheses stand behind a value.",
        "Elements are taken with brackets, `x[0]`, and a product needs a `*`.",
        _stops_with("^TypeError: '.*' object is not callable"),
    ),
    FormFault(
        "form_nothing_inside",
        Aspect.RUNS,
        "Something in yours is `None`, and is computed with.",
        "A function without a `return` gives None, and so do methods that work in place, such as `list.append`.",
        _stops_with("'?NoneType'?"),
    ),
    FormFault(
        "form_list_arithmetic",
        Aspect.RUNS,
        "Yours computes with a list as if it were an array. The message says in which operation.",
        "`np.array(values)` makes an array of a list, and arrays add, compare and multiply element by element.",
        _stops_with(r"^TypeError: .*('list' and|and '?list'?|to list|type for .*: 'list'|not 'list'|non-int of type)"),
    ),
    FormFault(
        "form_whole_array",
        Aspect.RUNS,
        "Yours writes fractions into an array of whole numbers, which has no room for them.",
        "`np.where` makes a new array that has. So does `x.astype(float)`.",
        _stops_with("Cannot cast ufunc '.*' output from dtype\\('float"),
    ),
    FormFault(
        "form_shapes_do_not_fit",
        Aspect.RUNS,
        "The shapes of two arrays in yours do not fit together. The message says which shapes these are.",
        "Write the shape of each array on paper. In `A @ B`, A has as many columns as B has rows.",
        _stops_with(
            "could not be broadcast|mismatch in its core dimension|not aligned|does not have enough dimensions"
            "|shapes cannot be multiplied|cannot reshape|must match the size|could not broadcast"
        ),
    ),
    FormFault(
        "form_no_whole_number",
        Aspect.RUNS,
        "Yours puts a float or an array in a place where Python wants one whole number: an index, a length, an axis.",
        "`range(3.0)` stops, although 3.0 is whole. `np.max(0, z)` takes z for an axis: `np.maximum` compares.",
        _stops_with(
            "only integer scalar arrays|cannot be interpreted as an integer|^IndexError: only integers, slices"
        ),
    ),
    FormFault(
        "form_caret",
        Aspect.RUNS,
        "Yours has a `^`, which is no power in Python.",
        "`x ** 2` is x squared.",
        _stops_with(r"^TypeError: .*(for \^|'bitwise_xor')"),
    ),
    FormFault(
        "form_overflow_stops",
        Aspect.RUNS,
        "Yours overflows on these inputs: a step on the way is larger than the largest float.",
        "`np.exp(710)` is already infinity. Which inputs of your exponentials are large, and are they needed there?",
        _stops_with("^(FloatingPointError|OverflowError): "),
    ),
    FormFault(
        "form_past_the_end",
        Aspect.RUNS,
        "Yours asks an array or a list for an element that it does not have: before the first or behind the last.",
        "The elements of n are numbered from 0 to n - 1.",
        _stops_with("^IndexError: .*(out of bounds|out of range)"),
    ),
    FormFault(
        "form_too_many_indices",
        Aspect.RUNS,
        "Yours asks an array for more indices than it has dimensions.",
        "`x.ndim` says how many dimensions an array has, and `x.shape` how long each is.",
        _stops_with("too many indices for array"),
    ),
    FormFault(
        "form_division_by_zero",
        Aspect.RUNS,
        "Yours divides by 0 on these inputs.",
        "Which number stands below the line there? A difference of two numbers that are close is rounded to 0.",
        _stops_with("^ZeroDivisionError"),
    ),
    FormFault(
        "form_refuses",
        Aspect.RUNS,
        "A line of your own refuses these inputs, and they belong to the exercise.",
        "Look for the `assert` or the `raise`. What was promised to work? Read the task once more.",
        lambda faulty, looks: all(look.refused for look in faulty),
    ),
    FormFault(
        "form_nothing_returned",
        Aspect.RETURNS,
        "Yours hands nothing back here: a function that ends without `return` gives None.",
        "Is there a `return` on every way through the function? `print` only shows a value.",
        lambda faulty, looks: all(look.seen.returned is None for look in faulty),
    ),
    FormFault(
        "form_extra_results",
        Aspect.RETURNS,
        "Yours hands back several things in a tuple. More than was asked for.",
        "`return a, b` returns two things in a tuple. Return what is asked for alone.",
        _extra_results,
    ),
    *(
        FormFault(
            f"form_another_order_{kind.value}",
            kind,
            "Yours hands back its results in another order.",
            "The docstring says which comes first.",
            _another_order,
        )
        for kind in (Aspect.SHAPE, Aspect.VALUES)
    ),
    *(
        FormFault(
            f"form_left_out_{kind.value}",
            kind,
            "What yours hands back is right, and not all that was asked for.",
            "`return a, b` returns two things in a tuple. The docstring says which are due, and in which order.",
            _left_out,
        )
        for kind in (Aspect.RETURNS, Aspect.SHAPE)
    ),
    FormFault(
        "form_list",
        Aspect.RETURNS,
        "Yours hands back a list. A NumPy array is asked for.",
        "`np.array(...)` makes an array of a list.",
        _a_list,
    ),
    FormFault(
        "form_one_number",
        Aspect.SHAPE,
        "Yours makes one number out of a whole array. Each element has a result of its own.",
        "`sum`, `mean`, `max`, `any` and `all` take the elements together. Is there one too many?",
        _one_number,
    ),
    FormFault(
        "form_squeezed",
        Aspect.SHAPE,
        "Yours drops a dimension of length 1: an array of one element comes back as a number, or a column as a row.",
        "`np.squeeze`, `.item()` and `[0]` do that. The result has the shape of the input.",
        lambda faulty, looks: _same_but(faulty, lambda seen, right: len(seen) < len(right)),
    ),
    FormFault(
        "form_flattened",
        Aspect.SHAPE,
        "Yours returns its numbers in one row, whatever the shape of the input.",
        "`ravel`, `flatten` and a list of elements lose the shape. `.reshape(x.shape)` brings it back.",
        _flattened,
    ),
    FormFault(
        "form_dimension_added",
        Aspect.SHAPE,
        "Yours adds a dimension of length 1: what should be a number comes back as an array.",
        "`np.atleast_1d`, a pair of brackets and `reshape(-1, 1)` do that. The result has the shape of the input.",
        lambda faulty, looks: _same_but(faulty, lambda seen, right: len(seen) > len(right)),
    ),
    FormFault(
        "form_number_for_array",
        Aspect.SHAPE,
        "Yours returns a single number on some inputs, and an array is due.",
        "Which `return` is it? `np.zeros_like(x)` is an array of zeros of the shape of x.",
        _number_for_array,
    ),
    FormFault(
        "form_transposed",
        Aspect.SHAPE,
        "Yours returns the right table on its side: rows and columns are exchanged.",
        "`.T` exchanges them.",
        _transposed,
    ),
    FormFault(
        "form_first_dimension_lost",
        Aspect.SHAPE,
        "Yours loses the first dimension of the result: one row where several are due.",
        "`sum`, `mean` and `np.max(z, 0)` along axis 0 make one row of several, and an index can take a single one.",
        _lost_axis(0),
    ),
    FormFault(
        "form_last_dimension_lost",
        Aspect.SHAPE,
        "Yours loses the last dimension of the result: one number where a row of numbers is due.",
        "`sum`, `mean` and `max` along the last axis make one number of a row, and an index can take a single one.",
        _lost_axis(-1),
    ),
    FormFault(
        "form_one_number_a_row",
        Aspect.SHAPE,
        "Yours has one number in each row where several are due.",
        "`sum`, `mean` and `max` along the last axis make one number of a row, also with `keepdims=True`.",
        _one_number_a_row,
    ),
    FormFault(
        "form_truth_values",
        Aspect.DTYPE,
        "Yours returns True and False. Numbers are asked for.",
        "A comparison answers a question. Use the answer to choose between two numbers.",
        lambda faulty, looks: all(numeric_kind(look.seen.returned) == "bool" for look in faulty),
    ),
    FormFault(
        "form_whole_numbers",
        Aspect.DTYPE,
        "Yours makes whole numbers of fractions: what stands behind the point is cut off.",
        "Look for `int`, `astype(int)`, `//`, an array of integers that is written into, or `np.vectorize`.",
        _whole_numbers,
    ),
    FormFault(
        "form_nan_swallowed",
        Aspect.VALUES,
        "Yours makes a number of NaN. NaN should stay NaN.",
        "Each comparison with NaN is False. Which branch does it take in yours?",
        _wherever(lambda wrong: np.isnan(wrong.right) & ~np.isnan(wrong.mine)),
    ),
    FormFault(
        "form_nan_at_infinity",
        Aspect.VALUES,
        "Yours gives NaN at an infinity: 0 times infinity and infinity minus infinity are no numbers.",
        "Choose between two values, and do not multiply by 0 or subtract.",
        _wherever(lambda wrong: np.isinf(wrong.inputs) & np.isnan(wrong.mine)),
    ),
    FormFault(
        "form_overflow",
        Aspect.VALUES,
        "Yours overflows for large numbers: a step on the way is larger than the largest float.",
        "`np.exp(710)` is already infinity. Rewrite the formula such that its exponents are never positive.",
        _wherever(
            lambda wrong: (
                (np.abs(wrong.inputs) > HUGE)
                & np.isfinite(wrong.inputs)
                & ~np.isfinite(wrong.mine)
                & np.isfinite(wrong.right)
            )
        ),
    ),
    *(
        FormFault(
            f"form_{which}_number_wrong",
            Aspect.VALUES,
            f"The {which} number of your results is wrong, and the others are right.",
            f"What does the definition say of the {which} one? Which line of yours computes that?",
            _one_place_wrong(place),
        )
        for which, place in (("first", 0), ("last", -1))
    ),
    FormFault(
        "form_input_changed",
        Aspect.INPUT_UNTOUCHED,
        "Yours writes into the array that it was given, so the caller loses the original.",
        "`x = x.copy()` in the first line, or a function that makes a new array.",
        lambda faulty, looks: True,
    ),
    FormFault(
        "form_python_loop",
        Aspect.VECTORIZED,
        "Yours goes through the elements one by one in Python.",
        "One NumPy call, on the whole array, takes the place of the loop.",
        lambda faulty, looks: True,
    ),
)
NOT_OF_RESULTS = (Aspect.INPUT_UNTOUCHED, Aspect.VECTORIZED)  # no outcome shows these


def find_form_fault(
    faults: Mapping[int, Fault],
    failed: Collection[PropertyName],
    seen: Observation,
    solution: Observation,
    probes: Sequence[Probe],
) -> Shown | None:
    """Return the fault of form that an answer shows, None if it shows none of those that are known.

    Args:
        faults: those of the answer that nothing else accounts for, by the number of the probe.
        failed: the properties that failed and that nothing else accounts for.
        seen: what the answer showed.
        solution: what the solution showed.
        probes: the probes of both.
    """
    looks = [
        Look(probe, mine, right, faults[index].kind if index in faults else None, seen.source or "")
        for index, (probe, mine, right) in enumerate(zip(probes, seen.outcomes, solution.outcomes, strict=False))
    ]
    found = []
    for place, form in enumerate(FORM_FAULTS):
        faulty = [look for look in looks if look.breaks is form.breaks]
        if (faulty or (form.breaks in NOT_OF_RESULTS and form.breaks in failed)) and form.shows(faulty, looks):
            found.append((not any(look.probe.ordinary for look in faulty), place, form))
    if not found:
        return None
    *_, form = min(found)
    of_these = frozenset(index for index, fault in faults.items() if fault.kind is form.breaks)
    return Shown(form, faults[min(of_these)].breaks if of_these else form.breaks, of_these)
