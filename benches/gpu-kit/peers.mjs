// onnxruntime-web and TensorFlow.js on WebGPU, in this process.
import { readFile } from "node:fs/promises";
import vm from "node:vm";
import { encode } from "../browser/onnx.mjs";
import { program as session } from "../browser/onnxruntime.mjs";

const PACKAGES = new URL("../node_modules/", import.meta.url);

/** Starts TensorFlow.js. Its `load` takes a network as weights.mjs reads it and returns `logits(pixels)` and `pgd(pixels, steps)`. */
export async function tensorflow() {
  // As scripts of a page, which share the name `tf`.
  for (const file of ["tfjs/dist/tf.min.js", "tfjs-backend-webgpu/dist/tf-backend-webgpu.min.js"]) {
    vm.runInThisContext(await readFile(new URL(`@tensorflow/${file}`, PACKAGES), "utf8"));
  }
  await tf.setBackend("webgpu");
  await tf.ready();
  const { program } = await import("../browser/tensorflow.mjs");
  const load = async (network) => {
    const { run, pgd } = program(network);
    return { logits: run, pgd };
  };
  return { name: "TensorFlow.js", load };
}

/** Starts onnxruntime-web. Its `load` returns `logits(pixels)`; it computes no gradients. */
export async function onnxruntime() {
  const folder = new URL("onnxruntime-web/dist/", PACKAGES);
  const ort = await import(new URL("ort.webgpu.bundle.min.mjs", folder));
  ort.env.wasm.numThreads = 1;
  ort.env.wasm.wasmBinary = await readFile(new URL("ort-wasm-simd-threaded.asyncify.wasm", folder));
  const load = async (network) => ({ logits: await session(ort, encode(network), "webgpu") });
  return { name: "onnxruntime-web", load };
}
