// What keeps the page from running is said at once, and what does not need to keep it does not.
import assert from "node:assert/strict";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { App } from "./helpers/app.mjs";
import { browser } from "./helpers/browser.mjs";
import { Machine } from "./helpers/machine.mjs";
import { DIST, serve } from "./helpers/server.mjs";

const TIMEOUT = 120_000;
const PAGE = "<!doctype html><title>Welcome</title><p>Nothing is missing here.";

/** A server that answers with a web page in place of what matches. */
const fallback = (pattern) => ({ overrides: [[pattern, () => PAGE]] });
const without = (pattern) => ({ overrides: [[pattern, () => undefined]] });
/** A server that knows the types of pages alone. */
const plainScripts = (more) => (path, headers) => (path.endsWith(".html") ? headers : { ...headers, "content-type": "text/plain", ...more });
const anyOrigin = (_, headers) => ({ ...headers, "access-control-allow-origin": "*" });

/** Visits the page on a server with `{overrides, head}` after `prepare(page)`. */
async function visit({ overrides, head, prepare = async () => {}, url = (origin) => `${origin}/` }, body) {
  const server = await serve(overrides, undefined, head);
  const context = await (await browser(Machine.withoutGpu)).newContext();
  try {
    const page = await context.newPage();
    page.setDefaultTimeout(TIMEOUT / 2);
    await prepare(page);
    await page.goto(url(server.origin));
    await body(page, server.origin);
  } finally {
    await context.close();
    server.close();
  }
}

const BOOT = ".boot";
const NOTICE = "[data-testid=notice]";

const REASONS = [
  ["a page opened from disk", { url: () => pathToFileURL(`${DIST}/index.html`).href }, BOOT, /opened from disk.*serve\.py/s],
  ["no WebAssembly", { prepare: (page) => page.addInitScript(() => delete globalThis.WebAssembly) }, BOOT, /no WebAssembly/],
  ["no Worker", { prepare: (page) => page.addInitScript(() => delete globalThis.Worker) }, NOTICE, /no Web Worker/],
  ["a missing program", without(/\/page-[^/]*_bg\.wasm$/), BOOT, /has no page-.*\.wasm \(it answered 404\)/],
  ["a page in place of the program", fallback(/\/page-[^/]*_bg\.wasm$/), BOOT, /web page in place of .*page-.*\.wasm/],
  ["a page in place of the script", fallback(/\/page-[^/]*\.js$/), BOOT, /web page in place of .*page-.*\.js/],
  ["a missing rest of the program", { ...without(/\/page-[^/]*_rest\.wasm$/), url: (origin) => `${origin}/#v1/at=attack` }, BOOT, /has no page-.*_rest\.wasm \(it answered 404\)/],
  ["a page in place of the worker's script", fallback(/\/engine\.js$/), NOTICE, /web page in place of engine\.js/],
  ["a page in place of the engine's script", fallback(/\/worker_cpu\.js$/), NOTICE, /web page in place of worker_cpu\.js/],
  ["a page in place of the engine", fallback(/\/worker\w*_bg\.wasm$/), NOTICE, /web page in place of worker\w*_bg\.wasm/],
  ["a page in place of the manifest", fallback(/\/manifest\.json$/), NOTICE, /manifest\.json .*web page in its place/],
  ["a page in place of the weights", fallback(/\.safetensors$/), NOTICE, /safetensors.* .*web page in its place/],
  ["a blocked engine", { prepare: (page) => page.context().route(/worker_cpu\.js/, (route) => route.abort()) }, NOTICE, /worker_cpu\.js cannot be fetched.*blocks it/],
  ["a blocked script", { prepare: (page) => page.route(/\/page-[^/]*\.js$/, (route) => route.abort()) }, BOOT, /page-.*\.js cannot be fetched.*blocks it/],
  ["scripts that browsers are forbidden to run", { head: plainScripts({ "x-content-type-options": "nosniff" }) }, BOOT, /boot\.js.*has not run/s],
];

for (const [what, settings, place, reason] of REASONS) {
  test(`${what} is told by its name`, { timeout: TIMEOUT }, () =>
    visit(settings, async (page) => {
      const told = page.locator(place).filter({ hasText: reason }).first();
      await told.waitFor();
    }));
}

test("a server that knows no type of scripts serves the page", { timeout: TIMEOUT }, () =>
  visit({ head: plainScripts({}) }, async (page) => {
    const chart = await new App(page).chart();
    assert.equal(chart.scores.length, 63);
  }));

/** The page in a frame that has no origin, in a page of another server. */
async function framed(head, body) {
  const host = await serve([[/\/host\.html$/, () => `<!doctype html><iframe sandbox="allow-scripts" width="1000" height="800"></iframe>`]]);
  const settings = { head, url: () => `${host.origin}/host.html` };
  await visit(settings, async (page, origin) => {
    await page.locator("iframe").evaluate((frame, source) => (frame.src = source), `${origin}/`);
    await body(page.frameLocator("iframe"));
  }).finally(() => host.close());
}

test("a frame without an origin is told by its name", { timeout: TIMEOUT }, () =>
  framed(undefined, (frame) => frame.locator(BOOT).filter({ hasText: /frame without an origin/ }).waitFor()));

test("a frame without an origin works where the server lets it have its files", { timeout: TIMEOUT }, () =>
  framed(anyOrigin, (frame) => frame.locator("[data-testid=evidence][data-state=done]").waitFor()));
