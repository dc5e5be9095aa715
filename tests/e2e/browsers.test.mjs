// The page in browsers of three kinds: what a visitor does from the first screen on, by keyboard alone, pictures of every form, and a
// second visit without a network. Browsers other than Chromium take long, and are visited where FREQSCOPE_BROWSERS is set;
// FREQSCOPE_RECORD=1 visits them too, and writes what came of it into docs/RELIABILITY.md.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { keep, report, table } from "../../benches/store.mjs";
import { readChart } from "./helpers/app.mjs";
import { browser } from "./helpers/browser.mjs";
import { inFirefox, noFirefox } from "./helpers/firefox.mjs";
import { dropDrawing, FORMATS } from "./helpers/formats.mjs";
import { assertNear, keyboard, pasted, travel, when } from "./helpers/journey.mjs";
import { Machine } from "./helpers/machine.mjs";
import { serve } from "./helpers/server.mjs";
import { inWebKit, noWebKit } from "./helpers/webkit.mjs";

const TIMEOUT = 1_800_000;
/** Why others than Chromium are not visited. */
const unasked = !process.env.FREQSCOPE_BROWSERS && !process.env.FREQSCOPE_RECORD && "FREQSCOPE_BROWSERS is not set";

async function inChromium(body) {
  const chromium = await browser(Machine.withoutGpu);
  const context = await chromium.newContext({ viewport: { width: 1280, height: 900 } });
  try {
    await body(await context.newPage(), chromium.version());
  } finally {
    await context.close();
  }
}

/** How a browser is opened, and why it is not. */
const BROWSERS = {
  Chromium: { open: inChromium, missing: false },
  Firefox: { open: inFirefox, missing: noFirefox || unasked },
  WebKitGTK: { open: inWebKit, missing: noWebKit || unasked },
};

/** What came of each browser's steps: by name why one failed, or null. */
const outcomes = new Map();
const versions = {};
/** What was seen in Chromium, where that was visited. */
let expected;

/** Makes of a step of a visit a test of its own, and keeps how it ended; what follows a step that failed is not tried. */
const stepOf = (t, name) => async (step, act) => {
  let failure = null;
  await t.test(step, () => act().catch((error) => {
    failure = error;
    throw error;
  }));
  outcomes.set(name, { ...outcomes.get(name), [step]: failure?.message ?? null });
  if (failure) throw failure;
};

/** In the page: whether a whole release is kept. */
const isKept = () => navigator.serviceWorker.ready.then(async () => (await caches.keys()).some((name) => name.startsWith("freqscope/release/")));

/** What a visitor does, one thing after the other. */
async function visit(page, step, { open, name, server }) {
  const first = await when(page, readChart);
  const found = await travel(page, { hand: keyboard, copied: pasted, elsewhere: open, step });
  if (name === "Chromium") expected = found;
  else if (expected) await step("the numbers are those of Chromium", async () => assertAsExpected(found));
  for (const end of [...Object.keys(FORMATS), "svg"]) await step(`a picture that is dropped: ${end.toUpperCase()}`, () => dropDrawing(page, end)).catch(() => {});
  await step("the release is kept", () => when(page, isKept));
  server.close();
  await step("a second visit without a network", async () => {
    await page.goto(`${server.origin}/`);
    const again = await when(page, readChart);
    assert.equal(again.class, first.class);
    assertNear(again.scores, first.scores, "scores");
  });
}

function assertAsExpected(found) {
  assertNear(found.logits, expected.logits, "logits");
  for (const what of Object.keys(expected.numbers).filter((what) => what.startsWith("scores"))) assertNear(found.numbers[what], expected.numbers[what], what);
}

for (const [name, { open, missing }] of Object.entries(BROWSERS)) {
  test(`${name}: by keyboard to an attack and back through a link, pictures, and a visit without a network`, { timeout: TIMEOUT, skip: missing }, async (t) => {
    const server = await serve();
    const body = async (page, version) => {
      versions[name] = version;
      await page.goto(`${server.origin}/`);
      await visit(page, stepOf(t, name), { open, name, server });
    };
    await open(body).finally(() => server.close());
  });
}

after(async () => {
  if (!process.env.FREQSCOPE_RECORD) return;
  const { browsers } = await keep("browsers", (before) => ({ ...before, ...Object.fromEntries([...outcomes.keys()].map((name) => [name, visited(name)])) }));
  await report("tests/e2e/browsers.test.mjs", outcomeTable(Object.entries(browsers)));
});

const visited = (name) => ({ version: versions[name], date: new Date().toISOString().slice(0, 10), steps: outcomes.get(name) });

/** Of the browsers that were visited, now or before. */
function outcomeTable(browsers) {
  const cell = (outcome) => (outcome === undefined ? "not tried" : outcome === null ? "yes" : `**no**: ${outcome.split("\n")[0]}`);
  const steps = [...new Set(browsers.flatMap(([, { steps }]) => Object.keys(steps)))];
  const lines = steps.map((step) => [step, ...browsers.map(([, { steps }]) => cell(steps[step]))]);
  return table(["", ...browsers.map(([name, { version, date }]) => `${name} ${version}, ${date}`)], lines);
}
