// The network goes at some moment of a visit: what is lost is named, what is there works on, and back again all is had.
import assert from "node:assert/strict";
import { fault, said } from "./fault.mjs";

const OFFLINE = 11;
const BOOT = ".boot";
/** Where a page that has begun says it. */
const NOTICE = "[data-testid=notice]";
const CONSOLE = [/Failed to load resource|ERR_|net::|not run/];

/** The network is gone from the first request on whose path matches; `back()` brings it. */
function outage(pattern) {
  let state = "before";
  const prepare = (context) =>
    context.route("**/*", (route) => {
      if (state === "before" && pattern.test(new URL(route.request().url()).pathname)) state = "gone";
      return state === "gone" ? route.abort("internetdisconnected") : route.continue();
    });
  return { prepare, go: () => (state = "gone"), back: () => (state = "back") };
}

/** Browsers ask for some files before `boot.js`, which then may be lost with them. */
const NO_PAGE = /boot\.js.*has not run: the network is gone|page-.*cannot be fetched.*network/s;

/** Each file of a first visit, in the order in which they are asked for, and where its loss is said. */
const MOMENTS = [
  ["the page's style", /\/style-\w+\.css$/, BOOT, NO_PAGE],
  ["`boot.js`", /\/boot\.js$/, BOOT, NO_PAGE],
  ["the page's script", /\/page-\w+\.js$/, BOOT, NO_PAGE],
  ["the page's program", /\/page-\w+_bg\.wasm$/, BOOT, NO_PAGE],
  ["`engine.js`", /\/engine\.js$/, `${BOOT}, ${NOTICE}`, /engine|cannot be fetched|cannot be downloaded|has not run/],
  ["the engine's script", /\/worker_cpu\.js$/, NOTICE, /worker_cpu\.js cannot be fetched.*network|engine cannot be started/s],
  ["the engine's program", /\/worker_cpu\w*_bg\.wasm$/, NOTICE, /cannot be fetched.*network|engine cannot be started/s],
  ["the list of models", /\/manifest\.json$/, NOTICE, /manifest\.json cannot be downloaded/],
  ["the weights", /\.safetensors$/, NOTICE, /safetensors.*cannot be downloaded/],
  ["the samples", /\/samples\/.*png$/, NOTICE, /cannot be downloaded/],
];

for (const [what, pattern, place, told] of MOMENTS) {
  const network = outage(pattern);
  fault(OFFLINE, `the network goes at the request for ${what}, and comes back`, { prepare: network.prepare, expected: CONSOLE, core: what === "the weights" }, async (app, clock) => {
    const where = app.page.locator(place).filter({ hasText: told }).first();
    await where.waitFor();
    clock.stops();
    const early = await where.evaluate((element, boot) => element.matches(boot), BOOT);
    const text = early ? `“${(await where.innerText()).trim().slice(0, 160)}”` : await said(app);
    network.back();
    const again = app.get("restart-engine").first();
    const restarts = what !== "the samples" && (await again.count()) > 0;
    if (restarts) {
      await again.click();
      await app.model("ready");
    }
    await app.page.reload();
    await app.chart();
    return `${text}; ${restarts ? "restarted, it went on" : "loaded anew, it was there"}`;
  });
}

const later = outage(/^never$/);

fault(OFFLINE, "the network goes after the first chart: pictures, attacks, a survey, an inversion, another network, stored results", { prepare: later.prepare, expected: CONSOLE }, async (app, clock) => {
  const chart = await app.chart();
  later.go();
  clock.strikes();
  await app.pick("cat-8.png");
  const refused = await Promise.race([app.notice(/cannot be downloaded/).then(() => true), app.chart(chart).then(() => false)]);
  await app.open("attack");
  await app.get("attack-run").click();
  await app.page.locator("[data-testid=attack][data-state=done]").waitFor();
  await app.openPicker();
  await app.choose("resnet18-l2-05");
  await app.notice(/resnet18-l2-05.*cannot be downloaded/s);
  await app.get("claims-open").click();
  await app.page.getByRole("button", { name: "Try again" }).first().waitFor();
  clock.stops();
  const told = await said(app);
  later.back();
  await app.page.getByRole("button", { name: "Try again" }).first().click();
  await app.get("claim").first().waitFor();
  await app.open("networks");
  await app.choose("resnet18-l2-05");
  await app.chart(chart);
  return `${refused ? "samples need it" : "a sample was there"}, an attack does not; ${told}; then all`;
});

fault(OFFLINE, "the network goes once the release is kept, and the page is opened again", { context: { serviceWorkers: "allow" }, real: true }, async (app, clock, server) => {
  const chart = await app.chart();
  await app.page.evaluate(() => navigator.serviceWorker.ready);
  await app.page.context().setOffline(true);
  server.close();
  clock.strikes();
  await app.page.reload();
  assert.deepEqual(await app.chart(), chart);
  clock.stops();
  return "the same chart";
});
