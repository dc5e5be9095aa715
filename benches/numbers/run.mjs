// How far every machine's numbers are from PyTorch's: natively with the vectors that the processor has, with fewer on an emulated one
// (qemu-user), in browsers with the programs that ship, on GPUs made of software. Writes the table of docs/RELIABILITY.md.
//
//     node benches/numbers/run.mjs [--lab target/debug/lab] [--only NAME,...]
//
// It wants dist/ and `lab` built, Chromium, and whatever else there is of qemu-x86_64, lavapipe, Firefox and WebKitGTK.
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { chromium } from "../../tests/e2e/node_modules/playwright-core/index.mjs";
import { inFirefox, noFirefox } from "../../tests/e2e/helpers/firefox.mjs";
import { Machine } from "../../tests/e2e/helpers/machine.mjs";
import { serve } from "../../tests/e2e/helpers/server.mjs";
import { inWebKit, noWebKit } from "../../tests/e2e/helpers/webkit.mjs";
import { keep, report, table } from "../store.mjs";
import { IDS, LARGEST, MODEL, differences, selfTest } from "./fixtures.mjs";
import { Lab } from "./lab.mjs";
import { inWorker } from "./worker.mjs";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const SCRIPT = "benches/numbers/run.mjs";
const { values: options } = parseArgs({ options: { lab: { type: "string", default: join(ROOT, "target/debug/lab") }, only: { type: "string" } } });

/** How many images and networks are asked of a machine: where it is quick, and where it takes seconds for an image. */
const ALL = { logits: 24, scores: 24, gradients: 6, ids: IDS };
const FEW = { logits: 24, scores: 3, gradients: 6, ids: IDS.filter((id) => id.startsWith("resnet18") || id === "vgg19-natural") };
const FEWEST = { ...FEW, logits: 6, scores: 1, gradients: 3, ids: [MODEL] };

/** The vectors that `pulp` takes on a processor of x86 with these flags. */
function vectors() {
  const flags = readFileSync("/proc/cpuinfo", "utf8").match(/^flags\s*:(.*)$/m)?.[1].split(" ") ?? [];
  return flags.includes("avx512f") ? "AVX-512" : flags.includes("avx2") && flags.includes("fma") ? "AVX2 and FMA" : "no AVX2";
}

const QEMU = "/usr/bin/qemu-x86_64";
const ICD = "/usr/share/vulkan/icd.d";
const lavapipe = existsSync(ICD) && readdirSync(ICD).find((file) => file.startsWith("lvp_icd"));

/** By name: how many images it is asked for, and what gives a machine to `body`; `missing` says why there is none. */
const MACHINES = {
  [`CPU, natively: ${vectors()}`]: { counts: ALL, start: natively([options.lab]) },
  "CPU, natively: AVX2 and FMA, emulated": { counts: FEW, missing: !existsSync(QEMU), start: natively([QEMU, "-cpu", "Haswell", options.lab]) },
  "CPU, natively: SSE4.2, emulated": { counts: FEW, missing: !existsSync(QEMU), start: natively([QEMU, "-cpu", "Nehalem", options.lab]) },
  "wasm, relaxed SIMD, Chromium": { counts: ALL, start: inChromium("cpu") },
  "wasm, plain SIMD, Chromium": { counts: ALL, start: inChromium("cpu", [plain()]) },
  "wasm, Firefox": { counts: ALL, missing: noFirefox, start: inside(inFirefox) },
  "wasm, WebKitGTK": { counts: ALL, missing: noWebKit, start: inside(inWebKit) },
  "GPU, natively: lavapipe": { counts: FEW, missing: !lavapipe, start: natively([options.lab], "gpu", { VK_ICD_FILENAMES: join(ICD, String(lavapipe)) }) },
  "GPU, WebGPU in Chromium: SwiftShader": { counts: FEWEST, start: inChromium("gpu") },
};

function natively(command, device = "cpu", environment = {}) {
  return async (body) => {
    const folder = mkdtempSync(join(tmpdir(), "freqscope-numbers-"));
    try {
      await body(new Lab(command, folder, device, { ...environment, FREQSCOPE_MODELS: join(ROOT, "models") }), cpus()[0].model);
    } finally {
      rmSync(folder, { recursive: true });
    }
  };
}

/** The program without relaxed SIMD in the place of that with it. */
function plain() {
  return [/\/worker_cpu_relaxed_bg\.wasm$/, () => readFileSync(join(ROOT, "dist/worker_cpu_bg.wasm"))];
}

const served = (overrides, device, open) => async (body) => {
  const server = await serve(overrides);
  try {
    await open((page, version) => inWorker(page, server.origin, device, (machine, found) => body(machine, `${version}, ${found.name}`)));
  } finally {
    server.close();
  }
};

function inside(open) {
  return served([], "cpu", open);
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

async function measure(name, { counts, start }) {
  let found;
  await start(async (machine, on) => {
    const start = performance.now();
    const { ids, ...images } = counts;
    found = { on, images, test: await selfTest(machine, ids), ...(await differences(machine, counts)), date: new Date().toISOString().slice(0, 10) };
    found.seconds = Math.round((performance.now() - start) / 1000);
  });
  console.log(`${name}: ${JSON.stringify(found)}`);
  return found;
}

const wanted = options.only?.split(",");
let kept = await keep("numbers", (before) => before ?? {});
for (const [name, machine] of Object.entries(MACHINES)) {
  if (wanted && !wanted.some((part) => name.includes(part))) continue;
  if (machine.missing) {
    console.log(`${name}: left out: ${machine.missing}`);
    continue;
  }
  const found = await measure(name, machine);
  kept = await keep("numbers", (before) => ({ ...before, [name]: found }));
}
await report(SCRIPT, text(kept.numbers));

function text(numbers) {
  const small = (value) => value.toExponential(1);
  const cell = (found, what) => `${small(found[what])} (${found.images[what]})`;
  const line = ([name, found]) => [name, found.on, ...["logits", "scores", "gradients"].map((what) => cell(found, what)),
    `${small(found.test.difference)}, ${(100 * found.test.share).toFixed(1)} % (${found.test.networks})`];
  const known = Object.keys(MACHINES).filter((name) => numbers[name]).map((name) => [name, numbers[name]]);
  const head = ["machine", "on", "logits", "scores", "gradients", "self-test: of what passes (networks)"];
  const shares = known.map(([, { test }]) => test.share);
  const largest = `The largest numbers among the fixtures: ${Object.entries(LARGEST).map(([what, value]) => `${what} ${value.toPrecision(2)}`).join(", ")}.`;
  const margin = `The largest difference of all takes ${(100 * Math.max(...shares)).toFixed(1)} % of what the self-test lets pass, which leaves a margin of ${(1 / Math.max(...shares)).toFixed(0)}.`;
  return [table(head, known.map(line)), `${largest} ${margin}`].join("\n\n");
}
