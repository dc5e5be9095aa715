// The engine's programs: with WebGPU and for the CPU alone, each with relaxed SIMD and without. A browser fetches and keeps those that
// it can run best, and all compute what other people's code does.
import assert from "node:assert/strict";
import { test } from "node:test";
import { App } from "./helpers/app.mjs";
import { browser } from "./helpers/browser.mjs";
import { Machine } from "./helpers/machine.mjs";
import { entry, fixture } from "./helpers/npy.mjs";
import { assertClose } from "./helpers/numbers.mjs";
import { serve } from "./helpers/server.mjs";

const TIMEOUT = 240_000;
const [RELAXED, PLAIN] = ["worker_relaxed_bg.wasm", "worker_bg.wasm"];
const OF_CPU = { [RELAXED]: "worker_cpu_relaxed_bg.wasm", [PLAIN]: "worker_cpu_bg.wasm" };
/** Rounding once or twice makes so much of a score; the promise is 2e-3. */
const NEAR = 1e-3;
/**
 * The number of `f32x4.relaxed_madd` where the browser is asked whether it knows that, and one that none has; the service worker
 * then does not keep the script, which is another one.
 */
const UNKNOWN = [/\/(engine|service-worker)\.js$/, (body) => body.toString().replace("253, 133, 2, 11)", "253, 255, 3, 11)").replace(/"engine\.js": "\w+",/, "")];
const BLANK = [/^\/blank\.html$/, () => "<!doctype html>"];

/** A page of the site in a browser that has never seen it; `overrides` are the server's. Gives `body` also the programs that were fetched. */
async function visit(overrides, body) {
  const server = await serve([BLANK, ...overrides]);
  const context = await (await browser(Machine.withoutGpu)).newContext();
  context.setDefaultTimeout(TIMEOUT / 2);
  const fetched = new Set();
  context.on("request", (request) => /worker\w*_bg\.wasm/.test(request.url()) && fetched.add(request.url().split("/").pop()));
  try {
    return await body(await context.newPage(), server.origin, fetched);
  } finally {
    await context.close();
    server.close();
  }
}

/** What a program says of the first images of the fixtures: logits, scores of one, and what one step up its slope makes of it. */
const answers = (page, images, files) => page.evaluate(async ([numbers, files]) => {
  const { PIXELS, open } = await import("/embed/freqscope.js");
  const network = await open("resnet18-natural", { device: "cpu", files });
  const [images, first] = [Float32Array.from(numbers), Float32Array.from(numbers.slice(0, PIXELS))];
  const logits = await network.classify(images);
  const { scores } = await network.occludedFrequency(first);
  const attack = await network.attack(first, { method: "fgsm", epsilon: 8 / 255, label: 0 });
  network.close();
  return { logits: [...logits], scores: [...scores], attack: [...attack.image] };
}, [Array.from(images), files]);

// Who names files of the engine with WebGPU alone is given that, and who names a plain program has no other.
for (const [program, named] of [[OF_CPU[RELAXED], []], [OF_CPU[PLAIN], [OF_CPU[PLAIN]]], [RELAXED, ["worker.js"]], [PLAIN, [PLAIN]]]) {
  test(`${program} agrees with PyTorch, captum and torchattacks`, { timeout: TIMEOUT }, () =>
    visit([], async (page, origin, fetched) => {
      await page.goto(`${origin}/blank.html`);
      const [images, logits, scores, fgsm] = await Promise.all(["images", "logits", "of_scores", "attacks/fgsm"].map((name) => fixture(`${name}.npy`)));
      const files = Object.fromEntries(named.map((file) => [file, `${origin}/${file}`]));
      const found = await answers(page, images.data, files);
      assertClose(found.logits, logits.data, "logits");
      assertClose(found.scores, entry(scores, 0), "scores");
      const moved = Array.from(entry(fgsm, 0)).filter((value, i) => Math.abs(value - found.attack[i]) > 1e-3).length;
      assert.ok(moved <= found.attack.length / 100, `${moved} slopes have another sign`);
      assert.deepEqual([...fetched], [program]);
    }));
}

/** The programs that the service worker keeps, and whether it may find WebGPU. */
const kept = (page) => page.evaluate(async () => {
  await navigator.serviceWorker.ready;
  const name = (await caches.keys()).find((name) => name.startsWith("freqscope/release/"));
  const requests = await (await caches.open(name)).keys();
  const programs = requests.map(({ url }) => url.split("/").pop()).filter((file) => /^worker\w*_bg\.wasm$/.test(file));
  return { programs, gpu: "gpu" in navigator };
});

test("a browser fetches and keeps the program that it can run, and shows the same", { timeout: TIMEOUT }, async () => {
  const charts = [];
  for (const [overrides, program] of [[[], RELAXED], [[UNKNOWN], PLAIN]]) {
    await visit(overrides, async (page, origin, fetched) => {
      await page.goto(`${origin}/`);
      charts.push(await new App(page).chart());
      assert.deepEqual([...fetched], [OF_CPU[program]]);
      const { programs, gpu } = await kept(page);
      assert.deepEqual(programs.sort(), [OF_CPU[program], ...(gpu ? [program] : [])].sort());
    });
  }
  const [relaxed, plain] = charts;
  assert.equal(relaxed.class, plain.class);
  relaxed.scores.forEach((score, band) => assert.ok(Math.abs(score - plain.scores[band]) <= NEAR, `band ${band}`));
});
