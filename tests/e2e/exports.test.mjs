// Figures, numbers and images as files, read back by other programs and by the page itself.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { inflateSync } from "node:zlib";
import { until } from "./helpers/app.mjs";
import { attack, method } from "./helpers/attack.mjs";
import { fixtureImage } from "./helpers/files.mjs";
import { NARROW, PHONE, assertWhole } from "./helpers/layout.mjs";
import { entry, fixture, parse as parseNpy } from "./helpers/npy.mjs";
import { assertClose } from "./helpers/numbers.mjs";
import { SHIPPED } from "./helpers/models.mjs";
import { scenario } from "./helpers/scenario.mjs";

const scores = await fixture("of_scores.npy");
const manifest = JSON.parse(await readFile(new URL("../../models/manifest.json", import.meta.url)));
const hash = manifest.models.find((model) => model.id === SHIPPED).sha256;

/** Clicks, and gives back the file that the browser saves: its name and its bytes. */
async function download(app, button) {
  const saved = await until(() => app.get(button).click(), (timeout) => app.page.waitForEvent("download", { timeout }));
  return { name: saved.suggestedFilename(), bytes: await readFile(await saved.path()) };
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
      size: [Number(root.getAttribute("width")), Number(root.getAttribute("height"))],
      sizes,
      values: [...root.querySelectorAll("[data-value]")].map((bar) => Number(bar.dataset.value)),
      text: root.textContent,
    };
  }, svg);

/** The samples of a PNG with 16 bits a value and three channels, row by row; only what is needed of the format. */
function samples16(png) {
  assert.deepEqual([png.readUInt32BE(16), png.readUInt32BE(20), png[24], png[25]], [32, 32, 16, 2], "32×32, 16 bits, RGB");
  const data = [];
  for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at)) {
    if (png.toString("latin1", at + 4, at + 8) === "IDAT") data.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)));
  }
  const rows = unfiltered(inflateSync(Buffer.concat(data)), 32 * 6, 6);
  return Array.from({ length: 32 * 32 * 3 }, (_, i) => rows.readUInt16BE(2 * i));
}

/** Undoes the five filters of PNG. */
function unfiltered(lines, length, pixel) {
  const out = Buffer.alloc((lines.length / (length + 1)) * length);
  for (let row = 0; row * (length + 1) < lines.length; row += 1) {
    const filter = lines[row * (length + 1)];
    for (let i = 0; i < length; i += 1) {
      const left = i >= pixel ? out[row * length + i - pixel] : 0;
      const up = row ? out[(row - 1) * length + i] : 0;
      const corner = row && i >= pixel ? out[(row - 1) * length + i - pixel] : 0;
      const near = [left, up, corner].map((value) => Math.abs(left + up - corner - value));
      const paeth = near[0] <= near[1] && near[0] <= near[2] ? left : near[1] <= near[2] ? up : corner;
      const guess = [0, left, up, (left + up) >> 1, paeth][filter];
      out[row * length + i] = (lines[row * (length + 1) + 1 + i] + guess) & 255;
    }
  }
  return out;
}

scenario("the figure is a document of its own with captum's scores", { hash: "#v1/at=extremes" }, async (app) => {
  await app.upload(fixtureImage(2));
  const chart = await app.chart();
  await app.second();
  const { name, bytes } = await download(app, "fig4-export-svg");
  assert.match(name, new RegExp(`^freqscope-fig4-${SHIPPED}-.*fixture-2-${chart.class}-zero-in-pixels\\.svg$`));
  const text = bytes.toString();
  const figure = await parse(app, text);
  assert.deepEqual([figure.name, figure.model, figure.class], ["svg", SHIPPED, chart.class]);
  assert.deepEqual(figure.sizes, Array(8).fill(32));
  assertClose(figure.values, entry(scores, 2), "scores in the figure");
  const top = figure.values.indexOf(Math.max(...figure.values));
  assert.match(figure.text, new RegExp(`Without the top 1 band, ${top}`));
  assert.match(figure.text, /ResNet-18, ℓ2 ε = 0\.5:/, "the second network is in it");
  assert.doesNotMatch(text, /href="(?!data:)/, "nothing is fetched");
});

scenario("the chart is saved as a drawing, as pixels, and as numbers that say what they depend on", { hash: "#v1/at=bands" }, async (app) => {
  await app.upload(fixtureImage(2));
  const chart = await app.chart();
  const second = await app.second();
  const { name, bytes } = await download(app, "scores-export-csv");
  assert.match(name, new RegExp(`^freqscope-scores-${SHIPPED}-.*fixture-2-${chart.class}-zero-in-pixels\\.csv$`));
  const [head, ...lines] = bytes.toString().trim().split("\n").map((line) => line.split(","));
  assert.equal(lines.length, 2 * 63);
  const column = (title) => lines.map((line) => line[head.indexOf(title)]);
  assert.deepEqual(column("score").map(Number), [...chart.scores, ...second]);
  assert.ok(column("weights_sha256").slice(0, 63).every((cell) => cell === hash));
  assert.deepEqual(["fill", "zero", "clip", "seed"].map((title) => column(title)[0]), ["zero", "pixels", "false", ""]);

  const json = JSON.parse((await download(app, "scores-export-json")).bytes);
  assert.deepEqual([json.format, json.parameters.fill, json.rows.length], ["freqscope-scores/1", "zero", 2 * 63]);
  assert.deepEqual(json.rows.map((row) => row.score), [...chart.scores, ...second]);

  const drawing = await parse(app, (await download(app, "scores-export-svg")).bytes.toString());
  assert.deepEqual(drawing.values.map(Math.fround), chart.scores.map(Math.fround));
  const pixels = (await download(app, "scores-export-png")).bytes;
  const size = [pixels.readUInt32BE(16), pixels.readUInt32BE(20)];
  assert.deepEqual(size, drawing.size.map((units) => 2 * units), "two pixels for each unit");
});

scenario("what is set is in the numbers and in the name", {}, async (app) => {
  const before = await app.chart();
  await app.page.getByRole("radio", { name: "Noise", exact: true }).check({ force: true });
  await app.page.getByRole("checkbox", { name: /Limit the ablated image/ }).check();
  await app.chart(before);
  const { name, bytes } = await download(app, "scores-export-json");
  assert.match(name, /-noise-seed-0-clipped\.json$/);
  const { fill, clip, seed } = JSON.parse(bytes).parameters;
  assert.deepEqual([fill, clip, seed], ["noise", true, 0]);
});

scenario("an adversarial image keeps its bits in a .npy and in a PNG of 16 bits, and the page reads both", { at: "attack" }, async (app) => {
  await app.chart();
  await method(app, "PGD ℓ2");
  await attack(app);
  await app.get("attack-bits").filter({ hasText: /8 bits/ }).waitFor();

  const exact = await download(app, "attack-export-npy");
  assert.match(exact.name, new RegExp(`^freqscope-attack-${SHIPPED}-horse-13-pgd-l2-epsilon-0-5-seed-0\\.npy$`));
  const { shape, data } = parseNpy(exact.bytes);
  assert.deepEqual(shape, [3, 32, 32]);

  const deep = await download(app, "attack-export-png16");
  const samples = samples16(deep.bytes);
  const stored = Array.from({ length: 3 * 1024 }, (_, i) => samples[3 * (i % 1024) + Math.floor(i / 1024)] / 65535);
  const apart = stored.map((value, i) => Math.abs(value - data[i]));
  assert.ok(Math.max(...apart) <= 0.5 / 65535 + 1e-7, `a value is ${Math.max(...apart)} away`);
  assert.ok(stored.some((value) => Math.abs(value * 255 - Math.round(value * 255)) > 0.1), "8 bits would not hold it");

  const json = JSON.parse((await download(app, "attack-export-json")).bytes);
  assert.deepEqual([json.parameters.weights_sha256, json.parameters.spec.seed, json.rows.length], [hash, 0, 63]);
  const sum = json.rows.reduce((sum, row) => sum + row.energy_share, 0);
  assert.ok(Math.abs(sum - 1) < 1e-6, `the shares of the energy sum to ${sum}`);
  await parse(app, (await download(app, "attack-export-svg")).bytes.toString());

  const says = json.results.logits_after;
  for (const [file, mimeType, near] of [[exact, "application/octet-stream", 1e-3], [deep, "image/png", 0.05]]) {
    await app.upload({ name: file.name, mimeType, buffer: file.bytes });
    await app.get("subject").filter({ hasText: file.name }).waitFor();
    await app.open("bands");
    await app.page.waitForFunction(([says, near]) => {
      const rows = [...document.querySelectorAll("[data-testid=logit][data-before]")];
      return rows.length === 10 && rows.every((row, i) => Math.abs(Number(row.dataset.before) - says[i]) < near);
    }, [says, near]);
  }
});

/** The figures of the article and the claims: what is scrolled to, the row of files, the document, its rows, and what is drawn so often. */
const FIGURES = [
  [".evidence", "evidence-export", "freqscope-low-pass/1", 2 * 63, ["rect[data-band]", 63]],
  ["#an-image-is-a-sum", "figure-sum-export", "freqscope-partial-sum/1", 63, ["image", 3]],
  ["#when-one-is-missing", "figure-answers-export", "freqscope-scores/1", 2 * 63, ["polyline", 4]],
  ["#occluded-frequency", "figure-scores-export", "freqscope-scores/1", 2 * 63, ["rect[data-band]", 63]],
  ["#where-attacks-land", "figure-attacks-export", "freqscope-attack-shares/1", 4 * 63, ["polyline", 8]],
  ["#adversarial-training", "figure-means-export", "freqscope-mean-scores/1", 4 * 63, ["polyline", 7]],
  ["#images-that-mean-the-same", "figure-differences-export", "freqscope-look-alikes/1", 4 * 63, ["polyline", 4]],
  ["#does-it-hold", "figure-verdicts-export", "freqscope-readings/1", 104, ["circle", 104]],
];

scenario("every figure of the article is a drawing, pixels and numbers", { hash: "" }, async (app) => {
  await app.chart();
  await app.second();
  for (const [place, row, format, rows, [shape, count]] of FIGURES) {
    await app.page.locator(place).evaluate((element) => element.scrollIntoView({ behavior: "instant" }));
    const json = JSON.parse((await download(app, `${row}-json`)).bytes);
    assert.deepEqual([json.format, json.rows.length], [format, rows], row);
    const { name, bytes } = await download(app, `${row}-csv`);
    assert.match(name, /^freqscope-[a-z0-9-]+\.csv$/);
    assert.equal(bytes.toString().trim().split("\n").length, 1 + rows, row);
    const svg = (await download(app, `${row}-svg`)).bytes.toString();
    assert.doesNotMatch(svg, /NaN|href="(?!data:)/, row);
    const drawn = await app.page.evaluate(([text, shape]) => new DOMParser().parseFromString(text, "image/svg+xml").querySelectorAll(shape).length, [svg, shape]);
    assert.equal(drawn, count, row);
    const pixels = (await download(app, `${row}-png`)).bytes;
    assert.equal(pixels.readUInt32BE(16), 2 * (await parse(app, svg)).size[0], row);
  }
  const table = (await download(app, "accuracies-export-csv")).bytes.toString().trim().split("\n");
  assert.equal(table.length, 1 + 4 * 3);
  assert.ok(table.slice(1, 4).every((line) => line.includes(hash)), table[1]);
});

scenario("how to cite is as wide as its column", { context: { viewport: PHONE.viewport } }, async (app) => {
  await app.chart();
  const cites = app.page.locator("details.cite:visible");
  assert.ok((await cites.count()) > 0);
  await cites.evaluateAll((all) => all.forEach((cite) => { cite.open = true; }));
  await app.page.locator("details.cite pre:visible").first().waitFor();
  await assertWhole(app, "how to cite", [PHONE, NARROW]);
});

scenario("how to cite paper and software stands beside the files", {}, async (app) => {
  await app.get("scores-export-cite").locator("summary").click();
  const text = await app.get("scores-export-cite").locator("pre").innerText();
  assert.match(text, /@article\{[\s\S]*eprint = \{2005\.03141\}[\s\S]*@software\{freqscope/);
});
