// node checkpoint.mjs SITE FILE: drops a checkpoint on the built page, and prints how long it takes to its chart, how much memory page and
// worker take more than before, and how long the page did not answer. Needs Linux, which knows the memory of processes; CHROMIUM as in tests/e2e.
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { extname } from "node:path";
import { chromium } from "../../tests/e2e/node_modules/playwright-core/index.mjs";
import { memory } from "./memory.mjs";

const [site, checkpoint] = process.argv.slice(2);
const TYPES = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".wasm": "application/wasm", ".json": "application/json", ".svg": "image/svg+xml" };

function serve() {
  return createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://localhost").pathname).replace(/\/$/, "/index.html");
    try {
      const file = readFileSync(site + path);
      response.writeHead(200, { "content-type": TYPES[extname(path)] ?? "application/octet-stream" }).end(file);
    } catch {
      response.writeHead(404).end();
    }
  }).listen(0);
}

/** Of page and worker. */
const used = () => memory("renderer", profile);

/** In the page: notes when something is first to be seen, in seconds after the drop, and the longest time in which nothing could be. */
function watch() {
  const [seen, of] = [(globalThis.seen = {}), (id) => document.querySelector(`[data-testid=${id}]`)];
  const state = (id) => of(id)?.dataset.state;
  const start = performance.now();
  let last = start;
  globalThis.longest = 0;
  setInterval(() => {
    const now = performance.now();
    globalThis.longest = Math.max(globalThis.longest, now - last);
    last = now;
  }, 10);
  const note = (what, is) => is && (seen[what] ??= (performance.now() - start) / 1000);
  const look = () => {
    note("asked", of("checkpoint-open"));
    note("packed", of("own-model") && state("answer") === "ready");
    note("charting", seen.packed && state("evidence") !== "done");
    note("charted", seen.charting && state("evidence") === "done");
  };
  new MutationObserver(look).observe(document.body, { subtree: true, childList: true, attributes: true });
}

const profile = `/tmp/checkpoint-${process.pid}`;
const server = serve();
const context = await chromium.launchPersistentContext(profile, { executablePath: process.env.CHROMIUM || "/usr/bin/chromium", args: ["--no-sandbox"] });
const page = context.pages()[0] ?? (await context.newPage());
page.setDefaultTimeout(300_000);
await page.goto(`http://127.0.0.1:${server.address().port}/index.html#v1/beside=none&at=networks`);
await page.locator("[data-testid=evidence][data-state=done]").waitFor();
await page.getByTestId("model-picker").and(page.locator("[open]")).waitFor();
await page.waitForTimeout(2000);
const before = used();
let most = before;
const sampling = setInterval(() => (most = Math.max(most, used())), 100);
await page.evaluate(watch);
await page.getByTestId("model-input").setInputFiles(checkpoint);
await page.getByTestId("checkpoint-open").waitFor();
await page.getByTestId("checkpoint-open").click();
await page.waitForFunction(() => "charted" in globalThis.seen);
clearInterval(sampling);
const { seen, longest } = await page.evaluate(() => ({ seen: globalThis.seen, longest: globalThis.longest }));
const megabytes = (bytes) => Math.round(bytes / 1e6);
const seconds = (what) => `${what} after ${seen[what].toFixed(1)} s`;
console.log(["asked", "packed", "charted"].map(seconds).join(", "));
console.log(`memory before ${megabytes(before)} MB, at most ${megabytes(most - before)} MB more; longest stillness of the page ${Math.round(longest)} ms`);
await context.close();
server.close();
