// 200 fast clicks on everything: a monkey, which does the same for the same seed.
import assert from "node:assert/strict";
import { fault } from "./fault.mjs";

const CLICKED = 17;
const CLICKS = 200;

/** Clicks, types, chooses and drags at random, and says what. Runs in the page. */
async function monkey([seed, clicks]) {
  let state = seed;
  const random = () => ((state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32);
  const any = (list) => list[Math.floor(random() * list.length)];
  const event = (name) => new Event(name, { bubbles: true });
  const acts = {
    SELECT(select) {
      select.value = any([...select.options]).value;
      select.dispatchEvent(event("change"));
    },
    INPUT(input) {
      if (["checkbox", "radio", "button"].includes(input.type)) return input.click();
      if (input.type === "file") return undefined;
      input.value = input.type === "range" ? String(Math.floor(64 * random())) : any(["", "0", "-1", "1e9", "x", "8", "0-62", "NaN"]);
      input.dispatchEvent(event("input"));
      return input.dispatchEvent(event("change"));
    },
  };
  const stays = (element) => !element.closest("a[target], a[href^=http], a[href$='.html'], a[download], [data-testid$=export]");
  const done = {};
  for (let i = 0; i < clicks; i += 1) {
    const all = [...document.querySelectorAll("button, a[href^='#'], summary, select, input, textarea, [role=tab], [role=radio], canvas, [data-testid=band-cell]")].filter(stays);
    const element = any(all);
    if (!element) continue;
    done[element.tagName] = (done[element.tagName] ?? 0) + 1;
    (acts[element.tagName] ?? (() => element.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true }))))(element);
    // Fast: the page is drawn in between, and no more.
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return done;
}

for (const seed of [1, 2, 3]) {
  fault(CLICKED, `${CLICKS} clicks in a row (seed ${seed})`, { hash: "", core: seed === 1, context: { permissions: ["clipboard-read", "clipboard-write"] } }, async (app, clock) => {
    await app.chart();
    clock.strikes();
    const done = await app.page.evaluate(monkey, [seed, CLICKS]);
    const count = Object.values(done).reduce((a, b) => a + b);
    assert.equal(count, CLICKS);
    await app.page.evaluate(() => { location.hash = "#v1/beside=none&picture=cat-8&device=cpu"; });
    const chart = await app.chart();
    assert.equal(chart.scores.length, 63);
    clock.stops();
    return `on ${Object.entries(done).map(([name, times]) => `${times} ${name.toLowerCase()}`).join(", ")}; then a chart`;
  });
}
