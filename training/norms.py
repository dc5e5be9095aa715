"""Batch-norm statistics of a network whose weights were averaged, which makes the averaged statistics stale."""

import torch
from torch import nn

import pack
from accuracy import batches
from config import Threat
from data import Split

IMAGES = 2000


@torch.no_grad()
def reestimate_norms(
    net: nn.Module, description: pack.Description, split: Split, threat: Threat | None, count: int = IMAGES
) -> None:
    """Replaces the statistics by those of training images, as training saw them: attacked, where it attacked.

    Clean and attacked images have different statistics (Xie and Yuille, 2020). Adversarial training as published (Madry
    et al., 2018; Wong et al., 2020) collects them from its attacked batches and uses them for every image, so that weights
    and statistics fit where the loss is decided: under attack.
    """
    device = next(net.parameters()).device
    target = pack.Classifier(pack.fold(net, description).to(device), description)
    inputs = list(batches(split.images[:count], split.labels[:count], device))
    if threat:
        inputs = [(threat.attack(target, pixels, labels), labels) for pixels, labels in inputs]
    for norm in [m for m in net.modules() if isinstance(m, nn.BatchNorm2d)]:
        norm.reset_running_stats()
        norm.momentum = None  # the plain mean over all batches
    net.train()
    for pixels, _ in inputs:
        net(pack.normalise(pixels, description.mean, description.std))
    net.eval()
