"""Activations and their derivatives, laid over one another, with their parameters as sliders."""

from collections.abc import Mapping, Sequence

import numpy as np
import traitlets

from course_utils.activations import ACTIVATIONS
from course_utils.explorers.explorer import Explorer, bundle
from course_utils.figures import explorers as figures
from course_utils.figures.picture import Picture


class ActivationExplorer(Explorer):
    """Lay activations over one another, move a point along the curves, and read x, f(x) and f'(x).

    Attributes:
        shown: names in `course_utils.activations.ACTIVATIONS`.
        x: where the point is.
        alpha: the slope of Leaky ReLU, and the depth of ELU.
        a: the slope of PReLU.
        beta: the steepness of Swish.
    """

    title = "Activation explorer"
    _esm = bundle("activation.js")

    shown = traitlets.List(traitlets.Enum(list(ACTIVATIONS)), minlen=1).tag(sync=True)
    x = traitlets.Float(1.0, min=-5.0, max=5.0).tag(sync=True, label="x", step=0.05)
    alpha = traitlets.Float(0.01, min=-1.0, max=3.0).tag(sync=True, label="alpha", step=0.01)
    a = traitlets.Float(0.25, min=-1.0, max=3.0).tag(sync=True, label="a", step=0.01)
    beta = traitlets.Float(1.0, min=0.0, max=10.0).tag(sync=True, label="beta", step=0.1)

    def __init__(self, shown: Sequence[str] = ("relu",), **state: float) -> None:
        """Show some activations.

        Args:
            shown: their names.
            **state: `x`, and parameters. A parameter that is not given has the default of the first activation that
                has it.
        """
        for name in shown:
            if name in ACTIVATIONS:
                state = {**ACTIVATIONS[name].parameters, **state}
        super().__init__(shown=list(shown), **state)

    def curves(self, x: np.ndarray) -> Mapping[str, tuple[np.ndarray, np.ndarray]]:
        """Return, for each activation shown, its values and its derivatives at `x`, of any shape."""
        result = {}
        for name in self.shown:
            activation = ACTIVATIONS[name]
            parameters = {parameter: getattr(self, parameter) for parameter in activation.parameters}
            result[name] = activation.function(x, **parameters), activation.derivative(x, **parameters)
        return result

    def picture(self) -> Picture:
        """Return a still picture of both panels, with the point."""
        x = np.linspace(-5, 5, 501)
        return figures.activation_curves(x, self.curves(x), self.x, self.curves(np.array(self.x)))
