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

/** The running browser of this kind; started where it does not run, and ended with the file's tests. */
export function browser(machine) {
  if (!running.has(machine)) running.set(machine, start(machine));
  return running.get(machine);
}

async function start(args) {
  const executablePath = process.env.CHROMIUM || "/usr/bin/chromium";
  const started = await chromium.launch({ executablePath, args });
  after(() => started.close());
  return started;
}
