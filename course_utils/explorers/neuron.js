import { createPlot, formatNumber, linspace } from "./shared/drawing.js";
import { assemble, follow, slider } from "./shared/controls.js";
import { standardNormal } from "./shared/random.js";

// The same constants as in neuron.py.
const RESISTANCE_MOHM = 100;
const REST_MV = -75;
export const DURATION_MS = 200;
export const DT_MS = 0.1;
const SEED = 0;
const CURRENTS_PA = linspace(0, 1000, 501);
const SPIKE_TOP_MV = 20; // the upper end of a drawn spike, because the model says only when it happens

const STATE = ["current_pA", "tau_ms", "t_ref_ms", "threshold_mV", "noise_mV"];
const steadyPotential = (current) => REST_MV + (RESISTANCE_MOHM * current) / 1000;

// course_utils.spiking.lif_rate_Hz
export function firingRate(current, { tau_ms, t_ref_ms, threshold_mV }) {
  const above = steadyPotential(current) - threshold_mV;
  return above > 0 ? 1000 / (t_ref_ms + tau_ms * Math.log1p((threshold_mV - REST_MV) / above)) : 0;
}

// course_utils.spiking.simulate_lif: the membrane potential at each step in mV, and the times of the spikes in ms.
const NOISE = standardNormal(Math.round(DURATION_MS / DT_MS), SEED);
export function simulate({ current_pA, tau_ms, t_ref_ms, threshold_mV, noise_mV }) {
  const leak = DT_MS / tau_ms;
  const noise = noise_mV * Math.sqrt(2 / leak);
  const refractory = Math.round(t_ref_ms / DT_MS);
  const potential = new Float64Array(NOISE.length).fill(REST_MV);
  const spikes = [];
  let v = REST_MV;
  let waiting = 0;
  for (let step = 1; step < potential.length; step++) {
    if (waiting) waiting--;
    else {
      v += leak * (steadyPotential(current_pA) + noise * NOISE[step - 1] - v);
      if (v >= threshold_mV) {
        spikes.push(step * DT_MS);
        v = REST_MV;
        waiting = refractory;
      }
    }
    potential[step] = v;
  }
  return { potential: Array.from(potential), spikes };
}

// course_utils.spiking.fit_relu on the currents of the curve: the best slope for a threshold at each current, and
// the straight line through all points to the right of each, where its zero lies in the gap before them.
export function fitRelu(rates) {
  const x = CURRENTS_PA;
  let best = { slope: 0, threshold: x.at(-1), error: rates.reduce((sum, rate) => sum + rate * rate, 0) };
  const consider = (slope, threshold) => {
    let error = 0;
    for (let i = 0; i < x.length; i++) error += (rates[i] - slope * Math.max(0, x[i] - threshold)) ** 2;
    if (slope > 0 && error < best.error) best = { slope, threshold, error };
  };
  for (let first = 0; first < x.length - 1; first++) {
    let [n, sx, sy, sxx, sxy, hh, hy] = [0, 0, 0, 0, 0, 0, 0];
    for (let i = first; i < x.length; i++) {
      n++, (sx += x[i]), (sy += rates[i]), (sxx += x[i] ** 2), (sxy += x[i] * rates[i]);
      (hh += (x[i] - x[first]) ** 2), (hy += (x[i] - x[first]) * rates[i]);
    }
    consider(hy / hh, x[first]);
    const slope = (n * sxy - sx * sy) / (n * sxx - sx * sx);
    const threshold = (sx - sy / slope) / n;
    if (threshold <= x[first] && (first === 0 || threshold >= x[first - 1])) consider(slope, threshold);
  }
  return best;
}

function render({ model, el }) {
  const plots = [
    createPlot({ title: "Membrane potential", xLabel: "time (ms)", yLabel: "potential (mV)", x: [0, DURATION_MS], y: [-85, 25] }),
    createPlot({ title: "Firing rate, and the best-fitting ReLU (dashed)", xLabel: "input current (pA)", yLabel: "firing rate (Hz)", x: [0, 1000], y: [0, 200] }),
  ];
  const times = linspace(0, DURATION_MS, NOISE.length + 1).slice(0, NOISE.length);
  const drawPotential = plots[0].line(0);
  const threshold = plots[0].guide("horizontal");
  const [drawRate, drawFit, point] = [plots[1].line(0), plots[1].line(1), plots[1].marker(0)];
  const sliders = STATE.map((name) => slider(model, name));
  const reading = document.createElement("p");
  let [cached, rates, fit] = ["", [], {}];

  const update = () => {
    const state = Object.fromEntries(STATE.map((name) => [name, model.get(name)]));
    const { current_pA: current } = state;
    const { potential, spikes } = simulate(state);
    const drawn = [...potential];
    for (const time of spikes) drawn[Math.round(time / DT_MS)] = SPIKE_TOP_MV;
    drawPotential(times, drawn);
    threshold(state.threshold_mV);

    const shape = String([state.tau_ms, state.t_ref_ms, state.threshold_mV]); // the curve depends on these alone
    if (shape !== cached) {
      rates = Array.from(CURRENTS_PA, (pA) => firingRate(pA, state));
      fit = fitRelu(rates);
      cached = shape;
      plots[1].setRanges([0, 1000], [0, Math.max(50, Math.ceil(Math.max(...rates) / 50) * 50)]);
      drawRate(CURRENTS_PA, rates);
      drawFit(CURRENTS_PA, Array.from(CURRENTS_PA, (pA) => fit.slope * Math.max(0, pA - fit.threshold)));
    }
    const rate = firingRate(current, state);
    point(current, rate);
    const rheobase = (1000 * (state.threshold_mV - REST_MV)) / RESISTANCE_MOHM;
    reading.textContent =
      `${spikes.length} spikes in ${DURATION_MS} ms. Rate without noise, by the formula: ${formatNumber(rate)} Hz. ` +
      `Rheobase, the weakest current that makes it fire without noise: ${formatNumber(rheobase)} pA. Best-fitting ReLU: ` +
      `${formatNumber(fit.slope)} Hz/pA · relu(I − ${formatNumber(fit.threshold)} pA).`;
    plots[0].describe(
      `Membrane potential over ${DURATION_MS} ms at ${formatNumber(current)} pA, threshold ${formatNumber(state.threshold_mV)} mV, ` +
        `noise ${formatNumber(state.noise_mV)} mV: ` + (spikes.length ? `${spikes.length} spikes.` : "no spike."),
    );
    plots[1].describe(
      `Firing rate against input current from 0 to 1000 pA: 0 up to ${formatNumber(rheobase)} pA, then rising. ` +
        `At ${formatNumber(current)} pA it is ${formatNumber(rate)} Hz. Dashed, the best-fitting ReLU, which starts at ${formatNumber(fit.threshold)} pA.`,
    );
  };
  assemble(el, "Neuron explorer", {
    controls: sliders.map((one) => one.node),
    pictures: plots.map((plot) => plot.node),
    readings: [reading],
  });
  return follow(model, STATE, update);
}

export default { render };
