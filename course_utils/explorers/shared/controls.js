// Native inputs with labels, bound to the traits of the Python object. What a slider ranges over, its label and its
// unit come from Python with the trait "controls": { name: { label, unit, min, max, step } }.

import { formatNumber, html, lineSample } from "./drawing.js";

// JupyterLab takes arrow keys for itself unless the input itself says otherwise.
const KEEP_KEYS = { "data-lm-suppress-shortcuts": "true" };

export function setTraits(model, values) {
  for (const [name, value] of Object.entries(values)) model.set(name, value);
  model.save_changes();
}

// Calls `update` now and whenever one of the named traits changes, from here or from Python.
export function follow(model, names, update) {
  for (const name of names) model.on(`change:${name}`, update);
  update();
  return () => names.forEach((name) => model.off(`change:${name}`, update));
}

// A labeled slider. `show` sets its value and its range.
export function rangeInput(label, onInput) {
  const input = html("input", { type: "range", step: "any", ...KEEP_KEYS });
  const output = html("output");
  const node = html("div", { class: "control" }, html("label", {}, `${label} `, input), output);
  input.addEventListener("input", () => onInput(Number(input.value)));
  const show = (value, { min, max, step, unit }) => {
    Object.assign(input, { min, max, step });
    input.value = value;
    output.value = `${formatNumber(value)}${unit ? ` ${unit}` : ""}`;
    input.setAttribute("aria-valuetext", output.value);
  };
  return { node, show };
}

// The slider of a trait. Without `onInput` the slider only sets the trait.
export function slider(model, name, onInput = (value) => setTraits(model, { [name]: value })) {
  const range = model.get("controls")[name];
  const { node, show } = rangeInput(range.label, onInput);
  node.dataset.trait = name;
  return { node, forget: follow(model, [name], () => show(model.get(name), range)) };
}

// One checkbox for each option; the trait is the list of those that are ticked, never empty.
export function checkboxes(model, name, options, legend, labelOf = (option) => option) {
  const boxes = options.map((option) => html("input", { type: "checkbox", value: option, ...KEEP_KEYS }));
  const labels = options.map((option, i) => html("label", {}, boxes[i], lineSample(i), ` ${labelOf(option)}`));
  const node = html("fieldset", { class: "control", "data-trait": name }, html("legend", {}, legend), ...labels);
  for (const box of boxes) {
    box.addEventListener("change", () => {
      const chosen = options.filter((_, i) => boxes[i].checked);
      if (chosen.length) setTraits(model, { [name]: chosen });
      else box.checked = true;
    });
  }
  const forget = follow(model, [name], () => {
    boxes.forEach((box, i) => (box.checked = model.get(name).includes(options[i])));
  });
  return { node, forget };
}

export function choice(model, name, options, label, onInput = (value) => setTraits(model, { [name]: value })) {
  const select = html("select", KEEP_KEYS, ...options.map((option) => html("option", { value: option }, option)));
  const node = html("div", { class: "control", "data-trait": name }, html("label", {}, `${label} `, select));
  select.addEventListener("change", () => onInput(select.value));
  const forget = follow(model, [name], () => (select.value = model.get(name)));
  return { node, forget };
}

export function button(label, onClick) {
  const node = html("button", { type: "button", ...KEEP_KEYS }, label);
  node.addEventListener("click", onClick);
  return node;
}

// A table with a header row; returns the node and a function that sets its rows of texts.
export function table(caption, headings) {
  const body = html("tbody");
  const head = html("thead", {}, html("tr", {}, ...headings.map((text) => html("th", { scope: "col" }, text))));
  const node = html("table", {}, html("caption", {}, caption), head, body);
  const setRows = (rows) =>
    body.replaceChildren(...rows.map((row) => html("tr", {}, ...row.map((text) => html("td", {}, text)))));
  return { node, setRows };
}

// Puts the pieces into the output area: controls first, then pictures, then what is read off.
export function assemble(el, name, { controls = [], pictures = [], readings = [] }) {
  el.classList.add("relu-explorer");
  el.append(
    html(
      "div",
      { role: "group", "aria-label": name },
      html("div", { class: "controls" }, ...controls),
      html("div", { class: "pictures" }, ...pictures),
      html("div", { class: "readings" }, ...readings),
    ),
  );
}
