// Whether what was seen stays as it was after the first ten minutes, and the tables of it.
import { table } from "../store.mjs";

/** Minutes until all that is kept for a visit (50 attacks, 12 pictures) is about as much as it will be, and of a line of a table. */
const [SETTLED, SPAN] = [10, 5];
/** Of each measure, by which factor and by how much it may lie above what it was when it had settled. 50 attacks and 12 pictures take
 * 2.5 MB of the page's program, and on a busy machine most of them come later than that. */
const MAY_GROW = {
  renderer: [1.05, 16e6],
  engine: [1.05, 16e6],
  engineUsed: [1.05, 16e6],
  program: [1.05, 2.5e6],
  programUsed: [1.05, 2.5e6],
  heap: [1.05, 1e6],
  gpu: [1.05, 16e6],
  documents: [1, 0],
  nodes: [1.05, 200],
  listeners: [1.05, 20],
  workers: [1, 0],
};

const median = (values) => [...values].sort((a, b) => a - b)[values.length >> 1];

/** Of each five minutes the median of each measure; a rest that is shorter than half of that counts to what was before. */
function spans(seen) {
  const count = Math.max(1, Math.round(seen.at(-1).minute / SPAN));
  const groups = Array.from({ length: count }, () => []);
  for (const one of seen) groups[Math.min(count - 1, Math.floor(one.minute / SPAN))].push(one);
  const middle = (group) => Object.fromEntries(Object.keys(MAY_GROW).map((what) => [what, median(group.map((one) => one[what]))]));
  return groups.map((group, i) => ({ from: i * SPAN, rounds: group.length, ...middle(group) })).filter(({ rounds }) => rounds > 0);
}

/** What is wrong, in words: what ended the work before its time, and what has grown. Compared are the medians of five minutes: those after the first ten, and the last. */
export function judge(seen, failure) {
  if (failure) return [failure, ...judge(seen)];
  const after = spans(seen).filter(({ from }) => from >= SETTLED);
  if (after.length < 2) return ["it did not work for long enough to tell: give it 20 minutes or more"];
  const [first, last] = [after[0], after.at(-1)];
  const grown = Object.entries(MAY_GROW).filter(([what, [factor, more]]) => last[what] > Math.max(factor * first[what], first[what] + more));
  return grown.map(([what]) => `${what}: ${first[what]} after ${first.from} minutes, ${last[what]} after ${last.from}`);
}

const NAMES = { cpu: "CPU", gpu: "WebGPU on SwiftShader, small networks" };

/** A table of each device. */
export function tables(runs) {
  return Object.entries(runs).map(([device, run]) => `${headline(device, run)}\n\n${lines(run.seen)}`).join("\n\n");
}

function headline(device, { date, processor, browser, seen }) {
  const verdict = judge(seen);
  const said = verdict.length ? `**grown**: ${verdict.join("; ")}` : "nothing has grown";
  return `${NAMES[device]}: ${seen.length} rounds in ${seen.at(-1).minute.toFixed(0)} minutes on ${date}, Chromium ${browser}, ${processor}; ${said}.`;
}

function lines(seen) {
  const megabytes = (bytes) => (bytes / 1e6).toFixed(bytes < 1e8 ? 1 : 0);
  const line = (span) => [`${span.from} to ${span.from + SPAN}`, span.rounds, ...["renderer", "engine", "engineUsed", "program", "programUsed", "heap", "gpu"].map((what) => megabytes(span[what])),
    ...["documents", "nodes", "listeners", "workers"].map((what) => span[what])];
  const head = ["minutes", "rounds", "page and worker, MB", "of it the engines' programs", "in use", "the page's program", "in use", "the page's heap", "GPU process, MB", "documents", "nodes", "listeners", "workers"];
  return table(head, spans(seen).map(line));
}
