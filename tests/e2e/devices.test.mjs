// Browsers that have no GPU to offer: the engine computes on the CPU and says why.
import { Machine } from "./helpers/machine.mjs";
import { scenario } from "./helpers/scenario.mjs";

/** Runs a line in the worker before the engine does. */
const inWorker = (line) => [/\/engine\.js$/, (body) => `${line}\n${body}`];

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
