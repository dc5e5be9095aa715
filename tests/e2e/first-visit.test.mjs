// From opening the page to a finished chart, on both devices, with captum's numbers.
import assert from "node:assert/strict";
import { Machine } from "./helpers/machine.mjs";
import { fixtureImage } from "./helpers/files.mjs";
import { entry, fixture } from "./helpers/npy.mjs";
import { assertClose } from "./helpers/numbers.mjs";
import { scenario, screenshot } from "./helpers/scenario.mjs";
import { gate } from "./helpers/server.mjs";

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

/** The part of the page's program that the first chart does not need. */
const REST = /\/page-[^/]*_rest\.wasm$/;
const rests = [gate(REST), gate(REST), gate(REST)];
const [alone, opened, followed] = rests.map((rest) => ({ hash: "", overrides: [rest.override] }));
/** The last that is drawn. */
const foot = (app) => app.page.locator("#method-title");

scenario("the first chart needs only a part of the page, and the rest follows it", alone, async (app) => {
  assert.equal((await app.chart()).scores.length, 63);
  assert.equal(await app.get("article").count(), 0);
  rests[0].open();
  await foot(app).waitFor();
  assert.equal(await app.get("article").locator(".chapters > section").count(), 7);
});

scenario("what is opened before it is there opens as soon as it is", opened, async (app) => {
  await app.get("another-picture").click();
  assert.equal(await app.get("sample").count(), 0);
  rests[1].open();
  await app.get("sample").last().waitFor();
});

scenario("a link to a part that is not there yet leads there", followed, async (app) => {
  await app.page.getByRole("navigation").getByRole("link", { name: "Lessons" }).click();
  rests[2].open();
  await app.page.locator("#lessons-title:focus").waitFor();
});

let isBroken = true;
const broken = { hash: "", overrides: [[REST, (body) => (isBroken ? undefined : body)]], expected: [/404/] };

scenario("a part that the server lacks is told of, and asked for again", broken, async (app) => {
  await app.chart();
  const told = app.get("rest-missing");
  await told.filter({ hasText: /no page-.*_rest\.wasm: it answered 404/ }).waitFor();
  isBroken = false;
  await told.getByRole("button").click();
  await foot(app).waitFor();
});

scenario("nothing moves while a first visit is drawn", { hash: "" }, async (app) => {
  await app.swept();
  await foot(app).waitFor();
  const shift = await app.page.evaluate(() => new Promise((resolve) => {
    new PerformanceObserver((list) => resolve(list.getEntries().reduce((sum, { value }) => sum + value, 0))).observe({ type: "layout-shift", buffered: true });
    setTimeout(() => resolve(0), 1000);
  }));
  assert.ok(shift < 0.02, `layout shift: ${shift}`);
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
