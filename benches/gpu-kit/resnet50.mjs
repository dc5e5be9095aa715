// A ResNet-50 as a packed file (models/README.md) with weights from a seed: its speed does not depend on them.
const WIDTHS = [256, 512, 1024, 2048];
const BLOCKS = [3, 4, 6, 3];
const CLASSES = ["airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"];

/** The file's bytes; `narrower` divides the channels. */
export function draw(narrower = 1, seed = 1) {
  const widths = WIDTHS.map((width) => width / narrower);
  const tensors = layers(widths).flatMap(([name, shape]) => parts(name, shape));
  const metadata = {
    format: "freqscope/1",
    architecture: "resnet50",
    widths: JSON.stringify(widths),
    blocks: JSON.stringify(BLOCKS),
    classes: JSON.stringify(CLASSES),
    mean: "[0.4914, 0.4822, 0.4465]",
    std: "[0.247, 0.2435, 0.2616]",
  };
  return safetensors(tensors.sort((a, b) => b.unit - a.unit), metadata, random(seed));
}

/** Names of the layers and the shapes of their weights. */
function layers(widths) {
  const found = [["stem", [widths[0] / 4, 3, 3, 3]]];
  let input = widths[0] / 4;
  widths.forEach((output, stage) => {
    const inner = output / 4;
    for (let block = 0; block < BLOCKS[stage]; block++) {
      const name = `stages.${stage}.${block}`;
      found.push([`${name}.conv1`, [inner, input, 1, 1]], [`${name}.conv2`, [inner, inner, 3, 3]]);
      found.push([`${name}.conv3`, [output, inner, 1, 1]]);
      if (block === 0) found.push([`${name}.shortcut`, [output, input, 1, 1]]);
      input = output;
    }
  });
  return [...found, ["head", [CLASSES.length, input]]];
}

function parts(name, shape) {
  const [output, ...rest] = shape;
  const inputs = rest.reduce((product, length) => product * length, 1);
  // Of uniform int8 numbers, whose deviation is 73, to He's deviation; what is added to a residual less, so that it does not grow.
  const scale = (name.endsWith("conv3") ? 0.2 : 1) * Math.sqrt(2 / inputs) / 73;
  return [
    { name: `${name}.weight`, type: "I8", unit: 1, shape, value: (random) => (random() % 255) - 127 },
    { name: `${name}.scale`, type: "F32", unit: 4, shape: [output], value: () => scale },
    { name: `${name}.bias`, type: "F32", unit: 4, shape: [output], value: () => 0 },
  ];
}

function safetensors(tensors, metadata, random) {
  const header = { __metadata__: metadata };
  const bodies = [];
  let at = 0;
  for (const { name, type, unit, shape, value } of tensors) {
    const count = shape.reduce((product, length) => product * length, 1);
    const array = unit === 1 ? new Int8Array(count) : new Float32Array(count);
    for (let i = 0; i < count; i++) array[i] = value(random);
    header[name] = { dtype: type, shape, data_offsets: [at, at + unit * count] };
    bodies.push(Buffer.from(array.buffer));
    at += unit * count;
  }
  const text = Buffer.from(JSON.stringify(header));
  const padded = Buffer.concat([text, Buffer.alloc(-text.length & 7, " ")]);
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(padded.length));
  return Buffer.concat([length, padded, ...bodies]);
}

/** Numbers of 23 bits: a multiplicative generator, of whose 31 bits the low ones are the worse. */
function random(seed) {
  let state = seed;
  return () => {
    state = (state * 48271) % 0x7fffffff;
    return state >>> 8;
  };
}
