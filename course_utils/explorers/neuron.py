"""A leaky integrate-and-fire neuron: its spikes, and beside them its firing rate with the best-fitting ReLU."""

import numpy as np
import traitlets

from course_utils.explorers.explorer import Explorer, bundle
from course_utils.explorers.random_numbers import standard_normal
from course_utils.figures import explorers as figures
from course_utils.figures.picture import Picture
from course_utils.spiking import PA_PER_NA, LIFRun, Neuron, fit_relu, lif_rate_Hz, simulate_lif

# The same constants stand in neuron.js.
DURATION_MS = 200.0
DT_MS = 0.1
SEED = 0
CURRENTS_PA = np.linspace(0, 1000, 501)


class NeuronExplorer(Explorer):
    """Send a current into a neuron and watch it fire.

    Attributes:
        current_pA: the input.
        tau_ms: how slowly the membrane follows.
        t_ref_ms: how long the neuron rests after a spike.
        threshold_mV: the potential at which the neuron fires.
        noise_mV: the standard deviation that noise alone would give the potential.
    """

    title = "Neuron explorer"
    _esm = bundle("neuron.js")

    current_pA = traitlets.Float(300.0, min=0.0, max=1000.0).tag(  # noqa: N815 (units keep their case)
        sync=True, label="Input current", unit="pA", step=5
    )
    tau_ms = traitlets.Float(10.0, min=2.0, max=40.0).tag(sync=True, label="Time constant tau", unit="ms", step=0.5)
    t_ref_ms = traitlets.Float(2.0, min=0.0, max=20.0).tag(sync=True, label="Refractory time", unit="ms", step=0.5)
    threshold_mV = traitlets.Float(-55.0, min=-70.0, max=-30.0).tag(  # noqa: N815
        sync=True, label="Threshold", unit="mV", step=0.5
    )
    noise_mV = traitlets.Float(0.0, min=0.0, max=10.0).tag(  # noqa: N815
        sync=True, label="Noise", unit="mV", step=0.1
    )

    @property
    def neuron(self) -> Neuron:
        """The neuron's constants. Those without a slider have their defaults."""
        return Neuron(tau_ms=self.tau_ms, t_ref_ms=self.t_ref_ms, threshold_mV=self.threshold_mV)

    def simulation(self) -> LIFRun:
        """Return 200 ms of the neuron's life. The noise is a current, new at every step and the same in every run."""
        noise_mV = self.noise_mV * np.sqrt(2 * self.tau_ms / DT_MS) * standard_normal(round(DURATION_MS / DT_MS), SEED)
        current_pA = self.current_pA + PA_PER_NA * noise_mV / self.neuron.resistance_MOhm
        return simulate_lif(current_pA, self.neuron, DURATION_MS, DT_MS)

    def rate_curve(self) -> np.ndarray:
        """Return the firing rates in Hz at `CURRENTS_PA`, without noise."""
        return lif_rate_Hz(CURRENTS_PA, self.neuron)

    def best_relu(self) -> tuple[float, float]:
        """Return the slope in Hz/pA and the threshold in pA of the ReLU that fits the rate curve best."""
        return fit_relu(CURRENTS_PA, self.rate_curve())

    def picture(self) -> Picture:
        """Return a still picture of the potential and of the rate curve."""
        point = self.current_pA, float(lif_rate_Hz(self.current_pA, self.neuron))
        return figures.neuron(
            self.simulation(), self.threshold_mV, CURRENTS_PA, self.rate_curve(), self.best_relu(), point
        )
