// Plots in SVG. A plot is drawn once; afterwards only the attributes that change are set.

const SVG_NAMESPACE = "http://www.w3.org/2000/svg";

// Okabe and Ito, 2008: told apart by color-blind readers, and at least 3 : 1 against white and against black.
const COLORS = ["#0072B2", "#D55E00", "#009E73", "#CC79A7"];
const DASHES = ["", "7 4", "2 3", "9 3 2 3"];

function styleOf(index) {
  return {
    color: COLORS[index % COLORS.length],
    dash: DASHES[(index + Math.floor(index / COLORS.length)) % DASHES.length],
  };
}

export function html(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  node.append(...children);
  return node;
}

function svg(name, attributes = {}, ...children) {
  const node = document.createElementNS(SVG_NAMESPACE, name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  node.append(...children);
  return node;
}

// A short line in the style of a curve, to stand beside its name.
export function lineSample(index) {
  const { color, dash } = styleOf(index);
  const line = svg("line", { x1: 1, x2: 27, y1: 5, y2: 5, stroke: color, "stroke-width": 3, "stroke-dasharray": dash });
  return svg("svg", { width: 28, height: 10, "aria-hidden": "true" }, line);
}

export function formatNumber(value) {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "inf" : "-inf";
  const size = Math.abs(value);
  if (size !== 0 && (size >= 1e4 || size < 1e-3)) return value.toExponential(2);
  return String(Number(value.toPrecision(4)));
}

export function linspace(start, end, count) {
  return Float64Array.from({ length: count }, (_, i) => start + ((end - start) * i) / (count - 1));
}

function niceTicks(low, high, count) {
  const rough = (high - low) / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((candidate) => candidate >= rough);
  const ticks = [];
  for (let i = Math.ceil(low / step - 1e-9); i * step <= high + step * 1e-9; i++) ticks.push(Number((i * step).toPrecision(12)));
  return ticks;
}

const MARGIN = { left: 58, right: 18, top: 26, bottom: 42 };

// options: title, xLabel, yLabel, x: [low, high], y: [low, high], logarithmic (y is a power of ten), width, height.
export function createPlot(options) {
  const { width = 400, height = 270, logarithmic = false } = options;
  const inner = { width: width - MARGIN.left - MARGIN.right, height: height - MARGIN.top - MARGIN.bottom };
  const frame = svg("g", { class: "frame", transform: `translate(${MARGIN.left} ${MARGIN.top})` });
  // a nested svg cuts off what leaves the plot, without the ids that a clipPath would need
  const area = svg("svg", { x: MARGIN.left, y: MARGIN.top, width: inner.width, height: inner.height, overflow: "hidden" });
  const node = svg(
    "svg",
    { viewBox: `0 0 ${width} ${height}`, role: "img", class: "plot" },
    svg("text", { x: 4, y: 16, class: "title" }, options.title),
    svg("text", { x: MARGIN.left + inner.width / 2, y: height - 6, "text-anchor": "middle" }, options.xLabel),
    svg("text", { transform: `translate(13 ${MARGIN.top + inner.height / 2}) rotate(-90)`, "text-anchor": "middle" }, options.yLabel),
    frame,
    area,
  );
  let ranges = {};

  const toX = (x) => ((x - ranges.x[0]) / (ranges.x[1] - ranges.x[0])) * inner.width;
  const levelOf = (y) => (logarithmic ? Math.log10(y) : y);
  const toY = (y) => {
    const level = (levelOf(y) - ranges.y[0]) / (ranges.y[1] - ranges.y[0]);
    return (1 - Math.max(-9, Math.min(9, level))) * inner.height; // clipped, so that coordinates stay small
  };

  // Ranges in data units; for a logarithmic plot, y is the range of the exponents.
  function setRanges(x, y) {
    if (ranges.x && String([x, y]) === String([ranges.x, ranges.y])) return;
    ranges = { x, y };
    frame.replaceChildren();
    for (const tick of niceTicks(x[0], x[1], 6)) {
      frame.append(
        svg("line", { x1: toX(tick), x2: toX(tick), y1: 0, y2: inner.height, class: tick === 0 ? "axis" : "grid" }),
        svg("text", { x: toX(tick), y: inner.height + 15, "text-anchor": "middle" }, formatNumber(tick)),
      );
    }
    for (const tick of niceTicks(y[0], y[1], 5)) {
      if (logarithmic && !Number.isInteger(tick)) continue;
      const at = toY(logarithmic ? 10 ** tick : tick);
      const label = logarithmic ? `1e${tick}` : formatNumber(tick);
      frame.append(
        svg("line", { x1: 0, x2: inner.width, y1: at, y2: at, class: tick === 0 && !logarithmic ? "axis" : "grid" }),
        svg("text", { x: -6, y: at + 4, "text-anchor": "end" }, label),
      );
    }
  }
  setRanges(options.x, options.y);

  return {
    node,
    setRanges,
    describe: (text) => node.setAttribute("aria-label", text),

    // Returns a function that draws the line through the points, with gaps where a value is not finite.
    line(index) {
      const { color, dash } = styleOf(index);
      const path = svg("path", { fill: "none", stroke: color, "stroke-width": 2.4, "stroke-dasharray": dash });
      area.append(path);
      return (xs, ys) => {
        let d = "";
        let pen = "M";
        for (let i = 0; i < xs.length; i++) {
          const y = toY(ys[i]);
          if (Number.isNaN(y)) {
            pen = "M";
            continue;
          }
          d += `${pen}${toX(xs[i]).toFixed(1)} ${y.toFixed(1)}`;
          pen = "L";
        }
        path.setAttribute("d", d);
      };
    },

    // Returns a function that places a round marker, or hides it if there is nothing to show.
    marker(index) {
      const circle = svg("circle", { r: 5.5, fill: styleOf(index).color, class: "marker" });
      area.append(circle);
      return (x, y) => {
        const shown = Number.isFinite(levelOf(y));
        circle.setAttribute("visibility", shown ? "visible" : "hidden");
        if (shown) {
          circle.setAttribute("cx", toX(x).toFixed(1));
          circle.setAttribute("cy", toY(y).toFixed(1));
        }
      };
    },

    // Returns a function that places a vertical, or a horizontal, guide line.
    guide(direction = "vertical") {
      const line = svg("line", { class: "guide" });
      area.append(line);
      return (value) => {
        const at = direction === "vertical" ? toX(value) : toY(value);
        const ends = direction === "vertical" ? [at, at, 0, inner.height] : [0, inner.width, at, at];
        ["x1", "x2", "y1", "y2"].forEach((name, i) => line.setAttribute(name, ends[i].toFixed(1)));
      };
    },

    // Calls `move(x, first)` with the data coordinate while the mouse, a pen or a finger drags across the plot.
    onDrag(move) {
      const target = svg("rect", { width: inner.width, height: inner.height, fill: "transparent", class: "drag" });
      area.append(target);
      const at = (event) => {
        const box = target.getBoundingClientRect();
        const share = Math.min(1, Math.max(0, (event.clientX - box.left) / box.width));
        return ranges.x[0] + share * (ranges.x[1] - ranges.x[0]);
      };
      target.addEventListener("pointerdown", (event) => {
        target.setPointerCapture(event.pointerId);
        move(at(event), true);
      });
      target.addEventListener("pointermove", (event) => {
        if (event.buttons) move(at(event), false);
      });
    },
  };
}
