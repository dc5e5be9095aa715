// What the browser keeps for the page is poisoned, refused, full or cleared: it is checked, and nothing depends on it.
import assert from "node:assert/strict";
import { SHIPPED, isWeights } from "../e2e/helpers/models.mjs";
import { fault, said } from "./fault.mjs";

const STORAGE = 10;

/** The weights that were fetched since. */
function watchWeights(app) {
  const fetched = [];
  app.page.context().on("request", (request) => isWeights(request.url(), SHIPPED) && fetched.push(request.url()));
  return fetched;
}

/** Puts other bytes in the place of stored weights. */
const poison = (page, bytes) => page.evaluate(async (bytes) => {
  const cache = await caches.open("freqscope/1");
  const names = (await cache.keys()).map(({ url }) => url).filter((url) => url.includes(".safetensors"));
  await Promise.all(names.map((name) => cache.put(name, new Response(new Uint8Array(bytes)))));
  return names.length;
}, bytes);

for (const [how, bytes] of [["nothing", 0], ["a kilobyte of zeros", 1024]]) {
  fault(STORAGE, `${how} in the place of stored weights`, { core: bytes === 0 }, async (app, clock) => {
    const chart = await app.chart();
    assert.ok((await poison(app.page, bytes)) > 0);
    const fetched = watchWeights(app);
    await app.page.reload();
    clock.strikes();
    assert.deepEqual(await app.chart(), chart);
    clock.stops();
    assert.equal(fetched.length, 1, "they are fetched again");
    return "fetched them again; the same chart";
  });
}

/** The browser keeps the release, and one file of it is another. */
async function poisonRelease(page) {
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    const cache = await caches.open((await caches.keys()).find((name) => name.startsWith("freqscope/release/")));
    const { url } = (await cache.keys()).find(({ url }) => /worker_cpu\w*_bg\.wasm$/.test(url));
    await cache.put(url, new Response(new Uint8Array(1024), { headers: { "content-type": "application/wasm" } }));
  });
}

const KEPT = { context: { serviceWorkers: "allow" }, real: true };

fault(STORAGE, "the engine's program is poisoned in what the service worker keeps", KEPT, async (app, clock) => {
  const chart = await app.chart();
  await poisonRelease(app.page);
  await app.page.reload();
  clock.strikes();
  assert.deepEqual(await app.chart(), chart);
  clock.stops();
  return "fetched it again; the same chart";
});

fault(STORAGE, "the same, and the network is gone", { ...KEPT, expected: [/ERR_|Failed to fetch/] }, async (app, clock, server) => {
  await app.chart();
  await poisonRelease(app.page);
  await app.page.context().setOffline(true);
  server.close();
  await app.page.reload();
  clock.strikes();
  await app.notice(/engine cannot be started/);
  clock.stops();
  return said(app);
});

const FORBID = (names) => `for (const name of ${JSON.stringify(names)}) Object.defineProperty(globalThis, name, { get() { throw new DOMException("forbidden", "SecurityError"); } });`;
const inWorkers = (code) => [/\/engine\.js$/, (body) => `${code}\n${body}`];

const rejects = (name) => `() => Promise.reject(new DOMException("", "${name}"))`;
/** Where a document has no such thing, as one that is not secure, nothing is changed. */
const replaced = (type, method, how) => `globalThis.${type} && (${type}.prototype.${method} = ${how});`;
const UNOPENED = replaced("CacheStorage", "open", rejects("UnknownError"));
const UNSET = `Storage.prototype.setItem = () => { throw new DOMException("", "QuotaExceededError"); };`;
const FULL = replaced("Cache", "put", rejects("QuotaExceededError"));
const SILENT = replaced("CacheStorage", "open", "() => new Promise(() => {})");

const REFUSED = [
  ["`localStorage`, `sessionStorage`, `indexedDB` and `caches` throw, in page and worker", FORBID(["localStorage", "sessionStorage", "indexedDB", "caches"]), FORBID(["indexedDB", "caches"])],
  ["there is no `caches`, and `localStorage` is null", `delete globalThis.caches; Object.defineProperty(globalThis, "localStorage", { value: null });`, "delete globalThis.caches;"],
  ["`caches.open` rejects, and `setItem` throws", UNOPENED + UNSET, UNOPENED],
  ["`Cache.put` rejects: the disk is full", FULL, FULL],
  ["`caches.open` never answers", SILENT, SILENT],
];

for (const [how, page, worker] of REFUSED) {
  fault(STORAGE, how, { overrides: [inWorkers(worker)], prepare: (context) => context.addInitScript(page), core: /throw, in/.test(how) }, async (app, clock) => {
    const chart = await app.chart();
    clock.stops();
    await app.compute("cpu");
    await app.page.reload();
    assert.deepEqual(await app.chart(), chart);
    return `the same chart in two visits; ${await said(app)}`;
  });
}

const clear = (page) => page.evaluate(async () => {
  localStorage.clear();
  await Promise.all((await caches.keys()).map((name) => caches.delete(name)));
  for (const registration of await navigator.serviceWorker.getRegistrations()) await registration.unregister();
});

fault(STORAGE, "the browser clears all that the page keeps, in the middle of a visit", KEPT, async (app, clock) => {
  const chart = await app.chart();
  await app.page.evaluate(() => navigator.serviceWorker.ready);
  await clear(app.page);
  clock.strikes();
  await app.openPicker();
  await app.choose("resnet18-l2-05");
  const other = await app.chart(chart);
  await app.choose(SHIPPED);
  assert.deepEqual(await app.chart(other), chart);
  clock.stops();
  return `both networks' charts; ${await said(app)}`;
});

fault(STORAGE, "nonsense in `localStorage`", {}, async (app, clock) => {
  const chart = await app.chart();
  await app.page.evaluate(() => {
    for (const name of ["device", "times", "answers", "theme", "language"]) localStorage.setItem(`freqscope.${name}`, `{"${name}": [1e999, null, "\\u0000"]`);
    localStorage.setItem("freqscope.times", `{"surroundings":{"browser":"","adapter":"","release":""},"times":{"cpu":-1,"gpu":1e400}}`);
  });
  await app.page.reload();
  clock.strikes();
  assert.deepEqual(await app.chart(), chart);
  clock.stops();
  return "the same chart";
});
