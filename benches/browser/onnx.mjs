// The network as an ONNX model of float32, for onnxruntime-web.
import protocol from "onnx-proto";
import { forward } from "./network.mjs";

const { onnx } = protocol;
const { AttributeProto, GraphProto, ModelProto, NodeProto, TensorProto, ValueInfoProto } = onnx;
const FLOAT = TensorProto.DataType.FLOAT;
const OPSET = 13;

/** The bytes of a model from `pixels`, normalised, [N, 3, 32, 32], to `logits`, [N, 10]. */
export function encode(network) {
  const nodes = [];
  const initializers = [];
  const emit = (op, input, attributes = {}) => {
    const output = op === "Gemm" ? "logits" : `value${nodes.length}`;
    const attribute = Object.entries(attributes).map(([name, value]) => asAttribute(name, value));
    nodes.push(NodeProto.create({ opType: op, name: `node${nodes.length}`, input, output: [output], attribute }));
    return output;
  };
  const parameters = (layer) => {
    const { shape, weight, bias } = network.layers[layer];
    initializers.push(tensor(`${layer}.weight`, shape, weight), tensor(`${layer}.bias`, [shape[0]], bias));
    return [`${layer}.weight`, `${layer}.bias`];
  };
  forward(network, "pixels", {
    convolution: (layer, x, { stride, relu }) => {
      const [, , height, width] = network.layers[layer].shape;
      const pads = [height >> 1, width >> 1, height >> 1, width >> 1];
      const sums = emit("Conv", [x, ...parameters(layer)], { kernel_shape: [height, width], strides: [stride, stride], pads });
      return relu ? emit("Relu", [sums]) : sums;
    },
    add: (a, b) => emit("Relu", [emit("Add", [a, b])]),
    pool: (x) => emit("MaxPool", [x], { kernel_shape: [2, 2], strides: [2, 2] }),
    head: (layer, x) => emit("Gemm", [emit("Flatten", [emit("GlobalAveragePool", [x])]), ...parameters(layer)], { transB: 1 }),
  });
  const graph = GraphProto.create({
    name: "freqscope",
    node: nodes,
    initializer: initializers,
    input: [value("pixels", [3, 32, 32])],
    output: [value("logits", [10])],
  });
  return ModelProto.encode({ irVersion: 7, opsetImport: [{ domain: "", version: OPSET }], graph }).finish();
}

function asAttribute(name, value) {
  const { INT, INTS } = AttributeProto.AttributeType;
  return Array.isArray(value)
    ? AttributeProto.create({ name, type: INTS, ints: value })
    : AttributeProto.create({ name, type: INT, i: value });
}

function tensor(name, dims, values) {
  return TensorProto.create({ name, dims, dataType: FLOAT, rawData: new Uint8Array(values.buffer) });
}

/** Any number of images of this shape. */
function value(name, shape) {
  const dim = [{ dimParam: "N" }, ...shape.map((size) => ({ dimValue: size }))];
  return ValueInfoProto.create({ name, type: { tensorType: { elemType: FLOAT, shape: { dim } } } });
}
