// Comparing numbers with other people's.
import assert from "node:assert/strict";

/** Of the project's promise: logits and scores agree with PyTorch and captum to this. */
const TOLERANCE = 2e-3;

/** Asserts that all numbers agree. */
export function assertClose(found, expected, what) {
  assert.equal(found.length, expected.length, what);
  const differences = Array.from(found, (value, i) => Math.abs(value - expected[i]));
  const worst = Math.max(...differences);
  assert.ok(worst <= TOLERANCE, `${what}: off by ${worst} at ${differences.indexOf(worst)}`);
}
