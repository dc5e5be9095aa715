// Timing in turns, within what time there is.

/** The time that is left, shared by all measurements. */
export class Budget {
  /** Milliseconds that an operation of an image has taken each subject, by its name. */
  #pace = new Map();

  constructor(minutes) {
    this.end = performance.now() + 60_000 * minutes;
  }

  left() {
    return this.end - performance.now();
  }

  /** Why a run of so many operations has to be left out, by what others took this subject; undefined where it fits in. */
  refuses(name, operations) {
    const expected = operations * (this.#pace.get(name) ?? 0);
    if (this.left() > expected && this.left() > 0) return undefined;
    return `a run takes ${seconds(expected)}, and ${seconds(this.left())} are left`;
  }

  note(name, operations, milliseconds) {
    this.#pace.set(name, milliseconds / operations);
  }
}

const seconds = (milliseconds) => `${Math.max(0, milliseconds / 1000).toFixed(1)} s`;

/** Rounds of one measurement, and the milliseconds after which it has enough. */
const ROUNDS = 11;
const ENOUGH = 5000;

/**
 * Milliseconds of each subject, `[name, run]`, who take turns so that a disturbance meets all of them; `run` returns its own
 * time or nothing, and takes so many operations. The first run of each warms it up. Of a subject whose run does not fit into
 * what is left there is only the reason why it was `skipped`.
 */
export async function measure(subjects, operations, budget) {
  const rows = subjects.map(([name, run]) => ({ name, run, times: [] }));
  for (const row of rows) {
    row.skipped = budget.refuses(row.name, operations);
    if (row.skipped) continue;
    row.warm = await timed(row, operations, budget);
    row.skipped = budget.refuses(row.name, operations);
  }
  const start = performance.now();
  for (let round = 0; round < ROUNDS && performance.now() - start < ENOUGH; round++) {
    for (const row of rows) {
      if (row.skipped || budget.refuses(row.name, operations)) continue;
      row.times.push(await timed(row, operations, budget));
    }
  }
  return Object.fromEntries(rows.map((row) => [row.name, summary(row)]));
}

async function timed({ name, run }, operations, budget) {
  const start = performance.now();
  const own = await run();
  const passed = performance.now() - start;
  budget.note(name, operations, passed);
  return typeof own === "number" ? own : passed;
}

function summary({ skipped, warm, times }) {
  if (times.length === 0) return { skipped, warm };
  const sorted = times.toSorted((a, b) => a - b);
  return { median: sorted[sorted.length >> 1], fastest: sorted[0], slowest: sorted.at(-1), rounds: times.length, warm };
}
