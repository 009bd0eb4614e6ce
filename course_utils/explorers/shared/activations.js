// The activations of course_utils.activations in JavaScript: { name: [f(x, p), f'(x, p)] }, p a parameter.
// A test compares the two over a grid, in a real browser.

const SELU_LAMBDA = 1.0507009873554805;
const SELU_ALPHA = 1.6732632423543773;
const GELU_TANH_COEFFICIENT = 0.044715;

const sigmoid = (x) => (x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x)));
const sigmoidSlope = (x) => sigmoid(x) * sigmoid(-x);
const normalDensity = (x) => Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);

// The normal distribution function, by the series of Marsaglia, "Evaluating the normal distribution", 2004.
function normalDistribution(x) {
  if (x < -8) return 0;
  if (x > 8) return 1;
  let sum = x;
  let term = x;
  for (let i = 3; Math.abs(term) > 1e-17 * Math.abs(sum) && i < 400; i += 2) sum += term *= (x * x) / i;
  return 0.5 + sum * normalDensity(x);
}

const leaky = [(x, slope) => (x < 0 ? slope * x : x), (x, slope) => (x > 0 ? 1 : slope)];
const elu = [(x, alpha) => (x > 0 ? x : alpha * Math.expm1(x)), (x, alpha) => (x > 0 ? 1 : alpha * Math.exp(x))];
const geluTanhArgument = (x) => Math.sqrt(2 / Math.PI) * (x + GELU_TANH_COEFFICIENT * x ** 3);

// In the order in which an explorer offers them.
export const ACTIVATIONS = {
  relu: [(x) => Math.max(x, 0), (x) => (x > 0 ? 1 : 0)],
  sigmoid: [sigmoid, sigmoidSlope],
  tanh: [Math.tanh, (x) => 4 * sigmoidSlope(2 * x)],
  leaky_relu: leaky,
  prelu: leaky,
  elu,
  selu: [(x) => SELU_LAMBDA * elu[0](x, SELU_ALPHA), (x) => SELU_LAMBDA * elu[1](x, SELU_ALPHA)],
  swish: [(x, beta) => x * sigmoid(beta * x), (x, beta) => sigmoid(beta * x) + beta * x * sigmoidSlope(beta * x)],
  gelu: [(x) => x * normalDistribution(x), (x) => normalDistribution(x) + x * normalDensity(x)],
  gelu_tanh: [
    (x) => x * sigmoid(2 * geluTanhArgument(x)),
    (x) => {
      const slope = Math.sqrt(8 / Math.PI) * (1 + 3 * GELU_TANH_COEFFICIENT * x * x);
      return sigmoid(2 * geluTanhArgument(x)) + x * slope * sigmoidSlope(2 * geluTanhArgument(x));
    },
  ],
  softplus: [(x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))), sigmoid],
  relu6: [(x) => Math.min(Math.max(x, 0), 6), (x) => (x > 0 && x < 6 ? 1 : 0)],
  identity: [(x) => x, () => 1],
  step: [(x) => (x > 0 ? 1 : 0), () => 0],
};
