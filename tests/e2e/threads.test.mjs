// Several threads compute: the same numbers as one, whatever becomes of them.
import assert from "node:assert/strict";
import { start, state } from "./helpers/attack.mjs";
import { scenario } from "./helpers/scenario.mjs";

/** Milliseconds in which a cancellation reaches all; the machine that runs this may be busy. */
const CANCELLED = 1_500;
const MEMBER = `if (self.name.startsWith("member"))`;

/** Before the engine's script. */
const before = (code) => [[/\/engine\.js$/, (body) => `${code}\n${body}`]];

/** Members report what they are sent, and the kind of event that they answer. */
const overheard = before(`${MEMBER} {
  const [channel, post] = [new BroadcastChannel("overheard"), self.postMessage.bind(self)];
  self.addEventListener("message", () => channel.postMessage({ to: true }));
  self.postMessage = (message) => { post(message); if (message[0]) channel.postMessage({ from: message[0], at: Date.now() }); };
}`);

const at = (threads, rest = "beside=none") => `?threads=${threads}#v1/${rest}`;

/** Waits until so many threads compute. */
const threads = (app, count) => app.page.locator(`[data-testid=device] >> xpath=self::*[@data-threads="${count}"]`).waitFor({ state: "attached" });

/** The chart of another picture. */
async function another(app, file = "cat-0.png") {
  const first = await app.chart();
  await app.pick(file);
  return app.chart(first);
}

/** The mean over the first three samples. */
async function survey(app) {
  await app.open("survey");
  await app.get("survey-run").click();
  const third = () => {
    const curve = document.querySelector("[data-testid=survey-curve][data-extent=samples]");
    return curve?.dataset.n === "3" ? { ...curve.dataset } : null;
  };
  const mean = await (await app.page.waitForFunction(third)).jsonValue();
  await app.get("survey-run").click();
  return mean;
}

/** The same in a page with one thread. */
async function alone(app, ask) {
  const page = await app.page.context().newPage();
  await page.goto(new URL(`/${at(1)}`, app.page.url()).href);
  const found = await ask(new app.constructor(page));
  await page.close();
  return found;
}

scenario("a chart and a survey by two threads are those of one", { hash: at(2), overrides: overheard }, async (app) => {
  await app.page.evaluate(() => {
    globalThis.asked = 0;
    new BroadcastChannel("overheard").onmessage = ({ data }) => (globalThis.asked += data.to ? 1 : 0);
  });
  await app.chart();
  await threads(app, 2);
  const asked = await app.page.evaluate(() => globalThis.asked);
  const found = await another(app);
  assert.ok((await app.page.evaluate(() => globalThis.asked)) > asked + 1, "the second thread had parts of it");
  assert.deepEqual(found, await alone(app, another));
  const mean = await survey(app);
  const expected = await alone(app, async (app) => {
    await app.chart();
    return survey(app);
  });
  assert.deepEqual(mean, expected);
});

for (const [name, blow] of [["traps", `throw new Error("trap of the test")`], ["hangs", "for (;;);"]]) {
  const overrides = before(`${MEMBER} { let heard = 0; self.addEventListener("message", () => { heard += 1; if (heard > 5) { ${blow}; } }); }`);
  scenario(`a thread that ${name} loses nothing`, { hash: at(2), overrides }, async (app) => {
    await app.chart();
    await threads(app, 2);
    const found = await another(app);
    assert.deepEqual(found, await alone(app, another));
    assert.equal(await app.get("notice").count(), 0, "nobody need know");
  });
}

scenario("without a worker in a worker one thread computes", { hash: at(4), overrides: before("self.Worker = undefined;") }, async (app) => {
  await another(app);
  await threads(app, 1);
});

scenario("a cancellation reaches all threads, which give their memory back behind other tabs", { hash: at(2, "at=attack"), overrides: overheard }, async (app) => {
  await app.page.evaluate(() => {
    globalThis.events = [];
    new BroadcastChannel("overheard").onmessage = ({ data }) => data.from && globalThis.events.push(data);
  });
  await app.second();
  await threads(app, 2);
  await app.page.getByRole("radio", { name: "Both", exact: true }).check({ force: true });
  await start(app, "CW", "iterations", "10000");
  const PROGRESS = 9;
  await app.page.waitForFunction((kind) => globalThis.events.some(({ from }) => from === kind), PROGRESS);
  const cancelled = await app.get("attack-run").evaluate((button) => {
    button.click();
    return Date.now();
  });
  await state(app, "idle");
  await app.page.waitForTimeout(2 * CANCELLED);
  const events = await app.page.evaluate(() => globalThis.events);
  const last = Math.max(...events.map(({ at }) => at));
  console.log(`the second thread ended ${last - cancelled} ms after the click`);
  assert.ok(last - cancelled < CANCELLED, `${last - cancelled} ms`);
  await app.page.evaluate(() => {
    Object.defineProperty(document, "hidden", { value: true });
    document.dispatchEvent(new Event("visibilitychange"));
  });
  await threads(app, 1);
});
