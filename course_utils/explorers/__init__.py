"""Interactive pictures. Each is a small Python class, which holds the state, and the JavaScript beside it, which draws.

They work in JupyterLab and Jupyter Notebook 7; `save_html` writes a page that works without either.
"""

from course_utils.explorers.activation import ActivationExplorer
from course_utils.explorers.gradient_flow import GradientFlow
from course_utils.explorers.hinges import HingeBuilder
from course_utils.explorers.kink import KinkExplorer
from course_utils.explorers.neuron import NeuronExplorer
from course_utils.explorers.playground import TrainingPlayground

__all__ = ["ActivationExplorer", "GradientFlow", "HingeBuilder", "KinkExplorer", "NeuronExplorer", "TrainingPlayground"]
