// Normal random numbers that Python can draw as well: mulberry32 (T. Ettinger, public domain) and Box-Muller.
// The same lines, vectorized, are in random_numbers.py.

function mulberry32(counter) {
  let t = Math.imul(counter ^ (counter >>> 15), counter | 1);
  t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
  return (t ^ (t >>> 14)) >>> 0;
}

export function standardNormal(count, seed) {
  const uniform = (i) => (mulberry32((seed + Math.imul(i + 1, 0x6d2b79f5)) >>> 0) + 0.5) / 2 ** 32;
  const result = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    result[i] = Math.sqrt(-2 * Math.log(uniform(2 * i))) * Math.cos(2 * Math.PI * uniform(2 * i + 1));
  }
  return result;
}
