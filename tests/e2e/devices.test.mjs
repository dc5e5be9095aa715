// Browsers that have no GPU to offer, and GPUs that fail or do not answer: the engine computes on the CPU and says why.
import assert from "node:assert/strict";
import { called, inWorker } from "./helpers/gpu.mjs";
import { Machine } from "./helpers/machine.mjs";
import { scenario } from "./helpers/scenario.mjs";

const NEVER = "() => new Promise(() => {})";
const REFUSED = "async () => { throw new DOMException('limit not supported', 'OperationError') }";

const TABLE = [
  {
    name: "no navigator.gpu",
    machine: Machine.withSoftwareGpu,
    overrides: [inWorker("delete WorkerNavigator.prototype.gpu;")],
    reason: /CPU.*this browser has no WebGPU/s,
  },
  {
    name: "a null adapter",
    machine: Machine.withSoftwareGpu,
    overrides: [inWorker("GPU.prototype.requestAdapter = async () => null;")],
    reason: /CPU.*no adapter/s,
  },
  {
    name: "an adapter that fails",
    machine: Machine.withSoftwareGpu,
    overrides: [inWorker("GPU.prototype.requestAdapter = async () => { throw new Error('lost') };")],
    reason: /CPU.*the browser failed to look for one/s,
  },
  {
    name: "an adapter that never answers",
    machine: Machine.withSoftwareGpu,
    overrides: [inWorker(`GPU.prototype.requestAdapter = ${NEVER};`)],
    reason: /CPU.*has not answered/s,
  },
  {
    name: "a device that is refused",
    machine: Machine.withSoftwareGpu,
    overrides: [inWorker(`${called()} GPUAdapter.prototype.requestDevice = ${REFUSED};`)],
    reason: /CPU.*it could not be opened/s,
  },
  {
    name: "a device that never comes",
    machine: Machine.withSoftwareGpu,
    overrides: [inWorker(`${called()} GPUAdapter.prototype.requestDevice = ${NEVER};`)],
    reason: /CPU.*it was to be opened and has not answered/s,
  },
  { name: "a browser without WebGPU", machine: Machine.withoutGpu, overrides: [], reason: /CPU.*no GPU is used because/is },
];

for (const { name, machine, overrides, reason } of TABLE) {
  scenario(`${name}: the CPU is used, and the page says why`, { machine, overrides }, async (app) => {
    await app.device(reason);
    await app.chart();
  });
}

const nullAdapter = { machine: TABLE[1].machine, overrides: TABLE[1].overrides };

scenario("a visitor who asks for a GPU that is not there is told", nullAdapter, async (app) => {
  await app.chart();
  await app.compute("gpu");
  await app.notice(/no GPU is used because/i);
  await app.device(/CPU/);
  await app.chart();
});

/** GPUs that a visitor has asked for, what goes wrong, and the one sentence that says so. */
const CHOSEN = [
  {
    name: "an adapter that never answers",
    line: `GPU.prototype.requestAdapter = ${NEVER};`,
    sentence: "No GPU is used because the browser was asked for one and has not answered.",
  },
  {
    name: "a device that never comes",
    line: `GPUAdapter.prototype.requestDevice = ${NEVER};`,
    sentence: "No GPU is used because it was to be opened and has not answered.",
  },
  {
    name: "a device that is refused",
    line: `GPUAdapter.prototype.requestDevice = ${REFUSED};`,
    sentence: "No GPU is used because it could not be opened.",
  },
  {
    name: "numbers that are never read back",
    line: `GPUBuffer.prototype.mapAsync = ${NEVER};`,
    sentence: "The GPU (WebGPU · google swiftshader) did not give its numbers back, so the CPU took over.",
  },
  {
    name: "no memory",
    line: "GPUDevice.prototype.createBuffer = () => { throw new RangeError('out of memory') };",
    sentence: "The GPU failed twice, so the CPU took over.",
    expected: [/panicked/, /unreachable/, /out of memory/],
  },
];

for (const { name, line, sentence, expected = [] } of CHOSEN) {
  const options = { machine: Machine.withSoftwareGpu, overrides: [inWorker(line)], expected };
  scenario(`a GPU that was asked for, and ${name}: one sentence, and the CPU`, options, async (app) => {
    await app.chart();
    await app.compute("gpu");
    await app.notice(sentence);
    await app.device(/CPU/);
    assert.deepEqual(await app.get("notice").locator("p").allTextContents(), [sentence]);
    await app.chart();
  });
}
