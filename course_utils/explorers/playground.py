"""A small network, trained live, with its decision boundary."""

import asyncio
import threading
from typing import Any

import numpy as np
import traitlets

from course_utils.activations import ACTIVATIONS, sigmoid
from course_utils.experiments.plane_data import DATA_SETS, plane_data
from course_utils.explorers.explorer import Explorer, bundle
from course_utils.explorers.trainers import OwnNetwork, Trainer, trainer_of
from course_utils.figures import explorers as figures
from course_utils.figures.picture import Picture
from course_utils.networks import logistic_loss

OFFERED = tuple(name for name in ACTIVATIONS if name != "step")  # because the slope of a step is 0 everywhere
GRID = 64  # the boundary is computed on GRID x GRID points
EDGE = 1.1  # the plane shown is [-EDGE, EDGE] in both directions
MOST_FRAMES_PER_SECOND = 30
FRAMES_IN_FLIGHT = 2  # sent and not yet drawn; more would pile up if the browser is slower
SECONDS_UNSEEN = 10.0  # after which training pauses, because nobody seems to be looking


class TrainingPlayground(Explorer):
    """Train a small network on points in the plane, live, in Python. Start, pause, step, reset.

    Training is gradient descent with momentum 0.9 on all points at once. Changing the data, the network or the seed
    starts again.

    Attributes:
        data: "xor", "circles", "moons" or "spirals".
        hidden: the number of units in each hidden layer.
        activation: one of `OFFERED`.
        learning_rate: of gradient descent.
        steps_per_frame: how many steps lie between two pictures.
        seed: of the points and of the weights.
        running: whether the network trains just now.
    """

    title = "Training playground"
    _esm = bundle("playground.js")

    data = traitlets.Enum(list(DATA_SETS), default_value="xor").tag(sync=True)
    hidden = traitlets.List(traitlets.Int(min=1, max=64), [4], minlen=1, maxlen=4).tag(sync=True)
    activation = traitlets.Enum(list(OFFERED), default_value="relu").tag(sync=True)
    learning_rate = traitlets.Float(0.1, min=0.01, max=2.0).tag(sync=True, label="Learning rate", step=0.01)
    steps_per_frame = traitlets.Int(2, min=1, max=50).tag(sync=True, label="Steps per frame", step=1)
    seed = traitlets.Int(0, min=0, max=99).tag(sync=True, label="Seed", step=1)
    running = traitlets.Bool(False).tag(sync=True)
    own_model = traitlets.Unicode(read_only=True).tag(sync=True)  # in words; empty if the sliders make the network
    points: traitlets.List = traitlets.List(read_only=True).tag(sync=True)
    choices = traitlets.Dict({"data": list(DATA_SETS), "activation": list(OFFERED)}, read_only=True).tag(sync=True)

    def __init__(self, model: Any = None, **state: Any) -> None:
        """Set traits by name, and draw the points and the first weights.

        Args:
            model: a PyTorch module or a Keras model to train in the network's place. It takes points of shape (n, 2)
                and returns logits of shape (n, 1). Reset takes the model back to the weights that it came with.
            **state: traits by name.
        """
        if "hidden" in state:
            state["hidden"] = list(state["hidden"])
        super().__init__(**state)
        self._model = None if model is None else trainer_of(model)
        if self._model:
            self.set_trait("own_model", self._model.in_words())
        # a lock, because JupyterLab runs what a widget asks for in a thread beside that of the cells
        self._lock = threading.RLock()
        self._task: asyncio.Task | None = None
        self._in_flight = 0
        self.reset()
        self.observe(lambda change: self.reset(), ["data", "hidden", "activation", "seed"])
        self.on_msg(self._hear)

    def reset(self) -> None:
        """Start again: new points, new weights, step 0."""
        with self._lock:
            X, self.classes = plane_data(self.data, seed=self.seed)
            self.inputs = X.astype(np.float32)
            if self._model:
                self._model.restart()
            self.trainer: Trainer = self._model or OwnNetwork(self.hidden, self.activation, self.seed)
            self.step_count = 0
            self._measure()
            self.set_trait("points", np.column_stack([X, self.classes]).round(3).tolist())
            self._send_frame()

    def step(self, count: int = 1) -> None:
        """Take `count` steps of gradient descent. If the loss is no longer finite, stop, and stop training."""
        with self._lock, np.errstate(all="ignore"):  # no warning, because the loss shows that training diverged
            for _ in range(count):
                if not np.isfinite(self.loss):
                    self.running = False
                    break
                self.trainer.step(self.inputs, self.classes, self.learning_rate)
                self.step_count += 1
                self._measure()
            self._send_frame()

    def probabilities(self) -> np.ndarray:
        """Return the network's probability of class 1 on the grid, shape (GRID, GRID), the top row first."""
        axis = np.linspace(-EDGE, EDGE, GRID, dtype=np.float32)
        grid = np.stack(np.meshgrid(axis, axis[::-1]), axis=-1).reshape(-1, 2)
        return sigmoid(self.trainer.logits(grid)).reshape(GRID, GRID)

    def _measure(self) -> None:
        """Keep the loss, and the share of points on the right side."""
        logits = self.trainer.logits(self.inputs)
        with np.errstate(all="ignore"):
            self.loss = logistic_loss(logits, self.classes)[0]
        self.accuracy = float(((logits[:, 0] > 0) == (self.classes > 0.5)).mean())

    @traitlets.observe("running")
    def _start(self, change: dict) -> None:
        if not self.running or (self._task and not self._task.done()):
            return
        try:
            self._task = asyncio.get_running_loop().create_task(self._train())
        except RuntimeError as error:
            self.running = False
            raise RuntimeError("training live needs a notebook; here, call step(100) and look at picture()") from error

    async def _train(self) -> None:
        """Train until paused. Between two frames the kernel is free for other cells."""
        loop = asyncio.get_running_loop()
        last_seen = loop.time()
        while self.running:
            started = loop.time()
            if self._in_flight < FRAMES_IN_FLIGHT:
                last_seen = started
                self.step(self.steps_per_frame)
            elif started - last_seen > SECONDS_UNSEEN:
                self._in_flight = 0
                self.running = False
            await asyncio.sleep(max(0.002, 1 / MOST_FRAMES_PER_SECOND - (loop.time() - started)))

    def _send_frame(self) -> None:
        """Send the boundary, one byte a grid point, with the step, the loss and the accuracy."""
        if self.comm is None:
            return
        with np.errstate(all="ignore"):
            frame = np.nan_to_num(255 * self.probabilities()).astype(np.uint8)
        finite = bool(np.isfinite(self.loss))
        numbers = {"step": self.step_count, "loss": self.loss if finite else None, "accuracy": self.accuracy}
        self.send(numbers, buffers=[frame.tobytes()])
        self._in_flight += 1

    def _hear(self, _: Any, message: Any, buffers: Any) -> None:
        """Do what a button in the browser asks for."""
        asked = message.get("do") if isinstance(message, dict) else None
        if asked == "drawn":
            self._in_flight = max(0, self._in_flight - 1)
        elif asked == "step":
            self.running = False
            self.step()
        elif asked == "reset":
            self.running = False
            self.reset()
        elif asked == "show":
            self._in_flight = 0
            self._send_frame()

    def _network_in_words(self) -> str:
        when = f"after {self.step_count} steps" if self.step_count else "before training"
        return f"{self.trainer.in_words()}, {when}"

    def picture(self) -> Picture:
        """Return a still picture of the points and of the present boundary."""
        return figures.decision_boundary(
            self.inputs, self.classes, self.probabilities(), EDGE, self._network_in_words()
        )
