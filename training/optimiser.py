"""Muon for the convolutions, Nesterov SGD for everything else.

Muon (K. Jordan, 2024) replaces the momentum of a weight matrix by the nearest matrix with equal singular values. Every
convolution is followed by batch-norm, so its scale is free: it is held at a fixed norm, and the step size is relative.
"""

import torch
from torch import Tensor, nn


class Muon(torch.optim.Optimizer):
    """Orthogonalised momentum for weights [out, in, kh, kw], seen as matrices [out, in * kh * kw]."""

    def __init__(self, weights: list[nn.Parameter], lr: float, momentum: float):
        super().__init__(weights, {"lr": lr, "momentum": momentum})

    @torch.no_grad()
    def step(self) -> None:
        for group in self.param_groups:
            for weight in group["params"]:
                momentum = self.state[weight].setdefault("momentum", torch.zeros_like(weight))
                momentum.mul_(group["momentum"]).add_(weight.grad)
                nesterov = weight.grad.add(momentum, alpha=group["momentum"])
                weight.mul_(len(weight) ** 0.5 / weight.norm())
                weight.sub_(orthogonalise(nesterov.flatten(1)).view_as(weight), alpha=group["lr"])


def orthogonalise(matrix: Tensor, steps: int = 4) -> Tensor:
    """Newton-Schulz iteration of order five: singular values go to about one. [m, n] -> float32 [m, n]."""
    a, b, c = 3.4445, -4.7750, 2.0315
    x = (matrix / (matrix.norm() + 1e-7)).bfloat16()
    tall = x.shape[0] > x.shape[1]
    x = x.T if tall else x
    for _ in range(steps):
        gram = x @ x.T
        x = a * x + (b * gram + c * gram @ gram) @ x
    return (x.T if tall else x).float()


def optimisers(net: nn.Module, muon_lr: float, muon_momentum: float, sgd_lr: float, weight_decay: float) -> list:
    """Muon on convolutions; SGD on the head's weight, with decay, and on biases and batch-norm, without."""
    convolutions = [p for p in net.parameters() if p.ndim == 4]
    matrices = [p for p in net.parameters() if p.ndim == 2]
    vectors = [p for p in net.parameters() if p.ndim == 1]
    groups = [{"params": matrices, "weight_decay": weight_decay}, {"params": vectors, "weight_decay": 0.0}]
    sgd = torch.optim.SGD(groups, lr=sgd_lr, momentum=0.9, nesterov=True)
    return [Muon(convolutions, muon_lr, muon_momentum), sgd]
