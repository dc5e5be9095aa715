// node check.mjs OUT: packs both packages, installs them into an empty Vite project, builds that, and runs it in Chromium.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const out = resolve(process.argv[2]);
const e2e = new URL("../../tests/e2e/", import.meta.url);
const { chromium } = await import(new URL("node_modules/playwright-core/index.mjs", e2e));
const { serve } = await import(new URL("helpers/server.mjs", e2e));
const { Machine } = await import(new URL("helpers/machine.mjs", e2e));

const project = mkdtempSync(join(tmpdir(), "freqscope-npm-"));
const npm = (folder, ...words) => execFileSync("npm", ["--loglevel=error", ...words], { cwd: folder, encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });
const packed = ["freqscope", "freqscope-models"].map((name) => join(project, npm(join(out, name), "pack", "--pack-destination", project).trim().split("\n").at(-1)));

writeFileSync(join(project, "package.json"), JSON.stringify({ private: true, type: "module" }));
writeFileSync(join(project, "index.html"), `<!doctype html><title>empty</title><freq-scope view="survey" loading="eager"></freq-scope><script type="module" src="main.js"></script>`);
writeFileSync(join(project, "main.js"), `
import { open, CLASSES, PIXELS } from "freqscope";
import { FreqScope } from "freqscope/element";
import { networks } from "freqscope-models";
FreqScope.base = "/freqscope/embed.html";
const figure = document.querySelector("freq-scope");
globalThis.shown = new Promise((resolve) => figure.addEventListener("result", ({ detail }) => resolve(detail.networks.length)));
globalThis.said = open(networks["resnet18-natural"]).then(async (network) => {
  const logits = await network.classify(new Float32Array(PIXELS).fill(0.5));
  return [network.id, CLASSES[logits.indexOf(Math.max(...logits))], logits.length];
});
`);
npm(project, "install", "--no-audit", "--no-fund", ...packed, "vite");
npm(project, "exec", "--", "freqscope", "public/freqscope");
npm(project, "exec", "--", "vite", "build");

const site = await serve([], join(project, "dist"));
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || "/usr/bin/chromium", args: Machine.withoutGpu });
try {
  const page = await browser.newPage();
  page.on("console", (message) => message.type() === "error" && console.error(message.text()));
  await page.goto(`${site.origin}/`);
  const [id, name, count] = await page.evaluate(() => said);
  assert.match(id, /^visitor:[0-9a-f]{16}$/);
  assert.equal(count, 10);
  assert.equal(await page.evaluate(() => shown), 4);
  console.log(`an empty Vite project builds, says “${name}” of a grey picture, and shows the figure`);
} finally {
  await browser.close();
  site.close();
  rmSync(project, { recursive: true, force: true });
}
