// Attacks on WebGPU, and what becomes of them when a visitor changes their mind or the GPU goes.
import assert from "node:assert/strict";
import { attack, method, start, state } from "./helpers/attack.mjs";
import { Machine } from "./helpers/machine.mjs";
import { fixtureImage } from "./helpers/files.mjs";
import { inWorker } from "./helpers/gpu.mjs";
import { SHIPPED } from "./helpers/models.mjs";
import { scenario, screenshot } from "./helpers/scenario.mjs";
import { withSmall } from "./helpers/small.mjs";

/** What comes in the place of the first network in the middle of a run; both are small here. */
const OTHER = "resnet18-l2-05";

/** Keeps the device where a test can destroy it; runs in the worker before the engine does. */
const KEEP_DEVICE = `{
  const request = GPUAdapter.prototype.requestDevice;
  GPUAdapter.prototype.requestDevice = async function (...options) {
    return (self.keptDevice = await request.apply(this, options));
  };
}`;

const gpu = {
  machine: Machine.withSoftwareGpu,
  overrides: [...(await withSmall(SHIPPED, OTHER)), inWorker(KEEP_DEVICE)],
};

/** A loss of the device is told on the console too. */
const lost = { ...gpu, expected: [/lost|destroyed/i] };

async function onGpu(app) {
  await app.upload(fixtureImage(0));
  await app.compute("gpu");
  await app.device(/WebGPU/);
  await app.chart();
}

/** Steps of PGD: more than anyone waits for, and enough for something to happen in their middle. */
const NEVER = "5000";
const LATER = "900";

const attackForLong = (app, steps = NEVER) => start(app, "PGD ℓ∞", "steps", steps);

scenario("FGSM and three steps of PGD on WebGPU, a cancelled run, and another model in its middle", { at: "attack", ...gpu }, async (app) => {
  await onGpu(app);
  await method(app, "FGSM");
  await attack(app);
  await app.get("attack-words").filter({ hasText: /FGSM( succeeded|: it still says)/ }).waitFor();
  await app.get("attack-numbers").filter({ hasText: "8.0/255" }).waitFor();

  await method(app, "PGD ℓ∞");
  await app.get("attack-steps").fill("3");
  await attack(app);
  await app.get("attack-words").filter({ hasText: /PGD ℓ∞( succeeded|: it still says)/ }).waitFor();
  await app.get("attack-numbers").filter({ hasText: /Iterations\s*3(?!\d)/ }).waitFor();
  await screenshot(app.page, "attack on WebGPU");

  await attackForLong(app);
  await app.get("attack-run").filter({ hasText: "Cancel" }).click();
  // What it took the place of is shown again.
  await state(app, "done");
  await app.get("attack-numbers").filter({ hasText: /Iterations\s*3(?!\d)/ }).waitFor();

  await attackForLong(app);
  await app.openPicker();
  await app.choose(OTHER);
  await app.open("attack");
  await app.page.locator("[data-testid=attack]:not([data-state=running])").waitFor();
  await app.model("ready");
  await method(app, "FGSM");
  await attack(app);
  assert.match(await app.get("attack-words").innerText(), /FGSM/);
});

scenario("a GPU that is lost in the middle of an attack: the CPU finishes it, and the page says so", { at: "attack", ...lost }, async (app) => {
  await onGpu(app);
  await attackForLong(app, LATER);
  await (await app.worker()).evaluate(() => self.keptDevice.destroy());
  await app.notice(/the GPU \(.*\) failed, so the CPU took over/i);
  await app.device(/CPU/);
  await state(app, "done");
  assert.equal(await app.get("attack-steps").inputValue(), LATER);
  await app.get("attack-numbers").filter({ hasText: `Iterations${LATER}` }).waitFor();
});
