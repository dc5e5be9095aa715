// From the first screen to an attack, and back through a copied link in a browser that has never seen the page. Pages are those of
// Playwright, of Puppeteer or of webkit.mjs: only what these have in common is used.
import assert from "node:assert/strict";
import { setTimeout as pause } from "node:timers/promises";
import { isSwept, readChart } from "./app.mjs";
import { chord, hasFocus, press, pressUntil, tabTo } from "./keyboard.mjs";

/** Numbers of one device agree to this. */
export const TOLERANCE = 1e-3;
const PATIENCE = 300_000;

/** The element with this test id. */
const at = (id) => `[data-testid=${id}]`;
const INSTRUMENTS = `.head nav a[href="#instruments-title"]`;

/** Waits until a function of the page gives something else than null or false, and returns it. The page's policy forbids what some
 * browsers' drivers wait with. */
export async function when(page, look, argument) {
  for (const end = Date.now() + PATIENCE; ; ) {
    const found = await page.evaluate(look, argument);
    if (found) return found;
    if (Date.now() > end) throw new Error(`not within ${PATIENCE / 1000} s: ${look} of ${argument}`);
    await pause(100);
  }
}

/** Waits until something is there that matches. */
export const there = (page, selector) => when(page, (selector) => document.querySelector(selector) !== null, selector);

/** Waits until the first screen's sentence says so. */
export const says = (page, text) =>
  when(page, (text) => document.querySelector("[data-testid=sentence]")?.innerText.replaceAll("\u2060", "").replace(/\s+/g, " ").includes(text), text);

const opened = (page, name) => there(page, `${at(`tab-${name}`)}[aria-selected=true]`);

/** Waits until all of the first screen and of the attack is known, and returns it. */
async function look(page) {
  await there(page, `${at("attack")}[data-state=done]`);
  await there(page, `${at("evidence")}[data-state=done][data-state-b=done]`);
  await when(page, isSwept);
  return page.evaluate(read);
}

/** In the page: what the first screen and the attack say, in words and in numbers. */
function read() {
  const all = (id) => [...document.querySelectorAll(`[data-testid=${id}]`)];
  const words = (id) => all(id)[0].innerText.replaceAll("\u2060", "").replace(/\s+/g, " ").trim();
  const strip = (id) => [...all(id)[0].querySelectorAll("[data-from]")].map(({ dataset }) => `${dataset.from} ${dataset.class}`);
  const numbers = (elements, key) => elements.map(({ dataset }) => Number(dataset[key]));
  const bands = all("evidence-band").sort((a, b) => a.dataset.band - b.dataset.band);
  return {
    words: {
      sentence: words("sentence"),
      strips: [strip("strip"), strip("strip-b")],
      attack: words("attack-words"),
      distances: words("attack-numbers"),
    },
    numbers: {
      "scores of the first network": numbers(bands, "score"),
      "scores of the second network": numbers(bands, "scoreB"),
      "the change in each band": numbers(all("rct-bar"), "value"),
      probabilities: numbers([...document.querySelectorAll("[data-testid=screen] li[data-probability]")], "probability"),
    },
  };
}

/** The logits of both networks for the whole picture, whose rows stand among the bands; null before they are known. */
function lookAtLogits() {
  const rows = ["logit", "logit-b"].flatMap((id) => [...document.querySelectorAll(`[data-testid=${id}]`)]);
  const logits = rows.map(({ dataset }) => Number(dataset.before || NaN));
  return logits.length === 20 && logits.every(Number.isFinite) ? logits : null;
}

export function assertNear(found, expected, what) {
  assert.ok(expected.length > 0 && expected.every(Number.isFinite), `${what}: ${expected}`);
  assert.equal(found.length, expected.length, what);
  expected.forEach((value, i) => assert.ok(Math.abs(value - found[i]) <= TOLERANCE, `${what}, ${i}: ${found[i]}, not ${value}`));
}

/** That two visits saw the same. */
export function assertSame(found, expected) {
  assert.deepEqual(found.words, expected.words);
  for (const [name, values] of Object.entries(expected.numbers)) assertNear(found.numbers[name], values, name);
  assertNear(found.logits, expected.logits, "logits");
}

/** Opens the link in a browser that has never seen the page, where all must be the same. */
async function follow(page, link, here, hand) {
  await page.goto(link);
  const found = await look(page);
  assert.equal(await page.evaluate(() => document.querySelectorAll("[data-testid=notice]").length), 0);
  await hand(page).instrument("bands");
  assertSame({ ...found, logits: await when(page, lookAtLogits) }, here);
}

/**
 * What is done with one kind of hand, from the first screen on; each step leaves the page at what the next one needs. `hand(page)`
 * moves the line, chooses a picture, opens an instrument, attacks and copies the link; `copied(page)` gives what was copied;
 * `elsewhere(body)` gives a page of a new browser to `body`; `step(name, act)` does what it is given. Returns what was seen.
 */
export async function travel(page, { hand, copied, elsewhere, step = (_, act) => act() }) {
  const moves = hand(page);
  let [whole, here, link] = [];
  await step("the first screen draws its chart", () => says(page, "Without bands 16"));
  await step("the line moves", () => moves.line());
  await step("another picture", async () => {
    const { scores } = await when(page, readChart);
    await moves.picture();
    await when(page, readChart, scores);
    await when(page, isSwept);
  });
  await step("the logits of both networks", async () => {
    await moves.instrument("bands");
    whole = await when(page, lookAtLogits);
  });
  await step("an attack", async () => {
    await moves.instrument("attack");
    await moves.attack();
    here = { ...(await look(page)), logits: whole };
  });
  await step("the link is copied", async () => {
    await moves.copy();
    await when(page, () => /Copied/.test(document.querySelector("[data-testid=copied]")?.innerText));
    link = await copied(page);
    assert.match(link, /#v1\/at=attack&picture=ship-1&cut=\d+&attack=pgd-l2&pgd-l2\.steps=4&run=attack$/);
  });
  await step("the link gives the same in another browser", () => elsewhere((other) => follow(other, link, here, hand)));
  return here;
}

/** By keyboard alone. */
export const keyboard = (page) => ({
  async line() {
    assert.ok((await tabTo(page, at("cutoff"))) < 20, "the line is near");
    await press(page, "ArrowRight", 8);
    await says(page, "bands 24");
  },
  async picture() {
    await tabTo(page, at("another-picture"), { backwards: true });
    await page.keyboard.press("Enter");
    await tabTo(page, `${at("sample")}[tabindex="0"]`);
    await pressUntil(page, "ArrowRight", () => document.activeElement.dataset.file === "ship-1.png");
    await page.keyboard.press("Enter");
    await when(page, () => document.querySelector("[data-testid=sample]").getClientRects().length === 0);
  },
  async instrument(name) {
    const chosen = "[role=tab][aria-selected=true]";
    if (!(await hasFocus(page, chosen))) {
      await tabTo(page, INSTRUMENTS, { backwards: !(await hasFocus(page, "body")) });
      await page.keyboard.press("Enter");
      assert.ok((await tabTo(page, chosen)) < 10, "the link in the head leads to the tabs");
    }
    await pressUntil(page, "ArrowRight", (tab) => document.activeElement.matches(tab), at(`tab-${name}`), 7);
    await opened(page, name);
  },
  async attack() {
    await tabTo(page, at("attack-method"));
    await pressUntil(page, "ArrowDown", () => document.activeElement.selectedOptions[0].label === "PGD ℓ2", undefined, 6);
    await tabTo(page, at("attack-steps"));
    await chord(page, "Control", "a");
    await page.keyboard.type("4");
    await tabTo(page, at("attack-run"));
    await page.keyboard.press("Enter");
  },
  async copy() {
    await tabTo(page, at("copy-link"), { backwards: true });
    await page.keyboard.press("Enter");
  },
});

/** What was copied, by pasting it: reading the clipboard is a right of its own, which few browsers give. */
export async function pasted(page) {
  await page.evaluate(() => {
    const field = document.body.appendChild(document.createElement("textarea"));
    field.id = "pasted";
    field.focus();
  });
  await chord(page, "Control", "v");
  const text = await when(page, () => document.querySelector("#pasted").value);
  await page.evaluate(() => document.querySelector("#pasted").remove());
  return text;
}
