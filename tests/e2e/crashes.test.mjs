// An engine that dies or hangs is started again, and the page says so.
import assert from "node:assert/strict";
import { fixtureImage } from "./helpers/files.mjs";
import { entry, fixture } from "./helpers/npy.mjs";
import { assertClose } from "./helpers/numbers.mjs";
import { scenario } from "./helpers/scenario.mjs";

const scores = await fixture("of_scores.npy");

// Evaluated in the worker. In a timer, so that the error is uncaught there as a real one would be.
const TABLE = [
  {
    name: "a panic",
    blow: () => setTimeout(() => wasm_bindgen.provoke_panic()),
    expected: [/panicked/, /unreachable/, /provoke/],
    sentence: /The engine failed and was restarted.*provoked/s,
  },
  {
    name: "a trap",
    blow: () => setTimeout(() => { throw new Error("trap of the test"); }),
    expected: [/trap of the test/],
    sentence: /The engine failed and was restarted.*trap of the test/s,
  },
  {
    name: "a hang",
    blow: () => { for (;;); },
    expected: [],
    sentence: /The engine stopped answering and was restarted/,
  },
];

for (const { name, blow, expected, sentence } of TABLE) {
  scenario(`after ${name} the engine is restarted and computes again`, { expected, context: { permissions: ["clipboard-read", "clipboard-write"] } }, async (app) => {
    const chart = await app.chart();
    // The answer never comes from a worker that hangs or is ended.
    (await app.worker()).evaluate(blow).catch(() => {});
    await app.notice(sentence);
    await app.get("copy-details").first().click();
    await app.get("copy-details").filter({ hasText: "Copied" }).waitFor();
    const report = await app.page.evaluate(() => navigator.clipboard.readText());
    for (const part of [sentence, /Device: Cpu/, /Browser: Mozilla/, /Version: freqscope \d/, /Link: http.*#v1/]) assert.match(report, part);
    await app.model("ready");
    await app.upload(fixtureImage(9));
    assertClose((await app.chart(chart)).scores, entry(scores, 9), "scores after the restart");
  });
}
