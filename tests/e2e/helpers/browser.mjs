// Chromium in two kinds: without WebGPU, and with WebGPU on a software GPU.
import { after } from "node:test";
import { chromium } from "playwright-core";

const QUIET = [
  "--no-sandbox",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

const SOFTWARE_GPU = ["--enable-unsafe-webgpu", "--use-webgpu-adapter=swiftshader", "--enable-features=Vulkan"];

/** What the browser computes on. */
export const Machine = Object.freeze({ withoutGpu: QUIET, withSoftwareGpu: [...QUIET, ...SOFTWARE_GPU] });

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
