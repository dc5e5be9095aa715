// Measures Occluded Frequency (64 forward passes of the natural ResNet-18) in Chromium beside the same passes in
// onnxruntime-web and TensorFlow.js, on one thread or, with --gpu, on WebGPU. Writes benches/results.json and the table of
// docs/benchmarks.md, unless it is told that the page is a --quick build, which is not what ships.
//
//     cargo xtask bench
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { cpus } from "node:os";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { chromium } from "playwright-core";
import { Machine } from "../../tests/e2e/helpers/machine.mjs";
import { serve } from "../../tests/e2e/helpers/server.mjs";
import { keep, spread, write } from "../store.mjs";
import { encode } from "./onnx.mjs";
import { MODEL, SAMPLE, freqscope, onnxruntime, tensorflow } from "./subjects.mjs";
import { read } from "./weights.mjs";

const ROOT = new URL("../../", import.meta.url);
const WARM = 2;
/** How far the logits of two programs may be apart: float32 in another order. */
const TOLERANCE = 2e-3;

async function main() {
  const { values } = parseArgs({ options: { gpu: { type: "boolean" }, quick: { type: "boolean" }, rounds: { type: "string", default: "11" } } });
  const device = values.gpu ? "gpu" : "cpu";
  const servers = await Promise.all([serve(), serve(await files(), fileURLToPath(new URL(".", import.meta.url)))]);
  const args = device === "gpu" ? Machine.withGpu : Machine.withoutGpu;
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || "/usr/bin/chromium", args });
  try {
    const [own, peers] = servers.map((server) => server.origin);
    const page = async (open, origin) => open(await browser.newPage(), origin, device);
    const subjects = [await page(freqscope, own), await page(onnxruntime, peers), await page(tensorflow, peers)];
    await compare(subjects);
    const rows = summary(await measure(subjects, Number(values.rounds)));
    const measured = { browser: `Chromium ${browser.version()}`, processor: cpus()[0].model, where: device === "gpu" ? subjects[0].where : "one thread", rows };
    console.log(table(measured));
    if (!values.quick) await store(device, measured);
  } finally {
    await browser.close();
    servers.forEach((server) => server.close());
  }
}

/** What the server of the peers has beside this folder. */
async function files() {
  const weights = await readFile(new URL(`models/${MODEL}.safetensors`, ROOT));
  const network = encode(read(weights));
  const sample = await readFile(new URL(`www/samples/${SAMPLE}`, ROOT));
  const file = (pattern, body) => [pattern, () => body];
  return [file(/^\/network\.safetensors$/, weights), file(/^\/network\.onnx$/, network), file(/^\/sample\.png$/, sample)];
}

/** Fails unless all compute the same logits. */
async function compare(subjects) {
  const [own, ...others] = await Promise.all(subjects.map((subject) => subject.logits()));
  for (const [i, logits] of others.entries()) {
    const apart = Math.max(...logits.map((value, k) => Math.abs(value - own[k])));
    assert.ok(apart < TOLERANCE, `${subjects[i + 1].name} computes other logits: ${logits}, not ${own}`);
  }
}

/** Milliseconds by name; the subjects take turns, so that a disturbance meets all of them. */
async function measure(subjects, rounds) {
  const found = {};
  for (let round = -WARM; round < rounds; round++) {
    for (const subject of subjects) {
      for (const [way, time] of Object.entries(await subject.times())) {
        if (round >= 0) (found[subject.name + way] ??= []).push(time);
      }
    }
    process.stdout.write(`\rround ${Math.max(round + 1, 0)} of ${rounds} `);
  }
  console.log();
  return found;
}

/** Median, fastest and slowest, and the median over freqscope's. */
function summary(found) {
  const rows = Object.entries(found).map(([name, times]) => ({ name, ...spread(times) }));
  return rows.map((row) => ({ ...row, ratio: row.median / rows[0].median }));
}

async function store(device, measured) {
  const all = await keep(device, measured);
  await write("benches/browser/run.mjs", ["cpu", "gpu"].filter((name) => all[name]).map((name) => table(all[name])).join("\n\n"));
}

function table({ browser, processor, where, rows }) {
  const whole = (time) => time.toFixed(0);
  const line = ({ name, median, fastest, slowest, ratio }) =>
    `| ${name} | ${whole(median)} ms | ${whole(fastest)} to ${whole(slowest)} ms | ${ratio.toFixed(2)} |`;
  return [
    `${browser}, ${processor}, ${where}, ${rows[0].rounds} rounds:`,
    "",
    "| | median | fastest to slowest | over freqscope |",
    "| --- | --- | --- | --- |",
    ...rows.map(line),
  ].join("\n");
}

await main();
