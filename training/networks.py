"""The networks by name; a packed file says with `architecture`, `widths` and `blocks` which one it holds."""

from collections.abc import Sequence
from functools import cache

import torch
from torch import Tensor, nn

from resnet import BasicBlock, Bottleneck, ResNet
from vgg import VGG

BLOCKS = {"resnet18": BasicBlock, "resnet50": Bottleneck}
ARCHITECTURES = [*BLOCKS, "vgg19"]


def build(architecture: str, widths: Sequence[int], blocks: Sequence[int], folded: bool = False) -> nn.Module:
    """A network with random weights; folded, it has biases in the place of batch-norm, as packed weights have."""
    if architecture in BLOCKS:
        return ResNet(BLOCKS[architecture], widths, blocks, folded)
    if architecture == "vgg19":
        return VGG(widths, blocks, folded)
    raise ValueError(f"“{architecture}” is none of {', '.join(ARCHITECTURES)}")


def norm_of(conv_name: str) -> str:
    """Name of the batch-norm that follows a convolution.

    `stem` -> `bn_stem`, `stages.0.1.conv2` -> `stages.0.1.bn2`, `stages.1.0.shortcut` -> `stages.1.0.bn_shortcut`,
    `features.3` -> `norms.3`.
    """
    parent, _, leaf = conv_name.rpartition(".")
    if parent == "features":
        return f"norms.{leaf}"
    norm = leaf.replace("conv", "bn") if leaf.startswith("conv") else f"bn_{leaf}"
    return f"{parent}.{norm}" if parent else norm


def normalise(pixels: Tensor, mean: Sequence[float], std: Sequence[float]) -> Tensor:
    """Pixels in [0, 1], [N, 3, H, W] -> (pixels - mean) / std, channel by channel."""
    mean_, std_ = (_channels(tuple(values), pixels.dtype, pixels.device) for values in (mean, std))
    return (pixels - mean_) / std_


@cache
def _channels(values: tuple[float, ...], dtype: torch.dtype, device: torch.device) -> Tensor:
    """One value a channel, [1, C, 1, 1]; kept, because bringing it to a GPU waits until the GPU has nothing left to do."""
    return torch.tensor(values, dtype=dtype, device=device).view(1, -1, 1, 1)
