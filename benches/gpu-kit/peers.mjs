// onnxruntime-web and TensorFlow.js on WebGPU, in this process.
import { readFile } from "node:fs/promises";
import vm from "node:vm";
import { encode } from "../browser/onnx.mjs";
import { program as session } from "../browser/onnxruntime.mjs";

const PACKAGES = new URL("../node_modules/", import.meta.url);

/** Starts TensorFlow.js. Its `load` takes a network as weights.mjs reads it and returns `logits(pixels)` and `pgd(pixels, steps)`. */
export async function tensorflow() {
  // As scripts of a page, which share the name `tf`.
  for (const file of ["tfjs-core/dist/tf-core.min.js", "tfjs-backend-webgpu/dist/tf-backend-webgpu.min.js"]) {
    vm.runInThisContext(await readFile(new URL(`@tensorflow/${file}`, PACKAGES), "utf8"));
  }
  await tf.setBackend("webgpu");
  await tf.ready();
  const { program } = await import("../browser/tensorflow.mjs");
  const load = async (network) => {
    const { run, forward } = program(network);
    return { logits: run, pgd: (pixels, steps) => descend(forward, pixels, steps) };
  };
  return { name: "TensorFlow.js", load };
}

/** PGD in the ℓ∞ norm as the engine does it, the loop on the device. Resolves when the last iterate is here. */
async function descend(forward, pixels, steps) {
  const images = pixels.length / 3072;
  const clean = tf.tidy(() => tf.transpose(tf.tensor(pixels, [images, 3, 32, 32]), [0, 2, 3, 1]));
  const classes = tf.tidy(() => tf.oneHot(tf.argMax(forward(clean), 1), 10).toFloat());
  const loss = (x) => tf.sum(tf.neg(tf.mul(classes, tf.logSoftmax(forward(x)))));
  let x = clean.clone();
  for (let step = 0; step < steps; step++) {
    const next = tf.tidy(() => {
      const moved = tf.add(x, tf.mul(tf.sign(tf.grad(loss)(x)), 1e-6));
      return tf.add(clean, tf.clipByValue(tf.sub(moved, clean), -8 / 255, 8 / 255));
    });
    x.dispose();
    x = next;
  }
  const found = await x.data();
  tf.dispose([x, clean, classes]);
  return found;
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
