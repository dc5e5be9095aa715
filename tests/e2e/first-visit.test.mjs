// From opening the page to a finished chart, on both devices, with captum's numbers.
import assert from "node:assert/strict";
import { Machine } from "./helpers/machine.mjs";
import { fixtureImage } from "./helpers/files.mjs";
import { entry, fixture } from "./helpers/npy.mjs";
import { assertClose } from "./helpers/numbers.mjs";
import { scenario, screenshot } from "./helpers/scenario.mjs";

const logits = await fixture("logits.npy");
const scores = await fixture("of_scores.npy");

/** Uploads a fixture image, and compares logits, scores and the three highest bands. */
async function assertFixture(app, index, before) {
  await app.upload(fixtureImage(index));
  const chart = await app.chart(before);
  assertClose(chart.scores, entry(scores, index), `scores of image ${index}`);
  assertClose((await app.logits()).before, entry(logits, index), `logits of image ${index}`);
  await app.open("extremes");
  await assertHighest(app, chart.scores);
  await app.open("bands");
  return chart;
}

async function assertHighest(app, scores) {
  const highest = scores.map((_, band) => band).sort((a, b) => scores[b] - scores[a]).slice(0, 3);
  const shown = await app.get("top-band").evaluateAll((cards) => cards.map((card) => Number(card.dataset.band)));
  assert.deepEqual(shown, highest);
}

scenario("a first visit ends in a chart on the CPU, with captum's scores", {}, async (app) => {
  let chart = await app.chart();
  assert.equal(chart.class, await app.get("prediction").getAttribute("data-class"));
  await app.device(/CPU/);
  await screenshot(app.page, "desktop");
  for (const index of [0, 1, 2]) chart = await assertFixture(app, index, chart);
});

const gpu = { machine: Machine.withSoftwareGpu, timeout: 600_000 };

scenario("a visitor who asks for the GPU gets captum's scores from WebGPU", gpu, async (app) => {
  await app.upload(fixtureImage(3));
  await app.compute("gpu");
  await app.device(/WebGPU/);
  const chart = await app.chart();
  assertClose(chart.scores, entry(scores, 3), "scores of image 3");
  assertClose((await app.logits()).before, entry(logits, 3), "logits of image 3");
});
