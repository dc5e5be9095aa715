// The address holds what is seen: copied, opened elsewhere, gone back to, and broken.
import assert from "node:assert/strict";
import { attack, method, state } from "./helpers/attack.mjs";
import { App } from "./helpers/app.mjs";
import { fixtureImage } from "./helpers/files.mjs";
import { ROTATED, withRotated } from "./helpers/models.mjs";
import { scenario } from "./helpers/scenario.mjs";

const overrides = await withRotated();
const context = { permissions: ["clipboard-read", "clipboard-write"] };

/** On one device the same link gives the same numbers to this. */
const TOLERANCE = 1e-3;

function assertSame(found, expected, what) {
  assert.equal(found.length, expected.length, what);
  found.forEach((value, i) => assert.ok(Math.abs(value - expected[i]) <= TOLERANCE, `${what}, ${i}: ${value}, not ${expected[i]}`));
}

const hash = (app) => app.page.evaluate(() => location.hash);

/** Waits until the address says something that matches. */
const says = (app, pattern) => app.page.waitForFunction((source) => new RegExp(source).test(location.hash), pattern.source);

/** Copies the link by its button, and returns it. */
async function copied(app, press = (button) => button.click()) {
  await press(app.get("copy-link"));
  await app.get("copied").filter({ hasText: "Copied" }).waitFor();
  return app.page.evaluate(() => navigator.clipboard.readText());
}

/** Opens a link in a browser that has never seen the page. */
async function elsewhere(app, link, body) {
  const context = await app.page.context().browser().newContext();
  try {
    const page = await context.newPage();
    page.setDefaultTimeout(120_000);
    await page.goto(link);
    await body(new App(page));
  } finally {
    await context.close();
  }
}

/** The logits of the whole picture and without the selected bands, once both are there. */
async function logits(app) {
  await app.page.locator("[data-testid=logit][data-after]").last().waitFor();
  return app.logits();
}

/** Chooses a sample, another network, bands and a fill. */
async function choose(app) {
  await app.chart();
  await app.pick("ship-1.png");
  await app.openPicker();
  await app.choose(ROTATED);
  await app.model("ready");
  await says(app, /network=rotated/);
  await app.open("bands");
  await app.get("bands-input").fill("16-62");
  await app.get("bands-input").press("Enter");
}

scenario("a copied link shows the same numbers in another browser", { overrides, context }, async (app) => {
  await choose(app);
  await app.open("attack");
  await method(app, "PGD ℓ2");
  await app.get("attack-steps").fill("3");
  await app.get("attack-seed").fill("7");
  await attack(app);
  const [chart, words] = [await app.chart(), await app.get("attack-numbers").innerText()];
  await app.open("bands");
  const whole = await logits(app);
  await app.open("attack");
  const link = await copied(app);
  assert.match(link, /#v1\/at=attack&picture=ship-1&network=rotated&beside=none&without=16-62&attack=pgd-l2&pgd-l2\.steps=3&pgd-l2\.seed=7&run=attack$/);

  await elsewhere(app, link, async (other) => {
    const there = await other.chart();
    assert.equal(there.class, chart.class);
    assertSame(there.scores, chart.scores, "scores");
    await state(other, "done");
    assert.equal(await other.get("attack-numbers").innerText(), words);
    assert.equal(await other.page.evaluate(() => location.href), link);
    await other.open("bands");
    const found = await logits(other);
    assertSame(found.before, whole.before, "logits");
    assertSame(found.after, whole.after, "logits without the bands");
    assert.equal(await other.get("notice").count(), 0);
  });
});

scenario("a picture of one's own comes along, by keyboard", { context }, async (app) => {
  await app.upload(fixtureImage(2));
  await says(app, /pixels=/);
  const [chart, plate] = [await app.chart(), await app.plate("image")];
  const link = await copied(app, (button) => button.press("Enter"));
  assert.ok(link.length < 8192, `${link.length} characters`);
  await elsewhere(app, link, async (other) => {
    assertSame((await other.chart()).scores, chart.scores, "scores");
    assert.equal(await other.plate("image"), plate);
  });
});

scenario("the browser goes back to the picture before, and forward again", { hash: "" }, async (app) => {
  const first = await app.chart();
  assert.equal(await hash(app), "");
  await app.pick("cat-0.png");
  await says(app, /^#v1\/picture=cat-0$/);
  const second = await app.chart(first);
  await app.classSelect().selectOption("dog");
  await says(app, /class=dog/);
  const third = await app.chart(second);
  await app.page.goBack();
  let back = await app.chart(third);
  // Until its file is read, the class is the old one again and the picture still the second.
  if (back.scores[0] !== first.scores[0]) back = await app.chart(back);
  assertSame(back.scores, first.scores, "scores of the first picture");
  await app.page.goForward();
  await app.page.locator("[data-testid=sample][data-file='cat-0.png'][aria-pressed=true]").waitFor({ state: "attached" });
  // Until its file is read, the class is that of the picture before.
  await app.page.waitForFunction(() => document.querySelector("[data-testid=class-select]")?.value === "dog");
});

/** As on a busy machine, the page hears of another address late. */
function hearLate() {
  const late = new WeakSet();
  addEventListener("hashchange", (event) => {
    if (late.has(event)) return;
    event.stopImmediatePropagation();
    const { oldURL, newURL } = event;
    const again = new HashChangeEvent("hashchange", { oldURL, newURL });
    late.add(again);
    setTimeout(() => dispatchEvent(again), 2000);
  });
}

scenario("an address that the page has not heard of yet is not written over", { prepare: (context) => context.addInitScript(hearLate) }, async (app) => {
  await app.chart();
  const link = "#v1/at=survey&picture=cat-0";
  await app.page.evaluate((link) => (location.hash = link), link);
  await app.get("theme").selectOption("dark");
  await app.pick("dog-12.png");
  await app.page.waitForTimeout(1000);
  assert.equal(await hash(app), link);
  await app.page.locator("[data-testid=sample][data-file='cat-0.png'][aria-pressed=true]").waitFor({ state: "attached" });
  await says(app, /^#v1\/at=survey&picture=cat-0$/);
  assert.equal(await app.get("theme").inputValue(), "auto");
});

scenario("a list shows what is so where a link undoes its choice at once", {}, async (app) => {
  await app.chart();
  const chosen = await app.page.evaluate((model) => {
    const list = document.querySelector("[data-testid=network]");
    list.value = model;
    list.dispatchEvent(new Event("change", { bubbles: true }));
    location.hash = "#v1/picture=ship-1";
    return list.value;
  }, "resnet18-linf-8");
  assert.equal(chosen, "resnet18-linf-8");
  await says(app, /picture=ship-1/);
  await app.page.waitForFunction(() => document.querySelector("[data-testid=network]").value === "resnet18-natural");
});

scenario("of a broken link the rest is shown, and one notice says so", {}, async (app) => {
  const goto = (hash) => app.page.evaluate((hash) => { location.hash = hash; }, hash);
  await goto("#v9/class=cat&without=0-3&class=lion&picture=dragon-1&view=story");
  await app.notice(/Not all of this link can be shown: it is of another version.*“lion” names no class.*more\. The rest is on the page/s);
  assert.equal(await app.get("notice").count(), 1);
  await app.selects([0, 1, 2, 3]);
  await goto("#v1/attack=cw&cw.iterations=1000000&cw.searches=1000000&run=attack");
  await app.notice(/“run=attack” is not followed, because iterations is 1000000: choose a whole number/);
  await goto("#%00%ff<script>");
  await app.notice(/no form that this page knows/);
  await app.chart();
});

scenario("a heading's link opens there", {}, async (app) => {
  const origin = await app.page.evaluate(() => location.origin);
  await elsewhere(app, `${origin}/#claims`, async (other) => {
    await other.page.locator("[data-testid=claims][data-state=here] details[open]").waitFor();
    await says(other, /^#v1\/at=claims$/);
    const { y } = await other.page.locator("#claims-title").boundingBox();
    assert.ok(y > -50 && y < 700, `the heading lies at ${y}`);
  });
});

scenario("a theme is part of the link", { context: { colorScheme: "light" } }, async (app) => {
  const paper = (app) => app.page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await paper(app);
  await app.get("theme").selectOption("dark");
  await says(app, /theme=dark/);
  assert.notEqual(await paper(app), light);
  await app.get("theme").selectOption("auto");
  assert.equal(await paper(app), light);
});
