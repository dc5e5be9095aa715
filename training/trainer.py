"""One training run on one worker: natural training, or adversarial training where the config names a threat."""

import copy
import json
import time
from dataclasses import asdict

import torch
from torch import Tensor
from torch.nn import functional as F

import checkpoint
import data
import guard
import pack
from accuracy import accuracy
from adversary import Attack
from clock import Clock
from config import ROOT, Config
from guard import Guard
from networks import normalise
from norms import reestimate_norms
from optimiser import optimisers
from worker import Worker

MODELS = ROOT.parent / "models"
MONITOR_IMAGES = 250
FULL_RESOLUTION = 0.4  # part of a time budget
SIDE = 32


class Trainer:
    """The state of a run: network, its moving average, optimisers, data."""

    def __init__(self, config: Config, minutes: float | None, worker: Worker):
        self.config, self.worker, self.log = config, worker, MODELS / f"{config.id}.log.jsonl"
        self.clock, self.first_epoch, self.epoch, self.guard = Clock(minutes, worker), 0, 0, Guard()
        self.train = data.load("train")
        self.labels = torch.from_numpy(self.train.labels).to(worker.device)
        self.augmenter = data.Augmenter(
            self.train.images, config.padding, config.cutout, config.seed, worker.device
        )
        statistics = data.statistics(self.train.images)
        self.description = pack.Description(config.architecture, config.widths, config.blocks, *statistics)
        torch.manual_seed(config.seed)
        self.net = self.build(folded=False)
        self.average = copy.deepcopy(self.net).eval()
        self.target = self.build(folded=True).requires_grad_(False) if config.threat else None
        self.optimisers = optimisers(
            self.net, config.muon_lr, config.muon_momentum, config.sgd_lr, config.weight_decay, worker.precision
        )
        self.peaks = [[group["lr"] for group in o.param_groups] for o in self.optimisers]

    def build(self, folded: bool) -> torch.nn.Module:
        return self.description.build(folded).to(self.worker.device, memory_format=torch.channels_last)

    def checkpoint(self) -> dict:
        """All that a later process needs; random numbers are seeded anew each epoch, so they need no state."""
        return {
            "config": asdict(self.config),
            "epoch": self.epoch,
            "net": self.net.state_dict(),
            "average": self.average.state_dict(),
            "optimisers": [o.state_dict() for o in self.optimisers],
            "best_robust": self.guard.best,
            "mean": self.description.mean,
            "std": self.description.std,
        }

    def start(self) -> None:
        """Weights from the checkpoint; without one, from `init`; without that, random ones."""
        if checkpoint.path(self.config.id).exists():
            return self.resume()
        if self.worker.leads:
            self.log.unlink(missing_ok=True)  # it is of another run
        if self.config.init:
            packed = pack.load(MODELS / self.config.init).to(self.worker.device)
            pixels = torch.from_numpy(self.train.images[:1000]).to(self.worker.device) / 255
            net = pack.unfold(packed, pixels)
            self.net.load_state_dict(net.state_dict())
            self.average.load_state_dict(net.state_dict())

    def resume(self) -> None:
        saved = torch.load(checkpoint.path(self.config.id), map_location=self.worker.device)
        self.epoch = int(saved["epoch"])  # a clock may have ended it in the middle of an epoch
        self.net.load_state_dict(saved["net"])
        self.average.load_state_dict(saved["average"])
        for optimiser, state in zip(self.optimisers, saved["optimisers"]):
            optimiser.load_state_dict(state)
        self.guard.best = saved.get("best_robust", 0.0)

    def run(self) -> None:
        self.start()
        self.first_epoch = self.epoch
        while self.clock.left > 0 if self.clock.limited else self.epoch < self.config.epochs:
            if self.run_epoch():
                self.resume()
                break
        if self.worker.leads:
            reestimate_norms(self.average, self.description, self.train, self.config.threat)
            checkpoint.save(self.checkpoint(), checkpoint.path(self.config.id, final=True))

    def run_epoch(self) -> bool:
        """Trains, measures, saves and reports one epoch; true where robustness collapsed, and nothing was saved."""
        started, resolution = time.monotonic(), self.resolution()
        loss, train_accuracy = self.train_epoch()
        robust = self.robust_accuracies() if self.config.threat else {}
        collapsed = bool(robust) and self.guard.collapsed(robust["pgd5_accuracy"])
        if self.worker.leads:
            if collapsed:
                print("The robustness collapsed; the last good epoch is kept. Give the threat more steps.", flush=True)
            else:
                checkpoint.save(self.checkpoint(), checkpoint.path(self.config.id))
            entry = {"epoch": self.epoch, "resolution": resolution, "loss": round(loss, 4)}
            self.report({**entry, "train_accuracy": round(train_accuracy, 4), **robust}, started)
        self.worker.wait()
        return collapsed

    def train_epoch(self) -> tuple[float, float]:
        """One pass over the training set; mean loss and accuracy on this worker's augmented, or attacked, images."""
        torch.manual_seed(self.config.seed + 1000 * (self.epoch + 1))
        order = torch.randperm(len(self.labels)).to(self.worker.device)
        torch.manual_seed(self.config.seed + 1000 * (self.epoch + 1) + 1 + self.worker.rank)
        size = self.config.phase(self.epoch).batch
        steps = len(order) // size
        self.net.train()
        totals = torch.zeros(2, device=self.worker.device)
        started = time.monotonic()
        done = 0
        while done < steps and self.clock.read() > 0:
            self.set_rate(done / steps)
            totals += self.train_step(order[done * size : (done + 1) * size][self.worker.rank :: self.worker.count])
            done += 1
            if self.worker.leads and done % 10 == 0:
                self.progress(done, steps, totals / done, time.monotonic() - started)
        self.epoch = self.epoch + 1 if done == steps else round(self.epoch + done / steps, 3)
        return tuple((totals / max(1, done)).tolist())

    def train_step(self, index: Tensor) -> Tensor:
        """One batch on each worker: forward, backward, gradient average, update. Loss and accuracy, [2]."""
        pixels, labels = self.augmenter.batch(index, self.epoch), self.labels[index]
        if self.config.threat:
            pixels = self.attack(pixels, labels)
        logits = self.logits(self.net, pixels)
        loss = F.cross_entropy(logits, labels, label_smoothing=self.config.label_smoothing)
        self.net.zero_grad()
        loss.backward()
        self.worker.average_gradients(self.net)
        for optimiser in self.optimisers:
            optimiser.step()
        self.update_average()
        return torch.stack([loss.detach(), (logits.argmax(1) == labels).float().mean()])

    def attack(self, pixels: Tensor, labels: Tensor) -> Tensor:
        """Attacks the network as it would ship: in evaluation mode, with batch-norm folded in, which is also faster."""
        self.target.load_state_dict(pack.folded_state(self.net))
        return self.config.threat.attack(lambda x: self.logits(self.target, x), pixels, labels)

    def logits(self, net: torch.nn.Module, pixels: Tensor) -> Tensor:
        """Pixels in [0, 1] -> logits in float32, by way of the current resolution."""
        x = normalise(pixels, self.description.mean, self.description.std)
        side = self.resolution()
        if side != SIDE:
            x = F.interpolate(x, side, mode="bilinear")
        with self.worker.autocast():
            logits = net(x.contiguous(memory_format=torch.channels_last))
        return logits.float()

    def resolution(self) -> int:
        """Side of the training images in pixels."""
        return SIDE if self.clock.left < FULL_RESOLUTION else self.config.phase(self.epoch).resolution

    def set_rate(self, fraction: float) -> None:
        """The config's rate, this far into the epoch; under a clock, the rate it started from times what is left."""
        now = self.epoch + fraction
        rate = self.config.rate(self.first_epoch if self.clock.limited else now) * self.clock.left
        rate *= self.config.warm(now)
        for optimiser, peaks in zip(self.optimisers, self.peaks):
            for group, peak in zip(optimiser.param_groups, peaks):
                group["lr"] = peak * rate

    @torch.no_grad()
    def update_average(self) -> None:
        """Exponential moving average of weights and of batch-norm statistics."""
        pairs = list(zip(self.average.state_dict().values(), self.net.state_dict().values()))
        pairs = [(a, n) for a, n in pairs if a.is_floating_point()]
        torch._foreach_lerp_([a for a, _ in pairs], [n for _, n in pairs], 1 - self.config.ema_decay)

    def robust_accuracies(self) -> dict[str, float]:
        """The averaged network on the guard's training images, clean and under PGD; the workers share them."""
        folded = pack.fold(self.average, self.description).to(self.worker.device, memory_format=torch.channels_last)
        classifier = pack.Classifier(folded.requires_grad_(False), self.description)
        own = slice(self.worker.rank, guard.IMAGES, self.worker.count)
        images, labels = self.train.images[own], self.train.labels[own]
        attacks = {"clean_accuracy": None, "pgd5_accuracy": Attack.pgd(self.config.threat.attack.ball, guard.STEPS)}
        return {
            name: round(self.worker.mean(accuracy(classifier, images, labels, attack)), 4)
            for name, attack in attacks.items()
        }

    def progress(self, step: int, steps: int, means: Tensor, seconds: float) -> None:
        left = seconds / step * (steps - step)
        print(f"epoch {self.epoch + 1}: {step}/{steps}, loss {means[0]:.3f}, {left:.0f} s left", flush=True)

    def report(self, entry: dict, started: float) -> None:
        """Prints an epoch and adds it to the log beside the model; test images only monitor, they choose nothing."""
        test = data.load("test")
        monitor = accuracy(
            pack.Classifier(self.average, self.description), test.images[:MONITOR_IMAGES], test.labels[:MONITOR_IMAGES]
        )
        seconds = time.monotonic() - started
        entry |= {f"test_accuracy_first_{MONITOR_IMAGES}": round(monitor, 4), "seconds": round(seconds, 1)}
        with self.log.open("a") as log:
            log.write(json.dumps(entry) + "\n")
        by_schedule = (self.config.epochs - self.epoch) * seconds
        left = self.clock.seconds * self.clock.left if self.clock.limited else by_schedule
        print(f"{entry}, {left / 60:.0f} min left", flush=True)
