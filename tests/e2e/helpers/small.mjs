// A network so small that a GPU made of software computes it at once, in the place of one that ships.
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { forward } from "../../../benches/browser/network.mjs";
import { read } from "../../../benches/browser/weights.mjs";

const FILE = new URL("../../fixtures/networks/resnet50.safetensors", import.meta.url);

/** Overrides by which these models of the manifest are the fixtures' ResNet-50. PyTorch's logits are in resnet50_logits.npy. */
export async function withSmall(...ids) {
  const file = await readFile(FILE);
  const changes = {
    architecture: "resnet50",
    bytes: file.length,
    sha256: createHash("sha256").update(file).digest("hex"),
    golden: { image: "ramp-7919", logits: testLogits(read(file)) },
  };
  const change = (model) => (ids.includes(model.id) ? { ...model, ...changes } : model);
  const changed = ({ models, ...manifest }) => JSON.stringify({ ...manifest, models: models.map(change) });
  const weights = new RegExp(`/(${ids.join("|")})\\.safetensors$`);
  return [[/\/manifest\.json$/, (body) => changed(JSON.parse(body))], [weights, () => file]];
}

/** The logits of the manifest's test image, by what each layer is defined to be, in double precision. */
function testLogits({ mean, std, ...network }) {
  const pixel = (i) => ((i * 7919) % 256) / 255;
  const normalised = (_, i) => (pixel(i) - mean[i >> 10]) / std[i >> 10];
  const x = { side: 32, values: Float64Array.from({ length: 3072 }, normalised) };
  return forward(network, x, {
    convolution: (name, x, options) => convolution(network.layers[name], x, options),
    add: (a, b) => ({ ...a, values: a.values.map((value, i) => Math.max(value + b.values[i], 0)) }),
    head: (name, x) => head(network.layers[name], x),
  });
}

/** `[in, side, side]` → `[out, side / stride, side / stride]` */
function convolution({ shape: [outputs, inputs, kernel], weight, bias }, { side, values }, { stride, relu }) {
  const size = side / stride;
  const result = (_, at) => {
    const [output, y, x] = [Math.floor(at / size ** 2), Math.floor(at / size) % size, at % size];
    let sum = bias[output];
    for (let tap = 0; tap < kernel ** 2; tap++) {
      const row = y * stride + Math.floor(tap / kernel) - (kernel >> 1);
      const column = x * stride + (tap % kernel) - (kernel >> 1);
      if (Math.min(row, column) < 0 || Math.max(row, column) >= side) continue;
      for (let input = 0; input < inputs; input++) {
        sum += weight[(output * inputs + input) * kernel ** 2 + tap] * values[(input * side + row) * side + column];
      }
    }
    return relu ? Math.max(sum, 0) : sum;
  };
  return { side: size, values: Float64Array.from({ length: outputs * size ** 2 }, result) };
}

function head({ shape: [, inputs], weight, bias }, { side, values }) {
  const mean = (input) => values.subarray(input * side ** 2, (input + 1) * side ** 2).reduce((a, b) => a + b) / side ** 2;
  const means = Array.from({ length: inputs }, (_, input) => mean(input));
  return Array.from(bias, (start, output) => means.reduce((sum, value, input) => sum + value * weight[output * inputs + input], start));
}
