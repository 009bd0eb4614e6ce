import numpy as np
import pytest

from course_utils.experiments.firing_rate_curves import RateCurve
from course_utils.experiments.receptor_models import MODELS, fit_models
from course_utils.figures import spikes as figures
from course_utils.hodgkin_huxley import AxonRun
from course_utils.recordings import Recording
from course_utils.spiking import Neuron, simulate_lif

NEURON = Neuron()
AXON = AxonRun(
    current_uA_cm2=np.array([1.0, 2.0]),
    rate_Hz=np.array([0.0, 50.0]),
    time_ms=np.arange(4.0),
    membrane_potential_mV=np.array([[-65.0, -65.0], [-64.0, 20.0], [-65.0, -60.0], [-65.0, 20.0]]),
)
RECORDING = Recording(np.sin(np.arange(4000) / 50), np.array([10.0, 30.0, 190.0]), 200)
CURVE = RateCurve(np.array([0.0, 200.0, 400.0]), np.array([0.0, 0.0, 111.0]))


def _curve():
    rng = np.random.default_rng(0)
    stimuli = rng.standard_normal((3000, 2))
    counts = rng.poisson(0.1 * np.maximum(0, stimuli[:, 0]) + 0.01)
    fit = fit_models(stimuli, counts)
    return figures.measured_curve(fit.drive(stimuli), counts, fit)


PICTURES = {
    "current": lambda: figures.current_and_potential(
        {100.0: simulate_lif(100.0, NEURON, 80.0, 0.1), 400.0: simulate_lif(400.0, NEURON, 80.0, 0.1)}, NEURON
    ),
    "interval": lambda: figures.one_interval(NEURON, 300.0),
    "formula": lambda: figures.formula_and_simulation(CURVE, NEURON),
    "relu": lambda: figures.toward_a_relu(NEURON),
    "onsets": lambda: figures.three_onsets(CURVE, CURVE, AXON),
    "traces": lambda: figures.axon_traces(AXON, [0, 1]),
    "snippet": lambda: figures.recording_snippet(RECORDING, 0, 100),
    "curve": _curve,
    "gains": lambda: figures.gains({"recording 1": {name: np.array([0.5, 0.7]) for name in MODELS}}),
    "rasters": lambda: figures.rasters({"a": np.array([1.0, 5.0]), "b": np.array([2.0, 2000.0])}),
}


@pytest.fixture(scope="module")
def pictures():
    return {name: draw() for name, draw in PICTURES.items()}


@pytest.mark.parametrize("name", PICTURES)
def test_every_figure_is_an_image_with_alt_text(pictures, name):
    assert pictures[name].png.startswith(b"\x89PNG")
    assert len(pictures[name].alt.split()) >= 15


def test_alt_texts_differ_and_count_what_is_in_the_picture(pictures):
    assert len({picture.alt for picture in pictures.values()}) == len(PICTURES)
    assert "-65 mV and stays there, without a spike" in pictures["current"].alt
    assert "climbs, ever more slowly, toward a goal of -45 mV. After 10.99 ms" in pictures["interval"].alt
    assert "2 spikes" in pictures["snippet"].alt
    assert "at 2 microamperes per square centimeter 2 spikes" in pictures["traces"].alt
    assert "fires at about 50 Hz at 2" in pictures["onsets"].alt
    assert "ReLU + baseline 0.60" in pictures["gains"].alt
    assert "a: 2, b: 1" in pictures["rasters"].alt
