// Attacking the picture: from the settings to the spectrum of the change, and what is refused.
import assert from "node:assert/strict";
import { fixtureImage } from "./helpers/files.mjs";
import { scenario, screenshot } from "./helpers/scenario.mjs";

const BANDS = 63;

const state = (app, name) => app.page.locator(`[data-testid=attack][data-state=${name}]`).waitFor();

/** Attacks and waits for the end. */
async function attack(app) {
  await app.get("attack-run").click();
  await state(app, "done");
}

/** Starts an attack that takes long, and waits until it is at work. */
async function attackForLong(app) {
  await app.get("attack-method").selectOption({ label: "CW, ℓ2" });
  await app.get("attack-iterations").fill("10000");
  await app.get("attack-iterations").press("Enter");
  await app.page.locator("[data-testid=attack-progress][data-done]:not([data-done='0'])").waitFor();
}

/** The change in each band, of an attack that has ended. */
async function profile(app) {
  const bars = app.get("rct-bar");
  return bars.evaluateAll((bars) => bars.sort((a, b) => a.dataset.band - b.dataset.band).map((bar) => Number(bar.dataset.value)));
}

scenario("FGSM on the CPU shows where its change lies, and its image becomes the picture and goes", {}, async (app) => {
  await app.upload(fixtureImage(0));
  const chart = await app.chart();
  const picture = await app.plate("image");
  await attack(app);
  await app.get("attack-words").filter({ hasText: "FGSM succeeded: the network says" }).waitFor();
  await app.get("attack-numbers").filter({ hasText: "8.0/255" }).waitFor();
  const relative = await profile(app);
  assert.equal(relative.length, BANDS);
  assert.ok(relative.every((value) => value > 0 && Number.isFinite(value)));
  await app.page.getByRole("radio", { name: "Absolute" }).check({ force: true });
  await app.page.locator("[data-testid=rct-profile][aria-label^=Absolute]").waitFor();
  assert.notDeepEqual(await profile(app), relative);
  await app.get("rct-map").waitFor();

  await app.get("attack-adopt").click();
  const adversarial = await app.chart(chart);
  assert.notEqual(adversarial.class, chart.class);
  await app.changedPlate("image", picture);
  await app.get("attack-return").click();
  assert.deepEqual(await app.chart(adversarial), chart);
  assert.equal(await app.plate("image"), picture);
});

scenario("a long CW run is watched and cancelled, and the engine is free again at once", {}, async (app) => {
  await app.upload(fixtureImage(0));
  await app.chart();
  await attackForLong(app);
  await app.get("attack-run").filter({ hasText: "Cancel" }).click();
  await state(app, "idle");
  const cancelled = Date.now();
  await app.get("attack-method").selectOption({ label: "FGSM" });
  await attack(app);
  const milliseconds = Date.now() - cancelled;
  assert.ok(milliseconds < 30_000, `the next attack ended after ${milliseconds} ms`);
  console.log(`FGSM right after a cancelled CW run: ${milliseconds} ms`);
});

const trap = { expected: [/trap of the test/] };

scenario("when the engine dies in the middle of an attack, the settings stay and it can be repeated", trap, async (app) => {
  await app.chart();
  await attackForLong(app);
  (await app.worker()).evaluate(() => setTimeout(() => { throw new Error("trap of the test"); })).catch(() => {});
  await state(app, "failed");
  await app.get("attack-words").filter({ hasText: "Your settings are kept" }).waitFor();
  assert.equal(await app.get("attack-iterations").inputValue(), "10000");
  await app.get("attack-method").selectOption({ label: "FGSM" });
  await attack(app);
});

scenario("a parameter without a meaning is refused in a sentence before any work", {}, async (app) => {
  await app.chart();
  await app.get("attack-epsilon").fill("-0.1");
  await app.get("attack-complaint").filter({ hasText: /epsilon is -0\.1: choose a number from 0 to 1/ }).waitFor();
  assert.equal(await app.get("attack-epsilon").getAttribute("aria-invalid"), "true");
  assert.ok(await app.get("attack-run").isDisabled());
  await app.get("attack-paper").click();
  assert.equal(await app.get("attack-epsilon").inputValue(), "0.15");
  assert.equal(await app.get("attack-complaint").innerText(), "");
  assert.ok(await app.get("attack-run").isEnabled());
});

const LAYOUTS = [
  { name: "1280 px", context: { viewport: { width: 1280, height: 900 } } },
  { name: "375 px dark", context: { viewport: { width: 375, height: 812 }, colorScheme: "dark" } },
];

for (const { name, context } of LAYOUTS) {
  scenario(`nothing of an attack is cut off: ${name}`, { context }, async (app) => {
    await app.chart();
    await app.get("attack-method").selectOption({ label: "PGD, ℓ2" });
    await attack(app);
    await screenshot(app.page, `attack ${name}`);
    const width = await app.page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(width <= context.viewport.width, `the page is ${width} pixels wide`);
  });
}
