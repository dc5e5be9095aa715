// SimBA along directions of the DCT, as the engine does it (crates/engine/src/attack/simba/), by a program that has nothing but forward passes.
const SIDE = 32;

/**
 * Attacks an image, Float32Array [3, 32, 32] in [0, 1], by `logits(image)`, one image at a time; returns `queries` and `moves`, the
 * number of steps that were kept.
 */
export async function simba(logits, clean, directions, epsilon) {
  let [image, scores] = [clean, await logits(clean)];
  const own = scores.indexOf(Math.max(...scores));
  const found = { queries: 0, moves: 0 };
  const change = new Float64Array(clean.length);
  for (const direction of directions) {
    if (scores.indexOf(Math.max(...scores)) !== own) break;
    for (const step of [-epsilon, epsilon]) {
      add(change, direction, step);
      const next = clean.map((value, i) => Math.min(Math.max(value + change[i], 0), 1));
      const after = await logits(next);
      found.queries += 1;
      if (odds(after, own) < odds(scores, own) && next.some((value, i) => value !== image[i])) {
        [image, scores] = [next, after];
        found.moves += 1;
        break;
      }
      add(change, direction, -step);
    }
  }
  return found;
}

const WAVES = Array.from({ length: SIDE }, (_, u) => {
  const length = Math.sqrt((u === 0 ? 1 : 2) / SIDE);
  return Float64Array.from({ length: SIDE }, (_, x) => length * Math.cos((Math.PI * (2 * x + 1) * u) / (2 * SIDE)));
});

/** Adds a step along row u, column v of a channel's DCT, orthonormal; direction c·1024 + u·32 + v. */
function add(change, direction, step) {
  const [start, down, across] = [direction - (direction % 1024), WAVES[(direction >> 5) % SIDE], WAVES[direction % SIDE]];
  for (let i = 0; i < SIDE ** 2; i++) change[start + i] += step * down[i >> 5] * across[i % SIDE];
}

/** ln p/(1 − p) of a class. */
function odds(logits, own) {
  const others = Array.from(logits).filter((_, i) => i !== own);
  const largest = Math.max(...others);
  return logits[own] - largest - Math.log(others.reduce((sum, other) => sum + Math.exp(other - largest), 0));
}
