// TensorFlow.js in a page, one thread or WebGPU. Its images are NHWC.
import { forward } from "./network.mjs";
import { read } from "./weights.mjs";

const { tf } = globalThis;

/** As in onnxruntime.mjs. */
export async function prepare(device) {
  tf.wasm?.setWasmPaths("/node_modules/@tensorflow/tfjs-backend-wasm/dist/");
  await tf.setBackend(device === "gpu" ? "webgpu" : "wasm");
  await tf.ready();
  const network = read(await (await fetch("/network.safetensors")).arrayBuffer());
  const layers = Object.entries(network.layers).map(([name, layer]) => [name, tensors(layer)]);
  return run.bind(undefined, network, Object.fromEntries(layers));
}

function tensors({ shape, weight, bias }) {
  const order = shape.length === 4 ? [2, 3, 1, 0] : [1, 0];
  return { filter: tf.tidy(() => tf.transpose(tf.tensor(weight, shape), order)), bias: tf.tensor1d(bias) };
}

async function run(network, layers, pixels) {
  const logits = tf.tidy(() => {
    const images = tf.tensor(pixels, [pixels.length / (3 * 32 * 32), 3, 32, 32]);
    return forward(network, tf.transpose(images, [0, 2, 3, 1]), {
      convolution: (layer, x, { stride, relu }) => {
        const { filter, bias } = layers[layer];
        // Both sides, as in PyTorch; at stride 2 "same" would pad one side only.
        const pad = filter.shape[0] >> 1;
        return tf.fused.conv2d({ x, filter, bias, strides: stride, pad, activation: relu ? "relu" : "linear" });
      },
      add: (a, b) => tf.relu(tf.add(a, b)),
      head: (layer, x) => tf.add(tf.matMul(tf.mean(x, [1, 2]), layers[layer].filter), layers[layer].bias),
    });
  });
  const values = await logits.data();
  logits.dispose();
  return values;
}
