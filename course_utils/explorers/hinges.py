"""A target curve, its piecewise linear interpolant, and the hinges that add up to it."""

from collections.abc import Callable
from typing import Any

import numpy as np
import traitlets

from course_utils.explorers.explorer import Explorer, bundle
from course_utils.figures import explorers as figures
from course_utils.figures.picture import Picture

MOST_PIECES = 12

# Each target: the function, and the interval on which it is approximated. The same targets stand in hinges.js.
TARGETS: dict[str, tuple[Callable[[np.ndarray], np.ndarray], float, float]] = {
    "sine": (np.sin, 0.0, 2 * np.pi),
    "square": (np.square, -1.0, 1.0),
    "bump": (lambda x: np.exp(-np.square(x)), -3.0, 3.0),
}


class HingeBuilder(Explorer):
    """Move knots, and see hinges a_i relu(x - k_i) add up to a curve through the target at the knots.

    Setting `target` or `pieces` spreads the knots evenly; setting `knots` sets `pieces`.

    Attributes:
        target: "sine", "square" or "bump".
        pieces: how many straight pieces.
        knots: where the pieces meet, both ends included, in rising order.
        added: how many of the hinges are summed.
        selected: the knot that the slider moves.
    """

    title = "Hinge builder"
    _esm = bundle("hinges.js")

    target = traitlets.Enum(list(TARGETS), default_value="sine").tag(sync=True)
    pieces = traitlets.Int(4, min=1, max=MOST_PIECES).tag(sync=True, label="Pieces", step=1)
    knots = traitlets.List(traitlets.Float()).tag(sync=True)
    added = traitlets.Int(4, min=0, max=MOST_PIECES).tag(sync=True)
    selected = traitlets.Int(1, min=1, max=MOST_PIECES - 1).tag(sync=True)

    def __init__(self, **state: Any) -> None:
        """Set traits by name. All hinges are summed unless `added` says otherwise."""
        knots = state.pop("knots", None)
        super().__init__(**{name: value for name, value in state.items() if name != "added"})
        self.knots = self._even_knots() if knots is None else knots
        self.added = state.get("added", self.pieces)

    @traitlets.validate("knots")
    def _check_knots(self, proposal: dict) -> list[float]:
        knots = [float(knot) for knot in proposal["value"]]
        low, high = TARGETS[self.target][1:]
        rising = bool(np.all(np.diff(knots) > 0))
        ends = len(knots) >= 2 and np.isclose(knots[0], low) and np.isclose(knots[-1], high)
        if not (rising and ends and len(knots) <= MOST_PIECES + 1):
            raise traitlets.TraitError(
                f"knots must rise from {low:.6g} to {high:.6g}, both included, and be {MOST_PIECES + 1} at most; "
                f"these are {proposal['value']}"
            )
        return knots

    @traitlets.observe("target", "pieces")
    def _spread_knots(self, change: dict) -> None:
        knots = self._even_knots()
        kept = (
            len(self.knots) == len(knots) and np.isclose([self.knots[0], self.knots[-1]], [knots[0], knots[-1]]).all()
        )
        if not kept:  # they are kept if the browser has set the knots together with the target or the pieces
            self.set_trait("knots", knots)
            self.added = self.pieces

    @traitlets.observe("knots")
    def _count_pieces(self, change: dict) -> None:
        if self.pieces != len(self.knots) - 1:
            self.pieces = self.added = len(self.knots) - 1
        self.selected = max(1, min(self.selected, self.pieces - 1))

    def _even_knots(self) -> list[float]:
        return np.linspace(*TARGETS[self.target][1:], self.pieces + 1).tolist()

    def coefficients(self) -> tuple[float, np.ndarray]:
        """Return the value at the first knot, and the coefficient of the hinge at each knot but the last."""
        values = TARGETS[self.target][0](np.array(self.knots))
        slopes = np.diff(values) / np.diff(self.knots)
        return float(values[0]), np.diff(slopes, prepend=0.0)

    def contributions(self, x: np.ndarray) -> np.ndarray:
        """Return a_i relu(x - k_i) for the hinges that are added: shape (added, n) for `x` of shape (n,)."""
        hinges = self.coefficients()[1][: self.added]
        knots = np.array(self.knots)[: len(hinges)]
        return hinges[:, None] * np.maximum(0, x - knots[:, None])

    def sum_of_hinges(self, x: np.ndarray) -> np.ndarray:
        """Return the start value plus the hinges that are added, at `x` of shape (n,)."""
        return self.coefficients()[0] + self.contributions(x).sum(axis=0)

    def picture(self) -> Picture:
        """Return a still picture of the hinges, and of their sum on the target."""
        function, low, high = TARGETS[self.target]
        x = np.linspace(low, high, 401)
        return figures.hinges(self.target, x, function(x), self.contributions(x), self.sum_of_hinges(x), self.knots)
