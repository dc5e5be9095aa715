// What keeps the page from running is said at once, and what does not need to keep it does not.
import { mkdir, mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";
import { pathToFileURL } from "node:url";
import { App } from "../e2e/helpers/app.mjs";
import { DIST, serve } from "../e2e/helpers/server.mjs";
import { fault, said } from "./fault.mjs";

const [FILES, PLACES] = [9, 19];
const PAGE = "<!doctype html><title>Welcome</title><p>Nothing is missing here.";

/** A server that answers with a web page in place of what matches. */
const fallback = (pattern) => ({ overrides: [[pattern, () => PAGE]] });
const without = (pattern) => ({ overrides: [[pattern, () => undefined]] });
const blocked = (pattern) => ({ prepare: (context) => context.route(pattern, (route) => route.abort()) });
const lacking = (name) => ({ prepare: (context) => context.addInitScript(`delete globalThis.${name}`) });
/** A server that knows the types of pages alone. */
const plainScripts = (more) => (path, headers) => (path.endsWith(".html") ? headers : { ...headers, "content-type": "text/plain", ...more });
const anyOrigin = (_, headers) => ({ ...headers, "access-control-allow-origin": "*" });

const BOOT = ".boot";
const NOTICE = "[data-testid=notice]";
/** What browsers write into the console about it. */
const CONSOLE = [/Failed to load resource|ERR_|MIME|Unexpected token|is not defined|SyntaxError|CORS policy|not allowed/];

const REASONS = [
  [PLACES, "the page opened from disk", { url: () => pathToFileURL(`${DIST}/index.html`).href }, BOOT, /opened from disk.*serve\.py/s],
  [PLACES, "scripts as text/plain with nosniff, which browsers are forbidden to run", { head: plainScripts({ "x-content-type-options": "nosniff" }) }, BOOT, /boot\.js.*has not run/s],
  [PLACES, "no WebAssembly", lacking("WebAssembly"), BOOT, /no WebAssembly/],
  [PLACES, "no Worker", lacking("Worker"), NOTICE, /no Web Worker/],
  [FILES, "404 in place of the page's program", without(/\/page-[^/]*_bg\.wasm$/), BOOT, /has no page-.*\.wasm \(it answered 404\)/],
  [FILES, "404 in place of the rest of the page's program, for which a link asks", { ...without(/\/page-[^/]*_rest\.wasm$/), url: (origin) => `${origin}/#v1/at=attack` }, BOOT, /has no page-.*_rest\.wasm \(it answered 404\)/],
  [FILES, "404 in place of the engine's program", without(/\/worker\w*_bg\.wasm$/), NOTICE, /has no worker\w*_bg\.wasm: it answered 404/],
  [FILES, "a web page with 200 in place of the page's program", fallback(/\/page-[^/]*_bg\.wasm$/), BOOT, /web page in place of .*page-.*\.wasm/],
  [FILES, "a web page with 200 in place of the page's script", fallback(/\/page-[^/]*\.js$/), BOOT, /web page in place of .*page-.*\.js/],
  [FILES, "a web page with 200 in place of `engine.js`", fallback(/\/engine\.js$/), NOTICE, /web page in place of engine\.js/],
  [FILES, "a web page with 200 in place of the engine's script", fallback(/\/worker_cpu\.js$/), NOTICE, /web page in place of worker_cpu\.js/],
  [FILES, "a web page with 200 in place of the engine's program", fallback(/\/worker\w*_bg\.wasm$/), NOTICE, /web page in place of worker\w*_bg\.wasm/],
  [FILES, "a web page with 200 in place of the manifest", fallback(/\/manifest\.json$/), NOTICE, /manifest\.json .*web page in its place/],
  [FILES, "a filter blocks the engine's script", blocked(/worker_cpu\.js/), NOTICE, /worker_cpu\.js cannot be fetched.*blocks it/],
  [FILES, "a filter blocks the page's script", blocked(/\/page-[^/]*\.js$/), BOOT, /page-.*\.js cannot be fetched.*blocks it/],
];

for (const [kind, how, settings, place, reason] of REASONS) {
  fault(kind, how, { ...settings, url: settings.url ?? ((origin) => `${origin}/`), expected: CONSOLE, starts: place === NOTICE, core: true }, async (app) => {
    const told = app.page.locator(place).filter({ hasText: reason }).first();
    await told.waitFor();
    return `“${(await told.innerText()).trim()}”`;
  });
}

fault(PLACES, "a server that knows no type of scripts: all as text/plain", { head: plainScripts({}), core: true }, async (app) => {
  const chart = await app.chart();
  return `a chart of ${chart.scores.length} bands`;
});

fault(PLACES, "a server that knows no types at all: all as application/octet-stream", { head: (path, headers) => (path.endsWith(".html") ? headers : { ...headers, "content-type": "application/octet-stream" }) }, async (app) => {
  const chart = await app.chart();
  return `a chart of ${chart.scores.length} bands`;
});

/** A server with the site two folders below its root. */
const root = await mkdtemp(join(tmpdir(), "freqscope-faults-"));
await mkdir(join(root, "a b"));
await symlink(DIST, join(root, "a b", "c"));
after(() => rm(root, { recursive: true }));

fault(PLACES, "the site in `/a b/c/`, and nothing at the root", { folder: root, url: (origin) => `${origin}/a b/c/#v1/beside=none` }, async (app) => {
  const first = await app.chart();
  await app.pick("cat-8.png");
  await app.chart(first);
  await app.get("claims-open").click();
  await app.get("claim").first().waitFor();
  return "charts, samples and stored results";
});

/** The page in a frame that has no origin, in a page of another server. */
async function framed(app, server, body) {
  const host = await serve([[/\/host\.html$/, () => `<!doctype html><html lang="en"><title>Host</title><main><h1>Host</h1><iframe title="freqscope" sandbox="allow-scripts" width="1000" height="800" src="${server.origin}/"></iframe></main>`]]);
  try {
    await app.page.goto(`${host.origin}/host.html`);
    await body(new App(app.page.frameLocator("iframe")));
  } finally {
    host.close();
  }
}

const FOREIGN = { expected: [...CONSOLE, /foreign request/], starts: false };

fault(PLACES, "a frame without an origin", { ...FOREIGN, core: true }, async (app, clock, server) => {
  clock.strikes();
  await framed(app, server, async ({ page }) => {
    await page.locator(BOOT).filter({ hasText: /frame without an origin/ }).waitFor();
    clock.stops();
  });
  return "“…it is in a frame without an origin…”";
});

fault(PLACES, "a frame without an origin, whose server lets it have its files", { ...FOREIGN, head: anyOrigin, core: true }, async (app, clock, server) => {
  clock.strikes();
  await framed(app, server, async ({ page }) => {
    await page.locator("[data-testid=evidence][data-state=done]").waitFor();
    clock.stops();
  });
  return "a chart";
});

/** An engine that says what this page has never heard of. */
const otherEngine = [[/\/engine\.js$/, () => "self.postMessage(Uint8Array.of(99, 1, 2, 3));"]];

fault(FILES, "page and engine are of two releases: messages that the page does not know", { overrides: otherEngine, core: true }, async (app) => {
  await app.notice(/cannot be started/);
  return said(app);
});

/** Sends nothing but the headers. */
const stalls = (pattern) => [pattern, () => (_, response) => { response.writeHead(200, { "content-type": "application/wasm" }); response.flushHeaders(); }];

fault(FILES, "the engine's program stalls", { overrides: [stalls(/\/worker\w*_bg\.wasm$/)] }, async (app, clock) => {
  await app.notice(/engine/i);
  clock.stops();
  return said(app);
});
