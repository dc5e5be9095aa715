// The article: seven sections, each with a live figure whose numbers are those of the stored results.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { assertAccessible } from "./helpers/axe.mjs";
import { NARROW, PHONE, PHONE_DARK, TOUCHED, WIDE, WIDE_DARK, assertWhole } from "./helpers/layout.mjs";
import { scenario, screenshot } from "./helpers/scenario.mjs";

const RESULTS = new URL("../../www/results/", import.meta.url);
const BANDS = 63;
/** The page as it opens, with two networks. */
const BOTH = { hash: "" };

/** The sections, what each draws, and how often. */
const SECTIONS = [
  ["an-image-is-a-sum", "sum-image", 1],
  ["when-one-is-missing", "missing-chart", 1],
  ["occluded-frequency", "scores-chart", 2],
  ["where-attacks-land", "attack-chart", 4],
  ["adversarial-training", "means-chart", 4],
  ["images-that-mean-the-same", "differences-chart", 4],
  ["does-it-hold", "verdict-row", 10],
];

const stored = async (name) => JSON.parse(await readFile(new URL(name, RESULTS), "utf8"));

const percent = (share) => `${(100 * share).toFixed(1)} %`;

const chapter = (app, name) => app.page.locator(`[data-testid=chapter][data-section=${name}]`);

/** Scrolls to a section and waits for what it draws. */
async function visit(app, [name, drawn, count]) {
  await chapter(app, name).evaluate((element) => element.scrollIntoView({ behavior: "instant" }));
  await app.page.waitForFunction(([id, count]) => document.querySelectorAll(`[data-testid=${id}]`).length >= count, [drawn, count]);
}

async function visitAll(app) {
  await app.second();
  for (const section of SECTIONS) await visit(app, section);
}

/** Chooses how a figure is drawn. */
const show = (app, figure, option) => app.get(figure).locator("label").filter({ hasText: option }).click();

/** A word that is explained. */
const term = (app, id) => app.page.locator(`[data-testid=term]:has(#term-${id})`);

/** Without what keeps words and numbers together. */
const plain = (text) => text.replaceAll("\u2060", "").replace(/\s+/g, " ");

const text = async (app, name) => plain(await chapter(app, name).textContent());

scenario("each section has a figure, and sentences with its numbers", BOTH, async (app) => {
  await visitAll(app);
  for (const id of ["missing-chart", "attack-chart", "means-chart", "differences-chart"]) {
    const points = await app.page.locator(`[data-testid=${id}] polyline`).evaluateAll((lines) => lines.map((line) => line.points.length));
    assert.ok(points.length > 0 && points.every((count) => count === BANDS), `${id}: ${points}`);
  }
  const [cw, means] = [await stored("rct-resnet18-natural-cw.json"), await stored("of-resnet18-l2-05.json")];
  const energy = cw.attack.energy.mean.slice(21).reduce((sum, share) => sum + share, 0);
  assert.match(plain(await app.get("attack-chart").first().textContent()), new RegExp(`CW${percent(energy)} in bands 21–62`));
  assert.ok((await text(app, "where-attacks-land")).includes(`the ${cw.attacked} of the first 200 test images`));
  assert.ok((await text(app, "adversarial-training")).includes(`${percent(means.all.low_share.mean)} in that of ℓ2 0.5`));
  const { models } = JSON.parse(await readFile(new URL("../../models/manifest.json", import.meta.url), "utf8"));
  const under = (norm, epsilon) =>
    models.slice(0, 4).map((model) => model.robustness.find((one) => one.attack === "pgd20" && one.norm === norm && one.epsilon === epsilon).accuracy);
  const rows = await app.get("accuracies").locator("tbody tr").evaluateAll((rows) => rows.map((row) => [...row.cells].map((cell) => cell.innerText.replace(/\s/g, " "))));
  assert.deepEqual(rows.map((row) => row[2]), under("l2", 0.5).map(percent));
  assert.deepEqual(rows.map((row) => row[3]), under("linf", 8 / 255).map(percent));
  const { claims } = await stored("claims.json");
  const verdicts = await app.get("verdict-row").getByTestId("claim-verdict").allTextContents();
  assert.deepEqual(verdicts.map((verdict) => verdict.slice(1)), claims.map((claim) => claim.verdict));
});

scenario("what is about the picture is what the instruments say of it", BOTH, async (app) => {
  await visitAll(app);
  const { scores } = await app.chart();
  await app.get("figure-scores").locator(".chart-table > summary").click();
  const column = await app.get("figure-scores").locator("tbody td:nth-child(2)").allTextContents();
  assert.deepEqual(column.map((text) => Number(text.replace("−", "-"))), scores.map((score) => Number(score.toFixed(2))));
  const strongest = scores.indexOf(Math.max(...scores.slice(1)));
  assert.equal(await app.get("missing-slider").inputValue(), String(strongest));
  await app.get("missing-slider").focus();
  await app.page.keyboard.press("Home");
  const answers = [await app.get("missing-answer").textContent(), await app.get("missing-answer-b").textContent()];
  await app.page.keyboard.press("ArrowRight");
  const differ = (before) => ["missing-answer", "missing-answer-b"].some((id, i) => document.querySelector(`[data-testid=${id}]`).textContent !== before[i]);
  await app.page.waitForFunction(differ, answers);
  await show(app, "figure-scores", "Test set");
  await app.get("figure-scores").filter({ hasText: "Mean score over 10,000 test images" }).waitFor();
});

scenario("what one tries changes the page", BOTH, async (app) => {
  await visitAll(app);
  await app.get("sum-slider").fill("20");
  assert.match(plain(await app.get("sum-reading").textContent()), /The sum of bands 0–20 has \d\d\.\d % of the picture’s contrast/);
  await app.get("sum-take-away").click();
  await app.page.waitForFunction(() => location.hash.includes("cut=21"));
  await show(app, "figure-attacks", "Over noise");
  assert.match(await app.get("attack-chart").first().textContent(), /0\.812 × coarse, 1\.43 × fine/);
  await app.get("missing-slider").fill("7");
  await app.get("missing-take-away").click();
  await app.page.waitForFunction(() => location.hash.includes("without=7"));
  await app.get("training-compare").click();
  await app.page.waitForFunction(() => location.hash.includes("beside=resnet18-linf-8"));
  await app.second();
  await app.get("lookalike-run").click();
  await app.page.locator("[data-testid=lookalike-of][data-state=running]").waitFor();
  await app.get("lookalike-run").click();
  await app.page.locator("[data-testid=lookalike-of][data-state=stopped]").waitFor();
});

scenario("words are explained on focus and on hover, and Escape closes", {}, async (app) => {
  const word = term(app, "white-noise");
  const definition = word.getByRole("tooltip");
  await word.getByRole("button").focus();
  await definition.waitFor();
  await app.page.keyboard.press("Escape");
  await definition.waitFor({ state: "hidden" });
  await app.page.keyboard.press("Enter");
  await definition.waitFor();
  await app.page.keyboard.press("Tab");
  await definition.waitFor({ state: "hidden" });
  await word.hover();
  await definition.hover();
  await app.page.keyboard.press("Escape");
  await definition.waitFor({ state: "hidden" });
  const ids = await app.page.locator("[role=tooltip]").evaluateAll((all) => all.map(({ id }) => id));
  assert.equal(new Set(ids).size, ids.length);
});

scenario("on a telephone definitions stand at the foot", { context: TOUCHED }, async (app) => {
  const word = term(app, "band");
  await word.getByRole("button").tap();
  const definition = word.getByRole("tooltip");
  await definition.waitFor();
  const { x, y, width, height } = await definition.boundingBox();
  assert.deepEqual([x, Math.round(width), Math.round(y + height)], [0, 375, 812]);
  await word.getByRole("button").tap();
  await definition.waitFor({ state: "hidden" });
});

scenario("the contents say where one is, and headings can be linked to", {}, async (app) => {
  const current = app.get("contents").locator("[aria-current=location]");
  for (const name of ["where-attacks-land", "when-one-is-missing"]) {
    await app.get("contents").locator(`a[href="#${name}"]`).click();
    await app.page.waitForFunction(() => location.hash.includes("at="));
    await app.page.waitForFunction(
      (name) => document.querySelector("[data-testid=contents] [aria-current]")?.getAttribute("href") === `#${name}`,
      name,
    );
    assert.equal(await current.count(), 1);
  }
});

for (const hash of ["#where-attacks-land", "#v1/at=where-attacks-land"]) {
  scenario(`a link opens at its section: ${hash}`, { hash }, async (app) => {
    await app.page.waitForFunction(() => {
      const top = document.getElementById("where-attacks-land")?.getBoundingClientRect().top;
      return top !== undefined && top >= -1 && top < 200;
    });
    await app.get("attack-chart").first().waitFor();
  });
}

scenario("nothing is fetched before it is near", BOTH, async (app) => {
  const asked = [];
  app.page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await app.page.reload();
  // Once the first screen is complete, results are fetched ahead.
  await app.get("sweep").filter({ hasText: "Stop" }).click();
  await app.second();
  const results = () => asked.filter((path) => /\/results\/(rct|invert|of)-/.test(path));
  assert.deepEqual(results(), []);
  assert.equal(await app.get("attack-chart").count(), 0);
  await visit(app, SECTIONS[3]);
  assert.equal(results().filter((path) => path.includes("/rct-")).length, 4);
  assert.deepEqual(results().filter((path) => path.includes("/invert-")), []);
});

scenario("once the first screen is complete, results are fetched and figures drawn", BOTH, async (app) => {
  const asked = [];
  app.page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await app.page.reload();
  await app.page.locator("[data-testid=claims][data-state=here]").waitFor();
  assert.equal(new Set(asked.filter((path) => /\/results\/(rct|invert|of|filter|claims)\b/.test(path))).size, 15);
  await app.page.waitForFunction(() => document.querySelectorAll("[data-testid=attack-chart]").length === 4);
});

scenario("all of it can be printed, also what nobody has scrolled to", BOTH, async (app) => {
  await app.page.locator("[data-testid=claims][data-state=here]").waitFor();
  for (const [, drawn, count] of SECTIONS) {
    await app.page.waitForFunction(([id, count]) => document.querySelectorAll(`[data-testid=${id}]`).length === count, [drawn, count]);
  }
  await app.page.emulateMedia({ media: "print" });
  await screenshot(app.page, "article print");
  const shown = (selector) => app.page.locator(selector).evaluateAll((all) => all.filter((one) => one.checkVisibility({ visibilityProperty: true })).length);
  assert.equal(await shown("main :is(:not(.term) > button, select, input, summary, .export, .tools)"), 0, "no controls");
  assert.equal(await shown("[data-testid=attack-chart]"), 4);
});

scenario(
  "what cannot be fetched is said, and tried again",
  { overrides: [[/invert-resnet18-natural\.json$/, () => undefined]], expected: [/404/] },
  async (app) => {
    await chapter(app, "images-that-mean-the-same").evaluate((element) => element.scrollIntoView({ behavior: "instant" }));
    const missing = chapter(app, "images-that-mean-the-same").getByTestId("figure-missing");
    await missing.filter({ hasText: "404" }).waitFor();
    await missing.getByRole("button").click();
    await missing.filter({ hasText: "404" }).waitFor();
  },
);

scenario("everybody can read the article", BOTH, async (app) => {
  await visitAll(app);
  const looks = [WIDE, WIDE_DARK, PHONE, PHONE_DARK, NARROW];
  await assertWhole(app, "article", looks, () => assertAccessible(app, "[data-testid=article]"));
});
