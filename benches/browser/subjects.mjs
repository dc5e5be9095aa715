// What is measured in Chromium: freqscope's page, its engine without the page, and the peers. Each knows its `name` and `threads`, the
// `logits` of its first images, and what can be timed of it, by name: milliseconds of a chart or of 64 passes, of an input gradient of
// an image, or of a query of SimBA.
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { directions } from "../gpu-kit/conversation.mjs";

const TFJS = "/node_modules/@tensorflow";
const FOLDER = fileURLToPath(new URL("../../www/samples", import.meta.url));

/** The page's samples; the first is the one that the page is asked about. */
export const SAMPLES = ["cat-0.png", ...readdirSync(FOLDER).filter((file) => file.endsWith(".png") && file !== "cat-0.png").sort()];
const [SAMPLE, OTHER] = ["cat-0.png", "dog-12.png"];
/** The network that the page opens. */
export const MODEL = "resnet18-natural";
/** Images whose logits are compared. */
export const COMPARED = 8;
/** Images whose gradient TensorFlow.js is asked for at once. */
const TOGETHER = 8;
/** SimBA as it is measured: of one image, and of many. */
const [ONE, MANY] = [{ frequencies: 8, epsilon: 0.2 }, { frequencies: 2, epsilon: 0.2 }];

/** freqscope's own page: from a click on a sample to its finished chart. */
export async function clicks(page, origin, device) {
  // By hand: left to itself the page begins on the CPU, and a GPU made of software is not tried.
  const choice = JSON.stringify({ cpu: "Cpu", gpu: "Gpu" }[device]);
  await page.addInitScript((choice) => localStorage.setItem("freqscope.device", choice), choice);
  // One thread, as the peers have.
  await page.goto(`${origin}/?threads=1#v1/beside=none`);
  await page.locator("[data-testid=answer][data-state=ready]").waitFor();
  const where = await page.getByTestId("device").locator(".device-name").textContent();
  assert.ok(device === "cpu" || /^GPU/.test(where), `freqscope computes on ${await page.getByTestId("device").textContent()}`);
  const logits = async () => {
    await clicked(page, OTHER);
    await clicked(page, SAMPLE);
    return page.getByTestId("logit").evaluateAll((rows) => rows.map((row) => Number(row.dataset.before)));
  };
  const chart = async () => {
    // A picture that is shown already is not computed again.
    await clicked(page, OTHER);
    return clicked(page, SAMPLE);
  };
  return { name: "freqscope’s page", threads: 1, where, logits, times: { "chart, from click to drawing": chart } };
}

/** Milliseconds until the chart of a sample is finished. */
function clicked(page, file) {
  return page.evaluate(async (file) => {
    const state = () => document.querySelector("[data-testid=of-chart]").dataset.state;
    const start = performance.now();
    document.querySelector(`[data-testid=sample][data-file="${file}"]`).click();
    await new Promise((resolve) => {
      let began = false;
      const look = () => {
        began ||= state() !== "done";
        if (began && state() === "done") resolve(observer.disconnect());
      };
      const observer = new MutationObserver(look);
      observer.observe(document.body, { subtree: true, childList: true, attributeFilter: ["data-state"] });
    });
    return performance.now() - start;
  }, file);
}

/** The engine's worker without the page. */
export async function engine(page, origin, { model, threads }) {
  const subject = await worker(page, origin, "freqscope", "/engine.js", { model, threads });
  const chart = () => subject.ask("chart", 1);
  if (threads > 1) return { ...subject, times: { chart } };
  const attacks = { "input gradient": () => gradient(subject, 1), "SimBA, one image": () => perQuery(subject.one()) };
  return { ...subject, times: { chart, ...passes(subject), ...attacks } };
}

/** The same with the program for browsers without relaxed SIMD. */
export async function plainEngine(page, origin, { model }) {
  const subject = await worker(page, origin, "freqscope without relaxed SIMD", "/engine-plain.js", { model, threads: 1 });
  return { ...subject, times: { chart: () => subject.ask("chart", 1), ...passes(subject) } };
}

async function worker(page, origin, name, script, options) {
  const paths = SAMPLES.map((file) => `/samples/${file}`);
  await page.goto(`${origin}/bench/browser/peer.html`);
  return opened(page, { name, threads: options.threads }, "./worker-engine.mjs", [script, options, paths]);
}

export const litert = (page, origin, options) => peer(page, origin, "LiteRT.js", "./litert.mjs", options);

export async function onnxruntime(page, origin, options) {
  const subject = await peer(page, origin, "onnxruntime-web", "./onnxruntime.mjs", options);
  if (options.threads === 1) subject.times["SimBA, one image"] = () => perQuery(subject.one());
  return subject;
}

export async function tensorflow(page, origin, options) {
  const backend = options.device === "gpu" ? "webgpu" : "wasm";
  const scripts = [`${TFJS}/tfjs/dist/tf.min.js`, `${TFJS}/tfjs-backend-${backend}/dist/tf-backend-${backend}.min.js`];
  const subject = await peer(page, origin, "TensorFlow.js", "./tensorflow.mjs", options, scripts);
  if (options.threads === 1 && options.device === "cpu") subject.times["input gradient"] = () => gradient(subject, TOGETHER);
  return subject;
}

async function peer(page, origin, name, module, options, scripts = []) {
  await page.goto(`${origin}/peer.html`);
  for (const url of scripts) await page.addScriptTag({ url });
  const subject = await opened(page, { name, threads: options.threads }, "./peer.mjs", [module, options, SAMPLES.map((file) => `/samples/${file}`)]);
  const { "64 passes, 1 at once": single, ...several } = passes(subject);
  return { ...subject, times: options.threads === 1 && options.device === "cpu" ? { "64 passes, 1 at once": single, ...several } : several };
}

/** A subject that a module of this folder starts in a page, with `ask` for what it can be asked there. */
async function opened(page, subject, module, parameters) {
  await page.evaluate(async ([module, parameters]) => {
    const { start } = await import(module);
    window.subject = await start(...parameters);
  }, [module, parameters]);
  const ask = (question, ...parameters) => page.evaluate(([question, parameters]) => window.subject[question](...parameters), [question, parameters]);
  const walks = (first, end, { frequencies, epsilon }) => ask("simba", first, end, directions(frequencies), epsilon);
  const one = () => walks(0, 1, ONE);
  return { ...subject, ask, one, many: (first, end) => walks(first, end, MANY), logits: () => ask("logits", COMPARED) };
}

function passes({ ask }) {
  return Object.fromEntries([1, 8, 64].map((batch) => [`64 passes, ${batch} at once`, () => ask("forward", batch)]));
}

/** One input gradient of an image, `batch` of them at once: a step of PGD, the first step’s costs taken off. */
async function gradient({ ask }, batch) {
  const steps = TOGETHER / batch;
  const first = await ask("steps", batch, 1);
  return ((await ask("steps", batch, 1 + steps)) - first) / TOGETHER;
}

async function perQuery(walks) {
  const { milliseconds, found } = await walks;
  return milliseconds / found.reduce((sum, { queries }) => sum + queries, 0);
}
