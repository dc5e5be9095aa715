// Without a network: the site as one file, opened from disk, and as an archive on servers of three kinds.
import assert from "node:assert/strict";
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { networkInterfaces, tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { bundle } from "../../xtask/bundle/bundle.mjs";
import { App, readChart } from "./helpers/app.mjs";
import { browser } from "./helpers/browser.mjs";
import { inFirefox, noFirefox } from "./helpers/firefox.mjs";
import { when } from "./helpers/journey.mjs";
import { doLesson, ENGLISH } from "./helpers/lesson.mjs";
import { Machine } from "./helpers/machine.mjs";
import { freePort } from "./helpers/port.mjs";
import { DIST, serve } from "./helpers/server.mjs";

const TIMEOUT = 240_000;
/** On one machine the same program gives the same numbers; another browser, or the program for all browsers, may round otherwise. */
const [SAME, NEAR] = [1e-6, 1e-3];
/** What one file may have, with the networks that it holds by default. */
const MOST_BYTES = 22e6;
/** The networks in the archive: all would take a minute to pack. */
const PACKED = ["resnet18-natural", "resnet18-l2-05"];
const SAMPLE = "cat-8.png";

/** Unpacks the archive and serves it; false where it is there. */
const noPython = spawnSync("python3", ["--version"]).status === 0 ? false : "there is no python3, which unpacks and serves the archive";

let folder, file, site, hosted;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "freqscope-offline-"));
  file = join(folder, "a folder", "freqscope.html");
  await mkdir(join(folder, "a folder"));
  await writeFile(file, bundle("single", DIST));
  if (!noPython) await unpack();
  const server = await serve();
  hosted = await inChromium(`${server.origin}/`, {}, numbers).finally(() => server.close());
}, { timeout: TIMEOUT });

async function unpack() {
  await writeFile(join(folder, "freqscope.zip"), bundle("zip", DIST, PACKED));
  execFileSync("python3", ["-m", "zipfile", "-e", join(folder, "freqscope.zip"), join(folder, "unzipped")]);
  site = join(folder, "unzipped", "freqscope");
}

after(() => rm(folder, { recursive: true }));

/** Opens an address in a browser that has never seen it, and wants no error in its console. */
async function inChromium(url, context, body) {
  const visitor = await (await browser(Machine.withoutGpu)).newContext(context);
  const complaints = [];
  visitor.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  visitor.on("weberror", (error) => complaints.push(error.error().message));
  try {
    const page = await visitor.newPage();
    page.setDefaultTimeout(TIMEOUT / 2);
    await page.goto(url);
    const result = await body(new App(page));
    assert.deepEqual(complaints, []);
    return result;
  } finally {
    await visitor.close();
  }
}

/** The scores of the picture that is there at first, and of a sample. */
async function numbers(app) {
  const first = await app.chart();
  await app.pick(SAMPLE);
  return [first, await app.chart(first)];
}

function assertHosted(found, tolerance) {
  found.forEach((chart, i) => {
    assert.equal(chart.class, hosted[i].class);
    chart.scores.forEach((score, band) => assert.ok(Math.abs(score - hosted[i].scores[band]) <= tolerance, `chart ${i}, band ${band}`));
  });
}

/** A quick build names all its functions, and is not what ships. */
const quick = readFileSync(`${DIST}/worker_bg.wasm`).includes("\u0004name") ? "only what ships is small: `cargo xtask build` makes it" : false;

test("one file is small enough to hand around", { skip: quick }, () => {
  const bytes = bundle("single", DIST).length;
  assert.ok(bytes <= MOST_BYTES, `${bytes} bytes`);
});

test("one file from disk computes the hosted page's numbers in Chromium", { timeout: TIMEOUT }, () =>
  inChromium(pathToFileURL(file).href, { offline: true }, async (app) => {
    assertHosted(await numbers(app), NEAR);
    const widths = await app.get("sample").locator("img").evaluateAll((images) => images.map((image) => image.naturalWidth));
    assert.ok(widths.length > 9 && widths.every((width) => width === 32), "all thumbnails are there");
    await app.openPicker();
    assert.equal(await app.get("model-row").count(), 4);
  }));

test("a card of the one file opens beside it, in the page's style", { timeout: TIMEOUT }, () =>
  inChromium(pathToFileURL(file).href, { offline: true }, async (app) => {
    await app.chart();
    await app.openPicker();
    const opened = app.page.waitForEvent("popup");
    await app.row("resnet18-l2-05").locator("a").click();
    const card = await opened;
    await card.locator("h2:target", { hasText: "resnet18-l2-05" }).waitFor();
    const family = await card.locator("h2").first().evaluate((heading) => getComputedStyle(heading).borderTopStyle);
    assert.equal(family, "solid");
  }));

test("one file from disk computes the hosted page's numbers in Firefox, and a lesson is done to its end", { timeout: 2 * TIMEOUT, skip: noFirefox }, () =>
  inFirefox(async (page) => {
    await page.goto(pathToFileURL(file).href);
    assertHosted([await when(page, readChart)], NEAR);
    // And a lesson, which the same file holds.
    await page.evaluate(() => (location.hash = "v1/lesson=attacks"));
    await doLesson(page, "attacks", ENGLISH);
  }));

/** Runs a server until `body` is done with its address. */
async function running(command, words, port, body) {
  const server = spawn(command, words, { stdio: "ignore" });
  try {
    for (let tries = 0; ; tries += 1) {
      const answer = await fetch(`http://127.0.0.1:${port}/`).catch(() => null);
      if (answer) break;
      assert.ok(tries < 100, `${command} does not answer`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    return await body(`http://127.0.0.1:${port}/`);
  } finally {
    server.kill();
  }
}

const compute = (address) => inChromium(address, {}, async (app) => assertHosted(await numbers(app), SAME));

test("the archive works on the server that comes with it", { timeout: TIMEOUT, skip: noPython }, async () => {
  const port = await freePort();
  await running("python3", [join(site, "serve.py"), String(port), "--quiet"], port, async (address) => {
    const type = async (path) => (await fetch(address + path)).headers.get("content-type");
    assert.match(await type("boot.js"), /^text\/javascript/);
    assert.equal(await type("worker_bg.wasm"), "application/wasm");
    assert.equal((await fetch(`${address}embed/freqscope.js`)).headers.get("access-control-allow-origin"), "*");
    await compute(address);
  });
});

const outside = Object.values(networkInterfaces()).flat().find(({ family, internal }) => family === "IPv4" && !internal)?.address;

test("other machines, over plain http, compute on their CPUs", { timeout: TIMEOUT, skip: noPython || (outside ? false : "there is no network") }, async () => {
  const port = await freePort();
  const words = [join(site, "serve.py"), String(port), "--share", "--quiet"];
  await running("python3", words, port, () => inChromium(`http://${outside}:${port}/`, {}, async (app) => {
    assert.equal(await app.page.evaluate(() => isSecureContext || "serviceWorker" in navigator), false);
    assertHosted(await numbers(app), SAME);
    await app.device(/CPU/);
  }));
});

test("the archive works on Python's own server, below a path", { timeout: TIMEOUT, skip: noPython }, async () => {
  const port = await freePort();
  const words = ["-m", "http.server", String(port), "--bind", "127.0.0.1", "--directory", join(site, "..")];
  await running("python3", words, port, (address) => compute(`${address}freqscope/`));
});

const NGINX = ["/usr/sbin/nginx", "/usr/bin/nginx"].find((path) => existsSync(path));

test("the archive works on nginx, below a path", { timeout: TIMEOUT, skip: noPython || (NGINX ? false : "there is no nginx") }, async () => {
  const port = await freePort();
  const home = await mkdtemp(join(folder, "nginx-"));
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((name) => `${name}_temp_path ${home}/${name};`).join(" ");
  const server = `server { listen 127.0.0.1:${port}; root ${join(site, "..")}; }`;
  const types = existsSync("/etc/nginx/mime.types") ? "include /etc/nginx/mime.types;" : "";
  const user = process.getuid() === 0 ? "user root;" : "";
  const http = `http { ${types} access_log off; ${temporary} ${server} }`;
  await writeFile(join(home, "nginx.conf"), `${user} daemon off; pid ${home}/pid; error_log ${home}/log; events {} ${http}`);
  await running(NGINX, ["-p", home, "-c", join(home, "nginx.conf")], port, (address) => compute(`${address}freqscope/`));
});

test("the archive works on a server that knows the type of pages alone", { timeout: TIMEOUT, skip: noPython }, async () => {
  const bare = (path, headers) => (path.endsWith(".html") ? headers : { ...headers, "content-type": "application/octet-stream" });
  const server = await serve([], join(site, ".."), bare);
  await compute(`${server.origin}/freqscope/`).finally(() => server.close());
});

test("an archive that is opened without a server says how to start one", { timeout: TIMEOUT, skip: noPython }, async () => {
  const visitor = await (await browser(Machine.withoutGpu)).newContext({ offline: true });
  const page = await visitor.newPage();
  await page.goto(pathToFileURL(join(site, "START-HERE.html")).href);
  assert.match(await page.locator("article").innerText(), /serve\.cmd/);
  await visitor.close();
});
