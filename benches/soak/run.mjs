// Hours of mixed work on the built page: whether memory, listeners and workers stay as many as they were. Writes the tables of
// docs/RELIABILITY.md. Needs Linux, which knows the memory of processes; CHROMIUM as in tests/e2e.
//
//     cargo xtask soak [--minutes 60] [--device cpu|gpu]
//
// On the GPU, which Chromium makes of software, the networks are small ones.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { chromium } from "../../tests/e2e/node_modules/playwright-core/index.mjs";
import { App } from "../../tests/e2e/helpers/app.mjs";
import { inWorker } from "../../tests/e2e/helpers/gpu.mjs";
import { Machine } from "../../tests/e2e/helpers/machine.mjs";
import { serve } from "../../tests/e2e/helpers/server.mjs";
import { withSmall } from "../../tests/e2e/helpers/small.mjs";
import { keep, report } from "../store.mjs";
import { KEEPS_MEMORY } from "./allocator.mjs";
import { judge, tables } from "./judgement.mjs";
import { COLLECTS, look } from "./look.mjs";
import { fill, NETWORKS, round } from "./work.mjs";

const { values: options } = parseArgs({ options: { minutes: { type: "string", default: "60" }, device: { type: "string" } } });
const MINUTES = Number(options.minutes);
const PATIENCE = 900_000;
/** In the worker: the ticks that count for how long a GPU has not answered take twenty times as long, as compiling for one made of software may. */
const IS_PATIENT = `{
  const wait = self.setTimeout;
  self.setTimeout = (act, time, ...given) => wait(act, time === 250 ? 20 * time : time, ...given);
}`;

/** Works for the given minutes. Returns what was seen after each round, and what ended the work before its time. */
async function soak(device) {
  const profile = mkdtempSync(join(tmpdir(), "freqscope-soak-"));
  const onGpu = device === "gpu";
  const server = await serve(onGpu ? [inWorker(KEEPS_MEMORY + IS_PATIENT), ...(await withSmall(...NETWORKS))] : [inWorker(KEEPS_MEMORY)]);
  const args = [...(onGpu ? Machine.withSoftwareGpu : Machine.withoutGpu), COLLECTS];
  const context = await chromium.launchPersistentContext(profile, { executablePath: process.env.CHROMIUM || "/usr/bin/chromium", args, serviceWorkers: "block" });
  const seen = [];
  try {
    const failure = await work(context, server.origin, device, profile, seen).catch((error) => error.message);
    return { browser: context.browser()?.version() ?? "", seen, failure };
  } finally {
    await context.close();
    server.close();
    rmSync(profile, { recursive: true, force: true });
  }
}

async function work(context, origin, device, profile, seen) {
  const page = context.pages()[0] ?? (await context.newPage());
  const complaints = [];
  page.on("pageerror", (error) => complaints.push(error.message));
  page.setDefaultTimeout(PATIENCE);
  await page.addInitScript(KEEPS_MEMORY);
  await page.goto(`${origin}/`);
  const app = new App(page);
  await app.chart();
  await app.compute(device);
  const onDevice = () => app.device(device === "gpu" ? /^GPU/ : /^CPU/);
  if (device === "cpu") await fill(app);
  await onDevice();
  const [session, start] = [await context.newCDPSession(page), Date.now()];
  const minute = () => (Date.now() - start) / 60_000;
  for (let number = 1; minute() < MINUTES; number += 1) {
    await round(app, number);
    assert.deepEqual(complaints, []);
    await onDevice();
    seen.push({ minute: minute(), ...(await look(page, session, profile)) });
    console.log(`${device}, round ${number}: ${JSON.stringify(seen.at(-1))}`);
  }
}

const failures = [];
let kept;
for (const device of options.device ? [options.device] : ["cpu", "gpu"]) {
  const { browser, seen, failure } = await soak(device);
  if (failure) console.log(`${device}: ended after ${seen.length} rounds: ${failure}`);
  assert.ok(seen.length > 0, `${device}: no round came to its end`);
  const run = { date: new Date().toISOString().slice(0, 10), processor: cpus()[0].model, browser, seen };
  kept = await keep("soak", (before) => ({ ...before, [device]: run }));
  failures.push(...judge(seen, failure).map((failure) => `${device}: ${failure}`));
}
await report("benches/soak/run.mjs", tables(kept.soak));
assert.deepEqual(failures, []);
