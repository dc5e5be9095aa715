// Browsers that have no GPU to offer, and GPUs that lack something, fail or do not answer: the engine computes on the CPU and says why.
import assert from "node:assert/strict";
import { fixtureImage } from "../e2e/helpers/files.mjs";
import { called, inWorker } from "../e2e/helpers/gpu.mjs";
import { Machine } from "../e2e/helpers/machine.mjs";
import { entry, fixture } from "../e2e/helpers/npy.mjs";
import { assertClose } from "../e2e/helpers/numbers.mjs";
import { fault, hears, reason, said, STRIKES, struck } from "./fault.mjs";

const [INSECURE, ABSENT, LACKING, UNREAD] = [1, 2, 3, 5];
/** Seconds that are promised for a GPU that does not answer when it is opened … */
const OPENING = 5;
/** … and for numbers that are never read back: two and a half where the queue says that it is done, a minute where it does not. */
const READING = 65;

const machine = Machine.withSoftwareGpu;
const logits = await fixture("networks/resnet50_logits.npy");

/** Takes the place of a function that answers with a promise. */
const answers = (what, how) => `${what} = function () { ${STRIKES} return ${how}; };`;
const NEVER = "new Promise(() => {})";
const REFUSED = "Promise.reject(new DOMException('limit not supported', 'OperationError'))";
const ADAPTER = "GPU.prototype.requestAdapter";
const DEVICE = "GPUAdapter.prototype.requestDevice";
const UNMAPPED = answers("GPUBuffer.prototype.mapAsync", NEVER);
const UNALLOCATED = `GPUDevice.prototype.createBuffer = () => { ${STRIKES} throw new RangeError("out of memory"); };`;

/** By another name than its own, which browsers trust less. */
const insecure = {
  machine: [...machine, "--host-resolver-rules=MAP freqscope.test 127.0.0.1"],
  url: (origin) => `${origin.replace("127.0.0.1", "freqscope.test")}/#v1/beside=none`,
};

fault(INSECURE, "plain http from another machine than this", { ...insecure, core: true }, async (app) => {
  await app.device(/CPU.*WebGPU needs a page served over HTTPS or from localhost/s);
  await app.chart();
  assert.equal(await app.page.evaluate(() => isSecureContext), false);
  return reason(app);
});

fault(INSECURE, "the same, a picture of one's own, another network and “Copy link”", insecure, async (app) => {
  const first = await app.chart();
  await app.upload(fixtureImage(0));
  const own = await app.chart(first);
  await app.openPicker();
  await app.choose("resnet18-l2-05");
  await app.chart(own);
  await app.page.getByRole("button", { name: "Copy link" }).first().click();
  return `three charts; ${await said(app)}`;
});

/** What the automatic choice meets. */
const MET = [
  { how: "a browser without WebGPU", machine: Machine.withoutGpu, told: /CPU.*no GPU is used because/is },
  { how: "no `navigator.gpu` in the worker", line: `${STRIKES} delete WorkerNavigator.prototype.gpu;`, told: /CPU.*this browser has no WebGPU/s },
  { how: "`requestAdapter` answers null", line: answers(ADAPTER, "Promise.resolve(null)"), told: /CPU.*no adapter/s },
  { how: "`requestAdapter` rejects", line: answers(ADAPTER, "Promise.reject(new Error('lost'))"), told: /CPU.*the browser failed to look for one/s },
  { how: "`requestAdapter` never answers", line: answers(ADAPTER, NEVER), told: /CPU.*has not answered/s },
  { how: "`requestDevice` rejects", line: called() + answers(DEVICE, REFUSED), told: /CPU.*it could not be opened/s },
  { how: "`requestDevice` never answers", line: called() + answers(DEVICE, NEVER), told: /CPU.*it was to be opened and has not answered/s },
];

for (const { how, line, told, ...settings } of MET) {
  const options = { machine, overrides: line ? [inWorker(line)] : [], prepare: hears, core: true, ...settings };
  fault(ABSENT, how, options, async (app, clock) => {
    if (line) await struck(app, clock);
    await app.device(told);
    clock.stops(line ? OPENING : undefined);
    await app.chart();
    return reason(app);
  });
}

/** GPUs that a visitor has asked for, what goes wrong, and the one sentence that says so. */
const CHOSEN = [
  [ABSENT, "`requestAdapter` never answers", answers(ADAPTER, NEVER), "No GPU is used because the browser was asked for one and has not answered.", OPENING],
  [ABSENT, "`requestDevice` never answers", answers(DEVICE, NEVER), "No GPU is used because it was to be opened and has not answered.", OPENING],
  [LACKING, "`requestDevice` rejects", answers(DEVICE, REFUSED), "No GPU is used because it could not be opened.", OPENING],
  [LACKING, "`features` is empty", `Object.defineProperty(GPUAdapter.prototype, "features", { get() { ${STRIKES} return new Set(); } });`,
    "No GPU is used because the browser's WebGPU lacks the feature timestamp-query.", OPENING],
  [LACKING, "`createBuffer` throws", UNALLOCATED, "The GPU failed twice, so the CPU took over.", Infinity],
  [UNREAD, "`mapAsync` never answers", UNMAPPED, "The GPU (WebGPU · google swiftshader) did not give its numbers back, so the CPU took over.", READING],
];

for (const [kind, how, line, sentence, within] of CHOSEN) {
  const expected = line === UNALLOCATED ? [/panicked/, /unreachable/, /out of memory/] : [];
  const options = { machine, overrides: [inWorker(line)], prepare: hears, expected, core: true };
  fault(kind, `${how}, of a GPU chosen by hand`, options, async (app, clock) => {
    await app.chart();
    const before = await app.page.evaluate(() => globalThis.struck.length);
    await app.compute("gpu");
    await struck(app, clock, before);
    await app.notice(sentence);
    await app.device(/CPU/);
    clock.stops(within);
    assert.deepEqual(await app.get("notice").locator("p").allTextContents(), [sentence]);
    await app.chart();
    return said(app);
  });
}


/** Whether there is no adapter yet. */
let none = true;
const late = { machine, overrides: [inWorker(() => (none ? answers(ADAPTER, "Promise.resolve(null)") : ""))], prepare: hears };

fault(ABSENT, "`requestAdapter` answers null at first, and an adapter when a GPU is chosen by hand", late, async (app, clock) => {
  await app.device(/CPU.*no adapter/s);
  await app.upload(fixtureImage(0));
  await app.chart();
  none = false;
  clock.strikes();
  await app.compute("gpu");
  await app.device(/GPU · WebGPU/);
  await app.chart();
  assertClose((await app.logits()).before, entry(logits, 0), "logits of image 0");
  return reason(app);
});

const LIMITS = `{
  const limits = Object.getOwnPropertyDescriptor(GPUAdapter.prototype, "limits").get;
  const low = { maxComputeInvocationsPerWorkgroup: 64, maxComputeWorkgroupSizeX: 64, maxComputeWorkgroupStorageSize: 1024 };
  const get = (from, name) => low[name] ?? from[name];
  Object.defineProperty(GPUAdapter.prototype, "limits", { get() { ${STRIKES} return new Proxy(limits.call(this), { get }); } });
}`;
const COARSE = { machine, expected: [/panicked/, /unreachable/] };

fault(LACKING, "`limits` are a quarter of WebGPU's least", { ...COARSE, overrides: [inWorker(LIMITS)], prepare: hears }, async (app, clock) => {
  await app.upload(fixtureImage(0));
  await app.chart();
  await app.compute("gpu");
  await struck(app, clock);
  await app.device(/GPU|CPU/);
  await app.chart();
  assertClose((await app.logits()).before, entry(logits, 0), "logits of image 0");
  return said(app);
});

/** A device that has no room for more than so many bytes at once. */
const ROOM = (bytes) => `{
  const create = GPUDevice.prototype.createBuffer;
  GPUDevice.prototype.createBuffer = function (descriptor) {
    if (descriptor.size <= ${bytes}) return create.call(this, descriptor);
    ${STRIKES}
    throw new RangeError("out of memory");
  };
}`;

fault(LACKING, "`createBuffer` throws from 64 KiB on", { machine, overrides: [inWorker(ROOM(65_536))], prepare: hears, expected: [/panicked/, /unreachable/, /out of memory/] }, async (app, clock) => {
  await app.upload(fixtureImage(0));
  await app.chart();
  await app.compute("gpu");
  await struck(app, clock);
  await app.device(/CPU/);
  await app.chart();
  assertClose((await app.logits()).before, entry(logits, 0), "logits of image 0");
  return said(app);
});
