// What the pages of the subjects are served from: freqscope's site with the scripts of this folder beside it, and the peers, twice:
// with the headers that let a page share memory between threads, which no page of GitHub's has, and without.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { serve } from "../../tests/e2e/helpers/server.mjs";
import { encode as onnx } from "./onnx.mjs";
import { SAMPLES } from "./subjects.mjs";
import { encode as tflite } from "./tflite.mjs";
import { read } from "./weights.mjs";

const ROOT = new URL("../../", import.meta.url);
const SCRIPTS = [
  ...["peer.html", "worker-engine.mjs", "pictures.mjs", "timing.mjs"].map((file) => `browser/${file}`),
  ...["conversation.mjs", "postcard.mjs"].map((file) => `gpu-kit/${file}`),
];
const BATCHES = [1, 8, 64];
const CHOICE = "WebAssembly.validate(MULTIPLY_ADD)";

/** Starts them; addresses, and `close`. */
export async function start(models) {
  const folder = fileURLToPath(new URL(".", import.meta.url));
  const overrides = [...(await samples()), ...(await Promise.all(models.map(networks))).flat()];
  const isolating = (_, headers) => ({ ...headers, "cross-origin-opener-policy": "same-origin", "cross-origin-embedder-policy": "require-corp" });
  const servers = await Promise.all([serve(await ownScripts()), serve(overrides, folder), serve(overrides, folder, isolating)]);
  const [own, peers, isolated] = servers.map(({ origin }) => origin);
  return { own, peers, isolated, close: () => servers.forEach((server) => server.close()) };
}

const exactly = (path, body) => [new RegExp(`^${path.replaceAll(".", "\\.")}$`), body];

async function ownScripts() {
  const scripts = await Promise.all(SCRIPTS.map(async (path) => [path, await readFile(new URL(`benches/${path}`, ROOT))]));
  const script = await readFile(new URL("dist/engine.js", ROOT), "utf8");
  assert.ok(script.includes(CHOICE), "engine.js chooses its program in another way: change CHOICE");
  const plain = exactly("/engine-plain.js", () => script.replace(CHOICE, "false"));
  return [plain, ...scripts.map(([path, body]) => exactly(`/bench/${path}`, () => body))];
}

async function samples() {
  const files = SAMPLES.map(async (file) => [file, await readFile(new URL(`www/samples/${file}`, ROOT))]);
  return (await Promise.all(files)).map(([file, body]) => exactly(`/samples/${file}`, () => body));
}

/** A model as each peer reads it. */
async function networks(model) {
  const weights = await readFile(new URL(`models/${model}.safetensors`, ROOT));
  const network = read(weights);
  const graph = onnx(network);
  const files = BATCHES.map((batch) => exactly(`/${model}-${batch}.tflite`, () => tflite(network, batch)));
  return [exactly(`/${model}.safetensors`, () => weights), exactly(`/${model}.onnx`, () => graph), ...files];
}
