// An engine that dies or hangs is started again, and the page says so; what was entered stays.
import assert from "node:assert/strict";
import { fixtureImage } from "../e2e/helpers/files.mjs";
import { entry, fixture } from "../e2e/helpers/npy.mjs";
import { assertClose } from "../e2e/helpers/numbers.mjs";
import { fault, said } from "./fault.mjs";
import { stalls } from "./stalls.mjs";

const [DIES, HANGS] = [6, 7];
/** Seconds that are promised until another worker runs, and until a hang is found. */
const [ANOTHER, FOUND] = [2, 10];

const logits = await fixture("networks/resnet50_logits.npy");

/** Lets tests reach the program's memory. */
const WITH_EXPORTS = [/\/engine\.js$/, (body) => body.toString().replace("await wasm_bindgen(", "self.exports = await wasm_bindgen(")];

// Evaluated in the worker. In a timer, so that the error is uncaught there as a real one would be.
const TABLE = [
  {
    kind: DIES,
    how: "a panic of the engine",
    blow: () => setTimeout(() => wasm_bindgen.provoke_panic()),
    expected: [/panicked/, /unreachable/, /provoke/],
    sentence: /The engine failed and was restarted.*provoked/s,
  },
  {
    kind: DIES,
    how: "an error that nothing in the worker catches, as a trap is one",
    blow: () => setTimeout(() => { throw new Error("trap of the test"); }),
    expected: [/trap of the test/],
    sentence: /The engine failed and was restarted.*trap of the test/s,
  },
  {
    kind: DIES,
    how: "no memory: that of the program can grow no more, and it is asked for 16 MiB",
    blow: () => setTimeout(() => {
      const { memory, __wbindgen_malloc: allocate } = self.exports;
      for (let pages = 16_384; pages >= 1; pages >>= 1) {
        try { for (;;) memory.grow(pages); } catch { /* Fewer, then. */ }
      }
      for (;;) allocate(1 << 24, 1);
    }),
    expected: [/panicked/, /unreachable/, /memory/i, /RuntimeError/],
    sentence: /The engine failed and was restarted/,
  },
  {
    kind: HANGS,
    how: "a loop without an end",
    blow: () => { for (;;); },
    sentence: /The engine stopped answering and was restarted/,
  },
  {
    kind: HANGS,
    how: "a worker that is there and says nothing",
    blow: () => { self.postMessage = () => {}; },
    sentence: /The engine stopped answering and was restarted/,
  },
];

const clipboard = { permissions: ["clipboard-read", "clipboard-write"] };

for (const { kind, how, blow, expected = [], sentence } of TABLE) {
  fault(kind, how, { expected, overrides: [WITH_EXPORTS], context: clipboard, core: true }, async (app, clock) => {
    const chart = await app.chart();
    await app.open("attack");
    await app.get("attack-epsilon").fill("7");
    await app.open("bands");
    await app.cell(5).click();
    // The answer never comes from a worker that hangs or is ended.
    (await app.worker()).evaluate(blow).catch(() => {});
    clock.strikes();
    await app.notice(sentence);
    if (kind === HANGS) clock.stops(FOUND);
    await app.model("ready");
    if (kind === DIES) clock.stops(ANOTHER);
    await app.selects([5]);
    await app.get("copy-details").first().click();
    await app.get("copy-details").filter({ hasText: "Copied" }).waitFor();
    const report = await app.page.evaluate(() => navigator.clipboard.readText());
    for (const part of [sentence, /Device: Cpu/, /Browser: Mozilla/, /Version: freqscope \d/, /Link: http.*#v1/]) assert.match(report, part);
    await app.upload(fixtureImage(1));
    await app.chart(chart);
    assertClose((await app.logits()).before, entry(logits, 1), "logits after the restart");
    await app.open("attack");
    assert.equal(await app.get("attack-epsilon").inputValue(), "7");
    return said(app);
  });
}

/** The weights of every network but the one that a visit begins with. */
const OTHER_WEIGHTS = /\/(?!resnet18-natural)[\w-]+\.safetensors$/;

fault(HANGS, "a loop without an end, while the second network's weights are on their way", { hash: "", overrides: [[OTHER_WEIGHTS, stalls]], core: true }, async (app, clock) => {
  await app.chart();
  (await app.worker()).evaluate(() => { for (;;); }).catch(() => {});
  clock.strikes();
  await app.notice(/The engine stopped answering and was restarted/);
  clock.stops(FOUND);
  await app.model("ready");
  return said(app);
});

fault(DIES, "three panics in a row: the visitor is told what to do, and does it", { expected: [/panicked/, /unreachable/, /provoke/] }, async (app, clock) => {
  const chart = await app.chart();
  for (let times = 0; times < 3; times += 1) {
    await app.model("ready");
    (await app.worker()).evaluate(() => setTimeout(() => wasm_bindgen.provoke_panic())).catch(() => {});
    clock.strikes();
    await app.get("notice").filter({ hasText: "The engine failed" }).nth(0).waitFor();
    await app.page.waitForTimeout(500);
  }
  await app.notice(/failed three times in a row and was not restarted/);
  clock.stops();
  const told = await said(app);
  await app.get("restart-engine").first().click();
  await app.upload(fixtureImage(1));
  await app.chart(chart);
  assertClose((await app.logits()).before, entry(logits, 1), "logits after the restart");
  return told;
});
