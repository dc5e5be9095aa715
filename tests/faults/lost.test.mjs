// A GPU's device that is lost: whatever was asked is answered, and the page says what happened.
import assert from "node:assert/strict";
import { method, state } from "../e2e/helpers/attack.mjs";
import { fixtureImage } from "../e2e/helpers/files.mjs";
import { inWorker } from "../e2e/helpers/gpu.mjs";
import { Machine } from "../e2e/helpers/machine.mjs";
import { entry, fixture } from "../e2e/helpers/npy.mjs";
import { assertClose } from "../e2e/helpers/numbers.mjs";
import { fault, hears, said, STRIKES, struck } from "./fault.mjs";

const LOST = 4;
const logits = await fixture("networks/resnet50_logits.npy");

/** Loses the device at its submission of that number, or when `lose(submissions)` says so; of all devices the first `devices`. */
const loses = (at, devices = Infinity) => `{
  let left = ${at};
  self.lose = (submissions) => (left = submissions);
  const request = GPUAdapter.prototype.requestDevice;
  GPUAdapter.prototype.requestDevice = async function (...options) {
    const device = await request.apply(this, options);
    if (Number(await (await fetch("/faults/device")).text()) > ${devices}) left = Infinity;
    const submit = device.queue.submit.bind(device.queue);
    device.queue.submit = (...work) => {
      left -= 1;
      if (left === 0) { ${STRIKES} device.destroy(); }
      return submit(...work);
    };
    return device;
  };
}`;
/** Counts devices, for workers know nothing of those before them. */
const counted = (count = 0) => [/^\/faults\/device$/, () => String((count += 1))];
const NOT_YET = Infinity;

const options = (line, more = {}) => ({
  machine: Machine.withSoftwareGpu,
  overrides: [inWorker(line), counted()],
  prepare: hears,
  expected: [/lost|destroyed/i, /panicked/, /unreachable/],
  ...more,
});

const first = (app) => app.upload(fixtureImage(0)).then(() => app.chart());

/** What PyTorch says, on whatever device. */
const assertRight = async (app) => assertClose((await app.logits()).before, entry(logits, 0), "logits of image 0");

/** Submissions of the worker at which its network is on the way, and at which it is tested. */
for (const [when, at] of [["while the network is loaded", 1], ["in the self-test", 8], ["in the first chart", 60]]) {
  for (const often of ["once", "each time"]) {
    fault(LOST, `\`device.destroy()\` ${when}, ${often}`, options(loses(at, often === "once" ? 1 : Infinity)), async (app, clock) => {
      await first(app);
      await app.compute("gpu");
      await struck(app, clock);
      await app.chart();
      await assertRight(app);
      await app.device(/GPU|CPU/);
      return said(app);
    });
  }
}

/** Arms the device, and waits until it is lost. */
async function lose(app, clock, submissions = 20) {
  await (await app.worker()).evaluate((submissions) => self.lose(submissions), submissions);
  await struck(app, clock);
}

async function onGpu(app) {
  await first(app);
  await app.compute("gpu");
  await app.device(/GPU · WebGPU/);
  await app.chart();
}

fault(LOST, "`device.destroy()` in the chart of another picture", options(loses(NOT_YET), { core: true }), async (app, clock) => {
  await onGpu(app);
  const before = await app.chart();
  await (await app.worker()).evaluate(() => self.lose(5));
  await app.upload(fixtureImage(1));
  await struck(app, clock);
  await app.chart(before);
  clock.stops();
  assertClose((await app.logits()).before, entry(logits, 1), "logits of image 1");
  return said(app);
});

fault(LOST, "`device.destroy()` in a survey", options(loses(NOT_YET), { at: "survey" }), async (app, clock) => {
  await onGpu(app);
  const measured = (count) => app.page.waitForFunction((count) => Number(document.querySelector("[data-testid=survey-words]")?.dataset.done) >= count, count);
  await app.get("survey-run").click();
  await measured(1);
  await lose(app, clock);
  const done = Number(await app.get("survey-words").getAttribute("data-done"));
  await measured(done + 2);
  clock.stops();
  await app.get("survey-run").click();
  return `the survey went on; ${await said(app)}`;
});

/** Each attack, with a number of steps in whose middle the device goes. */
const ATTACKS = [
  ["FGSM", undefined, undefined, 2],
  ["PGD ℓ∞", "steps", "200", 20],
  ["PGD ℓ2", "steps", "200", 20],
  ["CW", "iterations", "100", 20],
  ["SimBA, pixels", "freq_dims", "8", 10],
  ["SimBA, DCT", "freq_dims", "8", 10],
];

for (const [name, field, number, submissions] of ATTACKS) {
  fault(LOST, `\`device.destroy()\` in ${name}`, options(loses(NOT_YET), { at: "attack" }), async (app, clock) => {
    await onGpu(app);
    await method(app, name);
    if (field) await app.get(`attack-${field}`).fill(number);
    await (await app.worker()).evaluate((submissions) => self.lose(submissions), submissions);
    await app.get("attack-run").click();
    await struck(app, clock);
    await state(app, "done");
    clock.stops();
    assert.match(await app.get("attack-words").innerText(), new RegExp(name.split(/[ ,]/)[0]));
    return `the attack ended; ${await said(app)}`;
  });
}
