// Whatever runs can be stopped: at once for the visitor, and soon for the engine, which then answers the next question.
import assert from "node:assert/strict";
import { method } from "../e2e/helpers/attack.mjs";
import { BUSY, fault } from "./fault.mjs";

const CANCELLED = 8;
/** Seconds that are promised for what the visitor sees, and until the engine is free. */
const [SEEN, FREE] = [0.5, 2];

const attack = (name, field, number) => ({
  how: `an attack, ${name}`,
  at: "attack",
  async start(app) {
    await method(app, name);
    await app.get(`attack-${field}`).fill(number);
    await app.get("attack-run").click();
    await app.page.locator("[data-testid=attack-progress][data-done]:not([data-done='0'])").waitFor();
  },
  button: "attack-run",
  stopped: "[data-testid=attack][data-state=idle]",
});

/** What runs long, the button that stops it, and what is there when it has stopped. */
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
    stopped: "[data-testid=inversion-run-of][data-state=stopped]",
  },
  {
    how: "a survey of the samples",
    at: "survey",
    async start(app) {
      await app.get("survey-run").click();
      await app.page.waitForFunction(() => Number(document.querySelector("[data-testid=survey-words]")?.dataset.done) > 0);
    },
    button: "survey-run",
    stopped: "[data-testid=survey-stored][aria-disabled=false]",
  },
];

/** Stops what runs, then asks what the network says without a band; seconds until the page shows either. Runs in the page, whose clock it reads. */
async function stop([button, stopped, link]) {
  const until = async (selector) => {
    const start = performance.now();
    while (!document.querySelector(selector)) await new Promise((resolve) => setTimeout(resolve, 5));
    return (performance.now() - start) / 1000;
  };
  document.querySelector(`[data-testid=${button}]`).click();
  const seen = await until(stopped);
  location.hash = link;
  return { seen, answered: await until("[data-testid=logit][data-after]") };
}

const LINK = "#v1/beside=none&at=bands&without=12";

for (const { how, at, start, button, stopped } of RUNS) {
  fault(CANCELLED, how, { at, real: true, core: how === "an attack, CW" }, async (app, clock) => {
    await app.chart();
    await start(app);
    clock.strikes();
    const { seen, answered } = await app.page.evaluate(stop, [button, stopped, LINK]);
    clock.stops();
    assert.ok(seen <= BUSY * SEEN && answered <= BUSY * FREE, `${seen} s, ${answered} s`);
    return `stopped after ${seen.toFixed(2)} s; the engine answered the next question ${answered.toFixed(2)} s later`;
  });
}

/** An engine that is never told of a cancellation: its message has this first byte, and is short. */
const CANCEL = 6;
const deaf = [/\/engine\.js$/, (body) => `{
  const listen = self.addEventListener.bind(self);
  self.addEventListener = (type, heard, ...rest) => listen(type, type !== "message" ? heard : (event) => {
    const cancels = event.data?.[0] === ${CANCEL} && event.data.length < 7;
    if (!cancels) return (heard.handleEvent ?? heard).call(heard, event);
  }, ...rest);
}
${body}`];

fault(CANCELLED, "an attack that goes on whatever it is told: the engine is replaced", { at: "attack", real: true, overrides: [deaf] }, async (app, clock) => {
  await app.chart();
  await attack("CW", "iterations", "10000").start(app);
  clock.strikes();
  const { seen, answered } = await app.page.evaluate(stop, ["attack-run", "[data-testid=attack][data-state=idle]", LINK]);
  clock.stops();
  return `stopped after ${seen.toFixed(2)} s; another engine answered ${answered.toFixed(2)} s later`;
});
