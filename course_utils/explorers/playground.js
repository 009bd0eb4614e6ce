import { createPlot, formatNumber, html } from "./shared/drawing.js";
import { assemble, button, choice, follow, rangeInput, setTraits, slider } from "./shared/controls.js";

// The same constants as in playground.py.
const GRID = 64;
const EDGE = 1.1;
const SIDE = 320;
const CLASSES = [[213, 94, 0], [0, 114, 178]]; // class 0, drawn as circles, and class 1, as squares
const LONGEST_CURVE = 400;

// A probability, 0 to 255, as a color between those of the two classes, through white.
function colorOf(byte) {
  const share = byte / 255;
  const toward = CLASSES[share < 0.5 ? 0 : 1];
  const strength = 0.75 * Math.abs(2 * share - 1);
  return toward.map((channel) => Math.round(255 + (channel - 255) * strength));
}
const PALETTE = Array.from({ length: 256 }, (_, byte) => colorOf(byte));

function render({ model, el }) {
  const canvas = html("canvas", { width: SIDE, height: SIDE, role: "img", "aria-label": "The points, before training" });
  const context = canvas.getContext("2d");
  const small = html("canvas", { width: GRID, height: GRID });
  const image = small.getContext("2d").createImageData(GRID, GRID);
  const curve = createPlot({ title: "Loss", xLabel: "step", yLabel: "loss", x: [0, 100], y: [0, 1] });
  const drawCurve = curve.line(0);
  const status = html("p", { role: "status" }, "Training runs in Python, in the notebook's kernel.");
  const losses = { step: [], loss: [] };
  let frame = null;
  let frames = 0;

  const place = (value) => ((value + EDGE) / (2 * EDGE)) * SIDE;
  function draw() {
    context.fillStyle = "white";
    context.fillRect(0, 0, SIDE, SIDE);
    if (frame) {
      for (let i = 0; i < GRID * GRID; i++) {
        const [red, green, blue] = PALETTE[frame[i]];
        image.data.set([red, green, blue, 255], 4 * i);
      }
      small.getContext("2d").putImageData(image, 0, 0);
      context.drawImage(small, 0, 0, SIDE, SIDE);
    }
    context.lineWidth = 1;
    context.strokeStyle = "white";
    for (const [x, y, klass] of model.get("points")) {
      context.fillStyle = `rgb(${CLASSES[klass]})`;
      context.beginPath();
      if (!klass) context.arc(place(x), SIDE - place(y), 4, 0, 2 * Math.PI);
      else context.rect(place(x) - 3.5, SIDE - place(y) - 3.5, 7, 7);
      context.fill();
      context.stroke();
    }
  }

  function onFrame({ step, loss, accuracy }, buffers) {
    frame = new Uint8Array(buffers[0].buffer ?? buffers[0], buffers[0].byteOffset ?? 0, GRID * GRID);
    draw();
    if (losses.step.length && step <= losses.step.at(-1)) losses.step.length = losses.loss.length = 0;
    losses.step.push(step);
    losses.loss.push(loss ?? NaN);
    if (losses.step.length > LONGEST_CURVE) {
      for (const name of ["step", "loss"]) losses[name] = losses[name].filter((_, i) => i % 2 === 0);
    }
    const top = Math.max(0.1, ...losses.loss.filter(Number.isFinite));
    curve.setRanges([0, Math.max(100, 100 * Math.ceil(step / 100))], [0, Math.ceil(top * 5) / 5]);
    drawCurve(losses.step, losses.loss);
    const words =
      loss === null
        ? "The loss is no longer a number: the learning rate is too large. Lower it and press Reset."
        : `Step ${step}: loss ${loss.toFixed(3)}, ${Math.round(100 * accuracy)} % of the points on the right side.`;
    status.textContent = words;
    const own = `a ${model.get("activation")} network with hidden layers of ${model.get("hidden").join(", ")} units`;
    const network = model.get("own_model") || own;
    canvas.setAttribute("aria-label", `Points of the data set ${model.get("data")} and the decision of ${network}. ${words}`);
    curve.describe(`Loss against step. ${words}`);
    canvas.dataset.frames = ++frames;
    model.send({ do: "drawn" });
  }

  const data = choice(model, "data", model.get("choices").data, "Data");
  const activation = choice(model, "activation", model.get("choices").activation, "Activation");
  const layers = rangeInput("Hidden layers", (count) => setHidden(count, model.get("hidden")[0]));
  const units = rangeInput("Units in each", (count) => setHidden(model.get("hidden").length, count));
  const setHidden = (count, width) => setTraits(model, { hidden: Array(count).fill(width) });
  const sliders = ["seed", "learning_rate", "steps_per_frame"].map((name) => slider(model, name));
  const run = button("Start", () => setTraits(model, { running: !model.get("running") }));
  const buttons = [
    run,
    button("Step", () => model.send({ do: "step" })),
    button("Reset", () => model.send({ do: "reset" })),
  ];

  const ofTheNetwork = model.get("own_model") ? [] : [activation, layers, units];
  assemble(el, "Training playground", {
    controls: [data, ...ofTheNetwork, ...sliders].map((one) => one.node).concat(buttons),
    pictures: [canvas, curve.node],
    readings: model.get("own_model") ? [html("p", {}, `It trains ${model.get("own_model")}.`), status] : [status],
  });
  const forget = [
    follow(model, ["hidden"], () => {
      layers.show(model.get("hidden").length, { min: 1, max: 4, step: 1 });
      units.show(model.get("hidden")[0], { min: 1, max: 64, step: 1 });
    }),
    follow(model, ["running"], () => (run.textContent = model.get("running") ? "Pause" : "Start")),
    follow(model, ["points"], draw),
  ];
  model.on("msg:custom", onFrame);
  model.send({ do: "show" });
  return () => {
    forget.forEach((one) => one());
    model.off("msg:custom", onFrame);
  };
}

export default { render };
