"""Say a call, a value or an error in the learner's own terms."""

import math
from typing import Any

import numpy as np

from course_utils.autograder.observation import EXIT, Raised
from course_utils.autograder.plain import Opaque, Oversized, Plain, Tuple, same
from course_utils.autograder.rendering import quoted

MANY = 12  # an array of more elements is described, not written out
LONGEST = 300  # characters of any other value


def call_text(name: str, args: tuple[Any, ...]) -> str:
    """Return a call as the learner would type it.

    Args:
        name: of the function.
        args: its arguments.
    """
    return f"{name}({', '.join(argument_text(arg) for arg in args)})"


def argument_text(value: Any) -> str:
    """Return Python source for a probe's argument; a long array is described instead."""
    if isinstance(value, np.ndarray):
        if value.size > MANY:
            return f"<array of shape {value.shape}>"
        # a list would lose the shape of an array without elements
        if not value.size and value.ndim > 1:
            return f"np.empty({value.shape})"
        dtype = "" if value.dtype in (np.dtype(float), np.dtype(int)) else f", dtype=np.{value.dtype.name}"
        return f"np.array({_nested(value.tolist())}{dtype})"
    if isinstance(value, np.generic):
        return f"np.{type(value).__name__}({_number(value.item())})"
    return _nested(value)


def value_text(value: Plain) -> str:
    """Return what came back, as a person would write it down."""
    if isinstance(value, Opaque):
        return "..." if value.type_name == "ellipsis" else f"<{value.type_name}>"
    if isinstance(value, Oversized):
        return f"<array of shape {value.shape}>"
    if isinstance(value, np.ndarray):
        if value.size > MANY:
            return f"<array of shape {value.shape}>"
        if not value.size:
            return f"<empty array of shape {value.shape}>"
        return _nested((value + 0.0 if value.dtype.kind == "f" else value).tolist())  # 0.0 for -0.0, which is as right
    return _nested(value + 0.0 if isinstance(value, float) else value)[:LONGEST]


def bare_text(text: str) -> str:
    """Return a text as `value_text` does, without the quotation marks."""
    return repr(text)[1:-1][: LONGEST - 1]  # `value_text` counts the first quotation mark


def type_text(value: Plain) -> str:
    """Return the kind of thing a value is, with its article."""
    if value is None:
        return "None"
    if isinstance(value, Opaque):
        return f"an {value.type_name}" if value.type_name.startswith("array") else f"a thing of type {value.type_name}"
    if isinstance(value, np.ndarray) and value.ndim == 0:
        return "a number"
    if isinstance(value, (Oversized, np.ndarray)):
        return "an array"
    names = {bool: "True or False", int: "a number", float: "a number", str: "a text", list: "a list", Tuple: "a tuple"}
    return names[type(value)]


def told_apart(mine: Plain, theirs: Plain) -> tuple[str, str]:
    """Return texts of two values that would be written down alike: by kind, shape and dtype, or with all digits.

    Args:
        mine: one value.
        theirs: the other.
    """
    layouts = _layout(mine), _layout(theirs)
    if layouts[0] != layouts[1]:
        return layouts
    if isinstance(mine, list) and isinstance(theirs, list):
        pairs = zip(mine, theirs, strict=True)
        return told_apart(*next(pair for pair in pairs if not same(*pair)))
    if isinstance(mine, np.ndarray) and isinstance(theirs, np.ndarray):
        place = next(place for place in np.ndindex(mine.shape) if not same(mine[place, ...], theirs[place, ...]))
        there = f" at index {quoted(_index(place))}" if place else ""
        return quoted(repr(mine[place].item())) + there, quoted(repr(theirs[place].item())) + there
    return quoted(repr(mine)), quoted(repr(theirs))


def _layout(value: Plain) -> str:
    """Return the kind of thing a value is, with its shape and dtype, or how many things it holds."""
    if isinstance(value, (Oversized, np.ndarray)):
        return f"an array of shape {quoted(value.shape)} and dtype {quoted(value.dtype)}"
    if isinstance(value, list):
        return f"{type_text(value)} of {len(value)}"
    return type_text(value) if value is None or isinstance(value, (Opaque, str)) else f"a {type(value).__name__}"


def raised_text(raised: Raised) -> str:
    """Return what an exception says, in words of ours for the ones that need them."""
    if raised.type_name == "TimeLimitExceeded":
        return "did not finish within the time limit"
    if raised.type_name == "KeyboardInterrupt":
        return "was stopped by you"
    if raised.type_name == "SystemExit" and raised.message == EXIT:
        return f"called {quoted(EXIT)}, which ends the kernel; to leave a function, use `return`"
    if raised.type_name == "SystemExit":
        return "called `sys.exit()`, which ends the program instead of returning a result"
    return f"raised {error_text(raised)}"


def error_text(raised: Raised) -> str:
    """Return an exception's type and message, as Python shows them."""
    message = f": {raised.message}" if raised.message else ""
    return quoted(raised.type_name + message)


def result_text(value: Plain, index: tuple[int, ...] = ()) -> str:
    """Return what came back.

    Args:
        value: what came back.
        index: of the element that matters, which is added for a long array.
    """
    text = quoted(value_text(value))
    if index and isinstance(value, np.ndarray) and value.size > MANY:
        text += f", with {quoted(_number(value[index].item()))} at index {quoted(_index(index))}"
    return text


def expected_text(value: Plain, index: tuple[int, ...] = ()) -> str:
    """Return what the solution returned.

    Args:
        value: what it returned.
        index: of the element that matters, which stands for a long array.
    """
    if index and isinstance(value, np.ndarray) and value.size > MANY:
        return f"{quoted(_number(value[index].item()))} there"
    return quoted(value_text(value))


def _index(index: tuple[int, ...]) -> str:
    return f"[{', '.join(map(str, index))}]"


def _nested(value: Any) -> str:
    if isinstance(value, (tuple, Tuple)):
        return f"({', '.join(map(_inner, value))}{',' * (len(value) == 1)})"
    if isinstance(value, list):
        return f"[{', '.join(map(_inner, value))}]"
    if isinstance(value, (np.ndarray, Opaque, Oversized)):
        return value_text(value)
    return _number(value)


def _inner(value: Any) -> str:
    """Return the text of what lies in a list or a tuple, where an array is told from a list."""
    text = _nested(value)
    return f"array({text})" if isinstance(value, np.ndarray) and text.startswith("[") else text


def _number(value: Any) -> str:
    if isinstance(value, float):
        if math.isnan(value):
            return "np.nan"
        if math.isinf(value):
            return "np.inf" if value > 0 else "-np.inf"
        return repr(float(f"{value:.12g}"))
    return repr(value)
