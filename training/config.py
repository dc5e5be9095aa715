"""What one training run is: the fields of a file in configs/."""

import itertools
import tomllib
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from adversary import Attack, ball

ROOT = Path(__file__).parent


@dataclass(frozen=True)
class Phase:
    """Some epochs at one image side in pixels and one number of images a step, which all workers share."""

    epochs: int
    resolution: int
    batch: int


@dataclass(frozen=True)
class Threat:
    """What adversarial training trains against: a ball, and the steps of the attack inside it.

    `stride`, the size of a step in epsilons, is 1.25 for a single step (Fast-AT, Wong et al., 2020) and 2.5 / steps for
    more, unless the config says otherwise.
    """

    norm: str
    epsilon: float
    steps: int
    stride: float | None = None

    @property
    def attack(self) -> Attack:
        default = 1.25 if self.steps == 1 else 2.5 / self.steps
        return Attack(ball(self.norm, self.epsilon), self.steps, self.stride or default)


@dataclass(frozen=True)
class Config:
    """One training run; the config file has these fields and no others."""

    id: str
    name: str  # for people
    recipe: str  # a sentence for the model card
    limits: str  # likewise
    seed: int
    architecture: str
    widths: list[int]
    blocks: list[int]
    phases: list[Phase]
    rate_epochs: list[float]
    rate_values: list[float]
    muon_lr: float
    muon_momentum: float
    sgd_lr: float
    weight_decay: float
    label_smoothing: float
    ema_decay: float
    padding: int
    cutout: int
    init: str | None = None  # packed weights to start from, a file in models/
    threat: Threat | None = None  # none for natural training

    @staticmethod
    def read(path: Path) -> "Config":
        fields = tomllib.loads(path.read_text())
        fields["phases"] = [Phase(**phase) for phase in fields["phases"]]
        if "threat" in fields:
            fields["threat"] = Threat(**fields["threat"])
        return Config(**fields)

    @staticmethod
    def of(run: str) -> "Config":
        """The config of a run by its id."""
        return Config.read(ROOT / "configs" / f"{run}.toml")

    @property
    def epochs(self) -> int:
        return sum(phase.epochs for phase in self.phases)

    def rate(self, epoch: float) -> float:
        """Learning rate at a fractional epoch, relative to its peak: linear between the points of the config."""
        return float(np.interp(epoch, self.rate_epochs, self.rate_values))

    def phase(self, epoch: float) -> Phase:
        """The phase that an epoch, counted from 0, belongs to."""
        ends = itertools.accumulate(phase.epochs for phase in self.phases)
        return next(phase for phase, end in zip(self.phases, ends) if epoch < end)
