// The engine as a module in somebody else's page.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { browser } from "./helpers/browser.mjs";
import { Machine } from "./helpers/machine.mjs";
import { serve } from "./helpers/server.mjs";

const TIMEOUT = 120_000;
const LAYOUTS = new URL("../fixtures/checkpoints/layouts/", import.meta.url);
const CHECKPOINT = "torchvision_resnet34.pth";
const NORMALISATION = { mean: [0.4914, 0.4822, 0.4465], std: [0.247, 0.2435, 0.2616] };

/** As docs/EMBED.md has it for a host with a strict policy. */
const policy = (origin) => `default-src 'none'; script-src 'unsafe-inline' 'wasm-unsafe-eval' ${origin}; worker-src blob:; connect-src 'self' blob: ${origin}`;

/** Opens a page on another origin that has imported the module as `F`. `more`: of its policy. */
async function imported(body, more = "") {
  const site = await serve([], undefined, (_, headers) => ({ ...headers, "access-control-allow-origin": "*" }));
  const html = `<!doctype html><title>A chart</title><meta http-equiv="Content-Security-Policy" content="${more}${policy(site.origin)}"><script type="module">
    import * as F from "${site.origin}/embed/freqscope.js";
    globalThis.F = F;
    globalThis.x = new Float32Array(F.PIXELS).map((_, i) => (i % 7) / 7);
    globalThis.ends = (promise) => promise.then(() => "done", ({ name, code, message }) => ({ name, code, message }));
  </script>`;
  const host = await serve([[/\/host\.html$/, () => html], [/\/favicon\.ico$/, () => ""], [/\.pth$/, () => readFile(new URL(CHECKPOINT, LAYOUTS))]]);
  const context = await (await browser(Machine.withoutGpu)).newContext();
  const complaints = [];
  context.on("weberror", (error) => complaints.push(error.error().message));
  try {
    const page = await context.newPage();
    page.setDefaultTimeout(TIMEOUT / 2);
    await page.goto(`${host.origin}/host.html`);
    await page.waitForFunction(() => globalThis.F);
    await body(page, site.origin);
    assert.deepEqual(complaints, []);
  } finally {
    await context.close();
    host.close();
    site.close();
  }
}

/** Calls that are refused: the code, and what the sentence begins with. */
const REFUSED = [
  [`n.occludedFrequency(x, { of: "katze" })`, "parameter", "of is “katze”: choose 0 to 9, or one of airplane"],
  [`n.occludedFrequency(x, { of: "3" })`, "parameter", "of is “3”"],
  [`n.occludedFrequency(x, { of: 99 })`, "parameter", "of is 99"],
  [`n.occludedFrequency(x, { of: -1 })`, "parameter", "of is -1"],
  [`n.ablate(x, [1], { fill: "red" })`, "parameter", "fill is “red”: choose zero, mean, noise"],
  [`n.ablate(x, [1], { fill: "noise", seed: -1 })`, "parameter", "seed is -1"],
  [`n.ablate(x, [1], { fill: "noise", seed: 1e20 })`, "parameter", "seed is 1000"],
  [`n.ablate(x, 5)`, "band", "the bands are 5: choose"],
  [`n.ablate(x)`, "band", "the bands are undefined"],
  [`n.ablate(x, [63])`, "band", "the bands are “63”"],
  [`n.attack(x, { method: "foo" })`, "parameter", "method is “foo”: choose fgsm"],
  [`n.attack(x, { method: "fgsm", epsilom: 0.5 })`, "parameter", "the attack fgsm has no “epsilom”"],
  [`n.attack(x, { steps: 1.5 })`, "parameter", "steps is 1.5"],
  [`n.attack(x, { steps: 0 })`, "parameter", "steps is 0: choose a whole number from 1"],
  [`n.attack(x, { epsilon: "8/255" })`, "parameter", "epsilon is “8/255”: choose a number"],
  [`n.attack(x, { epsilon: NaN })`, "parameter", "epsilon is NaN"],
  [`n.attack(x, { target: 10 })`, "parameter", "target is 10"],
  [`n.attack(x, { label: 99 })`, "parameter", "label is 99"],
  [`n.invert(x, x, { steps: -1 })`, "parameter", "steps is -1"],
  [`n.classify(x.map((value) => value * 255))`, "image", "a value of the image is "],
  [`n.classify(x, { signal: 5 })`, "parameter", "signal is 5"],
  [`F.open(null)`, "parameter", "model is null"],
  [`F.open("resnet18-natural", { device: "tpu" })`, "parameter", "device is “tpu”"],
  [`F.open("a.pth", { mean: [0, 0, 0] })`, "parameter", "std is not given"],
  [`F.open("a.pth", { mean: [124, 116, 104], std: [1, 1, 1] })`, "parameter", "mean or std is "],
  [`F.open("a.pth", { mean: [1, 2], std: [1, 1, 1] })`, "parameter", "mean is [1, 2]: choose three numbers"],
  [`F.open("resnet18-natural", { mean: [0, 0, 0], std: [1, 1, 1] })`, "parameter", "mean is for a checkpoint, and “resnet18-natural” is a network of the list"],
  [`F.open("resnet18-natural", { meen: [0, 0, 0] })`, "parameter", "open has no “meen”"],
  [`F.open("resnet18-natural", { files: { "worker.wasm": "a.wasm" } })`, "parameter", "files has no “worker.wasm”: choose engine.js"],
  [`F.open("resnet18-natural", { files: { "worker.js": 1 } })`, "parameter", "worker.js is 1: choose an address"],
  [`F.open("resnet18-natural", null)`, "parameter", "what is said to open is null: choose an object"],
  [`n.classify(x, 3)`, "parameter", "what is said to classify is 3"],
  [`n.attack(x, null)`, "parameter", "what is said to the attack pgd-l2 is null"],
  [`n.ablate(x, [1], { seed: 1 })`, "parameter", "seed is that of the noise, and fill is “zero”"],
  [`n.occludedFrequency(x, { fill: "mean", seed: 0 })`, "parameter", "seed is that of the noise, and fill is “mean”"],
  [`F.open("none.safetensors")`, "download", "the weights cannot be had from none.safetensors"],
];

test("a call that has no meaning ends with a code and a sentence", { timeout: TIMEOUT }, () =>
  imported(async (page) => {
    await page.evaluate(async () => (globalThis.n = await F.open("resnet18-natural")));
    for (const [call, code, message] of REFUSED) {
      const ended = await page.evaluate(`ends(${call})`);
      assert.deepEqual([ended.name, ended.code], ["FreqscopeError", code], `${call}: ${JSON.stringify(ended)}`);
      assert.ok(ended.message.startsWith(message), `${call}: ${ended.message}`);
    }
    const allowed = await page.evaluate(() => Promise.all([n.occludedFrequency(x, { of: 3 }), n.ablate(x, new Set([1, 2])), n.ablate(x, "16-62").then((coarse) => n.classify(coarse))].map(ends)));
    assert.deepEqual(allowed, ["done", "done", "done"]);
  }));

test("what is no picture, or has no pixels that may be read, is an error of the image", { timeout: TIMEOUT }, () =>
  imported(async (page, origin) => {
    const said = await page.evaluate(async (origin) => {
      const image = (src, properties = {}) => Object.assign(new Image(), properties, { src });
      const canvas = Object.assign(document.createElement("canvas"), { width: 40, height: 30 });
      const drawn = image(canvas.toDataURL());
      const broken = image("data:image/png;base64,");
      const [foreign, shared] = [image(`${origin}/samples/cat-0.png`), image(`${origin}/samples/cat-0.png`, { crossOrigin: "anonymous" })];
      const later = image(`${origin}/samples/cat-0.png?later`);
      const early = await ends((async () => F.imageOf(later))());
      await Promise.allSettled([drawn, broken, foreign, shared].map((one) => one.decode()));
      const sources = { null: null, none: undefined, div: document.createElement("div"), plain: { width: 3, height: 3 }, empty: new Image(), broken, video: document.createElement("video"), foreign, drawn, shared, canvas };
      const ended = Object.entries(sources).map(async ([name, source]) => [name, await ends((async () => F.imageOf(source))())]);
      return { early, ...Object.fromEntries(await Promise.all(ended)) };
    }, origin);
    for (const name of ["drawn", "shared", "canvas"]) assert.equal(said[name], "done", name);
    const messages = {
      null: "the picture is null",
      none: "the picture is undefined",
      div: "the picture is of type HTMLDivElement",
      plain: "the picture cannot be read: ",
      early: "the picture has no pixels",
      empty: "the picture has no pixels",
      broken: "the picture has no pixels",
      video: "the picture has no pixels",
      foreign: "the picture cannot be read: it is of another origin",
    };
    for (const [name, message] of Object.entries(messages)) {
      assert.deepEqual([said[name].name, said[name].code], ["FreqscopeError", "image"], name);
      assert.ok(said[name].message.startsWith(message), `${name}: ${said[name].message}`);
    }
  }, "img-src data: *;"));

test("what is stopped or throws ends at once, and a network stays while somebody uses it", { timeout: TIMEOUT }, () =>
  imported(async (page) => {
    const stopped = await page.evaluate(async () => {
      const stop = new AbortController();
      const opening = F.open("resnet18-natural", { signal: stop.signal });
      stop.abort(new Error("mine"));
      const begun = performance.now();
      const { message } = await ends(opening);
      return [message, performance.now() - begun];
    });
    assert.equal(stopped[0], "mine");
    assert.ok(stopped[1] < 200, `it took ${stopped[1]} ms`);
    const thrown = await page.evaluate(async () => {
      globalThis.n = await F.open("resnet18-natural");
      let calls = 0;
      const onProgress = () => {
        calls += 1;
        throw new Error("boom");
      };
      return [(await ends(n.attack(x, { onProgress }))).message, calls];
    });
    assert.deepEqual(thrown, ["boom", 1]);
    const twice = await page.evaluate(async () => {
      const [a, b] = [await F.open("resnet18-l2-05"), await F.open("resnet18-l2-05")];
      a.close();
      a.close();
      const said = [await ends(b.classify(x)), (await ends(a.classify(x))).code];
      b.close();
      return [...said, await ends(n.classify(x))];
    });
    assert.deepEqual(twice, ["done", "closed", "done"]);
  }));

test("a checkpoint is opened with what it does not say itself", { timeout: TIMEOUT }, () =>
  imported(async (page, origin) => {
    const open = await page.evaluate(() => ends(F.open("torchvision_resnet34.pth")));
    assert.deepEqual(open, { name: "FreqscopeError", code: "unsaid", message: `“${CHECKPOINT}” leaves something open; say how it scales pixels, in \`mean\` and \`std\`` });
    const told = await page.evaluate(async (hints) => {
      const network = await F.open("torchvision_resnet34.pth", hints);
      return [network.name, (await network.classify(x)).length];
    }, NORMALISATION);
    assert.deepEqual(told, [CHECKPOINT, 10]);
    // The same bytes under two names are one network with two users.
    const shared = await page.evaluate(async (weights) => {
      const bytes = await (await fetch(weights)).arrayBuffer();
      const [a, b] = await Promise.all([F.open(bytes), F.open(weights)]);
      a.close();
      return [a.id === b.id, await ends(b.classify(x))];
    }, `${origin}/models/resnet18-l2-05.safetensors`);
    assert.deepEqual(shared, [true, "done"]);
  }));
