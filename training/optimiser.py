"""Muon for the convolutions, Nesterov SGD for everything else.

Muon (K. Jordan, 2024) replaces the momentum of a weight matrix by the nearest matrix with equal singular values. Every
convolution is followed by batch-norm, so its scale is free: it is held at a fixed norm, and the step size is relative.
"""

from collections import defaultdict

import torch
from torch import Tensor, nn


class Muon(torch.optim.Optimizer):
    """Orthogonalised momentum for weights [out, in, kh, kw], seen as matrices [out, in * kh * kw].

    Weights of one shape go through every step together: a GPU waits for many small kernels far longer than they take.
    """

    def __init__(self, weights: list[nn.Parameter], lr: float, momentum: float, precision: torch.dtype):
        super().__init__(weights, {"lr": lr, "momentum": momentum})
        self.precision = precision

    @torch.no_grad()
    def step(self) -> None:
        for group in self.param_groups:
            shapes = defaultdict(list)
            for weight in group["params"]:
                shapes[weight.shape].append(weight)
            for weights in shapes.values():
                self.step_together(weights, group["lr"], group["momentum"])

    def step_together(self, weights: list[nn.Parameter], lr: float, momentum: float) -> None:
        """One step of weights of one shape."""
        gradients = [weight.grad for weight in weights]
        velocities = [self.state[weight].setdefault("momentum", torch.zeros_like(weight)) for weight in weights]
        torch._foreach_mul_(velocities, momentum)
        torch._foreach_add_(velocities, gradients)
        nesterov = torch._foreach_add(gradients, velocities, alpha=momentum)
        directions = orthogonalise(torch.stack([direction.flatten(1) for direction in nesterov]), self.precision)
        length = len(weights[0]) ** 0.5
        torch._foreach_mul_(weights, [length / norm for norm in torch._foreach_norm(weights)])
        torch._foreach_add_(weights, [d.view_as(w) for d, w in zip(directions, weights)], alpha=-lr)


def orthogonalise(matrices: Tensor, precision: torch.dtype, steps: int = 4) -> Tensor:
    """Newton-Schulz iteration of order five: singular values go to about one. [N, m, n] -> float32 [N, m, n]."""
    a, b, c = 3.4445, -4.7750, 2.0315
    x = (matrices / (matrices.norm(dim=(1, 2), keepdim=True) + 1e-7)).to(precision)
    tall = x.shape[1] > x.shape[2]
    x = x.mT if tall else x
    for _ in range(steps):
        gram = x @ x.mT
        x = a * x + (b * gram + c * gram @ gram) @ x
    return (x.mT if tall else x).float()


def optimisers(
    net: nn.Module, muon_lr: float, muon_momentum: float, sgd_lr: float, weight_decay: float, precision: torch.dtype
) -> list:
    """Muon on convolutions; SGD on the head's weight, with decay, and on biases and batch-norm, without."""
    convolutions = [p for p in net.parameters() if p.ndim == 4]
    matrices = [p for p in net.parameters() if p.ndim == 2]
    vectors = [p for p in net.parameters() if p.ndim == 1]
    groups = [{"params": matrices, "weight_decay": weight_decay}, {"params": vectors, "weight_decay": 0.0}]
    sgd = torch.optim.SGD(groups, lr=sgd_lr, momentum=0.9, nesterov=True)
    return [Muon(convolutions, muon_lr, muon_momentum, precision), sgd]
