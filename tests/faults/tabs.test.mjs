// Many tabs, tabs that the browser stops, and a clock that moves.
import assert from "node:assert/strict";
import { App } from "../e2e/helpers/app.mjs";
import { start, state } from "../e2e/helpers/attack.mjs";
import { fault, said } from "./fault.mjs";

const TABS = 16;

for (const count of [2, 10]) {
  fault(TABS, `${count} tabs at once`, { core: count === 2 }, async (app, clock) => {
    const chart = await app.chart();
    const address = app.page.url();
    clock.strikes();
    const others = await Promise.all(Array.from({ length: count - 1 }, async () => {
      const page = await app.page.context().newPage();
      await page.goto(address);
      return new App(page);
    }));
    for (const other of others) assert.deepEqual(await other.chart(), chart);
    clock.stops();
    await Promise.all(others.map(({ page }) => page.close()));
    return `the same chart in all ${count}`;
  });
}

/** Stops the tab as the browser does with those that nobody sees, for so many milliseconds. */
async function freeze(app, milliseconds) {
  const session = await app.page.context().newCDPSession(app.page);
  await session.send("Page.setWebLifecycleState", { state: "frozen" });
  await new Promise((resolve) => setTimeout(resolve, milliseconds));
  await session.send("Page.setWebLifecycleState", { state: "active" });
  await session.detach();
}

fault(TABS, "a tab that is frozen for 25 s in the middle of an attack", { at: "attack", real: true }, async (app, clock) => {
  await app.chart();
  await start(app, "PGD ℓ∞", "steps", "400");
  await freeze(app, 25_000);
  clock.strikes();
  await state(app, "done");
  clock.stops();
  assert.equal(await app.get("notice").count(), 0);
  return "the attack ended; no notice";
});

fault(TABS, "a tab that is hidden, frozen, and seen again", {}, async (app, clock) => {
  const chart = await app.chart();
  await app.page.evaluate(() => {
    Object.defineProperty(document, "hidden", { value: true, configurable: true });
    document.dispatchEvent(new Event("visibilitychange"));
  });
  await freeze(app, 5000);
  await app.page.evaluate(() => {
    Object.defineProperty(document, "hidden", { value: false, configurable: true });
    document.dispatchEvent(new Event("visibilitychange"));
  });
  clock.strikes();
  await app.pick("cat-8.png");
  await app.chart(chart);
  clock.stops();
  return `another chart; ${await said(app)}`;
});

/** Moves the clocks of page and worker by this many milliseconds when a message comes. */
const moves = (by) => `{
  const [now, mark] = [Date.now, performance.now.bind(performance)];
  let moved = 0;
  Date.now = () => now() + moved;
  performance.now = () => mark() + Math.max(moved, 0);
  new BroadcastChannel("clock").onmessage = () => (moved = ${by});
}`;

for (const [how, by] of [["forward", 3_600_000], ["back", -3_600_000]]) {
  const overrides = [[/\/engine\.js$/, (body) => `${moves(by)}\n${body}`]];
  fault(TABS, `the clock moves an hour ${how} in the middle of an attack`, { at: "attack", real: true, overrides, prepare: (context) => context.addInitScript(moves(by)) }, async (app, clock) => {
    const chart = await app.chart();
    await start(app, "PGD ℓ∞", "steps", "100");
    await app.page.evaluate(() => new BroadcastChannel("clock").postMessage(1));
    await state(app, "done");
    await app.pick("cat-8.png");
    await app.chart(chart);
    clock.stops();
    assert.equal(await app.get("notice").count(), 0);
    return "the attack and another chart; no notice";
  });
}

/** The page's own timers, all at once, as after a night with the lid closed. */
fault(TABS, "the machine sleeps for an hour: the page's timers are late by that much", { prepare: (context) => context.clock.install() }, async (app, clock) => {
  await app.chart();
  await app.page.clock.fastForward("01:00:00");
  clock.strikes();
  await app.page.clock.resume();
  await app.cell(12).click();
  await app.page.locator("[data-testid=logit][data-after]").last().waitFor();
  clock.stops();
  return `the next question is answered; ${await said(app)}`;
});
