"""Plain data: the only thing that crosses from a learner's process to the judge.

Plain data is None, bool, int, float, str, an exact ``numpy.ndarray`` of numbers, a list of plain data,
or one of two stand-ins: `Opaque` for an object that is none of these, `Oversized` for an array that is
too large to carry. Plain data travels as JSON, never as a pickle, and is validated on arrival as if an
enemy had written it, because one may have.
"""

import base64
import binascii
import functools
import itertools
import json
import math
import re
import sys
from dataclasses import dataclass
from typing import Any

import numpy as np

MAX_ARRAY_BYTES = 1 << 20
MAX_TEXT = 20_000
MAX_ITEMS = 10_000
MAX_DEPTH = 8
MAX_INT = int(sys.float_info.max)  # so that every integer is a finite float
MAX_NDIM = 32
DTYPES = frozenset(
    np.dtype(code).name for code in ("?", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "f2", "f4", "f8", "c8", "c16")
)


class MalformedDataError(ValueError):
    """Data from a learner's process that is not what the protocol allows."""


@dataclass(frozen=True)
class Opaque:
    """An object that plain data cannot hold, known by the name of its type alone."""

    type_name: str


@dataclass(frozen=True)
class Oversized:
    """An array too large to carry: its dtype and shape without its values."""

    dtype: str
    shape: tuple[int, ...]


class Tuple(list):
    """A tuple: a list in every comparison, since no exercise tells the two apart, and a tuple in words."""


ELLIPSIS = Opaque("ellipsis")  # the `...` that a stub holds

Plain = None | bool | int | float | str | np.ndarray | list | Opaque | Oversized


@dataclass
class Budget:
    """How much one snapshot, or several that share it, may still take in."""

    items: int = MAX_ITEMS
    array_bytes: int = 4 * MAX_ARRAY_BYTES


def to_plain(value: Any, budget: Budget | None = None, depth: int = 0) -> Plain:
    """Return a snapshot of `value` as plain data.

    No method of the value's own is called, so that an object with a lying ``__eq__``, ``__array__`` or
    ``__class__`` is seen as what it is. A tuple becomes a `Tuple`; a NumPy scalar becomes a 0-d array.

    Args:
        value: any object.
        budget: how much the snapshot may take in; it shrinks. By default, as much as one snapshot may.
        depth: how many lists `value` lies in.
    """
    budget = budget or Budget()
    kind = type(value)  # unlike value.__class__, this cannot be lied to
    if value is None or kind is bool:
        return value
    if issubclass(kind, str):
        return str.__str__(value)[:MAX_TEXT]
    if issubclass(kind, (np.ndarray, np.generic)):
        return _array_to_plain(value, budget)
    if issubclass(kind, int):
        number = int.__add__(value, 0)
        return number if -MAX_INT <= number <= MAX_INT else Opaque("int of over 308 digits")
    if issubclass(kind, float):
        return float.__pos__(value)
    if issubclass(kind, complex):
        return np.array(complex.__pos__(value))
    if issubclass(kind, (list, tuple)) and depth < MAX_DEPTH:
        budget.items -= list.__len__(value) if issubclass(kind, list) else tuple.__len__(value)
        if budget.items < 0:
            return Opaque(f"list of over {MAX_ITEMS} items")
        items = list.__iter__(value) if issubclass(kind, list) else tuple.__iter__(value)
        plain = [to_plain(item, budget, depth + 1) for item in items]
        return Tuple(plain) if issubclass(kind, tuple) else plain
    return Opaque(type.__dict__["__name__"].__get__(kind)[:100])


def _array_to_plain(value: Any, budget: Budget) -> Plain:
    if issubclass(type(value), np.generic):
        value = np.asarray(value)
    base = np.ndarray.view(value, np.ndarray)
    name = _name(base.dtype)
    if name not in DTYPES:
        return Opaque(f"array of dtype {name}"[:100])
    budget.array_bytes -= min(base.nbytes, MAX_ARRAY_BYTES)
    if base.nbytes > MAX_ARRAY_BYTES or budget.array_bytes < 0:
        return Oversized(name, base.shape)
    return np.array(base, dtype=base.dtype.newbyteorder("="), order="C", copy=True)


@functools.lru_cache(maxsize=256)
def _name(dtype: np.dtype) -> str:
    return dtype.name  # NumPy composes the name at each call, which took a tenth of an observation


def same(a: Plain, b: Plain) -> bool:
    """Return whether two plain values are identical: type, dtype, shape and every byte. NaN is like NaN.

    Args:
        a: one value.
        b: the other.
    """
    if type(a) is not type(b):
        return False
    if isinstance(a, np.ndarray) and isinstance(b, np.ndarray):
        return a.dtype == b.dtype and a.shape == b.shape and a.tobytes() == b.tobytes()
    if isinstance(a, list) and isinstance(b, list):
        return len(a) == len(b) and all(map(same, a, b))
    return a == b or (a != a and b != b)


def encode(value: Plain) -> Any:
    """Return `value` in the form that JSON can hold."""
    if isinstance(value, np.ndarray):
        little = value.astype(value.dtype.newbyteorder("<"), copy=False)
        data = base64.b64encode(np.ascontiguousarray(little).tobytes()).decode("ascii")
        return {"array": {"dtype": _name(value.dtype), "shape": list(value.shape), "data": data}}
    if isinstance(value, Opaque):
        return {"opaque": value.type_name}
    if isinstance(value, Oversized):
        return {"oversized": {"dtype": value.dtype, "shape": list(value.shape)}}
    if isinstance(value, list):
        items = [encode(item) for item in value]
        return {"tuple": items} if isinstance(value, Tuple) else items
    if isinstance(value, float) and not isinstance(value, bool) and not math.isfinite(value):
        return {"float": repr(value)}
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    raise TypeError(f"{type(value).__name__} is not plain data; use to_plain first")


def decode(data: Any, depth: int = 0) -> Plain:
    """Return the plain value that `encode` wrote.

    Args:
        data: what JSON held.
        depth: how many lists `data` lies in.

    Raises:
        MalformedDataError: `data` is anything else.
    """
    if depth > MAX_DEPTH + 1:
        raise MalformedDataError(f"lists nested more than {MAX_DEPTH} deep")
    if data is None or isinstance(data, bool):
        return data
    if isinstance(data, int):
        if not -MAX_INT <= data <= MAX_INT:
            raise MalformedDataError("an integer of over 308 digits")
        return data
    if isinstance(data, float):
        if not math.isfinite(data):
            raise MalformedDataError("a bare NaN or infinity")
        return data
    if isinstance(data, str):
        if len(data) > MAX_TEXT:
            raise MalformedDataError(f"a text of {len(data)} characters; at most {MAX_TEXT} are allowed")
        return writable(data)
    if isinstance(data, list):
        return _decode_items(data, depth)
    if isinstance(data, dict) and len(data) == 1:
        ((tag, content),) = data.items()
        if tag == "float" and content in ("nan", "inf", "-inf"):
            return float(content)
        if tag == "opaque" and isinstance(content, str) and len(content) <= 100:
            return Opaque(content)
        if tag == "tuple" and isinstance(content, list):
            return Tuple(_decode_items(content, depth))
        if tag == "array":
            return _decode_array(content)
        if tag == "oversized":
            dtype, shape = _decode_layout(content, {"dtype", "shape"})
            return Oversized(dtype, shape)
    raise MalformedDataError("a value that is none of the kinds of plain data")


def _decode_items(data: list, depth: int) -> list:
    if len(data) > MAX_ITEMS:
        raise MalformedDataError(f"a list of {len(data)} items; at most {MAX_ITEMS} are allowed")
    return [decode(item, depth + 1) for item in data]


def _decode_layout(content: Any, keys: set[str]) -> tuple[str, tuple[int, ...]]:
    if not isinstance(content, dict) or set(content) != keys:
        raise MalformedDataError(f"an array needs exactly the fields {', '.join(sorted(keys))}")
    dtype, shape = content["dtype"], content["shape"]
    if not isinstance(dtype, str) or dtype not in DTYPES:
        raise MalformedDataError("an array of an unknown dtype")
    if not isinstance(shape, list) or len(shape) > MAX_NDIM:
        raise MalformedDataError("an array whose shape is not a short list")
    if not all(type(n) is int and 0 <= n < 2**63 for n in shape):
        raise MalformedDataError("an array whose shape is not made of whole numbers from 0 up")
    return dtype, tuple(shape)


def _decode_array(content: Any) -> np.ndarray:
    dtype_name, shape = _decode_layout(content, {"dtype", "shape", "data"})
    data = content["data"]
    if not isinstance(data, str) or len(data) > MAX_ARRAY_BYTES * 4 // 3 + 4:
        raise MalformedDataError(f"an array of more than {MAX_ARRAY_BYTES} bytes")
    try:
        raw = base64.b64decode(data, validate=True)
    except (binascii.Error, ValueError) as error:
        raise MalformedDataError("an array whose data is not base64") from error
    dtype = np.dtype(dtype_name)
    if math.prod(shape) * dtype.itemsize != len(raw):
        raise MalformedDataError("an array whose data does not fill its shape")
    if dtype == np.bool_ and raw.strip(b"\x00\x01"):
        raise MalformedDataError("an array of bool with bytes other than 0 and 1")
    try:
        array = np.frombuffer(raw, dtype=dtype.newbyteorder("<")).reshape(shape)
    except ValueError as error:  # NumPy refuses some shapes with a zero in them, for example (2**62, 2**62, 0)
        raise MalformedDataError("an array whose shape NumPy refuses") from error
    return array.astype(dtype)


def without_addresses(text: str) -> str:
    """Return `text` without addresses in memory, which differ from run to run."""
    return re.sub(r"\b0x[0-9a-fA-F]+", "0x…", text)


def writable(text: str) -> str:
    r"""Return `text` such that any file can hold it: half a character, as in "\ud800", is written out."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def dumps(data: Any) -> str:
    """Return JSON that is the same to the byte for the same data."""
    return json.dumps(data, allow_nan=False, sort_keys=True, separators=(",", ":"))


def several_floats(result: Any, number: int) -> Any:
    """Return results as floats, so that integers and arrays without dimensions count as well.

    Args:
        result: what an answer returned.
        number: how many numbers were asked for.

    Returns:
        A tuple of floats of a tuple, a list of floats of a list or an array. Anything that is not so many numbers comes
        back as it is.
    """
    try:
        numbers = tuple(map(float, itertools.islice(result, number + 1)))
    except (TypeError, ValueError):
        return result
    if len(numbers) != number:
        return result
    return numbers if isinstance(result, tuple) else list(numbers)
