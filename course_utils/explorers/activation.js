import { createPlot, formatNumber, linspace } from "./shared/drawing.js";
import { assemble, checkboxes, follow, setTraits, slider, table } from "./shared/controls.js";
import { ACTIVATIONS } from "./shared/activations.js";

const NAMES = Object.keys(ACTIVATIONS);
const PARAMETERS = { leaky_relu: "alpha", elu: "alpha", prelu: "a", swish: "beta" };
const GRID = linspace(-5, 5, 501);

// The values and derivatives of one activation at each x; `parameters` is { alpha, a, beta }.
export function curve(name, parameters, xs) {
  const [value, derivative] = ACTIVATIONS[name];
  const parameter = parameters[PARAMETERS[name]];
  return { value: Array.from(xs, (x) => value(x, parameter)), derivative: Array.from(xs, (x) => derivative(x, parameter)) };
}

// The smallest range that holds `least` and all the curves, in whole halves.
function rangeOf(least, curves) {
  const all = curves.flat();
  return [Math.floor(2 * Math.min(least[0], ...all)) / 2, Math.ceil(2 * Math.max(least[1], ...all)) / 2];
}

function render({ model, el }) {
  const plots = {
    value: createPlot({ title: "Value f(x)", xLabel: "x", yLabel: "f(x)", x: [-5, 5], y: [-2, 5] }),
    derivative: createPlot({ title: "Derivative f′(x)", xLabel: "x", yLabel: "f′(x)", x: [-5, 5], y: [-0.5, 1.5] }),
  };
  const kinds = Object.keys(plots);
  const draw = {};
  for (const kind of kinds) {
    const guide = plots[kind].guide();
    draw[kind] = {
      guide,
      lines: Object.fromEntries(NAMES.map((name, i) => [name, plots[kind].line(i)])),
      markers: Object.fromEntries(NAMES.map((name, i) => [name, plots[kind].marker(i)])),
    };
    plots[kind].onDrag((x) => setTraits(model, { x: Math.round(x * 20) / 20 }));
  }
  const boxes = checkboxes(model, "shown", NAMES, "Show");
  const sliders = Object.fromEntries(["x", "alpha", "a", "beta"].map((name) => [name, slider(model, name)]));
  const readings = table("At the point", ["activation", "x", "f(x)", "f′(x)"]);

  const update = () => {
    const shown = NAMES.filter((name) => model.get("shown").includes(name));
    const x = model.get("x");
    const parameters = Object.fromEntries(["alpha", "a", "beta"].map((name) => [name, model.get(name)]));
    for (const name of ["alpha", "a", "beta"]) {
      sliders[name].node.hidden = !shown.some((activation) => PARAMETERS[activation] === name);
      sliders[name].node.style.display = sliders[name].node.hidden ? "none" : "";
    }
    const curves = Object.fromEntries(shown.map((name) => [name, curve(name, parameters, GRID)]));
    const points = Object.fromEntries(shown.map((name) => [name, curve(name, parameters, [x])]));
    for (const kind of kinds) {
      const least = kind === "value" ? [-2, 5] : [-0.5, 1.5];
      plots[kind].setRanges([-5, 5], rangeOf(least, shown.map((name) => curves[name][kind])));
      draw[kind].guide(x);
      for (const name of NAMES) {
        const there = name in curves;
        draw[kind].lines[name](there ? GRID : [], there ? curves[name][kind] : []);
        draw[kind].markers[name](x, there ? points[name][kind][0] : NaN);
      }
      const symbol = kind === "value" ? "f" : "f prime";
      const at = shown.map((name) => `${name} ${formatNumber(points[name][kind][0])}`).join(", ");
      plots[kind].describe(
        `Curves of the ${kind} of ${shown.join(", ")} for x from -5 to 5. ${symbol} at x = ${formatNumber(x)}: ${at}.`,
      );
    }
    readings.setRows(
      shown.map((name) => [name, ...[x, points[name].value[0], points[name].derivative[0]].map(formatNumber)]),
    );
  };
  assemble(el, "Activation explorer", {
    controls: [boxes.node, ...Object.values(sliders).map((one) => one.node)],
    pictures: kinds.map((kind) => plots[kind].node),
    readings: [readings.node],
  });
  return follow(model, ["shown", "x", "alpha", "a", "beta"], update);
}

export default { render };
