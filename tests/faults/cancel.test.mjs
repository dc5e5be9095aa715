// Whatever runs can be stopped: at once for the visitor, and soon for the engine, which then answers the next question.
import assert from "node:assert/strict";
import { method, state } from "../e2e/helpers/attack.mjs";
import { fault } from "./fault.mjs";

const CANCELLED = 8;
/** Seconds that are promised for what the visitor sees, and until the engine is free. */
const [SEEN, FREE] = [0.5, 2];

const running = (app, testid) => app.page.locator(`[data-testid=${testid}]`);
const inversion = (app, state) => app.page.locator(`[data-testid=inversion-run-of][data-state=${state}]`).waitFor();
const attack = (name, field, number) => ({
  how: `an attack, ${name}`,
  at: "attack",
  async start(app) {
    await method(app, name);
    if (field) await app.get(`attack-${field}`).fill(number);
    await app.get("attack-run").click();
    await app.page.locator("[data-testid=attack-progress][data-done]:not([data-done='0'])").waitFor();
  },
  button: "attack-run",
  stopped: (app) => state(app, "idle"),
});

const RUNS = [
  attack("PGD ℓ∞", "steps", "5000"),
  attack("PGD ℓ2", "steps", "5000"),
  attack("CW", "iterations", "10000"),
  attack("SimBA, pixels", "freq_dims", "32"),
  attack("SimBA, DCT", "freq_dims", "32"),
  {
    how: "an inversion",
    at: "inversion",
    async start(app) {
      await app.page.getByRole("radio", { name: "1000", exact: true }).check({ force: true });
      await app.get("inversion-run").click();
      await app.get("inversion-words").filter({ hasText: /Relative loss/ }).waitFor();
    },
    button: "inversion-run",
    stopped: (app) => inversion(app, "stopped"),
  },
  {
    how: "a survey of the samples",
    at: "survey",
    async start(app) {
      await app.get("survey-run").click();
      await app.page.waitForFunction(() => Number(document.querySelector("[data-testid=survey-words]").dataset.done) > 0);
    },
    button: "survey-run",
    stopped: (app) => running(app, "survey-run").filter({ hasNotText: /Stop|Pause/ }).waitFor(),
  },
];

/** Clicks, and says how many seconds pass until the page has changed. */
async function stop(app, button, stopped) {
  const start = Date.now();
  await app.get(button).click();
  await stopped(app);
  return (Date.now() - start) / 1000;
}

for (const { how, at, start, button, stopped } of RUNS) {
  fault(CANCELLED, how, { at, core: how === "an attack, CW" }, async (app, clock) => {
    await app.chart();
    await start(app);
    clock.strikes();
    const seen = await stop(app, button, stopped);
    assert.ok(seen <= 2 * SEEN, `seen after ${seen} s`);
    await app.open("bands");
    const asked = Date.now();
    await app.cell(12).click();
    await app.page.locator("[data-testid=logit][data-after]").last().waitFor();
    const answered = (Date.now() - asked) / 1000;
    assert.ok(answered <= 2 * FREE, `answered after ${answered} s`);
    clock.stops();
    return `stopped after ${seen.toFixed(2)} s; the engine answered the next question after ${answered.toFixed(2)} s`;
  });
}
