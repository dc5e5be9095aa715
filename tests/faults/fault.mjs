// One fault: a visit in which something goes wrong on purpose. Kept as a line of docs/RELIABILITY.md (table.mjs).
import assert from "node:assert/strict";
import { appendFileSync } from "node:fs";
import { test } from "node:test";
import { assertAccessible } from "../e2e/helpers/axe.mjs";
import { SHIPPED } from "../e2e/helpers/models.mjs";
import { run } from "../e2e/helpers/scenario.mjs";
import { withSmall } from "../e2e/helpers/small.mjs";

/** The file that results are added to, of `cargo xtask faults`; without it only the core is run, as a part of `e2e`. */
const RESULTS = process.env.FREQSCOPE_FAULTS;
/** A busy machine may take so many times what is promised: what it took is in the table. */
export const BUSY = 2;
/** A test, in milliseconds; generous, because the machine may be busy. */
const TIMEOUT = 480_000;
/** By itself the network on show is so small that what it computes takes no time. */
const SMALL = await withSmall(SHIPPED);

/**
 * Defines the test of a fault of a kind (kinds.mjs), injected as `how` says. `body` gets the page as an `App`, a [`Clock`] and the
 * server, and returns what the page did, in words. Options are those of a scenario, and:
 * `core`: whether `cargo xtask test` runs it too; `starts`: whether there is a page at the end, that keyboard and axe can try; `real`: whether the
 * network on show is one that ships.
 */
export function fault(kind, how, options, body) {
  const { core = false, starts = true, real = false, timeout = TIMEOUT, overrides = [], ...settings } = options;
  // What has no other line at the end was not finished.
  if (RESULTS) appendFileSync(RESULTS, `${JSON.stringify({ kind, how })}\n`);
  const skip = RESULTS || core ? false : "`cargo xtask faults` runs it";
  test(`${kind}: ${how}`, { timeout, skip }, async () => {
    const clock = new Clock();
    const line = { kind, how, survived: false };
    try {
      await run(`fault ${kind} ${how}`, { ...settings, overrides: real ? overrides : [...SMALL, ...overrides], timeout }, async (app, server) => {
        clock.strikes();
        const did = await body(app, clock, server);
        Object.assign(line, { did, seconds: clock.seconds() });
        if (starts) await assertUsable(app);
      });
      line.survived = true;
    } catch (error) {
      [line.error] = error.message.split("\n");
      throw error;
    } finally {
      if (RESULTS) appendFileSync(RESULTS, `${JSON.stringify(line)}\n`);
    }
  });
}

/** Seconds from a fault to what the page does about it. */
class Clock {
  /** The fault is there now, or was at a time of `Date.now()`. It starts with the visit where nobody says when it was. */
  strikes(at = Date.now()) {
    [this.start, this.end] = [at, undefined];
  }

  /** The page has done it; without this, at the end. In so many seconds, if that is promised. */
  stops(within = Infinity) {
    this.end = Date.now();
    assert.ok(this.seconds() <= BUSY * within, `${this.seconds()} s, not ${within}`);
  }

  seconds() {
    return ((this.end ?? Date.now()) - this.start) / 1000;
  }
}

/** Asserts that axe finds nothing, and that Tab goes on through the page, to what can be seen. */
async function assertUsable(app) {
  await assertAccessible(app);
  const places = new Set();
  for (let presses = 0; presses < 4; presses += 1) {
    await app.page.keyboard.press("Tab");
    places.add(await app.page.evaluate(focus));
  }
  assert.ok(places.size > 2 && !places.has(null), `Tab leads to ${[...places]}`);
}

/** What has the focus, and where; null where it cannot be seen. Runs in the page. */
function focus() {
  const { tagName, textContent } = document.activeElement;
  const { x, y, width, height } = document.activeElement.getBoundingClientRect();
  return width && height && tagName !== "BODY" ? `${tagName} “${textContent.slice(0, 20)}” at ${x}, ${y}` : null;
}

/** What the page says of its device and in its notices, as it stands there. */
export async function said(app) {
  const notices = await app.get("notice").locator("p").allInnerTexts();
  const device = await app.get("device-word").innerText().catch(() => "");
  return [...notices.map((text) => `“${text.trim()}”`), device].filter(Boolean).join("; ");
}

/** The words in which the page says where it computes, and why. */
export const reason = async (app) => `“${await app.get("device").evaluate(texts)}”`;

/** All texts of an element, shown or not, with spaces between them. Runs in the page. */
function texts(element) {
  const [walk, found] = [document.createTreeWalker(element, NodeFilter.SHOW_TEXT), []];
  while (walk.nextNode()) found.push(walk.currentNode.data.trim());
  return found.filter(Boolean).join(" ");
}

/** Code of a worker that tells the page when the fault is there. */
export const STRIKES = `new BroadcastChannel("faults").postMessage(Date.now());`;

/** What hears that: for `prepare`. */
export const hears = (context) =>
  context.addInitScript(() => {
    globalThis.struck = [];
    new BroadcastChannel("faults").onmessage = ({ data }) => globalThis.struck.push(data);
  });

/** Starts the clock at the first fault that was told, or the one after `count` others. */
export async function struck(app, clock, count = 0) {
  const at = await app.page.waitForFunction((count) => globalThis.struck[count], count);
  clock.strikes(await at.jsonValue());
}
