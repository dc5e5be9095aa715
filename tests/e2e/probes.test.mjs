// Noise along waves and filters, as they are stored of the networks on show: fetched when asked for, drawn, told, and saved.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { until } from "./helpers/app.mjs";
import { WINDOWS, assertWhole } from "./helpers/layout.mjs";
import { scenario } from "./helpers/scenario.mjs";

const NETWORKS = ["resnet18-natural", "resnet18-l2-05"];
const RESULTS = new URL("../../www/results/", import.meta.url);
/** Of the Fourier basis and of the DCT's. */
const RINGS = [33, 63];

const stored = async (name) => JSON.parse(await readFile(new URL(name, RESULTS), "utf8"));

/** A map in the basis of the DCT, which is not measured of every network, with the counts of that in the Fourier basis. */
async function dct(id) {
  const map = await stored(`heatmap-${id}.json`);
  const rings = (value) => Array(RINGS[1]).fill(value);
  return { ...map, question: { ...map.question, basis: "dct" }, profile: { mean: rings(0.25), standard_error: rings(0.01) } };
}

const overrides = NETWORKS.map((id) => [new RegExp(`/results/heatmap-${id}-dct\\.json$`), async () => JSON.stringify(await dct(id))]);
const BOTH = { hash: "#v1/at=probes", overrides };

const percent = (share) => `${(100 * share).toFixed(1)} %`;

const drawn = (app) => app.get("noise-map-b").locator("svg").waitFor().then(() => app.get("filters-panel").nth(1).locator("svg").waitFor());

const cells = (app, table) => app.get(table).locator("tbody tr").evaluateAll((rows) => rows.map((row) => [...row.children].map((cell) => cell.textContent.trim())));

/** Clicks, and gives back the text of the file that the browser saves. */
async function saved(app, button) {
  const file = await until(() => app.get(button).click(), (timeout) => app.page.waitForEvent("download", { timeout }));
  return readFile(await file.path(), "utf8");
}

scenario("maps of both bases and curves are of what is stored, and say of how many images", BOTH, async (app) => {
  await drawn(app);
  for (const [i, id] of NETWORKS.entries()) {
    const suffix = i ? "-b" : "";
    const map = await stored(`heatmap-${id}.json`);
    const n = map.question.data.images;
    // A path of squares for each colour; every place of both maps has one.
    const squares = await app.get(`noise-map${suffix}`).locator("path").evaluateAll((paths) => paths.map((path) => path.getAttribute("d").split("z").length - 1));
    assert.equal(squares.reduce((sum, count) => sum + count, 0), 2 * 1024);
    assert.match(await app.get(`noise-map${suffix}`).textContent(), new RegExp(`n = ${n}`));
    const told = (await app.get(`noise-told${suffix}`).textContent()).replace(/\s/g, " ");
    for (const number of [map.clean / n, map.low.mean, map.high.mean]) assert.ok(told.includes(percent(number)), `${told}: ${percent(number)}`);
  }
});

scenario("tables have every ring and every cut-off, and open by keyboard", BOTH, async (app) => {
  await drawn(app);
  const summaries = app.get("probes").locator("summary").filter({ hasText: /table/ });
  assert.equal(await summaries.count(), 3);
  for (let i = 0; i < 3; i += 1) {
    await summaries.nth(i).focus();
    await app.page.keyboard.press("Enter");
  }
  for (const [i, table] of ["noise-table-fourier", "noise-table-dct"].entries()) {
    const rows = await cells(app, table);
    assert.deepEqual([rows.length, rows[0].length], [RINGS[i], 1 + 2 * NETWORKS.length]);
  }
  const rows = await cells(app, "filters-table");
  const curves = await stored(`filter-${NETWORKS[1]}.json`);
  const n = curves.question.data.images;
  assert.equal(rows.length, 63);
  assert.deepEqual([rows[15][5], rows[16][7]].map((text) => text.replace(/\s/g, " ")), [percent(curves.low[15] / n), percent(curves.high[16] / n)]);
});

scenario("drawings and numbers can be saved", BOTH, async (app) => {
  await drawn(app);
  const map = await dct(NETWORKS[0]);
  const lines = (await saved(app, "noise-maps-export-csv")).trim().split("\n");
  assert.equal(lines.length, 1 + 4 * 1024);
  const columns = lines[0].split(",");
  const row = lines.map((line) => line.split(",")).find(([network, basis, row, column]) => [network, basis, row, column].join() === `${NETWORKS[0]},dct,3,5`);
  assert.equal(Number(row[columns.indexOf("errors")]), map.errors[3][5]);
  assert.equal(Number(row[columns.indexOf("n")]), map.question.data.images);
  const json = JSON.parse(await saved(app, "filters-export-json"));
  assert.equal(json.rows.length, 2 * 2 * 63);
  for (const figure of ["noise-maps", "filters"]) {
    const svg = await saved(app, `${figure}-export-svg`);
    assert.match(svg, /^<svg[^]*n = \d+[^]*<\/svg>\n$/);
    assert.ok(!svg.includes("NaN"));
  }
});

scenario("nothing of it is fetched before it is asked for", { hash: "#v1/beside=none", overrides }, async (app) => {
  const asked = [];
  app.page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await app.chart();
  assert.deepEqual(asked.filter((path) => path.includes("/heatmap-")), []);
  await app.open("probes");
  await app.get("noise-map").locator("svg").waitFor();
  assert.equal(asked.filter((path) => path.includes("/heatmap-")).length, 2);
});

/** Answers for one file with `body`; nothing is a missing file. */
const answering = (body) => [...overrides, [/\/results\/heatmap-resnet18-natural\.json$/, () => body]];

scenario("what is not measured is said", { at: "probes", overrides: answering(undefined), expected: [/404/] }, async (app) => {
  await app.get("probes-unmeasured").waitFor();
  await app.get("filters-panel").first().locator("svg").waitFor();
  assert.equal(await app.get("probes-missing").count(), 0);
});

scenario("what cannot be had is said, and asked for again", { at: "probes", overrides: answering("{}") }, async (app) => {
  await app.get("probes-missing").waitFor();
  await app.get("filters-panel").first().locator("svg").waitFor();
  const again = app.page.waitForRequest(/heatmap-resnet18-natural\.json/);
  await app.get("probes-missing").locator("button").click();
  await again;
});

for (const { name, context } of WINDOWS) {
  for (const language of ["en", "de"]) {
    scenario(`nothing of maps and curves is cut off: ${name}, ${language}`, { hash: `#v1/at=probes&lang=${language}`, overrides, context }, async (app) => {
      await drawn(app);
      await assertWhole(app, `probes ${name} ${language}`, context);
      const [figure, drawing] = [app.get("probes"), app.get("noise-map").locator("svg")];
      const [outer, inner] = [await figure.boundingBox(), await drawing.boundingBox()];
      assert.ok(inner.x >= outer.x && inner.x + inner.width <= outer.x + outer.width + 1 && inner.width > 250, JSON.stringify([outer, inner]));
    });
  }
}
