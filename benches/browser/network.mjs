// The network as both peers build it: a ResNet of basic or bottleneck blocks, batch-norm folded in.

/**
 * Computes the logits of `x`, with what a peer has for it: `convolution(layer, x, { stride, relu })`, `add(a, b)`, which
 * ends in a ReLU, and `head(layer, x)`, the mean over all places and a linear layer.
 */
export function forward({ blocks, layers }, x, { convolution, add, head }) {
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
