// Selecting bands and a class, by pointer and by keyboard.
import assert from "node:assert/strict";
import { TOUCHED } from "./helpers/layout.mjs";
import { scenario } from "./helpers/scenario.mjs";

scenario("the links at the top lead to every section", {}, async (app) => {
  const links = app.page.getByRole("navigation", { name: "Parts of the page" }).getByRole("link");
  const targets = await links.evaluateAll((links) => links.map((link) => link.hash));
  const headings = await app.page.locator("h2[id]").evaluateAll((all) => all.map((heading) => `#${heading.id}`));
  assert.deepEqual(targets.filter((target) => !headings.includes(target)), []);
  await links.filter({ hasText: "Instruments" }).click();
  const { y } = await app.page.locator("#instruments-title").boundingBox();
  assert.ok(y >= 0 && y < 400, `the heading lies at ${y}`);
});

scenario("the instruments are one stop of Tab, and the arrow keys go round them", {}, async (app) => {
  await app.get("tab-bands").focus();
  const shown = () => app.page.locator("[role=tab][aria-selected=true]:focus").getAttribute("data-testid");
  await app.page.keyboard.press("ArrowLeft");
  assert.equal(await shown(), "tab-networks");
  await app.page.keyboard.press("Home");
  await app.page.keyboard.press("ArrowRight");
  assert.equal(await shown(), "tab-extremes");
  await app.page.locator("#extremes-title").waitFor();
  assert.equal(await app.page.locator("[role=tab][tabindex='0']").count(), 1);
});

scenario("the band strip works by keyboard", {}, async (app) => {
  const { keyboard } = app.page;
  await app.cell(0).focus();
  await keyboard.press("ArrowRight");
  await keyboard.press("ArrowRight");
  await keyboard.press("Space");
  await app.selects([2]);
  await keyboard.press("Shift+ArrowRight");
  await keyboard.press("Shift+ArrowRight");
  await app.selects([2, 3, 4]);
  await keyboard.press("Escape");
  await app.selects([]);
});

scenario("the band strip works by click and drag, the text field by typing", {}, async (app) => {
  const { mouse } = app.page;
  await app.cell(3).click();
  await app.selects([3]);
  await app.cell(3).click();
  await app.selects([]);

  const [from, to] = await Promise.all([10, 14].map((band) => app.cell(band).boundingBox()));
  await mouse.move(from.x + from.width / 2, from.y + from.height / 2);
  await mouse.down();
  await mouse.move(to.x + to.width / 2, to.y + to.height / 2, { steps: 4 });
  await mouse.up();
  await app.selects([10, 11, 12, 13, 14]);

  await app.get("bands-clear").click();
  await app.selects([]);
  await app.page.locator("[data-testid=bands-clear][aria-disabled=true]:focus").waitFor();
  await app.get("bands-input").fill("0,5-7");
  await app.get("bands-input").press("Enter");
  await app.selects([0, 5, 6, 7]);
});

scenario("a bar shows its band by keyboard and by click", {}, async (app) => {
  const { scores } = await app.chart();
  await app.bar(0).focus();
  await app.page.keyboard.press("End");
  await app.get("of-readout").filter({ hasText: "Band 62" }).waitFor();
  await app.page.keyboard.press("Enter");
  await app.selects([62]);

  const { before, after } = await app.logits();
  const top = before.indexOf(Math.max(...before));
  assert.ok(Math.abs(before[top] - after[top] - scores[62]) < 1e-3, "the logit falls by the score");

  const whole = await app.plate("ablated");
  await app.open("extremes");
  await app.get("top-band").first().click();
  await app.open("bands");
  await app.changedPlate("ablated", whole);
});

scenario("another class of interest has its own scores", {}, async (app) => {
  const predicted = await app.chart();
  const other = predicted.class === "frog" ? "ship" : "frog";
  await app.classSelect().selectOption(other);
  const chosen = await app.chart(predicted);
  assert.equal(chosen.class, other);
  await app.classSelect().selectOption("predicted");
  assert.deepEqual(await app.chart(chosen), predicted);
});

scenario("the scores are in a table for those who cannot see the chart", {}, async (app) => {
  await app.chart();
  assert.equal(await app.get("of-table").locator("tbody tr").count(), 63);
});

scenario("Escape clears on the bars too", {}, async (app) => {
  await app.chart();
  await app.bar(5).focus();
  await app.page.keyboard.press("Enter");
  await app.selects([5]);
  await app.page.keyboard.press("Escape");
  await app.selects([]);
});

scenario("the samples are one stop of Tab, and arrow keys go through them", {}, async (app) => {
  await app.get("another-picture").click();
  assert.equal(await app.page.locator("[data-testid=sample][tabindex='0']").count(), 1);
  await app.page.locator("[data-testid=sample][tabindex='0']").focus();
  const focused = () => app.page.evaluate(() => document.activeElement.dataset.file);
  const first = await focused();
  await app.page.keyboard.press("ArrowRight");
  assert.notEqual(await focused(), first);
  await app.page.keyboard.press("ArrowLeft");
  assert.equal(await focused(), first);
});

const finger = { context: TOUCHED };

/** Moves a finger from a place by so many pixels, in steps, as a touch screen does. */
async function swipe(app, { x, y }, across, down) {
  const session = await app.page.context().newCDPSession(app.page);
  const touch = (type, points) => session.send("Input.dispatchTouchEvent", { type, touchPoints: points });
  await touch("touchStart", [{ x, y }]);
  for (let i = 1; i <= 10; i += 1) {
    await touch("touchMove", [{ x: x + (across * i) / 10, y: y + (down * i) / 10 }]);
    await app.page.waitForTimeout(20);
  }
  await touch("touchEnd", []);
}

scenario("a slanting finger selects on the spectrum, and a steep one scrolls the page", finger, async (app) => {
  await app.chart();
  const plate = app.page.locator(".frame > .bands");
  await plate.scrollIntoViewIfNeeded();
  const start = async () => {
    const { x, y, width, height } = await plate.boundingBox();
    return { x: x + width / 2, y: y + height / 2 };
  };
  await swipe(app, await start(), 80, 60);
  const selected = await app.selected();
  assert.ok(selected.length > 5, `${selected.length} bands are selected`);
  await app.get("bands-clear").click();
  await plate.scrollIntoViewIfNeeded();
  const before = await app.page.evaluate(() => window.scrollY);
  await swipe(app, await start(), 5, -90);
  await app.page.waitForFunction((before) => window.scrollY > before + 20, before);
  await app.selects([]);
});

scenario("on a phone the answers stay in sight beside the chart", finger, async (app) => {
  await app.chart();
  await app.cell(0).scrollIntoViewIfNeeded();
  const { y, height } = await app.get("glance").boundingBox();
  assert.ok(y + height <= 812.5 && y > 600, `the answers lie at ${y}`);
  const before = await app.get("glance").textContent();
  await app.cell(0).tap();
  await app.get("glance").filter({ hasText: /Without band 0.*%/ }).waitFor();
  assert.notEqual(await app.get("glance").textContent(), before);
});

/** Before the engine's script: what it says is held back while the page wants that. The engine says so itself. */
const HELD = `{
  const [channel, post, held] = [new BroadcastChannel("hold"), self.postMessage.bind(self), []];
  let holding = false;
  channel.onmessage = ({ data }) => {
    holding = data;
    if (!holding) held.splice(0).forEach((said) => post(...said));
    channel.postMessage("done");
  };
  self.postMessage = (...said) => (holding ? held.push(said) : post(...said));
}`;

const hold = (app, holding) =>
  app.page.evaluate((holding) => {
    const channel = new BroadcastChannel("hold");
    channel.postMessage(holding);
    return new Promise((resolve) => (channel.onmessage = resolve));
  }, holding);

const slow = { hash: "?threads=1#v1/beside=none", overrides: [[/\/engine\.js$/, (body) => `${HELD}\n${body}`]] };

scenario("a chart can be stopped where it is computed, and computed then", slow, async (app) => {
  const chart = await app.chart();
  await hold(app, true);
  await app.page.getByRole("radio", { name: "Training mean", exact: true }).check({ force: true });
  await app.get("of-stop").click();
  await app.get("of-compute").waitFor();
  await hold(app, false);
  assert.equal(await app.get("of-compute").count(), 1, "what comes late is not shown");
  await app.get("of-compute").click();
  await app.chart(chart);
});
