"""The properties that a check looks at. Each is one line of a verdict, and each misconception breaks one of them."""

from dataclasses import dataclass
from enum import Enum


class Aspect(Enum):
    """A property that an exercise has at most once. Its text is the property's name in files and in JSON."""

    DEFINED = "defined"
    SHORTCUT = "shortcut"
    CALLABLE = "callable"
    OPTION = "option"
    RUNS = "runs"
    RETURNS = "returns"
    SHAPE = "shape"
    DTYPE = "dtype"
    VALUES = "values"  # of all regions together; a verdict has `Values`, one a region
    INPUT_UNTOUCHED = "input untouched"
    VECTORIZED = "vectorized"

    def __str__(self) -> str:
        return self.value


@dataclass(frozen=True)
class Values:
    """The property that the values in one region of the probes are right."""

    region: str

    def __str__(self) -> str:
        return f"{Aspect.VALUES}.{self.region}"


PropertyName = Aspect | Values


def property_name(text: str) -> PropertyName:
    """Return the property whose text form is `text`. Raises `ValueError` when there is none."""
    aspect, dot, region = text.partition(".")
    return Values(region) if dot and aspect == str(Aspect.VALUES) else Aspect(text)
