// Ten minutes of somebody's GPU: the engine as it ships beside onnxruntime-web and TensorFlow.js, all on Dawn, Chrome's WebGPU.
// Logits are compared before anything is timed. Prints a table and writes it as JSON.
//
//     ./run.sh [--minutes 6] [--out results.json]
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { forward } from "../browser/network.mjs";
import { read } from "../browser/weights.mjs";
import { becomeWorker } from "./browser.mjs";
import { Engine } from "./engine.mjs";
import { Budget, measure } from "./measure.mjs";
import { peak } from "./peak.mjs";
import { onnxruntime, tensorflow } from "./peers.mjs";
import { draw } from "./resnet50.mjs";

const KIT = new URL("../", import.meta.url);
const MODELS = ["resnet18-natural", "resnet18-linf-8"];
const BATCHES = [1, 8, 64];
/** How far the logits of two programs may be apart: float32 in another order. */
const TOLERANCE = 2e-3;
const STEPS = 20;

const { values: options } = parseArgs({ options: { minutes: { type: "string", default: "6" }, out: { type: "string", default: "gpu-kit.json" } } });
const budget = new Budget(Number(options.minutes));
const server = await serve();
const origin = `http://127.0.0.1:${server.address().port}`;
const gpu = becomeWorker(origin);
const results = { format: "freqscope-gpu-kit/1", release: await release(), card: await card() };
console.log(`card: ${JSON.stringify(results.card)}`);
say("peak GFLOP/s", await peak(gpu));
const engine = await Engine.start(new URL("dist/", KIT), `${origin}/models/`);
say("engine", engine.device);
assert.equal(engine.device.kind, "gpu", engine.device.reason);
const peers = [await onnxruntime(), await tensorflow()];
for (const id of MODELS) await compareModel(id, await engine.load(id), await readFile(new URL(`models/${id}.safetensors`, KIT)));
const drawn = draw();
await compareModel("resnet50 of random weights", await engine.open("resnet50", drawn), drawn);
say("native", native());
say("minutes", Number(options.minutes) - budget.left() / 60_000);
await writeFile(options.out, `${JSON.stringify(results, undefined, 1)}\n`);
console.log(`written to ${options.out}`);
process.exit();

function say(key, value) {
  results[key] = value;
  console.log(`${key}: ${JSON.stringify(value)}`);
}

/** Compares all programs' logits of a network, and then their times. */
async function compareModel(name, id, file) {
  const network = read(file);
  const loaded = [];
  for (const peer of peers) loaded.push([peer.name, await peer.load(network)]);
  const found = {};
  found["self-test, largest |Δ|, f32"] = await selfTest(name, id);
  found["largest |Δ| of the peers"] = await compare(id, network, loaded);
  for (const batch of BATCHES) {
    const images = Array.from({ length: batch }, (_, seed) => image(seed));
    const pixels = normalised(images, network);
    const subjects = [["freqscope", () => engine.logits(id, images).then(() => undefined)]];
    subjects.push(...loaded.map(([peer, { logits }]) => [peer, () => logits(pixels).then(() => undefined)]));
    found[`forward, batch ${batch}, ms`] = withSpeed(await measure(subjects, budget), (batch * flops(network)) / 1e6);
  }
  found["chart, ms"] = await measure([["freqscope", () => engine.chart(id, image(0))]], budget);
  if (MODELS.includes(name)) await attacks(found, id, network, loaded);
  say(name, found);
}

/** PGD a step, the first step's costs taken off, and SimBA's queries a second. */
async function attacks(found, id, network, loaded) {
  const pixels = normalised([image(0)], network);
  const subjects = [["freqscope", () => difference((steps) => engine.pgd(id, image(0), steps))]];
  for (const [peer, { pgd }] of loaded.filter(([, { pgd }]) => pgd)) subjects.push([peer, () => difference((steps) => pgd(pixels, steps))]);
  found["PGD step, one image, ms"] = await measure(subjects, budget);
  if (budget.left() < 0) return;
  const start = performance.now();
  const { queries } = await engine.simba(id, image(0), 6);
  found["SimBA, queries a second"] = (1000 * queries) / (performance.now() - start);
}

async function difference(run) {
  const time = async (steps) => {
    const start = performance.now();
    await run(steps);
    return performance.now() - start;
  };
  const one = await time(1);
  return ((await time(1 + STEPS)) - one) / STEPS;
}

/** The largest difference of the engine's logits from those that PyTorch computed, of the manifest's test image. */
async function selfTest(name, id) {
  const manifest = JSON.parse(await readFile(new URL("models/manifest.json", KIT)));
  const golden = manifest.models.find((model) => model.id === name)?.golden;
  if (!golden) return null;
  const ramp = Float32Array.from({ length: 3072 }, (_, i) => ((i * 7919) % 256) / 255);
  return apart(await engine.logits(id, [ramp]), golden.logits);
}

async function compare(id, network, loaded) {
  const images = [image(0), image(1)];
  const own = await engine.logits(id, images);
  const found = {};
  for (const [peer, { logits }] of loaded) {
    found[peer] = apart(own, await logits(normalised(images, network)));
    const size = Math.max(1, ...own.map(Math.abs));
    assert.ok(found[peer] < TOLERANCE * size, `${peer} computes other logits`);
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

/** Operations of one image, a multiply-add being two. */
function flops(network) {
  let sum = 0;
  const count = (layer, side) => {
    sum += 2 * side * side * network.layers[layer].shape.reduce((product, length) => product * length, 1);
    return side;
  };
  forward(network, 32, {
    convolution: (layer, side, { stride }) => count(layer, side / stride),
    add: (side) => side,
    head: (layer) => count(layer, 1),
  });
  return sum;
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
  const options = { cwd: fileURLToPath(KIT), encoding: "utf8", timeout: Math.max(1000, budget.left()), stdio: ["ignore", "pipe", "ignore"] };
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
