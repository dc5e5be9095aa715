"""Threat models, as balls around an image, and the gradient attacks inside them, all on pixels in [0, 1].

A classifier here is any function from pixels [N, 3, 32, 32] to logits [N, classes]: normalisation is its own affair, so
every radius is in pixel units.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional as F

Classifier = Callable[[Tensor], Tensor]


@dataclass(frozen=True)
class Ball(ABC):
    """All images within `epsilon` of another in some norm whose pixels are in [0, 1]."""

    epsilon: float

    @abstractmethod
    def start(self, centre: Tensor) -> Tensor:
        """A random image, uniform in the norm's ball, then clamped."""

    @abstractmethod
    def step(self, x: Tensor, gradient: Tensor, size: float) -> Tensor:
        """The steepest step of this size: where a linear function with this gradient grows most."""

    @abstractmethod
    def project(self, x: Tensor, centre: Tensor) -> Tensor:
        """The nearest image in the norm's ball, then clamped."""


class L2(Ball):
    """Euclidean distance over all 3,072 pixels."""

    def start(self, centre: Tensor) -> Tensor:
        direction = torch.randn_like(centre)
        radius = torch.rand(len(centre), 1, 1, 1, device=centre.device) ** (1 / centre[0].numel())
        return (centre + self.epsilon * radius * direction / _length(direction)).clamp(0, 1)

    def step(self, x: Tensor, gradient: Tensor, size: float) -> Tensor:
        return x + size * gradient / (_length(gradient) + 1e-10)

    def project(self, x: Tensor, centre: Tensor) -> Tensor:
        delta = x - centre
        return (centre + delta * (self.epsilon / _length(delta).clamp_min(1e-12)).clamp_max(1)).clamp(0, 1)


class Linf(Ball):
    """The largest change of any pixel."""

    def start(self, centre: Tensor) -> Tensor:
        return (centre + torch.empty_like(centre).uniform_(-self.epsilon, self.epsilon)).clamp(0, 1)

    def step(self, x: Tensor, gradient: Tensor, size: float) -> Tensor:
        return x + size * gradient.sign()

    def project(self, x: Tensor, centre: Tensor) -> Tensor:
        return torch.clamp(x, centre - self.epsilon, centre + self.epsilon).clamp(0, 1)


NORMS = {"l2": L2, "linf": Linf}


def ball(norm: str, epsilon: float) -> Ball:
    """The ball of a norm by its name, `l2` or `linf`."""
    return NORMS[norm](epsilon)


def _length(x: Tensor) -> Tensor:
    """Euclidean norms, [N, ...] -> [N, 1, 1, 1]."""
    return x.flatten(1).norm(dim=1).view(-1, 1, 1, 1)


@dataclass(frozen=True)
class Attack:
    """Projected gradient ascent on the cross-entropy from a random start; `stride` is the size of a step in epsilons."""

    ball: Ball
    steps: int
    stride: float

    @staticmethod
    def pgd(ball: Ball, steps: int) -> "Attack":
        """PGD with steps of 2.5 epsilon / steps (Madry et al., 2018); with 20 steps, what robust accuracy means."""
        return Attack(ball, steps, 2.5 / steps)

    def __call__(self, classifier: Classifier, pixels: Tensor, labels: Tensor) -> Tensor:
        """The attacked images, [N, 3, 32, 32]."""
        x = self.ball.start(pixels)
        for _ in range(self.steps):
            x, _ = self.step(classifier, x, pixels, labels)
        return x

    def step(self, classifier: Classifier, x: Tensor, centre: Tensor, labels: Tensor) -> tuple[Tensor, Tensor]:
        """The images one step further, and the logits of where they were."""
        x = x.detach().requires_grad_()
        with torch.enable_grad():
            logits = classifier(x)
            (gradient,) = torch.autograd.grad(F.cross_entropy(logits, labels, reduction="sum"), x)
        moved = self.ball.step(x.detach(), gradient, self.stride * self.ball.epsilon)
        return self.ball.project(moved, centre), logits.detach()


@torch.no_grad()
def withstands(classifier: Classifier, pixels: Tensor, labels: Tensor, attack: Attack) -> Tensor:
    """Which images are classified correctly before an attack and at each of its iterates: bool [N].

    An image that falls is not attacked further, which saves most of the work on networks that are not robust.
    """
    standing = torch.arange(len(labels), device=labels.device)[classifier(pixels).argmax(1) == labels]
    x = attack.ball.start(pixels[standing])
    for _ in range(attack.steps):
        x, logits = attack.step(classifier, x, pixels[standing], labels[standing])
        right = logits.argmax(1) == labels[standing]
        x, standing = x[right], standing[right]
    standing = standing[classifier(x).argmax(1) == labels[standing]]
    return torch.zeros_like(labels, dtype=torch.bool).index_fill(0, standing, True)
