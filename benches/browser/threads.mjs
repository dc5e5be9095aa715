// node threads.mjs [--threads 2] [--model resnet18-natural] [--rounds 15] [--site dist]: a chart by an engine of one thread and by one of several, in
// turns in one page of the built site, with all logits compared first. Prints the median of each, the ratio and the memory of each thread.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { cpus, loadavg } from "node:os";
import { parseArgs } from "node:util";
import { chromium } from "../../tests/e2e/node_modules/playwright-core/index.mjs";
import { Machine } from "../../tests/e2e/helpers/machine.mjs";
import { serve } from "../../tests/e2e/helpers/server.mjs";
import { spread } from "../store.mjs";

const WARM = 3;
const { values } = parseArgs({ options: { threads: { type: "string", default: "2" }, model: { type: "string", default: "resnet18-natural" }, rounds: { type: "string", default: "15" }, site: { type: "string" } } });
const [threads, rounds] = [Number(values.threads), Number(values.rounds)];

/** Lets each thread tell how large its memory is. */
const telling = (body) => `${body}`.replace(
  "await wasm_bindgen({ module",
  `setInterval(() => new BroadcastChannel("memory").postMessage([self.id ??= Math.random(), self.exports?.memory.buffer.byteLength]), 1000);
  self.exports = await wasm_bindgen({ module`,
);

/** In the page: an engine with so many threads, as a function from an image to its report. */
async function engine(threads, model) {
  const worker = new Worker("engine.js", { name: "cpu" });
  const heard = [];
  const next = (matches) => new Promise((resolve) => heard.push((told) => matches(told) && resolve(told)));
  worker.onmessage = ({ data }) => {
    if (data?.failed) throw new Error(data.failed);
    if (typeof data === "string") heard.forEach((hear) => hear(JSON.parse(data)));
  };
  const order = (order) => worker.postMessage(JSON.stringify(order));
  await new Promise((resolve) => worker.addEventListener("message", ({ data }) => data instanceof Uint8Array && resolve()));
  const loaded = next(({ type }) => type === "loaded");
  order({ do: "start", device: "Cpu", models: new URL("models/", location.href).href });
  order({ do: "load", model });
  await loaded;
  let job = 0;
  const chart = async (image) => {
    const id = (job += 1);
    const answered = next((told) => told.job === id && told.type !== "progress");
    const start = performance.now();
    order({ do: "occlude", job: id, model, image });
    const { answer, message } = await answered;
    if (message) throw new Error(message);
    return { ...answer, milliseconds: answer.milliseconds, whole: performance.now() - start };
  };
  if (threads === 1) return chart;
  await chart(Array(3072).fill(0.5));
  const computing = next((told) => told.type === "threads" && told.count === threads);
  order({ do: "threads", count: threads });
  await computing;
  return chart;
}

function prepare([threads, model, source]) {
  const make = new Function(`return ${source}`)();
  const sizes = (globalThis.sizes = {});
  new BroadcastChannel("memory").onmessage = ({ data: [id, bytes] }) => (sizes[id] = bytes);
  return Promise.all([make(1, model), make(threads, model)]).then((engines) => (globalThis.engines = engines));
}

/** Milliseconds of one chart by each, of the same image. */
async function round(seed) {
  const image = Array.from({ length: 3072 }, (_, i) => ((i * seed) % 256) / 255);
  const reports = [];
  for (const chart of globalThis.engines) reports.push(await chart(image));
  const texts = reports.map(({ logits, ablated, scores }) => JSON.stringify({ logits, ablated, scores }));
  return { times: reports.map(({ milliseconds }) => milliseconds), same: texts[0] === texts[1] };
}

const blank = [/^\/blank\.html$/, () => "<!doctype html><title>Threads</title>"];
const server = await serve([blank, [/^\/engine\.js$/, telling]], values.site);
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || "/usr/bin/chromium", args: Machine.withoutGpu });
const page = await browser.newPage();
page.setDefaultTimeout(300_000);
page.on("pageerror", (error) => console.error(error));
await page.goto(`${server.origin}/blank.html`);
await page.evaluate(prepare, [threads, values.model, engine.toString()]).then(() => undefined);
const found = [[], []];
const before = loadavg()[0];
for (let i = -WARM; i < rounds; i += 1) {
  const { times, same } = await page.evaluate(round, 7919 + 2 * (i + WARM));
  assert.ok(same, "the number of threads changes a result");
  if (i >= 0) times.forEach((time, at) => found[at].push(time));
}
const [one, several] = found.map(spread);
const ratios = spread(found[0].map((time, i) => time / found[1][i]));
const sizes = Object.values(await page.evaluate(() => globalThis.sizes)).map((bytes) => `${Math.round(bytes / 2 ** 20)} MiB`);
const weights = (await readFile(new URL(`../../models/${values.model}.safetensors`, import.meta.url))).length;
console.log(`${cpus()[0].model}, ${cpus().length} cores, load ${before.toFixed(1)} before; ${values.model} (${weights} bytes), ${rounds} rounds`);
console.log(`1 thread: ${one.median.toFixed(0)} ms (${one.fastest.toFixed(0)} to ${one.slowest.toFixed(0)})`);
console.log(`${threads} threads: ${several.median.toFixed(0)} ms (${several.fastest.toFixed(0)} to ${several.slowest.toFixed(0)})`);
console.log(`ratio of medians ${(one.median / several.median).toFixed(2)}, median of ratios ${ratios.median.toFixed(2)}, memory: ${sizes.join(", ")}`);
await browser.close();
server.close();
