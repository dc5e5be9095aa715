// TensorFlow.js in a page, on the CPU or WebGPU. Its images are NHWC.
import { forward } from "./network.mjs";
import { read } from "./weights.mjs";

const { tf } = globalThis;

/** As in onnxruntime.mjs, with `pgd` too. */
export async function prepare({ device, model, threads }) {
  tf.wasm?.setWasmPaths("/node_modules/@tensorflow/tfjs-backend-wasm/dist/");
  if (threads > 1) tf.wasm.setThreadsCount(threads);
  await tf.setBackend(device === "gpu" ? "webgpu" : "wasm");
  await tf.ready();
  return program(read(await (await fetch(`/${model}.safetensors`)).arrayBuffer()));
}

/** A network on the backend that is set: `run`, as in onnxruntime.mjs, and `pgd(pixels, steps)`. */
export function program(network) {
  const layers = Object.fromEntries(Object.entries(network.layers).map(([name, layer]) => [name, tensors(layer)]));
  const apply = (images, convolution = fused) => logits(network, layers, images, convolution);
  return { run: (pixels) => run(apply, pixels), pgd: (pixels, steps) => descend((images) => apply(images, inParts), pixels, steps) };
}

function tensors({ shape, weight, bias }) {
  const order = shape.length === 4 ? [2, 3, 1, 0] : [1, 0];
  return { filter: tf.tidy(() => tf.transpose(tf.tensor(weight, shape), order)), bias: tf.tensor1d(bias) };
}

async function run(apply, pixels) {
  const logits = tf.tidy(() => {
    const images = tf.tensor(pixels, [pixels.length / (3 * 32 * 32), 3, 32, 32]);
    return apply(tf.transpose(images, [0, 2, 3, 1]));
  });
  const values = await logits.data();
  logits.dispose();
  return values;
}

function logits(network, layers, images, apply) {
  return forward(network, images, {
    convolution: (layer, x, { stride, relu }) => apply(layers[layer], x, stride, relu),
    add: (a, b) => tf.relu(tf.add(a, b)),
    pool: (x) => tf.maxPool(x, 2, 2, "valid"),
    head: (layer, x) => tf.add(tf.matMul(tf.mean(x, [1, 2]), layers[layer].filter), layers[layer].bias),
  });
}

/** A convolution with its summand and its ReLU. It pads both sides, as in PyTorch; at stride 2 "same" would pad one side only. */
function fused({ filter, bias }, x, strides, relu) {
  return tf.fused.conv2d({ x, filter, bias, strides, pad: filter.shape[0] >> 1, activation: relu ? "relu" : "linear" });
}

/** The same in three steps: of this only the gradient by `x` is computed, of the fused one those by filter and bias too. */
function inParts({ filter, bias }, x, strides, relu) {
  const sums = tf.add(tf.conv2d(x, filter, strides, filter.shape[0] >> 1), bias);
  return relu ? tf.relu(sums) : sums;
}

/**
 * PGD in the ℓ∞ norm as the engine does it, the loop on the device, of pixels, normalised, Float32Array [N, 3, 32, 32]. Resolves with the
 * last iterates, [N, 32, 32, 3], when they are here.
 */
async function descend(forward, pixels, steps) {
  const images = pixels.length / 3072;
  const clean = tf.tidy(() => tf.transpose(tf.tensor(pixels, [images, 3, 32, 32]), [0, 2, 3, 1]));
  const classes = tf.tidy(() => tf.cast(tf.oneHot(tf.argMax(forward(clean), 1), 10), "float32"));
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
