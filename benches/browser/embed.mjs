// node embed.mjs: bytes by file and memory of a page with figures of the built site, for docs/EMBED.md. Linux: it reads /proc.
import { readdirSync, readFileSync } from "node:fs";
import { chromium } from "../../tests/e2e/node_modules/playwright-core/index.mjs";
import { Machine } from "../../tests/e2e/helpers/machine.mjs";
import { serve } from "../../tests/e2e/helpers/server.mjs";

const figure = (view) => `<freq-scope view="${view}" image="cat-0"></freq-scope>`;
const APART = `<p style="height: 3000px"></p>`;
const POSTS = {
  "no figure": "",
  survey: figure("survey"),
  compare: figure("compare"),
  "compare, occlusion, survey": [figure("compare"), figure("occlusion"), figure("survey")].join(APART),
};

/** The children of each process, by its number. */
function children() {
  const all = {};
  for (const id of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
    const parent = tryRead(`/proc/${id}/stat`).split(") ")[1]?.split(" ")[1];
    (all[parent] ??= []).push(id);
  }
  return all;
}

function tryRead(file) {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

/** MiB of a browser with all its processes; what several share is counted once. */
function memory(root) {
  const kin = children();
  const family = (id) => [id, ...(kin[id] ?? []).flatMap(family)];
  const kib = family(String(root)).map((id) => Number(tryRead(`/proc/${id}/smaps_rollup`).match(/^Pss:\s+(\d+)/m)?.[1] ?? 0));
  return Math.round(kib.reduce((sum, one) => sum + one, 0) / 1024);
}

function remember() {
  addEventListener("DOMContentLoaded", () => {
    for (const figure of document.querySelectorAll("freq-scope")) figure.addEventListener("result", () => (figure.dataset.done = ""));
  });
}

async function measure(name, address) {
  const server = await chromium.launchServer({ executablePath: process.env.CHROMIUM || "/usr/bin/chromium", args: Machine.withoutGpu });
  const browser = await chromium.connect(server.wsEndpoint());
  const page = await browser.newPage({ viewport: { width: 800, height: 900 } });
  page.setDefaultTimeout(240_000);
  const files = {};
  page.context().on("requestfinished", async (request) => {
    const [path, sizes] = [new URL(request.url()).pathname, await request.sizes().catch(() => undefined)];
    files[path] = [(files[path]?.[0] ?? 0) + 1, sizes?.responseBodySize];
  });
  const tell = (when) => console.log(`${name}, ${when}: ${memory(server.process().pid)} MiB, ${page.workers().length} engines`);
  await page.addInitScript(remember);
  await page.goto(address);
  const figures = page.locator("freq-scope");
  for (let i = 0; i < (await figures.count()); i += 1) {
    await figures.nth(i).scrollIntoViewIfNeeded();
    await page.waitForFunction((i) => "done" in document.querySelectorAll("freq-scope")[i].dataset, i);
    tell(`figure ${i + 1} seen`);
  }
  await page.waitForTimeout(9000);
  tell("nine seconds later");
  console.table(files);
  await browser.close();
  await server.close();
}

const site = await serve();
const html = (body) => `<!doctype html><title>A post</title><link rel="icon" href="data:,"><script src="${site.origin}/embed/freq-scope.js"></script>${body}`;
const host = await serve(Object.values(POSTS).map((body, i) => [new RegExp(`/${i}\\.html$`), () => html(body)]));
for (const [i, name] of Object.keys(POSTS).entries()) await measure(name, `${host.origin}/${i}.html`);
host.close();
site.close();
