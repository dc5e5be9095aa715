"""ResNets for 32x32 images; module names are those of the packed weights (`stem`, `stages.S.B.conv1`, ..., `head`)."""

from collections.abc import Sequence

import torch
from torch import Tensor, nn
from torch.nn import functional as F


class BasicBlock(nn.Module):
    """Two 3x3 convolutions and a shortcut, which is a 1x1 convolution where the shape changes."""

    def __init__(self, inputs: int, outputs: int, stride: int, folded: bool):
        super().__init__()
        self.conv1 = nn.Conv2d(inputs, outputs, 3, stride, 1, bias=folded)
        self.bn1 = _norm(outputs, folded)
        self.conv2 = nn.Conv2d(outputs, outputs, 3, 1, 1, bias=folded)
        self.bn2 = _norm(outputs, folded)
        if stride != 1 or inputs != outputs:
            self.shortcut = nn.Conv2d(inputs, outputs, 1, stride, 0, bias=folded)
            self.bn_shortcut = _norm(outputs, folded)
        else:
            self.shortcut = None

    def forward(self, x: Tensor) -> Tensor:
        """[N, inputs, H, W] -> [N, outputs, H / stride, W / stride]."""
        residual = x if self.shortcut is None else self.bn_shortcut(self.shortcut(x))
        y = F.relu_(self.bn1(self.conv1(x)))
        return F.relu_(self.bn2(self.conv2(y)).add_(residual))


class ResNet(nn.Module):
    """CIFAR ResNet: 3x3 stem with stride 1, no max-pooling, one stage a width, global average pooling, linear head.

    Folded, its convolutions have biases and there is no batch-norm: the form that the packed weights have.
    """

    def __init__(self, widths: Sequence[int], blocks: Sequence[int], folded: bool = False, classes: int = 10):
        super().__init__()
        self.stem = nn.Conv2d(3, widths[0], 3, 1, 1, bias=folded)
        self.bn_stem = _norm(widths[0], folded)
        inputs = [widths[0], *widths[:-1]]
        self.stages = nn.ModuleList(
            _stage(inputs[s], width, blocks[s], 1 if s == 0 else 2, folded) for s, width in enumerate(widths)
        )
        self.head = nn.Linear(widths[-1], classes)

    def forward(self, x: Tensor) -> Tensor:
        """Normalised images [N, 3, 32, 32] -> logits [N, classes]."""
        x = F.relu_(self.bn_stem(self.stem(x)))
        for stage in self.stages:
            x = stage(x)
        return self.head(x.mean((2, 3)))


def _stage(inputs: int, outputs: int, blocks: int, stride: int, folded: bool) -> nn.Sequential:
    first = BasicBlock(inputs, outputs, stride, folded)
    return nn.Sequential(first, *(BasicBlock(outputs, outputs, 1, folded) for _ in range(blocks - 1)))


def _norm(channels: int, folded: bool) -> nn.Module:
    return nn.Identity() if folded else nn.BatchNorm2d(channels)


def norm_of(conv_name: str) -> str:
    """Name of the batch-norm that follows a convolution: `stages.0.1.conv2` -> `stages.0.1.bn2`, `stem` -> `bn_stem`."""
    parent, _, leaf = conv_name.rpartition(".")
    norm = leaf.replace("conv", "bn") if leaf.startswith("conv") else f"bn_{leaf}"
    return f"{parent}.{norm}" if parent else norm


def normalise(pixels: Tensor, mean: Sequence[float], std: Sequence[float]) -> Tensor:
    """Pixels in [0, 1], [N, 3, H, W] -> (pixels - mean) / std, channel by channel."""
    shape = (1, 3, 1, 1)
    mean_, std_ = (torch.tensor(v, dtype=pixels.dtype).view(shape) for v in (mean, std))
    return (pixels - mean_) / std_
