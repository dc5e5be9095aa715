"""VGG with batch-norm for 32x32 images; module names are those of the packed weights (`features.N`, ..., `head`)."""

from collections.abc import Sequence
from itertools import accumulate

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from resnet import norm

SMALL = 3  # pixels a side


class Convolution(nn.Conv2d):
    """3x3 convolution with padding 1; on a CPU one matrix product where the image is small.

    oneDNN's bf16 convolutions of 512 channels took 3 times as long as the product on 3x3 pixels, and 5 times on 2x2 (forward
    and backward, 256 images, one core with AMX); on 6x6 they took half as long.
    """

    def forward(self, x: Tensor) -> Tensor:
        if x.device.type != "cpu" or max(x.shape[2:]) > SMALL:
            return super().forward(x)
        rows, columns = x.shape[2:]
        padded = F.pad(x.permute(0, 2, 3, 1), (0, 0, 1, 1, 1, 1))
        shifts = [padded[:, i : i + rows, j : j + columns] for i in range(3) for j in range(3)]
        weight = self.weight.permute(0, 2, 3, 1).flatten(1)
        return F.linear(torch.cat(shifts, -1), weight, self.bias).permute(0, 3, 1, 2)


class VGG(nn.Module):
    """Groups of 3x3 convolutions of one width, each group followed by max-pooling; one linear head.

    `features.N` counts convolutions only. VGG-19 has groups of 2, 2, 4, 4 and 4, which leave one pixel of 32x32. Pooling
    rounds sizes up, which changes nothing at 32x32 and lets smaller training images through.
    """

    def __init__(self, widths: Sequence[int], groups: Sequence[int], folded: bool = False, classes: int = 10):
        super().__init__()
        outputs = [width for width, count in zip(widths, groups, strict=True) for _ in range(count)]
        self.features = nn.ModuleList(
            Convolution(i, o, 3, 1, 1, bias=folded) for i, o in zip([3, *outputs[:-1]], outputs)
        )
        self.norms = nn.ModuleList(norm(width, folded) for width in outputs)
        self.pooled = set(accumulate(groups))
        self.head = nn.Linear(widths[-1], classes)

    def forward(self, x: Tensor) -> Tensor:
        """Normalised images [N, 3, 32, 32] -> logits [N, classes]."""
        for number, (convolution, batch_norm) in enumerate(zip(self.features, self.norms), 1):
            x = F.relu_(batch_norm(convolution(x)))
            if number in self.pooled:
                x = F.max_pool2d(x, 2, ceil_mode=True)
        return self.head(x.flatten(1))
