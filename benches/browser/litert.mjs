// LiteRT.js in a page, on the CPU: XNNPACK, with relaxed SIMD where the browser has it. Its images are NHWC, and a file is for one batch.
import { Tensor, loadAndCompile, loadLiteRt } from "@litertjs/core";

const PIXELS = 3 * 32 * 32;

/** As in onnxruntime.mjs. The files are loaded when their batch is first asked for. */
export async function prepare({ model, threads }) {
  await loadLiteRt("/node_modules/@litertjs/core/wasm/", { threads: threads > 1 });
  const programs = new Map();
  const options = { accelerator: "wasm", cpuOptions: { numThreads: threads } };
  const program = (batch) => {
    if (!programs.has(batch)) programs.set(batch, loadAndCompile(`/${model}-${batch}.tflite`, options));
    return programs.get(batch);
  };
  return { run: async (pixels) => run(await program(pixels.length / PIXELS), pixels) };
}

async function run(program, pixels) {
  const images = new Tensor(channelsLast(pixels), [pixels.length / PIXELS, 32, 32, 3]);
  const [logits] = await program.run([images]);
  const values = logits.toTypedArray().slice();
  images.delete();
  logits.delete();
  return values;
}

function channelsLast(pixels) {
  const all = new Float32Array(pixels.length);
  for (let image = 0; image < pixels.length; image += PIXELS) {
    for (let i = 0; i < PIXELS; i++) all[image + 3 * (i % 1024) + (i >> 10)] = pixels[image + i];
  }
  return all;
}
