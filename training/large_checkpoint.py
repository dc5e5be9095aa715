"""Writes a ResNet-50 for 32×32 pixels of full width with seeded random weights, 94 MB of float32, as others save it.

    python3 training/large_checkpoint.py OUT.safetensors

Names are torchvision's, with `conv1` 3×3 and ten classes. It needs NumPy alone: the page's time and memory are measured with it
(benches/browser/checkpoint.mjs), and its answers mean nothing.
"""

import json
import sys

import numpy as np

BLOCKS, WIDTHS, EXPANSION = (3, 4, 6, 3), (64, 128, 256, 512), 4


def shapes():
    """Name and shape of every tensor."""

    def convolution(name, norm, out, into, side):
        yield f"{name}.weight", (out, into, side, side)
        for part in ("weight", "bias", "running_mean", "running_var"):
            yield f"{norm}.{part}", (out,)

    yield from convolution("conv1", "bn1", 64, 3, 3)
    into = 64
    for stage, (blocks, width) in enumerate(zip(BLOCKS, WIDTHS), start=1):
        for block in range(blocks):
            name, out = f"layer{stage}.{block}", width * EXPANSION
            yield from convolution(f"{name}.conv1", f"{name}.bn1", width, into, 1)
            yield from convolution(f"{name}.conv2", f"{name}.bn2", width, width, 3)
            yield from convolution(f"{name}.conv3", f"{name}.bn3", out, width, 1)
            if block == 0:
                yield from convolution(f"{name}.downsample.0", f"{name}.downsample.1", out, into, 1)
            into = out
    yield "fc.weight", (10, into)
    yield "fc.bias", (10,)


def tensor(random, name, shape):
    """Weights as a network begins with, and statistics near 0 and 1."""
    if len(shape) > 1:
        return random.standard_normal(shape, np.float32) * np.float32(np.sqrt(2 / np.prod(shape[1:])))
    values = random.uniform(0.9, 1.1, shape).astype(np.float32)
    return values if name.endswith(("running_var", ".weight")) else values - np.float32(1)


def main(out):
    random, header, at = np.random.default_rng(29), {}, 0
    tensors = [(name, tensor(random, name, shape)) for name, shape in shapes()]
    for name, values in tensors:
        header[name] = {"dtype": "F32", "shape": values.shape, "data_offsets": [at, at + values.nbytes]}
        at += values.nbytes
    text = json.dumps(header).encode()
    with open(out, "wb") as file:
        file.write(len(text).to_bytes(8, "little") + text)
        for _, values in tensors:
            file.write(values.tobytes())


if __name__ == "__main__":
    main(*sys.argv[1:])
