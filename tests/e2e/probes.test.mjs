// Noise along waves and filters, as they are stored of the networks on show: fetched when asked for, drawn, told, and saved.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { until } from "./helpers/app.mjs";
import { PHONE_DARK, WIDE, assertWhole } from "./helpers/layout.mjs";
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

/** Opens the table of this name as somebody without a mouse does. */
async function openByKeyboard(app, table) {
  await app.page.locator("details", { has: app.get(table) }).locator("summary").focus();
  await app.page.keyboard.press("Enter");
  await app.get(table).waitFor();
}

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
  for (const table of ["noise-table-fourier", "noise-table-dct", "filters-table"]) await openByKeyboard(app, table);
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

/** Waits until so many rows of pictures are answered about. */
const grown = (app, count) =>
  app.page.waitForFunction((count) => Number(document.querySelector("[data-testid=live-maps-words]")?.dataset.done) >= count, count);

/** Waits until so many rows of pictures can be asked about: until the networks on show are ready. */
const askable = (app, total) =>
  app.page.waitForFunction((total) => document.querySelector("[data-testid=live-maps] progress")?.max === total, total);

/** How many places of a map are drawn. */
const places = (app, map) =>
  app.get(map).locator("path").evaluateAll((paths) => paths.map((path) => path.getAttribute("d").split("z").length - 1).reduce((sum, count) => sum + count, 0));

scenario("maps grow here by rows from the middle, of both networks, beside the stored ones, until they are stopped", { ...BOTH, timeout: 600_000 }, async (app) => {
  await askable(app, 2 * 10 * 18);
  await app.get("live-maps-run").focus();
  await app.page.keyboard.press("Enter");
  await app.get("live-map-b").locator("svg").waitFor();
  // Of each network and each of ten pictures: the picture as it is, and the row of the constant wave.
  await grown(app, 2 * 10 * 2);
  for (const suffix of ["", "-b"]) {
    await app.page.waitForFunction((map) => document.querySelector(`[data-testid=${map}] path[d*=z]`), `live-map${suffix}`);
    const [count, stored] = [await places(app, `live-map${suffix}`), await places(app, `live-map-stored${suffix}`)];
    assert.ok(count >= 32 && count < 1024 && count % 32 === 0, `${count} places`);
    assert.equal(stored, 1024);
    assert.match(await app.get(`live-map${suffix}-told`).textContent(), /^\d+ of 17 rows\. Wrong about \d+\.\d\s%/);
  }
  await app.get("live-maps-run").click();
  await openByKeyboard(app, "live-maps-table");
  const rows = await cells(app, "live-maps-table");
  assert.deepEqual([rows.length, rows[0].length], [RINGS[0], 1 + 2 * 2 * NETWORKS.length]);
  assert.match(rows[0][1], /^\d+\.\d\s%$/, "the constant wave is measured");
  assert.equal(rows[32][1], "", "the corner is not");
  const lines = (await saved(app, "live-maps-export-csv")).trim().split("\n").map((line) => line.split(","));
  const middle = lines.find(([network, , row, column]) => network === NETWORKS[1] && row === "16" && column === "16");
  assert.equal(Number(middle[lines[0].indexOf("n")]), 10);
  const done = await app.get("live-maps-words").getAttribute("data-done");
  await app.get("live-maps-clear").click();
  assert.ok(Number(done) >= 40 && (await app.get("live-maps-words").getAttribute("data-done")) === "0");
});

scenario("what is asked of the maps can be chosen, and more pictures keep what is there", { at: "probes", overrides }, async (app) => {
  await askable(app, 10 * 18);
  await app.get("live-maps-run").click();
  await grown(app, 10);
  await app.get("live-maps-run").click();
  const total = () => app.get("live-maps").locator("progress").getAttribute("max");
  assert.equal(await total(), "180");
  await app.get("live-maps").getByRole("radio", { name: "30", exact: true }).check();
  assert.equal(await total(), "540");
  assert.ok(Number(await app.get("live-maps-words").getAttribute("data-done")) >= 10);
  await app.get("live-maps").getByRole("radio", { name: "DCT basis", exact: true }).check();
  assert.equal(await total(), String(30 * 33));
});

scenario("the picture on show is filtered live, from either end, by keyboard", { at: "probes", overrides }, async (app) => {
  const [slider, meaning] = [app.get("one-picture-band"), app.get("one-picture").locator(".meaning").first()];
  const pixels = () => app.get("one-picture-left").evaluate((canvas) => [...canvas.getContext("2d").getImageData(0, 0, 32, 32).data].join());
  const whole = await pixels();
  await app.get("one-picture").getByRole("radio", { name: "high-pass", exact: true }).check();
  assert.match(await meaning.textContent(), /Bands 0 to 62|Bands 0 to 62 are kept|Bands 0/);
  assert.equal(await pixels(), whole, "nothing is taken away yet");
  await slider.focus();
  for (let i = 0; i < 3; i += 1) await app.page.keyboard.press("ArrowRight");
  assert.match(await meaning.textContent(), /Bands 3 to 62 are kept/);
  const high = await pixels();
  await app.get("one-picture-grey").waitFor();
  const values = high.split(",").map(Number).filter((_, i) => i % 4 < 3);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  assert.ok(Math.abs(mean - 127.5) < 5, `without its mean it is drawn around mid-grey, not ${mean}`);
  await app.get("one-picture").getByRole("radio", { name: "low-pass", exact: true }).check();
  assert.match(await meaning.textContent(), /Bands 0 to 3 are kept/);
  const low = await pixels();
  assert.equal(await app.get("one-picture-grey").count(), 0);
  assert.ok(new Set([whole, high, low]).size === 3);
  await app.get("one-picture").locator(".prediction").waitFor();
});

/** A comparison of four networks, of which two agree with each other, and of one corruption. */
function comparison() {
  const reading = (value) => ({ value, low: value - 0.05, high: value + 0.05, n: 20 });
  const bands = (value) => ({ upper: reading(value), value: Array(63).fill(value), low: Array(63).fill(value - 0.05), high: Array(63).fill(value + 0.05) });
  const ids = [...NETWORKS, "resnet50-natural", "vgg19-natural"];
  const networks = ids.map((model, i) => ({ model, robust: i === 1, sha256: `${i}a`, tools: { occluded_frequency: bands(0.2 + i / 10), pgd: bands(0.3) } }));
  const rank = { rho: 0.6, low: 0.2, high: 0.9 };
  const row = { corruption: "fog", energy_above: 0.05, bands: Array(63).fill(1 / 63), networks: ids.map((model) => ({ model, accuracy: reading(0.7), loss: reading(0.2), expected: reading(0.1) })) };
  return {
    format: "freqscope-agreement/2", draws: 2000, cut: 16, networks,
    correlations: [{ tools: ["occluded_frequency", "pgd"], networks: 4, ...rank }],
    corruptions: { images_of_bands: 50, clean: ids.map((model) => ({ model, ...reading(0.9) })), rows: [row], over_networks: [{ corruption: "fog", ...rank, low: -0.1 }], over_corruptions: [], interaction: null },
    heat_maps: [{ model: ids[0], robust: false, clean: reading(0.1), lowest: reading(0.1), low: reading(0.4), high: reading(0.8), as_published: "yes" }],
  };
}

const comparing = { hash: "#v1/at=probes", overrides: [...overrides, [/\/results\/agreement\.json$/, () => JSON.stringify(comparison())]] };

scenario("tools and corruptions are compared over all networks, in words, drawings and tables", comparing, async (app) => {
  await app.get("corruptions-drawn").locator("svg").waitFor();
  assert.match(await app.get("agreement-told").textContent(), /Of 1 pairs of tools 1 put the networks in a similar order.*as far as 20 images a network tell.*similar to that of PGD.*Behind 4 of the 4 networks are fewer than 30 images/);
  assert.match(await app.get("agreement-published").textContent(), /1 of 1 err here/);
  assert.equal(await app.get("agreement-panel").count(), 2);
  assert.match(await app.get("corruptions-told").textContent(), /Of 1 corruptions .* not known in 1/);
  // Two networks without corruption and with one, and a bar a band.
  assert.equal(await app.get("corruptions-drawn").locator("circle").count(), 4);
  assert.equal(await app.get("corruptions-drawn").locator("rect").count(), 1 + 63);
  for (const [table, rows] of [["agreement-table", 4], ["agreement-ranks", 1], ["corruptions-table", 2], ["corruptions-ranks", 1]]) {
    await openByKeyboard(app, table);
    assert.equal((await cells(app, table)).length, rows, table);
  }
  const lines = (await saved(app, "agreement-export-csv")).trim().split("\n");
  assert.equal(lines.length, 1 + 4 * 2 * 63);
  assert.match(await saved(app, "corruptions-export-svg"), /^<svg[^]*n = 20[^]*<\/svg>\n$/);
});

scenario("what is served of the comparison says of how many images it is", BOTH, async (app) => {
  const found = await stored("agreement.json");
  await app.get("agreement-told").waitFor();
  assert.equal(await app.get("corruptions").count(), found.corruptions ? 1 : 0);
  await openByKeyboard(app, "agreement-table");
  const rows = await cells(app, "agreement-table");
  assert.equal(rows.length, found.networks.length);
  for (const row of rows) assert.ok(row.slice(1).every((cell) => cell === "–" || /n = \d+/.test(cell)), row.join(" | "));
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

for (const language of ["en", "de"]) {
  scenario(`nothing of maps and curves is cut off: ${language}`, { ...comparing, hash: `#v1/at=probes&lang=${language}` }, async (app) => {
    await drawn(app);
    await assertWhole(app, `probes ${language}`, [WIDE, PHONE_DARK], async () => {
      const [figure, drawing] = [app.get("probes"), app.get("noise-map").locator("svg")];
      const [outer, inner] = [await figure.boundingBox(), await drawing.boundingBox()];
      assert.ok(inner.x >= outer.x && inner.x + inner.width <= outer.x + outer.width + 1 && inner.width > 250, JSON.stringify([outer, inner]));
    });
  });
}
