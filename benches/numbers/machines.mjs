// The machines whose numbers are compared, as far as they are here.
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "../../tests/e2e/node_modules/playwright-core/index.mjs";
import { inFirefox, noFirefox } from "../../tests/e2e/helpers/firefox.mjs";
import { Machine } from "../../tests/e2e/helpers/machine.mjs";
import { serve } from "../../tests/e2e/helpers/server.mjs";
import { inWebKit, noWebKit } from "../../tests/e2e/helpers/webkit.mjs";
import { IDS, MODEL } from "./fixtures.mjs";
import { noHiding, on } from "./hidden.mjs";
import { Lab } from "./lab.mjs";
import { inWorker, PLAIN_PAGE } from "./worker.mjs";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** How many images and which networks are asked of a machine: where it is quick, where it takes seconds for an image, and minutes. */
const ALL = { logits: 24, scores: 24, gradients: 6, ids: IDS };
const FEW = { logits: 24, scores: 3, gradients: 6, ids: IDS.filter((id) => id.startsWith("resnet18") || id === "vgg19-natural") };
const FEWEST = { logits: 6, scores: 1, gradients: 3, ids: [MODEL] };

/** The vectors that the kernels take on a processor of x86 with these flags. */
function vectors() {
  const flags = readFileSync("/proc/cpuinfo", "utf8").match(/^flags\s*:(.*)$/m)?.[1].split(" ") ?? [];
  if (flags.includes("avx512f")) return "AVX-512";
  return flags.includes("avx2") && flags.includes("fma") ? "AVX2 and FMA" : "no AVX2";
}

const MODELS = join(ROOT, "models");
const DRIVERS = "/usr/share/vulkan/icd.d";
const lavapipe = existsSync(DRIVERS) && readdirSync(DRIVERS).find((file) => file.startsWith("lvp_icd"));
const noLavapipe = lavapipe ? false : "there is no lavapipe: install mesa-vulkan-drivers";

/** By name: how many images it is asked for, and what gives a machine and what it runs on to `body`; `missing` says why there is none.
 * `lab`: the native program. */
export function machines(lab) {
  return {
    [`CPU, natively: ${vectors()}`]: { counts: ALL, start: natively([lab]) },
    "CPU, natively: AVX2 and FMA, the rest hidden": { counts: ALL, missing: noHiding, start: as("Haswell", lab) },
    "CPU, natively: SSE4.2, the rest hidden": { counts: ALL, missing: noHiding, start: as("Nehalem", lab) },
    "CPU, wasm with relaxed SIMD: Chromium": { counts: ALL, start: inChromium("cpu") },
    "CPU, wasm with plain SIMD: Chromium": { counts: ALL, start: inChromium("cpu", [plain()]) },
    "CPU, wasm: Firefox": { counts: ALL, missing: noFirefox, start: served([], "cpu", inFirefox) },
    "CPU, wasm: WebKitGTK": { counts: ALL, missing: noWebKit, start: served([], "cpu", inWebKit) },
    "GPU, natively: lavapipe": { counts: FEW, missing: noLavapipe, start: natively([lab], "gpu", { VK_ICD_FILENAMES: join(DRIVERS, String(lavapipe)) }) },
    "GPU, WebGPU in Chromium: SwiftShader": { counts: FEWEST, start: inChromium("gpu") },
  };
}

function natively(command, device = "cpu", environment = {}) {
  return async (body) => {
    const folder = mkdtempSync(join(tmpdir(), "freqscope-numbers-"));
    try {
      await body(new Lab(command, folder, device, { ...environment, FREQSCOPE_MODELS: MODELS }), cpus()[0].model);
    } finally {
      rmSync(folder, { recursive: true });
    }
  };
}

/** The native program as on an older processor. */
const as = (processor, lab) => async (body) => natively(await on(processor, lab, MODELS))(body);

/** The program without relaxed SIMD in the place of that with it. */
function plain() {
  return [/\/worker_cpu_relaxed_bg\.wasm$/, () => readFileSync(join(ROOT, "dist/worker_cpu_bg.wasm"))];
}

/** The engine's worker in a page of a browser; `open(body)` gives a page of it and its version to `body`. */
function served(overrides, device, open) {
  return async (body) => {
    const server = await serve([PLAIN_PAGE, ...overrides]);
    const look = (page, version) => inWorker(page, server.origin, device, (machine, { name }) => body(machine, device === "gpu" ? `${version}, ${name}` : version));
    await open(look).finally(() => server.close());
  };
}

function inChromium(device, overrides = []) {
  return served(overrides, device, async (body) => {
    const args = device === "gpu" ? Machine.withSoftwareGpu : Machine.withoutGpu;
    const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || "/usr/bin/chromium", args });
    try {
      await body(await browser.newPage(), browser.version());
    } finally {
      await browser.close();
    }
  });
}
