"""AutoAttack (Croce and Hein, 2020), put together from torchattacks 3.5.1."""

import torch
from torch import Tensor, nn
from torchattacks import APGD, APGDT, FAB, Square
from torchattacks.attack import Attack

NORMS = {"l2": "L2", "linf": "Linf"}
STEPS = 100
QUERIES = 5000


def withstands_autoattack(classifier: nn.Module, pixels: Tensor, labels: Tensor, norm: str, epsilon: float) -> Tensor:
    """Which images are still classified correctly after APGD-CE, APGD-DLR-T, FAB-T and Square: bool [N].

    Each attack gets the images that the ones before it left standing. On a GPU its convolutions are in TF32, which is
    several times faster; what counts is whether the result fools the network in float32.
    """
    pixels = pixels.contiguous()  # FAB cannot take pixels that are channels last in memory; the weights may be
    standing = torch.arange(len(labels), device=labels.device)[right(classifier, pixels, labels)]
    for attack in attacks(classifier, norm, epsilon):
        if not len(standing):
            break
        with torch.backends.cudnn.flags(enabled=True, allow_tf32=True):
            attacked = attack(pixels[standing], labels[standing])
        standing = standing[right(classifier, attacked, labels[standing])]
    return torch.zeros_like(labels, dtype=torch.bool).index_fill(0, standing, True)


def attacks(classifier: nn.Module, norm: str, epsilon: float) -> list[Attack]:
    """The four of the standard version; torchattacks' own AutoAttack takes 10 steps where the paper takes 100."""
    common = {"eps": epsilon, "norm": NORMS[norm], "seed": 0}
    return [
        APGD(classifier, steps=STEPS, loss="ce", **common),
        APGDT(classifier, steps=STEPS, **common),
        FAB(classifier, steps=STEPS, multi_targeted=True, **common),
        Square(classifier, n_queries=QUERIES, **common),
    ]


@torch.no_grad()
def right(classifier: nn.Module, pixels: Tensor, labels: Tensor) -> Tensor:
    """Which images are classified correctly: bool [N]."""
    return classifier(pixels).argmax(1) == labels
