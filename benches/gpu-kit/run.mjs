// Ten minutes of somebody's GPU: the engine as it ships beside onnxruntime-web and TensorFlow.js, all on Dawn, Chrome's WebGPU.
// Logits are compared before anything is timed. Prints a table and writes it as JSON.
//
//     ./run.sh [--minutes 6] [--out results.json] [--small]
//
// With --small all parts run once, on so little that a GPU made of software can do it: whether they run, and nothing of speed.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { operations } from "../browser/network.mjs";
import { read } from "../browser/weights.mjs";
import { becomeWorker } from "./browser.mjs";
import { directions } from "./conversation.mjs";
import { startEngine } from "./engine.mjs";
import { Budget, measure } from "./measure.mjs";
import { peak } from "./peak.mjs";
import { onnxruntime, tensorflow } from "./peers.mjs";
import { draw } from "./resnet50.mjs";

const KIT = new URL("../", import.meta.url);
/** How far the logits of two programs may be apart: float32 in another order. */
const TOLERANCE = 2e-3;

/**
 * The models, the batches that are timed, steps of PGD, how many frequencies each way SimBA tries in each channel, and by how
 * much the drawn ResNet-50 is narrower than ResNet-50 is.
 */
const WHOLE = { models: ["resnet18-natural", "resnet18-linf-8"], batches: [1, 8, 64], steps: 20, frequencies: 6, narrower: 1 };
const SMALL = { models: ["resnet18-natural"], batches: [1], steps: 1, frequencies: 1, narrower: 16 };

const { values: options } = parseArgs({ options: { minutes: { type: "string", default: "6" }, out: { type: "string", default: "gpu-kit.json" }, small: { type: "boolean", default: false } } });
const { models, batches, steps, frequencies, narrower } = options.small ? SMALL : WHOLE;
const budget = new Budget(Number(options.minutes));
const results = { format: "freqscope-gpu-kit/2", release: await release() };
/** What is at work, should the time be up in the middle of it. */
let current = "start";
setTimeout(() => end(`the time was up while it measured: ${current}`), budget.left());
const server = await serve();
const origin = `http://127.0.0.1:${server.address().port}`;
const gpu = becomeWorker(origin);
await part(results, "card", card);
await part(results, "peak GFLOP/s", () => peak(gpu));
const engine = await startEngine(new URL("dist/", KIT), `${origin}/models/`);
await part(results, "engine", () => engine.device);
if (engine.device.kind !== "gpu") await end("the engine opens no GPU");
const peers = [];
for (const start of [onnxruntime, tensorflow]) await part(results, `${start.name} starts`, async () => void peers.push(await start()));
for (const id of models) await compareModel(id, () => engine.load(id), await readFile(new URL(`models/${id}.safetensors`, KIT)));
const drawn = draw(narrower);
await compareModel("resnet50 of random weights", () => engine.open("resnet50", drawn), drawn);
await part(results, "native", native);
await end("it came to its end");

/** Measures one thing, prints it and adds it to what is known; what fails, or finds no time, is said and the rest goes on. */
async function part(found, name, run) {
  current = name;
  const said = budget.left() > 0 ? await Promise.resolve().then(run).catch((error) => `failed: ${error.message}`) : "skipped: the time was up";
  if (said === undefined) return;
  found[name] = said;
  console.log(`${name}: ${JSON.stringify(said)}`);
}

/** Writes what is known. */
async function end(how) {
  Object.assign(results, { ended: how, minutes: Number(options.minutes) - budget.left() / 60_000 });
  await writeFile(options.out, `${JSON.stringify(results, undefined, 1)}\n`);
  console.log(`${how}; written to ${options.out}`);
  process.exit();
}

/** Compares all programs' logits of a network, and then their times. */
async function compareModel(name, load, file) {
  console.log(`— ${name}`);
  const found = (results[name] = {});
  const network = read(file);
  const [work, loaded] = [operations(network), []];
  let id;
  await part(found, "loads", async () => void (id = await load()));
  if (!id) return;
  for (const peer of peers) await part(found, `${peer.name} loads`, async () => void loaded.push([peer.name, await peer.load(network)]));
  await part(found, "self-test, largest |Δ|, f32", () => selfTest(name, id));
  await part(found, "largest |Δ| of the peers", () => compare(id, network, loaded));
  for (const batch of batches) {
    const images = Array.from({ length: batch }, (_, seed) => image(seed));
    const pixels = normalised(images, network);
    const subjects = [["freqscope", () => engine.logits(id, images).then(() => undefined)]];
    subjects.push(...loaded.map(([peer, { logits }]) => [peer, () => logits(pixels).then(() => undefined)]));
    await part(found, `forward, batch ${batch}, ms`, async () => withSpeed(await measure(subjects, batch * work, budget), (batch * work) / 1e6));
  }
  await part(found, "chart, ms", () => measure([["freqscope", () => engine.chart(id, image(0))]], 64 * work, budget));
  if (models.includes(name)) await attacks(found, id, network, loaded);
}

/** PGD a step, the first step's costs taken off, and SimBA's queries a second. */
async function attacks(found, id, network, loaded) {
  const pixels = normalised([image(0)], network);
  const subjects = [["freqscope", () => difference((steps) => engine.pgd(id, image(0), steps))]];
  for (const [peer, { pgd }] of loaded.filter(([, { pgd }]) => pgd)) subjects.push([peer, () => difference((steps) => pgd(pixels, steps))]);
  // A gradient takes three times what a forward pass does.
  await part(found, "PGD step, one image, ms", () => measure(subjects, 3 * (steps + 2) * operations(network), budget));
  await part(found, "SimBA, queries a second", async () => {
    const refused = budget.refuses("freqscope", 6 * frequencies ** 2 * operations(network));
    if (refused) return `skipped: ${refused}`;
    const start = performance.now();
    const [{ queries }] = await engine.simba(id, [image(0)], directions(frequencies));
    return (1000 * queries) / (performance.now() - start);
  });
}

async function difference(run) {
  const time = async (count) => {
    const start = performance.now();
    await run(count);
    return performance.now() - start;
  };
  const one = await time(1);
  return ((await time(1 + steps)) - one) / steps;
}

/** The largest difference of the engine's logits from those that PyTorch computed, of the manifest's test image. */
async function selfTest(name, id) {
  const manifest = JSON.parse(await readFile(new URL("models/manifest.json", KIT)));
  const golden = manifest.models.find((model) => model.id === name)?.golden;
  if (!golden) return null;
  const ramp = Float32Array.from({ length: 3072 }, (_, i) => ((i * 7919) % 256) / 255);
  return apart(await engine.logits(id, [ramp]), golden.logits);
}

/** The largest differences of the peers' logits from the engine's. Who computes others is not timed. */
async function compare(id, network, loaded) {
  const images = [image(0), image(1)];
  const own = await engine.logits(id, images);
  const found = {};
  const size = Math.max(1, ...own.map(Math.abs));
  for (const entry of [...loaded]) {
    const [peer, { logits }] = entry;
    found[peer] = apart(own, await logits(normalised(images, network)));
    if (found[peer] < TOLERANCE * size) continue;
    loaded.splice(loaded.indexOf(entry), 1);
    found[peer] = `${found[peer]}: these are other logits, so it is not timed`;
  }
  return found;
}

/** The largest difference of two lists. */
function apart(a, b) {
  return Math.max(...Array.from(a, (value, i) => Math.abs(value - b[i])));
}

function image(seed) {
  return Float32Array.from({ length: 3072 }, (_, i) => ((i * 7919 + seed * 104729) % 1000) / 1000);
}

/** One Float32Array of all images, as the peers take them. */
function normalised(images, { mean, std }) {
  const pixel = (value, i) => (value - mean[Math.floor(i / 1024)]) / std[Math.floor(i / 1024)];
  return Float32Array.from(images.flatMap((pixels) => Array.from(pixels, pixel)));
}

/** Adds GFLOP/s and the share of the card's peak; `work` is in GFLOP a thousandth of which a millisecond does at 1 GFLOP/s. */
function withSpeed(rows, work) {
  for (const row of Object.values(rows).filter((row) => row.median)) {
    row["GFLOP/s"] = work / row.median;
    row["share of the peak"] = row["GFLOP/s"] / results["peak GFLOP/s"];
  }
  return rows;
}

/** What the native programs say on Vulkan: the milliseconds of three charts, and our convolutions beside burn's. */
function native() {
  const charts = ["of", "--model", "resnet18-natural", "--image", "samples", "--device", "gpu", "--json"];
  const lab = runNative("lab", charts, (text) => [...text.matchAll(/"milliseconds": ?([\d.]+)/g)].map(([, ms]) => Number(ms)));
  return { "lab, charts, ms": lab, convolutions: runNative("convolutions", [], (text) => text.trim().split("\n")) };
}

function runNative(name, parameters, read) {
  const program = fileURLToPath(new URL(`bin/${name}`, KIT));
  const options = { cwd: fileURLToPath(KIT), encoding: "utf8", timeout: Math.max(1000, Math.ceil(budget.left())), stdio: ["ignore", "pipe", "ignore"] };
  try {
    return read(execFileSync(program, parameters, options));
  } catch (error) {
    return `failed: ${error.message.split("\n")[0]}`;
  }
}

async function card() {
  const adapter = await gpu.requestAdapter();
  assert.ok(adapter, "Dawn finds no adapter: is there a Vulkan driver?");
  const { vendor, architecture, device, description } = adapter.info;
  const limits = {};
  for (const name of ["maxBufferSize", "maxStorageBufferBindingSize", "maxComputeWorkgroupStorageSize", "maxComputeInvocationsPerWorkgroup"]) {
    limits[name] = adapter.limits[name];
  }
  return { vendor, architecture, device, description, features: [...adapter.features].sort(), limits };
}

async function release() {
  return (await readFile(new URL("release.txt", KIT), "utf8")).trim();
}

/** Serves the models, which the engine downloads. */
async function serve() {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, "http://localhost");
    const body = await readFile(new URL(`.${pathname}`, KIT)).catch(() => undefined);
    response.writeHead(body ? 200 : 404).end(body);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
}
