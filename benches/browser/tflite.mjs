// The network as a TensorFlow Lite model of float32, for LiteRT.js. Its images are NHWC, and their number is fixed. What the numbers
// mean is in tensorflow/lite/schema/schema.fbs (version 3): tables are written as lists of their fields, in the order there.
import { Builder } from "flatbuffers";
import { forward } from "./network.mjs";

const SCHEMA = 3;
/** Values of `TensorType`, `Padding` and `ActivationFunctionType`. */
const [FLOAT32, INT32] = [0, 2];
const [SAME, VALID] = [0, 1];
const [NONE, RELU] = [0, 1];
/** Of each operator its `BuiltinOperator` and its `BuiltinOptions`. */
const OPERATORS = { add: [0, 11], convolution: [3, 1], linear: [9, 8], maximum: [17, 5], pad: [34, 22], mean: [40, 27] };
const CODES = Object.keys(OPERATORS);

/** The bytes of a model from `batch` images, normalised, [batch, 32, 32, 3], to logits, [batch, 10]. */
export function encode(network, batch) {
  const graph = new Graph();
  const images = graph.tensor([batch, 32, 32, 3]);
  const logits = forward(network, images, layers(network, graph, batch));
  return graph.finish(images, logits);
}

function layers(network, graph, batch) {
  return {
    convolution: (name, x, { stride, relu }) => convolution(graph, network.layers[name], x, stride, relu ? RELU : NONE),
    add: (a, b) => graph.operator("add", [a, b], a.shape, [byte(RELU)]),
    pool: (x) => graph.operator("maximum", [x], halved(x.shape), [byte(VALID), ...[2, 2, 2, 2].map(int), byte(NONE)]),
    head: (name, x) => {
      const mean = graph.operator("mean", [x, graph.integers([2], [1, 2])], [batch, x.shape[3]], [byte(0)]);
      const { shape, weight, bias } = network.layers[name];
      return graph.operator("linear", [mean, graph.floats(shape, weight), graph.floats([shape[0]], bias)], [batch, shape[0]], [byte(NONE)]);
    },
  };
}

function convolution(graph, { shape, weight, bias }, x, stride, activation) {
  const [outputs, inputs, size] = shape;
  // Both sides, as in PyTorch; at stride 2 SAME would pad one side only.
  const input = stride === 2 && size > 1 ? padded(graph, x) : x;
  const padding = input === x && stride === 1 ? SAME : VALID;
  const [batch, height, width] = x.shape;
  const filter = graph.floats([outputs, size, size, inputs], channelsLast(weight, inputs, size * size));
  const fields = [byte(padding), int(stride), int(stride), byte(activation)];
  const output = [batch, height / stride, width / stride, outputs];
  return graph.operator("convolution", [input, filter, graph.floats([outputs], bias)], output, fields);
}

function padded(graph, x) {
  const [batch, height, width, channels] = x.shape;
  const margins = graph.integers([4, 2], [0, 0, 1, 1, 1, 1, 0, 0]);
  return graph.operator("pad", [x, margins], [batch, height + 2, width + 2, channels], []);
}

const halved = ([batch, height, width, channels]) => [batch, height / 2, width / 2, channels];

/** [out, in, places] → [out, places, in] */
function channelsLast(weight, inputs, places) {
  const value = (_, i) => {
    const [input, place, output] = [i % inputs, Math.floor(i / inputs) % places, Math.floor(i / inputs / places)];
    return weight[(output * inputs + input) * places + place];
  };
  return Float32Array.from({ length: weight.length }, value);
}

/** Fields of a table: how each is put into its slot. */
const byte = (value) => (builder, slot) => builder.addFieldInt8(slot, value, 0);
const int = (value) => (builder, slot) => builder.addFieldInt32(slot, value, 0);
const offset = (value) => (builder, slot) => builder.addFieldOffset(slot, value, 0);
const nothing = () => {};

/** The tables of one model, which are written as they come. */
class Graph {
  #builder = new Builder(1 << 20);
  #tensors = [];
  #operators = [];
  /** The first holds nothing: values that the model computes are in none. */
  #buffers = [this.#table([])];

  #table(fields) {
    this.#builder.startObject(fields.length);
    fields.forEach((put, slot) => put(this.#builder, slot));
    return this.#builder.endObject();
  }

  #ints(values) {
    this.#builder.startVector(4, values.length, 4);
    for (const value of values.toReversed()) this.#builder.addInt32(value);
    return this.#builder.endVector();
  }

  #list(offsets) {
    this.#builder.startVector(4, offsets.length, 4);
    for (const one of offsets.toReversed()) this.#builder.addOffset(one);
    return this.#builder.endVector();
  }

  /** A tensor of what the model computes, or of what a buffer holds. */
  tensor(shape, type = FLOAT32, buffer = 0) {
    const index = this.#tensors.length;
    const name = this.#builder.createString(`tensor${index}`);
    this.#tensors.push(this.#table([offset(this.#ints(shape)), byte(type), int(buffer), offset(name)]));
    return { index, shape };
  }

  #constant(shape, type, values) {
    const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
    // What is read as float32 has to lie on 16 bytes.
    this.#builder.startVector(1, bytes.length, 16);
    this.#builder.bb.setPosition((this.#builder.space -= bytes.length));
    this.#builder.bb.bytes().set(bytes, this.#builder.space);
    this.#buffers.push(this.#table([offset(this.#builder.endVector())]));
    return this.tensor(shape, type, this.#buffers.length - 1);
  }

  floats(shape, values) {
    return this.#constant(shape, FLOAT32, values);
  }

  integers(shape, values) {
    return this.#constant(shape, INT32, Int32Array.from(values));
  }

  /** Adds an operator with its options; gives back what it computes. */
  operator(name, inputs, shape, options) {
    const output = this.tensor(shape);
    const [took, gives, how] = [this.#ints(inputs.map(({ index }) => index)), this.#ints([output.index]), this.#table(options)];
    const fields = [int(CODES.indexOf(name)), offset(took), offset(gives), byte(OPERATORS[name][1]), offset(how)];
    this.#operators.push(this.#table(fields));
    return output;
  }

  finish(input, output) {
    const codes = CODES.map((name) => this.#table([byte(OPERATORS[name][0]), nothing, int(1), int(OPERATORS[name][0])]));
    const ends = [input, output].map(({ index }) => offset(this.#ints([index])));
    const graph = this.#table([offset(this.#list(this.#tensors)), ...ends, offset(this.#list(this.#operators))]);
    const lists = [this.#list(codes), this.#list([graph])].map(offset);
    const fields = [int(SCHEMA), ...lists, offset(this.#builder.createString("freqscope")), offset(this.#list(this.#buffers))];
    this.#builder.finish(this.#table(fields), "TFL3");
    return this.#builder.asUint8Array();
  }
}
