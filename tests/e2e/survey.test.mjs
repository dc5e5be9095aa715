// Fig. 1 on the page: the mean over the samples grows, beside the stored curve.
import assert from "node:assert/strict";
import { start, state } from "./helpers/attack.mjs";
import { assertWhole } from "./helpers/layout.mjs";
import { SHIPPED } from "./helpers/models.mjs";
import { assertClose } from "./helpers/numbers.mjs";
import { scenario } from "./helpers/scenario.mjs";

const BANDS = 63;
const CLASSES = ["airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"];

const group = (n, mean) => ({
  n,
  exact: n,
  mean: Array(BANDS).fill(mean),
  standard_error: Array(BANDS).fill(0.01),
  low_share: { mean: 0.5, standard_error: 0.01 },
});

const PROFILE = {
  format: "freqscope-profile/2",
  question: {
    version: "0.1.0",
    model: { id: SHIPPED, sha256: "ab" },
    data: { images: 10000, images_sha256: "cd", labels_sha256: "ef" },
    interest: "predicted",
    baseline: { fill: "zero", zero: "pixels", clip: false },
    partition: "diagonal",
    estimator: "exact",
  },
  all: group(10000, 0.25),
  classes: CLASSES.map((name, i) => ({ class: name, ...group(1000, i / 10) })),
};

/** Answers each question for the stored curve with what `profile` gives; nothing is a missing file. */
const serving = (profile) => [[new RegExp(`/results/of-${SHIPPED}\\.json$`), () => JSON.stringify(profile())]];
const overrides = serving(() => PROFILE);

/** Waits until so many images are measured. */
async function measured(app, count) {
  const there = (count) => Number(document.querySelector("[data-testid=survey-words]").dataset.done) >= count;
  await app.page.waitForFunction(there, count);
}

/** Number of images and means of a curve. */
async function curve(app, extent) {
  const drawn = app.page.locator(`[data-testid=survey-curve][data-extent=${extent}]`);
  const read = ({ dataset }) => ({ n: Number(dataset.n), means: dataset.means.trim().split(" ").map(Number) });
  return drawn.evaluate(read);
}

scenario("the mean of one image is its chart, and it grows until it is stopped", { at: "survey", overrides }, async (app) => {
  await app.pick("airplane-3.png");
  const before = await app.chart();
  await app.get("survey-run").click();
  await measured(app, 1);
  await app.get("survey-run").click();
  const first = await curve(app, "samples");
  const stored = await curve(app, "test-set");
  assert.deepEqual([stored.n, stored.means.length, stored.means[5]], [10000, BANDS - 1, 0.25]);
  if (first.n === 1) assertClose(first.means, before.scores.slice(1), "the mean of one image");

  await app.get("survey-run").click();
  await measured(app, 3);
  await app.get("survey-run").click();
  const { n } = await curve(app, "samples");
  assert.ok(n >= 3 && n < 30);
  await app.get("survey-words").filter({ hasText: new RegExp(`${n} of 30`) }).waitFor();

  await app.get("survey-group").selectOption("bird");
  assert.equal((await curve(app, "test-set")).means[0], 0.2);
  await app.get("survey-group").selectOption("all");
  await app.get("survey-clear").click();
  await app.page.locator("[data-testid=survey-clear][aria-disabled=true]:focus").waitFor();
  assert.equal(await app.page.locator("[data-extent=samples]").count(), 0);
});

scenario("an attack comes first", { at: "survey", overrides }, async (app) => {
  await app.chart();
  await app.get("survey-run").click();
  await measured(app, 1);
  await app.open("attack");
  await start(app, "CW", "iterations", "10000");
  await app.open("survey");
  await app.get("survey-words").filter({ hasText: /waiting/ }).waitFor();
  const { n } = await curve(app, "samples");
  await app.open("attack");
  await app.get("attack-run").click();
  await state(app, "idle");
  await app.open("survey");
  await measured(app, n + 1);
});

const missing = { overrides: serving(() => undefined), expected: [/404/] };

scenario("a stored curve that is missing is told in words", { at: "survey", ...missing }, async (app) => {
  await app.model("ready");
  await app.get("survey-stored").click();
  await app.get("survey-note").filter({ hasText: /There is no stored curve of/ }).waitFor();
  await app.chart();
});

const answers = [undefined, PROFILE];
const missingOnce = { overrides: serving(() => answers.shift()), expected: [/404/] };

scenario("a stored curve that did not arrive is fetched again when it is wanted again", { at: "survey", ...missingOnce }, async (app) => {
  await app.model("ready");
  await app.get("survey-stored").click();
  await app.get("survey-note").waitFor();
  await app.get("survey-stored").click();
  assert.equal((await curve(app, "test-set")).n, 10000);
  assert.equal(await app.get("survey-note").count(), 0);
});

const touched = { overrides, context: { hasTouch: true } };

scenario("what a finger points at is still read when it has lifted", { at: "survey", ...touched }, async (app) => {
  await app.model("ready");
  await app.get("survey-stored").click();
  await app.get("survey-chart").locator(".bar").nth(10).tap();
  const readout = app.get("survey-readout");
  await readout.filter({ hasText: /^Band 10 · / }).waitFor();
  await app.page.waitForTimeout(100);
  assert.match(await readout.innerText(), /^Band 10 · /);
});

scenario("nothing of the survey is cut off", { at: "survey", overrides }, async (app) => {
  await app.chart();
  await app.get("survey-run").click();
  await measured(app, 4);
  await app.get("survey-run").click();
  assert.equal(await app.get("survey-table").locator("tbody tr").count(), BANDS - 1);
  await assertWhole(app, "survey");
});
