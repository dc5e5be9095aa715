// Chromium in two kinds: without WebGPU, and with WebGPU on a software GPU.
import { after } from "node:test";
import { chromium } from "playwright-core";

const running = new Map();

after(async () => {
  for (const started of running.values()) await (await started).close();
});

/** The running browser of this kind; started where it does not run, and ended with the file's tests. */
export function browser(machine) {
  if (!running.has(machine)) running.set(machine, start(machine));
  return running.get(machine);
}

function start(args) {
  return chromium.launch({ executablePath: process.env.CHROMIUM || "/usr/bin/chromium", args });
}
