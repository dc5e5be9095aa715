"""ResNets for 32x32 images; module names are those of the packed weights (`stem`, `stages.S.B.conv1`, ..., `head`)."""

from collections.abc import Sequence

from torch import Tensor, nn
from torch.nn import functional as F


class Block(nn.Module):
    """Convolutions `conv1`, `conv2`, ... and a shortcut around them, which is a 1x1 convolution where the shape changes."""

    def __init__(self, layers: Sequence[tuple[int, int, int, int]], folded: bool):
        """Each layer is (inputs, outputs, side of the kernel, stride)."""
        super().__init__()
        self.depth = len(layers)
        for number, (inputs, outputs, kernel, stride) in enumerate(layers, 1):
            convolution = nn.Conv2d(inputs, outputs, kernel, stride, kernel // 2, bias=folded)
            self.add_module(f"conv{number}", convolution)
            self.add_module(f"bn{number}", norm(outputs, folded))
        inputs, outputs, stride = layers[0][0], layers[-1][1], max(layer[3] for layer in layers)
        if stride != 1 or inputs != outputs:
            self.shortcut = nn.Conv2d(inputs, outputs, 1, stride, 0, bias=folded)
            self.bn_shortcut = norm(outputs, folded)
        else:
            self.shortcut = None

    def forward(self, x: Tensor) -> Tensor:
        """[N, inputs, H, W] -> [N, outputs, H / stride, W / stride]."""
        residual = x if self.shortcut is None else self.bn_shortcut(self.shortcut(x))
        for number in range(1, self.depth):
            x = F.relu_(self.layer(number, x))
        return F.relu_(self.layer(self.depth, x).add_(residual))

    def layer(self, number: int, x: Tensor) -> Tensor:
        """One convolution and its batch-norm."""
        return self.get_submodule(f"bn{number}")(self.get_submodule(f"conv{number}")(x))


class BasicBlock(Block):
    """Two 3x3 convolutions, the first with the stride."""

    expansion = 1

    def __init__(self, inputs: int, outputs: int, stride: int, folded: bool):
        super().__init__([(inputs, outputs, 3, stride), (outputs, outputs, 3, 1)], folded)


class Bottleneck(Block):
    """1x1, 3x3 and 1x1 convolutions, the first two with a quarter of the output's channels; the 3x3 one has the stride."""

    expansion = 4

    def __init__(self, inputs: int, outputs: int, stride: int, folded: bool):
        inner = outputs // self.expansion
        super().__init__([(inputs, inner, 1, 1), (inner, inner, 3, stride), (inner, outputs, 1, 1)], folded)


class ResNet(nn.Module):
    """CIFAR ResNet: 3x3 stem with stride 1, no max-pooling, one stage a width, global average pooling, linear head.

    Widths are the output channels of the stages; the stem has as many as the first stage has inside its blocks.
    Folded, its convolutions have biases and there is no batch-norm: the form that the packed weights have.
    """

    def __init__(
        self,
        block: type[Block],
        widths: Sequence[int],
        blocks: Sequence[int],
        folded: bool = False,
        classes: int = 10,
    ):
        super().__init__()
        stem = widths[0] // block.expansion
        self.stem = nn.Conv2d(3, stem, 3, 1, 1, bias=folded)
        self.bn_stem = norm(stem, folded)
        inputs = [stem, *widths[:-1]]
        self.stages = nn.ModuleList(
            _stage(block, inputs[s], width, blocks[s], 1 if s == 0 else 2, folded) for s, width in enumerate(widths)
        )
        self.head = nn.Linear(widths[-1], classes)

    def forward(self, x: Tensor) -> Tensor:
        """Normalised images [N, 3, 32, 32] -> logits [N, classes]."""
        x = F.relu_(self.bn_stem(self.stem(x)))
        for stage in self.stages:
            x = stage(x)
        return self.head(x.mean((2, 3)))


def _stage(block: type[Block], inputs: int, outputs: int, blocks: int, stride: int, folded: bool) -> nn.Sequential:
    first = block(inputs, outputs, stride, folded)
    return nn.Sequential(first, *(block(outputs, outputs, 1, folded) for _ in range(blocks - 1)))


def norm(channels: int, folded: bool) -> nn.Module:
    """What follows a convolution: batch-norm, or nothing once that is folded in."""
    return nn.Identity() if folded else nn.BatchNorm2d(channels)
