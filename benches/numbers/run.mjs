// How far every machine's numbers are from PyTorch's: natively with the vectors that the processor has and with fewer, in browsers with
// the programs that ship, on GPUs made of software. Writes the table of docs/RELIABILITY.md.
//
//     node benches/numbers/run.mjs [--lab target/release/lab] [--only PART-OF-A-NAME,...]
//
// It wants dist/ and `lab` built, Chromium, and whatever else there is of qemu-x86_64 and gdb, lavapipe, Firefox and WebKitGTK.
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { keep, report, table } from "../store.mjs";
import { LARGEST, differences, selfTest } from "./fixtures.mjs";
import { machines } from "./machines.mjs";

const LAB = fileURLToPath(new URL("../../target/release/lab", import.meta.url));
const { values: options } = parseArgs({ options: { lab: { type: "string", default: LAB }, only: { type: "string", default: "" } } });

async function measure({ counts, start }) {
  let found;
  await start(async (machine, on) => {
    const { ids, ...images } = counts;
    const begin = performance.now();
    found = { on, date: new Date().toISOString().slice(0, 10), images, test: await selfTest(machine, ids), ...(await differences(machine, counts)) };
    found.seconds = Math.round((performance.now() - begin) / 1000);
  });
  return found;
}

const all = machines(options.lab);
let kept = await keep("numbers", (before) => before ?? {});
for (const [name, machine] of Object.entries(all)) {
  if (!options.only.split(",").some((part) => name.includes(part))) continue;
  if (machine.missing) {
    console.log(`${name}: left out: ${machine.missing}`);
    continue;
  }
  const found = await measure(machine).catch(({ message }) => console.log(`${name}: failed: ${message}`));
  if (!found) {
    process.exitCode = 1;
    continue;
  }
  console.log(`${name}: ${JSON.stringify(found)}`);
  kept = await keep("numbers", (before) => ({ ...before, [name]: found }));
}
/** In the order above, and behind them those that are known from elsewhere. */
const names = new Set([...Object.keys(all), ...Object.keys(kept.numbers)]);
await report("benches/numbers/run.mjs", text([...names].filter((name) => kept.numbers[name]).map((name) => [name, kept.numbers[name]])));

function text(known) {
  const small = (value) => value.toExponential(1);
  const cell = (found, what) => `${small(found[what])} (${found.images[what]})`;
  const test = ({ difference, share, networks }) => `${small(difference)}, ${(100 * share).toFixed(1)} % (${networks})`;
  const line = ([name, found]) => [name, found.on, ...["logits", "scores", "gradients"].map((what) => cell(found, what)), test(found.test), found.date];
  const head = ["machine", "on", "logits", "scores", "gradients", "self-test (networks)", "measured on"];
  return [table(head, known.map(line)), summary(known.map(([, { test }]) => test.share))].join("\n\n");
}

function summary(shares) {
  const largest = Object.entries(LARGEST).map(([what, value]) => `${what} ${value.toPrecision(2)}`).join(", ");
  const most = Math.max(...shares);
  return `The largest of PyTorch's numbers: ${largest}. At most ${(100 * most).toFixed(1)} % of what the self-test lets pass is taken: its tolerance is ${(1 / most).toFixed(0)} times the largest difference.`;
}
