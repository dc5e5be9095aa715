// That all subjects compute the same.
import assert from "node:assert/strict";

/** How far the logits of two programs may be apart, of the largest: float32 in another order. */
const TOLERANCE = 2e-3;
/** Share of the signs of an input gradient that have to be the same: some numbers are nearly zero. */
const SIGNS = 0.99;

/** Fails unless all compute the same logits and directions. The largest difference of each from the first one's logits, by name. */
export async function compare(subjects) {
  const own = await subjects[0].logits();
  const found = {};
  for (const subject of subjects.slice(1)) {
    // The page shows those of one image.
    const logits = (await subject.logits()).slice(0, own.length);
    const apart = Math.max(...logits.map((value, i) => Math.abs(value - own[i])));
    const most = TOLERANCE * Math.max(1, ...own.map(Math.abs));
    assert.ok(apart < most, `${subject.name} computes other logits: ${logits.slice(0, 10)}, not ${own.slice(0, 10)}`);
    found[subject.name] = Math.max(apart, found[subject.name] ?? 0);
  }
  await compareDirections(subjects.filter(({ times }) => "input gradient" in times));
  await compareSimba(subjects.filter(({ times }) => "SimBA, one image" in times));
  return found;
}

async function compareDirections([own, ...others]) {
  const signs = own && Object.values(await own.ask("direction"));
  for (const { name, ask } of others) {
    const found = await ask("direction");
    const same = found.filter((sign, i) => sign === signs[i]).length / found.length;
    assert.ok(same > SIGNS, `${name} computes another gradient: ${same} of its signs are the same`);
  }
}

async function compareSimba([own, ...others]) {
  if (!own) return;
  const { found } = await own.one();
  for (const { name, one } of others) {
    const walks = await one();
    assert.equal(compareWalks(found, walks.found), found.length, `${name} walks elsewhere: ${JSON.stringify([found, walks.found])}`);
  }
}

/** How many walks took as many queries and kept as many steps. */
export function compareWalks(a, b) {
  assert.equal(a.length, b.length);
  return a.filter(({ queries, moves }, i) => queries === b[i].queries && moves === b[i].moves).length;
}
