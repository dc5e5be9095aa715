// Packed weights, dequantised: weight = scale[o] · int8 (see models/README.md).

/**
 * Reads a packed file. Returns its metadata and, by name, each layer's `shape` ([out, in, kh, kw] or [out, in]), `weight`
 * (Float32Array in that order) and `bias` (Float32Array [out]).
 */
export function read(file) {
  const bytes = new Uint8Array(file);
  const length = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true));
  const { __metadata__: metadata, ...tensors } = JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + length)));
  const body = bytes.slice(8 + length).buffer;
  const floats = (name) => {
    const [start, end] = tensors[name].data_offsets;
    return new Float32Array(body.slice(start, end));
  };
  const names = Object.keys(tensors).filter((name) => name.endsWith(".weight"));
  const layers = names.map((name) => name.slice(0, -".weight".length)).map((layer) => {
    const { shape, data_offsets: [start, end] } = tensors[`${layer}.weight`];
    const weight = dequantise(new Int8Array(body, start, end - start), floats(`${layer}.scale`));
    return [layer, { shape, weight, bias: floats(`${layer}.bias`) }];
  });
  const numbers = (name) => JSON.parse(metadata[name]);
  return { mean: numbers("mean"), std: numbers("std"), blocks: numbers("blocks"), layers: Object.fromEntries(layers) };
}

function dequantise(values, scales) {
  const row = values.length / scales.length;
  return Float32Array.from(values, (value, i) => value * scales[Math.floor(i / row)]);
}
