"""Trains one network from one config file; started again, it goes on after the last finished epoch.

    training/.venv/bin/python training/train.py training/configs/resnet18-natural.toml

With `--minutes M` the clock takes over from the schedule: the learning rate falls linearly from where it is to zero in that
time, the last two fifths of it at full resolution, and the run ends there.

Two processes of one thread each share every batch and average their gradients: on a busy machine that is much faster than
one process of two threads, whose threads wait for each other inside every convolution.
"""

import argparse
import copy
import itertools
import json
import os
import time
import tomllib
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, distributed, nn
from torch.nn import functional as F

import data
import pack
from optimiser import optimisers
from resnet import ResNet, normalise

ROOT = Path(__file__).parent
MONITOR_IMAGES = 250
FULL_RESOLUTION = 0.4  # part of a time budget


@dataclass(frozen=True)
class Phase:
    """Some epochs at one image side in pixels and one batch size (of a worker)."""

    epochs: int
    resolution: int
    batch: int


@dataclass(frozen=True)
class Config:
    """One training run; the config file has these fields and no others."""

    id: str
    seed: int
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

    @staticmethod
    def read(path: Path) -> "Config":
        fields = tomllib.loads(path.read_text())
        return Config(**{**fields, "phases": [Phase(**phase) for phase in fields["phases"]]})

    @property
    def epochs(self) -> int:
        return sum(phase.epochs for phase in self.phases)

    def rate(self, epoch: float) -> float:
        """Learning rate at a fractional epoch, relative to its peak: linear between the points of the config."""
        return float(np.interp(epoch, self.rate_epochs, self.rate_values))

    def phase(self, epoch: int) -> Phase:
        """The phase that an epoch, counted from 0, belongs to."""
        ends = itertools.accumulate(phase.epochs for phase in self.phases)
        return next(phase for phase, end in zip(self.phases, ends) if epoch < end)


class Clock:
    """The part of a time budget that is left, from 1 to 0, as the first worker sees it; 1 for ever without a budget."""

    def __init__(self, minutes: float | None):
        self.started, self.seconds = time.monotonic(), 60 * minutes if minutes else float("inf")
        self.left = 1.0

    def read(self) -> float:
        left = torch.tensor(1 - (time.monotonic() - self.started) / self.seconds)
        distributed.broadcast(left, 0)
        self.left = max(0.0, left.item())
        return self.left


class Trainer:
    """The state of a run on one worker: network, its moving average, optimisers, data."""

    def __init__(self, config: Config, rank: int, minutes: float | None):
        self.config, self.rank, self.workers = config, rank, distributed.get_world_size()
        self.clock, self.first_epoch = Clock(minutes), 0
        torch.manual_seed(config.seed)
        self.net = ResNet(config.widths, config.blocks).to(memory_format=torch.channels_last)
        self.average = copy.deepcopy(self.net).eval()
        self.optimisers = optimisers(
            self.net, config.muon_lr, config.muon_momentum, config.sgd_lr, config.weight_decay
        )
        self.peaks = [[group["lr"] for group in o.param_groups] for o in self.optimisers]
        train = data.load("train")
        self.mean, self.std = data.statistics(train.images)
        self.augmenter = data.Augmenter(train.images, config.padding, config.cutout, config.seed)
        self.images, self.labels = train.images, torch.from_numpy(train.labels)
        self.epoch = 0

    @property
    def checkpoint_path(self) -> Path:
        return ROOT / "runs" / f"{self.config.id}.pt"

    def checkpoint(self) -> dict:
        """All that a later process needs; random numbers are seeded anew each epoch, so they need no state."""
        return {
            "config": asdict(self.config),
            "epoch": self.epoch,
            "net": self.net.state_dict(),
            "average": self.average.state_dict(),
            "optimisers": [o.state_dict() for o in self.optimisers],
            "mean": self.mean,
            "std": self.std,
        }

    def start(self) -> None:
        """Weights from the checkpoint; without one, from `init`; without that, random ones."""
        if self.checkpoint_path.exists():
            self.resume()
        elif self.config.init:
            packed = pack.load(ROOT.parent / "models" / self.config.init)
            net = pack.unfold(packed, torch.from_numpy(self.images[:1000]) / 255)
            self.net.load_state_dict(net.state_dict())
            self.average.load_state_dict(net.state_dict())

    def resume(self) -> None:
        saved = torch.load(self.checkpoint_path)
        self.epoch = int(saved["epoch"])  # a clock may have ended it in the middle of an epoch
        self.net.load_state_dict(saved["net"])
        self.average.load_state_dict(saved["average"])
        for optimiser, state in zip(self.optimisers, saved["optimisers"]):
            optimiser.load_state_dict(state)

    def run(self) -> None:
        self.start()
        self.first_epoch = self.epoch
        while self.epoch < self.config.epochs and self.clock.left > 0:
            started = time.monotonic()
            resolution = self.resolution()
            loss, accuracy = self.train_epoch()
            if self.rank == 0:
                save(self.checkpoint(), self.checkpoint_path)
                self.report(resolution, loss, accuracy, time.monotonic() - started)
            distributed.barrier()
        if self.rank == 0:
            reestimate_norms(self.average, self.images, self.mean, self.std)
            save(self.checkpoint(), ROOT / "runs" / f"{self.config.id}.final.pt")

    def train_epoch(self) -> tuple[float, float]:
        """One pass over the training set; mean loss and accuracy on this worker's augmented images."""
        torch.manual_seed(self.config.seed + 1000 * (self.epoch + 1))
        order = torch.randperm(len(self.labels))
        torch.manual_seed(self.config.seed + 1000 * (self.epoch + 1) + 1 + self.rank)
        size = self.config.phase(self.epoch).batch * self.workers
        steps = len(order) // size
        self.net.train()
        totals = torch.zeros(2)
        started = time.monotonic()
        done = 0
        while done < steps and self.clock.read() > 0:
            self.set_rate(done / steps)
            totals += self.train_step(order[done * size : (done + 1) * size][self.rank :: self.workers])
            done += 1
            if self.rank == 0 and done % 10 == 0:
                self.progress(done, steps, totals / done, time.monotonic() - started)
        self.epoch = self.epoch + 1 if done == steps else round(self.epoch + done / steps, 3)
        return tuple((totals / max(1, done)).tolist())

    def train_step(self, index: Tensor) -> Tensor:
        """One batch on each worker: forward, backward, gradient average, update. Loss and accuracy, [2]."""
        labels = self.labels[index]
        x = normalise(self.augmenter.batch(index, self.epoch), self.mean, self.std)
        side = self.resolution()
        if side != 32:
            x = F.interpolate(x, side, mode="bilinear")
        with torch.autocast("cpu", torch.bfloat16, enabled=torch.cpu._is_amx_tile_supported()):
            logits = self.net(x.contiguous(memory_format=torch.channels_last))
        loss = F.cross_entropy(logits.float(), labels, label_smoothing=self.config.label_smoothing)
        self.net.zero_grad()
        loss.backward()
        average_gradients(self.net)
        for optimiser in self.optimisers:
            optimiser.step()
        self.update_average()
        return torch.stack([loss.detach(), (logits.argmax(1) == labels).float().mean()])

    def resolution(self) -> int:
        """Side of the training images in pixels."""
        return 32 if self.clock.left < FULL_RESOLUTION else self.config.phase(self.epoch).resolution

    def set_rate(self, fraction: float) -> None:
        """The config's rate, this far into the epoch; under a clock, the rate it started from times what is left."""
        timed = self.clock.seconds < float("inf")
        epoch = self.first_epoch if timed else self.epoch + fraction
        rate = self.config.rate(epoch) * self.clock.left
        for optimiser, peaks in zip(self.optimisers, self.peaks):
            for group, peak in zip(optimiser.param_groups, peaks):
                group["lr"] = peak * rate

    @torch.no_grad()
    def update_average(self) -> None:
        """Exponential moving average of weights and of batch-norm statistics."""
        pairs = list(zip(self.average.state_dict().values(), self.net.state_dict().values()))
        pairs = [(a, n) for a, n in pairs if a.is_floating_point()]
        torch._foreach_lerp_([a for a, _ in pairs], [n for _, n in pairs], 1 - self.config.ema_decay)

    def progress(self, step: int, steps: int, means: Tensor, seconds: float) -> None:
        left = seconds / step * (steps - step)
        print(f"epoch {self.epoch + 1}: {step}/{steps}, loss {means[0]:.3f}, {left:.0f} s left", flush=True)

    def report(self, resolution: int, loss: float, accuracy: float, seconds: float) -> None:
        """Prints an epoch and adds it to the log beside the model; test images only monitor, they choose nothing."""
        test = data.load("test")
        monitor = accuracy_of(self.average, test.images[:MONITOR_IMAGES], test.labels, self.mean, self.std)
        entry = {
            "epoch": self.epoch,
            "resolution": resolution,
            "loss": round(loss, 4),
            "train_accuracy": round(accuracy, 4),
            f"test_accuracy_first_{MONITOR_IMAGES}": round(monitor, 4),
            "seconds": round(seconds, 1),
        }
        with (ROOT.parent / "models" / f"{self.config.id}.log.jsonl").open("a") as log:
            log.write(json.dumps(entry) + "\n")
        left = (self.config.epochs - self.epoch) * seconds / 60
        print(f"{entry}, at this speed {left:.0f} min left", flush=True)


def average_gradients(net: nn.Module) -> None:
    """Replaces each gradient by its mean over the workers, in one message."""
    gradients = [p.grad for p in net.parameters()]
    flat = torch.cat([g.flatten() for g in gradients])
    distributed.all_reduce(flat)
    flat /= distributed.get_world_size()
    for gradient, mean in zip(gradients, flat.split([g.numel() for g in gradients])):
        gradient.copy_(mean.view_as(gradient))


def batches(images, mean: list[float], std: list[float], size: int = 250):
    """uint8 [N, 3, 32, 32] -> normalised float32 batches, channels last."""
    for start in range(0, len(images), size):
        pixels = torch.from_numpy(images[start : start + size]) / 255
        yield normalise(pixels, mean, std).contiguous(memory_format=torch.channels_last)


@torch.no_grad()
def accuracy_of(net: nn.Module, images, labels, mean: list[float], std: list[float]) -> float:
    """Fraction of images, uint8 [N, 3, 32, 32], that the network, in evaluation mode, classifies correctly."""
    predictions = torch.cat([net(x).argmax(1) for x in batches(images, mean, std)])
    return (predictions == torch.from_numpy(labels[: len(images)])).float().mean().item()


@torch.no_grad()
def reestimate_norms(net: nn.Module, images, mean: list[float], std: list[float], count: int = 2000) -> None:
    """Replaces batch-norm statistics, which averaging the weights made stale, by those of clean training images."""
    for norm in [m for m in net.modules() if isinstance(m, nn.BatchNorm2d)]:
        norm.reset_running_stats()
        norm.momentum = None  # the plain mean over all batches
    net.train()
    for x in batches(images[:count], mean, std):
        net(x)
    net.eval()


def save(state: dict, path: Path) -> None:
    """Writes beside the target and renames, so that a stopped process leaves no half file."""
    path.parent.mkdir(exist_ok=True)
    torch.save(state, path.with_suffix(".tmp"))
    path.with_suffix(".tmp").rename(path)


def work(rank: int, config: Config, workers: int, minutes: float | None) -> None:
    torch.set_num_threads(1)
    distributed.init_process_group("gloo", rank=rank, world_size=workers)
    Trainer(config, rank, minutes).run()
    distributed.destroy_process_group()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("config", type=Path)
    parser.add_argument("--minutes", type=float, help="finish in this time")
    parser.add_argument("--workers", type=int, default=2, help="processes of one thread each")
    options = parser.parse_args()
    os.environ.setdefault("MASTER_ADDR", "127.0.0.1")
    os.environ.setdefault("MASTER_PORT", "29511")
    arguments = (Config.read(options.config), options.workers, options.minutes)
    torch.multiprocessing.spawn(work, arguments, nprocs=options.workers)
