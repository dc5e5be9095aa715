"""Checks of a network as it ships, on the first test images; the limits in the model cards state what they print.

    training/.venv/bin/python training/soundness.py resnet50-l2-025 --images 2000 --attacked 100 --rounded 10000

How many images have features before the head of more than four times the usual length; how many withstand PGD-20, then
APGD on the difference of logits ratio (20 steps) too: where that is far fewer, the loss that PGD climbs hides gradients; and
how many are right with each weight anywhere within half a step of its int8 value, where all but clipped ones must have been:
if they hardly differ, rounding cost hardly anything, even where the weights before it are lost. 0 leaves a check out.
"""

import argparse
from pathlib import Path

import torch
from safetensors import safe_open
from torch import nn
from torchattacks import APGD

import data
import manifest
import pack
from accuracy import batches, count_right
from adversary import Attack, ball, withstands
from autoattack import NORMS, right

STEPS = 20
TIMES = 4
DRAWS = 3
CPU = torch.device("cpu")


@torch.no_grad()
def exploding(classifier: nn.Module, count: int) -> str:
    """The images whose features are longer than `TIMES` the median."""
    lengths, correct, test = [], [], data.load("test")
    hook = classifier.net.head.register_forward_pre_hook(lambda _, inputs: lengths.append(inputs[0].norm(dim=1)))
    for pixels, labels in batches(test.images[:count], test.labels[:count], CPU):
        correct.append(right(classifier, pixels, labels))
    hook.remove()
    times = torch.cat(lengths) / torch.cat(lengths).median()
    far = times > TIMES
    longest = [round(time, 1) for time in times[far].sort().values.tolist()]
    return f"{len(longest)} of {count} images explode, {int(torch.cat(correct)[far].sum())} of them right: times {longest}"


def hidden_gradients(classifier: nn.Module, count: int, norm: str, epsilon: float) -> str:
    """How many withstand an attack on the cross-entropy, and how many of those one on the margin."""
    test = data.load("test")
    pixels, labels = next(batches(test.images[:count], test.labels[:count], CPU, count))
    standing = withstands(classifier, pixels, labels, Attack.pgd(ball(norm, epsilon), STEPS))
    pixels, labels = pixels[standing].contiguous(), labels[standing]
    attack = APGD(classifier, norm=NORMS[norm], eps=epsilon, steps=STEPS, loss="dlr", seed=0)
    still = int(right(classifier, attack(pixels, labels), labels).sum()) if len(labels) else 0
    return f"{len(labels)} of {count} withstand PGD-{STEPS}, {still} APGD-DLR-{STEPS} too"


def rounding(classifier: nn.Module, path: Path, count: int) -> str:
    """How many are right as it ships, and with weights drawn evenly from those that round to the same int8."""
    torch.manual_seed(0)  # the same draws whatever was checked before
    test = data.load("test")
    images, labels = test.images[:count], test.labels[:count]
    drawn = [count_right(unrounded(path), images, labels) for _ in range(DRAWS)]
    return f"{count_right(classifier, images, labels)} of {count} right as it ships, {drawn} with weights that round to it"


@torch.no_grad()
def unrounded(path: Path) -> pack.Classifier:
    """The network with each weight moved by up to half the step of its channel."""
    classifier = pack.load(path).to(memory_format=torch.channels_last)
    with safe_open(path, "pt") as file:
        for name in [name for name in file.keys() if name.endswith(".scale")]:
            weight = classifier.net.get_parameter(name.replace(".scale", ".weight"))
            step = file.get_tensor(name).view(-1, *[1] * (weight.ndim - 1))
            weight += step * (torch.rand_like(weight) - 0.5)
    return classifier


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("run")
    parser.add_argument("--images", type=int, default=2000, help="to look for exploding features in")
    parser.add_argument("--attacked", type=int, default=100, help="images to attack")
    parser.add_argument("--rounded", type=int, default=10000, help="to draw weights before rounding for")
    parser.add_argument("--norm", choices=list(NORMS), default="l2")
    parser.add_argument("--epsilon", type=float, default=0.25)
    options = parser.parse_args()
    torch.manual_seed(0)
    path = manifest.weights(options.run)
    shipped = pack.load(path).requires_grad_(False).to(memory_format=torch.channels_last)
    if options.images:
        print(exploding(shipped, options.images))
    if options.attacked:
        print(hidden_gradients(shipped, options.attacked, options.norm, options.epsilon))
    if options.rounded:
        print(rounding(shipped, path, options.rounded))
