import { createPlot, formatNumber } from "./shared/drawing.js";
import { assemble, checkboxes, follow, slider } from "./shared/controls.js";
import { ACTIVATIONS } from "./shared/activations.js";
import { standardNormal } from "./shared/random.js";

// As in gradient_flow.py: normal numbers for the examples, for the weights of each layer, and for the gradient of the
// last layer. A layer takes the first width x width of its numbers.
const [SEED, EXAMPLES, WIDEST, DEEPEST] = [1, 16, 64, 40];
const LAYER = WIDEST * WIDEST;
const NORMAL = standardNormal(2 * EXAMPLES * WIDEST + DEEPEST * LAYER, SEED);
const FLOOR = 1e-30; // smaller values are drawn on the edge

// The variance of the activations of each layer, and the norm of the loss's gradient by its pre-activations: the root
// of the mean over the examples. The gradient that enters at the last layer's activations is made of normal numbers.
export function flow(name, depth, width, gain) {
  const [value, derivative] = ACTIVATIONS[name];
  const scale = gain / Math.sqrt(width);
  const size = EXAMPLES * width;
  let signal = NORMAL.slice(0, size);
  const slopes = [];
  const variances = [];
  for (let layer = 0; layer < depth; layer++) {
    const start = 2 * EXAMPLES * WIDEST + layer * LAYER;
    const next = new Float64Array(size);
    const slope = new Float64Array(size);
    for (let row = 0; row < EXAMPLES; row++) {
      const out = next.subarray(row * width, (row + 1) * width);
      for (let i = 0; i < width; i++) {
        const x = signal[row * width + i] * scale;
        const weights = start + i * width;
        for (let j = 0; j < width; j++) out[j] += x * NORMAL[weights + j];
      }
    }
    for (let k = 0; k < size; k++) {
      slope[k] = derivative(next[k]);
      next[k] = value(next[k]);
    }
    slopes.push(slope);
    variances.push(variance(next));
    signal = next;
  }
  let gradient = NORMAL.slice(EXAMPLES * WIDEST, EXAMPLES * WIDEST + size);
  const norms = new Array(depth);
  for (let layer = depth - 1; layer >= 0; layer--) {
    let squares = 0;
    for (let k = 0; k < size; k++) {
      gradient[k] *= slopes[layer][k];
      squares += gradient[k] ** 2;
    }
    norms[layer] = Math.sqrt(squares / EXAMPLES);
    const start = 2 * EXAMPLES * WIDEST + layer * LAYER;
    const below = new Float64Array(size);
    for (let row = 0; row < EXAMPLES; row++) {
      const above = gradient.subarray(row * width, (row + 1) * width);
      for (let i = 0; i < width; i++) {
        const weights = start + i * width;
        let sum = 0;
        for (let j = 0; j < width; j++) sum += NORMAL[weights + j] * above[j];
        below[row * width + i] = sum * scale;
      }
    }
    gradient = below;
  }
  return { variances, norms };
}

function variance(values) {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
}

// Powers of ten that hold all the values, at least from 1e-4 to 1e2.
function exponents(values) {
  const logs = values.map((value) => Math.log10(Math.max(FLOOR, value)));
  return [Math.min(-4, Math.floor(Math.min(...logs))), Math.max(2, Math.ceil(Math.max(...logs)))];
}

function render({ model, el }) {
  const names = model.get("offered");
  const plots = {
    variances: createPlot({ title: "Forward: variance of the activations", xLabel: "layer", yLabel: "variance (log)", x: [1, 20], y: [-4, 2], logarithmic: true }),
    norms: createPlot({ title: "Backward: norm of the gradient", xLabel: "layer", yLabel: "gradient norm (log)", x: [1, 20], y: [-4, 2], logarithmic: true }),
  };
  const kinds = Object.keys(plots);
  const lines = Object.fromEntries(kinds.map((kind) => [kind, names.map((_, i) => plots[kind].line(i))]));
  const boxes = checkboxes(model, "shown", names, "Show");
  const sliders = ["depth", "width", "gain"].map((name) => slider(model, name));
  const reading = document.createElement("p");

  const update = () => {
    const [depth, width, gain] = ["depth", "width", "gain"].map((name) => model.get(name));
    const shown = names.filter((name) => model.get("shown").includes(name));
    const flows = Object.fromEntries(shown.map((name) => [name, flow(name, depth, width, gain)]));
    const layers = Array.from({ length: depth }, (_, i) => i + 1);
    for (const kind of kinds) {
      plots[kind].setRanges([1, Math.max(2, depth)], exponents(shown.flatMap((name) => flows[name][kind])));
      names.forEach((name, i) => {
        const there = name in flows;
        lines[kind][i](there ? layers : [], there ? flows[name][kind].map((value) => Math.max(FLOOR, value)) : []);
      });
    }
    const said = (name, kind) => `${name} from ${formatNumber(flows[name][kind][0])} to ${formatNumber(flows[name][kind].at(-1))}`;
    const setting = `${depth} layers of ${width} units, gain ${formatNumber(gain)}`;
    const texts = {
      variances: `variance of the activations from the first layer to the last: ${shown.map((name) => said(name, "variances")).join("; ")}`,
      norms: `norm of the gradient from the first layer to the last: ${shown.map((name) => said(name, "norms")).join("; ")}`,
    };
    for (const kind of kinds) plots[kind].describe(`${setting}; ${texts[kind]}.`);
    const ratio = (name) => `${name} × ${formatNumber(flows[name].norms[0] / flows[name].norms.at(-1))}`;
    reading.textContent = `${setting}. On its way from the last layer to the first, the gradient's norm changes by: ${shown.map(ratio).join("; ")}.`;
  };
  assemble(el, "Gradient flow", {
    controls: [boxes.node, ...sliders.map((one) => one.node)],
    pictures: kinds.map((kind) => plots[kind].node),
    readings: [reading],
  });
  return follow(model, ["depth", "width", "gain", "shown"], update);
}

export default { render };
