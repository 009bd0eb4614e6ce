import { createPlot, formatNumber, linspace } from "./shared/drawing.js";
import { assemble, choice, follow, setTraits, rangeInput, slider, table } from "./shared/controls.js";

// The same targets as in hinges.py: the function, and the interval on which it is approximated.
export const TARGETS = {
  sine: { f: Math.sin, domain: [0, 2 * Math.PI] },
  square: { f: (x) => x * x, domain: [-1, 1] },
  bump: { f: (x) => Math.exp(-x * x), domain: [-3, 3] },
};
const SMALLEST_GAP = 0.02; // of the interval

export function equalKnots(target, pieces) {
  return Array.from(linspace(...TARGETS[target].domain, pieces + 1));
}

// The start value and the coefficients a_i of the hinges at all knots but the last: the changes of slope.
export function coefficients(target, knots) {
  const values = knots.map(TARGETS[target].f);
  const slopes = knots.slice(1).map((knot, i) => (values[i + 1] - values[i]) / (knot - knots[i]));
  const changes = slopes.map((slope, i) => slope - (i ? slopes[i - 1] : 0));
  return { start: values[0], hinges: changes.map((a) => Number(a.toFixed(12))) }; // rounded, to drop rounding errors
}

// start + the sum of the first `added` hinges a_i relu(x - k_i), at each x.
export function sumOfHinges(target, knots, added, xs) {
  const { start, hinges } = coefficients(target, knots);
  return Array.from(xs, (x) =>
    hinges.slice(0, added).reduce((sum, a, i) => sum + a * Math.max(0, x - knots[i]), start),
  );
}

// How far knot number `index` may go, between its neighbors.
function room(target, knots, index) {
  const [low, high] = TARGETS[target].domain;
  const gap = SMALLEST_GAP * (high - low);
  return { min: knots[index - 1] + gap, max: knots[index + 1] - gap, step: (high - low) / 200 };
}

function render({ model, el }) {
  const plots = [
    createPlot({ title: "The hinges, one by one", xLabel: "x", yLabel: "a · relu(x − k)", x: [0, 1], y: [-1, 1] }),
    createPlot({ title: "Their sum, and the target (dashed)", xLabel: "x", yLabel: "y", x: [0, 1], y: [-1, 1] }),
  ];
  const MOST = model.get("controls").pieces.max;
  const single = Array.from({ length: MOST }, (_, i) => plots[0].line(i));
  const [drawTarget, drawSum] = [plots[1].line(1), plots[1].line(0)];
  const dots = Array.from({ length: MOST + 1 }, () => plots[1].marker(0));
  const guide = plots[1].guide();
  const readings = table("y = start + sum of a · relu(x − k)", ["hinge", "knot k", "coefficient a"]);
  const error = document.createElement("p");

  const restart = (name, count) =>
    setTraits(model, {
      target: name,
      pieces: count,
      knots: equalKnots(name, count),
      added: count,
      selected: Math.max(1, Math.min(model.get("selected"), count - 1)),
    });
  const move = (index, x) => {
    const knots = [...model.get("knots")];
    const { min, max } = room(model.get("target"), knots, index);
    knots[index] = Math.min(max, Math.max(min, x));
    setTraits(model, { knots, selected: index });
  };
  const target = choice(model, "target", Object.keys(TARGETS), "Target", (name) => restart(name, model.get("pieces")));
  const pieces = slider(model, "pieces", (count) => restart(model.get("target"), count));
  const added = rangeInput("Hinges added up", (count) => setTraits(model, { added: count }));
  const selected = rangeInput("Knot to move", (index) => setTraits(model, { selected: index }));
  const position = rangeInput("Where it is", (x) => move(model.get("selected"), x));
  let dragged = 1;
  plots[1].onDrag((x, first) => {
    const knots = model.get("knots");
    if (knots.length < 3) return;
    const distances = knots.slice(1, -1).map((knot) => Math.abs(knot - x));
    if (first) dragged = 1 + distances.indexOf(Math.min(...distances));
    move(dragged, x);
  });

  const update = () => {
    const name = model.get("target");
    const knots = model.get("knots");
    const count = Math.min(model.get("added"), knots.length - 1);
    const [low, high] = TARGETS[name].domain;
    const xs = linspace(low, high, 401);
    const { start, hinges } = coefficients(name, knots);
    const wanted = Array.from(xs, TARGETS[name].f);
    const sum = sumOfHinges(name, knots, count, xs);
    const contributions = hinges.slice(0, count).map((a, i) => Array.from(xs, (x) => a * Math.max(0, x - knots[i])));
    const flat = contributions.flat();
    plots[0].setRanges([low, high], [Math.min(-1, ...flat), Math.max(1, ...flat)]);
    const all = [...wanted, ...sum];
    plots[1].setRanges([low, high], [Math.max(-6, Math.min(-0.2, ...all)) * 1.1, Math.min(6, Math.max(...all)) * 1.1]);
    single.forEach((draw, i) => draw(i < count ? xs : [], contributions[i] ?? []));
    drawTarget(xs, wanted);
    drawSum(xs, sum);
    dots.forEach((dot, i) => dot(knots[i] ?? 0, i < knots.length ? TARGETS[name].f(knots[i]) : NaN));
    const index = model.get("selected");
    guide(knots[index]);
    added.show(count, { min: 0, max: hinges.length, step: 1 });
    const inner = knots.length > 2;
    for (const one of [selected, position]) one.node.style.display = inner ? "" : "none";
    if (inner) selected.show(index, { min: 1, max: hinges.length - 1, step: 1 });
    if (inner) position.show(knots[index], room(name, knots, index));
    const largest = Math.max(...sum.map((value, i) => Math.abs(value - wanted[i])));
    const summary = `largest distance to the target ${formatNumber(largest)}`;
    error.textContent = `${count} of ${hinges.length} hinges, starting at y = ${formatNumber(start)}: ${summary}.`;
    readings.setRows(hinges.slice(0, count).map((a, i) => [String(i), formatNumber(knots[i]), formatNumber(a)]));
    plots[0].describe(
      `${count} hinges, each flat at 0 up to its knot and then a straight line. Knots and coefficients: ` +
        hinges.slice(0, count).map((a, i) => `${formatNumber(knots[i])} and ${formatNumber(a)}`).join("; "),
    );
    plots[1].describe(
      `The target, ${name}, dashed, and the sum of ${count} hinges, solid, with knots at ` +
        `${knots.map(formatNumber).join(", ")}; ${summary}.` + (inner ? ` Knot ${index} is the one to move.` : ""),
    );
  };
  assemble(el, "Hinge builder", {
    controls: [target, pieces, added, selected, position].map((one) => one.node),
    pictures: plots.map((plot) => plot.node),
    readings: [error, readings.node],
  });
  return follow(model, ["target", "knots", "added", "selected"], update);
}

export default { render };
