import numpy as np

from course_utils.experiments.dead_raster import DeadRaster
from course_utils.experiments.torch_starts import Start
from course_utils.figures import relu_in_pytorch as figures

NONE = np.zeros((5, 4), dtype=bool)
SOME, ENDING = NONE.copy(), NONE.copy()
SOME[2:, 1] = ENDING[1:3, 2] = True
FINITE = np.ones(5, dtype=bool)
FALLING = np.geomspace(1, 1e-20, 30)
PICTURES = {
    "losses": lambda: figures.losses(np.geomspace(2.3, 0.1, 50)),
    "zeros": lambda: figures.zeros_by_layer({"before": [0.5, 0.41], "after": [0.3, 0.2]}),
    "rasters": lambda: figures.rasters(
        [DeadRaster(0.1, 0, (NONE, NONE), FINITE, 0.9), DeadRaster(0.5, 0, (SOME, ENDING), FINITE, 0.5)]
    ),
    "starts": lambda: figures.starts({"default": [Start("default", 0, np.full(30, 0.1), FALLING)]}),
}
SAYS = [
    ("losses", "falls to less than a third"),
    ("zeros", "before: 0.5, 0.4; after: 0.3, 0.2"),
    ("rasters", "0.1: no unit dies"),
    ("rasters", "layer 1, none of which ends and black lines in layer 2, some of which end again"),
    ("starts", "as it comes: less than a hundredfold for all, down by a factor of about 10^20 between"),
]
