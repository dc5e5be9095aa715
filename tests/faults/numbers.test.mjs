// Numbers that are wrong: those of a GPU are found by the self-test, and what is not finite is never a label.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { fixtureImage } from "../e2e/helpers/files.mjs";
import { called, inWorker } from "../e2e/helpers/gpu.mjs";
import { Machine } from "../e2e/helpers/machine.mjs";
import { SHIPPED, ownModel } from "../e2e/helpers/models.mjs";
import { entry, fixture } from "../e2e/helpers/npy.mjs";
import { assertClose } from "../e2e/helpers/numbers.mjs";
import { fault, hears, reason, said, STRIKES, struck } from "./fault.mjs";

const [WRONG, INFINITE] = [13, 14];
const logits = await fixture("networks/resnet50_logits.npy");

/** What is read back from the GPU is changed: each number, by what the line makes of it; nothing before `after` readings. */
const reads = (line, after = 0) => `{
  let left = ${after};
  self.spoil = () => (left = 0);
  const map = GPUBuffer.prototype.getMappedRange;
  GPUBuffer.prototype.getMappedRange = function (...range) {
    const bytes = map.apply(this, range);
    left -= 1;
    if (left < 0 && this.usage & GPUBufferUsage.MAP_READ && bytes.byteLength % 4 === 0) {
      ${STRIKES}
      const numbers = new Float32Array(bytes);
      numbers.forEach((x, i) => (numbers[i] = ${line}));
    }
    return bytes;
  };
}`;
const NOT_YET = Infinity;

const gpu = (line) => ({ machine: Machine.withSoftwareGpu, overrides: [inWorker(line)], prepare: hears });

const WRONGS = [
  ["by half a per cent", "x * 1.005", true],
  ["by a hundredth in one logit of ten", "x + (i % 10 === 3 ? 0.01 : 0)", false],
  ["of the other sign", "-x", false],
  ["all zero", "0", false],
  ["moved by one place", "numbers[(i + 1) % numbers.length]", false],
];

for (const [how, line, core] of WRONGS) {
  fault(WRONG, `numbers of a GPU chosen by hand are wrong ${how}`, { ...gpu(reads(line)), core }, async (app, clock) => {
    await app.upload(fixtureImage(0));
    await app.chart();
    await app.compute("gpu");
    await struck(app, clock);
    await app.notice(/computed other logits than those that are stored, so the CPU took over/);
    await app.device(/CPU/);
    await app.chart();
    clock.stops();
    assertClose((await app.logits()).before, entry(logits, 0), "logits of image 0");
    return said(app);
  });
}

fault(WRONG, "numbers of a GPU that is tried beside the CPU are wrong by half a per cent", gpu(called() + reads("x * 1.005")), async (app, clock) => {
  await app.upload(fixtureImage(0));
  await app.chart();
  await struck(app, clock);
  await app.device(/CPU.*(computed other logits|failed)/s);
  clock.stops();
  assertClose((await app.logits()).before, entry(logits, 0), "logits of image 0");
  return reason(app);
});

/** After a sound self-test. */
fault(INFINITE, "a GPU reads back NaN, after a self-test that it passed", { ...gpu(reads("NaN", NOT_YET)), core: true }, async (app, clock) => {
  await app.upload(fixtureImage(0));
  await app.chart();
  await app.compute("gpu");
  await app.device(/GPU · WebGPU/);
  const before = await app.chart();
  await (await app.worker()).evaluate(() => self.spoil());
  await app.upload(fixtureImage(1));
  await app.notice(/computed what is not a number, so the CPU took over/);
  await app.chart(before);
  clock.stops();
  assertClose((await app.logits()).before, entry(logits, 1), "logits of image 1");
  return said(app);
});

/** The shipped network with its last layer as many times as large, under another name. */
async function scaled(times, name) {
  const { buffer } = await ownModel();
  const copy = Buffer.from(buffer);
  const start = 8 + Number(copy.readBigUInt64LE());
  const header = JSON.parse(copy.toString("utf8", 8, start));
  for (const part of ["head.scale", "head.bias"]) {
    const [from, to] = header[part].data_offsets.map((offset) => start + offset);
    for (let at = from; at < to; at += 4) copy.writeFloatLE(Math.fround(copy.readFloatLE(at) * times), at);
  }
  return { name, mimeType: "", buffer: copy };
}

fault(INFINITE, "weights of one's own that are infinite", { core: true }, async (app, clock) => {
  const chart = await app.chart();
  await app.open("networks");
  clock.strikes();
  await app.hand("drop", await scaled(Infinity, "infinite.safetensors"));
  await app.notice(/infinite\.safetensors.*(not a finite number|not finite)/s);
  clock.stops();
  assert.deepEqual(await app.chart(), chart);
  return said(app);
});

/** The largest logit of the self-test's image, and a factor by which that just stays finite. */
const manifest = JSON.parse(await readFile(new URL("../../models/manifest.json", import.meta.url), "utf8"));
const largest = Math.max(...manifest.models.find(({ id }) => id === SHIPPED).golden.logits.map(Math.abs));
const JUST = (0.99 * 3.4e38) / largest;

fault(INFINITE, "weights of one's own whose logits are finite for the test image, and infinite for the picture", {}, async (app, clock) => {
  await app.chart();
  await app.open("networks");
  await app.hand("drop", await scaled(JUST, "large.safetensors"));
  await app.page.locator("[data-testid=model-row]", { hasText: "large.safetensors" }).waitFor({ state: "attached" });
  clock.strikes();
  await app.notice(/gives a logit that is not a finite number, so its weights are broken or far too large/);
  clock.stops();
  // Without its fine frequencies the picture may have finite logits; the whole of it has not.
  await app.get("cutoff").press("End");
  await app.page.locator("[data-testid=answer] li:not([data-class])").first().waitFor();
  assert.equal(await app.page.locator("[data-testid=answer] li[data-class]").count(), 0, "no label");
  assert.equal(await app.page.locator("[data-testid=prediction][data-class]").count(), 0, "no label among the instruments either");
  assert.equal(await app.page.locator("[data-testid=logit][data-before]").evaluateAll((all) => all.filter(({ dataset }) => dataset.before).length), 0);
  return said(app);
});
