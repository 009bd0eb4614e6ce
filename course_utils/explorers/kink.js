import { createPlot, formatNumber, html, lineSample, linspace } from "./shared/drawing.js";
import { assemble, choice, follow, setTraits, slider, table } from "./shared/controls.js";
import { ACTIVATIONS } from "./shared/activations.js";

const LEAKY_SLOPE = 0.1;
const LINES = { left: 1, right: 2, central: 3 }; // the styles of the secants; the function has style 0
const KINDS = Object.keys(LINES);

// The same functions as in kink.py: f, f', and the slopes on the two sides of 0.
export const FUNCTIONS = {
  relu: { f: ACTIVATIONS.relu[0], slope: ACTIVATIONS.relu[1], sides: [0, 1] },
  leaky_relu: {
    f: (x) => ACTIVATIONS.leaky_relu[0](x, LEAKY_SLOPE),
    slope: (x) => ACTIVATIONS.leaky_relu[1](x, LEAKY_SLOPE),
    sides: [LEAKY_SLOPE, 1],
  },
  softplus: { f: ACTIVATIONS.softplus[0], slope: ACTIVATIONS.softplus[1], sides: [0.5, 0.5] },
  abs: { f: Math.abs, slope: Math.sign, sides: [-1, 1] },
};

// The slopes of the left, the right and the central secant at each x.
export function quotients(name, h, xs) {
  const { f } = FUNCTIONS[name];
  return {
    left: Array.from(xs, (x) => (f(x) - f(x - h)) / h),
    right: Array.from(xs, (x) => (f(x + h) - f(x)) / h),
    central: Array.from(xs, (x) => (f(x + h) - f(x - h)) / (2 * h)),
  };
}

export function derivativeText(name, x) {
  const { slope, sides } = FUNCTIONS[name];
  if (x !== 0 || sides[0] === sides[1]) return formatNumber(slope(x));
  return `none: any slope from ${formatNumber(sides[0])} to ${formatNumber(sides[1])} touches from below`;
}

function render({ model, el }) {
  const graph = createPlot({ title: "The function and its secants at x", xLabel: "x", yLabel: "f(x)", x: [-2, 2], y: [-1, 2] });
  const slopes = createPlot({ title: "The slopes of the secants at every x", xLabel: "x", yLabel: "slope", x: [-2, 2], y: [-1.2, 1.2] });
  const guides = [graph.guide(), slopes.guide()];
  const curve = graph.line(0);
  const secants = Object.fromEntries(KINDS.map((kind) => [kind, graph.line(LINES[kind])]));
  const ends = KINDS.map(() => graph.marker(0));
  const lines = Object.fromEntries(KINDS.map((kind) => [kind, slopes.line(LINES[kind])]));
  const markers = Object.fromEntries(KINDS.map((kind) => [kind, slopes.marker(LINES[kind])]));
  const reach = () => 2 ** (1 - model.get("zoom"));
  for (const plot of [graph, slopes]) {
    plot.onDrag((x) => {
      const step = reach() / 100;
      setTraits(model, { x: Number((Math.round(x / step) * step).toPrecision(6)) || 0 });
    });
  }
  const name = choice(model, "function", Object.keys(FUNCTIONS), "Function");
  const sliders = ["zoom", "x", "h"].map((trait) => slider(model, trait));
  const named = (kind) => html("span", {}, lineSample(LINES[kind]), ` ${kind}`);
  const readings = table("At x", ["slope", "how", "value"]);

  const update = () => {
    const [shown, x, h, far] = [model.get("function"), model.get("x"), model.get("h"), reach()];
    const { f, sides } = FUNCTIONS[shown];
    const grid = linspace(-far, far, 401);
    const at = Object.fromEntries(Object.entries(quotients(shown, h, [x])).map(([kind, values]) => [kind, values[0]]));
    const everywhere = quotients(shown, h, grid);
    graph.setRanges([-far, far], [f(0) - 0.6 * far, f(0) + 1.1 * far]);
    slopes.setRanges([-far, far], [Math.min(0, sides[0]) - 0.2, 1.2]);
    curve(grid, Array.from(grid, f));
    const through = { left: x, right: x, central: x + h };
    for (const kind of KINDS) {
      secants[kind]([-far, far], [-far, far].map((u) => f(through[kind]) + at[kind] * (u - through[kind])));
      lines[kind](grid, everywhere[kind]);
      markers[kind](x, at[kind]);
    }
    [x - h, x, x + h].forEach((u, i) => ends[i](u, f(u)));
    guides.forEach((guide) => guide(x));
    const derivative = derivativeText(shown, x);
    readings.setRows([
      [named("left"), "(f(x) − f(x − h)) / h", formatNumber(at.left)],
      [named("right"), "(f(x + h) − f(x)) / h", formatNumber(at.right)],
      [named("central"), "(f(x + h) − f(x − h)) / 2h", formatNumber(at.central)],
      ["derivative", "f′(x)", derivative],
    ]);
    const said = KINDS.map((kind) => `${kind} ${formatNumber(at[kind])}`).join(", ");
    const view = `for x from ${formatNumber(-far)} to ${formatNumber(far)}`;
    graph.describe(
      `${shown} ${view}, solid, with three secants at x = ${formatNumber(x)} for the step h = ${formatNumber(h)}. ` +
        `Their slopes: ${said}. Derivative: ${derivative}.`,
    );
    slopes.describe(
      `The slopes of the left, right and central secant of ${shown} ${view}, for h = ${formatNumber(h)}. ` +
        `At x = ${formatNumber(x)}: ${said}.`,
    );
  };
  assemble(el, "Kink explorer", {
    controls: [name, ...sliders].map((one) => one.node),
    pictures: [graph.node, slopes.node],
    readings: [readings.node],
  });
  return follow(model, ["function", "zoom", "x", "h"], update);
}

export default { render };
