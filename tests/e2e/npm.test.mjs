// The packages for npm, installed into an empty Vite project that is built and run. NPM_PACKAGES: the folder that has them already.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { browser } from "./helpers/browser.mjs";
import { Machine } from "./helpers/machine.mjs";
import { DIST, serve } from "./helpers/server.mjs";

const TIMEOUT = 240_000;
const PROJECT = fileURLToPath(new URL("vite", import.meta.url));
const PACKAGES = ["freqscope", "freqscope-models"];
/** What two networks may have, in bytes. */
const MOST_OF_MODELS = 6e6;

const vite = JSON.parse(readFileSync(join(PROJECT, "package.json"), "utf8")).devDependencies.vite;
const asked = spawnSync("npm", ["view", `vite@${vite}`, "version", "--fetch-retries=0", "--fetch-timeout=10000"], { encoding: "utf8", shell: process.platform === "win32" });
const noRegistry = process.env.NPM_PACKAGES || asked.stdout?.trim() === vite ? false : "npm or its registry cannot be reached: an empty project cannot be made";

const npm = (folder, ...words) => execFileSync("npm", ["--loglevel=error", ...words], { cwd: folder, encoding: "utf8", stdio: ["ignore", "pipe", "inherit"], shell: process.platform === "win32" });

/** Packs both packages into a folder; returns their files. */
function pack(into) {
  const made = process.env.NPM_PACKAGES || join(into, "packages");
  if (!process.env.NPM_PACKAGES) execFileSync("node", [fileURLToPath(new URL("../../xtask/npm/npm.mjs", import.meta.url)), DIST, made]);
  return PACKAGES.map((name) => JSON.parse(npm(join(made, name), "pack", "--json", "--pack-destination", into))).map((packed) => Object.values(packed)[0]);
}

test("both packages are installed into an empty Vite project, which builds and runs", { timeout: TIMEOUT, skip: noRegistry }, async () => {
  const folder = mkdtempSync(join(tmpdir(), "freqscope-npm-"));
  let site, context;
  try {
    const packed = pack(folder);
    const files = packed[0].files.map(({ path }) => path);
    for (const path of ["embed/freqscope.d.ts", "embed/freq-scope.d.ts", "embed/posters/survey.svg", "copy.js", "README.md", "LICENSE-MIT"]) assert.ok(files.includes(path), `there is no ${path}`);
    assert.ok(packed[1].size < MOST_OF_MODELS, `the models take ${packed[1].size} bytes`);
    const project = join(folder, "project");
    cpSync(PROJECT, project, { recursive: true, filter: (path) => !path.includes("node_modules") });
    npm(project, "install", "--no-audit", "--no-fund", "--prefer-offline", ...packed.map(({ filename }) => join(folder, filename)));
    npm(project, "exec", "--", "freqscope", "public/freqscope");
    npm(project, "run", "build");
    assert.ok(existsSync(join(project, "dist/freqscope/embed.html")));
    site = await serve([], join(project, "dist"));
    context = await (await browser(Machine.withoutGpu)).newContext();
    await run(await context.newPage(), site);
  } finally {
    await context?.close();
    site?.close();
    rmSync(folder, { recursive: true, force: true });
  }
});

async function run(page, site) {
  const complaints = [];
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(error.message));
  await page.goto(`${site.origin}/`);
  const [id, name, count] = await page.evaluate(() => globalThis.said);
  assert.match(id, /^visitor:[0-9a-f]{16}$/);
  assert.ok(name && count === 10);
  assert.equal(await page.evaluate(() => globalThis.shown), 4);
  assert.equal(await page.evaluate(() => globalThis.poster), `${site.origin}/freqscope/embed/posters/survey.svg`);
  assert.deepEqual(complaints, []);
}
