// Fig. 4 and the scores as files.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { fixtureImage } from "./helpers/files.mjs";
import { entry, fixture } from "./helpers/npy.mjs";
import { assertClose } from "./helpers/numbers.mjs";
import { SHIPPED } from "./helpers/models.mjs";
import { scenario } from "./helpers/scenario.mjs";

const scores = await fixture("of_scores.npy");

/** Clicks, and gives back the file that the browser saves: its name and its text. */
async function download(app, button) {
  const [saved] = await Promise.all([app.page.waitForEvent("download"), app.get(button).click()]);
  return { name: saved.suggestedFilename(), text: await readFile(await saved.path(), "utf8") };
}

/** What a browser makes of the document. */
const parse = (app, svg) =>
  app.page.evaluate(async (text) => {
    const root = new DOMParser().parseFromString(text, "image/svg+xml").documentElement;
    const pictures = [...root.querySelectorAll("image")].map((image) => image.getAttribute("href"));
    const sizes = await Promise.all(pictures.map(async (href) => {
      const picture = new Image();
      picture.src = href;
      await picture.decode();
      return picture.naturalWidth;
    }));
    return {
      name: root.localName,
      ...root.dataset,
      sizes,
      scores: [...root.querySelectorAll("[data-score]")].map((bar) => Number(bar.dataset.score)),
      text: root.textContent,
    };
  }, svg);

scenario("the figure is a document of its own with captum's scores", { at: "extremes" }, async (app) => {
  await app.upload(fixtureImage(2));
  const chart = await app.chart();
  const { name, text } = await download(app, "export-figure");
  assert.equal(name, `freqscope-fig4-${SHIPPED}-fixture-2-${chart.class}.svg`);
  const figure = await parse(app, text);
  assert.deepEqual([figure.name, figure.model, figure.class], ["svg", SHIPPED, chart.class]);
  assert.deepEqual(figure.sizes, Array(8).fill(32));
  assertClose(figure.scores, entry(scores, 2), "scores in the figure");
  const top = figure.scores.indexOf(Math.max(...figure.scores));
  assert.match(figure.text, new RegExp(`Without the top 1 band, ${top}`));
  assert.doesNotMatch(text, /href="(?!data:)/, "nothing is fetched");
});

scenario("the table has a line for each band", { at: "extremes" }, async (app) => {
  await app.upload(fixtureImage(2));
  const chart = await app.chart();
  const { name, text } = await download(app, "export-scores");
  assert.equal(name, `freqscope-scores-${SHIPPED}-fixture-2.csv`);
  const lines = text.trim().split("\n").map((line) => line.split(","));
  assert.equal(lines.length, 64);
  assert.deepEqual(lines.slice(1).map((line) => Number(line[3])), chart.scores);
});
