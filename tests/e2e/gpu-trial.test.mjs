// A GPU that the browser offers: the first chart is the CPU's, the GPU is timed beside it, and the faster one stays.
import assert from "node:assert/strict";
import { engines } from "./helpers/app.mjs";
import { fixtureImage } from "./helpers/files.mjs";
import { called, inWorker } from "./helpers/gpu.mjs";
import { Machine } from "./helpers/machine.mjs";
import { SHIPPED } from "./helpers/models.mjs";
import { entry, fixture } from "./helpers/npy.mjs";
import { assertClose } from "./helpers/numbers.mjs";
import { scenario, screenshot } from "./helpers/scenario.mjs";
import { withSmall } from "./helpers/small.mjs";

const logits = await fixture("networks/resnet50_logits.npy");

/** What the browser calls its GPU. */
let adapter = "one";

const gpu = { machine: Machine.withSoftwareGpu, overrides: [...(await withSmall(SHIPPED)), inWorker(() => called(adapter))] };

/** A new visit, up to its first chart, which is the CPU's. */
async function visit(app) {
  await app.page.reload();
  await app.chart();
  assert.equal(await app.get("device-word").textContent(), "CPU");
}

const known = (app) => app.page.evaluate(() => JSON.parse(localStorage.getItem("freqscope.times")));

/** The next visit believes that a chart takes the GPU so many milliseconds. */
const believe = (app, milliseconds) =>
  app.page.evaluate((gpu) => {
    const times = JSON.parse(localStorage.getItem("freqscope.times"));
    localStorage.setItem("freqscope.times", JSON.stringify({ ...times, times: { ...times.times, gpu } }));
  }, milliseconds);

scenario("a GPU is timed beside the CPU, what was measured is kept, and the faster of the two stays", gpu, async (app) => {
  await app.chart();
  await app.device(/CPU.*The GPU \(acme one\) is opened and timed beside it/s);
  await app.device(/WebGPU · acme one: [\d.]+ ms a chart; CPU: [\d.]+ ms/);
  const { surroundings, times } = await known(app);
  assert.equal(surroundings.adapter, "acme one");
  assert.ok(times.cpu > 0 && times.gpu > 0);
  assert.equal(await app.get("device-word").textContent(), times.gpu < times.cpu ? "GPU" : "CPU");
  await screenshot(app.page, "a GPU beside the CPU");

  await believe(app, 98_765);
  await visit(app);
  await app.device(/CPU.*WebGPU · acme one: 98765 ms a chart; CPU: [\d.]+ ms/s);
  assert.equal((await engines(app.page)).length, 1, "what is known is not measured again");

  adapter = "two";
  await visit(app);
  await app.device(/The GPU \(acme two\) is opened and timed beside it/);

  adapter = "one";
  await believe(app, 0.5);
  await visit(app);
  await app.device(/GPU · WebGPU · acme one.*WebGPU · acme one: 0\.5 ms a chart; CPU: [\d.]+ ms/s);
  const before = await app.chart();
  await app.upload(fixtureImage(0));
  await app.chart(before);
  assertClose((await app.logits()).before, entry(logits, 0), "logits of image 0");
});
