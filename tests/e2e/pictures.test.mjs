// The visitor's own pictures, sound and broken.
import assert from "node:assert/strict";
import { BROKEN, fixtureImage, wideJpeg, widePng } from "./helpers/files.mjs";
import { entry, fixture } from "./helpers/npy.mjs";
import { assertClose } from "./helpers/numbers.mjs";
import { scenario } from "./helpers/scenario.mjs";

const scores = await fixture("of_scores.npy");

scenario("a PNG, a JPEG, a drop and a paste are each explained", {}, async (app) => {
  const ways = [
    async () => app.upload(widePng()),
    async () => app.upload(await wideJpeg(app.page)),
    async () => app.hand("drop", fixtureImage(4)),
    async () => app.hand("paste", fixtureImage(5)),
  ];
  let chart = await app.chart();
  for (const give of ways) {
    await give();
    chart = await app.chart(chart);
  }
  assertClose(chart.scores, entry(scores, 5), "scores of the pasted image");
});

scenario("a file that is no usable image is refused in words, and the chart stays", {}, async (app) => {
  const chart = await app.chart();
  for (const [file, sentence] of BROKEN) {
    await app.upload(file);
    await app.notice(sentence);
    assert.deepEqual(await app.chart(), chart, file.name);
  }
});

scenario("of quickly chosen images the last one is explained", {}, async (app) => {
  await app.model("ready");
  let plate = await app.plate("image");
  for (const index of [6, 9, 8]) {
    await app.upload(fixtureImage(index));
    plate = await app.changedPlate("image", plate);
  }
  await app.page.waitForFunction(() => document.querySelector("[data-testid=evidence]")?.dataset.state === "done");
  assertClose((await app.chart()).scores, entry(scores, 8), "scores of the last image");
});
