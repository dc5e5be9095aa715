// TensorFlow.js in a page, one thread or WebGPU. Its images are NHWC.
import { forward } from "./network.mjs";
import { read } from "./weights.mjs";

const { tf } = globalThis;

/** As in onnxruntime.mjs. */
export async function prepare(device) {
  tf.wasm?.setWasmPaths("/node_modules/@tensorflow/tfjs-backend-wasm/dist/");
  await tf.setBackend(device === "gpu" ? "webgpu" : "wasm");
  await tf.ready();
  return program(read(await (await fetch("/network.safetensors")).arrayBuffer())).run;
}

/** A network on the backend that is set: `run`, as above, and `forward` from [N, 32, 32, 3] tensors to logits. */
export function program(network) {
  const layers = Object.fromEntries(Object.entries(network.layers).map(([name, layer]) => [name, tensors(layer)]));
  const apply = (images) => logits(network, layers, images);
  return { run: (pixels) => run(apply, pixels), forward: apply };
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

function logits(network, layers, images) {
  return forward(network, images, {
    convolution: (layer, x, { stride, relu }) => {
      const { filter, bias } = layers[layer];
      // Both sides, as in PyTorch; at stride 2 "same" would pad one side only.
      const pad = filter.shape[0] >> 1;
      return tf.fused.conv2d({ x, filter, bias, strides: stride, pad, activation: relu ? "relu" : "linear" });
    },
    add: (a, b) => tf.relu(tf.add(a, b)),
    head: (layer, x) => tf.add(tf.matMul(tf.mean(x, [1, 2]), layers[layer].filter), layers[layer].bias),
  });
}
