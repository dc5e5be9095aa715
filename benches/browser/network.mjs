// The networks as all peers build them, batch-norm folded in: a ResNet of basic or bottleneck blocks, or a VGG.

/**
 * Computes the logits of `x`, with what a peer has for it: `convolution(layer, x, { stride, relu })`, `add(a, b)`, which
 * ends in a ReLU, `pool(x)`, the largest of each 2×2 places, and `head(layer, x)`, the mean over all places and a linear layer.
 */
export function forward(network, x, means) {
  return "stem" in network.layers ? resnet(network, x, means) : vgg(network, x, means);
}

function resnet({ blocks, layers }, x, { convolution, add, head }) {
  x = convolution("stem", x, { stride: 1, relu: true });
  for (const [stage, count] of blocks.entries()) {
    for (let block = 0; block < count; block++) {
      const name = `stages.${stage}.${block}`;
      const stride = stage > 0 && block === 0 ? 2 : 1;
      const shortcut = `${name}.shortcut` in layers ? convolution(`${name}.shortcut`, x, { stride, relu: false }) : x;
      const bottleneck = `${name}.conv3` in layers;
      const first = convolution(`${name}.conv1`, x, { stride: bottleneck ? 1 : stride, relu: true });
      const inner = bottleneck ? convolution(`${name}.conv2`, first, { stride, relu: true }) : first;
      x = add(convolution(`${name}.${bottleneck ? "conv3" : "conv2"}`, inner, { stride: 1, relu: false }), shortcut);
    }
  }
  return head("head", x);
}

function vgg({ blocks }, x, { convolution, pool, head }) {
  let layer = 0;
  for (const count of blocks) {
    for (let i = 0; i < count; i++) x = convolution(`features.${layer++}`, x, { stride: 1, relu: true });
    x = pool(x);
  }
  return head("head", x);
}

/** Floating-point operations of one image, as the layers are defined: a multiply-add is two, and what Winograd saves is counted. */
export function operations(network) {
  let sum = 0;
  const count = (layer, side) => {
    sum += 2 * side * side * network.layers[layer].shape.reduce((product, length) => product * length, 1);
    return side;
  };
  forward(network, 32, {
    convolution: (layer, side, { stride }) => count(layer, side / stride),
    add: (side) => side,
    pool: (side) => side / 2,
    head: (layer) => count(layer, 1),
  });
  return sum;
}
