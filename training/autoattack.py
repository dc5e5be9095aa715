"""AutoAttack (Croce and Hein, 2020), put together from torchattacks 3.5.1."""

import torch
from torch import Tensor, nn
from torchattacks import APGD, APGDT, FAB, MultiAttack, Square

NORMS = {"l2": "L2", "linf": "Linf"}
STEPS = 100
QUERIES = 5000


def withstands_autoattack(classifier: nn.Module, pixels: Tensor, labels: Tensor, norm: str, epsilon: float) -> Tensor:
    """Which images are still classified correctly after APGD-CE, APGD-DLR-T, FAB-T and Square: bool [N].

    torchattacks' own AutoAttack takes 10 steps where the paper and its authors' code take 100; here it is 100. Its FAB
    cannot take pixels that are channels last in memory; the weights may be.
    """
    pixels = pixels.contiguous()
    common = {"eps": epsilon, "norm": NORMS[norm], "seed": 0}
    attacks = [
        APGD(classifier, steps=STEPS, loss="ce", **common),
        APGDT(classifier, steps=STEPS, **common),
        FAB(classifier, steps=STEPS, multi_targeted=True, **common),
        Square(classifier, n_queries=QUERIES, **common),
    ]
    with torch.no_grad():
        right = classifier(pixels).argmax(1) == labels
    if not right.any():
        return right
    attacked = MultiAttack(attacks)(pixels[right], labels[right])
    with torch.no_grad():
        right[right.clone()] = classifier(attacked).argmax(1) == labels[right]
    return right
