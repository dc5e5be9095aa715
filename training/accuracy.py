"""Accuracy of a classifier of pixels in [0, 1], clean or under attack."""

from collections.abc import Iterator

import numpy as np
import torch
from torch import Tensor, nn

from adversary import Attack, withstands

BATCH = 250


def batches(
    images: np.ndarray, labels: np.ndarray, device: torch.device, size: int = BATCH
) -> Iterator[tuple[Tensor, Tensor]]:
    """uint8 [N, 3, 32, 32] and int64 [N] -> pixels in [0, 1], channels last in memory, and labels."""
    for start in range(0, len(images), size):
        pixels = (torch.from_numpy(images[start : start + size]) / 255).to(device)
        labels_ = torch.from_numpy(labels[start : start + size]).to(device)
        yield pixels.contiguous(memory_format=torch.channels_last), labels_


def accuracy(classifier: nn.Module, images: np.ndarray, labels: np.ndarray, attack: Attack | None = None) -> float:
    """Fraction of images, uint8 [N, 3, 32, 32], that are classified correctly, or that also withstand an attack."""
    return count_right(classifier, images, labels, attack) / len(images)


@torch.no_grad()
def count_right(classifier: nn.Module, images: np.ndarray, labels: np.ndarray, attack: Attack | None = None) -> int:
    """The same as a number of images."""
    right = 0
    for pixels, labels_ in batches(images, labels, next(classifier.parameters()).device):
        if attack:
            right += withstands(classifier, pixels, labels_, attack).sum().item()
        else:
            right += (classifier(pixels).argmax(1) == labels_).sum().item()
    return right
