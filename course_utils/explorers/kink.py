"""A microscope on the kink: a function, its secants, and what they give when they reach across the corner."""

from collections.abc import Callable

import numpy as np
import traitlets

from course_utils import activations
from course_utils.explorers.explorer import Explorer, bundle
from course_utils.figures import explorers as figures
from course_utils.figures.picture import Picture

LEAKY_SLOPE = 0.1

# Each function with its derivative, and its slopes on the two sides of 0. The same functions stand in kink.js.
FUNCTIONS: dict[str, tuple[Callable[..., np.ndarray], Callable[..., np.ndarray], tuple[float, float]]] = {
    "relu": (activations.relu, activations.relu_derivative, (0.0, 1.0)),
    "leaky_relu": (
        lambda x: activations.leaky_relu(x, LEAKY_SLOPE),
        lambda x: activations.leaky_relu_derivative(x, LEAKY_SLOPE),
        (LEAKY_SLOPE, 1.0),
    ),
    "softplus": (activations.softplus, activations.softplus_derivative, (0.5, 0.5)),
    "abs": (np.abs, np.sign, (-1.0, 1.0)),
}


class KinkExplorer(Explorer):
    """Zoom into the point 0 of a function, and compare the slopes of three secants at x.

    Attributes:
        function: "relu", "leaky_relu" (with the slope 0.1 on the left), "softplus" or "abs".
        zoom: how often the width of the view, 4 at first, is halved.
        x: where the slope is measured.
        h: the step. The left secant goes through x - h and x, the right one through x and x + h, the central one
            through x - h and x + h.
    """

    title = "Kink explorer"
    _esm = bundle("kink.js")

    function = traitlets.Enum(list(FUNCTIONS), default_value="relu").tag(sync=True)
    zoom = traitlets.Float(0.0, min=0.0, max=6.0).tag(sync=True, label="Zoom (halvings of the view)", step=0.1)
    x = traitlets.Float(0.0, min=-2.0, max=2.0).tag(sync=True, label="x", step=0.01)
    h = traitlets.Float(0.5, min=0.01, max=1.0).tag(sync=True, label="Step h", step=0.01)

    @property
    def reach(self) -> float:
        """The view goes from -reach to reach."""
        return float(2.0 ** (1 - self.zoom))

    def quotients(self, x: np.ndarray) -> dict[str, np.ndarray]:
        """Return the slopes of the left, the right and the central secant at `x`, of any shape."""
        f = FUNCTIONS[self.function][0]
        below, here, above = f(x - self.h), f(np.asarray(x)), f(x + self.h)
        return {
            "left": (here - below) / self.h,
            "right": (above - here) / self.h,
            "central": (above - below) / (2 * self.h),
        }

    def derivative_text(self) -> str:
        """Return the derivative at x in words, or at a kink that there is none, with the range of slopes."""
        _, derivative, (left, right) = FUNCTIONS[self.function]
        if self.x == 0 and left != right:
            return f"none: any slope from {left:g} to {right:g} touches from below"
        return f"{float(derivative(np.float64(self.x))):.4g}"

    def picture(self) -> Picture:
        """Return a still picture: the function with its secants, and the slopes against x."""
        x = np.linspace(-self.reach, self.reach, 401)
        f = FUNCTIONS[self.function][0]
        return figures.kink(
            self.function,
            x,
            f(x),
            self.x,
            self.h,
            f(np.array([self.x - self.h, self.x, self.x + self.h])),
            self.quotients(x),
            {name: float(slope) for name, slope in self.quotients(np.array(self.x)).items()},
            self.derivative_text(),
        )
