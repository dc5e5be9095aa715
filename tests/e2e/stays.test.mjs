// The page as an app: after one visit it needs no network, and a new release is taken whole, when the visitor says so, or not at all.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { test } from "node:test";
import { App } from "./helpers/app.mjs";
import { browser } from "./helpers/browser.mjs";
import { Machine } from "./helpers/machine.mjs";
import { DIST, serve } from "./helpers/server.mjs";

const TIMEOUT = 240_000;
const SAMPLE = "cat-8.png";

/** A browser with what it keeps, which `body` gets a new page of. */
async function inContext(body) {
  const context = await (await browser(Machine.withoutGpu)).newContext();
  context.setDefaultTimeout(TIMEOUT / 2);
  try {
    await body(context);
  } finally {
    await context.close();
  }
}

/** Waits until the release is kept, and returns its name. */
const kept = (page) => page.evaluate(async () => {
  await navigator.serviceWorker.ready;
  return (await caches.keys()).find((name) => name.startsWith("freqscope/release/"));
});

test("after one visit the page computes the same without a network", { timeout: TIMEOUT }, () =>
  inContext(async (context) => {
    const server = await serve();
    const page = await context.newPage();
    const app = new App(page);
    await page.goto(`${server.origin}/`);
    const first = await app.chart();
    await kept(page);
    server.close();
    await context.setOffline(true);
    await page.reload();
    assert.deepEqual(await app.chart(), first);
    await app.pick(SAMPLE);
    assert.equal((await app.chart(first)).scores.length, 63);
    await page.goto(`${server.origin}/models.html`);
    await page.locator("h2").first().waitFor();
  }));

test("clearing what is stored leaves nothing", { timeout: TIMEOUT }, () =>
  inContext(async (context) => {
    const server = await serve();
    const page = await context.newPage();
    const app = new App(page);
    await page.goto(`${server.origin}/`);
    await app.chart();
    await kept(page);
    await app.openPicker();
    await app.get("forget-stored").click();
    const left = async () => [(await caches.keys()).filter((name) => name.includes("release")), (await navigator.serviceWorker.getRegistrations()).length];
    await page.waitForFunction(async () => (await navigator.serviceWorker.getRegistrations()).length === 0 && !(await caches.keys()).some((name) => name.includes("release")));
    assert.deepEqual(await page.evaluate(left), [[], 0]);
    server.close();
  }));

/** What keeps a release is not loaded by itself in these visits. */
const UNSETTLED = [/\/(boot|service-worker)\.js$/, (body) => body.toString().replace("SETTLED = 5000", "SETTLED = 3_600_000").replace(/"boot\.js": "\w+",/, "")];

test("what an earlier visit has kept is cleared at once", { timeout: TIMEOUT }, () =>
  inContext(async (context) => {
    const server = await serve([UNSETTLED]);
    const page = await context.newPage();
    const app = new App(page);
    await page.goto(`${server.origin}/`);
    await app.chart();
    await page.addScriptTag({ url: "stay.js" });
    await kept(page);
    await page.reload();
    await app.chart();
    await app.openPicker();
    await app.get("forget-stored").click();
    await page.waitForFunction(async () => (await navigator.serviceWorker.getRegistrations()).length === 0 && (await caches.keys()).length === 0);
    server.close();
  }));

const FULL = `(() => {
  const put = Cache.prototype.put;
  Cache.prototype.put = function (request, response) {
    if (String(request).includes("resnet18-l2-025")) return Promise.reject(new DOMException("", "QuotaExceededError"));
    return put.call(this, request, response);
  };
})()`;

test("a network is kept for offline before anybody needs it, a full storage is said, and clearing takes all", { timeout: TIMEOUT }, () =>
  inContext(async (context) => {
    const server = await serve();
    const page = await context.newPage();
    const app = new App(page);
    await page.addInitScript(FULL);
    await page.goto(`${server.origin}/`);
    await app.chart();
    await kept(page);
    await app.openPicker();
    await app.row("resnet18-l2-025").getByTestId("model-keep").click();
    await app.notice(/“ResNet-18, ℓ2 ε = 0.25” is not kept.*no room/);
    const other = app.row("resnet18-linf-8");
    assert.match(await other.getByTestId("model-keep").getAttribute("aria-label"), /Keep ResNet-18, ℓ∞ .* for offline, 2\.8 MB/);
    await other.getByTestId("model-keep").click();
    await other.getByTestId("stored").waitFor();
    server.close();
    await context.setOffline(true);
    await page.reload();
    const first = await app.chart();
    await app.openPicker();
    await app.choose("resnet18-linf-8");
    await app.chart(first);
    await app.get("forget-stored").click();
    await page.waitForFunction(async () => (await caches.keys()).length === 0);
  }));

const sha256 = (text) => createHash("sha256").update(text).digest("hex");
/** Files of a small site, each of which says its release. */
const NAMES = ["engine.js", ...Array.from({ length: 20 }, (_, i) => `results/${i}.json`)];
const SHOW = `document.title = document.body.dataset.release;
setTimeout(() => { const script = document.createElement("script"); script.src = "stay.js"; document.head.append(script); });`;

/** A release of a small site with the service worker and the question of the real one: paths to texts. */
async function release(name) {
  const files = Object.fromEntries(NAMES.map((file) => [file, `"${name}"`]));
  files["show.js"] = SHOW;
  files["stay.js"] = await readFile(`${DIST}/stay.js`, "utf8");
  files["index.html"] = `<!doctype html><title>loading</title><body data-release="${name}"><script src="show.js"></script>`;
  const worker = (await readFile(`${DIST}/service-worker.js`, "utf8")).split("\n};\n").slice(1).join("\n};\n");
  const digests = Object.fromEntries(Object.entries(files).map(([file, text]) => [file, sha256(text)]));
  return { ...files, "service-worker.js": `const RELEASE = "${name}";\nconst FILES = ${JSON.stringify(digests)};\n${worker}` };
}

const TYPES = { html: "text/html", js: "text/javascript", json: "application/json" };

/** Serves whichever release `now()` gives, as servers do that send a file's date. */
async function serveRelease(now) {
  const server = createServer((request, response) => {
    const path = new URL(request.url, "http://localhost").pathname.slice(1) || "index.html";
    const text = now()[path];
    const headers = { "content-type": TYPES[path.split(".").pop()], "cache-control": "no-cache" };
    return text === undefined ? response.writeHead(404).end() : response.writeHead(200, headers).end(text);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return { origin: `http://127.0.0.1:${server.address().port}`, close: () => server.closeAllConnections() || server.close() };
}

/** What a page shows, and what its files say. */
const shown = (page) => page.evaluate(async (names) => {
  const texts = await Promise.all(names.map(async (name) => (await fetch(name)).text()));
  return [...new Set([document.body.dataset.release, ...texts.map((text) => text.replaceAll('"', ""))])];
}, NAMES);

const asked = (page) => page.getByTestId("release").filter({ hasText: "A new release" });

test("a new release is taken when the visitor says so, and by all windows at once", { timeout: TIMEOUT }, () =>
  inContext(async (context) => {
    const [first, second] = [await release("first"), await release("second")];
    let now = first;
    const server = await serveRelease(() => now);
    const page = await context.newPage();
    await page.goto(server.origin);
    await kept(page);
    now = second;
    await page.reload();
    await asked(page).waitFor();
    assert.deepEqual(await shown(page), ["first"], "nothing changes by itself");
    const other = await context.newPage();
    await other.goto(server.origin);
    assert.deepEqual(await shown(other), ["first"]);
    await page.getByRole("button", { name: "Reload with it" }).click();
    await page.getByText("Close the other windows").waitFor();
    assert.deepEqual(await shown(page), ["first"]);
    await other.close();
    await Promise.all([page.waitForEvent("load"), page.getByRole("button", { name: "Try again" }).click()]);
    assert.deepEqual(await shown(page), ["second"]);
    server.close();
  }));

/** FREQSCOPE_RUNS: 200 outside of `cargo xtask test`. */
const RUNS = Number(process.env.FREQSCOPE_RUNS ?? 20);
/** Milliseconds within which the releases change; a visit takes about so long. */
const SPAN = 600;

test(`${RUNS} deployments in the middle of a visit never mix two releases`, { timeout: TIMEOUT + 6000 * RUNS }, async () => {
  const names = ["first", "second", "third"];
  const all = await Promise.all(names.map(release));
  const found = new Map();
  for (let run = 0; run < RUNS; run += 1) {
    await inContext(async (context) => {
      let now = all[0];
      const server = await serveRelease(() => now);
      const page = await context.newPage();
      await page.goto(server.origin);
      await kept(page);
      const delays = [0, 1].map(() => SPAN * Math.random()).sort((a, b) => a - b);
      const deploys = delays.map((delay, i) => setTimeout(() => (now = all[i + 1]), delay));
      await page.reload();
      await page.evaluate(() => navigator.serviceWorker.getRegistration().then((registration) => registration.update().catch(() => {})));
      await page.waitForTimeout(SPAN * Math.random());
      deploys.forEach(clearTimeout);
      assert.deepEqual(await shown(page), ["first"], `run ${run}, in the visit`);
      // Whatever waits takes over when all windows are closed.
      await page.close();
      await context.setOffline(true);
      server.close();
      const later = await context.newPage();
      await later.goto(server.origin);
      const said = await shown(later);
      assert.equal(said.length, 1, `run ${run}, after ${delays}: ${said}`);
      assert.ok(names.includes(said[0]), `run ${run}: “${said[0]}”`);
      found.set(said[0], (found.get(said[0]) ?? 0) + 1);
    });
  }
  console.log(`releases that were kept: ${[...found].map(([name, runs]) => `${name} ${runs}`).join(", ")}`);
});
