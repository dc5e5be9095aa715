// Draws what stands in posts before a figure does, where its author has drawn nothing, with the page's own numbers: `cargo xtask picture`.
// node posters.mjs [VIEW…]
import { mkdirSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { App } from "./helpers/app.mjs";
import { Machine } from "./helpers/machine.mjs";
import { serve } from "./helpers/server.mjs";

const FOLDER = fileURLToPath(new URL("../../www/embed/posters", import.meta.url));
/** In bytes: a post waits for it. */
const MOST = 40_000;

const done = (app, id) => app.page.locator(`[data-testid=${id}][data-state=done]`).waitFor();

/** The link of each view, and what is waited for. */
const VIEWS = {
  compare: ["", (app) => app.swept()],
  occlusion: ["", (app) => app.chart()],
  spectrum: ["", () => {}],
  ablation: ["without=16-62", (app) => app.swept()],
  attack: ["at=attack&attack=pgd-l2&run=attack", (app) => done(app, "attack")],
  inversion: ["at=inversion&run=inversion", (app) => done(app, "inversion-run-of")],
  survey: ["at=adversarial-training", (app) => app.get("figure-means").waitFor()],
  proposition: ["", () => {}],
};

async function draw(page, origin, view, [link, settled]) {
  // Another address, so that the page is opened anew.
  await page.goto(`${origin}/?${view}#v1/${link}`);
  const app = new App(page);
  await app.get("whole-picture").waitFor();
  await settled(app);
  await app.get("embed-button").click();
  await app.get("embed-figure").selectOption(view);
  const [download] = await Promise.all([page.waitForEvent("download"), app.get("embed-poster").click()]);
  const svg = await readFile(await download.path(), "utf8");
  if (svg.length > MOST) throw new Error(`the drawing of ${view} takes ${svg.length} bytes`);
  await writeFile(`${FOLDER}/${view}.svg`, svg);
  console.log(`${view}.svg: ${svg.length} bytes`);
}

mkdirSync(FOLDER, { recursive: true });
const server = await serve();
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || "/usr/bin/chromium", args: Machine.withoutGpu });
try {
  const page = await browser.newPage({ viewport: { width: 1280, height: 1120 }, reducedMotion: "reduce" });
  page.setDefaultTimeout(240_000);
  const asked = process.argv.slice(2);
  for (const [view, how] of Object.entries(VIEWS).filter(([view]) => !asked.length || asked.includes(view))) await draw(page, server.origin, view, how);
} finally {
  await browser.close();
  server.close();
}
