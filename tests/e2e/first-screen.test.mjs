// The first screen: one line through one picture, and what two networks say of it.
import assert from "node:assert/strict";
import { assertAccessible } from "./helpers/axe.mjs";
import { NARROW, PHONE, TOUCHED, WIDE, WIDE_DARK, assertWhole } from "./helpers/layout.mjs";
import { assertClose } from "./helpers/numbers.mjs";
import { scenario } from "./helpers/scenario.mjs";
import { gate } from "./helpers/server.mjs";

const SECOND = /resnet18-l2-05\.safetensors$/;
const BANDS = 63;

/** The classes that a network's answer shows, with their probabilities. */
const classes = (app, side = "") =>
  app.get(`answer${side}`).locator("li").evaluateAll((rows) => rows.map(({ dataset }) => [dataset.class, Number(dataset.probability)]));

/** The sentence without what keeps its numbers together. */
const sentence = async (app) => (await app.get("sentence").innerText()).replaceAll("\u2060", "").replace(/\s+/g, " ").trim();

const says = (app, pattern) => app.get("sentence").filter({ hasText: pattern }).waitFor();

const seen = (app) => app.get("seen").evaluate((canvas) => canvas.toDataURL());

const percent = (app, id) => app.get(id).getAttribute("data-percent").then(Number);

/** Where a network's strip has which class. */
const pieces = (app, side = "") =>
  app.get(`strip${side}`).locator("[data-from]").evaluateAll((all) => all.map(({ dataset }) => [Number(dataset.from), dataset.class]));

const classAt = (pieces, cutoff) => pieces.findLast(([from]) => from <= cutoff)[1];

/** The sentence agrees with the answers below it and with the strips. */
async function assertConsistent(app, cutoff) {
  const words = await sentence(app);
  for (const side of ["", "-b"]) {
    const [[name]] = await classes(app, side);
    assert.match(words, new RegExp(`\\b${name}\\b`), `answer${side} at ${cutoff}`);
    assert.equal(classAt(await pieces(app, side), cutoff), name, `strip${side} at ${cutoff}`);
  }
}

scenario("the line moves picture, sentence, answers and shares by keyboard", { hash: "" }, async (app) => {
  const { keyboard } = app.page;
  await app.swept();
  await assertConsistent(app, 16);
  assert.match(await sentence(app), /^Without bands 16–62, the natural network says \w+; the robust one still says horse\.$/);
  const [picture, first, kept] = [await seen(app), await classes(app), await percent(app, "kept")];
  assert.equal(kept + (await percent(app, "taken")), 100);

  await app.get("cutoff").focus();
  await keyboard.press("ArrowRight");
  await says(app, /17/);
  assert.equal(await app.get("cutoff").getAttribute("aria-valuetext").then((text) => text.replaceAll("\u2060", "")), await sentence(app));
  await assertConsistent(app, 17);
  assert.notEqual(await seen(app), picture);
  assert.notDeepEqual(await classes(app), first);
  assert.ok((await percent(app, "kept")) >= kept);

  await keyboard.press("End");
  await says(app, /With all its bands, both networks say horse/);
  assert.deepEqual([await percent(app, "kept"), await percent(app, "kept-b")], [100, 100]);
  await keyboard.press("Home");
  await says(app, /1.?–.?62/);
  await app.page.waitForFunction(() => location.hash === "#v1/cut=1");
});

scenario("the line follows a drag in the plot, and nothing jumps", { hash: "" }, async (app) => {
  const { mouse } = app.page;
  await app.swept();
  const parts = app.page.locator("[data-testid=answer], [data-testid=evidence], [data-testid=strips]");
  const places = () => parts.evaluateAll((all) => all.map((one) => one.getBoundingClientRect()).map(({ top, bottom }) => [top, bottom]));
  const before = await places();
  const plot = await app.page.locator(".evidence .plot").boundingBox();
  const at = (k) => [plot.x + (k / BANDS) * plot.width, plot.y + plot.height / 2];
  await mouse.move(...at(16));
  await mouse.down();
  for (const k of [20, 30, 40, 8, 3]) {
    await mouse.move(...at(k));
    await says(app, new RegExp(`bands ${k}\\W`));
    await assertConsistent(app, k);
    assert.deepEqual(await places(), before, `at ${k}`);
  }
  await mouse.up();
});

scenario("its numbers are those of the instruments", { hash: "" }, async (app) => {
  await app.swept();
  const chart = await app.chart();
  const bars = await app.page.getByTestId("of-bar").evaluateAll((bars) => bars.map(({ dataset }) => [Number(dataset.score), Number(dataset.scoreB)]));
  assert.deepEqual(bars.map(([score]) => score), chart.scores);
  assert.deepEqual(bars.map(([, score]) => score), await app.second());
  const sum = (scores) => scores.reduce((total, score) => total + Math.abs(score), 0);
  const kept = Math.round((100 * sum(chart.scores.slice(0, 16))) / sum(chart.scores));
  assert.equal(await percent(app, "kept"), kept);

  const shown = [await classes(app), await classes(app, "-b")];
  await app.get("bands-input").fill("16-62");
  await app.get("bands-input").press("Enter");
  for (const [i, id] of [[0, "logit"], [1, "logit-b"]]) {
    await app.page.locator(`[data-testid=${id}][data-after]`).last().waitFor();
    const { after } = await app.logits(id);
    const total = after.reduce((all, logit) => all + Math.exp(logit), 0);
    const top = Math.exp(Math.max(...after)) / total;
    assertClose([top], [shown[i][0][1]], `probability of ${id}`);
  }
});

const late = gate(SECOND);

scenario("the second network is drawn from a stored result until its weights are there", { hash: "", overrides: [late.override] }, async (app) => {
  await app.chart();
  await app.get("stored-scores").waitFor();
  const scores = () => app.page.getByTestId("evidence-band").evaluateAll((bands) => bands.map(({ dataset }) => Number(dataset.scoreB)));
  const stored = await scores();
  assert.equal(stored.filter(Number.isFinite).length, BANDS);
  late.open();
  assertClose(await app.second(), stored, "the stored scores");
  assert.equal(await app.get("stored-scores").count(), 0);
});

scenario("pictures and networks are chosen over the page, one network is enough", { hash: "" }, async (app) => {
  const chart = await app.chart();
  await app.pick("cat-0.png");
  await app.get("sample").first().waitFor({ state: "hidden" });
  const cat = await app.chart(chart);
  await app.get("other-networks").click();
  await app.get("network-b").selectOption("none");
  await app.page.keyboard.press("Escape");
  await app.get("answer-b").waitFor({ state: "detached" });
  await says(app, /Without bands 16.*the network (still )?says \w+\./);
  await app.get("other-networks").click();
  await app.get("network-b").selectOption("vgg19-natural");
  await app.page.keyboard.press("Escape");
  await says(app, /“ResNet-18, natural” (still )?says .*“VGG-19/);
  assert.deepEqual((await app.chart()).scores, cat.scores);
});

scenario("the sweep can be stopped, and goes on", { hash: "#v1/beside=none" }, async (app) => {
  await app.get("sweep").filter({ hasText: "Stop" }).click();
  await app.get("sweep").filter({ hasText: "Go on" }).waitFor();
  await app.chart();
  await app.page.waitForTimeout(500);
  const known = Number(await app.get("strips").getAttribute("data-known"));
  assert.ok(known < BANDS, `${known} are known`);
  await app.get("sweep").click();
  await app.page.locator("[data-testid=strips][data-known='63']").waitFor();
  assert.equal(await app.get("sweep").count(), 0);
});

const SCREENS = [["windows", {}, [WIDE, WIDE_DARK, NARROW]], ["a telephone", TOUCHED, [PHONE]]];

for (const [name, context, windows] of SCREENS) {
  scenario(`all of it is on one screen and accessible: ${name}`, { hash: "", context }, async (app) => {
    await app.swept();
    await assertWhole(app, "first screen", windows, async ({ viewport }) => {
      const bottom = await app.get("strips").evaluate((strips) => strips.getBoundingClientRect().bottom);
      if (viewport !== NARROW.viewport) assert.ok(bottom <= viewport.height, `it ends at ${bottom}`);
      await assertAccessible(app);
      await app.get("another-picture").click();
      await assertAccessible(app, "#pictures");
      await app.page.keyboard.press("Escape");
    });
  });
}

/** Draws a finger over the page, as the browser's own tools do. */
async function swipe(app, from, to) {
  const tools = await app.page.context().newCDPSession(app.page);
  const send = (type, points) => tools.send("Input.dispatchTouchEvent", { type, touchPoints: points.map(([x, y]) => ({ x, y })) });
  await send("touchStart", [from]);
  for (let i = 1; i <= 12; i += 1) {
    await send("touchMove", [from.map((start, axis) => start + ((to[axis] - start) * i) / 12)]);
    await app.page.waitForTimeout(16);
  }
  await send("touchEnd", []);
}

scenario("a finger moves the line by a tap and across, and scrolls up and down", { hash: "", context: TOUCHED }, async (app) => {
  await app.swept();
  const plot = await app.page.locator(".evidence .plot").boundingBox();
  const [x, y] = [plot.x + plot.width / 2, plot.y + plot.height / 2];
  await app.page.touchscreen.tap(x, y);
  await says(app, /bands 3[12]\W/);
  await swipe(app, [x - 80, y], [x + 80, y + 20]);
  await says(app, /bands 4[5-7]\W/);
  await assertConsistent(app, Number((await sentence(app)).match(/bands (\d+)/)[1]));
  const [words, top] = [await sentence(app), await app.page.evaluate(() => scrollY)];
  await swipe(app, [x - 80, y + 60], [x - 70, y - 140]);
  await app.page.waitForFunction((top) => scrollY > top + 20, top);
  assert.equal(await sentence(app), words);
});
