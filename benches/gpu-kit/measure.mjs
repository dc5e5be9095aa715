// Timing in turns, within what time there is.

/** The time that is left, shared by all measurements. */
export class Budget {
  constructor(minutes) {
    this.end = performance.now() + 60_000 * minutes;
  }

  left() {
    return this.end - performance.now();
  }
}

/** Rounds of one measurement, and the milliseconds after which it has enough. */
const ROUNDS = 11;
const ENOUGH = 5000;

/**
 * Milliseconds of each subject, `[name, run]`, who take turns so that a disturbance meets all of them; `run` returns its own
 * time or nothing. The first run of each warms it up. A subject whose run does not fit into what is left is `skipped`.
 */
export async function measure(subjects, budget) {
  const rows = subjects.map(([name, run]) => ({ name, run, times: [] }));
  const taking = [];
  for (const row of rows) {
    if (budget.left() < 0) continue;
    row.warm = await timed(row.run);
    if (2 * row.warm < budget.left()) taking.push(row);
  }
  const start = performance.now();
  for (let round = 0; round < ROUNDS && performance.now() - start < ENOUGH && budget.left() > 0; round++) {
    for (const row of taking) row.times.push(await timed(row.run));
  }
  return Object.fromEntries(rows.map(({ name, warm, times }) => [name, summary(warm, times)]));
}

async function timed(run) {
  const start = performance.now();
  const own = await run();
  return typeof own === "number" ? own : performance.now() - start;
}

function summary(warm, times) {
  if (times.length === 0) return { skipped: true, warm };
  const sorted = times.toSorted((a, b) => a - b);
  return { median: sorted[sorted.length >> 1], fastest: sorted[0], slowest: sorted.at(-1), rounds: times.length, warm };
}
